"""What a plan gathers over its life goes with it in one step and comes back with one undo; a merged unit's work goes to its heir."""

from datetime import date
from pathlib import Path

import pytest

from tests.stores import clock, contents, fresh_store
from tracker.domain.figures import ServiceStanding, ValueKind
from tracker.domain.terms import Light, Role
from tracker.storage import tables
from tracker.storage.store import Store
from tracker.usecases.house import history, units
from tracker.usecases.intake import plans
from tracker.usecases.sample.demo import fill_demo
from tracker.usecases.work import tasks

TODAY = date(2026, 9, 16)
IGNORED = {"operation", "change", "sqlite_sequence"}


@pytest.fixture
def gathered(tmp_path: Path) -> Store:
    """The sample with one row of everything that can hang on a task, a list or the plan."""
    store = fresh_store(tmp_path / "台账.db", clock)
    fill_demo(store, None, TODAY)
    plan_id = plans.list_plans(store)[0].id
    with store.transaction("各样各一条") as work:
        first, second = work.ids(tables.Task, "plan_id", [plan_id])[:2]
        unit = work.ids(tables.Unit, "is_group", [False])[0]
        indicator, service, project = (work.ids(kind, "plan_id", [plan_id])[0] for kind in ("indicator", "service", "project"))
        work.add(tables.Extension(task_id=first, unit_id=unit, wished=TODAY, reason="汛期停工", asked_on=TODAY))
        work.add(tables.CompletionCheck(task_id=first, claimed_on=TODAY))
        work.add(tables.LightOverride(task_id=first, light=Light.AMBER, reason="等批复", set_on=TODAY))
        work.add(tables.Subtask(task_id=first, position=1, title="河西片", unit_id=unit))
        work.add(tables.TaskLink(upper_task_id=first, lower_task_id=second, linked_on=TODAY))
        work.add(tables.ScoreSignoff(plan_id=plan_id, first=TODAY, last=TODAY, signed_on=TODAY, content="{}"))
        work.add(tables.DocumentText(plan_id=plan_id, kind="bulletin", place="1", edited_on=TODAY))
        if not work.rows(tables.IndicatorUnit, unit_id=unit, indicator_id=indicator):
            work.add(tables.IndicatorUnit(indicator_id=indicator, unit_id=unit, role=Role.LEAD))
        if not work.rows(tables.ProjectUnit, unit_id=unit, project_id=project):
            work.add(tables.ProjectUnit(project_id=project, unit_id=unit, role=Role.LEAD))
        work.add(tables.IndicatorValue(indicator_id=indicator, period="1999", kind=ValueKind.ACTUAL, value="1", reported_on=TODAY))
        work.add(tables.ServiceCheck(service_id=service, year=1999, standing=ServiceStanding.MET, checked_on=TODAY))
        work.add(tables.ProjectYear(project_id=project, year=1999))
        work.add(tables.ProjectValue(project_id=project, period="1999-01", reported_on=TODAY))
        version = work.add(tables.ListVersion(plan_id=plan_id, number=99, made_on=TODAY))
        work.session.flush()
        assert version.id is not None
        work.add(tables.ListVersionRow(version_id=version.id, project_id=project, title="堤岸"))
    return store


def _stored(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows for name, rows in contents(store.path).items() if name not in IGNORED}


def test_a_plan_goes_with_all_that_hangs_on_it_and_comes_back(gathered: Store) -> None:
    before = _stored(gathered)
    for plan in plans.list_plans(gathered):
        plans.remove_plan(gathered, plan.id)
    left = {name for name, rows in _stored(gathered).items() if rows}
    assert left <= {"alembic_version", "unit", "unit_alias", "unit_member", "unit_contact", "setting", "issued_document", "number_series",
                    "column_choice", "value_choice", "sender_choice", "form_map"}  # fmt: skip
    while _stored(gathered) != before:
        assert history.undo(gathered).kept == ()
    gathered.close()


def test_a_task_goes_with_all_that_hangs_on_it_and_comes_back(gathered: Store) -> None:
    before = _stored(gathered)
    plan_id = plans.list_plans(gathered)[0].id
    with gathered.read() as db:
        ids = [row[0] for row in db.rows("SELECT id FROM task WHERE plan_id = :plan_id ORDER BY id", plan_id=plan_id)][:2]
    tasks.remove_tasks(gathered, ids)
    assert not any(_stored(gathered)[name] for name in ("extension", "completion_check", "light_override"))
    with gathered.read() as db:
        tied = {task_id for row in db.rows("SELECT upper_task_id, lower_task_id FROM task_link") for task_id in row}
    assert not tied & set(ids)
    history.undo(gathered)
    assert _stored(gathered) == before
    gathered.close()


def test_the_duties_of_a_merged_unit_go_to_its_heir(gathered: Store) -> None:
    held = {each.id: each for each in units.list_units(gathered) if not each.is_group}
    gone = min(held)
    heir = next(each for each in held if each != gone)
    units.merge_units(gathered, gone, heir)
    with gathered.read() as db:
        for table in ("extension", "subtask", "indicator_unit", "project_unit"):
            owners = {row[0] for row in db.rows(f"SELECT unit_id FROM {table}")}
            assert heir in owners and gone not in owners
    gathered.close()
