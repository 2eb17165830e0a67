"""The year's holidays as an office keeps them: a list of days off and of weekends worked in exchange, editable without a network."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tracker.domain.records import Changes
from tracker.domain.workdays import WorkCalendar
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house.settings import HOLIDAYS, set_setting, setting
from tracker.usecases.views.calendar import published, work_calendar

__all__ = ["Holiday", "HolidayYear", "holiday_year", "reset_holidays", "set_holidays", "work_calendar"]

_SATURDAY = 6


class Holiday(NamedTuple):
    """One stretch of days: `works` False: off (休), True: a weekend that is worked (班), for the holiday of that name."""

    name: str
    first: date
    last: date
    works: bool = False


class HolidayYear(NamedTuple):
    """The holidays of one year. `own`: the office wrote them itself; `known` False: nobody did, plain weekends are counted."""

    year: int
    holidays: tuple[Holiday, ...]
    own: bool
    known: bool


def holiday_year(store: Store, year: int) -> HolidayYear:
    """What is known of a year, days that follow one another put together."""
    own = setting(store, HOLIDAYS, {})
    entries = own.get(str(year), published().get(str(year)))
    if entries is None:
        return HolidayYear(year, (), own=False, known=False)
    calendar = WorkCalendar.of({str(year): entries})
    found = [*_stretches(calendar.off, works=False), *_stretches(calendar.work, works=True)]
    return HolidayYear(year, tuple(sorted(found, key=lambda each: each.first)), own=str(year) in own, known=True)


def set_holidays(store: Store, year: int, holidays: tuple[Holiday, ...]) -> Changes:
    """Write the holidays of a year. Raises UserError where a stretch makes no sense."""
    for each in holidays:
        _check(year, each)
    names = dict.fromkeys(each.name for each in holidays)
    entries = [{"name": name, "off": _days(holidays, name, works=False), "work": _days(holidays, name, works=True)} for name in names]
    both = {day for entry in entries for day in entry["off"]} & {day for entry in entries for day in entry["work"]}
    if both:
        raise UserError(f"{date.fromisoformat(min(both)):%Y年%m月%d日}既是放假又是上班", "同一天只能有一种安排", "请删去其中一条")
    return _store(store, {str(year): entries})


def reset_holidays(store: Store, year: int) -> Changes:
    """Go back to what came with the program for this year."""
    return _store(store, {str(year): None})


def _store(store: Store, changed: Mapping[str, object]) -> Changes:
    own = {year: entries for year, entries in (setting(store, HOLIDAYS, {}) | changed).items() if entries is not None}
    return set_setting(store, HOLIDAYS, own or None)


def _check(year: int, each: Holiday) -> None:
    span = f"{each.first:%m月%d日}至{each.last:%m月%d日}"
    if not each.name.strip():
        raise UserError(f"{span}没有写节日名称", "", "请填写名称")
    if each.last < each.first:
        raise UserError(f"“{each.name}”的结束日在开始日之前", "", "请改正日期")
    if year not in (each.first.year, each.last.year) or (each.last - each.first).days > 31:
        raise UserError(f"“{each.name}”的日期不在 {year} 年，或者超过一个月", f"现在是 {each.first} 至 {each.last}", "请改正日期")
    if each.works and any(day.isoweekday() < _SATURDAY for day in _each_day(each)):
        raise UserError(f"“{each.name}”的调休上班日不是周末", f"{span}里有工作日", "调休上班只填星期六、星期日")


def _each_day(each: Holiday) -> list[date]:
    return [date.fromordinal(number) for number in range(each.first.toordinal(), each.last.toordinal() + 1)]


def _days(holidays: tuple[Holiday, ...], name: str, *, works: bool) -> list[str]:
    days = {day for each in holidays if each.name == name and each.works is works for day in _each_day(each)}
    return [day.isoformat() for day in sorted(days)]


def _stretches(days: Mapping[date, str], *, works: bool) -> list[Holiday]:
    found: list[Holiday] = []
    for day, name in sorted(days.items()):
        if found and found[-1].name == name and (day - found[-1].last).days == 1:
            found[-1] = found[-1]._replace(last=day)
        else:
            found.append(Holiday(name, day, day, works))
    return found
