"""What stands where a list has nothing to show: what will be here, the one next step, other ways in as links."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label, link


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
        self.text = label(text, look().reading, "2", wrap=bool(text) and len(text) > 40)
        self.text.setAlignment(centre)
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
