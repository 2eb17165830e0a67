"""Changes of many tasks at once: a unit's role, who is in charge, the time limit. Each is one operation with one way back."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tracker.domain.records import Changes
from tracker.domain.terms import DeadlineKind, Role
from tracker.errors import UserError
from tracker.reports.titles import day_words
from tracker.storage.store import Store
from tracker.usecases.work.task_state import task_name
from tracker.usecases.work.task_words import write_contacts

if TYPE_CHECKING:
    from tracker.storage.journal import Work

Row = dict[str, Any]


class How(StrEnum):
    """`add`: beside those there are; `replace`: instead of all who hold the role; `remove`: the unit leaves, whatever its role."""

    ADD = "add"
    REPLACE = "replace"
    REMOVE = "remove"


def set_units(store: Store, ids: Sequence[int], unit_id: int, role: Role, how: How) -> Changes:
    """Give a unit a role in all these tasks, or take it out of them (`role` is then not looked at)."""
    from tracker.storage.tables import Assignment, Unit

    with store.transaction("修改责任单位") as work:
        unit = work.get(Unit, unit_id)
        name = unit.short_name or unit.full_name
        held: dict[int, list[Row]] = defaultdict(list)
        for row in work.stored_rows("assignment", work.ids(Assignment, "task_id", ids)):
            held[row["task_id"]].append(row)
        doomed: list[int] = []
        changed: dict[int, Row] = {}
        new: list[Row] = []
        for task_id in ids:
            own = next((row for row in held[task_id] if row["unit_id"] == unit_id), None)
            if how is How.REMOVE:
                doomed += [own["id"]] if own else []
                continue
            if how is How.REPLACE:
                doomed += [row["id"] for row in held[task_id] if row["role"] == role and row is not own]
            if own is None:
                position = max((row["position"] for row in held[task_id]), default=0) + 1
                new.append({"task_id": task_id, "unit_id": unit_id, "role": role, "position": position})
            else:
                changed[own["id"]] = {"role": role, "inferred": False}
        work.delete_many(Assignment, doomed)
        work.update_many("assignment", changed)
        work.insert_many(Assignment, new)
        work.name = f"{_verb(how, role)} {name}（{_tasks(work, ids)}）"
    return work.changes()


def _verb(how: How, role: Role) -> str:
    return {How.ADD: f"增加{role.label}单位", How.REPLACE: f"{role.label}单位换为", How.REMOVE: "移除责任单位"}[how]


def set_leaders(store: Store, ids: Sequence[int], leader: str, today: date) -> Changes:
    """Who is in charge of all these tasks from today on ("": nobody is said to be); office, person and phone stay."""
    name = leader.strip()
    with store.transaction("修改分管领导") as work:
        write_contacts(work, ids, lambda _task_id, held: {**held, "leader": name}, today)
        said = f"分管领导改为 {name}" if name else "分管领导清空"
        work.name = f"{_tasks(work, ids)}的{said}"
    return work.changes()


def move_deadlines(
    store: Store, ids: Sequence[int], reason: str, today: date, *, due: date | None = None, days: int = 0, approved_by: str = ""
) -> Changes:
    """Give the dated main limits of these tasks one day (`due`), or put each off by days (before 0: bring it forward).

    Tasks without an open dated limit stay as they are and are told in `kept`. Raises UserError where none can be moved.
    """
    from tracker.storage.due_dates import settle
    from tracker.storage.tables import Deadline, DeadlineMove

    if not reason.strip():
        raise UserError("没有填写调整时限的原因", "调整时限要留下依据", "请写明原因，如“县政府第9次常务会议同意延期”")
    if due is None and not days:
        raise UserError("没有填写新的时限", "", "请选日期，或填顺延几天")
    with store.transaction("调整时限") as work:
        found = work.stored_rows("deadline", work.ids(Deadline, "task_id", ids))
        main = {row["task_id"]: row for row in found if row["is_main"] and _movable(row)}
        moves: list[Row] = []
        changed: dict[int, Row] = {}
        for task_id, row in main.items():
            day = due or row["due"] + timedelta(days)
            if day == row["due"]:
                continue
            moves.append(
                {
                    "task_id": task_id,
                    "deadline_id": row["id"],
                    "old_wording": row["wording"],
                    "old_due": row["due"],
                    "new_due": day,
                    "reason": reason.strip(),
                    "approved_by": approved_by.strip(),
                    "moved_on": today,
                }
            )
            changed[row["id"]] = {"due": day, "wording": f"{day.year}年{day.month}月{day.day}日前"}
        if not moves:
            raise UserError("没有可以调整的时限", "选中的任务没有固定日期的时限，或者日期没有变化", "请另选任务或日期")
        work.insert_many(DeadlineMove, moves)
        work.update_many("deadline", changed)
        settle(work, [move["task_id"] for move in moves])
        to = f"改到 {day_words(due)}" if due else f"顺延 {days} 天" if days > 0 else f"提前 {-days} 天"
        work.name = f"{_tasks(work, [move['task_id'] for move in moves])}的时限{to}"
        left = len(ids) - len(moves)
    return work.changes(kept=(f"{left} 项没有固定日期或日期没有变化，未调整",) if left else ())


def _movable(row: Row) -> bool:
    return row["kind"] == DeadlineKind.DATE and row["due"] is not None and row["done_on"] is None


def _tasks(work: "Work", ids: Sequence[int]) -> str:
    """How an operation calls these tasks."""
    from tracker.storage.tables import Task

    return task_name(work.get(Task, ids[0])) if len(ids) == 1 else f"{len(ids)} 项任务"
