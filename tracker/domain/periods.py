"""Report periods and the day by which units report for them.

A period is written "2026-11", a week "2026-W47" (ISO: from Monday, week 1 holds 4 January), a quarter "2026-Q3", half a year
"2026-H1", a year "2026". Which of them a plan asks for, and by when, is its `ReportingRule`.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.numerals import chinese_number
from tracker.errors import UserError

DEFAULT_REPORTING_DAY = 25
DEFAULT_WEEKDAY = 5
"""Friday, where a plan that reports by the week names no day of its own."""
WEEKDAYS = "一二三四五六日"


class Cycle(StrEnum):
    """How often units report on a plan."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"

    @property
    def label(self) -> str:
        return _CYCLES[self]


class ReportingRule(NamedTuple):
    """How often units report on a plan and by when: `day` of the last month (in a week: from Monday 1), or with `next` of the
    month (the week) after the period; None: the usual day."""

    cycle: Cycle = Cycle.MONTH
    day: int | None = None
    next: bool = False

    @property
    def words(self) -> str:
        """“每月25日前”, “每季度末月25日前”, “每季度（次月5日前）”, “每周五前”, “每周（次周周一前）”."""
        if self.cycle is Cycle.WEEK:
            day = WEEKDAYS[(self.day or DEFAULT_WEEKDAY) - 1]
            return f"每周（次周周{day}前）" if self.next else f"每周{day}前"
        day = f"{self.day or DEFAULT_REPORTING_DAY}日前"
        if self.next:
            return f"{self.cycle.label}（次月{day}）"
        return f"{self.cycle.label}{day}" if self.cycle is Cycle.MONTH else f"{self.cycle.label}末月{day}"


MONTHLY = ReportingRule()

_CYCLES = {Cycle.WEEK: "每周", Cycle.MONTH: "每月", Cycle.QUARTER: "每季度", Cycle.HALF_YEAR: "每半年"}
_PERIOD = re.compile(r"(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])|W(0[1-9]|[1-4]\d|5[0-3])))?")
_WRITTEN = re.compile(
    r"(20\d\d)(?:[-./年](\d{1,2})月?"
    r"|-?[Qq]([1-4])|年第?([1-4一二三四])季度"
    r"|-?[Hh]([12])|年?([上下])半年"
    r"|-?[Ww](\d{1,2})|年第?([一二三四五六七八九十\d]{1,3})周)?年?"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def period_of(text: str) -> str:
    """The period that somebody typed (2026-9, 2026年9月, 2026-Q3, 2026年上半年, 2026年第47周, 2026), as it is stored.

    Raises UserError for anything else.
    """
    found = _WRITTEN.fullmatch("".join(text.split()))
    month = int(found[2]) if found and found[2] else 0
    week = (chinese_number(found[7] or found[8]) or 0) if found and (found[7] or found[8]) else None
    if found is None or (found[2] and not 1 <= month <= 12):
        raise UserError(
            f"期次不能写成“{text[:20]}”", "期次是一周、一个月、一个季度、半年或一年", "请写成 2026-11 或 2026年第47周 这样的形式"
        )
    year = found[1]
    if week is not None:
        if not 1 <= week <= _weeks(int(year)):
            raise UserError(f"{year}年没有第{week}周", f"{year}年有{_weeks(int(year))}周", "请改正周次")
        return f"{year}-W{week:02}"
    if half := found[5] or found[6]:
        return f"{year}-H{'上下'.index(half) + 1 if half in '上下' else half}"
    if quarter := found[3] or found[4]:
        return f"{year}-Q{_QUARTERS.get(quarter) or quarter}"
    return f"{year}-{month:02}" if month else year


def reporting_date(period: str, rule: ReportingRule = MONTHLY) -> date | None:
    """The day by which a period is reported under the rule of its plan: in its last month (the week itself) or in the next one; the
    last of the month where it is shorter. None for what is no period, and for a year.

    A period of another length than the plan's (a month of a plan that reports by the week) has its own usual day.
    """
    last = end_of(period)
    if last is None or period.isdigit():
        return None
    weekly = "W" in period
    day = rule.day if weekly is (rule.cycle is Cycle.WEEK) else None
    if weekly:
        first = last - timedelta(6) + timedelta(7 if rule.next else 0)
        return first + timedelta(min(day or DEFAULT_WEEKDAY, 7) - 1)
    month = last + timedelta(1) if rule.next else last
    return month.replace(day=min(day or DEFAULT_REPORTING_DAY, _last_day(month.year, month.month).day))


def last_due(today: date, rule: ReportingRule = MONTHLY) -> str:
    """The latest period of the plan's cycle whose reporting day is over: what should have been reported by now."""
    return next(period for period in _backwards(today, rule.cycle) if (reporting_date(period, rule) or today) < today)


def asked_now(today: date, rule: ReportingRule = MONTHLY) -> str:
    """The period that is asked for on a day: the one whose reporting day is next, but never one that has not begun.

    With 次月5日前, on 3 October that is September, on 6 October it is October.
    """
    due = last_due(today, rule)
    now = period_at(today, rule.cycle)
    return now if now == due else period_after(due)


def recent(today: date, cycle: Cycle, back: int) -> list[str]:
    """The periods that a person would choose among on a day: the coming one, this one and so many before, the latest first."""
    now = period_at(today, cycle)
    found = [period_after(now), now]
    while len(found) < back + 2 and (before := period_before(found[-1])) is not None:
        found.append(before)
    return found


def sort_key(period: str) -> str:
    """What puts periods of all lengths in the order of their ends, the shorter first; `storage.sqlite.period_order` says the same."""
    cycle = cycle_of(period)
    last = end_of(period)
    if cycle is Cycle.WEEK and last is not None:
        return f"{last}1"
    if period.isdigit():
        return f"{period}-12-315"
    months = {Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6}.get(cycle or Cycle.MONTH)
    if months is None:
        return f"{period}-312"
    return f"{period[:4]}-{months * int(period[-1]):02}-31{3 if months == 3 else 4}"


def _backwards(today: date, cycle: Cycle) -> Iterator[str]:
    period: str | None = period_at(today, cycle)
    while period is not None:
        yield period
        period = period_before(period)


def period_at(day: date, cycle: Cycle) -> str:
    """The period of a cycle in which a day lies. The week of 1 January may be the last one of the year before."""
    if cycle is Cycle.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    if cycle is Cycle.QUARTER:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if cycle is Cycle.HALF_YEAR:
        return f"{day.year}-H{(day.month + 5) // 6}"
    return f"{day.year}-{day.month:02}"


def periods_between(first: date, last: date, cycle: Cycle) -> list[str]:
    """The periods of a cycle from the one of the first day to the one of the last, in order; none where the last is earlier."""
    if last < first:
        return []
    found = [period_at(first, cycle)]
    while (end_of(found[-1]) or last) < last:
        found.append(period_after(found[-1]))
    return found


def cycle_of(period: str) -> Cycle | None:
    """How long a period is; None for a year and for what is no period."""
    found = _PERIOD.fullmatch(period)
    if found is None or period.isdigit():
        return None
    return Cycle.MONTH if found[2] else Cycle.QUARTER if found[3] else Cycle.HALF_YEAR if found[4] else Cycle.WEEK


def end_of(period: str) -> date | None:
    """The last day of a period; None for what is none."""
    found = _PERIOD.fullmatch(period)
    if found is None or int(found[1]) < 1:
        return None
    year = int(found[1])
    if found[5]:
        return date.fromisocalendar(year, int(found[5]), 7) if int(found[5]) <= _weeks(year) else None
    month = int(found[2]) if found[2] else 3 * int(found[3]) if found[3] else 6 * int(found[4]) if found[4] else 12
    return _last_day(year, month)


def _last_day(year: int, month: int) -> date:
    """The last day of a month. Python's own calendar would bring languages along, which the start does without."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1) if (year, month) != (9999, 12) else date.max


def start_of(period: str) -> date | None:
    """The first day of a period; None for what is none."""
    last = end_of(period)
    if last is None:
        return None
    cycle = cycle_of(period)
    if cycle is Cycle.WEEK:
        return last - timedelta(6)
    months = {Cycle.MONTH: 1, Cycle.QUARTER: 3, Cycle.HALF_YEAR: 6, None: 12}[cycle]
    return date(last.year, last.month - months + 1, 1)


def period_before(period: str) -> str | None:
    """The period before this one, of the same length; None for what is no period."""
    first = start_of(period)
    if first is None or first.year == 1:
        return None
    return _like(period, first - timedelta(1))


def period_after(period: str) -> str:
    """The period after this one, of the same length. Raises ValueError for what is no period."""
    last = end_of(period)
    if last is None:
        raise ValueError(period)
    return _like(period, last + timedelta(1))


def _like(period: str, day: date) -> str:
    cycle = cycle_of(period)
    return str(day.year) if cycle is None else period_at(day, cycle)


def _weeks(year: int) -> int:
    """How many ISO weeks a year has: 28 December always lies in its last."""
    return date(year, 12, 28).isocalendar()[1]
