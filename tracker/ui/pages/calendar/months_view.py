"""A quarter or a year at a glance: small months, each day with the shape of its most urgent task and how many there are."""

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip, QWidget

from tracker.ui.pages.calendar.days import SpanData, day_words
from tracker.ui.pages.calendar.months_paint import MonthsLayout, least_size, paint_months
from tracker.ui.pages.calendar.walking import DayWalker
from tracker.ui.theme import color, look
from tracker.ui.widgets.scrolled import reveal

_TOLD = 8


class MonthsView(QWidget):
    """`months` is 3 or 12. `day_chosen` tells a day, `day_opened` that its month is wanted, `shift_wanted` by how many days Ctrl and an
    arrow move what is due on the day."""

    day_chosen = Signal(object)
    day_opened = Signal(object)
    shift_wanted = Signal(int)

    def __init__(self, months: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.months = months
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("季历" if months == 3 else "年历")
        self.walker = DayWalker(months, self.day_chosen.emit, self.day_opened.emit, self.shift_wanted.emit)
        self.chosen = date.min
        self._data: SpanData | None = None
        self._layout: MonthsLayout | None = None

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
        if not self.place_of(day).isEmpty():
            reveal(self, self.place_of(day).toRect())
        self.update()

    def minimumSizeHint(self) -> QSize:
        return least_size(self.months, self.width())

    # places

    def _place_days(self) -> None:
        self._layout = MonthsLayout(self._data, QRectF(self.rect())) if self._data else None

    def place_of(self, day: date) -> QRectF:
        """Where a day stands; an empty rectangle where it is not shown."""
        return self._layout.days.get(day, QRectF()) if self._layout else QRectF()

    def day_at(self, spot: QPointF) -> date | None:
        days = self._layout.days if self._layout else {}
        return next((day for day, place in days.items() if place.contains(spot)), None)

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
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
        if self._data is not None and self._layout is not None:
            paint_months(painter, self._data, self._layout)
        if not self.place_of(self.chosen).isEmpty():
            width = tokens.focus_width
            painter.setPen(QPen(color(tokens.focus if self.hasFocus() else tokens.control), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.place_of(self.chosen).adjusted(0, 0, -width / 2 - 0.5, -width / 2 - 0.5))
        painter.end()
