"""Periods as they are typed and stored, and the day by which units report."""

from datetime import date

import pytest

from tracker.domain.periods import period_of, reporting_date
from tracker.errors import UserError


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026-11", "2026-11"),
        ("2026-9", "2026-09"),
        ("2026年9月", "2026-09"),
        ("2026.9", "2026-09"),
        (" 2026 年 12 月 ", "2026-12"),
        ("2026-Q3", "2026-Q3"),
        ("2026年第三季度", "2026-Q3"),
        ("2026年3季度", "2026-Q3"),
        ("2026", "2026"),
        ("2026年", "2026"),
    ],
)
def test_what_is_typed_is_stored_in_one_way(typed: str, stored: str) -> None:
    assert period_of(typed) == stored


@pytest.mark.parametrize("typed", ["", "9月", "2026-13", "2026-00", "上个月", "2026-Q5", "26-9"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="2026-11"):
        period_of(typed)


def test_the_reporting_day_lies_within_its_month() -> None:
    assert reporting_date("2026-02", 31) == date(2026, 2, 28)
    assert reporting_date("2026-Q1", 25) == date(2026, 3, 25)
    assert reporting_date("2026", 25) is None
