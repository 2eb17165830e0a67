"""Numbers of headings and items: 第一章, 一、, （一）, 1., 1.2, （1）, ①, 第三条, 专栏1 … what kind they are and what they count.

Which kind stands above which is not fixed here: every document decides by the order in which it nests them (`outline`).
"""

import re
from dataclasses import dataclass
from enum import Enum

from tracker.domain.numerals import chinese_number

_CN = "一二三四五六七八九十百〇零"
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x3251 + i): i + 21 for i in range(15)}
_CIRCLED |= {chr(0x2776 + i): i + 1 for i in range(10)} | {chr(0x2780 + i): i + 1 for i in range(10)}
_BRACKETED = {chr(0x2474 + i): i + 1 for i in range(20)} | {chr(0x3220 + i): i + 1 for i in range(10)}
_DOTTED = {chr(0x2488 + i): i + 1 for i in range(20)}
_ROMAN = {chr(0x2160 + i): i + 1 for i in range(12)}


class Kind(Enum):
    """Kinds of numbers, roughly from the outermost in; the order only breaks ties."""

    ANNEX = "附件"
    PART = "第X编"
    CHAPTER = "第X章"
    SECTION = "第X节"
    CN = "一、"
    CN_PAREN = "（一）"
    CN_HALF = "一）"
    ARTICLE = "第X条"
    NUM = "1."
    NUM_PAREN = "（1）"
    NUM_HALF = "1）"
    CIRCLED = "①"
    ROMAN = "Ⅰ"
    LETTER = "A."
    DEEP2 = "1.1"
    DEEP3 = "1.1.1"
    DEEP4 = "1.1.1.1"
    NAMED = "任务一"
    BOX = "专栏"
    LEAD = "无编号"


OUTER = (Kind.ANNEX, Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.CN)


@dataclass(frozen=True, slots=True)
class Label:
    """A number at the start of a line: `length` characters as printed, its kind, and its value (0 where the number is lost)."""

    kind: Kind
    value: int
    length: int


_NAMES = "任务|行动|工程|项目|举措|措施|重点|专项|改革|事项"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.PART, re.compile(rf"第\s*([{_CN}\d]{{1,4}})\s*(?:编|篇|部分)[\s:、.]*")),
    (Kind.CHAPTER, re.compile(rf"第\s*([{_CN}\d]{{1,4}})\s*章[\s:、.]*")),
    (Kind.SECTION, re.compile(rf"第\s*([{_CN}\d]{{1,4}})\s*节[\s:、.]*")),
    (Kind.ARTICLE, re.compile(rf"第\s*([{_CN}\d]{{1,4}})\s*条[\s:、.]*")),
    (Kind.NAMED, re.compile(rf"第\s*([{_CN}\d]{{1,4}})\s*(?:件(?:实事)?|项(?:任务|工作|实事|行动|工程)?|类)\s*[:、]\s*")),
    (Kind.ANNEX, re.compile(r"附\s*[件表](?:\s*([一二三四五六七八九十]{1,3}|\d{1,2}))?\s*[:：.、]?\s*(?=$|[\s\u4e00-\u9fff《])")),
    (Kind.BOX, re.compile(r"专栏\s*(?:\d{1,2}[-—–.](?=\d))?([一二三四五六七八九十]{1,3}|\d{1,3})?[\s:.、]*(?=$|[\u4e00-\u9fff“\"])")),
    (Kind.CN_PAREN, re.compile(rf"\(\s*([{_CN}]{{1,4}})\s*\)[、.:]?\s*")),
    (Kind.CN, re.compile(rf"([{_CN}]{{1,4}})\s*[、.]\s*")),
    (Kind.CN_HALF, re.compile(rf"([{_CN}]{{1,3}})\)[、.]?\s*")),
    (Kind.NUM_PAREN, re.compile(r"\(\s*(\d{1,3})\s*\)[、.:]?\s*")),
    (Kind.NUM_HALF, re.compile(r"(\d{1,3})\)[、.]?\s*")),
    (Kind.DEEP4, re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\.(\d{1,2})(?![\d.%])[、.\s]*(?=[\u4e00-\u9fff“\"《])")),
    (Kind.DEEP3, re.compile(r"\d{1,2}\.\d{1,2}\.(\d{1,2})(?![\d.%])[、.\s]*(?=[\u4e00-\u9fff“\"《])")),
    (Kind.NUM, re.compile(r"(\d{1,3})\s*(?:[.、](?!\d)|[.、](?=20\d\d年|(?:1[0-2]|[1-9])月)|\.\s+)\s*")),
    (Kind.NAMED, re.compile(rf"\((?:重点|民生)?(?:{_NAMES}|实事)\s*([{_CN}\d]{{1,3}})\)[:、.\s]*")),
    (Kind.NAMED, re.compile(rf"(?:重点|民生|专项|主要|攻坚)?(?:{_NAMES})\s*([{_CN}\d]{{1,3}})\s*[:、.\s]\s*")),
    (Kind.LETTER, re.compile(r"([A-Z])[.、]\s*(?=[\u4e00-\u9fff])")),
)
# 1.2 needs a blank or a point after it: 1.5万亩 begins a sentence too.
_DEEP2 = re.compile(
    r"(\d{1,2})\.(\d{1,2})(?:(?:\s+|[、.]\s*)(?=[\u4e00-\u9fff“\"《])|(?=[\u4e00-\u9fff]{2})(?![万亿千百个元亩公平方米吨倍年月日%以]))"
)
_DASHED = re.compile(r"(\d{1,2})-(\d{1,2})(?:\s+|[、.]\s*)(?=[\u4e00-\u9fff“\"《])")  # 1-2 新建…
_LOST = re.compile(r"[、.]\s*(?=[\u4e00-\u9fff“])")


def read_label(folded: str) -> Label | None:
    """The number that a (folded) line begins with, None if it begins with none."""
    if not folded:
        return None
    star = _STAR.match(folded)
    if star:
        label = read_label(folded[star.end() :])
        return Label(label.kind, label.value, star.end() + label.length) if label and label.kind in _STARRED else None
    first = folded[0]
    for table, kind in ((_CIRCLED, Kind.CIRCLED), (_BRACKETED, Kind.NUM_PAREN), (_DOTTED, Kind.NUM), (_ROMAN, Kind.ROMAN)):
        if first in table:
            rest = re.match(r"[、.\s]*", folded[1:])
            return Label(kind, table[first], 1 + (rest.end() if rest else 0))
    if first not in _STARTS:
        return None
    deep = _DEEP2.match(folded) or _DASHED.match(folded)
    if deep:
        return Label(Kind.DEEP2, int(deep.group(2)), deep.end())
    for kind, pattern in _PATTERNS:
        match = pattern.match(folded)
        if match and (match.end() > 0):
            raw = match.group(1)
            if kind is Kind.LETTER:
                return Label(kind, ord(raw) - 64, match.end())
            value = chinese_number(raw) if raw else 0
            if value is None or (raw and value == 0):
                continue
            return Label(kind, value, match.end())
    lost = _LOST.match(folded)
    if lost and len(folded) <= 40 and "。" not in folded:
        return Label(Kind.CN, 0, lost.end())
    return None


_STARTS = frozenset("第附专(" + _CN + "0123456789任行工项举措重改事民专主攻ABCDEFGHIJKLMNOPQRSTUVWXYZ、.")

# ★1.…: an item that counts for the assessment.
_STAR = re.compile(r"[★☆▲△◆◇●○■□※*]\s?(?=[(\d一二三四五六七八九十])")
_STARRED = frozenset((Kind.CN_PAREN, Kind.NUM, Kind.NUM_PAREN))

# 1推进…: a number whose point was lost, and no figure with its measure.
GLUED = re.compile(
    r"(\d{1,3}) ?(?=[\u4e00-\u9fff“《])"
    r"(?![个家项所条年月日号人名万亿千百元户亩座处台套辆米吨次场位级类岁季周天分成倍批期届镇村县市区局度大种支只头件款部张间栋层口点组]"
    r"|公[里顷斤]|平[方米]|小时|单位)"
)

INLINE = re.compile(
    rf"(?:第[{_CN}]{{1,3}}[章节条]|\([{_CN}]{{1,3}}\)|(?<![{_CN}\d第十])[{_CN}]{{1,3}}、"
    r"|(?<![\d.])\d{1,2}[.、](?= ?[\u4e00-\u9fff“]|20\d\d年|(?:1[0-2]|[1-9])月)|\(\d{1,2}\)|[①-⑳])"
)
