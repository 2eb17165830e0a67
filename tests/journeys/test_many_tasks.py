"""A busy afternoon: many tasks found, changed together, filled from a spreadsheet, and each step taken back with one key."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.journeys.steps import bring_in, context, keys, press, write
from tracker.domain.records import TaskRow
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.shell import MainWindow
from tracker.usecases.house import history
from tracker.usecases.work import tasks


def rows(page: TasksPage) -> list[TaskRow]:
    ids = [one for group in page.model.groups for one in group.ids]
    return tasks.task_rows(page.ctx.store, ids, page.ctx.today())


def test_a_filter_is_kept_and_its_tasks_change_together_by_keys_alone(window: MainWindow) -> None:
    bring_in(window)
    keys(window, "Ctrl+2", "Ctrl+F")
    page = window.front
    assert isinstance(page, TasksPage)
    write("农业农村局")
    press(window, Qt.Key.Key_Return)
    count = page.model.item_count
    assert 1 < count < 46
    page.saved.fill()
    page.under.naming.open_for(page.filters.filter, page.group, page.filters.name(), ())
    press(window, Qt.Key.Key_Return)
    assert [one.name for one in page.saved.saved] == ["农业农村局"]

    page.view.setFocus()
    page.view.selectAll()
    before = rows(page)
    keys(window, "Ctrl+B")
    page.batch.leader_button.click()
    write("韩立农")
    press(window, Qt.Key.Key_Return)
    said = tasks.task_extras(page.ctx.store, [row.id for row in before], ["leader"])
    assert {one["leader"] for one in said.values()} == {"韩立农"}
    assert history.undo_name(context(window).store) == f"{count} 项任务的分管领导改为 韩立农"
    keys(window, "Ctrl+Z")
    assert rows(page) == before


def test_a_column_of_percentages_comes_from_a_spreadsheet_and_goes_again(window: MainWindow) -> None:
    bring_in(window)
    page = window.front
    assert isinstance(page, TasksPage)
    page.view.setFocus()
    before = rows(page)
    QGuiApplication.clipboard().setText("完成进度\r\n15%\r\n25%\r\n看情况\r\n")
    keys(window, "Ctrl+V")
    assert page.under.paste.complaint.text() == "1 格读不出来，不会写入"
    press(window, Qt.Key.Key_Return)
    assert [row.percent for row in rows(page)[:3]] == [15, 25, before[2].percent]
    keys(window, "Ctrl+Z")
    assert rows(page) == before
