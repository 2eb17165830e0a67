"""The form in which a row is given its task: the likely ones first, the others found by number or words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from tracker.domain.unit_names import folded
from tracker.sheets.staged import KnownTask
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label

_LINES, _FOUND = 5, 60


class ChooseTask(QFrame):
    """`chosen` tells the task. Typing searches, ↑↓ walk, Enter takes, Esc leaves."""

    chosen = Signal(int)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks: dict[int, KnownTask] = {}
        self._likely: tuple[int, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.words = label("", look().bold)
        self.search = QLineEdit()
        self.search.setPlaceholderText("输入编号或任务名称里的字查找")
        self.search.setAccessibleName("查找任务")
        self.search.textChanged.connect(lambda _text: self._fill())
        self.search.returnPressed.connect(self._take)
        self.list = QListWidget()
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName("可以指定的任务")
        self.list.setFixedHeight(look().row * _LINES + 2)
        self.list.itemActivated.connect(lambda _item: self._take())
        foot = QHBoxLayout()
        foot.setSpacing(6)
        foot.addWidget(button("就是这项", self._take, "check", primary=True, keys="Enter"))
        foot.addWidget(button("取消", self.cancelled.emit, keys="Esc"))
        foot.addStretch(1)
        for part in (self.words, self.search, self.list):
            column.addWidget(part)
        column.addLayout(foot)

    def set_tasks(self, tasks: Sequence[KnownTask]) -> None:
        self._tasks = {task.task_id: task for task in tasks}

    def show_row(self, title: str, likely: Sequence[int]) -> None:
        """Ask for the task of a row that says `title`; these tasks come near."""
        self._likely = tuple(likely)
        self.words.setText(f"“{title[:30]}”是方案里的哪一项？")
        self.search.clear()
        self._fill()

    def begin(self) -> None:
        self.search.setFocus()

    def _fill(self) -> None:
        text = folded(self.search.text())
        near = [self._tasks[one] for one in self._likely if one in self._tasks]
        others = [task for task in self._tasks.values() if task.task_id not in self._likely]
        self.list.clear()
        for task in (*near, *others):
            if text and text != str(task.number) and text not in folded(task.title):
                continue
            words = f"{task.number}　{task.title}" + ("　（相近）" if task.task_id in self._likely else "")
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, task.task_id)
            self.list.addItem(item)
            if self.list.count() >= _FOUND:
                break
        self.list.setCurrentRow(0)

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen.emit(int(item.data(Qt.ItemDataRole.UserRole)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, self.list.count() - 1)))
        else:
            super().keyPressEvent(event)
