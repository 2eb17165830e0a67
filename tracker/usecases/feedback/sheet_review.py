"""The review of returned files before anything is stored: every row in its bin, decisions row by row and cell by cell, each step
taken back with one call.

A step makes a new state and leaves the old one untouched. Nothing here touches the store: what is stored is `sheet_apply`'s.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker.domain.steps import Steps
from tracker.domain.unit_names import folded
from tracker.errors import UserError
from tracker.progress import Progress, silent
from tracker.sheets.periods import period_printed
from tracker.sheets.staged import Bin, KnownTask, Reason, StagedSheet
from tracker.usecases.feedback.sheet_rows import (
    REVIEW_ORDER,
    UNDECIDED,
    WRITTEN,
    Decision,
    FileStanding,
    ReviewFile,
    ReviewRow,
    RowKey,
    Told,
    Value,
    Verdict,
    question_key,
)
from tracker.usecases.feedback.sheet_table import ReviewTable, SenderTotals
from tracker.usecases.feedback.sheet_typing import typed_value

__all__ = ["Readings", "ReviewState", "SheetReview", "Stager"]

Readings = Mapping[tuple[str, str], Value]
Known = Callable[[str], Sequence[KnownTask]]
Stager = Callable[[ReviewFile, Readings], ReviewFile]


@dataclass(frozen=True, slots=True)
class ReviewState:
    """All that has been decided. `readings`: (field, folded words) → value, to be read like that from now on."""

    files: tuple[ReviewFile, ...] = ()
    decisions: Mapping[RowKey, Decision] = field(default_factory=dict)
    readings: Readings = field(default_factory=dict)


class SheetReview:
    """The files of one plan and period under review. Methods raise UserError where a step makes no sense."""

    def __init__(
        self,
        plan_id: int,
        period: str,
        known: Known,
        unit_names: Mapping[int, str],
        stager: Stager,
        state: ReviewState | None = None,
    ) -> None:
        """`known`: the tasks with what is stored for a period; `stager` reads a file anew, with what was told and learnt."""
        self.plan_id, self.period = plan_id, period
        self._known_for, self._known = known, dict[str, dict[int, KnownTask]]()
        self.unit_names = dict(unit_names)
        self._stager = stager
        self._steps = Steps(state or ReviewState())
        self._table: ReviewTable | None = None

    # what stands there

    @property
    def state(self) -> ReviewState:
        """All that has been decided so far; it will not change, so that it can be written on another thread."""
        return self._steps.now

    @property
    def files(self) -> tuple[ReviewFile, ...]:
        """The files in the order in which they came."""
        return self.state.files

    def file(self, file_id: int) -> ReviewFile:
        """The file of that number."""
        for file in self.files:
            if file.id == file_id:
                return file
        raise UserError("这份文件已经不在了", "可能已被移出", "请重新添加")

    def known(self, period: str) -> Mapping[int, KnownTask]:
        """The tasks of the plan with what is stored for a period, by id."""
        if period not in self._known:
            self._known[period] = {task.task_id: task for task in self._known_for(period)}
        return self._known[period]

    @property
    def table(self) -> ReviewTable:
        """All rows as they stand, worked out once for each state."""
        if self._table is None or self._table.state is not self.state:
            self._table = ReviewTable(self.state, self.known, self.unit_names, self.period, self._table)
        return self._table

    def rows(self, file_id: int) -> list[ReviewRow]:
        """The rows of a file in review order: doubtful ones first, then as in the file."""
        return sorted(self.table.of_file(file_id), key=lambda row: REVIEW_ORDER.index(row.bin))

    def row(self, key: RowKey) -> ReviewRow:
        """The row as it stands."""
        return self.table.row(key)

    @property
    def counts(self) -> Counter[Bin]:
        """How many rows stand in each bin, over all files that are taken."""
        return self.table.counts

    @property
    def senders(self) -> list[SenderTotals]:
        """One line per sender; those with something to do come first."""
        return self.table.senders

    @property
    def waiting(self) -> list[RowKey]:
        """The rows that must still be decided, in the order of files and review."""
        return [row.key for file in self.files for row in self.rows(file.id) if row.verdict is Verdict.WAITING]

    @property
    def missing(self) -> list[str]:
        """What must still be done before the files can be applied, in words; empty: all is ready."""
        said = list(self.table.questions)
        if waiting := len(self.table.waiting):
            said.append(f"还有 {waiting} 行待确认")
        if not said and not any(file.standing is FileStanding.TAKEN and file.sheets for file in self.files):
            said.append("没有可以导入的文件")
        return said

    @property
    def ready(self) -> bool:
        """Whether nothing is left to be decided."""
        return not self.missing

    # decisions on rows

    def accept(self, key: RowKey) -> None:
        """Take the row as it stands, with the values that were read or typed; a row of another file about the same loses."""
        row = self._task_row(key, "接受")
        if all(cell.value is None for cell in row.cells if cell.field in WRITTEN):
            raise UserError("这一行没有能写入的内容", "要写的单元格都是空的或看不懂", "请改正后接受，或退回该单位")
        self._accept([row], f"接受第 {key.row} 行")

    def keep(self, key: RowKey) -> None:
        """Keep what is stored: for the doubtful cells where the doubt is about cells, else for the whole row."""
        row = self._task_row(key, "保留原值")
        doubtful = frozenset(cell.field for cell in row.doubtful if cell.field in WRITTEN)
        decision = self._decision(row)
        if row.reasons and all(reason.field for reason in row.reasons):
            decision = replace(decision, verdict=Verdict.ACCEPTED, old=decision.old | doubtful)
        else:
            decision = replace(decision, verdict=Verdict.KEPT)
        self._decide({key: decision}, f"第 {key.row} 行保留原值")

    def keep_cell(self, key: RowKey, field_name: str, *, old: bool = True) -> None:
        """Keep the stored value of one cell, or (`old` False) take the file's again; the row's verdict stays."""
        row = self._task_row(key, "保留原值")
        decision = self._decision(row)
        typed = {name: value for name, value in decision.typed.items() if name != field_name}
        held = decision.old | {field_name} if old else decision.old - {field_name}
        self._decide({key: replace(decision, old=held, typed=typed)}, f"第 {key.row} 行改用{'原' if old else '新'}值")

    def change(self, key: RowKey, field_name: str, text: str) -> None:
        """Type the value of one cell; the row is accepted with it where nothing else is in doubt."""
        row = self._task_row(key, "改正")
        value = typed_value(field_name, text)
        decision = self._decision(row)
        left = [cell for cell in row.doubtful if cell.field not in {field_name, *decision.typed, *decision.old}]
        about_row = any(not reason.field for reason in row.reasons)
        verdict = decision.verdict if left or about_row else Verdict.ACCEPTED
        changed = replace(decision, verdict=verdict, typed={**decision.typed, field_name: value}, old=decision.old - {field_name})
        self._decide({key: changed}, f"改正第 {key.row} 行")

    def assign(self, key: RowKey, task_id: int) -> None:
        """Say which task the row is about; its values are compared with that task."""
        row = self.row(key)
        if row.bin is Bin.NOT_TASK:
            raise UserError("这一行不是任务", "它是标题、合计或落款", "请选择有任务的行")
        if task_id not in self.known(self.period):
            raise UserError("没有这项任务", "它不在这份方案里", "请另选一项任务")
        self._decide({key: Decision(task_id=task_id, mark=row.mark, title=row.staged.title)}, f"指定第 {key.row} 行的任务")

    def send_back(self, key: RowKey) -> None:
        """The row goes back to its sender with the reason; nothing of it is stored."""
        row = self.row(key)
        if row.bin is Bin.NOT_TASK:
            raise UserError("这一行不是任务，不用退回", "", "请选择有任务的行")
        self._decide({key: replace(self._decision(row), verdict=Verdict.SENT_BACK)}, f"退回第 {key.row} 行")

    def undecide(self, key: RowKey) -> None:
        """Take the row's decisions away: it stands as it was read."""
        decisions = {other: decision for other, decision in self.state.decisions.items() if other != key}
        self._to(replace(self.state, decisions=decisions), f"第 {key.row} 行恢复待定")

    def accept_all_clear(self) -> int:
        """Accept every row without a doubt, those too that were put back before; gives how many rows will be stored."""
        clear = [
            row
            for row in self.table.rows
            if row.bin in (Bin.ADDED, Bin.UPDATED) and row.key not in self.table.rivals and row.verdict is not Verdict.NONE
        ]
        if any(not row.decided or row.verdict is not Verdict.ACCEPTED for row in clear):
            decided = {row.key: replace(self._decision(row), verdict=Verdict.ACCEPTED) for row in clear}
            self._decide(decided, f"接受 {len(clear)} 行无疑问项")
        return len(clear)

    def always(self, key: RowKey, field_name: str) -> int:
        """Read these words like this from now on, in this batch at once; gives how many files were read anew."""
        cell = self.row(key).cell(field_name)
        if cell is None or cell.value is None or not str(cell.raw or "").strip():
            raise UserError("没有可以记住的读法", "这一格没有文字，或还没有读出值", "请先改正这一格")
        words = folded(str(cell.raw))
        state = replace(self.state, readings={**self.state.readings, (field_name, words): cell.value})
        files, count = [], 0
        for file in state.files:
            if any(_has(sheet, field_name, words) for sheet in file.sheets):
                file, count = self._restaged(file, state.readings), count + 1
            files.append(file)
        self._to(replace(state, files=tuple(files)), f"“{' '.join(str(cell.raw).split())[:12]}”以后都这样读")
        return count

    # decisions on files

    def add(self, files: Iterable[ReviewFile]) -> None:
        """Add files that were read; one of the same bytes that is here already is left out."""
        here = {file.digest for file in self.files if file.digest}
        number = max((file.id for file in self.files), default=0)
        added = []
        for file in files:
            if file.digest and file.digest in here:
                continue
            here.add(file.digest)
            number += 1
            added.append(replace(file, id=number))
        if added:
            self._to(replace(self.state, files=(*self.files, *added)), f"添加 {len(added)} 个文件")

    def put_aside(self, file_id: int) -> None:
        """Leave a file out: none of its rows is stored."""
        self._stand(file_id, FileStanding.ASIDE, "不导入")

    def send_back_file(self, file_id: int) -> None:
        """The whole file goes back to its sender."""
        self._stand(file_id, FileStanding.SENT_BACK, "退回")

    def take_in(self, file_id: int) -> None:
        """Take a file in again that was left out or sent back."""
        self._stand(file_id, FileStanding.TAKEN, "重新导入")

    def prefer(self, file_id: int) -> None:
        """Of several files of the same sender take this one and leave the others out."""
        others = {other.id for other in self.table.twins(file_id)}
        files = tuple(replace(file, standing=FileStanding.ASIDE) if file.id in others else file for file in self.files)
        self._to(replace(self.state, files=files), f"以“{self.file(file_id).name}”为准")

    def set_sender(self, file_id: int, unit_id: int | None) -> None:
        """Say whose file it is; None: the office collected it from many units."""
        file = self.file(file_id)
        name = file.told.sender_name or next((sheet.sender_name for sheet in file.sheets if sheet.sender_id != unit_id), "")
        told = replace(file.told, sender_id=unit_id, collected=unit_id is None, sender_name=name)
        self._tell(file_id, told, "指定报送单位")

    def set_period(self, file_id: int, period: str) -> None:
        """Say for which period a file reports, in the words of the file, where it is not the one of the review."""
        self._tell(file_id, replace(self.file(file_id).told, period=period_printed(period, self.period)), "指定期次")

    def set_columns(self, file_id: int, columns: Mapping[str, Mapping[int, str]]) -> None:
        """Say what the columns of a file's tables are (signature → place from 0 → field, "" not used); the file is read anew."""
        told = self.file(file_id).told
        self._tell(file_id, replace(told, columns={**told.columns, **columns}), "调整列对应")

    def set_grid(self, file_id: int, grid: int | None) -> None:
        """Say which sheet of the workbook holds the table (index from 0; None: to be found out again).

        What was decided about the rows of the other sheet, answered about it, or taken from it, does not hold for this one.
        """
        told = self.file(file_id).told
        if grid == told.grid:
            return
        changed = self._restaged(
            replace(self.file(file_id), told=replace(told, grid=grid, period="", sender_name="", answered=frozenset())), self.state.readings
        )
        files = tuple(changed if file.id == file_id else file for file in self.files)
        decisions = {key: decision for key, decision in self.state.decisions.items() if key.file != file_id}
        self._to(replace(self.state, files=files, decisions=decisions), f"改读另一张工作表：“{changed.name}”")

    def answer(self, file_id: int, question: Reason) -> None:
        """A question about a file has been looked at and needs no change."""
        file = self.file(file_id)
        told = replace(file.told, answered=file.told.answered | {question_key(question)})
        files = tuple(replace(other, told=told) if other.id == file_id else other for other in self.files)
        self._to(replace(self.state, files=files), f"核对“{file.name}”")

    # back and forth

    @property
    def back_name(self) -> str | None:
        """The name of the step that `back` takes back."""
        return self._steps.name or None

    @property
    def forward_name(self) -> str | None:
        """The name of the step that `forward` does again."""
        return self._steps.next_name or None

    def back(self) -> None:
        """Take the last step back."""
        if not self._steps.back():
            raise UserError("没有可以撤销的步骤")

    def forward(self) -> None:
        """Do the step again that was taken back last."""
        if not self._steps.forward():
            raise UserError("没有可以重做的步骤")

    def refresh(self, progress: Progress = silent) -> None:
        """The store has changed meanwhile: compare all files anew. Decisions on what is no longer so are asked again."""
        self._known.clear()
        files = []
        for number, file in enumerate(self.files):
            progress(number / len(self.files), f"正在核对“{file.name}”")
            files.append(self._restaged(file, self.state.readings))
        state = replace(self.state, files=tuple(files))
        self._steps, self._table = Steps(state), None

    # inside

    def _task_row(self, key: RowKey, doing: str) -> ReviewRow:
        row = self.row(key)
        if row.task_id is None:
            raise UserError(f"这一行不能{doing}", "还不知道是哪项任务", "请先指定任务，或退回该单位")
        return row

    def _decision(self, row: ReviewRow) -> Decision:
        held = self.state.decisions.get(row.key, UNDECIDED)
        if held.mark != row.mark:
            held = Decision(task_id=held.task_id, title=held.title)
        return replace(held, mark=row.mark)

    def _accept(self, rows: Sequence[ReviewRow], name: str) -> None:
        decided: dict[RowKey, Decision] = {}
        for row in rows:
            decided[row.key] = replace(self._decision(row), verdict=Verdict.ACCEPTED)
            for rival in self.table.against(row):
                decided[rival.key] = replace(self._decision(rival), verdict=Verdict.KEPT)
        self._decide(decided, name)

    def _decide(self, decided: Mapping[RowKey, Decision], name: str) -> None:
        self._to(replace(self.state, decisions={**self.state.decisions, **decided}), name)

    def _stand(self, file_id: int, standing: FileStanding, doing: str) -> None:
        name = self.file(file_id).name
        files = tuple(replace(file, standing=standing) if file.id == file_id else file for file in self.files)
        self._to(replace(self.state, files=files), f"{doing}“{name}”")

    def _tell(self, file_id: int, told: Told, doing: str) -> None:
        changed = self._restaged(replace(self.file(file_id), told=told), self.state.readings)
        files = tuple(changed if file.id == file_id else file for file in self.files)
        self._to(replace(self.state, files=files), f"{doing}：“{changed.name}”")

    def _restaged(self, file: ReviewFile, readings: Readings) -> ReviewFile:
        self.known(file.told.period or self.period)
        return self._stager(file, readings)

    def _to(self, state: ReviewState, name: str) -> None:
        self._steps.to(state, name)


def _has(sheet: StagedSheet, field_name: str, words: str) -> bool:
    """Whether a cell of this field says these words."""
    return any(cell.field == field_name and folded(str(cell.raw or "")) == words for row in sheet.rows for cell in row.cells)
