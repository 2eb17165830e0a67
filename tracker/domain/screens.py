"""Values shaped for screens: what a page asks for and what it gets. Like the records, they are frozen and know no storage.

Named tuples all of them: many are made in bulk, and defining one costs a seventh of what a dataclass costs the start.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from tracker.domain.records import HeadingRecord, TaskRow, UnitRecord
from tracker.domain.terms import Light, Role, State

if TYPE_CHECKING:
    from tracker.domain.plan_lists import ListKind

THIS_PERIOD = "now"


class TaskFilter(NamedTuple):
    """Which tasks; every field left at its default lets all pass, several are combined with “and”.

    `roles` narrows `unit_id`; without a unit it asks for tasks that have somebody in such a role. `through_groups`: tasks given
    to a group count for its members too. `leader`: tasks that this person is in charge of now. `due_from`/`due_to` include the turns
    of recurring duties. `overdue`, `no_lead` (nobody leads or shares it), `doubtful`: only such tasks; `unreported`: open tasks
    without a report for that period ("2026-11"; `THIS_PERIOD`: the one that their plan asks for now). `text`: words that all must
    occur in title, content, note, label, a unit, a person or a report.
    `light_set`: tasks whose light a person set and that are not done. `extension_asked`: a request for a later limit waits;
    `unproved`: they are said to be done, and that is not checked yet.
    `removed`: those that a revision of their plan took out, which are left out otherwise. `only`: exactly these tasks, removed ones
    too, as a figure elsewhere counted them; `only_words` names that figure (“9月通报：已完成”).
    """

    plan_id: int | None = None
    unit_id: int | None = None
    roles: frozenset[Role] = frozenset()
    through_groups: bool = False
    leader: str = ""
    states: frozenset[State] = frozenset()
    lights: frozenset[Light] = frozenset()
    due_from: date | None = None
    due_to: date | None = None
    overdue: bool = False
    no_lead: bool = False
    doubtful: bool = False
    unreported: str = ""
    heading_id: int | None = None
    text: str = ""
    removed: bool = False
    light_set: bool = False
    extension_asked: bool = False
    unproved: bool = False
    only: tuple[int, ...] = ()
    only_words: str = ""


class Group(StrEnum):
    """By what a task list is grouped."""

    HEADING = "heading"
    UNIT = "unit"
    LEADER = "leader"
    STATE = "state"
    DEADLINE = "deadline"
    NONE = "none"

    @property
    def label(self) -> str:
        return GROUP_LABELS[self]


GROUP_LABELS = {
    Group.HEADING: "按章节",
    Group.UNIT: "按牵头单位",
    Group.LEADER: "按分管领导",
    Group.STATE: "按状态",
    Group.DEADLINE: "按时限",
    Group.NONE: "不分组",
}


class TaskGroup(NamedTuple):
    """A group of a task list. `key` is steady over refreshes; `path`: the headings above the title, outermost first."""

    key: str
    title: str
    ids: tuple[int, ...]
    lights: Mapping[Light, int]
    path: tuple[str, ...] = ()


class TaskList(NamedTuple):
    """A filtered, grouped list of task ids; `total` counts each task once (by unit, one task may stand in several groups)."""

    groups: tuple[TaskGroup, ...]
    total: int
    lights: Mapping[Light, int]


class MatrixCell(NamedTuple):
    """What stands where a task and a unit cross."""

    role: Role
    inferred: bool
    printed: str


class UnitTotals(NamedTuple):
    """How many of the shown tasks a unit has, in all and in each role."""

    total: int
    lead: int
    joint: int
    support: int
    implement: int


class MatrixSection(NamedTuple):
    """A heading of a plan with its tasks, in printed order; `heading` is None for tasks above the first heading."""

    heading: HeadingRecord | None
    path: tuple[str, ...]
    task_ids: tuple[int, ...]
    plan_id: int | None = None


class Matrix(NamedTuple):
    """Tasks × units without the cells, which are read by row chunk; `unit_totals` by unit id, `no_lead`: tasks that nobody leads."""

    units: tuple[UnitRecord, ...]
    sections: tuple[MatrixSection, ...]
    unit_totals: Mapping[int, UnitTotals]
    no_lead: frozenset[int]

    @property
    def task_ids(self) -> tuple[int, ...]:
        return tuple(task_id for section in self.sections for task_id in section.task_ids)


class CalendarItem(NamedTuple):
    """Something due on a day. `recurring`: one turn of a duty that comes back; `deadline_id`: which time limit it is; `by_hand`: a
    person set the light; `moved_from`: the day it was set to first, where it was moved since."""

    day: date
    task_id: int
    number: int
    title: str
    leads: tuple[str, ...]
    light: Light
    reason: str
    recurring: bool
    wording: str
    deadline_id: int
    by_hand: bool = False
    moved_from: date | None = None


class LightCounts(NamedTuple):
    """The lights of one plan or one unit."""

    id: int
    name: str
    total: int
    lights: Mapping[Light, int]


class Counts(NamedTuple):
    """Figures of the overview; each is the length of the list that a click on it opens (`usecases.overview.filters`)."""

    total: int
    completed: int
    overdue: int
    red: int
    amber: int
    due_7: int
    due_30: int
    no_lead: int
    doubtful: int
    unreported: int


class Overview(NamedTuple):
    """What needs attention. `attention`: the most urgent tasks first."""

    counts: Counts
    attention: tuple[TaskRow, ...]
    plans: tuple[LightCounts, ...]
    units: tuple[LightCounts, ...]


class SearchHit(NamedTuple):
    """A task in which the words were found. `where`: 标题, 内容, 责任单位 …; `excerpt` holds the words from `start` to `end`."""

    task_id: int
    plan_id: int
    number: int
    title: str
    where: str
    excerpt: str
    start: int
    end: int


class ListHit(NamedTuple):
    """A row beside the tasks (indicator, service, project) in which the words were found; reads like a `SearchHit`."""

    kind: "ListKind"
    row_id: int
    plan_id: int
    number: str
    title: str
    where: str
    excerpt: str
    start: int
    end: int


class UnitFields(NamedTuple):
    """What a person may change about a unit."""

    full_name: str
    short_name: str = ""
    kind: str = "other"
    level: str = ""
    is_group: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
