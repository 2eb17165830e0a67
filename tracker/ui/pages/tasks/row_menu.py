"""The menu of the selected rows, by the right button or the menu key."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from tracker.ui.icons import icon
from tracker.ui.pages.tasks.view import TaskView

if TYPE_CHECKING:
    from tracker.ui.pages.tasks.under_list import UnderList


class RowMenu(QMenu):
    """What can be done with the rows; the words say with how many."""

    def __init__(self, under: "UnderList", view: TaskView) -> None:
        super().__init__(view)
        self._view = view
        self.setAccessibleName("选中的任务")
        self.lights = self.addAction(icon("triangle-alert", 16), "人工定灯…", under.set_lights)
        self.several = self.addAction(icon("list-checks", 16), "修改状态、单位、时限…", under.edit_several)
        self.addSeparator()
        self.addAction(icon("copy", 16), "复制为表格", view.copy_rows)
        self.remove = self.addAction(icon("trash-2", 16), "删除", under.remove_selected)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open)

    def _open(self, at: QPoint) -> None:
        count = len(self._view.selected_ids())
        if count:
            self.remove.setText(f"删除 {count} 项" if count > 1 else "删除")
            self.popup(self._view.viewport().mapToGlobal(at))
