"""Gathering what 时限月历 and 年度时限表 say: everything due in a month or a year, recurring duties laid out, and the days off."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from tracker.domain.issued import IssuedFilter, IssuedRecord
from tracker.domain.periods import end_of, period_at, period_before, periods_between, reporting_date, start_of
from tracker.domain.records import PlanRecord
from tracker.errors import UserError
from tracker.reports.content import Document
from tracker.reports.month_sheet import MonthFacts, month_sheet
from tracker.reports.titles import period_short
from tracker.reports.year_sheet import YearFacts, year_sheet
from tracker.storage.reading import issued, plans
from tracker.storage.store import Store
from tracker.usecases.feedback.periods import reporting_rule
from tracker.usecases.house.office import office
from tracker.usecases.papers.ledger import LedgerRequest, ledger_data
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.views.calendar import WorkCalendar, calendar_days, work_calendar

__all__ = ["month_content", "month_facts", "year_content", "year_facts"]

_MOST_NAMED = 2
"""More answers due on one day than this are counted instead of named."""


def month_content(store: Store, request: ReportRequest, today: date) -> Document:
    """时限月历 of a plan for a month, on A4 unless A3 is asked for."""
    return month_sheet(month_facts(store, request, today), request.paper or "A4")


def year_content(store: Store, request: ReportRequest, today: date) -> Document:
    """年度时限表 of a plan for a year, on A4 unless A3 is asked for."""
    return year_sheet(year_facts(store, request, today), request.paper or "A4")


def month_facts(store: Store, request: ReportRequest, today: date) -> MonthFacts:
    """Raises UserError for a period that is no month. A month with nothing due is a sheet too."""
    first, last = start_of(request.period), end_of(request.period)
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        raise UserError(f"不能按“{request.period}”出月历", "月历是一个月的", "请写成 2026-11 这样的形式")
    plan = _plan(store, request)
    calendar = work_calendar(store)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return MonthFacts(
        first=first,
        plan_title=plan.title,
        office=_office(store, plan),
        today=today,
        items=tuple(calendar_days(store, plan.id, first, last, today)),
        marks=tuple(_marks(store, request, plan.id, first, last, calendar)),
        off={day: calendar.holiday_name(day) for day in days if not calendar.is_workday(day)},
        worked=frozenset(day for day in days if calendar.is_swapped(day)),
        known=calendar.has_data(first.year),
    )


def year_facts(store: Store, request: ReportRequest, today: date) -> YearFacts:
    """The year that was said, else this one. Raises UserError where nothing is due in it."""
    plan = _plan(store, request)
    year = request.year or today.year
    days: dict[int, list[date]] = defaultdict(list)
    for item in calendar_days(store, plan.id, date(year, 1, 1), date(year, 12, 31), today):
        days[item.number].append(item.day)
    if not days:
        raise UserError(f"这份方案在{year}年没有到期的任务", "任务的时限都不在这一年，或者没有确定的日期", "请换一个年份")
    data = ledger_data(store, LedgerRequest(plan.id), today)
    found = {number: tuple(each) for number, each in days.items()}
    return YearFacts(year, plan.title, _office(store, plan), today, data.tasks, found, data.rules)


def _marks(
    store: Store, request: ReportRequest, plan_id: int, first: date, last: date, calendar: WorkCalendar
) -> Iterator[tuple[date, str]]:
    """The day of the reports, moved before days off, and the answers to notices that are still out."""
    for report, period in _reports(store, plan_id, first, last):
        day = calendar.workday_before(report)
        moved = f"（提前至{day.day}日）" if day != report else ""
        yield day, f"★{period_short(period)}反馈报送{moved}"
    with store.read() as db:
        out = issued.register(db, IssuedFilter(plan_id=plan_id, standing="open"), first)
    answers: dict[date, list[IssuedRecord]] = defaultdict(list)
    for record in out:
        if record.due is not None and first <= record.due <= last:
            answers[record.due].append(record)
    for day, records in answers.items():
        if len(records) > _MOST_NAMED:
            yield day, f"■{len(records)}份文书的反馈"
            continue
        for record in records:
            yield (
                day,
                f"■{record.number or record.title}反馈"
                + (f"（{record.unit or record.receiver}）" if record.unit or record.receiver else ""),
            )


def _reports(store: Store, plan_id: int, first: date, last: date) -> Iterator[tuple[date, str]]:
    """The days in the span by which units report, each with its period: the period before may be reported in the span too."""
    rule = reporting_rule(store, plan_id)
    before = period_before(period_at(first, rule.cycle))
    within = periods_between(first, last, rule.cycle)
    for period in (*([before] if before else []), *within):
        day = reporting_date(period, rule)
        if day is not None and first <= day <= last:
            yield day, period


def _plan(store: Store, request: ReportRequest) -> PlanRecord:
    with store.read() as db:
        plan = None if request.plan_id is None else plans.plan(db, request.plan_id)
    if plan is None:
        raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
    return plan


def _office(store: Store, plan: PlanRecord) -> str:
    return office(store).name or plan.issuer or "、".join(plan.lead_units)
