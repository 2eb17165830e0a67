"""What stands after `完成时限：` or in such a column: every time word is a limit there (2023年, 2023, 长期坚持, 2023.6, 12.31)."""

import re
from datetime import date

from tracker.domain.deadline_found import FoundLimit, Period
from tracker.domain.deadline_patterns import DAY, MONTH, RANGE_START, STANDING_ONLY, YEAR
from tracker.domain.deadline_words import LimitReader
from tracker.domain.folding import fold
from tracker.domain.numerals import chinese_number
from tracker.domain.terms import DeadlineKind


def read_limit(text: str, period: Period = (None, None), issued: date | None = None) -> list[FoundLimit]:
    """What a `完成时限` entry says: ranges end with their last day, words like 长期 stand for a standing duty."""
    folded = fold(text)
    last = 0
    for match in RANGE_START.finditer(folded):
        last = match.end()
    first_year = re.search(r"(20\d\d)年", folded[:last])
    reader = LimitReader(text, period, issued, cell=True)
    reader.take(0, last)
    if first_year and not re.search(r"20\d\d年", folded[last:]):
        year = int(first_year.group(1))
        reader.start, reader.end = date(year, 1, 1), date(year, 12, 31)
    found = reader.read()
    if not found:
        found = _cell_dates(text, folded, last, reader)
    if not found:
        standing = STANDING_ONLY.search(folded)
        if standing:
            found = [FoundLimit(0, len(text), text, DeadlineKind.STANDING)]
    if last and len(found) == 1 and found[0].kind is DeadlineKind.DATE:
        one = found[0]
        found = [FoundLimit(0, one.end, text[: one.end], one.kind, one.due, None, one.doubt)]
    return found


_DATE = re.compile(r"(?P<year>20\d\d)\s*[.\-/年]\s*(?P<month>1[0-2]|0?[1-9])(?:\s*[.\-/月]\s*(?P<day>[0-3]?\d)日?|月)?(?!\d)")
_YEARS = re.compile(r"(?P<first>20\d\d)(?:\s*[-—–~至到]+\s*(?P<last>20\d\d))?")
_MONTH = re.compile(rf"(?:{YEAR})?{MONTH}(?:份)?(?:{DAY})?")
_POINTED = re.compile(r"(?<![\d.])(?P<month>1[0-2]|0?[1-9])\.(?P<day>[0-3]?\d)(?![\d.%])")


def _cell_dates(text: str, folded: str, last: int, reader: LimitReader) -> list[FoundLimit]:
    """Dates that only a column writes: 2023.6, 2023-06-30, 2023/6, 6月, 2023年6月, 12.31; all of them, where several stand there."""
    years = _YEARS.fullmatch(folded.strip())
    if years:
        return [FoundLimit(0, len(text), text.strip(), DeadlineKind.DATE, date(int(years.group("last") or years.group("first")), 12, 31))]
    matches = next((found for pattern in (_DATE, _MONTH, _POINTED) if (found := list(pattern.finditer(folded, last)))), [])
    return [_dated(text, match, reader) for match in matches]


def _dated(text: str, match: re.Match[str], reader: LimitReader) -> FoundLimit:
    groups = match.groupdict()
    doubt = ""
    year = chinese_number(groups["year"]) if groups.get("year") else None
    if year is None:
        year, doubt = reader.own_year()
    start, end = match.span()
    words = text[start:end]
    if year is None:
        return FoundLimit(start, end, words, DeadlineKind.DATE, None, None, f"“{words}”没有写明年份，请补上年份")
    month, day = reader.month_day("cell", groups, year)
    if month is None or day is None:
        return FoundLimit(start, end, words, DeadlineKind.DATE, None, None, f"日期不存在：{words}")
    return FoundLimit(start, end, words, DeadlineKind.DATE, date(year, month, day), None, doubt)
