"""Short ways to read a text and to say what was found, for the tests of the reader."""

from functools import cache
from pathlib import Path

from tracker.domain.unit_names import UnitDictionary
from tracker.files.blocks import from_text
from tracker.files.unit_list import read_unit_dictionary
from tracker.plans.draft import DraftTask, PlanDraft
from tracker.plans.reader import read_plan

RESOURCES = Path(__file__).parents[2] / "resources"


@cache
def dictionary() -> UnitDictionary:
    """The product's own unit dictionary."""
    return read_unit_dictionary(RESOURCES / "units.json")


def read(text: str, name: str = "方案.txt", *, names: UnitDictionary | None = None) -> PlanDraft:
    return read_plan(from_text(name, text), dictionary() if names is None else names)


def roles(task: DraftTask) -> str:
    """`lead 县发改局、support 县财政局`: units with roles, in order."""
    return "、".join(f"{unit.role.value} {unit.name}" for unit in task.units)


def limits(task: DraftTask) -> list[str]:
    """`6月底前=2024-06-30`, `每季度末=quarter`, `长期坚持=standing` for each time limit."""
    found = []
    for limit in task.deadlines:
        meaning = limit.due.isoformat() if limit.due else limit.recurrence.every.value if limit.recurrence else limit.kind.value
        found.append(f"{limit.wording}={meaning}")
    return found


def reasons(task: DraftTask) -> list[str]:
    return [finding.code for finding in task.findings]
