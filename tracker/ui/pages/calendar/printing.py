"""The month on one sheet of paper: the painter of the window on a printer or into a PDF."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from tracker.errors import UserError
from tracker.ui.pages.calendar.days import MonthData
from tracker.ui.pages.calendar.layout import MonthLayout, lay_out
from tracker.ui.pages.calendar.legend import calendar_entries, paint_entries
from tracker.ui.pages.calendar.paint import paint_month
from tracker.ui.theme import look, look_for_paper
from tracker.ui.widgets.text import RIGHT, draw_text

# Widths of the sheet in the pixels everything is drawn for: the smallest one on which all items stand in full is taken.
_WIDTHS = (1060, 1200, 1350, 1500)
_TITLE, _FOOT = 40, 24
_MARGIN_MM = 10.0


def set_page(device: QPagedPaintDevice) -> None:
    """One sheet of A4, landscape."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    device.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter)
    )


def sheet_layout(data: MonthData, proportion: float) -> tuple[float, MonthLayout]:
    """The width of the sheet in drawn pixels and the month's place on it; `proportion` is the sheet's height by its width."""
    tried = []
    for width in _WIDTHS:
        top, bottom = look().px(_TITLE), look().px(_FOOT)
        layout = lay_out(data, QRectF(0, top, width, width * proportion - top - bottom), by_need=True)
        tried.append((layout.hidden, layout.cut, width, layout))
    _hidden, _cut, width, layout = min(tried, key=lambda one: one[:3])
    return float(width), layout


def draw_sheet(device: QPagedPaintDevice, data: MonthData, title: str) -> None:
    """Draw the month with title and legend on the first page."""
    painter = QPainter()
    if not painter.begin(device):
        raise UserError("不能写到这个位置", "文件正被别的程序打开，或没有写入权限", "请关闭它，或换一个文件名")
    with look_for_paper():
        _draw(painter, QRectF(0, 0, device.width(), device.height()), data, title)
    painter.end()


def _draw(painter: QPainter, page: QRectF, data: MonthData, title: str) -> None:
    width, layout = sheet_layout(data, page.height() / page.width())
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.scale(page.width() / width, page.width() / width)
    head = QRectF(0, 0, width, look().px(_TITLE) - 8).toRect()
    draw_text(painter, head, f"{data.month.title}时限日历", look().title, look().tokens.text)
    draw_text(painter, head, f"{title}　本月到期 {len(data.due)} 项", look().body, look().tokens.text2, RIGHT)
    paint_month(painter, data, layout, paper=True)
    painter.setPen(look().tokens.control)
    painter.drawRect(layout.rect)
    foot = QRectF(0, layout.rect.bottom() + 4, width, look().px(_FOOT) - 4)
    paint_entries(painter, foot.toRect(), calendar_entries(), look().small)


def write_pdf(path: Path, data: MonthData, title: str) -> None:
    """The month as a PDF of one page."""
    writer = QPdfWriter(str(path))
    writer.setTitle(f"{data.month.title}时限日历")
    writer.setResolution(300)
    set_page(writer)
    draw_sheet(writer, data, title)


def print_month(parent: QWidget, data: MonthData, title: str) -> bool:
    """Ask for a printer and print; False where the user thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_page(printer)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印本月")
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    draw_sheet(printer, data, title)
    return True
