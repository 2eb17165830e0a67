"""原文: the passage of the plan that the task was read from, with a way into the whole document."""

from PySide6.QtWidgets import QHBoxLayout

from tracker.domain.records import TaskDetail
from tracker.ui.pages.tasks.desk import Desk, TaskPart
from tracker.ui.source.marks import Kind, MarkedText, SourceBar, Span
from tracker.ui.source.window import Passage, SourceWindow
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label


def spans(detail: TaskDetail) -> list[Span]:
    """Marked places in the plan's text, doubts last so that they stand on top."""
    found = [(one.start, one.end, Kind.UNIT) for one in detail.assignments]
    found += [(one.start, one.end, Kind.TIME) for one in detail.deadlines]
    found += [(one.start, one.end, Kind.FIGURE) for one in detail.targets]
    found += [(one.start, one.end, Kind.DOUBT) for one in detail.findings]
    return [span for span in dict.fromkeys(found) if span[1] > span[0] and not _about_all(span, detail)]


def _about_all(span: Span, detail: TaskDetail) -> bool:
    """A doubt about the whole passage is said under 疑点; a wave under everything would hide the rest."""
    return span[2] is Kind.DOUBT and span[1] - span[0] > 0.8 * (detail.source_end - detail.source_start)


class SourcePart(TaskPart):
    """The source passage; where the content was changed since, or there never was a source, the content as it is now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "原文")
        self.link = self.add_link("在原文中查看", self._open)
        self.text = MarkedText()
        self.text.place_clicked.connect(lambda start, end: self.show_place((start, end)))
        desk.place_wanted.connect(lambda start, end: self.show_place((start, end)))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(SourceBar())
        row.addWidget(self.text, 1)
        self.body.addLayout(row)
        self.now_head = label("现在的内容", look().small_bold)
        self.now = label("", wrap=True, select=True)
        self.body.addWidget(self.now_head)
        self.body.addWidget(self.now)
        self.window_shown: SourceWindow | None = None

    def show_detail(self, detail: TaskDetail) -> None:
        source = detail.source.rstrip()
        self.link.setVisible(bool(source))
        self.title.setText("原文" if source else "内容")
        self.note.show_text(detail.plan.source_name if source else "")
        text = source or detail.content or "（没有内容）"
        self.text.show_source(text, spans(detail) if source else [], detail.source_start)
        changed = bool(source and detail.content) and _bare(detail.content) not in _bare(source)
        for widget in (self.now_head, self.now):
            widget.setVisible(changed)
        self.now.setText(detail.content)

    def _open(self) -> None:
        self.show_place(None)

    def show_place(self, focus: tuple[int, int] | None) -> None:
        """Open the whole document at this word of the plan, or at the task."""
        detail = self.desk.detail
        if detail is not None:
            caption = f"任务 {detail.row.number}　{detail.row.title}"
            place = (detail.source_start, detail.source_end) if detail.source_end else focus or (0, 0)
            passage = Passage(detail.plan.id, detail.plan.title, caption, *place, tuple(spans(detail)), focus)
            self.window_shown = SourceWindow(self.ctx, passage, self.window())
            self.window_shown.show()


def _bare(text: str) -> str:
    return "".join(text.split())
