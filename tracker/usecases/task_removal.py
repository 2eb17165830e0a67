"""Taking tasks away with all that hangs on them, in the order that references allow."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.storage.journal import Work


def remove_task_rows(work: "Work", ids: Sequence[int]) -> None:
    """Delete tasks and their parts within a transaction."""
    from tracker.storage import tables

    parts = (
        tables.Finding,
        tables.ProgressReport,
        tables.PartReport,
        tables.TaskWording,
        tables.DeadlineMove,
        tables.Attachment,
        tables.IssuedTask,
        tables.Contact,
        tables.Target,
        tables.Deadline,
        tables.Assignment,
    )
    for kind in parts:
        work.delete_many(kind, work.ids(kind, "task_id", ids))
    problems = work.ids(tables.Problem, "task_id", ids)
    work.update_many("problem", {key: {"task_id": None, "report_id": None} for key in problems})
    work.delete_many(tables.Task, ids)
