"""延期申请审批表 and 延期登记表 from what is stored."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.extensions import ExtensionRecord
from tracker.errors import UserError
from tracker.reports.content import Document
from tracker.reports.extension_papers import ExtensionFacts, approval_form, extension_register
from tracker.storage.reading import extensions as reading
from tracker.storage.reading import plans
from tracker.storage.reading.tasks import task_details
from tracker.storage.store import Store
from tracker.usecases.house.office import office
from tracker.usecases.house.settings import rules_in
from tracker.usecases.papers.report_request import ReportRequest

__all__ = ["approval_content", "extension_matters", "register_content"]


def approval_content(store: Store, request: ReportRequest, today: date) -> Document:
    """延期申请审批表: of the task that is named, else of the request that came last; one that waits goes before those decided."""
    found = _wanted(store, request)
    if request.task_ids:
        found = [one for one in found if one.task_id == request.task_ids[0]]
    if not found:
        raise UserError("没有延期申请", "还没有登记这样的申请", "请先在任务详情的“延期申请”里登记")
    one = next((one for one in found if one.is_open), found[0])
    with store.read() as db:
        details = task_details(db, [one.task_id], today, rules_in(db))
    return approval_form(_facts(store, request, today, [one], details[0].content if details else ""))


def register_content(store: Store, request: ReportRequest, today: date) -> Document:
    """延期登记表 of a plan, or of one unit in it; with a year only what was asked in it."""
    found = [one for one in _wanted(store, request) if request.year in (None, one.asked_on.year)]
    if not found:
        raise UserError("没有可以列入的延期申请", "还没有登记这样的申请", "请先在任务详情的“延期申请”里登记")
    return extension_register(_facts(store, request, today, found))


def extension_matters(store: Store, request: ReportRequest, today: date) -> tuple[int, ...]:
    """The task that 延期申请审批表 is about."""
    found = [one for one in _wanted(store, request) if not request.task_ids or one.task_id == request.task_ids[0]]
    one = next((one for one in found if one.is_open), next(iter(found), None))
    return () if one is None else (one.task_id,)


def _wanted(store: Store, request: ReportRequest) -> list[ExtensionRecord]:
    with store.read() as db:
        found = reading.extensions(db, plan_id=request.plan_id)
    return [one for one in found if request.unit_id in (None, one.unit_id)]


def _facts(store: Store, request: ReportRequest, today: date, found: Sequence[ExtensionRecord], content: str = "") -> ExtensionFacts:
    assert request.plan_id is not None
    with store.read() as db:
        plan = plans.plan(db, request.plan_id)
    if plan is None:
        raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
    own = office(store)
    return ExtensionFacts(plan.title, own.name or plan.issuer or "、".join(plan.lead_units), today, tuple(found), content)
