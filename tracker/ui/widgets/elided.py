"""A label of one line that ends in … where it has no room, and then tells the whole text as its tooltip."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.text import draw_text, elided


class ElidedLabel(QWidget):
    """`ink` names a token. Takes whatever width it is given."""

    def __init__(self, text: str = "", font: QFont | None = None, ink: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._font = font or look().body
        self._ink = ink
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def text(self) -> str:
        return self._text

    def setText(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self._tell()
        self.update()

    def _tell(self) -> None:
        self.setToolTip("" if elided(self._text, self.width(), self._font) == self._text else self._text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def sizeHint(self) -> QSize:
        metrics = look().body_metrics
        return QSize(metrics.horizontalAdvance(self._text), metrics.height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_text(painter, self.rect(), self._text, self._font, getattr(look().tokens, self._ink))
        painter.end()
