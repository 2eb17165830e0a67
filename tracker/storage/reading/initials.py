"""The first letters of all Chinese characters, from the program's own list."""

from functools import cache

from tracker.domain.initials import Initials
from tracker.paths import RESOURCES


@cache
def letters() -> Initials:
    """Read when somebody types letters."""
    return Initials.of((RESOURCES / "initials.txt").read_text("utf-8").strip("\n"))
