"""The letters of a printed document: which font each use has here, how wide its characters are, and where lines break."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainter

from tracker.reports.content import FaceUse
from tracker.reports.fonts import Fonts, choose_fonts
from tracker.reports.layout import NATIONAL, Layout
from tracker.reports.typesetting import SYMBOLS

UNIT = 20
"""Units per point."""
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "Noto Sans CJK SC", "WenQuanYi Micro Hei")
_SANS = ("Noto Sans CJK SC", "Microsoft YaHei", "WenQuanYi Micro Hei")
_CLOSING = frozenset("，。、；：？！）〕】》」』”’…—·%‰℃°′″,.;:?!)]")
_OPENING = frozenset("（〔【《「『“‘([")
_RISE = 0.38
"""How far the middle of a Chinese character is above the line that letters stand on, in parts of its size."""
_HAIR = 0.5
_SYMBOL = re.compile(f"([{SYMBOLS}]+)")
_PIECE = re.compile(r"[0-9A-Za-z.%\-+]+(?:[,:/][0-9A-Za-z.%\-+]+)*|.", re.S)


class Face:
    """One font in one size; `spacing` is added to each character."""

    def __init__(self, families: Sequence[str], song: Sequence[str], size_pt: float, *, bold: bool = False, spacing: float = 0) -> None:
        self.font = _font(families, size_pt, bold)
        self._symbols = _font(song, size_pt, False)
        self._metrics = QFontMetricsF(self.font)
        self._widths: dict[str, float] = {}
        self.size, self.spacing = size_pt * UNIT, spacing

    def width(self, text: str) -> float:
        """How wide a text is on one line."""
        widths, total = self._widths, 0.0
        for char in text:
            known = widths.get(char)
            if known is None:
                known = widths[char] = self._metrics.horizontalAdvance(char) + self.spacing
            total += known
        return total

    def baseline(self, line: float, *, grid: bool = False) -> float:
        """Where letters stand in a line of this height: at four fifths, as word processors have it; in the middle on the grid."""
        return line / 2 + _RISE * self.size if grid else line * 0.8

    def draw(self, painter: QPainter, x: float, y: float, text: str, apart: float = 0) -> None:
        """Draw a text from `x` on, its letters standing on `y`, each character `apart` from the next beside what the face adds."""
        painter.setFont(self.font)
        if self.spacing or apart:
            # Characters one by one: how far a font's own letter spacing goes depends on the device.
            for char in text:
                painter.setFont(self._symbols if char in SYMBOLS else self.font)
                painter.drawText(QPointF(x, y), char)
                x += self.width(char) + apart
            return
        for words in _SYMBOL.split(text):
            if words:
                painter.setFont(self._symbols if words[0] in SYMBOLS else self.font)
                painter.drawText(QPointF(x, y), words)
                x += self.width(words)

    def wrap(self, text: str, room: float, hanging: float = 0) -> list[str]:
        """The lines of a text; no closing mark begins a line, no opening one ends it, figures and Latin words stay whole.

        All lines after the first of a paragraph have `hanging` less room.
        """
        lines: list[str] = []
        for part in text.split("\n"):
            lines += [part] if self.width(part) <= room else self._wrapped(part, room, room - hanging)
        return lines

    def _wrapped(self, text: str, first: float, later: float) -> list[str]:
        pieces = self.pieces(text, min(first, later))
        return ["".join(pieces[start:end]) for start, end in broken(pieces, [self.width(piece) for piece in pieces], first, later)]

    def pieces(self, text: str, room: float) -> list[str]:
        """What a line never breaks within: single characters, figures and Latin words (unless wider than `room`)."""
        pieces: list[str] = []
        for piece in _PIECE.findall(text):
            pieces += piece if len(piece) > 1 and self.width(piece) > room else [piece]
        return pieces


def _font(families: Sequence[str], size_pt: float, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(round(size_pt * UNIT))
    font.setBold(bold)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def broken(pieces: Sequence[str], widths: Sequence[float], first: float, later: float) -> list[tuple[int, int]]:
    """Which pieces make each line, from (and up to, not with): `first` and `later` are the room of the first and of all other lines."""
    lines: list[tuple[int, int]] = []
    start, used, room = 0, 0.0, first
    for place, width in enumerate(widths):
        if used + width <= room + _HAIR or place == start:
            used += width
            continue
        cut = place
        while cut - start > 1 and (pieces[cut] in _CLOSING or pieces[cut - 1] in _OPENING):
            cut -= 1
        lines.append((start, cut))
        start, used, room = cut, sum(widths[cut : place + 1]), later
    return [*lines, (start, len(pieces))]


@dataclass(frozen=True)
class Faces:
    """The fonts of one computer."""

    fonts: Fonts

    @classmethod
    def here(cls, layout: Layout = NATIONAL) -> "Faces":
        """Chosen among the fonts that are installed, those that the layout names first."""
        return cls(choose_fonts(QFontDatabase.families(), layout))

    @property
    def missing(self) -> tuple[str, ...]:
        """Names that the standard asks for and this computer does not have."""
        return self.fonts.missing

    @property
    def _song(self) -> tuple[str, ...]:
        return (self.fonts.song, *_SERIF)

    def _with_rare(self, name: str) -> tuple[str, ...]:
        """The face, and after it the one that has the characters which it lacks."""
        return (name, self.fonts.rare, *_SERIF) if name.endswith("_GB2312") else (name, *_SERIF)

    def body(self, size_pt: float, spacing: float = 0) -> Face:
        return _face(self._with_rare(self.fonts.body), self._song, size_pt, False, spacing)

    def hei(self, size_pt: float, spacing: float = 0) -> Face:
        return _face((self.fonts.hei, *_SANS), self._song, size_pt, False, spacing)

    def kai(self, size_pt: float, spacing: float = 0) -> Face:
        return _face(self._with_rare(self.fonts.kai), self._song, size_pt, False, spacing)

    def song(self, size_pt: float) -> Face:
        return _face(self._song, self._song, size_pt, False, 0)

    def title(self, size_pt: float) -> Face:
        standard = self.fonts.title not in self.fonts.missing and not self.fonts.title_bold
        return _face((self.fonts.title, *_SERIF), self._song, size_pt, not standard, 0)

    def of(self, use: FaceUse, size_pt: float) -> Face:
        """The face that a form's cell asks for."""
        make = {FaceUse.BODY: self.body, FaceUse.KAI: self.kai, FaceUse.HEI: self.hei, FaceUse.SONG: self.song, FaceUse.TITLE: self.title}
        return make[use](size_pt)


@lru_cache(maxsize=128)
def _face(families: tuple[str, ...], song: tuple[str, ...], size_pt: float, bold: bool, spacing: float) -> Face:
    return Face(families, song, size_pt, bold=bold, spacing=spacing)
