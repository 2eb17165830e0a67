"""Papers about a period: 发放登记表, 未报送名单, 按时报送率统计表 and 催报通知, from the book of the period."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tracker.errors import UserError
from tracker.progress import Progress, silent
from tracker.reports.content import Document, safe_name
from tracker.reports.period_papers import ALL, EMPTY, NOT_REPORTED, PARTLY, SENT_BACK, PaperUnit, PeriodFacts, not_reported, punctuality
from tracker.reports.period_papers import register as register_of
from tracker.reports.period_papers import urging as urging_of
from tracker.reports.titles import period_words
from tracker.storage.reading import plans
from tracker.storage.store import Store
from tracker.usecases.feedback.period_book import Reported, period_book
from tracker.usecases.feedback.sheet_known import known_tasks
from tracker.usecases.feedback.sheet_make import checked_period
from tracker.usecases.house.holidays import work_calendar
from tracker.usecases.house.office import office
from tracker.usecases.papers.documents import check_kind, write_document
from tracker.usecases.papers.layouts import current_layout
from tracker.usecases.papers.report_request import ReportRequest

__all__ = ["PAPERS", "Paper", "paper_content", "paper_file_name", "period_facts", "write_paper"]

_READ_SHARE = 0.3
_DAYS_TO_ANSWER = 2
_STANDINGS = {
    Reported.ALL: ALL,
    Reported.PARTLY: PARTLY,
    Reported.SENT_BACK: SENT_BACK,
    Reported.EMPTY: EMPTY,
    Reported.NOTHING: NOT_REPORTED,
}


class Paper(NamedTuple):
    """A kind of paper, its name and the kinds of files it can be."""

    kind: str
    name: str
    files: tuple[str, ...] = (".docx", ".xlsx")


PAPERS = (
    Paper("handouts", "发放登记表"),
    Paper("not-reported", "未报送名单"),
    Paper("on-time", "按时报送率统计表"),
    Paper("urging", "催报通知", (".docx",)),
)


def paper_content(store: Store, kind: str, plan_id: int, period: str, today: date, *, answer_by: date | None = None) -> Document:
    """What the paper says. `answer_by`: until when late units are asked to report, else two working days from today.

    Raises UserError where there is nothing to say.
    """
    facts = period_facts(store, plan_id, period, today)
    if kind == "handouts":
        if not any(unit.handed_out for unit in facts.units):
            raise UserError(f"{period_words(period)}还没有发放推进情况表", "", "请先生成推进情况表")
        return register_of(facts)
    if kind == "on-time":
        return punctuality(facts)
    if not facts.of(NOT_REPORTED, EMPTY, SENT_BACK, PARTLY):
        raise UserError(f"{period_words(period)}已全部报齐", "没有未报送的单位", "不需要这份文书")
    if kind == "not-reported":
        return not_reported(facts)
    return urging_of(facts, answer_by or urging_answer_by(store, ReportRequest(), today))


def urging_answer_by(store: Store, request: ReportRequest, today: date) -> date:
    """Until when those late are asked to report."""
    return request.due or work_calendar(store).add_workdays(today, _DAYS_TO_ANSWER)


def write_paper(
    store: Store,
    kind: str,
    plan_id: int,
    period: str,
    out: Path,
    today: date,
    *,
    answer_by: date | None = None,
    progress: Progress = silent,
    fonts: Collection[str] | None = None,
) -> str:
    """Write the paper to `out`; gives its name. A file is complete or not there."""
    paper = next(one for one in PAPERS if one.kind == kind)
    if out.suffix.lower() not in paper.files:
        check_kind(out)
        raise UserError(f"{paper.name}不能存为“{out.name}”", "它是 Word 文书", "请把文件名的结尾改为 .docx")
    progress(0.0, "正在读取报送情况")
    content = paper_content(store, kind, plan_id, period, today, answer_by=answer_by)
    progress(_READ_SHARE, "正在排版")
    write_document(content, out, lambda done, text: progress(_READ_SHARE + (1 - _READ_SHARE) * done, text), fonts, current_layout(store))
    return content.name


def paper_file_name(kind: str, period: str, suffix: str) -> str:
    """A file name for the paper: 2026年11月未报送名单.docx."""
    paper = next(one for one in PAPERS if one.kind == kind)
    return safe_name(f"{period_words(period)}{paper.name}", suffix)


def period_facts(store: Store, plan_id: int, period: str, today: date) -> PeriodFacts:
    """All that the papers say, as it stands on a day. Raises UserError for a period that is no month and for a plan without units."""
    checked_period(period)
    with store.read() as db:
        plan = plans.plan(db, plan_id)
    if plan is None:
        raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
    numbers = {task.task_id: task.number for task in known_tasks(store, plan_id, period)}
    book = period_book(store, plan_id, period, today)
    if not book.rows:
        raise UserError("这份方案没有要报送的单位", "任务上还没有责任单位", "请先在任务里填上责任单位")
    own = office(store)
    units = tuple(
        PaperUnit(
            name=row.unit.full_name,
            tasks=tuple(numbers[task_id] for task_id in row.tasks),
            lead=row.lead,
            missing=tuple(numbers[task_id] for task_id in row.missing),
            standing=_STANDINGS[row.standing],
            late=row.late,
            handed_out=row.handed_out,
            handed_out_as=row.handed_out_as,
            reported_at=row.reported_at,
            files=tuple(file.name for file in row.files),
        )
        for row in book.rows
    )
    issuer = own.name or plan.issuer or "、".join(plan.lead_units)
    return PeriodFacts(plan.title, period, book.due_on, today, issuer, own.section, units)
