"""What is due when, and on which days offices work."""

import json
from datetime import date
from functools import cache
from pathlib import Path

from tracker.domain.screens import CalendarItem
from tracker.domain.workdays import WorkCalendar
from tracker.errors import UserError
from tracker.paths import RESOURCES
from tracker.storage.reading import calendar as reading
from tracker.storage.store import Store
from tracker.usecases.settings import rules_in

__all__ = ["CalendarItem", "WorkCalendar", "calendar_days", "overdue_items", "work_calendar"]


@cache
def work_calendar(path: Path = RESOURCES / "holidays.json") -> WorkCalendar:
    """Holidays and working weekends from the file that the office can edit."""
    try:
        return WorkCalendar.of(json.loads(path.read_text("utf-8"))["years"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(f"节假日文件“{path.name}”读不懂", "内容缺失或格式不对", "请改正或恢复原来的文件") from error


def calendar_days(store: Store, plan_id: int | None, first: date, last: date, today: date) -> list[CalendarItem]:
    """Everything due in [first, last], by day and number, recurring duties laid out (after the dates of their day)."""
    with store.read() as db:
        return reading.calendar_days(db, plan_id, first, last, today, rules_in(db))


def overdue_items(store: Store, plan_id: int | None, today: date) -> list[CalendarItem]:
    """The tasks that are late, the longest first."""
    with store.read() as db:
        return reading.overdue_items(db, plan_id, today, rules_in(db))
