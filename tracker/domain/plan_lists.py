"""What a plan lists beside its tasks: indicators (指标), services (基本公共服务清单) and projects (专栏项目), and what is followed of them.

`start`, `end`: where a row stands in the plan's source text (0, 0: not known).
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.figures import Reckoning
from tracker.domain.terms import Role

SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": ""}


def sign_of(comparison: str) -> str:
    """The sign of a target as it is printed."""
    return SIGNS.get(comparison, comparison)


class ListKind(StrEnum):
    """The three lists. Values name their tables."""

    INDICATORS = "indicator"
    SERVICES = "service"
    PROJECTS = "project"

    @property
    def label(self) -> str:
        return LIST_LABELS[self]


LIST_LABELS = {ListKind.INDICATORS: "指标", ListKind.SERVICES: "服务清单", ListKind.PROJECTS: "专栏项目"}


class ListUnitRecord(NamedTuple):
    """The role of a unit in a row of a list; `printed` as the plan wrote the name, `inferred`: our reading, not its words."""

    unit_id: int
    display: str
    printed: str
    role: Role
    inferred: bool
    is_group: bool


class IndicatorRecord(NamedTuple):
    """One row of an indicator table. `nature`: 预期性 or 约束性. `base`: its value in `base_year`; `target_year`: when `value` is due
    (None: with the plan)."""

    id: int
    plan_id: int
    no: str
    group: str
    name: str
    measure: str
    comparison: str
    value: str
    nature: str
    start: int = 0
    end: int = 0
    base: str = ""
    base_year: int | None = None
    target_year: int | None = None
    reckoning: Reckoning = Reckoning.LEVEL
    units: tuple[ListUnitRecord, ...] = ()

    @property
    def title(self) -> str:
        return self.name

    @property
    def goal(self) -> str:
        """The value with its sign as printed: ≥90, 1.2."""
        return sign_of(self.comparison) + self.value

    @property
    def leads(self) -> str:
        """Those responsible."""
        return leads_of(self.units)


class ServiceRecord(NamedTuple):
    """One row of a public-service list."""

    id: int
    plan_id: int
    no: str
    group: str
    name: str
    target_group: str
    standard: str
    funding: str
    note: str
    start: int = 0
    end: int = 0
    units: tuple[ListUnitRecord, ...] = ()

    @property
    def title(self) -> str:
        return self.name

    @property
    def leads(self) -> str:
        """Those responsible by the names of the plan; others are told by their role."""
        return leads_of(self.units)


class ProjectRecord(NamedTuple):
    """One item of a project box or of a list of projects; `box` is its head. `total_investment` in 万元, `leader`: 挂包领导; `removed_on`:
    the rolling list let it go."""

    id: int
    plan_id: int
    box: str
    label: str
    title: str
    content: str
    start: int = 0
    end: int = 0
    total_investment: str = ""
    planned_start: date | None = None
    actual_start: date | None = None
    planned_end: date | None = None
    actual_end: date | None = None
    leader: str = ""
    person: str = ""
    phone: str = ""
    added_on: date | None = None
    removed_on: date | None = None
    removed_reason: str = ""
    units: tuple[ListUnitRecord, ...] = ()

    @property
    def group(self) -> str:
        return self.box

    @property
    def leads(self) -> str:
        """Those responsible."""
        return leads_of(self.units)


ListRow = IndicatorRecord | ServiceRecord | ProjectRecord


class ListGroup(NamedTuple):
    """Rows that stand together in a plan, in printed order. `title` is "" where the table has no groups."""

    plan_id: int
    title: str
    ids: tuple[int, ...]


def leads_of(units: Sequence[ListUnitRecord]) -> str:
    """The units of a row in one line."""
    return "、".join(unit_words(unit) for unit in units)


def unit_words(unit: ListUnitRecord) -> str:
    """A unit as a list names it: the lead by its name alone, another with its role."""
    name = unit.printed or unit.display
    return name if unit.role is Role.LEAD else f"{name}（{unit.role.label}）"
