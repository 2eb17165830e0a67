"""The plain values that travel between rooms: what storage reads, screens show and reports print. Never live rows.

The stored nouns are defined once, as tables in `storage`; these are their shapes as seen from outside. They cannot change: what
a page holds stays as it was read. Named tuples, because sixteen frozen dataclasses cost the start of the window 60 ms.
Tuples are in printed order unless said otherwise.
"""

from datetime import date, datetime
from typing import NamedTuple

from tracker.domain.deadlines import Recurrence
from tracker.domain.periods import MONTHLY, ReportingRule
from tracker.domain.terms import DeadlineKind, Light, Role, State, UnitKind


class PlanRecord(NamedTuple):
    """A stored plan. `source_hash`: SHA-256 of the source text, by which the same plan is known again; `reporting`: how often units
    report on it and by when, the office's day filled in."""

    id: int
    title: str
    doc_number: str
    issuer: str
    issued: date | None
    period_start: date | None
    period_end: date | None
    lead_units: tuple[str, ...]
    source_name: str
    source_hash: str
    is_sample: bool
    task_count: int
    reporting: ReportingRule = MONTHLY


class PlanLikeness(NamedTuple):
    """A stored plan that a document may be a revision of, and why it is thought so."""

    plan: PlanRecord
    reason: str


class PlanVersionRecord(NamedTuple):
    """One version of a plan: in force from `accepted_on`, for a reason; how many tasks it added, changed and removed."""

    id: int
    number: int
    accepted_on: date
    reason: str
    source_name: str
    added: int
    changed: int
    removed: int


class HeadingRecord(NamedTuple):
    """A heading of a plan; `level` 1 is the outermost."""

    id: int
    plan_id: int
    parent_id: int | None
    position: int
    level: int
    label: str
    title: str


class AliasRecord(NamedTuple):
    """Another name of a unit: `kind` is short (简称), old (曾用名) or printed (as some document wrote it)."""

    id: int
    name: str
    kind: str
    valid_from: date | None
    valid_to: date | None


class UnitContactRecord(NamedTuple):
    """A person of a unit who is asked about its tasks; `post` is 职务."""

    id: int
    name: str
    post: str
    phone: str
    note: str


class UnitRecord(NamedTuple):
    """A unit or a group of units. `display` is the short name used in tables; `level`: 省 市 县 镇 or ""; `order` the official one."""

    id: int
    full_name: str
    display: str
    kind: UnitKind
    level: str
    order: int
    is_group: bool
    merged_into_id: int | None
    valid_from: date | None
    valid_to: date | None
    aliases: tuple[AliasRecord, ...] = ()
    member_ids: tuple[int, ...] = ()
    contacts: tuple[UnitContactRecord, ...] = ()


class UnitLoad(NamedTuple):
    """One line of the units page: the unit and how many tasks it has in each role, over the chosen plans."""

    unit: UnitRecord
    lead: int
    joint: int
    support: int
    implement: int
    overdue: int


class AssignmentRecord(NamedTuple):
    """The role of a unit in a task. `printed` is the name as the plan wrote it; `inferred`: the role is our reading, not its words.

    `start`, `end`: place of the name in the plan's source text (0, 0: typed by hand).
    """

    id: int
    unit_id: int
    display: str
    printed: str
    role: Role
    inferred: bool
    is_group: bool
    start: int = 0
    end: int = 0


class DeadlineRecord(NamedTuple):
    """A time limit of a task. `start`, `end`: place of the wording in the plan's source text (0, 0: typed by hand).

    `is_main`: the one that lists show (`main_by_hand`: because a person chose it); `done_on`: the day this stage was finished;
    `moved_from`: the day it was set to first, where it was moved since; `counted_from`: the day of the event from which a relative
    limit runs, where it is known.
    """

    id: int
    wording: str
    kind: DeadlineKind
    due: date | None
    recurrence: Recurrence | None
    start: int = 0
    end: int = 0
    is_main: bool = False
    main_by_hand: bool = False
    done_on: date | None = None
    moved_from: date | None = None
    counted_from: date | None = None


class DeadlineMoveRecord(NamedTuple):
    """A time limit that was moved: what it was, what it became, why, who agreed, and when it was written down."""

    id: int
    deadline_id: int
    old_wording: str
    old_due: date | None
    new_due: date
    reason: str
    approved_by: str
    moved_on: date


class AttachmentRecord(NamedTuple):
    """A file kept with a task. `name` as its owner called it, `kept_name` its copy in the data folder, `size` in bytes;
    `is_evidence`: it proves that the task is done."""

    id: int
    task_id: int
    name: str
    kept_name: str
    digest: str
    size: int
    note: str
    added_at: datetime
    is_evidence: bool = False


class TargetRecord(NamedTuple):
    """A figure to be reached."""

    id: int
    quote: str
    value: str
    measure: str
    comparison: str
    start: int = 0
    end: int = 0


class Origin(NamedTuple):
    """Where stored figures came from: the returned file (`kept_name` in the data folder), its sheet and physical row from 1.

    `unit` is whose file it was, "" where the office collected it. `by_hand`: fields that a person has changed since; `carried`:
    fields that the file left empty, so that what was known before still stands in them.
    """

    file_id: int
    file: str
    kept_name: str
    unit: str
    received_at: datetime
    sheet: str
    row: int
    by_hand: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()

    def of(self, field: str) -> str:
        """Where one field came from, in words: 手工修改, 沿用此前所报, or the file with its row."""
        if field in self.by_hand:
            return "手工修改"
        if field in self.carried:
            return "沿用此前所报"
        return f"{self.file}“{self.sheet}”第{self.row}行" if self.sheet else f"{self.file}第{self.row}行"


class ContactRecord(NamedTuple):
    """The chain of persons of a task: 分管领导 → 责任科室 → 责任人 → 联系电话, valid in a span of days (None: open).

    `origin` None: typed, or from the plan itself.
    """

    id: int
    leader: str
    office: str
    person: str
    phone: str
    valid_from: date | None
    valid_to: date | None
    origin: Origin | None = None


class ProgressRecord(NamedTuple):
    """What was reported for one period ("2026-11"). `percent` 0–100 or None where nothing was said; `origin` None: typed."""

    id: int
    period: str
    state: State
    percent: float | None
    progress: str
    problems: str
    next_steps: str
    reported_on: date
    origin: Origin | None = None


class PartRecord(NamedTuple):
    """What a unit that cooperates reported of its part for one period; it settles nothing of the task."""

    id: int
    unit_id: int
    unit: str
    period: str
    state: State | None
    percent: float | None
    progress: str
    problems: str
    next_steps: str
    leader: str
    office: str
    person: str
    phone: str
    reported_on: date
    origin: Origin | None


class FindingRecord(NamedTuple):
    """A doubt about a task that was accepted without being settled."""

    id: int
    code: str
    words: str
    start: int
    end: int


class LightSet(NamedTuple):
    """A light that a person set instead of the rules: why, who, on which day."""

    light: Light
    reason: str
    by: str
    on: date


class TaskRow(NamedTuple):
    """One line of a task list. `leads`: names of lead units, else of the joint ones; `reason`: why the light shows what it shows, in a
    few words, `why` at length, with the figures; `light_set`: what a person set instead of the rules, where it shows.

    `due` is the next day on which something is due (the main deadline, or the next turn of a recurring one).
    `number` counts 1, 2, 3 … through the plan; `label` is what the plan printed; `state_word`: the state in the office's word.
    `claimed`: it is said to be done and waits for its check, which state word and reason say too.
    """

    id: int
    plan_id: int
    heading_id: int | None
    number: int
    label: str
    title: str
    leads: tuple[str, ...]
    supports: int
    wording: str
    kind: DeadlineKind | None
    due: date | None
    state: State
    percent: float | None
    pace: float | None
    light: Light
    reason: str
    findings: int
    completed_on: date | None = None
    removed_on: date | None = None
    state_word: str = ""
    why: str = ""
    light_set: LightSet | None = None
    claimed: bool = False


class TaskDetail(NamedTuple):
    """All that is known of one task. `source_start`/`source_end`: its place in the plan's source text; `unproved`: the periods whose
    report said 已完成 without its being proved, and whether the check still waits."""

    row: TaskRow
    plan: PlanRecord
    path: tuple[str, ...]
    content: str
    note: str
    source_start: int
    source_end: int
    source: str
    assignments: tuple[AssignmentRecord, ...]
    deadlines: tuple[DeadlineRecord, ...]
    targets: tuple[TargetRecord, ...]
    contacts: tuple[ContactRecord, ...]
    reports: tuple[ProgressRecord, ...]
    findings: tuple[FindingRecord, ...]
    parts: tuple[PartRecord, ...] = ()
    unproved: tuple[tuple[str, bool], ...] = ()


class OperationRecord(NamedTuple):
    """One named operation of the journal. `state`: done, undone or dropped (undone, and something else was done since)."""

    id: int
    name: str
    done_at: datetime
    state: str
    changes: int
    tables: tuple[str, ...]


class ChangeRecord(NamedTuple):
    """One changed row of an operation, told in Chinese: `what` it is (任务 3 完成…), `before` and `after` per changed field."""

    what: str
    action: str
    fields: tuple[tuple[str, str, str], ...]


class TaskStep(NamedTuple):
    """One operation in the history of a task. `stands`: it was not taken back; `changes`: what it did to this task."""

    operation_id: int
    name: str
    done_at: datetime
    stands: bool
    changes: tuple[ChangeRecord, ...]


class Changes(NamedTuple):
    """What a write did: enough to refresh the screens, to name the undo, and to say it in a toast.

    `tables`: names of the tables touched; `result`: the id of what was made, where one thing was made; `kept`: what an undo left
    alone because it was edited since, in words.
    """

    operation_id: int | None
    name: str
    tables: frozenset[str] = frozenset()
    result: int | None = None
    kept: tuple[str, ...] = ()
