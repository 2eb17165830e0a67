"""The stored nouns, each defined once. Importing this module loads SQLModel: it is done on the first write, never at start.

All columns are portable (no SQLite-only type): enums are stored as their text values, days as DATE. Every table has one integer
`id` that is never given twice, so that the journal can name a row for ever. Nothing cascades in the database: deletions are made
row by row through the journal.
"""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import DateTime, Index, Text, UniqueConstraint
from sqlmodel import Field

from tracker.domain.periods import Cycle
from tracker.domain.terms import DeadlineKind, Every, Role, State, UnitKind
from tracker.storage import cascade_tables, cycle_tables, figure_tables, issued_tables, sheet_tables, task_tables, unit_tables
from tracker.storage.table_base import ADDED, NEVER_REUSED, Row, word_list

Handout = sheet_tables.Handout
ReceivedFile = sheet_tables.ReceivedFile
PartReport = sheet_tables.PartReport
ColumnChoice = sheet_tables.ColumnChoice
ValueChoice = sheet_tables.ValueChoice
SenderChoice = sheet_tables.SenderChoice
TaskWording = sheet_tables.TaskWording
FormMap = sheet_tables.FormMap
DeadlineMove = task_tables.DeadlineMove
Attachment = task_tables.Attachment
UnitContact = unit_tables.UnitContact
NumberSeries = issued_tables.NumberSeries
IssuedDocument = issued_tables.IssuedDocument
IssuedTask = issued_tables.IssuedTask
Problem = cycle_tables.Problem
ProblemStep = cycle_tables.ProblemStep
ScorePoint = cycle_tables.ScorePoint
Snapshot = cycle_tables.Snapshot
SnapshotTask = cycle_tables.SnapshotTask
SnapshotUnit = cycle_tables.SnapshotUnit
Extension = cycle_tables.Extension
CompletionCheck = cycle_tables.CompletionCheck
LightOverride = cycle_tables.LightOverride
ScoreSignoff = cycle_tables.ScoreSignoff
DocumentText = cycle_tables.DocumentText
Indicator = figure_tables.Indicator
Service = figure_tables.Service
ServiceUnit = figure_tables.ServiceUnit
Project = figure_tables.Project
IndicatorUnit = figure_tables.IndicatorUnit
IndicatorValue = figure_tables.IndicatorValue
ServiceCheck = figure_tables.ServiceCheck
ProjectUnit = figure_tables.ProjectUnit
ProjectYear = figure_tables.ProjectYear
ProjectValue = figure_tables.ProjectValue
ListVersion = figure_tables.ListVersion
ListVersionRow = figure_tables.ListVersionRow
TaskLink = cascade_tables.TaskLink
Subtask = cascade_tables.Subtask


SCANNED = ("plan_id", "number", "heading_id", "state", "due_kind", "due", "pace_end", "percent", "removed_on", "light_set", "heard_to")


class Plan(Row, table=True):
    """A plan document. `lead_units`: names of the overall leads, one a line; `source_hash` tells the same text again.

    `cycle`: how often units report on it, by `reporting_day` (of the week from Monday 1, else of the month; None: the office's),
    in the period itself or, with `reporting_next`, after its end.
    """

    __tablename__: ClassVar[str] = "plan"
    __table_args__ = (NEVER_REUSED,)
    title: str
    doc_number: str = ""
    issuer: str = ""
    issued: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    lead_units: str = Field(default="", sa_type=Text)
    source_name: str = ""
    source_hash: str = Field(index=True)
    is_sample: bool = False
    imported_at: datetime = Field(sa_type=DateTime)
    cycle: Cycle = Field(default=Cycle.MONTH, sa_type=word_list(Cycle), sa_column_kwargs={"server_default": "month"})
    reporting_day: int | None = None
    reporting_next: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})


class PlanText(Row, table=True):
    """The full source text of a plan, apart from it so that lists never load it."""

    __tablename__: ClassVar[str] = "plan_text"
    __table_args__ = (NEVER_REUSED,)
    plan_id: int = Field(foreign_key="plan.id", unique=True)
    text: str = Field(sa_type=Text)


class PlanVersion(Row, table=True):
    """One wording of a plan that was in force from `accepted_on`: written with its first revision, for the first and each next one.

    `added`, `changed`, `removed`: how many tasks it added, changed and removed.
    """

    __tablename__: ClassVar[str] = "plan_version"
    __table_args__ = (UniqueConstraint("plan_id", "number"), NEVER_REUSED)
    plan_id: int = Field(foreign_key="plan.id")
    number: int
    accepted_on: date
    reason: str = Field(default="", sa_type=Text)
    source_name: str = ""
    source_hash: str = ""
    added: int = 0
    changed: int = 0
    removed: int = 0
    text: str = Field(sa_type=Text)


class Heading(Row, table=True):
    """A heading of a plan; `position` counts through the plan, `level` 1 is the outermost."""

    __tablename__: ClassVar[str] = "heading"
    __table_args__ = (NEVER_REUSED,)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    parent_id: int | None = Field(default=None, foreign_key="heading.id", index=True)
    position: int
    level: int
    label: str = ""
    title: str = Field(sa_type=Text)
    source_start: int = 0
    source_end: int = 0


class Task(Row, table=True):
    """One duty of a plan. `number` counts 1, 2, 3 … through the plan, `label` is what the plan printed.

    `due`, `due_kind` and `pace_end` follow from the deadlines (`due_dates.settle`): what is due next, of which kind, and the last
    day, to which the pace is counted. They stand here so that lists of many thousand tasks can be filtered by them. `removed_on`:
    a revision of the plan took the task out; it is kept with its history, but no list shows it unless asked to. `by_hand`: which of
    state and percent a person set apart from any report, by name. `light_set`: the light that a person set instead of the rules
    (`LightOverride` says why), "" for none. `heard_to`: the last day of the latest period that was reported, or the day on which the
    task came in: the silence of its units is counted from there.
    """

    __tablename__: ClassVar[str] = "task"
    __table_args__ = (
        # Lists and filters read this index alone, never the texts.
        Index("ix_task_scan", *SCANNED),
        NEVER_REUSED,
    )
    plan_id: int = Field(foreign_key="plan.id")
    heading_id: int | None = Field(default=None, foreign_key="heading.id", index=True)
    number: int
    label: str = ""
    state: State = Field(default=State.NOT_STARTED, sa_type=word_list(State), index=True)
    percent: float | None = None
    due: date | None = Field(default=None, index=True)
    due_kind: DeadlineKind | None = Field(default=None, sa_type=word_list(DeadlineKind))
    pace_end: date | None = None
    completed_on: date | None = None
    removed_on: date | None = None
    source_start: int = 0
    source_end: int = 0
    title: str = Field(sa_type=Text)
    note: str = Field(default="", sa_type=Text)
    content: str = Field(default="", sa_type=Text)
    removed_reason: str = Field(default="", sa_type=Text)
    by_hand: str = Field(default="", sa_column_kwargs=ADDED)
    light_set: str = Field(default="", max_length=16, sa_column_kwargs=ADDED)
    heard_to: date | None = None


class Unit(Row, table=True):
    """A unit or, with `is_group`, a name that stands for many. `position` is the official order."""

    __tablename__: ClassVar[str] = "unit"
    __table_args__ = (NEVER_REUSED,)
    full_name: str = Field(unique=True)
    short_name: str = ""
    kind: UnitKind = Field(default=UnitKind.OTHER, sa_type=word_list(UnitKind))
    level: str = ""
    position: int = Field(index=True)
    is_group: bool = False
    merged_into_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    valid_from: date | None = None
    valid_to: date | None = None


class UnitAlias(Row, table=True):
    """Another name of a unit: `kind` is short (简称), old (曾用名) or printed (as some document wrote it)."""

    __tablename__: ClassVar[str] = "unit_alias"
    __table_args__ = (UniqueConstraint("unit_id", "name"), NEVER_REUSED)
    unit_id: int = Field(foreign_key="unit.id")
    name: str = Field(index=True)
    kind: str = Field(default="printed", max_length=16)
    valid_from: date | None = None
    valid_to: date | None = None


class UnitMember(Row, table=True):
    """A unit that belongs to a group."""

    __tablename__: ClassVar[str] = "unit_member"
    __table_args__ = (UniqueConstraint("group_id", "member_id"), NEVER_REUSED)
    group_id: int = Field(foreign_key="unit.id")
    member_id: int = Field(foreign_key="unit.id", index=True)


class Assignment(Row, table=True):
    """The role of a unit in a task; `printed` as the plan wrote the name, `inferred`: our reading, not its words."""

    __tablename__: ClassVar[str] = "assignment"
    __table_args__ = (
        UniqueConstraint("task_id", "unit_id"),
        Index("ix_assignment_task_role", "task_id", "role", "unit_id"),
        Index("ix_assignment_unit_role", "unit_id", "role", "task_id"),
        NEVER_REUSED,
    )
    task_id: int = Field(foreign_key="task.id")
    unit_id: int = Field(foreign_key="unit.id")
    role: Role = Field(sa_type=word_list(Role))
    printed: str = ""
    inferred: bool = False
    position: int = 0
    source_start: int = 0
    source_end: int = 0


class Deadline(Row, table=True):
    """A time limit as printed and as understood. `is_main`: the one a list shows; `main_by_hand`: a person chose it.

    `counted_from`: the day of the event from which a relative limit runs, once it is known; `due` then follows from it.
    """

    __tablename__: ClassVar[str] = "deadline"
    __table_args__ = (Index("ix_deadline_task", "task_id", "is_main"), NEVER_REUSED)
    task_id: int = Field(foreign_key="task.id")
    wording: str = ""
    kind: DeadlineKind = Field(sa_type=word_list(DeadlineKind))
    due: date | None = Field(default=None, index=True)
    every: Every | None = Field(default=None, sa_type=word_list(Every))
    every_month: int | None = None
    every_day: int | None = None
    done_on: date | None = None
    is_main: bool = False
    main_by_hand: bool = False
    source_start: int = 0
    source_end: int = 0
    counted_from: date | None = None


class Target(Row, table=True):
    """A figure to be reached."""

    __tablename__: ClassVar[str] = "target"
    __table_args__ = (NEVER_REUSED,)
    task_id: int = Field(foreign_key="task.id", index=True)
    quote: str = Field(sa_type=Text)
    value: str = ""
    measure: str = ""
    comparison: str = ""
    source_start: int = 0
    source_end: int = 0


class Contact(Row, table=True):
    """The chain of persons of a task, valid in a span of days (None: open); its place in a returned file as for a report."""

    __tablename__: ClassVar[str] = "contact"
    __table_args__ = (NEVER_REUSED,)
    task_id: int = Field(foreign_key="task.id", index=True)
    leader: str = ""
    office: str = ""
    person: str = ""
    phone: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    received_file_id: int | None = Field(default=None, foreign_key="received_file.id", index=True)
    source_sheet: str = Field(default="", sa_column_kwargs=ADDED)
    source_row: int | None = None
    by_hand: str = Field(default="", sa_column_kwargs=ADDED)
    carried: str = Field(default="", sa_column_kwargs=ADDED)


class ProgressReport(Row, table=True):
    """What was reported about a task for one period ("2026-11").

    `received_file_id`, `source_sheet`, `source_row`: the returned file that it was last taken from (None: typed by hand);
    `by_hand`: names of the columns that a person has changed since, with a blank between; `carried`: of those that this file left
    empty, so that an earlier report or file still stands in them.
    """

    __tablename__: ClassVar[str] = "progress_report"
    __table_args__ = (UniqueConstraint("task_id", "period"), NEVER_REUSED)
    task_id: int = Field(foreign_key="task.id")
    period: str = Field(max_length=16, index=True)
    state: State = Field(sa_type=word_list(State))
    percent: float | None = None
    progress: str = Field(default="", sa_type=Text)
    problems: str = Field(default="", sa_type=Text)
    next_steps: str = Field(default="", sa_type=Text)
    reported_on: date
    received_file_id: int | None = Field(default=None, foreign_key="received_file.id", index=True)
    source_sheet: str = Field(default="", sa_column_kwargs=ADDED)
    source_row: int | None = None
    by_hand: str = Field(default="", sa_column_kwargs=ADDED)
    carried: str = Field(default="", sa_column_kwargs=ADDED)


class Finding(Row, table=True):
    """A doubt about a task (or, without one, about the plan) that was accepted without being settled."""

    __tablename__: ClassVar[str] = "finding"
    __table_args__ = (NEVER_REUSED,)
    plan_id: int = Field(foreign_key="plan.id", index=True)
    task_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    code: str = Field(max_length=64)
    words: str = Field(sa_type=Text)
    source_start: int = 0
    source_end: int = 0


class Setting(Row, table=True):
    """A choice of the office, by name; `value` is JSON."""

    __tablename__: ClassVar[str] = "setting"
    __table_args__ = (NEVER_REUSED,)
    name: str = Field(unique=True, max_length=64)
    value: str = Field(sa_type=Text)


class Operation(Row, table=True):
    """One named operation. `state`: done, undone or dropped (undone, and something else was done since).

    `applied_id` is the operation whose changes stand for it now: itself, or the last undo or redo made of it (which have
    `of_id`, the operation they were made of, and are not shown). `changes` and `tables` (names, in the order of their first
    change) stand here so that a list of operations need not count.
    """

    __tablename__: ClassVar[str] = "operation"
    __table_args__ = (NEVER_REUSED,)
    name: str = Field(sa_type=Text)
    done_at: datetime = Field(sa_type=DateTime)
    state: str = Field(default="done", max_length=16)
    applied_id: int = Field(default=0, index=True)
    of_id: int | None = Field(default=None, foreign_key="operation.id", index=True)
    changes: int = 0
    tables: str = ""


class Change(Row, table=True):
    """One changed row of an operation: `action` is insert, update or delete; `before` and `after` are JSON objects.

    An update holds the changed columns only, an insert and a delete the whole row.
    """

    __tablename__: ClassVar[str] = "change"
    __table_args__ = (Index("ix_change_row", "table_name", "row_id"), NEVER_REUSED)
    operation_id: int = Field(foreign_key="operation.id", index=True)
    table_name: str = Field(max_length=32)
    row_id: int
    action: str = Field(max_length=8)
    before: str | None = Field(default=None, sa_type=Text)
    after: str | None = Field(default=None, sa_type=Text)
