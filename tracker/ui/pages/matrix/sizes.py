"""How big everything in the matrix is, for a zoom and a width: worked out once, read by all its parts while they paint."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPainter, QPixmap

from tracker.domain.terms import Role
from tracker.ui.shapes import ROLE_SIZE, paint_role
from tracker.ui.theme import look

ZOOMS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6)
LETTERS_SHOWN = 8
_LEAST_LETTER = 12


@dataclass(frozen=True)
class Sizes:
    """Widths and heights in logical pixels.

    `narrow`: titles are smaller and without their days; `two_lines`: each has two, where the window is high.
    """

    zoom: float = 1.0
    cell: int = 27
    title: int = 214
    narrow: bool = False
    two_lines: bool = False
    two_figures: bool = False
    letters: int = 6

    def px(self, size: float) -> int:
        return look().px(size * self.zoom)

    def _font(self, size: float, bold: bool = False) -> QFont:
        font = QFont(look().bold if bold else look().body)
        font.setPixelSize(max(look().px(_LEAST_LETTER), self.px(size)))
        return font

    @cached_property
    def body(self) -> QFont:
        return self._font(13)

    @cached_property
    def bold(self) -> QFont:
        return self._font(13, bold=True)

    @cached_property
    def small(self) -> QFont:
        return self._font(12)

    @cached_property
    def small_bold(self) -> QFont:
        return self._font(12, bold=True)

    @property
    def row(self) -> int:
        letters = self.small.pixelSize()
        if self.two_lines or self.two_figures:
            return max(round(look().matrix_row * self.zoom), 2 * round(letters * 1.35) + 6)
        return max(round(look().matrix_row * self.zoom), round(letters * 1.35) + 6)

    @property
    def number(self) -> int:
        return self.px(40)

    @property
    def due(self) -> int:
        return 0 if self.narrow else self.px(54)

    @property
    def light(self) -> int:
        return self.px(26)

    @property
    def figure(self) -> int:
        return self.px(40)

    @property
    def left(self) -> int:
        return self.number + self.title + self.due + self.light

    @property
    def pitch(self) -> int:
        """From one letter of a head to the next."""
        return self.body.pixelSize() + 2

    @property
    def band(self) -> int:
        """The height of the row of unit kinds on top of the heads."""
        return look().px(20)

    @property
    def head(self) -> int:
        return max(look().px(124), self.band + self.pitch * min(self.letters, LETTERS_SHOWN) + look().px(14))

    @property
    def shape(self) -> int:
        return self.px(ROLE_SIZE)


class Cross(QObject):
    """The row and the unit column that are lit: under the mouse, else at the current cell. -1 stands for none."""

    moved = Signal(int, int, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.row = self.column = -1

    def move(self, row: int, column: int) -> None:
        if (row, column) != (self.row, self.column):
            before = self.row, self.column
            self.row, self.column = row, column
            self.moved.emit(*before, row, column)


@lru_cache(maxsize=128)
def _role_pixmap(role: Role, inferred: bool, side: int, ratio: float, ink: str) -> QPixmap:
    made = QPixmap(round(side * ratio), round(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_role(painter, QRectF(0, 0, side, side), role, inferred, ink)
    painter.end()
    return made


def draw_role(painter: QPainter, rect: QRect, side: int, role: Role, inferred: bool) -> None:
    """The role's shape in the middle of `rect`, from a picture made once per size and colour."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device else QGuiApplication.primaryScreen().devicePixelRatio()
    picture = _role_pixmap(role, inferred, side, ratio, look().tokens.accent)
    painter.drawPixmap(QPoint(rect.left() + (rect.width() - side) // 2, rect.top() + (rect.height() - side) // 2), picture)
