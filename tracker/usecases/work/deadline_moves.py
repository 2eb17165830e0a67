"""Putting a time limit off or bringing it forward: with the reason, and with what it was before."""

from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.records import Changes, DeadlineMoveRecord
from tracker.domain.terms import DeadlineKind
from tracker.errors import UserError
from tracker.reports.titles import day_words
from tracker.storage.reading import task_files
from tracker.storage.store import Store
from tracker.usecases.work.task_state import task_name

if TYPE_CHECKING:
    from tracker.storage.journal import Work
    from tracker.storage.tables import Deadline

__all__ = ["DeadlineMoveRecord", "deadline_moves", "move_deadline", "move_limit"]


def move_deadline(store: Store, deadline_id: int, due: date, reason: str, today: date, approved_by: str = "") -> Changes:
    """Give a dated time limit another day. Raises UserError without a reason, and for limits that are no single day."""
    from tracker.storage.tables import Deadline, Task

    if not reason.strip():
        raise UserError("没有填写调整时限的原因", "调整时限要留下依据", "请写明原因，如“县政府第9次常务会议同意延期”")
    with store.transaction("调整时限") as work:
        row = work.get(Deadline, deadline_id)
        task = work.get(Task, row.task_id)
        if row.kind is not DeadlineKind.DATE or row.due is None:
            raise UserError("这个时限不是固定日期，不能改日期", f"原文是“{row.wording}”", "请在任务详情里修改时限")
        if row.done_on is not None:
            raise UserError("这个阶段已经完成，不能再改日期", "", "需要时请先重新打开这个阶段")
        if due == row.due:
            raise UserError("日期没有变化", f"原来就是 {day_words(due)}", "请另选日期")
        verb = "延后" if due > row.due else "提前"
        work.name = f"{task_name(task)}的时限{verb}到 {day_words(due)}"
        move_limit(work, row, due, reason, today, approved_by)
        task_id = row.task_id
    return work.changes(task_id)


def move_limit(work: "Work", row: "Deadline", due: date, reason: str, today: date, approved_by: str) -> int | None:
    """Within a transaction: a dated limit gets another day, what it was before stays on record. Gives the id of the move."""
    from tracker.storage.due_dates import settle
    from tracker.storage.tables import DeadlineMove

    move = work.add(
        DeadlineMove(
            task_id=row.task_id,
            deadline_id=row.id or 0,
            old_wording=row.wording,
            old_due=row.due,
            new_due=due,
            reason=reason.strip(),
            approved_by=approved_by.strip(),
            moved_on=today,
        )
    )
    row.wording, row.due = f"{due.year}年{due.month}月{due.day}日前", due
    settle(work, [row.task_id])
    return move.id


def deadline_moves(store: Store, task_id: int) -> list[DeadlineMoveRecord]:
    """The moves of a task's time limits, the latest first."""
    with store.read() as db:
        return task_files.deadline_moves(db, task_id)
