"""Bold, underlined and 黑体 letters on their way from a file to its text: carried as marks inside the text, then as ranges beside it.

Some plans tell who leads by the letters alone (加粗的为牵头单位), so that their shape is content and must not be lost.
"""

from enum import StrEnum

_CLOSE = "\ue0f0"


class Shape(StrEnum):
    """How letters stand out; the value is the mark that opens such a stretch."""

    BOLD = "\ue0f1"
    UNDERLINED = "\ue0f2"
    HEAVY = "\ue0f3"


Shaped = tuple[int, int, Shape]
_MARKS = dict.fromkeys(map(ord, (_CLOSE, *Shape)))
_BY_MARK = {shape.value: shape for shape in Shape}


def plain(text: str) -> str:
    """The text of a file without letters that would be taken for marks."""
    return text.translate(_MARKS) if any(mark in text for mark in (_CLOSE, *Shape)) else text


def shaped(text: str, shapes: tuple[Shape, ...]) -> str:
    """The text between its marks, blanks before it left outside."""
    lead = len(text) - len(text.lstrip())
    return text[:lead] + "".join(shapes) + text[lead:] + _CLOSE * len(shapes) if text.strip() else text


def without_marks(text: str) -> tuple[str, list[Shaped]]:
    """The text as printed, and the stretches that stand out in it."""
    if _CLOSE not in text:
        return text, []
    letters: list[str] = []
    open_at: list[tuple[int, Shape]] = []
    found: list[Shaped] = []
    for letter in text:
        if letter in _BY_MARK:
            open_at.append((len(letters), _BY_MARK[letter]))
        elif letter == _CLOSE:
            if open_at:
                start, shape = open_at.pop()
                found.append((start, len(letters), shape))
        else:
            letters.append(letter)
    return "".join(letters), found
