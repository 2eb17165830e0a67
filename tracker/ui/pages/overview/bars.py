"""Stacked bars of lights, one line per plan or unit. A segment opens its tasks, the rest of a line all of them."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tracker.domain.screens import LightCounts
from tracker.domain.terms import Light
from tracker.ui.theme import Look, color, look
from tracker.ui.widgets.text import CENTER, RIGHT, draw_text

_ORDER = (Light.DONE, Light.GREEN, Light.ONGOING, Light.AMBER, Light.RED)
_BAR = 16
_PADDING = 12


def light_words() -> list[tuple[Light, str]]:
    """The lights in the order of the bars, with the words of their legend."""
    return [(Light.DONE, "完成"), (Light.GREEN, "正常"), (Light.ONGOING, "长期"), (Light.AMBER, "黄灯"), (Light.RED, "红灯")]


def bar_colors(light: Light) -> tuple[str, str]:
    """Fill and ink of figures on it."""
    tokens = look().tokens
    return {
        Light.DONE: (tokens.slate_fill, tokens.on_slate),
        Light.GREEN: (tokens.green_bar, tokens.on_green),
        Light.ONGOING: (tokens.violet_fill, tokens.on_slate),
        Light.AMBER: (tokens.amber_fill, tokens.on_amber),
        Light.RED: (tokens.red_fill, tokens.on_red),
    }[light]


class BarLine(NamedTuple):
    """One line: `name` left, the bar, `note` right with `alarm` in the colour of what is wrong."""

    counts: LightCounts
    name: str
    note: str
    alarm: str = ""
    alarm_light: Light | None = None


class Bars(QWidget):
    """`chosen` tells the id of a line and the light of the segment, None beside the segments. ↑↓ and Enter do the same."""

    chosen = Signal(int, object)

    def __init__(self, name: str, *, figures: bool, name_width: int, note_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[BarLine, ...] = ()
        self._most = 1
        self._widest: tuple[Look, int] | None = None
        self._figures, self._name_width, self._note_width = figures, name_width, note_width
        self._current = -1
        self._hovered = -1
        self._common = not figures
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_lines(self, lines: Sequence[BarLine]) -> None:
        """Show these lines."""
        self._lines = tuple(lines)
        self._most = max((line.counts.total for line in lines), default=1)
        self._widest = None
        self._current = max(min(self._current, len(self._lines) - 1), 0)
        self.setAccessibleDescription("；".join(f"{line.name} {line.note}{line.alarm}" for line in self._lines))
        self.updateGeometry()
        self.update()

    @property
    def line_height(self) -> int:
        return max(look().px(24), look().body_metrics.height() + 5)

    @property
    def room_for(self) -> int:
        """How many lines fit."""
        return max((self.height() - 8) // self.line_height, 0)

    @property
    def name_room(self) -> int:
        """The room for names: what they need, up to a third of the whole, at least what was asked for."""
        least = look().px(self._name_width)
        return max(least, min(self._name_needed() or least, self.width() // 3))

    def _name_needed(self) -> int:
        """The width of the longest name, measured once: painting asks for it line by line. 0 where there are no lines."""
        if self._widest is None or self._widest[0] is not look():
            metrics = look().body_metrics
            self._widest = look(), max((metrics.horizontalAdvance(line.name) + 2 for line in self._lines), default=0)
        return self._widest[1]

    def sizeHint(self) -> QSize:
        return QSize(look().px(300), len(self._lines) * self.line_height + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(220), min(len(self._lines), 3) * self.line_height + 12)

    def bar_rect(self, row: int) -> QRect:
        """Where the bar of a line stands at its full length."""
        top = 6 + row * self.line_height
        left = _PADDING + self.name_room + 8
        width = self.width() - left - look().px(self._note_width) - 8 - _PADDING
        bar = look().px(_BAR if self._figures else 11)
        return QRect(left, top + (self.line_height - bar) // 2, max(width, 10), bar)

    def segments(self, row: int) -> list[tuple[Light, QRect]]:
        """The segments of a line."""
        counts, rect = self._lines[row].counts, self.bar_rect(row)
        most = self._most if self._common else counts.total
        shown = [(light, counts.lights.get(light, 0)) for light in _ORDER if counts.lights.get(light, 0)]
        made, done = [], 0
        for light, count in shown:
            left = rect.left() + round(rect.width() * done / max(most, 1))
            done += count
            right = rect.left() + round(rect.width() * done / max(most, 1))
            made.append((light, QRect(left, rect.top(), max(right - left - 1, 2), rect.height())))
        return made

    def paintEvent(self, _event: QPaintEvent) -> None:
        current = look()
        tokens = current.tokens
        painter = QPainter(self)
        for row, line in enumerate(self._lines[: self.room_for]):
            whole = QRect(0, 6 + row * self.line_height, self.width(), self.line_height)
            if row == self._hovered:
                painter.fillRect(whole, color(tokens.hover))
            name = QRect(_PADDING, whole.top(), self.name_room, whole.height())
            draw_text(painter, name, line.name, current.body, tokens.text)
            for light, rect in self.segments(row):
                fill, ink = bar_colors(light)
                painter.fillRect(rect, color(fill))
                if light is Light.AMBER:
                    painter.setPen(color(tokens.amber))
                    painter.drawRect(rect.adjusted(0, 0, -1, -1))
                words = str(line.counts.lights[light])
                if self._figures and current.small_metrics.horizontalAdvance(words) + 2 <= rect.width():
                    draw_text(painter, rect.adjusted(0, -1, 0, 1), words, current.small, ink, CENTER)
            self._paint_note(painter, line, whole)
            if row == self._current and self.hasFocus():
                painter.setPen(QPen(color(tokens.focus), tokens.focus_width))
                painter.drawRect(whole.adjusted(3, 1, -4, -1))
        painter.end()

    def _paint_note(self, painter: QPainter, line: BarLine, whole: QRect) -> None:
        current = look()
        tokens = current.tokens
        right = whole.adjusted(0, 0, -_PADDING, 0)
        if line.alarm:
            ink = tokens.red if line.alarm_light is Light.RED else tokens.amber
            draw_text(painter, right, line.alarm, current.body, ink, RIGHT)
            right = right.adjusted(0, 0, -current.body_metrics.horizontalAdvance(line.alarm) - 6, 0)
        draw_text(painter, right, line.note, current.body, tokens.text2, RIGHT)

    # pointing and keys

    def _row_at(self, place: QPoint) -> int:
        row = (place.y() - 6) // self.line_height
        return row if 0 <= row < min(len(self._lines), self.room_for) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if row != self._hovered:
            self._hovered = row
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        row = self._row_at(place)
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._current = row
            light = next((light for light, rect in self.segments(row) if rect.contains(place)), None)
            self.chosen.emit(self._lines[row].counts.id, light)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        last = min(len(self._lines), self.room_for) - 1
        if step:
            self._current = min(max(self._current + step, 0), last)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self._current <= last:
            self.chosen.emit(self._lines[self._current].counts.id, None)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(event.pos())
            if row >= 0:
                counts = self._lines[row].counts
                words = "　".join(f"{words} {counts.lights[light]}" for light, words in light_words() if counts.lights.get(light))
                QToolTip.showText(event.globalPos(), f"{counts.name}：{words}", self)
            return True
        return super().event(event)
