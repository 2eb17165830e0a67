"""对应上级方案: for each task of a plan the task of a superior's plan that it seems to carry out; nothing is tied without a person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from tracker.domain.cascade import closes_ring
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.storage.reading import cascade
from tracker.storage.reading.cascade import PlanTask
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store
from tracker.usecases.work.task_state import task_name

__all__ = ["MOST_CANDIDATES", "Candidate", "Pair", "propose_pairs", "tie_pairs"]

MOST_CANDIDATES = 3

_LIKE, _SURE, _APART = 0.35, 0.8, 0.1


class Candidate(NamedTuple):
    """A superior's task that a task may carry out, and how like the two are called, 0–1."""

    task: PlanTask
    likeness: float


@dataclass(frozen=True, slots=True)
class Pair:
    """A task and the superior's task most like it (`upper` None: none is). `sure`: very like, and nothing else comes near it on
    either side; `tied`: numbers of the tasks of that plan under which it stands already.

    `candidates`: those that a person can choose among, the most like first; `place`: the one chosen, from 0."""

    task: PlanTask
    upper: PlanTask | None
    likeness: float
    sure: bool
    tied: tuple[int, ...] = ()
    rivals: tuple[int, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    place: int = 0

    def choose(self, place: int) -> "Pair":
        """The same with another of its candidates."""
        chosen = self.candidates[place]
        return replace(self, upper=chosen.task, likeness=chosen.likeness, place=place)

    @property
    def words(self) -> str:
        """How the proposal stands, in a few words."""
        if self.tied:
            return f"已对应第 {'、'.join(map(str, self.tied))} 项"
        if self.upper is None:
            return "没有相像的"
        if self.place:
            return f"相像 {self.likeness:.0%}，自选第 {self.place + 1} 个"
        if self.rivals:
            return f"相像 {self.likeness:.0%}，第 {'、'.join(map(str, self.rivals))} 项也像，请核对"
        return f"相像 {self.likeness:.0%}" + ("" if self.sure else "，请核对")


def propose_pairs(store: Store, plan_id: int, upper_plan_id: int) -> list[Pair]:
    """Each task of a plan with its candidates in a superior's plan, the best one proposed, in the order of the plan."""
    with store.read() as db:
        own, above = cascade.plan_tasks(db, plan_id), cascade.plan_tasks(db, upper_plan_id)
        ties = cascade.links(db)
    from tracker.sheets.likeness import TitleIndex
    from tracker.sheets.staged import KnownTask

    if not own or not above:
        raise UserError("没有可以对应的任务", "两份方案里有一份没有任务", "请换一份方案")
    place = {task.id: at for at, task in enumerate(above)}
    under = {task.id: tuple(above[place[up]].number for up, down in ties if down == task.id and up in place) for task in own}
    index = TitleIndex([KnownTask(task.id, task.number, "", task.title, "", "", "", {}, None, None) for task in above])
    found = {task.id: [like for like in index.near(task.title) if like.score >= _LIKE] for task in own}
    best = {task_id: likes[0] for task_id, likes in found.items() if likes}
    pairs = []
    for task in own:
        first = best.get(task.id)
        if first is None:
            pairs.append(Pair(task, None, 0.0, False, under[task.id]))
            continue
        rivals = tuple(above[like.task].number for like in found[task.id][1:] if first.score - like.score < _APART)
        wanted_too = any(
            other.task == first.task and first.score - other.score < _APART for task_id, other in best.items() if task_id != task.id
        )
        sure = first.score >= _SURE and not rivals and not wanted_too
        candidates = tuple(Candidate(above[like.task], like.score) for like in found[task.id][:MOST_CANDIDATES])
        pairs.append(Pair(task, above[first.task], first.score, sure, under[task.id], rivals, candidates))
    return pairs


def tie_pairs(store: Store, pairs: Sequence[Pair], today: date) -> Changes:
    """Tie the tasks of these proposals under the superior's, as one operation. Raises UserError where a tie makes no sense."""
    from tracker.storage.tables import Plan, Task, TaskLink

    wanted = [(pair.upper.id, pair.task.id) for pair in pairs if pair.upper is not None]
    if not wanted:
        raise UserError("没有选中要对应的任务", "", "请先勾选")
    with store.read() as db:
        links = cascade.links(db)
    with store.transaction("对应上级方案") as work:
        plan = work.get(Plan, work.get(Task, wanted[0][0]).plan_id)
        work.name = f"对应上级方案{quoted(plan.title, 16)}的 {len(wanted)} 项任务"
        for upper_id, lower_id in wanted:
            upper, lower = work.get(Task, upper_id), work.get(Task, lower_id)
            if (upper_id, lower_id) in links:
                raise UserError(f"{task_name(lower)}已经对应过", "", "请重新打开这张表")
            if upper.plan_id == lower.plan_id or closes_ring(upper_id, lower_id, links):
                raise UserError(f"{task_name(lower)}不能这样对应", "上下级会连成一圈", "请去掉这一行")
            links.append((upper_id, lower_id))
            work.add(TaskLink(upper_task_id=upper_id, lower_task_id=lower_id, linked_on=today))
    return work.changes()
