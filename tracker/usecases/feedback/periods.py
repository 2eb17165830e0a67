"""Report periods of a plan: how often units report on it and by when, which period is asked for, what was reported."""

from datetime import date
from typing import NamedTuple

from tracker.domain.periods import Cycle, ReportingRule, asked_now, recent, sort_key
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.storage.reading import periods as reading
from tracker.storage.reading import reporting
from tracker.storage.store import Store

__all__ = ["PlanPeriods", "asked_period", "plan_periods", "report_periods", "reporting_rule", "set_reporting_rule"]

_BACK = {Cycle.WEEK: 12, Cycle.MONTH: 11, Cycle.QUARTER: 5, Cycle.HALF_YEAR: 3}


class PlanPeriods(NamedTuple):
    """What a chooser of periods needs: the plan's rule, the period asked for now, and those to choose among, the latest first.

    `own_day`: the day that the plan itself names; None: the office's.
    """

    rule: ReportingRule
    now: str
    near: tuple[str, ...]
    reported: tuple[str, ...] = ()
    own_day: int | None = None

    def choices(self, *more: str) -> list[str]:
        """Those near today, those reported, and these, the latest first."""
        return sorted({*self.near, *self.reported, *more}, key=sort_key, reverse=True)


def plan_periods(store: Store, plan_id: int, today: date) -> PlanPeriods:
    """The periods of a plan as they stand on a day."""
    with store.read() as db:
        rule = reporting.reporting_rule(db, plan_id)
        reported = tuple(reading.report_periods(db, plan_id))
        own = reporting.own_day(db, plan_id)
    return PlanPeriods(rule, asked_now(today, rule), tuple(recent(today, rule.cycle, _BACK[rule.cycle])), reported, own)


def report_periods(store: Store, plan_id: int) -> list[str]:
    """For which periods ("2026-11") progress was reported, the newest first."""
    with store.read() as db:
        return reading.report_periods(db, plan_id)


def asked_period(store: Store, plan_id: int, today: date) -> str:
    """The period that units report for on a day."""
    with store.read() as db:
        return asked_now(today, reporting.reporting_rule(db, plan_id))


def reporting_rule(store: Store, plan_id: int) -> ReportingRule:
    """How often units report on a plan and by when, with the office's day where the plan names none."""
    with store.read() as db:
        return reporting.reporting_rule(db, plan_id)


def set_reporting_rule(store: Store, plan_id: int, rule: ReportingRule) -> Changes:
    """Choose how often units report on a plan and by when; without a day the office's holds. What was reported stays as it is."""
    from tracker.storage.reading.told import quoted
    from tracker.storage.tables import Plan

    most = 7 if rule.cycle is Cycle.WEEK else 31
    if rule.day is not None and not 1 <= rule.day <= most:
        if rule.cycle is Cycle.WEEK:
            raise UserError("每周的报送日应在周一到周日之间", f"现在填的是 {rule.day}", "请写 1（周一）到 7（周日）")
        raise UserError("报送日应在 1 到 31 之间", f"现在填的是 {rule.day}", "请改正报送日")
    with store.transaction("修改报送周期") as work:
        plan = work.get(Plan, plan_id)
        work.name = f"方案{quoted(plan.title)}改为{rule.words}报送"
        plan.cycle, plan.reporting_day, plan.reporting_next = rule.cycle, rule.day, rule.next
    return work.changes(plan_id)
