"""Places in a text: Python counts characters, Qt counts UTF-16 units; rare characters (𠮷) take two of those."""

import re
from bisect import bisect_left, bisect_right

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Places:
    """Turns places of one text from the one count into the other."""

    def __init__(self, text: str) -> None:
        self._wide = [match.start() for match in _WIDE.finditer(text)]
        self._wide_qt = [place + turn for turn, place in enumerate(self._wide)]

    def to_qt(self, place: int) -> int:
        """Python's place as Qt counts it."""
        return place + bisect_left(self._wide, place)

    def from_qt(self, place: int) -> int:
        """Qt's place as Python counts it; inside a pair it is the character's own place."""
        return place - bisect_right(self._wide_qt, place - 1)
