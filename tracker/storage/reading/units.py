"""Units with their names, members and loads."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from tracker.domain.records import AliasRecord, UnitContactRecord, UnitLoad, UnitRecord
from tracker.domain.terms import Role, UnitKind
from tracker.storage.reader import Reader
from tracker.storage.reading import day
from tracker.storage.reading.light_sql import OVERDUE
from tracker.storage.reading.role_counts import all_role_counts, role_counts


def units(db: Reader, ids: Iterable[int] | None = None) -> list[UnitRecord]:
    """All units, or those of the given ids, in the official order."""
    every = db.kept("units", ("unit", "unit_alias", "unit_member", "unit_contact"), lambda: _all_units(db))
    wanted = None if ids is None else set(ids)
    return [unit for unit in every if wanted is None or unit.id in wanted]


def _all_units(db: Reader) -> list[UnitRecord]:
    aliases: dict[int, list[AliasRecord]] = defaultdict(list)
    for unit_id, number, name, kind, first, last in db.rows(
        "SELECT unit_id, id, name, kind, valid_from, valid_to FROM unit_alias ORDER BY unit_id, id"
    ):
        aliases[unit_id].append(AliasRecord(number, name, kind, day(first), day(last)))
    members: dict[int, list[int]] = defaultdict(list)
    for group_id, member_id in db.rows(
        """SELECT m.group_id, m.member_id FROM unit_member m JOIN unit u ON u.id = m.member_id
        ORDER BY m.group_id, u.position, u.id"""
    ):
        members[group_id].append(member_id)
    contacts: dict[int, list[UnitContactRecord]] = defaultdict(list)
    for unit_id, *fields in db.rows("SELECT unit_id, id, name, post, phone, note FROM unit_contact ORDER BY unit_id, id"):
        contacts[unit_id].append(UnitContactRecord(*fields))
    return [
        UnitRecord(
            id=row[0],
            full_name=row[1],
            display=row[2] or row[1],
            kind=UnitKind(row[3]),
            level=row[4],
            order=row[5],
            is_group=bool(row[6]),
            merged_into_id=row[7],
            valid_from=day(row[8]),
            valid_to=day(row[9]),
            aliases=tuple(aliases[row[0]]),
            member_ids=tuple(members[row[0]]),
            contacts=tuple(contacts[row[0]]),
        )
        for row in db.rows(
            """SELECT id, full_name, short_name, kind, level, position, is_group, merged_into_id, valid_from, valid_to
            FROM unit ORDER BY position, id"""
        )
    ]


def unit_loads(db: Reader, plan_id: int | None, today: date) -> list[UnitLoad]:
    """How many tasks each unit has in each role, over one plan or all; `overdue` counts those it leads or shares."""
    where = "" if plan_id is None else "AND t.plan_id = :plan_id"
    tasks = f"SELECT t.id FROM task t WHERE t.removed_on IS NULL {where}"
    counts = all_role_counts(db) if plan_id is None else role_counts(db, tasks, plan_id=plan_id)
    late = role_counts(db, f"{tasks} AND {OVERDUE}", plan_id=plan_id, today=today)
    nothing: dict[str, int] = {}
    loads = []
    for unit in units(db):
        held, behind = counts.get(unit.id, nothing), late.get(unit.id, nothing)
        loads.append(
            UnitLoad(
                unit=unit,
                lead=held.get(Role.LEAD, 0),
                joint=held.get(Role.JOINT, 0),
                support=held.get(Role.SUPPORT, 0),
                implement=held.get(Role.IMPLEMENT, 0),
                overdue=behind.get(Role.LEAD, 0) + behind.get(Role.JOINT, 0),
            )
        )
    return loads
