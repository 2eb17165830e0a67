"""What the calendar has no day for, and the next day on which something is due."""

from datetime import date

from tracker.domain.terms import State
from tracker.storage.reader import Reader
from tracker.storage.reading import day


def undated_tasks(db: Reader, plan_id: int | None) -> tuple[int, ...]:
    """The open tasks none of whose time limits falls on a day."""
    plan = "" if plan_id is None else "AND t.plan_id = :plan_id"
    rows = db.rows(
        f"""SELECT t.id FROM task t WHERE t.removed_on IS NULL AND t.state <> :done {plan}
        AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.task_id = t.id AND (d.due IS NOT NULL OR d.every IS NOT NULL))
        ORDER BY t.plan_id, t.number""",
        plan_id=plan_id,
        done=State.COMPLETED.value,
    )
    return tuple(row[0] for row in rows)


def next_due(db: Reader, plan_id: int | None, after: date) -> date | None:
    """The first day after this one on which a time limit ends."""
    plan = "" if plan_id is None else "AND t.plan_id = :plan_id"
    return day(
        db.value(
            f"SELECT MIN(d.due) FROM deadline d JOIN task t ON t.id = d.task_id WHERE t.removed_on IS NULL AND d.due > :after {plan}",
            plan_id=plan_id,
            after=after,
        )
    )
