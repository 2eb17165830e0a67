"""All that a task's 分解 tells at once: its parts, the tasks above and below it, and the period for which a roll-up is taken over."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.cascade import Roll, SubtaskRecord, one_day
from tracker.errors import UserError
from tracker.storage.reading import cascade
from tracker.storage.reading.tasks import task_rows
from tracker.storage.store import Store
from tracker.usecases.feedback.periods import asked_period
from tracker.usecases.house.settings import rules_in
from tracker.usecases.work.subtasks import part_warnings, subtasks
from tracker.usecases.work.task_links import Links, task_links

__all__ = ["Breakdown", "breakdown"]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """`roll`: what the parts come to; `warnings`: what a clerk should know of them; `period`: the one that the plan asks for now."""

    task_id: int
    parts: tuple[SubtaskRecord, ...]
    roll: Roll
    warnings: tuple[str, ...]
    links: Links
    period: str
    units: tuple[tuple[int, str], ...] = ()

    @property
    def count(self) -> int:
        """How many parts and tied tasks there are."""
        return len(self.parts) + len(self.links.upper) + len(self.links.lower)


def breakdown(store: Store, task_id: int, today: date) -> Breakdown:
    """The 分解 of one task as it stands on a day. Raises UserError when the task is gone.

    `units` of the result: those that the task names and that have no part of it yet, the groups first.
    """
    with store.read() as db:
        row = next(iter(task_rows(db, [task_id], today, rules_in(db))), None)
        named = cascade.units_named(db, task_id)
    if row is None:
        raise UserError("这项任务已经不存在", "它可能刚刚被删除或撤销", "请按 F5 刷新")
    parts, roll = subtasks(store, task_id)
    warnings = part_warnings(parts, one_day(row.kind, row.due))
    period = asked_period(store, row.plan_id, today)
    held = {part.unit_id for part in parts}
    units = tuple(unit for unit in named if unit[0] not in held)
    return Breakdown(task_id, tuple(parts), roll, tuple(warnings), task_links(store, task_id, today), period, units)
