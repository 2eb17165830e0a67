"""The page: a revised document is compared with the chosen plan and decided row by row; without one, the plan's versions."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.records import Changes, PlanRecord
from tracker.domain.screens import TaskFilter
from tracker.errors import Cancelled, UserError
from tracker.progress import Progress
from tracker.ui.context import Context, OpenRevision
from tracker.ui.page import Page
from tracker.ui.pages.revision.bar import KindBar
from tracker.ui.pages.revision.foot import RecordFoot
from tracker.ui.pages.revision.idle import IdlePane
from tracker.ui.pages.revision.keeper import RevisionKeeper, Taken
from tracker.ui.pages.revision.rows import RevisionList, RevisionModel
from tracker.ui.pages.revision.sides import Sides
from tracker.usecases.intake.kept_reviews import ReviewInHand, ReviewsInHand
from tracker.usecases.intake.plan_revision import Kind, RevisionSession, compare

if TYPE_CHECKING:
    from tracker.plans.draft import PlanDraft

_KEYS = "↑↓ 换行　Enter 接受并到下一项　R 保留原来　S 拆分　M 合并　Ctrl+Z 退回一步　F6 换栏"
_SHARES = (11, 9)
"""How the height is shared between the list and the row in hand."""


class RevisionPage(Page):
    """方案修订. Nothing is stored before 完成修订; then all of it is one operation."""

    help_topic = "revision"
    one_plan = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.session: RevisionSession | None = None
        self._current: str | None = None
        self._keeper = RevisionKeeper(ctx)
        self.gone_action = self.add_action("已取消的任务", "minus", self.show_cancelled, tip="看修订时取消的任务，可以恢复")
        self.open_action = self.add_action("选择修订稿", "folder-open", self.choose_file)
        self.all_action = self.add_action("全部接受", "check-check", self.accept_all, "Ctrl+Shift+A")
        self.later_action = self.add_action("稍后继续", "save", self.later, "Ctrl+S", tip="保存比对进度，下次接着比对")
        self.leave_action = self.add_action("不修订", "x", self.leave)
        self.finish_action = self.add_action("完成修订", "check", self.finish, "Ctrl+Enter", primary=True)
        self.finish_action.setShortcuts([QKeySequence("Ctrl+Enter"), QKeySequence("Ctrl+Return")])
        self.bar = KindBar(self.add_filter_bar())
        self.bar.chosen.connect(self._load)
        self.model = RevisionModel(self)
        self.list = RevisionList(self.model)
        self.sides = Sides(self.accept, self.keep, self.answer, self.ask_split, self.merge)
        self.foot = RecordFoot(ctx.today().year)
        self.foot.edited.connect(self._typed)
        self.list.current_changed.connect(self._show_row)
        self.list.opened.connect(lambda _id: self.accept())
        self.list.kept.connect(lambda _id: self.keep())
        self.list.split_wanted.connect(lambda _id: self.ask_split())
        self.list.merge_wanted.connect(lambda _id: self.merge())
        self.list.answered.connect(lambda _id, choice: self._answer_typed(choice))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.sides)
        for place, share in enumerate(_SHARES):
            split.setStretchFactor(place, share)
        split.setSizes([share * 1000 for share in _SHARES])  # what is too much is shared out in proportion
        comparison = QWidget()
        column = QVBoxLayout(comparison)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addWidget(self.foot)
        self.idle = IdlePane(ctx, self._keeper, self.choose_file)
        self.idle.go_on.connect(self._go_on)
        self.idle.counted.connect(self._count)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.idle)
        self._stack.addWidget(comparison)
        self._comparison = comparison
        self.body.addWidget(self._stack, 1)
        self._show_state()

    # what the window calls

    def open(self, request: object) -> None:
        """Compare what the import page has read with the plan it looks like."""
        if isinstance(request, OpenRevision):
            self.ctx.choose_plan(request.plan_id)
            self._compare(request.plan_id, request.draft)

    def is_open(self) -> bool:
        return self.session is not None

    def activate(self) -> None:
        if self.session is not None:
            self.list.setFocus()
        else:
            self.refresh()

    def refresh(self) -> None:
        plan = next((plan for plan in self.ctx.plans if plan.id == self.plan_id), None)
        if self.session is None and plan is not None:
            self.idle.show_plan(plan)

    def _count(self, versions: int, waiting: int) -> None:
        if self.session is None:
            self.set_badge(str(waiting) if waiting else "")
            self.set_status(f"{versions} 个版本" if versions else "还没有修订")

    def escape(self) -> bool:
        if self.sides.is_asking:
            self._show_row(self.list.current_id())
            self.list.setFocus()
            return True
        return False

    def panes(self) -> list[QWidget]:
        return [self.list, self.sides.old, self.sides.new, self.foot.reason] if self.session else self.idle.panes()

    def undo_here(self) -> bool:
        """Take back the last step of the comparison; False where none is open."""
        if self.session is None:
            return False
        if self.session.undo():
            self._load()
            self._keep()
        else:
            self.ctx.toast("没有可以退回的步骤", undo=False)
        return True

    def redo_here(self) -> bool:
        """Do again what was taken back; False where no comparison is open."""
        if self.session is None:
            return False
        if self.session.redo():
            self._load()
            self._keep()
        return True

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        def comparison() -> None:
            from tracker.ui.pages.revision.sample import sample_revision

            self._took(compare(self.ctx.store, self.plan_id or self.ctx.plans[0].id, sample_revision()))

        def split() -> None:
            self.list.go_to_first()
            self.ask_split()

        def left() -> None:
            self._close()

        return {"comparison": comparison, "split": split, "versions": left}

    # reading

    def choose_file(self) -> None:
        """Ask for the revised document of the chosen plan."""
        from tracker.ui.file_choice import ask_files

        paths = ask_files(self)
        if paths:
            self.read_file(paths[0])

    def read_file(self, path: Path) -> None:
        """Read a revised document and compare it with the chosen plan."""
        plan_id, store = self.plan_id, self.ctx.store
        if plan_id is None:
            return

        def read(progress: Progress) -> RevisionSession | None:
            from tracker.usecases.intake.plans import read_plan_file

            try:
                return compare(store, plan_id, read_plan_file(store, path, progress))
            except Cancelled:
                return None

        self.ctx.runner.run_long("正在读取修订稿", read, self._took, failed=self.ctx.tell)

    def _compare(self, plan_id: int, draft: "PlanDraft") -> None:
        store = self.ctx.store
        self.ctx.runner.run_read(lambda: compare(store, plan_id, draft), self._took, key=f"compare {id(self)}", failed=self.ctx.tell)

    def _took(self, session: RevisionSession | None) -> None:
        """A document was compared: go on where it was left, if it was."""
        if session is None:
            return
        file = self._keeper.file(session)

        def found(before: ReviewsInHand) -> None:
            kept = next((one for one in before.reviews if one.file == file), None)
            if kept is None:
                self._begin(session)
            else:
                self._go_on(session.plan, kept)
                self.ctx.toast("这份修订稿上次比对到一半，已接着上次的决定", undo=False)

        self._keeper.read(session.plan, found)

    def _go_on(self, plan: PlanRecord, review: ReviewInHand) -> None:
        """Take up a comparison where it was left."""

        def show(taken: Taken) -> None:
            session, kept = taken
            self._begin(session, kept.current)
            self.foot.begin(kept.on, kept.reason)
            self._show_state()

        def failed(error: UserError) -> None:
            self.ctx.tell(error)
            self.refresh()

        self._keeper.open(plan, review, show, failed)

    def _begin(self, session: RevisionSession, current: str = "") -> None:
        self.session, self._current = session, None
        self.bar.begin(f"{session.plan.title}　←　{session.draft.source_name}")
        self.foot.begin(self.ctx.today())
        self._stack.setCurrentWidget(self._comparison)
        self._load()
        keys = {row.key for row in session.rows}
        here = current if current in keys else session.after("")
        if here is not None:
            self.list.go_to(self.model.number(here))
        self.list.setFocus()

    # showing

    def _load(self) -> None:
        session = self.session
        if session is None:
            return
        self.bar.show_counts(session.counts)
        groups = self.model.groups_of(session, self.bar.kind)
        self.list.load(groups, grouped=any(row.table for row in session.rows))
        if self.list.current_id() is None:
            self.list.go_to_first()
        self._show_row(self.list.current_id())
        self._show_state()

    def _show_row(self, number: int | None) -> None:
        row = self.model.row_with(number)
        self._current = row.key if row else None
        if self.session is not None:
            self.sides.show_row(self.session, row)

    def _show_state(self) -> None:
        session = self.session
        self.keys_text = _KEYS if session else "F6 换栏"
        self.bar.setVisible(session is not None)
        self.open_action.setVisible(session is None)
        self.gone_action.setVisible(session is None)
        for action in (self.all_action, self.later_action, self.leave_action, self.finish_action):
            action.setVisible(session is not None)
        if session is not None:
            self.set_badge(str(session.missing) if session.missing else "")
            missing = session.missing
            self.all_action.setEnabled(bool(missing))
            self.finish_action.setEnabled(not missing and self.foot.day.day is not None)
            self.finish_action.setText(f"完成修订（还差 {missing} 项）" if missing else "完成修订")
            self.set_status("完成前不会写入任何内容", f"{len(session.rows)} 项，未决定 {missing}")
        self.actions_changed.emit()

    # deciding

    def _step(self, do: Callable[[RevisionSession, str], object]) -> None:
        """Do one step on the current row, then go on to the next one that waits."""
        session, key = self.session, self._current
        if session is None or key is None:
            return
        following = session.after(key)
        try:
            done = do(session, key)
        except UserError as error:
            self.ctx.tell(error)
            return
        self._load()
        self._keep()
        target = done if isinstance(done, str) else following
        row = next((row for row in session.rows if row.key == target), None)
        if row is not None and self.model.row_with(self.model.number(row.key)):
            self.list.go_to(self.model.number(row.key))
        self.list.setFocus()

    def _keep(self) -> None:
        if self.session is not None:
            self._keeper.keep(self.session, self.foot.reason.text(), self.foot.day.day, self._current or "")

    def _typed(self) -> None:
        self._show_state()
        self._keep()

    def accept(self) -> None:
        """Take the new wording of the current row."""
        self._step(lambda session, key: session.decide(key, True))

    def keep(self) -> None:
        """Keep the current row as it is stored."""
        self._step(lambda session, key: session.decide(key, False))

    def answer(self, old: int | None) -> None:
        """Say which stored task the current row is."""
        self._step(lambda session, key: session.answer(key, old))

    def _answer_typed(self, choice: int) -> None:
        row = self.session.row(self._current) if self.session and self._current else None
        if row is not None and row.kind is Kind.QUESTION and choice <= len(row.candidates):
            self.answer(row.candidates[choice - 1] if choice else None)

    def ask_split(self) -> None:
        """Let the user put the caret where the second task of the new document begins."""
        session, key = self.session, self._current
        if session is None or key is None:
            return
        try:
            span = session.draft.tasks[session.place_of(key)].span
        except UserError as error:
            self.ctx.tell(error)
            return
        if span.end <= span.start:
            self.ctx.tell(UserError("这一项不能拆分", "它在修订稿中没有位置", "请先接受，再到任务页修改"))
            return
        self.sides.ask_place(session.draft.source_text, span, lambda at: self._step(lambda session, key: session.split(key, at)))

    def merge(self) -> None:
        """Make one task of the current one of the new document and the next."""
        self._step(lambda session, key: session.merge(key))

    def accept_all(self) -> None:
        """Take all that asks nothing and overwrites nobody's typing."""
        if self.session is None:
            return
        left = self.session.accept_all()
        self._load()
        self._keep()
        if left:
            following = self.session.after("")
            if following is not None:
                self.list.go_to(self.model.number(following))
            self.ctx.toast(f"还有 {left} 项手工改过或要确认的，请逐项决定", undo=False)
        self.list.setFocus()

    # the ways out

    def later(self) -> None:
        """Put the comparison aside; it is kept and can be continued."""
        session = self.session
        if session is not None:
            self._keep()
            left = f"还有 {session.missing} 项没有决定" if session.missing else "都已决定，还没有保存为新版本"
            self.ctx.toast(f"已保存比对进度，{left}，随时可以继续", undo=False)
            self._close()

    def leave(self) -> None:
        """Give the comparison up; nothing was stored."""
        session = self.session
        if session is not None:
            self._close()
            self.idle.give_up(self._keeper.file(session), session.draft.source_name)

    def show_cancelled(self) -> None:
        """The tasks that revisions took out, on the task page."""
        self.ctx.open_tasks(TaskFilter(plan_id=self.plan_id, removed=True))

    def finish(self) -> None:
        """Store the revision as one operation."""
        from tracker.usecases.intake.plan_revision_apply import apply_revision

        session, store, day, reason = self.session, self.ctx.store, self.foot.day.day, self.foot.reason.text()
        if session is None or session.missing or day is None:
            return
        self.finish_action.setEnabled(False)

        def stored(_progress: Progress) -> Changes:
            return apply_revision(store, session, reason, day)

        def failed(error: UserError) -> None:
            self._show_state()
            self.ctx.tell(error)

        def done(_changes: Changes) -> None:
            self._keeper.forget(self._keeper.file(session))
            self._close()

        self.ctx.change_long("正在保存修订", stored, done, failed=failed)

    def _close(self) -> None:
        self.session, self._current = None, None
        self._stack.setCurrentWidget(self.idle)
        self._show_state()
        self.refresh()
