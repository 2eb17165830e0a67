"""The letters of a printed document: which font each use has here, how wide its characters are, and where lines break."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from tracker.reports.fonts import Fonts, choose_fonts

UNIT = 20
"""Units per point."""
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "Noto Sans CJK SC", "WenQuanYi Micro Hei")
_SANS = ("Noto Sans CJK SC", "Microsoft YaHei", "WenQuanYi Micro Hei")
_CLOSING = frozenset("，。、；：？！）〕】》」』”’…—·%,.;:?!)]")
_OPENING = frozenset("（〔【《「『“‘([")
_PIECE = re.compile(r"[0-9A-Za-z.%\-+]+|.", re.S)


class Face:
    """One font in one size."""

    def __init__(self, families: Collection[str], size_pt: float, *, bold: bool = False) -> None:
        self.font = QFont()
        self.font.setFamilies(list(families))
        self.font.setPixelSize(round(size_pt * UNIT))
        self.font.setBold(bold)
        self.font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._metrics = QFontMetricsF(self.font)
        self._widths: dict[str, float] = {}
        self.ascent, self.descent = self._metrics.ascent(), self._metrics.descent()

    def width(self, text: str) -> float:
        """How wide a text is on one line."""
        widths, total = self._widths, 0.0
        for char in text:
            known = widths.get(char)
            if known is None:
                known = widths[char] = self._metrics.horizontalAdvance(char)
            total += known
        return total

    def baseline(self, line: float) -> float:
        """Where letters stand in a line of this height."""
        return (line - self.ascent - self.descent) / 2 + self.ascent

    def wrap(self, text: str, room: float) -> list[str]:
        """The lines of a text; no closing mark begins a line, no opening one ends it, figures and Latin words stay whole."""
        lines: list[str] = []
        for part in text.split("\n"):
            lines += [part] if self.width(part) <= room else self._wrapped(part, room)
        return lines

    def _wrapped(self, text: str, room: float) -> list[str]:
        lines: list[str] = []
        line: list[str] = []
        used = 0.0
        for piece in self._pieces(text, room):
            width = self.width(piece)
            if used + width <= room or not line:
                line.append(piece)
                used += width
                continue
            carried = [piece]
            while len(line) > 1 and (carried[0] in _CLOSING or line[-1] in _OPENING):
                carried.insert(0, line.pop())
            lines.append("".join(line))
            line, used = carried, sum(map(self.width, carried))
        return [*lines, "".join(line)]

    def _pieces(self, text: str, room: float) -> list[str]:
        pieces: list[str] = []
        for piece in _PIECE.findall(text):
            pieces += piece if len(piece) > 1 and self.width(piece) > room else [piece]
        return pieces


@dataclass(frozen=True)
class Faces:
    """The fonts of one computer."""

    fonts: Fonts

    @classmethod
    def here(cls) -> "Faces":
        """Chosen among the fonts that are installed."""
        return cls(choose_fonts(QFontDatabase.families()))

    @property
    def missing(self) -> tuple[str, ...]:
        """Names that the standard asks for and this computer does not have."""
        return self.fonts.missing

    def body(self, size_pt: float) -> Face:
        return _face((self.fonts.body, *_SERIF), size_pt, False)

    def hei(self, size_pt: float) -> Face:
        return _face((self.fonts.hei, *_SANS), size_pt, False)

    def kai(self, size_pt: float) -> Face:
        return _face((self.fonts.kai, *_SERIF), size_pt, False)

    def song(self, size_pt: float) -> Face:
        return _face((self.fonts.song, *_SERIF), size_pt, False)

    def title(self, size_pt: float) -> Face:
        standard = self.fonts.title not in self.fonts.missing and not self.fonts.title_bold
        return _face((self.fonts.title, *_SERIF), size_pt, not standard)


@lru_cache(maxsize=64)
def _face(families: tuple[str, ...], size_pt: float, bold: bool) -> Face:
    return Face(families, size_pt, bold=bold)
