"""上级任务 ↔ 本级任务: a task of this level carries out one of a superior's plan; its progress is rolled up there."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.cascade import LinkedTask, Roll, closes_ring, late_parts, one_day, rolled
from tracker.domain.records import Changes
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.storage.reading import cascade
from tracker.storage.reading import tasks as reading
from tracker.storage.store import Store
from tracker.usecases.house.settings import rules_in
from tracker.usecases.work.task_state import task_name

__all__ = ["Candidate", "LinkedTask", "Links", "candidates", "link_tasks", "set_weight", "task_links", "unlink"]

_LIKE = 0.35
_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Links:
    """What a task is tied to. `roll`: what the tasks under it come to; `warnings`: what does not fit, in words."""

    upper: tuple[LinkedTask, ...]
    lower: tuple[LinkedTask, ...]
    roll: Roll
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A task of another plan that could be tied; `likeness` from 0 to 1."""

    task_id: int
    plan: str
    number: int
    title: str
    likeness: float


def task_links(store: Store, task_id: int, today: date) -> Links:
    """The tasks above and below this one."""
    with store.read() as db:
        rules = rules_in(db)
        upper = cascade.linked(db, [task_id], today, rules, below=False)[task_id]
        lower = cascade.linked(db, [task_id], today, rules, below=True)[task_id]
        rows = reading.task_rows(db, [task_id], today, rules)
    due = one_day(rows[0].kind, rows[0].due) if rows else None
    warnings = late_parts(due, [(each.title, each.last_day) for each in lower if each.state is not State.COMPLETED])
    for each in upper:
        if due is not None and each.last_day is not None and due > each.last_day:
            warnings.append(f"本任务的时限 {due:%Y-%m-%d} 晚于上级任务“{each.title}”的 {each.last_day:%Y-%m-%d}")
    return Links(tuple(upper), tuple(lower), rolled([each.share for each in lower]), tuple(warnings))


def candidates(store: Store, task_id: int, words: str = "") -> list[Candidate]:
    """Tasks of other plans that could be tied to this one: those with these words in their title, else the most alike."""
    with store.read() as db:
        rows = reading.task_rows(db, [task_id], date.min, rules_in(db))
        if not rows:
            raise UserError("没有找到这项任务", "它可能已被删除或撤销", "请刷新后再试")
        own = rows[0]
        others = cascade.titles_elsewhere(db, own.plan_id)
        tied = {pair for link in cascade.links(db) for pair in (link, link[::-1])}
    others = [other for other in others if (task_id, other[0]) not in tied]
    wanted = "".join(words.split())
    if wanted:
        held = [other for other in others if wanted in "".join(other[3].split()) or wanted == str(other[2])]
        return [Candidate(each[0], each[4], each[2], each[3], 1.0) for each in held[:50]]
    from tracker.sheets.likeness import TitleIndex
    from tracker.sheets.staged import KnownTask

    index = TitleIndex([KnownTask(each[0], each[2], "", each[3], "", "", "", {}, None, None) for each in others])
    near = [like for like in index.near(own.title) if like.score >= _LIKE][:_OFFERED]
    return [Candidate(others[like.task][0], others[like.task][4], others[like.task][2], others[like.task][3], like.score) for like in near]


def link_tasks(store: Store, upper_id: int, lower_id: int, today: date, weight: int = 1, note: str = "") -> Changes:
    """Tie a task under a superior's. Raises UserError for tasks of one plan, a second tie, and ties that would run in a ring."""
    from tracker.storage.tables import Task, TaskLink

    _check(weight)
    with store.read() as db:
        links = cascade.links(db)
    with store.transaction("对应上级任务") as work:
        upper, lower = work.get(Task, upper_id), work.get(Task, lower_id)
        if upper.plan_id == lower.plan_id:
            raise UserError("不能在同一份方案里对应上下级", "上级任务应在上级的方案里", "同一方案内请用“分解任务”")
        if (upper_id, lower_id) in links:
            raise UserError("这两项任务已经对应", "", "不必重复对应")
        if closes_ring(upper_id, lower_id, links):
            raise UserError("不能这样对应", f"{task_name(upper)}已经直接或间接承接{task_name(lower)}", "请先取消原来的对应")
        work.name = f"{task_name(lower)}承接上级{task_name(upper)}"
        row = work.add(TaskLink(upper_task_id=upper_id, lower_task_id=lower_id, weight=weight, linked_on=today, note=note.strip()))
        made = row.id
    return work.changes(made)


def set_weight(store: Store, link_id: int, weight: int) -> Changes:
    """Change how much a lower task counts when progress is rolled up."""
    from tracker.storage.tables import TaskLink

    _check(weight)
    with store.transaction("修改承接任务的权重") as work:
        row = work.get(TaskLink, link_id)
        row.weight = weight
        made = row.upper_task_id
    return work.changes(made)


def unlink(store: Store, link_id: int) -> Changes:
    """Take a tie away; both tasks stay."""
    from tracker.storage.tables import Task, TaskLink

    with store.transaction("取消上下级对应") as work:
        row = work.get(TaskLink, link_id)
        lower, upper = work.get(Task, row.lower_task_id), work.get(Task, row.upper_task_id)
        work.name = f"取消{task_name(lower)}与上级{task_name(upper)}的对应"
        work.delete(row)
    return work.changes()


def _check(weight: int) -> None:
    if not 1 <= weight <= 1000:
        raise UserError("权重不对", f"现在填的是 {weight}", "请填 1 到 1000 的整数，一般都填 1")
