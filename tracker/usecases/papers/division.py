"""Gathering what 任务分解表 and 责任分工方案 say: every task of a plan, in printed order, with its units, limits and leader."""

from datetime import date

from tracker.domain.passages import Draft
from tracker.errors import UserError
from tracker.reports.content import Document
from tracker.reports.division import DividedTask, DivisionFacts, division_plan, division_table, usual_closing, usual_opening
from tracker.storage.reading import ledger as reading
from tracker.storage.reading import plans, tasks
from tracker.storage.store import Store
from tracker.usecases.house.office import office
from tracker.usecases.house.settings import rules_in
from tracker.usecases.papers.ledger import ledger_line
from tracker.usecases.papers.report_request import ReportRequest

__all__ = ["division_content", "division_drafts", "division_facts", "division_plan_content", "division_texts"]


def division_content(store: Store, request: ReportRequest, today: date) -> Document:
    """任务分解表 of a plan."""
    return division_table(division_facts(store, request, today))


def division_plan_content(store: Store, request: ReportRequest, today: date) -> Document:
    """责任分工方案 of a plan."""
    return division_plan(division_facts(store, request, today))


def division_texts(store: Store, request: ReportRequest, today: date) -> dict[str, str]:
    """The words around the tasks where nobody typed others."""
    facts = division_facts(store, request, today)
    return {"opening": usual_opening(facts.plan_title, facts.doc_number), "closing": usual_closing()}


def division_drafts(store: Store, request: ReportRequest, today: date) -> tuple[Draft, ...]:
    """The same as passages that can be edited and kept."""
    texts = division_texts(store, request, today)
    return (Draft("opening", "开头", texts["opening"]), Draft("closing", "结尾", texts["closing"]))


def division_facts(store: Store, request: ReportRequest, today: date) -> DivisionFacts:
    """All that both say. Raises UserError where the plan is gone or has no tasks."""
    with store.read() as db:
        plan = None if request.plan_id is None else plans.plan(db, request.plan_id)
        if plan is None:
            raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
        details = tasks.task_details(db, reading.ledger_ids(db, plan.id, None), today, rules_in(db))
    if not details:
        raise UserError("这份方案还没有任务", "没有可以分解的内容", "请先导入或添加任务")
    return DivisionFacts(
        plan_title=plan.title,
        doc_number=plan.doc_number,
        office=office(store).name or plan.issuer or "、".join(plan.lead_units),
        today=today,
        tasks=tuple(DividedTask(detail.row.label, ledger_line(detail, "", today)) for detail in details),
        number=request.number,
        opening=request.text("opening"),
        closing=request.text("closing"),
    )
