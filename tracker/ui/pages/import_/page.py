"""The page: reads files one after the other, shows what was found, stores it when the user says so."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from tracker.domain.records import Changes, PlanLikeness, PlanRecord
from tracker.errors import UserError
from tracker.paths import RESOURCES
from tracker.progress import Progress
from tracker.ui.context import Context, OpenFiles, OpenRevision
from tracker.ui.message import Message
from tracker.ui.page import Page
from tracker.ui.pages.import_.file_queue import FileQueue, LeftOverPanel
from tracker.ui.pages.import_.head import ReviewHead
from tracker.ui.pages.import_.idle import IDLE_WORDS, put_panels
from tracker.ui.pages.import_.keeper import ReviewKeeper
from tracker.ui.pages.import_.reading import FileRead, read_file
from tracker.ui.pages.import_.review import ReviewPane
from tracker.ui.theme import look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.in_hand import InHandPanel
from tracker.usecases.intake import plans
from tracker.usecases.intake.kept_reviews import ReviewInHand, ReviewsInHand, review_file
from tracker.usecases.intake.plan_review import ReviewSession
from tracker.usecases.intake.review_import import begin_review, import_review

Way = tuple[str, Callable[[], object]]
_REVIEW_KEYS = "F6 切换左右　↑↓ 换行　Enter 接受并到下一项　Ctrl+Z 退回一步"


class ImportPage(Page):
    """方案导入. Nothing is stored before 完成导入; then the whole plan is one operation."""

    help_topic = "import"
    has_plans = False

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._path: Path | None = None
        self._in_hand: tuple[ReviewInHand, ...] = ()
        self._idle: QWidget | None = None
        self._keeper = ReviewKeeper(ctx)
        self.files = FileQueue(ctx, self._keeper.folder)
        self.all_action = self.add_action("全部接受", "check-check", self.accept_all, "Ctrl+Shift+A")
        self.later_action = self.add_action("稍后继续", "save", self.later, "Ctrl+S", tip="保存核对进度，下次接着核对")
        self.skip_action = self.add_action("不导入", "x", self.give_up)
        self.finish_action = self.add_action("完成导入", "check", self.finish, "Ctrl+Enter", primary=True)
        self.finish_action.setShortcuts([QKeySequence("Ctrl+Enter"), QKeySequence("Ctrl+Return")])
        self.review = ReviewPane()
        self.head = ReviewHead(self.add_filter_bar())
        self.head.sides.chosen.connect(self.review.show_side)
        self.head.edit_wanted.connect(lambda: self.review.edit_head(ctx.today().year))
        self.head.reopened.connect(self.review.ask_again)
        self.review.side_changed.connect(lambda: self.head.show_side(self.review.side))
        self._stack = QStackedWidget()
        self.review.stepped.connect(self._stepped)
        self.review.failed.connect(ctx.tell)
        self._stack.addWidget(self.review)
        self._state: QWidget | None = None
        self.body.addWidget(self.review.questions)
        self.body.addWidget(self.review.form_place)
        self.body.addWidget(self._stack, 1)
        self._show_idle()

    # what the window calls

    def open(self, request: object) -> None:
        """Read these files, one after the other; files that come during a review wait for their turn."""
        if not isinstance(request, OpenFiles) or not request.paths:
            return
        self.files.add(request.paths)
        if self._session is not None:
            self.ctx.toast("先核对完这一份，再打开下一份", undo=False)
            self._show_state()
        elif self.files.reading is None:
            self._next_file()

    def is_open(self) -> bool:
        return self._session is not None

    def activate(self) -> None:
        if self._session is not None:
            self.review.list.setFocus()
        elif isinstance(self._state, EmptyState):
            self._state.focus_step()

    def panes(self) -> list[QWidget]:
        return [self.review.list, self.review.source] if self._session else [self._stack.currentWidget()]

    def escape(self) -> bool:
        return self.review.escape()

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        def review() -> None:
            path = next((RESOURCES / "sample").glob("*.docx"))
            self._begin(begin_review(self.ctx.store, plans.read_plan_file(self.ctx.store, path)))

        def edit() -> None:
            self.review.strip.begin_edit()

        def split() -> None:
            self.review.escape()
            self.review.ask_split()

        def preview() -> None:
            self.review.escape()
            self.review.questions.choose_number(1)
            self.review.questions.toggle_preview()

        def problem() -> None:
            self._show_problem("这份文件没有读进来", str(UserError("“会议通知.docx”打不开", "文件已损坏", "请重新取得这份文件")))

        def stored() -> None:
            self._path = Path(self.ctx.plans[0].source_name)
            self._show_stored(self.ctx.plans[0])

        return {"review": review, "edit": edit, "split": split, "preview": preview,
                "problem": problem, "stored": stored, "idle": self._show_idle}  # fmt: skip

    @property
    def _session(self) -> ReviewSession | None:
        return self.review.session

    # reading

    def _next_file(self) -> None:
        path = self.files.take_next()
        if path is None:
            self._show_idle()
            return
        self._path = path
        self._show_message(EmptyState("正在读取方案", path.name))
        store, folder = self.ctx.store, self._keeper.folder

        def read(progress: Progress) -> FileRead:
            return read_file(store, folder, path, progress)

        self.ctx.runner.run_long("正在读取方案", read, self._took, failed=self._could_not)

    def _took(self, read: FileRead) -> None:
        self.files.was_read()
        session = read.session
        if session is None:
            self._next_file()
        elif read.stored is not None:
            self._show_stored(read.stored)
        elif read.begun is not None:
            self._show_begun(session, read.begun)
        elif read.like is not None:
            self._show_like(session, read.like)
        elif not session.draft.tasks:
            words = "；".join(finding.words for finding in session.draft.findings) or "没有找到任务"
            self._show_problem(
                "没有找到任务",
                f"“{session.draft.source_name}”：{words}。",
                ("仍然打开，自己从原文中选出任务", lambda: self._begin(session)),
            )
        else:
            self._begin(session)

    def _begin(self, session: ReviewSession) -> None:
        self._review(session)
        self._keep()

    def _review(self, session: ReviewSession, current: int | None = None) -> None:
        self._stack.setCurrentWidget(self.review)
        self.head.setVisible(True)
        self.review.show_session(session, current)
        self._show_state()
        self.review.list.setFocus()

    def _stepped(self) -> None:
        self._show_state()
        self._keep()

    def _keep(self) -> None:
        if self._session is not None:
            self._keeper.keep(self._session, self.review.list.current_id())

    def _could_not(self, error: UserError) -> None:
        self.files.was_read()
        self._show_problem("这份文件没有读进来", str(error))

    # the states without a review

    def _show_idle(self) -> None:
        self._idle = EmptyState("导入方案", IDLE_WORDS, ("选择文件", self.ctx.open_files))
        self._show_message(self._idle)
        self._keeper.read(self._show_in_hand, self.files.found)

    def _show_in_hand(self, found: ReviewsInHand) -> None:
        self._in_hand = found.reviews
        for error in found.damaged:
            self.ctx.tell(error)
        if self._session is None and self.files.reading is None and self._state is not None:
            if self._state is self._idle:
                panels: list[LeftOverPanel | InHandPanel] = []
                if self.files.left_over:
                    panels.append(LeftOverPanel(self.files.left_over, self._read_left_over, self._drop_left_over))
                if found.reviews:
                    panels.append(InHandPanel(found.reviews, self._go_on, self._give_up_kept))
                put_panels(self._state, panels, self.width())
            self._show_state()

    def _read_left_over(self) -> None:
        self.files.take_left_over()
        self._next_file()

    def _drop_left_over(self) -> None:
        left = self.files.drop_left_over()

        def back() -> None:
            self.files.put_back(left)
            if self._state is self._idle:
                self._show_idle()

        self.ctx.message.emit(Message(f"不再读取这 {len(left)} 份文件", "恢复", "", back))
        self._show_idle()

    def _go_on(self, review: ReviewInHand) -> None:
        """Take up a review where it was left."""

        def show(taken: tuple[ReviewSession, int | None]) -> None:
            self._review(*taken)

        def failed(error: UserError) -> None:
            self.ctx.tell(error)
            self._show_idle()

        self._keeper.open(review, show, failed)

    def _give_up_kept(self, review: ReviewInHand) -> None:
        def gone(held: bytes) -> None:
            self._say_given_up(review.file, review.source_name, held)
            self._show_idle()

        self._forget(review.file, gone)

    def _forget(self, file: Path, then: Callable[[bytes], None] | None = None) -> None:
        self._in_hand = tuple(review for review in self._in_hand if review.file != file)
        self._keeper.forget(file, then)

    def _say_given_up(self, file: Path, name: str, held: bytes) -> None:
        def back() -> None:
            self._keeper.restore(file, held, lambda: self._show_idle() if self._session is None and not self.files.reading else None)

        self.ctx.message.emit(Message(f"没有导入“{name}”", "恢复核对", "", back) if held else Message(f"没有导入“{name}”"))

    def _show_begun(self, session: ReviewSession, review: ReviewInHand) -> None:
        words = (
            f"“{review.title}”上次还有 {review.waiting} 项待核对，保存于 {review.saved.month}月{review.saved.day}日 {review.saved:%H:%M}。"
        )
        links: list[Way] = [("从头开始", lambda: self._begin(session)), *self._next_link()]
        self._show_message(EmptyState("这份方案核对到一半", words, ("继续核对", lambda: self._go_on(review)), links))

    def _show_like(self, session: ReviewSession, like: PlanLikeness) -> None:
        def compare() -> None:
            self._next_file()
            self.ctx.navigate("revision", OpenRevision(like.plan.id, session.draft))

        words = f"“{session.draft.source_name}”与已有的“{like.plan.title}”很像：{like.reason}。"
        links: list[Way] = [("作为新方案导入", lambda: self._begin(session)), *self._next_link()]
        self._show_message(EmptyState("这可能是已有方案的修订稿", words, ("作为修订版与已有方案比对", compare), links))

    def _next_link(self) -> list[Way]:
        return [(f"继续下一份（还有 {len(self.files.waiting)} 份）", self._next_file)] if self.files.waiting else []

    def _show_problem(self, heading: str, words: str, *links: Way) -> None:
        self._show_message(EmptyState(heading, words, ("换一个文件", self.ctx.open_files), [*links, *self._next_link()]))

    def _show_stored(self, plan: PlanRecord) -> None:
        links: list[Way] = [("换一个文件", self.ctx.open_files), *self._next_link()]
        name = self._path.name if self._path else ""
        words = f"“{name}”与已有的“{plan.title}”（{plan.task_count} 项任务）内容完全相同，没有重复导入。"
        self._show_message(EmptyState("这份方案已经导入过", words, ("打开已有的方案", lambda: self._open_plan(plan.id)), links))

    def _show_message(self, state: EmptyState) -> None:
        self.review.session = None
        self.head.setVisible(False)
        if self._state is not None:
            self._stack.removeWidget(self._state)
            self._state.deleteLater()
        self._state = state
        layout = state.layout()
        if state.text.wordWrap() and layout is not None:
            width = min(look().px(44 * 14), max(self._stack.width() - 48, 200))
            state.text.setFixedSize(width, state.text.heightForWidth(width))
            layout.setAlignment(state.text, Qt.AlignmentFlag.AlignHCenter)
        self._stack.addWidget(state)
        self._stack.setCurrentWidget(state)
        self.review.show_questions()
        self.review.form_place.close_form()
        self._show_state()
        state.focus_step()

    # the state of the review

    def _show_state(self) -> None:
        session = self._session
        self.keys_text = _REVIEW_KEYS if session else "Ctrl+O 选择文件"
        for action in (self.all_action, self.later_action, self.skip_action, self.finish_action):
            action.setVisible(session is not None)
        open_file = review_file(self._keeper.folder, session.draft) if session else None
        waiting = sum(review.waiting for review in self._in_hand if review.file != open_file)
        if session is None:
            self.set_badge(str(waiting) if waiting else "")
            self.set_status("导入前不会写入任何内容")
            self.actions_changed.emit()
            return
        missing, total = session.missing, session.total
        self.all_action.setEnabled(bool(missing))
        ready = not missing and bool(total)
        self.finish_action.setEnabled(ready)
        self.finish_action.setText("完成导入" if ready else f"完成导入（还差 {missing} 项）" if missing else "没有任务可导入")
        self.head.show_progress(total, missing, self.files.place, self.files.count)
        self.head.show_head(session.head, session.draft.source_name)
        self.head.show_questions(session.questions)
        self.set_badge(str(missing + waiting) if missing + waiting else "")
        self.set_status("导入前不会写入任何内容", f"{total} 项，待核对 {missing}")
        self.actions_changed.emit()

    # the ways out

    def accept_all(self) -> None:
        """Accept every row that is left."""
        self.review.accept_all()

    def later(self) -> None:
        """Put the review aside; it is kept and can be continued."""
        session = self._session
        if session is not None:
            self._keep()
            self.review.session = None
            left = f"还有 {session.missing} 项待核对" if session.missing else "都已核对，还没有导入"
            self.ctx.toast(f"已保存核对进度，{left}，随时可以继续", undo=False)
            self._next_file()

    def give_up(self) -> None:
        """Do not import this file; go on with the next one."""
        session = self._session
        if session is not None:
            file, name = review_file(self._keeper.folder, session.draft), session.draft.source_name
            self.review.session = None
            self._forget(file, lambda held: self._say_given_up(file, name, held))
            self._next_file()

    def finish(self) -> None:
        """Store the plan as one operation and show its tasks."""
        session = self._session
        if session is None or session.missing or not session.total:
            return
        store = self.ctx.store
        self.finish_action.setEnabled(False)

        def stored(_progress: Progress) -> Changes:
            return import_review(store, session)

        self.ctx.change_long("正在导入", stored, self._stored, failed=self._not_stored)

    def _stored(self, changes: Changes) -> None:
        if self._session is not None:
            self._forget(review_file(self._keeper.folder, self._session.draft))
        self.review.session = None
        if changes.result is not None:
            self.ctx.choose_plan(changes.result)
        more = bool(self.files.waiting)
        self._next_file()
        if not more:
            self.ctx.navigate("tasks")

    def _not_stored(self, error: UserError) -> None:
        self._show_state()
        self.ctx.tell(error)

    def _open_plan(self, plan_id: int) -> None:
        self.ctx.choose_plan(plan_id)
        if not self.files.waiting:
            self._show_idle()
        self.ctx.navigate("tasks")

    # stepping back inside the review

    def undo_here(self) -> bool:
        """Take back the last step of the review; False where no review is open."""
        if self._session is None:
            return False
        if not self.review.step_back():
            self.ctx.toast("没有可以退回的步骤", undo=False)
        return True

    def redo_here(self) -> bool:
        """Do again what was taken back; False where no review is open."""
        if self._session is None:
            return False
        self.review.step_again()
        return True
