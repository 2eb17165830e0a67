"""Report periods, written "2026-11" (a quarter "2026-Q3"), and the day by which units report for them."""

import re
from calendar import monthrange
from datetime import date

DEFAULT_REPORTING_DAY = 25
_PERIOD = re.compile(r"(\d{4})-(?:(0[1-9]|1[0-2])|Q([1-4]))")


def reporting_date(period: str, day: int) -> date | None:
    """The day by which a period is reported, for a quarter in its last month; the last of the month where it is shorter.

    None for what is neither month nor quarter.
    """
    found = _PERIOD.fullmatch(period)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2]) if found[2] else 3 * int(found[3])
    return date(year, month, min(day, monthrange(year, month)[1]))
