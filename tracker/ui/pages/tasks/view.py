"""The list of the task page: a `RowsView` that shows as many columns as it has room for."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from tracker.ui.pages.tasks.rows import TaskDelegate, TaskRowsModel, columns_for
from tracker.ui.theme import look
from tracker.ui.widgets.rows_view import RowsView


class TaskView(RowsView):
    """`copied` tells how many rows went to the clipboard."""

    copied = Signal(int)

    def __init__(self, model: TaskRowsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self.setItemDelegate(TaskDelegate(self))
        self.setAccessibleName("任务清单")
        self._shown: frozenset[str] = frozenset()

    def copy_rows(self) -> int:
        count = super().copy_rows()
        if count:
            self.copied.emit(count)
        return count

    def go_near(self, row: int) -> None:
        """Select the ordinary row that stands at or next to this place."""
        last = self.rows.rowCount() - 1
        for near in (*range(min(row, last), last + 1), *range(min(row, last), -1, -1)):
            if self.rows.id_at(near) is not None:
                self.selectRow(near)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        keys = columns_for(round(self.width() / look().scale))
        if keys != self._shown:
            self._shown = keys
            self.show_columns(set(keys))
