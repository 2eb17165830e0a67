"""The staged comparison: what each row of a returned file says against what the store holds, before anybody decides anything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.reporting import assigned, settles_task
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.files.grid import CellValue


class Bin(StrEnum):
    """Where a row ends; each row in exactly one. `added`: the first report of this task; `updated`: changes what is stored."""

    ADDED = "added"
    UPDATED = "updated"
    SAME = "same"
    ASK = "ask"
    REFUSED = "refused"
    NOT_TASK = "not_task"

    @property
    def label(self) -> str:
        return BIN_LABELS[self]


BIN_LABELS = {
    Bin.ADDED: "新增",
    Bin.UPDATED: "更新",
    Bin.SAME: "相同",
    Bin.ASK: "需确认",
    Bin.REFUSED: "拒收",
    Bin.NOT_TASK: "非任务行",
}


@dataclass(frozen=True, slots=True)
class StoredReport:
    """What the store holds of a task for the comparison: this period's report, else the latest one before (`period` tells).

    `period` "": nothing was reported yet; then only what a person set by hand, or the plan said of the persons, stands here.
    `by_hand`: fields that a person changed by hand after the last sheet was taken in; a sheet never overwrites them in silence.
    `unit_id`: the unit whose file it came from (None: typed, or collected by the office).
    """

    period: str = ""
    state: State | None = None
    percent: float | None = None
    progress: str = ""
    problems: str = ""
    next_steps: str = ""
    leader: str = ""
    office: str = ""
    person: str = ""
    phone: str = ""
    by_hand: frozenset[str] = frozenset()
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class KnownTask:
    """A stored task as the reader of sheets needs it. `key` is the hidden key that fill-in workbooks carry.

    `units`: every unit with a role, all its names folded to unit ids. `titles`: other wordings that senders used for this task
    and a clerk confirmed. `reports`: stored reports by the unit that reported them; None: the task's own (its lead's).
    `part_only`: units that only have a part of it (分解任务).
    """

    task_id: int
    number: int
    key: str
    title: str
    content: str
    heading: str
    label: str
    units: Mapping[int, Role]
    due: date | None
    due_kind: DeadlineKind | None
    due_wording: str = ""
    titles: tuple[str, ...] = ()
    reports: Mapping[int | None, StoredReport] = field(default_factory=dict)
    part_only: frozenset[int] = frozenset()

    def settled_by(self, sender_id: int | None) -> bool:
        """Whether what this sender reports is the report of the task itself, not of a part."""
        return settles_task(sender_id, assigned(self.units, self.part_only))

    def stored_for(self, sender_id: int | None) -> StoredReport:
        """What this sender's row is compared with: the task's own report where the sender speaks for it, else that of its part."""
        return self.reports.get(None if self.settled_by(sender_id) else sender_id, StoredReport())


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row or a cell is in doubt. `code` as in the sheets' format (`bad_date`, `unknown_task` …); `words` for the clerk."""

    code: str
    words: str
    field: str = ""


class StagedCell(NamedTuple):
    """One field of one row. `value`: what it was read as (State value, percent 0–100, ISO date, text), None: nothing is written.

    `raw` is what stands in the cell, `column` its place from 0. `old`: the stored value of today. `changes`: accepting the row
    writes `value` over `old`. An empty cell never changes anything. `shade`: "delayed" where 推进中 was said as 滞后.
    """

    field: str
    raw: CellValue
    value: str | float | None
    old: str | float | None = None
    column: int | None = None
    changes: bool = False
    reason: Reason | None = None
    shade: str = ""


@dataclass(frozen=True, slots=True)
class StagedRow:
    """One physical row. `row` counts from 1; `also_rows`: later rows of the same task, joined into this one.

    `candidates`: task ids that come near, the nearest first, for the clerk to choose from. `unit_id`: the row's own unit in a table
    collected from many; `matched_by`: key, number or title. `kind`: task, group, blank, total,
    signature, note, header_repeat, column_numbers, title or header.
    """

    row: int
    kind: str
    bin: Bin
    title: str = ""
    number: str = ""
    task_id: int | None = None
    reasons: tuple[Reason, ...] = ()
    cells: tuple[StagedCell, ...] = ()
    also_rows: tuple[int, ...] = ()
    candidates: tuple[int, ...] = ()
    unit_id: int | None = None
    matched_by: str = ""

    def cell(self, name: str) -> StagedCell | None:
        """The cell of this field."""
        return next((cell for cell in self.cells if cell.field == name), None)


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column was taken for: `field` "" is not used. `sure`: by its head or a remembered choice; else by its contents."""

    column: int
    head: str
    field: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class StagedSheet:
    """The table of one file. `grid`: index of its sheet in the file; `head_rows`: physical rows of the head, from 1.

    `sender_id`: the unit whose file it is, None: must be asked; `sender_by`: key, file name, title, foot or choice. `missing`: ids
    of the sender's tasks that the file does not hold. `left_out`: names of the other sheets, each with the reason in words.
    `signature` names this set of heads for remembered choices. `period_printed`: the period that the file names itself, "" none.
    """

    file: str
    digest: str
    sheet: str
    grid: int
    head_rows: tuple[int, ...]
    columns: tuple[ColumnGuess, ...]
    rows: tuple[StagedRow, ...]
    sender_id: int | None = None
    sender_by: str = ""
    sender_name: str = ""
    missing: tuple[int, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    signature: str = ""
    period_printed: str = ""
    warnings: tuple[str, ...] = ()
    questions: tuple[Reason, ...] = ()

    def count(self, wanted: Bin) -> int:
        """How many rows stand in this bin."""
        return sum(row.bin is wanted for row in self.rows)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a clerk decided earlier, remembered: columns by signature, readings of odd cells, senders by printed name.

    `columns`: signature → {column from 0: field}; `values`: (field, folded text) → value; `senders`: folded printed name → unit id.
    """

    columns: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str | float] = field(default_factory=dict)
    senders: Mapping[str, int] = field(default_factory=dict)
