"""A month, a quarter or a year on one sheet of paper: the painters of the window on a printer or into a PDF."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from tracker.errors import UserError
from tracker.ui.pages.calendar.days import MonthData, SpanData
from tracker.ui.pages.calendar.layout import MonthLayout, lay_out
from tracker.ui.pages.calendar.legend import calendar_entries, paint_entries
from tracker.ui.pages.calendar.months_paint import MonthsLayout, paint_months
from tracker.ui.pages.calendar.paint import paint_month
from tracker.ui.theme import look, look_for_paper
from tracker.ui.widgets.text import RIGHT, draw_text

PAPERS = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}
# Widths of the sheet in the pixels everything is drawn for: the smallest one on which all items stand in full is taken. A3 is
# 1.41 times as wide, so that the same widths would only make the letters larger: there it begins where A4 is fullest.
_WIDTHS = {"A4": (1060, 1200, 1350, 1500), "A3": (1350, 1500, 1700, 1900, 2120)}
_QUARTER_WIDTH, _YEAR_WIDTH = 1200, 1400
_TITLE, _FOOT = 40, 24
MARGIN_MM = 10.0

Shown = MonthData | SpanData


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


def draw_sheet(device: QPagedPaintDevice, data: Shown, title: str, paper: str = "A4") -> None:
    """Draw the sheet with title and legend on the first page."""
    painter = QPainter()
    if not painter.begin(device):
        raise UserError("不能写到这个位置", "文件正被别的程序打开，或没有写入权限", "请关闭它，或换一个文件名")
    paint_sheet(painter, QRectF(0, 0, device.width(), device.height()), data, title, paper)
    painter.end()


def paint_sheet(painter: QPainter, page: QRectF, data: Shown, title: str, paper: str = "A4") -> None:
    """Paint the sheet into a rectangle in the looks of paper."""
    with look_for_paper():
        if isinstance(data, MonthData):
            width, layout = sheet_layout(data, page.height() / page.width(), paper)
            facts = f"{title}　本月到期 {len(data.due)} 项"
            _paint(painter, page, width, name_of(data), facts, lambda: _month(painter, data, layout))
        else:
            width = _QUARTER_WIDTH if len(data.months) == 3 else _YEAR_WIDTH
            facts = f"{title}　到期 {data.total} 项"
            height = width * page.height() / page.width() - look().px(_TITLE) - look().px(_FOOT)
            _paint(painter, page, width, name_of(data), facts, lambda: _months(painter, data, QRectF(0, look().px(_TITLE), width, height)))


def _paint(painter: QPainter, page: QRectF, width: float, name: str, facts: str, middle: Callable[[], None]) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.translate(page.topLeft())
    painter.scale(page.width() / width, page.width() / width)
    head = QRectF(0, 0, width, look().px(_TITLE) - 8).toRect()
    draw_text(painter, head, name, look().title, look().tokens.text)
    draw_text(painter, head, facts, look().body, look().tokens.text2, RIGHT)
    middle()
    bottom = width * page.height() / page.width()
    foot = QRectF(0, bottom - look().px(_FOOT) + 4, width, look().px(_FOOT) - 4)
    paint_entries(painter, foot.toRect(), calendar_entries(), look().small)
    painter.restore()


def _month(painter: QPainter, data: MonthData, layout: MonthLayout) -> None:
    paint_month(painter, data, layout, paper=True)
    painter.setPen(look().tokens.control)
    painter.drawRect(layout.rect)


def _months(painter: QPainter, data: SpanData, area: QRectF) -> None:
    paint_months(painter, data, MonthsLayout(data, area.adjusted(-12, -12, 12, 0)))


def write_pdf(path: Path, data: Shown, title: str, paper: str = "A4") -> None:
    """The sheet as a PDF of one page."""
    writer = QPdfWriter(str(path))
    writer.setTitle(name_of(data))
    writer.setResolution(300)
    set_page(writer, paper)
    draw_sheet(writer, data, title, paper)


def print_sheet(parent: QWidget, data: Shown, title: str, paper: str = "A4") -> bool:
    """Ask for a printer and print; False where the user thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_page(printer, paper)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印{name_of(data)}")
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    draw_sheet(printer, data, title, paper)
    return True
