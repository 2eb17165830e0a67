"""What is due when, and on which days offices work."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tracker.domain.screens import CalendarItem
from tracker.domain.workdays import WorkCalendar
from tracker.errors import UserError
from tracker.paths import RESOURCES
from tracker.storage.reading import calendar as reading
from tracker.storage.reading import settings, tasks
from tracker.storage.store import Store
from tracker.usecases.house.settings import HOLIDAYS, rules_in

__all__ = ["CalendarItem", "WorkCalendar", "calendar_days", "lead_names", "overdue_items", "published", "work_calendar"]


def work_calendar(store: Store) -> WorkCalendar:
    """Holidays and working weekends: those of the program, and in their place the years that the office wrote itself."""
    with store.read() as db:
        own: Mapping[str, Any] = settings.setting(db, HOLIDAYS) or {}
    return WorkCalendar.of({**published(), **own})


@cache
def published(path: Path = RESOURCES / "holidays.json") -> Mapping[str, Any]:
    """The holidays that came with the program, by year."""
    try:
        years: dict[str, Any] = json.loads(path.read_text("utf-8"))["years"]
        WorkCalendar.of(years)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserError(f"节假日文件“{path.name}”读不懂", "内容缺失或格式不对", "请改正或恢复原来的文件") from error
    return years


def calendar_days(
    store: Store, plan_id: int | None, first: date, last: date, today: date, *, with_leads: bool = True
) -> list[CalendarItem]:
    """Everything due in [first, last], by day and number, recurring duties laid out (after the dates of their day)."""
    with store.read() as db:
        return reading.calendar_days(db, plan_id, first, last, today, rules_in(db), with_leads=with_leads)


def overdue_items(store: Store, plan_id: int | None, today: date, *, with_leads: bool = True) -> list[CalendarItem]:
    """The tasks that are late, the longest first."""
    with store.read() as db:
        return reading.overdue_items(db, plan_id, today, rules_in(db), with_leads=with_leads)


def lead_names(store: Store, task_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Who leads these tasks, else who shares them; for the items in sight where they were read without their leads."""
    with store.read() as db:
        return tasks.lead_names(db, sorted(set(task_ids)))
