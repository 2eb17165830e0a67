"""The wheel scrolls the page. Over a box that nobody has in hand it must not change what stands in it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


class _Guard(QObject):
    """Hands the wheel on to what lies around a box without the focus."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def keep_wheel_off(root: QWidget) -> None:
    """No box under `root`, which scrolls or stands in something that does, is changed by a wheel that rolls past. Call it again after
    boxes have been added."""
    guard = root.findChild(_Guard, options=Qt.FindChildOption.FindDirectChildrenOnly) or _Guard(root)
    for kind in (QComboBox, QAbstractSpinBox):
        for box in root.findChildren(kind):
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # else the wheel itself would bring the focus
            box.removeEventFilter(guard)
            box.installEventFilter(guard)
