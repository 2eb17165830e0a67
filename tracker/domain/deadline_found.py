"""A time limit as found in a text, and the text while its time words are read: what one pattern took, no other reads again."""

import re
from dataclasses import dataclass
from datetime import date

from tracker.domain.deadline_patterns import TITLES, YEAR_OF_STEP
from tracker.domain.deadlines import Recurrence
from tracker.domain.folding import fold
from tracker.domain.terms import DeadlineKind

Period = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class FoundLimit:
    """A time limit at [start, end) of the text. `doubt`: a Chinese sentence why a person should look, empty if sure."""

    start: int
    end: int
    wording: str
    kind: DeadlineKind
    due: date | None = None
    recurrence: Recurrence | None = None
    doubt: str = ""


class Reading:
    """One text in one period, and the limits found so far. `cell`: it stands in a column or behind a key of time limits."""

    def __init__(self, text: str, period: Period, issued: date | None, *, cell: bool) -> None:
        self.text = text
        self.folded = fold(text)
        self.start, self.end = period
        self.issued = issued
        self.cell = cell
        self.found: list[FoundLimit] = []
        self.taken = bytearray(len(text))
        for match in TITLES.finditer(text):
            self.take(*match.span())

    def take(self, start: int, end: int) -> None:
        """Mark [start, end) as read, so that no other pattern reads it again."""
        self.taken[start:end] = b"\1" * (end - start)

    def is_taken(self, start: int, end: int) -> bool:
        return self.taken.find(1, start, end) >= 0

    def year_before(self, at: int) -> int | None:
        """The year of the last limit before `at` in the same sentence that prints one: 2026年6月底前下达60%、9月底前下达80%.

        Else the year of the step that it belongs to: 2026年任务：….
        """
        stop = max(self.folded.rfind("。", 0, at), self.folded.rfind("\n", 0, at))
        printed = (limit for limit in reversed(self.found) if stop < limit.start < at and limit.due and _YEAR.match(limit.wording))
        told = next((limit.due.year for limit in printed if limit.due), None)
        steps = [int(step.group(1)) for step in YEAR_OF_STEP.finditer(self.folded, 0, at)] if told is None else []
        return steps[-1] if steps else told

    def has_steps(self) -> bool:
        """Whether the text goes on by years: 2025年任务：…2026年任务：…."""
        return len({step.group(1) for step in YEAR_OF_STEP.finditer(self.folded)}) > 1


_YEAR = re.compile(r"[到至于在]?20\d\d年")
