"""The left side of the review: the source with its head, and on demand what of it became no task."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from tracker.plans.coverage import left_out
from tracker.plans.draft import Span
from tracker.ui.pages.import_.legend import MarkLegend
from tracker.ui.pages.import_.review_marks import marks_of
from tracker.ui.pages.import_.source_view import SourceView, TextMark
from tracker.ui.theme import look
from tracker.ui.widgets.place_prompt import PlacePrompt
from tracker.ui.widgets.plain import label, tool
from tracker.usecases.intake.plan_review import ReviewSession

_ASK = "未列入的原文"


class SourceSide(QFrame):
    """Shows the text of one session with its marks."""

    def __init__(self, source: SourceView, prompt: PlacePrompt) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        self._source = source
        self._session: ReviewSession | None = None
        self._left: list[Span] | None = None
        self._place = -1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setObjectName("filterBar")
        head.setFixedHeight(look().head)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(label("原文", look().small_bold))
        self._length = label("", look().small, "2")
        row.addWidget(self._length)
        self.left_out = tool(_ASK, "search", self.show_next_left_out, words=True)
        self.left_out.setFont(look().small)
        self.left_out.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.left_out.setToolTip("逐处查看没有列为任务的原文，Esc 结束")
        row.addWidget(self.left_out)
        row.addStretch(1)
        row.addWidget(MarkLegend())
        column.addWidget(head)
        column.addWidget(prompt)
        column.addWidget(source, 1)
        self.setMinimumWidth(280)

    def show_text(self, session: ReviewSession) -> None:
        """Show the source of another review."""
        text = session.draft.source_text
        self._session = session
        self._length.setText(f"{len(text):,} 字")
        self._source.show_text(text, [heading.span for heading in session.draft.headings])
        self._forget()

    def show_marks(self) -> None:
        """Mark what was found, and what was left out while that is looked at."""
        if self._session is None:
            return
        marks, numbers = marks_of(self._session)
        if self._left is not None:
            self._left = self._read_left_out(self._session)
            self._place = min(self._place, len(self._left) - 1)
            marks = [*marks, *(TextMark(span, "left") for span in self._left)]
            self._name()
        self._source.show_marks(marks, numbers)

    def show_next_left_out(self) -> None:
        """Mark what became no task, and go to the next such place; after the last one comes the first."""
        if self._session is None:
            return
        if self._left is None:
            self._left = self._read_left_out(self._session)
            self._place = -1
            self.show_marks()
        if self._left:
            self._place = (self._place + 1) % len(self._left)
            span = self._left[self._place]
            self._source.show_passage(span)
            self._source.put_caret(span.start)
        self._name()

    def leave_left_out(self) -> bool:
        """Show the marks of the tasks alone again; False where they are."""
        if self._left is None:
            return False
        self._forget()
        self.show_marks()
        return True

    def _forget(self) -> None:
        self._left, self._place = None, -1
        self._name()

    def _name(self) -> None:
        words = _ASK
        if self._left is not None:
            words = f"未列入 {self._place + 1} / {len(self._left)}" if self._left else "原文都已列入"
        self.left_out.setText(words)
        self.left_out.setAccessibleName(words)

    def _read_left_out(self, session: ReviewSession) -> list[Span]:
        text = session.draft.source_text
        spans = []
        for stretch in left_out(session.result()):
            words = text[stretch.start : stretch.end]
            start = stretch.start + len(words) - len(words.lstrip())
            spans.append(Span(start, start + len(words.strip())))
        return spans
