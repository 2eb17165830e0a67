"""The strip under the calendar in which a due date is moved: which task, to which day, why, who agreed."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from tracker.domain.records import Changes
from tracker.domain.screens import CalendarItem
from tracker.domain.terms import Light
from tracker.domain.workdays import WorkCalendar
from tracker.ui.context import Context
from tracker.ui.pages.calendar.days import day_words
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.elided_box import ElidedBox
from tracker.ui.widgets.plain import button, label, link
from tracker.ui.widgets.section import Complaint
from tracker.ui.widgets.strip import Strip
from tracker.usecases.work.deadline_moves import move_deadline

_NARROW = 960


def movable(items: Sequence[CalendarItem]) -> list[CalendarItem]:
    """The items that stand on a day of their own and are still open."""
    return [item for item in items if not item.recurring and item.light is not Light.DONE]


class MoveStrip(Strip):
    """Enter stores, Esc gives up. `day_proposed` tells the day that is typed or stepped to, `stored` the one that holds now, `closed`
    that the strip is away."""

    day_proposed = Signal(object)
    stored = Signal(object)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._items: list[CalendarItem] = []
        self._work = WorkCalendar()
        column = self.column
        head = self._head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("调整时限", look().strip_title))
        self.which = ElidedBox()
        self.which.setAccessibleName("调整哪一项")
        self.which.setMinimumWidth(look().px(160))
        self.old = ElidedLabel(ink="2")
        head.addWidget(self.which)
        head.addWidget(self.old, 1)
        column.addLayout(head)
        row = self._row = QHBoxLayout()
        row.setSpacing(6)
        self.day = DateBox("新的日期", ctx.today().year)
        self.note = link("", self._take_workday)
        self.note.setToolTip("改到这个工作日")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("原因，例如：县政府第9次常务会议同意延期")
        self.reason.setAccessibleName("调整原因")
        self.approved = QLineEdit()
        self.approved.setPlaceholderText("批准人，可不填")
        self.approved.setAccessibleName("批准人")
        self.approved.setMaximumWidth(look().px(150))
        row.addWidget(label("改到", ink="2"))
        row.addWidget(self.day)
        row.addWidget(self.note)
        row.addWidget(self.reason, 1)
        row.addWidget(self.approved)
        row.addWidget(button("保存", self.confirm, primary=True, keys="Enter"))
        row.addWidget(button("取消", self.close_strip, keys="Esc"))
        column.addLayout(row)
        self.complaint = Complaint()
        column.addWidget(self.complaint)
        self.which.currentIndexChanged.connect(lambda _place: self._say_old())
        self.day.picked.connect(lambda _day: self._say_day())
        self.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what is said of the day stands in the line above: the reason needs the room."""
        super().resizeEvent(event)
        if self.width() < look().px(_NARROW):
            self._head.addWidget(self.note)
        else:
            self._row.insertWidget(2, self.note)

    @property
    def item(self) -> CalendarItem | None:
        """The item that is to be moved."""
        place = self.which.currentIndex()
        return self._items[place] if 0 <= place < len(self._items) else None

    def open_for(self, items: Sequence[CalendarItem], day: date, work: WorkCalendar) -> None:
        """Open for one of these items, moved to this day; several are chosen from."""
        self._items, self._work = list(items), work
        self.which.clear()
        for item in self._items:
            self.which.addItem(f"{item.number}　{item.title}")
        self.which.setEnabled(len(self._items) > 1)
        self.complaint.say("")
        self.day.set_day(day)
        self._say_day()
        self._say_old()
        self.show()
        self.reason.setFocus()

    def step(self, days: int) -> None:
        """Move the proposed day."""
        if self.day.day is not None:
            self.day.set_day(self.day.day + timedelta(days))
            self._say_day()

    def _say_old(self) -> None:
        item = self.item
        self.old.show_text(f"现定 {day_words(item.day)}（{item.wording}）" if item else "")

    def _say_day(self) -> None:
        day = self.day.day
        free = day is not None and not self._work.is_workday(day)
        self.note.setVisible(free)
        if day is not None and free:
            name = self._work.holiday_name(day) or "周末"
            self.note.setText(f"逢{name}，改为 {self._work.workday_before(day):%m-%d}")
        if day is not None:
            self.day_proposed.emit(day)

    def _take_workday(self) -> None:
        """The last working day before the day that is free."""
        if self.day.day is not None:
            self.day.set_day(self._work.workday_before(self.day.day))
            self._say_day()
        self.reason.setFocus()

    def confirm(self) -> None:
        item, day = self.item, self.day.day
        if item is None or day is None or item.deadline_id is None:
            self.complaint.say(self.day.fault or "请填写新的日期")
            return
        store, reason, approved, today, limit = self.ctx.store, self.reason.text(), self.approved.text(), self.ctx.today(), item.deadline_id

        def done(_changes: Changes) -> None:
            self.reason.clear()
            self.close_strip()
            self.stored.emit(day)

        self.ctx.change(
            lambda: move_deadline(store, limit, day, reason, today, approved), done, failed=lambda error: self.complaint.say(str(error))
        )
