"""Splitting a task into parts for 科室, 镇 and 街道 (任务分解), following each part, and rolling their progress up to the task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.cascade import Roll, SubtaskRecord, late_parts, rolled
from tracker.domain.records import Changes
from tracker.domain.reporting import Standing, after_state
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.storage.reading import cascade
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store
from tracker.usecases.work.task_parts import report_progress
from tracker.usecases.work.task_state import task_name

if TYPE_CHECKING:
    from tracker.storage.journal import Work
    from tracker.storage.tables import Subtask

__all__ = [
    "LOWER_TASKS",
    "PARTS",
    "SubtaskValues",
    "add_subtask",
    "adopt_roll",
    "edit_subtask",
    "move_subtask",
    "part_task",
    "part_warnings",
    "remove_subtask",
    "report_subtask",
    "split_among",
    "subtasks",
    "take_reported_parts",
]

PARTS, LOWER_TASKS = "分解任务", "下级任务"


@dataclass(frozen=True, slots=True)
class SubtaskValues:
    """What a person says of a part: what is to be done, by whom, until when, and its share in the whole."""

    title: str
    unit_id: int | None = None
    office: str = ""
    person: str = ""
    due: date | None = None
    weight: int = 1


def subtasks(store: Store, task_id: int) -> tuple[list[SubtaskRecord], Roll]:
    """The parts of a task in their order, and what they come to."""
    with store.read() as db:
        parts = cascade.subtasks(db, [task_id])[task_id]
    return parts, rolled([part.share for part in parts])


def part_task(store: Store, plan_id: int, subtask_id: int) -> int:
    """The task of a plan to which a part belongs. Raises UserError where the plan has no such part."""
    with store.read() as db:
        found = cascade.task_of_part(db, plan_id, subtask_id)
    if found is None:
        raise UserError(f"没有编号为 {subtask_id} 的分解任务", "这份方案里没有它", "请先列出分解任务，看它的编号")
    return found


def part_warnings(parts: Sequence[SubtaskRecord], due: date | None) -> list[str]:
    """What a clerk should know of the parts: those without anybody to do them, and those due after the task."""
    said = [f"“{part.title}”还没有落实到单位或科室" for part in parts if part.unit_id is None and not part.office]
    return said + late_parts(due, [(part.name, part.due) for part in parts if part.state is not State.COMPLETED])


def add_subtask(store: Store, task_id: int, values: SubtaskValues) -> Changes:
    """Add a part at the end. Raises UserError for a part without words or weight."""
    from tracker.storage.tables import Subtask, Task

    _check(values)
    with store.transaction("添加分解任务") as work:
        task = work.get(Task, task_id)
        work.name = f"给{task_name(task)}添加分解任务{quoted(values.title, 16)}"
        row = work.add(Subtask(task_id=task_id, position=_next(work, task_id), **_columns(values)))
        made = row.id
    return work.changes(made)


def split_among(store: Store, task_id: int, unit_ids: Sequence[int], title: str = "", due: date | None = None) -> Changes:
    """A part for each of these units that has none yet, in one step; a group stands for its members.

    `title` "": the task's own. Raises UserError where no unit is left.
    """
    from tracker.storage.tables import Subtask, Task, Unit, UnitMember

    with store.transaction("分解任务") as work:
        task = work.get(Task, task_id)
        wanted: dict[int, None] = {}
        for unit_id in unit_ids:
            unit = work.get(Unit, unit_id)
            members = [row.member_id for row in work.rows(UnitMember, group_id=unit_id)] if unit.is_group else [unit_id]
            if not members:
                raise UserError(f"“{unit.full_name}”还没有成员", "不知道要分解给哪些单位", "请先在“单位”页为它添加成员")
            wanted |= dict.fromkeys(members)
        held = {row.unit_id for row in work.rows(Subtask, task_id=task_id)}
        new = [unit_id for unit_id in wanted if unit_id not in held]
        if not new:
            raise UserError("没有要分解的单位", "选中的单位都已经有分解任务" if wanted else "没有选单位", "请另选单位")
        work.name = f"把{task_name(task)}分解给 {len(new)} 个单位"
        first = _next(work, task_id)
        for place, unit_id in enumerate(new):
            work.add(Subtask(task_id=task_id, position=first + place, title=title.strip() or task.title, unit_id=unit_id, due=due))
    return work.changes(task_id)


def edit_subtask(store: Store, subtask_id: int, values: SubtaskValues) -> Changes:
    """Change what a part is, by whom, until when."""
    from tracker.storage.tables import Subtask

    _check(values)
    with store.transaction("修改分解任务") as work:
        row = work.get(Subtask, subtask_id)
        work.name = f"修改分解任务{quoted(row.title, 16)}"
        for name, value in _columns(values).items():
            setattr(row, name, value)
        task_id = row.task_id
    return work.changes(task_id)


def move_subtask(store: Store, subtask_id: int, by: int) -> Changes:
    """Put a part so many places further down (or up, below 0)."""
    from tracker.storage.tables import Subtask

    with store.transaction("调整分解任务的顺序") as work:
        row = work.get(Subtask, subtask_id)
        rows = sorted(work.rows(Subtask, task_id=row.task_id), key=lambda each: (each.position, each.id or 0))
        at = next(place for place, each in enumerate(rows) if each.id == subtask_id)
        rows.insert(min(max(at + by, 0), len(rows) - 1), rows.pop(at))
        for place, each in enumerate(rows, 1):
            each.position = place
        task_id = row.task_id
    return work.changes(task_id)


def remove_subtask(store: Store, subtask_id: int) -> Changes:
    """Take a part away."""
    from tracker.storage.tables import Subtask

    with store.transaction("删除分解任务") as work:
        row = work.get(Subtask, subtask_id)
        work.name = f"删除分解任务{quoted(row.title, 16)}"
        task_id = row.task_id
        work.delete(row)
    return work.changes(task_id)


def report_subtask(store: Store, subtask_id: int, state: State, percent: float | None, progress: str, today: date) -> Changes:
    """Write down how a part stands; a part that is done stands at 100 %."""
    from tracker.storage.tables import Subtask

    if percent is not None and not 0 <= percent <= 100:
        raise UserError("进度应在 0 到 100 之间", f"现在填的是 {percent:g}", "请改正进度")
    with store.transaction("登记分解任务的进展") as work:
        row = work.get(Subtask, subtask_id)
        work.name = f"登记分解任务{quoted(row.title, 16)}的进展"
        _stand(row, state, percent, progress.strip(), today)
        task_id = row.task_id
    return work.changes(task_id)


def take_reported_parts(store: Store, task_id: int, today: date) -> Changes:
    """Take over what units last reported of their parts, for every part whose unit reported. Raises UserError where none did."""
    from tracker.storage.tables import Subtask, Task

    with store.read() as db:
        told = {part.id: part.told for part in cascade.subtasks(db, [task_id])[task_id] if part.told is not None}
    if not told:
        raise UserError("还没有单位报过这项任务的进展", "分解任务的责任单位没有报来自己的部分", "请先在“反馈收发”页导入反馈表，或逐项登记")
    with store.transaction("取用单位所报进展") as work:
        work.name = f"{task_name(work.get(Task, task_id))}的 {len(told)} 项分解任务取用单位所报进展"
        for row in work.rows(Subtask, task_id=task_id):
            said = told.get(row.id or 0)
            if said is not None:
                _stand(row, said.state or row.state, said.percent if said.percent is not None else row.percent, said.progress, today)
    return work.changes(task_id)


def adopt_roll(store: Store, task_id: int, period: str, roll: Roll, *, today: date, of: str = PARTS) -> Changes:
    """Write what parts or lower tasks come to as the task's own progress for a period, and say where it comes from.

    What was reported for the period in words stays; a roll-up that was adopted before is replaced. `of`: `PARTS` or `LOWER_TASKS`.
    """
    if roll.percent is None:
        raise UserError("没有可以汇总的进度", "分解任务和下级任务都没有进度，或都是长期坚持", "请先登记它们的进展")
    with store.read() as db:
        said = cascade.report_words(db, task_id, period)
    kept = [line for line in said.progress.split("\n") if line and not line.startswith(f"{of}汇总：")]
    progress = "\n".join([*kept, f"{of}汇总：{roll.words}。"])
    return report_progress(store, task_id, period, roll.state, roll.percent, progress, said.problems, said.next_steps, today=today)


def _check(values: SubtaskValues) -> None:
    if not values.title.strip():
        raise UserError("没有写明分解任务的内容", "", "请写一句要做什么")
    if values.weight < 1 or values.weight > 1000:
        raise UserError("权重不对", f"现在填的是 {values.weight}", "请填 1 到 1000 的整数，一般都填 1")


def _columns(values: SubtaskValues) -> dict[str, Any]:
    return {
        "title": " ".join(values.title.split()),
        "unit_id": values.unit_id,
        "office": values.office.strip(),
        "person": values.person.strip(),
        "due": values.due,
        "weight": values.weight,
    }


def _next(work: "Work", task_id: int) -> int:
    from tracker.storage.tables import Subtask

    return max((row.position for row in work.rows(Subtask, task_id=task_id)), default=0) + 1


def _stand(row: "Subtask", state: State, percent: float | None, progress: str, today: date) -> None:
    then = after_state(Standing(row.state, row.percent, row.completed_on), state, percent, today)
    row.state, row.completed_on = then.state, then.completed_on
    row.percent = 100 if state is State.COMPLETED else percent
    row.progress = progress or row.progress
    row.reported_on = today
