"""The language of time limits: 6月底前, 到2025年, “十四五”末, 每季度, 收到后5个工作日内 → date, recurrence or standing duty.

`find_deadlines` reads running text and is careful: a year that names a document, a baseline or history is no limit.
What stands after `完成时限：` or in such a column is read by `deadline_entries`.
A limit without a year lies in the plan's own period. Sources of the readings: DOMAIN §5 and the label rules of the corpus.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from tracker.domain.deadline_damage import SIGNS, read_odd, repaired
from tracker.domain.deadline_found import FoundLimit, Period, Reading
from tracker.domain.deadline_patterns import (
    ARRANGED,
    BASE,
    DONE,
    EVENT_AFTER,
    FESTIVALS,
    FIGURE_DUE,
    HALF_BEFORE,
    HISTORY_AFTER,
    IN_MONTH,
    LUNAR,
    MONTH_BEFORE,
    MONTH_OF_LIST,
    MONTHS_BEFORE,
    NAME_AFTER,
    NEEDS,
    PATTERNS,
    PLAN_START,
    RANGE_AFTER,
    REACH,
    RELATIVE,
    SCHEDULE,
    SEASON,
    SHORTENED,
    SPAN_FROM_BASE,
    STANDING,
    YEAR_BEFORE,
    YEAR_OF_LIST,
    YEAR_OF_LIST_END,
    YEARS_AFTER,
    YEARS_BEFORE,
)
from tracker.domain.deadline_turns import read_in_turn, read_recurring
from tracker.domain.deadlines import month_end
from tracker.domain.numerals import chinese_number
from tracker.domain.terms import DeadlineKind


class LimitReader(Reading):
    """One text in one period. Years without a century, months without a year are read inside it."""

    def read(self) -> list[FoundLimit]:
        mended: list[tuple[int, int]] = []
        if SIGNS.search(self.folded):
            self.folded, mended = repaired(self.folded)
        if "每" in self.folded:
            read_recurring(self)
        if not self.cell:
            read_in_turn(self)
            if "前" in self.folded:
                self._seasons()
        if "日" in self.folded or "天" in self.folded or "后" in self.folded:
            self._simple(RELATIVE, DeadlineKind.RELATIVE)
        self._simple(STANDING, DeadlineKind.STANDING)
        if "前" in self.folded:
            read_odd(self, self.own_year()[0])
        self._in_month()
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
        if "、" in self.folded or "和" in self.folded:
            self._beside()
        found = [_mended(limit) if any(limit.start <= a < limit.end for a, _ in mended) else limit for limit in self.found]
        return sorted(found, key=lambda limit: limit.start)

    def _simple(self, pattern: re.Pattern[str], kind: DeadlineKind) -> None:
        for match in pattern.finditer(self.folded):
            shortened = SHORTENED.search(self.folded, max(0, match.start() - 8), match.start())  # 压减至60个工作日以内 is a target
            if not self.is_taken(*match.span()) and not (shortened and kind is DeadlineKind.RELATIVE):
                self.take(*match.span())
                self.found.append(FoundLimit(*match.span(), self.text[match.start() : match.end()], kind))

    def _in_month(self) -> None:
        """月底前, 中旬, 15日前: days of the one month that the plan covers; in other plans a question."""
        first, last = self.start, self.end
        of_month = first is not None and last is not None and (first.year, first.month) == (last.year, last.month)
        for match in IN_MONTH.finditer(self.folded):
            start, end = match.span()
            words = self.text[start:end]
            if self.is_taken(start, end) or not (of_month or words.startswith(("本月", "月底前", "月末前"))):
                continue
            if first is None or not of_month:
                due, doubt = None, f"“{words}”没有写明是哪个月，请补上日期"
            else:
                month_ends = month_end(first.year, first.month)
                third = {"上": 10, "中": 20}.get(match.group("third") or "")
                day = int(match.group("day")) if match.group("day") else third or month_ends.day
                due, doubt = month_ends.replace(day=min(day, month_ends.day)), ""
                if day > month_ends.day:
                    due, doubt = None, f"日期不存在：{words}"
            self.take(start, end)
            self.found.append(FoundLimit(start, end, words, DeadlineKind.DATE, due, None, doubt))

    def _seasons(self) -> None:
        """汛期前, 开学前: a limit whose day only a person knows."""
        for match in SEASON.finditer(self.folded):
            words = self.text[match.start() : match.end()]
            doubt = f"“{words}”没有具体日期，请按本地情况补上"
            self.take(*match.span())
            self.found.append(FoundLimit(*match.span(), words, DeadlineKind.RELATIVE, None, None, doubt))

    def _beside(self) -> None:
        """Further dates of a list before its last one: 6月、12月底前, 2023、2024、2025年, 到2024年、2025年."""
        for limit in list(self.found):
            if limit.due is None or limit.kind is not DeadlineKind.DATE:
                continue
            if limit.wording.startswith("下半年") and HALF_BEFORE.search(self.folded, max(0, limit.start - 2), limit.start):
                self.found.append(self._limit(limit.start - 2, limit.end, date(limit.due.year, 6, 30), limit.doubt))
            if more := YEARS_AFTER.match(self.folded, limit.end):
                self._listed(*more.span(), YEAR_OF_LIST_END, lambda n: (n, 12))
            if months := MONTHS_BEFORE.search(self.folded, max(0, limit.start - 24), limit.start):
                year = chinese_number(months.group("year")[:4]) if months.group("year") else limit.due.year
                self._listed(months.start(), limit.start, MONTH_OF_LIST, partial(_month_of, year or 0))
            elif (limit.due.month, limit.due.day) == (12, 31) and (
                years := YEARS_BEFORE.search(self.folded, max(0, limit.start - 40), limit.start)
            ):
                self._listed(years.start(), limit.start, YEAR_OF_LIST, lambda n: (n, 12))

    def _listed(self, start: int, end: int, pattern: re.Pattern[str], place: Callable[[int], tuple[int, int]]) -> None:
        for match in pattern.finditer(self.folded, start, end):
            year, month = place(chinese_number(match.group(1)) or 0)
            if 2000 <= year <= 2099 and 1 <= month <= 12 and not self.is_taken(*match.span()):
                self.take(*match.span())
                due = date(year, month, monthrange(year, month)[1])
                self.found.append(self._limit(*match.span(), due))

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
        doubt, said = "", None
        if not self.cell and not self._is_limit(name, match, year):
            return None
        if name == "plan_end":
            return self._limit(start, end, self.end) if self.end else None
        if name in ("five", "five_in"):
            first = PLAN_START.get(groups["plan"])
            if first is None:
                return None
            return self._limit(start, end, date(first + 4, 12, 31))
        if year is None:
            if not self._of_one_year() and not groups.get("this"):
                said = self.year_before(start)
            year, doubt = (said, "") if said else self.own_year()
            if year is not None and groups.get("next"):
                year += 1
            if year is None:
                words = "没有写明年份，方案也没有期限，请补上年份"
                return FoundLimit(start, end, self.text[start:end], DeadlineKind.DATE, None, None, f"“{self.text[start:end]}”{words}")
        if groups.get("festival") == "元旦" and groups.get("year"):
            year -= 1  # before the first of January of that year
        month, day = self.month_day(name, groups, year)
        if month is None or day is None:
            return FoundLimit(start, end, self.text[start:end], DeadlineKind.DATE, None, None, f"日期不存在：{self.text[start:end]}")
        due = date(year, month, day)
        if name == "md_run":
            doubt = f"“{self.text[start:end]}”像是丢了“月”字，按 {month} 月 {day} 日理解，请核对"
        elif not groups.get("year") and not said and self._is_past(due, groups):
            month, day = self.month_day(name, groups, year + 1)
            due = date(year + 1, month or 12, day or 31)
            doubt = f"时限“{self.text[start:end]}”没有写年份，印发时已经过去，按 {year + 1} 年理解，请核对"
        elif not groups.get("year") and not said and month <= 2 and self._day_of_issue_unknown(groups):
            # A plan of the last months of a year says 春节前 too.
            doubt = f"“{self.text[start:end]}”没有写年份，印发日期也不明，按 {year} 年理解，请核对"
        elif name in ("ym", "quarter") and MONTH_BEFORE.search(match.group()):
            due = date(due.year, due.month - (2 if name == "quarter" else 0), 1) - timedelta(1)
            doubt = f"“{self.text[start:end]}”按 {due.month} 月 {due.day} 日理解，也可能指到{'季' if name == 'quarter' else '月'}底，请核对"
        elif name == "year_before" and YEAR_BEFORE.search(match.group()):
            doubt = f"“{self.text[start:end]}”按 {year} 年底理解，也可能指 {year} 年开始之前，请核对"
        if not doubt and self.start and (due < self.start or (self.end and due.year > self.end.year + 12)):
            doubt = f"时限“{self.text[start:end]}”不在方案期限之内，请核对"
        return self._limit(start, end, due, doubt)

    def _limit(self, start: int, end: int, due: date, doubt: str = "") -> FoundLimit:
        return FoundLimit(start, end, self.text[start:end], DeadlineKind.DATE, due, None, doubt)

    def own_year(self) -> tuple[int | None, str]:
        """The year of a limit that names none: the plan's, where it covers one; else the year of issue, with a doubt."""
        if self.start and self.end and self.start.year == self.end.year:
            return self.end.year, ""
        if self.issued:
            doubt = "" if not self.end else f"时限没有写年份，按印发年份 {self.issued.year} 年理解，请核对"
            return self.issued.year, doubt
        if self.start:
            return self.start.year, f"时限没有写年份，也没有印发日期，按方案第一年 {self.start.year} 年理解，请核对"
        return None, ""

    def _day_of_issue_unknown(self, groups: dict[str, str | None]) -> bool:
        """Whether nobody can tell if a limit in the first weeks of a year lies before or behind the day of issue."""
        if self.start:
            return groups.get("festival") == "春节" and self._of_one_year() and not self._issue_day_known()
        return self.issued is not None and not self._issue_day_known()

    def _issue_day_known(self) -> bool:
        """The first of January stands for a year of issue of which no day is known."""
        return self.issued is not None and (self.issued.month, self.issued.day) != (1, 1)

    def _of_one_year(self) -> bool:
        return self.start is not None and self.end is not None and self.start.year == self.end.year

    def _is_past(self, due: date, groups: dict[str, str | None]) -> bool:
        """Whether a limit without a year was over when the plan went out, which is no plan of that one year."""
        one_year = self._of_one_year()
        if one_year and groups.get("festival") == "春节" and self.issued and self._issue_day_known():
            return due < self.issued
        return bool(self.issued and not one_year and due < self.issued and (self.end is None or due.year < self.end.year))

    def month_day(self, name: str, groups: dict[str, str | None], year: int) -> tuple[int | None, int | None]:
        month = chinese_number(groups.get("month") or "") if groups.get("month") else None
        day = chinese_number(groups.get("day") or "") if groups.get("day") else None
        if groups.get("festival") in LUNAR:
            first = LUNAR[groups["festival"] or ""].get(year)
            eve = date(year, *first) - timedelta(1) if first else None
            return (eve.month, eve.day) if eve else (None, None)
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
        if name == "month_of":
            return self._of_one_year() or self._issue_day_known()
        after = self.folded[match.end() : match.end() + 30]
        if name in ("quarter", "half") and _TELLS_OF_PAST.match(match.group() + after):
            return False
        if name in ("quarter", "half") and not self._reaches(match.group(), after) and not self._opens_duty(match, before, after):
            return False
        if year is not None:
            if self.issued and year < self.issued.year - 1 and name in ("year", "to_year", "year_before"):
                return False
            first = self.start.year if self.start else (self.issued.year if self.issued else 0)
            if first and year < first:
                return False
        if HISTORY_AFTER.match(after):
            return False
        if (
            EVENT_AFTER.match(after)
            and not re.search(r"[前底末内旬终]$", match.group())
            and (name not in ("half", "quarter") or re.match(r"..的", after))
        ):
            return False
        if before.endswith("截"):
            return False
        if re.search(r"(?:自|从|较|(?<!占)比|同|截至|截止)$", before) and name in (
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
        if (
            name == "this_year"
            and match.group().endswith("全年")
            and re.match(r"无休|不间断|开放|无|天候|制|(?:各项|主要|既定|预期|经济|重点)*(?:指标|目标|任务|计划|预算|工作)", after)
        ):
            return False
        if name == "five_in":
            return bool(re.match(rf"[,]?{REACH}", after))
        if name == "year_head":
            return self.has_steps()
        if name == "year":
            return self._bare_year(match, before, after)
        return True

    def _reaches(self, words: str, after: str) -> bool:
        if EVENT_AFTER.match(after):
            return True
        return bool(re.search(r"(?:前|末|底|内|之前|以前)$", words)) or bool(
            re.match(rf"[,]?(?:(?:各|分别)?(?:{REACH}|{DONE}|{ARRANGED})|各一次|全|要|须|率先)|[、和及](?:年[底末]|下半年)", after)
        )

    def _opens_duty(self, match: re.Match[str], before: str, after: str) -> bool:
        """上半年推出首批事项60项: a part of the year before a figure or a whole, in the plan of one year."""
        if not _opens_clause(before) or not (self._of_one_year() or match.group("year")):
            return False
        clause = re.split(r"[,;。:]", after, maxsplit=1)[0]
        told = re.match(r"[\u4e00-\u9fff“](?<![的和及与至])", clause) and not _OF_YEAR.match(clause)
        return bool(told) and bool(re.search(r"\d|全部|全面|全覆盖", clause) or _BEGINS_DUTY.match(clause))

    def _is_scheduled(self, match: re.Match[str]) -> bool:
        """Whether a year opens a clause of a list that goes year by year."""
        places = [(one.start(1), int(one.group(1))) for one in SCHEDULE.finditer(self.folded)]
        years = [year for _, year in places]
        return len(years) > 1 and years == list(range(years[0], years[0] + len(years))) and match.start() in {at for at, _ in places}

    def _bare_year(self, match: re.Match[str], before: str, after: str) -> bool:
        """2023年 alone is a limit in front of something to be reached: 2023年完成…2500人次, 力争2027年打造…"""
        if re.search(r"\d年?[-—–~至]+$", before) and _IN_ALL.match(after):
            return True
        if re.search(r"[-—–~至\d]$", before) or RANGE_AFTER.match(after):
            return False
        if after.startswith(",") and self._is_scheduled(match):
            return True
        pushed = bool(re.match(r"力争|争取|确保|预计|计划|力求|拟于", match.group()))
        clause = re.split(r"[,;。:]", after.lstrip(","), maxsplit=1)[0]
        if NAME_AFTER.match(after) and not pushed and not re.match(rf"计划{REACH}", after):
            return False
        reached = re.match(rf"[,]?(?:计划|预计|力争|争取|确保|拟|将|要|须|率先|前|分别|各|再)*{REACH}", after) or (
            _opens_clause(before) and FIGURE_DUE.match(clause)
        )
        if pushed:
            return bool(reached) or bool(re.search(r"\d", clause))
        return bool(reached) and bool(re.search(r"[\d一二三四五六七八九十两]|全部|全面|全覆盖|完成|建成|实现", clause + after[:30]))


def _mended(limit: FoundLimit) -> FoundLimit:
    """A limit some of whose characters were misread, with the question what they are."""
    meant = f"，已按 {limit.due.year} 年 {limit.due.month} 月 {limit.due.day} 日理解" if limit.due else ""
    return replace(limit, doubt=limit.doubt or f"“{limit.wording}”像是识别错的字{meant}，请核对")


_IN_ALL = re.compile(r",?(?:累计|共计|合计)[\u4e00-\u9fff]{2,8}\d")  # 2023—2025年累计投放不少于30亿元
# 上半年在城东新区先行试点: where or for whom something is begun.
_BEGINS_DUTY = re.compile(
    r"(?:先行|率先|首先)|(?:在|向|面向|选择|选取|选定|对)[^了]{2,24}"
    r"(?:试点|试行|启动|推广|推开|铺开|实施|运行|上线|开展)$"
    r"|对[^了]{2,24}(?:进行|开展|实施)[\u4e00-\u9fff]{2,6}$"
    r"|在[^了的]{2,16}(?:试点|启动|推广|推开|开展|举办)[^了的]{0,16}$"
)
# 上半年完成了首轮排查; 今年上半年，全县实现增长: no limit, but what has been.
_TELLS_OF_PAST = re.compile(
    r"[^,。;:]{3,14}(?<=[\u4e00-\u9fff])了(?!解)|(?:今年|本年度?)[^,。;:]{3,5},(?:全|我)[省市县区旗州镇乡](?![^,。;]*(?:要|力争|确保|争取|须|计划))"
)
_OF_YEAR = re.compile(r"全[省市县区]|工作|经济|目标|任务|重点|以来|期间")


def _month_of(year: int, month: int) -> tuple[int, int]:
    return year, month


def _opens_clause(before: str) -> bool:
    return not before or before[-1] in ",;。:、)\n"


def find_deadlines(text: str, period: Period = (None, None), issued: date | None = None) -> list[FoundLimit]:
    """The time limits of running text, in order. `period`: first and last day of the plan; `issued`: its date."""
    return LimitReader(text, period, issued, cell=False).read()
