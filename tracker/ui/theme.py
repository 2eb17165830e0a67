"""Colours, fonts and heights of the running window, and the style sheet made from them.

`look()` is to this program what `QApplication.palette()` is to Qt: one value for the whole window, set once by `apply_look` and
again when the user changes contrast or letter size. Delegates and painters read it while they paint.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from tracker.paths import RESOURCES
from tracker.ui.tokens import HIGH_CONTRAST, LIGHT, Tokens

FAMILIES = ["Microsoft YaHei UI", "Noto Sans CJK SC", "WenQuanYi Micro Hei"]
LARGE = 1.15

# Break points in logical pixels of the window (LOOK §6).
SLIM_WIDTH = 1180
TIGHT_WIDTH = 960
COVER_WIDTH = 860
SLIM_HEIGHT = 660


@lru_cache(maxsize=256)
def color(value: str) -> QColor:
    """The QColor of a token, made once. Do not change the object you get."""
    return QColor(value)


class Look:
    """Tokens, letter size and everything measured from them. Sizes are logical pixels. Never changed: a new look is a new value."""

    def __init__(self, tokens: Tokens, scale: float = 1.0) -> None:
        self.tokens, self.scale = tokens, scale

    def px(self, size: float) -> int:
        """A size drawn for 100 % as it is in the letter size now chosen."""
        return round(size * self.scale)

    def _font(self, size: int, bold: bool = False) -> QFont:
        font = QFont()
        font.setFamilies(FAMILIES)
        font.setPixelSize(self.px(size))
        font.setBold(bold)
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

    @cached_property
    def reading(self) -> QFont:
        return self._font(14)

    @cached_property
    def strip_title(self) -> QFont:
        return self._font(14, bold=True)

    @cached_property
    def title(self) -> QFont:
        return self._font(16, bold=True)

    @cached_property
    def heading(self) -> QFont:
        return self._font(22, bold=True)

    @cached_property
    def figure(self) -> QFont:
        return self._font(24, bold=True)

    @cached_property
    def body_metrics(self) -> QFontMetrics:
        return QFontMetrics(self.body)

    @cached_property
    def bold_metrics(self) -> QFontMetrics:
        return QFontMetrics(self.bold)

    @cached_property
    def small_metrics(self) -> QFontMetrics:
        return QFontMetrics(self.small)

    def _height(self, drawn: int, around: int) -> int:
        """A height drawn for 100 %, never less than the body letters and `around` pixels: fonts differ in their height."""
        return max(self.px(drawn), self.body_metrics.height() + around)

    @cached_property
    def row(self) -> int:
        return self._height(28, 8)

    @cached_property
    def two_line_row(self) -> int:
        return max(self.px(46), self.body_metrics.height() + self.small_metrics.height() + 8)

    @cached_property
    def matrix_row(self) -> int:
        return self._height(26, 6)

    @cached_property
    def control(self) -> int:
        return self._height(28, 8)

    @cached_property
    def chip(self) -> int:
        return self._height(24, 4)

    @cached_property
    def tag(self) -> int:
        return max(self.px(18), self.small_metrics.height() + 1)

    @cached_property
    def page_bar(self) -> int:
        return self._height(44, 20)

    @cached_property
    def filter_bar(self) -> int:
        return self._height(40, 16)

    @cached_property
    def head(self) -> int:
        return self._height(28, 8)

    @cached_property
    def status_bar(self) -> int:
        return self._height(24, 4)

    @cached_property
    def toast(self) -> int:
        return self._height(40, 16)


_current: list[Look] = []


def look() -> Look:
    """The look of the running window. Before `apply_look` it is the plain light one."""
    if not _current:
        _current.append(Look(LIGHT))
    return _current[0]


@contextmanager
def look_for_paper(scale: float = 1.0) -> Iterator[None]:
    """Paint with the light tokens for a while: paper is white and its letters have one size, whatever the screen shows."""
    shown = look()
    _current[:] = [Look(LIGHT, scale)]
    try:
        yield
    finally:
        _current[:] = [shown]


# What the QApplication is told of the style. To set it later makes Qt hand over the style, and with it the types of all there is to
# draw, which takes the start 10 ms.
STYLE = ("-style", "Fusion")


def prepare_scale() -> None:
    """Qt's scale policy; must run before the QApplication is made."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)


def system_wants_contrast() -> bool:
    """True where the desktop's own palette is a black-ground high-contrast one."""
    palette = QGuiApplication.palette()
    ground, ink = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return ground.lightness() < 8 and ink.lightness() > 247


def apply_look(app: QApplication, *, contrast: bool = False, large: bool = False) -> Look:
    """Give the whole application this look; widgets that exist repaint and lay out again."""
    new = Look(HIGH_CONTRAST if contrast else LIGHT, LARGE if large else 1.0)
    _current[:] = [new]
    app.setPalette(palette_of(new.tokens))
    app.setFont(new.body)
    app.setStyleSheet(style_sheet(new))
    return new


def palette_of(tokens: Tokens) -> QPalette:
    """The palette that Fusion and every unstyled widget paint with."""
    role = QPalette.ColorRole
    palette = QPalette()
    colors = {
        role.Window: tokens.window,
        role.Base: tokens.base,
        role.AlternateBase: tokens.alternate,
        role.Button: tokens.base,
        role.Text: tokens.text,
        role.WindowText: tokens.text,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.on_accent,
        role.Highlight: tokens.selection,
        role.HighlightedText: tokens.text,
        role.PlaceholderText: tokens.text3,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Accent: tokens.accent,
        role.Light: tokens.base,
        role.Midlight: tokens.grid,
        role.Mid: tokens.line,
        role.Dark: tokens.control,
        role.Shadow: tokens.control,
        role.ToolTipBase: tokens.toast,
        role.ToolTipText: tokens.on_toast,
    }
    for key, value in colors.items():
        palette.setColor(key, QColor(value))
    for key in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, key, QColor(tokens.disabled))
    return palette


def style_sheet(look: Look) -> str:
    """`resources/style/window.qss` with the tokens and heights of this look filled in for its `$names`."""
    values = {key: str(value) for key, value in look.tokens._asdict().items()}
    values |= {"style": (RESOURCES / "style").as_posix(), "small": str(look.px(12)), "control_height": str(look.control - 2)}
    text = (RESOURCES / "style" / "window.qss").read_text("utf-8")
    for name in sorted(values, key=len, reverse=True):
        text = text.replace(f"${name}", values[name])
    return text
