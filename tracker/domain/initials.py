"""Finding Chinese text by the first letters of its syllables: fgw finds 发改委.

Each character has one letter, some have a second one (重 z and c). A text is found where the letters stand one after the other in
it; letters, digits and signs of the text stand for themselves.
"""

import re
from collections.abc import Mapping

_TYPED = re.compile(r"^[A-Za-z]{2,12}$")


class Initials:
    """`first` and `second`: the letter of a character (code point → letter); `second` holds only those that have two."""

    def __init__(self, first: Mapping[int, str], second: Mapping[int, str]) -> None:
        self._first = dict(first)
        self._second = {**self._first, **second}

    @classmethod
    def of(cls, text: str) -> "Initials":
        """From lines `z 重种中…`, first letters, an empty line, then second ones."""
        tables: list[dict[int, str]] = [{}, {}]
        for table, part in zip(tables, text.split("\n\n"), strict=True):
            for line in part.splitlines():
                letter, characters = line.split(" ", 1)
                table.update((ord(character), letter) for character in characters)
        return cls(*tables)

    def spelled(self, text: str) -> tuple[str, str]:
        """The text as first letters, and once more with the second letters; both as long as the text."""
        small = text.lower() if len(text.lower()) == len(text) else text
        return small.translate(self._first), small.translate(self._second)

    def find(self, typed: str, text: str) -> int:
        """Where the typed letters begin in the text, -1: nowhere."""
        wanted = typed.lower()
        first, second = self.spelled(text)
        return max(first.find(wanted), second.find(wanted))


def are_initials(typed: str) -> bool:
    """Can this be meant as first letters? From two letters on, nothing but letters."""
    return _TYPED.match(typed) is not None
