"""By when units report on each plan: its own rule, with the office's day where it names none."""

from collections.abc import Sequence
from typing import Any

from tracker.domain.periods import Cycle, ReportingRule
from tracker.storage.reader import Reader
from tracker.storage.reading.settings import setting

REPORTING_DAY = "reporting_day"


def reporting_rule(db: Reader, plan_id: int) -> ReportingRule:
    """The rule of a plan; the office's monthly one where the plan is gone."""
    return reporting_rules(db).get(plan_id) or ReportingRule(day=office_day(db))


def reporting_rules(db: Reader) -> dict[int, ReportingRule]:
    """The rules of all plans, by the plan's id."""
    usual = office_day(db)
    return {plan_id: rule_of(rest, usual) for plan_id, *rest in db.rows("SELECT id, cycle, reporting_day, reporting_next FROM plan")}


def rule_of(columns: Sequence[Any], usual: int | None) -> ReportingRule:
    """The rule of a plan from its cycle, reporting_day and reporting_next; `usual`: the office's day of the month."""
    name, day, later = columns
    cycle = Cycle(name)
    return ReportingRule(cycle, usual if day is None and cycle is not Cycle.WEEK else day, bool(later))


def own_day(db: Reader, plan_id: int) -> int | None:
    """The day that the plan itself names; None where the office's holds."""
    day = db.value("SELECT reporting_day FROM plan WHERE id = :plan_id", plan_id=plan_id)
    return None if day is None else int(day)


def office_day(db: Reader) -> int | None:
    """The day of the month by which units report in this office; None: the usual one."""
    day = setting(db, REPORTING_DAY)
    return None if day is None else int(day)
