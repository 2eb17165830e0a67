"""What an office sets: who it is, its holidays; each with its default, each undone by one step."""

from datetime import date
from pathlib import Path

import pytest

from tests.stores import clock, fresh_store
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.house.holidays import Holiday, holiday_year, reset_holidays, set_holidays, work_calendar
from tracker.usecases.house.office import Office, office, set_office


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return fresh_store(tmp_path / "s.db", clock)


def test_the_office_has_no_name_until_somebody_gives_it_one(store: Store) -> None:
    assert office(store) == Office("", "", "")
    set_office(store, Office(" 松河县人民政府办公室 ", "督查室", "县"))
    assert office(store) == Office("松河县人民政府办公室", "督查室", "县")
    history.undo(store)
    assert office(store).name == ""


@pytest.mark.parametrize("wanted", [Office(level="州府"), Office(name="长" * 41)])
def test_an_office_that_cannot_be_is_refused(store: Store, wanted: Office) -> None:
    with pytest.raises(UserError):
        set_office(store, wanted)
    assert office(store) == Office()


def test_a_year_that_nobody_knows_can_be_written_and_given_up_again(store: Store) -> None:
    assert not holiday_year(store, 2031).known and work_calendar(store).is_workday(date(2031, 10, 1))
    year = (
        Holiday("国庆节", date(2031, 10, 1), date(2031, 10, 7)),
        Holiday("国庆节", date(2031, 10, 11), date(2031, 10, 11), works=True),
    )
    set_holidays(store, 2031, year)
    assert holiday_year(store, 2031).holidays == year and holiday_year(store, 2031).own
    days = work_calendar(store)
    assert days.holiday_name(date(2031, 10, 7)) == "国庆节" and not days.is_workday(date(2031, 10, 7))
    assert days.is_workday(date(2031, 10, 11)) and days.has_data(2031)
    assert days.holiday_name(date(2026, 10, 1)) == "国庆节", "other years stay as they came"
    reset_holidays(store, 2031)
    assert not holiday_year(store, 2031).known


def test_what_came_with_the_program_is_shown_as_stretches(store: Store) -> None:
    year = holiday_year(store, 2026)
    assert year.known and not year.own
    spring = next(each for each in year.holidays if each.name == "春节" and not each.works)
    assert spring.first <= date(2026, 2, 17) <= spring.last


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (Holiday("", date(2031, 1, 1), date(2031, 1, 1)), "名称"),
        (Holiday("元旦", date(2031, 1, 2), date(2031, 1, 1)), "结束日"),
        (Holiday("元旦", date(2030, 1, 1), date(2030, 1, 1)), "2031"),
        (Holiday("元旦", date(2031, 1, 1), date(2031, 1, 1), works=True), "不是周末"),
    ],
)
def test_a_stretch_that_makes_no_sense_is_refused(store: Store, wanted: Holiday, why: str) -> None:
    with pytest.raises(UserError, match=why):
        set_holidays(store, 2031, (wanted,))
    assert not holiday_year(store, 2031).known


def test_one_day_cannot_be_off_and_worked(store: Store) -> None:
    saturday = date(2031, 10, 4)
    with pytest.raises(UserError, match="既是放假又是上班"):
        set_holidays(store, 2031, (Holiday("国庆节", saturday, saturday), Holiday("国庆节", saturday, saturday, works=True)))
