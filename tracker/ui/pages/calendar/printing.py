"""A month, a quarter or a year on one sheet of paper: the painters of the window on a printer or into a PDF.

Where a month has more due on a day than a sheet can hold, further sheets list the rest; on demand they list everything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QFontMetrics, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from tracker.errors import UserError
from tracker.ui.pages.calendar.days import MonthData, SpanData
from tracker.ui.pages.calendar.layout import MonthLayout, lay_out
from tracker.ui.pages.calendar.legend import calendar_entries, paint_entries
from tracker.ui.pages.calendar.months_paint import MonthsLayout, paint_months
from tracker.ui.pages.calendar.paint import paint_month
from tracker.ui.pages.calendar.rest_pages import REST_WIDTHS, Listing, Rest, RestLine, paint_rest, rest_of, rest_pages
from tracker.ui.theme import look, look_for_paper
from tracker.ui.widgets.text import RIGHT, draw_text

PAPERS = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}
# Widths of the sheet in the pixels everything is drawn for: the smallest one on which all items stand in full is taken. A3 is
# 1.41 times as wide, so that the same widths would only make the letters larger: there it begins where A4 is fullest.
_WIDTHS = {"A4": (1060, 1200, 1350, 1500), "A3": (1350, 1500, 1700, 1900, 2120)}
_QUARTER_WIDTH, _YEAR_WIDTH = 1200, 1400
_TITLE, _FOOT = 40, 24
MARGIN_MM = 10.0
SIZES_MM = {"A4": (297.0, 210.0), "A3": (420.0, 297.0)}

Shown = MonthData | SpanData


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper: how wide it is in the pixels that everything is drawn for, what stands at its head, and its painter."""

    width: float
    name: str
    facts: str
    paint: Callable[[QPainter], None]


def name_of(data: Shown) -> str:
    """What the sheet is called."""
    return f"{data.month.title if isinstance(data, MonthData) else data.title}时限日历"


def set_page(device: QPagedPaintDevice, paper: str = "A4") -> None:
    """One sheet of that paper, landscape."""
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    device.setPageLayout(QPageLayout(QPageSize(PAPERS[paper]), QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter))


def sheet_layout(data: MonthData, proportion: float, paper: str = "A4") -> tuple[float, MonthLayout]:
    """The width of the sheet in drawn pixels and the month's place on it; `proportion` is the sheet's height by its width."""
    tried = []
    for width in _WIDTHS[paper]:
        top, bottom = look().px(_TITLE), look().px(_FOOT)
        layout = lay_out(data, QRectF(0, top, width, width * proportion - top - bottom), by_need=True)
        tried.append((layout.hidden, layout.cut, width, layout))
    _hidden, _cut, width, layout = min(tried, key=lambda one: one[:3])
    return float(width), layout


def sheets_of(data: Shown, title: str, proportion: float, paper: str = "A4", listing: Listing | None = None) -> list[Sheet]:
    """The sheets in the looks of paper: what is shown, and behind it the `listing`, or what a month's cells have no room for."""
    top, bottom, wide = look().px(_TITLE), look().px(_FOOT), REST_WIDTHS[paper]
    hidden = 0
    if isinstance(data, SpanData):
        all_of_it = _QUARTER_WIDTH if len(data.months) == 3 else _YEAR_WIDTH
        area = QRectF(0, top, all_of_it, all_of_it * proportion - top - bottom)
        found = [Sheet(all_of_it, name_of(data), f"{title}　到期 {data.total} 项", lambda painter: _months(painter, data, area))]
        rest: Rest = ()
    else:
        width, layout = sheet_layout(data, proportion, paper)
        facts = f"{title}　本月到期 {len(data.due)} 项"
        found = [Sheet(width, name_of(data), facts, lambda painter: _month(painter, data, layout))]
        rest, hidden = rest_of(data, layout), layout.hidden
    if listing is not None or hidden:
        name = f"{name_of(data)}：逐日清单" if listing is not None else f"{name_of(data)}：格内未列的 {hidden} 项"
        column = QRectF(0, top, wide, wide * proportion - top - bottom)
        pages = rest_pages(rest, column) if listing is None else rest_pages(listing.days, column, listing.leads)
        found += [Sheet(wide, name, title, partial(_rest, lines=lines)) for lines in pages]
    return found


def count_sheets(data: Shown, paper: str, listing: Listing | None = None) -> tuple[int, int]:
    """How many sheets it takes and how many items only the further ones have."""
    with look_for_paper():
        found = len(sheets_of(data, "", _proportion(paper), paper, listing))
        return found, sheet_layout(data, _proportion(paper), paper)[1].hidden if isinstance(data, MonthData) else 0


def draw_sheets(device: QPagedPaintDevice, data: Shown, title: str, paper: str = "A4", listing: Listing | None = None) -> None:
    """Draw all sheets with title and legend, a page each."""
    painter = QPainter()
    if not painter.begin(device):
        raise UserError("不能写到这个位置", "文件正被别的程序打开，或没有写入权限", "请关闭它，或换一个文件名")
    page = QRectF(0, 0, device.width(), device.height())
    with look_for_paper():
        sheets = sheets_of(data, title, _proportion(paper), paper, listing)
        for number, sheet in enumerate(sheets):
            if number:
                device.newPage()
            _paint(painter, page, sheet, _page_words(number, len(sheets)))
    painter.end()


def paint_sheet(
    painter: QPainter, page: QRectF, data: Shown, title: str, paper: str = "A4", number: int = 0, listing: Listing | None = None
) -> None:
    """Paint one of the sheets into a rectangle in the looks of paper."""
    with look_for_paper():
        sheets = sheets_of(data, title, _proportion(paper), paper, listing)
        _paint(painter, page, sheets[number], _page_words(number, len(sheets)))


def _proportion(paper: str) -> float:
    """The height by the width of what is printed on."""
    width, height = (side - 2 * MARGIN_MM for side in SIZES_MM[paper])
    return height / width


def _page_words(number: int, count: int) -> str:
    return f"第 {number + 1} 页　共 {count} 页" if count > 1 else ""


def _paint(painter: QPainter, page: QRectF, sheet: Sheet, number: str) -> None:
    width = sheet.width
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.translate(page.topLeft())
    painter.scale(page.width() / width, page.width() / width)
    head = QRectF(0, 0, width, look().px(_TITLE) - 8).toRect()
    draw_text(painter, head, sheet.name, look().title, look().tokens.text)
    told = QFontMetrics(look().title).horizontalAdvance(sheet.name) + 24
    draw_text(painter, head.adjusted(told, 0, 0, 0), sheet.facts, look().body, look().tokens.text2, RIGHT)
    sheet.paint(painter)
    bottom = width * page.height() / page.width()
    foot = QRectF(0, bottom - look().px(_FOOT) + 4, width, look().px(_FOOT) - 4).toRect()
    paint_entries(painter, foot, calendar_entries(), look().small)
    draw_text(painter, foot, number, look().small, look().tokens.text2, RIGHT)
    painter.restore()


def _month(painter: QPainter, data: MonthData, layout: MonthLayout) -> None:
    paint_month(painter, data, layout, paper=True)
    painter.setPen(look().tokens.control)
    painter.drawRect(layout.rect)


def _rest(painter: QPainter, lines: list[RestLine]) -> None:
    paint_rest(painter, lines)


def _months(painter: QPainter, data: SpanData, area: QRectF) -> None:
    paint_months(painter, data, MonthsLayout(data, area.adjusted(-12, -12, 12, 0)))


def write_pdf(path: Path, data: Shown, title: str, paper: str = "A4", listing: Listing | None = None) -> None:
    """The sheets as a PDF, a page each."""
    writer = QPdfWriter(str(path))
    writer.setTitle(name_of(data))
    writer.setResolution(300)
    set_page(writer, paper)
    draw_sheets(writer, data, title, paper, listing)


def print_sheet(parent: QWidget, data: Shown, title: str, paper: str = "A4", listing: Listing | None = None) -> bool:
    """Ask for a printer and print; False where the user thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_page(printer, paper)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印{name_of(data)}")
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    draw_sheets(printer, data, title, paper, listing)
    return True
