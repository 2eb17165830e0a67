"""The form in which a task of another plan is chosen: those most alike first, the others found by number or words."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from tracker.ui.context import Context
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.search_box import SearchBox
from tracker.ui.widgets.section import InlineForm
from tracker.usecases.work.task_links import Candidate, candidates

_LINES = 5
_SURE_WORDS = "（相近）"


class LinkForm(InlineForm):
    """`above`: the task chosen is the superior's. Typing searches all other plans, ↑↓ walk, Enter ties."""

    def __init__(self, ctx: Context, task_id: int, *, above: bool) -> None:
        super().__init__("对应")
        self.ctx, self.task_id, self.above = ctx, task_id, above
        words = "本任务承接上级方案的哪一项？" if above else "下级方案的哪一项承接本任务？"
        self.body.addWidget(label(words, look().bold, wrap=True))
        self.search = SearchBox("输入编号或任务名称里的字", 400)
        self.search.searched.connect(self._searched)
        self.list = QListWidget()
        self.list.setAccessibleName("可以对应的任务")
        self.list.setFixedHeight(look().row * _LINES + 2)
        self.list.itemActivated.connect(lambda _item: self.saved.emit())
        self.list.currentRowChanged.connect(lambda _row: self._say())
        self.note = label("", look().small, "2", wrap=True)
        for part in (self.search, self.list, self.note):
            self.body.addWidget(part)
        self._shown_for: str | None = None
        self._just_searched = False
        self._look("")

    def _searched(self, words: str) -> None:
        """The Enter that begins a search does not tie what it finds: nobody has seen it yet."""
        self._just_searched = True
        QTimer.singleShot(0, self, self._seen)
        self._look(words)

    def _seen(self) -> None:
        self._just_searched = False

    @property
    def ready(self) -> bool:
        """Whether the list shows what was typed, and a person could see it."""
        return not self._just_searched and self._shown_for == self.search.text().strip()

    def _look(self, words: str) -> None:
        """Read what fits; while a great many tasks are compared, say so."""
        self.note.setText("正在查找…" if words else "正在比对其他方案里的任务…")
        store, task_id = self.ctx.store, self.task_id
        self.ctx.runner.run_read(lambda: candidates(store, task_id, words), lambda found: self._show(found, words), key=f"like {id(self)}")

    def _show(self, found: list[Candidate], words: str) -> None:
        self._shown_for = words
        self.list.clear()
        for each in found:
            item = QListWidgetItem(f"{each.number}　{each.title}{'' if words else _SURE_WORDS}")
            item.setToolTip(f"{each.plan}　第 {each.number} 项　{each.title}")
            item.setData(Qt.ItemDataRole.UserRole, each)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._say()
        if not found:
            self.note.setText("没有找到，换几个字试试" if words else "其他方案里没有相像的任务，可以输入名称里的字查找")

    def _say(self) -> None:
        """Name the plan of the one that is chosen."""
        item = self.list.currentItem()
        self.note.setText("" if item is None else f"《{item.data(Qt.ItemDataRole.UserRole).plan}》")

    @property
    def chosen(self) -> int | None:
        """The task that is chosen."""
        item = self.list.currentItem()
        return None if item is None else int(item.data(Qt.ItemDataRole.UserRole).task_id)

    def values(self) -> object:
        return self.search.text()

    def begin(self) -> None:
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.count():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, self.list.count() - 1)))
        else:
            super().keyPressEvent(event)
