"""Indicators, services and projects: how many, their ids by group, the rows themselves, and doubts about one of them."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from tracker.domain.figures import Reckoning
from tracker.domain.plan_lists import (
    IndicatorRecord,
    ListGroup,
    ListKind,
    ListRow,
    ListUnitRecord,
    ProjectRecord,
    ServiceRecord,
)
from tracker.domain.records import FindingRecord
from tracker.domain.terms import Role
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, day, like, numbers
from tracker.storage.reading.tasks import UNIT_NAME

_GROUP = {ListKind.INDICATORS: "group_name", ListKind.SERVICES: "group_name", ListKind.PROJECTS: "box"}
_TEXTS = {
    ListKind.INDICATORS: ("no", "group_name", "name", "measure", "value", "nature"),
    ListKind.SERVICES: ("no", "group_name", "name", "target_group", "standard", "funding", "note"),
    ListKind.PROJECTS: ("box", "label", "title", "content", "leader", "person"),
}
_COLUMNS = {
    ListKind.INDICATORS: "no, group_name, name, measure, comparison, value, nature",
    ListKind.SERVICES: "no, group_name, name, target_group, standard, funding, note",
    ListKind.PROJECTS: "box, label, title, content",
}
_FOLLOWED = {
    ListKind.INDICATORS: ", base, base_year, target_year, reckoning",
    ListKind.SERVICES: "",
    ListKind.PROJECTS: """, total_investment, planned_start, actual_start, planned_end, actual_end, leader, person, phone, added_on,
        removed_on, removed_reason""",
}
_DAYS = slice(9, 13)
"""Of the columns of a project: its four days; the day on which it came onto the list and that on which it left it are the last but one."""
_BY_UNIT = """OR x.id IN (SELECT s.{table}_id FROM {table}_unit s JOIN unit u ON u.id = s.unit_id
    WHERE {printed} u.full_name LIKE {word} ESCAPE '!' OR u.short_name LIKE {word} ESCAPE '!')"""


def list_counts(db: Reader, plan_id: int | None) -> dict[ListKind, int]:
    """How many rows each list of a plan (None: of all plans) has."""
    where = "1 = 1" if plan_id is None else "x.plan_id = :plan_id"
    return {kind: db.value(f"SELECT COUNT(*) FROM {kind.value} x WHERE {where} {_held(kind)}", plan_id=plan_id) or 0 for kind in ListKind}


def _held(kind: ListKind, *, removed: bool = False) -> str:
    """SQL: only those that a rolling list holds, or (`removed`) let go."""
    return f"AND x.removed_on IS {'NOT ' if removed else ''}NULL" if kind is ListKind.PROJECTS else ""


def list_groups(
    db: Reader, kind: ListKind, plan_id: int | None, text: str = "", group: str | None = None, *, removed: bool = False
) -> list[ListGroup]:
    """The ids of the rows in which all words of `text` occur, by plan (the newest first) and group, in printed order; those added by
    hand at the end of their group. `removed`: the projects that the rolling list let go instead of those it holds."""
    conditions, values = ["1 = 1"], dict[str, object]()
    if plan_id is not None:
        conditions.append("x.plan_id = :plan_id")
        values["plan_id"] = plan_id
    if group is not None:
        conditions.append(f"x.{_GROUP[kind]} = :group_name")
        values["group_name"] = group
    for place, word in enumerate(text.split()):
        name = f":word{place}"
        alike = " OR ".join(f"x.{column} LIKE {name} ESCAPE '!'" for column in _TEXTS[kind])
        printed = f"s.printed LIKE {name} ESCAPE '!' OR" if kind is ListKind.SERVICES else ""
        units = _BY_UNIT.format(word=name, table=kind.value, printed=printed)
        conditions.append(f"({alike} {units})")
        values[f"word{place}"] = like(word)
    rows = db.rows(
        f"""SELECT x.plan_id, x.{_GROUP[kind]}, x.id, x.source_end FROM {kind.value} x
        WHERE {" AND ".join(conditions)} {_held(kind, removed=removed)}
        ORDER BY x.plan_id DESC, x.source_end = 0, x.source_start, x.id""",
        **values,
    )
    groups: list[ListGroup] = []
    for key, run in groupby(rows, lambda row: (row[0], row[1], row[3] == 0)):
        plan_id_of, title, by_hand = key
        ids = tuple(row[2] for row in run)
        at = next((n for n, one in enumerate(groups) if by_hand and (one.plan_id, one.title) == (plan_id_of, title)), None)
        if at is None:
            groups.append(ListGroup(plan_id_of, title, ids))
        else:
            groups[at] = groups[at]._replace(ids=groups[at].ids + ids)
    return groups


def list_rows(db: Reader, kind: ListKind, ids: Sequence[int]) -> list[ListRow]:
    """These rows, in the order asked for; ids that do not exist (any more) are left out."""
    found: dict[int, ListRow] = {}
    for part in chunks(ids):
        units = _units(db, kind, part)
        columns = f"id, plan_id, {_COLUMNS[kind]}, source_start, source_end{_FOLLOWED[kind]}"
        for row in db.rows(f"SELECT {columns} FROM {kind.value} WHERE id IN {numbers(part)}"):
            own = tuple(units.get(row[0], ()))
            if kind is ListKind.INDICATORS:
                *facts, reckoning = row
                found[row[0]] = IndicatorRecord(*facts)._replace(reckoning=Reckoning(reckoning), units=own)
            elif kind is ListKind.SERVICES:
                found[row[0]] = ServiceRecord(*row)._replace(units=own)
            else:
                *facts, added, removed, reason = row
                facts[_DAYS] = map(day, facts[_DAYS])
                known = ProjectRecord(*facts)._replace(added_on=day(added), removed_on=day(removed), removed_reason=reason)
                found[row[0]] = known._replace(units=own)
    return [found[one] for one in ids if one in found]


def _units(db: Reader, kind: ListKind, ids: Sequence[int]) -> dict[int, list[ListUnitRecord]]:
    units: dict[int, list[ListUnitRecord]] = defaultdict(list)
    own = "s.printed, s.inferred" if kind is ListKind.SERVICES else "'', 0"
    for row_id, unit_id, name, role, is_group, printed, inferred in db.rows(
        f"""SELECT s.{kind.value}_id, s.unit_id, {UNIT_NAME}, s.role, u.is_group, {own}
        FROM {kind.value}_unit s JOIN unit u ON u.id = s.unit_id WHERE s.{kind.value}_id IN {numbers(ids)} ORDER BY s.id"""
    ):
        units[row_id].append(ListUnitRecord(unit_id, name, printed, Role(role), bool(inferred), bool(is_group)))
    return units


def row_findings(db: Reader, row: ListRow) -> list[FindingRecord]:
    """Doubts that belong to no task and are about words of this row."""
    if row.end <= row.start:
        return []
    rows = db.rows(
        """SELECT id, code, words, source_start, source_end FROM finding WHERE plan_id = :plan_id AND task_id IS NULL
        AND source_end > source_start AND source_start >= :first AND source_end <= :last ORDER BY id""",
        plan_id=row.plan_id,
        first=row.start,
        last=row.end,
    )
    return [FindingRecord(*found) for found in rows]


def row_source(db: Reader, row: ListRow) -> str:
    """The passage of the plan that a row was read from."""
    text = db.value(
        "SELECT SUBSTR(text, :first + 1, :length) FROM plan_text WHERE plan_id = :plan_id",
        plan_id=row.plan_id,
        first=row.start,
        length=row.end - row.start,
    )
    return str(text or "")
