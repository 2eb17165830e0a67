"""The period that a file names itself: in its sheet's name, its title line or its file name."""

import re
import unicodedata
from typing import NamedTuple

from tracker.domain.numerals import chinese_number

_MONTH = re.compile(
    r"(?:(?P<year>20\d\d|二[〇零○]二[〇零○一二三四五六七八九])年?[-./年]?)?(?<![\d.])(?:1\s*[-—–~至到]\s*)?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?!\d{1,2}日前|\d{1,2}日?至)"
)
_CODE = re.compile(r"(?<!\d)(?P<year>20\d\d)[-._年]?(?P<month>1[0-2]|0[1-9])(?!\d)")
_QUARTER = re.compile(r"(?:(?P<year>20\d\d)年?)?(?:第)?(?P<quarter>[一二三四1-4])季度")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|(?!\d))")
_ASKED = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})|-?Q(?P<quarter>[1-4]))?$")


class Printed(NamedTuple):
    """A period as somebody wrote it; 0: not said."""

    year: int = 0
    month: int = 0
    quarter: int = 0

    @property
    def words(self) -> str:
        """The period as a clerk says it."""
        year = f"{self.year}年" if self.year else ""
        if self.month:
            return f"{year}{self.month}月"
        return f"{year}第{'一二三四'[self.quarter - 1]}季度" if self.quarter else year


def asked_period(period: str) -> Printed:
    """The period asked for: 2024-05, 2024-Q2 or 2024."""
    match = _ASKED.match(period)
    if match is None:
        return Printed()
    return Printed(int(match["year"]), int(match["month"] or 0), int(match["quarter"] or 0))


def printed_period(text: str) -> Printed:
    """The period named in a line; the last one where there are several (1月至5月)."""
    text = "".join(unicodedata.normalize("NFKC", text).split())
    for pattern in (_CODE, _MONTH):
        matches = list(pattern.finditer(text))
        if matches:
            match = matches[-1]
            year = chinese_number(match["year"]) if match["year"] else 0
            return Printed(year or 0, chinese_number(match["month"]) or 0)
    if quarter := _QUARTER.search(text):
        return Printed(int(quarter["year"] or 0), 0, chinese_number(quarter["quarter"]) or 0)
    years = _YEAR.findall(text)
    return Printed(int(years[-1])) if len(years) == 1 else Printed()


def disagrees(printed: Printed, asked: Printed) -> bool:
    """Whether a printed period is certainly another than the one asked for."""
    if printed.year and asked.year and printed.year != asked.year and (printed.month or printed.quarter):
        return True
    if printed.month and asked.month:
        return printed.month != asked.month
    if printed.quarter and asked.quarter:
        return printed.quarter != asked.quarter
    if printed.quarter and asked.month:
        return (asked.month + 2) // 3 != printed.quarter
    if printed.month and asked.quarter:
        return (printed.month + 2) // 3 != asked.quarter
    return False
