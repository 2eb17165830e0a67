"""Filtered and grouped task lists: ids and lights only, cheap for a hundred thousand tasks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from tracker.domain.completion import PENDING
from tracker.domain.lights import LightRules
from tracker.domain.screens import Group, TaskFilter, TaskGroup, TaskList
from tracker.domain.state_words import Pace
from tracker.domain.terms import Light, Role, State
from tracker.storage.reader import Reader
from tracker.storage.reading import joined_numbers
from tracker.storage.reading.filters import LEADER, UNPROVED, Condition, filtered
from tracker.storage.reading.light_sql import STANDING_PACE
from tracker.storage.reading.plans import heading_path, headings, headings_above
from tracker.storage.reading.tasks import UNIT_NAME
from tracker.storage.sqlite import joined

_SPANS = (("overdue", "已逾期"), ("week", "7 天内到期"), ("month", "30 天内到期"), ("later", "30 天以后"))
_UNDATED = (("recurring", "周期性工作"), ("standing", "长期坚持"), ("none", "未定日期"))
_SPAN = """CASE WHEN t.state = 'completed' THEN 'completed'
    WHEN t.state = 'ongoing' OR t.due_kind = 'standing' THEN 'standing' WHEN t.due_kind = 'recurring' THEN 'recurring'
    WHEN t.due IS NULL THEN 'none' WHEN t.due < :today THEN 'overdue'
    WHEN t.due <= :week THEN 'week' WHEN t.due <= :month THEN 'month' ELSE 'later' END"""
_KEYS = {
    Group.HEADING: "COALESCE(t.heading_id, -t.plan_id)",
    Group.UNIT: "0",
    Group.LEADER: LEADER,
    Group.STATE: f"CASE WHEN {UNPROVED} THEN '{PENDING}' ELSE t.state || ':' || {STANDING_PACE} END",
    Group.DEADLINE: _SPAN,
    Group.NONE: "0",
}
_LETTERS = tuple((light, light.value[0]) for light in Light)
_FEW = 200
_BETWEEN = "\x1f"


class _Part:
    """The tasks of one group and the first letters of their lights."""

    __slots__ = ("ids", "letters")

    def __init__(self, ids: Sequence[int] = (), letters: str = "") -> None:
        self.ids, self.letters = list(ids), letters

    def group(self, key: str, title: str, path: tuple[str, ...] = ()) -> TaskGroup:
        return TaskGroup(key, title, tuple(self.ids), _counted(self.letters), path)


def task_list(db: Reader, wanted: TaskFilter, group: Group, today: date, rules: LightRules) -> TaskList:
    """The ids of the tasks that pass the filter, in printed order within their groups."""
    condition = Condition(db, wanted, today, rules)
    row = db.row(
        f"""SELECT {joined("id")}, {joined("letter", "")}, {joined("key", _BETWEEN)} FROM
        (SELECT t.id AS id, SUBSTR({condition.lights.sql}, 1, 1) AS letter, {_KEYS[group]} AS key {filtered(condition)}
        ORDER BY t.plan_id, t.number)""",
        **condition.values,
        week=today + timedelta(7),
        month=today + timedelta(30),
    )
    ids, letters = joined_numbers(row[0]), row[1] or ""
    if group is Group.UNIT:
        groups = _by_unit(db, wanted, dict(zip(ids, letters, strict=True)))
    else:
        standings = {f"{state}:{pace}": rules.words.of_pace(state, Pace(pace) if pace else None) for state in State for pace in ("", *Pace)}
        parts: dict[str, _Part] = defaultdict(_Part)
        first = 0
        for key, run in groupby(row[2].split(_BETWEEN) if ids else ()):
            last, part = first + len(list(run)), parts[standings.get(key, key)]
            part.ids += ids[first:last]
            part.letters += letters[first:last]
            first = last
        if group is Group.HEADING:
            groups = _by_heading(db, wanted.plan_id, {int(key): part for key, part in parts.items()})
        elif group is Group.LEADER:
            groups = _in_order(parts, [*((name, name) for name in sorted(parts) if name), ("", "未定分管领导")])
        elif group is Group.STATE:
            groups = _in_order(parts, [(word, word) for word in dict.fromkeys((*standings.values(), PENDING))])
        elif group is Group.DEADLINE:
            groups = _in_order(parts, [*_SPANS, *_UNDATED, ("completed", rules.words.general(State.COMPLETED))])
        else:
            groups = _in_order(parts, [("0", "全部任务")])
    return TaskList(tuple(groups), len(ids), _counted(letters))


def _counted(letters: str) -> Mapping[Light, int]:
    return {light: count for light, letter in _LETTERS if (count := letters.count(letter))}


def _in_order(parts: Mapping[str, _Part], titles: Sequence[tuple[str, str]]) -> list[TaskGroup]:
    """Groups in the order of their titles; empty ones are left out."""
    return [parts[key].group("all" if key in ("", "0") else key, title) for key, title in titles if key in parts]


def _by_heading(db: Reader, plan_id: int | None, parts: Mapping[int, _Part]) -> list[TaskGroup]:
    """In printed order; over several plans the plan's title stands first in the path. A negative key: a plan's tasks above
    its first heading."""
    above = headings(db, plan_id) if len(parts) > _FEW else headings_above(db, [key for key in parts if key > 0])
    titles = dict(db.rows("SELECT id, title FROM plan")) if plan_id is None else {}
    groups = []
    for key, part in parts.items():
        plan = -key if key < 0 else above[key].plan_id
        names = heading_path(above, key) or ("未列入章节",)
        path = (titles[plan], *names[:-1]) if plan in titles else names[:-1]
        groups.append(part.group(f"heading-{key}", names[-1], path))
    return groups


def _by_unit(db: Reader, wanted: TaskFilter, lights: Mapping[int, str]) -> list[TaskGroup]:
    """Under each lead unit, else under each unit that shares the task; in the official order."""
    places = {task_id: place for place, task_id in enumerate(lights)}
    units: dict[int, list[int]] = defaultdict(list)
    placed: set[int] = set()
    for role in (Role.LEAD, Role.JOINT):
        held = [(unit_id, task_id) for unit_id, task_id in _roles(db, wanted, role) if task_id in lights and task_id not in placed]
        for unit_id, task_id in held:
            units[unit_id].append(task_id)
        placed.update(task_id for _, task_id in held)
    names = dict(db.rows(f"SELECT u.id, {UNIT_NAME} FROM unit u ORDER BY u.position, u.id"))
    groups = [
        _of_unit(f"unit-{unit_id}", names[unit_id], sorted(units[unit_id], key=places.__getitem__), lights)
        for unit_id in names
        if unit_id in units
    ]
    homeless = [task_id for task_id in lights if task_id not in placed]
    return [*groups, _of_unit("unit-0", "未定牵头单位", homeless, lights)] if homeless else groups


def _roles(db: Reader, wanted: TaskFilter, role: Role) -> list[Any]:
    """(unit, task) for one role, within the plan where there is one."""
    if wanted.plan_id is None:
        return db.rows("SELECT a.unit_id, a.task_id FROM assignment a WHERE a.role = :role", role=role)
    return db.rows(
        "SELECT a.unit_id, a.task_id FROM task t JOIN assignment a ON a.task_id = t.id AND a.role = :role WHERE t.plan_id = :plan_id",
        role=role,
        plan_id=wanted.plan_id,
    )


def _of_unit(key: str, name: str, ids: list[int], lights: Mapping[int, str]) -> TaskGroup:
    return TaskGroup(key, name, tuple(ids), _counted("".join([lights[task_id] for task_id in ids])))


def task_numbers(db: Reader, plan_id: int) -> dict[int, int]:
    """The ids of a plan's tasks by their numbers."""
    return dict(db.rows("SELECT number, id FROM task WHERE plan_id = :plan_id AND removed_on IS NULL ORDER BY id DESC", plan_id=plan_id))
