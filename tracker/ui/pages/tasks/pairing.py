"""对应上级方案 in the page bar: offered where there is another plan to pair with."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from tracker.ui.pages.tasks.page import TasksPage


class Pairing(QObject):
    """The command; the strip under the list does the work."""

    def __init__(self, page: "TasksPage") -> None:
        super().__init__(page)
        self._page = page
        tip = "为本方案的各项任务找出上级方案里的对应任务"
        self.action = page.add_action("对应上级方案", "corner-up-left", self.begin, tip=tip)
        page.ctx.plans_changed.connect(self._offer)
        self._offer()

    def _offer(self) -> None:
        self.action.setVisible(len(self._page.ctx.plans) > 1)
        self._page.actions_changed.emit()

    def begin(self) -> None:
        """Open the strip; what covers the list in a narrow window gives way."""
        if not self._page.list_side.isVisible():
            self._page.close_detail()
        self._page.under.pair_plan()
