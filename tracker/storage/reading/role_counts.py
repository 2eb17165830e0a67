"""How many tasks each unit has in each role."""

from collections import defaultdict
from typing import Any

from tracker.storage.memory import same_order
from tracker.storage.reader import Reader

_ALL = "SELECT a.unit_id, a.role, COUNT(*) FROM assignment a GROUP BY a.unit_id, a.role"


def role_counts(db: Reader, tasks: str, **values: Any) -> dict[int, dict[str, int]]:
    """By unit and role, over the tasks that a query gives (SQL text: one column of ids, with its parameters)."""
    rows = db.rows(
        f"SELECT a.unit_id, a.role, COUNT(*) FROM assignment a WHERE a.task_id IN ({tasks}) GROUP BY a.unit_id, a.role", **values
    )
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for unit_id, role, count in rows:
        counts[unit_id][role] = count
    return counts


def all_role_counts(db: Reader) -> dict[int, dict[str, int]]:
    """By unit and role, over all plans: the whole table is counted along its index, and what belongs to cancelled tasks is taken off,
    of which there are few."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for unit_id, role, count in db.kept("role counts", ("assignment",), lambda: db.rows(_ALL)):
        counts[unit_id][role] = count
    cancelled = db.kept("cancelled", ("task",), lambda: db.rows("SELECT id FROM task WHERE removed_on IS NOT NULL"), same_order)
    for unit_id, roles in role_counts(db, f"{','.join(str(row[0]) for row in cancelled)}").items():
        for role, count in roles.items():
            counts[unit_id][role] -= count
    kept = {unit_id: {role: count for role, count in roles.items() if count} for unit_id, roles in counts.items()}
    return {unit_id: roles for unit_id, roles in kept.items() if roles}
