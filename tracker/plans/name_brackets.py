"""Brackets behind a name in a list of units: a person (县水利局（李卫东）), a unit behind its leader (副县长罗平（县水利局）), or who helps
(县工信局（县经开区管委会配合）)."""

import re

from tracker.domain.unit_names import is_group, looks_like_unit
from tracker.plans.cell_kinds import are_persons
from tracker.plans.keys import Said

_BRACKET = re.compile(r"(?P<outer>[^()]{2,40}?)\s*\((?P<inner>[^()]{2,60})\)$")
_POST = re.compile(
    r"(?:各)?(?:单位|部门|乡镇|街道)?(?:主要|第一|分管)?(?:负责人|负责同志|责任人|领导|[局镇乡校院处科所站部会]长|乡镇长|主任|书记|经理)(?:[\u4e00-\u9fff]{2,3})?"
)
_LED_BY = re.compile(
    r"(?:[\u4e00-\u9fff]{0,8}(?:副?(?:省长|市长|县长|区长|州长|旗长|盟长|镇长|乡长|专员|书记|主任|秘书长|局长|部长)|常委|主席|同志))(?:[\u4e00-\u9fff]{2,3})?"
)
_HELPS = re.compile(r"(?:负责)?(?:(?P<lead>牵头|主办|主责)|(?P<support>配合|协助|协同|参与|参加|协办))(?:单位|部门|落实|实施)?$")
Range = tuple[int, int]


def persons_apart(folded: str, start: int, end: int) -> tuple[Range, Range] | None:
    """The unit and the person of an item that names both, one of them in brackets; None for any other item."""
    match = _BRACKET.fullmatch(folded, start, end)
    if match is None:
        return None
    outer, inner = match.group("outer"), match.group("inner")
    if looks_like_unit(outer) and (_POST.fullmatch(inner) or _is_person(inner)):
        return match.span("outer"), match.span("inner")
    if looks_like_unit(inner) and not is_group(inner) and (_LED_BY.fullmatch(outer) or _is_person(outer)):
        return match.span("inner"), match.span("outer")
    return None


def _is_person(words: str) -> bool:
    return are_persons(words) and not looks_like_unit(words) and not is_group(words)


def helpers_apart(folded: str, start: int, end: int) -> tuple[Range, Range, Said] | None:
    """The unit of an item, and those in brackets behind it that help or lead by their own verb; None for any other item."""
    match = _BRACKET.fullmatch(folded, start, end)
    verb = _HELPS.search(folded, match.start("inner"), match.end("inner")) if match else None
    if match is None or verb is None or verb.start() <= match.start("inner") + 1 or not looks_like_unit(match.group("outer")):
        return None
    return match.span("outer"), (match.start("inner"), verb.start()), Said.LEAD if verb.group("lead") else Said.SUPPORT
