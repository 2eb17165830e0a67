"""What follows when the state of a task changes, and how a task is named in an operation."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.periods import sort_key
from tracker.domain.reporting import Standing, marked
from tracker.domain.terms import State
from tracker.storage.reading.told import quoted
from tracker.usecases.work.claims import Claims

if TYPE_CHECKING:
    from tracker.storage.journal import Work
    from tracker.storage.tables import Task


def task_name(task: "Task") -> str:
    """任务 3“推进…”, as operations call it."""
    return f"任务 {task.number}{quoted(task.title, 16)}"


def set_by_hand(work: "Work", tasks: "Sequence[Task]", state: State, today: date) -> None:
    """A person sets the state apart from any report: what follows is settled, and the next sheet that says otherwise asks."""
    claims = Claims(work, [task.id or 0 for task in tasks], today)
    for task in tasks:
        _set_one(work, task, state, claims)
    claims.write()


def _set_one(work: "Work", task: "Task", state: State, claims: Claims) -> None:
    before = standing_of(task)
    stand(task, claims.decide(task.id or 0, before, state, None, last_open(work, task), "", "手工设置"))
    changed = [name for name in ("state", "percent") if getattr(task, name) != getattr(before, name)]
    task.by_hand = marked(task.by_hand, changed)


def standing_of(task: "Task") -> Standing:
    """How a stored task stands."""
    return Standing(task.state, task.percent, task.completed_on)


def stand(task: "Task", standing: Standing) -> None:
    """Let a stored task stand like this."""
    task.state, task.percent, task.completed_on = standing


def last_open(work: "Work", task: "Task") -> float | None:
    """The percentage of the latest report that does not say completed."""
    from tracker.storage.tables import ProgressReport

    reports = sorted(work.rows(ProgressReport, task_id=task.id), key=lambda report: sort_key(report.period))
    return next((report.percent for report in reversed(reports) if report.state is not State.COMPLETED), None)
