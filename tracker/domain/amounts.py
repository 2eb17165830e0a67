"""Figures as offices write them: decimal text that is kept as written, read without rounding, and said again in the same places."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

_NOTHING = frozenset(("", "/", "//", "\\", "-", "--", "—", "——", "无", "暂无", "未填"))
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_WITH_WORDS = re.compile(r"([^\d.-]*)(-?\d{1,15}(?:\.\d{1,6})?)(.*)")
_SCALES = {"亿": Decimal(10) ** 8, "万": Decimal(10) ** 4, "千": Decimal(10) ** 3, "百": Decimal(100)}
_LONGEST = 24


class Written(NamedTuple):
    """A figure as it was read. `value` "": none; `doubt`: why a person should look, "" where the figure is clear."""

    value: str = ""
    doubt: str = ""


def amount(text: str) -> Fraction | None:
    """The number of a stored figure; None for words and for nothing."""
    return Fraction(text) if _PLAIN.fullmatch(text) else None


def read_amount(text: str, measure: str = "") -> Written:
    """What somebody typed or a sheet says: 1,280、88.5%、3200人. `measure`: what it is counted in; another scale (亿元 for 万元) is
    converted and asked about, rough words (约, 近, 以上) are asked about, anything else is no figure."""
    folded = "".join(unicodedata.normalize("NFKC", text).split()).strip("。,;；")
    if folded in _NOTHING:
        return Written()
    if _THOUSANDS.fullmatch(folded):
        folded = folded.replace(",", "")
    if _PLAIN.fullmatch(folded):
        return Written(folded)
    shown = text.strip() if len(text.strip()) <= _LONGEST else f"{text.strip()[: _LONGEST - 1]}…"
    found = _WITH_WORDS.fullmatch(re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", folded))
    if found is None or re.search(r"\d", found[3]):
        return Written("", f"写的是“{shown}”，看不出是哪个数")
    before, number, after = found.groups()
    wanted = "".join(unicodedata.normalize("NFKC", measure).split())
    if before or after.endswith(("以上", "左右", "多", "余", "以下", "以内")):
        bare = re.sub(r"(?:以上|左右|多|余|以下|以内)$", "", after)
        value = number if bare in ("", wanted) else ""
        return Written(value, f"写的是“{shown}”，不是准确的数")
    if after == wanted:
        return Written(number)
    converted = _converted(Decimal(number), after, wanted)
    if converted is None:
        return Written("", f"写的是“{shown}”，单位和“{measure or '无单位'}”对不上")
    return Written(converted, f"写的是“{shown}”，按{converted}{measure}读取")


def _converted(number: Decimal, said: str, wanted: str) -> str | None:
    """The figure in the scale that is wanted, where both count the same thing: 1.2亿元 → 12000 (万元)."""
    (said_scale, said_thing), (scale, thing) = _scale(said), _scale(wanted)
    if said_thing != thing or not thing:
        return None
    return plain(number * said_scale / scale)


def _scale(words: str) -> tuple[Decimal, str]:
    scale, rest = Decimal(1), words
    while rest[:1] in _SCALES and len(rest) > 1:
        scale, rest = scale * _SCALES[rest[0]], rest[1:]
    return scale, rest


def plain(number: Decimal) -> str:
    """A number as text without an exponent and without needless noughts."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def places_of(*texts: str) -> int:
    """How many places behind the point the finest of these figures has."""
    return max((len(text.partition(".")[2]) for text in texts if _PLAIN.fullmatch(text)), default=0)


def said(number: Fraction, places: int = 2) -> str:
    """A number rounded half up to at most so many places, without needless noughts."""
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    rounded = plain(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    return "0" if rounded == "-0" else rounded


def percent_rounded(share: Fraction) -> float:
    """A share to one place, as a number for a table."""
    return float(said(share, 1))


def total(texts: Iterable[str]) -> Fraction:
    """The sum of the figures among these; words and nothing count as nought."""
    return sum((number for text in texts if (number := amount(text)) is not None), Fraction(0))
