"""Sending paper out: the printer asked for, the pages chosen, both sides, one question for several documents, and the preview's words."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.paper_documents import FULL, MADE, WIDE, PdfPage, bulletin, letter, pdf_pages, said, words
from tracker.reports.content import A4_ACROSS, TEXT_PAGE, Paragraph, Row, Table, one_section
from tracker.reports.layout import NATIONAL, Margins
from tracker.ui.context import Context
from tracker.ui.message import Message
from tracker.ui.paper import printing
from tracker.ui.paper.output import send_to_printer
from tracker.ui.paper.preview import Preview
from tracker.ui.paper.sheets import sheets_of
from tracker.ui.paper.sides import Question, Sides
from tracker.ui.paper.window import PaperWindow
from tracker.usecases.papers.layouts import choose_layout


class FakePrinters:
    """Printers that write PDF files, and a dialog that is answered by `choose`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.names, self.made = folder, ["一楼", "二楼"], 0
        self.choose: Callable[[QPrinter], object] = lambda printer: None
        self.accept = True
        self.files: list[Path] = []

    def make(self, _info: QPrinterInfo) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.next_file(printer)
        return printer

    def next_file(self, printer: QPrinter) -> None:
        self.files.append(self.folder / f"{len(self.files)}.pdf")
        printer.setOutputFileName(str(self.files[-1]))

    @property
    def pages(self) -> list[list[PdfPage]]:
        return [pdf_pages(path) for path in self.files if path.exists()]


@pytest.fixture
def printers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakePrinters:
    fake = FakePrinters(tmp_path)

    def answer(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        fake.choose(dialog.printer())
        return QPrintDialog.DialogCode.Accepted if fake.accept else QPrintDialog.DialogCode.Rejected

    monkeypatch.setattr(printing, "make_printer", fake.make)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: fake.names))
    monkeypatch.setattr(QPrintDialog, "exec", answer)
    return fake


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def one_sided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "ask_sides", lambda _parent, _pages: Sides.ONE)


@pytest.mark.usefixtures("one_sided")
def test_each_page_goes_to_the_printer_its_own_way(ctx: Context, parent: QWidget, printers: FakePrinters) -> None:
    sheets = sheets_of(bulletin(), FULL)
    printing.print_sheets(parent, ctx, sheets)
    [pages] = printers.pages
    assert [page.width > page.height for page in pages] == [sheet.width > sheet.height for sheet in sheets.pages]
    assert "附件1" in pages[[page.width > page.height for page in pages].index(True)].text
    [receivers] = [line for line in pages[0].lines if said(line).startswith("各乡镇")]
    assert receivers[0].left == pytest.approx(28, abs=0.5), "natural size, margins of the document"


@pytest.mark.usefixtures("one_sided")
def test_only_the_chosen_pages_are_printed(ctx: Context, parent: QWidget, printers: FakePrinters) -> None:
    printers.choose = lambda printer: printer.setPageRanges(QPageRanges.fromString("2-3"))
    printing.print_sheets(parent, ctx, sheets_of(letter(words(80))))
    [pages] = printers.pages
    assert [said(page.lines[-1]) for page in pages] == ["—2—", "—3—"]


def test_fronts_first_then_backs(ctx: Context, parent: QWidget, printers: FakePrinters, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "ask_sides", lambda _parent, _pages: Sides.TURN)
    used: list[QPrinter] = []
    printers.choose = used.append

    def turned(_parent: QWidget, fewer: int) -> bool:
        assert fewer == 1
        printers.next_file(used[0])
        return True

    monkeypatch.setattr(printing, "ask_turned", turned)
    sheets = sheets_of(letter(*[Paragraph("清理河道修整堤岸" * 49)] * 4))
    assert len(sheets.pages) == 3
    printing.print_sheets(parent, ctx, sheets)
    fronts, backs = printers.pages
    assert [said(page.lines[-1]) for page in fronts] == ["—1—", "—3—"] and [said(page.lines[-1]) for page in backs] == ["—2—"]


def test_the_question_about_both_sides_is_answered_by_a_button(qtbot: QtBot, parent: QWidget) -> None:
    question = Question(parent, "双面打印", ("一句话",), (("先打单数页", Sides.TURN), ("全部单面打印", Sides.ONE)))
    question.show()
    QTest.mouseClick(question.buttons[1], Qt.MouseButton.LeftButton)
    assert question.answer is Sides.ONE
    again = Question(parent, "双面打印", ("一句话",), (("先打单数页", Sides.TURN),))
    again.show()
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert again.answer is None


def test_a_single_page_asks_nothing_about_sides(ctx: Context, parent: QWidget, printers: FakePrinters) -> None:
    told: list[Message] = []
    ctx.message.connect(told.append)
    printing.print_sheets(parent, ctx, sheets_of(letter(words(2))))
    assert len(printers.pages) == 1 and told[-1].text == "已送到打印机"


def test_without_printer_a_way_out_is_told(ctx: Context, parent: QWidget, printers: FakePrinters) -> None:
    told: list[Message] = []
    ctx.message.connect(told.append)
    printers.names = []
    printing.print_sheets(parent, ctx, sheets_of(letter(words(2))))
    assert "没有找到打印机" in told[-1].text and "PDF" in told[-1].text and not printers.pages


def test_changing_ones_mind_prints_nothing(ctx: Context, parent: QWidget, printers: FakePrinters) -> None:
    printers.accept = False
    printing.print_sheets(parent, ctx, sheets_of(letter(words(2))))
    assert not printers.pages


def test_one_question_serves_several_documents(ctx: Context, parent: QWidget, printers: FakePrinters) -> None:
    chosen = printing.ask_printer(parent, ctx, "通知", TEXT_PAGE, None, two_sided=True)
    assert chosen is not None
    names = ("县农业局", "县财政局", "县教育局")
    for name in names:
        printers.next_file(chosen.printer)
        sheets = sheets_of(letter(Paragraph(name)))
        send_to_printer(sheets, chosen.printer, range(len(sheets.pages)), chosen.size)
    assert [said(pages[0].lines[0]) for pages in printers.pages] == list(names)


def test_a_smaller_paper_takes_the_whole_page(ctx: Context, parent: QWidget, printers: FakePrinters) -> None:
    printers.choose = lambda printer: printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    printing.print_sheets(parent, ctx, sheets_of(letter(words(2))))
    [[page]] = printers.pages
    assert (round(page.width), round(page.height)) == (148, 210)
    assert page.lines[1][0].left == pytest.approx(28 * 148 / 210, abs=0.5) and said(page.lines[-1]) == "—1—"


def test_the_preview_tells_each_pages_paper_and_what_to_know(qtbot: QtBot) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    preview.resize(1300, 700)
    preview.show()
    sheets = sheets_of(bulletin(), FULL)
    preview.choose_fit("page")
    preview.show_sheets(sheets, ("页边距与国标不同",))
    assert preview.paper.text() == "A4 纵向" and preview.warning.whole.startswith("页边距与国标不同；")
    across = next(number for number, sheet in enumerate(sheets.pages, 1) if sheet.width > sheet.height)
    preview.view.go_to_page(across)
    assert preview.view.page == across and preview.paper.text() == "A4 横向"
    wide, high = preview.view.page_rect(across - 1), preview.view.page_rect(0)
    assert wide.width() == pytest.approx(high.height(), abs=2) and wide.center().x() == pytest.approx(high.center().x(), abs=2)
    assert high.height() <= 700 and wide.width() <= 1300
    upright = sum(sheet.width < sheet.height for sheet in sheets.pages)
    assert sheets.papers == f"A4 纵向 {upright} 页，A4 横向 {len(sheets.pages) - upright} 页"
    preview.view.go_to_page(len(sheets.pages))
    assert preview.paper.text() == "A4 纵向"


def test_the_preview_tells_where_official_text_departs_from_the_standard(qtbot: QtBot) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    own = replace(FULL, lines=21, title_pt=20)
    preview.show_sheets(sheets_of(letter(words(1)), own))
    assert "与国标有 2 处不同：每页 21 行" in preview.warning.whole
    preview.show_sheets(sheets_of(letter(words(1)), FULL))
    assert "国标有" not in preview.warning.whole


def test_the_window_shows_and_writes_the_layout_of_the_office(ctx: Context, parent: QWidget, tmp_path: Path) -> None:
    choose_layout(ctx.store, replace(NATIONAL, table=Margins(20, 18, 25, 22)), own_chosen=True)
    table = Table(WIDE, [Row((1, "修建水渠", "县水利局", 30.0))])
    window = PaperWindow(ctx, "清单", lambda _paper, _one: one_section("清单", A4_ACROSS, MADE, (table,)), parent, ("A4",))
    assert window.sheets is not None and window.facts.text() == "A4 横向，共 1 页"
    assert window.sheets.pages[0].left == pytest.approx(25 * 56.693)
    window.write(tmp_path / "清单.docx")
    with ZipFile(tmp_path / "清单.docx") as package:
        assert b'w:left="1417"' in package.read("word/document.xml")
    window.write(tmp_path / "清单.pdf")
    [page] = pdf_pages(tmp_path / "清单.pdf")
    assert page.lines[0][0].left > 25


@pytest.mark.parametrize("width", [320, 375, 440, 520, 900])
def test_the_bar_of_the_preview_is_never_cut(qtbot: QtBot, width: int) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    preview.resize(width, 300)
    preview.show()
    preview.show_sheets(sheets_of(letter(words(40)), NATIONAL))
    assert preview.place.text().startswith(("第 1 / ", "1/"))
    parts = (preview.fits, preview.paper, preview.size_words)
    assert all(part.isVisible() for part in parts) or width < 600
    every = [preview.place, preview.paper, preview.size_words, *preview.fits.findChildren(QPushButton)]
    for shown in every:
        if not shown.isVisible():
            continue
        assert isinstance(shown, QLabel | QPushButton)
        assert shown.width() >= shown.fontMetrics().horizontalAdvance(shown.text()), shown.text()
        assert shown.mapTo(preview, QPoint(shown.width(), 0)).x() <= width
