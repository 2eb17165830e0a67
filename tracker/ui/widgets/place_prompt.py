"""The question for a place in a text: what to do there, the key that does it, and the way out."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label


class PlacePrompt(QFrame):
    """Stands over the text; `show_words` asks."""

    def __init__(self, confirm: Callable[[], Any], cancel: Callable[[], Any]) -> None:
        super().__init__()
        self.setObjectName("question")
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 8, 12, 8)
        column.setSpacing(6)
        self.words = label("", look().bold, wrap=True)
        self._answer = button("", confirm, keys="Enter")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._answer)
        row.addWidget(button("取消", cancel, keys="Esc"))
        row.addStretch(1)
        for made in self.findChildren(QWidget):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.words)
        column.addLayout(row)
        self.hide()

    def show_words(self, words: str, answer: str) -> None:
        self.words.setText(words)
        self._answer.setText(answer)
        self.show()
