"""Commands about tasks: the list with lights and the reasons for them, and lights set by hand."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.errors import UserError

if TYPE_CHECKING:
    from tracker.domain.records import Changes, TaskDetail
    from tracker.storage.store import Store

Told = tuple[dict[str, Any], list[str]]
Add = Callable[..., argparse.ArgumentParser]
WORDS = "list 列出、light 人工定灯"
_LIGHTS = {"red": "红灯", "amber": "黄灯", "green": "绿灯"}


def add_commands(group: Any, add: Add) -> None:
    """Add the commands to a group; each parser tells its work as `of_tasks(store, options)`."""
    listed = add(group, "list", "列出一份方案的任务")
    listed.add_argument("--plan", type=int, required=True, metavar="方案号")
    listed.set_defaults(of_tasks=lambda store, options: task_list(store, options.plan, date.today()))
    light = add(group, "light", "人工给任务定灯，或取消人工定灯")
    light.add_argument("numbers", type=int, nargs="+", metavar="任务序号", help="方案里的第几项，可写多个")
    light.add_argument("--plan", type=int, required=True, metavar="方案号")
    what = light.add_mutually_exclusive_group(required=True)
    what.add_argument("--set", choices=_LIGHTS, help="定为 red 红灯、amber 黄灯或 green 绿灯")
    what.add_argument("--lift", action="store_true", help="取消人工定灯，仍按规则亮灯")
    light.add_argument("--reason", default="", metavar="理由", help="定灯时必填")
    light.add_argument("--by", default="", metavar="姓名", help="谁定的，定灯时必填")
    light.set_defaults(of_tasks=_light)


def task_list(store: "Store", plan_id: int, today: date) -> Told:
    """All tasks of a plan, in printed order."""
    from tracker.usecases.work import tasks

    details = tasks.plan_details(store, plan_id, today)
    lines = [
        f"{d.row.number}  {d.row.title or d.content[:30]}｜{'、'.join(a.printed for a in d.assignments) or '没有单位'}"
        f"｜{'、'.join(x.wording for x in d.deadlines) or '没有时限'}｜{d.row.state_word}｜{d.row.light.label}：{d.row.reason}"
        for d in details
    ]
    return {"tasks": [_task(d) for d in details]}, lines


def _task(d: "TaskDetail") -> dict[str, Any]:
    held = d.row.light_set
    return {
        "task_id": d.row.id,
        "number": d.row.number,
        "label": d.row.label,
        "path": list(d.path),
        "title": d.row.title,
        "content": d.content,
        "units": [{"name": a.printed, "role": a.role, "unit": a.display} for a in d.assignments],
        "deadlines": [{"quote": x.wording, "kind": x.kind, "date": x.due, "every": _every(x.recurrence)} for x in d.deadlines],
        "targets": [{"quote": t.quote, "value": t.value, "unit": t.measure, "op": t.comparison} for t in d.targets],
        "state": d.row.state,
        "state_word": d.row.state_word,
        "light": d.row.light,
        "light_reason": d.row.reason,
        "light_why": d.row.why,
        "light_set": None if held is None else {"reason": held.reason, "by": held.by, "on": held.on},
        "review": [finding.words for finding in d.findings],
    }


def _every(recurrence: Any) -> str | None:
    return None if recurrence is None else str(recurrence.every)


def _light(store: "Store", options: argparse.Namespace) -> Told:
    from tracker.domain.terms import Light
    from tracker.usecases.work.light_overrides import lift_light, set_light
    from tracker.usecases.work.tasks import task_ids, task_rows

    known = task_ids(store, options.plan)
    missing = [number for number in options.numbers if number not in known]
    if missing:
        raise UserError(f"方案里没有第 {missing[0]} 项任务", "", "请先用 task list 查看序号")
    ids, today = [known[number] for number in dict.fromkeys(options.numbers)], date.today()
    if options.lift:
        changes = lift_light(store, ids, options.reason, today)
    else:
        changes = set_light(store, ids, Light(options.set), options.reason, options.by, today)
    rows = task_rows(store, ids, today)
    data = {
        **_changes(changes),
        "tasks": [{"number": row.number, "light": row.light, "light_reason": row.reason, "light_why": row.why} for row in rows],
    }
    lines = [f"已{changes.name}", *(f"  {line}" for line in changes.kept)]
    return data, [*lines, *(f"  {row.number}  {row.light.label}：{row.why or row.reason}" for row in rows)]


def _changes(changes: "Changes") -> dict[str, Any]:
    return {"operation": changes.operation_id, "name": changes.name, "kept": list(changes.kept)}
