"""When a list stands painted with new rows."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

_DONE = QEvent.Type(QEvent.registerEventType())


class Painted(QObject):
    """Whether a list was painted after its rows had changed."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.changed = self.painted = False
        viewport.installEventFilter(self)

    def reset(self) -> None:
        self.changed = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The filter hears of a paint before it is done: the first event after it is the first moment when it is, and stands before all
        # others that wait.
        if self.changed and event.type() is QEvent.Type.Paint:
            QCoreApplication.postEvent(self, QEvent(_DONE), Qt.EventPriority.HighEventPriority.value)
        return False

    def event(self, event: QEvent) -> bool:
        self.painted = self.painted or event.type() == _DONE
        return super().event(event)
