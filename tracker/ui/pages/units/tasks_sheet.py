"""All tasks of one unit on one sheet: by role, with state, limit, percent and what was reported last; printed as 单位任务清单."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, QRectF, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.terms import Role
from tracker.ui.context import Context
from tracker.ui.shapes import MARK_SIZE, mark_ink, mark_of, paint_mark
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import LEFT, draw_text
from tracker.usecases.papers.unit_tasks import UnitTask, UnitTasks, unit_tasks

if TYPE_CHECKING:
    from tracker.ui.paper.window import PaperWindow

COLUMNS = (
    Column("number", "编号", 52, right=True),
    Column("plan", "方案", 150),
    Column("title", "重点任务", 260, stretch=True),
    Column("state", "状态", 150),
    Column("wording", "完成时限", 110),
    Column("percent", "进度", 56, right=True),
    Column("progress", "最新进展", 330),
)
_NARROW, _PROGRESS_SHARE = 760, 0.3


class UnitTasksModel(ChunkedRowsModel[UnitTask]):
    """The tasks of one unit; all are held."""

    def __init__(self, parent: QObject | None = None) -> None:
        self._tasks: dict[int, UnitTask] = {}
        super().__init__(COLUMNS, self._known, identity=lambda task: task.row.id, parent=parent)

    def _known(self, ids: Sequence[int]) -> Iterable[UnitTask]:
        return [self._tasks[one] for one in ids]

    def groups_of(self, found: UnitTasks) -> list[RowGroup]:
        """Take these tasks, one group per role."""
        self._tasks = {task.row.id: task for task in found.tasks}
        groups = []
        for role in Role:
            ids = [task.row.id for task in found.of_role(role)]
            if ids:
                groups.append(RowGroup(role.value, role.label, ids, f"{len(ids)} 项"))
        return groups

    def text(self, value: UnitTask, key: str) -> str:
        row = value.row
        if key == "plan":
            return value.plan
        if key == "title":
            return f"{row.title}（列入“{value.group}”）" if value.group else row.title
        if key == "state":
            return f"{mark_of(row.light, row.state).label}　{row.reason}"
        if key == "percent":
            return "" if row.percent is None else f"{row.percent:g}%"
        if key == "progress":
            return " ".join(value.progress.split())
        return str(getattr(row, key) or "")


class _Delegate(RowDelegate):
    """The state has its shape."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: Any, key: str, selected: bool) -> None:
        if key != "state":
            super().paint_cell(painter, rect, value, key, selected)
            return
        mark, side = mark_of(value.row.light, value.row.state), look().px(MARK_SIZE)
        box = QRectF(rect.left(), rect.center().y() - side / 2 + 0.5, side, side)
        paint_mark(painter, box, mark, by_hand=value.row.light_set is not None)
        draw_text(painter, rect.adjusted(side + 6, 0, 0, 0), value.row.reason or mark.label, look().body, mark_ink(mark), LEFT)


class UnitTasksSheet(QWidget):
    """Shown in the place of the units; `left` when the user goes back."""

    left = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.unit_id: int | None = None
        self._plan_id: int | None = None
        self._plans = 0
        self.model = UnitTasksModel(self)
        self.view = RowsView(self.model)
        self.view.setItemDelegate(_Delegate(self.view))
        self.view.setAccessibleName("单位任务清单")
        self.view.opened.connect(ctx.open_task)
        self.nothing = EmptyState("没有任务", "这个单位在所选的方案里没有任务，在左上角可以换一份方案", ("返回单位", self.left.emit))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self._stack, 1)

    def _bar(self) -> QWidget:
        bar = QFrame()
        bar.setObjectName("filterBar")
        bar.setFixedHeight(look().filter_bar)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(10)
        self.back = button("返回 Esc", self.left.emit, "chevron-left")
        self.title = label("", look().title)
        self.facts = ElidedLabel(ink="2")
        self.output = button("打印与导出", self.open_paper, "printer", primary=True)
        for widget in (self.back, self.title):
            row.addWidget(widget)
        row.addWidget(self.facts, 1)
        row.addWidget(self.output)
        return bar

    def show_unit(self, unit_id: int, plan_id: int | None) -> None:
        """Read the tasks of this unit, of one plan or of all."""
        self.unit_id, self._plan_id = unit_id, plan_id
        store, today = self.ctx.store, self.ctx.today()
        self.ctx.runner.run_read(lambda: unit_tasks(store, unit_id, plan_id, today), self._show, key=f"unit tasks {id(self)}")

    def _show(self, found: UnitTasks) -> None:
        self.title.setText(f"{found.unit.display}的任务")
        groups = self.model.groups_of(found)
        self.facts.show_text("，".join(f"{group.title} {len(group.ids)} 项" for group in groups))
        self.view.load(groups)
        self._plans = found.plans
        self._fit()
        self._stack.setCurrentWidget(self.view if groups else self.nothing)
        self.output.setEnabled(bool(groups))
        if self.view.current_id() is None:
            self.view.go_to_first()

    def open_paper(self) -> "PaperWindow | None":
        """打印与导出: the list as sheets of paper."""
        from tracker.ui.paper.window import PaperWindow
        from tracker.usecases.papers.unit_tasks import unit_tasks_content

        unit_id, plan_id, store, today = self.unit_id, self._plan_id, self.ctx.store, self.ctx.today()
        if unit_id is None:
            return None
        window = PaperWindow(
            self.ctx, "单位任务清单", lambda _paper, _whole: unit_tasks_content(store, unit_id, plan_id, today), self, papers=("A4",)
        )
        window.open()
        return window

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The plan stands where there are several; in narrow windows the report gives way to the task."""
        keys = {column.key for column in COLUMNS}
        width = round(self.width() / look().scale)
        if self._plans < 2 or width < _NARROW:
            keys.discard("plan")
        if width < _NARROW:
            keys.discard("progress")
        self.view.show_columns(keys)
        place = [column.key for column in COLUMNS].index("progress")
        self.view.setColumnWidth(place, round(self.width() * _PROGRESS_SHARE))
