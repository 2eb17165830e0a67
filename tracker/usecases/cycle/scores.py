"""Scores of units (考核): points given by hand, the accounts of a span of time, and the paper that shows them."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tracker.domain.periods import end_of, start_of
from tracker.domain.records import Changes
from tracker.domain.scoring import Account, Event, ScoreTable, accounts
from tracker.errors import UserError
from tracker.reports.content import Document
from tracker.reports.score_sheet import ScoreFacts, score_sheet
from tracker.reports.titles import period_words
from tracker.storage.reading import plans
from tracker.storage.reading import scores as reading
from tracker.storage.reading.scores import GivenPoints, SignoffHead
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store
from tracker.usecases.cycle.score_events import Span, gather
from tracker.usecases.cycle.score_rules import score_table, set_score_table
from tracker.usecases.cycle.score_signoff import signed_accounts, signoff_of
from tracker.usecases.house.office import office
from tracker.usecases.papers.report_request import ReportRequest

__all__ = [
    "GivenPoints",
    "ScoreBook",
    "give_points",
    "given_points",
    "score_accounts",
    "score_book",
    "score_content",
    "score_span",
    "score_table",
    "set_score_table",
    "take_points_back",
]


@dataclass(frozen=True, slots=True)
class ScoreBook:
    """The accounts of a span. `signed`: who signed them when; then table, accounts and names are those that were signed, and
    `changed` names the units whose score would be another one by the data of today."""

    span: Span
    table: ScoreTable
    accounts: tuple[Account, ...]
    names: dict[int, str]
    signed: SignoffHead | None = None
    changed: tuple[str, ...] = ()


def give_points(
    store: Store, plan_id: int, unit_id: int, points: Fraction | None, reason: str, today: date, by: str = "", on: date | None = None
) -> Changes:
    """Give a unit points by hand; None: praise, for which the rule table says how many. Raises UserError without a reason."""
    from tracker.storage.tables import Plan, ScorePoint, Unit

    words = " ".join(reason.split())
    if not words:
        raise UserError("没有写明理由", "每一分都要有依据", "请写一句理由")
    if points == 0 or (points is not None and abs(points) > 100):
        raise UserError("分值不对", "它是 0，或超过 100 分", "请改正分值")
    with store.transaction("人工计分") as work:
        work.get(Plan, plan_id)
        unit = work.get(Unit, unit_id)
        work.name = f"给{quoted(unit.short_name or unit.full_name)}{'记表扬' if points is None else '人工计分'}{quoted(words)}"
        row = work.add(
            ScorePoint(
                plan_id=plan_id,
                unit_id=unit_id,
                event=Event.PRAISED if points is None else Event.MANUAL,
                points="" if points is None else str(points),
                reason=words,
                given_on=on or today,
                given_by=by.strip(),
            )
        )
        made = row.id
    return work.changes(made)


def take_points_back(store: Store, point_id: int) -> Changes:
    """Take points given by hand away again."""
    from tracker.storage.tables import ScorePoint

    with store.transaction("删除人工计分") as work:
        row = work.get(ScorePoint, point_id)
        work.name = f"删除人工计分{quoted(row.reason)}"
        work.delete(row)
    return work.changes()


def given_points(store: Store, plan_id: int) -> list[GivenPoints]:
    """What was given by hand in a plan, the latest first."""
    with store.read() as db:
        return reading.given(db, plan_id)


def score_span(period: str) -> Span:
    """The days of a month, a quarter, a half-year or a year, with its name. Raises UserError for anything else."""
    first, last = start_of(period), end_of(period)
    if first is None or last is None:
        raise UserError(f"不能按“{period}”考核", "考核时段是一个月、一个季度或一年", "请写成 2026-11 或 2026-Q3 这样的形式")
    return Span(first, last, f"{period}年" if period.isdigit() else period_words(period))


def score_accounts(store: Store, plan_id: int, first: date, last: date, today: date) -> tuple[ScoreTable, list[Account], dict[int, str]]:
    """The rules, the account of every unit of the plan in official order, and the units' names, by the data of today."""
    loads, happenings, names = gather(store, plan_id, first, last, today)
    table = score_table(store)
    return table, accounts(loads, happenings, table), names


def score_book(store: Store, plan_id: int, period: str, today: date) -> ScoreBook:
    """The accounts of a month, a quarter or a year: as signed where they were signed, else by the data of today."""
    span = score_span(period)
    table, found, names = score_accounts(store, plan_id, span.first, span.last, today)
    signed = signoff_of(store, plan_id, span.first, span.last)
    if signed is None:
        return ScoreBook(span, table, tuple(found), names)
    live = {account.unit_id: account.total for account in found}
    table, kept, kept_names = signed_accounts(store, signed)
    held = {account.unit_id: account.total for account in kept}
    changed = [kept_names.get(unit_id) or names[unit_id] for unit_id in {**held, **live} if held.get(unit_id) != live.get(unit_id)]
    return ScoreBook(span, table, kept, kept_names, signed, tuple(changed))


def score_content(store: Store, request: ReportRequest, today: date) -> Document:
    """考核评分表 of a plan for a period, or for the whole year that `request.year` names."""
    assert request.plan_id is not None
    book = score_book(store, request.plan_id, request.period or str(request.year or today.year), today)
    with store.read() as db:
        plan = plans.plan(db, request.plan_id)
    assert plan is not None
    own = office(store)
    issuer = own.name or plan.issuer or "、".join(plan.lead_units)
    facts = ScoreFacts(plan.title, issuer, book.span.words, today, book.table, book.accounts, book.names)
    if book.signed is None:
        return score_sheet(facts)
    return score_sheet(facts.signed(book.signed.signed_by, book.signed.signed_on))
