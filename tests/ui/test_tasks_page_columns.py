"""Columns chosen, ordered and widened; they stay so on this computer, and are what is copied."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tests.ui.tasks_page import ids_of, open_page
from tracker.domain.screens import Group, TaskFilter
from tracker.ui.context import Context
from tracker.ui.pages.tasks.columns import KEYS
from tracker.ui.pages.tasks.page import TasksPage
from tracker.usecases.work import tasks

FIRST = ["number", "title", "leads", "supports", "wording", "percent", "light"]


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> TasksPage:
    return open_page(ctx, qtbot)


def tick(page: TasksPage, key: str) -> None:
    page.view.menu.fill()
    page.view.menu.boxes[key].toggle()


def copied(page: TasksPage) -> list[list[str]]:
    page.view.go_to(ids_of(page)[0])
    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]


def test_a_column_that_was_ticked_is_read_and_copied(page: TasksPage) -> None:
    tasks.set_contact(page.ctx.store, ids_of(page)[0], leader="周明", person="李青", today=TODAY)
    assert page.view.shown_columns() == FIRST
    tick(page, "person")
    tick(page, "supports")
    assert page.view.shown_columns() == ["number", "title", "leads", "wording", "percent", "light", "person"]
    heads, line = copied(page)
    assert heads[-1] == "责任人"
    assert line[-1] == "李青"


def test_the_model_keeps_qts_rules_with_more_columns(page: TasksPage) -> None:
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for key in ("support_names", "heading"):
        tick(page, key)
    page.filters.apply(TaskFilter(text="分段施工"))
    assert tester.model() is page.model


def test_order_and_widths_are_kept_for_the_next_start(page: TasksPage, ctx: Context, qtbot: QtBot) -> None:
    head = page.view.horizontalHeader()
    head.moveSection(head.visualIndex(KEYS.index("light")), 1)
    page.view.setColumnWidth(KEYS.index("leads"), 150)
    again = open_page(ctx, qtbot)
    assert again.view.shown_columns()[:2] == ["number", "light"]
    assert again.view.columnWidth(KEYS.index("leads")) == 150
    assert copied(again)[0][:2] == ["编号", "状态（灯）"]
    again.view.menu.fill()
    again.view.menu.reset_action.trigger()
    assert again.view.shown_columns() == FIRST
    assert again.view.columnWidth(KEYS.index("leads")) == 108


def test_grouping_and_order_are_kept_for_the_next_start(page: TasksPage, ctx: Context, qtbot: QtBot) -> None:
    page.group_by(Group.UNIT)
    page.sort_by("wording", True)
    again = open_page(ctx, qtbot)
    assert (again.group, again.grouping.currentData(), again.model.sort_order) == (Group.UNIT, "unit", ("wording", True))
    ctx.settings.setValue("tasks/group", "a grouping of tomorrow")
    ctx.settings.setValue("tasks/sort", "nothing known")
    other = open_page(ctx, qtbot)
    assert (other.group, other.sort) == (Group.HEADING, ("number", False))


def test_the_menu_is_used_with_keys_alone(page: TasksPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    menu = page.view.menu
    assert menu.isVisible()
    menu.setActiveAction(menu.boxes["leads"])
    QTest.keyClick(menu, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert page.view.shown_columns()[1:3] == ["leads", "title"]
    wide = page.view.columnWidth(KEYS.index("leads"))
    QTest.keyClick(menu, Qt.Key.Key_Plus)
    assert page.view.columnWidth(KEYS.index("leads")) == wide + 8
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert "leads" not in page.view.shown_columns()
    assert menu.isVisible(), "it stays open for the next choice"
    menu.close()


def test_chosen_columns_give_way_in_a_narrow_list_and_the_menu_says_so(page: TasksPage) -> None:
    tick(page, "phone")
    assert "phone" in page.view.shown_columns()
    page.resize(940, 600)
    assert page.view.shown_columns() == ["number", "title", "leads", "wording", "light"]
    page.view.menu.fill()
    assert page.view.menu.boxes["phone"].text() == "联系电话（窗口窄，暂未显示）"


def test_what_an_odd_version_kept_is_left_aside(ctx: Context, qtbot: QtBot) -> None:
    ctx.settings.setValue("tasks/columns", '{"order": ["later", "light"], "chosen": ["later", "light"], "widths": {"light": 5000}}')
    page = open_page(ctx, qtbot)
    assert page.view.shown_columns() == ["light", "title"]
    assert page.view.columnWidth(KEYS.index("light")) == 600
    ctx.settings.setValue("tasks/columns", "[1")
    assert open_page(ctx, qtbot).view.shown_columns() == FIRST


def test_a_hit_outside_the_columns_is_shown_on_a_second_line(page: TasksPage) -> None:
    page.filters.apply(TaskFilter(text="分段"))
    first = ids_of(page)[0]
    row = page.model.row_of(first)
    assert page.model.hits[first].where == "内容"
    assert page.view.rowHeight(row) > page.view.verticalHeader().defaultSectionSize()
    said = page.model.data(page.model.index(row, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "清理北河淤泥，原文：清理北河淤泥，分段施工。"
    page.model.set_folded(0, True)
    page.model.set_folded(0, False)
    assert page.view.rowHeight(row) > page.view.verticalHeader().defaultSectionSize()
    page.view.grab()
    page.filters.apply(TaskFilter(text="slj"))
    assert page.model.hits == {}, "the lead unit stands in its column"
    assert page.view.rowHeight(page.model.row_of(first)) == page.view.verticalHeader().defaultSectionSize()


def test_supporting_units_are_sorted_in_official_order(page: TasksPage) -> None:
    tick(page, "support_names")
    page.sort_by("support_names", False)
    page.sort_by("leader", True)
    page.sort_by("updated", True)
    assert len(ids_of(page)) == 4


def test_moving_and_widening_bring_no_column_that_nobody_asked_for(page: TasksPage, ctx: Context, qtbot: QtBot) -> None:
    head = page.view.horizontalHeader()
    head.moveSection(head.visualIndex(KEYS.index("leads")), 1)
    page.view.setColumnWidth(KEYS.index("wording"), 110)
    page.view.lay_columns()
    assert sorted(page.view.shown_columns()) == sorted(FIRST)
    again = open_page(ctx, qtbot)
    assert again.view.shown_columns()[:2] == ["number", "leads"] and len(again.view.shown_columns()) == len(FIRST)
    tick(again, "person")
    assert "person" in again.view.shown_columns() and "leader" not in again.view.shown_columns()
