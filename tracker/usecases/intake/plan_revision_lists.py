"""The lists beside a plan's tasks against a revised document, row by row: what was added, taken out, changed.

As with tasks, a row's number follows from its place and is no difference, and what hands changed stays in force unless the new
document says something else than the documents before.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.domain.plan_lists import SIGNS, ListKind
from tracker.domain.terms import Role
from tracker.plans.revision import UnitWord, plain, same_units
from tracker.storage.reading import revision as reading
from tracker.storage.reading.told import field_word
from tracker.usecases.intake.plan_wordings import told_units
from tracker.usecases.intake.revision_rows import FieldChange, Kind, RevisionRow

if TYPE_CHECKING:
    from tracker.plans.draft import DraftUnit, PlanDraft
    from tracker.storage.reader import Reader
    from tracker.usecases.intake.plan_wordings import DraftWorder

UNITS = "units"
_LIKE, _GAP = 0.75, 0.1
Values = Mapping[str, str]


class ListColumns(NamedTuple):
    """How the rows of a list are told apart: `number` follows the document, `name` tells what a row is about, `others` are compared too."""

    kind: ListKind
    number: str
    name: str
    others: tuple[str, ...]

    @property
    def compared(self) -> tuple[str, ...]:
        return (self.name, *self.others)


COLUMNS = (
    ListColumns(ListKind.INDICATORS, "no", "name", ("comparison", "value", "measure", "nature", "group_name")),
    ListColumns(ListKind.SERVICES, "no", "name", ("target_group", "standard", "funding", "note", "group_name")),
    ListColumns(ListKind.PROJECTS, "label", "title", ("content", "box")),
)


class _ListRow(NamedTuple):
    """One row as text, with the units of a service."""

    values: Values
    units: tuple[UnitWord, ...] = ()


def draft_values(draft: "PlanDraft", kind: ListKind) -> list[dict[str, str]]:
    """The rows of a list in the words of the stored columns."""
    if kind is ListKind.INDICATORS:
        return [
            {"no": x.no, "group_name": x.group, "name": x.name, "measure": x.measure}
            | {"comparison": x.comparison, "value": x.value, "nature": x.nature}
            for x in draft.indicators
        ]
    if kind is ListKind.SERVICES:
        return [
            {"no": x.no, "group_name": x.group, "name": x.name, "target_group": x.target_group}
            | {"standard": x.standard, "funding": x.funding, "note": x.note}
            for x in draft.services
        ]
    return [{"box": x.box, "label": x.label, "title": x.title, "content": x.content} for x in draft.projects]


def compare_lists(db: "Reader", plan_id: int, draft: "PlanDraft", worder: "DraftWorder") -> tuple[RevisionRow, ...]:
    """Every row of the three lists, the stored and the new ones, in the order of the new document."""
    names = reading.unit_names(db)
    rows: list[RevisionRow] = []
    for columns in COLUMNS:
        now = reading.list_standing(db, plan_id, columns.kind.value)
        said, _by_hand = reading.as_documents_said(db, plan_id, now, columns.kind.value)
        units = [one.units for one in draft.services] if columns.kind is ListKind.SERVICES else []
        new = _new_rows(draft_values(draft, columns.kind), units, worder)
        rows += _compared(columns, _stored(now, columns, names), _stored(said, columns, names), new)
    return tuple(rows)


def lists_not_there(rows: Iterable[RevisionRow]) -> list[str]:
    """The rows of lists of which the new document has nothing at all: it may be only the text without its annexes, so they stay."""
    there = {row.table for row in rows if row.new is not None}
    return [row.key for row in rows if row.table and row.table not in there]


def _new_rows(values: Sequence[Values], units: Sequence[Sequence["DraftUnit"]], worder: "DraftWorder") -> list[_ListRow]:
    return [_ListRow(row, worder.units(units[n]) if units else ()) for n, row in enumerate(values)]


def _stored(tables: reading.Tables, columns: ListColumns, names: Mapping[int, str]) -> dict[int, _ListRow]:
    held: dict[int, list[UnitWord]] = defaultdict(list)
    for row in tables.get("service_unit", {}).values():
        held[row["service_id"]].append(UnitWord(row["unit_id"], row["printed"] or names.get(row["unit_id"], ""), Role(row["role"])))
    return {row_id: _ListRow(row, tuple(held[row_id])) for row_id, row in tables[columns.kind.value].items()}


def _compared(
    columns: ListColumns, now: Mapping[int, _ListRow], said: Mapping[int, _ListRow], new: Sequence[_ListRow]
) -> list[RevisionRow]:
    pairs = _pairs(columns, said, new)
    olds = {index: row_id for row_id, index in pairs.items()}
    placed: list[tuple[float, RevisionRow]] = []
    for index, row in enumerate(new):
        old = olds.get(index)
        if old is None:
            change = FieldChange("", "全文", "", _whole(columns, row))
            made = _row(columns, f"new-{index}", Kind.ADDED, None, index, row, (change,))
        else:
            made = _pair(columns, old, index, now[old], said[old], row)
        placed.append((index, made))
    at = -1.0
    for row_id, row in now.items():
        if row_id in pairs:
            at = pairs[row_id]
        else:
            change = FieldChange("", "全文", _whole(columns, row), "")
            placed.append((at + 0.5, _row(columns, str(row_id), Kind.REMOVED, row_id, None, row, (change,))))
    return [row for _, row in sorted(placed, key=lambda one: one[0])]


def _pair(columns: ListColumns, old: int, new: int, now: _ListRow, said: _ListRow, wanted: _ListRow) -> RevisionRow:
    by_hand, still = set(_differing(columns, now, said)), set(_differing(columns, now, wanted))
    document = [field for field in _differing(columns, said, wanted) if field in still]
    fields = tuple(_change(columns, field, now, wanted, said if field in by_hand else None) for field in document)
    kept = [field for field in (*columns.compared, UNITS) if field in by_hand and field not in document]
    if now.values[columns.number] != said.values[columns.number]:
        kept.append(columns.number)
    still_held = tuple(_change(columns, field, now, wanted, said) for field in kept)
    if not fields:
        same = _whole(columns, now)
        row = _row(columns, str(old), Kind.SAME, old, new, wanted, () if kept else (FieldChange("", "全文", same, same),))
    else:
        row = _row(columns, str(old), Kind.CHANGED, old, new, wanted, fields)
    return row._replace(kept=still_held, title=_title(columns, now))


def _row(
    columns: ListColumns, key: str, kind: Kind, old: int | None, new: int | None, row: _ListRow, fields: tuple[FieldChange, ...]
) -> RevisionRow:
    table = columns.kind.value
    return RevisionRow(f"{table}-{key}", kind, old, new, row.values[columns.number], _title(columns, row), fields, table=table)


def _title(columns: ListColumns, row: _ListRow) -> str:
    return row.values[columns.name] or row.values[columns.others[0]][:40]


def _pairs(columns: ListColumns, old: Mapping[int, _ListRow], new: Sequence[_ListRow]) -> dict[int, int]:
    """Which stored row became which new one: what is alone with its name first, then what is like nothing else."""
    pairs: dict[int, int] = {}
    steps: tuple[Callable[[Values], Hashable], ...] = (
        lambda row: tuple(plain(row[name]) for name in columns.compared),
        lambda row: (plain(row[columns.name] or row[columns.others[0]]), plain(row[columns.others[-1]])),
        lambda row: plain(row[columns.name] or row[columns.others[0]]),
    )
    for key in steps:
        left, right = _free(pairs, old, new)
        groups: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for row_id in left:
            groups[key(old[row_id].values)][0].append(row_id)
        for index in right:
            groups[key(new[index].values)][1].append(index)
        for olds, news in groups.values():
            if len(olds) == len(news):
                pairs.update(zip(olds, news, strict=True))
    _pair_alike(columns, pairs, old, new)
    return pairs


def _pair_alike(columns: ListColumns, pairs: dict[int, int], old: Mapping[int, _ListRow], new: Sequence[_ListRow]) -> None:
    from rapidfuzz import fuzz

    left, right = _free(pairs, old, new)
    texts = {index: plain(_title(columns, new[index])) for index in right}
    found = [(fuzz.ratio(plain(_title(columns, old[row_id])), texts[index]) / 100, row_id, index) for row_id in left for index in right]
    found = sorted((one for one in found if one[0] >= _LIKE), reverse=True)
    for likeness, row_id, index in found:
        near = [other for other, a, b in found if (a == row_id) != (b == index) and likeness - other < _GAP]
        if row_id not in pairs and index not in pairs.values() and not near:
            pairs[row_id] = index


def _free(pairs: Mapping[int, int], old: Mapping[int, _ListRow], new: Sequence[_ListRow]) -> tuple[list[int], list[int]]:
    taken = set(pairs.values())
    return [row_id for row_id in old if row_id not in pairs], [index for index in range(len(new)) if index not in taken]


def _differing(columns: ListColumns, one: _ListRow, other: _ListRow) -> list[str]:
    found = [name for name in columns.compared if plain(one.values[name]) != plain(other.values[name])]
    return found if same_units(one.units, other.units) else [*found, UNITS]


def _change(columns: ListColumns, field: str, now: _ListRow, wanted: _ListRow, said: _ListRow | None) -> FieldChange:
    label = "责任单位" if field == UNITS else field_word(columns.kind.value, field)
    return FieldChange(field, label, _told(field, now), _told(field, wanted), None if said is None else _told(field, said))


def _told(field: str, row: _ListRow) -> str:
    if field == UNITS:
        return told_units(row.units)
    words = row.values[field]
    return (SIGNS.get(words, words) or "等于") if field == "comparison" else words


def _whole(columns: ListColumns, row: _ListRow) -> str:
    """All of a row, a line for each field that says something."""
    shown: list[Any] = [row.values[columns.name]]
    for name in columns.others:
        if name == "comparison" or not row.values[name]:
            continue
        words = SIGNS.get(row.values["comparison"], "") + row.values[name] if name == "value" else row.values[name]
        shown.append(f"{field_word(columns.kind.value, name)}：{words}")
    if row.units:
        shown.append(told_units(row.units))
    return "\n".join(words for words in shown if words)
