"""The shapes of lights, states and roles, painted at any size, so that grey paper and colour-blind eyes lose nothing.

State shapes live in a 12 × 12 box, role shapes in 13 × 13; both are scaled to the rectangle they are painted into.
"""

from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from tracker.domain.terms import Light, Role, State
from tracker.ui.theme import color, look
from tracker.ui.wording import state_label

MARK_SIZE, ROLE_SIZE = 12, 13


class Mark(StrEnum):
    """What a state shape says.

    `not_started`: nobody has begun and it is not yet late; `no_lead`: nobody answers for it.
    """

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    DONE = "done"
    NOT_STARTED = "not_started"
    ONGOING = "ongoing"
    NO_LEAD = "no_lead"

    @property
    def label(self) -> str:
        return state_label(_STATES[self]) if self in _STATES else _LABELS[self]


_LABELS = {
    Mark.RED: "红灯",
    Mark.AMBER: "黄灯",
    Mark.GREEN: "绿灯",
    Mark.NO_LEAD: "无牵头",
}
_STATES = {Mark.DONE: State.COMPLETED, Mark.NOT_STARTED: State.NOT_STARTED, Mark.ONGOING: State.ONGOING}


def mark_of(light: Light, state: State | None = None) -> Mark:
    """The shape for a task: its light, but ○ where the light is green only because nothing has begun."""
    if light is Light.GREEN and state is State.NOT_STARTED:
        return Mark.NOT_STARTED
    return Mark(light.value)


def mark_ink(mark: Mark) -> str:
    """The token of the words beside the shape."""
    tokens = look().tokens
    return {
        Mark.RED: tokens.red,
        Mark.AMBER: tokens.amber,
        Mark.GREEN: tokens.green,
        Mark.DONE: tokens.slate,
        Mark.NOT_STARTED: tokens.text2,
        Mark.ONGOING: tokens.violet,
        Mark.NO_LEAD: tokens.red,
    }[mark]


def mark_fill(mark: Mark) -> str:
    """The token of bars and edges of this mark."""
    tokens = look().tokens
    return {
        Mark.RED: tokens.red_fill,
        Mark.AMBER: tokens.amber_fill,
        Mark.GREEN: tokens.green_fill,
        Mark.DONE: tokens.slate_fill,
        Mark.NOT_STARTED: tokens.line,
        Mark.ONGOING: tokens.violet_fill,
        Mark.NO_LEAD: tokens.red_fill,
    }[mark]


def mark_tint(mark: Mark) -> str:
    """The token of grounds of this mark."""
    tokens = look().tokens
    return {
        Mark.RED: tokens.red_tint,
        Mark.AMBER: tokens.amber_tint,
        Mark.GREEN: tokens.green_tint,
        Mark.DONE: tokens.slate_tint,
        Mark.NOT_STARTED: tokens.base,
        Mark.ONGOING: tokens.base,
        Mark.NO_LEAD: tokens.red_tint,
    }[mark]


@lru_cache(maxsize=64)
def _pen(ink: str, width: float) -> QPen:
    pen = QPen(color(ink), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _polygon(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


@lru_cache(maxsize=1)
def _outlines() -> dict[str, QPolygonF]:
    return {
        "triangle": _polygon((6, 0.8), (11.6, 11.2), (0.4, 11.2)),
        "diamond": _polygon((6, 0.9), (11.1, 6), (6, 11.1), (0.9, 6)),
        "tick": _polygon((3.4, 6.2), (5.3, 8.1), (8.8, 4.2)),
        "arrow": _polygon((11.6, 1.6), (11.6, 5.5), (7.7, 5.5)),
        "implement": _polygon((6.5, 1.6), (11.9, 11.2), (1.1, 11.2)),
    }


def _enter(painter: QPainter, rect: QRectF, box: int) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(rect.width(), rect.height())
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / box, side / box)


def paint_mark(painter: QPainter, rect: QRectF, mark: Mark, *, by_hand: bool = False) -> None:
    """Paint the state shape, centred in `rect`. `by_hand`: with the dot that says a person set this light."""
    _enter(painter, rect, MARK_SIZE)
    outlines, ink = _outlines(), mark_ink(mark)
    painter.setPen(Qt.PenStyle.NoPen)
    if mark is Mark.RED:
        painter.setBrush(color(mark_fill(mark)))
        painter.drawPolygon(outlines["triangle"])
        painter.setPen(QPen(color(look().tokens.on_red), 1.3))
        painter.drawLine(QPointF(6, 4.6), QPointF(6, 7.6))
        painter.fillRect(QRectF(5.35, 8.6, 1.3, 1.3), color(look().tokens.on_red))
    elif mark is Mark.AMBER:
        painter.setPen(_pen(ink, 1.1))
        painter.setBrush(color(mark_fill(mark)))
        painter.drawPolygon(outlines["diamond"])
    elif mark is Mark.GREEN:
        painter.setBrush(color(mark_fill(mark)))
        painter.drawEllipse(QPointF(6, 6), 4.7, 4.7)
    elif mark is Mark.DONE:
        painter.setPen(_pen(ink, 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(1, 1, 10, 10), 1.5, 1.5)
        painter.drawPolyline(outlines["tick"])
    elif mark is Mark.ONGOING:
        painter.setPen(_pen(ink, 1.5))
        painter.drawArc(QRectF(1.4, 1.4, 9.2, 9.2), 20 * 16, 325 * 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(ink))
        painter.drawPolygon(outlines["arrow"])
    else:
        painter.setPen(_pen(ink, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(6, 6), 4.5, 4.5)
        if mark is Mark.NO_LEAD:
            painter.drawLine(QPointF(2.9, 9.1), QPointF(9.1, 2.9))
    if by_hand:
        painter.setPen(QPen(color(look().tokens.base), 1.2))
        painter.setBrush(color(look().tokens.accent))
        painter.drawEllipse(QPointF(9.9, 9.9), 2.7, 2.7)
    painter.restore()


def paint_role(painter: QPainter, rect: QRectF, role: Role, inferred: bool = False, ink: str | None = None) -> None:
    """Paint the role shape, centred in `rect`. `inferred` draws the dashed ring of a role that is our reading, not the plan's words."""
    _enter(painter, rect, ROLE_SIZE)
    paint = color(ink or look().tokens.accent)
    centre = QPointF(6.5, 6.5)
    line = QPen(paint, 1.4)
    line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if inferred:
        dashed = QPen(paint, 1.2)
        dashed.setDashPattern([1.75, 1.4])
        painter.setPen(dashed)
        painter.drawEllipse(centre, 5.6, 5.6)
        painter.translate(6.5, 6.5)
        painter.scale(0.66, 0.66)
        painter.translate(-6.5, -6.5)
    painter.setPen(line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if role is Role.LEAD:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paint)
        painter.drawEllipse(centre, 5.0, 5.0)
    elif role is Role.JOINT:
        painter.drawEllipse(centre, 4.9, 4.9)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(paint)
        painter.drawEllipse(centre, 2.3, 2.3)
    elif role is Role.SUPPORT:
        painter.drawEllipse(centre, 4.8, 4.8)
    else:
        painter.drawPolygon(_outlines()["implement"])
    painter.restore()


def paint_progress(painter: QPainter, rect: QRectF, percent: float | None, pace: float | None, mark: Mark) -> None:
    """Paint a progress bar into `rect` (8 px high drawn) with a tick where the pace is: a bar short of its tick is behind."""
    tokens = look().tokens
    painter.save()
    painter.fillRect(rect, color(tokens.track))
    if percent:
        done = QRectF(rect)
        done.setWidth(rect.width() * min(percent, 100) / 100)
        painter.fillRect(done, color(mark_fill(mark)))
    if tokens.outlined_bars:
        painter.setPen(QPen(color(tokens.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    if pace is not None:
        x = rect.left() + rect.width() * min(max(pace, 0), 100) / 100
        painter.fillRect(QRectF(x - 1, rect.top() - 3, 2, rect.height() + 6), color(tokens.tick))
    painter.restore()
