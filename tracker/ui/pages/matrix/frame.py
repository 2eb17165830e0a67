"""What the matrix shows, read away from the window: columns, groups, items and all the figures; the cells come later, by chunk."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from tracker.domain.records import PlanRecord, UnitRecord
from tracker.domain.screens import Matrix, MatrixSection, TaskFilter, UnitTotals
from tracker.domain.terms import Role
from tracker.usecases.matrix import matrix, matrix_cells

if TYPE_CHECKING:
    from tracker.storage.store import Store

HEAVY = 2.0
LEADING = frozenset({Role.LEAD, Role.JOINT})


class Rows(StrEnum):
    """What the rows are."""

    TASKS = "tasks"
    SECTIONS = "sections"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the page asks for. `heavy`: only tasks led by units whose load is high; `by_load`: busiest unit first."""

    plan_id: int | None = None
    heading_id: int | None = None
    unit_id: int | None = None
    no_lead: bool = False
    heavy: bool = False
    by_load: bool = False
    rows: Rows = Rows.TASKS

    def filter(self) -> TaskFilter:
        return TaskFilter(plan_id=self.plan_id, heading_id=self.heading_id, unit_id=self.unit_id, no_lead=self.no_lead)


@dataclass(frozen=True, slots=True)
class Count:
    """How often somebody leads (alone or with others) and how often somebody takes part otherwise."""

    lead: int = 0
    part: int = 0

    def plus(self, other: "Count") -> "Count":
        return Count(self.lead + other.lead, self.part + other.part)


NOTHING = Count()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading as a row: where it stands, how many tasks it has and the figures per unit."""

    id: int
    heading_id: int | None
    plan_id: int | None
    title: str
    tasks: int
    counts: Mapping[int, Count]
    count: Count


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one group row: ids of tasks, or of sections."""

    key: Hashable
    title: str
    note: str
    tasks: int
    items: tuple[int, ...]
    counts: Mapping[int, Count]
    count: Count


@dataclass(frozen=True, slots=True)
class Frame:
    """The whole matrix without its cells. `heavy`: units whose load is high, the busiest first; `average`: tasks per leading unit."""

    wanted: Wanted
    units: tuple[UnitRecord, ...] = ()
    groups: tuple[Group, ...] = ()
    sections: tuple[Section, ...] = ()
    totals: Mapping[int, Count] = field(default_factory=dict)
    tasks: int = 0
    without_lead: frozenset[int] = frozenset()
    heavy: tuple[int, ...] = ()
    average: float = 0.0

    @property
    def total(self) -> Count:
        return _sum(self.totals.values())


def of_roles(roles: Iterable[Role]) -> Count:
    """The figures of some cells."""
    lead = part = 0
    for role in roles:
        if role in LEADING:
            lead += 1
        else:
            part += 1
    return Count(lead, part)


def heavy_units(totals: Mapping[int, UnitTotals]) -> tuple[tuple[int, ...], float]:
    """The units that lead more than twice as many tasks as a leading unit leads on average, and that average."""
    leads = {unit_id: total.lead + total.joint for unit_id, total in totals.items() if total.lead + total.joint}
    if not leads:
        return (), 0.0
    average = sum(leads.values()) / len(leads)
    found = [unit_id for unit_id, lead in leads.items() if lead > HEAVY * average]
    return tuple(sorted(found, key=lambda unit_id: -leads[unit_id])), average


def read_frame(store: "Store", wanted: Wanted, today: date, plans: Sequence[PlanRecord]) -> Frame:
    """Read what `wanted` asks for. Columns and loads are those of the whole plan, so that no filter moves them."""
    whole = matrix(store, TaskFilter(plan_id=wanted.plan_id), today)
    heavy, average = heavy_units(whole.unit_totals)
    narrowed = wanted.filter()
    shown = whole if narrowed == TaskFilter(plan_id=wanted.plan_id) else matrix(store, narrowed, today)
    if wanted.heavy:
        shown = _only(shown, _led_by(store, narrowed, heavy, today))
    counts = _counts(store, shown)
    sections = tuple(_section(place, section, counts) for place, section in enumerate(shown.sections))
    titles = {plan.id: plan.title for plan in plans} if wanted.plan_id is None else {}
    totals = _totals(sections)
    units = whole.units
    if wanted.by_load:
        loads = whole.unit_totals
        units = tuple(sorted(units, key=lambda unit: (-_lead(loads, unit.id), -loads[unit.id].total, unit.order)))
    return Frame(
        wanted=wanted,
        units=units,
        groups=tuple(_groups(shown.sections, sections, titles, wanted.rows)),
        sections=sections,
        totals=totals,
        tasks=len(shown.task_ids),
        without_lead=whole.no_lead,
        heavy=heavy,
        average=average,
    )


def keep_units(frame: Frame, before: Sequence[UnitRecord]) -> Frame:
    """The frame with columns that were there before: a unit that has just lost its last task stays in sight."""
    known = {unit.id for unit in frame.units}
    lost = [unit for unit in before if unit.id not in known]
    if not lost:
        return frame
    units = [*frame.units, *lost]
    if not frame.wanted.by_load:
        units.sort(key=lambda unit: unit.order)
    return replace(frame, units=tuple(units))


def _lead(totals: Mapping[int, UnitTotals], unit_id: int) -> int:
    return totals[unit_id].lead + totals[unit_id].joint


def _led_by(store: "Store", narrowed: TaskFilter, units: Sequence[int], today: date) -> set[int]:
    found: set[int] = set()
    for unit_id in units:
        found.update(matrix(store, replace(narrowed, unit_id=unit_id, roles=LEADING), today).task_ids)
    if narrowed.unit_id is not None:
        found &= set(matrix(store, narrowed, today).task_ids)
    return found


def _only(shown: Matrix, tasks: set[int]) -> Matrix:
    kept = (replace(section, task_ids=tuple(one for one in section.task_ids if one in tasks)) for section in shown.sections)
    return replace(shown, sections=tuple(section for section in kept if section.task_ids))


def _counts(store: "Store", shown: Matrix) -> dict[int, dict[int, Count]]:
    """Figures per section (its place) and unit."""
    place_of = {task_id: place for place, section in enumerate(shown.sections) for task_id in section.task_ids}
    roles: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for (task_id, unit_id), cell in matrix_cells(store, shown.task_ids).items():
        roles[place_of[task_id]][unit_id][0 if cell.role in LEADING else 1] += 1
    return {place: {unit: Count(*both) for unit, both in units.items()} for place, units in roles.items()}


def _section(place: int, section: MatrixSection, counts: Mapping[int, Mapping[int, Count]]) -> Section:
    heading, own = section.heading, counts.get(place, {})
    return Section(
        id=place,
        heading_id=heading.id if heading else None,
        plan_id=heading.plan_id if heading else None,
        title=section.path[-1] if section.path else "未分章节",
        tasks=len(section.task_ids),
        counts=own,
        count=_sum(own.values()),
    )


def _groups(read: Sequence[MatrixSection], sections: Sequence[Section], plans: Mapping[int, str], rows: Rows) -> Iterable[Group]:
    """Neighbouring sections under the same outermost heading become one group."""
    runs: list[tuple[Hashable, list[int]]] = []
    for place, section in enumerate(read):
        key = (sections[place].plan_id, section.path[0] if section.path else "")
        if not runs or runs[-1][0] != key:
            runs.append((key, []))
        runs[-1][1].append(place)
    for key, places in runs:
        first = sections[places[0]]
        counts: dict[int, Count] = {}
        for place in places:
            for unit_id, count in sections[place].counts.items():
                counts[unit_id] = counts.get(unit_id, NOTHING).plus(count)
        tasks = tuple(task_id for place in places for task_id in read[place].task_ids)
        yield Group(
            key=key,
            title=read[places[0]].path[0] if read[places[0]].path else "未分章节",
            note=plans.get(first.plan_id or 0, ""),
            tasks=len(tasks),
            items=tasks if rows is Rows.TASKS else tuple(places),
            counts=counts,
            count=_sum(counts.values()),
        )


def _totals(sections: Iterable[Section]) -> dict[int, Count]:
    totals: dict[int, Count] = {}
    for section in sections:
        for unit_id, count in section.counts.items():
            totals[unit_id] = totals.get(unit_id, NOTHING).plus(count)
    return totals


def _sum(counts: Iterable[Count]) -> Count:
    lead = part = 0
    for count in counts:
        lead += count.lead
        part += count.part
    return Count(lead, part)
