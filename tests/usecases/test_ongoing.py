"""长期坚持: duties without an end are asked for like all others, show their own light, and are never overdue or behind."""

from datetime import date

import pytest

from tests.stores import TODAY
from tracker.domain.bulletin import figures
from tracker.domain.screens import THIS_PERIOD, Group, TaskFilter
from tracker.domain.terms import Light, State
from tracker.storage.store import Store
from tracker.usecases.cycle import scores
from tracker.usecases.feedback.period_book import period_book
from tracker.usecases.feedback.sheet_known import known_tasks
from tracker.usecases.papers import bulletin, notice_proposals, period_papers
from tracker.usecases.papers.ledger import LedgerRequest, ledger_data
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.views import calendar, overview
from tracker.usecases.work import tasks

# Long after every limit of the plan, and after several periods without a report.
LATE = date(2027, 3, 30)


@pytest.fixture
def lasting(planned: Store) -> Store:
    """Task 1 had to be done by the end of September and goes on without an end now; task 5 always did."""
    tasks.set_state(planned, [1], State.ONGOING, TODAY)
    return planned


def _ids(store: Store, wanted: TaskFilter, today: date = LATE) -> set[int]:
    found = tasks.task_list(store, wanted, Group.NONE, today)
    return {task_id for group in found.groups for task_id in group.ids}


def test_they_show_a_light_of_their_own_and_are_never_late(lasting: Store) -> None:
    for task_id in (1, 5):
        row = tasks.task_detail(lasting, task_id, LATE).row
        assert (row.light, row.light.label) == (Light.ONGOING, "长期坚持")
    assert {1, 5} <= _ids(lasting, TaskFilter(lights=frozenset({Light.ONGOING})))
    late = _ids(lasting, TaskFilter(overdue=True))
    assert not late & {1, 5}
    assert 2 in late, "a task with an end is"
    assert not _ids(lasting, TaskFilter(due_from=date(2026, 9, 1), due_to=date(2026, 9, 30)), TODAY) & {1, 5}
    assert not {item.task_id for item in calendar.overdue_items(lasting, 1, LATE)} & {1, 5}
    counts = overview.overview(lasting, 1, LATE).counts
    assert counts.overdue == len(late)


def test_they_are_asked_for_in_every_period(lasting: Store) -> None:
    book = period_book(lasting, 1, "2026-09", TODAY)
    water = next(row for row in book.rows if row.unit.full_name == "县水利局")
    assert 1 in water.tasks and 1 in water.missing
    assert 1 in {task.task_id for task in known_tasks(lasting, 1, "2026-09")}, "and stand in the fill-in sheets"
    assert 1 in _ids(lasting, TaskFilter(unreported=THIS_PERIOD), TODAY)
    facts = period_papers.period_facts(lasting, 1, "2026-09", TODAY)
    assert 1 in next(unit for unit in facts.units if unit.name == "县水利局").missing
    tasks.report_progress(lasting, 1, "2026-09", State.ONGOING, None, "按周巡河", today=TODAY)
    water = next(row for row in period_book(lasting, 1, "2026-09", TODAY).rows if row.unit.full_name == "县水利局")
    assert 1 not in water.missing
    tasks.report_progress(lasting, 1, "2026-10", State.ONGOING, None, "按周巡河", today=date(2026, 10, 20))
    water = next(row for row in period_book(lasting, 1, "2026-10", TODAY).rows if row.unit.full_name == "县水利局")
    assert 1 not in water.repeated, "of what goes on, nothing new need be told"


def test_the_bulletin_counts_them_apart(lasting: Store) -> None:
    facts = bulletin.bulletin_facts(lasting, ReportRequest(1, period="2027-03"), LATE)
    now = figures(facts.lines)
    assert now.ongoing == 2
    assert now.completed + now.under_way + now.not_started + now.overdue + now.ongoing == now.total
    text = repr(bulletin.bulletin_content(lasting, ReportRequest(1, period="2027-03"), LATE))
    assert f"{facts.words.ongoing}2项" in text
    line = next(line for line in ledger_data(lasting, LedgerRequest(1), LATE).tasks if line.number == 1)
    assert line.state is State.ONGOING


def test_nobody_is_urged_or_scored_for_their_limit(lasting: Store) -> None:
    assert not {proposal.number for proposal in notice_proposals.proposed_notices(lasting, 1, LATE)} & {1, 5}
    _table, found, _names = scores.score_accounts(lasting, 1, date(2026, 1, 1), LATE, LATE)
    causes = [line.happening.cause for account in found for line in account.lines]
    assert causes
    assert not any("清理北渠淤泥" in cause for cause in causes)
