"""Indicators, services and projects: how many, their ids by group, the rows themselves, and doubts about one of them."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from tracker.domain.plan_lists import (
    IndicatorRecord,
    ListGroup,
    ListKind,
    ListRow,
    ProjectRecord,
    ServiceRecord,
    ServiceUnitRecord,
)
from tracker.domain.records import FindingRecord
from tracker.domain.terms import Role
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, like, numbers
from tracker.storage.reading.tasks import UNIT_NAME

_GROUP = {ListKind.INDICATORS: "group_name", ListKind.SERVICES: "group_name", ListKind.PROJECTS: "box"}
_TEXTS = {
    ListKind.INDICATORS: ("no", "group_name", "name", "measure", "value", "nature"),
    ListKind.SERVICES: ("no", "group_name", "name", "target_group", "standard", "funding", "note"),
    ListKind.PROJECTS: ("box", "label", "title", "content"),
}
_COLUMNS = {
    ListKind.INDICATORS: "no, group_name, name, measure, comparison, value, nature",
    ListKind.SERVICES: "no, group_name, name, target_group, standard, funding, note",
    ListKind.PROJECTS: "box, label, title, content",
}
_BY_UNIT = """OR x.id IN (SELECT s.service_id FROM service_unit s JOIN unit u ON u.id = s.unit_id
    WHERE s.printed LIKE {word} ESCAPE '!' OR u.full_name LIKE {word} ESCAPE '!' OR u.short_name LIKE {word} ESCAPE '!')"""


def list_counts(db: Reader, plan_id: int | None) -> dict[ListKind, int]:
    """How many rows each list of a plan (None: of all plans) has."""
    where = "" if plan_id is None else "WHERE plan_id = :plan_id"
    return {kind: db.value(f"SELECT COUNT(*) FROM {kind.value} {where}", plan_id=plan_id) or 0 for kind in ListKind}


def list_groups(db: Reader, kind: ListKind, plan_id: int | None, text: str = "", group: str | None = None) -> list[ListGroup]:
    """The ids of the rows in which all words of `text` occur, by plan (the newest first) and group, in printed order."""
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
        units = _BY_UNIT.format(word=name) if kind is ListKind.SERVICES else ""
        conditions.append(f"({alike} {units})")
        values[f"word{place}"] = like(word)
    rows = db.rows(
        f"""SELECT x.plan_id, x.{_GROUP[kind]}, x.id FROM {kind.value} x WHERE {" AND ".join(conditions)}
        ORDER BY x.plan_id DESC, x.source_end = 0, x.source_start, x.id""",
        **values,
    )
    return [ListGroup(*key, tuple(row[2] for row in run)) for key, run in groupby(rows, lambda row: (row[0], row[1]))]


def list_rows(db: Reader, kind: ListKind, ids: Sequence[int]) -> list[ListRow]:
    """These rows, in the order asked for; ids that do not exist (any more) are left out."""
    found: dict[int, ListRow] = {}
    for part in chunks(ids):
        units = _units(db, part) if kind is ListKind.SERVICES else {}
        for row in db.rows(f"SELECT id, plan_id, {_COLUMNS[kind]}, source_start, source_end FROM {kind.value} WHERE id IN {numbers(part)}"):
            if kind is ListKind.INDICATORS:
                found[row[0]] = IndicatorRecord(*row)
            elif kind is ListKind.SERVICES:
                found[row[0]] = ServiceRecord(*row)._replace(units=tuple(units.get(row[0], ())))
            else:
                found[row[0]] = ProjectRecord(*row)
    return [found[one] for one in ids if one in found]


def _units(db: Reader, ids: Sequence[int]) -> dict[int, list[ServiceUnitRecord]]:
    units: dict[int, list[ServiceUnitRecord]] = defaultdict(list)
    for service_id, unit_id, name, printed, role, inferred, is_group in db.rows(
        f"""SELECT s.service_id, s.unit_id, {UNIT_NAME}, s.printed, s.role, s.inferred, u.is_group
        FROM service_unit s JOIN unit u ON u.id = s.unit_id WHERE s.service_id IN {numbers(ids)} ORDER BY s.id"""
    ):
        units[service_id].append(ServiceUnitRecord(unit_id, name, printed, Role(role), bool(inferred), bool(is_group)))
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
