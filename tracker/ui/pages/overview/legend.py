"""What the colours of the bars mean."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from tracker.ui.theme import color, look
from tracker.ui.widgets.legend import Legend

_SIDE = 10


def square_legend(entries: Sequence[tuple[str, str]]) -> Legend:
    """Squares of these colours with these words."""

    def entry(fill: str, words: str) -> tuple[str, str, object]:
        def paint(painter: QPainter, rect: QRectF) -> None:
            painter.fillRect(rect, color(fill))

        return words, look().tokens.text2, paint

    return Legend([entry(fill, words) for fill, words in entries], _SIDE)  # type: ignore[misc]
