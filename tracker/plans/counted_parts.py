"""一是…（县教育局）；二是…（县住建局）。: parts of one line that are counted in words, each with its own units, are duties of their own."""

import re
from itertools import pairwise

_COUNTED = re.compile(r"(?:(?<=[。;:,!?)\s])|^)([一二三四五六七八九])[是要](?=[\u4e00-\u9fff“\d])")
_NUMBERS = "一二三四五六七八九"
# A part ends with a bracket that names somebody; whether it really does is left to the reader of notes.
_CLOSED = re.compile(r"\([^()]{2,120}(?:\([^()]{1,12}\)[^()]{0,60})?\)[。;,]?\s*$")
_LEAST = 6
DIVIDED = ("parts", "原文在一条里用“一是、二是”分写了几项任务和责任单位，已拆成几项，请核对")


def counted_parts(body: str) -> list[int]:
    """Where the counted parts of a line begin, if each of them ends with a bracket of its own; else nowhere."""
    if "二是" not in body and "二要" not in body:
        return []
    places: list[int] = []
    for match in _COUNTED.finditer(body):
        if match.group(1) == _NUMBERS[len(places)]:
            places.append(match.start())
        if len(places) == len(_NUMBERS):
            break
    if len(places) < 2:
        return []
    closed = (_CLOSED.search(body, a, b) for a, b in pairwise([*places, len(body)]))
    return places if all(found and found.start() > place + _LEAST for found, place in zip(closed, places, strict=True)) else []


def is_counted_part(folded: str, start: int) -> bool:
    """Whether a paragraph is a counted part that stands in the line of another."""
    return start > 0 and folded[start - 1] != "\n" and bool(_COUNTED.match(folded, start))
