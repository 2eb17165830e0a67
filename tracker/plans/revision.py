"""Two wordings of a plan side by side: which task became which, and what differs between the two.

Pure comparison of texts: it knows neither drafts nor stored rows. Where several old tasks could have become a new one, or the only
one is not like enough, the answer is a question for a person, never a guess.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from tracker.domain.folding import fold
from tracker.domain.terms import Role

# From SURE on two tasks are one if no other comes within GAP; from MAYBE on a person is asked.
SURE, MAYBE, GAP = 0.72, 0.5, 0.12
_LIKELY_TITLE = 35
_CANDIDATES = 5
_CONTENT = 600


class Field(StrEnum):
    """What may differ between two wordings of one task."""

    TITLE = "title"
    CONTENT = "content"
    UNITS = "units"
    DEADLINES = "deadlines"
    TARGETS = "targets"
    LEADERS = "leaders"
    PLACE = "place"

    @property
    def label(self) -> str:
        return _FIELD_LABELS[self]


_FIELD_LABELS = {
    Field.TITLE: "标题",
    Field.CONTENT: "内容",
    Field.UNITS: "责任单位",
    Field.DEADLINES: "时限",
    Field.TARGETS: "目标",
    Field.LEADERS: "分管领导",
    Field.PLACE: "章节和顺序",
}


class UnitWord(NamedTuple):
    """A unit with its role; `unit_id` 0 or less: not stored yet."""

    unit_id: int
    name: str
    role: Role


class LimitWord(NamedTuple):
    """A time limit: its wording, and what it means as plain words of the columns."""

    wording: str
    meaning: tuple[str, ...]


class TargetWord(NamedTuple):
    """A figure to be reached."""

    quote: str
    value: str
    measure: str
    comparison: str


class Wording(NamedTuple):
    """One task as one wording of the plan has it. `path`: the headings above it without their numbers; `note`: the unit note."""

    label: str = ""
    title: str = ""
    content: str = ""
    note: str = ""
    path: tuple[str, ...] = ()
    units: tuple[UnitWord, ...] = ()
    limits: tuple[LimitWord, ...] = ()
    targets: tuple[TargetWord, ...] = ()
    leaders: str = ""


@dataclass(slots=True)
class Pairing:
    """Indexes into the old and the new tasks. `open`: new tasks that a person must place, with the old ones they may be."""

    pairs: dict[int, int] = field(default_factory=dict)
    open: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def added(self, new: int) -> list[int]:
        """New tasks that no old one could be, of `new` tasks."""
        taken = set(self.pairs.values())
        return [index for index in range(new) if index not in taken and index not in self.open]


def plain(text: str) -> str:
    """The text without what never counts as a difference: white space and the width of signs."""
    return "".join(fold(text).split())


def pair(old: Sequence[Wording], new: Sequence[Wording]) -> Pairing:
    """Which old task (key) became which new one."""
    found = Pairing()
    steps: tuple[Callable[[Wording], Hashable], ...] = (
        lambda task: (plain(task.title), plain(task.content), plain(task.note), task.path, task.units, task.limits, task.targets),
        lambda task: (plain(task.title), plain(task.content), task.path),
        lambda task: (plain(task.title), plain(task.content)),
        lambda task: (plain(task.title), task.path),
        lambda task: plain(task.title),
    )
    for key in steps:
        _pair_unique(found, old, new, key)
    _pair_alike(found, old, new)
    return found


def _free(found: Pairing, old: Sequence[Wording], new: Sequence[Wording]) -> tuple[list[int], list[int]]:
    taken = set(found.pairs.values())
    return [n for n in range(len(old)) if n not in found.pairs], [n for n in range(len(new)) if n not in taken]


def _pair_unique(found: Pairing, old: Sequence[Wording], new: Sequence[Wording], key: Callable[[Wording], Hashable]) -> None:
    """Pair what has the same key, where only one on either side has it; equals in equal number pair in their order."""
    left, right = _free(found, old, new)
    groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for index in left:
        groups[key(old[index])][0].append(index)
    for index in right:
        groups[key(new[index])][1].append(index)
    for word, (olds, news) in groups.items():
        said = word if isinstance(word, str) else "".join(part for part in word if isinstance(part, str)) if isinstance(word, tuple) else ""
        identical = len({(plain(old[n].title), plain(old[n].content), plain(old[n].note), old[n].units) for n in olds}) == 1
        if said and len(olds) == len(news) and (len(olds) == 1 or identical):
            found.pairs.update(zip(olds, news, strict=True))


def _pair_alike(found: Pairing, old: Sequence[Wording], new: Sequence[Wording]) -> None:
    """Pair what is like nothing else; the rest that is like something becomes questions."""
    left, right = _free(found, old, new)
    likeness: dict[tuple[int, int], float] = {}
    others = [(b, _Plain.of(new[b])) for b in right]
    for a in left:
        one = _Plain.of(old[a])
        for b, other in others:
            if (value := _alike(one, other)) >= MAYBE:
                likeness[a, b] = value
    by_old: dict[int, list[float]] = defaultdict(list)
    by_new: dict[int, list[float]] = defaultdict(list)
    for (a, b), value in likeness.items():
        by_old[a].append(value)
        by_new[b].append(value)
    for (a, b), value in likeness.items():
        if value >= SURE and _stands_out(value, by_old[a]) and _stands_out(value, by_new[b]):
            found.pairs[a] = b
    taken = set(found.pairs.values())
    may: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (a, b), value in likeness.items():
        if b not in taken and a not in found.pairs:
            may[b].append((-value, a))
    found.open = {b: tuple(a for _, a in sorted(may[b])[:_CANDIDATES]) for b in sorted(may)}


def _stands_out(value: float, others: list[float]) -> bool:
    """Whether it is the best, and no other comes near it."""
    best, *rest = sorted(others, reverse=True)
    return value == best and (not rest or value - rest[0] >= GAP)


class _Plain(NamedTuple):
    """A wording as likeness sees it: made once, compared many times."""

    label: str
    title: str
    content: str
    place: str

    @classmethod
    def of(cls, task: Wording) -> "_Plain":
        return cls(plain(task.label), plain(task.title), plain(task.content)[:_CONTENT], "/".join(plain(name) for name in task.path))


def _alike(one: _Plain, other: _Plain) -> float:
    """How like two tasks are, 0 to 1: mostly by title and content, a little by their place."""
    titles = fuzz.ratio(one.title, other.title)
    same_place = one.place == other.place
    if titles < _LIKELY_TITLE and not same_place:
        return 0.0
    text = fuzz.ratio(one.content, other.content) if one.content or other.content else titles
    if not (one.title or other.title):
        titles = text
    place = 100.0 if same_place else fuzz.ratio(one.place, other.place)
    label = 100.0 if one.label and one.label == other.label else 0.0
    return (0.5 * titles + 0.37 * text + 0.08 * place + 0.05 * label) / 100


def differing(one: Wording, other: Wording) -> list[Field]:
    """In what a task's other wording differs from the one; numbers in front of it do not count, they follow from the order.

    A document that names no leader says nothing about leaders.
    """
    found = []
    if plain(one.title) != plain(other.title):
        found.append(Field.TITLE)
    if plain(one.content) != plain(other.content):
        found.append(Field.CONTENT)
    if not same_units(one.units, other.units) or plain(one.note) != plain(other.note):
        found.append(Field.UNITS)
    if _limits(one) != _limits(other):
        found.append(Field.DEADLINES)
    if _targets(one) != _targets(other):
        found.append(Field.TARGETS)
    if other.leaders and plain(one.leaders) != plain(other.leaders):
        found.append(Field.LEADERS)
    if [plain(name) for name in one.path] != [plain(name) for name in other.path]:
        found.append(Field.PLACE)
    return found


def same_unit(one: UnitWord, other: UnitWord) -> bool:
    """The same unit, by what is stored or as it is printed."""
    return one.unit_id == other.unit_id or plain(one.name) == plain(other.name)


def same_units(one: Sequence[UnitWord], other: Sequence[UnitWord]) -> bool:
    """The same units in the same roles, in whatever order."""
    rest = list(other)
    for unit in one:
        match = next((at for at, each in enumerate(rest) if each.role is unit.role and same_unit(unit, each)), None)
        if match is None:
            return False
        rest.pop(match)
    return not rest


def _limits(task: Wording) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((plain(limit.wording), limit.meaning) for limit in task.limits)


def _targets(task: Wording) -> list[tuple[str, ...]]:
    return sorted(tuple(plain(part) for part in target) for target in task.targets)


def moved(places: Sequence[int]) -> set[int]:
    """Given the new places of the old tasks in their old order: the positions that must move to get there, as few as possible."""
    best: list[int] = []
    before: list[int] = []
    tails: list[int] = []
    for at, place in enumerate(places):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if places[tails[middle]] < place else (low, middle)
        before.append(tails[low - 1] if low else -1)
        tails[low:] = [at, *tails[low + 1 :]]
    at = tails[-1] if tails else -1
    while at >= 0:
        best.append(at)
        at = before[at]
    return set(range(len(places))) - set(best)


Marks = list[tuple[int, int]]


def marks(old: str, new: str) -> tuple[Marks, Marks]:
    """Where two texts differ, as ranges of each; differences one or two characters apart are shown as one."""
    left: Marks = []
    right: Marks = []
    for operation in Indel.opcodes(old, new):
        if operation.tag != "equal":
            _extend(left, operation.src_start, operation.src_end)
            _extend(right, operation.dest_start, operation.dest_end)
    return left, right


def _extend(marked: Marks, start: int, end: int) -> None:
    if start == end:
        return
    if marked and start - marked[-1][1] <= 2:
        marked[-1] = (marked[-1][0], end)
    else:
        marked.append((start, end))
