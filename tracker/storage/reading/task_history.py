"""All that was ever done to one task, from the journal: its own row, and what belongs or belonged to it."""

import re
from collections.abc import Sequence
from datetime import datetime

from tracker.domain.records import ChangeRecord, TaskStep
from tracker.storage.reader import Reader
from tracker.storage.reading import numbers
from tracker.storage.reading.history import told

_PARTS = {
    **dict.fromkeys(("assignment", "deadline", "target", "contact", "progress_report", "part_report", "finding"), ("task_id",)),
    **dict.fromkeys(("deadline_move", "attachment", "extension", "completion_check", "subtask"), ("task_id",)),
    "task_link": ("upper_task_id", "lower_task_id"),
}
"""What belongs to a task, by table: the columns that name it."""


def task_history(db: Reader, task_id: int, limit: int) -> list[TaskStep]:
    """The operations that touched the task, the newest first, each with what it did to it. Undone ones are marked."""
    places = [f"(c.table_name = 'task' AND c.row_id = {int(task_id)})"]
    for table, owners in _PARTS.items():
        where = " OR ".join(f"{owner} = :task_id" for owner in owners)
        ids = {row[0] for row in db.rows(f"SELECT id FROM {table} WHERE {where}", task_id=task_id)}
        ids |= _gone(db, table, owners, task_id)
        if ids:
            places.append(f"(c.table_name = '{table}' AND c.row_id IN {numbers(sorted(ids))})")
    rows = db.rows(
        f"""SELECT o.id, o.name, o.done_at, o.state, c.table_name, c.row_id, c.action, c.before, c.after
        FROM change c JOIN operation o ON o.id = c.operation_id WHERE o.of_id IS NULL AND ({" OR ".join(places)})
        ORDER BY o.id DESC, c.id LIMIT :limit""",
        limit=limit,
    )
    records = told(db, [row[4:] for row in rows])
    steps: dict[int, TaskStep] = {}
    for row, record in zip(rows, records, strict=True):
        step = steps.get(row[0]) or TaskStep(row[0], row[1], datetime.fromisoformat(row[2]), row[3] == "done", ())
        steps[row[0]] = step._replace(changes=(*step.changes, record)) if _tells(record) else step
    return list(steps.values())


def _gone(db: Reader, table: str, owners: Sequence[str], task_id: int) -> set[int]:
    """Rows that belonged to the task and were deleted: the journal alone knows them."""
    rows = db.rows("SELECT row_id, before FROM change WHERE table_name = :name AND action = 'delete'", name=table)
    owner = re.compile(rf'"(?:{"|".join(owners)})": ?{int(task_id)}\b')
    return {row_id for row_id, before in rows if owner.search(before)}


def _tells(record: ChangeRecord) -> bool:
    """Has it anything to say beyond that it happened?"""
    return bool(record.fields)
