"""Passages of a document that a person may edit before printing: what the program drafted, what was made of it, and what to tell.

A figure in a draft knows the tasks that it counts, so that it can be opened as their list. A typed figure that the data does not
have is told, never put right by itself.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.domain.numerals import CHINESE_DIGITS, chinese_number

_ARABIC = r"\d+(?:\.\d+)?"
_SAID = re.compile(rf"(?<![\d.])({_ARABIC})\s*(项|个|%|％)")
_GAP = r"[的共为有了：:\s]{0,3}"
_SHARE = re.compile(rf"，?占({_ARABIC}[%％])")


class Figure(NamedTuple):
    """A count in a document with the tasks it counts; `gone`: how many of them were deleted since, so that no list can show them.

    `about`: the unit or section that alone is counted, "" for all. `units`: it counts units, whose list is the book of the period.
    """

    label: str
    amount: int
    task_ids: tuple[int, ...] = ()
    gone: int = 0
    about: str = ""
    units: bool = False

    @property
    def opens(self) -> bool:
        """Whether there is a list to show."""
        return bool(self.task_ids) or self.units


class Place(NamedTuple):
    """Where a figure stands in a text: from `start` up to, not with, `end`."""

    start: int
    end: int
    figure: Figure


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
        for found, value in _counts_said(figure.label, text):
            if value != figure.amount and not _also_counts(draft, figure.label, value):
                doubts.append(f"“{figure.label}”写的是 {found[1]} {found[2]}，数据是 {figure.amount} {found[2]}")
                told.add((found[1], found[2]))
    known = Counter(_said(draft.text)) + Counter((str(figure.amount), unit) for figure in draft.figures for unit in ("项", "个"))
    for number, unit in dict.fromkeys(_said(text)):
        if (number, unit) not in known and (number, unit) not in told:
            doubts.append(f"“{number}{unit}”不是这一段数据里的数")
    return tuple(doubts)


def figure_places(said: Iterable[tuple[str, Figure]], text: str) -> tuple[Place, ...]:
    """Where a text says these figures, each under the word it is called by there, and its share of all behind it.

    A number that is not the data's is no figure's place. Of two words that end at one number the longer one calls it.
    """
    found: dict[tuple[int, int], tuple[int, Figure]] = {}
    for word, figure in said:
        for match, value in _counts_said(word, text):
            if value == figure.amount and figure.opens:
                spans = [match.span(1)]
                if share := _SHARE.match(text, match.end()):
                    spans.append(share.span(1))
                for span in spans:
                    if len(word) > found.get(span, (0, figure))[0]:
                        found[span] = (len(word), figure)
    return tuple(Place(*span, figure) for span, (_length, figure) in sorted(found.items()))


def _counts_said(word: str, text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Every count that a text says under a word: 已完成共3项."""
    for found in re.finditer(rf"{re.escape(word)}{_GAP}({_ARABIC}|[{CHINESE_DIGITS}]+)\s*(项|个)", text):
        value = chinese_number(found[1])
        if value is not None:
            yield found, value


def _also_counts(draft: Draft, label: str, value: int) -> bool:
    """Whether another figure that is called the same has this count (推进中 of a unit and of all)."""
    return any(figure.label == label and figure.amount == value for figure in draft.figures)


def _said(text: str) -> list[tuple[str, str]]:
    """The numbers with a unit that a text says, in order."""
    return [(number.removesuffix(".0"), "%" if unit == "％" else unit) for number, unit in _SAID.findall(text)]
