"""A row of joined buttons of which exactly one is on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from tracker.ui.theme import look


class Segmented(QFrame):
    """`choices` are (key, words); `chosen` tells the key when the user picks another."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setFixedHeight(look().control)
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        for place, (key, words) in enumerate(choices):
            button = QPushButton(words)
            button.setCheckable(True)
            button.setProperty("kind", "segment")
            button.setProperty("first", place == 0)
            button.setFixedHeight(look().control - 2)
            button.setMinimumWidth(look().bold_metrics.horizontalAdvance(words) + 22)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[key] = button
            row.addWidget(button)
        if choices:
            self._buttons[choices[0][0]].setChecked(True)

    def rename(self, key: str, words: str) -> None:
        """Let a choice read something else."""
        button = self._buttons[key]
        button.setText(words)
        button.setMinimumWidth(look().bold_metrics.horizontalAdvance(words) + 22)

    def offer(self, key: str, on: bool) -> None:
        """Show this choice, or leave it out."""
        self._buttons[key].setVisible(on)

    @property
    def current(self) -> str:
        """The key of the choice that is on."""
        return next((key for key, button in self._buttons.items() if button.isChecked()), "")

    def focus_current(self) -> None:
        """Put the focus on the choice that is on."""
        if self.current:
            self._buttons[self.current].setFocus()

    def choose(self, key: str) -> None:
        """Turn this choice on without telling anybody."""
        self._buttons[key].setChecked(True)
