"""The panel of units that have not reported in the running period."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import Panel, label, link, tag

if TYPE_CHECKING:
    from tracker.usecases.period_book import PeriodBook

_SHOWN = 8
_LINES = 2


class _Chips(QWidget):
    """Two lines of chips of a fixed height: a height that follows the width would make the whole page as tall as it likes."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 8, 12, 8)
        self.flow = FlowLayout()
        outer.addLayout(self.flow)
        self.setFixedHeight(_LINES * look().tag + 5 + 16)

    def hasHeightForWidth(self) -> bool:
        return False


class ReportingPanel(Panel):
    """未报送: the first few by name, the rest as a number; `open_book` shows the whole book of the period."""

    def __init__(self, open_book: Callable[[], None]) -> None:
        super().__init__("未报送", " ")
        self.head.addWidget(link("打开报送情况", open_book))
        place = _Chips()
        self.chips = place.flow
        self.body.addWidget(place)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_book(self, book: "PeriodBook | None") -> None:
        """Show who is missing; nothing at all where no unit owes anything."""
        self.setVisible(book is not None and bool(book.rows))
        if book is None or not book.rows:
            return
        missing = book.not_reported
        self.title.setText(f"{int(book.period[-2:])}月未报送")
        until = f"，{book.due_on.month}月{book.due_on.day}日截止" if book.due_on else ""
        self.count.setText(f"{len(missing)} 个单位，已报 {book.reported} 个{until}")
        self.chips.clear()
        for row in missing[:_SHOWN]:
            self.chips.addWidget(tag(row.unit.display, "red" if row.late else "plain"))
        if len(missing) > _SHOWN:
            self.chips.addWidget(label(f"＋{len(missing) - _SHOWN}", look().small, "2"))
        if not missing:
            self.chips.addWidget(label("都已报送", ink="green"))
