"""A task that a revision of its plan took out comes back to its place."""

from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.work.task_state import task_name


def restore_task(store: Store, task_id: int) -> Changes:
    """Put a cancelled task in force again, where it stood: the tasks behind it count on. All that was known of it is still there."""
    from tracker.storage.tables import Task

    with store.transaction("恢复任务") as work:
        task = work.get(Task, task_id)
        if task.removed_on is None:
            raise UserError("这项任务没有被取消", "", "请按 F5 刷新")
        others = sorted((row for row in work.rows(Task, plan_id=task.plan_id) if row.removed_on is None), key=lambda row: row.number)
        place = min(max(task.number, 1), len(others) + 1)
        task.removed_on, task.removed_reason = None, ""
        for number, row in enumerate([*others[: place - 1], task, *others[place - 1 :]], 1):
            row.number = number
        work.name = f"恢复已取消的{task_name(task)}"
    return work.changes(task_id)
