"""A search field that waits until the typing pauses."""

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from tracker.ui.icons import icon
from tracker.ui.theme import look
from tracker.ui.widgets.clearing import offer_clearing

PAUSE_MS = 120


class SearchBox(QLineEdit):
    """`searched` comes once per pause in typing, at once on Enter and when the field is cleared. Esc clears.

    `entered`: somebody is about to type.
    """

    searched = Signal(str)
    entered = Signal()

    def __init__(self, placeholder: str, width: int = 268, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setMinimumWidth(look().px(min(width, 160)))
        self.setMaximumWidth(look().px(width))
        offer_clearing(self)
        glass = self.addAction(icon("search", ink=look().tokens.text3), QLineEdit.ActionPosition.LeadingPosition)
        glass.setText("查找")
        glass.triggered.connect(lambda _checked=False: self.setFocus())
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._told = ""
        self.textChanged.connect(self._changed)
        self.returnPressed.connect(self._tell)

    def sizeHint(self) -> QSize:
        """As wide as it may be; a crowded row squeezes it."""
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def _changed(self, text: str) -> None:
        if text:
            self._pause.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.searched.emit(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._not_mine(event):
            event.ignore()
            return False
        return super().event(event)

    def _not_mine(self, event: QKeyEvent) -> bool:
        """Ctrl+Z and Ctrl+Y belong to the window while there is nothing to take back here."""
        keys = QKeySequence.StandardKey
        return (event.matches(keys.Undo) and not self.isUndoAvailable()) or (event.matches(keys.Redo) and not self.isRedoAvailable())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel) and self.text():
            self.clear()
            event.accept()
        elif self._not_mine(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def show_words(self, text: str) -> None:
        """Hold this text without telling anybody."""
        self._told = text
        self.setText(text)
        self._pause.stop()

    def is_typing(self) -> bool:
        """Are there words that nobody has been told of yet?"""
        return self._pause.isActive()
