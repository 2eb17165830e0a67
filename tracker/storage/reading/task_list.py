"""Filtered and grouped task lists: ids and lights only, cheap for a hundred thousand tasks."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tracker.domain.completion import PENDING
from tracker.domain.lights import LightRules
from tracker.domain.screens import Group, TaskFilter, TaskGroup, TaskList
from tracker.domain.state_words import Pace, StateWords
from tracker.domain.terms import Role, State
from tracker.storage.reader import Reader
from tracker.storage.reading import joined_numbers
from tracker.storage.reading.filters import LEADER, UNPROVED, Condition, filtered, with_words
from tracker.storage.reading.judged import Judged, judged, judged_among, placed
from tracker.storage.reading.light_sql import STANDING_PACE
from tracker.storage.reading.plans import heading_names, heading_path, headings_above
from tracker.storage.reading.tasks import UNIT_NAME
from tracker.storage.sqlite import joined

_SPANS = (("overdue", "已逾期"), ("week", "7 天内到期"), ("month", "30 天内到期"), ("later", "30 天以后"))
_UNDATED = (("recurring", "周期性工作"), ("standing", "长期坚持"), ("none", "未定日期"))
_SPAN = """CASE WHEN t.state = 'completed' THEN 'completed'
    WHEN t.state = 'ongoing' OR t.due_kind = 'standing' THEN 'standing' WHEN t.due_kind = 'recurring' THEN 'recurring'
    WHEN t.due IS NULL THEN 'none' WHEN t.due < :today THEN 'overdue'
    WHEN t.due <= :week THEN 'week' WHEN t.due <= :month THEN 'month' ELSE 'later' END"""
# Lists by heading, by unit or in one piece need no key: the place of each task is known.
_KEYS = {
    Group.LEADER: LEADER,
    Group.STATE: f"CASE WHEN {UNPROVED} THEN '{PENDING}' ELSE t.state || ':' || {STANDING_PACE} END",
    Group.DEADLINE: _SPAN,
}
_FEW = 200
_BETWEEN = "\x1f"


def task_list(db: Reader, wanted: TaskFilter, group: Group, today: date, rules: LightRules) -> TaskList:
    """The ids of the tasks that pass the filter, in printed order within their groups."""
    narrowed = wanted._replace(lights=frozenset(), text="")
    whole = narrowed == TaskFilter(plan_id=wanted.plan_id)
    ids: Sequence[int] = ()
    keys: Sequence[str] = ()
    if not whole or group in _KEYS:
        ids, keys = _found(db, narrowed, group, today, rules)
    known = judged_among(db, ids, today, rules) if wanted.removed or wanted.only else judged(db, wanted.plan_id, today, rules)
    if whole and group not in _KEYS:
        ids = known.ids
    if wanted.lights or wanted.text.strip():
        shown = set(known.with_lights(ids, wanted.lights) if wanted.lights else ids)
        if wanted.text.strip():
            shown &= with_words(db, wanted)
        keys = [key for task_id, key in zip(ids, keys, strict=True) if task_id in shown] if keys else ()
        ids = [task_id for task_id in ids if task_id in shown]
    if group is Group.UNIT:
        groups = _by_unit(db, wanted, ids, known)
    elif group is Group.HEADING:
        parts = known.order.by_place if ids is known.ids else placed(ids, known.order.places)
        groups = _by_heading(db, wanted.plan_id, parts, known)
    elif group is Group.NONE:
        groups = [TaskGroup("all", "全部任务", tuple(ids), known.lights(ids))] if ids else []
    else:
        groups = _by_key(group, ids, keys, known, rules.words)
    return TaskList(tuple(groups), len(ids), known.lights(ids))


def _found(db: Reader, wanted: TaskFilter, group: Group, today: date, rules: LightRules) -> tuple[list[int], list[str]]:
    """The tasks that pass, in printed order, and what each is grouped by."""
    condition = Condition(db, wanted, today, rules)
    key = _KEYS.get(group)
    texts, inner = f"{joined('id')}, {joined('key', _BETWEEN) if key else 'NULL'}", f", {key} AS key" if key else ""
    row = db.row(
        f"SELECT {texts} FROM (SELECT t.id AS id{inner} {filtered(condition)} ORDER BY t.plan_id, t.number)",
        **condition.values,
        week=today + timedelta(7),
        month=today + timedelta(30),
    )
    ids = joined_numbers(row[0])
    return ids, row[1].split(_BETWEEN) if ids and key else []


def _by_key(group: Group, ids: Sequence[int], keys: Sequence[str], known: Judged, words: StateWords) -> list[TaskGroup]:
    """Under each leader, state or span of days, in the order of their titles; empty ones are left out."""
    standings = {f"{state}:{pace}": words.of_pace(state, Pace(pace) if pace else None) for state in State for pace in ("", *Pace)}
    parts: dict[str, list[int]] = defaultdict(list)
    for task_id, key in zip(ids, keys, strict=True):
        parts[standings.get(key, key)].append(task_id)
    if group is Group.LEADER:
        titles = [*((name, name) for name in sorted(parts) if name), ("", "未定分管领导")]
    elif group is Group.STATE:
        titles = [(word, word) for word in dict.fromkeys((*standings.values(), PENDING))]
    else:
        titles = [*_SPANS, *_UNDATED, ("completed", words.general(State.COMPLETED))]
    return [TaskGroup(key or "all", title, tuple(parts[key]), known.lights(parts[key])) for key, title in titles if key in parts]


def _by_heading(db: Reader, plan_id: int | None, parts: Mapping[int, Sequence[int]], known: Judged) -> list[TaskGroup]:
    """In printed order; over several plans the plan's title stands first in the path. A negative key: a plan's tasks above
    its first heading."""
    names = heading_names(db, plan_id) if len(parts) > _FEW else _names_of(db, parts)
    titles = dict(db.rows("SELECT id, title FROM plan")) if plan_id is None else {}
    groups = []
    for key, ids in parts.items():
        plan, path = (-key, ()) if key < 0 else names[key]
        above = (titles[plan], *path[:-1]) if plan in titles else path[:-1]
        groups.append(TaskGroup(f"heading-{key}", path[-1] if path else "未列入章节", tuple(ids), known.lights(ids), above))
    return groups


def _names_of(db: Reader, places: Iterable[int]) -> dict[int, tuple[int, tuple[str, ...]]]:
    """The plan and the path of these headings."""
    above = headings_above(db, [key for key in places if key > 0])
    return {key: (one.plan_id, heading_path(above, key)) for key, one in above.items()}


def _by_unit(db: Reader, wanted: TaskFilter, ids: Sequence[int], known: Judged) -> list[TaskGroup]:
    """Under each lead unit, else under each unit that shares the task; in the official order."""
    places = {task_id: place for place, task_id in enumerate(ids)}
    units: dict[int, list[int]] = defaultdict(list)
    led: set[int] = set()
    for role in (Role.LEAD, Role.JOINT):
        held = [(unit_id, task_id) for unit_id, task_id in _roles(db, wanted, role) if task_id in places and task_id not in led]
        for unit_id, task_id in held:
            units[unit_id].append(task_id)
        led.update(task_id for _, task_id in held)
    names = dict(db.rows(f"SELECT u.id, {UNIT_NAME} FROM unit u ORDER BY u.position, u.id"))
    found = [
        (f"unit-{unit_id}", names[unit_id], tuple(sorted(units[unit_id], key=places.__getitem__))) for unit_id in names if unit_id in units
    ]
    homeless = tuple(task_id for task_id in ids if task_id not in led)
    found += [("unit-0", "未定牵头单位", homeless)] if homeless else []
    return [TaskGroup(key, name, held, known.lights(held)) for key, name, held in found]


def _roles(db: Reader, wanted: TaskFilter, role: Role) -> list[Any]:
    """(unit, task) for one role, within the plan where there is one."""
    if wanted.plan_id is None:
        return db.rows("SELECT a.unit_id, a.task_id FROM assignment a WHERE a.role = :role", role=role)
    return db.rows(
        "SELECT a.unit_id, a.task_id FROM task t JOIN assignment a ON a.task_id = t.id AND a.role = :role WHERE t.plan_id = :plan_id",
        role=role,
        plan_id=wanted.plan_id,
    )


def task_numbers(db: Reader, plan_id: int) -> dict[int, int]:
    """The ids of a plan's tasks by their numbers."""
    return dict(db.rows("SELECT number, id FROM task WHERE plan_id = :plan_id AND removed_on IS NULL ORDER BY id DESC", plan_id=plan_id))
