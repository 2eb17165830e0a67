"""Asking the system for a printer, and printing sheets on it in the background."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from tracker.errors import UserError
from tracker.progress import Progress
from tracker.reports.content import Page
from tracker.ui.context import Context
from tracker.ui.paper.output import chosen_pages, page_layout, send_to_printer
from tracker.ui.paper.sheets import Sheets
from tracker.ui.paper.sides import Sides, ask_sides, ask_turned

_REMEMBERED = "printer"


class Chosen(NamedTuple):
    """A printer as the user has set it; `size`: paper that they chose instead of the document's own."""

    printer: QPrinter
    size: QPageSize | None


def print_sheets(parent: QWidget, ctx: Context, sheets: Sheets) -> None:
    """Print all pages, or those that the user chooses in the system's dialog."""
    chosen = ask_printer(parent, ctx, sheets.document.name, sheets.pages[0].page, len(sheets.pages), two_sided=sheets.is_two_sided)
    if chosen is None:
        return
    pages = chosen_pages(chosen.printer, len(sheets.pages))
    way = Sides.ONE
    if sheets.is_two_sided and len(pages) > 1 and chosen.printer.duplex() == QPrinter.DuplexMode.DuplexNone:
        asked = ask_sides(parent, len(pages))
        if asked is None:
            return
        way = asked
    if way is Sides.ONE:
        _send(ctx, chosen, sheets, pages, lambda: ctx.toast("已送到打印机", undo=False))
        return
    fronts, backs = [page for page in pages if page % 2 == 0], [page for page in pages if page % 2]

    def turned() -> None:
        if backs and ask_turned(parent, len(fronts) - len(backs)):
            _send(ctx, chosen, sheets, backs, lambda: ctx.toast("双数页已送到打印机", undo=False))

    _send(ctx, chosen, sheets, fronts, turned)


def _send(ctx: Context, chosen: Chosen, sheets: Sheets, pages: Sequence[int], then: Callable[[], None]) -> None:
    def work(progress: Progress) -> None:
        send_to_printer(sheets, chosen.printer, pages, chosen.size, progress)

    ctx.runner.run_long("正在打印", work, lambda _done: then())


def ask_printer(parent: QWidget, ctx: Context, name: str, page: Page, pages: int | None, *, two_sided: bool = False) -> Chosen | None:
    """The system's dialog with the printer of the last time; `pages`: how many there are to choose from, None for several documents.

    `two_sided`: a printer that can turns the sheets over, over their long edge. None where the user changes their mind.
    """
    here = QPrinterInfo.availablePrinterNames()
    if not here:
        ctx.tell(UserError("没有找到打印机", "这台电脑还没有安装打印机", "请先安装，或生成 PDF 到别的电脑打印"))
        return None
    stored = str(ctx.settings.value(_REMEMBERED, ""))
    info = QPrinterInfo.printerInfo(stored) if stored in here else QPrinterInfo.defaultPrinter()
    printer = make_printer(info)
    printer.setPageLayout(page_layout(page))
    printer.setFullPage(True)
    printer.setDocName(name)
    if two_sided and QPrinter.DuplexMode.DuplexLongSide in info.supportedDuplexModes():
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    offered = printer.pageLayout().pageSize()
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(f"打印：{name}")
    if pages is None:
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)
    else:
        dialog.setMinMax(1, pages)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return None
    ctx.settings.setValue(_REMEMBERED, printer.printerName())
    size = printer.pageLayout().pageSize()
    return Chosen(printer, None if size.isEquivalentTo(offered) else size)


def make_printer(info: QPrinterInfo) -> QPrinter:
    """The printer in its own resolution."""
    mode = QPrinter.PrinterMode.HighResolution
    return QPrinter(mode) if info.isNull() else QPrinter(info, mode)
