"""When a list stands painted with new rows."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class Painted(QObject):
    """Whether a list was painted after its rows had changed."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.changed = self.painted = False
        viewport.installEventFilter(self)

    def reset(self) -> None:
        self.changed = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The filter hears of a paint before it is done: what comes after it is the first moment when it is.
        if self.changed and event.type() is QEvent.Type.Paint:
            QTimer.singleShot(0, self, self._done)
        return False

    def _done(self) -> None:
        self.painted = True
