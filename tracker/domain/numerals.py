"""Numbers as Chinese documents write them: 十二, 二〇二五, 两, full-width digits; and what OCR makes of digits."""

import re
import unicodedata

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_POWERS = {"万": 10_000, "亿": 100_000_000}
CHINESE_DIGITS = "〇零○一二三四五六七八九十百千两"
_OCR = str.maketrans({"I": "1", "l": "1", "L": "1", "O": "0", "o": "0", "丨": "1"})
_OCR_NUMBER = re.compile(r"(?<![A-Za-z])[IlLOo丨\d][IlLOo丨\d.]*(?![A-Za-z])")


def chinese_number(text: str) -> int | None:
    """The value of a numeral written in Chinese or Arabic digits (十二 → 12, 二〇二五 → 2025, 25 → 25); None if it is none."""
    text = unicodedata.normalize("NFKC", text)
    if not text:
        return None
    if text.isascii():
        return int(text) if text.isdecimal() else None
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = current = 0
    seen = False
    for char in text:
        if char in _DIGITS:
            current, seen = _DIGITS[char], True
        elif char in _UNITS:
            section += (current if current else 1) * _UNITS[char]
            current, seen = 0, True
        elif char in _POWERS and seen:
            total += (section + current) * _POWERS[char]
            section = current = 0
        else:
            return None
    return total + section + current if seen else None


def ocr_number(text: str) -> str | None:
    """Digits that a scan turned into letters, put right (IOOO → 1000, L98 → 1.98); None where nothing had to be put right.

    A letter before two or more digits and no point is read as `1.` when it is L: a full stop between digits is what gets lost.
    """
    if not _OCR_NUMBER.fullmatch(text) or text.isdigit() or not re.search(r"[IlLOo丨]", text):
        return None
    if re.fullmatch(r"[Ll]\d{2}", text):
        return "1." + text[1:]
    repaired = text.translate(_OCR)
    return repaired if re.fullmatch(r"\d+(\.\d+)?", repaired) else None
