"""Sheets on their way out: into a PDF file, or to a printer. Each page has its own paper and lies its own way."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from tracker.errors import UserError
from tracker.progress import Progress, silent
from tracker.reports.content import Page
from tracker.ui.paper.paint import paint_sheet
from tracker.ui.paper.searchable import restore_characters, said_characters
from tracker.ui.paper.sheets import Sheets

_UNITS_PER_INCH = 1440


def page_layout(page: Page, size: QPageSize | None = None) -> QPageLayout:
    """The page's paper the way it lies, without margins of the device's own; `size`: other paper that the user chose."""
    across = page.width > page.height
    upright = QSizeF(min(page.width, page.height), max(page.width, page.height))
    size = size or QPageSize(upright, QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    lies = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    return QPageLayout(size, lies, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)


def write_pdf(sheets: Sheets, path: Path, progress: Progress = silent) -> None:
    """Write all pages to `path`. Wrap it in `files.writing.written` for a file that people already have."""
    writer = QPdfWriter(str(path))
    writer.setTitle(sheets.document.name)
    writer.setAuthor(sheets.document.author)
    writer.setCreator("任务台账")
    writer.setResolution(_UNITS_PER_INCH)
    _paint_all(writer, sheets, range(len(sheets.pages)), None, progress)
    del writer
    faces = (sheets.faces.body(12), sheets.faces.hei(12), sheets.faces.kai(12), sheets.faces.song(12), sheets.faces.title(12))
    restore_characters(path, said_characters(sheets.document), [face.font for face in faces])


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages, counted from 0, that the print dialog left chosen, in the order to print them."""
    ranges = printer.pageRanges()
    pages = [page for page in range(count) if ranges.isEmpty() or ranges.contains(page + 1)]
    return pages[::-1] if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst else pages


def send_to_printer(
    sheets: Sheets, printer: QPrinter, pages: Sequence[int], size: QPageSize | None = None, progress: Progress = silent
) -> None:
    """Print these pages, counted from 0, as one job; `size`: paper that the user chose instead of the document's own."""
    printer.setDocName(sheets.document.name)
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    _paint_all(printer, sheets, [*pages] * copies, size, progress)


def _paint_all(device: QPdfWriter | QPrinter, sheets: Sheets, numbers: Sequence[int], size: QPageSize | None, progress: Progress) -> None:
    painter = QPainter()
    for done, number in enumerate(numbers):
        progress(done / len(numbers), f"正在输出第 {number + 1} 页，共 {len(sheets.pages)} 页")
        # The device takes paper and direction of a page just before it begins.
        device.setPageLayout(page_layout(sheets.pages[number].page, size))
        if done == 0:
            if not painter.begin(device):
                raise UserError("打印没有开始", "打印机没有回应", "请检查打印机后再试")
        else:
            device.newPage()
        try:
            painter.save()
            scale = _scale(device, sheets, number)
            painter.scale(scale, scale)
            paint_sheet(painter, sheets, number)
            painter.restore()
        except BaseException:
            painter.end()
            raise
    painter.end()


def _scale(device: QPagedPaintDevice, sheets: Sheets, number: int) -> float:
    """Natural size; smaller where the paper in the printer is smaller than the page."""
    sheet = sheets.pages[number]
    full = device.pageLayout().fullRectPixels(device.logicalDpiX())
    natural = device.logicalDpiX() / _UNITS_PER_INCH
    return natural * min(1.0, (full.width() + 2) / (sheet.width * natural), (full.height() + 2) / (sheet.height * natural))
