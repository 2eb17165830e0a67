"""What follows when the state of a task changes, and how a task is named in an operation."""

from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.terms import State
from tracker.storage.reading.told import quoted

if TYPE_CHECKING:
    from tracker.storage.journal import Work
    from tracker.storage.tables import Task


def task_name(task: "Task") -> str:
    """任务 3“推进…”, as operations call it."""
    return f"任务 {task.number}{quoted(task.title, 16)}"


def complete_or_reopen(work: "Work", task: "Task", state: State, today: date) -> None:
    """Set a state: a completed task stands at 100 % with its day; a reopened one goes back to what was last reported."""
    from tracker.storage.tables import ProgressReport

    if state is State.COMPLETED:
        if task.state is not State.COMPLETED:
            task.completed_on = today
        task.percent = 100
    elif task.state is State.COMPLETED:
        reports = sorted(work.rows(ProgressReport, task_id=task.id), key=lambda report: report.period)
        open_ones = [report.percent for report in reports if report.state is not State.COMPLETED]
        task.completed_on = None
        task.percent = open_ones[-1] if open_ones else None
    task.state = state
