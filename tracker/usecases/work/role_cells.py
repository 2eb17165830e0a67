"""Roles of several units in several tasks at once, as one step that one undo takes back."""

from collections.abc import Sequence

from tracker.domain.records import Changes
from tracker.domain.terms import Role
from tracker.storage.store import Store
from tracker.usecases.work.task_state import task_name

_NAMED = 2


def set_roles(store: Store, cells: Sequence[tuple[int, int]], role: Role | None) -> Changes:
    """Give units a role in tasks, or (None) take it away; `cells` are (task, unit). A role set by hand is not inferred any more."""
    from tracker.storage.tables import Assignment, Task, Unit

    ids = list(dict.fromkeys(task_id for task_id, _unit_id in cells))
    with store.transaction("修改责任单位") as work:
        tasks = [work.get(Task, task_id) for task_id in ids]
        units = [work.get(Unit, unit_id) for unit_id in dict.fromkeys(unit_id for _task_id, unit_id in cells)]
        names = "、".join(unit.short_name or unit.full_name for unit in units[:_NAMED])
        whom = names if len(units) <= _NAMED else f"{names}等 {len(units)} 个单位"
        what = task_name(tasks[0]) if len(tasks) == 1 else f" {len(tasks)} 项任务"
        work.name = f"取消{what}的责任单位 {whom}" if role is None else f"设{what}的{role.label}单位 {whom}"
        held = {(one.task_id, one.unit_id): one for one in work.rows(Assignment, task_id=ids)}
        position = dict.fromkeys(ids, 0)
        for one in held.values():
            position[one.task_id] = max(position[one.task_id], one.position)
        for task_id, unit_id in cells:
            known = held.get((task_id, unit_id))
            if role is None:
                if known is not None:
                    work.delete(known)
            elif known is not None:
                known.role, known.inferred = role, False
            else:
                position[task_id] += 1
                work.add(Assignment(task_id=task_id, unit_id=unit_id, role=role, position=position[task_id]))
    return work.changes()
