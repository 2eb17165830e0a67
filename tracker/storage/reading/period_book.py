"""Fill-in workbooks handed out and files that came back, by period."""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from tracker.storage.reader import Reader


class HandoutFacts(NamedTuple):
    """The last fill-in workbook made for a unit."""

    unit_id: int
    file_name: str
    made_at: datetime
    task_count: int


class ReceivedFacts(NamedTuple):
    """A file that came back. `state`: applied, replaced or sent_back; `left`: rows that were not stored."""

    id: int
    unit_id: int | None
    name: str
    kept_name: str
    digest: str
    received_at: datetime
    state: str
    stored: int
    left: int


def handouts(db: Reader, plan_id: int, period: str) -> dict[int, HandoutFacts]:
    """By unit: what was handed out last for a period."""
    rows = db.rows(
        """SELECT unit_id, file_name, made_at, task_count FROM handout WHERE plan_id = :plan_id AND period = :period ORDER BY id""",
        plan_id=plan_id,
        period=period,
    )
    return {row[0]: HandoutFacts(row[0], row[1], datetime.fromisoformat(row[2]), row[3]) for row in rows}


def received(db: Reader, plan_id: int, period: str) -> list[ReceivedFacts]:
    """The files received for a period, in the order in which they came."""
    rows = db.rows(
        """SELECT id, unit_id, name, kept_name, digest, received_at, state, added + updated + same, asked + refused
        FROM received_file WHERE plan_id = :plan_id AND period = :period ORDER BY id""",
        plan_id=plan_id,
        period=period,
    )
    return [
        ReceivedFacts(number, unit_id, name, kept_name, digest, datetime.fromisoformat(at), state, stored, left)
        for number, unit_id, name, kept_name, digest, at, state, stored, left in rows
    ]


def tasks_of_file(db: Reader, file_id: int) -> set[int]:
    """The tasks whose reports came from a file."""
    rows = db.rows(
        """SELECT task_id FROM progress_report WHERE received_file_id = :file_id
        UNION SELECT task_id FROM part_report WHERE received_file_id = :file_id""",
        file_id=file_id,
    )
    return {row[0] for row in rows}


def received_with(db: Reader, plan_id: int, digests: list[str]) -> dict[str, tuple[str, datetime]]:
    """Of these digests the ones that were taken in before: period and day of the last time."""
    found: dict[str, tuple[str, datetime]] = {}
    for digest in digests:
        row = db.row(
            """SELECT period, received_at FROM received_file WHERE plan_id = :plan_id AND digest = :digest AND state <> 'sent_back'
            ORDER BY id DESC LIMIT 1""",
            plan_id=plan_id,
            digest=digest,
        )
        if row is not None:
            found[digest] = (row[0], datetime.fromisoformat(row[1]))
    return found


def reported(db: Reader, plan_id: int, period: str) -> tuple[dict[int, int | None], dict[int, set[int]]]:
    """What was reported for a period: by task the unit whose file its own report came from (None: typed, or collected by the
    office), and by unit the tasks of which it reported its part."""
    own = db.rows(
        """SELECT r.task_id, f.unit_id FROM progress_report r JOIN task t ON t.id = r.task_id
        LEFT JOIN received_file f ON f.id = r.received_file_id WHERE t.plan_id = :plan_id AND r.period = :period""",
        plan_id=plan_id,
        period=period,
    )
    parts: dict[int, set[int]] = defaultdict(set)
    for task_id, unit_id in db.rows(
        """SELECT r.task_id, r.unit_id FROM part_report r JOIN task t ON t.id = r.task_id
        WHERE t.plan_id = :plan_id AND r.period = :period""",
        plan_id=plan_id,
        period=period,
    ):
        parts[unit_id].add(task_id)
    return dict(own), parts
