"""The month in the window: painted as a whole, walked with the arrow keys, each item a door to its task."""

from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from tracker.ui.pages.calendar.days import MonthData, day_words, holiday_note
from tracker.ui.pages.calendar.layout import ItemBox, MonthLayout, lay_out, least_size
from tracker.ui.pages.calendar.move_strip import movable
from tracker.ui.pages.calendar.paint import mark_for, paint_month
from tracker.ui.pages.calendar.walking import DayWalker
from tracker.ui.widgets.scrolled import reveal

_MOST_WEEKS = 6


class MonthView(QWidget):
    """Keys: arrows walk over days, PgUp/PgDn over months, T goes to today, Enter opens the day.

    `day_chosen` tells the day (also one outside of the month shown), `day_opened` that its list is wanted, `opened` a task.
    `dragged` tells an item and the day on which it was dropped, `stuck` one that was drawn at and has no day to give up,
    `shift_wanted` by how many days Ctrl and an arrow move it.
    """

    day_chosen = Signal(object)
    day_opened = Signal(object)
    opened = Signal(int)
    dragged = Signal(object, object)
    stuck = Signal(object)
    shift_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("时限日历")
        self._data: MonthData | None = None
        self._layout: MonthLayout | None = None
        self._hovered: ItemBox | None = None
        self.walker = DayWalker(1, self.day_chosen.emit, self.day_opened.emit, self.shift_wanted.emit)
        self._pressed: tuple[ItemBox, QPointF] | None = None
        self._drawn_at = False
        self.target: date | None = None
        self.chosen = date.min

    def sizeHint(self) -> QSize:
        return QSize(900, 600)

    def minimumSizeHint(self) -> QSize:
        weeks = len(self._data.month.weeks) if self._data else _MOST_WEEKS
        return least_size(weeks)

    def show_data(self, data: MonthData, chosen: date) -> None:
        """Show a month with this day chosen."""
        self._data, self._layout, self._hovered = data, None, None
        self.choose(chosen)

    def choose(self, day: date) -> None:
        """Put the ring round this day."""
        self.chosen = day
        if self._data is not None:
            due = [item.title for item in self._data.on(day)]
            self.setAccessibleDescription(f"{day_words(day)}，{len(due)} 项：{'；'.join(due)}" if due else f"{day_words(day)}，无到期任务")
        self._reveal()
        self.update()

    def _reveal(self) -> None:
        """Bring the chosen day into sight where the window is too low for the month."""
        above = self.parentWidget()
        if above is not None and self.height() > above.height() and self.geometry_now is not None:
            cell = next((cell for cell in self.geometry_now.cells if cell.day == self.chosen), None)
            if cell is not None:
                reveal(self, cell.rect.toRect())

    @property
    def geometry_now(self) -> MonthLayout | None:
        """Where everything stands at the present size."""
        if self._layout is None and self._data is not None:
            self._layout = lay_out(self._data, QRectF(self.rect()))
        return self._layout

    # events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout = self._hovered = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, layout = QPainter(self), self.geometry_now
        if self._data is not None and layout is not None:
            paint_month(painter, self._data, layout, chosen=self.chosen, focused=self.hasFocus(), hovered=self._hovered, target=self.target)
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._pressed is not None:
            self._let_go()
        elif self._data is None or not self.walker.press(event, self.chosen, self._data.today):
            super().keyPressEvent(event)

    def _let_go(self) -> None:
        """Esc while an item is held: it stays where it is."""
        self._pressed, self._drawn_at = None, False
        self.show_target(None)
        self.unsetCursor()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.walker.wheel(event, self.chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        layout = self.geometry_now
        cell = layout.cell_at(event.position()) if layout else None
        if cell is None or layout is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        box = layout.item_at(event.position())
        if cell.more and cell.more_rect.contains(event.position()):
            self.day_opened.emit(cell.day)
        elif box is not None:
            self._pressed = (box, event.position())
        else:
            self.day_chosen.emit(cell.day)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        target, drawn_at = self.target, self._drawn_at
        self._drawn_at = False
        self.show_target(None)
        self.unsetCursor()
        if pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        item = pressed[0].item
        if drawn_at:
            self.stuck.emit(item)
        elif target is None:
            self.opened.emit(item.task_id)
        elif target != item.day:
            self.dragged.emit(item, target)

    def show_target(self, day: date | None) -> None:
        """Mark the day to which something is to be moved."""
        if day != self.target:
            self.target = day
            self.update()

    def _drag(self, event: QMouseEvent) -> bool:
        """An item is held: mark the day under the mouse. False: nothing is dragged."""
        if self._pressed is None or self._data is None:
            return False
        box, start = self._pressed
        far = (event.position() - start).manhattanLength() >= QApplication.startDragDistance()
        if far and not movable([box.item]):
            self._drawn_at = True
            self.setCursor(Qt.CursorShape.ForbiddenCursor)
        elif far or self.target is not None:
            cell = self.geometry_now.cell_at(event.position()) if self.geometry_now else None
            self.show_target(cell.day if cell else box.item.day)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag(event):
            return
        layout = self.geometry_now
        box = layout.item_at(event.position()) if layout else None
        cell = layout.cell_at(event.position()) if layout else None
        door = box is not None or (cell is not None and cell.more > 0 and cell.more_rect.contains(event.position()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if door else Qt.CursorShape.ArrowCursor)
        if box is not self._hovered:
            self._hovered = box
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._data is not None:
            layout = self.geometry_now
            box = layout.item_at(event.pos().toPointF()) if layout else None
            QToolTip.showText(event.globalPos(), self._words(box) if box else "", self)
            return True
        return super().event(event)

    def _words(self, box: ItemBox) -> str:
        item = box.item
        lines = [f"{item.number}　{item.title}", f"{mark_for(item).label}：{item.reason}", f"时限：{item.wording}"]
        leads = self._data.leads_of([item.task_id]).get(item.task_id) if self._data else None
        if leads:
            lines.insert(1, "牵头：" + "、".join(leads))
        note = holiday_note(item, self._data.work) if self._data else ""
        return "\n".join([*lines, note] if note else lines)
