"""What is due when."""

from datetime import date

from tracker.domain.screens import CalendarItem
from tracker.storage.reading import calendar as reading
from tracker.storage.store import Store
from tracker.usecases.settings import rules_in

__all__ = ["CalendarItem", "calendar_days", "overdue_items"]


def calendar_days(store: Store, plan_id: int | None, first: date, last: date, today: date) -> list[CalendarItem]:
    """Everything due in [first, last], by day and number, recurring duties laid out (after the dates of their day)."""
    with store.read() as db:
        return reading.calendar_days(db, plan_id, first, last, today, rules_in(db))


def overdue_items(store: Store, plan_id: int | None, today: date) -> list[CalendarItem]:
    """The tasks that are late, the longest first."""
    with store.read() as db:
        return reading.overdue_items(db, plan_id, today, rules_in(db))
