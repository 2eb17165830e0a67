"""What the user sees of a fault of ours: a report to copy, and the program goes on."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from tracker.log import save_crash
from tracker.paths import Paths

if TYPE_CHECKING:
    from tracker.ui.crash_dialog import CrashDialog


class CrashReporter(QObject):
    """Takes faults from the runner and from Qt's slots, writes each to the log, shows one dialog at a time."""

    _wanted = Signal(object)

    def __init__(self, paths: Paths, window: QWidget) -> None:
        super().__init__(window)
        self._paths, self._window = paths, window
        self.dialog: CrashDialog | None = None
        self._wanted.connect(self.show)

    def install(self) -> None:
        """Catch what nobody else catches."""
        sys.excepthook = self._caught

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self._wanted.emit(error)

    def show(self, error: BaseException) -> None:
        """Keep the report of this fault and show it, unless another one is being read."""
        from tracker.ui.crash_dialog import CrashDialog

        text, saved = save_crash(self._paths, error, self._window.windowTitle())
        if self.dialog is None or not self.dialog.isVisible():
            self.dialog = CrashDialog(text, str(saved or ""), self._window)
            self.dialog.open()
