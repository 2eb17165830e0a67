"""The period that a file names itself: in its sheet's name, its title line or its file name."""

import re
import unicodedata
from typing import NamedTuple

from tracker.domain.numerals import chinese_number
from tracker.domain.periods import Cycle, cycle_of, end_of, start_of

_MONTH = re.compile(
    r"(?:(?P<year>20\d\d|二[〇零○]二[〇零○一二三四五六七八九])年?[-./年]?)?(?<![\d.])(?:1\s*[-—–~至到]\s*)?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?!\d{1,2}日前|\d{1,2}日?至)"
)
_CODE = re.compile(r"(?<!\d)(?P<year>20\d\d)[-._年]?(?P<month>1[0-2]|0[1-9])(?!\d)")
_QUARTER = re.compile(r"(?:(?P<year>20\d\d)年?)?(?:第)?(?P<quarter>[一二三四1-4])季度")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?:年|(?!\d))")
_HALF = re.compile(r"(?:(?P<year>20\d\d)年?)?(?P<half>[上下])半年")
_WEEK = re.compile(r"(?:(?P<year>20\d\d)年?)?(?:第(?P<week>[一二三四五六七八九十\d]{1,3})周|-?W(?P<code>\d{2})(?!\d))")


class Printed(NamedTuple):
    """A period as somebody wrote it; 0: not said."""

    year: int = 0
    month: int = 0
    quarter: int = 0
    half: int = 0
    week: int = 0

    @property
    def is_part(self) -> bool:
        """Whether it names more than a year."""
        return bool(self.month or self.quarter or self.half or self.week)

    @property
    def words(self) -> str:
        """The period as a clerk says it."""
        year = f"{self.year}年" if self.year else ""
        if self.month:
            return f"{year}{self.month}月"
        if self.quarter:
            return f"{year}第{'一二三四'[self.quarter - 1]}季度"
        if self.half:
            return f"{year}{'上下'[self.half - 1]}半年"
        return f"{year}第{self.week}周" if self.week else year

    def stored(self, year: int) -> str:
        """The period as it is stored; `year`: the one meant where none is written."""
        named = self.year or year
        if self.month:
            return f"{named}-{self.month:02}"
        if self.quarter:
            return f"{named}-Q{self.quarter}"
        if self.half:
            return f"{named}-H{self.half}"
        return f"{named}-W{self.week:02}" if self.week else str(named)


def asked_period(period: str) -> Printed:
    """The period asked for: 2024-05, 2024-Q2, 2024-H1, 2024-W47 or 2024."""
    cycle = cycle_of(period)
    if end_of(period) is None:
        return Printed()
    year, part = int(period[:4]), int(period[6:] or 0) if cycle is not Cycle.MONTH else int(period[5:])
    names = {Cycle.MONTH: "month", Cycle.QUARTER: "quarter", Cycle.HALF_YEAR: "half", Cycle.WEEK: "week"}
    return Printed(year) if cycle is None else Printed(year)._replace(**{names[cycle]: part})


def period_printed(words: str, asked: str) -> str:
    """The period that a file names, as it is stored; what it leaves unsaid is as in the period asked for."""
    printed = printed_period(words)
    named = printed.stored(asked_period(asked).year)
    return named if printed.is_part and end_of(named) is not None else asked


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
    if week := _WEEK.search(text):
        return Printed(int(week["year"] or 0), week=chinese_number(week["week"] or week["code"]) or 0)
    if half := _HALF.search(text):
        return Printed(int(half["year"] or 0), half="上下".index(half["half"]) + 1)
    years = _YEAR.findall(text)
    return Printed(int(years[-1])) if len(years) == 1 else Printed()


def disagrees(printed: Printed, asked: Printed) -> bool:
    """Whether a printed period is certainly another than the one asked for: of the same length and not the same, or apart from it."""
    if not printed.is_part or not asked.is_part:
        return printed.is_part and bool(printed.year and asked.year) and printed.year != asked.year
    one, other = printed.stored(asked.year), asked.stored(asked.year)
    if cycle_of(one) is cycle_of(other):
        return one != other
    first, last, begins, ends = start_of(one), end_of(one), start_of(other), end_of(other)
    if first is None or last is None or begins is None or ends is None:
        return False
    return last < begins or ends < first
