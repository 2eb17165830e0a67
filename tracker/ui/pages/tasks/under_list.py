"""What can open under the list, one at a time: several rows at once, a new task, a pasted column, a name for a filter, pairs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from tracker.errors import UserError
from tracker.ui.context import Context
from tracker.ui.pages.tasks.batch import BatchStrip
from tracker.ui.pages.tasks.new_task import NewTaskStrip
from tracker.ui.pages.tasks.paste import PasteStrip
from tracker.ui.pages.tasks.row_menu import RowMenu
from tracker.ui.pages.tasks.saved import NameStrip
from tracker.ui.pages.tasks.view import TaskView
from tracker.ui.widgets.scrolled import StripArea
from tracker.usecases.work import tasks
from tracker.usecases.work.column_paste import cells_of, has_more_columns

if TYPE_CHECKING:
    from tracker.ui.pages.tasks.pairs_strip import PairsStrip


class UnderList(QObject):
    """The strips, and the commands that act on the selected rows."""

    def __init__(self, ctx: Context, view: TaskView, place: QVBoxLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self.ctx, self._view = ctx, view
        self.batch = BatchStrip(ctx, view.selected_ids)
        self.new_task = NewTaskStrip(ctx)
        self.paste = PasteStrip(ctx)
        self.naming = NameStrip(ctx)
        self.pairs: PairsStrip | None = None
        self._place = place
        for strip in (self.batch, self.new_task, self.paste, self.naming):
            place.addWidget(StripArea(strip))
            strip.closed.connect(self._closed)
        self.batch.copy_wanted.connect(view.copy_rows)
        self.batch.paste_wanted.connect(self.paste_column)
        self.batch.removal_wanted.connect(self.remove_selected)
        view.paste_wanted.connect(self.paste_column)
        self.menu = RowMenu(self, view)

    def _others(self) -> "tuple[NewTaskStrip | PasteStrip | NameStrip | PairsStrip, ...]":
        others = (self.new_task, self.paste, self.naming)
        return others if self.pairs is None else (*others, self.pairs)

    def _closed(self) -> None:
        self.show_count(len(self._view.selected_ids()))
        self._view.setFocus()

    def make_room(self, strip: QFrame) -> None:
        """This strip opens: the others go."""
        for other in (self.batch, *self._others()):
            if other is not strip:
                other.hide()

    def show_count(self, count: int) -> None:
        """So many rows are selected."""
        self.batch.show_count(0 if any(strip.isVisible() for strip in self._others()) else count)

    def edit_several(self) -> None:
        """批量修改: into the strip, for a single row too."""
        self.make_room(self.batch)
        self.batch.ask()

    def set_lights(self) -> None:
        """人工定灯: the strip with its form for lights."""
        self.edit_several()
        self.batch.light_button.click()

    def remove_selected(self) -> None:
        """Remove the selected tasks; the toast offers the way back."""
        ids, store = self._view.selected_ids(), self.ctx.store
        if ids:
            self.ctx.change(lambda: tasks.remove_tasks(store, ids))

    def start_task(self, plan_id: int, heading_id: int | None) -> None:
        """Ask for a new task of this plan."""
        self.make_room(self.new_task)
        self.new_task.open_for(plan_id, heading_id)

    def paste_column(self) -> None:
        """Take the column from the clipboard."""
        text = QGuiApplication.clipboard().text()
        self.open_paste(cells_of(text), more=has_more_columns(text))

    def open_paste(self, cells: list[str], *, more: bool = False) -> None:
        """Lay a column over the selected rows, with one selected from there downwards. `more`: others were copied beside it."""
        chosen = self._view.selected_ids()
        several = len(chosen) > 1
        ids = chosen if several else self._view.ids_from_current(len(cells))
        if not any(cells):
            self.ctx.tell(UserError("剪贴板里没有可粘贴的内容", "", "请先在 Excel 里选中一列，按 Ctrl+C 复制，再回到这里按 Ctrl+V"))
        elif ids:
            self.make_room(self.paste)
            self.paste.open_for(ids, cells, chosen=several, more=more)

    def pair_plan(self) -> None:
        """对应上级方案: beside every task of the chosen plan the superior's task most like it."""
        plan_id = self.ctx.plan_id
        others = [plan for plan in self.ctx.plans if plan.id != plan_id]
        if plan_id is None:
            self.ctx.tell(UserError("还没有选定方案", "现在看的是全部方案", "请先在左上角选一份本级方案"))
        elif not others:
            self.ctx.tell(UserError("没有可以对应的上级方案", "这里只有一份方案", "请先把上级方案也导入进来"))
        else:
            pairs = self.pairs = self.pairs or self._pairs()
            self.make_room(pairs)
            pairs.open_for(plan_id, others)

    def _pairs(self) -> "PairsStrip":
        """The strip of pairs, made when it is first wanted: few do, and the window opens the sooner."""
        from tracker.ui.pages.tasks.pairs_strip import PairsStrip

        made = PairsStrip(self.ctx)
        self._place.addWidget(StripArea(made))
        made.closed.connect(self._closed)
        return made

    def escape(self) -> bool:
        """Put away what is open; False where nothing is."""
        for strip in self._others():
            if strip.isVisible():
                strip.close_strip()
                return True
        return self.batch.close_form()
