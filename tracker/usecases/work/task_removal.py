"""Taking tasks, and the lists of a plan, away with all that hangs on them, in the order that references allow."""

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
        tables.Extension,
        tables.CompletionCheck,
        tables.LightOverride,
        tables.Subtask,
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
    links = {*work.ids(tables.TaskLink, "upper_task_id", ids), *work.ids(tables.TaskLink, "lower_task_id", ids)}
    work.delete_many(tables.TaskLink, sorted(links))
    problems = work.ids(tables.Problem, "task_id", ids)
    work.update_many("problem", {key: {"task_id": None, "report_id": None} for key in problems})
    work.delete_many(tables.Task, ids)


def remove_list_rows(work: "Work", table: str, ids: Sequence[int]) -> None:
    """Delete rows of a plan's list ("indicator", "service" or "project") with their units, values and checks.

    Problems that name an indicator stay without it; versions of a list keep what they froze.
    """
    hanging = {
        "indicator": ("indicator_unit", "indicator_value"),
        "service": ("service_unit", "service_check"),
        "project": ("project_unit", "project_year", "project_value"),
    }
    for kind in hanging[table]:
        work.delete_many(kind, work.ids(kind, f"{table}_id", ids))
    if table == "indicator":
        work.update_many("problem", {key: {"indicator_id": None} for key in work.ids("problem", "indicator_id", ids)})
    work.delete_many(table, ids)
