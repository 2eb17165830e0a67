"""Sheets on their way out: into a PDF file, or to a printer."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from tracker.errors import UserError
from tracker.progress import Progress, silent
from tracker.reports.content import Page
from tracker.ui.paper.paint import paint_sheet
from tracker.ui.paper.searchable import restore_characters
from tracker.ui.paper.sheets import Sheets

_UNITS_PER_INCH = 1440


def page_layout(page: Page) -> QPageLayout:
    """The document's paper lying across, without margins of the device's own."""
    size = QPageSize(QSizeF(page.height, page.width), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    return QPageLayout(size, QPageLayout.Orientation.Landscape, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)


def write_pdf(sheets: Sheets, path: Path, progress: Progress = silent) -> None:
    """Write all pages to `path`. Wrap it in `files.writing.written` for a file that people already have."""
    writer = QPdfWriter(str(path))
    writer.setTitle(sheets.document.name)
    writer.setAuthor(sheets.document.author)
    writer.setCreator("任务台账")
    writer.setResolution(_UNITS_PER_INCH)
    writer.setPageLayout(page_layout(sheets.document.page))
    _paint_all(writer, sheets, range(len(sheets.pages)), 1.0, progress)
    del writer
    restore_characters(path)


def send_to_printer(sheets: Sheets, printer: QPrinter, progress: Progress = silent) -> None:
    """Print the pages that the print dialog left chosen."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(sheets.pages)
    chosen = range(max(first - 1, 0), min(last, len(sheets.pages)))
    _paint_all(printer, sheets, chosen, printer.resolution() / _UNITS_PER_INCH, progress)


def _paint_all(device: QPagedPaintDevice, sheets: Sheets, numbers: range, scale: float, progress: Progress) -> None:
    painter = QPainter()
    if not painter.begin(device):
        raise UserError("打印没有开始", "打印机没有回应", "请检查打印机后再试")
    try:
        for done, number in enumerate(numbers):
            progress(done / len(numbers), f"正在输出第 {number + 1} 页，共 {len(sheets.pages)} 页")
            if done:
                device.newPage()
            painter.save()
            painter.scale(scale, scale)
            paint_sheet(painter, sheets, number)
            painter.restore()
    finally:
        painter.end()
