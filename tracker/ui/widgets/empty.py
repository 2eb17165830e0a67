"""What stands where a list has nothing to show: what will be here, the one next step, other ways in as links."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label, link

_ONE_LINE, _WIDEST, _SLACK = 40, 14 * 44, 72


class Sentence(QLabel):
    """Centred text whose lines are of about one length: no word or two stand alone in the last one."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look().reading)
        self.setProperty("ink", "2")
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setWordWrap(bool(text) and len(text) > _ONE_LINE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.wordWrap():
            whole = self.fontMetrics().horizontalAdvance(self.text())
            lines = -(-whole // max(min(self.width(), look().px(_WIDEST)), 1))
            spare = max(self.width() - whole // max(lines, 1) - look().px(_SLACK), 0) // 2
            self.setContentsMargins(spare, 0, spare, 0)


class EmptyState(QWidget):
    """Heading, a sentence, one button (focused when the page comes up), links."""

    def __init__(
        self,
        heading: str,
        text: str = "",
        step: tuple[str, Callable[[], object]] | None = None,
        links: Sequence[tuple[str, Callable[[], object]]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 64, 24, 24)
        column.setSpacing(8)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.heading = label(heading, look().heading)
        self.text = Sentence(text)
        self.step = button(step[0], step[1], primary=True) if step else None
        column.addWidget(self.heading, 0, centre)
        column.addWidget(self.text, 0, Qt.AlignmentFlag(0) if self.text.wordWrap() else centre)
        column.addSpacing(12)
        if self.step:
            column.addWidget(self.step, 0, centre)
            self.setFocusProxy(self.step)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addStretch(1)
        for words, do in links:
            row.addWidget(link(words, do))
        row.addStretch(1)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(1)

    def focus_step(self) -> None:
        """Put the focus on the next step."""
        if self.step:
            self.step.setFocus()
