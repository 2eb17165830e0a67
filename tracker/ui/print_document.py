"""Documents as PDF, by the painter that also shows and prints them; needs no window."""

import os
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from tracker.errors import UserError
from tracker.files.writing import written
from tracker.progress import Progress, part, silent
from tracker.reports.content import Document
from tracker.reports.layout import NATIONAL, Layout
from tracker.ui.paper.output import write_pdf
from tracker.ui.paper.sheets import sheets_of

_LAYOUT_SHARE = 0.4


def print_document(document: Document, out: Path, layout: Layout = NATIONAL, progress: Progress = silent) -> None:
    """Write the document to `out` (.pdf) as this layout has it; the file is complete or not there."""
    if out.suffix.lower() != ".pdf":
        raise UserError(f"不能保存为“{out.name}”", "这里只能生成 PDF 文件", "请把文件名的结尾改为 .pdf")
    application = _application()
    sheets = sheets_of(document, layout, part(progress, 0, _LAYOUT_SHARE))
    with written(out) as path:
        write_pdf(sheets, path, part(progress, _LAYOUT_SHARE, 1))
        progress(1.0, "正在保存")
    del application


def _application() -> QGuiApplication | None:
    """The application that fonts need, made here where there is none; on Linux without asking for a screen."""
    if QGuiApplication.instance() is not None:
        return None
    if sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(sys.argv[:1])
