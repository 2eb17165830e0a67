"""A time limit in a cell → a day, or a duty without one. It is read only to be compared: a sheet never writes the plan's limit."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.deadline_entries import read_limit
from tracker.domain.terms import DeadlineKind
from tracker.files.grid import CellValue
from tracker.sheets.frame import says_nothing, shown
from tracker.sheets.values import serial_day


class Limit(NamedTuple):
    """What a cell of 完成时限 says. `fault`: why no day can be read."""

    day: date | None = None
    kind: DeadlineKind | None = None
    fault: str = ""


NO_LIMIT = Limit()
_N = r"\d{1,2}|[〇零一二三四五六七八九十]{1,3}"
_FULL = re.compile(r"(?P<y>(?:19|20)\d\d|\d\d(?=[年./]))\s*[-./年]\s*(?P<m>\d{1,3})\s*[-./月]\s*(?P<d>\d{1,3})(?:[日号]|(?!\d))")
_DIGITS = re.compile(r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)")
_MONTH = re.compile(r"(?P<y>20\d\d|\d\d(?=年))\s*[-./年]\s*(?P<m>\d{1,2})\s*(?:月(?:份)?)?(?:底|末|月底|底前|末前|前|之前|以前|内)*")
_BARE_DAY = re.compile(r"(?P<m>\d{1,2})\s*[./\-月]\s*(?P<d>\d{1,2})\s*[日号]?(?:前|之前|以前|底)?")
_CHINESE_YEAR = re.compile(r"[一二][〇零○OＯo0O〇一二三四五六七八九]{3}(?=年)")
_CHINESE = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_RECURRING = re.compile(r"每|按(?:月|季|周|年|旬)|逐月|逐季|(?:月|季|周)度(?:推进|开展|报送)")
_STANDING = re.compile(r"长期|常态|持续|全年(?!底|末|前|内)|贯穿|常年|日常|立行立改|即时|随时|及时|永久")
_TAIL = re.compile(r"(?:前|之前|以前|底前|完成|为止|止|起|24时|\d{1,2}[:：时]\d{0,2}(?:[:：]\d{2})?分?|00:00(?::00)?|T00:00:00)+$")
_UNREADABLE = "看不出日期"


def read_day(value: CellValue, due: date | None, due_kind: DeadlineKind | None, year: int) -> Limit:
    """The limit of a cell. `due`, `due_kind`: the plan's, from which a missing year is taken where day and month agree; else `year`."""
    if value is None or says_nothing(value) or value == "无":
        return NO_LIMIT
    if isinstance(value, datetime):
        return Limit(value.date(), DeadlineKind.DATE)
    if isinstance(value, date):
        return Limit(value, DeadlineKind.DATE)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        day = serial_day(value)
        if day is not None:
            return Limit(day, DeadlineKind.DATE)
        value = shown(value)
        if re.fullmatch(r"20\d\d\.1", value):  # a cell that lost its zero: 2025.1 may be 2025.10
            return _january_or_october(int(value[:4]), due)
    text = shown(value)
    limit = _read(text, year, due_kind is DeadlineKind.DATE)
    if limit.day is not None and due is not None and limit.day != due and due.year != year:
        other = _read(text, due.year, True)
        if other.day == due:
            return other
    return limit


def _january_or_october(year: int, due: date | None) -> Limit:
    january, october = date(year, 1, 31), date(year, 10, 31)
    if due in (january, october):
        return Limit(due, DeadlineKind.DATE)
    return Limit(None, None, "可能是1月，也可能是10月")


@lru_cache(maxsize=8192)
def _read(text: str, year: int, dated: bool) -> Limit:
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    folded = _CHINESE_YEAR.sub(lambda match: match.group().translate(_CHINESE).replace("O", "0").replace("o", "0"), folded)
    folded = re.sub(r"\([^()]*\)", "", folded) or folded
    if _RECURRING.search(folded):
        return Limit(None, DeadlineKind.RECURRING)
    if _STANDING.search(folded) and not re.search(r"\d", folded) and not (dated and folded.startswith("全年")):
        return Limit(None, DeadlineKind.STANDING)
    if any(int(month) > 12 for month in re.findall(r"([0-9]{1,4})月", folded)):
        return Limit(None, None, "没有这个月份")
    bare = _TAIL.sub("", folded)
    if "至" in bare or "~" in bare or "—" in bare:
        bare = _last_of_range(bare)
    for pattern in (_FULL, _DIGITS):
        match = pattern.fullmatch(bare) or pattern.fullmatch(folded)
        if match:
            return _of(int(match["y"]), int(match["m"]), int(match["d"]))
    match = _MONTH.fullmatch(bare) or _MONTH.fullmatch(folded)
    if match:
        return _of(int(match["y"]), int(match["m"]), None)
    match = _BARE_DAY.fullmatch(bare)
    if match:
        return _of(year, int(match["m"]), int(match["d"]))
    if re.fullmatch(r"\d+(?:\.\d+)?", bare):
        return Limit(None, None, _UNREADABLE)
    return _in_words(folded, year)


def _last_of_range(text: str) -> str:
    last = re.split(r"[至~—]+", text)[-1]
    return last if re.search(r"\d|月|年", last) else text


def _of(year: int, month: int, day: int | None) -> Limit:
    year += 2000 if year < 100 else 0
    if not 1 <= month <= 12:
        return Limit(None, None, "没有这个月份")
    last = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        return Limit(None, None, "没有这一天")
    return Limit(date(year, month, last if day is None else day), DeadlineKind.DATE)


def _in_words(folded: str, year: int) -> Limit:
    found = read_limit(folded, (date(year, 1, 1), date(year, 12, 31)))
    if not found:
        return Limit(None, None, _UNREADABLE)
    one = found[-1]
    if one.kind is not DeadlineKind.DATE:
        return Limit(None, one.kind)
    if one.due is None:
        return Limit(None, None, "没有这一天" if "不存在" in one.doubt else _UNREADABLE)
    return Limit(one.due, DeadlineKind.DATE)
