"""Asking the system for a printer, and printing sheets on it in the background."""

from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget

from tracker.errors import UserError
from tracker.progress import Progress
from tracker.ui.context import Context
from tracker.ui.paper.output import page_layout, send_to_printer
from tracker.ui.paper.sheets import Sheets


def print_sheets(parent: QWidget, ctx: Context, sheets: Sheets) -> None:
    """Print all pages, or those that the user chooses in the system's dialog."""
    if not QPrinterInfo.availablePrinters():
        ctx.tell(UserError("没有找到打印机", "这台电脑还没有安装打印机", "请先安装，或生成 PDF 到别的电脑打印"))
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_layout(sheets.document.page))
    printer.setFullPage(True)
    printer.setDocName(sheets.document.name)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(sheets.pages))
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return

    def work(progress: Progress) -> None:
        send_to_printer(sheets, printer, progress)

    ctx.runner.run_long("正在打印", work, lambda _done: ctx.toast("已送到打印机", undo=False))
