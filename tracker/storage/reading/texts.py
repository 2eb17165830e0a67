"""The texts of all tasks as they are searched: read once, kept for as long as they stay the same (`Reader.kept`).

All texts of one kind stand in one long text, for a word is found in it in a fraction of the time that asking each row takes.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from tracker.domain.initials import are_initials
from tracker.domain.widths import half_width, place_of, writings
from tracker.storage.memory import SameUnless
from tracker.storage.reader import Reader
from tracker.storage.reading import joined_numbers
from tracker.storage.reading.initials import letters
from tracker.storage.sqlite import joined

_BETWEEN, _FIELD = "\x1f", "\x1e"
# What is looked through: the table, its column with the task's id, which of its columns.
_Place = tuple[str, str, tuple[str, ...]]
_PLACES: tuple[_Place, ...] = (
    ("task", "id", ("title", "content", "note", "label")),
    ("assignment", "task_id", ("printed",)),
    ("contact", "task_id", ("leader", "office", "person", "phone")),
    ("progress_report", "task_id", ("progress", "problems", "next_steps")),
    ("subtask", "task_id", ("title", "office", "person", "progress")),
    ("deadline", "task_id", ("wording",)),
    ("attachment", "task_id", ("name", "note")),
)
_TITLES: _Place = ("task", "id", ("title",))
_PERSONS: _Place = ("contact", "task_id", ("leader", "person"))
_NAMES = """SELECT u.id, u.full_name || :between || u.short_name FROM unit u
    UNION ALL SELECT x.unit_id, x.name FROM unit_alias x"""
# Each heading with those above it.
_HEADINGS = """WITH RECURSIVE path(id, words) AS (SELECT h.id, h.label || h.title FROM heading h WHERE h.parent_id IS NULL
    UNION ALL SELECT h.id, p.words || ' › ' || h.label || h.title FROM heading h JOIN path p ON p.id = h.parent_id)
    SELECT id, words FROM path"""


class Texts:
    """Some texts, each with the id that it leads to; several may lead to one."""

    def __init__(self, ids: Sequence[int], text: str) -> None:
        self._ids, self._text = array("i", ids), text

    def get_ready(self) -> None:
        """Find out where each text begins."""
        len(self._starts)

    @cached_property
    def _starts(self) -> Sequence[int]:
        return _starts(self._text)

    @cached_property
    def _folded(self) -> tuple[str, Sequence[int]]:
        text = self._text.casefold()
        return text, _starts(text)

    def holding(self, word: str) -> set[int]:
        """The ids of the texts in which the word stands, large and small letters alike."""
        folded, found, at = word.casefold(), set[int](), -1
        # Most words are Chinese, which has neither.
        text, starts = (self._text, self._starts) if folded == word == word.upper() else self._folded
        last = len(self._ids) - 1
        while (at := text.find(folded, at + 1)) >= 0:
            place = bisect_right(starts, at) - 1
            found.add(self._ids[place])
            if place == last:
                break
            at = starts[place + 1] - 1
        return found

    def spelled_so(self, typed: str) -> set[int]:
        """The ids of the texts in which characters with these first letters stand one after the other."""
        starts = self._starts
        return {self._ids[bisect_right(starts, match.start()) - 1] for match in letters().pattern(typed).finditer(self._text)}


def _starts(text: str) -> Sequence[int]:
    return array("q", accumulate((len(one) + 1 for one in text.split(_BETWEEN)), initial=0))


def get_ready(db: Reader, plan_id: int | None) -> None:
    """Read the texts of a plan (None: of all) for the searches to come."""
    letters()
    heading_words(db)
    for place in (*_PLACES, _TITLES, _PERSONS):
        _texts(db, place, plan_id).get_ready()


def tasks_with(db: Reader, word: str, plan_id: int | None) -> set[int]:
    """The tasks of a plan (None: of all) in which a word stands, in a name of their units too; or that first letters typed in its place
    fit: their titles, units and persons. Cancelled ones and, for a unit, those of other plans are among them."""
    found = set[int]()
    word = half_width(word)
    for place in _PLACES:
        texts = _texts(db, place, plan_id)
        found.update(*(texts.holding(way) for way in writings(word)))
    names = db.kept("unit names", ("unit", "unit_alias"), lambda: db.rows(_NAMES, between=_BETWEEN))
    units, below = _holding(names, word), _holding(heading_words(db).items(), word)
    subtask_units = set(units)
    if are_initials(word):
        for place in (_TITLES, _PERSONS):
            found |= _texts(db, place, plan_id).spelled_so(word)
        units |= {unit for unit, said in names if letters().find(word, said) >= 0}
    for table, task_id, column, wanted in (
        ("assignment", "task_id", "unit_id", units),
        ("subtask", "task_id", "unit_id", subtask_units),
        ("task", "id", "heading_id", below),
    ):
        if wanted:
            text = db.value(f"SELECT {joined(task_id)} FROM {table} WHERE {column} IN ({','.join(map(str, sorted(wanted)))})")
            found.update(joined_numbers(text))
    return found


def heading_words(db: Reader) -> Mapping[int, str]:
    """Each heading as a list shows it, behind those above it."""
    return db.kept("heading words", ("heading",), lambda: dict(db.rows(_HEADINGS)))


def _holding(named: Iterable[tuple[int, str]], word: str) -> set[int]:
    return {one for one, words in named if place_of(word, words) >= 0}


def tasks_with_all(db: Reader, text: str, plan_id: int | None) -> set[int] | None:
    """The tasks in which all the words stand; None where nothing is asked."""
    words = dict.fromkeys(text.split())
    return set.intersection(*(tasks_with(db, word, plan_id) for word in words)) if words else None


def _texts(db: Reader, place: _Place, plan_id: int | None) -> Texts:
    table, task_id, columns = place
    inside = "TRUE" if plan_id is None else f"x.{task_id} IN (SELECT t.id FROM task t WHERE t.plan_id = :plan_id)"
    said = f" || '{_FIELD}' || ".join(f"x.{column}" for column in columns)
    some = " OR ".join(f"x.{column} <> ''" for column in columns)

    def make() -> Texts:
        held = f"SELECT x.{task_id} AS id, {said} AS text FROM {table} x WHERE {inside} AND ({some})"
        row = db.row(f"SELECT {joined('id')}, {joined('text', _BETWEEN)} FROM ({held})", plan_id=plan_id)
        ids, text = joined_numbers(row[0]), row[1] or ""
        if ids and text.count(_BETWEEN) != len(ids) - 1:  # a text holds the sign itself
            text = _BETWEEN.join(one.replace(_BETWEEN, " ") for _id, one in db.rows(held, plan_id=plan_id))
        return Texts(ids, text)

    found: Texts = db.kept(("texts", place, plan_id), (table,), make, SameUnless(*columns, "plan_id", "task_id"))
    return found
