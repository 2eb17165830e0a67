"""The language of time limits: 6月底前, 到2025年, “十四五”末, 每季度, 收到后5个工作日内 → date, recurrence or standing duty.

`find_deadlines` reads running text and is careful: a year that names a document, a baseline or history is no limit.
`read_limit` reads what stands after `完成时限：` or in such a column, where every time word is a limit (2023年, 长期坚持).
A limit without a year lies in the plan's own period. Sources of the readings: DOMAIN §5 and the label rules of the corpus.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from tracker.domain.deadline_patterns import (
    BASE,
    BEFORE,
    DAY,
    EVENT_AFTER,
    FESTIVALS,
    FIGURE_DUE,
    HISTORY_AFTER,
    MONTH,
    NAME_AFTER,
    NEEDS,
    PATTERNS,
    PLAN_START,
    RANGE_AFTER,
    RANGE_START,
    REACH,
    RECURRING,
    RELATIVE,
    SPAN_FROM_BASE,
    STANDING,
    STANDING_ONLY,
    TITLES,
    YEAR,
)
from tracker.domain.deadlines import Recurrence
from tracker.domain.folding import fold
from tracker.domain.numerals import chinese_number
from tracker.domain.terms import DeadlineKind, Every

Period = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class FoundLimit:
    """A time limit at [start, end) of the text. `doubt`: a Chinese sentence why a person should look, empty if sure."""

    start: int
    end: int
    wording: str
    kind: DeadlineKind
    due: date | None = None
    recurrence: Recurrence | None = None
    doubt: str = ""


class _Reader:
    """One text in one period. Years without a century, months without a year are read inside it."""

    def __init__(self, text: str, period: Period, issued: date | None, *, cell: bool) -> None:
        self.text = text
        self.folded = fold(text)
        self.start, self.end = period
        self.issued = issued
        self.cell = cell
        self.found: list[FoundLimit] = []
        self.taken = bytearray(len(text))
        for match in TITLES.finditer(text):
            self.take(*match.span())

    def take(self, start: int, end: int) -> None:
        """Mark [start, end) as read, so that no other pattern reads it again."""
        self.taken[start:end] = b"\1" * (end - start)

    def is_taken(self, start: int, end: int) -> bool:
        return self.taken.find(1, start, end) >= 0

    def read(self) -> list[FoundLimit]:
        if "每" in self.folded:
            self._recurring()
        if "日" in self.folded or "天" in self.folded or "后" in self.folded:
            self._simple(RELATIVE, DeadlineKind.RELATIVE)
        self._simple(STANDING, DeadlineKind.STANDING)
        self._from_base()
        for name, pattern in PATTERNS:
            if NEEDS.get(name, "年") not in self.folded:
                continue
            for match in pattern.finditer(self.folded):
                if self.is_taken(*match.span()):
                    continue
                limit = self._date(name, match) if self.cell or name != "cell" else None
                if limit is not None:
                    self.take(limit.start, limit.end)
                    self.found.append(limit)
        return sorted(self.found, key=lambda limit: limit.start)

    def _simple(self, pattern: re.Pattern[str], kind: DeadlineKind) -> None:
        for match in pattern.finditer(self.folded):
            if not self.is_taken(*match.span()):
                self.take(*match.span())
                self.found.append(FoundLimit(*match.span(), self.text[match.start() : match.end()], kind))

    def _recurring(self) -> None:
        for match in RECURRING.finditer(self.folded):
            before = self.folded[max(0, match.start() - 3) : match.start()]
            if re.search(r"每[生人户亩名个]$|[\d元]/?$", before) or self.is_taken(*match.span()):
                continue
            every = Every(next(key for key, value in match.groupdict().items() if value))
            end, month, day, doubt = match.end(), None, None, ""
            after = re.match(
                rf"(?:的)?(?:{MONTH}(?:份)?)?(?:(?P<last>底|末|年底|月底|季末)|(?P<third>上旬|中旬|下旬)|{DAY})?{BEFORE}?",
                self.folded[end:],
            )
            if after and after.end():
                if after.group("month") and every is Every.YEAR:
                    month = chinese_number(after.group("month"))
                    end += after.end()
                elif (after.group("day") and every is Every.MONTH) or after.group("last"):
                    end += after.end()
                if after.group("day") and every in (Every.YEAR, Every.MONTH) and (month or every is Every.MONTH):
                    day = chinese_number(after.group("day"))
            if every is Every.WEEK:
                weekday = re.match(r"([一二三四五六日天])(?!次|期|个)", self.folded[match.end() :])
                if weekday and self.folded[match.end() - 1] in "周期":
                    day = "一二三四五六日天".index(weekday.group(1)) + 1
                    day, end = min(day, 7), match.end() + 1
            if month and day and day > monthrange(2024, month)[1]:
                doubt, day = f"日期不存在：{self.text[match.start() : end]}", None
            self.take(match.start(), end)
            recurrence = Recurrence(every, month, day)
            self.found.append(
                FoundLimit(match.start(), end, self.text[match.start() : end], DeadlineKind.RECURRING, None, recurrence, doubt)
            )

    def _from_base(self) -> None:
        """三年超…、五年翻… after `在2022年…的基础上`: counted from that year."""
        for base in BASE.finditer(self.folded):
            stop = self.folded.find("。", base.end(), base.end() + 160)
            stop = stop if stop >= 0 else base.end() + 160
            for match in SPAN_FROM_BASE.finditer(self.folded, base.end(), stop):
                count = chinese_number(match.group("n"))
                if count and count <= 15 and not self.is_taken(*match.span()):
                    due = date(int(base.group("base")) + count, 12, 31)
                    self.take(*match.span())
                    self.found.append(FoundLimit(*match.span(), self.text[match.start() : match.end()], DeadlineKind.DATE, due))
            self.take(base.start(), base.start("base") + 5)

    def _date(self, name: str, match: re.Match[str]) -> FoundLimit | None:
        groups = match.groupdict()
        year = chinese_number(groups["year"]) if groups.get("year") else None
        start, end = match.span()
        doubt = ""
        if not self.cell and not self._is_limit(name, match, year):
            return None
        if name in ("five", "five_in"):
            first = PLAN_START.get(groups["plan"])
            if first is None:
                return None
            return self._limit(start, end, date(first + 4, 12, 31))
        if year is None:
            year, doubt = self._own_year()
            if year is not None and groups.get("next"):
                year += 1
            if year is None:
                words = "没有写明年份，方案也没有期限，请补上年份"
                return FoundLimit(start, end, self.text[start:end], DeadlineKind.DATE, None, None, f"“{self.text[start:end]}”{words}")
        month, day = self._month_day(name, groups, year)
        if month is None or day is None:
            return FoundLimit(start, end, self.text[start:end], DeadlineKind.DATE, None, None, f"日期不存在：{self.text[start:end]}")
        due = date(year, month, day)
        if not doubt and self.start and (due < self.start or (self.end and due.year > self.end.year + 12)):
            doubt = f"时限“{self.text[start:end]}”不在方案期限之内，请核对"
        return self._limit(start, end, due, doubt)

    def _limit(self, start: int, end: int, due: date, doubt: str = "") -> FoundLimit:
        return FoundLimit(start, end, self.text[start:end], DeadlineKind.DATE, due, None, doubt)

    def _own_year(self) -> tuple[int | None, str]:
        """The year of a limit that names none: the plan's, where it covers one; else the year of issue, with a doubt."""
        if self.start and self.end and self.start.year == self.end.year:
            return self.end.year, ""
        if self.issued:
            doubt = "" if not self.end else f"时限没有写年份，按印发年份 {self.issued.year} 年理解，请核对"
            return self.issued.year, doubt
        if self.start:
            return self.start.year, f"时限没有写年份，按方案第一年 {self.start.year} 年理解，请核对"
        return None, ""

    def _month_day(self, name: str, groups: dict[str, str | None], year: int) -> tuple[int | None, int | None]:
        month = chinese_number(groups.get("month") or "") if groups.get("month") else None
        day = chinese_number(groups.get("day") or "") if groups.get("day") else None
        if groups.get("festival"):
            return FESTIVALS[groups["festival"] or ""]
        if groups.get("third"):
            third = groups["third"]
            day = {"上": 10, "中": 20}.get(third or "", 31)
            return month, min(day, monthrange(year, month)[1]) if month else None
        if groups.get("quarter"):
            quarter = chinese_number(groups["quarter"] or "") or 0
            month = quarter * 3
        elif groups.get("half"):
            month = 6 if groups["half"] == "上半年" else 12
        elif month is None:
            month = 12
        if not 1 <= month <= 12:
            return None, None
        last = monthrange(year, month)[1]
        if day is not None:
            return (month, day) if 1 <= day <= last else (None, None)
        return month, last

    def _is_limit(self, name: str, match: re.Match[str], year: int | None) -> bool:
        """In running text: whether the words set a limit, or only name, compare or tell history."""
        before = self.folded[max(0, match.start() - 6) : match.start()]
        after = self.folded[match.end() : match.end() + 30]
        if name in ("quarter", "half") and not self._reaches(match.group(), after):
            return False
        if year is not None:
            if self.issued and year < self.issued.year - 1 and name in ("year", "to_year", "year_before"):
                return False
            first = self.start.year if self.start else (self.issued.year if self.issued else 0)
            if first and year < first:
                return False
        if HISTORY_AFTER.match(after):
            return False
        if EVENT_AFTER.match(after) and not re.search(r"[前底末内旬终]$", match.group()):
            return False
        if before.endswith("截"):
            return False
        if re.search(r"(?:自|从|较|比|同|截至|截止)$", before) and name in (
            "year",
            "year_end",
            "ym",
            "to_year",
            "half",
            "quarter",
            "ym_do",
            "month_do",
            "ymd_do",
        ):
            return False
        if name == "to_year" and re.search(r"\d{4}年?$", before):  # 2023年至2025年新建…公里, but not the years of a plan's name
            clause = re.split(r"[,;。:]", after, maxsplit=1)[0]
            return bool(re.match(REACH, after)) and bool(re.search(r"\d", clause)) and not NAME_AFTER.match(after)
        if name == "this_year" and match.group().endswith("全年") and re.match(r"无休|不间断|开放|无|天候|制", after):
            return False
        if name == "five_in":
            return bool(re.match(rf"[,]?{REACH}", after))
        if name == "year":
            return self._bare_year(match, before, after)
        return True

    def _reaches(self, words: str, after: str) -> bool:
        return bool(re.search(r"(?:前|末|底|内|之前|以前)$", words)) or bool(re.match(rf"[,]?(?:{REACH}|全|要|须|率先)", after))

    def _bare_year(self, match: re.Match[str], before: str, after: str) -> bool:
        """2023年 alone is a limit in front of something to be reached: 2023年完成…2500人次, 力争2027年打造…"""
        if re.search(r"[-—–~至\d]$", before) or RANGE_AFTER.match(after):
            return False
        pushed = bool(re.match(r"力争|争取|确保|预计|计划|力求|拟于", match.group()))
        clause = re.split(r"[,;。:]", after, maxsplit=1)[0]
        if NAME_AFTER.match(after) and not pushed and not re.match(rf"计划{REACH}", after):
            return False
        reached = re.match(rf"[,]?(?:计划|预计|力争|争取|确保|拟|将|要|须|率先|前)*{REACH}", after) or (
            _opens_clause(before) and FIGURE_DUE.match(clause)
        )
        if pushed:
            return bool(reached) or bool(re.search(r"\d", clause))
        return bool(reached) and bool(re.search(r"[\d一二三四五六七八九十两]|全部|全面|全覆盖|完成|建成|实现", clause + after[:30]))


def _opens_clause(before: str) -> bool:
    return not before or before[-1] in ",;。:、)\n"


def find_deadlines(text: str, period: Period = (None, None), issued: date | None = None) -> list[FoundLimit]:
    """The time limits of running text, in order. `period`: first and last day of the plan; `issued`: its date."""
    return _Reader(text, period, issued, cell=False).read()


def read_limit(text: str, period: Period = (None, None), issued: date | None = None) -> list[FoundLimit]:
    """What a `完成时限` entry says: ranges end with their last day, words like 长期 stand for a standing duty."""
    folded = fold(text)
    last = 0
    for match in RANGE_START.finditer(folded):
        last = match.end()
    first_year = re.search(r"(20\d\d)年", folded[:last])
    reader = _Reader(text, period, issued, cell=True)
    reader.take(0, last)
    if first_year and not re.search(r"20\d\d年", folded[last:]):
        year = int(first_year.group(1))
        reader.start, reader.end = date(year, 1, 1), date(year, 12, 31)
    found = reader.read()
    extra = _cell_date(text, folded, last, reader)
    if not found and extra:
        found = [extra]
    if not found:
        standing = STANDING_ONLY.search(folded)
        if standing:
            found = [FoundLimit(0, len(text), text, DeadlineKind.STANDING)]
    if last and len(found) == 1 and found[0].kind is DeadlineKind.DATE:
        one = found[0]
        found = [FoundLimit(0, one.end, text[: one.end], one.kind, one.due, None, one.doubt)]
    return found


def _cell_date(text: str, folded: str, last: int, reader: _Reader) -> FoundLimit | None:
    """Dates that only a column writes: 2023.6, 2023-06-30, 2023/6, 6月, 2023年6月, 12.31."""
    match = re.search(
        r"(?P<year>20\d\d)\s*[.\-/年]\s*(?P<month>1[0-2]|0?[1-9])(?:\s*[.\-/月]\s*(?P<day>[0-3]?\d)日?|月)?(?!\d)", folded[last:]
    )
    if match is None:
        match = re.search(rf"(?:{YEAR})?{MONTH}(?:份)?(?:{DAY})?", folded[last:])
    if match is None:
        return None
    groups = match.groupdict()
    doubt = ""
    year = chinese_number(groups["year"]) if groups.get("year") else None
    if year is None:
        year, doubt = reader._own_year()
    words = text[last + match.start() : last + match.end()]
    if year is None:
        return FoundLimit(
            last + match.start(), last + match.end(), words, DeadlineKind.DATE, None, None, f"“{words}”没有写明年份，请补上年份"
        )
    month, day = reader._month_day("cell", groups, year)
    if month is None or day is None:
        return FoundLimit(last + match.start(), last + match.end(), words, DeadlineKind.DATE, None, None, f"日期不存在：{words}")
    return FoundLimit(last + match.start(), last + match.end(), words, DeadlineKind.DATE, date(year, month, day), None, doubt)
