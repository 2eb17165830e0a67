"""The strip under the list for a new task."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tracker.domain.records import Changes, HeadingRecord
from tracker.ui.context import Context
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.section import Complaint


class NewTaskStrip(QFrame):
    """Title and heading of a task to be added. Enter adds, Esc closes."""

    added = Signal(int)
    closed = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._plan_id = 0
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

    def open_for(self, plan_id: int, heading_id: int | None) -> None:
        """Open for a task of this plan; this heading is offered first."""
        title = next((plan.title for plan in self.ctx.plans if plan.id == plan_id), "")
        store = self.ctx.store

        def read() -> list[HeadingRecord]:
            from tracker.usecases.intake.plans import plan_headings

            return plan_headings(store, plan_id)

        def show(headings: list[HeadingRecord]) -> None:
            self._plan_id = plan_id
            self.where.setText(f"新建任务　加到“{title}”")
            self.heading.clear()
            for one in headings:
                self.heading.addItem("　" * (one.level - 1) + one.label + one.title, one.id)
            self.heading.setVisible(bool(headings))
            self.heading.setCurrentIndex(max(self.heading.findData(heading_id), 0))
            self.complaint.say("")
            self.title.clear()
            self.show()
            self.title.setFocus()

        self.ctx.runner.run_read(read, show, key=f"headings {id(self)}")

    def _add(self) -> None:
        from tracker.usecases.work.tasks import add_task

        title, store, plan_id, heading_id = self.title.text().strip(), self.ctx.store, self._plan_id, self.heading.currentData()
        if not title:
            self.complaint.say("请填写任务标题")
            self.title.setFocus()
            return

        def done(changes: Changes) -> None:
            self.close_strip()
            if changes.result is not None:
                self.added.emit(changes.result)

        self.ctx.change(lambda: add_task(store, plan_id, heading_id, title), done, failed=lambda error: self.complaint.say(str(error)))

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
