"""Reports that tell nothing: an empty text, or the words of the period before once more."""

from enum import StrEnum

from tracker.domain.folding import fold
from tracker.domain.terms import State


class Poor(StrEnum):
    """What is wrong with the text of a report."""

    EMPTY = "empty"
    REPEATED = "repeated"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {Poor.EMPTY: "进展空白", Poor.REPEATED: "与上期相同"}


def poor_text(state: State | None, text: str, before: str | None) -> Poor | None:
    """Whether a report's text tells nothing new; `before`: the text of the period before, None where there was no report.

    Of a completed task, and of one without an end, nothing new need be told.
    """
    if state in (State.COMPLETED, State.ONGOING):
        return None
    said = bare(text)
    if not said:
        return Poor.EMPTY
    return Poor.REPEATED if before is not None and said == bare(before) else None


def bare(text: str) -> str:
    """A text without what two writings of the same words differ in."""
    return "".join(fold(text).split()).rstrip(".。")
