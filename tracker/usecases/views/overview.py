"""What needs attention."""

from datetime import date

from tracker.domain.screens import CalendarItem, Counts, LightCounts, Overview, TaskFilter
from tracker.storage.reading import overview as reading
from tracker.storage.store import Store
from tracker.usecases.house.settings import rules_in

__all__ = ["Counts", "LightCounts", "Overview", "figure_filters", "overview", "upcoming"]


def overview(store: Store, plan_id: int | None, today: date) -> Overview:
    """The figures, the most urgent tasks, lights by plan and by unit."""
    with store.read() as db:
        return reading.overview(db, plan_id, today, rules_in(db), reading.figure_filters(plan_id, today))


def upcoming(store: Store, plan_id: int | None, today: date) -> tuple[CalendarItem, ...]:
    """What is due in the next 30 days and not done, by day, without its leads. Can be read beside the figures."""
    with store.read() as db:
        return reading.upcoming(db, plan_id, today, rules_in(db))


def figure_filters(plan_id: int | None, today: date) -> dict[str, TaskFilter]:
    """The list that a click on each figure of `Counts` opens, by the figure's name."""
    return reading.figure_filters(plan_id, today)
