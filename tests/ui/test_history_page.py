"""操作记录: what was done stands there with what it changed, and any of it can be taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tracker.ui.context import Context
from tracker.ui.pages.history.page import HistoryPage
from tracker.ui.shell import MainWindow
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks


@pytest.fixture
def page(window: MainWindow) -> HistoryPage:
    window.go("history")
    assert isinstance(window.front, HistoryPage)
    return window.front


def context(window: MainWindow) -> Context:
    assert window.ctx
    return window.ctx


def names(page: HistoryPage) -> list[str]:
    model = page.operations
    return [str(model.index(row, 1).data()) for row in range(model.rowCount()) if model.id_at(row) is not None]


def fields(page: HistoryPage) -> list[tuple[str, str, str]]:
    rows = range(page.changes.rowCount())
    values = [value for row in rows if (value := page.changes.value(row)) is not None]
    return [(value.field, value.before, value.after) for value in values]


def test_the_import_stands_under_its_day(page: HistoryPage) -> None:
    assert str(page.operations.index(0, 0).data()).startswith("今天 9月16日 星期三")
    assert len(names(page)) == 1
    assert "青禾县河道清理方案" in names(page)[0]


def test_an_edit_shows_what_was_and_what_is(page: HistoryPage, window: MainWindow) -> None:
    ctx = context(window)
    task = tasks.task_list(ctx.store, tasks.TaskFilter(), tasks.Group.NONE, ctx.today()).groups[0].ids[0]
    ctx.change(lambda: tasks.edit_task(ctx.store, task, title="清理北河全段淤泥"))
    page.list.go_to_first()
    assert [(before, after) for _field, before, after in fields(page)] == [("清理北河淤泥", "清理北河全段淤泥")]
    page.table.go_to(0)
    assert "清理北河全段淤泥" in page.after.text()


def test_an_older_operation_is_undone_and_the_newer_one_stays(page: HistoryPage, window: MainWindow) -> None:
    ctx = context(window)
    plan = ctx.plans[0].id
    first, second = tasks.task_list(ctx.store, tasks.TaskFilter(), tasks.Group.NONE, ctx.today()).groups[0].ids[:2]
    ctx.change(lambda: tasks.edit_task(ctx.store, first, title="甲"))
    ctx.change(lambda: plans.edit_plan(ctx.store, plan, title="乙方案"))
    ctx.change(lambda: tasks.edit_task(ctx.store, second, title="丙"))
    page.list.go_to(page.operations.id_at(3) or 0)
    QTest.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    titles = [row.title for row in tasks.task_rows(ctx.store, [first, second], ctx.today())]
    assert titles == ["清理北河淤泥", "丙"]
    assert not page.undo_button.isVisible()
    assert page.state.text() == "已撤销"


def test_an_empty_history_says_what_will_be_here(empty_window: MainWindow, qtbot: QtBot) -> None:
    empty_window.go("history")
    assert empty_window.front
    texts = [label.text() for label in empty_window.front.findChildren(QLabel) if label.isVisible()]
    assert "还没有操作" in texts
