"""Scores of units (考核): what happened in a span of time is gathered from the data, and the rule table makes points of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tracker.domain.folding import fold
from tracker.domain.periods import end_of, period_before, start_of
from tracker.domain.records import Changes, TaskDetail
from tracker.domain.scoring import Account, Event, Happening, ScoreRule, ScoreTable, accounts
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.errors import UserError
from tracker.reports.content import Document
from tracker.reports.score_sheet import ScoreFacts, score_sheet
from tracker.reports.titles import day_words, number_runs, period_words
from tracker.storage.reading import ledger, plans, tasks
from tracker.storage.reading import scores as reading
from tracker.storage.reading.scores import GivenPoints
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store
from tracker.usecases.office import office
from tracker.usecases.period_book import PeriodBook, Reported, period_book
from tracker.usecases.report_request import ReportRequest
from tracker.usecases.settings import SCORE_TABLE, rules_in, set_setting, setting

__all__ = [
    "GivenPoints",
    "give_points",
    "given_points",
    "score_accounts",
    "score_content",
    "score_table",
    "set_score_table",
    "take_points_back",
]

_LEADS, _OTHERS = (Role.LEAD, Role.JOINT), (Role.SUPPORT, Role.IMPLEMENT)
_SUPERVISION = "supervision"


@dataclass(frozen=True, slots=True)
class _Span:
    """A span of time in days, both counted; `words` as printed."""

    first: date
    last: date
    words: str

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def score_table(store: Store) -> ScoreTable:
    """The office's rules, or those of DOMAIN §9."""
    stored = setting(store, SCORE_TABLE, None)
    return ScoreTable() if stored is None else _table(stored)


def set_score_table(store: Store, table: ScoreTable) -> Changes:
    """Change the rules. Raises UserError for a table by which nothing could be counted."""
    if not table.least <= table.start <= table.most:
        raise UserError("计分规则没有保存", "基础分要在下限和上限之间", "请改正")
    if any(rule.cap is not None and rule.cap < 0 for rule in table.rules):
        raise UserError("计分规则没有保存", "封顶分不能是负数", "请改正")
    if table == ScoreTable():
        return set_setting(store, SCORE_TABLE, None)
    return set_setting(
        store,
        SCORE_TABLE,
        {
            "rules": [[rule.event, str(rule.points), None if rule.cap is None else str(rule.cap), rule.used] for rule in table.rules],
            "start": str(table.start),
            "least": str(table.least),
            "most": str(table.most),
            "factors": {role: str(factor) for role, factor in table.factors.items()},
            "weigh_load": table.weigh_load,
            "rank": table.rank,
        },
    )


def _table(stored: Mapping[str, Any]) -> ScoreTable:
    return ScoreTable(
        rules=tuple(
            ScoreRule(Event(event), Fraction(points), None if cap is None else Fraction(cap), used)
            for event, points, cap, used in stored["rules"]
        ),
        start=Fraction(stored["start"]),
        least=Fraction(stored["least"]),
        most=Fraction(stored["most"]),
        factors={Role(role): Fraction(factor) for role, factor in stored["factors"].items()},
        weigh_load=bool(stored["weigh_load"]),
        rank=bool(stored["rank"]),
    )


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


def score_content(store: Store, request: ReportRequest, today: date) -> Document:
    """考核评分表 of a plan for a period, or for the whole year that `request.year` names."""
    assert request.plan_id is not None
    span = _span(request, today)
    table, found, names = score_accounts(store, request.plan_id, span.first, span.last, today)
    with store.read() as db:
        plan = plans.plan(db, request.plan_id)
    assert plan is not None
    own = office(store)
    issuer = own.name or plan.issuer or "、".join(plan.lead_units)
    return score_sheet(ScoreFacts(plan.title, issuer, span.words, today, table, tuple(found), names))


def _span(request: ReportRequest, today: date) -> _Span:
    period = request.period or str(request.year or today.year)
    first, last = start_of(period), end_of(period)
    if first is None or last is None:
        raise UserError(f"不能按“{period}”考核", "考核时段是一个月、一个季度或一年", "请写成 2026-11 或 2026-Q3 这样的形式")
    return _Span(first, last, f"{period}年" if period.isdigit() else period_words(period))


def score_accounts(store: Store, plan_id: int, first: date, last: date, today: date) -> tuple[ScoreTable, list[Account], dict[int, str]]:
    """The rules, the account of every unit of the plan in official order, and the units' names. Only what happened by today counts."""
    span = _Span(first, min(last, today), "")
    with store.read() as db:
        if plans.plan(db, plan_id) is None:
            raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
        details = tasks.task_details(db, ledger.ledger_ids(db, plan_id, None), today, rules_in(db))
        given = reading.given(db, plan_id)
        periods = [period for period in reading.asked_periods(db, plan_id) if end_of(period) in _Span(first, last, "")]
        supervised = reading.supervised(db, plan_id, first, span.last, _SUPERVISION)
        names = reading.unit_names(db)
    loads: dict[int, int] = {}
    for detail in details:
        for each in detail.assignments:
            if not each.is_group:
                loads[each.unit_id] = loads.get(each.unit_id, 0) + 1
    loads = {unit_id: loads[unit_id] for unit_id in names if unit_id in loads}
    happenings = [
        *_of_tasks(details, span),
        *(happening for period in periods for happening in _of_book(period_book(store, plan_id, period, today), span)),
        *_of_texts(details, periods),
        *(Happening(unit_id, Event.SUPERVISED, words, on) for unit_id, words, on in supervised),
        *(Happening(each.unit_id, each.event, each.reason, each.given_on, points=each.points) for each in given if each.given_on in span),
    ]
    table = score_table(store)
    return table, accounts(loads, happenings, table), names


def _of_tasks(details: list[TaskDetail], span: _Span) -> Iterator[Happening]:
    """Late and early tasks whose day is in the span; a task that was done late is late too."""
    for detail in details:
        row = detail.row
        main = next((each for each in detail.deadlines if each.is_main), next(iter(detail.deadlines), None))
        due = row.due if main is None or main.kind is not DeadlineKind.DATE else main.due
        if due is None or row.kind is not DeadlineKind.DATE or row.state is State.ONGOING or due not in span:
            continue
        done = row.completed_on if row.state is State.COMPLETED else None
        name = f"任务{row.number}{quoted(row.title)}"
        if (done is None and due < span.last) or (done is not None and done > due):
            ending = f"，{day_words(done)}才完成" if done else ""
            for each in detail.assignments:
                if not each.is_group:
                    event = Event.OVERDUE_LEAD if each.role in _LEADS else Event.OVERDUE_SUPPORT
                    yield Happening(each.unit_id, event, f"{name}应于{day_words(due)}前完成{ending}", due, row.id, each.role)
        elif done is not None and done < due:
            for each in detail.assignments:
                if each.role in _LEADS and not each.is_group:
                    yield Happening(each.unit_id, Event.EARLY, f"{name}提前{(due - done).days}天完成", done, row.id, each.role)


def _of_book(book: PeriodBook, span: _Span) -> Iterator[Happening]:
    """Who did not report, reported late, or was sent its file back; nobody before the day."""
    if book.due_on is None or book.due_on >= span.last:
        return
    words = period_words(book.period)
    for row in book.rows:
        if row.standing in (Reported.NOTHING, Reported.SENT_BACK):
            cause = f"{words}推进情况应于{day_words(book.due_on)}前报送，至今没有有效报送"
            yield Happening(row.unit.id, Event.NOT_REPORTED, cause, book.due_on, period=book.period)
        elif row.late and row.reported_at is not None:
            cause = f"{words}推进情况应于{day_words(book.due_on)}前报送，{day_words(row.reported_at.date())}收到"
            yield Happening(row.unit.id, Event.LATE, cause, row.reported_at.date(), period=book.period)
        for file in row.files:
            if file.state == "sent_back":
                cause = f"{words}推进情况“{file.name}”被退回"
                yield Happening(row.unit.id, Event.SENT_BACK, cause, file.received_at.date(), period=book.period)


def _of_texts(details: list[TaskDetail], periods: list[str]) -> Iterator[Happening]:
    """Reports that say nothing, or the same as the period before: once for each lead unit and period, with the tasks' numbers."""
    for period in periods:
        poor: dict[int, list[int]] = defaultdict(list)
        for detail in details:
            texts = {report.period: report for report in detail.reports}
            now, before = texts.get(period), texts.get(period_before(period) or "")
            if now is None or now.state in (State.COMPLETED, State.ONGOING):
                continue
            said = _bare(now.progress)
            if not said or (before is not None and said == _bare(before.progress)):
                for each in detail.assignments:
                    if each.role in _LEADS and not each.is_group:
                        poor[each.unit_id].append(detail.row.number)
        for unit_id, numbers in poor.items():
            cause = f"{period_words(period)}有{len(numbers)}项任务的进展空白或与上期相同（编号{number_runs(numbers)}）"
            yield Happening(unit_id, Event.POOR_TEXT, cause, period=period)


def _bare(text: str) -> str:
    """A text without what two writings of the same words differ in."""
    return "".join(fold(text).split()).rstrip(".。")
