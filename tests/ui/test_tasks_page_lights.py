"""人工定灯 on the task page: one task, several rows, the menu of rows, the filter, the history; each taken back with one step."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tests.ui.tasks_page import ids_of, open_page
from tracker.domain.terms import Light, State
from tracker.ui.context import Context
from tracker.ui.pages.tasks.detail import HISTORY
from tracker.ui.pages.tasks.light_form import LightForm, LightsForm
from tracker.ui.pages.tasks.page import TasksPage
from tracker.usecases.cycle.snapshots import freeze_period
from tracker.usecases.work import tasks
from tracker.usecases.work.light_overrides import set_light


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> TasksPage:
    made = open_page(ctx, qtbot)
    made.show_task(ids_of(made)[0])
    return made


def lights(page: TasksPage) -> list[Light]:
    return [row.light for row in tasks.task_rows(page.ctx.store, ids_of(page), TODAY)]


def opened(page: TasksPage) -> LightForm:
    form = page.detail.desk.form
    assert isinstance(form, LightForm)
    return form


def tip(page: TasksPage, row: int) -> object:
    place = [column.key for column in page.model.columns].index("light")
    return page.model.data(page.model.index(row, place), Qt.ItemDataRole.ToolTipRole)


def test_in_a_low_window_the_form_has_the_room_of_the_parts_below(ctx: Context, qtbot: QtBot) -> None:
    page = open_page(ctx, qtbot, width=640)
    page.resize(640, 330)
    page.show_task(ids_of(page)[0])
    page.open_detail()
    QApplication.processEvents()
    page.detail.head.set_light.click()
    form = opened(page)
    QApplication.processEvents()
    QApplication.processEvents()
    assert not page.detail.stack.isVisible() and form.height() >= form.minimumSizeHint().height()
    assert not form.reason.visibleRegion().isEmpty() and form.reason.hasFocus()
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert page.detail.desk.form is None and page.detail.stack.isVisible()


def test_a_light_is_set_with_a_reason_and_a_name_and_lifted(page: TasksPage) -> None:
    head = page.detail.head
    assert head.set_light.isVisible() and head.set_light.text() == "定灯…"
    head.set_light.click()
    form = opened(page)
    assert not form.lift.isVisible()
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert "请写明理由" in form.complaint.text()
    form.reason.setText("县长点名")
    QTest.keyClick(form.reason, Qt.Key.Key_Return)
    assert "谁定的" in form.complaint.text() and lights(page)[0] is Light.GREEN
    form.by.setText("周督查")
    QTest.keyClick(form.by, Qt.Key.Key_Return)
    assert page.detail.desk.form is None and lights(page)[0] is Light.RED
    assert head.light.words == "红灯（人工）：县长点名"
    head.why.click()
    assert head.reason.text().startswith("人工定灯为红灯：县长点名（周督查，")
    assert str(tip(page, page.model.row_of(ids_of(page)[0]))).startswith("红灯：人工定灯为红灯：县长点名")

    assert head.set_light.text() == "改灯…"
    head.set_light.click()
    form = opened(page)
    assert form.lift.isVisible() and form.by.text() == "周督查", "the name is offered again"
    form.lift.click()
    assert lights(page)[0] is Light.GREEN and "人工" not in head.light.words
    page.ctx.undo()
    assert lights(page)[0] is Light.RED
    page.ctx.undo()
    assert lights(page)[0] is Light.GREEN


def test_several_rows_by_the_menu_then_found_by_the_filter(page: TasksPage) -> None:
    page.view.selectAll()
    menu = page.under.menu
    page.view.customContextMenuRequested.emit(QPoint(20, 60))
    assert menu.isVisible()
    menu.close()
    menu.lights.trigger()
    form = page.batch.form
    assert isinstance(form, LightsForm)
    form.shade.choose("amber")
    form.reason.setText("进入冲刺期，一律按黄灯调度")
    form.by.setText("吴主任")
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert lights(page) == [Light.AMBER] * 4
    page.filters.button.click()
    page.filters.panel.light_set.click()
    assert [chip.text() for chip in page.filters.chips.buttons] == ["人工定灯"] and page.model.item_count == 4
    page.view.selectAll()
    page.batch.light_button.click()
    form = page.batch.form
    assert isinstance(form, LightsForm)
    form.shade.choose("lift")
    form.shade.chosen.emit("lift")
    assert not form.by.isVisible()
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert page.model.item_count == 0
    page.filters.clear()
    assert lights(page) == [Light.GREEN] * 4
    page.ctx.undo()
    assert lights(page) == [Light.AMBER] * 4


def test_the_history_tells_frozen_and_set_lights_in_one_list(page: TasksPage) -> None:
    store, task = page.ctx.store, ids_of(page)[0]
    set_light(store, [task], Light.RED, "县长点名", "周督查", TODAY)
    freeze_period(store, 1, f"{TODAY:%Y-%m}", TODAY)
    page.refresh()
    page.show_task(task)
    page.detail.tabs.setCurrentIndex(HISTORY)
    words = [one.text() for one in page.detail.history.findChildren(QLabel)]
    assert "灯的变化" in words and words.count("红灯（人工）：县长点名") == 2
    assert f"{TODAY:%Y-%m-%d}　周督查定灯" in words


def test_a_completed_task_offers_no_light(page: TasksPage) -> None:
    page.ctx.change(lambda: tasks.set_state(page.ctx.store, [page.detail.desk.task_id], State.COMPLETED, TODAY))
    assert not page.detail.head.set_light.isVisible()
