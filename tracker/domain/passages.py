"""Passages of a document that a person may edit before printing: what the program drafted, what was made of it, and what to tell.

A figure in a draft knows the tasks that it counts, so that it can be opened as their list. A typed figure that the data does not
have is told, never put right by itself.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.domain.numerals import CHINESE_DIGITS, chinese_number

_ARABIC = r"\d+(?:\.\d+)?"
_SAID = re.compile(rf"(?<![\d.])({_ARABIC})\s*(项|个|%|％)")
_GAP = r"[的共为有了：:\s]{0,3}"


class Figure(NamedTuple):
    """A count in a document with the tasks it counts; `gone`: how many of them were deleted since, so that no list can show them."""

    label: str
    amount: int
    task_ids: tuple[int, ...] = ()
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What the program writes at a place of a document; each line of `text` is a paragraph. `printed`: False where the place is left
    out, whatever is written there, because there is nothing to tell of."""

    place: str
    label: str
    text: str
    figures: tuple[Figure, ...] = ()
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Kept:
    """What a person made of a draft on a day; `drafted`: the draft that was there then."""

    text: str
    drafted: str
    edited_on: date


@dataclass(frozen=True, slots=True)
class Passage:
    """A place of a document as it will be printed."""

    draft: Draft
    kept: Kept | None = None

    @property
    def text(self) -> str:
        """What is printed."""
        return self.draft.text if self.kept is None else self.kept.text

    @property
    def changed(self) -> bool:
        """Whether the data says something else now than when the passage was edited."""
        return self.kept is not None and self.kept.drafted != self.draft.text

    @property
    def doubts(self) -> tuple[str, ...]:
        """Figures that were typed and do not agree with the data."""
        if self.kept is None:
            return ()
        found = figure_doubts(self.draft, self.kept.text)
        return found if self.draft.printed else ("数据里已没有这类事项，这一段不印", *found)


def passages(drafts: Sequence[Draft], kept: dict[str, Kept]) -> tuple[Passage, ...]:
    """The drafts with what was made of them."""
    return tuple(Passage(draft, kept.get(draft.place)) for draft in drafts)


def without_deleted(figure: Figure, there: frozenset[int]) -> Figure:
    """The figure with those of its tasks that are still there."""
    left = tuple(task_id for task_id in figure.task_ids if task_id in there)
    return figure._replace(task_ids=left, gone=len(figure.task_ids) - len(left))


def figure_doubts(draft: Draft, text: str) -> tuple[str, ...]:
    """Where a text says another figure than the data: first what stands behind a word of the data, then numbers that it has nowhere."""
    doubts, told = [], set()
    for figure in draft.figures:
        for found in re.finditer(rf"{re.escape(figure.label)}{_GAP}({_ARABIC}|[{CHINESE_DIGITS}]+)\s*(项|个)", text):
            value = chinese_number(found[1])
            if value is not None and value != figure.amount and not _also_counts(draft, figure.label, value):
                doubts.append(f"“{figure.label}”写的是 {found[1]} {found[2]}，数据是 {figure.amount} {found[2]}")
                told.add((found[1], found[2]))
    known = Counter(_said(draft.text)) + Counter((str(figure.amount), unit) for figure in draft.figures for unit in ("项", "个"))
    for number, unit in dict.fromkeys(_said(text)):
        if (number, unit) not in known and (number, unit) not in told:
            doubts.append(f"“{number}{unit}”不是这一段数据里的数")
    return tuple(doubts)


def _also_counts(draft: Draft, label: str, value: int) -> bool:
    """Whether another figure that is called the same has this count (推进中 of a unit and of all)."""
    return any(figure.label == label and figure.amount == value for figure in draft.figures)


def _said(text: str) -> list[tuple[str, str]]:
    """The numbers with a unit that a text says, in order."""
    return [(number.removesuffix(".0"), "%" if unit == "％" else unit) for number, unit in _SAID.findall(text)]
