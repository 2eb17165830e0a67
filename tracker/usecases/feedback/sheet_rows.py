"""The rows of returned files under review: what each says, what was decided on it, and what would be written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.reporting import CONTACT_FIELDS, REPORT_FIELDS
from tracker.errors import UserError
from tracker.files.grid import CellValue
from tracker.sheets.compare import compare, differs
from tracker.sheets.frame import squeezed
from tracker.sheets.staged import Bin, KnownTask, Reason, StagedCell, StagedRow, StagedSheet
from tracker.sheets.state_words import DELAYED

WRITTEN = (*REPORT_FIELDS, *CONTACT_FIELDS)
# The order in which a person goes through the rows of a file.
REVIEW_ORDER = (Bin.ASK, Bin.REFUSED, Bin.UPDATED, Bin.ADDED, Bin.SAME, Bin.NOT_TASK)
Value = str | float
# Doubts that come from what is stored, not from the file.
COMPARED = frozenset(("hand_edited", "other_lead_differs", "deadline_differs"))


class Verdict(StrEnum):
    """What becomes of a row. `none`: there is nothing to decide."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    KEPT = "kept"
    SENT_BACK = "sent_back"
    NONE = "none"

    @property
    def label(self) -> str:
        return _VERDICT_LABELS[self]


_VERDICT_LABELS = {
    Verdict.WAITING: "待定",
    Verdict.ACCEPTED: "接受",
    Verdict.KEPT: "保留原值",
    Verdict.SENT_BACK: "退回",
    Verdict.NONE: "",
}
_DEFAULTS = {
    Bin.ADDED: Verdict.ACCEPTED,
    Bin.UPDATED: Verdict.ACCEPTED,
    Bin.SAME: Verdict.NONE,
    Bin.ASK: Verdict.WAITING,
    Bin.REFUSED: Verdict.SENT_BACK,
    Bin.NOT_TASK: Verdict.NONE,
}


class FileStanding(StrEnum):
    """What becomes of a file: its rows are decided one by one, it is left out, or all of it goes back to its sender."""

    TAKEN = "taken"
    ASIDE = "aside"
    SENT_BACK = "sent_back"


class RowKey(NamedTuple):
    """A row of the review: number of the file, index of its table among those with tasks, physical row from 1."""

    file: int
    table: int
    row: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on a row. `old`: fields whose stored value stays; `typed`: values typed instead of the file's.

    `mark` names what stood there when it was decided: a decision on something else does not count. The task that was named
    holds as long as the row has the same `title`.
    """

    verdict: Verdict | None = None
    task_id: int | None = None
    old: frozenset[str] = frozenset()
    typed: Mapping[str, Value] = field(default_factory=dict)
    mark: str = ""
    title: str = ""


UNDECIDED = Decision()


@dataclass(frozen=True, slots=True)
class Told:
    """What a person said about a file before its rows: the sender, or that the office collected it; period and columns.

    `sender_name`: how the file names the sender that was told. `columns`: by the signature of a table's heads, place from 0 →
    field; `grid`: the sheet that holds the table. `answered`: keys (`question_key`) of questions that were looked at.
    """

    sender_id: int | None = None
    collected: bool = False
    sender_name: str = ""
    period: str = ""
    grid: int | None = None
    columns: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """One returned file. `kept_name`: its copy among the received files; `error`: why it could not be read at all.

    `earlier`: told where a file of the same bytes was taken in before. `choosable`: how many of its sheets may be chosen to be read.
    """

    id: int
    name: str
    kept_name: str
    digest: str
    sheets: tuple[StagedSheet, ...] = ()
    error: UserError | None = None
    told: Told = Told()
    standing: FileStanding = FileStanding.TAKEN
    earlier: str = ""
    choosable: int = 0

    @property
    def sender_id(self) -> int | None:
        """The unit whose file it is, as far as it is known; None too for a workbook with tables of several units."""
        known = {sheet.sender_id for sheet in self.sheets if sheet.sender_id is not None}
        if len(known) > 1:
            return None
        return known.pop() if known else self.told.sender_id

    @property
    def tables_of(self) -> dict[int | None, list[int]]:
        """By unit: which tables of the file are its own, by index. All of them under one for most files."""
        if len({sheet.sender_id for sheet in self.sheets}) < 2 or self.sender_id is not None:
            return {self.sender_id: list(range(len(self.sheets)))}
        found: dict[int | None, list[int]] = {}
        for index, sheet in enumerate(self.sheets):
            found.setdefault(sheet.sender_id, []).append(index)
        return found


@dataclass(frozen=True, slots=True)
class ReviewCell:
    """One field of a row: what the cell holds, what it was read or typed as, what is stored.

    `writes`: with the row accepted, `value` takes the place of `old`.
    """

    field: str
    raw: CellValue
    value: Value | None
    old: Value | None
    column: int | None
    reason: Reason | None
    keeps_old: bool
    typed: bool
    writes: bool

    @property
    def rejected(self) -> bool:
        """Whether a value that could be read was left out in favour of the stored one."""
        return self.keeps_old and self.value is not None and differs(self.value, self.old)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A row as it stands. `unit_id`: the unit that reports; `settles`: it speaks for the task, else for its part only.

    `read` is the row as it came from the file, `staged` the same as one about the task that a person named.
    """

    key: RowKey
    bin: Bin
    verdict: Verdict
    staged: StagedRow
    task_id: int | None
    unit_id: int | None
    settles: bool
    cells: tuple[ReviewCell, ...]
    reasons: tuple[Reason, ...]
    read: StagedRow
    decided: bool = False

    @property
    def mark(self) -> str:
        """Names what a decision on this row is about."""
        return _mark(self.read)

    def cell(self, name: str) -> ReviewCell | None:
        """The cell of this field."""
        return next((cell for cell in self.cells if cell.field == name), None)

    @property
    def doubtful(self) -> tuple[ReviewCell, ...]:
        """The cells that a person should look at."""
        named = {reason.field for reason in self.reasons if reason.field}
        return tuple(cell for cell in self.cells if cell.reason is not None or cell.field in named)

    @property
    def writes(self) -> dict[str, Value]:
        """What accepting the row stores, by field."""
        return {cell.field: cell.value for cell in self.cells if cell.writes and cell.value is not None}

    @property
    def behind(self) -> str | None:
        """The word by which the unit calls itself behind without a figure; "" where it says otherwise how it stands, None: nothing."""
        percent, state = self.cell("percent"), self.cell("state")
        if percent is not None and percent.value is not None and not percent.keeps_old:
            return ""
        if state is None or state.value is None or state.keeps_old:
            return None
        shade = next((cell.shade for cell in self.staged.cells if cell.field == "state"), "")
        return squeezed(str(state.raw)) if shade == DELAYED and not state.typed else ""

    @property
    def target(self) -> tuple[int | None, int | None]:
        """Whose report of which task: (task, None for the task's own report)."""
        return self.task_id, None if self.settles else self.unit_id


def question_key(question: Reason) -> str:
    """By which a question about a file is answered."""
    return f"{question.code}:{question.field}"


def review_row(
    key: RowKey, staged: StagedRow, sheet: StagedSheet, decision: Decision, known: Mapping[int, KnownTask], period: str
) -> ReviewRow:
    """A staged row with what was decided on it."""
    unit_id = sheet.sender_id if staged.unit_id is None else staged.unit_id
    read = staged
    decided = decision if decision is not UNDECIDED and decision.mark == _mark(read) else UNDECIDED
    if decision.task_id in known and decision.title == staged.title and decision.task_id is not None:
        staged = compared(staged, known[decision.task_id], unit_id, period)
    task = known.get(staged.task_id) if staged.task_id is not None else None
    cells = tuple(_cell(cell, decided) for cell in _all_cells(staged, decided, task, unit_id))
    verdict = decided.verdict or _DEFAULTS[staged.bin]
    return ReviewRow(
        key,
        staged.bin,
        verdict,
        staged,
        staged.task_id,
        unit_id,
        task is not None and task.settled_by(unit_id),
        cells,
        staged.reasons,
        read,
        decided.verdict is not None,
    )


def compared(row: StagedRow, task: KnownTask, unit_id: int | None, period: str) -> StagedRow:
    """The row as one about this task, which a person named: only doubts about its cells are left."""
    held = {reason for cell in row.cells if (reason := cell.reason) is not None and reason.code not in COMPARED}
    cells = tuple(cell._replace(old=None, changes=False, reason=cell.reason if cell.reason in held else None) for cell in row.cells)
    return compare(replace(row, cells=cells, reasons=tuple(held)), task, unit_id, period)


def _all_cells(staged: StagedRow, decided: Decision, task: KnownTask | None, unit_id: int | None) -> list[StagedCell]:
    """The cells of the row, and one for each value that was typed where the file has none."""
    cells = list(staged.cells)
    present = {cell.field for cell in cells}
    for name in decided.typed:
        if name not in present and task is not None:
            stored = getattr(task.stored_for(unit_id), name)
            cells.append(StagedCell(name, None, None, None if stored == "" else stored))
    return cells


def _cell(cell: StagedCell, decided: Decision) -> ReviewCell:
    typed = cell.field in decided.typed
    value = decided.typed[cell.field] if typed else cell.value
    keeps = cell.field in decided.old
    changes = differs(value, cell.old) if typed and value is not None else cell.changes
    writes = cell.field in WRITTEN and value is not None and changes and not keeps
    return ReviewCell(cell.field, cell.raw, value, cell.old, cell.column, cell.reason, keeps, typed, writes)


def _mark(row: StagedRow) -> str:
    """What a decision on this row was about."""
    said = [(cell.field, cell.value, cell.old) for cell in row.cells]
    return hashlib.sha256(repr((row.title, row.task_id, said, [reason.code for reason in row.reasons])).encode()).hexdigest()[:12]
