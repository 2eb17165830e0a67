"""How files come to the window: chosen in the system's dialog, or dropped."""

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFileDialog, QWidget

_PLANS = "方案文件 (*.docx *.txt);;所有文件 (*)"


def local_files(data: QMimeData) -> tuple[Path, ...]:
    """The files on this computer among what is dragged."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def ask_files(parent: QWidget) -> tuple[Path, ...]:
    """Let the user choose plan files; empty where they change their mind."""
    names, _filter = QFileDialog.getOpenFileNames(parent, "导入方案", "", _PLANS)
    return tuple(Path(name) for name in names)
