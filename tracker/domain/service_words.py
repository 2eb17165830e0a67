"""The words in which a unit says whether a public service meets its standard, and what it adds: 部分达标，还差两个村."""

import re
import unicodedata
from typing import NamedTuple

from tracker.domain.figures import ServiceStanding

_WORDS = {
    ServiceStanding.MET: "已达标 达标 全部达标 全面达标 均已达标 达到标准 已达到标准 符合标准 已落实 全部落实 是 √ ✓",
    ServiceStanding.PARTLY: "部分达标 部分落实 部分达到 未全部达标 未完全达标 没有全部达标 正在达标 部分未达标",
    ServiceStanding.UNMET: "未达标 不达标 没有达标 没达标 尚未达标 未达到标准 未落实 没有落实 尚未落实 未开展 尚未开展 否 ×",
}
_UNSURE = {
    ServiceStanding.MET: "完成 已完成 已完成任务 良好 正常",
    ServiceStanding.PARTLY: "基本达标 大部分达标 基本落实 基本达到 接近达标 推进中 正在推进 正在落实 进行中",
}
_SURE_BY_WORD = {word: standing for standing, words in _WORDS.items() for word in words.split()}
_UNSURE_BY_WORD = {word: standing for standing, words in _UNSURE.items() for word in words.split()}
_FIRST = re.compile(r"[,;。:(\n]")
_EDGES = " \t\r\n,;。:()、.．"


class StandingSaid(NamedTuple):
    """What a text says: the standing (None: it cannot be told), what is added to it, and why somebody should look."""

    standing: ServiceStanding | None
    words: str = ""
    doubt: str = ""


def read_standing(text: str) -> StandingSaid:
    """The standing that a cell or a typed line says."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _FIRST.search(plain)
    head, rest = (plain, "") if found is None else (plain[: found.start()], plain[found.end() :])
    word, more = "".join(head.split()).strip(_EDGES), rest.strip(_EDGES)
    if word in _SURE_BY_WORD:
        return StandingSaid(_SURE_BY_WORD[word], more)
    if word in _UNSURE_BY_WORD:
        standing = _UNSURE_BY_WORD[word]
        return StandingSaid(standing, more, f"写的是“{word}”，按{standing.label}读取")
    return StandingSaid(None, doubt=f"写的是“{' '.join(text.split())[:20]}”，看不出是否达标")
