"""Keep what lists show of a task's dates in step with its deadlines."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from tracker.domain.due_dates import Limit, standing
from tracker.storage.journal import Work
from tracker.storage.tables import Deadline


def settle(work: Work, task_ids: Sequence[int]) -> None:
    """Work out `is_main` of the deadlines and `due`, `due_kind`, `pace_end` of these tasks anew."""
    ids = work.ids(Deadline, "task_id", task_ids)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in work.stored_rows("deadline", sorted(ids)):
        found[row["task_id"]].append(row)
    marks: dict[int, dict[str, Any]] = {}
    dates: dict[int, dict[str, Any]] = {}
    for task_id in task_ids:
        rows = found[task_id]
        chosen = standing([limit_of(row) for row in rows])
        marks |= {row["id"]: {"is_main": index == chosen.main} for index, row in enumerate(rows)}
        dates[task_id] = {"due": chosen.due, "due_kind": chosen.kind, "pace_end": chosen.pace_end}
    work.update_many("deadline", marks)
    work.update_many("task", dates)


def limit_of(row: dict[str, Any]) -> Limit:
    """What the choice of the main deadline depends on."""
    return Limit(row["kind"], row["due"], row.get("done_on") is not None, bool(row.get("main_by_hand")))
