"""Time limits as values: a recurring duty and the days on which it falls due. The language itself is in `deadline_words`."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.terms import Every

_MONTHS = {Every.YEAR: 12, Every.HALF_YEAR: 6, Every.QUARTER: 3, Every.MONTH: 1}


class Recurrence(NamedTuple):
    """A duty that comes back. `month` (1–12, years only) and `day` (of the month; Monday = 1 for weeks) fix its day.

    Without `day` the last day of each year, half-year, quarter, month or week counts: that is how offices read 每季度.
    """

    every: Every
    month: int | None = None
    day: int | None = None

    def days(self, first: date, last: date) -> Iterator[date]:
        """Every due day in [first, last], in order. A school term ends on 31 January and 15 July."""
        if self.every is Every.DAY:
            yield from (first + timedelta(n) for n in range((last - first).days + 1))
            return
        if self.every is Every.WEEK:
            start = first + timedelta(((self.day or 7) - first.isoweekday()) % 7)
            while start <= last:
                yield start
                start += timedelta(7)
            return
        for year in range(first.year, last.year + 1):
            yield from (day for day in self._in_year(year) if first <= day <= last)

    def _in_year(self, year: int) -> Iterator[date]:
        if self.every is Every.TERM:
            yield from (date(year, 1, 31), date(year, 7, 15))
        elif self.every is Every.HALF_MONTH:
            for month in range(1, 13):
                yield from (date(year, month, 15), month_end(year, month))
        elif self.every is Every.TEN_DAYS:
            for month in range(1, 13):
                yield from (date(year, month, 10), date(year, month, 20), month_end(year, month))
        elif self.every is Every.YEAR:
            yield self._day(year, self.month or 12)
        else:
            step = _MONTHS[self.every]
            yield from (self._day(year, month) for month in range(step, 13, step))

    def _day(self, year: int, month: int) -> date:
        end = month_end(year, month)
        return end.replace(day=min(self.day or end.day, end.day))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
