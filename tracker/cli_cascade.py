"""Commands about the levels of a task: its parts and what they come to, and the superior's tasks that it carries out."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.terms import State
from tracker.errors import UserError

if TYPE_CHECKING:
    from tracker.domain.cascade import LinkedTask, Roll, SubtaskRecord
    from tracker.domain.records import Changes
    from tracker.storage.store import Store
    from tracker.usecases.work.breakdown import Breakdown

Told = tuple[dict[str, Any], list[str]]
Add = Callable[..., argparse.ArgumentParser]
WORDS = "split 分解、parts 分解情况、part 登记分解任务、link 对应上级、pair 成批对应、adopt 采用汇总"
_STATES = {state.value: state.label for state in State}


def add_commands(group: Any, add: Add) -> None:
    """Add the commands to those about tasks; each parser tells its work as `of_tasks(store, options)`."""

    def made(name: str, words: str, work: Callable[["Store", argparse.Namespace], Told]) -> argparse.ArgumentParser:
        parser = add(group, name, words)
        parser.set_defaults(of_tasks=work)
        parser.add_argument("--plan", type=int, required=True, metavar="方案号")
        return parser

    split = made("split", "把一项任务分解给单位；--unit 可写多次，写一组单位就是它的各个成员", _split)
    split.add_argument("number", type=int, metavar="任务序号", help="方案里的第几项")
    split.add_argument("--unit", action="append", default=[], metavar="单位", help="分给哪个单位，可以写多次")
    split.add_argument("--title", default="", metavar="内容", help="做什么；不写就用任务的标题")
    split.add_argument("--due", metavar="日期", help="完成时限，如 2026-11-30")
    parts = made("parts", "列出分解任务、上下级任务和汇总的进度", _parts)
    parts.add_argument("numbers", type=int, nargs="*", metavar="任务序号", help="只看这几项；不写就是全部")
    part = made("part", "登记一项分解任务的进展", _part)
    part.add_argument("part", type=int, metavar="分解号", help="号码见 task parts")
    part.add_argument("--state", choices=_STATES, default=State.IN_PROGRESS.value, help="、".join(f"{a} {b}" for a, b in _STATES.items()))
    part.add_argument("--percent", type=int, metavar="进度", help="0 到 100")
    part.add_argument("--progress", default="", metavar="文字", help="进展情况")
    link = made("link", "把一项任务对应到上级方案的一项", _link)
    link.add_argument("number", type=int, metavar="任务序号")
    link.add_argument("--upper-plan", type=int, required=True, metavar="上级方案号")
    link.add_argument("--upper", type=int, required=True, metavar="上级任务序号")
    link.add_argument("--weight", type=int, default=1, metavar="权重")
    link.add_argument("--lift", action="store_true", help="取消这一对应")
    pair = made("pair", "为各项任务找出上级方案里的对应任务；--apply 对应有把握的", _pair)
    pair.add_argument("--upper-plan", type=int, required=True, metavar="上级方案号")
    pair.add_argument("--apply", action="store_true", help="对应有把握的几项；其余仍由人决定")
    adopt = made("adopt", "把汇总的进度记为任务本期的进展", _adopt)
    adopt.add_argument("number", type=int, metavar="任务序号")
    adopt.add_argument("--lower", action="store_true", help="用下级任务的汇总；不写就用分解任务的")
    adopt.add_argument("--period", metavar="期次", help="记在哪一期；不写就是现在要报的一期")


def _split(store: "Store", options: argparse.Namespace) -> Told:
    from tracker.usecases.house.units import find_unit
    from tracker.usecases.work.subtasks import split_among

    task_id = _task(store, options.plan, options.number)
    units = [find_unit(store, name).id for name in options.unit]
    changes = split_among(store, task_id, units, options.title, _day(options.due))
    return _after(store, task_id, changes)


def _parts(store: "Store", options: argparse.Namespace) -> Told:
    from tracker.usecases.work.breakdown import breakdown
    from tracker.usecases.work.tasks import task_ids

    known = task_ids(store, options.plan)
    wanted = [_task(store, options.plan, number) for number in options.numbers] or list(known.values())
    numbers = {task_id: number for number, task_id in known.items()}
    found = [breakdown(store, task_id, date.today()) for task_id in wanted]
    shown = [each for each in found if each.count or options.numbers]
    lines = [line for each in shown for line in _lines(each, numbers[each.task_id])]
    data = {"tasks": [{"number": numbers[each.task_id], **_data(each)} for each in shown]}
    return data, lines or ["还没有分解任务，也没有上下级对应。"]


def _part(store: "Store", options: argparse.Namespace) -> Told:
    from tracker.usecases.work.subtasks import part_task, report_subtask

    task_id = part_task(store, options.plan, options.part)
    changes = report_subtask(store, options.part, State(options.state), options.percent, options.progress, date.today())
    return _after(store, task_id, changes)


def _link(store: "Store", options: argparse.Namespace) -> Told:
    from tracker.usecases.work.task_links import link_tasks, task_links, unlink

    lower, upper = _task(store, options.plan, options.number), _task(store, options.upper_plan, options.upper)
    today = date.today()
    if not options.lift:
        return _after(store, lower, link_tasks(store, upper, lower, today, options.weight))
    held = next((each for each in task_links(store, lower, today).upper if each.task_id == upper), None)
    if held is None:
        raise UserError("这两项任务没有对应", "", "用 task parts 看已有的对应")
    return _after(store, lower, unlink(store, held.link_id))


def _pair(store: "Store", options: argparse.Namespace) -> Told:
    from tracker.usecases.intake.plan_pairs import propose_pairs, tie_pairs

    pairs = propose_pairs(store, options.plan, options.upper_plan)
    sure = [pair for pair in pairs if pair.sure and not pair.tied]
    rows = [
        {
            "number": pair.task.number,
            "title": pair.task.title,
            "upper": None if pair.upper is None else {"number": pair.upper.number, "title": pair.upper.title},
            "likeness": round(pair.likeness, 2),
            "candidates": [{"number": one.task.number, "likeness": round(one.likeness, 2)} for one in pair.candidates],
            "sure": pair.sure,
            "tied": list(pair.tied),
        }
        for pair in pairs
    ]
    lines = [
        f"{pair.task.number} {pair.task.title} → {f'{pair.upper.number} {pair.upper.title}' if pair.upper else '—'}（{pair.words}）"
        for pair in pairs
    ]
    data: dict[str, Any] = {"pairs": rows, "applied": 0}
    if options.apply:
        if not sure:
            raise UserError("没有十分有把握的对应", "都要由人决定", "请在窗口的任务页用“对应上级方案”，或用 task link 逐项对应")
        changes = tie_pairs(store, sure, date.today())
        data |= {"applied": len(sure), "operation": changes.operation_id}
        lines.append(f"已{changes.name}")
    return data, lines


def _adopt(store: "Store", options: argparse.Namespace) -> Told:
    from tracker.domain.periods import period_of
    from tracker.usecases.work.breakdown import breakdown
    from tracker.usecases.work.subtasks import LOWER_TASKS, PARTS, adopt_roll

    task_id, today = _task(store, options.plan, options.number), date.today()
    found = breakdown(store, task_id, today)
    period = period_of(options.period) if options.period else found.period
    roll = found.links.roll if options.lower else found.roll
    changes = adopt_roll(store, task_id, period, roll, today=today, of=LOWER_TASKS if options.lower else PARTS)
    data, lines = _after(store, task_id, changes)
    return {**data, "period": period, "percent": roll.percent}, lines


def _task(store: "Store", plan_id: int, number: int) -> int:
    from tracker.usecases.work.tasks import task_ids

    known = task_ids(store, plan_id)
    if number not in known:
        raise UserError(f"方案 {plan_id} 里没有第 {number} 项任务", "", "请先用 task list 查看序号")
    return known[number]


def _day(words: str | None) -> date | None:
    try:
        return None if words is None else date.fromisoformat(words)
    except ValueError as error:
        raise UserError(f"时限不能写成“{str(words)[:20]}”", "", "请写成 2026-11-30 这样的形式") from error


def _after(store: "Store", task_id: int, changes: "Changes") -> Told:
    """What was done, and how the task stands with its parts afterwards."""
    from tracker.usecases.work.breakdown import breakdown
    from tracker.usecases.work.tasks import task_rows

    today = date.today()
    found, row = breakdown(store, task_id, today), task_rows(store, [task_id], today)[0]
    data = {"operation": changes.operation_id, "name": changes.name, "number": row.number, **_data(found)}
    return data, [f"已{changes.name}", *_lines(found, row.number)]


def _data(found: "Breakdown") -> dict[str, Any]:
    return {
        "task_id": found.task_id,
        "parts": [_part_data(part) for part in found.parts],
        "roll": _roll(found.roll),
        "upper": [_linked(each) for each in found.links.upper],
        "lower": [_linked(each) for each in found.links.lower],
        "lower_roll": _roll(found.links.roll),
        "warnings": [*found.warnings, *found.links.warnings],
        "period": found.period,
    }


def _part_data(part: "SubtaskRecord") -> dict[str, Any]:
    return {
        "part": part.id,
        "title": part.title,
        "unit": part.unit,
        "office": part.office,
        "person": part.person,
        "due": part.due,
        "weight": part.weight,
        "state": part.state,
        "percent": part.percent,
        "progress": part.progress,
    }


def _roll(roll: "Roll") -> dict[str, Any]:
    return {"state": roll.state, "percent": roll.percent, "count": roll.parts, "done": roll.done, "words": roll.words}


def _linked(each: "LinkedTask") -> dict[str, Any]:
    return {
        "plan_id": each.plan_id,
        "plan": each.plan,
        "number": each.number,
        "title": each.title,
        "leads": list(each.leads),
        "due": each.due,
        "percent": each.percent,
        "light": each.light,
        "weight": each.weight,
    }


def _lines(found: "Breakdown", number: int) -> list[str]:
    said = [f"第 {number} 项"]
    for part in found.parts:
        percent = "" if part.percent is None else f" {part.percent:g}%"
        due = f"｜{part.due}" if part.due else ""
        said.append(f"  {part.id}  {part.title}｜{part.carrier or '未落实'}{due}｜{part.state.label}{percent}")
    if found.roll.words:
        said.append(f"  汇总：{found.roll.words}")
    for words, held in (("上级", found.links.upper), ("下级", found.links.lower)):
        said += [f"  {words}：《{each.plan}》第 {each.number} 项 {each.title}｜{each.light.label}：{each.reason}" for each in held]
    if found.links.lower:
        said.append(f"  下级汇总：{found.links.roll.words}")
    return [*said, *(f"  请注意：{words}" for words in (*found.warnings, *found.links.warnings))]
