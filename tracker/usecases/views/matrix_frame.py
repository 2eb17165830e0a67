"""What the matrix shows, read away from the window: columns, groups, items and all the figures; the cells come later, by chunk."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from tracker.domain.records import PlanRecord, UnitRecord
from tracker.domain.screens import Matrix, MatrixSection, TaskFilter, UnitTotals
from tracker.domain.terms import Role, State
from tracker.storage.store import Store
from tracker.usecases.views.matrix import matrix, matrix_cells

HEAVY = 2.0
SMALL = 300
NO_HEADING = "未分章节"
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
    leader: str = ""
    state: State | None = None

    def filter(self) -> TaskFilter:
        return TaskFilter(
            plan_id=self.plan_id,
            heading_id=self.heading_id,
            unit_id=self.unit_id,
            no_lead=self.no_lead,
            leader=self.leader,
            states=frozenset({self.state} if self.state else ()),
        )

    def lifted(self) -> "Wanted":
        """The same rows and order with every filter taken away."""
        return replace(self, heading_id=None, unit_id=None, no_lead=False, heavy=False, leader="", state=None)


class Count(NamedTuple):
    """How often somebody leads (alone or with others) and how often somebody takes part otherwise."""

    lead: int = 0
    part: int = 0


NOTHING = Count()


Counts = Mapping[int, Count]


class Part(NamedTuple):
    """A heading with its tasks, as a row of its own: a section, or a group over sections. `id` is unique in its frame."""

    id: int
    title: str
    tasks: tuple[int, ...]
    heading_id: int | None = None
    plan_id: int | None = None


class Group(NamedTuple):
    """Rows under one group row: `items` are ids of tasks, or of sections. `note` names the plan where several are shown."""

    key: Hashable
    part: Part
    note: str
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The whole matrix without its cells.

    `heavy`: units whose load is high with the number of tasks they lead in the whole plan, the busiest first; `average`: that number
    for an average leading unit. `counts`: the figures of the large parts; those of small ones are read when they are seen.
    """

    wanted: Wanted
    units: tuple[UnitRecord, ...] = ()
    groups: tuple[Group, ...] = ()
    sections: tuple[Part, ...] = ()
    totals: Counts = field(default_factory=dict)
    counts: Mapping[int, Counts] = field(default_factory=dict)
    tasks: int = 0
    without_lead: frozenset[int] = frozenset()
    heavy: Mapping[int, int] = field(default_factory=dict)
    average: float = 0.0

    @property
    def by_id(self) -> dict[int, UnitRecord]:
        return {unit.id: unit for unit in self.units}

    @property
    def total(self) -> Count:
        return sum_of(self.totals.values())


def of_roles(roles: Iterable[Role]) -> Count:
    """The figures of some cells."""
    lead = part = 0
    for role in roles:
        if role in LEADING:
            lead += 1
        else:
            part += 1
    return Count(lead, part)


def heavy_units(totals: Mapping[int, UnitTotals]) -> tuple[dict[int, int], float]:
    """The units that lead more than twice as many tasks as a leading unit leads on average, and that average."""
    leads = {unit_id: total.lead + total.joint for unit_id, total in totals.items() if total.lead + total.joint}
    if not leads:
        return {}, 0.0
    average = sum(leads.values()) / len(leads)
    found = [(lead, unit_id) for unit_id, lead in leads.items() if lead > HEAVY * average]
    return {unit_id: lead for lead, unit_id in sorted(found, key=lambda pair: -pair[0])}, average


def read_frame(store: Store, wanted: Wanted, today: date, plans: Sequence[PlanRecord]) -> Frame:
    """Read what `wanted` asks for. Columns and loads are those of the whole plan, so that no filter moves them."""
    whole = matrix(store, TaskFilter(plan_id=wanted.plan_id), today)
    heavy, average = heavy_units(whole.unit_totals)
    narrowed = wanted.filter()
    shown = whole if narrowed == TaskFilter(plan_id=wanted.plan_id) else matrix(store, narrowed, today)
    if wanted.heavy:
        shown = _only(shown, _led_by(store, narrowed, heavy, today))
    sections = tuple(_section(place, section) for place, section in enumerate(shown.sections))
    titles = {plan.id: plan.title for plan in plans} if wanted.plan_id is None else {}
    groups = tuple(_groups(shown.sections, sections, titles, wanted.rows))
    units = whole.units
    if wanted.by_load:
        loads = whole.unit_totals
        units = tuple(sorted(units, key=lambda unit: (-_lead(loads, unit.id), -loads[unit.id].total, unit.order)))
    large = [part for part in (*(group.part for group in groups), *sections) if len(part.tasks) > SMALL]
    return Frame(
        wanted=wanted,
        units=units,
        groups=groups,
        sections=sections,
        totals=_totals(store, shown, exact=not wanted.heavy),
        counts=read_counts(store, large),
        tasks=sum(len(section.task_ids) for section in shown.sections),
        without_lead=whole.no_lead,
        heavy=heavy,
        average=average,
    )


def read_counts(store: Store, parts: Iterable[Part]) -> dict[int, Counts]:
    """The figures per unit of some parts, by part."""
    wanted = list(parts)
    place_of: dict[int, list[int]] = defaultdict(list)
    for part in wanted:
        for task_id in part.tasks:
            place_of[task_id].append(part.id)
    found: dict[int, dict[int, list[int]]] = {part.id: defaultdict(lambda: [0, 0]) for part in wanted}
    for (task_id, unit_id), cell in matrix_cells(store, list(place_of)).items():
        for part_id in place_of[task_id]:
            found[part_id][unit_id][0 if cell.role in LEADING else 1] += 1
    return {part_id: {unit: Count(*both) for unit, both in units.items()} for part_id, units in found.items()}


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


def _led_by(store: Store, narrowed: TaskFilter, units: Iterable[int], today: date) -> set[int]:
    found: set[int] = set()
    for unit_id in units:
        found.update(matrix(store, narrowed._replace(unit_id=unit_id, roles=LEADING), today).task_ids)
    if narrowed.unit_id is not None:
        found &= set(matrix(store, narrowed, today).task_ids)
    return found


def _only(shown: Matrix, tasks: set[int]) -> Matrix:
    kept = (section._replace(task_ids=tuple(one for one in section.task_ids if one in tasks)) for section in shown.sections)
    return shown._replace(sections=tuple(section for section in kept if section.task_ids))


def _totals(store: Store, shown: Matrix, *, exact: bool) -> Counts:
    """The figures per unit; counted cell by cell where the rows are others than the filter's."""
    if exact:
        totals = shown.unit_totals.items()
        return {unit_id: Count(total.lead + total.joint, total.support + total.implement) for unit_id, total in totals}
    return read_counts(store, [Part(0, "", shown.task_ids)])[0]


def _section(place: int, section: MatrixSection) -> Part:
    heading = section.heading
    title = section.path[-1] if section.path else NO_HEADING
    return Part(place, title, section.task_ids, heading.id if heading else None, section.plan_id)


def _groups(read: Sequence[MatrixSection], sections: Sequence[Part], plans: Mapping[int, str], rows: Rows) -> Iterable[Group]:
    """Neighbouring sections under the same outermost heading become one group."""
    runs: list[tuple[Hashable, list[int]]] = []
    for place, section in enumerate(read):
        key: Hashable = (sections[place].plan_id, section.path[0] if section.path else "")
        if not runs or runs[-1][0] != key:
            runs.append((key, []))
        runs[-1][1].append(place)
    for number, (run, places) in enumerate(runs, len(read)):
        first = sections[places[0]]
        tasks = first.tasks if len(places) == 1 else tuple(chain.from_iterable(read[place].task_ids for place in places))
        title = read[places[0]].path[0] if read[places[0]].path else NO_HEADING
        yield Group(
            key=run,
            part=Part(number, title, tasks, plan_id=first.plan_id),
            note=plans.get(first.plan_id or 0, ""),
            items=tasks if rows is Rows.TASKS else tuple(places),
        )


def sum_of(counts: Iterable[Count]) -> Count:
    """All figures together."""
    lead = part = 0
    for count in counts:
        lead += count.lead
        part += count.part
    return Count(lead, part)
