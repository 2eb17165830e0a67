"""A strip under a list that asks for something: Enter does it, Esc puts it away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tracker.ui.context import Context
from tracker.ui.widgets.wheel import keep_wheel_off


class Strip(QFrame):
    """Hidden until a page asks with it. Subclasses add to `column` and say in `confirm` what Enter does; `closed` tells that it is away."""

    closed = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.setObjectName("strip")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 8, 12, 8)
        self.column.setSpacing(6)
        self.hide()

    def confirm(self) -> None:
        """Do what the strip is for."""

    def close_strip(self) -> None:
        """Put it away; what was typed stays for the next time it is opened."""
        self.hide()
        self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        keep_wheel_off(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        else:
            super().keyPressEvent(event)
