"""What happened to the units of a plan in a span of time, gathered from the data for their scores; every event names its cause."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tracker.domain.folding import fold
from tracker.domain.periods import end_of, period_before, reporting_date
from tracker.domain.records import TaskDetail
from tracker.domain.scoring import Event, Happening
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.errors import UserError
from tracker.reports.titles import day_words, number_runs, period_words
from tracker.storage.reading import ledger, plans, sheets, tasks
from tracker.storage.reading import scores as reading
from tracker.storage.reading.reporting import reporting_rule
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store
from tracker.usecases.feedback.period_book import PeriodBook, Reported, period_book
from tracker.usecases.house.settings import rules_in

_LEADS = (Role.LEAD, Role.JOINT)
_SUPERVISION = "supervision"


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time in days, both counted; `words` as printed."""

    first: date
    last: date
    words: str = ""

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


class Gathered(NamedTuple):
    """How many tasks each unit of the plan has, in official order; what happened; the units' names."""

    loads: dict[int, int]
    happenings: list[Happening]
    names: dict[int, str]


def gather(store: Store, plan_id: int, first: date, last: date, today: date) -> Gathered:
    """Only what happened by today counts. Raises UserError where the plan is gone."""
    span = Span(first, min(last, today))
    with store.read() as db:
        if plans.plan(db, plan_id) is None:
            raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
        details = tasks.task_details(db, ledger.ledger_ids(db, plan_id, None), today, rules_in(db))
        given = reading.given(db, plan_id)
        rule = reporting_rule(db, plan_id)
        # A period is counted where its reporting day lies, which may be after its end.
        periods = [one for one in reading.asked_periods(db, plan_id) if (reporting_date(one, rule) or end_of(one)) in Span(first, last)]
        supervised = reading.supervised(db, plan_id, first, span.last, _SUPERVISION)
        names = reading.unit_names(db)
        owed = Counter(unit_id for task in sheets.tasks(db, plan_id) for unit_id in task.units)
    # A group's members owe its reports, so they are scored by them; whose fault a group's lateness is nobody can tell.
    loads = {unit_id: owed[unit_id] for unit_id in names if unit_id in owed}
    books = [book for book in (period_book(store, plan_id, period, today) for period in periods) if _is_over(book, today)]
    happenings = [
        *_of_tasks(details, span),
        *(happening for book in books for happening in _of_book(book)),
        *_of_texts(details, periods, {(book.period, row.unit.id) for book in books for row in book.rows if row.standing is Reported.EMPTY}),
        *(Happening(unit_id, Event.SUPERVISED, words, on, issued_id=issued_id) for unit_id, words, on, issued_id in supervised),
        *(
            Happening(each.unit_id, each.event, each.reason, each.given_on, points=each.points, point_id=each.id)
            for each in given
            if each.given_on in span
        ),
    ]
    return Gathered(loads, happenings, names)


def _of_tasks(details: list[TaskDetail], span: Span) -> Iterator[Happening]:
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
                    yield Happening(each.unit_id, event, f"{name}应于{day_words(due)}前完成{ending}", due, each.role, task_ids=(row.id,))
        elif done is not None and done < due:
            for each in detail.assignments:
                if each.role in _LEADS and not each.is_group:
                    yield Happening(each.unit_id, Event.EARLY, f"{name}提前{(due - done).days}天完成", done, each.role, task_ids=(row.id,))


def _is_over(book: PeriodBook, today: date) -> bool:
    """Whether the day of a period's reports has passed: nobody is blamed before."""
    return book.due_on is not None and book.due_on < today


def _of_book(book: PeriodBook) -> Iterator[Happening]:
    """Who did not report, reported nothing, reported late, or was sent its file back."""
    assert book.due_on is not None
    words = period_words(book.period)
    for row in book.rows:
        if row.standing in (Reported.NOTHING, Reported.SENT_BACK):
            cause = f"{words}推进情况应于{day_words(book.due_on)}前报送，至今没有有效报送"
            yield Happening(row.unit.id, Event.NOT_REPORTED, cause, book.due_on, period=book.period)
        elif row.standing is Reported.EMPTY:
            cause = f"{words}交回的推进情况表是空的（空报）"
            yield Happening(row.unit.id, Event.POOR_TEXT, cause, book.due_on, period=book.period, file_id=row.files[-1].id)
        elif row.late and row.reported_at is not None:
            cause = f"{words}推进情况应于{day_words(book.due_on)}前报送，{day_words(row.reported_at.date())}收到"
            first = next((file.id for file in row.files if file.state != "sent_back"), None)
            yield Happening(row.unit.id, Event.LATE, cause, row.reported_at.date(), period=book.period, file_id=first)
        for file in row.files:
            if file.state == "sent_back":
                cause = f"{words}推进情况“{file.name}”被退回"
                yield Happening(row.unit.id, Event.SENT_BACK, cause, file.received_at.date(), period=book.period, file_id=file.id)


def _of_texts(details: list[TaskDetail], periods: list[str], blank: Collection[tuple[str, int]]) -> Iterator[Happening]:
    """Reports that say nothing, or the same as the period before: once for each lead unit and period, with the tasks' numbers.

    `blank`: periods and units that were told for an empty sheet already.
    """
    for period in periods:
        poor: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for detail in details:
            texts = {report.period: report for report in detail.reports}
            now, before = texts.get(period), texts.get(period_before(period) or "")
            if now is None or now.state in (State.COMPLETED, State.ONGOING):
                continue
            said = _bare(now.progress)
            if not said or (before is not None and said == _bare(before.progress)):
                for each in detail.assignments:
                    if each.role in _LEADS and not each.is_group:
                        poor[each.unit_id].append((detail.row.number, detail.row.id))
        for unit_id, told in poor.items():
            if (period, unit_id) in blank:
                continue
            runs = number_runs([number for number, _id in told])
            cause = f"{period_words(period)}有{len(told)}项任务的进展空白或与上期相同（编号{runs}）"
            yield Happening(unit_id, Event.POOR_TEXT, cause, period=period, task_ids=tuple(task_id for _number, task_id in told))


def _bare(text: str) -> str:
    """A text without what two writings of the same words differ in."""
    return "".join(fold(text).split()).rstrip(".。")
