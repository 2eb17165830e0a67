"""The ledger as .xlsx: prints without being touched, shows all text, and keeps numbers, days and odd texts what they are."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.reports import samples
from tests.reports.documents import DOCUMENTS
from tracker.domain.ledger import LedgerData
from tracker.errors import Cancelled
from tracker.reports.content import Document
from tracker.reports.excel import room_of, row_height, write_excel
from tracker.reports.fonts import choose_fonts
from tracker.reports.ledger import CHOICES, FULL_COLUMNS, ledger_document
from tracker.reports.measure import line_count

COLUMNS = ("number", "task", "lead", "deadline", "due", "percent", "progress", "problems", "state")


def opened(folder: Path, document: Document) -> Any:
    from openpyxl import load_workbook

    path = folder / "台账.xlsx"
    write_excel(document, path)
    return load_workbook(path).worksheets[0]


@pytest.fixture
def sheet(tmp_path: Path) -> Any:
    return opened(tmp_path, ledger_document(samples.ledger(2), samples.TODAY))


def test_it_prints_across_one_page_with_head_and_page_numbers(sheet: Any) -> None:
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth, setup.fitToHeight) == (9, "landscape", 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == f"'{sheet.title}'!$A$1:$K${sheet.max_row}"
    assert "第 &P 页　共 &N 页" in sheet.oddFooter.center.text
    assert sheet.print_options.horizontalCentered
    margins = sheet.page_margins
    assert [round(inches * 25.4) for inches in (margins.top, margins.bottom, margins.left, margins.right)] == [20, 18, 15, 15]


def test_head_and_task_stay_while_scrolling(sheet: Any) -> None:
    assert sheet.freeze_panes == "C4"
    assert sheet["B3"].value == "重点任务"


def test_the_usual_font_decides_the_column_widths(tmp_path: Path) -> None:
    write_excel(ledger_document(samples.ledger(), samples.TODAY), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        fonts = package.read("xl/styles.xml").decode()
    first = re.search(r"<font>.*?</font>", fonts)
    assert first is not None
    assert 'val="宋体"' in first[0]
    assert 'val="11"' in first[0]


def test_the_width_fills_the_paper(sheet: Any) -> None:
    total = sum(sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJK")
    assert 120 <= total <= 128


def test_every_row_is_high_enough_for_its_text(sheet: Any) -> None:
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGHIJK"]
    for row in sheet.iter_rows(min_row=4):
        height = sheet.row_dimensions[row[0].row].height
        assert height is not None
        if sheet.cell(row[0].row, 2).value:
            lines = max(line_count(str(cell.value), room_of(width, 10.5)) for cell, width in zip(row, widths, strict=True) if cell.value)
            assert height >= row_height(lines, 10.5)


def test_numbers_and_days_stay_numbers_and_days(tmp_path: Path) -> None:
    sheet = opened(tmp_path, ledger_document(samples.ledger(), samples.TODAY, columns=COLUMNS))
    first = list(sheet[6])
    assert (first[0].value, first[5].value, first[5].number_format) == (1, 58, '0"%"_0')
    assert first[4].value.date() == date(2026, 12, 31)


def test_text_like_a_formula_stays_text(tmp_path: Path) -> None:
    sheet = opened(tmp_path, ledger_document(samples.ledger(), samples.TODAY))
    (cell,) = [cell for row in sheet.iter_rows() for cell in row if str(cell.value or "").startswith("=")]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=资金缺口120万元", "s", True)
    with zipfile.ZipFile(tmp_path / "台账.xlsx") as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_group_rows_go_across_and_the_table_is_framed(sheet: Any) -> None:
    assert "A4:K4" in {str(found) for found in sheet.merged_cells.ranges}
    assert sheet["A4"].value == "一、产业提质（10项）"
    assert (sheet["A6"].border.left.style, sheet["K6"].border.right.style, sheet["C6"].border.left.style) == ("medium", "medium", "thin")


def test_no_task_unit_or_time_limit_is_lost(tmp_path: Path) -> None:
    data = samples.ledger()
    sheet = opened(tmp_path, ledger_document(data, samples.TODAY))
    rows = {row[0]: "".join(str(value) for value in row) for row in sheet.iter_rows(values_only=True)}
    for task in data.tasks:
        assert task.title in rows[task.number]
        assert all(each.printed in rows[task.number] for each in task.assignments)
        assert all(each.wording in rows[task.number] for each in task.deadlines)


def test_a_text_higher_than_a_row_can_be_goes_on_below(tmp_path: Path) -> None:
    text = "逐村排查，建立清单，限期整改。" * 120
    task = replace(samples.tasks()[0], content=text, path=())
    sheet = opened(tmp_path, ledger_document(LedgerData(samples.PLAN, (task,)), samples.TODAY, columns=FULL_COLUMNS))
    cells = [row[2] for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert "".join(cell for cell in cells if cell) == text
    assert all(sheet.row_dimensions[number].height <= 409 for number in range(4, sheet.max_row + 1))


@pytest.mark.parametrize("count", [1, 2, 3, len(CHOICES)])
def test_any_number_of_columns_works(tmp_path: Path, count: int) -> None:
    sheet = opened(tmp_path, ledger_document(samples.ledger(), samples.TODAY, columns=tuple(CHOICES)[:count]))
    assert [cell.value for cell in sheet[3]] == [choice.head for choice in CHOICES.values()][:count]


def test_fonts_follow_the_computer(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_excel(ledger_document(samples.ledger(), samples.TODAY), path, choose_fonts(["仿宋", "黑体", "宋体"]))
    with zipfile.ZipFile(path) as package:
        styles = package.read("xl/styles.xml").decode()
    assert 'val="仿宋"' in styles
    assert "GB2312" not in styles.replace("楷体_GB2312", "")


def test_a_cancel_gets_through_and_leaves_nothing_open(tmp_path: Path) -> None:
    def stop(done: float, _: str) -> None:
        if done > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_excel(ledger_document(samples.ledger(100), samples.TODAY), tmp_path / "a.xlsx", progress=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_figure_with_places_behind_the_point_is_shown_with_them(tmp_path: Path) -> None:
    sheet = opened(tmp_path, DOCUMENTS["project-progress"]())
    shown = {cell.value: cell.number_format for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)}
    assert {value: shown[value] for value in (4200, 3650.5, 86.9)} == {4200: "0", 3650.5: "General", 86.9: "General"}
