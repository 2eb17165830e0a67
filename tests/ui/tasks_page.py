"""The task page alone, shown and read, for the tests of its parts."""

from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tracker.ui.context import Context
from tracker.ui.pages.tasks.page import TasksPage
from tracker.usecases.house import units
from tracker.usecases.work import tasks


def open_page(ctx: Context, qtbot: QtBot, width: int = 1230) -> TasksPage:
    made = TasksPage(ctx)
    qtbot.addWidget(made)
    ctx.changed.connect(made.show_changes)
    ctx.plan_changed.connect(lambda _plan: made.show_plan())
    made.resize(width, 660)
    made.show()
    made.activateWindow()
    made.activate()
    qtbot.waitUntil(made.view.hasFocus)
    return made


def ids_of(page: TasksPage) -> list[int]:
    return [one for group in page.model.groups for one in group.ids]


def titles(page: TasksPage) -> list[str]:
    return [row.title for row in tasks.task_rows(page.ctx.store, ids_of(page), TODAY)]


def unit_id(page: TasksPage, name: str) -> int:
    return next(unit.id for unit in units.list_units(page.ctx.store) if name in (unit.full_name, unit.display))
