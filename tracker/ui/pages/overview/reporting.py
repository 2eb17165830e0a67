"""The panel of the period that is asked for: how many units owe and have reported, how long there is, who is missing."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import Panel, label, link, tag

if TYPE_CHECKING:
    from tracker.usecases.feedback.period_book import PeriodBook

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


def _days_left(due: date | None, today: date) -> str:
    """还剩 3 天, 今天截止, 已过 2 天."""
    if due is None:
        return ""
    left = (due - today).days
    return f"，还剩 {left} 天" if left > 0 else "，今天截止" if left == 0 else f"，已过 {-left} 天"


class ReportingPanel(Panel):
    """本期: the counts, the first few missing units by name; `open_book` shows the whole book, `urge` the paper that asks for reports."""

    def __init__(self, open_book: Callable[[], None], urge: Callable[[str], None]) -> None:
        super().__init__("本期", " ")
        self._period = ""
        self.urge = link("催报通知", lambda: urge(self._period))
        self.head.addWidget(self.urge)
        self.head.addWidget(link("报送情况", open_book))
        place = _Chips()
        self.chips = place.flow
        self.body.addWidget(place)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_book(self, book: "PeriodBook | None", today: date) -> None:
        """Show who is missing; nothing at all where no unit owes anything."""
        self.setVisible(book is not None and bool(book.rows))
        if book is None or not book.rows:
            return
        from tracker.reports.titles import period_short, period_span_words

        missing = book.not_reported
        self._period = book.period
        self.title.setText(f"本期（{period_short(book.period)}）")
        blank = sum(row.standing.value == "empty" for row in book.rows)
        said = f"，空报 {blank} 家" if blank else ""
        self.count.setText(f"应报 {len(book.rows)} 家，已报 {book.reported} 家{said}{_days_left(book.due_on, today)}")
        self.count.setToolTip(f"{period_span_words(book.period)}，{book.due_on} 前报送" if book.due_on else "")
        self.urge.setVisible(bool(missing))
        self.chips.clear()
        for row in missing[:_SHOWN]:
            self.chips.addWidget(tag(row.unit.display, "red" if row.late else "plain"))
        if len(missing) > _SHOWN:
            self.chips.addWidget(label(f"＋{len(missing) - _SHOWN}", look().small, "2"))
        if not missing:
            self.chips.addWidget(label("都已报送", ink="green"))
