"""The commands of `problem`: problems entered and on their way to 销号. Their papers are kinds of `report`."""

import argparse
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from tracker.domain.problems import ProblemSource, Step
from tracker.errors import UserError

if TYPE_CHECKING:
    from tracker.domain.problems import Problem
    from tracker.domain.records import Changes
    from tracker.storage.store import Store

Told = tuple[dict[str, Any], list[str]]
WORDS = (
    "list 列出、show 详情、new 登记、told 从反馈登记、edit 修改、measure 明确措施、done 报告完成、pass 核查通过、fail 不通过、close 销号"
)
_SOURCES = [ProblemSource.HAND.value, ProblemSource.INSPECTION.value]
_STEPS: tuple[tuple[str, Step, str], ...] = (
    ("done", Step.REPORT_DONE, "报告整改完成"),
    ("pass", Step.PASS, "核查通过"),
    ("fail", Step.FAIL, "核查不通过，退回继续整改"),
    ("close", Step.STRIKE_OFF, "销号"),
    ("keep", Step.KEEP, "回头看没有反弹"),
    ("reopen", Step.REOPEN, "重新整改"),
)
_LOOKING_BACK = frozenset({Step.STRIKE_OFF, Step.KEEP})
_WRITTEN = ("text", "source_words", "goal", "measures", "person", "progress")


def add_commands(group: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """The actions after `problem`; each names the function that does it as `of_cycle`."""

    def made(name: str, words: str, do: Callable[..., Told], *, one: bool = True) -> argparse.ArgumentParser:
        parser = add(group, name, words)
        parser.set_defaults(of_cycle=do)
        if one:
            parser.add_argument("number", type=int, metavar="问题号", help="这份方案里的第几个问题")
        parser.add_argument("--plan", type=int, required=True, metavar="方案号")
        return parser

    listed = made("list", "列出问题；问题清单、整改销号台账、一案一档用 report 写", list_problems, one=False)
    listed.add_argument("--unit", metavar="单位", help="只看这个单位的")
    listed.add_argument("--open", action="store_true", help="只列没有销号的")
    listed.add_argument("--late", action="store_true", help="只列过了时限还没整改完的")
    made("show", "看一个问题和它的全部过程", show)
    new = made("new", "登记一个问题", enter, one=False)
    new.add_argument("--text", required=True, metavar="问题")
    new.add_argument("--source", choices=_SOURCES, default=_SOURCES[0], help="hand 日常工作、inspection 督查检查；不写就是日常工作")
    _about(new)
    new.add_argument("--unit", metavar="单位", help="责任单位")
    told = made("told", "列出各单位一期反馈里写的问题；--apply 登记还没有登记的", from_reports, one=False)
    told.add_argument("--period", required=True, metavar="期次", help="如 2026-09")
    told.add_argument("--apply", action="store_true", help="登记")
    edit = made("edit", "修改一个问题写的内容；写成空的就删去", change)
    edit.add_argument("--text", metavar="问题")
    edit.add_argument("--progress", metavar="进展", help="整改进展")
    _about(edit)
    _measures(edit)
    measure = made("measure", "填好整改措施、责任单位、整改时限，开始整改", begin)
    _measures(measure)
    _taken(measure, "经办人")
    for name, step, words in _STEPS:
        parser = made(name, words, partial(take, step))
        parser.add_argument("--words", default="", metavar="说明", help="整改情况、核查意见或理由")
        _taken(parser, "核查人、经办人")
        if step in _LOOKING_BACK:
            parser.add_argument("--look-back", metavar="日期", help="哪一天回头看")
    made("remove", "删除登记错了的问题", remove)


def _about(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="source_words", metavar="来源", help="从哪里来的，如 八月督查通报")
    parser.add_argument("--task", metavar="序号", help="对应方案里的第几项任务")
    parser.add_argument("--indicator", metavar="指标", help="影响哪一项指标")


def _measures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--measures", metavar="措施", help="整改措施")
    parser.add_argument("--unit", metavar="单位", help="责任单位")
    parser.add_argument("--due", metavar="日期", help="整改时限，如 2026-10-31")
    parser.add_argument("--goal", metavar="目标", help="整改目标")
    parser.add_argument("--person", metavar="姓名", help="责任人")


def _taken(parser: argparse.ArgumentParser, who: str) -> None:
    parser.add_argument("--by", default="", metavar="姓名", help=who)
    parser.add_argument("--on", metavar="日期", help="哪一天办的；不写就是今天")


def list_problems(store: "Store", options: argparse.Namespace) -> Told:
    """The problems of a plan with where they stand."""
    from tracker.domain.problems import problem_counts
    from tracker.usecases.cycle.problems import problems
    from tracker.usecases.house.units import find_unit

    today = date.today()
    found = problems(store, options.plan, find_unit(store, options.unit).id if options.unit else None)
    counts = problem_counts(found, today)
    shown = [one for one in found if (not options.open or one.state.is_open) and (not options.late or one.overdue(today))]
    lines = [f"{one.number}  {one.text}  {one.unit or '没有责任单位'}  {one.due or '没有时限'}  {_state(one, today)}" for one in shown]
    if found:
        waiting = f"待核查待销号 {counts.waiting}，没有整改完 {counts.rectifying}，逾期 {counts.overdue}"
        lines.append(f"共 {counts.total} 个，已销号 {counts.struck_off}，{waiting}")
    data = {"problems": [_problem(one, today) for one in shown], "total": counts.total, "struck_off": counts.struck_off}
    data |= {"waiting": counts.waiting, "rectifying": counts.rectifying, "overdue": counts.overdue}
    return data, lines or ["还没有登记问题。"]


def show(store: "Store", options: argparse.Namespace) -> Told:
    """One problem: what is written of it, every step, and what can be done next."""
    from tracker.domain.problems import REQUIREMENTS, ways_from

    one, today = _found(store, options), date.today()
    facts = (
        ("来源", f"{one.source.label}{f'（{one.source_words}）' if one.source_words else ''}，{one.found_on} 发现"),
        ("涉及", "；".join(one.about)),
        ("责任单位", f"{one.unit} {one.person}".strip()),
        ("整改时限", str(one.due or "")),
        ("整改目标", one.goal),
        ("整改措施", one.measures),
        ("整改进展", one.progress),
        ("回头看", str(one.look_back_on or "")),
    )
    lines = [f"{one.number}  {one.text}  {_state(one, today)}", *(f"  {name}：{words}" for name, words in facts if words)]
    lines += [f"  {step.on}  {step.step.label}  {step.by}  {step.words}".rstrip() for step in one.steps]
    names = {step: name for name, step, _words in _STEPS} | {Step.PLAN: "measure"}
    for way in ways_from(one.state):
        needs = "、".join(REQUIREMENTS[need] for need in way.needs)
        lines.append(f"  可以{way.step.label}：problem {names[way.step]}{f'（要有{needs}）' if needs else ''}")
    return _problem(one, today), lines


def enter(store: "Store", options: argparse.Namespace) -> Told:
    """A problem entered by hand."""
    from tracker.usecases.cycle.problems import problem, raise_problem

    values = _values(store, options)
    done = raise_problem(store, options.plan, values.pop("text"), date.today(), source=ProblemSource(options.source), **values)
    assert done.result is not None
    return _told(done, problem(store, done.result).number)


def from_reports(store: "Store", options: argparse.Namespace) -> Told:
    """What units reported as problems; `--apply` enters what is not entered yet."""
    from tracker.usecases.cycle.problems import problems, problems_told, raise_told

    found = problems_told(store, options.plan, options.period)
    operation = None
    if options.apply:
        new = [one.report_id for one in found if one.problem_id is None]
        operation = raise_told(store, options.plan, options.period, new, date.today()).operation_id
        found = problems_told(store, options.plan, options.period)
    numbers = {one.id: one.number for one in problems(store, options.plan)}
    rows = [
        {"task": one.task_number, "title": one.task_title, "unit": one.unit, "words": one.words, "number": numbers.get(one.problem_id or 0)}
        for one in found
    ]
    lines = [f"{one.task_number} {one.task_title}  {one.unit}：{one.words}  {_entered(numbers.get(one.problem_id or 0))}" for one in found]
    return {"told": rows, "operation": operation}, lines or ["这一期的反馈里没有写问题。"]


def _entered(number: int | None) -> str:
    return f"问题 {number}" if number else "没有登记"


def change(store: "Store", options: argparse.Namespace) -> Told:
    """What is written of a problem."""
    from tracker.usecases.cycle.problems import edit_problem

    values = _values(store, options)
    if not values:
        raise UserError("没有写要改什么", "", "请加上 --text、--measures、--unit、--due 这样的内容")
    return _told(edit_problem(store, _found(store, options).id, **values), options.number)


def begin(store: "Store", options: argparse.Namespace) -> Told:
    """How it is to be put right, and the first step."""
    from tracker.usecases.cycle.problems import measure_problem

    found, values = _found(store, options), _values(store, options)
    done = measure_problem(store, found.id, date.today(), by=options.by, on=_day(options.on), **values)
    return _told(done, options.number)


def take(step: Step, store: "Store", options: argparse.Namespace) -> Told:
    """One step on."""
    from tracker.usecases.cycle.problems import take_step

    look_back = _day(options.look_back) if step in _LOOKING_BACK else None
    found, day = _found(store, options), _day(options.on)
    done = take_step(store, found.id, step, date.today(), by=options.by, words=options.words, on=day, look_back_on=look_back)
    return _told(done, options.number)


def remove(store: "Store", options: argparse.Namespace) -> Told:
    """Take a problem off."""
    from tracker.usecases.cycle.problems import remove_problem

    return _told(remove_problem(store, _found(store, options).id), options.number)


def _found(store: "Store", options: argparse.Namespace) -> "Problem":
    """The problem of that number. Raises UserError where there is none."""
    from tracker.usecases.cycle.problems import problems

    for one in problems(store, options.plan):
        if one.number == options.number:
            return one
    raise UserError(f"这份方案没有第 {options.number} 个问题", "", "请先用 problem list 查看问题号")


def _values(store: "Store", options: argparse.Namespace) -> dict[str, Any]:
    """What the options say of a problem, as it is stored; what they do not name is left out, an empty word takes away."""
    from tracker.usecases.cycle.problems import targets
    from tracker.usecases.house.units import find_unit

    said = {name: value for name, value in vars(options).items() if value is not None}
    values: dict[str, Any] = {name: said[name] for name in _WRITTEN if name in said}
    if "unit" in said:
        values["unit_id"] = find_unit(store, said["unit"]).id if said["unit"].strip() else None
    if "due" in said:
        values["due"] = _day(said["due"])
    if "task" in said or "indicator" in said:
        known = targets(store, options.plan)
        if "task" in said:
            values["task_id"] = _task(said["task"], known.tasks)
        if "indicator" in said:
            values["indicator_id"] = _indicator(said["indicator"], known.indicators)
    return values


def _task(text: str, known: dict[int, tuple[int, str]]) -> int | None:
    if not text.strip():
        return None
    if not text.strip().isdecimal() or int(text) not in known:
        raise UserError(f"这份方案没有第 {text} 项任务", "", "请先用 task list 查看序号")
    return known[int(text)][0]


def _indicator(text: str, known: tuple[tuple[int, str], ...]) -> int | None:
    wanted = "".join(text.split())
    if not wanted:
        return None
    found = [one for one, name in known if "".join(name.split()) == wanted]
    if len(found) != 1:
        what = f"有 {len(found)} 项指标叫“{text}”" if found else f"没有叫“{text}”的指标"
        raise UserError(what, "", "请用 indicator list 看名称，写全称")
    return found[0]


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"日期不能写成“{text}”", "", "请写成 2026-12-31 这样") from None


def _state(one: "Problem", today: date) -> str:
    return f"{one.state.label}，逾期" if one.overdue(today) else one.state.label


def _told(done: "Changes", number: int) -> Told:
    return {"operation": done.operation_id, "name": done.name, "number": number}, [f"已{done.name}"]


def _problem(one: "Problem", today: date) -> dict[str, Any]:
    return {
        "problem_id": one.id,
        "number": one.number,
        "text": one.text,
        "state": one.state,
        "state_label": one.state.label,
        "overdue": one.overdue(today),
        "source": one.source,
        "from": one.source_words,
        "found_on": one.found_on,
        "unit": one.unit,
        "person": one.person,
        "due": one.due,
        "goal": one.goal,
        "measures": one.measures,
        "progress": one.progress,
        "struck_off_on": one.struck_off_on,
        "look_back_on": one.look_back_on,
        "task": one.task_number,
        "indicator": one.indicator or None,
        "steps": [{"step": step.step, "label": step.step.label, "on": step.on, "by": step.by, "words": step.words} for step in one.steps],
    }
