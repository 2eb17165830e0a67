"""已发文书: what went out about the task in hand, and whether the answer came; a click leads to its line in the register."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.issued import IssuedFilter, IssuedRecord, IssuedState
from tracker.domain.records import TaskDetail
from tracker.reports.titles import day_words
from tracker.ui.context import OpenIssued
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.theme import look
from tracker.ui.widgets.plain import empty, label, link


class NoticesPart(TaskPart):
    """One document under the other, the latest first; hidden for a task about which nothing went out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "已发文书")
        self.found: list[IssuedRecord] = []
        self.setVisible(False)

    def show_detail(self, detail: TaskDetail) -> None:
        from tracker.usecases.papers.issued import issued

        store, today, wanted = self.ctx.store, self.ctx.today(), IssuedFilter(task_id=detail.row.id)
        self.ctx.runner.run_read(lambda: issued(store, wanted, today), self._show, key=f"issued {id(self)}")

    def _show(self, found: list[IssuedRecord]) -> None:
        self.found = found
        empty(self.body)
        self.setVisible(bool(found))
        self.note.show_text(f"{len(found)} 份")
        for one in found:
            self.body.addWidget(self._row(one))

    def _row(self, one: IssuedRecord) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(10)
        to_register = link(one.number or one.title, partial(self.ctx.navigate, "ledger", OpenIssued(one.id)))
        to_register.setToolTip("在已发文书里查看、登记反馈、打开留底")
        head.addWidget(to_register)
        head.addStretch(1)
        today = self.ctx.today()
        ink = "red" if one.is_late(today) else "green" if one.state is IssuedState.RETURNED else "2"
        head.addWidget(label(one.standing(today), look().bold, ink))
        column.addLayout(head)
        if one.number:
            column.addWidget(label(one.title, wrap=True))
        days = [f"{day_words(one.issued_on)}发出"]
        if one.returned_on is not None:
            days.append(f"{day_words(one.returned_on)}反馈")
        elif one.due is not None:
            days.append(f"限{day_words(one.due)}前反馈")
        column.addWidget(label("，".join(days), ink="2", wrap=True))
        if one.result:
            column.addWidget(label(one.result, ink="2", wrap=True, select=True))
        return box
