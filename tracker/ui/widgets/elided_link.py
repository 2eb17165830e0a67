"""A link that gives way: cut with an ellipsis where there is no room, whole as tooltip and for screen readers."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget


class ElidedLink(QPushButton):
    """One line that takes what room there is, and does something when clicked."""

    def __init__(self, text: str, do: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whole = text
        self.setProperty("kind", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: do())
        self.setText(text)

    def show_text(self, text: str) -> None:
        """Read something else."""
        self.whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.whole) + 4, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, max(self.width() - 4, 0))
        if shown != self.text():
            self.setText(shown)
            self.setToolTip(self.whole if shown != self.whole else "")
