"""Which notices the rules would send next: 催办 and 督办 proposed from lateness, silence, and what went out before."""

from datetime import date
from typing import NamedTuple

from tracker.domain.issued import IssuedFilter, IssuedState
from tracker.domain.notices import Held, Matter, NoticeKind, Proposal, Sent, excused, proposals
from tracker.domain.periods import ReportingRule, reporting_date
from tracker.domain.records import TaskDetail
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.errors import UserError
from tracker.reports.content import Document
from tracker.reports.notice_proposals import ProposedNotice, proposals_document
from tracker.storage.reading import issued, ledger, plans, tasks
from tracker.storage.reading.reporting import reporting_rule
from tracker.storage.reading.scores import asked_periods
from tracker.storage.store import Store
from tracker.usecases.house.office import office
from tracker.usecases.house.settings import rules_in
from tracker.usecases.papers.notice_settings import notice_setting
from tracker.usecases.papers.report_request import ReportRequest

__all__ = ["Ladder", "ladder", "proposals_content", "proposed_notices"]

_KINDS = tuple(kind.value for kind in NoticeKind)


def proposals_content(store: Store, request: ReportRequest, today: date) -> Document:
    """催办督办建议表 of a plan, or of one unit in it. Raises UserError where the rules ask for nothing."""
    assert request.plan_id is not None
    with store.read() as db:
        plan = plans.plan(db, request.plan_id)
    if plan is None:
        raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
    found = ladder(store, request.plan_id, today, request.unit_id)
    if not found.proposed:
        spared = f"；另有{len(found.excused)}项人工定为绿灯" if found.excused else ""
        raise UserError("现在没有要催办、督办的任务", f"没有临期、逾期、催而未复、连续未报送或人工定为红灯黄灯的{spared}", "不需要这份文书")
    own = office(store)
    issuer = own.name or plan.issuer or "、".join(plan.lead_units)
    return proposals_document(plan.title, issuer, today, found.proposed, found.excused)


class Ladder(NamedTuple):
    """What the rules propose, and what they would but for lights that persons set to green; each in the order of the plan."""

    proposed: list[ProposedNotice]
    excused: list[ProposedNotice]


def proposed_notices(store: Store, plan_id: int, today: date, unit_id: int | None = None) -> list[ProposedNotice]:
    """The proposals in the order of the plan; `unit_id`: only tasks that this unit leads or shares."""
    return ladder(store, plan_id, today, unit_id).proposed


def ladder(store: Store, plan_id: int, today: date, unit_id: int | None = None) -> Ladder:
    """The proposals of a plan, and those that a light set by hand excuses. Of a task that is said to be done nothing is proposed while
    the office has to check that."""
    with store.read() as db:
        details = tasks.task_details(db, ledger.ledger_ids(db, plan_id, unit_id), today, rules_in(db))
        records = issued.register(db, IssuedFilter(kinds=_KINDS, plan_id=plan_id), today)
        rule = reporting_rule(db, plan_id)
        asked = asked_periods(db, plan_id)
    said = notice_setting(store)
    over = [period for period in asked if _is_over(period, rule, today)]
    sent: dict[int, list[Sent]] = {}
    told: dict[int, list[str]] = {}
    for record in reversed(records):
        if record.state is IssuedState.VOID:
            continue
        for task_id in record.task_ids:
            slip = Sent(NoticeKind(record.kind), record.issued_on, record.due, record.state is IssuedState.RETURNED)
            sent.setdefault(task_id, []).append(slip)
            told.setdefault(task_id, []).append(f"{record.number or record.title}（{record.issued_on:%m-%d}，{record.standing(today)}）")
    by_id = {detail.row.id: detail for detail in details if unit_id is None or _leads(detail, unit_id)}
    matters = [_matter(detail, over, tuple(sent.get(task_id, ()))) for task_id, detail in by_id.items() if not detail.row.claimed]

    def told_of(proposal: Proposal) -> ProposedNotice:
        detail = by_id[proposal.task_id]
        row, before = detail.row, "\n".join(told.get(proposal.task_id, ()))
        return ProposedNotice(
            proposal.kind,
            proposal.cause,
            row.number,
            row.title,
            "、".join(row.leads),
            row.due,
            row.percent,
            before,
            row.id,
            _lead_ids(detail),
            said.names.of(proposal.kind),
        )

    rules = said.rules
    return Ladder([told_of(one) for one in proposals(matters, today, rules)], [told_of(one) for one in excused(matters, today, rules)])


def _is_over(period: str, rule: ReportingRule, today: date) -> bool:
    due = reporting_date(period, rule)
    return due is not None and due < today


def _lead_ids(detail: TaskDetail) -> tuple[int, ...]:
    """The units that answer for a task: its leads, else those who share it."""
    for role in (Role.LEAD, Role.JOINT):
        found = dict.fromkeys(each.unit_id for each in detail.assignments if each.role is role and not each.is_group)
        if found:
            return tuple(found)
    return ()


def _leads(detail: TaskDetail, unit_id: int) -> bool:
    return any(each.unit_id == unit_id and each.role in (Role.LEAD, Role.JOINT) for each in detail.assignments)


def _matter(detail: TaskDetail, over: list[str], sent: tuple[Sent, ...]) -> Matter:
    row = detail.row
    dated = row.kind is DeadlineKind.DATE
    reported = {report.period for report in detail.reports}
    silent = 0
    for period in reversed(over):
        if period in reported:
            break
        silent += 1
    closed = row.state in (State.COMPLETED, State.ONGOING) or (row.kind is DeadlineKind.STANDING)
    held = Held(row.light_set.light, row.light_set.reason, row.light_set.on) if row.light_set else None
    return Matter(row.id, row.due if dated else None, closed, row.percent, silent, sent, held)
