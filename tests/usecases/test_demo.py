"""The sample shows every light and every screen something; a large demo is what was asked for."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from tests.returned import places_of
from tests.stores import contents
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import Light, Role, State, UnitKind
from tracker.reports.content import Row, Table
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.usecases.cycle.problems import problems
from tracker.usecases.feedback.period_book import Reported, period_book
from tracker.usecases.feedback.sheet_read import stage_files
from tracker.usecases.house import history, units
from tracker.usecases.intake import plans
from tracker.usecases.papers.report_kinds import ReportRequest, report_content
from tracker.usecases.sample.demo import fill_demo, import_sample, sample_day
from tracker.usecases.views import calendar, matrix, overview
from tracker.usecases.work import tasks
from tracker.usecases.work.subtasks import subtasks
from tracker.usecases.work.task_links import task_links

TODAY = sample_day()


def test_the_sample_fills_every_screen(bare: Store) -> None:
    opened = import_sample(bare)
    assert opened.name.startswith("打开示例") and opened.result is not None
    plan, _upper = plans.list_plans(bare)
    assert plan.is_sample and plan.task_count >= 40
    listed = tasks.task_list(bare, TaskFilter(plan_id=plan.id), Group.HEADING, TODAY)
    assert set(listed.lights) == set(Light) and len(listed.groups) > 5
    rows = tasks.task_rows(bare, [number for group in listed.groups for number in group.ids], TODAY)
    assert {row.state for row in rows} >= {State.IN_PROGRESS, State.COMPLETED, State.ONGOING}
    details = tasks.task_details(bare, [row.id for row in rows], TODAY)
    assert all(detail.contacts for detail in details)
    assert sum(len(detail.reports) for detail in details) > len(details)
    shown = matrix.matrix(bare, TaskFilter(), TODAY)
    assert {unit.kind for unit in shown.units} >= {UnitKind.PARTY, UnitKind.GOVERNMENT, UnitKind.PLACE, UnitKind.VERTICAL}
    assert {cell.role for cell in matrix.matrix_cells(bare, shown.task_ids).values()} == set(Role)
    assert calendar.calendar_days(bare, plan.id, date(2026, 9, 1), date(2026, 9, 30), TODAY)
    counts = overview.overview(bare, plan.id, TODAY).counts
    assert counts.overdue and counts.red and counts.amber and counts.due_7 and counts.unreported
    group = next(unit for unit in units.list_units(bare) if unit.is_group and unit.member_ids)
    assert len(group.member_ids) == 9


def test_the_sample_has_a_month_of_correspondence(bare: Store, tmp_path: Path) -> None:
    places = places_of(tmp_path)
    import_sample(bare, received=places.received)
    plan = plans.list_plans(bare)[0]
    book = period_book(bare, plan.id, "2026-09", TODAY)
    assert all(row.handed_out is not None for row in book.rows)
    assert {row.standing for row in book.rows} >= {Reported.ALL, Reported.PARTLY, Reported.NOTHING}
    answered = [row for row in book.rows if row.received is not None]
    assert len(answered) >= 6
    for row in answered:
        assert row.received is not None
        kept = places.received / row.received.kept_name
        assert hashlib.sha256(kept.read_bytes()).hexdigest() == row.received.digest
        again = stage_files(bare, [kept], plan.id, "2026-09", sender_id=row.unit.id, today=TODAY)
        assert {one.bin for one in again.sheets[0].rows} <= {Bin.SAME, Bin.NOT_TASK}, "what came back is what is stored"
        assert again.sheets[0].count(Bin.SAME) == row.received.stored
    details = tasks.plan_details(bare, plan.id, TODAY)
    found = [one.origin for detail in details for one in detail.reports] + [one.origin for detail in details for one in detail.parts]
    origins = {(origin.file, origin.row) for origin in found if origin}
    assert {row.received.name for row in answered if row.received} == {file for file, _row in origins}
    assert any(detail.parts for detail in details)
    history.undo(bare)
    assert plans.list_plans(bare) == []


def test_the_sample_is_opened_once_and_undone_at_once(bare: Store) -> None:
    before = contents(bare.path)
    first = import_sample(bare)
    again = import_sample(bare)
    assert again.operation_id is None and again.result == first.result
    assert len(history.history(bare)) == 1
    history.undo(bare)
    assert contents(bare.path) == before


def test_the_sample_beside_a_real_plan_leaves_its_units_alone(planned: Store) -> None:
    before = {unit.id: unit for unit in units.list_units(planned)}
    import_sample(planned)
    after = {unit.id: unit for unit in units.list_units(planned)}
    assert all(after[number] == unit for number, unit in before.items())
    import_sample(planned)
    assert [plan.is_sample for plan in plans.list_plans(planned)] == [True, False, True]


@pytest.mark.parametrize("number", [1, 500, 730])
def test_as_many_tasks_as_asked_for(bare: Store, number: int) -> None:
    fill_demo(bare, number, TODAY)
    assert sum(plan.task_count for plan in plans.list_plans(bare)) == number
    assert len(units.list_units(bare)) == 200
    if number > 100:
        listed = tasks.task_list(bare, TaskFilter(), Group.HEADING, TODAY)
        assert listed.total == number and set(listed.lights) == set(Light)
        detail = tasks.task_detail(bare, 17, TODAY)
        assert detail.source == detail.row.title and detail.deadlines and detail.contacts


def test_demo_without_a_number_is_the_sample(bare: Store) -> None:
    assert fill_demo(bare).name.startswith("打开示例")


def test_the_sample_has_problems_in_every_part_of_their_course(bare: Store) -> None:
    import_sample(bare)
    found = problems(bare)
    assert len(found) == 5 and {each.state.is_open for each in found} == {True, False}
    assert all(each.unit for each in found if each.steps) and all(each.task_title for each in found)


def test_the_sample_has_tasks_split_into_parts_and_problems_of_indicators(bare: Store) -> None:
    import_sample(bare)
    parts, roll = subtasks(bare, 36)
    assert [part.state for part in parts].count(State.COMPLETED) == 1 and roll.percent == 51.2
    assert all(part.unit for part in parts) and subtasks(bare, 1)[1].parts == 3
    assert any(each.indicator for each in problems(bare))


def test_the_sample_has_a_superiors_plan_that_the_countys_tasks_carry_out(bare: Store) -> None:
    done = import_sample(bare)
    own, upper = plans.list_plans(bare)
    assert own.id == done.result and upper.is_sample and upper.title.startswith("云岭市")
    document = report_content(bare, "upper-tasks", ReportRequest(upper.id), TODAY)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    rows = [row.cells for row in table.rows if isinstance(row, Row)]
    assert {row[1] for row in rows} >= {"全市新改建农村公路480公里", "推广电子营业执照应用"}
    assert "未承接" in {str(cell) for row in rows for cell in row} and "12. 新改建农村公路65公里" in {row[4] for row in rows}
    hospital = next(task.row.id for task in tasks.plan_details(bare, upper.id, TODAY) if "县级医院" in task.row.title)
    links = task_links(bare, hospital, TODAY)
    assert len(links.lower) == 2 and links.roll.percent is not None and not links.upper
    late = next(task.row.id for task in tasks.plan_details(bare, own.id, TODAY) if task.row.title.startswith("建设高标准农田"))
    assert any("晚于上级任务" in words for words in task_links(bare, late, TODAY).warnings)
