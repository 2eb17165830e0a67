"""Report periods, written "2026-11" (a quarter "2026-Q3"), and the day by which units report for them."""

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from tracker.errors import UserError

DEFAULT_REPORTING_DAY = 25


class Cycle(StrEnum):
    """How often units report on a plan."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"

    @property
    def label(self) -> str:
        return _CYCLES[self]


_CYCLES = {Cycle.WEEK: "每周", Cycle.MONTH: "每月", Cycle.QUARTER: "每季度", Cycle.HALF_YEAR: "每半年"}
_PERIOD = re.compile(r"(\d{4})-(?:(0[1-9]|1[0-2])|Q([1-4]))")
_WRITTEN = re.compile(r"(20\d\d)(?:[-./年](\d{1,2})月?|-?[Qq]([1-4])|年第?([1-4一二三四])季度)?年?")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def period_of(text: str) -> str:
    """The period that somebody typed (2026-9, 2026年9月, 2026-Q3, 2026), as it is stored. Raises UserError for anything else."""
    found = _WRITTEN.fullmatch("".join(text.split()))
    month = int(found[2]) if found and found[2] else 0
    if found is None or (found[2] and not 1 <= month <= 12):
        raise UserError(f"期次不能写成“{text[:20]}”", "期次是一个月、一个季度或一年", "请写成 2026-11 这样的形式")
    quarter = found[3] or found[4]
    if quarter:
        return f"{found[1]}-Q{_QUARTERS.get(quarter) or quarter}"
    return f"{found[1]}-{month:02}" if month else found[1]


def reporting_date(period: str, day: int) -> date | None:
    """The day by which a period is reported, for a quarter in its last month; the last of the month where it is shorter.

    None for what is neither month nor quarter.
    """
    found = _PERIOD.fullmatch(period)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2]) if found[2] else 3 * int(found[3])
    return date(year, month, min(day, monthrange(year, month)[1]))


def end_of(period: str) -> date | None:
    """The last day of a month, a quarter or a year; None for anything else."""
    found = _PERIOD.fullmatch(period)
    if found is None:
        return date(int(period), 12, 31) if re.fullmatch(r"\d{4}", period) else None
    year, month = int(found[1]), int(found[2]) if found[2] else 3 * int(found[3])
    return date(year, month, monthrange(year, month)[1])


def start_of(period: str) -> date | None:
    """The first day of a month, a quarter or a year; None for anything else."""
    last, before = end_of(period), period_before(period)
    ended = end_of(before) if before else None
    return None if last is None or ended is None else ended + timedelta(days=1)


def period_before(period: str) -> str | None:
    """The period before this one, of the same length; None for what is neither month nor quarter nor year."""
    found = _PERIOD.fullmatch(period)
    if found is None:
        return str(int(period) - 1) if re.fullmatch(r"\d{4}", period) else None
    year = int(found[1])
    if found[2]:
        month = int(found[2])
        return f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12"
    quarter = int(found[3])
    return f"{year}-Q{quarter - 1}" if quarter > 1 else f"{year - 1}-Q4"
