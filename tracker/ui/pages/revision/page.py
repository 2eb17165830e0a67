"""The page: a revised document is compared with the chosen plan and decided row by row; without one, the plan's versions."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.records import Changes, PlanVersionRecord
from tracker.errors import Cancelled, UserError
from tracker.progress import Progress
from tracker.ui.context import Context, OpenRevision
from tracker.ui.page import Page
from tracker.ui.pages.revision.rows import RevisionList, RevisionModel
from tracker.ui.pages.revision.sides import Sides
from tracker.ui.pages.revision.versions import VersionsPane
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.plain import label, picture
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.plan_revision import Kind, RevisionSession, compare, plan_version_text, plan_versions

if TYPE_CHECKING:
    from tracker.plans.draft import PlanDraft

_KEYS = "↑↓ 换行　Enter 接受并到下一项　R 保留原来　Ctrl+Z 退回一步　F6 换栏"
_ALL = "all"


class RevisionPage(Page):
    """方案修订. Nothing is stored before 完成修订; then all of it is one operation."""

    help_topic = "revision"
    one_plan = True

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.session: RevisionSession | None = None
        self._current: str | None = None
        self.open_action = self.add_action("选择修订稿", "folder-open", self.choose_file)
        self.all_action = self.add_action("全部接受", "check-check", self.accept_all, "Ctrl+Shift+A")
        self.leave_action = self.add_action("不修订", "x", self.leave)
        self.finish_action = self.add_action("完成修订", "check", self.finish, "Ctrl+Enter", primary=True)
        self.finish_action.setShortcuts([QKeySequence("Ctrl+Enter"), QKeySequence("Ctrl+Return")])
        self._bar = self._make_bar()
        self.model = RevisionModel(self)
        self.list = RevisionList(self.model)
        self.sides = Sides(self.accept, self.keep, self.answer)
        self.foot = self._make_foot()
        self.list.current_changed.connect(self._show_row)
        self.list.opened.connect(lambda _id: self.accept())
        self.list.kept.connect(lambda _id: self.keep())
        self.list.answered.connect(lambda _id, choice: self._answer_typed(choice))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.sides)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        comparison = QWidget()
        column = QVBoxLayout(comparison)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        column.addWidget(self.foot)
        self.versions = VersionsPane(self._read_version)
        self.nothing = EmptyState(
            "这份方案还没有修订过",
            "收到调整后的方案，在这里与现有任务逐项比对，接受以后自动留下版本",
            ("选择修订稿", self.choose_file),
        )
        self._stack = QStackedWidget()
        for widget in (comparison, self.versions, self.nothing):
            self._stack.addWidget(widget)
        self._comparison = comparison
        self.body.addWidget(self._stack, 1)
        self._show_state()

    def _make_bar(self) -> QWidget:
        bar = self.add_filter_bar()
        self.name = ElidedLabel()
        self.kinds = Segmented([(_ALL, "全部"), *((kind.value, kind.label) for kind in Kind)], "看哪一类")
        self.kinds.chosen.connect(lambda _key: self._load())
        bar.add(picture("file-text"), self.name)
        row = bar.layout()
        if isinstance(row, QHBoxLayout):
            row.setStretchFactor(self.name, 1)
        bar.add(self.kinds)
        return bar

    def _make_foot(self) -> QFrame:
        """From which day on, and why: both stand on record with the version."""
        foot = QFrame()
        foot.setObjectName("filterBar")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        self.day = DateBox("修订日期", self.ctx.today().year)
        self.day.set_day(self.ctx.today())
        self.day.setMaximumWidth(160)
        self.day.picked.connect(lambda _day: self._show_state())
        self.reason = QLineEdit()
        self.reason.setAccessibleName("修订依据")
        self.reason.setPlaceholderText("会议、批示或文号，会写进版本记录和被取消的任务")
        for widget in (label("修订日期", ink="2"), self.day, label("修订依据", ink="2")):
            row.addWidget(widget)
        row.addWidget(self.reason, 1)
        return foot

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
        plan_id, store = self.plan_id, self.ctx.store
        if self.session is not None or plan_id is None:
            return
        self.ctx.runner.run_read(lambda: plan_versions(store, plan_id), self._show_versions, key=f"versions {id(self)}")

    def panes(self) -> list[QWidget]:
        return [self.list, self.sides.old, self.sides.new, self.reason] if self.session else [self.versions.list, self.versions.text]

    def undo_here(self) -> bool:
        """Take back the last step of the comparison; False where none is open."""
        if self.session is None:
            return False
        if self.session.undo():
            self._load()
        else:
            self.ctx.toast("没有可以退回的步骤", undo=False)
        return True

    def redo_here(self) -> bool:
        """Do again what was taken back; False where no comparison is open."""
        if self.session is None:
            return False
        if self.session.redo():
            self._load()
        return True

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        def comparison() -> None:
            self._took(compare(self.ctx.store, self.ctx.plans[-1].id, _sample_revision()))

        def left() -> None:
            self.session = None
            self._close()

        return {"comparison": comparison, "versions": left}

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
            from tracker.usecases.plans import read_plan_file

            try:
                return compare(store, plan_id, read_plan_file(store, path, progress))
            except Cancelled:
                return None

        self.ctx.runner.run_long("正在读取修订稿", read, self._took, failed=self.ctx.tell)

    def _compare(self, plan_id: int, draft: "PlanDraft") -> None:
        store = self.ctx.store
        self.ctx.runner.run_read(lambda: compare(store, plan_id, draft), self._took, key=f"compare {id(self)}", failed=self.ctx.tell)

    def _took(self, session: RevisionSession | None) -> None:
        if session is None:
            return
        self.session, self._current = session, None
        self.name.show_text(f"{session.plan.title}　←　{session.draft.source_name}")
        self.kinds.choose(_ALL)
        self.reason.clear()
        self.day.set_day(self.ctx.today())
        self._stack.setCurrentWidget(self._comparison)
        self._load()
        waiting = session.after("")
        if waiting is not None:
            self.list.go_to(self.model.number(waiting))
        self.list.setFocus()

    def _show_versions(self, versions: list[PlanVersionRecord]) -> None:
        if self.session is not None:
            return
        self._stack.setCurrentWidget(self.versions if versions else self.nothing)
        self.versions.show_versions(versions)
        self.set_status(f"{len(versions)} 个版本" if versions else "还没有修订")

    def _read_version(self, version_id: int) -> None:
        store = self.ctx.store
        self.ctx.runner.run_read(lambda: plan_version_text(store, version_id), self.versions.show_text, key=f"version {id(self)}")

    # showing

    def _load(self) -> None:
        session = self.session
        if session is None:
            return
        counts = session.counts
        self.kinds.rename(_ALL, f"全部 {len(session.rows)}")
        for kind in Kind:
            self.kinds.rename(kind.value, f"{kind.label} {counts[kind]}")
        chosen = self.kinds.current
        groups = self.model.groups_of(session, None if chosen == _ALL else Kind(chosen))
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
        self._bar.setVisible(session is not None)
        self.open_action.setVisible(session is None)
        for action in (self.all_action, self.leave_action, self.finish_action):
            action.setVisible(session is not None)
        self.set_badge(str(session.missing) if session and session.missing else "")
        if session is not None:
            missing = session.missing
            self.all_action.setEnabled(bool(missing))
            self.finish_action.setEnabled(not missing and self.day.day is not None)
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
        target = done if isinstance(done, str) else following
        row = next((row for row in session.rows if row.key == target), None)
        if row is not None and self.model.row_with(self.model.number(row.key)):
            self.list.go_to(self.model.number(row.key))
        self.list.setFocus()

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

    def accept_all(self) -> None:
        """Take all that asks nothing and overwrites nobody's typing."""
        if self.session is None:
            return
        left = self.session.accept_all()
        self._load()
        if left:
            following = self.session.after("")
            if following is not None:
                self.list.go_to(self.model.number(following))
            self.ctx.toast(f"还有 {left} 项手工改过或要确认的，请逐项决定", undo=False)
        self.list.setFocus()

    # the ways out

    def leave(self) -> None:
        """Put the comparison aside; nothing was stored."""
        if self.session is not None:
            self.ctx.toast(f"没有修订，“{self.session.draft.source_name}”没有写入任何内容", undo=False)
            self._close()

    def finish(self) -> None:
        """Store the revision as one operation."""
        from tracker.usecases.plan_revision_apply import apply_revision

        session, store, day, reason = self.session, self.ctx.store, self.day.day, self.reason.text()
        if session is None or session.missing or day is None:
            return
        self.finish_action.setEnabled(False)

        def stored(_progress: Progress) -> Changes:
            return apply_revision(store, session, reason, day)

        def failed(error: UserError) -> None:
            self._show_state()
            self.ctx.tell(error)

        self.ctx.change_long("正在保存修订", stored, lambda _changes: self._close(), failed=failed)

    def _close(self) -> None:
        self.session, self._current = None, None
        self._show_state()
        self.refresh()


def _sample_revision() -> "PlanDraft":
    """The sample document as an office might change it in the summer: for pictures."""
    from tracker.paths import RESOURCES
    from tracker.usecases.plans import read_plan_file

    draft = read_plan_file(None, next((RESOURCES / "sample").glob("*.docx")))
    draft.source_name, draft.source_text = "调整稿.docx", draft.source_text + "（调整）"
    first, second, *_rest = draft.tasks
    first.content = first.content.replace("，", "，全面", 1)
    second.title += "和配套设施"
    moved = draft.tasks.pop(4)
    draft.tasks.insert(7, moved)
    draft.tasks.pop(9)
    fresh = replace(draft.tasks[5], title="建设防汛物资储备点", content="在五个镇各建一处储备点，汛期前备齐物资。", targets=[])
    draft.tasks.insert(6, fresh)
    return draft
