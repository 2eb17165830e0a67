"""The strip under the list for a new task."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from tracker.domain.records import Changes, HeadingRecord
from tracker.ui.context import Context
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label
from tracker.ui.widgets.section import Complaint
from tracker.ui.widgets.strip import Strip


class NewTaskStrip(Strip):
    """Title and heading of a task to be added. Enter adds, Esc closes."""

    added = Signal(int)

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._plan_id = 0
        column = self.column
        self.where = label("新建任务", look().strip_title)
        self.title = QLineEdit()
        self.title.setPlaceholderText("任务标题")
        self.title.setAccessibleName("任务标题")
        self.heading = QComboBox()
        self.heading.setAccessibleName("放在哪个章节")
        self.heading.setMaximumWidth(look().px(240))
        self.add = button("新增", self.confirm, primary=True)
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

    def confirm(self) -> None:
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
