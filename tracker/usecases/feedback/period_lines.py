"""本期 in one line for each plan: how many units owe a report for the period that the plan asks for now, and how they stand."""

from datetime import date
from typing import NamedTuple

from tracker.domain.periods import asked_now
from tracker.storage.reading.plans import plans
from tracker.storage.reading.reporting import reporting_rules
from tracker.storage.store import Store
from tracker.usecases.feedback.period_book import NOT_REPORTED, PeriodBook, Reported, period_book

__all__ = ["PeriodLine", "line_of", "period_lines"]


class PeriodLine(NamedTuple):
    """`expected` units owe a report for `period` by `due_on`; of them `reported`, among these `late` after the day; of the others
    `empty` sent a sheet that says nothing."""

    plan_id: int
    title: str
    period: str
    due_on: date | None
    expected: int
    reported: int
    late: int
    empty: int

    @property
    def missing(self) -> int:
        """How many have reported nothing."""
        return self.expected - self.reported

    @property
    def figures(self) -> str:
        """应报 28 家，已报 20 家，迟报 3 家，空报 1 家; what there is none of is left out."""
        more = [(self.late, "迟报"), (self.empty, "空报")]
        said = [f"应报 {self.expected} 家，已报 {self.reported} 家", *(f"{word} {count} 家" for count, word in more if count)]
        return "，".join(said)

    def is_over(self, today: date) -> bool:
        """Whether the day has passed and somebody has not reported."""
        return self.missing > 0 and self.due_on is not None and self.due_on < today


def line_of(plan_id: int, title: str, book: PeriodBook) -> PeriodLine:
    """The line that a book comes down to."""
    late = sum(row.late and row.standing not in NOT_REPORTED for row in book.rows)
    empty = sum(row.standing is Reported.EMPTY for row in book.rows)
    return PeriodLine(plan_id, title, book.period, book.due_on, len(book.rows), book.reported, late, empty)


def period_lines(store: Store, today: date, plan_id: int | None = None) -> list[PeriodLine]:
    """A line for each plan of which units owe something, each for the period of its own: first those whose day is over, then by day."""
    with store.read() as db:
        rules = reporting_rules(db)
        known = [plan for plan in plans(db) if plan_id in (None, plan.id)]
    found = []
    for plan in known:
        book = period_book(store, plan.id, asked_now(today, rules[plan.id]), today)
        if book.rows:
            found.append(line_of(plan.id, plan.title, book))
    return sorted(found, key=lambda line: (not line.is_over(today), not line.missing, line.due_on or date.max))
