"""The list of tasks from which a document's are ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from tracker.usecases.papers.report_choices import TaskChoice

MOST = 2000
_ID = Qt.ItemDataRole.UserRole


class TaskTicks(QListWidget):
    """Space ticks the current task; `changed` follows each tick. `left_out`: so many more than `MOST` are not listed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("列入文书的任务")
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._all: tuple[TaskChoice, ...] = ()
        self._unit: int | None = None
        self.left_out = 0
        self.setUniformItemSizes(True)
        self.itemChanged.connect(lambda _item: self.changed.emit())

    def set_tasks(self, tasks: Sequence[TaskChoice]) -> None:
        """Offer the tasks of a plan; ticks on those that are still there stay."""
        self._all = tuple(tasks)
        self._fill()

    def show_unit(self, unit_id: int | None) -> None:
        """Offer the tasks of one unit only (None: of all)."""
        if unit_id != self._unit:
            self._unit = unit_id
            self._fill()

    def _fill(self) -> None:
        ticked = set(self.ticked)
        wanted = [task for task in self._all if self._unit is None or self._unit in task.unit_ids]
        self.left_out = max(len(wanted) - MOST, 0)
        self.blockSignals(True)
        self.clear()
        for task in wanted[:MOST]:
            item = QListWidgetItem(f"{task.number} {task.title}")
            item.setData(_ID, task.id)
            item.setToolTip(task.title)
            item.setCheckState(Qt.CheckState.Checked if task.id in ticked else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.blockSignals(False)

    @property
    def ticked(self) -> tuple[int, ...]:
        """The ids of the ticked tasks in printed order."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(int(item.data(_ID)) for item in items if item.checkState() == Qt.CheckState.Checked)

    def tick(self, ids: Sequence[int]) -> None:
        """Tick these tasks and no others, without telling anybody."""
        self.blockSignals(True)
        for row in range(self.count()):
            item = self.item(row)
            item.setCheckState(Qt.CheckState.Checked if item.data(_ID) in ids else Qt.CheckState.Unchecked)
        self.blockSignals(False)
