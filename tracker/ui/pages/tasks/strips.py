"""The strips under the list: a new task, and what can be done with several rows at once."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.records import HeadingRecord
from tracker.domain.terms import State
from tracker.ui.theme import look
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.section import Complaint


class BatchStrip(QFrame):
    """Shown while two or more rows are selected."""

    state_wanted = Signal(object)
    copy_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 8, 12, 8)
        place = QWidget()
        row = FlowLayout(place, gap=6)
        outer.addWidget(place)
        self.words = label("", look().strip_title)
        self.words.setFixedHeight(look().control)
        row.addWidget(self.words)
        to = label("　状态改为", ink="2")
        to.setFixedHeight(look().control)
        row.addWidget(to)
        self.states = {}
        for state in State:
            made = button(state.label, partial(self.state_wanted.emit, state))
            self.states[state] = made
            row.addWidget(made)
        row.addWidget(button("复制", self.copy_wanted.emit, "copy"))
        self.remove = button("删除", self.removal_wanted.emit, "trash-2")
        row.addWidget(self.remove)
        self.hide()

    def show_count(self, count: int) -> None:
        self.words.setText(f"已选 {count} 项")
        self.setVisible(count > 1)


class NewTaskStrip(QFrame):
    """Title and heading of a task to be added. Enter adds, Esc closes."""

    wanted = Signal(str, object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 12, 8)
        column.setSpacing(6)
        self.where = label("新建任务", look().strip_title)
        self.title = QLineEdit()
        self.title.setPlaceholderText("任务标题")
        self.title.setAccessibleName("任务标题")
        self.heading = QComboBox()
        self.heading.setAccessibleName("放在哪个章节")
        self.heading.setMaximumWidth(look().px(240))
        self.add = button("新增", self._add, primary=True)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.title, 1)
        row.addWidget(self.heading)
        row.addWidget(self.add)
        row.addWidget(button("取消", self.close_strip))
        self.complaint = Complaint()
        column.addWidget(self.where)
        column.addLayout(row)
        column.addWidget(self.complaint)
        self.title.textEdited.connect(lambda _text: self.complaint.say(""))
        self.hide()

    def open_for(self, plan_title: str, headings: Sequence[HeadingRecord], chosen: int | None) -> None:
        """Offer the headings of the plan that the task is added to."""
        self.where.setText(f"新建任务　加到“{plan_title}”")
        self.heading.clear()
        for one in headings:
            self.heading.addItem("　" * (one.level - 1) + one.label + one.title, one.id)
        self.heading.setVisible(bool(headings))
        self.heading.setCurrentIndex(max(self.heading.findData(chosen), 0))
        self.complaint.say("")
        self.title.clear()
        self.show()
        self.title.setFocus()

    def _add(self) -> None:
        if self.title.text().strip():
            self.wanted.emit(self.title.text().strip(), self.heading.currentData())
        else:
            self.complaint.say("请填写任务标题")
            self.title.setFocus()

    def close_strip(self) -> None:
        """Put it away."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add()
        else:
            super().keyPressEvent(event)
