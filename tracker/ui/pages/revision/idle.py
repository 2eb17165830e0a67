"""What the page shows while nothing is compared: comparisons that were put aside, and the versions of the plan."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.records import PlanRecord, PlanVersionRecord
from tracker.ui.context import Context
from tracker.ui.message import Message
from tracker.ui.pages.revision.keeper import RevisionKeeper
from tracker.ui.pages.revision.versions import VersionsPane
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.in_hand import REVISIONS, InHandPanel
from tracker.usecases.intake.kept_reviews import ReviewInHand, ReviewsInHand
from tracker.usecases.intake.plan_revision import plan_version_changes, plan_version_text, plan_versions


class IdlePane(QWidget):
    """`go_on` asks to take up a comparison (plan, review); `counted` tells how many versions there are and how many rows wait."""

    go_on = Signal(object, object)
    counted = Signal(int, int)

    def __init__(self, ctx: Context, keeper: RevisionKeeper, choose_file: Callable[[], object]) -> None:
        super().__init__()
        self.ctx, self._keeper = ctx, keeper
        self._plan: PlanRecord | None = None
        self._count = self._waiting = 0
        self.hand: InHandPanel | None = None
        self.versions = VersionsPane(self._read_version)
        self.nothing = EmptyState(
            "这份方案还没有修订过",
            "收到调整后的方案，在这里与现有任务逐项比对，接受以后自动留下版本",
            ("选择修订稿", choose_file),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.versions)
        self._hand_place = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._hand_place)
        column.addWidget(self._stack, 1)

    def show_plan(self, plan: PlanRecord) -> None:
        """Read what there is of this plan."""
        store, self._plan = self.ctx.store, plan
        self.ctx.runner.run_read(lambda: plan_versions(store, plan.id), self._show_versions, key=f"versions {id(self)}")
        self._keeper.read(plan, lambda found: self._show_in_hand(plan, found))

    def panes(self) -> list[QWidget]:
        return [self.nothing, self.versions.list, self.versions.text]

    def _show_versions(self, versions: list[PlanVersionRecord]) -> None:
        self._stack.setCurrentWidget(self.versions if versions else self.nothing)
        self.versions.show_versions(versions)
        self._count = len(versions)
        self.counted.emit(self._count, self._waiting)

    def _read_version(self, version_id: int) -> None:
        store = self.ctx.store

        def read() -> tuple[str, str]:
            return plan_version_changes(store, version_id), plan_version_text(store, version_id)

        self.ctx.runner.run_read(read, lambda told: self.versions.show_version(*told), key=f"version {id(self)}")

    def _show_in_hand(self, plan: PlanRecord, found: ReviewsInHand) -> None:
        for error in found.damaged:
            self.ctx.tell(error)
        if plan is not self._plan:
            return
        if self.hand is not None:
            self._hand_place.removeWidget(self.hand)
            self.hand.deleteLater()
            self.hand = None
        self._hand_place.setContentsMargins(*((16, 12, 12, 12) if found.reviews else (0, 0, 0, 0)))
        if found.reviews:
            self.hand = InHandPanel(found.reviews, lambda one: self.go_on.emit(plan, one), self._give_up, REVISIONS)
            self._hand_place.addWidget(self.hand)
            self.hand.show()
            if self.hand.first is not None and self.isVisible():
                self.hand.first.setFocus()
        self._waiting = sum(one.waiting for one in found.reviews)
        self.counted.emit(self._count, self._waiting)

    def _give_up(self, review: ReviewInHand) -> None:
        self.give_up(review.file, review.source_name)

    def give_up(self, file: Path, name: str) -> None:
        """Forget a comparison; nothing was stored, and the toast offers the way back."""

        def again() -> None:
            if self._plan is not None:
                self.show_plan(self._plan)

        def gone(held: bytes) -> None:
            said = f"没有修订，“{name}”没有写入任何内容"
            back = Message(said, "恢复比对", "", lambda: self._keeper.restore(file, held, again))
            self.ctx.message.emit(back if held else Message(said))
            again()

        self._keeper.forget(file, gone)
