"""A plan's time and a day → how much is over and which evaluation it is: the rule as a table."""

from datetime import date
from fractions import Fraction

import pytest

from tracker.domain.evaluation import FINAL, MIDTERM, YEARLY, stage, time_gone

START, END = date(2026, 1, 1), date(2030, 12, 31)


@pytest.mark.parametrize(
    ("start", "end", "day", "words"),
    [
        (START, END, date(2026, 12, 31), YEARLY),
        (START, END, date(2027, 12, 31), YEARLY),
        (START, END, date(2028, 6, 30), MIDTERM),
        (START, END, date(2028, 12, 30), MIDTERM),
        (START, END, date(2029, 12, 31), YEARLY),
        (START, END, date(2030, 12, 31), FINAL),
        (START, END, date(2031, 3, 1), FINAL),
        (START, date(2026, 12, 31), date(2026, 6, 30), YEARLY),
        (START, date(2026, 12, 31), date(2027, 1, 5), FINAL),
        (None, END, date(2028, 6, 30), YEARLY),
    ],
)
def test_the_time_of_a_plan_tells_which_evaluation_it_is(start: date | None, end: date | None, day: date, words: str) -> None:
    assert stage(start, end, day) == words


def test_the_share_of_the_time_that_is_over() -> None:
    assert time_gone(START, date(2026, 12, 31), date(2026, 3, 14)) == Fraction(73, 365)
    assert time_gone(START, END, date(2025, 5, 1)) == 0 and time_gone(START, END, date(2040, 1, 1)) == 1
    assert time_gone(END, START, END) is None
