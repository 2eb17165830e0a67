"""Working days: weekends, the State Council's holidays and the weekends worked in exchange (调休).

The data comes with the program (resources/holidays.json); an office can write a year of its own in its place. A year without data
has plain weekends, and says so.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

_SATURDAY = 6


class WorkCalendar(NamedTuple):
    """`off`: holidays by day with their names; `work`: weekend days that are worked, with the holiday they were swapped for."""

    off: Mapping[date, str] = {}
    work: Mapping[date, str] = {}
    years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, data: Mapping[str, Iterable[Mapping[str, object]]]) -> "WorkCalendar":
        """From `{"2026": [{"name": "元旦", "off": ["2026-01-01", …], "work": ["2026-01-04"]}, …]}`."""
        found: dict[str, dict[date, str]] = {"off": {}, "work": {}}
        for entries in data.values():
            for entry in entries:
                for kind, days in found.items():
                    texts = entry.get(kind, ())
                    for text in texts if isinstance(texts, (list, tuple)) else ():
                        days[date.fromisoformat(str(text))] = str(entry["name"])
        return cls(found["off"], found["work"], frozenset(int(year) for year in data))

    def has_data(self, year: int) -> bool:
        """Are the holidays of that year known? Otherwise only weekends are free."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        """Do offices work on that day?"""
        return day in self.work or (day.isoweekday() < _SATURDAY and day not in self.off)

    def holiday_name(self, day: date) -> str:
        """The holiday that a free day belongs to ("" on other days)."""
        return self.off.get(day, "")

    def is_swapped(self, day: date) -> bool:
        """A weekend day that is worked (调休上班, 班)."""
        return day in self.work

    def add_workdays(self, day: date, count: int) -> date:
        """The day `count` working days later (earlier, if negative); the first day itself does not count."""
        step = timedelta(1 if count >= 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def workday_before(self, day: date) -> date:
        """The day itself where it is worked, else the last working day before it."""
        while not self.is_workday(day):
            day -= timedelta(1)
        return day
