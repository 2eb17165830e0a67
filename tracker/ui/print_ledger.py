"""Documents as PDF, by the painter that also shows and prints it; needs no window."""

import os
import sys
from datetime import date
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from tracker.errors import UserError
from tracker.files.writing import written
from tracker.progress import Progress, silent
from tracker.reports.content import Document
from tracker.storage.store import Store
from tracker.ui.paper.faces import Faces
from tracker.ui.paper.output import write_pdf
from tracker.ui.paper.sheets import Sheets
from tracker.usecases.ledger import LedgerRequest, ledger_content

_LAYOUT_SHARE = 0.4


def print_ledger(store: Store, request: LedgerRequest, out: Path, today: date, progress: Progress = silent) -> Document:
    """Write the ledger to `out` (.pdf) and return what it says; the file is complete or not there."""
    progress(0.0, "正在读取任务")
    document = ledger_content(store, request, today)
    print_document(document, out, lambda done, text: progress(0.1 + 0.9 * done, text))
    return document


def print_document(document: Document, out: Path, progress: Progress = silent) -> None:
    """Write any document to `out` (.pdf); the file is complete or not there."""
    if out.suffix.lower() != ".pdf":
        raise UserError(f"不能保存为“{out.name}”", "这里只能生成 PDF 文件", "请把文件名的结尾改为 .pdf")
    application = _application()
    sheets = Sheets(document, Faces.here(), lambda done, text: progress(_LAYOUT_SHARE * done, text))
    rest = _LAYOUT_SHARE
    with written(out) as path:
        write_pdf(sheets, path, lambda done, text: progress(rest + (1 - rest) * done, text))
        progress(1.0, "正在保存")
    del application


def _application() -> QGuiApplication | None:
    """The application that fonts need, made here where there is none; on Linux without asking for a screen."""
    if QGuiApplication.instance() is not None:
        return None
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(sys.argv[:1])
