"""人工定灯: a person sets the light of tasks instead of the rules, with a reason and a name, and lifts it again."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.domain.records import Changes
from tracker.domain.terms import Light, State
from tracker.errors import UserError
from tracker.storage.reading import light_history as reading
from tracker.storage.reading import snapshots
from tracker.storage.reading.light_history import HeldLight
from tracker.storage.reading.snapshots import FrozenLight
from tracker.storage.store import Store
from tracker.usecases.work.task_state import task_name

if TYPE_CHECKING:
    from tracker.storage.journal import Work

__all__ = ["SETTABLE", "FrozenLight", "HeldLight", "LightPast", "lift_light", "light_past", "set_light"]

# What a person may set: the others say that a task is done or has no end.
SETTABLE = (Light.RED, Light.AMBER, Light.GREEN)
_LONGEST_NAME = 40
Row = dict[str, Any]


class LightPast(NamedTuple):
    """How the light of a task stood at the end of frozen periods, and what persons set, the latest first."""

    frozen: tuple[FrozenLight, ...]
    held: tuple[HeldLight, ...]


def light_past(store: Store, task_id: int) -> LightPast:
    """The history of a task's light."""
    with store.read() as db:
        return LightPast(tuple(snapshots.lights(db, task_id)), tuple(reading.held_lights(db, task_id)))


def set_light(store: Store, ids: Sequence[int], shade: Light, reason: str, set_by: str, today: date) -> Changes:
    """Set the light of one or many tasks. What was set before ends today; completed and cancelled tasks are left alone and told in
    `kept`. Raises UserError without a reason or a name, or where no task is left."""
    from tracker.storage.tables import LightOverride

    why, who = reason.strip(), set_by.strip()
    if shade not in SETTABLE:
        raise UserError(f"不能人工定为“{shade.label}”", "", "请在红灯、黄灯、绿灯里选一种")
    if not why:
        raise UserError("没有填写人工定灯的理由", "理由会写在亮灯的说明和记录里", "请写明理由，如“县长办公会点名督办”")
    if not who or len(who) > _LONGEST_NAME:
        raise UserError("没有填写定灯的人" if not who else "定灯人的名字太长", "", f"请填写是谁定的，不超过 {_LONGEST_NAME} 个字")
    with store.transaction("人工定灯") as work:
        tasks = [row for row in work.stored_rows("task", ids) if row["removed_on"] is None and row["state"] != State.COMPLETED]
        if not tasks:
            raise UserError("选中的任务都已完成或取消", "完成的任务不亮灯", "请另选任务")
        wanted = [row["id"] for row in tasks]
        _end(work, wanted, today, "")
        work.insert_many(LightOverride, [{"task_id": one, "light": shade, "reason": why, "set_by": who, "set_on": today} for one in wanted])
        work.update_many("task", {one: {"light_set": shade.value} for one in wanted})
        work.name = f"把{_named(work, wanted)}定为{shade.label}"
        left = len(ids) - len(wanted)
    return work.changes(wanted[0] if len(wanted) == 1 else None, (f"{left} 项已完成或取消，没有定灯",) if left else ())


def lift_light(store: Store, ids: Sequence[int], reason: str, today: date) -> Changes:
    """Let the rules speak again. Tasks whose light nobody set are left alone. Raises UserError where none is left."""
    with store.transaction("取消人工定灯") as work:
        wanted = [row["id"] for row in work.stored_rows("task", ids) if row["light_set"]]
        if not wanted:
            raise UserError("选中的任务没有人工定灯", "它们的灯按规则亮", "请另选任务")
        _end(work, wanted, today, reason.strip())
        work.update_many("task", {one: {"light_set": ""} for one in wanted})
        work.name = f"取消{_named(work, wanted)}的人工定灯"
    return work.changes(wanted[0] if len(wanted) == 1 else None)


def _end(work: "Work", ids: Sequence[int], today: date, reason: str) -> None:
    """What was set for these tasks holds until today."""
    open_rows = [row for row in work.stored_rows("light_override", work.ids("light_override", "task_id", ids)) if row["ended_on"] is None]
    work.update_many("light_override", {row["id"]: {"ended_on": today, "ended_reason": reason} for row in open_rows})


def _named(work: "Work", ids: Sequence[int]) -> str:
    """How the operation calls these tasks."""
    from tracker.storage.tables import Task

    return task_name(work.get(Task, ids[0])) if len(ids) == 1 else f" {len(ids)} 项任务"
