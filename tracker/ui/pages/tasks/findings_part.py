"""疑点: what the reading of the plan was not sure of, and what units said without a figure; a person looks, and says 已核对."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.domain.records import FindingRecord, TaskDetail
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, empty, label, link, picture, rule


class FindingsPart(TaskPart):
    """One doubt under the other, each with the words it is about."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "请核对")
        self.buttons: list[QWidget] = []

    def show_detail(self, detail: TaskDetail) -> None:
        empty(self.body)
        self.buttons = []
        if not detail.findings:
            self.body.addWidget(label("没有疑点", ink="2"))
        for one in detail.findings:
            self.body.addWidget(self._row(one, detail))

    def _row(self, one: FindingRecord, detail: TaskDetail) -> QWidget:
        box = QWidget()
        outer = QVBoxLayout(box)
        outer.setContentsMargins(0, 2, 0, 0)
        outer.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(picture("triangle-alert", ink=look().tokens.amber))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(one.words, wrap=True, select=True))
        quote = detail.source[one.start - detail.source_start : one.end - detail.source_start] if one.end > one.start else ""
        if quote and quote not in one.words:
            words.addWidget(label(f"原文：“{quote}”", look().small, "2", wrap=True))
        if one.end > one.start:
            see = link("在原文中查看", lambda: self.desk.place_wanted.emit(one.start, one.end))
            see.setFont(look().small)
            words.addWidget(see)
        line.addLayout(words, 1)
        done = button("已核对", lambda: self._settle(one.id), "check")
        self.buttons.append(done)
        line.addWidget(done)
        outer.addLayout(line)
        outer.addWidget(rule())
        return box

    def _settle(self, finding_id: int) -> None:
        from tracker.usecases.work.tasks import settle_finding

        store = self.ctx.store
        self.ctx.change(lambda: settle_finding(store, finding_id))
