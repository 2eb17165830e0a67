"""问题清单, 整改销号台账 and 一案一档 from what is stored."""

from collections.abc import Callable
from datetime import date

from tracker.errors import UserError
from tracker.reports.content import Document
from tracker.reports.problem_papers import ProblemFacts, problem_files, problem_list, rectification_ledger
from tracker.storage.reading import plans
from tracker.storage.reading import problems as reading
from tracker.storage.store import Store
from tracker.usecases.house.office import office
from tracker.usecases.papers.report_request import ReportRequest

__all__ = ["files_content", "list_content", "rectification_content"]


def list_content(store: Store, request: ReportRequest, today: date) -> Document:
    """问题清单 of a plan, or of one unit in it."""
    return _made(problem_list, store, request, today)


def rectification_content(store: Store, request: ReportRequest, today: date) -> Document:
    """整改销号台账."""
    return _made(rectification_ledger, store, request, today)


def files_content(store: Store, request: ReportRequest, today: date) -> Document:
    """一案一档: a form for each problem."""
    return _made(problem_files, store, request, today)


def _made(make: Callable[[ProblemFacts], Document], store: Store, request: ReportRequest, today: date) -> Document:
    assert request.plan_id is not None
    with store.read() as db:
        plan = plans.plan(db, request.plan_id)
        if plan is None:
            raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
        found = reading.problems(db, request.plan_id, unit_id=request.unit_id)
    if not found:
        who = "这份方案还没有" if request.unit_id is None else "这个单位没有"
        raise UserError("没有可以列入的问题", f"{who}登记问题", "请先登记问题")
    own = office(store)
    return make(ProblemFacts(plan.title, own.name or plan.issuer or "、".join(plan.lead_units), today, tuple(found)))
