"""Filtered and grouped task lists: ids and lights only, cheap for a hundred thousand tasks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from tracker.domain.lights import LightRules
from tracker.domain.screens import Group, TaskFilter, TaskGroup, TaskList
from tracker.domain.terms import DeadlineKind, Light, State
from tracker.storage.reading.filters import Condition, filtered
from tracker.storage.reading.plans import heading_path, headings
from tracker.storage.reading.tasks import UNIT_NAME
from tracker.storage.store import Reader

_KEYS = {Group.HEADING: "t.heading_id", Group.STATE: "t.state", Group.NONE: "0", Group.UNIT: "0", Group.DEADLINE: "0"}
_SPANS = (("overdue", "已逾期"), ("week", "7 天内到期"), ("month", "30 天内到期"), ("later", "30 天以后"))
_UNDATED = (("recurring", "周期性工作"), ("standing", "长期坚持"), ("none", "未定日期"), ("completed", "已完成"))


def task_list(db: Reader, wanted: TaskFilter, group: Group, today: date, rules: LightRules) -> TaskList:
    """The ids of the tasks that pass the filter, in printed order within their groups."""
    condition = Condition(db, wanted, today, rules)
    rows = db.rows(
        f"""SELECT t.id, t.plan_id, {condition.light}, {_KEYS[group]}, t.state, t.due_kind, t.due {filtered(condition)}
        ORDER BY t.plan_id, t.number, t.id""",
        **condition.values,
    )
    lights = {row[0]: Light(row[2]) for row in rows}
    if group is Group.HEADING:
        groups = _by_heading(db, wanted.plan_id, rows, lights)
    elif group is Group.UNIT:
        groups = _by_unit(db, wanted, lights)
    elif group is Group.STATE:
        groups = _in_order(_keyed(rows, 3), [(state.value, state.label) for state in State], lights)
    elif group is Group.DEADLINE:
        groups = _in_order(_by_span(rows, today), [*_SPANS, *_UNDATED], lights)
    else:
        groups = _in_order({"all": [row[0] for row in rows]}, [("all", "全部任务")], lights)
    return TaskList(tuple(groups), len(rows), _counted(lights.values()))


def task_numbers(db: Reader, plan_id: int) -> dict[int, int]:
    """The ids of a plan's tasks by their numbers."""
    return dict(db.rows("SELECT number, id FROM task WHERE plan_id = :plan_id ORDER BY id DESC", plan_id=plan_id))


def _keyed(rows: list[Any], column: int) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row[0])
    return found


def _counted(lights: Iterable[Light]) -> Mapping[Light, int]:
    return dict(Counter(lights))


def _group(key: str, title: str, ids: list[int], lights: dict[int, Light], path: tuple[str, ...] = ()) -> TaskGroup:
    return TaskGroup(key, title, tuple(ids), _counted(lights[task_id] for task_id in ids), path)


def _in_order(found: Mapping[str, list[int]], titles: list[tuple[str, str]], lights: dict[int, Light]) -> list[TaskGroup]:
    """Groups in the order of their titles; empty ones are left out."""
    return [_group(key, title, found[key], lights) for key, title in titles if found.get(key)]


def _by_heading(db: Reader, plan_id: int | None, rows: list[Any], lights: dict[int, Light]) -> list[TaskGroup]:
    """In printed order; over several plans the plan's title stands first in the path."""
    above = headings(db, plan_id)
    titles = dict(db.rows("SELECT id, title FROM plan")) if plan_id is None else {}
    found: dict[tuple[int, int | None], list[int]] = defaultdict(list)
    for task_id, plan, _, heading_id, *_ in rows:
        found[plan, heading_id].append(task_id)
    groups = []
    for (plan, heading_id), ids in found.items():
        names = heading_path(above, heading_id) or ("未列入章节",)
        path = (titles[plan], *names[:-1]) if plan in titles else names[:-1]
        groups.append(_group(f"heading-{plan}-{heading_id or 0}", names[-1], ids, lights, path))
    return groups


def _by_unit(db: Reader, wanted: TaskFilter, lights: dict[int, Light]) -> list[TaskGroup]:
    """Under each lead unit, else under each unit that shares the task; in the official order."""
    where = "" if wanted.plan_id is None else "AND t.plan_id = :plan_id"
    rows = db.rows(
        f"""SELECT a.unit_id, {UNIT_NAME}, a.task_id, a.role FROM assignment a JOIN unit u ON u.id = a.unit_id
        JOIN task t ON t.id = a.task_id WHERE a.role IN ('lead', 'joint') {where}
        ORDER BY u.position, u.id, t.plan_id, t.number, t.id""",
        plan_id=wanted.plan_id,
    )
    led = {row[2] for row in rows if row[3] == "lead"}
    names: dict[int, str] = {}
    found: dict[int, list[int]] = defaultdict(list)
    placed: set[int] = set()
    for unit_id, name, task_id, role in rows:
        if task_id in lights and (role == "lead" or task_id not in led):
            names[unit_id] = name
            found[unit_id].append(task_id)
            placed.add(task_id)
    groups = [_group(f"unit-{unit_id}", names[unit_id], ids, lights) for unit_id, ids in found.items()]
    homeless = [task_id for task_id in lights if task_id not in placed]
    return [*groups, _group("unit-0", "未定牵头单位", homeless, lights)] if homeless else groups


def _by_span(rows: list[Any], today: date) -> dict[str, list[int]]:
    """By how soon they are due; ISO days compare as text."""
    now, week, month = (str(today + timedelta(days)) for days in (0, 7, 30))
    found: dict[str, list[int]] = defaultdict(list)
    for task_id, _, _, _, state, kind, due in rows:
        if state == State.COMPLETED:
            key = "completed"
        elif state == State.ONGOING or kind == DeadlineKind.STANDING:
            key = "standing"
        elif kind == DeadlineKind.RECURRING:
            key = "recurring"
        elif due is None:
            key = "none"
        else:
            key = "overdue" if due < now else "week" if due <= week else "month" if due <= month else "later"
        found[key].append(task_id)
    return found
