"""Working days by the yearly notices, and without one."""

from datetime import date
from pathlib import Path

import pytest

from tracker.domain.workdays import WorkCalendar
from tracker.errors import UserError
from tracker.usecases.views.calendar import published


def test_holidays_and_working_weekends() -> None:
    days = WorkCalendar.of(published())
    assert days.holiday_name(date(2026, 2, 17)) == "春节" and not days.is_workday(date(2026, 2, 17))
    assert days.is_swapped(date(2026, 2, 14)) and days.is_workday(date(2026, 2, 14)), "a Saturday worked for the Spring Festival"
    assert days.holiday_name(date(2026, 2, 14)) == ""
    assert not days.is_workday(date(2026, 9, 19)) and days.is_workday(date(2026, 9, 20))
    assert days.is_workday(date(2026, 9, 16)) and not days.is_workday(date(2026, 9, 12))
    assert all(days.has_data(year) for year in (2024, 2025, 2026))


def test_every_worked_weekend_is_one_and_every_festival_has_days() -> None:
    days = WorkCalendar.of(published())
    assert all(day.isoweekday() > 5 for day in days.work)
    for year in days.years:
        names = {name for day, name in days.off.items() if day.year == year}
        assert names == {"元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节"}
        assert len([day for day in days.off if day.year == year]) >= 25


def test_a_year_without_data_has_plain_weekends() -> None:
    days = WorkCalendar.of(published())
    assert not days.has_data(2031)
    assert days.is_workday(date(2031, 10, 1)) and not days.is_workday(date(2031, 10, 4))
    assert days.holiday_name(date(2031, 10, 1)) == ""


def test_counting_working_days() -> None:
    days = WorkCalendar.of(published())
    assert days.add_workdays(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert days.add_workdays(date(2026, 9, 30), 3) == date(2026, 10, 10), "a Saturday is worked"
    assert days.add_workdays(date(2026, 10, 8), -1) == date(2026, 9, 30)
    assert days.add_workdays(date(2026, 9, 12), 0) == date(2026, 9, 12)
    assert days.workday_before(date(2026, 10, 7)) == date(2026, 9, 30)
    assert days.workday_before(date(2026, 9, 30)) == date(2026, 9, 30)


@pytest.mark.parametrize("text", ["", "{", '{"years": {"2026": [{"name": "元旦", "off": ["2026-13-01"]}]}}', "[]"])
def test_a_broken_file_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "holidays.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UserError, match="读不懂"):
        published(path)
