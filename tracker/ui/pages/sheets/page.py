"""The page: the book of a period, and over it the review of what came back while one is open."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QWidget

from tracker.domain.periods import cycle_of
from tracker.domain.records import Changes, UnitRecord
from tracker.ui.context import Context, OpenSheets
from tracker.ui.file_choice import FileDrops, ask_sheets
from tracker.ui.page import Page
from tracker.ui.pages.sheets.book import BookPane
from tracker.ui.pages.sheets.book_reading import BookRead, book_reader, open_rule, title_reader
from tracker.ui.pages.sheets.keeper import SheetsKeeper
from tracker.ui.pages.sheets.long_work import LongWork
from tracker.ui.pages.sheets.originals import Originals
from tracker.ui.pages.sheets.outgoing import Outgoing
from tracker.ui.pages.sheets.review import SheetReviewPane
from tracker.ui.pages.sheets.taking_in import Opened, apply_sheets, begin_sheets, resume_kept
from tracker.ui.pages.sheets.words import asked_of, period_words
from tracker.ui.save_choice import ask_folder
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.form_place import FormPlace
from tracker.ui.widgets.section import InlineForm
from tracker.usecases.feedback.kept_sheets import SheetsInHand
from tracker.usecases.feedback.period_book import PeriodBook
from tracker.usecases.feedback.sheet_files import ReviewDesk
from tracker.usecases.feedback.sheet_review import SheetReview

_BOOK_KEYS = "Ctrl+Shift+O 添加文件　↑↓ 换单位　Enter 打开收到的原表　文件和文件夹可以直接拖进来"
_REVIEW_KEYS = "N 下一条待定　Enter 用新值　R 保留原值　←→ 换单元格　F6 换栏　Ctrl+Z 退回一步"
_READING = "正在读取反馈表"


class SheetsPage(Page):
    """反馈收发. Nothing of a file is stored before 应用; then all files are one operation."""

    help_topic = "sheets"
    one_plan = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.period = asked_of(ctx.plans, ctx.plan_id, ctx.today())
        self.read: BookRead | None = None
        self.desk: ReviewDesk | None = None
        self.finished: SheetReview | None = None
        self.units: list[UnitRecord] = []
        self._bar: tuple[bool, ...] = ()
        self._in_hand: list[SheetsInHand] = []
        self._keeper = SheetsKeeper(ctx)
        self.outgoing, self.originals = Outgoing(self), Originals(self)
        self.make_action = self.add_action("生成填报表", "file-output", self.outgoing.open_make)
        self.folder_action = self.add_action("添加文件夹", "folder-open", self.ask_for_folder)
        self.papers_action = self.add_action("文书", "printer", lambda: None)
        self.papers = QMenu(self)
        self.papers_action.setMenu(self.papers)
        self.outgoing.fill_menu(self.papers)
        self.answers_action = self.add_action("生成退回件", "corner-up-left", self.outgoing.write_answers)
        self.all_action = self.add_action("全部接受无疑问项", "check-check", lambda: self.review.accept_all(), "Ctrl+Shift+A")
        self.later_action = self.add_action("稍后继续", "save", self.later, "Ctrl+S", tip="保存核对进度，下次接着核对")
        self.add_files_action = self.add_action("添加文件", "plus", self.ask_for_files, tip="添加单位报来的文件（Ctrl+Shift+O）")
        self.apply_action = self.add_action("应用", "check", self.apply, "Ctrl+Enter")
        self.apply_action.setShortcuts([QKeySequence("Ctrl+Enter"), QKeySequence("Ctrl+Return")])
        self.pane = BookPane()
        self.review = SheetReviewPane()
        self.head = self.pane.head.put_into(self.add_filter_bar())
        self.forms = FormPlace()
        self.forms.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._stack = QStackedWidget()
        self._stack.setMinimumHeight(1)  # the pane that is shown gives way to a form, whatever the others would need
        self.work = LongWork(ctx, self._stack, self._worked)
        nobody = "这份方案里还没有责任单位。先在任务里填上责任单位，这里就会列出谁该报。"
        self._empty = EmptyState("还没有要收的反馈", nobody, ("去填责任单位", lambda: ctx.navigate("tasks")))
        for part in (self.pane, self.review, self._empty):
            self._stack.addWidget(part)
        self.body.addWidget(self.forms)
        self.body.addWidget(self._stack, 1)
        self._drops = FileDrops(self, "收取", self.take_files)
        self._connect()
        self._show_state()
        self.refresh()

    def _connect(self) -> None:
        pane, review = self.pane, self.review
        pane.head.period.activated.connect(lambda _place: self.choose_period(str(pane.head.period.currentData())))
        pane.head.rule_link.clicked.connect(lambda: open_rule(self))
        pane.titles_wanted.connect(self._read_titles)
        pane.file_wanted.connect(self.originals.open_received)
        pane.go_on_wanted.connect(self.go_on)
        pane.give_up_wanted.connect(self.give_up)
        review.stepped.connect(self._stepped)
        review.failed.connect(self.ctx.tell)
        review.long_wanted.connect(self._long_step)
        review.grid_wanted.connect(self.originals.open_at)
        review.looks_wanted.connect(self.originals.choose_sheet)
        review.urge_wanted.connect(lambda: self.outgoing.write_paper("urging"))

    # what the window calls

    @property
    def book(self) -> PeriodBook | None:
        """The book that is shown."""
        return self.read.book if self.read else None

    @property
    def session(self) -> SheetReview | None:
        """The review that is open."""
        return self.review.session

    def open(self, request: object) -> None:
        """Show the book of a period, take these files, or ask for some."""
        if isinstance(request, OpenSheets):
            if request.period:
                self.choose_period(request.period)
                self.pane.look_for(request.unit_id)
            elif request.paths:
                self.take_files(request.paths)
            else:
                self.ask_for_files()

    def activate(self) -> None:
        (self.review.list if self.session else self.pane.list).setFocus()

    def show_plan(self) -> None:
        self.leave_review()
        self.period = asked_of(self.ctx.plans, self.plan_id, self.ctx.today())
        self.refresh()

    def show_changes(self, changes: Changes) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Read the book anew; an open review is compared with the store as it is now."""
        self._read_book()
        self._keeper.read(self._show_in_hand)
        session = self.session
        if session is not None and not self.work.busy:
            self.work.run("正在与台账重新比对", session.refresh, lambda _done: self.review.load())

    def is_open(self) -> bool:
        return self.session is not None

    def panes(self) -> list[QWidget]:
        review = self.review
        return [review.senders, review.list] if self.session else [self.pane.list]

    def escape(self) -> bool:
        """Back out of a form, then of the review: it is kept."""
        if self.forms.isVisible():
            self.close_form()
        elif self.session is None:
            return False
        elif not self.review.escape():
            self.later()
        return True

    def undo_here(self) -> bool:
        if self.session is None:
            return False
        if not self.review.step_back():
            self.ctx.toast("没有可以退回的步骤", undo=False)
        return True

    def redo_here(self) -> bool:
        if self.session is None:
            return False
        self.review.step_again()
        return True

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        from tracker.ui.pages.sheets.scenes import scenes

        return scenes(self)

    # the book

    def _read_book(self) -> None:
        plan_id = self.plan_id
        if plan_id is None:
            return
        read = book_reader(self.ctx.store, plan_id, self.period, self.ctx.today())
        self.ctx.runner.run_read(read, self._show_book, key="period book")

    def choose_period(self, period: str) -> None:
        """Show another period."""
        if period != self.period:
            self.leave_review()
            self.period = period
            self.refresh()

    def _show_book(self, read: BookRead) -> None:
        self.read, self.units = read, read.units
        kept = [one.period for one in self._in_hand if one.plan_id == self.plan_id]
        if cycle_of(self.period) is not read.periods.rule.cycle and self.period not in (*kept, *read.periods.reported):
            self.choose_period(read.periods.now)  # the rule was changed, or the change taken back
            return
        self.pane.head.show_periods(read.periods.choices(*kept, self.period), self.period)
        self.pane.show_book(read.book)
        self._show_state()

    def _show_in_hand(self, found: list[SheetsInHand]) -> None:
        self._in_hand = found
        self.pane.show_in_hand([one for one in found if one.plan_id == self.plan_id])
        self._show_state()

    def _read_titles(self, task_ids: tuple[int, ...]) -> None:
        read = title_reader(self.ctx.store, task_ids, self.ctx.today())
        self.ctx.runner.run_read(read, self.pane.show_titles, key="titles of missing tasks")

    # files in

    def ask_for_files(self) -> None:
        """Let the user choose files that came back."""
        if paths := ask_sheets(self):
            self.take_files(paths)

    def ask_for_folder(self) -> None:
        """Let the user choose a folder with files that came back."""
        if (folder := ask_folder(self, self.ctx, "添加文件夹")) is not None:
            self.take_files((folder,))

    def take_files(self, paths: tuple[Path, ...]) -> None:
        """Read files and folders into the review, or begin one."""
        plan_id, period = self.plan_id, self.period
        if plan_id is None or self.work.busy:
            return
        self.close_form()
        ctx, today, desk, session = self.ctx, self.ctx.today(), self.desk, self.session
        kept = self._keeper.place(plan_id, period)

        def took(opened: Opened) -> None:
            if session is not None and session is opened.review:
                session.add(opened.added)
                self.review.load()
                self._stepped()
            else:
                self._begin(opened)
                self._keep()

        begun = (session, desk) if session is not None and desk is not None else None
        self.work.run(_READING, lambda progress: begin_sheets(ctx, paths, plan_id, period, today, kept, begun, progress), took)

    def _begin(self, opened: Opened) -> None:
        self.desk, self.finished = opened.desk, None
        self._stack.setCurrentWidget(self.review)
        self.review.show_session(opened.review, self.units)
        self._show_state()
        self.review.list.setFocus()

    def go_on(self, kept: SheetsInHand) -> None:
        """Take up a review that was put aside."""
        ctx = self.ctx
        self.period = kept.period
        self.work.run("正在打开核对进度", lambda progress: resume_kept(ctx, kept.file, progress), self._resumed)

    def _resumed(self, opened: Opened) -> None:
        self._begin(opened)
        self._read_book()

    def give_up(self, kept: SheetsInHand) -> None:
        """Forget a review; the files that came stay where the sender put them."""
        self._keeper.forget(kept.file, lambda: self._keeper.read(self._show_in_hand))
        self.ctx.toast(f"已放弃{period_words(kept.period)}反馈表的核对，台账没有改动", undo=False)

    # the review

    def _worked(self) -> None:
        self.activate()
        self._show_state()

    def _long_step(self, title: str, do: Callable[[SheetReview], object]) -> None:
        session = self.session
        if session is None or self.work.busy:
            return

        def then(_done: object) -> None:
            self.review.strip.row = None
            self.review.load()
            self._stepped()

        self.work.run(title, lambda _progress: do(session), then)

    def _stepped(self) -> None:
        self._show_state()
        self._keep()

    def _keep(self) -> None:
        if self.session is not None:
            self._keeper.keep(self.session)

    def later(self) -> None:
        """Put the review aside; it is kept."""
        session = self.session
        if session is not None:
            waiting = len(session.table.waiting)
            self.leave_review()
            left = f"还有 {waiting} 行待确认" if waiting else "都已核对，还没有应用"
            self.ctx.toast(f"已保存核对进度，{left}，随时可以继续", undo=False)
            self.refresh()
            self.activate()

    def leave_review(self) -> None:
        """Back to the book; the review is kept."""
        if self.session is not None:
            self._keep()
            self._close_review()

    def _close_review(self) -> None:
        self.review.session = None
        self.desk = None
        self._show_state()

    def apply(self) -> None:
        """Store what was accepted, as one operation after a backup."""
        session, ctx, today = self.session, self.ctx, self.ctx.today()
        if session is None or self.work.busy or not session.ready:
            return
        kept = self._keeper.place(session.plan_id, session.period)

        def took(applied: tuple[Changes, str]) -> None:
            self.finished = session
            self._close_review()
            self._keeper.forget(kept)
            changes, words = applied
            if changes.operation_id is None:
                ctx.toast("与台账完全一致，没有要保存的内容", undo=False)
            ctx.took(changes, None, words)
            self.refresh()
            self.activate()

        self.work.run("正在应用", lambda progress: apply_sheets(ctx, session, today, progress), took)

    # what stands round it

    def close_form(self) -> None:
        """Put away the form over the page."""
        self.forms.close_form()
        self.pane.foot.setVisible(self.pane.current is not None)
        self.activate()

    def show_form(self, form: InlineForm, save: Callable[[], None]) -> None:
        """Open a form over the book; it takes the room of the lines about the current unit."""
        self.pane.foot.hide()
        self.forms.show_form(form, save, self.close_form)

    def _show_state(self) -> None:
        session, book = self.session, self.book
        waiting = len(session.table.waiting) if session else 0
        in_review = session is not None
        for action in (self.make_action, self.papers_action):
            action.setVisible(not in_review)
        self.answers_action.setVisible(in_review or self.finished is not None)
        for action in (self.all_action, self.later_action, self.apply_action):
            action.setVisible(in_review)
        self.primary = self.apply_action if in_review else self.add_files_action
        self.head.setVisible(not in_review)
        self.keys_text = _REVIEW_KEYS if in_review else _BOOK_KEYS
        nobody = book is not None and not book.rows and not in_review
        self._stack.setCurrentWidget(self.review if in_review else self.pane)
        if nobody:
            self.show_nobody()
        if session is not None:
            self._show_review_state(session, waiting)
        else:
            self.set_status(period_words(self.period), *((f"未报 {len(book.not_reported)} 个单位",) if book else ()))
        here = (session.plan_id, session.period) if session else None
        kept = sum(one.waiting for one in self._in_hand if (one.plan_id, one.period) != here)
        self.set_badge(str(waiting + kept) if waiting + kept else "")
        bar = (in_review, self.finished is not None)
        if bar != self._bar:
            self._bar = bar
            self.actions_changed.emit()

    def show_nobody(self) -> None:
        """Say that no unit owes anything."""
        self._stack.setCurrentWidget(self._empty)

    def _show_review_state(self, session: SheetReview, waiting: int) -> None:
        missing = session.missing
        self.apply_action.setEnabled(not missing and not self.work.busy)
        rest = f"还差 {waiting} 行" if waiting else "有文件要先回答" if missing else ""
        self.apply_action.setText(f"应用（{rest}）" if rest else "应用")
        self.apply_action.setToolTip("；".join(missing) or "先自动备份，再一次写入全部文件，整批可以撤销（Ctrl+Enter）")
        book, came = self.book, {line.unit_id for line in self.review.lines}
        names = [row.unit.display for row in book.not_reported if row.unit.id not in came] if book else []
        self.review.side.show_missing(names)
        received = f"，已收 {len(book.rows) - len(names)} / {len(book.rows)} 个单位" if book else ""
        self.review.bins.about.setText(f"{period_words(session.period)}{received}")
        self.set_status("空白单元格不改动原值", "应用前自动备份，整批可撤销", f"{session.counts.total()} 行，待定 {waiting}")
