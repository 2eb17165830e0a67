"""Drafts and stored tasks as wordings that can be compared, and in the words in which a page shows them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tracker.domain.terms import Role
from tracker.plans.revision import Field, LimitWord, TargetWord, UnitWord, Wording
from tracker.storage.reading import revision as reading
from tracker.storage.reading.plans import headings
from tracker.storage.reading.units import units

if TYPE_CHECKING:
    from tracker.domain.unit_names import UnitDictionary
    from tracker.plans.draft import DraftDeadline, DraftUnit, PlanDraft
    from tracker.storage.reader import Reader

_STRENGTH = list(Role)
# Units that a draft names and nobody has stored yet count from here; no stored unit comes near it.
_UNSTORED = 1_000_000_000


class DraftWorder:
    """Puts the tasks of drafts into words, their units found among the stored ones where they are known."""

    def __init__(self, db: "Reader", names: "UnitDictionary") -> None:
        from tracker.usecases.house.unit_match import UnitMatcher

        self._matcher = UnitMatcher(names, _UNSTORED)
        self._matcher.learn(units(db))

    def units(self, printed: Iterable["DraftUnit"]) -> tuple[UnitWord, ...]:
        """Units as printed: each once, in its strongest role."""
        found: dict[int, UnitWord] = {}
        for unit in printed:
            unit_id = self._matcher.match(unit.proposed or unit.name).unit_id
            if unit_id not in found or _STRENGTH.index(unit.role) < _STRENGTH.index(found[unit_id].role):
                found[unit_id] = UnitWord(unit_id, unit.name, unit.role)
        return tuple(found.values())

    def wordings(self, draft: "PlanDraft") -> list[Wording]:
        """All tasks of a draft."""
        return [
            Wording(
                task.label,
                task.title,
                task.content,
                task.note,
                _draft_path(draft, task.heading),
                self.units(task.units),
                tuple(LimitWord(limit.wording, _draft_meaning(limit)) for limit in task.deadlines),
                tuple(TargetWord(target.quote, target.value, target.measure, target.comparison) for target in task.targets),
                "、".join(task.leaders),
            )
            for task in draft.tasks
        ]


def stored_wordings(db: "Reader", plan_id: int, rows: reading.Tables) -> dict[int, Wording]:
    """Stored tasks by id, in printed order."""
    above = headings(db, plan_id)
    names = reading.unit_names(db)
    parts: dict[str, dict[int, list[dict[str, Any]]]] = {table: {} for table in rows}
    for table in rows:
        if table != "task":
            for row in sorted(rows[table].values(), key=lambda row: (row.get("position", 0), row["id"])):
                parts[table].setdefault(row["task_id"], []).append(row)
    found = {}
    for task_id, task in rows["task"].items():
        path: list[str] = []
        heading = above.get(task["heading_id"])
        while heading is not None:
            path.insert(0, heading.title)
            heading = above.get(heading.parent_id or 0)
        found[task_id] = Wording(
            task["label"],
            task["title"],
            task["content"],
            task["note"],
            tuple(path),
            tuple(
                UnitWord(row["unit_id"], row["printed"] or names.get(row["unit_id"], ""), Role(row["role"]))
                for row in parts["assignment"].get(task_id, ())
            ),
            tuple(LimitWord(row["wording"], _stored_meaning(row)) for row in parts["deadline"].get(task_id, ())),
            tuple(TargetWord(row["quote"], row["value"], row["measure"], row["comparison"]) for row in parts["target"].get(task_id, ())),
            next((row["leader"] for row in reversed(parts["contact"].get(task_id, [])) if row["valid_to"] is None), ""),
        )
    return found


def told(field: Field, one: Wording, other: Wording) -> tuple[str, str]:
    """Both wordings of a field as a person reads them."""
    if field is Field.UNITS:
        units_of = (told_units(one.units), told_units(other.units))
        return units_of if units_of[0] != units_of[1] else (one.note, other.note)
    if field is Field.DEADLINES:
        limits = ("；".join(limit.wording for limit in one.limits), "；".join(limit.wording for limit in other.limits))
        return limits if limits[0] != limits[1] else (_limits(one), _limits(other))
    if field is Field.TARGETS:
        return _targets(one), _targets(other)
    if field is Field.PLACE:
        return " / ".join(one.path) or "无章节", " / ".join(other.path) or "无章节"
    return str(getattr(one, field.value)), str(getattr(other, field.value))


def whole(task: Wording) -> str:
    """A whole task in a few lines."""
    lines = (task.content, told_units(task.units), _limits(task), _targets(task), task.leaders and f"分管领导：{task.leaders}")
    return "\n".join(line for line in lines if line)


def told_units(held: Sequence[UnitWord]) -> str:
    """Units by their roles, as a person reads them."""
    by_role: Mapping[Role, list[str]] = {role: [unit.name for unit in held if unit.role is role] for role in Role}
    return "；".join(f"{role.label}：{'、'.join(names)}" for role, names in by_role.items() if names)


def _limits(task: Wording) -> str:
    return "；".join(limit.wording + (f"（{limit.meaning[1]}）" if limit.meaning[1] else "") for limit in task.limits)


def _targets(task: Wording) -> str:
    return "；".join(target.quote or target.value + target.measure for target in task.targets)


def _draft_path(draft: "PlanDraft", index: int) -> tuple[str, ...]:
    path: list[str] = []
    while index >= 0:
        path.insert(0, draft.headings[index].title)
        index = draft.headings[index].parent
    return tuple(path)


def _draft_meaning(limit: "DraftDeadline") -> tuple[str, ...]:
    turn = limit.recurrence
    values = (limit.kind.value, limit.due, turn and turn.every.value, turn and turn.month, turn and turn.day)
    return tuple("" if value is None else str(value) for value in values)


def _stored_meaning(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple("" if row[name] is None else str(row[name]) for name in ("kind", "due", "every", "every_month", "every_day"))
