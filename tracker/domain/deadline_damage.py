"""Dates that a scan or a copy damaged: l2月底前, 2O24年, 6月低前, 6月30前, 6底前, 13月底前. What can be put right is read with a doubt.

Repairs keep the text's length, so that offsets hold.
"""

import re
from calendar import monthrange
from datetime import date

from tracker.domain.deadline_found import FoundLimit, Reading
from tracker.domain.terms import DeadlineKind

_OCR = str.maketrans({"I": "1", "l": "1", "L": "1", "|": "1", "丨": "1", "O": "0", "o": "0", "Q": "0"})
_LETTERS = re.compile(r"(?<![A-Za-z\d])(?=[\dIlL|丨OoQ]*[IlL|丨OoQ])[\dIlL|丨OoQ]{1,4}(?=[年月日])")
_ZERO = re.compile(r"(?<=[二〇零一])[OoQ0](?=[〇零OoQ一二三四五六七八九])")
_LIKE_END = re.compile(r"(?<=[年月])[低抵氐厎庭底](?=(?:之|以)?前)|(?<=[年月])未(?=(?:之|以)?前)")
SIGNS = re.compile(r"[IlL|丨OoQ低抵氐厎庭未]")


def repaired(folded: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with such characters put right, and where that was."""
    spans: list[tuple[int, int]] = []
    chars: list[str] | None = None
    for pattern, change in ((_LETTERS, _digits), (_ZERO, _zero), (_LIKE_END, _end)):
        for match in pattern.finditer(folded):
            words = change(match.group())
            if words != match.group():
                chars = chars or list(folded)
                chars[match.start() : match.end()] = words
                spans.append(match.span())
    return ("".join(chars) if chars else folded), spans


def _digits(words: str) -> str:
    return words.translate(_OCR)


def _zero(_words: str) -> str:
    return "〇"


def _end(word: str) -> str:
    return "末" if word == "未" else "底"


_BEFORE = r"(?:之|以)?前"
_ODD = (
    ("ymd", re.compile(rf"(?P<year>20\d\d)[.\-/](?P<month>\d{{1,2}})[.\-/](?P<day>\d{{1,2}})日?{_BEFORE}")),
    ("ym", re.compile(rf"(?P<year>20\d\d)[.\-/](?P<month>\d{{1,2}})月?[底末]?{_BEFORE}")),
    ("md", re.compile(rf"(?<![\d.])(?P<month>\d{{1,2}})(?:月|[.\-/])(?P<day>\d{{1,2}}){_BEFORE}(?![期往后的])")),
    ("m", re.compile(rf"(?<![\d.年月万%])(?P<month>1[0-2]|[1-9])[底末]{_BEFORE}")),
    ("none", re.compile(rf"(?:20\d\d年)?(?<!\d)(?:1[3-9]|[2-9]\d)月(?:份)?(?:[底末](?:{_BEFORE})?|{_BEFORE})")),
)


def read_odd(reading: Reading, own_year: int | None) -> None:
    """Dates whose words are incomplete or impossible: each is a question, with the day that the words allow."""
    for name, pattern in _ODD:
        for match in pattern.finditer(reading.folded):
            if reading.is_taken(*match.span()):
                continue
            words = reading.text[match.start() : match.end()]
            due, doubt = _understood(name, match, words, own_year)
            reading.take(*match.span())
            reading.found.append(FoundLimit(*match.span(), words, DeadlineKind.DATE, due, None, doubt))


def _understood(name: str, match: re.Match[str], words: str, own_year: int | None) -> tuple[date | None, str]:
    if name == "none":
        return None, f"日期不存在：{words}"
    groups = match.groupdict()
    year = int(groups["year"]) if groups.get("year") else own_year
    month, day = int(groups["month"] or 0), int(groups.get("day") or 0)
    if year is None:
        return None, f"“{words}”没有写明年份，请补上年份"
    if not 1 <= month <= 12 or not 0 <= day <= monthrange(year, month)[1]:
        return None, f"日期不存在：{words}"
    due = date(year, month, day or monthrange(year, month)[1])
    return due, "" if name == "ymd" else f"“{words}”写得不完整，按 {due.year} 年 {month} 月 {due.day} 日理解，请核对"
