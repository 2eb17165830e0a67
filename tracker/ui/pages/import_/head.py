"""The second row of the import page: which document is under review, and how far the review is."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from tracker.ui.page import FilterBar
from tracker.ui.theme import color, look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import label, picture, tag, tool
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.intake.plan_questions import Question
from tracker.usecases.intake.plan_review import PlanHead


class ReviewHead(QObject):
    """Fills the bar; the page shows and hides it. `reopened`: the key of an answered question that is to be changed;
    `edit_wanted`: what the document says of itself is to be corrected."""

    reopened = Signal(str)
    edit_wanted = Signal()

    def __init__(self, bar: FilterBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.answers = tool("", "circle-help")
        self.answers.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self.answers)
        self.answers.setMenu(self._menu)
        self.name = ElidedLabel(look().bold)
        self.number, self.period = tag(""), tag("")
        self.file = label("", ink="2")
        self.turn = tag("", "accent")
        self.done = label("")
        self.meter = Meter()
        self.sides = Segmented([("rows", "任务"), ("source", "原文")], "左右两栏")
        bar.add(picture("file-text"))
        bar.add(self.name, wide=True)
        self.edit = tool("修改标题、文号、起止时间", "square-pen", self.edit_wanted.emit, words=False)
        bar.add(self.edit, self.number, self.period, self.file, self.turn, self.answers, self.done, self.meter, self.sides)
        self.sides.hide()

    def setVisible(self, visible: bool) -> None:
        self._bar.setVisible(visible)

    def show_head(self, head: PlanHead, source_name: str) -> None:
        """What the document says of itself."""
        self.name.show_text(head.title or source_name)
        self.number.setText(head.doc_number)
        self.number.setVisible(bool(head.doc_number))
        known = head.period_start and head.period_end
        self.period.setText(f"{head.period_start:%Y.%m}—{head.period_end:%Y.%m}" if known else "未写起止时间")
        self.file.setText(source_name)

    def show_side(self, side: str) -> None:
        """Where there is room for one pane only: which one it is, and less about the document."""
        self.sides.setVisible(bool(side))
        self.file.setVisible(not side)
        self.meter.setVisible(not side)
        if side:
            self.sides.choose(side)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """List the questions that are answered; choosing one asks it again."""
        answered = [question for question in questions if question.answer]
        self.answers.setVisible(bool(answered))
        self.answers.setText(f"已答 {len(answered)} / {len(questions)}")
        self.answers.setAccessibleName(f"已回答的问题 {len(answered)} / {len(questions)}，点开可以改")
        self._menu.clear()
        for question in answered:
            choice = question.choice(question.answer)
            action = self._menu.addAction(f"{question.short}：{choice.words if choice else ''}　改……")
            action.triggered.connect(partial(self._reopen, question.key))

    def _reopen(self, key: str, _checked: bool = False) -> None:
        self.reopened.emit(key)

    def show_progress(self, total: int, missing: int, place: int, count: int) -> None:
        """How many rows are done, and which file of how many this is."""
        self.turn.setText(f"第 {place} 份，共 {count} 份")
        self.turn.setVisible(count > 1)
        self.done.setText(f"已确认 {total - missing} / {total}")
        self.meter.show_part((total - missing) / total if total else 0)


class Meter(QWidget):
    """How much of the review is done, as a short bar."""

    def __init__(self) -> None:
        super().__init__()
        self._part = 0.0
        self.setFixedSize(look().px(72), look().px(8))

    def show_part(self, part: float) -> None:
        self._part = part
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(look().tokens.track))
        painter.fillRect(QRectF(0, 0, self.width() * self._part, self.height()), color(look().tokens.green_bar))
        painter.end()
