"""How long work reports how far it is, without knowing any widget.

A long function takes `progress: Progress = silent` and calls it now and then with the part done (0.0 to 1.0) and a short Chinese
text. The callable raises `Cancelled` where the user has asked to stop, so that the work unwinds from wherever it is.
"""

from collections.abc import Callable

Progress = Callable[[float, str], None]


def silent(_done: float, _text: str) -> None:
    """Report to nobody."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """The report of one step of longer work, which goes from `start` to `end` of the whole."""
    return lambda done, text: progress(start + (end - start) * done, text)
