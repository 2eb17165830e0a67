"""Closing the window and building it anew: in another look, or on other data while nobody has the database open."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMainWindow

from tracker.paths import Paths

Between = Callable[[], str]


class Reopening(QObject):
    """A child of the window. `wanted` closes it; `between` is then what is to be done before the next one is built."""

    wanted = Signal(object)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.between: Between | None = None
        self.wanted.connect(self._close, Qt.ConnectionType.QueuedConnection)

    def _close(self, between: Between | None) -> None:
        self.between = between or str
        self._window.close()

    def restore_some(self, places: Paths) -> None:
        """Let the user choose a backup to go back to; for a database that cannot be opened at all."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _kind = QFileDialog.getOpenFileName(self._window, "选择备份", str(places.backups), "备份 (*.db)")
        if chosen:
            self.wanted.emit(partial(restored, places, Path(chosen)))


def restored(places: Paths, source: Path) -> str:
    """Put the backup in the place of the database, which nobody has open; what to say of it."""
    from tracker.usecases.house.backup import restore

    before = restore(places, source, datetime.now())
    return f"已恢复“{source.name}”" + (f"；恢复前的数据在“{before.name}”" if before else "")
