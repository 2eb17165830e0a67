"""The answer to senders: their own files with the places to correct, a receipt, and nothing about what is the office's own matter."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document as read_word
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

from tests.returned import places_of
from tests.stores import TODAY
from tracker.errors import Cancelled, UserError
from tracker.reports.marked_sheet import FIRST_SHEET
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_answer import answers, write_answers
from tracker.usecases.feedback.sheet_apply import apply_review
from tracker.usecases.feedback.sheet_files import begin_review
from tracker.usecases.feedback.sheet_read import stage_files
from tracker.usecases.feedback.sheet_review import SheetReview
from tracker.usecases.house import units
from tracker.usecases.papers import report_kinds

PERIOD = "2026-09"
BY = date(2026, 9, 30)
HEADS = ["序号", "重点任务", "完成状态", "完成进度", "进展情况", "责任人", "联系电话"]
GOOD = [1, "清理北渠淤泥", "推进中", "65%", "=两段完工", "沈佳", "13600001234"]
WRONG = [2, "每月巡查排口", "推进中", "接近完成", "巡查两次", "何川", "13600005678"]
STRANGE = [3, "新建演艺中心", "推进中", "10%", "选址", "何川", "13600005678"]


def _returned(path: Path, *rows: list[Any]) -> Path:
    """A workbook of 县水利局 with looks of its own."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "九月"
    sheet.append(["县水利局9月推进情况表"])
    sheet.merge_cells("A1:G1")
    sheet["A1"].font = Font(name="隶书", size=22)
    sheet.append(HEADS)
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            if str(cell.value).startswith("="):
                cell.data_type = "s"
    sheet["E3"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet.column_dimensions["E"].width = 33
    book.save(path)
    return path


def _review(store: Store, tmp_path: Path, *files: Path) -> SheetReview:
    review, _desk = begin_review(store, places_of(tmp_path), files, 1, PERIOD, TODAY)
    return review


def _write(store: Store, tmp_path: Path, review: SheetReview, **more: Any) -> dict[str, Path]:
    made = write_answers(store, places_of(tmp_path), review, tmp_path / "回复", TODAY, correct_by=BY, **more)
    return {path.name: path for path in made}


def test_the_senders_own_file_comes_back_with_its_places_marked(planned: Store, tmp_path: Path) -> None:
    review = _review(planned, tmp_path, _returned(tmp_path / "县水利局.xlsx", GOOD, WRONG, STRANGE))
    made = _write(planned, tmp_path, review)
    book: Any = load_workbook(next(path for name, path in made.items() if name.endswith("（需更正）.xlsx")))
    assert book.sheetnames == [FIRST_SHEET, "九月"]
    texts = [str(cell.value) for cell in book[FIRST_SHEET]["A"]]
    assert any(text.startswith("1. 第4行 完成进度：") and "每月巡查排口" in text for text in texts)
    assert any("第5行 重点任务：方案里没有“新建演艺中心”这项任务" in text for text in texts)
    assert "2026年9月30日前" in "".join(texts)
    sheet = book["九月"]
    assert sheet["D4"].comment is not None and "接近完成" in sheet["D4"].comment.text
    coloured = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFE0B2"]
    assert coloured == ["D4", "B5"]
    assert (sheet["A1"].font.name, sheet["E3"].fill.fgColor.rgb, sheet.column_dimensions["E"].width) == ("隶书", "FF00FF00", 33)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:G1"]
    assert (sheet["E3"].value, sheet["E3"].data_type) == ("=两段完工", "s")
    assert book[FIRST_SHEET]["A4"].hyperlink.location.endswith("D4")


def test_a_corrected_file_can_be_read_as_it_is(planned: Store, tmp_path: Path) -> None:
    review = _review(planned, tmp_path, _returned(tmp_path / "县水利局.xlsx", GOOD, WRONG))
    marked = next(path for name, path in _write(planned, tmp_path, review).items() if name.endswith(".xlsx"))
    book: Any = load_workbook(marked)
    book["九月"]["D4"].value = "40%"
    book["九月"]["D4"].comment = None
    book.save(marked)
    (sheet,) = stage_files(planned, [marked], 1, PERIOD, today=TODAY).sheets
    assert (sheet.sheet, sheet.questions) == ("九月", ())
    assert [row.reasons for row in sheet.rows if row.kind == "task"] == [(), ()]


def test_other_kinds_of_files_come_back_as_a_good_workbook(planned: Store, tmp_path: Path) -> None:
    source = tmp_path / "县水利局.csv"
    with source.open("w", encoding="gbk", newline="") as stream:
        csv.writer(stream).writerows([HEADS, GOOD, WRONG])
    made = _write(planned, tmp_path, _review(planned, tmp_path, source))
    book: Any = load_workbook(next(path for name, path in made.items() if name.endswith(".xlsx")))
    sheet = book.worksheets[1]
    assert sheet.title == "县水利局"
    assert [cell.value for cell in sheet[1]] == HEADS
    assert [cell.value for cell in sheet[3]][1:4] == ["每月巡查排口", "推进中", "接近完成"]
    assert sheet["D3"].comment is not None and sheet["D3"].fill.fgColor.rgb == "FFFFE0B2"
    assert (sheet["E2"].value, sheet["E2"].data_type) == ("=两段完工", "s")
    assert sheet.row_dimensions[3].height >= 24


def test_a_receipt_says_what_was_received_and_what_is_to_be_corrected(planned: Store, tmp_path: Path) -> None:
    review = _review(planned, tmp_path, _returned(tmp_path / "县水利局.xlsx", GOOD, WRONG))
    made = _write(planned, tmp_path, review)
    document = read_word(str(next(path for name, path in made.items() if name.endswith(".docx"))))
    about = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    assert about["报送单位"] == "县水利局" and about["收到的文件"] == "县水利局.xlsx"
    assert about["接收结果"] == "任务2项：收进台账1项，待更正1项"
    assert about["更正要求"].startswith("请于2026年9月30日前更正")
    assert [cell.text for cell in document.tables[1].rows[1].cells][:4] == ["1", "第4行", "每月巡查排口", "完成进度"]


def test_a_file_without_faults_gets_a_receipt_only(planned: Store, tmp_path: Path) -> None:
    review = _review(planned, tmp_path, _returned(tmp_path / "县水利局.xlsx", GOOD, [2, "每月巡查排口", "推进中", 40, "", "", ""]))
    (answer,) = answers(review)
    assert (answer.stored, answer.faults, answer.needs_correction) == (2, (), False)
    assert [name for name in _write(planned, tmp_path, review) if not name.endswith("回执.docx")] == []


def test_what_the_office_settled_is_not_asked_back(planned: Store, tmp_path: Path) -> None:
    review = _review(planned, tmp_path, _returned(tmp_path / "县水利局.xlsx", GOOD, WRONG))
    review.change(review.waiting[0], "percent", "40")
    (answer,) = answers(review)
    assert (answer.stored, answer.faults) == (2, ())


def test_a_file_that_could_not_be_read_is_told_so(planned: Store, tmp_path: Path) -> None:
    good, bad = _returned(tmp_path / "县水利局.xlsx", GOOD), tmp_path / "县财政局.xlsx"
    bad.write_bytes(b"PK\x03\x04 broken")
    review = _review(planned, tmp_path, good, bad)
    unread = next(answer for answer in answers(review) if answer.name == bad.name)
    assert unread.unread and unread.needs_correction
    assert len(_write(planned, tmp_path, review)) == 2


@pytest.mark.parametrize("when", [0.0, 1.0])
def test_a_cancel_leaves_nothing(planned: Store, tmp_path: Path, when: float) -> None:
    review = _review(planned, tmp_path, _returned(tmp_path / "县水利局.xlsx", GOOD, WRONG))

    def stop(done: float, _: str) -> None:
        if done >= when:
            raise Cancelled

    with pytest.raises(Cancelled):
        _write(planned, tmp_path, review, progress=stop)
    assert not list(tmp_path.glob("回复/*"))


def test_the_receipt_can_be_had_later_from_what_was_kept(planned: Store, tmp_path: Path) -> None:
    water = next(unit.id for unit in units.list_units(planned) if unit.full_name == "县水利局")
    out, places = tmp_path / "回执.docx", places_of(tmp_path)
    wanted = report_kinds.ReportRequest(1, water, PERIOD, places=places)
    with pytest.raises(UserError, match="还没有收到"):
        report_kinds.write_report(planned, "receipt", wanted, out, TODAY)
    review = _review(planned, tmp_path, _returned(tmp_path / "县水利局.xlsx", GOOD, WRONG))
    apply_review(planned, places, review, TODAY, leave_doubts=True)
    report_kinds.write_report(planned, "receipt", wanted, out, TODAY)
    texts = [cell.text for table in read_word(str(out)).tables for row in table.rows for cell in row.cells]
    assert "任务2项：与台账相同1项，待更正1项" in texts and "每月巡查排口" in texts
