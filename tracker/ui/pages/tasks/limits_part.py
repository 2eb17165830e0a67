"""时限与目标: the time limits of a task and the figures to be reached, each changed where it stands."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from tracker.domain.records import DeadlineRecord, TargetRecord, TaskDetail
from tracker.domain.terms import DeadlineKind
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.pages.tasks.words import day_words, limit_words, near_words
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import button, label, link
from tracker.ui.widgets.section import InlineForm, Line, field_grid
from tracker.usecases.views.calendar import work_calendar

if TYPE_CHECKING:
    from tracker.ui.pages.tasks.limits_form import LimitForm

_SIGNS = ((">=", "不少于"), ("=", "等于"), ("<=", "不超过"), (">", "多于"), ("<", "少于"))


class TargetForm(InlineForm):
    """What is to be reached: the words, and the figure in them."""

    def __init__(self, held: TargetRecord | None) -> None:
        super().__init__()
        self.quote = QLineEdit(held.quote if held else "")
        self.quote.setPlaceholderText("例如：治理率达到58%以上")
        self.sign = QComboBox()
        for sign, words in _SIGNS:
            self.sign.addItem(words, sign)
        self.sign.setCurrentIndex(max(self.sign.findData(held.comparison), 0) if held else 0)
        self.value = QLineEdit(held.value if held else "")
        self.value.setPlaceholderText("数值")
        self.measure = QLineEdit(held.measure if held else "")
        self.measure.setPlaceholderText("单位")
        figures = QWidget()
        row = QHBoxLayout(figures)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for field in (self.sign, self.value, self.measure):
            row.addWidget(field)
        self.body.addLayout(field_grid(("写法", self.quote), ("数值", figures)))

    def values(self) -> tuple[str, str, str, str]:
        return self.quote.text().strip(), self.value.text().strip(), self.measure.text().strip(), self.sign.currentData()

    def begin(self) -> None:
        self.quote.setFocus()


class LimitsPart(TaskPart):
    """The main time limit first, the other stages under it, then the figures."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "时限与目标")
        self.add_limit = self.add_link("加时限", lambda: self.open_limit(None))
        self.add_target = self.add_link("加目标", lambda: self.open_target(None))
        self.limit_links: list[QPushButton] = []
        self.target_links: list[QPushButton] = []

    def show_detail(self, detail: TaskDetail) -> None:
        form = self.cleared()
        self.limit_links, self.target_links = [], []
        limits = sorted(detail.deadlines, key=lambda one: not one.is_main)
        for place, one in enumerate(limits):
            words = "完成" if one.done_on else "时限" if place == 0 else "阶段"
            self.body.addWidget(Line(words, self._limit(one)))
        if not limits:
            self.body.addWidget(Line("时限", label("没有时限", ink="2")))
        if detail.targets:
            box = QWidget()
            flow = FlowLayout(box, gap=8)
            for target in detail.targets:
                made = link(target.quote or f"{target.value}{target.measure}", partial(self.open_target, target))
                made.setProperty("kind", "plain")
                made.setToolTip("点一下修改")
                self.target_links.append(made)
                flow.addWidget(made)
            self.body.addWidget(Line("目标", box))
        if form:
            self.body.addWidget(form)

    def _limit(self, one: DeadlineRecord) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(8)
        made = link(limit_words(one), lambda: self.open_limit(one))
        made.setProperty("kind", "plain")
        made.setToolTip("点一下修改")
        self.limit_links.append(made)
        row.addWidget(made)
        notes = [f"原文“{one.wording}”"] if one.wording and one.wording != limit_words(one) else []
        if one.done_on:
            notes.append(f"{day_words(one.done_on)}完成")
        elif one.due:
            notes.append(near_words(one.due, self.ctx.today()))
        if one.counted_from:
            notes.append(f"{day_words(one.counted_from)}起算")
        if one.moved_from and one.moved_from != one.due:
            notes.append(f"原定{day_words(one.moved_from)}")
        if one.main_by_hand:
            notes.append("人工指定为主要时限")
        if notes:
            row.addWidget(label("，".join(notes), ink="2", wrap=True), 1)
        else:
            row.addStretch(1)
        return box

    def open_limit(self, held: DeadlineRecord | None) -> None:
        """Open the form for this time limit, or for a new one."""
        detail = self.desk.detail
        if detail is None:
            return
        from tracker.ui.pages.tasks.limits_form import LimitForm

        form = LimitForm(detail.plan, held, self.ctx.today())
        store = self.ctx.store
        self.ctx.runner.run_read(lambda: work_calendar(store), form.count_by, key=f"working days {id(self)}")
        if held is not None:
            for words, do in self._more(held, len(detail.deadlines)):
                form.foot.addWidget(button(words, do))
            form.hint.hide()
            self.desk.add_place(form, held.start, held.end)
        self.desk.open_form(form, self.body, lambda: self._save_limit(form, held))

    def open_main(self) -> None:
        """Open the main time limit, or a new one where there is none (F2 in the list)."""
        detail = self.desk.detail
        if detail is not None:
            self.open_limit(next((one for one in detail.deadlines if one.is_main), None))

    def _more(self, held: DeadlineRecord, count: int) -> list[tuple[str, Callable[[], object]]]:
        from tracker.usecases.work import tasks

        store = self.ctx.store
        made: list[tuple[str, Callable[[], object]]] = []
        if count > 1:
            day = None if held.done_on else self.ctx.today()
            words = "重新打开" if held.done_on else "本阶段已完成"
            made.append((words, lambda: self.desk.save(lambda: tasks.set_deadline_done(store, held.id, day))))
            if not held.is_main and not held.done_on:
                made.append(("设为主要", lambda: self.desk.save(lambda: tasks.choose_main_deadline(store, held.id))))
        made.append(("删除", lambda: self.desk.save(lambda: tasks.remove_deadline(store, held.id))))
        return made

    def _save_limit(self, form: "LimitForm", held: DeadlineRecord | None) -> None:
        if not form.ready():
            return
        from tracker.usecases.work.tasks import set_deadline

        store, task_id, kind, wording = self.ctx.store, self.desk.task_id, form.current_kind, form.wording.text()
        due = form.day.day if kind is DeadlineKind.DATE else None
        turn = form.recurrence() if kind is DeadlineKind.RECURRING else None
        number, since = held.id if held else None, form.since.day
        self.desk.save(lambda: set_deadline(store, task_id, number, wording, kind, due, turn, since))

    def open_target(self, held: TargetRecord | None) -> None:
        """Open the form for this figure, or for a new one."""
        if self.desk.detail is None:
            return
        form = TargetForm(held)
        if held is not None:
            form.foot.addWidget(button("删除", lambda: self._remove_target(held.id)), 0, Qt.AlignmentFlag.AlignRight)
            self.desk.add_place(form, held.start, held.end)
        self.desk.open_form(form, self.body, lambda: self._save_target(form, held))

    def _remove_target(self, target_id: int) -> None:
        from tracker.usecases.work.tasks import remove_target

        store = self.ctx.store
        self.desk.save(lambda: remove_target(store, target_id))

    def _save_target(self, form: TargetForm, held: TargetRecord | None) -> None:
        from tracker.usecases.work.tasks import add_target, edit_target

        store, task_id, values = self.ctx.store, self.desk.task_id, form.values()
        if not values[0] and not values[1]:
            form.complaint.say("请填写目标的写法或数值")
            form.quote.setFocus()
        elif held is None:
            self.desk.save(lambda: add_target(store, task_id, *values))
        else:
            number = held.id
            self.desk.save(lambda: edit_target(store, number, *values))
