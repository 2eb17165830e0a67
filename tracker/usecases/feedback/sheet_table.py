"""All rows of a review at one moment: verdicts, rows of several files that speak of the same, totals per sender, open questions."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.errors import UserError
from tracker.sheets.compare import differs
from tracker.sheets.staged import Bin, KnownTask, Reason, StagedSheet
from tracker.usecases.feedback.sheet_rows import (
    UNDECIDED,
    WRITTEN,
    FileStanding,
    ReviewFile,
    ReviewRow,
    RowKey,
    Value,
    Verdict,
    question_key,
    review_row,
)

if TYPE_CHECKING:
    from tracker.usecases.feedback.sheet_review import ReviewState


@dataclass(frozen=True, slots=True)
class SenderTotals:
    """One line of the list of senders. `waiting`: rows to be decided; `asks`: something about the file itself is open.

    `unit_id` None: the sender is not known, the office collected the file, or it could not be read (`error`).
    """

    name: str
    unit_id: int | None
    file_ids: tuple[int, ...]
    counts: Mapping[Bin, int]
    waiting: int
    asks: bool
    error: bool = False

    @property
    def to_do(self) -> bool:
        """Whether a person must do something here."""
        return bool(self.waiting or self.asks or self.error)


class ReviewTable:
    """What a state of the review comes to. `before`: the table of an earlier state, whose unchanged rows are taken over.

    `taken`: the files whose rows are to be stored; `rivals`: rows that would store different values for the same, by key.
    """

    def __init__(
        self,
        state: "ReviewState",
        known: Callable[[str], Mapping[int, KnownTask]],
        unit_names: Mapping[int, str],
        period: str,
        before: "ReviewTable | None" = None,
    ) -> None:
        self.state = state
        self._period = period
        self._unit_names = unit_names
        self._of_id = {file.id: file for file in state.files}
        self._decisions: dict[int, list[tuple[RowKey, int]]] = defaultdict(list)
        for key, decision in state.decisions.items():
            self._decisions[key.file].append((key, id(decision)))
        # The rows of each file as decided, before what other files say of the same.
        self._decided = {file.id: self._rows(file, known, before) for file in state.files}
        self.taken = [file for file in state.files if file.standing is FileStanding.TAKEN and file.error is None]
        self._of_sender: dict[tuple[int | None, str], list[ReviewFile]] = defaultdict(list)
        for file in self.taken:
            self._of_sender[file.sender_id, file.told.period or period].append(file)
        self.rivals = self._rivals()
        concerned = {key.file for key in self.rivals} | {file.id for file in state.files if file.standing is not FileStanding.TAKEN}
        self._by_file = {
            file.id: [self._standing(file, row) for row in rows] if file.id in concerned else rows
            for file, rows in zip(state.files, self._decided.values(), strict=True)
        }

    @property
    def rows(self) -> list[ReviewRow]:
        """The rows of all files, in their order."""
        return [row for file in self.state.files for row in self._by_file[file.id]]

    def of_file(self, file_id: int) -> list[ReviewRow]:
        """The rows of one file, in its order."""
        return self._by_file.get(file_id, [])

    def row(self, key: RowKey) -> ReviewRow:
        """One row; UserError where it is gone."""
        for row in self.of_file(key.file):
            if row.key == key:
                return row
        raise UserError("这一行已经不在了", "文件可能已重新读取或移出", "请在列表里重新选择")

    @property
    def counts(self) -> Counter[Bin]:
        """Rows per bin, of the files that are taken."""
        return Counter(row.bin for file in self.taken for row in self._by_file[file.id])

    @property
    def waiting(self) -> list[ReviewRow]:
        """Rows to be decided."""
        return [row for file in self.taken for row in self._by_file[file.id] if row.verdict is Verdict.WAITING]

    @property
    def questions(self) -> list[str]:
        """What is open about files themselves, in words."""
        said = [f"“{file.name}”：{question.words}" for file in self.taken for question in open_questions(file)]
        told: set[int] = set()
        for file in self.taken:
            twins = [] if file.id in told else self.twins(file.id)
            if any(self._overlap(file.id, twin.id) for twin in twins):
                names = "、".join(f"“{one.name}”" for one in (file, *twins))
                said.append(f"{self._name(file)}有 {len(twins) + 1} 份文件（{names}）内容不一致，请选以哪份为准")
                told |= {twin.id for twin in twins}
        return said

    def twins(self, file_id: int) -> list[ReviewFile]:
        """The other files of the same sender and period that are taken."""
        file = self._of_id[file_id]
        if file.sender_id is None:
            return []
        same = self._of_sender.get((file.sender_id, file.told.period or self._period), [])
        return [other for other in same if other.id != file_id]

    @property
    def senders(self) -> list[SenderTotals]:
        """One line per sender, those with something to do first; within that in the order of the files."""
        groups: dict[object, list[ReviewFile]] = defaultdict(list)
        for file in self.state.files:
            if file.standing is not FileStanding.ASIDE:
                groups[file.sender_id if file.sender_id is not None else f"file {file.id}"].append(file)
        lines = [self._line(files) for files in groups.values()]
        return sorted(lines, key=lambda line: not line.to_do)

    def _line(self, files: list[ReviewFile]) -> SenderTotals:
        rows = [row for file in files for row in self._by_file[file.id]]
        return SenderTotals(
            name=self._name(files[0]),
            unit_id=files[0].sender_id,
            file_ids=tuple(file.id for file in files),
            counts=Counter(row.bin for row in rows),
            waiting=sum(row.verdict is Verdict.WAITING for row in rows),
            asks=any(open_questions(file) for file in files if file.standing is FileStanding.TAKEN),
            error=any(file.error is not None for file in files if file.standing is FileStanding.TAKEN),
        )

    def _name(self, file: ReviewFile) -> str:
        if file.sender_id is not None:
            return self._unit_names.get(file.sender_id, file.name)
        return file.name

    def _rows(self, file: ReviewFile, known: Callable[[str], Mapping[int, KnownTask]], before: "ReviewTable | None") -> list[ReviewRow]:
        """The rows of one file as decided; those of an earlier table where neither the file nor a decision on it has changed."""
        held: Mapping[RowKey, ReviewRow] = {}
        if before is not None and before._of_id.get(file.id) is not None and before._of_id[file.id].sheets is file.sheets:
            if before._decisions.get(file.id) == self._decisions.get(file.id):
                return before._decided[file.id]
            held = {row.key: row for row in before._decided[file.id]}
        period = file.told.period or self._period
        rows = []
        for key, sheet, index in _places(file):
            decision = self.state.decisions.get(key, UNDECIDED)
            row = held.get(key)
            if row is None or before is None or before.state.decisions.get(key, UNDECIDED) is not decision:
                row = review_row(key, sheet.rows[index], sheet, decision, known(period), period)
            rows.append(row)
        return rows

    def _standing(self, file: ReviewFile, row: ReviewRow) -> ReviewRow:
        """The row with its file's standing, and asked about where another row says something else of the same."""
        if file.standing is FileStanding.ASIDE:
            return replace(row, verdict=Verdict.NONE)
        if file.standing is FileStanding.SENT_BACK:
            return row if row.bin is Bin.NOT_TASK else replace(row, verdict=Verdict.SENT_BACK)
        if row.key in self.rivals:
            names = "、".join(dict.fromkeys(self._place(key) for key in self.rivals[row.key]))
            reason = Reason("conflicting_files", f"{names}对同一任务填得不一样，请选一个")
            return replace(row, bin=Bin.ASK, verdict=Verdict.WAITING, reasons=(*row.reasons, reason))
        return row

    def _place(self, key: RowKey) -> str:
        """A row by the words a clerk finds it by: its file, its sheet where the file has several, its line."""
        file = self._of_id[key.file]
        sheet = f"“{file.sheets[key.table].sheet}”" if len(file.sheets) > 1 else ""
        return f"“{file.name}”{sheet}第 {key.row} 行"

    def _rivals(self) -> dict[RowKey, tuple[RowKey, ...]]:
        """Rows that are to be stored, or confirm what is, and say different things of the same, with each other's keys."""
        by_target: dict[tuple[object, ...], list[ReviewRow]] = defaultdict(list)
        for file in self.taken:
            period = file.told.period or self._period
            for row in self._decided[file.id]:
                if row.task_id is not None and (row.verdict is Verdict.ACCEPTED or row.bin is Bin.SAME):
                    by_target[(*row.target, period)].append(row)
        found: dict[RowKey, tuple[RowKey, ...]] = {}
        for rows in by_target.values():
            for row in rows if len(rows) > 1 else ():
                others = tuple(other.key for other in rows if other is not row and _disagree(row, other))
                if others:
                    found[row.key] = others
        return found

    def against(self, row: ReviewRow) -> list[ReviewRow]:
        """The rows, to be stored or waiting, that say something else of the same."""
        period = self._period_of(row)
        return [
            other
            for file in self.taken
            for other in self._by_file[file.id]
            if other.key != row.key
            and other.task_id is not None
            and (other.verdict in (Verdict.ACCEPTED, Verdict.WAITING) or other.bin is Bin.SAME)
            and other.target == row.target
            and self._period_of(other) == period
            and _disagree(row, other)
        ]

    def _period_of(self, row: ReviewRow) -> str:
        return self._of_id[row.key.file].told.period or self._period

    def _overlap(self, one: int, other: int) -> bool:
        """Whether rows of two files exclude each other."""
        return any(key.file == one and any(rival.file == other for rival in rivals) for key, rivals in self.rivals.items())


def open_questions(file: ReviewFile) -> list[Reason]:
    """What a person must say about a file before its rows can be stored."""
    return [question for sheet in file.sheets for question in sheet.questions if question_key(question) not in file.told.answered]


def _places(file: ReviewFile) -> Iterator[tuple[RowKey, StagedSheet, int]]:
    for number, sheet in enumerate(file.sheets):
        for index, row in enumerate(sheet.rows):
            yield RowKey(file.id, number, row.row), sheet, index


def _disagree(one: ReviewRow, other: ReviewRow) -> bool:
    """Whether both say something about a field, and not the same; what one leaves as stored counts as said."""
    said = _said(other)
    return any(name in said and differs(value, said[name]) for name, value in _said(one).items()) and bool(one.writes or other.writes)


def _said(row: ReviewRow) -> dict[str, Value]:
    return {cell.field: cell.value for cell in row.cells if cell.value is not None and not cell.keeps_old and cell.field in WRITTEN}
