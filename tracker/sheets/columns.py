"""Which column holds what: a remembered choice, else the words of the head weighed by what stands in the column below it."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from tracker.sheets.fields import PERSON_PHONE, REPORTED, TEXTS, TICK
from tracker.sheets.frame import Frame, says_nothing, shown
from tracker.sheets.heads import HeadCell, Table
from tracker.sheets.profile import Profile, profile
from tracker.sheets.staged import ColumnGuess
from tracker.sheets.values import adds_words
from tracker.sheets.vocabulary import EXTRA, plain_head

_ENOUGH = 0.3
_SURELY, _AS_GOOD = 2.0, 0.01
_BY_CONTENTS, _BOTH = 0.5, 0.3
_ONE_PERIOD = re.compile(r"本月|本期|本季|本周|当月|当期|新增")
_LESS = 0.1
"""What one period added tells less of the progress than what was reached in all: 本月完成比例, 累计完成比例."""

_MANY = (EXTRA, "remark")
_PROFILED = 400
_TITLES_READ = 12
_SHORTEST_TITLE, _LONG_TITLE = 2.5, 40


class Columns(NamedTuple):
    """The columns of a table. `fields`: field → column; `guesses`: every column with a head, for the eye of the clerk.

    `unread`: columns that say something under a head that says nothing, while a field is missing that they may be. `rivals`: fields
    that another column may hold just as well.
    """

    fields: Mapping[str, int]
    guesses: tuple[ColumnGuess, ...]
    profiles: Mapping[int, Profile]
    unread: tuple[int, ...] = ()
    rivals: frozenset[str] = frozenset()

    def field_of(self, column: int) -> str:
        return next((field for field, at in self.fields.items() if at == column), "")

    @property
    def unsure(self) -> frozenset[str]:
        """Fields whose column was told by its contents only."""
        return frozenset(guess.field for guess in self.guesses if guess.field and not guess.sure)


def read_columns(
    frame: Frame, table: Table, month: int, names_task: Callable[[str], bool], chosen: Mapping[int, str] | None = None
) -> Columns:
    """The columns of a table. `month`: the month asked for (0: not a month); `names_task`: whether a text is like a title or content
    of the plan; `chosen`: what a clerk decided for this set of heads."""
    profiles = _profiles(frame, table)
    if chosen:
        return _as_chosen(frame, table, profiles, chosen)
    unseen = frame.grid.hidden_columns  # what nobody sees in the open file counts only where nothing else is there
    told = sorted(_offers(table.cells, profiles, month), key=lambda offer: (offer[1] in unseen, -offer[0]))
    fields: dict[str, int] = {}
    taken: dict[int, str] = {}
    for _score, column, field in told:
        if column in taken or (field in fields and field not in _MANY):
            continue
        taken[column] = field
        fields.setdefault(field, column)
    _find_title(frame, table, profiles, names_task, fields, taken)
    _settle(profiles, fields, taken)
    rivals = _rivals(frame, table, told, fields, taken)
    unsure = _by_contents(table.cells, profiles, fields, taken)
    unread = _unread(table.cells, profiles, fields, taken)
    fields.pop(EXTRA, None)
    _read_twice(frame, table, fields)
    guesses = tuple(
        ColumnGuess(
            cell.column, cell.text, "" if taken.get(cell.column) == EXTRA else taken.get(cell.column, ""), cell.column not in unsure
        )
        for cell in table.cells
    )
    return Columns(fields, guesses, profiles, unread, rivals)


def _find_title(
    frame: Frame,
    table: Table,
    profiles: Mapping[int, Profile],
    names_task: Callable[[str], bool],
    fields: dict[str, int],
    taken: dict[int, str],
) -> None:
    """The column whose cells are the plan's own titles is the title, whatever stands over it; one with the contents is the content."""

    def share(column: int) -> float:
        look = profiles[column]
        if look.length < _SHORTEST_TITLE or max(look.percent, look.phone, look.state, look.day, look.name_phone) > _BY_CONTENTS:
            return 0.0
        rows = (row for row in range(table.first, min(table.last, table.first + _PROFILED) + 1) if not _is_band(frame, row))
        texts = list(islice(filter(None, (shown(frame.own(row, column)) for row in rows)), _TITLES_READ))
        return sum(map(names_task, texts)) / len(texts) if texts else 0.0

    present = share(fields["title"]) if "title" in fields else 0.0
    looked_at = [cell.column for cell in table.cells if present < _BY_CONTENTS or cell.column not in taken]
    shares = {column: share(column) for column in looked_at if column != fields.get("title")}
    if not shares:
        return
    best = max(shares, key=lambda column: (shares[column] - (profiles[column].length > _LONG_TITLE) * 0.1, -column))
    if shares[best] >= 0.5 and shares[best] > present + 0.2:
        before = fields.pop("title", None)
        if before is not None:
            taken[before] = _next_best(table.cells, before, fields)
            if taken[before]:
                fields.setdefault(taken[before], before)
        if best in taken and fields.get(taken[best]) == best:
            del fields[taken[best]]
        fields["title"], taken[best] = best, "title"
    for column, found in shares.items():
        if column not in taken and found >= 0.5 and "content" not in fields:
            fields["content"], taken[column] = column, "content"


def _rivals(
    frame: Frame, table: Table, told: Sequence[tuple[float, int, str]], fields: Mapping[str, int], taken: Mapping[int, str]
) -> frozenset[str]:
    """Fields for which a column that is used for nothing is as good by its head, and says other things."""
    heads = {cell.column: cell for cell in table.cells}
    found = set()
    for _score, column, field in told:
        at = fields.get(field)
        if field not in REPORTED or at is None or at == column or column in taken or column in frame.grid.hidden_columns:
            continue
        chosen = heads[at].heads.weights.get(field, _SURELY)
        if field == "percent" and _ONE_PERIOD.match(plain_head(heads[column].words)):
            continue
        if heads[column].heads.weights[field] >= chosen - _AS_GOOD and _differ(frame, table, at, column):
            found.add(field)
    return frozenset(found)


def _differ(frame: Frame, table: Table, one: int, other: int) -> bool:
    """Whether two columns say different things in some row."""
    rows = range(table.first, min(table.last, table.first + _PROFILED) + 1)
    pairs = ((frame.own(row, one), frame.own(row, other)) for row in rows)
    return any(not says_nothing(there) and shown(here) != shown(there) for here, there in pairs)


def _next_best(cells: Sequence[HeadCell], column: int, fields: Mapping[str, int]) -> str:
    """What a column is when it is not the title after all: the next meaning of its head that is still free."""
    weights = next(cell.heads.weights for cell in cells if cell.column == column)
    left = [(weight, field) for field, weight in weights.items() if field != "title" and field not in fields]
    return max(left)[1] if left else EXTRA


def _profiles(frame: Frame, table: Table) -> dict[int, Profile]:
    """What stands in the columns, judged by the first rows that are no section lines."""
    last = min(table.last, table.first + _PROFILED)
    rows = [row for row in range(table.first, last + 1) if not _is_band(frame, row)]
    percents = frame.grid.percents
    found = {}
    for cell in table.cells:
        signed = sum((row, cell.column) in percents for row in rows) if percents else 0
        found[cell.column] = profile((frame.value(row, cell.column) for row in rows), signed)
    return found


def _is_band(frame: Frame, row: int) -> bool:
    """Whether a row is one wide cell (a section line, a note, a signature), which says nothing of any column."""
    filled = frame.filled(row)
    return len(filled) == 1 and frame.span(row, filled[0]) > 2


def _read_twice(frame: Frame, table: Table, fields: dict[str, int]) -> None:
    """Where no column holds the progress, a state or a percentage with more words in its cell (推进中，正在招标) is that too."""
    if "progress" in fields:
        return
    for name in ("state", "percent"):
        at = fields.get(name)
        if at is None:
            continue
        rows = range(table.first, min(table.last, table.first + _PROFILED) + 1)
        if any(isinstance(value := frame.own(row, at), str) and adds_words(value) for row in rows):
            fields["progress"] = at
            return


def _as_chosen(frame: Frame, table: Table, profiles: Mapping[int, Profile], chosen: Mapping[int, str]) -> Columns:
    fields = {field: column for column, field in chosen.items() if field}
    _read_twice(frame, table, fields)
    guesses = tuple(ColumnGuess(cell.column, cell.text, chosen.get(cell.column, "")) for cell in table.cells)
    return Columns(fields, guesses, profiles)


def _offers(cells: Sequence[HeadCell], profiles: Mapping[int, Profile], month: int) -> list[tuple[float, int, str]]:
    """(score, column, field) for all that a head may stand for, its contents weighed in; a later column weighs a trifle less."""
    asked = {_likeliest(cell, profiles) for cell in cells if cell.heads.is_of(month)}
    offers = []
    for cell in cells:
        heads = cell.heads
        late = 0.001 * cell.column
        if heads.is_of_other(month) and _likeliest(cell, profiles) in asked:
            offers.append((2.0 - late, cell.column, EXTRA))
            continue
        this = 0.15 if heads.is_of(month) else 0.0
        for field, weight in heads.weights.items():
            fit = profiles[cell.column].fit(field)
            score = weight * (0.35 + 0.65 * fit) + this
            if field == EXTRA and weight < 1.0:
                score *= 0.6
            if field == "percent" and _ONE_PERIOD.match(plain_head(cell.words)):
                score -= _LESS
            if fit >= 0.1 or weight >= 0.9:
                offers.append((score - late, cell.column, field))
    return [offer for offer in offers if offer[0] >= _ENOUGH]


def _likeliest(cell: HeadCell, profiles: Mapping[int, Profile]) -> str:
    """What a column is most likely, looked at alone."""
    weights = cell.heads.weights
    return max(weights, key=lambda field: weights[field] * (0.35 + 0.65 * profiles[cell.column].fit(field)), default="")


def _by_contents(cells: Sequence[HeadCell], profiles: Mapping[int, Profile], fields: dict[str, int], taken: dict[int, str]) -> set[int]:
    """Columns whose heads say nothing, told by what stands in them where a field is still missing. Returns those columns."""
    unsure: set[int] = set()
    rivals = {"percent"} if _alike(cells, profiles, taken) > 1 else set[str]()
    for cell in cells:
        look = profiles[cell.column]
        if cell.column in taken or not look.filled or cell.heads.last:
            continue
        shares = {"percent": look.sign, "phone": look.phone, "state": look.state, PERSON_PHONE: look.name_phone}
        field, share = max(shares.items(), key=lambda item: item[1])
        if share >= _BY_CONTENTS and field in rivals:
            continue  # two that look alike: which one it is must be said
        if share < _BY_CONTENTS or field in fields or (field == PERSON_PHONE and "phone" in fields):
            field = "progress" if "progress" not in fields and look.text >= 0.6 and look.length >= 8 and not cell.heads.weights else ""
        if field:
            taken[cell.column] = field
            fields[field] = cell.column
            unsure.add(cell.column)
    return unsure


def _alike(cells: Sequence[HeadCell], profiles: Mapping[int, Profile], taken: Mapping[int, str]) -> int:
    """How many columns under heads that say nothing hold percentages."""
    looks = (profiles[cell.column] for cell in cells if cell.column not in taken and not cell.heads.last and not cell.heads.weights)
    return sum(look.sign >= _BY_CONTENTS for look in looks)


def _unread(
    cells: Sequence[HeadCell], profiles: Mapping[int, Profile], fields: Mapping[str, int], taken: Mapping[int, str]
) -> tuple[int, ...]:
    """Columns of which nobody can tell what they are, though they may be one of the fields that are missing."""
    missing = {field for field in (*TEXTS, "percent", "phone", "person", "leader") if field not in fields}
    if PERSON_PHONE in fields:
        missing -= {"person", "phone"}
    found = []
    for cell in cells:
        look = profiles[cell.column]
        if cell.column in taken or not look.filled or cell.heads.last or cell.heads.weights:
            continue
        shapes = {"percent": look.sign, "phone": look.phone, "person": look.name, "leader": look.name, "progress": look.text}
        shapes |= {"problems": look.text, "next_steps": look.text}
        if any(shapes[field] >= _BY_CONTENTS for field in missing):
            found.append(cell.column)
    return tuple(found)


def _settle(profiles: Mapping[int, Profile], fields: dict[str, int], taken: dict[int, str]) -> None:
    """What the columns mean together: a table without a title column is told by its contents column, and so on."""

    def become(old: str, new: str) -> None:
        if new not in fields and old in fields:
            fields[new] = fields.pop(old)
            taken[fields[new]] = new

    become("content", "title")
    for one, other in (("phone", "person"), ("person", "phone")):
        if one in fields and other not in fields and profiles[fields[one]].name_phone >= _BOTH:
            become(one, PERSON_PHONE)
    if "person" in fields and PERSON_PHONE in fields:
        if "phone" in fields:
            taken[fields.pop(PERSON_PHONE)] = EXTRA
        elif fields["person"] != fields[PERSON_PHONE]:
            become(PERSON_PHONE, "phone")
    ticks = [field for field in fields if field.startswith(TICK)]
    if "state" in fields:
        for field in ticks:
            taken[fields.pop(field)] = EXTRA
