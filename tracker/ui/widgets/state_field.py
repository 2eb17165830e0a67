"""The field in which a report says how the task stands, in the office's words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from tracker.domain.terms import State
from tracker.ui.theme import look
from tracker.ui.widgets.segmented import Segmented
from tracker.ui.wording import state_choices, state_of_key

_SIDE_BY_SIDE = 4


class StateField(QWidget):
    """Buttons side by side for a few words, a list for more. `chosen` tells the key that `wording.state_of_key` understands."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = state_choices()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._buttons: Segmented | None = None
        self._list: QComboBox | None = None
        if len(self.choices) <= _SIDE_BY_SIDE:
            self._buttons = Segmented(self.choices, "状态")
            self._buttons.chosen.connect(self.chosen)
            row.addWidget(self._buttons)
        else:
            self._list = QComboBox()
            self._list.setAccessibleName("状态")
            self._list.setFixedHeight(look().control)
            for key, words in self.choices:
                self._list.addItem(words, key)
            self._list.activated.connect(lambda _place: self.chosen.emit(self.current))
            row.addWidget(self._list)
        row.addStretch(1)

    @property
    def current(self) -> str:
        """The key of the word that is chosen."""
        return self._buttons.current if self._buttons else str(self._list.currentData()) if self._list else ""

    @property
    def state(self) -> State:
        """The stored state of the word that is chosen."""
        return state_of_key(self.current)

    def choose(self, key: str) -> None:
        """Choose this word without telling anybody."""
        if self._buttons:
            self._buttons.choose(key)
        elif self._list:
            self._list.setCurrentIndex(self._list.findData(key))
