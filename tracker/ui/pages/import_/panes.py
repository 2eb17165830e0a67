"""Two panes beside each other; one at a time where there is no room for both, F6 goes from one to the other."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from tracker.ui.theme import look

_NARROW = 960


class TwoPanes(QSplitter):
    """The source at the left, the rows at the right. `side_changed`: another pane is shown alone, or both are again."""

    side_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._narrow = False
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def set_panes(self, left: QWidget, first: QWidget, right: QWidget, second: QWidget) -> None:
        """`first` and `second` take the focus when their pane is shown alone."""
        self.left, self.right, self._first, self._second = left, right, first, second
        self.addWidget(left)
        self.addWidget(right)
        self.setStretchFactor(0, 41)
        self.setStretchFactor(1, 59)

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < look().px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.left.setVisible(not narrow)
            self.right.setVisible(True)
            self.side_changed.emit()
        super().resizeEvent(event)

    @property
    def side(self) -> str:
        """Which pane is shown alone, rows or source; empty where both are."""
        return "" if not self._narrow else "source" if self.left.isVisibleTo(self) else "rows"

    def show_side(self, side: str) -> None:
        """Show the rows or the source alone and put the focus there."""
        source = side == "source"
        self._show_side(self.left if source else self.right)
        (self._first if source else self._second).setFocus()

    def _show_side(self, side: QWidget) -> None:
        self.left.setVisible(side is self.left)
        self.right.setVisible(side is self.right)
        self.side_changed.emit()

    def event(self, event: QEvent) -> bool:
        if self._narrow and event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F6:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._narrow and event.key() == Qt.Key.Key_F6:
            self.show_side("rows" if self.side == "source" else "source")
        else:
            super().keyPressEvent(event)
