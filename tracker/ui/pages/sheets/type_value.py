"""The form in which the value of one cell is typed."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from tracker.domain.terms import State
from tracker.sheets.fields import TEXTS
from tracker.ui.pages.sheets.words import field_label
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.section import InlineForm
from tracker.ui.widgets.segmented import Segmented
from tracker.ui.wording import state_label

_HINTS = {"percent": "如 80%", "phone": "11 位手机号或区号加座机号"}


class TypeValue(InlineForm):
    """Enter takes the value, Esc leaves the cell as it was. A state is chosen, a long text has several lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("改为这个值", parent)
        self.name = label("", look().bold)
        self.line = QLineEdit()
        self.long = QPlainTextEdit()
        self.long.setTabChangesFocus(True)
        self.long.setFixedHeight(look().px(66))
        self.state = Segmented([(state.value, state_label(state)) for state in State], "状态")
        self._stack = QStackedWidget()
        for part in (self.line, self.long, self.state):
            self._stack.addWidget(part)
        self._field = ""
        self.body.addWidget(self.name)
        self.body.addWidget(self._stack)

    def show_field(self, field: str, words: str) -> None:
        """Type the value of this field; these words stand there to begin with."""
        self._field = field
        self.name.setText(f"{field_label(field)}改为")
        self.complaint.say("")
        if field == "state":
            for state in State:
                self.state.rename(state.value, state_label(state))
            found = next((state for state in State if state_label(state) == words), State.IN_PROGRESS)
            self.state.choose(found.value)
            self._stack.setCurrentWidget(self.state)
        elif field in TEXTS:
            self.long.setPlainText(words)
            self._stack.setCurrentWidget(self.long)
        else:
            self.line.setText(words)
            self.line.setPlaceholderText(_HINTS.get(field, ""))
            self._stack.setCurrentWidget(self.line)
        for part in (self.line, self.long):
            part.setAccessibleName(field_label(field))
        self._stack.setFixedHeight(self.long.height() if field in TEXTS else look().control + 2)
        self.hint.setText("Ctrl+Enter 确定　Esc 取消" if field in TEXTS else "Enter 确定　Esc 取消")
        self.settle()

    def values(self) -> object:
        return self.text

    @property
    def text(self) -> str:
        """What was typed or chosen."""
        if self._field == "state":
            return self.state.current
        return self.long.toPlainText() if self._field in TEXTS else self.line.text()

    def begin(self) -> None:
        if self._field == "state":
            self.state.focus_current()
        elif self._field in TEXTS:
            self.long.setFocus()
            self.long.selectAll()
        else:
            self.line.setFocus()
            self.line.selectAll()
