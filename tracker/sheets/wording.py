"""Titles made ready to be compared: without numbering, punctuation and width; how much each character tells; which phase is meant."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tracker.domain.numerals import chinese_number

_NUMBERING = re.compile(
    r"^(?:[(\[【<〔]\s*(?:\d{1,3}|[一二三四五六七八九十百]{1,4})\s*[)\]】>〕]\s*[.、:]?"
    r"|(?:第)?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})(?:[-.]\d{1,3}){0,2}\s*(?:[、.:)]|[项条号](?=[、.:\s]))(?!\d)"
    r"|(?:重点)?(?:任务|事项|项目|工作)\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[、.:)\s]"
    r"|\d{1,3}\s+(?=[\u4e00-\u9fff])"
    r"|[①-⑳⑴-⒇])\s*"
)
_NO_WORD = re.compile(r"[^\w\u3400-\u9fff\U00020000-\U0002fa1f]|_")
_MARK = re.compile(r"^(?:[◆●■★▲※☆○□√*•·-]|新增[:：]|\[新增\]|【新增】|\(新增\))+\s*")

# Words that almost every task has: they tell little about which task is meant, and a rewritten title changes them first.
_GENERIC = re.compile(
    r"建设|工程|项目|推进|加强|提升|完善|开展|实施|工作|任务|改造|整治|专项|行动|新建|扩建|改建|新增|全县|全市|全区|强化|深化"
    r"|加快|推动|落实|做好|抓好|持续|全面"
    r"|进一步|巩固|优化|提质|升级|活动|体系|机制|综合|治理|排查|完成|建成|实现|打造|健全|促进|一批|重点|大力|积极|切实|有序|稳步"
    r"|着力|聚焦|扎实|城区|我县|本县|增效|攻坚|计划|方案"
)
_PARTLY = re.compile(r"服务|管理|保障|发展|设施|配套|能力|水平|质量|规范|创建|试点|示范|县级|乡镇|镇村|村级")
_LITTLE, _SOME = 0.15, 0.55
_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,3}(?:县|市|区|旗)(?=[\u4e00-\u9fff]{4})")
_PHASE = re.compile(r"第?([一二三四五六七八九十首]|\d{1,2})(?:期|阶段|标段|批次?|段)|(续建|后续|二次)|(?<![A-Za-z])(I{1,3}|IV)期")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
LATER = 99
"""续建: some phase after the first."""

# One of these in place of another makes another task of it, however alike the rest is.
DIRECTIONS = frozenset("东西南北")
CONTRASTS = frozenset("东西南北中上下左右前后大小新旧老内外男女城乡村镇一二三四五六七八九十甲乙丙丁首末高低")


_DUTY = re.compile(
    r"\([^()]{2,40}?(?:牵头|负责|主办|配合|责任单位)[^()]{0,12}\)\s*$|\((?:牵头|责任|主办|配合)(?:单位"
    r"|部门)?[::][^()]{2,60}\)\s*$"
)
_IN_FRONT = re.compile(r"^(?:[【\[][^】\]]{1,14}[】\]]\s*)+(?=.{3})")


def bare_title(text: str) -> str:
    """The words of a title alone: no numbering in front, no punctuation, no white space, one width."""
    return _bare(text)


@lru_cache(maxsize=65536)
def _bare(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).strip()
    folded = _IN_FRONT.sub("", _MARK.sub("", folded))
    shorter = _NUMBERING.sub("", folded, count=1)
    while shorter and shorter != folded:
        folded, shorter = shorter, _NUMBERING.sub("", shorter, count=1)
    return words_of(_DUTY.sub("", folded)) or words_of(folded)


def words_of(text: str) -> str:
    """A text without punctuation and white space, in one width and case."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text)).casefold()


def number_before(text: str) -> int | None:
    """The number printed in front of a title (8.残疾儿童… → 8), None where there is none."""
    match = _NUMBERING.match(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        return None
    digits = re.findall(r"\d{1,3}|[一二三四五六七八九十百]{1,4}", match.group())
    return chinese_number(digits[0]) if len(digits) == 1 else None


@lru_cache(maxsize=65536)
def weights(bare: str) -> tuple[float, ...]:
    """How much each character of a bare text tells, 0–1."""
    found = [0.2 if char.isdigit() else 1.0 for char in bare]
    for pattern, weight in ((_PARTLY, _SOME), (_GENERIC, _LITTLE)):
        for match in pattern.finditer(bare):
            for place in range(*match.span()):
                found[place] = min(found[place], weight)
    if place_name := _PLACE.match(bare):
        found[: place_name.end()] = [_LITTLE] * place_name.end()
    for place, char in enumerate(bare):
        if char in "的和与及等对为了在于":
            found[place] = min(found[place], _LITTLE)
    return tuple(found)


class Phase(NamedTuple):
    """The phase that a title names and where: 一期 1, 首期 1, 续建 `LATER`; 0: it names none."""

    number: int = 0
    start: int = 0
    end: int = 0


@lru_cache(maxsize=65536)
def phase(bare: str) -> Phase:
    """The phase named in a bare title."""
    match = _PHASE.search(bare)
    return Phase() if match is None else Phase(_phase_number(match), *match.span())


def _phase_number(match: re.Match[str]) -> int:
    number, later, roman = match.groups()
    if later:
        return LATER
    if roman:
        return _ROMAN[roman]
    return 1 if number == "首" else chinese_number(number) or 0


def other_phase(one: int, other: int) -> bool:
    """Whether two phases contradict each other; neither is 0."""
    if LATER in (one, other):
        return min(one, other) == 1
    return one != other
