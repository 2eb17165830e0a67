"""Finding Chinese text by the first letters of its syllables: fgw finds 发改委.

Each character has one letter, some have a second one (重 z and c). A text is found where the letters stand one after the other in
it; letters, digits and signs of the text stand for themselves.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

_TYPED = re.compile(r"^[A-Za-z]{2,12}$")


class Initials:
    """`characters`: a small letter → all characters that can begin with it."""

    def __init__(self, characters: Mapping[str, str]) -> None:
        self._classes = {letter: f"[{letter}{letter.upper()}{found}]" for letter, found in characters.items()}
        self.pattern = lru_cache(maxsize=64)(self._pattern)

    @classmethod
    def of(cls, text: str) -> "Initials":
        """From lines `z 重种中…`; a character with two letters stands in two lines."""
        found: dict[str, str] = {}
        for line in text.splitlines():
            letter, _, characters = line.partition(" ")
            found[letter] = found.get(letter, "") + characters
        return cls(found)

    def _pattern(self, typed: str) -> re.Pattern[str]:
        return re.compile("".join(self._classes.get(letter, f"[{letter}{letter.upper()}]") for letter in typed.lower()))

    def find(self, typed: str, text: str) -> int:
        """Where the typed letters begin in the text, -1: nowhere."""
        found = self.pattern(typed).search(text)
        return found.start() if found else -1


def are_initials(typed: str) -> bool:
    """Can this be meant as first letters? From two letters on, nothing but letters."""
    return _TYPED.match(typed) is not None
