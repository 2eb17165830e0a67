"""Requests for later time limits."""

from collections.abc import Collection
from datetime import date
from typing import Any

from tracker.domain.extensions import ExtensionRecord, ExtensionState
from tracker.storage.reader import Reader
from tracker.storage.reading import day, words
from tracker.storage.reading.tasks import UNIT_NAME


def extensions(
    db: Reader,
    *,
    plan_id: int | None = None,
    task_id: int | None = None,
    extension_id: int | None = None,
    states: Collection[ExtensionState] = (),
) -> list[ExtensionRecord]:
    """The requests, narrowed by what is given, the latest asked first; those of removed tasks only where one task is asked for."""
    where = [
        *(["t.plan_id = :plan_id"] if plan_id is not None else []),
        *(["x.task_id = :task_id"] if task_id is not None else ["t.removed_on IS NULL"]),
        *(["x.id = :extension_id"] if extension_id is not None else []),
        *([f"x.state IN {words(states)}"] if states else []),
    ]
    rows = db.rows(
        f"""SELECT x.id, x.task_id, t.number, t.title, t.plan_id, p.title, x.deadline_id, x.unit_id, COALESCE({UNIT_NAME}, ''),
        COALESCE(m.old_wording, d.wording, ''), x.old_due, x.wished, x.reason, x.asked_on, x.asked_by, x.state, x.granted, x.decided_on,
        x.decided_by, x.words FROM extension x JOIN task t ON t.id = x.task_id JOIN plan p ON p.id = t.plan_id
        LEFT JOIN unit u ON u.id = x.unit_id LEFT JOIN deadline d ON d.id = x.deadline_id LEFT JOIN deadline_move m ON m.id = x.move_id
        WHERE {" AND ".join(where)} ORDER BY x.asked_on DESC, x.id DESC""",
        plan_id=plan_id,
        task_id=task_id,
        extension_id=extension_id,
    )
    return [_record(row) for row in rows]


def waiting(db: Reader, plan_id: int | None) -> tuple[int, int]:
    """How many tasks of a plan, or of all, wait for a decision on a later limit, and for a check that they are done."""
    within = "" if plan_id is None else "AND t.plan_id = :plan_id"
    row = db.row(
        f"""SELECT (SELECT COUNT(DISTINCT t.id) FROM extension x JOIN task t ON t.id = x.task_id
            WHERE x.state = 'asked' AND t.removed_on IS NULL {within}),
        (SELECT COUNT(DISTINCT t.id) FROM completion_check x JOIN task t ON t.id = x.task_id
            WHERE x.state = 'claimed' AND t.removed_on IS NULL {within})""",
        plan_id=plan_id,
    )
    return (0, 0) if row is None else (int(row[0]), int(row[1]))


def _record(row: tuple[Any, ...]) -> ExtensionRecord:
    number, task, place, title, plan, plan_title, limit, unit_id, unit, wording, old_due, wished, reason, asked_on, by, state, *end = row
    granted, decided_on, decided_by, said = end
    return ExtensionRecord(
        id=number,
        task_id=task,
        number=place,
        title=title,
        plan_id=plan,
        plan_title=plan_title,
        deadline_id=limit,
        unit_id=unit_id,
        unit=unit,
        wording=wording,
        old_due=day(old_due),
        wished=date.fromisoformat(wished),
        reason=reason,
        asked_on=date.fromisoformat(asked_on),
        asked_by=by,
        state=ExtensionState(state),
        granted=day(granted),
        decided_on=day(decided_on),
        decided_by=decided_by,
        words=said,
    )
