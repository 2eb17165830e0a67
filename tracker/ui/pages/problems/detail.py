"""One problem with its whole course, and what can be done with it now."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.plan_lists import ListKind
from tracker.domain.problems import Problem, ProblemState, Step, Way, ways_from
from tracker.domain.records import UnitRecord
from tracker.reports.titles import day_words
from tracker.ui.context import Context
from tracker.ui.pages.problems.forms import ProblemForm, StepForm
from tracker.ui.theme import look
from tracker.ui.widgets.elided_link import ElidedLink
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.form_desk import FormDesk
from tracker.ui.widgets.plain import button, empty, label, rule, tag
from tracker.ui.widgets.scrolled import scrolled
from tracker.ui.widgets.section import InlineForm
from tracker.usecases.cycle import problems as usecase
from tracker.usecases.cycle.problems import Targets

_NAME_WIDTH = 74
_ONWARD = (Step.PLAN, Step.REPORT_DONE, Step.PASS, Step.STRIKE_OFF, Step.KEEP)


class ProblemDetail(QFrame):
    """`units` gives the units that can be made responsible, `targets` what a problem can be tied to."""

    def __init__(
        self, ctx: Context, units: Callable[[], Sequence[UnitRecord]], targets: Callable[[], Targets], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.ctx, self._units, self._targets = ctx, units, targets
        self.problem: Problem | None = None
        self.setMinimumWidth(look().px(300))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(16, 12, 14, 12)
        self.column.setSpacing(8)
        self.title = label("", look().title, wrap=True, select=True)
        tags = QHBoxLayout()
        tags.setSpacing(6)
        self.state, self.late = tag(""), tag("逾期", "red")
        self.from_where = label("", ink="2", wrap=True)
        for one in (self.state, self.late):
            tags.addWidget(one)
        tags.addStretch(1)
        self.column.addWidget(self.title)
        self.column.addLayout(tags)
        self.column.addWidget(self.from_where)
        self.about = QVBoxLayout()
        self.about.setSpacing(2)
        self.column.addLayout(self.about)
        self.steps_bar = FlowLayout(gap=6)
        self.column.addLayout(self.steps_bar)
        self.forms = QVBoxLayout()
        self.column.addLayout(self.forms)
        self.column.addWidget(rule())
        self.facts = QVBoxLayout()
        self.facts.setSpacing(5)
        self.column.addLayout(self.facts)
        self.column.addWidget(rule())
        self.column.addWidget(label("办理过程", look().bold))
        self.course = QVBoxLayout()
        self.course.setSpacing(5)
        self.column.addLayout(self.course)
        self.column.addStretch(1)
        outer.addWidget(scrolled(inside))
        self.desk = FormDesk(ctx, self)

    def open_form(self, form: InlineForm, save: Callable[[], None]) -> None:
        """Show a form above what is known."""
        self.desk.open_form(form, self.forms, save)

    def show_problem(self, problem: Problem | None) -> None:
        """Show another problem; a form that is open stays."""
        self.problem = problem
        for layout in (self.steps_bar, self.about, self.facts, self.course):
            empty(layout)
        known = problem is not None
        for one in (self.state, self.from_where):
            one.setVisible(known)
        self.late.setVisible(problem is not None and problem.overdue(self.ctx.today()))
        self.title.setText(f"{problem.number}. {problem.text}" if problem else "")
        if problem is None:
            return
        self.state.setText(problem.state.label)
        self.from_where.setText(f"{problem.source_words or problem.source.label}　{day_words(problem.found_on)}发现")
        self._about(problem)
        for way in ways_from(problem.state):
            main = way.step in _ONWARD
            self.steps_bar.addWidget(button(way.step.label, lambda way=way: self.take(way), primary=main))  # type: ignore[misc]
        self.steps_bar.addWidget(button("修改", self.edit, "square-pen", keys="F2"))
        self.steps_bar.addWidget(button("删除", self.remove, "trash-2"))
        self._facts(problem)
        self._course(problem)

    def _about(self, problem: Problem) -> None:
        """The task and the indicator that it keeps back; a click opens them."""
        if problem.task_id is not None and problem.task_number:
            words = f"任务 {problem.task_number}　{problem.task_title}"
            self.about.addWidget(ElidedLink(words, partial(self.ctx.open_task, problem.task_id)))
        if problem.indicator_id is not None:
            open_row = partial(self.ctx.open_list_row, ListKind.INDICATORS, problem.indicator_id)
            self.about.addWidget(ElidedLink(f"指标　{problem.indicator}", open_row))

    def _facts(self, problem: Problem) -> None:
        struck = day_words(problem.struck_off_on) if problem.struck_off_on else ""
        look_back = day_words(problem.look_back_on) if problem.look_back_on else ""
        facts = (
            ("责任单位", problem.unit),
            ("责任人", problem.person),
            ("整改时限", day_words(problem.due) if problem.due else ""),
            ("整改目标", problem.goal),
            ("整改措施", problem.measures),
            ("整改进展", problem.progress),
            ("销号日期", struck),
            ("回头看", look_back),
        )
        needed = problem.state in (ProblemState.FOUND, ProblemState.RECTIFYING)
        for name, words in facts:
            missing = "未填" if needed and name in ("责任单位", "整改时限", "整改措施") else ""
            if words or missing:
                self.facts.addWidget(_line(name, words or missing, pale=not words))

    def _course(self, problem: Problem) -> None:
        for step in problem.steps:
            who = f"（{step.by}）" if step.by else ""
            self.course.addWidget(_line(f"{step.on:%Y-%m-%d}", f"{step.step.label}{who}{'：' if step.words else ''}{step.words}"))
        if not problem.steps:
            self.course.addWidget(label("还没有办理", ink="3"))

    def edit(self) -> None:
        """F2: change what is written."""
        problem, store = self.problem, self.ctx.store
        if problem is None:
            return
        form = ProblemForm(problem, self._units(), self._targets())

        def save() -> None:
            fault = form.due.fault or form.look_back.fault or form.task.fault
            if fault:
                form.complaint.say(fault)
                return
            values = form.changes()
            self.desk.save(lambda: usecase.edit_problem(store, problem.id, **values))

        self.open_form(form, save)

    def take(self, way: Way) -> None:
        """Ask for what the step needs, then take it."""
        problem, store, today = self.problem, self.ctx.store, self.ctx.today()
        if problem is None:
            return
        form = StepForm(way, today)

        def save() -> None:
            day = form.day.day
            if day is None or form.look_back.fault:
                form.complaint.say(form.day.fault or form.look_back.fault or "请填写日期")
                return
            by, words, look_back = form.by.text(), form.words.toPlainText(), form.look_back.day
            self.desk.save(
                lambda: usecase.take_step(store, problem.id, way.step, today, by=by, words=words, on=day, look_back_on=look_back)
            )

        self.open_form(form, save)

    def remove(self) -> None:
        """Take a problem off that was entered by mistake; one undo brings it back."""
        problem, store = self.problem, self.ctx.store
        if problem is not None:
            self.ctx.change(lambda: usecase.remove_problem(store, problem.id))


def _line(name: str, words: str, *, pale: bool = False) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    head = label(name, ink="2")
    head.setFixedWidth(look().px(_NAME_WIDTH))
    row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(words, ink="3" if pale else "", wrap=True, select=True), 1)
    return made
