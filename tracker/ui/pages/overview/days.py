"""The next thirty days as a strip: what is due on which day, weekends and holidays on a ground of their own."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from tracker.domain.screens import CalendarItem
from tracker.domain.terms import Light
from tracker.domain.workdays import WorkCalendar
from tracker.ui.shapes import MARK_SIZE, Mark, mark_of, paint_mark
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import CENTER, draw_text

COUNT = 30
_STACK = 3
_WEIGHT = {Light.RED: 0, Light.AMBER: 1, Light.GREEN: 2, Light.ONGOING: 3, Light.DONE: 4}


class DayStrip(QWidget):
    """`chosen` tells the day that was clicked. ←→ and Enter do the same."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = date.min
        self._items: dict[date, list[CalendarItem]] = {}
        self._calendar = WorkCalendar()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("未来 30 天到期")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_days(self, first: date, items: Sequence[CalendarItem], calendar: WorkCalendar) -> None:
        """Show what is due from this day on."""
        found: dict[date, list[CalendarItem]] = defaultdict(list)
        for item in items:
            found[item.day].append(item)
        self._first, self._items, self._calendar = first, dict(found), calendar
        days = [f"{day.month}月{day.day}日 {len(due)} 项" for day, due in sorted(found.items())]
        self.setAccessibleDescription("；".join(days))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(500), look().px(MARK_SIZE + 3) * _STACK + look().small_metrics.height() * 2 + 16)

    def minimumSizeHint(self) -> QSize:
        return QSize(look().px(300), self.sizeHint().height())

    def day_rect(self, place: int) -> QRect:
        """The column of the day so many days from the first."""
        left, width = 12, self.width() - 24
        x = left + width * place // COUNT
        return QRect(x, 4, left + width * (place + 1) // COUNT - x, self.height() - 8)

    def _labels(self) -> dict[int, str]:
        """What stands under the days: the first one and where a month begins in any case, of the others as many as have room."""
        days = [self._first + timedelta(place) for place in range(COUNT)]
        marked = {place for place, day in enumerate(days) if place == 0 or day.day == 1}
        kept: dict[int, str] = {}
        taken: list[tuple[float, float]] = []
        for place in sorted(range(COUNT), key=lambda place: (place not in marked, place)):
            day, metrics = days[place], QFontMetrics(look().small_bold) if place == 0 else look().small_metrics
            words = f"{day.month}/{day.day}" if place in marked else str(day.day)
            middle, half = self.day_rect(place).center().x(), metrics.horizontalAdvance(words) / 2 + (2 if place == 0 else 0)
            if all(middle + half <= left or middle - half >= right for left, right in taken):
                taken.append((middle - half, middle + half))
                kept[place] = words
        return kept

    def paintEvent(self, _event: QPaintEvent) -> None:
        current = look()
        tokens = current.tokens
        painter = QPainter(self)
        foot, labels = current.small_metrics.height() + 4, self._labels()
        for place in range(COUNT):
            day, rect = self._first + timedelta(place), self.day_rect(place)
            room = rect.adjusted(0, 0, 0, -foot)
            free = not self._calendar.is_workday(day)
            if free:
                painter.fillRect(room, color(tokens.holiday_tint if self._calendar.holiday_name(day) else tokens.weekend))
            painter.fillRect(room.left(), room.top(), 1, room.height(), color(tokens.grid))
            self._paint_items(painter, room, self._items.get(day, []))
            below = QRect(rect.left(), room.bottom() + 2, rect.width(), foot - 1)
            words = labels.get(place, "")
            if place == 0:
                side = (QFontMetrics(current.small_bold).horizontalAdvance(words) + 4 - below.width()) // 2
                painter.fillRect(below.adjusted(-side, 0, side, 0), color(tokens.accent))
            ink = tokens.on_accent if place == 0 else tokens.holiday if free else tokens.text2
            wide = below.adjusted(-12, 0, 12, 0)
            draw_text(painter, wide, words, current.small_bold if place == 0 else current.small, ink, CENTER)
            if place == self._current and self.hasFocus():
                painter.setPen(QPen(color(tokens.focus), tokens.focus_width))
                painter.drawRect(rect.adjusted(1, 0, -1, 0))
        line = self.day_rect(0).adjusted(0, 0, 0, -foot).bottom() + 1
        painter.fillRect(12, line, self.width() - 24, 1, color(tokens.control))
        painter.end()

    def _paint_items(self, painter: QPainter, room: QRect, items: list[CalendarItem]) -> None:
        current, side = look(), look().px(MARK_SIZE)
        items = sorted(items, key=lambda item: _WEIGHT[item.light])
        bottom = room.bottom() - 2
        for place, item in enumerate(items[:_STACK]):
            calm = item.light in (Light.GREEN, Light.ONGOING) and not item.by_hand
            mark = Mark.ONGOING if item.recurring and calm else mark_of(item.light)
            y = bottom - (place + 1) * (side + 3) + 3
            paint_mark(painter, QRectF(room.center().x() - side / 2 + 1, y, side, side), mark, by_hand=item.by_hand)
        if len(items) > _STACK:
            top = QRect(room.left() - 6, room.top() - 2, room.width() + 12, current.small_metrics.height())
            draw_text(painter, top, f"+{len(items) - _STACK}", current.small, current.tokens.text2, CENTER)

    # pointing and keys

    def _place_at(self, point: QPoint) -> int:
        return next((place for place in range(COUNT) if self.day_rect(place).contains(point)), -1)

    def _choose(self, place: int) -> None:
        if 0 <= place < COUNT:
            self._current = place
            self.update()
            if self._items.get(self._first + timedelta(place)):
                self.chosen.emit(self._first + timedelta(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._place_at(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step:
            self._current = min(max(self._current + step, 0), COUNT - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._place_at(event.pos())
            day = self._first + timedelta(max(place, 0))
            due = self._items.get(day, []) if place >= 0 else []
            name = self._calendar.holiday_name(day)
            lines = [f"{day.month}月{day.day}日" + (f"（{name}）" if name else "")] + [f"{item.number} {item.title}" for item in due[:12]]
            QToolTip.showText(event.globalPos(), "\n".join(lines), self) if due or name else QToolTip.hideText()
            return True
        return super().event(event)
