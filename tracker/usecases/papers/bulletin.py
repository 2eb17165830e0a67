"""Gathering what a monthly bulletin says: the plan's tasks as reported for a period, who has not reported, and the period before."""

from datetime import date

from tracker.domain.bulletin import Figures, by_heading, by_lead, figures, standings, words_of
from tracker.domain.passages import Draft, Figure
from tracker.domain.periods import end_of, period_before
from tracker.errors import UserError
from tracker.reports.bulletin import BulletinFacts, Missing, bulletin
from tracker.reports.bulletin_passages import drafts, general_figures
from tracker.reports.content import Document
from tracker.storage.reading import document_texts as reading
from tracker.storage.reading import issued as register
from tracker.storage.store import Store
from tracker.usecases.cycle.snapshots import Snapshot, snapshot
from tracker.usecases.feedback.period_book import NOT_REPORTED, Reported, period_book
from tracker.usecases.feedback.sheet_known import known_tasks
from tracker.usecases.house.office import office
from tracker.usecases.house.units import list_units
from tracker.usecases.papers.ledger import LedgerRequest, ledger_data
from tracker.usecases.papers.report_request import ReportRequest

KIND = "bulletin"
__all__ = ["bulletin_content", "bulletin_drafts", "bulletin_facts", "bulletin_figures", "bulletin_texts"]


def bulletin_content(store: Store, request: ReportRequest, today: date) -> Document:
    """月度通报 of a plan for a period, as a content tree."""
    return bulletin(bulletin_facts(store, request, today))


def bulletin_drafts(store: Store, request: ReportRequest, today: date) -> tuple[Draft, ...]:
    """The passages that can be edited, as the program writes them, each figure with the tasks it counts."""
    return drafts(bulletin_facts(store, request, today))


def bulletin_texts(store: Store, request: ReportRequest, today: date) -> dict[str, str]:
    """The words that the bulletin has where nobody typed others; a paragraph is one line."""
    return {draft.place: draft.text for draft in drafts(bulletin_facts(store, request, today))}


def bulletin_figures(store: Store, request: ReportRequest, today: date) -> list[tuple[str, tuple[Figure, ...]]]:
    """The figures of the bulletin's tables with the tasks they count: of all tasks, of every section, of every lead unit."""
    facts = bulletin_facts(store, request, today)
    groups = by_heading(facts.lines)
    named = [("全部任务", list(facts.lines))]
    named += [(name or "未分类", lines) for name, lines in groups.items()] if len(groups) > 1 else []
    named += [(name or "未明确牵头单位", lines) for name, lines in by_lead(facts.lines, facts.unit_order).items()]
    return [(name, general_figures(facts, lines, everything=True)) for name, lines in named]


def bulletin_facts(store: Store, request: ReportRequest, today: date) -> BulletinFacts:
    """All that the bulletin says. It stands on the last day of the period, or on today while the period runs. It is dated today; that of
    a frozen period which was issued already bears the day on which it was.

    Raises UserError for a plan or period that there is not.
    """
    assert request.plan_id is not None
    last = end_of(request.period)
    if last is None:
        raise UserError(f"不能按“{request.period}”出通报", "期次是一周、一月、一季、半年或一年", "请写成 2026-11 这样的形式")
    data = ledger_data(store, LedgerRequest(request.plan_id, period=request.period), min(today, last))
    if not data.tasks:
        raise UserError("这份方案还没有任务，出不了通报", "", "请先导入或添加任务")
    frozen, there, issued = snapshot(store, request.plan_id, request.period), None, today
    if frozen is not None:
        with store.read() as db:
            there = reading.still_there(db, [line.task.task_id for line in frozen.lines])
            issued = register.issued_on(db, KIND, request.plan_id, request.period) or today
        day, lines, missing, owing = frozen.head.day, frozen.lines, _missing_frozen(frozen), len(frozen.units)
    else:
        day = min(today, last)
        lines = standings(data.tasks, day, data.rules)
        missing, owing = _missing_now(store, request.plan_id, request.period, today)
    before = period_before(request.period)
    own = office(store)
    return BulletinFacts(
        plan_title=data.plan.title,
        period=request.period,
        day=day,
        issued=issued,
        office=own.name or data.plan.issuer or "、".join(data.plan.lead_units),
        lines=lines,
        words=words_of(data.rules),
        missing=missing,
        owing=owing,
        unit_order=tuple(unit.display for unit in list_units(store)),
        before=_before(store, request.plan_id, before),
        before_period=before or "",
        number=request.number,
        texts=request.texts,
        rank=request.ranked,
        there=there,
    )


def _missing_now(store: Store, plan_id: int, period: str, today: date) -> tuple[tuple[Missing, ...], int]:
    """Who owes a report after its day, and how many units owe one at all."""
    book = period_book(store, plan_id, period, today)
    numbers = {task.task_id: task.number for task in known_tasks(store, plan_id, period)}
    missing = tuple(
        Missing(
            row.unit.display,
            tuple(sorted(numbers[task_id] for task_id in row.missing)),
            row.standing in NOT_REPORTED,
            row.standing is Reported.EMPTY,
        )
        for row in book.rows
        if row.missing and (book.due_on is None or today > book.due_on)
    )
    return missing, len(book.rows)


def _missing_frozen(frozen: Snapshot) -> tuple[Missing, ...]:
    said = [(unit, Reported(unit.standing)) for unit in frozen.units if unit.missing]
    return tuple(Missing(unit.name, unit.missing, how in NOT_REPORTED, how is Reported.EMPTY) for unit, how in said)


def _before(store: Store, plan_id: int, period: str | None) -> Figures | None:
    """The figures of the period before, or None where nothing was reported for it."""
    last = end_of(period) if period else None
    if period is None or last is None:
        return None
    frozen = snapshot(store, plan_id, period)
    if frozen is not None:
        return figures(frozen.lines)
    data = ledger_data(store, LedgerRequest(plan_id, period=period), last)
    if not any(task.report and task.report.period == period for task in data.tasks):
        return None
    return figures(standings(data.tasks, last, data.rules))
