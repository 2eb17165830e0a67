"""Keep what lists know of a task's silence in step with its reports, where an undo mixes them with later ones."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.reporting import heard_to
from tracker.storage.journal import Work
from tracker.storage.tables import ProgressReport


def settle_heard(work: Work, task_ids: Sequence[int]) -> None:
    """No task is heard of less far than the reports go that it has."""
    held: dict[int, date | None] = {row["id"]: row["heard_to"] for row in work.stored_rows("task", task_ids)}
    for row in work.stored_rows("progress_report", work.ids(ProgressReport, "task_id", sorted(held))):
        held[row["task_id"]] = heard_to(held[row["task_id"]], row["period"])
    work.update_many("task", {task_id: {"heard_to": day} for task_id, day in held.items()})
