"""The panel of the period that is asked for, of one plan or all: how many units owe and have reported, how long there is, who is late."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from tracker.ui.theme import look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.elided_link import ElidedLink
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.plain import Panel, empty, label, link, tag

if TYPE_CHECKING:
    from tracker.usecases.feedback.period_book import PeriodBook
    from tracker.usecases.feedback.period_lines import PeriodLine

_SHOWN = 8
_MOST_LINES = 3
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
    """本期: the counts, the first few missing units by name; over all plans a line for each, which chooses the plan. `open_book` shows the
    whole book, `urge` the paper that asks for reports."""

    def __init__(self, open_book: Callable[[], None], urge: Callable[[str], None], choose_plan: Callable[[int], None]) -> None:
        super().__init__("本期", " ")
        self._period = ""
        self._choose_plan = choose_plan
        self.urge = link("催报通知", lambda: urge(self._period))
        self.head.addWidget(self.urge)
        self.book = link("报送情况", open_book)
        self.head.addWidget(self.book)
        self.place = _Chips()
        self.chips = self.place.flow
        self.body.addWidget(self.place)
        self.lines = QWidget()
        self._column = QVBoxLayout(self.lines)
        self._column.setContentsMargins(12, 4, 12, 8)
        self._column.setSpacing(2)
        self.body.addWidget(self.lines)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_period(self, book: "PeriodBook | None", lines: "Sequence[PeriodLine]", today: date) -> None:
        """Show who is missing of the chosen plan, or how every plan stands; nothing at all where no unit owes anything."""
        self.setVisible(bool(lines) if book is None else bool(book.rows))
        for one, on in ((self.place, book is not None), (self.book, book is not None), (self.urge, book is not None)):
            one.setVisible(on)
        self.lines.setVisible(book is None)
        if book is None:
            self._show_lines(lines, today)
        elif book.rows:
            self._show_book(book, today)

    def _show_lines(self, lines: "Sequence[PeriodLine]", today: date) -> None:
        over = sum(line.is_over(today) for line in lines)
        self.title.setText("本期报送")
        self.count.setText(f"{len(lines)} 份方案" + (f"，{over} 份过了时限没有报齐" if over else ""))
        self.count.setToolTip("")
        empty(self._column)
        for line in lines[:_MOST_LINES]:
            self._column.addWidget(self._line(line, today))
        if len(lines) > _MOST_LINES:
            self._column.addWidget(label(f"还有 {len(lines) - _MOST_LINES} 份方案，在上面选方案看", look().small, "3"))

    def _line(self, line: "PeriodLine", today: date) -> QWidget:
        """A plan, its own period and how it stands; the plan is a link that chooses it."""
        from tracker.reports.titles import period_short, period_span_words

        made = QWidget()
        row = QVBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(ElidedLink(f"{line.title}（{period_short(line.period)}）", lambda: self._choose_plan(line.plan_id)))
        words = f"{line.figures}{_days_left(line.due_on, today)}"
        said = ElidedLabel(look().small, "red" if line.is_over(today) else "2")
        said.show_text(words if line.missing else f"{line.figures}，已报齐")
        made.setToolTip(f"{period_span_words(line.period)}，{line.due_on} 前报送" if line.due_on else "")
        row.addWidget(said)
        return made

    def _show_book(self, book: "PeriodBook", today: date) -> None:
        from tracker.reports.titles import period_short, period_span_words
        from tracker.usecases.feedback.period_lines import line_of

        missing, line = book.not_reported, line_of(0, "", book)
        self._period = book.period
        self.title.setText(f"本期（{period_short(book.period)}）")
        self.count.setText(f"{line.figures}{_days_left(book.due_on, today)}")
        self.count.setToolTip(f"{period_span_words(book.period)}，{book.due_on} 前报送" if book.due_on else "")
        self.urge.setVisible(bool(missing))
        self.chips.clear()
        for row in missing[:_SHOWN]:
            self.chips.addWidget(tag(row.unit.display, "red" if row.late else "plain"))
        if len(missing) > _SHOWN:
            self.chips.addWidget(label(f"＋{len(missing) - _SHOWN}", look().small, "2"))
        if not missing:
            self.chips.addWidget(label("都已报送", ink="green"))
