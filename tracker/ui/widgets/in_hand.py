"""The list of work that was put aside (reviews, comparisons): what a page shows while none is open."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import Panel, button, label, picture, rule, tag
from tracker.usecases.intake.kept_reviews import ReviewInHand

_WIDTH, _SHOWN = 680, 4
Do = Callable[[ReviewInHand], object]


class InHandWords(NamedTuple):
    """What the work is called, and what is said of its rows."""

    heading: str
    work: str
    waiting: str
    done: str


REVIEWS = InHandWords("没有核对完的方案", "核对", "待核对", "已核对完")
REVISIONS = InHandWords("没有完成的修订", "比对", "未决定", "已决定")


class InHandPanel(Panel):
    """One line for each review: document, file and time, what is left to do, 继续 and 放弃."""

    def __init__(self, reviews: Sequence[ReviewInHand], go_on: Do, give_up: Do, words: InHandWords = REVIEWS) -> None:
        super().__init__(words.heading, f"{len(reviews)} 份")
        self._words = words
        self.first: QPushButton | None = None
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for place, review in enumerate(reviews):
            if place:
                column.addWidget(rule())
            column.addWidget(self._line(review, go_on, give_up))
        column.addStretch(1)
        lines.setAutoFillBackground(True)
        lines.setBackgroundRole(QPalette.ColorRole.Base)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(lines)
        height = look().px(54)
        area.setMinimumHeight(height)
        area.setMaximumHeight(height * min(len(reviews), _SHOWN) + 2)
        self.body.addWidget(area)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMaximumWidth(look().px(_WIDTH))

    def _line(self, review: ReviewInHand, go_on: Do, give_up: Do) -> QWidget:
        line = QWidget()
        line.setFixedHeight(look().px(53))
        row = QHBoxLayout(line)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(10)
        title, about = ElidedLabel(look().bold), label("", look().small, "2")
        title.show_text(review.title)
        about.setText(f"{review.source_name}　{review.saved.month}月{review.saved.day}日 {review.saved:%H:%M} 保存")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(title)
        words.addWidget(about)
        words.addStretch(1)
        said = self._words
        left = tag(f"{review.waiting} 项{said.waiting}", "amber") if review.waiting else tag(f"{review.total} 项{said.done}", "green")
        proceed = button("继续", partial(go_on, review))
        proceed.setAccessibleName(f"继续{self._words.work}“{review.title}”")
        leave = button("放弃", partial(give_up, review))
        leave.setAccessibleName(f"放弃{self._words.work}“{review.title}”")
        self.first = self.first or proceed
        row.addWidget(picture("file-text"))
        row.addLayout(words, 1)
        for part in (left, proceed, leave):
            row.addWidget(part)
        return line
