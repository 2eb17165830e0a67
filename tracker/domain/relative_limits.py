"""Time limits that are counted from an event (收到后5个工作日内): once the event's day is known, the day on which they end."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.deadline_patterns import RELATIVE
from tracker.domain.folding import fold
from tracker.domain.numerals import chinese_number
from tracker.domain.workdays import WorkCalendar

WORKDAYS, DAYS, MONTHS, HOURS = "工作日", "天", "月", "小时"


@dataclass(frozen=True, slots=True)
class Stretch:
    """How long: so many 工作日, 天, 月 or 小时."""

    count: int
    unit: str


class Counted(NamedTuple):
    """The last day, and in words how it was counted."""

    due: date
    words: str


def stretch_of(wording: str) -> Stretch | None:
    """How long a wording gives; None where it does not say."""
    for found in RELATIVE.finditer(fold(wording)):
        number = found["n"] or found["n2"]
        count = int(number) if number.isdigit() else chinese_number(number)
        if count:
            unit = found["work"] if found["n"] else WORKDAYS
            return Stretch(count, DAYS if unit == "日" else unit)
    return None


def count_from(wording: str, since: date, work: WorkCalendar) -> Counted | None:
    """The last day of the limit when its event was on `since`, which does not count itself; None where the wording gives no number."""
    stretch = stretch_of(wording)
    if stretch is None:
        return None
    due = _due(stretch, since, work)
    start = f"{since.month}月{since.day}日起算，当天不计"
    if stretch.unit != WORKDAYS:
        return Counted(
            due, f"{start}，{stretch.count} 个{stretch.unit}" if stretch.unit == MONTHS else f"{start}，{stretch.count} {stretch.unit}"
        )
    free = (due - since).days - stretch.count
    return Counted(due, f"{start}，{stretch.count} 个工作日" + (f"，跳过休息日和放假 {free} 天" if free else ""))


def _due(stretch: Stretch, since: date, work: WorkCalendar) -> date:
    count = stretch.count
    if stretch.unit == WORKDAYS:
        return work.add_workdays(since, count)
    if stretch.unit == MONTHS:
        year, month = divmod(since.year * 12 + since.month - 1 + count, 12)
        return date(year, month + 1, min(since.day, monthrange(year, month + 1)[1]))
    return since + timedelta(-(-count // 24) if stretch.unit == HOURS else count)
