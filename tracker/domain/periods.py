"""Report periods, written "2026-11", and the day by which units report for them."""

import re
from calendar import monthrange
from datetime import date

DEFAULT_REPORTING_DAY = 25
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def reporting_date(period: str, day: int) -> date | None:
    """The day by which a monthly period is reported; the last of the month where it is shorter. None for what is no month."""
    found = _MONTH.fullmatch(period)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2])
    return date(year, month, min(day, monthrange(year, month)[1]))
