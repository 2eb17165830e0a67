"""Where a file is to be saved, and opening it afterwards with the program that the system has for it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from tracker.ui.context import Context

_KINDS = {".docx": "Word 文档 (*.docx)", ".xlsx": "Excel 工作簿 (*.xlsx)", ".pdf": "PDF 文件 (*.pdf)", ".ics": "日历文件 (*.ics)"}


def ask_target(parent: QWidget, ctx: Context, title: str, name: str) -> Path | None:
    """Let the user say where to save; the folder of the last time is offered. None where they change their mind."""
    suffix = Path(name).suffix
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(save_folder(ctx) / name), _KINDS.get(suffix, ""))
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() != suffix:
        path = path.with_name(path.name + suffix)
    ctx.settings.setValue("save folder", str(path.parent))
    return path


def save_folder(ctx: Context) -> Path:
    """Where files went the last time; the user's own folder at first."""
    held = str(ctx.settings.value("save folder", ""))
    return Path(held) if held and Path(held).is_dir() else Path.home()


def ask_folder(parent: QWidget, ctx: Context, title: str) -> Path | None:
    """Let the user choose a folder; the one of the last time is offered. None where they change their mind."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(save_folder(ctx)))
    if chosen:
        ctx.settings.setValue("save folder", chosen)
    return Path(chosen) if chosen else None


def open_file(path: Path) -> None:
    """Open a file or a folder on this computer."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
