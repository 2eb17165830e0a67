"""Full-width and half-width signs: a document prints １４ or 14, ％ or %, and who searches for one means the other too."""

import re
from functools import lru_cache

_FIRST, _LAST, _APART = 0xFF01, 0xFF5E, 0xFEE0
_HALF = {code: code - _APART for code in range(_FIRST, _LAST + 1)}
_FULL = {half: code for code, half in _HALF.items()}
_FULL_SIGNS = {half: code for half, code in _FULL.items() if not chr(half).isalnum()}
_FULL_BUT_PERCENT = {half: code for half, code in _FULL_SIGNS.items() if half != ord("%")}


def half_width(text: str) -> str:
    """The text with half-width signs, each at its old place."""
    return text.translate(_HALF)


def compared(text: str) -> str:
    """The text as it is compared with what somebody typed: half-width, small letters, each character at its old place."""
    return half_width(text).lower()


def place_of(word: str, text: str) -> int:
    """Where a word stands in a text, full-width or half-width, in small letters or large; -1: nowhere.

    For thousands of short texts: most words are Chinese, and of those there is one way to write each.
    """
    pattern = _pattern(word)
    if pattern is None:
        return text.find(word)
    found = pattern.search(text)
    return -1 if found is None else found.start()


@lru_cache(maxsize=64)
def _pattern(word: str) -> re.Pattern[str] | None:
    """What finds a word in all its ways; None where there is only one."""
    signs = [_ways(sign) for sign in half_width(word)]
    if all(len(ways) == 1 for ways in signs):
        return None
    return re.compile("".join(f"[{re.escape(''.join(sorted(ways)))}]" for ways in signs))


def _ways(sign: str) -> set[str]:
    """A half-width sign as it may be written."""
    cased = {way for way in (sign, sign.lower(), sign.upper()) if len(way) == 1}
    return cased | {way.translate(_FULL) for way in cased}


def writings(word: str) -> tuple[str, ...]:
    """The ways in which documents write a word: half-width, full-width, and figures half-width between full-width signs. Letters alone
    are written half-width."""
    half = half_width(word)
    if half.isascii() and half.isalpha():
        return (half,)
    ways = (half, half.translate(_FULL), half.translate(_FULL_SIGNS), half.translate(_FULL_BUT_PERCENT))
    return tuple(dict.fromkeys(ways))
