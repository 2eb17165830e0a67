"""A quarter or a year at a glance: small months, each day with the shape of its most urgent task and how many there are."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from tracker.domain.screens import CalendarItem
from tracker.ui.pages.calendar.days import SATURDAY, WEEKDAYS, Month, SpanData, day_words
from tracker.ui.pages.calendar.paint import ink_of, mark_for
from tracker.ui.pages.calendar.walking import DayWalker
from tracker.ui.shapes import MARK_SIZE, mark_ink, mark_tint, paint_mark
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import CENTER, LEFT, RIGHT, draw_text

_WEEKS = 6
_GAP, _HEAD, _NAMES = 12, 28, 20
_TOLD = 8


class MonthsView(QWidget):
    """`months` is 3 or 12. `day_chosen` tells a day, `day_opened` that its month is wanted."""

    day_chosen = Signal(object)
    day_opened = Signal(object)

    def __init__(self, months: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.months = months
        self._per_row = 3 if months == 3 else 4
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("季历" if months == 3 else "年历")
        self.walker = DayWalker(months, self.day_chosen.emit, self.day_opened.emit)
        self.chosen = date.min
        self._data: SpanData | None = None
        self._places: dict[date, QRectF] = {}

    def show_data(self, data: SpanData, chosen: date) -> None:
        """Show these months with this day chosen."""
        self._data = data
        self._place_days()
        self.choose(chosen)

    def choose(self, day: date) -> None:
        """Put the ring round this day."""
        self.chosen = day
        due = self._data.on(day) if self._data else ()
        self.setAccessibleDescription(f"{day_words(day)}，{len(due)} 项到期")
        self.update()

    # places

    def _frame(self, place: int) -> QRectF:
        """Where a month stands."""
        rows = self.months // self._per_row
        width = (self.width() - _GAP) / self._per_row
        height = (self.height() - _GAP) / rows
        row, column = divmod(place, self._per_row)
        return QRectF(_GAP + column * width, _GAP + row * height, width - _GAP, height - _GAP)

    def _place_days(self) -> None:
        self._places = {}
        px = look().px
        for place, month in enumerate(self._data.months if self._data else ()):
            frame = self._frame(place)
            top = frame.top() + px(_HEAD) + px(_NAMES)
            width, height = frame.width() / 7, (frame.bottom() - top) / _WEEKS
            for number, day in enumerate(month.days):
                if month.holds(day):
                    week, column = divmod(number, 7)
                    left, above = round(frame.left() + column * width), round(top + week * height)
                    right, below = round(frame.left() + (column + 1) * width), round(top + (week + 1) * height)
                    self._places[day] = QRectF(left, above, right - left, below - above)

    def place_of(self, day: date) -> QRectF:
        """Where a day stands; an empty rectangle where it is not shown."""
        return self._places.get(day, QRectF())

    def day_at(self, spot: QPointF) -> date | None:
        return next((day for day, place in self._places.items() if place.contains(spot)), None)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_days()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._data is None or not self.walker.press(event, self.chosen, self._data.today):
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.walker.wheel(event, self.chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.day_chosen.emit(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        day = self.day_at(event.position())
        if day is not None:
            self.day_opened.emit(day)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._data is not None:
            day = self.day_at(event.pos().toPointF())
            due = self._data.on(day) if day else ()
            lines = [day_words(day)] if day else []
            lines += [f"{item.number}　{item.title}（{item.reason}）" for item in due[:_TOLD]]
            lines += [f"还有 {len(due) - _TOLD} 项"] if len(due) > _TOLD else []
            QToolTip.showText(event.globalPos(), "\n".join(lines) if due else "", self)
            return True
        return super().event(event)

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), look().tokens
        painter.fillRect(event.rect(), color(tokens.window))
        if self._data is not None:
            for place, month in enumerate(self._data.months):
                self._paint_frame(painter, self._frame(place), month, self._data)
            for day, rect in self._places.items():
                self._paint_day(painter, rect, day, self._data)
            painter.setPen(QPen(color(tokens.line), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for place in range(len(self._data.months)):
                painter.drawRect(self._frame(place).adjusted(-1, 0, 0, 0))
        if not self.place_of(self.chosen).isEmpty():
            width = tokens.focus_width
            painter.setPen(QPen(color(tokens.focus if self.hasFocus() else tokens.control), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.place_of(self.chosen).adjusted(0, 0, -width / 2 - 0.5, -width / 2 - 0.5))
        painter.end()

    def _paint_frame(self, painter: QPainter, frame: QRectF, month: Month, data: SpanData) -> None:
        current, tokens = look(), look().tokens
        painter.fillRect(frame, color(tokens.base))
        head = QRectF(frame.left() + 8, frame.top(), frame.width() - 16, current.px(_HEAD)).toRect()
        draw_text(painter, head, f"{month.month}月", current.bold, tokens.text, LEFT)
        count = data.count(month)
        draw_text(painter, head, f"{count} 项" if count else "无到期", current.small, tokens.text2, RIGHT)
        width, top = frame.width() / 7, round(frame.top() + current.px(_HEAD))
        for column, name in enumerate(WEEKDAYS):
            box = QRect(round(frame.left() + column * width), top, round(width), current.px(_NAMES))
            draw_text(painter, box, name[-1], current.small, tokens.text3, CENTER)

    def _paint_day(self, painter: QPainter, rect: QRectF, day: date, data: SpanData) -> None:
        current, tokens = look(), look().tokens
        holiday, swapped = bool(data.work.holiday_name(day)), data.work.is_swapped(day)
        if holiday:
            painter.fillRect(rect, color(tokens.holiday_tint))
        elif day.isoweekday() >= SATURDAY and not swapped:
            painter.fillRect(rect, color(tokens.weekend))
        line = min(rect.height(), current.px(20))
        high, items = rect.height() >= 2 * line, data.on(day)
        number = QRectF(rect.left() + 1, rect.top(), current.px(20 if high else 16), line)
        if items and not high and not items[0].recurring:
            painter.fillRect(rect.adjusted(0, 0, -1, -1), color(mark_tint(mark_for(items[0]))))
        if high:
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), color(tokens.grid))
            painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), color(tokens.grid))
        ink = tokens.holiday if holiday else tokens.text
        if day == data.today:
            painter.fillRect(number, color(tokens.accent))
            ink = tokens.on_accent
        draw_text(painter, number.toRect(), str(day.day), current.small_bold if swapped else current.small, ink, CENTER)
        if (holiday or swapped) and (high or not items) and rect.width() > current.px(36):
            box = QRectF(number.right() + 2, number.top(), current.px(16), line).toRect()
            draw_text(painter, box, "班" if swapped else "休", current.small, tokens.workday if swapped else tokens.holiday, CENTER)
        if high:
            self._paint_marks(painter, rect, line, items)
        elif items:
            self._paint_first(painter, rect, number, items)

    def _paint_marks(self, painter: QPainter, rect: QRectF, line: float, items: Sequence[CalendarItem]) -> None:
        """One line per shape with its count, as many as there is room for, the most urgent first."""
        current, side = look(), look().px(MARK_SIZE - 1)
        marks = Counter(mark_for(item) for item in items)
        room = int(rect.height() // line) - 1
        for place, (mark, count) in enumerate(list(marks.items())[:room], 1):
            top = rect.top() + place * line
            paint_mark(painter, QRectF(rect.left() + 6, top + (line - side) / 2, side, side), mark)
            box = QRectF(rect.left() + side + 10, top, rect.width() - side - 11, line).toRect()
            draw_text(painter, box, f"{count} 项", current.small, mark_ink(mark), LEFT)

    def _paint_first(self, painter: QPainter, rect: QRectF, number: QRectF, items: Sequence[CalendarItem]) -> None:
        """The most urgent shape beside the number, with the count of all where it fits."""
        current, side = look(), look().px(MARK_SIZE - 3)
        left = number.right()
        paint_mark(painter, QRectF(left, number.top() + (number.height() - side) / 2, side, side), mark_for(items[0]))
        words, room = str(len(items)), rect.right() - left - side - 1
        if current.small_metrics.horizontalAdvance(words) <= room:
            painter.setFont(current.small)
            painter.setPen(color(ink_of(items[0])))
            painter.drawText(QRectF(left + side + 1, number.top(), room, number.height()), LEFT, words)
