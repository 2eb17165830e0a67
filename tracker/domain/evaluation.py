"""When a plan's carrying-out is evaluated (规划实施评估): how much of its time is over, and which kind of evaluation that makes it."""

from datetime import date
from fractions import Fraction

YEARLY, MIDTERM, FINAL = "年度评估", "中期评估", "期末评估"
_MIDDLE = (Fraction(2, 5), Fraction(3, 5))
"""Within this share of its time a plan of several years is in its middle."""


def time_gone(start: date | None, end: date | None, day: date) -> Fraction | None:
    """The share of a plan's time that is over at the end of a day, 0–1; None where its time is not known."""
    if start is None or end is None or end < start:
        return None
    days = (end - start).days + 1
    return Fraction(min(max((day - start).days + 1, 0), days), days)


def stage(start: date | None, end: date | None, day: date) -> str:
    """年度评估 within a year's plan and in most years of a longer one, 中期评估 in the middle of a longer one, 期末评估 when it is over."""
    gone = time_gone(start, end, day)
    if gone is None or start is None or end is None:
        return YEARLY
    if gone == 1:
        return FINAL
    if start.year != end.year and _MIDDLE[0] <= gone <= _MIDDLE[1]:
        return MIDTERM
    return YEARLY
