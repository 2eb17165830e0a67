"""The page: problems at the left under where they stand, the chosen one with its whole course at the right."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from tracker.domain.problems import Problem, ProblemState, problem_counts
from tracker.domain.records import Changes, UnitRecord
from tracker.errors import UserError
from tracker.reports.titles import period_words
from tracker.ui.context import Context, OpenProblem
from tracker.ui.page import Page
from tracker.ui.pages.problems.detail import ProblemDetail
from tracker.ui.pages.problems.forms import NewProblemForm, ToldForm
from tracker.ui.pages.problems.rows import ProblemsList, ProblemsModel
from tracker.ui.remembering import keep_columns, keep_split
from tracker.ui.theme import look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.scrolled import way_of_panes
from tracker.ui.widgets.search_box import SearchBox
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.cycle import problems as usecase
from tracker.usecases.cycle.problems import Targets, Told
from tracker.usecases.feedback.periods import report_periods
from tracker.usecases.house.units import list_units

_NARROW = 760
_LIST, _DETAIL = 720, 500
_OPEN, _ALL, _STRUCK = "open", "all", "struck"


@dataclass(frozen=True, slots=True)
class _Read:
    problems: list[Problem]
    units: list[UnitRecord]
    targets: Targets


class ProblemsPage(Page):
    """问题整改. Every step is one operation and asks for what it needs; nothing is struck off unchecked."""

    keys_text = "↑↓ 选择　Ctrl+N 登记问题　F2 修改　F6 换栏"
    help_topic = "problems"
    one_plan = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._loaded = False
        self.problems: list[Problem] = []
        self.units: list[UnitRecord] = []
        self.targets = Targets({}, ())
        self._reveal: int | None = None
        self.model = ProblemsModel(ctx.today(), self)
        self.list = ProblemsList(self.model)
        self.detail = ProblemDetail(ctx, lambda: self.units, lambda: self.targets)
        self.list.current_changed.connect(lambda _id: self._show_current())
        self.list.opened.connect(lambda _id: self.detail.edit())
        self.list.edit_wanted.connect(lambda _id, _key: self.detail.edit())
        self.detail.desk.form_closed.connect(self.list.setFocus)
        self.add_action("登记问题", "plus", self.enter, "Ctrl+N", primary=True)
        self.taking = self.add_action("从反馈登记", "inbox", self.take_told, tip="把单位反馈里写的问题登记下来")
        self.add_action("出清单", "printer", lambda: ctx.navigate("ledger", "problems"), tip="问题清单、销号台账、一案一档")
        self.which = Segmented([(_OPEN, "未销号"), (_STRUCK, "已销号"), (_ALL, "全部")], "看哪些问题")
        self.search = SearchBox("查问题、单位、来源、措施", 220)
        self.which.chosen.connect(lambda _key: self._filter())
        self.search.searched.connect(lambda _text: self._filter())
        bar = self.add_filter_bar()
        bar.add(self.which, self.search)
        bar.stretch()
        split = self._split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        if not keep_split(split, ctx.settings, "problems/split"):
            split.setSizes([look().px(_LIST), look().px(_DETAIL)])
        keep_columns(self.list, ctx.settings, "problems")
        self._stack = QStackedWidget()
        self.nothing = EmptyState("还没有登记问题", "督查发现的、单位反馈的问题都登记在这里，一直跟到销号", ("登记问题", self.enter))
        self.no_match = EmptyState("没有符合条件的问题", "换一个范围或查找的词再看", ("显示全部", self.lift))
        for page in (split, self.nothing, self.no_match):
            self._stack.addWidget(page)
        self.body.addWidget(self._stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._split.setOrientation(way_of_panes(self, _NARROW))

    # reading

    def activate(self) -> None:
        if not self._loaded:
            self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        self._loaded = True
        if self.plan_id is None:
            return
        store, plan_id = self.ctx.store, self.plan_id

        def read() -> _Read:
            return _Read(usecase.problems(store, plan_id), list_units(store), usecase.targets(store, plan_id))

        self.ctx.runner.run_read(read, self._took, key=f"problems {id(self)}")

    def show_changes(self, changes: Changes) -> None:
        if self._loaded and (not changes.tables or changes.tables & {"problem", "problem_step", "task", "indicator", "unit", "plan"}):
            self.refresh()

    def _took(self, read: _Read) -> None:
        self.problems, self.units, self.targets = read.problems, read.units, read.targets
        self._filter()

    def _filter(self) -> None:
        words, which = self.search.text().split(), self.which.current
        shown = [each for each in self.problems if which == _ALL or each.state.is_open == (which == _OPEN)]
        shown = [each for each in shown if all(word in _searched(each) for word in words)]
        self.list.load(self.model.groups_of(shown))
        self._stack.setCurrentIndex(0 if shown or self.detail.desk.form else 2 if self.problems else 1)
        wanted, self._reveal = self._reveal, None
        if wanted is not None:
            self.list.go_to(wanted)
        if shown and self.list.current_id() is None:
            self.list.go_to_first()
        self._show_current()
        counts = problem_counts(self.problems, self.ctx.today())
        late = (f"逾期 {counts.overdue} 个",) if counts.overdue else ()
        self.set_status(f"共 {counts.total} 个", f"已销号 {counts.struck_off} 个", *late)

    def lift(self) -> None:
        """Show every problem."""
        self.which.choose(_ALL)
        self.search.show_words("")
        self._filter()

    def _show_current(self) -> None:
        item = self.list.current_id()
        self.detail.show_problem(None if item is None else self.model.problems.get(item))

    # doing

    def enter(self) -> None:
        """Ctrl+N: enter a problem."""
        plan_id, store, today = self.plan_id, self.ctx.store, self.ctx.today()
        if plan_id is None:
            return
        self._stack.setCurrentIndex(0)
        form = NewProblemForm(self.units, self.targets)

        def save() -> None:
            text, source = form.text.toPlainText(), form.source.currentData()
            if form.task.fault:
                form.complaint.say(form.task.fault)
                return
            more = {"unit_id": form.unit.unit_id, "task_id": form.task.task_id, "indicator_id": form.indicator.currentData()}
            words = form.source_words.text()
            self._save_new(lambda: usecase.raise_problem(store, plan_id, text, today, source=source, source_words=words, **more))

        self.detail.open_form(form, save)

    def take_told(self) -> None:
        """Offer what units reported as problems in the newest period."""
        plan_id, store = self.plan_id, self.ctx.store
        if plan_id is None:
            return

        def read() -> tuple[str, list[Told]]:
            for period in report_periods(store, plan_id):
                told = usecase.problems_told(store, plan_id, period)
                if told:
                    return period, told
            raise UserError("反馈里没有写到问题", "各单位填的都是“无”或没有填", "需要时请直接登记问题")

        self.ctx.runner.run_read(read, lambda found: self._offer(*found), key=f"told {id(self)}")

    def _offer(self, period: str, told: list[Told]) -> None:
        plan_id, store, today = self.plan_id, self.ctx.store, self.ctx.today()
        assert plan_id is not None
        self._stack.setCurrentIndex(0)
        form = ToldForm(told, f"{period_words(period)}反馈里写到的问题")

        def save() -> None:
            chosen = form.chosen
            self._save_new(lambda: usecase.raise_told(store, plan_id, period, chosen, today))

        self.detail.open_form(form, save)

    def _save_new(self, enter: Callable[[], Changes]) -> None:
        """Enter problems; the first of them comes to the front, whatever was searched for."""
        made: list[Changes] = []

        def run() -> Changes:
            made.append(enter())
            return made[-1]

        def show() -> None:
            self._reveal = made[-1].result
            if self.which.current == _STRUCK:
                self.which.choose(_OPEN)
            self.search.show_words("")
            self.refresh()

        self.detail.desk.save(run, show)

    def open(self, request: object) -> None:
        """Show one problem, in whatever state and plan it stands."""
        if not isinstance(request, OpenProblem):
            return
        store = self.ctx.store

        def show(plan_id: int) -> None:
            self._reveal = request.problem_id
            self.which.choose(_ALL)
            self.search.show_words("")
            if self.plan_id == plan_id:
                self.refresh()
            else:
                self.ctx.choose_plan(plan_id)

        self.ctx.runner.run_read(lambda: usecase.plan_of(store, request.problem_id), show, key=f"problem {id(self)}")

    def escape(self) -> bool:
        if self.detail.desk.form is not None:
            self.detail.desk.close_form()
            self._filter()
            return True
        return False

    def panes(self) -> list[QWidget]:
        return [self.list, self.detail]

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        def entering() -> None:
            self.enter()

        def everything() -> None:
            self.escape()
            self.lift()

        return {"enter": entering, "all": everything}


def _searched(problem: Problem) -> str:
    """The texts in which the search looks."""
    state = problem.state.label if problem.state is not ProblemState.FOUND else ""
    return " ".join((problem.text, problem.unit, problem.source_words, problem.measures, problem.person, *problem.about, state))
