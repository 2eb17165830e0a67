"""Gathering what 交办单, 催办单 and 督办通知单 say: which tasks, for whom, why, until when, and the usual demands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tracker.domain.ledger import LedgerTask
from tracker.domain.notice_words import fill
from tracker.domain.notices import NoticeKind
from tracker.domain.records import TaskDetail, UnitRecord
from tracker.domain.reporting import settles_task
from tracker.domain.terms import Light, Role, State
from tracker.errors import UserError
from tracker.reports.content import Document
from tracker.reports.notices import NoticeFacts, NoticeMatter, notice
from tracker.reports.titles import day_words
from tracker.storage.reading import ledger as reading
from tracker.storage.reading import plans, tasks, units
from tracker.storage.store import Store
from tracker.usecases.feedback.periods import reporting_rule
from tracker.usecases.house.holidays import work_calendar
from tracker.usecases.house.office import office
from tracker.usecases.house.settings import rules_in
from tracker.usecases.papers.ledger import ledger_line
from tracker.usecases.papers.notice_settings import notice_setting
from tracker.usecases.papers.notice_words import notice_words
from tracker.usecases.papers.report_request import ReportRequest

__all__ = [
    "assignment_content",
    "assignment_tasks",
    "assignment_texts",
    "reminder_content",
    "reminder_tasks",
    "reminder_texts",
    "supervision_content",
    "supervision_tasks",
    "supervision_texts",
]

_ANSWER_DAYS = {NoticeKind.ASSIGNMENT: 5, NoticeKind.REMINDER: 3, NoticeKind.SUPERVISION: 10}
"""Working days to answer where nobody says a day."""
_SLIP_DAYS = 2
_ROLE_WORDS = {Role.LEAD: "牵头", Role.JOINT: "分工", Role.SUPPORT: "配合", Role.IMPLEMENT: "落实"}


def assignment_content(store: Store, request: ReportRequest, today: date) -> Document:
    """交办单 for a unit, for tasks, or for tasks of a unit."""
    return notice(_facts(store, NoticeKind.ASSIGNMENT, request, today))


def reminder_content(store: Store, request: ReportRequest, today: date) -> Document:
    """催办单 for what is late or behind."""
    return notice(_facts(store, NoticeKind.REMINDER, request, today))


def supervision_content(store: Store, request: ReportRequest, today: date) -> Document:
    """督办通知单 with its slip."""
    return notice(_facts(store, NoticeKind.SUPERVISION, request, today))


def assignment_texts(store: Store, request: ReportRequest, today: date) -> dict[str, str]:
    """The words of a 交办单 where nobody typed others."""
    return _texts(store, NoticeKind.ASSIGNMENT, request, today)


def reminder_texts(store: Store, request: ReportRequest, today: date) -> dict[str, str]:
    """The words of a 催办单 where nobody typed others."""
    return _texts(store, NoticeKind.REMINDER, request, today)


def supervision_texts(store: Store, request: ReportRequest, today: date) -> dict[str, str]:
    """The words of a 督办通知单 where nobody typed others."""
    return _texts(store, NoticeKind.SUPERVISION, request, today)


def assignment_tasks(store: Store, request: ReportRequest, today: date) -> tuple[int, ...]:
    """The tasks that a 交办单 of this request is about."""
    return _ids(store, NoticeKind.ASSIGNMENT, request, today)


def reminder_tasks(store: Store, request: ReportRequest, today: date) -> tuple[int, ...]:
    """The tasks that a 催办单 of this request is about."""
    return _ids(store, NoticeKind.REMINDER, request, today)


def supervision_tasks(store: Store, request: ReportRequest, today: date) -> tuple[int, ...]:
    """The tasks that a 督办通知单 of this request is about."""
    return _ids(store, NoticeKind.SUPERVISION, request, today)


def assignment_answer_by(store: Store, request: ReportRequest, today: date) -> date:
    """Until when the slip of a 交办单 comes back."""
    return _answer_by(store, NoticeKind.ASSIGNMENT, request, today)


def reminder_answer_by(store: Store, request: ReportRequest, today: date) -> date:
    """Until when a 催办单 is answered."""
    return _answer_by(store, NoticeKind.REMINDER, request, today)


def supervision_answer_by(store: Store, request: ReportRequest, today: date) -> date:
    """Until when the slip of a 督办通知单 comes back."""
    return _answer_by(store, NoticeKind.SUPERVISION, request, today)


def _ids(store: Store, kind: NoticeKind, request: ReportRequest, today: date) -> tuple[int, ...]:
    return tuple(detail.row.id for detail in _chosen(store, kind, request, today))


def _chosen(store: Store, kind: NoticeKind, request: ReportRequest, today: date) -> list[TaskDetail]:
    """The tasks asked for; of a unit without any said: all for a 交办单, those late or behind for 催办 and 督办."""
    assert request.plan_id is not None
    if request.unit_id is None and not request.task_ids:
        raise UserError(
            f"{notice_setting(store).names.of(kind)}要指明单位或任务",
            "不知道发给谁、办什么",
            "请选择单位或任务",
        )
    with store.read() as db:
        wanted = reading.ledger_ids(db, request.plan_id, request.unit_id)
        if request.task_ids:
            wanted = [one for one in wanted if one in request.task_ids]
        details = tasks.task_details(db, wanted, today, rules_in(db))
    if not details:
        raise UserError("没有可以办的任务", "所选单位在这份方案里没有这些任务", "请重新选择单位或任务")
    if request.task_ids:
        return list(details)
    if kind is NoticeKind.ASSIGNMENT:
        left = [detail for detail in details if detail.row.state is not State.COMPLETED]
        if not left:
            raise UserError("这个单位没有要交办的任务", "它在这份方案里的任务都已完成", "确需交办的，请直接选择任务")
        return left
    assert request.unit_id is not None
    pressing = [detail for detail in details if _is_pressing(kind, detail) and _answers(detail, request.unit_id)]
    if not pressing:
        what = "已逾期或进度滞后较多" if kind is NoticeKind.SUPERVISION else "逾期、临期或进度滞后"
        raise UserError(
            f"这个单位没有要出{notice_setting(store).names.of(kind)}的任务", f"它牵头的任务没有{what}的", "确需发出的，请直接选择任务"
        )
    return pressing


def _is_pressing(kind: NoticeKind, detail: TaskDetail) -> bool:
    return detail.row.light is Light.RED or (kind is NoticeKind.REMINDER and detail.row.light is Light.AMBER)


def _answers(detail: TaskDetail, unit_id: int) -> bool:
    """Whether the unit speaks for the task; one that only cooperates is not asked after it."""
    return settles_task(unit_id, {each.unit_id: each.role for each in detail.assignments})


def _facts(store: Store, kind: NoticeKind, request: ReportRequest, today: date) -> NoticeFacts:
    details = _chosen(store, kind, request, today)
    with store.read() as db:
        plan = plans.plan(db, details[0].row.plan_id)
        assert plan is not None
        unit = next(iter(units.units(db, [request.unit_id])), None) if request.unit_id is not None else None
        own = reading.own_ids(db, unit.id) if unit else frozenset()
        rules = rules_in(db)
    us = office(store)
    issuer = us.name or plan.issuer or "、".join(plan.lead_units)
    usual, values = _usual(store, kind, request, today, details), _values(store, kind, request, today, details)

    def said(key: str) -> str:
        return fill(request.text(key), values) or usual.get(key, "")

    matters = tuple(
        _with_cause(
            kind,
            _matter(kind, ledger_line(detail, "", today), detail, unit, own, lambda task: task.state_text(today, rules)),
            request.causes.get(detail.row.id, ""),
        )
        for detail in details
    )
    given = notice_setting(store)
    return NoticeFacts(
        kind=kind,
        issuer=issuer,
        day=today,
        matters=matters,
        basis=_reasoned(said("basis"), kind, request, details),
        wants=said("wants"),
        back=f"请于签收后{_SLIP_DAYS}个工作日内退回{us.section or us.name or '交办单位'}",
        number=request.number,
        receiver=unit.full_name if unit else "",
        due=_due_words(store, kind, request, today, details),
        instruction=request.text("instruction"),
        cycle=said("cycle"),
        contact=said("contact"),
        phone=said("phone"),
        note=said("note"),
        opening=said("opening"),
        called=given.names.of(kind),
    )


def _matter(
    kind: NoticeKind,
    task: LedgerTask,
    detail: TaskDetail,
    unit: UnitRecord | None,
    own: frozenset[int],
    state_of: Callable[[LedgerTask], str],
) -> NoticeMatter:
    roles = sorted((each for each in task.assignments if each.unit_id in own), key=lambda each: each.unit_id != (unit.id if unit else 0))
    title = (task.title or task.content).strip().rstrip("。")
    content = task.content.strip()
    said = state_of(task) if task.percent is None else f"{state_of(task)}，完成{task.percent:g}%"
    if task.pace is not None and task.percent is not None and task.percent < 100:
        said += f"（序时进度{task.pace:.0f}%）"
    return NoticeMatter(
        number=task.number,
        title=title,
        leads="、".join(task.names(Role.LEAD) or task.names(Role.JOINT)) or "未明确",
        supports="、".join(task.names(Role.SUPPORT, Role.IMPLEMENT)),
        limit="、".join(dict.fromkeys(each.wording or (day_words(each.due) if each.due else "") for each in task.deadlines)),
        detail=content if content.rstrip("。") != title else "",
        role=_ROLE_WORDS[roles[0].role] if roles else "",
        cause="" if kind is NoticeKind.ASSIGNMENT else _cause(detail),
        standing=f"{said}。{task.report.progress}" if task.report and task.report.progress else f"{said}。",
    )


def _with_cause(kind: NoticeKind, matter: NoticeMatter, cause: str) -> NoticeMatter:
    """The matter with the cause for which the rules proposed a notice, in the place where the form of its kind tells it."""
    if not cause:
        return matter
    late = f"{matter.limit}，{cause}" if matter.limit else cause
    return replace(matter, cause=cause, limit=late if kind is NoticeKind.SUPERVISION else matter.limit)


def _reasoned(basis: str, kind: NoticeKind, request: ReportRequest, details: list[TaskDetail]) -> str:
    """The basis of a supervision of one matter, with why it was proposed: its form has no other place for it."""
    cause = request.causes.get(details[0].row.id, "") if len(details) == 1 and kind is NoticeKind.SUPERVISION else ""
    return f"{basis}；{cause}" if cause else basis


def _cause(detail: TaskDetail) -> str:
    """Why a task is asked after: why its light is red or yellow; nothing for another one that was chosen all the same."""
    row = detail.row
    if row.light not in (Light.RED, Light.AMBER):
        return ""
    return f"列为{row.light.label}：{row.light_set.reason}" if row.light_set else row.reason.replace(" ", "")


def _answer_by(store: Store, kind: NoticeKind, request: ReportRequest, today: date) -> date:
    return request.due or work_calendar(store).add_workdays(today, _ANSWER_DAYS[kind])


def _due_words(store: Store, kind: NoticeKind, request: ReportRequest, today: date, details: list[TaskDetail]) -> str:
    """The day that was said; else what the plan says as long as it lies ahead, or a day so many working days from today."""
    is_past = kind is NoticeKind.SUPERVISION and any(detail.row.due is not None and detail.row.due <= today for detail in details)
    if request.due is None and kind is not NoticeKind.REMINDER and len(details) > 1 and not is_past:
        return "按各项完成时限"
    row = details[0].row
    if request.due is None and kind is not NoticeKind.REMINDER and row.due is not None and row.due > today and not is_past:
        return f"{day_words(row.due)}前"
    if request.due is None and kind is NoticeKind.ASSIGNMENT:
        return row.wording or "长期坚持"
    return f"{day_words(_answer_by(store, kind, request, today))}前"


def _texts(store: Store, kind: NoticeKind, request: ReportRequest, today: date) -> dict[str, str]:
    return _usual(store, kind, request, today, _chosen(store, kind, request, today))


def _usual(store: Store, kind: NoticeKind, request: ReportRequest, today: date, details: list[TaskDetail]) -> dict[str, str]:
    """What stands in the form where nobody typed anything: the office's words with their fields filled, the basis, beat and contact."""
    plan, given = details[0].plan, notice_setting(store)
    numbers = f"第{details[0].row.number}项" if len(details) == 1 else ""
    basis = f"《{plan.title.strip('《》')}》" + (f"（{plan.doc_number}）" if plan.doc_number else "") + numbers
    values = _values(store, kind, request, today, details)
    words = notice_words(store)[kind]
    own = {place: fill(text, values) for place, text in words._asdict().items()}
    return {**own, "basis": basis, "cycle": values["周期"], "contact": given.contact, "phone": given.phone}


def notice_values(store: Store, kind: NoticeKind, request: ReportRequest, today: date) -> dict[str, str]:
    """What the fields of the office's words become in the notice that is asked for."""
    return _values(store, kind, request, today, _chosen(store, kind, request, today))


def _values(store: Store, kind: NoticeKind, request: ReportRequest, today: date, details: list[TaskDetail]) -> dict[str, str]:
    plan, answer = details[0].plan, _answer_by(store, kind, request, today)
    if request.unit_id is not None:
        with store.read() as db:
            unit = "、".join(one.full_name for one in units.units(db, [request.unit_id]))
    else:
        unit = "、".join(dict.fromkeys(name for detail in details for name in detail.row.leads))
    return {
        "单位": unit or "各承办单位",
        "项数": str(len(details)),
        "期限": f"{answer.month}月{answer.day}日" if answer.year == today.year else day_words(answer),
        "周期": reporting_rule(store, plan.id).words,
        "日期": day_words(today),
        "方案": plan.title.strip("《》"),
    }
