"""Requests for later time limits: asked by a unit, granted, refused or withdrawn; what was granted moves the limit in the same step."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.extensions import WAYS, ExtensionRecord, ExtensionState, ExtensionStep
from tracker.domain.records import Changes
from tracker.domain.terms import DeadlineKind, State
from tracker.errors import UserError
from tracker.reports.titles import day_words
from tracker.storage.reading import extensions as reading
from tracker.storage.store import Store
from tracker.usecases.work.deadline_moves import move_limit
from tracker.usecases.work.task_state import task_name

if TYPE_CHECKING:
    from tracker.storage.journal import Work
    from tracker.storage.tables import Deadline, Extension, Task

__all__ = [
    "ExtensionRecord",
    "ask_extension",
    "extension",
    "extensions",
    "grant_extension",
    "refuse_extension",
    "waiting_tasks",
    "withdraw_extension",
]


def extensions(
    store: Store, *, plan_id: int | None = None, task_id: int | None = None, states: Collection[ExtensionState] = ()
) -> list[ExtensionRecord]:
    """The requests of a plan, of a task or of all plans, the latest first; `states`: only those that stand like this."""
    with store.read() as db:
        return reading.extensions(db, plan_id=plan_id, task_id=task_id, states=states)


def extension(store: Store, extension_id: int) -> ExtensionRecord:
    """One request. Raises UserError where it is gone."""
    with store.read() as db:
        found = reading.extensions(db, extension_id=extension_id)
    if not found:
        raise UserError("这份延期申请已经不存在", "它可能已被撤销，或者任务已被删除", "请刷新后再试")
    return found[0]


def waiting_tasks(store: Store, plan_id: int | None) -> tuple[int, int]:
    """How many tasks wait for a decision on a later limit, and how many for a check that they are done."""
    with store.read() as db:
        return reading.waiting(db, plan_id)


def ask_extension(
    store: Store,
    task_id: int,
    wished: date,
    reason: str,
    asked_on: date,
    *,
    unit_id: int | None = None,
    asked_by: str = "",
    deadline_id: int | None = None,
) -> Changes:
    """Enter a request; without a limit named it is about the task's main dated one. The result is its id.

    Raises UserError without a reason, for a day that is not later, and where a request about the same limit waits already.
    """
    from tracker.storage.tables import Extension, Task

    if not reason.strip():
        raise UserError("没有填写延期理由", "延期要留下依据", "请写明原因，如“汛期提前，主体工程不能施工”")
    with store.transaction("登记延期申请") as work:
        task = work.get(Task, task_id)
        if task.state is State.COMPLETED or task.removed_on is not None:
            raise UserError("这项任务不用延期", "它已经完成或已从方案里移除", "请另选任务")
        limit = _limit(work, task, deadline_id)
        assert limit.due is not None
        if wished <= limit.due:
            raise UserError("申请的日期不晚于现在的时限", f"现在的时限是 {day_words(limit.due)}", "请另选日期")
        if any(row.deadline_id == limit.id for row in work.rows(Extension, task_id=task_id, state=ExtensionState.ASKED)):
            raise UserError("这个时限已有一份待批的延期申请", "一个时限同时只办一份", "请先批复或撤回那一份")
        work.name = f"登记{task_name(task)}的延期申请"
        row = work.add(
            Extension(
                task_id=task_id,
                deadline_id=limit.id,
                unit_id=unit_id,
                old_due=limit.due,
                wished=wished,
                reason=reason.strip(),
                asked_on=asked_on,
                asked_by=asked_by.strip(),
            )
        )
        made = row.id
    return work.changes(made)


def grant_extension(store: Store, extension_id: int, day: date, by: str, words: str, today: date) -> Changes:
    """Grant a request: the limit moves to `day`, not necessarily the one wished, and keeps its old date on record."""
    if not by.strip():
        raise UserError("没有填写批准人", "延期要有批准人", "请填写批准的领导或会议")
    with store.transaction("批准延期") as work:
        row, task = _open(work, extension_id, ExtensionStep.GRANT)
        limit = _limit(work, task, row.deadline_id)
        assert limit.due is not None
        if day <= limit.due:
            raise UserError("批准的日期不晚于现在的时限", f"现在的时限是 {day_words(limit.due)}", "请另选日期，或改为不批准")
        reason = f"延期申请：{row.reason}" + (f"（{words.strip()}）" if words.strip() else "")
        row.move_id = move_limit(work, limit, day, reason, today, by)
        row.granted = day
        _decide(row, ExtensionStep.GRANT, by, words, today)
        work.name = f"批准{task_name(task)}延期到 {day_words(day)}"
        task_id = row.task_id
    return work.changes(task_id)


def refuse_extension(store: Store, extension_id: int, by: str, words: str, today: date) -> Changes:
    """Refuse a request, with the reason; the limit stays."""
    if not words.strip():
        raise UserError("没有填写不批准的理由", "答复要让单位知道为什么", "请写明理由")
    with store.transaction("不批准延期") as work:
        row, task = _open(work, extension_id, ExtensionStep.REFUSE)
        _decide(row, ExtensionStep.REFUSE, by, words, today)
        work.name = f"不批准{task_name(task)}的延期申请"
        task_id = row.task_id
    return work.changes(task_id)


def withdraw_extension(store: Store, extension_id: int, words: str, today: date) -> Changes:
    """The unit takes its request back."""
    with store.transaction("撤回延期申请") as work:
        row, task = _open(work, extension_id, ExtensionStep.WITHDRAW)
        _decide(row, ExtensionStep.WITHDRAW, "", words, today)
        work.name = f"撤回{task_name(task)}的延期申请"
        task_id = row.task_id
    return work.changes(task_id)


def _open(work: "Work", extension_id: int, step: ExtensionStep) -> "tuple[Extension, Task]":
    """The request and its task, where the step can be taken."""
    from tracker.storage.tables import Extension, Task

    row = work.get(Extension, extension_id)
    if step not in WAYS[row.state]:
        raise UserError(f"这份申请不能再{step.label}", f"它{row.state.label}", "需要时请重新登记一份申请，或用撤销退回上一步")
    return row, work.get(Task, row.task_id)


def _decide(row: "Extension", step: ExtensionStep, by: str, words: str, today: date) -> None:
    row.state = WAYS[row.state][step]
    row.decided_on, row.decided_by, row.words = today, by.strip(), words.strip()


def _limit(work: "Work", task: "Task", deadline_id: int | None) -> "Deadline":
    """The limit that is asked about: the one named, else the main one; it must be a day and still open."""
    from tracker.storage.tables import Deadline

    rows = sorted(work.rows(Deadline, task_id=task.id), key=lambda row: (not row.is_main, row.due or date.max, row.id or 0))
    open_ones = [row for row in rows if row.kind is DeadlineKind.DATE and row.due is not None and row.done_on is None]
    found = next((row for row in open_ones if deadline_id in (None, row.id)), None)
    if found is None:
        raise UserError(f"{task_name(task)}没有可以延期的时限", "它没有固定日期的时限，或者这个阶段已经完成", "请先在任务详情里填写时限")
    return found
