"""Where stored figures came from: the returned file, its sheet and row; and what cooperating units reported of their parts."""

from collections import defaultdict
from datetime import date, datetime

from tracker.domain.records import Origin, PartRecord
from tracker.domain.terms import State
from tracker.storage.reader import Reader
from tracker.storage.sqlite import period_order

# After a table with a short name in the place of {0}.
ORIGIN_JOINS = "LEFT JOIN received_file f ON f.id = {0}.received_file_id LEFT JOIN unit s ON s.id = f.unit_id"


def origin_columns(table: str) -> str:
    """The columns that `origin` takes, of a table by its short name, joined with `ORIGIN_JOINS`."""
    return f"""f.id, f.name, f.kept_name, CASE WHEN s.short_name = '' THEN s.full_name ELSE s.short_name END, f.received_at,
        {table}.source_sheet, {table}.source_row, {table}.by_hand, {table}.carried"""


def origin(
    file_id: int | None,
    name: str | None,
    kept_name: str | None,
    unit: str | None,
    received_at: str | None,
    sheet: str,
    row: int | None,
    by_hand: str,
    carried: str,
) -> Origin | None:
    """The origin that these columns say; None for what was typed."""
    if file_id is None or received_at is None:
        return None
    hand, before = frozenset(by_hand.split()), frozenset(carried.split())
    return Origin(file_id, name or "", kept_name or "", unit or "", datetime.fromisoformat(received_at), sheet, row or 0, hand, before)


def part_records(db: Reader, inside: str) -> dict[int, list[PartRecord]]:
    """By task (`inside`: ids as an SQL list): the parts that units reported, the newest period first, units in official order."""
    found: dict[int, list[PartRecord]] = defaultdict(list)
    for task_id, number, unit_id, unit, period, state, percent, *rest in db.rows(
        f"""SELECT r.task_id, r.id, r.unit_id, CASE WHEN u.short_name = '' THEN u.full_name ELSE u.short_name END, r.period,
        r.state, r.percent, r.progress, r.problems, r.next_steps, r.leader, r.office, r.person, r.phone, r.reported_on,
        {origin_columns("r")}
        FROM part_report r JOIN unit u ON u.id = r.unit_id {ORIGIN_JOINS.format("r")}
        WHERE r.task_id IN {inside} ORDER BY {period_order("r.period")} DESC, u.position, r.id"""
    ):
        progress, problems, next_steps, leader, office, person, phone, reported_on, *place = rest
        found[task_id].append(
            PartRecord(
                number,
                unit_id,
                unit,
                period,
                None if state is None else State(state),
                percent,
                progress,
                problems,
                next_steps,
                leader,
                office,
                person,
                phone,
                date.fromisoformat(reported_on),
                origin(*place),
            )
        )
    return found
