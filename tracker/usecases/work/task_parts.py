"""The parts of a task: roles of units, time limits, targets, the chain of persons, reports, doubts."""

from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.deadlines import Recurrence
from tracker.domain.records import Changes
from tracker.domain.reporting import REPORT_FIELDS
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.errors import UserError
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store
from tracker.usecases.views.calendar import work_calendar
from tracker.usecases.work.task_state import task_name
from tracker.usecases.work.task_words import write_contacts, write_reports

if TYPE_CHECKING:
    from tracker.storage.journal import Work
    from tracker.storage.tables import Target


def set_role(store: Store, task_id: int, unit_id: int, role: Role | None) -> Changes:
    """Give a unit a role in a task, or (None) take it away. A role set by hand is not inferred any more."""
    from tracker.storage.tables import Assignment, Task, Unit

    with store.transaction("修改责任单位") as work:
        task, unit = work.get(Task, task_id), work.get(Unit, unit_id)
        name = unit.short_name or unit.full_name
        held = next(iter(work.rows(Assignment, task_id=task_id, unit_id=unit_id)), None)
        if role is None:
            work.name = f"取消{task_name(task)}的责任单位 {name}"
            if held is not None:
                work.delete(held)
            return work.changes(task_id)
        work.name = f"设{task_name(task)}的{role.label}单位 {name}"
        if held is None:
            position = work.highest(Assignment, "position", task_id=task_id) + 1
            work.add(Assignment(task_id=task_id, unit_id=unit_id, role=role, position=position))
        else:
            held.role, held.inferred = role, False
    return work.changes(task_id)


def set_deadline(
    store: Store,
    task_id: int,
    deadline_id: int | None,
    wording: str,
    kind: DeadlineKind,
    due: date | None = None,
    recurrence: Recurrence | None = None,
    counted_from: date | None = None,
) -> Changes:
    """Add (`deadline_id` None) or change a time limit; the result is its id.

    `counted_from`: the day of the event from which a relative limit runs; its last day is counted by the office's working days.
    """
    from tracker.storage.tables import Deadline, Task

    if kind is DeadlineKind.DATE and due is None:
        raise UserError("没有填写时限日期", "固定日期的时限要有日期", "请选择日期，或改为其他类别")
    if kind is DeadlineKind.RECURRING and recurrence is None:
        raise UserError("没有填写周期", "周期性的时限要有周期", "请选择每月、每季度等周期")
    turn = recurrence if kind is DeadlineKind.RECURRING else None
    since = counted_from if kind is DeadlineKind.RELATIVE else None
    if since is not None:
        from tracker.domain.relative_limits import count_from

        counted = count_from(wording, since, work_calendar(store))
        if counted is None:
            raise UserError("算不出到期的日子", f"{quoted(wording) or '时限'}里没有写明几天或几个工作日", "请在写法里写明，或改为固定日期")
        due = counted.due
    with store.transaction("修改时限") as work:
        task = work.get(Task, task_id)
        if deadline_id is None:
            work.name = f"新增{task_name(task)}的时限"
            row = Deadline(task_id=task_id, kind=kind)
        else:
            work.name = f"修改{task_name(task)}的时限"
            row = work.get(Deadline, deadline_id)
        row.wording = wording.strip()
        row.kind = kind
        row.due = due if kind is DeadlineKind.DATE or since is not None else None
        row.counted_from = since
        row.every, row.every_month, row.every_day = (None, None, None) if turn is None else (turn.every, turn.month, turn.day)
        row_id = work.add(row).id
        _settle(work, task_id)
    return work.changes(row_id)


def set_deadline_done(store: Store, deadline_id: int, done_on: date | None) -> Changes:
    """Tick off one stage of a task (None: open it again); the next open date then counts."""
    from tracker.storage.tables import Deadline, Task

    with store.transaction("完成阶段时限") as work:
        row = work.get(Deadline, deadline_id)
        task = work.get(Task, row.task_id)
        verb = "重新打开" if done_on is None else "完成"
        work.name = f"{verb}{task_name(task)}的阶段时限{quoted(row.wording)}"
        row.done_on = done_on
        task_id = row.task_id
        _settle(work, task_id)
    return work.changes(task_id)


def choose_main_deadline(store: Store, deadline_id: int) -> Changes:
    """Make a time limit the one that lists show, whatever the usual choice would be."""
    from tracker.storage.tables import Deadline, Task

    with store.transaction("指定主要时限") as work:
        row = work.get(Deadline, deadline_id)
        task_id = row.task_id
        work.name = f"指定{task_name(work.get(Task, task_id))}的主要时限{quoted(row.wording)}"
        for other in work.rows(Deadline, task_id=task_id):
            other.main_by_hand = other.id == deadline_id
        _settle(work, task_id)
    return work.changes(task_id)


def remove_deadline(store: Store, deadline_id: int) -> Changes:
    """Take a time limit away."""
    from tracker.storage.tables import Deadline, Task

    with store.transaction("删除时限") as work:
        row = work.get(Deadline, deadline_id)
        task_id = row.task_id
        work.name = f"删除{task_name(work.get(Task, task_id))}的时限{quoted(row.wording)}"
        work.delete(row)
        _settle(work, task_id)
    return work.changes(task_id)


def set_contact(
    store: Store, task_id: int, *, leader: str = "", office: str = "", person: str = "", phone: str = "", today: date
) -> Changes:
    """Say who is in charge from today on; whoever was before stays on record until yesterday's end."""
    from tracker.storage.tables import Task

    values = {"leader": leader.strip(), "office": office.strip(), "person": person.strip(), "phone": phone.strip()}
    with store.transaction("修改责任人") as work:
        work.name = f"修改{task_name(work.get(Task, task_id))}的责任人"
        write_contacts(work, [task_id], lambda _task_id, _held: values, today)
    return work.changes(task_id)


def report_progress(
    store: Store,
    task_id: int,
    period: str,
    state: State,
    percent: float | None,
    progress: str = "",
    problems: str = "",
    next_steps: str = "",
    *,
    today: date,
) -> Changes:
    """Record what was reported for a period ("2026-11"); the latest period's report decides state and percentage."""
    from tracker.storage.tables import Task

    if percent is not None and not 0 <= percent <= 100:
        raise UserError("进度应在 0 到 100 之间", f"现在填的是 {percent:g}", "请改正进度")
    if not period.strip():
        raise UserError("没有填写期次", "", "请选择期次")
    with store.transaction("登记进展") as work:
        work.name = f"登记{task_name(work.get(Task, task_id))} {period} 的进展"
        values = dict(zip(REPORT_FIELDS, (state, percent, progress, problems, next_steps), strict=True))
        write_reports(work, [task_id], period, lambda _task, _held: values, today)
    return work.changes(task_id)


def add_target(store: Store, task_id: int, quote: str, value: str, measure: str, comparison: str) -> Changes:
    """Add a figure to be reached; the result is its id."""
    from tracker.storage.tables import Target, Task

    with store.transaction("新增目标") as work:
        work.name = f"新增{task_name(work.get(Task, task_id))}的目标"
        row = Target(task_id=task_id, quote="")
        _fill_target(row, quote, value, measure, comparison)
        row_id = work.add(row).id
    return work.changes(row_id)


def edit_target(store: Store, target_id: int, quote: str, value: str, measure: str, comparison: str) -> Changes:
    """Change a figure to be reached."""
    from tracker.storage.tables import Target, Task

    with store.transaction("修改目标") as work:
        row = work.get(Target, target_id)
        work.name = f"修改{task_name(work.get(Task, row.task_id))}的目标"
        _fill_target(row, quote, value, measure, comparison)
    return work.changes(target_id)


def remove_target(store: Store, target_id: int) -> Changes:
    """Take a figure away."""
    from tracker.storage.tables import Target, Task

    with store.transaction("删除目标") as work:
        row = work.get(Target, target_id)
        task_id = row.task_id
        work.name = f"删除{task_name(work.get(Task, task_id))}的目标{quoted(row.quote)}"
        work.delete(row)
    return work.changes(task_id)


def settle_finding(store: Store, finding_id: int) -> Changes:
    """A person has looked at a doubt: it is settled and disappears (the journal keeps it)."""
    from tracker.storage.tables import Finding, Task

    with store.transaction("核对疑点") as work:
        row = work.get(Finding, finding_id)
        task_id = row.task_id
        about = "方案" if task_id is None else task_name(work.get(Task, task_id))
        work.name = f"已核对{about}的疑点{quoted(row.words)}"
        work.delete(row)
    return work.changes(task_id)


def _fill_target(row: "Target", quote: str, value: str, measure: str, comparison: str) -> None:
    if not (quote.strip() or value.strip()):
        raise UserError("目标不能为空", "", "请填写目标内容")
    row.quote, row.value, row.measure, row.comparison = quote.strip(), value.strip(), measure.strip(), comparison


def _settle(work: "Work", task_id: int) -> None:
    from tracker.storage.due_dates import settle

    settle(work, [task_id])
