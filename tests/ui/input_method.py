"""Chinese words as an input method hands them over; `QTest.keyClicks` knows ASCII only."""

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def type_words(field: QWidget, words: str) -> None:
    """Commit these words into the field."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(field, event)
