"""The page: reads files one after the other, shows what was found, stores it when the user says so."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from tracker.domain.records import Changes, PlanRecord
from tracker.errors import Cancelled, UserError
from tracker.paths import RESOURCES
from tracker.plans.draft import PlanDraft
from tracker.progress import Progress
from tracker.ui.context import Context, OpenFiles
from tracker.ui.page import Page
from tracker.ui.pages.import_.review import ReviewPane
from tracker.ui.theme import color, look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.plain import label, picture, tag
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases import plans
from tracker.usecases.plan_review import ReviewSession

Way = tuple[str, Callable[[], object]]
_REVIEW_KEYS = "F6 切换左右　↑↓ 换行　Enter 接受并到下一项　Ctrl+Z 退回一步"
_IDLE_WORDS = "Word 和文本文件里的任务、单位和时限会自动找出来，由您逐条核对后再存入"


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of reading one file; nothing where the user stopped it."""

    draft: PlanDraft | None
    stored: PlanRecord | None = None


class ImportPage(Page):
    """方案导入. Nothing is stored before 完成导入; then the whole plan is one operation."""

    help_topic = "import"
    has_plans = False

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._queue: list[Path] = []
        self._count, self._place = 0, 0
        self._path: Path | None = None
        self._reading = False
        self.all_action = self.add_action("全部接受", "check-check", self.accept_all, "Ctrl+Shift+A")
        self.skip_action = self.add_action("不导入", "x", self.give_up)
        self.finish_action = self.add_action("完成导入", "check", self.finish, "Ctrl+Enter", primary=True)
        self.finish_action.setShortcuts([QKeySequence("Ctrl+Enter"), QKeySequence("Ctrl+Return")])
        self.review = ReviewPane()
        self.sides = Segmented([("rows", "任务"), ("source", "原文")], "左右两栏")
        self.sides.chosen.connect(self.review.show_side)
        self.review.side_changed.connect(self._show_side)
        self._head = self._make_head()
        self._stack = QStackedWidget()
        self.review.stepped.connect(self._show_state)
        self.review.failed.connect(ctx.tell)
        self._stack.addWidget(self.review)
        self._state: QWidget | None = None
        self.body.addWidget(self._stack, 1)
        self._show_idle()

    def _make_head(self) -> QWidget:
        bar = self.add_filter_bar()
        self.name = ElidedLabel(look().bold)
        self.number, self.period = tag(""), tag("")
        self.file = label("", ink="2")
        self.turn = tag("", "accent")
        self.done = label("")
        self.meter = _Meter()
        bar.add(picture("file-text"), self.name)
        row = bar.layout()
        if isinstance(row, QHBoxLayout):
            row.setStretchFactor(self.name, 1)
        bar.add(self.number, self.period, self.file, self.turn, self.done, self.meter, self.sides)
        self.sides.hide()
        return bar

    def _show_side(self) -> None:
        """Where there is room for one pane only: which one it is, and less about the document."""
        side = self.review.side
        self.sides.setVisible(bool(side))
        self.file.setVisible(not side)
        self.meter.setVisible(not side)
        if side:
            self.sides.choose(side)

    # what the window calls

    def open(self, request: object) -> None:
        """Read these files, one after the other; files that come during a review wait for their turn."""
        if not isinstance(request, OpenFiles) or not request.paths:
            return
        self._queue += request.paths
        self._count += len(request.paths)
        if self._session is not None:
            self.ctx.toast("先核对完这一份，再打开下一份", undo=False)
            self._show_state()
        elif not self._reading:
            self._next_file()

    def is_open(self) -> bool:
        return self._session is not None

    def activate(self) -> None:
        if self._session is not None:
            self.review.list.setFocus()
        elif isinstance(self._state, EmptyState):
            self._state.focus_step()

    def panes(self) -> list[QWidget]:
        return [self.review.list, self.review.source] if self._session else []

    def escape(self) -> bool:
        return self.review.escape()

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        def review() -> None:
            self._begin(plans.read_plan_file(self.ctx.store, next((RESOURCES / "sample").glob("*.docx"))))

        def edit() -> None:
            self.review.strip.begin_edit()

        def split() -> None:
            self.review.escape()
            self.review.ask_split()

        def problem() -> None:
            self._show_problem("这份文件没有读进来", str(UserError("“会议通知.docx”打不开", "文件已损坏", "请重新取得这份文件")))

        def stored() -> None:
            self._path = Path(self.ctx.plans[0].source_name)
            self._show_stored(self.ctx.plans[0])

        return {"review": review, "edit": edit, "split": split, "problem": problem, "stored": stored, "idle": self._show_idle}

    @property
    def _session(self) -> ReviewSession | None:
        return self.review.session

    # reading

    def _next_file(self) -> None:
        if not self._queue:
            self._count = self._place = 0
            self._show_idle()
            return
        path = self._path = self._queue.pop(0)
        self._place += 1
        self._reading = True
        self._show_message(EmptyState("正在读取方案", path.name))
        store = self.ctx.store

        def read(progress: Progress) -> _Read:
            try:
                draft = plans.read_plan_file(store, path, progress)
                return _Read(draft, plans.same_plan(store, draft))
            except Cancelled:
                return _Read(None)

        self.ctx.runner.run_long("正在读取方案", read, self._took, failed=self._could_not)

    def _took(self, read: _Read) -> None:
        self._reading = False
        draft = read.draft
        if draft is None:
            self._next_file()
        elif read.stored is not None:
            self._show_stored(read.stored)
        elif not draft.tasks:
            words = "；".join(finding.words for finding in draft.findings) or "没有找到任务"
            self._show_problem(
                "没有找到任务", f"“{draft.source_name}”：{words}。", ("仍然打开，自己从原文中选出任务", lambda: self._begin(draft))
            )
        else:
            self._begin(draft)

    def _begin(self, draft: PlanDraft) -> None:
        self.review.show_session(ReviewSession(draft, plans.unit_dictionary()))
        self._stack.setCurrentWidget(self.review)
        self._head.show()
        self.name.show_text(draft.title or draft.source_name)
        self.number.setText(draft.doc_number)
        self.number.setVisible(bool(draft.doc_number))
        known = draft.period_start and draft.period_end
        self.period.setText(f"{draft.period_start:%Y.%m}—{draft.period_end:%Y.%m}" if known else "未写起止时间")
        self.file.setText(draft.source_name)
        self._show_state()
        self.review.list.setFocus()

    def _could_not(self, error: UserError) -> None:
        self._reading = False
        self._show_problem("这份文件没有读进来", str(error))

    # the states without a review

    def _show_idle(self) -> None:
        self._show_message(EmptyState("导入方案", _IDLE_WORDS, ("选择文件", self.ctx.open_files)))

    def _show_problem(self, heading: str, words: str, *links: Way) -> None:
        if self._queue:
            links = (*links, (f"继续下一份（还有 {len(self._queue)} 份）", self._next_file))
        self._show_message(EmptyState(heading, words, ("换一个文件", self.ctx.open_files), links))

    def _show_stored(self, plan: PlanRecord) -> None:
        links: list[Way] = [("换一个文件", self.ctx.open_files)]
        if self._queue:
            links.append((f"继续下一份（还有 {len(self._queue)} 份）", self._next_file))
        name = self._path.name if self._path else ""
        words = f"“{name}”与已有的“{plan.title}”（{plan.task_count} 项任务）内容完全相同，没有重复导入。"
        self._show_message(EmptyState("这份方案已经导入过", words, ("打开已有的方案", lambda: self._open_plan(plan.id)), links))

    def _show_message(self, state: EmptyState) -> None:
        self.review.session = None
        self._head.hide()
        if self._state is not None:
            self._stack.removeWidget(self._state)
            self._state.deleteLater()
        self._state = state
        layout = state.layout()
        if state.text.wordWrap() and layout is not None:
            width = look().px(44 * 14)
            state.text.setFixedSize(width, state.text.heightForWidth(width))
            layout.setAlignment(state.text, Qt.AlignmentFlag.AlignHCenter)
        self._stack.addWidget(state)
        self._stack.setCurrentWidget(state)
        self._show_state()
        state.focus_step()

    # the state of the review

    def _show_state(self) -> None:
        session = self._session
        self.keys_text = _REVIEW_KEYS if session else "Ctrl+O 选择文件"
        for action in (self.all_action, self.skip_action, self.finish_action):
            action.setVisible(session is not None)
        if session is None:
            self.set_badge("")
            self.set_status("导入前不会写入任何内容")
            self.actions_changed.emit()
            return
        missing, total = session.missing, session.total
        self.all_action.setEnabled(bool(missing))
        ready = not missing and bool(total)
        self.finish_action.setEnabled(ready)
        self.finish_action.setText("完成导入" if ready else f"完成导入（还差 {missing} 项）" if missing else "没有任务可导入")
        self.turn.setText(f"第 {self._place} 份，共 {self._count} 份")
        self.turn.setVisible(self._count > 1)
        self.done.setText(f"已确认 {total - missing} / {total}")
        self.meter.show_part((total - missing) / total if total else 0)
        self.set_badge(str(missing) if missing else "")
        self.set_status("导入前不会写入任何内容", f"{total} 项，待核对 {missing}")
        self.actions_changed.emit()

    # the ways out

    def accept_all(self) -> None:
        """Accept every row that is left."""
        self.review.accept_all()

    def give_up(self) -> None:
        """Do not import this file; go on with the next one."""
        if self._session is not None:
            name = self._path.name if self._path else ""
            self.review.session = None
            self.ctx.toast(f"没有导入“{name}”", undo=False)
            self._next_file()

    def finish(self) -> None:
        """Store the plan as one operation and show its tasks."""
        session = self._session
        if session is None or session.missing or not session.total:
            return
        draft, store = session.result(), self.ctx.store
        self.finish_action.setEnabled(False)

        def stored(_progress: Progress) -> Changes:
            return plans.import_plan(store, draft)

        self.ctx.change_long("正在导入", stored, self._stored, failed=self._not_stored)

    def _stored(self, changes: Changes) -> None:
        self.review.session = None
        if changes.result is not None:
            self.ctx.choose_plan(changes.result)
        more = bool(self._queue)
        self._next_file()
        if not more:
            self.ctx.navigate("tasks")

    def _not_stored(self, error: UserError) -> None:
        self._show_state()
        self.ctx.tell(error)

    def _open_plan(self, plan_id: int) -> None:
        self.ctx.choose_plan(plan_id)
        if not self._queue:
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


class _Meter(QWidget):
    """How much of the review is done, as a short bar."""

    def __init__(self) -> None:
        super().__init__()
        self._part = 0.0
        self.setFixedSize(look().px(72), look().px(8))

    def show_part(self, part: float) -> None:
        self._part = part
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(look().tokens.track))
        painter.fillRect(QRectF(0, 0, self.width() * self._part, self.height()), color(look().tokens.green_bar))
        painter.end()
