"""The sample shows every light and every screen something; a large demo is what was asked for."""

from datetime import date

import pytest

from tests.stores import contents
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import Light, Role, State, UnitKind
from tracker.storage.store import Store
from tracker.usecases import calendar, history, matrix, overview, plans, tasks, units
from tracker.usecases.demo import fill_demo, import_sample, sample_day

TODAY = sample_day()


def test_the_sample_fills_every_screen(bare: Store) -> None:
    opened = import_sample(bare)
    assert opened.name.startswith("打开示例") and opened.result is not None
    (plan,) = plans.list_plans(bare)
    assert plan.is_sample and plan.task_count >= 40
    listed = tasks.task_list(bare, TaskFilter(), Group.HEADING, TODAY)
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
    assert len(plans.list_plans(planned)) == 2


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
