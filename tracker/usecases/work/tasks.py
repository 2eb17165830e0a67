"""Tasks: find and read them, change them, add and remove them. Their parts (roles, dates, persons, reports) are in `task_parts`."""

from collections.abc import Collection, Sequence
from datetime import date

from tracker.domain.records import Changes, TaskDetail, TaskRow
from tracker.domain.reporting import marked
from tracker.domain.screens import Group, TaskFilter, TaskGroup, TaskList
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.storage.reading import task_list as reading_list
from tracker.storage.reading import task_values
from tracker.storage.reading import tasks as reading
from tracker.storage.store import Store
from tracker.usecases.house.settings import rules_in, state_words
from tracker.usecases.work.task_parts import (
    add_target,
    choose_main_deadline,
    edit_target,
    remove_deadline,
    remove_target,
    report_progress,
    set_contact,
    set_deadline,
    set_deadline_done,
    set_role,
    settle_finding,
)
from tracker.usecases.work.task_state import set_by_hand, task_name

__all__ = [
    "Group",
    "TaskFilter",
    "TaskGroup",
    "TaskList",
    "add_target",
    "add_task",
    "choose_main_deadline",
    "edit_target",
    "edit_task",
    "leaders",
    "move_task",
    "remove_deadline",
    "remove_target",
    "remove_task",
    "remove_tasks",
    "report_progress",
    "set_contact",
    "set_deadline",
    "set_deadline_done",
    "set_role",
    "set_state",
    "settle_finding",
    "task_detail",
    "task_details",
    "task_extras",
    "task_ids",
    "task_list",
    "task_rows",
]


def task_list(store: Store, wanted: TaskFilter, group: Group, today: date) -> TaskList:
    """The ids of the tasks that pass a filter, grouped; cheap for any number of tasks."""
    with store.read() as db:
        return reading_list.task_list(db, wanted, group, today, rules_in(db))


def leaders(store: Store, plan_id: int | None) -> list[str]:
    """Who is in charge of some task now, in the order of the tasks."""
    with store.read() as db:
        return reading.leaders(db, plan_id)


def task_rows(store: Store, ids: Sequence[int], today: date) -> list[TaskRow]:
    """The rows of these tasks in the order asked for; those that are gone are left out."""
    with store.read() as db:
        return reading.task_rows(db, ids, today, rules_in(db))


def task_ids(store: Store, plan_id: int) -> dict[int, int]:
    """The ids of a plan's tasks by their numbers."""
    with store.read() as db:
        return reading_list.task_numbers(db, plan_id)


def task_extras(store: Store, ids: Sequence[int], keys: Collection[str]) -> dict[int, dict[str, str]]:
    """What further columns of a list say of these tasks, by the columns' keys."""
    with store.read() as db:
        return task_values.extras(db, ids, keys)


def task_detail(store: Store, task_id: int, today: date) -> TaskDetail:
    """All that is known of one task. Raises `UserError` when it is gone."""
    found = task_details(store, [task_id], today)
    if not found:
        raise UserError("这项任务已经不存在", "它可能刚刚被删除或撤销", "请按 F5 刷新")
    return found[0]


def task_details(store: Store, ids: Sequence[int], today: date) -> list[TaskDetail]:
    """All that is known of these tasks, in the order asked for (ledgers, exports)."""
    with store.read() as db:
        return reading.task_details(db, ids, today, rules_in(db))


def plan_details(store: Store, plan_id: int, today: date) -> list[TaskDetail]:
    """All that is known of the tasks of one plan, in printed order."""
    with store.read() as db:
        found = reading_list.task_list(db, TaskFilter(plan_id=plan_id), Group.NONE, today, rules_in(db))
        return reading.task_details(db, [task_id for group in found.groups for task_id in group.ids], today, rules_in(db))


def edit_task(
    store: Store,
    task_id: int,
    *,
    title: str | None = None,
    content: str | None = None,
    note: str | None = None,
    state: State | None = None,
    percent: float | None = None,
    today: date | None = None,
) -> Changes:
    """Change what is given of a task; None leaves it. `today` is the day of completion where the state says so."""
    from tracker.storage.tables import Task

    if title is not None and not title.strip():
        raise UserError("任务标题不能为空", "", "请填写标题")
    _check_percent(percent)
    fields = {"标题": title, "内容": content, "责任原文": note, "状态": state, "进度": percent}
    with store.transaction("修改任务") as work:
        task = work.get(Task, task_id)
        work.name = f"修改{task_name(task)}的{'、'.join(name for name, value in fields.items() if value is not None)}"
        if title is not None:
            task.title = title.strip()
        if content is not None:
            task.content = content
        if note is not None:
            task.note = note
        if state is not None:
            set_by_hand(work, [task], state, today or work.now.date())
        if percent is not None:
            task.by_hand = task.by_hand if percent == task.percent else marked(task.by_hand, ["percent"])
            task.percent = percent
    return work.changes(task_id)


def set_state(store: Store, ids: Sequence[int], state: State, today: date) -> Changes:
    """Set the state of one or many tasks. Completed ones stand at 100 %."""
    from tracker.storage.tables import Task

    word = state_words(store).general(state)
    with store.transaction(f"把 {len(ids)} 项任务设为{word}") as work:
        tasks: list[Task] = work.rows(Task, id=list(ids))
        if len(tasks) == 1:
            work.name = f"把{task_name(tasks[0])}设为{word}"
        set_by_hand(work, tasks, state, today)
    return work.changes(ids[0] if len(ids) == 1 else None)


def add_task(store: Store, plan_id: int, heading_id: int | None, title: str) -> Changes:
    """Add a task at the end of a plan's numbering, under a heading; the result is its id."""
    from tracker.storage.tables import Plan, Task

    if not title.strip():
        raise UserError("任务标题不能为空", "", "请填写标题")
    with store.transaction("新增任务") as work:
        work.get(Plan, plan_id)
        number = work.highest(Task, "number", plan_id=plan_id) + 1
        task = work.add(Task(plan_id=plan_id, heading_id=heading_id, number=number, title=title.strip(), heard_to=work.now.date()))
        work.name = f"新增{task_name(task)}"
        task_id = task.id
    return work.changes(task_id)


def move_task(store: Store, task_id: int, heading_id: int | None) -> Changes:
    """Put a task under another heading of its plan."""
    from tracker.storage.tables import Heading, Task

    with store.transaction("移动任务") as work:
        task = work.get(Task, task_id)
        if heading_id is not None and work.get(Heading, heading_id).plan_id != task.plan_id:
            raise UserError("不能移到别的方案里", "章节属于另一个方案", "请选择本方案的章节")
        task.heading_id = heading_id
        work.name = f"移动{task_name(task)}到其他章节"
    return work.changes(task_id)


def remove_task(store: Store, task_id: int) -> Changes:
    """Remove one task."""
    return remove_tasks(store, [task_id])


def remove_tasks(store: Store, ids: Sequence[int]) -> Changes:
    """Remove tasks with all that belongs to them; the other numbers stay."""
    from tracker.storage.tables import Task
    from tracker.usecases.work.task_removal import remove_task_rows

    with store.transaction(f"删除 {len(ids)} 项任务") as work:
        if len(ids) == 1:
            work.name = f"删除{task_name(work.get(Task, ids[0]))}"
        remove_task_rows(work, ids)
    return work.changes()


def _check_percent(percent: float | None) -> None:
    if percent is not None and not 0 <= percent <= 100:
        raise UserError("进度应在 0 到 100 之间", f"现在填的是 {percent:g}", "请改正进度")
