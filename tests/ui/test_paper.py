"""Documents as sheets: lines break well, pages hold what belongs together, and the PDF says all of it."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tracker.errors import Cancelled, UserError
from tracker.reports.content import A4_ACROSS, Align, Column, Document, FootLine, Group, Note, Row, SubLine, Table, Title, one_section
from tracker.storage.store import Store
from tracker.ui.paper.faces import Faces
from tracker.ui.paper.output import write_pdf
from tracker.ui.paper.paint import paint_sheet
from tracker.ui.paper.searchable import restore_characters
from tracker.ui.paper.sheets import Head, Sheets
from tracker.ui.paper.view import SheetView
from tracker.ui.print_document import print_document
from tracker.usecases.papers.ledger import LedgerRequest, ledger_content

COLUMNS = (
    Column("number", "序号", 17, Align.CENTER),
    Column("task", "任务", 150),
    Column("lead", "牵头单位", 100, Align.FIT),
)


def document(rows: list[Row | Group]) -> Document:
    blocks = (
        Title(("测试台账",)),
        SubLine("左", "中", "右"),
        Table(COLUMNS, rows),
        Note("注：一条说明。"),
        FootLine(("填报人：", "审核人：")),
    )
    return one_section("测试台账", A4_ACROSS, date(2026, 9, 16), blocks)


def numbered(count: int, words: str = "完成一段工程") -> list[Row | Group]:
    return [Row((number, f"{words}{number}", "县水利局")) for number in range(1, count + 1)]


def laid_out(rows: list[Row | Group]) -> Sheets:
    return Sheets(document(rows), Faces.here())


def on_page(sheets: Sheets, number: int) -> list[object]:
    return [placed.what for placed in sheets.pages[number].placed]


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("一二三四五六", 4, ["一二三四", "五六"]),
        ("一二三四，五六", 4, ["一二三", "四，五六"]),
        ("一二三（四五）", 4, ["一二三", "（四五）"]),
        ("甲\n乙", 4, ["甲", "乙"]),
        ("投资1234万元", 3, ["投资", "1234", "万元"]),
        ("计1,234,567元", 5, ["计", "1,234,567", "元"]),
        ("于8:30到会", 3, ["于8:30", "到会"]),
        ("", 4, [""]),
    ],
)
def test_lines_break_where_chinese_typesetting_allows_it(qapp: QApplication, text: str, room: int, lines: list[str]) -> None:
    face = Faces.here().body(10.5)
    assert face.wrap(text, face.width("国") * room + 1) == lines


def test_every_row_stands_on_one_page_inside_the_margins(qapp: QApplication) -> None:
    rows = numbered(60, "很长的任务名称" * 12)
    sheets = laid_out(rows)
    assert len(sheets.pages) > 2
    assert [what for number in range(len(sheets.pages)) for what in on_page(sheets, number) if isinstance(what, Row)] == rows
    for number, sheet in enumerate(sheets.pages):
        assert max(placed.y + placed.height for placed in sheet.placed) <= sheet.bottom + 2
        assert any(isinstance(what, Head) for what in on_page(sheets, number)), "the head is repeated"


def test_a_group_is_never_last_and_the_end_never_alone(qapp: QApplication) -> None:
    for count in range(8, 24):
        rows = numbered(count)
        rows.insert(count - 1, Group("二、最后一组"))
        sheets = laid_out([Group("一、第一组"), *rows])
        for number in range(len(sheets.pages)):
            page = on_page(sheets, number)
            assert not isinstance(page[-1], Group)
            assert any(isinstance(what, Row) for what in page), "notes and signatures stand with a row"


def test_a_row_taller_than_a_page_is_continued(qapp: QApplication) -> None:
    text = "".join(f"第{number}项措施要落实到位。" for number in range(1, 900))
    sheets = laid_out([Row((1, text, "县水利局"))])
    parts = [what for number in range(len(sheets.pages)) for what in on_page(sheets, number) if isinstance(what, Row)]
    assert len(sheets.pages) > 1 and "".join(str(part.cells[1]) for part in parts) == text


@pytest.mark.parametrize("lines", range(20, 60, 3))
def test_a_tall_row_under_its_group_and_title_stays_inside_the_page(qapp: QApplication, lines: int) -> None:
    words = "\n".join(f"第{number}行" for number in range(lines))
    sheets = laid_out([Group("一、第一组"), Row((1, words, "县水利局")), Group("二、第二组"), Row((2, "短", words))])
    for sheet in sheets.pages:
        assert max(placed.y + placed.height for placed in sheet.placed) <= sheet.bottom + 2
    parts = [what for number in range(len(sheets.pages)) for what in on_page(sheets, number) if isinstance(what, Row)]
    said = "\n".join(str(part.cells[1]) for part in parts if part.cells[1])
    assert all(f"第{number}行" in said for number in range(lines))


def test_the_page_is_painted_inside_its_margins(qapp: QApplication) -> None:
    sheets = laid_out(numbered(3))
    image = QImage(594, 420, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(594 / sheets.pages[0].width, 420 / sheets.pages[0].height)
    paint_sheet(painter, sheets, 0)
    painter.end()
    dark = [(x, y) for x in range(594) for y in range(420) if image.pixelColor(x, y).lightness() < 128]
    assert min(x for x, _ in dark) >= 29 and max(x for x, _ in dark) <= 565
    assert min(y for _, y in dark) >= 39 and max(y for _, y in dark) <= 405


def test_leafing_and_zooming(qtbot: QtBot) -> None:
    view = SheetView()
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show_sheets(laid_out(numbered(80)))
    view.show()
    last = view.page_count
    assert view.page == 1 and last > 3
    assert view.page_rect(0).width() >= 860 and view.horizontalScrollBar().maximum() == 0, "the width fits"
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page == 2
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.page == last
    view.set_fit("page")
    assert view.page_rect(0).height() <= 600
    before = view.zoom
    QTest.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom > before and view.fit == ""
    view.show_sheets(None)
    assert view.page_count == 0


def test_the_pdf_says_every_task(qapp: QApplication, store: Store, tmp_path: Path) -> None:
    out = tmp_path / "台账.pdf"
    print_document(ledger_content(store, LedgerRequest(1), TODAY), out)
    assert out.read_bytes().startswith(b"%PDF-")
    if shutil.which("pdftotext"):
        said = subprocess.run(["pdftotext", "-raw", out, "-"], capture_output=True, text=True, check=True).stdout
        text = said.replace("\n", "")
        for words in ("清理北河淤泥", "清理南河淤泥", "修补东岸石墙", "栽种西岸柳树", "县水利局", "9月底前", "第 1 页"):
            assert words in text


def test_radicals_become_the_characters_of_their_shape(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    before = b"%PDF <2EDA> begincmap\n<0001> <0003> [<2EDA> <2F00> <6C34>]\nendcmap <2F00>"
    path.write_bytes(before)
    restore_characters(path)
    after = path.read_bytes()
    assert after == b"%PDF <2EDA> begincmap\n<0001> <0003> [<9875> <4E00> <6C34>]\nendcmap <2F00>"
    assert len(after) == len(before)


def test_a_pdf_has_all_pages(qapp: QApplication, tmp_path: Path) -> None:
    sheets = laid_out(numbered(80))
    write_pdf(sheets, tmp_path / "a.pdf")
    assert f"/Count {len(sheets.pages)}".encode() in (tmp_path / "a.pdf").read_bytes()


def test_stopping_leaves_the_older_file(qapp: QApplication, tmp_path: Path) -> None:
    out = tmp_path / "台账.pdf"
    out.write_text("旧", "utf-8")

    def stop(done: float, _text: str) -> None:
        if done > 0.6:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_document(document(numbered(40)), out, progress=stop)
    assert out.read_text("utf-8") == "旧" and list(tmp_path.glob("*.pdf")) == [out]
    with pytest.raises(UserError, match="PDF"):
        print_document(document(numbered(1)), tmp_path / "台账.docx")
