"""The answer to each sender: its own file back with the places to correct, and a receipt of what was received and what was stored."""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tracker.errors import UserError
from tracker.files.grid import Grid, TableFile
from tracker.files.writing import written
from tracker.paths import Paths
from tracker.progress import Progress, silent
from tracker.reports.content import Document, safe_name
from tracker.reports.fonts import Fonts, choose_fonts
from tracker.reports.layout import laid_out
from tracker.reports.marked_sheet import Corrections, Mark, mark_workbook, write_marked_grids
from tracker.reports.receipt import ReceiptFacts, ReceiptFault, receipt
from tracker.reports.titles import day_words, period_words
from tracker.reports.word import write_word
from tracker.sheets.fields import label
from tracker.sheets.staged import Bin, StagedSheet
from tracker.storage.reading import period_book as book_reading
from tracker.storage.reading import plans
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_files import ReviewDesk
from tracker.usecases.feedback.sheet_make import make_folder
from tracker.usecases.feedback.sheet_review import ReviewState, SheetReview
from tracker.usecases.feedback.sheet_rows import FileStanding, ReviewFile, ReviewRow, Verdict
from tracker.usecases.feedback.sheet_table import open_questions
from tracker.usecases.house.holidays import work_calendar
from tracker.usecases.house.office import office
from tracker.usecases.house.units import list_units
from tracker.usecases.papers.documents import write_document
from tracker.usecases.papers.layouts import current_layout

__all__ = ["Fault", "FileAnswer", "answers", "receipt_content", "write_answers", "write_receipt"]

# Doubts that come from what the office stored, about which the sender can do nothing.
_OFFICE_OWN = frozenset(("hand_edited", "other_lead_differs", "conflicting_files", "unknown_sender", "several_tables"))
_OWN_FORMAT = (".xlsx",)
_DAYS_TO_CORRECT = 2


class Fault(NamedTuple):
    """One thing that the sender must correct. `row` from 1; `column` from 0, None: the row as a whole; `label`: the column's head."""

    table: int
    row: int
    column: int | None
    label: str
    words: str
    title: str

    @property
    def told(self) -> str:
        """In one line: 第7行 完成时限：看不出日期."""
        return f"第{self.row}行 {self.label}：{self.words}" if self.label else f"第{self.row}行：{self.words}"


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """What a sender is told of one file. `rows`: with tasks, of which `to_correct` come back and `checking` wait for the office.

    `unread`: why the file could not be used at all; `missing`: tasks of the sender that are not in it.
    """

    file_id: int
    name: str
    unit_id: int | None
    unit: str
    period: str
    rows: int
    stored: int
    same: int
    to_correct: int
    checking: int
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]
    unread: str = ""

    @property
    def needs_correction(self) -> bool:
        """Whether something must come back."""
        return bool(self.faults or self.missing or self.unread)


def answers(review: SheetReview) -> list[FileAnswer]:
    """What each file under review comes to for its sender, as decided so far; files that are left out are not answered."""
    return [_answer(review, file) for file in review.files if file.standing is not FileStanding.ASIDE]


def write_answers(
    store: Store,
    places: Paths,
    review: SheetReview,
    out: Path,
    today: date,
    *,
    file_ids: Collection[int] | None = None,
    correct_by: date | None = None,
    progress: Progress = silent,
    fonts: Collection[str] | None = None,
) -> list[Path]:
    """For each file a receipt, and where something is to be corrected the file itself with its places marked, in the folder `out`.

    `file_ids` None: all; `correct_by`: until when the sender answers (None: two working days). Older files there stay, ours take
    other names.
    `Cancelled`, raised by `progress`, and every fault leave the folder as it was.
    """
    wanted = [one for one in answers(review) if file_ids is None or one.file_id in file_ids]
    if not wanted:
        raise UserError("没有可以回复的文件", "所选文件都已放在一边", "请先选择要回复的文件")
    make_folder(out)
    correct_by, layout = correct_by or _usual_day(store, today), current_layout(store)
    chosen = choose_fonts(fonts, layout)
    made: list[Path] = []
    with ExitStack() as files:
        for number, answer in enumerate(wanted):
            progress(number / len(wanted), f"正在回复“{answer.unit or answer.name}”（{number + 1}/{len(wanted)}）")
            stem = f"{answer.unit or Path(answer.name).stem}-{period_words(answer.period)}反馈表"
            target = _free(out / safe_name(f"{stem}回执", ".docx"), made)
            answered = laid_out(_receipt_of(store, review.plan_id, answer, today, correct_by), layout)
            write_word(answered, files.enter_context(written(target)), chosen, layout=layout)
            made.append(target)
            file = review.file(answer.file_id)
            if answer.faults and file.sheets:
                target = _free(out / safe_name(f"{stem}（需更正）", ".xlsx"), made)
                _mark_to(places, file, answer, files.enter_context(written(target)), today, correct_by, chosen)
                made.append(target)
        progress(1.0, "正在保存")
    return made


def write_receipt(
    store: Store, places: Paths, plan_id: int, period: str, unit_id: int, out: Path, today: date, *, correct_by: date | None = None
) -> str:
    """The receipt for the last file received of a unit for a period, from the store; gives the document's name."""
    document = receipt_content(store, places, plan_id, period, unit_id, today, correct_by=correct_by)
    if out.suffix.lower() != ".docx":
        raise UserError(f"回执不能存为“{out.name}”", "它是 Word 文书", "请把文件名的结尾改为 .docx")
    write_document(document, out, layout=current_layout(store))
    return document.name


def receipt_content(
    store: Store, places: Paths, plan_id: int, period: str, unit_id: int, today: date, *, correct_by: date | None = None
) -> Document:
    """What the receipt says. Raises UserError where no file of the unit was received."""
    with store.read() as db:
        files = [file for file in book_reading.received(db, plan_id, period) if file.unit_id == unit_id]
    if not files:
        raise UserError("没有可以出回执的文件", f"{period_words(period)}还没有收到这个单位的反馈表", "请先导入它的反馈表")
    last = files[-1]
    desk = ReviewDesk(store, places, plan_id, period, today)
    standing = FileStanding.SENT_BACK if last.state == "sent_back" else FileStanding.TAKEN
    kept = ReviewFile(1, last.name, last.kept_name, last.digest, standing=standing)
    review = desk.review(ReviewState(files=(kept,)))
    review.refresh()
    review.set_sender(1, unit_id)
    return _receipt_of(store, plan_id, answers(review)[0], last.received_at.date(), correct_by or _usual_day(store, today))


def _usual_day(store: Store, today: date) -> date:
    """Until when a sender corrects where nobody said otherwise."""
    return work_calendar(store).add_workdays(today, _DAYS_TO_CORRECT)


def _answer(review: SheetReview, file: ReviewFile) -> FileAnswer:
    period = file.told.period or review.period
    rows = [row for row in review.table.of_file(file.id) if row.bin is not Bin.NOT_TASK]
    faults = tuple(fault for row in sorted(rows, key=lambda row: row.key) for fault in _faults(row, file.sheets[row.key.table]))
    wrong = {(fault.table, fault.row) for fault in faults}
    left = [(row.key.table, row.key.row) in wrong for row in rows if _outcome(row) == "left"]
    known = review.known(period)
    missing = tuple(
        f"第{known[task_id].number}项 {known[task_id].title}" for sheet in file.sheets for task_id in sheet.missing if task_id in known
    )
    counts = Counter(_outcome(row) for row in rows)
    unread = "" if file.error is None else str(file.error)
    if not unread and file.standing is FileStanding.SENT_BACK and not faults:
        unread = "整份退回，请核对后重新报送"
    return FileAnswer(
        file_id=file.id,
        name=file.name,
        unit_id=file.sender_id,
        unit="" if file.sender_id is None else review.unit_names.get(file.sender_id, ""),
        period=period,
        rows=len(rows),
        stored=counts["stored"],
        same=counts["same"],
        to_correct=sum(left),
        checking=len(left) - sum(left),
        faults=faults,
        missing=missing,
        unread=unread or "；".join(question.words for question in open_questions(file) if question.code not in _OFFICE_OWN),
    )


def _outcome(row: ReviewRow) -> str:
    if row.verdict is Verdict.ACCEPTED:
        return "stored"
    return "same" if row.bin is Bin.SAME and row.verdict is not Verdict.SENT_BACK else "left"


def _faults(row: ReviewRow, sheet: StagedSheet) -> Iterator[Fault]:
    """What of a row its sender must correct: nothing where the office has settled it."""
    heads = {column.column: column.head for column in sheet.columns}
    title_column = next((column.column for column in sheet.columns if column.field == "title"), None)
    seen: set[tuple[int | None, str]] = set()
    for reason in (*row.reasons, *(cell.reason for cell in row.cells if cell.reason is not None)):
        cell = row.cell(reason.field) if reason.field else None
        settled = row.verdict is Verdict.ACCEPTED and (cell is None or cell.typed or cell.value is not None)
        column = cell.column if cell is not None and cell.column is not None else title_column
        if reason.code in _OFFICE_OWN or settled or (column, reason.words) in seen:
            continue
        seen.add((column, reason.words))
        head = " ".join(heads.get(column, "").split()) if column is not None else ""
        named = head or (label(reason.field) if reason.field else "")
        yield Fault(row.key.table, row.key.row, column, named, reason.words, row.staged.title)


def _mark_to(places: Paths, file: ReviewFile, answer: FileAnswer, place: Path, today: date, correct_by: date, fonts: Fonts) -> None:
    """The sender's own workbook with its places marked, or its rows in one of ours where it is of another kind."""
    from tracker.files.table_file import read_tables

    kept = places.received / file.kept_name
    if not file.kept_name or not kept.is_file():
        raise UserError(f"“{file.name}”的存档不见了", f"应在 {places.received}", "请重新添加这份文件")
    corrections = _corrections(file, answer, correct_by)
    tables = read_tables(kept)
    if tables.kind == "xlsx" and kept.suffix.lower() in _OWN_FORMAT and mark_workbook(kept, place, corrections, fonts):
        return
    grids = {sheet.grid: (_named(tables, sheet), sheet.head_rows) for sheet in file.sheets}
    write_marked_grids(list(grids.values()), place, corrections, today, fonts)


def _named(tables: TableFile, sheet: StagedSheet) -> Grid:
    """The grid under the name by which it was read: of a .csv, which has no sheets, that of the file."""
    return replace(tables.grids[sheet.grid], name=sheet.sheet)


def _corrections(file: ReviewFile, answer: FileAnswer, correct_by: date) -> Corrections:
    until = f"{day_words(correct_by)}前"
    lines = (
        f"报送单位：{answer.unit or '未定'}　　文件：{answer.name}　　报告期：{period_words(answer.period)}",
        f"以下{len(answer.faults)}处请在后面的表里更正（标橙色的格，批注里有原因），{until}整份重新报送；其余内容不必改动。",
    )
    several = len(file.sheets) > 1
    told = []
    marks: list[Mark | None] = []
    for number, fault in enumerate(answer.faults, 1):
        sheet = file.sheets[fault.table].sheet
        where = f"“{sheet}”" if several else ""
        about = f"（{fault.title}）" if fault.title else ""
        told.append(f"{number}. {where}{fault.told}{about}")
        marks.append(Mark(sheet, fault.row, fault.column, fault.words))
    rest = (f"表里没有、也要填报的任务：{'；'.join(answer.missing)}",) if answer.missing else ()
    return Corrections("反馈表需更正事项", lines, tuple(told), tuple(marks), rest)


def _receipt_of(store: Store, plan_id: int, answer: FileAnswer, today: date, correct_by: date) -> Document:
    with store.read() as db:
        plan = plans.plan(db, plan_id)
    if plan is None:
        raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
    names = {unit.id: unit.full_name for unit in list_units(store)}
    facts = ReceiptFacts(
        unit=names.get(answer.unit_id, answer.unit) if answer.unit_id is not None else answer.unit or "（单位待定）",
        plan_title=plan.title,
        period=answer.period,
        file=answer.name,
        received=today,
        rows=answer.rows,
        stored=answer.stored,
        same=answer.same,
        to_correct=answer.to_correct,
        checking=answer.checking,
        faults=tuple(ReceiptFault(f"第{fault.row}行", fault.label, fault.words, fault.title) for fault in answer.faults),
        missing=answer.missing,
        correct_by=correct_by,
        office=office(store).name or plan.issuer,
        unread=answer.unread,
    )
    return receipt(facts)


def _free(wanted: Path, taken: Collection[Path]) -> Path:
    """The name wanted, or the next that nothing has."""
    if not wanted.exists() and wanted not in taken:
        return wanted
    number = 2
    while True:
        other = wanted.with_name(f"{wanted.stem}（{number}）{wanted.suffix}")
        if not other.exists() and other not in taken:
            return other
        number += 1
