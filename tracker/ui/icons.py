"""Line icons (lucide, `resources/icons`) in any colour and size, drawn once per colour, size and screen scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from tracker.paths import RESOURCES
from tracker.ui.theme import color, look

TOOL, NAV, INLINE = 16, 18, 14
GAP = 3


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=128)
def _renderer(name: str, ink: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", ink).encode()))


@lru_cache(maxsize=128)
def _drawn(name: str, size: int, ratio: float, gap: int) -> QPixmap:
    """The shape in one colour; taking another is quicker than to read and draw it again for each state of a button."""
    side = round(size * ratio)
    pixmap = QPixmap(QSize(side + round(gap * ratio), side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, "black").render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


@lru_cache(maxsize=512)
def _pixmap(name: str, size: int, ink: str, ratio: float, gap: int) -> QPixmap:
    pixmap = QPixmap(_drawn(name, size, ratio, gap))
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), color(ink))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _ratio() -> float:
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


def pixmap(name: str, size: int = TOOL, ink: str | None = None, gap: int = 0) -> QPixmap:
    """The icon as a picture; `ink` is a token (default: labels' colour), `size` logical pixels at 100 % letters, `gap` empty ones
    at its right (`GAP` sets an icon apart from the words of its button)."""
    current = look()
    return _pixmap(name, current.px(size), ink or current.tokens.text2, _ratio(), gap)


def paint_icon(painter: QPainter, rect: QRectF, name: str, ink: str) -> None:
    """Paint the icon into the square `rect`: sharp on screen and on paper alike."""
    _renderer(name, ink).render(painter, rect)


def icon(name: str, size: int = TOOL, ink: str | None = None, gap: int = 0) -> QIcon:
    """The icon for buttons and actions: labels' colour, accent while checked, pale while disabled."""
    tokens = look().tokens
    made = QIcon(pixmap(name, size, ink, gap))
    made.addPixmap(pixmap(name, size, ink or tokens.accent, gap), QIcon.Mode.Normal, QIcon.State.On)
    made.addPixmap(pixmap(name, size, ink or tokens.accent, gap), QIcon.Mode.Active, QIcon.State.On)
    for state in (QIcon.State.Off, QIcon.State.On):
        made.addPixmap(pixmap(name, size, tokens.disabled, gap), QIcon.Mode.Disabled, state)
    return made
