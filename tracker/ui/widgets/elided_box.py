"""A box of choices whose words end in “…” where they do not fit: Qt cuts them in the middle of a character."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox

# What a box needs beside its words at most, in heights of a line: its edges and its arrow.
_BESIDE = 3


class ElidedBox(QComboBox):
    """Paints what is chosen, shortened to its room."""

    @property
    def shown_words(self) -> str:
        """What can be read while the list is shut."""
        words = self.currentText().strip()
        if self._surely_fits(words):
            return words
        # Loaded where they are needed: what styles can paint has some hundred names, and the start does without.
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox

        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()
        return self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room - 2)

    def _surely_fits(self, words: str) -> bool:
        measured = self.fontMetrics()
        return measured.horizontalAdvance(words) + _BESIDE * measured.height() <= self.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._surely_fits(self.currentText()):
            super().paintEvent(event)
            return
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter

        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = self.shown_words  # type: ignore[attr-defined]
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
