"""Which backups are kept: the newest ones, then one a day, then one a month. The rule knows no disk."""

from collections.abc import Iterable
from datetime import datetime

NEWEST = 10
DAYS = 30
MONTHS = 24


def kept(times: Iterable[datetime]) -> set[datetime]:
    """Of these backups the `NEWEST`, the last one of each of the last `DAYS` days and `MONTHS` months that have one."""
    newest_first = sorted(set(times), reverse=True)
    days: dict[object, datetime] = {}
    months: dict[object, datetime] = {}
    for time in newest_first:
        days.setdefault(time.date(), time)
        months.setdefault((time.year, time.month), time)
    return {*newest_first[:NEWEST], *list(days.values())[:DAYS], *list(months.values())[:MONTHS]}
