"""Whether the figures of a period are frozen (期末快照), and the way to freeze them or let them go again."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from tracker.reports.titles import day_words, period_words
from tracker.ui.context import Context
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label, link
from tracker.usecases.cycle import snapshots
from tracker.usecases.cycle.snapshots import SnapshotHead


class FrozenLine(QWidget):
    """Stands under the period of a bulletin: a frozen period says the same for ever."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._plan_id: int | None = None
        self._period = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(look().px(44), 0, 0, 0)
        row.setSpacing(6)
        self.words = label("", look().small, "2", wrap=True)
        self.freeze = link("固定", self._freeze)
        self.freeze.setToolTip("以后改了任务、进展或单位，这一期的通报也不变；随时可以取消")
        self.thaw = link("取消固定", self._thaw)
        row.addWidget(self.words, 1)
        row.addWidget(self.freeze)
        row.addWidget(self.thaw)
        self.hide()

    def follow(self, plan_id: int | None, period: str) -> None:
        """Tell about this period; without one the line goes."""
        self._plan_id, self._period = plan_id, period
        if plan_id is None or not period:
            self.hide()
            return
        store = self.ctx.store
        self.ctx.runner.run_read(lambda: snapshots.snapshot_heads(store, plan_id), self._show, key=f"frozen {id(self)}")

    def _show(self, heads: list[SnapshotHead]) -> None:
        head = next((each for each in heads if each.period == self._period), None)
        self.words.setText(f"数据固定在{day_words(head.day)}" if head else "数据还会随修改变动")
        self.freeze.setVisible(head is None)
        self.thaw.setVisible(head is not None)
        self.show()

    def _freeze(self) -> None:
        plan_id, period, store, today = self._plan_id, self._period, self.ctx.store, self.ctx.today()
        if plan_id is not None:
            self.ctx.change(lambda: snapshots.freeze_period(store, plan_id, period, today), say=f"已固定{period_words(period)}的数据")

    def _thaw(self) -> None:
        plan_id, period, store = self._plan_id, self._period, self.ctx.store
        if plan_id is not None:
            self.ctx.change(lambda: snapshots.thaw_period(store, plan_id, period))
