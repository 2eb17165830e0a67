"""The words of a document that can be changed before it is printed: they show what it says by itself until somebody types."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.plain import empty, label
from tracker.usecases.papers.report_kinds import TextField

_PAUSE_MS = 500


class TextFields(QWidget):
    """`changed` comes once per pause in typing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._kind = ""
        self._typed: dict[tuple[str, str], str] = {}
        self._proposed: dict[str, str] = {}
        self.boxes: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.changed.emit)

    def show_kind(self, kind: str, fields: Sequence[TextField]) -> None:
        """Show the fields of this kind with what was typed into them before."""
        if kind == self._kind:
            return
        self._kind, self.boxes, self._proposed = kind, {}, {}
        empty(self._column)
        for field in fields:
            self._column.addWidget(label(field.label, ink="2"))
            box: QLineEdit | QPlainTextEdit
            if field.lines == 1:
                box = QLineEdit()
            else:
                box = QPlainTextEdit()
                box.setTabChangesFocus(True)
                box.setFixedHeight(look().body_metrics.lineSpacing() * field.lines + 14)
            box.setAccessibleName(field.label)
            self.boxes[field.key] = box
            self._write(box, self._typed.get((kind, field.key), ""))
            box.textChanged.connect(lambda *_text, key=field.key: self._took(key))
            self._column.addWidget(box)
        self.setVisible(bool(fields))

    def propose(self, words: Mapping[str, str]) -> None:
        """Show what the document says by itself in the fields that nobody typed into."""
        self._proposed = dict(words)
        for key, box in self.boxes.items():
            if (self._kind, key) not in self._typed:
                self._write(box, words.get(key, ""))

    @property
    def typed(self) -> dict[str, str]:
        """What was typed, by field; fields left as proposed are not in it."""
        return {key: words for (kind, key), words in self._typed.items() if kind == self._kind}

    def take(self, texts: Mapping[str, str]) -> None:
        """Type these words, by place; the other fields say what the document says by itself."""
        self._typed = {key: words for key, words in self._typed.items() if key[0] != self._kind}
        self._typed |= {(self._kind, place): words for place, words in texts.items() if place in self.boxes}
        for place, box in self.boxes.items():
            self._write(box, self._typed.get((self._kind, place), self._proposed.get(place, "")))
        self.changed.emit()

    def forget(self, places: Sequence[str] = ()) -> None:
        """Take the document's own words again at these places; without any everywhere."""
        gone = {(self._kind, place) for place in places or self.boxes}
        self._typed = {key: words for key, words in self._typed.items() if key not in gone}
        self.propose(self._proposed)
        self.changed.emit()

    def _took(self, key: str) -> None:
        box = self.boxes[key]
        words = box.text() if isinstance(box, QLineEdit) else box.toPlainText()
        if words == self._proposed.get(key, ""):
            self._typed.pop((self._kind, key), None)
        else:
            self._typed[self._kind, key] = words
        self._pause.start()

    def _write(self, box: QLineEdit | QPlainTextEdit, words: str) -> None:
        box.blockSignals(True)
        if isinstance(box, QLineEdit):
            box.setText(words)
            box.setCursorPosition(0)
        elif box.toPlainText() != words:
            box.setPlainText(words)
        box.blockSignals(False)
