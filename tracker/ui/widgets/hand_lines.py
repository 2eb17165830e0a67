"""Reviews of returned files that were put aside, a line for each above a list: go on with it, or give it up."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from tracker.reports.titles import period_words
from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import button, empty
from tracker.usecases.feedback.shelf import SheetsInHand

_GO_ON = "继续核对"


class HandLines(QFrame):
    """`thing`: what the reviews are of, in words. Hidden while there are none. Both signals bring the review."""

    go_on_wanted = Signal(object)
    give_up_wanted = Signal(object)

    def __init__(self, thing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thing = thing
        self.setObjectName("question")
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(14, 4, 12, 4)
        self._lines.setSpacing(2)
        self.hide()

    def show_reviews(self, reviews: Sequence[SheetsInHand]) -> None:
        """Offer to go on with these."""
        empty(self._lines)
        for one in reviews:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 2, 0, 2)
            row.setSpacing(10)
            left = f"还有 {one.waiting} 行待确认" if one.waiting else "都已核对，还没有写入"
            words = ElidedLabel(look().bold)
            when = f"{one.saved.month}月{one.saved.day}日 {one.saved:%H:%M} 保存"
            words.show_text(f"{period_words(one.period)}的{self._thing}没有核对完：{one.files} 份文件，{left}（{when}）")
            row.addWidget(words, 1)
            row.addWidget(button(_GO_ON, partial(self.go_on_wanted.emit, one)))
            row.addWidget(button("放弃", partial(self.give_up_wanted.emit, one)))
            self._lines.addWidget(line)
        self.setVisible(bool(reviews))

    @property
    def go_on_buttons(self) -> list[QPushButton]:
        """The buttons that take up a review, in order."""
        return [made for made in self.findChildren(QPushButton) if made.text() == _GO_ON]
