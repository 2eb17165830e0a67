"""What the task page keeps from reading to reading is never older than what was written since."""

from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY, small_draft
from tests.ui.tasks_page import ids_of, open_page
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import Light, State
from tracker.storage.store import Store
from tracker.ui.context import Context
from tracker.ui.pages.tasks.page import TasksPage
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks


def counts(page: TasksPage) -> list[str]:
    """What the buttons of the lights say."""
    return [button.accessibleName() for button in page.filters.lights.buttons.values()]


def leaders(page: TasksPage) -> list[str]:
    return list(page.batch.leaders)


def test_leaders_and_lights_follow_changes_and_their_undoing(ctx: Context, qtbot: QtBot) -> None:
    page = open_page(ctx, qtbot)
    first = ids_of(page)[0]
    amber = TaskFilter(lights=frozenset({Light.AMBER}))
    page.filters.apply(amber)
    before = counts(page)
    assert leaders(page) == []
    ctx.change(lambda: tasks.set_contact(ctx.store, first, leader="周明", today=TODAY))
    page.filters.apply(TaskFilter())
    assert leaders(page) == ["周明"]
    ctx.change(lambda: tasks.set_state(ctx.store, [first], State.COMPLETED, TODAY))
    page.filters.apply(amber)
    assert counts(page) != before
    ctx.undo()
    page.filters.apply(amber)
    assert counts(page) == before
    ctx.undo()
    page.filters.apply(TaskFilter())
    assert leaders(page) == []


def test_what_another_program_wrote_is_there_when_the_page_is_read_anew(ctx: Context, qtbot: QtBot) -> None:
    page = open_page(ctx, qtbot)
    with Store.open(ctx.store.path) as other:
        tasks.set_contact(other, ids_of(page)[0], leader="周明", today=TODAY)
    page.refresh()
    assert leaders(page) == ["周明"]


def test_another_plan_has_other_leaders(ctx: Context, qtbot: QtBot) -> None:
    page = open_page(ctx, qtbot)
    ctx.change(lambda: tasks.set_contact(ctx.store, ids_of(page)[0], leader="周明", today=TODAY))
    ctx.change(lambda: plans.import_plan(ctx.store, small_draft("青禾县水库加固方案")))
    plan_id = next(plan.id for plan in plans.list_plans(ctx.store) if "水库" in plan.title)
    ctx.choose_plan(plan_id)
    assert leaders(page) == []
    ctx.choose_plan(None)
    assert leaders(page) == ["周明"]
