"""Fill-in workbooks handed out and files that came back, by period."""

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from tracker.domain.terms import State
from tracker.storage.reader import Reader
from tracker.storage.reading.figure_marks import FIGURES_FORM


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


def handouts(db: Reader, plan_id: int, period: str, *, figures: bool = False) -> dict[int, HandoutFacts]:
    """By unit: what was handed out last for a period to report on tasks, or (`figures`) on indicators and projects."""
    rows = db.rows(
        f"""SELECT unit_id, file_name, made_at, task_count FROM handout
        WHERE plan_id = :plan_id AND period = :period AND template_version {"=" if figures else "<>"} :form ORDER BY id""",
        plan_id=plan_id,
        period=period,
        form=FIGURES_FORM,
    )
    return {row[0]: HandoutFacts(row[0], row[1], datetime.fromisoformat(row[2]), row[3]) for row in rows}


def received(db: Reader, plan_id: int, period: str, *, figures: bool = False) -> list[ReceivedFacts]:
    """The files received for a period with reports on tasks, or (`figures`) with values, in the order in which they came."""
    rows = db.rows(
        f"""SELECT id, unit_id, name, kept_name, digest, received_at, state, added + updated + same, asked + refused
        FROM received_file WHERE plan_id = :plan_id AND period = :period AND state {"=" if figures else "<>"} 'figures' ORDER BY id""",
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
            """SELECT period, received_at FROM received_file WHERE plan_id = :plan_id AND digest = :digest
            AND state NOT IN ('sent_back', 'figures') ORDER BY id DESC LIMIT 1""",
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


class SaidFacts(NamedTuple):
    """The text of a report for a period and of the one before (None: there was none); `unit_id`: whose part it is, None the task's own."""

    task_id: int
    unit_id: int | None
    state: State | None
    text: str
    before: str | None


def said(db: Reader, plan_id: int, period: str, before: str) -> list[SaidFacts]:
    """What was written for a period, beside what was written for the period before."""
    rows = db.rows(
        """SELECT r.task_id, NULL, r.state, r.progress, b.progress FROM progress_report r JOIN task t ON t.id = r.task_id
        LEFT JOIN progress_report b ON b.task_id = r.task_id AND b.period = :before WHERE t.plan_id = :plan_id AND r.period = :period
        UNION ALL SELECT r.task_id, r.unit_id, r.state, r.progress, b.progress FROM part_report r JOIN task t ON t.id = r.task_id
        LEFT JOIN part_report b ON b.task_id = r.task_id AND b.unit_id = r.unit_id AND b.period = :before
        WHERE t.plan_id = :plan_id AND r.period = :period""",
        plan_id=plan_id,
        period=period,
        before=before,
    )
    return [SaidFacts(task_id, unit_id, None if state is None else State(state), text, old) for task_id, unit_id, state, text, old in rows]


def handout_digests(db: Reader, plan_id: int) -> set[str]:
    """The bytes (by digest) of every workbook that was handed out for a plan."""
    return {digest for (digest,) in db.rows("SELECT digest FROM handout WHERE plan_id = :plan_id", plan_id=plan_id)}


def groups_without_members(db: Reader, plan_id: int) -> list[str]:
    """Names of the groups that have tasks of a plan but no unit that belongs to them."""
    rows = db.rows(
        """SELECT DISTINCT u.full_name, u.position, u.id FROM assignment a JOIN task t ON t.id = a.task_id
        JOIN unit u ON u.id = a.unit_id
        WHERE t.plan_id = :plan_id AND t.removed_on IS NULL AND u.is_group AND NOT EXISTS
            (SELECT 1 FROM unit_member m WHERE m.group_id = u.id) ORDER BY 2, 3""",
        plan_id=plan_id,
    )
    return [row[0] for row in rows]
