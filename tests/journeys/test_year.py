"""A whole year of a county's plan: 33 units, 12 months of returned sheets, good, late, empty, repeated, contradictory and sent back.

The figures that the program shows are held against a model that counts on its own (`year_model`), everywhere they appear.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.journeys.year_model import REPORTING_DAY
from tests.journeys.year_office import PLAN, Office, whole_year
from tests.journeys.year_script import MONTHS, YEAR
from tracker.domain.bulletin import figures
from tracker.domain.extensions import ExtensionState
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import Light
from tracker.reports.content import Group, Row, Table
from tracker.usecases.cycle.problems import counts, problems
from tracker.usecases.cycle.scores import score_accounts
from tracker.usecases.cycle.snapshots import snapshot
from tracker.usecases.feedback.period_book import period_book
from tracker.usecases.papers.issued import IssuedFilter, issued
from tracker.usecases.papers.report_kinds import report_content
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.views.matrix import matrix
from tracker.usecases.views.overview import overview
from tracker.usecases.work.deadline_moves import deadline_moves
from tracker.usecases.work.extensions import extensions
from tracker.usecases.work.tasks import plan_details

WORDS = ("completed", "in_progress", "behind", "not_started", "overdue", "ongoing")
PERIODS = tuple(f"{YEAR}-{month:02}" for month in MONTHS)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, dict[int, Any]]]:
    """The year, lived through once."""
    office, counted = whole_year(tmp_path_factory.mktemp("year"))
    yield office, counted
    office.store.close()


def test_every_task_stands_where_its_reports_left_it(lived: tuple[Office, dict[int, Any]]) -> None:
    office, _counted = lived
    for detail in plan_details(office.store, PLAN, office.today):
        task = office.model.tasks[detail.row.number]
        assert (detail.row.state.value, detail.row.percent, detail.row.completed_on) == (task.state, task.percent, task.completed_on)
        assert detail.row.light.value == task.light(office.today), detail.row.reason
        assert {int(report.period[-2:]): report.progress for report in detail.reports} == {m: text for m, (text, _) in task.texts.items()}


@pytest.mark.parametrize("month", MONTHS)
def test_a_month_was_frozen_as_it_was(lived: tuple[Office, dict[int, Any]], month: int) -> None:
    office, counted = lived
    frozen = snapshot(office.store, PLAN, PERIODS[month - 1])
    assert frozen is not None
    words, lights = counted[month]
    found = figures(frozen.lines)
    assert {name: getattr(found, name) for name in WORDS} == {name: words[name] for name in WORDS}
    assert found.total == words.total() == len(office.model.tasks)
    with office.store.read() as db:
        rows = db.rows("SELECT light, COUNT(*) FROM snapshot_task WHERE snapshot_id = :id GROUP BY 1", id=frozen.head.id)
    assert Counter(dict(rows)) == lights


@pytest.mark.parametrize("month", MONTHS)
def test_the_book_of_a_month_knows_who_reported_and_when(lived: tuple[Office, dict[int, Any]], month: int) -> None:
    office, _counted = lived
    book = period_book(office.store, PLAN, PERIODS[month - 1], office.today)
    assert book.due_on == date(YEAR, month, REPORTING_DAY)
    owing = {unit.display for unit in office.units if office.model.owed(unit.display)}
    assert {row.unit.display for row in book.rows} == owing
    for row in book.rows:
        name = row.unit.display
        wanted = office.model.standing(name, month)
        assert row.standing.value == wanted or (row.standing.value, wanted) == ("sent_back", "nothing"), name
        first = office.model.came(name, month)
        assert (row.reported_at.date() if row.reported_at else None) == first, name
        assert row.late == (first is None or first > book.due_on)


@pytest.mark.parametrize("month", (3, 7, 12))
def test_the_bulletin_and_its_annex_say_the_same(lived: tuple[Office, dict[int, Any]], month: int) -> None:
    office, counted = lived
    words, _lights = counted[month]
    document = report_content(office.store, "bulletin", ReportRequest(PLAN, period=PERIODS[month - 1]), office.today)
    tables = [block for section in document.sections for block in section.blocks if isinstance(block, Table)]
    annex = max(tables, key=lambda table: sum(isinstance(row, Row) for row in table.rows))
    assert sum(isinstance(row, Row) for row in annex.rows) == len(office.model.tasks)
    text = "".join(f"{getattr(block, 'lead', '')}{getattr(block, 'text', '')}" for block in document.blocks)
    assert f"{len(office.model.tasks)}项" in text and f"已完成{words['completed']}项" in text
    if month > 1:
        more = words["completed"] - counted[month - 1][0]["completed"]
        assert f"已完成{'增加' if more > 0 else '减少'}{abs(more)}项" in text if more else "已完成增加" not in text
    assert not any(isinstance(row, Group) and not row for row in annex.rows)


def test_overview_and_matrix_count_the_same_tasks(lived: tuple[Office, dict[int, Any]]) -> None:
    office, _counted = lived
    seen = overview(office.store, PLAN, office.today)
    model = office.model
    lights = model.lights(office.today)
    assert {light.value: count for light, count in seen.plans[0].lights.items() if count} == dict(lights)
    assert (seen.counts.red, seen.counts.amber, seen.counts.completed) == (
        lights["red"],
        lights["amber"],
        model.words(office.today)["completed"],
    )
    late = [task for task in model.tasks.values() if task.counted_as(office.today) == "overdue"]
    assert seen.counts.overdue == len(late)
    heads = matrix(office.store, TaskFilter(plan_id=PLAN), office.today)
    names = {unit.id: unit.display for unit in heads.units if not unit.is_group}
    totals = {name: heads.unit_totals[unit_id] for unit_id, name in names.items()}
    for unit, name in names.items():
        own = [task for task in model.tasks.values() if task.roles.get(name) in ("lead", "joint")]
        assert totals[name].lead + totals[name].joint == len(own), unit
        lit = next((row for row in seen.units if row.id == unit), None)
        expected = Counter(task.light(office.today) for task in own)
        assert {light.value: count for light, count in (lit.lights if lit else {}).items() if count} == dict(expected)


def test_limits_that_were_put_off_keep_what_they_were(lived: tuple[Office, dict[int, Any]]) -> None:
    office, _counted = lived
    held = Counter(each.state for each in extensions(office.store, plan_id=PLAN))
    assert held == {ExtensionState.GRANTED: office.model.granted, ExtensionState.REFUSED: office.model.refused}
    assert office.model.granted > 2 and office.model.refused > 2
    for task in office.model.tasks.values():
        moves = {move.old_due: move.new_due for move in deadline_moves(office.store, office.ids[task.number])}
        assert moves == task.put_off


def test_each_notice_has_the_cause_that_the_ladder_asks_for(lived: tuple[Office, dict[int, Any]]) -> None:
    office, _counted = lived
    for month, (proposed, wanted) in office.proposed.items():
        assert proposed == wanted, month
    sent = Counter(kind for task in office.model.tasks.values() for kind, _on, _answered in task.sent)
    assert sent["reminder"] and sent["supervision"] > 3
    register = issued(office.store, IssuedFilter(plan_id=PLAN), office.today)
    assert Counter(each.kind for each in register) == sent and all(each.cause for each in register)


def test_problems_are_counted_by_where_their_steps_led(lived: tuple[Office, dict[int, Any]]) -> None:
    office, _counted = lived
    known = office.model.problems
    assert [(each.task_number, each.state.value) for each in problems(office.store, PLAN)] == [(each.task, each.state) for each in known]
    found = counts(office.store, PLAN, office.today)
    states = Counter(each.state for each in known)
    assert (found.total, found.struck_off) == (len(known), states["struck_off"])
    assert (found.waiting, found.rectifying) == (states["rectified"] + states["checked"], states["found"] + states["rectifying"])
    assert {"struck_off", "rectifying"} <= set(states), "a year with problems done and problems come back"
    document = report_content(office.store, "rectification", ReportRequest(PLAN), office.today)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert sum(isinstance(row, Row) for row in table.rows) == len(known)


def test_scores_are_those_of_the_guides_table(lived: tuple[Office, dict[int, Any]]) -> None:
    office, _counted = lived
    _table, accounts, names = score_accounts(office.store, PLAN, date(YEAR, 1, 1), date(YEAR, 12, 31), office.today)
    found = {names[account.unit_id]: account.total for account in accounts if account.tasks}
    wanted = {name: Fraction(office.model.score(name, office.today)).limit_denominator(100) for name in found}
    assert found == wanted
    assert len(set(found.values())) > 8, "a year that tells the units apart"
    assert {Light.RED.value} & set(office.model.lights(office.today))
