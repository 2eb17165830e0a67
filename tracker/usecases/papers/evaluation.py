"""Gathering what 规划实施评估表 says: all of a plan, or a unit's part of it, as of a period where one is said."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from tracker.domain.evaluation import stage
from tracker.domain.figure_lines import Line
from tracker.domain.figures import period_said
from tracker.domain.periods import end_of
from tracker.domain.plan_lists import ListKind
from tracker.domain.records import PlanRecord
from tracker.errors import UserError
from tracker.reports.content import Document
from tracker.reports.evaluation import Evaluation, evaluation_table
from tracker.reports.figure_tables import Paper
from tracker.reports.titles import day_words
from tracker.storage.reading import ledger as ledger_reading
from tracker.storage.reading import plan_lists as lists
from tracker.storage.reading import plans, tasks, units
from tracker.storage.store import Store
from tracker.usecases.cycle import indicator_values, project_values, service_checks
from tracker.usecases.house.office import office
from tracker.usecases.house.settings import rules_in
from tracker.usecases.papers.ledger import ledger_line
from tracker.usecases.papers.ledger_parts import with_parts
from tracker.usecases.papers.report_request import ReportRequest

__all__ = ["evaluation_content", "evaluation_texts"]

L = TypeVar("L", bound=Line)


def evaluation_content(store: Store, request: ReportRequest, today: date) -> Document:
    """规划实施评估表. Raises UserError where the plan is gone, or has nothing to evaluate."""
    period, unit_id = request.period, request.unit_id
    with store.read() as db:
        plan = None if request.plan_id is None else plans.plan(db, request.plan_id)
        if plan is None:
            raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
        rules, known = rules_in(db), units.units(db)
        ids = {kind: [one for group in lists.list_groups(db, kind, plan.id) for one in group.ids] for kind in ListKind}
        indicators = indicator_values.lines_of(db, ids[ListKind.INDICATORS], today, period)
        projects = project_values.lines_of(db, ids[ListKind.PROJECTS], today, period)
        services = service_checks.lines_of(db, ids[ListKind.SERVICES])
        details = tasks.task_details(db, ledger_reading.ledger_ids(db, plan.id, unit_id), today, rules)
    unit = next((one for one in known if one.id == unit_id), None)
    own = None if unit_id is None else {unit_id, *(one.id for one in known if unit_id in one.member_ids)}
    facts = Evaluation(
        Paper(plan, office(store).name or plan.issuer or "、".join(plan.lead_units), today, _as_of(period, today)),
        _day(period, today),
        int(period[:4]) if period else today.year,
        request.text("stage") or _stage(plan, period, today),
        tuple(_of(indicators, own)),
        tuple(with_parts(ledger_line(detail, period, today), detail.parts, period, unit_id) for detail in details),
        tuple(_of(projects, own)),
        tuple(_of(services, own)),
        rules,
        "" if unit is None else unit.full_name,
    )
    if not (facts.indicators or facts.tasks or facts.projects or facts.services):
        whose = "这个单位在这份方案里" if unit_id is not None else "这份方案里"
        raise UserError(f"{whose}没有任务、指标、项目和服务", "没有可以评估的内容", "请换一份方案或一个单位")
    return evaluation_table(facts)


def evaluation_texts(store: Store, request: ReportRequest, today: date) -> dict[str, str]:
    """Which evaluation it is by the plan's time, where nobody says another."""
    with store.read() as db:
        plan = None if request.plan_id is None else plans.plan(db, request.plan_id)
    return {"stage": "" if plan is None else _stage(plan, request.period, today)}


def _stage(plan: PlanRecord, period: str, today: date) -> str:
    return stage(plan.period_start, plan.period_end, _day(period, today))


def _day(period: str, today: date) -> date:
    return min(end_of(period) or today, today) if period else today


def _as_of(period: str, today: date) -> str:
    return f"{period_said(period)}末" if period else day_words(today)


def _of(lines: Sequence[L], own: set[int] | None) -> list[L]:
    return [line for line in lines if own is None or any(unit.unit_id in own for unit in line.row.units)]
