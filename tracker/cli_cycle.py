"""Commands about the cycle of supervision: how often units report on a plan."""

import argparse
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.periods import Cycle

if TYPE_CHECKING:
    from tracker.storage.store import Store

Told = tuple[dict[str, Any], list[str]]


def add_rule(plans: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """The action `plan rule`."""
    rule = add(plans, "rule", "查看或设置一份方案的报送周期和报送日")
    rule.set_defaults(of_cycle=set_rule)
    rule.add_argument("--plan", type=int, required=True, metavar="方案号")
    rule.add_argument("--cycle", choices=[cycle.value for cycle in Cycle], help="week 每周、month 每月、quarter 每季度、half_year 每半年")
    rule.add_argument("--day", type=int, metavar="日", help="几日前报送（每周的：1 是周一，7 是周日）；不写就用本单位的报送日")
    rule.add_argument("--next", action="store_true", help="在期后报送：次月（次周）的这一天前")


def add_status(plans: Any, add: Callable[..., argparse.ArgumentParser]) -> None:
    """The action `plan status`."""
    status = add(plans, "status", "列出各方案本期应报、已报、迟报、空报几家")
    status.set_defaults(of_cycle=tell_status)
    status.add_argument("--plan", type=int, metavar="方案号", help="只看这一份")


def tell_status(store: "Store", options: argparse.Namespace) -> Told:
    """One line for each plan of which units owe a report."""
    from tracker.usecases.feedback.period_lines import period_lines

    found = period_lines(store, date.today(), options.plan)
    lines = [f"{one.plan_id}  {one.title}  {one.period}  {one.figures}" + (f"，{one.due_on} 前" if one.due_on else "") for one in found]
    return {"plans": [one._asdict() for one in found]}, lines or ["没有要报送的单位。"]


def set_rule(store: "Store", options: argparse.Namespace) -> Told:
    """Without a cycle and a day the rule is told, else it is set."""
    from tracker.domain.periods import ReportingRule, reporting_date
    from tracker.usecases.feedback.periods import plan_periods, set_reporting_rule

    today = date.today()
    held = plan_periods(store, options.plan, today)
    operation = None
    if options.cycle or options.day is not None or options.next:
        cycle = Cycle(options.cycle) if options.cycle else held.rule.cycle
        changes = set_reporting_rule(store, options.plan, ReportingRule(cycle, options.day, options.next))
        held, operation = plan_periods(store, options.plan, today), changes.operation_id
    due = reporting_date(held.now, held.rule)
    data = {
        "plan_id": options.plan,
        "cycle": held.rule.cycle,
        "day": held.own_day,
        "next": held.rule.next,
        "period": held.now,
        "due": due,
        "operation": operation,
    }
    return data, [f"{held.rule.words}报送；本期 {held.now}，{due} 前报送"]
