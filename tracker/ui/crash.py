"""What the user sees of a fault of ours: a report to copy, and the program goes on."""

import sys
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from tracker.log import save_crash
from tracker.paths import Paths
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label


class CrashDialog(QDialog):
    """The report, with 复制 and 继续使用."""

    def __init__(self, text: str, saved: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.resize(look().px(680), look().px(440))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        column.addWidget(label("刚才这一步没有做成，是程序的错", look().title))
        words = "已存的数据没有受影响，可以继续使用。请把下面的报告复制给维护人员。"
        column.addWidget(label(words, ink="2", wrap=True))
        self.report = QPlainTextEdit(text)
        self.report.setReadOnly(True)
        self.report.setAccessibleName("错误报告")
        column.addWidget(self.report, 1)
        if saved:
            column.addWidget(label(f"报告已存到 {saved}", look().small, "2", wrap=True, select=True))
        row = QHBoxLayout()
        row.addWidget(button("复制报告", self.copy, "copy"))
        row.addStretch(1)
        row.addWidget(button("继续使用", self.accept, primary=True))
        column.addLayout(row)

    def copy(self) -> None:
        """Put the whole report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report.toPlainText())


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
        text, saved = save_crash(self._paths, error, self._window.windowTitle())
        if self.dialog is None or not self.dialog.isVisible():
            self.dialog = CrashDialog(text, str(saved or ""), self._window)
            self.dialog.open()
