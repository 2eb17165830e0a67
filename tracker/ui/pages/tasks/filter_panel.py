"""筛选: the panel under the filter bar. Every choice acts at once; the chips show what is chosen."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tracker.domain.records import UnitRecord
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import Role, State
from tracker.ui.pages.tasks.filter_words import Window, window_of, with_window
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.plain import button, label, link
from tracker.ui.widgets.role_forms import ROW_WORDS
from tracker.ui.widgets.scrolled import StripArea
from tracker.ui.widgets.section import Complaint, Line
from tracker.ui.widgets.segmented import Segmented
from tracker.ui.widgets.unit_box import UnitBox
from tracker.ui.widgets.wheel import keep_wheel_off
from tracker.ui.wording import state_label

T = TypeVar("T", Role, State)
_WIDTH = 470
_LEAST_HEIGHT = 160


class FilterPanel(QFrame):
    """`changed` tells the new filter. Esc or a click elsewhere closes."""

    changed = Signal(object)
    closed = Signal()

    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popup")
        self.setFixedWidth(look().px(_WIDTH))
        self._today = today
        self._anchor: QWidget | None = None
        self._page = parent
        self.filter = TaskFilter()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        self.unit = UnitBox()
        self.groups = QCheckBox("含以单位组名义承担的")
        self.roles = {role: _toggle(ROW_WORDS[role]) for role in Role}
        self.leader = QComboBox()
        self.leader.setAccessibleName("分管领导")
        self.states = {state: _toggle(state_label(state)) for state in State}
        self.window_choice = Segmented([(one.value, one.label) for one in Window], "时限")
        self.first, self.last = DateBox("从", today.year), DateBox("到", today.year)
        self.fault = Complaint()
        days = QHBoxLayout()
        for part in (self.first, label("至", ink="2"), self.last):
            days.addWidget(part)
        days.addStretch(1)
        self.own = Line("", days)
        self.no_lead, self.doubtful, self.removed = QCheckBox("无牵头单位"), QCheckBox("有疑点没核对"), QCheckBox("已取消")
        self.light_set = QCheckBox("人工定灯")
        self.extension_asked, self.unproved = QCheckBox("有待批延期"), QCheckBox("完成待核验")
        unit_column = QVBoxLayout()
        unit_column.setSpacing(4)
        unit_column.addWidget(self.unit)
        unit_column.addWidget(self.groups)
        only = QHBoxLayout()
        only.setSpacing(16)
        for box in (self.no_lead, self.doubtful, self.light_set, self.removed):
            only.addWidget(box)
        only.addStretch(1)
        waiting = QHBoxLayout()
        waiting.setSpacing(16)
        for box in (self.extension_asked, self.unproved):
            waiting.addWidget(box)
        waiting.addStretch(1)
        column.addWidget(Line("单位", unit_column))
        column.addWidget(Line("角色", _row(*self.roles.values())))
        column.addWidget(Line("领导", _row(self.leader)))
        column.addWidget(Line("状态", _row(*self.states.values())))
        column.addWidget(Line("时限", _row(self.window_choice)))
        column.addWidget(self.own)
        column.addWidget(self.fault)
        column.addWidget(Line("只看", only))
        column.addWidget(Line("", waiting))
        foot = QHBoxLayout()
        foot.addWidget(link("全部清除", self._clear))
        foot.addStretch(1)
        foot.addWidget(label("选了就生效", look().small, "3"))
        self.done = button("完成", self.close_panel)
        foot.addWidget(self.done)
        column.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(StripArea(inside))
        keep_wheel_off(inside)
        self._connect()
        self.hide()

    def _connect(self) -> None:
        self.unit.chosen.connect(lambda unit_id: self._set(self.filter._replace(unit_id=unit_id)))
        self.groups.clicked.connect(lambda on: self._set(self.filter._replace(through_groups=on)))
        self.leader.activated.connect(lambda _at: self._set(self.filter._replace(leader=self.leader.currentData())))
        for box in self.roles.values():
            box.clicked.connect(lambda _on: self._set(self.filter._replace(roles=_chosen(self.roles))))
        for box in self.states.values():
            box.clicked.connect(lambda _on: self._set(self.filter._replace(states=_chosen(self.states))))
        self.window_choice.chosen.connect(self._window_chosen)
        self.first.picked.connect(lambda _day: self._own_days())
        self.last.picked.connect(lambda _day: self._own_days())
        self.no_lead.clicked.connect(lambda on: self._set(self.filter._replace(no_lead=on)))
        self.doubtful.clicked.connect(lambda on: self._set(self.filter._replace(doubtful=on)))
        self.light_set.clicked.connect(lambda on: self._set(self.filter._replace(light_set=on)))
        self.extension_asked.clicked.connect(lambda on: self._set(self.filter._replace(extension_asked=on)))
        self.unproved.clicked.connect(lambda on: self._set(self.filter._replace(unproved=on)))
        self.removed.clicked.connect(lambda on: self._set(self.filter._replace(removed=on)))

    def show_filter(self, wanted: TaskFilter, units: Sequence[UnitRecord], leaders: Sequence[str]) -> None:
        """Let the fields show this filter."""
        self.filter = wanted
        self.unit.set_units(units)
        if self.unit.unit_id != wanted.unit_id or wanted.unit_id is not None:
            self.unit.choose(wanted.unit_id)
        self._show_leader(wanted.leader, leaders)
        self.groups.setChecked(wanted.through_groups)
        for role, box in self.roles.items():
            box.setChecked(role in wanted.roles)
        for state, box in self.states.items():
            box.setText(state_label(state))
            box.setChecked(state in wanted.states)
        window = window_of(wanted, self._today)
        if not (window is Window.ANY and self.window_choice.current == Window.OWN and self.isVisible()):
            self.window_choice.choose(window.value)
        own = self.window_choice.current == Window.OWN
        self.own.setVisible(own)
        if window is Window.OWN:
            for field, day in ((self.first, wanted.due_from), (self.last, wanted.due_to)):
                if field.day != day:
                    field.set_day(day)
        self.no_lead.setChecked(wanted.no_lead)
        self.doubtful.setChecked(wanted.doubtful)
        self.light_set.setChecked(wanted.light_set)
        self.extension_asked.setChecked(wanted.extension_asked)
        self.unproved.setChecked(wanted.unproved)
        self.removed.setChecked(wanted.removed)
        self.adjustSize()

    def _show_leader(self, leader: str, leaders: Sequence[str]) -> None:
        names = [*leaders, *([leader] if leader and leader not in leaders else [])]
        if [self.leader.itemData(place) for place in range(1, self.leader.count())] != names:
            self.leader.clear()
            self.leader.addItem("不限", "")
            for name in names:
                self.leader.addItem(name, name)
        self.leader.setCurrentIndex(self.leader.findData(leader))

    def _set(self, wanted: TaskFilter) -> None:
        self.filter = wanted
        self.changed.emit(wanted)

    def _window_chosen(self, key: str) -> None:
        window = Window(key)
        self.own.setVisible(window is Window.OWN)
        self.fault.say("")
        self.adjustSize()
        if window is Window.OWN:
            self.first.setFocus()
            self._own_days()
        else:
            self._set(with_window(self.filter, window, self._today))

    def _own_days(self) -> None:
        first, last = self.first.day, self.last.day
        fault = self.first.fault or self.last.fault
        if not fault and first and last and last < first:
            fault = "止日早于起日"
        self.fault.say(fault)
        self.adjustSize()
        if not fault:
            self._set(self.filter._replace(overdue=False, due_from=first, due_to=last))

    def _clear(self) -> None:
        self.unit.choose(None)
        self._set(TaskFilter(lights=self.filter.lights, text=self.filter.text))

    # opening and closing

    def open_under(self, anchor: QWidget) -> None:
        """Drop down under this button, inside the page."""
        self._anchor = anchor
        page = self._page
        at = anchor.mapTo(page, QPoint(0, anchor.height() + 2))
        self.setMaximumHeight(max(page.height() - at.y() - 4, look().px(_LEAST_HEIGHT)))
        self.adjustSize()
        self.move(max(min(at.x(), page.width() - self.width() - 8), 8), at.y())
        self.show()
        self.raise_()
        self.unit.setFocus()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round within the open panel: elsewhere it would stay open behind one's back."""
        moved = super().focusNextPrevChild(forward)
        now = QApplication.focusWidget()
        if now is None or not self.isAncestorOf(now):
            (self.unit if forward else self.done).setFocus(Qt.FocusReason.TabFocusReason)
        return moved

    def close_panel(self) -> None:
        """Close; what was chosen stays in force."""
        if self.isVisible():
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            spared = watched is self._anchor or isinstance(watched, QPushButton)
            inside = watched is self or self.isAncestorOf(watched)
            if not inside and not spared and watched.window() is self.window():
                self.close_panel()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


def _toggle(words: str) -> QPushButton:
    made = QPushButton(words)
    made.setCheckable(True)
    made.setFixedHeight(look().control)
    return made


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _chosen(boxes: dict[T, QPushButton]) -> frozenset[T]:
    return frozenset(value for value, box in boxes.items() if box.isChecked())
