"""The line under the agenda: how many tasks stand on no day, and where the next dates are when nothing is near."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.plain import link
from tracker.usecases.views.calendar_rest import CalendarRest


class AgendaFoot(QFrame):
    """Doors: `undated_wanted` asks for the list of tasks without a day, `day_wanted` for a day. Hidden where there is neither."""

    undated_wanted = Signal(object)
    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rest = CalendarRest()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(4)
        self.soon = link("", self._go)
        self.undated = link("", lambda: self.undated_wanted.emit(self.rest.undated))
        for door in (self.soon, self.undated):
            door.setMinimumHeight(look().small_metrics.height() + 6)
            column.addWidget(door)
        self.hide()

    def show_rest(self, rest: CalendarRest, *, quiet: bool) -> None:
        """Tell what there is; the next date only where the agenda is `quiet`."""
        self.rest = rest
        day = rest.next_due if quiet else None
        self.soon.setVisible(day is not None)
        if day is not None:
            self.soon.setText(f"最近的到期日：{day.year}年{day.month}月{day.day}日")
        self.undated.setVisible(bool(rest.undated))
        self.undated.setText(f"另有 {len(rest.undated)} 项没有写到哪天，看清单")
        self.setVisible(day is not None or bool(rest.undated))

    def _go(self) -> None:
        if self.rest.next_due is not None:
            self.day_wanted.emit(self.rest.next_due)
