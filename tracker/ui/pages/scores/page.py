"""The page: units with their scores at the left, the account of one at the right; or the rules with a trial run."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.records import Changes, UnitRecord
from tracker.domain.scoring import Event, ScoreTable, read_points
from tracker.reports.titles import day_words
from tracker.ui.context import Context
from tracker.ui.page import Page
from tracker.ui.pages.scores.detail import AccountPane
from tracker.ui.pages.scores.forms import PRAISE, GiveForm, LiftForm, SignForm
from tracker.ui.pages.scores.lines import signed
from tracker.ui.pages.scores.rows import ScoresList, ScoresModel
from tracker.ui.pages.scores.rules import RulesPane
from tracker.ui.pages.scores.span_box import SpanBox
from tracker.ui.remembering import keep_columns, keep_split
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.form_desk import FormDesk
from tracker.ui.widgets.scrolled import form_room, gives_way, way_of_panes
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.cycle import score_signoff, scores
from tracker.usecases.cycle.score_rules import score_table
from tracker.usecases.cycle.scores import ScoreBook
from tracker.usecases.house.office import office
from tracker.usecases.house.units import list_units

_NARROW = 760
SCORES, RULES = "scores", "rules"
_TABLES = {"score_point", "score_signoff", "task", "assignment", "deadline", "progress_report", "handout", "received_file"}
_TABLES |= {"issued_document", "issued_task", "unit", "plan", "setting"}
_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class _Read:
    book: ScoreBook
    table: ScoreTable
    units: list[UnitRecord]
    by: str


class ScoresPage(Page):
    """考核. Every point names what it comes from; a signed span stays as it was signed."""

    keys_text = "↑↓ 选择　Enter 打开来源　Ctrl+N 加减分　F6 换栏"
    help_topic = "scores"
    one_plan = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._loaded = False
        self.book: ScoreBook | None = None
        self.units: list[UnitRecord] = []
        self._by = ""
        self.period = str(ctx.settings.value("score period", "") or f"{ctx.today().year}")
        self.model = ScoresModel(self)
        self.list = ScoresList(self.model)
        self.detail = AccountPane(ctx, self.take_back)
        self.rules = RulesPane(ctx)
        self.desk = FormDesk(ctx, self)
        self.desk.form_closed.connect(self.list.setFocus)
        for change in (self.desk.form_opened, self.desk.form_closed):
            change.connect(lambda: self.detail.hold_form(self.desk.form is not None and self.detail.isAncestorOf(self.desk.form)))
        self.list.current_changed.connect(lambda _id: self._show_current())
        self.list.opened.connect(lambda _id: self.detail.list.setFocus())
        self.giving = self.add_action("加减分", "plus", self.give, "Ctrl+N", tip="给单位加分、扣分或记表扬")
        self.papering = self.add_action("评分表", "printer", self.open_paper, tip="到文书输出打印或导出考核评分表")
        self.signing = self.add_action("定稿", "check-check", self.sign, primary=True)
        self.lifting = self.add_action("取消定稿", "undo-2", self.lift)
        self._build()

    def _build(self) -> None:
        self.which = Segmented([(SCORES, "得分"), (RULES, "计分规则")], "看得分还是规则")
        self.which.chosen.connect(lambda key: self.show_side(key))
        self.span = SpanBox()
        self.span.chosen.connect(self.choose_period)
        self.state = ElidedLabel(look().bold)
        self.state.setMinimumWidth(look().px(120))
        bar = self.add_filter_bar()
        bar.add(self.which, self.span)
        bar.add(self.state, wide=True)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        for part in (self.list, self.detail):
            self.split.addWidget(part)
            self.split.setStretchFactor(self.split.count() - 1, 1)
        keep_split(self.split, self.ctx.settings, "scores/split")
        keep_columns(self.list, self.ctx.settings, "scores")
        self.nothing = EmptyState(
            "还没有可以计分的单位",
            "任务有了责任单位，就能按报送、逾期、督办等情况计分",
            ("去填责任单位", lambda: self.ctx.navigate("tasks")),
        )
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        room, self.forms = form_room()
        column.addWidget(room)
        column.addWidget(gives_way(self.split), 1)
        self.stack = QStackedWidget()
        for page in (whole, self.rules, self.nothing):
            self.stack.addWidget(page)
        self.body.addWidget(self.stack, 1)
        self.rules.touched.connect(lambda: self.which.rename(RULES, "计分规则（未保存）" if self.rules.dirty() else "计分规则"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = way_of_panes(self, _NARROW)
        self.split.setOrientation(way)
        self.rules.split.setOrientation(way)

    # reading

    def activate(self) -> None:
        if not self._loaded:
            self.refresh()
        (self.rules.table if self.which.current == RULES else self.list).setFocus()

    def refresh(self) -> None:
        self._loaded = True
        if self.plan_id is None:
            return
        store, plan_id, period, today = self.ctx.store, self.plan_id, self.period, self.ctx.today()

        def read() -> _Read:
            book = scores.score_book(store, plan_id, period, today)
            return _Read(book, score_table(store), list_units(store), office(store).section)

        self.ctx.runner.run_read(read, self._took, key=f"scores {id(self)}")

    def show_changes(self, changes: Changes) -> None:
        if self._loaded and (not changes.tables or changes.tables & _TABLES):
            self.refresh()

    def _took(self, read: _Read) -> None:
        self.book, self.units, self._by = read.book, read.units, read.by
        years = [day.year for plan in self.ctx.plans for day in (plan.period_start, plan.period_end) if day]
        this = self.ctx.today().year
        self.span.offer(range(min([*years, this]), max([*years, this]) + 1), self.period)
        self.list.load(self.model.groups_of(read.book), grouped=False)
        self.rules.show_rules(read.table, self.plan_id, read.book.span)
        if read.book.accounts and self.list.current_id() is None:
            self.list.go_to_first()
        self._show_current()
        self.show_side(self.which.current)

    def _show_state(self) -> None:
        book = self.book
        if book is None:
            return
        signed_off = book.signed
        if signed_off is None:
            early = "，时段还没有结束" if book.span.last > self.ctx.today() else ""
            self.state.show_text(f"试算，未定稿{early}")
        else:
            named = "、".join(book.changed[:_MOST_TOLD]) + (f"等 {len(book.changed)} 个单位" if len(book.changed) > _MOST_TOLD else "")
            later = f"；定稿后数据有变，{named}现在会是另一个分，这里仍按定稿" if book.changed else ""
            self.state.show_text(f"{signed_off.signed_by}{day_words(signed_off.signed_on)}定稿，得分和规则已固定{later}")
        scores_shown = self.which.current == SCORES
        for action, shown in ((self.signing, signed_off is None), (self.lifting, signed_off is not None)):
            action.setVisible(shown and scores_shown)  # the rules have a filled button of their own
            action.setEnabled(bool(book.accounts))
        self.giving.setEnabled(bool(book.accounts))
        self.actions_changed.emit()
        self.set_status(f"{len(book.accounts)} 个单位", *(["已定稿"] if signed_off else []))

    def _show_current(self) -> None:
        unit_id = self.list.current_id()
        signed_off = self.book is not None and self.book.signed is not None
        self.detail.show_account(None if unit_id is None else self.model.units.get(unit_id), frozen=signed_off)

    # what is shown

    def show_side(self, key: str) -> None:
        """Show the scores, or the rules."""
        self.which.choose(key)
        self._show_state()
        empty = self.book is not None and not self.book.accounts
        self.stack.setCurrentIndex(1 if key == RULES else 2 if empty else 0)

    def choose_period(self, period: str) -> None:
        """Score another span of time."""
        self.desk.close_form()
        self.period = period
        self.ctx.settings.setValue("score period", period)
        self.refresh()

    # doing

    def give(self) -> None:
        """Ctrl+N: points by hand or praise."""
        plan_id, store, today = self.plan_id, self.ctx.store, self.ctx.today()
        if plan_id is None or self.book is None:
            return
        self.show_side(SCORES)
        praise = self.book.table.rule(Event.PRAISED)
        rule = f"按规则记 {signed(praise.points)} 分" if praise else "规则里没有“受到表扬”，不计分"
        day = min(today, self.book.span.last) if self.book.span.first <= today else today
        form = GiveForm([unit for unit in self.units if unit.id in self.model.units], self.list.current_id(), day, rule, self._by)

        def save() -> None:
            if fault := form.fault():
                form.complaint.say(fault)
                return
            unit_id, points = form.unit.unit_id, None if form.what.current == PRAISE else read_points(form.points.text())
            reason, by, on = form.reason.text(), form.by.text(), form.day.day
            assert unit_id is not None
            self.desk.save(lambda: scores.give_points(store, plan_id, unit_id, points, reason, today, by, on))

        self.desk.open_form(form, self.detail.forms, save)

    def take_back(self, point_id: int) -> None:
        """Take points away that were given by hand; one undo brings them back."""
        store = self.ctx.store
        self.ctx.change(lambda: scores.take_points_back(store, point_id))

    def sign(self) -> None:
        """Ask who signs, then freeze the scores of the span."""
        book, plan_id, store, today = self.book, self.plan_id, self.ctx.store, self.ctx.today()
        if book is None or plan_id is None or book.signed is not None:
            return
        self.show_side(SCORES)
        early = f"{book.span.words}到{day_words(book.span.last)}才结束，以后的事不会再计入" if book.span.last > today else ""
        form = SignForm(book.span.words, len(book.accounts), "", early)

        def save() -> None:
            by = form.by.text()
            self.desk.save(lambda: score_signoff.sign_scores(store, plan_id, book.span, today, by))

        self.desk.open_form(form, self.forms, save)

    def lift(self) -> None:
        """Ask why, then let the signed scores go."""
        book, store = self.book, self.ctx.store
        if book is None or book.signed is None:
            return
        signed_off = book.signed
        self.show_side(SCORES)
        form = LiftForm(f"取消{signed_off.words}考核定稿，重新按现在的数据和规则计分")

        def save() -> None:
            reason = form.reason.text()
            self.desk.save(lambda: score_signoff.lift_signoff(store, signed_off.id, reason))

        self.desk.open_form(form, self.forms, save)

    def open_paper(self) -> None:
        """Show 考核评分表 of the span, to be printed or saved."""
        self.ctx.open_document("score", self.period)

    # what the window calls

    def open(self, request: object) -> None:
        """A period (2026, 2026-Q3) to be scored."""
        if isinstance(request, str):
            self.choose_period(request)

    def escape(self) -> bool:
        if self.desk.form is not None:
            self.desk.close_form()
            return True
        return False

    def panes(self) -> list[QWidget]:
        return [self.rules.table, self.rules.trial] if self.which.current == RULES else [self.list, self.detail.list]

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        def rules() -> None:
            self.show_side(RULES)
            self.rules.bounds["start"].setText("90")

        def giving() -> None:
            self.rules.drop()
            self.give()

        def signing() -> None:
            self.escape()
            self.sign()

        return {"rules": rules, "give": giving, "sign": signing}
