"""The strip under the list for several rows at once: state, units, leader, time limit; each change is one step back."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.records import Changes, UnitRecord
from tracker.domain.terms import Role, State
from tracker.ui.context import Context
from tracker.ui.pages.tasks.batch_form import BatchForm
from tracker.ui.pages.tasks.light_form import LightsForm
from tracker.ui.theme import look
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.role_forms import ROW_WORDS
from tracker.ui.widgets.section import Line
from tracker.ui.widgets.segmented import Segmented
from tracker.ui.widgets.unit_box import UnitBox
from tracker.ui.wording import state_label
from tracker.usecases.work.batch_values import Field, now_words, values_now

_HOW = (("add", "增加"), ("replace", "换掉原来的"), ("remove", "移除"))


class UnitForm(BatchForm):
    """A unit that joins, takes a role over, or leaves."""

    field = Field.LEAD

    def __init__(self, units: Sequence[UnitRecord]) -> None:
        super().__init__("修改")
        self.how = Segmented(_HOW, "怎样改")
        self.how.choose("add")
        self.roles = Segmented([(one.value, ROW_WORDS[one]) for one in Role], "角色")
        self.roles.choose(Role.LEAD.value)
        self.box = UnitBox()
        self.box.set_units(units)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.box, 1)
        row.addWidget(self.roles)
        row.addWidget(self.how)
        self.body.addLayout(row)
        self.how.chosen.connect(lambda how: self.roles.setEnabled(how != "remove"))
        self.box.chosen.connect(lambda chosen: self.complaint.say("") if chosen else None)

    def begin(self) -> None:
        self.box.setFocus()

    def change(self, ctx: Context, ids: Sequence[int]) -> Callable[[], Changes] | None:
        from tracker.usecases.work.task_batch import How, set_units

        unit_id = self.box.unit_id
        if unit_id is None:
            self.complaint.say("请先选一个单位")
            self.box.setFocus()
            return None
        store, role, how = ctx.store, Role(self.roles.current), How(self.how.current)
        return lambda: set_units(store, ids, unit_id, role, how)


class LeaderForm(BatchForm):
    """Who is in charge from today on."""

    field = Field.LEADER

    def __init__(self, leaders: Sequence[str]) -> None:
        super().__init__("修改")
        self.name = QLineEdit()
        self.name.setAccessibleName("分管领导")
        self.name.setPlaceholderText("姓名；不填就是清空")
        self.name.setMaximumWidth(look().px(220))
        completer = QCompleter(list(leaders), self.name)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name.setCompleter(completer)
        row = QHBoxLayout()
        row.addWidget(Line("分管领导", self.name, width=60))
        row.addWidget(label("从今天起；科室、责任人、电话不变，原来的领导留在记录里", look().small, "2", wrap=True), 1)
        self.body.addLayout(row)

    def begin(self) -> None:
        self.name.setFocus()

    def change(self, ctx: Context, ids: Sequence[int]) -> Callable[[], Changes] | None:
        from tracker.usecases.work.task_batch import set_leaders

        store, name, today = ctx.store, self.name.text(), ctx.today()
        return lambda: set_leaders(store, ids, name, today)


class LimitForm(BatchForm):
    """Another day for all, or so many days more, with the reason."""

    field = Field.LIMIT

    def __init__(self, year: int) -> None:
        super().__init__("调整")
        self.kind = Segmented((("day", "改到"), ("more", "顺延")), "怎样调整")
        self.kind.choose("day")
        self.day = DateBox("新的时限", year)
        self.more = QLineEdit()
        self.more.setAccessibleName("顺延几天")
        self.more.setPlaceholderText("天数，提前写负数")
        self.more.setMaximumWidth(look().px(130))
        self.reason = QLineEdit()
        self.reason.setAccessibleName("原因")
        self.reason.setPlaceholderText("原因（必填），如：县政府常务会议同意延期")
        self.approved = QLineEdit()
        self.approved.setAccessibleName("批准人")
        self.approved.setPlaceholderText("批准人")
        self.approved.setMaximumWidth(look().px(110))
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.kind, self.day, self.more):
            row.addWidget(part)
        row.addWidget(self.approved)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.reason)
        self.more.hide()
        self.kind.chosen.connect(self._kind_chosen)

    def _kind_chosen(self, kind: str) -> None:
        self.day.setVisible(kind == "day")
        self.more.setVisible(kind == "more")

    def begin(self) -> None:
        self.day.setFocus()

    def change(self, ctx: Context, ids: Sequence[int]) -> Callable[[], Changes] | None:
        from tracker.usecases.work.task_batch import move_deadlines

        due, days = (self.day.day, 0) if self.kind.current == "day" else (None, _whole(self.more.text()))
        if due is None and not days:
            self.complaint.say(self.day.fault or ("请选新的日期" if self.kind.current == "day" else "请填天数，例如 10"))
            return None
        store, today, reason, approved = ctx.store, ctx.today(), self.reason.text(), self.approved.text()
        return lambda: move_deadlines(store, ids, reason, today, due=due, days=days, approved_by=approved)


def _whole(text: str) -> int:
    try:
        return int(text.strip().rstrip("天"))
    except ValueError:
        return 0


class BatchStrip(QFrame):
    """Shown while two or more rows are selected, or when asked for."""

    closed = Signal()
    copy_wanted = Signal()
    paste_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, ctx: Context, ids: Callable[[], list[int]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self._ids = ctx, ids
        self.units: Sequence[UnitRecord] = ()
        self.leaders: Sequence[str] = ()
        self.form: BatchForm | None = None
        self._asked = False
        self.setObjectName("strip")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 12, 8)
        outer.setSpacing(6)
        place = QWidget()
        row = FlowLayout(place, gap=6)
        outer.addWidget(place)
        self._outer = outer
        self.words = label("", look().strip_title)
        self.words.setFixedHeight(look().control)
        row.addWidget(self.words)
        to = label("　状态改为", ink="2")
        to.setFixedHeight(look().control)
        row.addWidget(to)
        self.states = {}
        for state in State:
            made = button(state_label(state), partial(self._set_state, state))
            self.states[state] = made
            row.addWidget(made)
        ctx.reworded.connect(self._reword)
        self.unit_button = button("责任单位…", lambda: self.open_form(UnitForm(self.units)), "building-2")
        self.leader_button = button("分管领导…", lambda: self.open_form(LeaderForm(self.leaders)), "user")
        self.limit_button = button("时限…", lambda: self.open_form(LimitForm(ctx.today().year)), "calendar-clock")
        self.light_button = button("定灯…", lambda: self.open_form(LightsForm(ctx)), "triangle-alert")
        for made in (self.unit_button, self.leader_button, self.limit_button, self.light_button):
            row.addWidget(made)
        row.addWidget(button("粘贴一列", self.paste_wanted.emit, "columns-3"))
        row.addWidget(button("复制", self.copy_wanted.emit, "copy"))
        self.remove = button("删除", self.removal_wanted.emit, "trash-2")
        row.addWidget(self.remove)
        self.hide()

    def _reword(self) -> None:
        for state, made in self.states.items():
            made.setText(state_label(state))

    def show_count(self, count: int) -> None:
        """So many rows are selected."""
        self.words.setText(f"已选 {count} 项")
        if count == 0 or (count == 1 and not self._asked):
            self.close_form()
        self._asked = self._asked and count > 0
        self.setVisible(count > 1 or self._asked)

    def ask(self) -> None:
        """Show it for a single row too, with the focus in it."""
        ids = self._ids()
        if ids:
            self._asked = True
            self.show_count(len(ids))
            next(iter(self.states.values())).setFocus()

    def open_form(self, form: BatchForm) -> None:
        """Show this form under the buttons; an older one gives way."""
        self.close_form()
        self.form = form
        form.saved.connect(self._save)
        form.cancelled.connect(self.close_form)
        self._outer.addWidget(form)
        self._tell_now(form)
        form.begin()

    def _tell_now(self, form: BatchForm) -> None:
        """Let the form say what the chosen tasks have now of what it changes."""
        field, store, ids, today = form.field, self.ctx.store, self._ids(), self.ctx.today()
        if field is None:
            return

        def show(words: str) -> None:
            if self.form is form:
                form.show_now(words)

        self.ctx.runner.run_read(lambda: now_words(field, values_now(store, ids, field, today)), show, key="batch values")

    def close_form(self) -> bool:
        """Put the form away; was there one?"""
        form, self.form = self.form, None
        if form is None:
            return False
        self._outer.removeWidget(form)
        form.hide()
        form.deleteLater()
        if self.isVisible():
            self.unit_button.setFocus()
        return True

    def close_strip(self) -> None:
        self._asked = False
        self.close_form()
        self.hide()
        self.closed.emit()

    def _set_state(self, state: State) -> None:
        from tracker.usecases.work.tasks import set_state

        ids, store, today = self._ids(), self.ctx.store, self.ctx.today()
        if ids:
            self.ctx.change(lambda: set_state(store, ids, state, today))

    def _save(self) -> None:
        form, ids = self.form, self._ids()
        change = form.change(self.ctx, ids) if form is not None and ids else None
        if form is None or change is None:
            return

        def done(changes: Changes) -> None:
            self.close_form()
            self.closed.emit()
            if changes.operation_id is None:
                self.ctx.toast("选中的任务本来就是这样，没有改动", undo=False)
            elif changes.kept:
                self.ctx.toast("；".join((changes.name, *changes.kept)))

        self.ctx.change(change, done, failed=lambda error: form.complaint.say(str(error)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        else:
            super().keyPressEvent(event)
