"""分解: the tab with a task's parts and its ties to other levels, read together."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.domain.records import TaskDetail
from tracker.ui.pages.tasks.desk import Desk
from tracker.ui.pages.tasks.links_part import LinksPart
from tracker.ui.pages.tasks.subtasks_part import SubtasksPart

if TYPE_CHECKING:
    from tracker.usecases.work.breakdown import Breakdown


class BreakdownPart(QWidget):
    """`count_changed` is told how many parts and tied tasks there are."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.parts, self.links = SubtasksPart(desk), LinksPart(desk)
        self.count_changed: Callable[[int], object] = lambda _count: None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.parts)
        column.addWidget(self.links)

    def show_detail(self, detail: TaskDetail) -> None:
        """Read what belongs to this task."""
        ctx, task_id = self.desk.ctx, detail.row.id
        store, today = ctx.store, ctx.today()

        def read() -> "Breakdown":
            from tracker.usecases.work.breakdown import breakdown

            return breakdown(store, task_id, today)

        ctx.runner.run_read(read, self._show, key=f"breakdown {id(self)}")

    def _show(self, found: "Breakdown") -> None:
        self.count_changed(found.count)
        self.parts.show_found(found)
        self.links.show_found(found)
