"""What a month of the calendar does not show: tasks without a day, and where the next dates are."""

from datetime import date
from typing import NamedTuple

from tracker.storage.reading.undated import next_due, undated_tasks
from tracker.storage.store import Store


class CalendarRest(NamedTuple):
    """`undated`: open tasks that fall on no day; `next_due`: the first day after the agenda on which something is due."""

    undated: tuple[int, ...] = ()
    next_due: date | None = None


def calendar_rest(store: Store, plan_id: int | None, after: date) -> CalendarRest:
    """What is beside the calendar of a plan, or of all; `after` is the last day of the agenda."""
    with store.read() as db:
        return CalendarRest(undated_tasks(db, plan_id), next_due(db, plan_id, after))
