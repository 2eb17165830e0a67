"""The parts of a detail pane: a titled section, a labelled line, a sentence of complaint, and a form that opens in its place."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import button, label, link
from tracker.ui.widgets.scrolled import bring_into_view
from tracker.ui.widgets.wheel import keep_wheel_off

LABEL_WIDTH = 44


class Section(QWidget):
    """A bold head with a note and links at its right, and a body under it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.title = label(title, look().small_bold)
        self.note = ElidedLabel(look().small, "2")
        self.head.addWidget(self.title)
        self.head.addWidget(self.note, 1)
        column.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(5)
        column.addLayout(self.body)

    def add_link(self, words: str, do: Callable[[], object]) -> QPushButton:
        """A link at the right end of the head."""
        made = link(words, do)
        made.setFont(look().small)
        self.head.addWidget(made)
        return made


class Line(QWidget):
    """A pale word of fixed width and what it stands for."""

    def __init__(self, words: str, content: QLayout | QWidget, parent: QWidget | None = None, width: int = LABEL_WIDTH) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        name = label(words, ink="2")
        name.setFixedWidth(look().px(width))
        name.setMinimumHeight(look().chip)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        if isinstance(content, QLayout):
            row.addLayout(content, 1)
        else:
            row.addWidget(content, 1)


class Complaint(QLabel):
    """A sentence under a field that says what is wrong or what was understood; no room taken while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look().small)
        self.setWordWrap(True)
        self.setProperty("ink", "red")
        self.hide()

    def say(self, text: str) -> None:
        self.setText(text)
        self.setVisible(bool(text))


class InlineForm(QFrame):
    """Fields with 保存 and 取消 in the place of what they change. Enter (Ctrl+Enter in long texts) saves, Esc cancels.

    Subclasses add to `body`, and give `values()`; the form is `dirty` while these differ from what they were at `settle()`.
    """

    saved = Signal()
    cancelled = Signal()

    def __init__(self, save_words: str = "保存", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("question")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 10, 9)
        column.setSpacing(6)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        column.addLayout(self.body)
        self.complaint = Complaint()
        column.addWidget(self.complaint)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(6)
        self.save_button = button(save_words, self.saved.emit, primary=True)
        self.cancel_button = button("取消", self.cancelled.emit)
        self.hint = label("Enter 保存　Esc 取消", look().small, "3", wrap=True)
        self.foot.addWidget(self.save_button)
        self.foot.addWidget(self.cancel_button)
        self.foot.addSpacing(4)
        self.foot.addWidget(self.hint, 1)
        column.addLayout(self.foot)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.saved.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._before: object = None

    def values(self) -> object:
        """What the fields hold."""
        return None

    def settle(self) -> None:
        """What stands in the fields now counts as unchanged."""
        self._before = self.values()

    def dirty(self) -> bool:
        return self.values() != self._before

    def begin(self) -> None:
        """Put the focus where typing begins."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        keep_wheel_off(self)
        QTimer.singleShot(0, self, lambda: bring_into_view(self))  # once the pane has given it its place

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.saved.emit()
        else:
            super().keyPressEvent(event)


def field_grid(*lines: tuple[str, QWidget]) -> QGridLayout:
    """Fields under each other, each with its name at the left."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(6)
    for row, (words, field) in enumerate(lines):
        name = label(words, ink="2")
        name.setMinimumHeight(look().control)
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(field, row, 1)
        if not field.accessibleName():
            field.setAccessibleName(words)
    grid.setColumnStretch(1, 1)
    return grid
