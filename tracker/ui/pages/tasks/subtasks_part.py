"""分解任务: the parts into which a task is split, each with who carries it out and how it stands, and what they come to."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tracker.domain.cascade import SubtaskRecord
from tracker.domain.terms import Light, State
from tracker.reports.titles import period_words
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.pages.tasks.reports_part import Bar, read_percent
from tracker.ui.pages.tasks.words import day_words, percent_words
from tracker.ui.shapes import mark_of
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import button, label, link, rule, tool
from tracker.ui.wording import state_label

if TYPE_CHECKING:
    from tracker.ui.pages.tasks.subtask_forms import SplitForm, StandingForm, SubtaskForm
    from tracker.usecases.work.breakdown import Breakdown

_NOTHING = "还没有分解。可以分给几个单位、科室或镇街，各定时限、各报进展，再汇总到这项任务。"
_LIGHTS = {State.COMPLETED: Light.DONE, State.ONGOING: Light.ONGOING}


class SubtasksPart(TaskPart):
    """The parts, one under the other; warnings in red; the roll-up with what can be done with it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "分解任务")
        self.found: Breakdown | None = None
        self.add_link("分解给单位…", self.open_split)
        self.add_link("添加", lambda: self.open_part(None))

    def show_found(self, found: "Breakdown") -> None:
        """Show the parts of the task in hand; a form that is open stays."""
        self.found = found
        form = self.cleared()
        if form:
            self.body.addWidget(form)
        for place, part in enumerate(found.parts):
            self.body.addWidget(self._row(part, first=place == 0, last=place == len(found.parts) - 1))
        for words in found.warnings:
            self.body.addWidget(label(words, look().small, "red", wrap=True))
        if found.parts:
            self.body.addWidget(self._foot(found))
        else:
            self.body.addWidget(label(_NOTHING, look().small, "2", wrap=True))

    def _row(self, part: SubtaskRecord, *, first: bool, last: bool) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(2)
        same = self.desk.detail is not None and part.title == self.desk.detail.row.title
        named = part.carrier if same and part.carrier else part.title
        head.addWidget(label(named, look().bold, wrap=True, select=True), 1)
        up = tool(f"上移“{part.name}”", "chevron-up", partial(self._move, part, -1), words=False)
        down = tool(f"下移“{part.name}”", "chevron-down", partial(self._move, part, 1), words=False)
        up.setEnabled(not first)
        down.setEnabled(not last)
        for made in (up, down, tool(f"删除“{part.name}”", "trash-2", partial(self._remove, part), words=False)):
            head.addWidget(made)
        column.addLayout(head)
        facts = (part.carrier if named == part.title else "", part.person, f"权重 {part.weight}" if part.weight != 1 else "")
        if words := "　".join(each for each in facts if each):
            column.addWidget(label(words, look().small, "2", wrap=True))
        if part.due is not None:
            column.addWidget(self._due(part))
        column.addLayout(self._standing(part))
        if part.told is not None and part.told_anew:
            told = " ".join(each for each in (state_label(part.told.state) if part.told.state else "", _percent(part.told.percent)) if each)
            said = "：".join(each for each in (told, part.told.progress) if each)
            column.addWidget(label(f"单位{period_words(part.told.period)}所报　{said}", look().small, "2", wrap=True))
        column.addWidget(rule())
        return box

    def _due(self, part: SubtaskRecord) -> QWidget:
        assert part.due is not None
        words = f"{day_words(part.due)}前"
        if part.state is State.COMPLETED and part.completed_on is not None:
            return label(f"{words}，{day_words(part.completed_on)}完成", look().small, "2")
        late = (self.ctx.today() - part.due).days
        if part.state is not State.ONGOING and late > 0:
            return label(f"{words}，已逾期 {late} 天", look().small, "red")
        return label(words, look().small, "2")

    def _standing(self, part: SubtaskRecord) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        late = part.overdue(self.ctx.today())
        light = _LIGHTS.get(part.state, Light.RED if late else Light.GREEN)
        line.addWidget(Bar(part.percent, None, mark_of(light, part.state)))
        line.addWidget(label(percent_words(part.percent)))
        line.addWidget(label(state_label(part.state), ink="2"))
        said = ElidedLabel(look().small, "2")
        said.show_text(part.progress.replace("\n", " "))
        line.addWidget(said, 1)
        for words, do in (("报进展", partial(self.open_standing, part)), ("修改", partial(self.open_part, part))):
            made = link(words, do)
            made.setAccessibleName(f"{words}：{part.name}")
            line.addWidget(made)
        return line

    def _foot(self, found: "Breakdown") -> QWidget:
        """What the parts come to, and what can be done with it."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(f"汇总：{found.roll.words}", wrap=True, select=True))
        actions = QWidget()
        flow = FlowLayout(actions, gap=8)
        if any(part.told_anew for part in found.parts):
            flow.addWidget(button("取用单位所报", self.take_told))
        if found.roll.percent is not None:
            flow.addWidget(adopt_button(found.period, self.adopt))
            flow.addWidget(label(adopt_words(found.period), look().small, "3"))
        column.addWidget(actions)
        return box

    # what is done

    def open_part(self, held: SubtaskRecord | None) -> None:
        """Open the form for this part, or for a new one."""
        from tracker.ui.pages.tasks.subtask_forms import SubtaskForm

        form = SubtaskForm(held, self.desk.units, self.ctx.today().year)
        self.desk.open_form(form, self.body, lambda: self._save_part(form, held), on_top=True)

    def _save_part(self, form: "SubtaskForm", held: SubtaskRecord | None) -> None:
        if fault := form.fault():
            form.complaint.say(fault)
            return
        from tracker.usecases.work.subtasks import add_subtask, edit_subtask

        store, task_id, values = self.ctx.store, self.desk.task_id, form.said()
        if held is None:
            self.desk.save(lambda: add_subtask(store, task_id, values))
        else:
            number = held.id
            self.desk.save(lambda: edit_subtask(store, number, values))

    def open_split(self) -> None:
        """Open the form that splits the task among several units."""
        detail, found = self.desk.detail, self.found
        if detail is None:
            return
        from tracker.ui.pages.tasks.subtask_forms import SplitForm

        named = found.units if found is not None and found.task_id == detail.row.id else ()
        form = SplitForm(self.desk.units, named, detail.row.title, self.ctx.today().year)
        self.desk.open_form(form, self.body, lambda: self._save_split(form), on_top=True)

    def _save_split(self, form: "SplitForm") -> None:
        if form.due.fault or not form.chosen:
            form.complaint.say(form.due.fault or "请先选单位")
            return
        from tracker.usecases.work.subtasks import split_among

        store, task_id, chosen = self.ctx.store, self.desk.task_id, tuple(form.chosen)
        title, due = form.title.text(), form.due.day
        self.desk.save(lambda: split_among(store, task_id, chosen, title, due))

    def open_standing(self, part: SubtaskRecord) -> None:
        """Open the form in which a part's progress is told."""
        from tracker.ui.pages.tasks.subtask_forms import StandingForm

        form = StandingForm(part)
        self.desk.open_form(form, self.body, lambda: self._save_standing(form, part), on_top=True)

    def _save_standing(self, form: "StandingForm", part: SubtaskRecord) -> None:
        percent, fault = read_percent(form.percent.text())
        if fault:
            form.complaint.say(fault)
            form.percent.setFocus()
            return
        from tracker.usecases.work.subtasks import report_subtask

        store, today, state, words = self.ctx.store, self.ctx.today(), form.state.currentData(), form.progress.toPlainText()
        self.desk.save(lambda: report_subtask(store, part.id, state, percent, words, today))

    def take_told(self) -> None:
        """Take over what the units last reported of their parts."""
        from tracker.usecases.work.subtasks import take_reported_parts

        store, task_id, today = self.ctx.store, self.desk.task_id, self.ctx.today()
        self.ctx.change(lambda: take_reported_parts(store, task_id, today))

    def adopt(self) -> None:
        """Write what the parts come to as the task's own progress of the period that is asked for."""
        from tracker.usecases.work.subtasks import adopt_roll

        found, store, today = self.found, self.ctx.store, self.ctx.today()
        if found is not None:
            self.ctx.change(lambda: adopt_roll(store, found.task_id, found.period, found.roll, today=today))

    def _move(self, part: SubtaskRecord, by: int) -> None:
        from tracker.usecases.work.subtasks import move_subtask

        store = self.ctx.store
        self.ctx.change(lambda: move_subtask(store, part.id, by))

    def _remove(self, part: SubtaskRecord) -> None:
        from tracker.usecases.work.subtasks import remove_subtask

        store = self.ctx.store
        self.ctx.change(lambda: remove_subtask(store, part.id))


def adopt_button(period: str, do: Callable[[], object]) -> QPushButton:
    """采用汇总进度; `adopt_words` says beside it what that does."""
    made = button("采用汇总进度", do)
    made.setAccessibleName(f"采用汇总进度，{adopt_words(period)}")
    return made


def adopt_words(period: str) -> str:
    """For which period the roll-up is written down."""
    return f"记为{period_words(period)}的进展"


def _percent(percent: float | None) -> str:
    return "" if percent is None else f"{percent:g}%"
