"""What the colours of the bars mean."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from tracker.domain.terms import Light
from tracker.ui.pages.overview.bars import bar_colors
from tracker.ui.theme import color, look
from tracker.ui.widgets.legend import Legend

_SIDE = 10


def square_legend(entries: Sequence[tuple[Light, str]]) -> Legend:
    """Squares in the colours of these lights with these words."""

    def paint(light: Light, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, color(bar_colors(light)[0]))

    return Legend([(words, _ink, partial(paint, light)) for light, words in entries], _SIDE)


def _ink() -> str:
    return look().tokens.text2
