"""Writing any document of the content tree as a file that is complete or not there."""

from collections.abc import Collection
from pathlib import Path

from tracker.errors import UserError
from tracker.files.writing import written
from tracker.progress import Progress, silent
from tracker.reports.content import Document, file_name
from tracker.reports.fonts import choose_fonts
from tracker.reports.layout import NATIONAL, Layout, laid_out

KINDS = (".docx", ".xlsx")


def check_kind(out: Path) -> None:
    """Refuse a file name that says neither Word nor Excel, before anything is read."""
    if out.suffix.lower() not in KINDS:
        raise UserError(f"不能保存为“{out.name}”", "只能存为 Word 或 Excel 文件", "请把文件名的结尾改为 .docx 或 .xlsx")


def write_document(
    document: Document, out: Path, progress: Progress = silent, fonts: Collection[str] | None = None, layout: Layout = NATIONAL
) -> None:
    """Write to `out` (.docx or .xlsx) in the layout of the office. `fonts`: names of the installed fonts, where known.

    `Cancelled`, raised by `progress`, and every fault leave an older file as it was.
    """
    check_kind(out)
    chosen, laid = choose_fonts(fonts, layout), laid_out(document, layout)
    with written(out) as path:
        if out.suffix.lower() == ".docx":
            from tracker.reports.word import write_word

            write_word(laid, path, chosen, progress, layout)
        else:
            from tracker.reports.excel import write_excel

            write_excel(laid, path, chosen, progress, layout)
        progress(1.0, "正在保存")


def proposed_name(document: Document, suffix: str) -> str:
    """A file name for the document, with `suffix` like ".docx"."""
    return file_name(document, suffix)
