"""How like a printed title is to each task of the plan, from 0 to 1: shortened, rewritten, mistyped, or its content instead.

Every character of the printed title must be explained by the task's title or content; what stays unexplained speaks against it,
ordinary words (建设, 推进) little, the words that name the thing much. An index by pairs of characters keeps it from comparing all.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from tracker.sheets.staged import KnownTask
from tracker.sheets.wording import CONTRASTS, DIRECTIONS, bare_title, other_phase, phase, weights, words_of

EXACT = 1.0
_CONTENT_EXACT = 0.97
_CANDIDATES = 10
_RARE = 120
_LONE, _IN_CONTENT = 0.7, 0.8
_CONTENT_LENGTH = 400
_CONTRADICTION = 0.6
_VERY_SHORT, _ANYWHERE = 4, 0.5
_WHOLE_PHRASE, _PHRASE = 7, 0.9


class Like(NamedTuple):
    """A task (index) and how like it is. `whole`: title or content is the same text."""

    score: float
    task: int
    whole: bool = False


class _Text(NamedTuple):
    bare: str
    weights: tuple[float, ...]
    pairs: frozenset[str]
    total: float


def _text(bare: str) -> _Text:
    worth = weights(bare)
    return _Text(bare, worth, _pairs(bare), sum(worth) or 1.0)


def _pairs(bare: str) -> frozenset[str]:
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


class TitleIndex:
    """The titles and contents of a plan's tasks, ready to be asked for the nearest."""

    def __init__(self, tasks: Sequence[KnownTask]) -> None:
        self.tasks = tasks
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._content: dict[str, list[int]] = defaultdict(list)
        self._by_pair: dict[str, list[int]] = defaultdict(list)
        self._by_char: dict[str, list[int]] = defaultdict(list)
        self._by_content: dict[str, list[int]] = defaultdict(list)
        self._titles: dict[int, tuple[_Text, ...]] = {}
        self._contents: dict[int, _Text] = {}
        self._near: dict[str, list[Like]] = {}
        self._indexed = False
        for index, task in enumerate(tasks):
            for title in dict.fromkeys(bare_title(text) for text in (task.title, *task.titles) if text):
                self._exact[title].append(index)

    def _build(self) -> None:
        """The index of pairs: made only when some title is not found word for word."""
        self._indexed = True
        for index, task in enumerate(self.tasks):
            if task.content:
                self._content[bare_title(task.content)].append(index)
            pairs: set[str] = set()
            chars: set[str] = set()
            for title in (task.title, *task.titles):
                bare = bare_title(title)
                pairs |= _pairs(bare)
                chars |= {char for char, weight in zip(bare, weights(bare), strict=True) if weight > 0.5}
            for pair in pairs:
                self._by_pair[pair].append(index)
            for char in chars:
                self._by_char[char].append(index)
            for pair in _pairs(words_of(task.content[:_CONTENT_LENGTH])) - pairs:
                self._by_content[pair].append(index)

    def same(self, printed: str) -> list[int]:
        """Tasks whose title is the printed one, word for word."""
        return self._exact.get(bare_title(printed), [])

    def near(self, printed: str) -> list[Like]:
        """The tasks that come nearest, the nearest first; tasks that share nothing are not among them."""
        bare = bare_title(printed)
        found = self._near.get(bare)
        if found is None:
            found = self._near[bare] = self._search(bare)
        return found

    def score(self, printed: str, task: int) -> float:
        """How like the printed title is to one task."""
        bare = bare_title(printed)
        if not bare:
            return 0.0
        if not self._indexed:
            self._build()
        if task in self._exact.get(bare, ()):
            return EXACT
        if task in self._content.get(bare, ()):
            return _CONTENT_EXACT
        return self._fine(_text(bare), task)

    def _search(self, bare: str) -> list[Like]:
        if not bare:
            return []
        if not self._indexed:
            self._build()
        sure = [Like(EXACT, index, True) for index in self._exact.get(bare, ())]
        sure += [Like(_CONTENT_EXACT, index, True) for index in self._content.get(bare, ()) if Like(EXACT, index, True) not in sure]
        known = {like.task for like in sure}
        printed = _text(bare)
        found = [Like(self._fine(printed, index), index) for index in self._candidates(printed) if index not in known]
        return sorted([*sure, *(like for like in found if like.score > 0.05)], key=lambda like: -like.score)

    def _candidates(self, printed: _Text) -> list[int]:
        """The tasks that share most with a printed title; what a great many tasks share is looked at only where nothing else is."""
        votes: dict[int, float] = defaultdict(float)
        for limit in (_RARE, len(self.tasks)):
            for place, pair in enumerate(_ordered_pairs(printed.bare)):
                worth = printed.weights[place] + printed.weights[place + 1]
                for index, share in ((self._by_pair, 1.0), (self._by_content, 0.5)):
                    _vote(votes, index.get(pair), worth * share, limit)
            for char, weight in zip(printed.bare, printed.weights, strict=True):
                if weight > 0.5:
                    _vote(votes, self._by_char.get(char), 0.4, limit)
            if votes:
                break
        return nlargest(_CANDIDATES, votes, key=votes.__getitem__)

    def _fine(self, printed: _Text, task: int) -> float:
        texts = self._titles.get(task)
        if texts is None:
            known = self.tasks[task]
            texts = self._titles[task] = tuple(_text(bare_title(title)) for title in (known.title, *known.titles) if title)
            self._contents[task] = _text(words_of(known.content[:_CONTENT_LENGTH]))
        content = self._contents[task]
        return max((_likeness(printed, title, content) for title in texts or (_text(""),)), default=0.0)


def _vote(votes: dict[int, float], tasks: list[int] | None, worth: float, limit: int) -> None:
    if tasks is not None and len(tasks) <= limit:
        for task in tasks:
            votes[task] += worth


def _ordered_pairs(bare: str) -> list[str]:
    return [bare[i : i + 2] for i in range(len(bare) - 1)]


def _likeness(printed: _Text, title: _Text, content: _Text) -> float:
    explained = [0.0] * len(printed.bare)
    met = [0.0] * len(title.bare)
    blocks = LCSseq.opcodes(printed.bare, title.bare)
    matched = sum(block.src_end - block.src_start for block in blocks if block.tag == "equal")
    shortened = matched == len(printed.bare) and len(title.bare) <= 4 * len(printed.bare)
    for block in blocks:
        length = block.src_end - block.src_start
        if block.tag == "equal":
            worth = 1.0 if length > 1 or shortened else _LONE
            explained[block.src_start : block.src_end] = [worth] * length
            met[block.dest_start : block.dest_end] = [worth] * length
    contrast = any(_swapped(printed.bare, title.bare, explained, met))
    for place, pair in enumerate(_ordered_pairs(printed.bare)):
        if pair in title.pairs:
            explained[place] = explained[place + 1] = 1.0
        elif pair in content.pairs:
            explained[place] = max(explained[place], _IN_CONTENT)
            explained[place + 1] = max(explained[place + 1], _IN_CONTENT)
    if len(printed.bare) <= _VERY_SHORT:  # 棚改 for 改造棚户区: the characters count, wherever they stand
        for place, char in enumerate(printed.bare):
            if char in title.bare:
                explained[place] = max(explained[place], _ANYWHERE)
    for place, pair in enumerate(_ordered_pairs(title.bare)):
        if pair in printed.pairs:
            met[place] = met[place + 1] = 1.0
    one, other = phase(printed.bare), phase(title.bare)
    if one.number and other.number:
        if other_phase(one.number, other.number):
            contrast = True
        else:  # the same phase in other words: 首期, 一期
            explained[one.start : one.end] = [1.0] * (one.end - one.start)
            met[other.start : other.end] = [1.0] * (other.end - other.start)
    share = sum(weight * worth for weight, worth in zip(printed.weights, explained, strict=True)) / printed.total
    back = sum(weight * worth for weight, worth in zip(title.weights, met, strict=True)) / title.total
    if len(printed.bare) > len(title.bare) and content.bare:
        both = (
            sum(w for w, pair in zip(content.weights, _ordered_pairs(content.bare), strict=False) if pair in printed.pairs) / content.total
        )
        back = max(back, both)
    score = share * (0.75 + 0.25 * back)
    if len(printed.bare) >= _WHOLE_PHRASE and printed.bare in content.bare:
        score = max(score, _PHRASE)
    if any(char in DIRECTIONS and not worth for char, worth in zip(printed.bare, explained, strict=True)):
        score *= 0.9
    if contrast:
        return score * _CONTRADICTION
    return score * 0.95 if one.number and not other.number else min(score, 0.99)


def _swapped(printed: str, title: str, explained: list[float], met: list[float]) -> Iterable[bool]:
    """For every single character that stands in place of another: whether the two mean different things (东, 西)."""
    if len(printed) != len(title):
        return
    for place, (one, other) in enumerate(zip(printed, title, strict=True)):
        if one != other and not explained[place] and not met[place]:
            yield one in CONTRASTS and other in CONTRASTS
