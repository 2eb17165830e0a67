"""Painting of single lines of text in cells: elided once, remembered, drawn without building a document."""

from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from tracker.ui.theme import color

LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
CENTER = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine)


@lru_cache(maxsize=64)
def _metrics(pixels: int, bold: bool, families: tuple[str, ...]) -> QFontMetrics:
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return QFontMetrics(font)


@lru_cache(maxsize=8192)
def _elided(text: str, width: int, pixels: int, bold: bool, families: tuple[str, ...]) -> str:
    return _metrics(pixels, bold, families).elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, width)


def elided(text: str, width: int, font: QFont) -> str:
    """The text cut to `width` pixels with an ellipsis, whole where it fits."""
    return _elided(text, width, font.pixelSize(), font.bold(), tuple(font.families()))


def draw_text(painter: QPainter, rect: QRect, text: str, font: QFont, ink: str, align: int = LEFT) -> None:
    """Draw one line into `rect`, elided where it is too long. `ink` is a token."""
    painter.setFont(font)
    painter.setPen(color(ink))
    painter.drawText(rect, align, elided(text, rect.width(), font))
