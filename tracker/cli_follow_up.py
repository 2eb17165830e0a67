"""Commands about single tasks that wait for a decision: requests for later limits, and claims of completion."""

import argparse
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from tracker.errors import UserError

if TYPE_CHECKING:
    from tracker.domain.records import Changes
    from tracker.storage.store import Store

Told = tuple[dict[str, Any], list[str]]
Add = Callable[..., argparse.ArgumentParser]
EXTENSIONS = "list 列出、ask 登记、grant 批准、refuse 不批准、withdraw 撤回"
CHECKS = "list 列出待核验的、pass 通过、return 退回、rule 查看或设置要不要核验"


def add_extensions(group: Any, add: Add) -> None:
    """The actions of `extension`; each names the function that does it as `of_cycle`."""
    listed = add(group, "list", "列出延期申请")
    listed.set_defaults(of_cycle=list_extensions)
    listed.add_argument("--plan", type=int, required=True, metavar="方案号")
    listed.add_argument("--open", action="store_true", help="只列待批的")
    asked = add(group, "ask", "登记一份延期申请")
    asked.set_defaults(of_cycle=ask)
    asked.add_argument("task", type=int, metavar="序号")
    asked.add_argument("--plan", type=int, required=True, metavar="方案号")
    asked.add_argument("--to", required=True, metavar="日期", help="申请延到哪一天，如 2026-12-31")
    asked.add_argument("--reason", required=True, metavar="理由")
    asked.add_argument("--unit", metavar="单位", help="申请单位")
    asked.add_argument("--by", default="", metavar="姓名", help="申请人")
    for name, words in (("grant", "批准一份延期申请，时限随之改变"), ("refuse", "不批准一份延期申请"), ("withdraw", "撤回一份延期申请")):
        step = add(group, name, words)
        step.set_defaults(of_cycle=partial(decide, name), plan=None)
        step.add_argument("number", type=int, metavar="申请号")
        step.add_argument("--by", default="", metavar="批准人")
        step.add_argument("--words", default="", metavar="意见")
        if name == "grant":
            step.add_argument("--to", metavar="日期", help="批准延到哪一天；不写就按申请的日期")


def add_checks(group: Any, add: Add) -> None:
    """The actions of `completion`."""
    listed = add(group, "list", "列出报了完成、等待核验的任务")
    listed.set_defaults(of_cycle=list_checks)
    listed.add_argument("--plan", type=int, required=True, metavar="方案号")
    for name, words in (("pass", "核验通过，任务记为完成"), ("return", "核验退回，任务仍在推进")):
        step = add(group, name, words)
        step.set_defaults(of_cycle=partial(check, name))
        step.add_argument("task", type=int, metavar="序号")
        step.add_argument("--plan", type=int, required=True, metavar="方案号")
        step.add_argument("--by", default="", metavar="核验人")
        step.add_argument("--words", default="", metavar="意见")
        if name == "pass":
            step.add_argument("--evidence", default="", metavar="佐证", help="用文字写明佐证")
    rule = add(group, "rule", "查看或设置完成要不要核验")
    rule.set_defaults(of_cycle=proof_rule, plan=None)
    rule.add_argument("--want", choices=["none", "evidence", "check"], help="none 不用、evidence 要有佐证、check 要有佐证并核验")


def list_extensions(store: "Store", options: argparse.Namespace) -> Told:
    """The requests of a plan, the latest first."""
    from tracker.domain.extensions import ExtensionState
    from tracker.usecases.work.extensions import extensions

    found = extensions(store, plan_id=options.plan, states=[ExtensionState.ASKED] if options.open else ())
    lines = [
        f"{one.id}  任务 {one.number} {one.title}  {one.unit}  原定 {one.old_due}，申请延到 {one.wished}  {one.outcome}" for one in found
    ]
    return {"extensions": [one._asdict() for one in found]}, lines or ["没有延期申请。"]


def ask(store: "Store", options: argparse.Namespace) -> Told:
    """Enter a request."""
    from tracker.usecases.house.units import find_unit
    from tracker.usecases.work.extensions import ask_extension

    unit_id = find_unit(store, options.unit).id if options.unit else None
    task_id, wished, today = _task(store, options), _day(options.to), date.today()
    changes = ask_extension(store, task_id, wished, options.reason, today, unit_id=unit_id, asked_by=options.by)
    return _told(changes, {"extension_id": changes.result}, f"，申请号 {changes.result}")


def decide(step: str, store: "Store", options: argparse.Namespace) -> Told:
    """Grant, refuse or withdraw a request."""
    from tracker.usecases.work import extensions

    today = date.today()
    if step == "grant":
        day = _day(options.to) if options.to else extensions.extension(store, options.number).wished
        return _told(extensions.grant_extension(store, options.number, day, options.by, options.words, today))
    if step == "refuse":
        return _told(extensions.refuse_extension(store, options.number, options.by, options.words, today))
    return _told(extensions.withdraw_extension(store, options.number, options.words, today))


def list_checks(store: "Store", options: argparse.Namespace) -> Told:
    """The tasks of a plan that are said to be done and wait for their check."""
    from tracker.domain.screens import Group, TaskFilter
    from tracker.usecases.work import tasks

    today = date.today()
    found = tasks.task_list(store, TaskFilter(plan_id=options.plan, unproved=True), Group.NONE, today)
    rows = tasks.task_rows(store, [one for group in found.groups for one in group.ids], today)
    data = [{"task_id": row.id, "number": row.number, "title": row.title, "percent": row.percent} for row in rows]
    return {"tasks": data}, [f"{row.number}  {row.title}  {'、'.join(row.leads)}" for row in rows] or ["没有等待核验的任务。"]


def check(step: str, store: "Store", options: argparse.Namespace) -> Told:
    """Let the claim of a task pass, or send it back."""
    from tracker.usecases.work import completion

    today, task_id = date.today(), _task(store, options)
    claim = next((one for one in completion.completion_checks(store, task_id) if one.is_open), None)
    if claim is None:
        raise UserError(f"任务 {options.task} 没有等待核验的完成", "", "请先用 completion list 查看")
    if step == "return":
        return _told(completion.return_completion(store, claim.id, options.by, options.words, today))
    if options.evidence:
        told = completion.tell_evidence(store, claim.id, options.evidence, today)
        if not any(one.is_open for one in completion.completion_checks(store, task_id)):
            return _told(told)  # evidence alone was wanted
    return _told(completion.pass_completion(store, claim.id, options.by, options.words, today))


def proof_rule(store: "Store", options: argparse.Namespace) -> Told:
    """Tell or set what the office wants before a task counts as done."""
    from tracker.domain.completion import Proof
    from tracker.usecases.work.completion import completion_proof, set_completion_proof

    if options.want:
        set_completion_proof(store, Proof(options.want))
    proof = completion_proof(store)
    return {"want": proof.value}, [f"完成核验：{proof.label}"]


def _task(store: "Store", options: argparse.Namespace) -> int:
    from tracker.usecases.work import tasks

    found = next((one.row.id for one in tasks.plan_details(store, options.plan, date.today()) if one.row.number == options.task), None)
    if found is None:
        raise UserError(f"这份方案没有第 {options.task} 项任务", "", "请先用 task list 查看序号")
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"日期不能写成“{text}”", "", "请写成 2026-12-31 这样") from None


def _told(changes: "Changes", more: dict[str, Any] | None = None, end: str = "") -> Told:
    return {"operation": changes.operation_id, "name": changes.name, **(more or {})}, [f"已{changes.name}{end}"]
