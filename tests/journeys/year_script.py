"""What happens in the simulated year, decided here and nowhere else: which unit sends what in which month, and how each task gets on.

Everything follows from small numbers, so that the year is the same every time.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

YEAR = 2026
MONTHS = tuple(range(1, 13))
TOWNS = ("柳岸镇", "石梁镇", "青坪镇", "双河镇")


class Sending(StrEnum):
    """What a unit does about its sheet in a month."""

    GOOD = "good"
    LATE = "late"
    NOTHING = "nothing"
    EMPTY = "empty"
    REPEATED = "repeated"
    CONTRADICTORY = "contradictory"
    SENT_BACK = "sent_back"


_TURN = (
    *(Sending.GOOD,) * 3,
    Sending.LATE,
    Sending.GOOD,
    Sending.REPEATED,
    Sending.GOOD,
    Sending.NOTHING,
    Sending.GOOD,
    Sending.CONTRADICTORY,
    *(Sending.GOOD,) * 2,
    Sending.EMPTY,
    Sending.GOOD,
    Sending.SENT_BACK,
    *(Sending.GOOD,) * 2,
)


def sending(unit: int, month: int) -> Sending:
    """What the unit at this place of the official order does in a month. Two units are silent for three months in summer."""
    if unit in (6, 13) and month in (6, 7, 8):
        return Sending.NOTHING
    return _TURN[(unit * 5 + month * 3) % len(_TURN)]


@dataclass(frozen=True)
class Said:
    """What a unit writes into a row; `percent` None: left empty."""

    state: str
    percent: float | None
    text: str
    problem: str = ""


def problem_of(number: int, month: int) -> str:
    """What stands in the way of a task in a month: something real, 无, or nothing said."""
    if number % 11 == 4 and month in (3, 8):
        return f"第{number}项{month}月资金缺口{number}万元"
    return "无" if number % 5 == 0 else ""


# How a problem that was told gets on, by months after it was told; the last is for every third, which comes back.
COURSE = {0: ("plan",), 1: ("report_done", "fail"), 2: ("report_done", "pass"), 3: ("strike_off",)}
COMES_BACK = 4


# By month: the new day that units ask for tasks due at its end. Odd tasks get it, the others do not.
LATER = {6: date(2026, 8, 31), 9: date(2026, 11, 15)}


def granted(number: int) -> bool:
    """Whether the office grants a later limit for this task."""
    return number % 2 == 1


def said(number: int, month: int, last_month: int, endless: bool, way: Sending) -> Said:
    """What the lead of a task writes in a month; `last_month`: the month of its last limit.

    Every third task is finished in time, every third a month late, the others a month early.
    """
    if way is Sending.REPEATED and month > 1:
        now = said(number, month, last_month, endless, Sending.GOOD)
        return Said(now.state, now.percent, said(number, month - 1, last_month, endless, Sending.GOOD).text, now.problem)
    text = f"第{number}项{month}月已做到第{month + number % 3}步"
    if endless:
        return Said("长期坚持" if number % 2 else "推进中", None, text, problem_of(number, month))
    done_in = last_month + (number % 3 - 1)
    if month >= done_in:
        return Said("已完成", 100, text)
    percent = float(round(100 * month / max(done_in, 1) * (0.5 if number % 7 == 3 else 0.9)))
    return Said("推进中", percent, text, problem_of(number, month))


def day_of(month: int, day: int) -> date:
    """A day of the year, the month's last where it is shorter."""
    from calendar import monthrange

    return date(YEAR, month, min(day, monthrange(YEAR, month)[1]))
