"""The fields in which a problem is tied to a task and to an indicator of its plan."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.usecases.cycle.problems import Targets


class TaskNumber(QWidget):
    """The number of a task; its title stands under it as soon as it is known."""

    def __init__(self, targets: Targets, task_id: int | None) -> None:
        super().__init__()
        self._tasks = targets.tasks
        held = next((number for number, (known, _title) in targets.tasks.items() if known == task_id), None)
        self._kept = task_id if held is None else None
        self.number = QLineEdit("" if held is None else str(held))
        self.number.setPlaceholderText("任务编号，可不填")
        self.number.setAccessibleName("对应任务的编号")
        self.number.setMaximumWidth(look().px(140))
        self.shown = ElidedLabel(look().small, "2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.number)
        column.addWidget(self.shown)
        self.number.textChanged.connect(lambda _text: self._say())
        self._say()

    @property
    def task_id(self) -> int | None:
        """The task that is named; one that is not in force any more stays until another number is typed."""
        words = self.number.text().strip()
        found = self._tasks.get(int(words)) if words.isdecimal() else None
        return found[0] if found else None if words else self._kept

    @property
    def fault(self) -> str:
        """What is wrong with the number; "" where nothing is."""
        words = self.number.text().strip()
        return f"没有编号为“{words}”的任务" if words and self.task_id is None else ""

    def _say(self) -> None:
        words = self.number.text().strip()
        title = self._tasks[int(words)][1] if words.isdecimal() and int(words) in self._tasks else ""
        self.shown.show_text(title or self.fault)
        self.shown.setVisible(bool(words))


def indicator_field(targets: Targets, held: int | None) -> QComboBox:
    """The indicators of the plan, with the one that is held chosen."""
    made = QComboBox()
    made.setAccessibleName("对应指标")
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    made.addItem("（不对应指标）", None)
    for number, name in targets.indicators:
        made.addItem(name, number)
    made.setCurrentIndex(max(made.findData(held), 0))
    return made
