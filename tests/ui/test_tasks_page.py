"""The task page as a clerk uses it: find, filter, change, take back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY, small_draft
from tests.ui.input_method import type_words
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import DeadlineKind, Light, Role, State
from tracker.ui.context import Context, OpenTask
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.widgets.chips import RoleChip
from tracker.usecases.house import units
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> TasksPage:
    made = TasksPage(ctx)
    qtbot.addWidget(made)
    ctx.changed.connect(made.show_changes)
    ctx.plan_changed.connect(lambda _plan: made.show_plan())
    made.resize(1230, 660)
    made.show()
    made.activateWindow()
    made.activate()
    qtbot.waitUntil(made.view.hasFocus)
    return made


def titles(page: TasksPage) -> list[str]:
    ids = [one for group in page.model.groups for one in group.ids]
    return [row.title for row in tasks.task_rows(page.ctx.store, ids, TODAY)]


def unit_id(page: TasksPage, name: str) -> int:
    return next(unit.id for unit in units.list_units(page.ctx.store) if name in (unit.full_name, unit.display))


def task_id(page: TasksPage, number: int) -> int:
    ids = [one for group in page.model.groups for one in group.ids]
    return next(row.id for row in tasks.task_rows(page.ctx.store, ids, TODAY) if row.number == number)


def detail_words(page: TasksPage) -> str:
    return "\n".join(one.text() for one in page.detail.findChildren(QLabel) if one.isVisibleTo(page.detail))


def make_late(page: TasksPage, number: int) -> None:
    limit = tasks.task_detail(page.ctx.store, task_id(page, number), TODAY).deadlines[0]
    page.ctx.change(
        lambda: tasks.set_deadline(page.ctx.store, task_id(page, number), limit.id, "9月1日前", DeadlineKind.DATE, date(2026, 9, 1))
    )


def test_the_model_keeps_qts_rules(page: TasksPage) -> None:
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.group_by(Group.UNIT)
    page.model.set_folded(0, True)
    page.model.set_folded(0, False)
    page.filters.apply(TaskFilter(text="北河"))
    assert page.model.rowCount() == 2
    assert tester.model() is page.model


def test_the_list_opens_by_heading_with_the_first_task_beside_it(page: TasksPage) -> None:
    assert [group.title for group in page.model.groups] == ["一、清淤", "二、护岸"]
    assert page.detail.head.title.text() == "1　清理北河淤泥"
    assert page.status_parts == ("4 项", "已选 1 项")


def test_a_units_overdue_tasks_are_found_through_the_panel(page: TasksPage) -> None:
    make_late(page, 3)
    page.filters.button.click()
    panel = page.filters.panel
    type_words(panel.unit, "水利")
    QTest.keyClick(panel.unit, Qt.Key.Key_Return)
    QTest.mouseClick(panel.window_choice.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    assert titles(page) == ["修补东岸石墙"]
    assert [chip.text() for chip in page.filters.chips.buttons] == ["水利局", "已逾期"]
    page.filters.chips.buttons[0].click()
    assert [chip.text() for chip in page.filters.chips.buttons] == ["已逾期"]
    page.filters.chips.buttons[0].click()
    assert len(titles(page)) == 4
    assert not page.filters.chips.isVisible()


def test_tab_goes_round_in_the_open_panel_and_escape_closes_it(page: TasksPage) -> None:
    page.filters.button.click()
    panel = page.filters.panel
    for key, steps in ((Qt.Key.Key_Tab, 25), (Qt.Key.Key_Backtab, 25)):
        for _step in range(steps):
            focus = QApplication.focusWidget()
            assert focus is not None and panel.isAncestorOf(focus)
            QTest.keyClick(focus, key)
    QTest.keyClick(QApplication.focusWidget() or panel, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_a_unit_is_found_by_a_former_name(page: TasksPage) -> None:
    page.ctx.change(lambda: units.add_alias(page.ctx.store, unit_id(page, "县水利局"), "水务处", "old"))
    page.filters.button.click()
    type_words(page.filters.panel.unit, "水务处")
    QTest.keyClick(page.filters.panel.unit, Qt.Key.Key_Return)
    assert page.filters.filter.unit_id == unit_id(page, "县水利局")


def test_lights_say_their_counts_and_filter(page: TasksPage) -> None:
    make_late(page, 1)
    red = page.filters.lights.buttons[Light.RED]
    assert red.text() == " 红灯 1"
    red.click()
    assert titles(page) == ["清理北河淤泥"]
    assert page.filters.lights.buttons[Light.GREEN].text() == " 绿灯 3", "counts stay those without the light filter"
    red.click()
    assert len(titles(page)) == 4


def test_search_narrows_and_escape_gives_all_back(page: TasksPage) -> None:
    assert page.find_here()
    type_words(page.filters.search, "柳树")
    QTest.keyClick(page.filters.search, Qt.Key.Key_Return)
    assert titles(page) == ["栽种西岸柳树"]
    QTest.keyClick(page.filters.search, Qt.Key.Key_Escape)
    assert len(titles(page)) == 4


def test_an_empty_result_says_which_filter_to_lift(page: TasksPage) -> None:
    page.filters.apply(TaskFilter(overdue=True, text="没有这个词"))
    assert page.stack.currentWidget() is page.empty
    words = [one.text() for one in page.empty.findChildren(QLabel)]
    assert "没有符合条件的任务" in words
    assert page.status_parts == ("0 项", "已选 0 项")
    page.filters.clear()
    assert page.stack.currentWidget() is page.view


def test_an_own_span_of_days_filters_and_a_wrong_day_is_said(page: TasksPage) -> None:
    page.filters.button.click()
    panel = page.filters.panel
    panel.window_choice.chosen.emit("own")
    panel.first.setText("9月31日")
    assert panel.fault.text() == "日期不存在：2026年9月31日"
    panel.first.setText("10-1")
    assert not panel.fault.isVisible()
    assert titles(page) == []
    panel.first.setText("2026-09-30")
    assert len(titles(page)) == 4


def test_a_lead_is_changed_by_its_chip_and_taken_back(page: TasksPage) -> None:
    chips = [(chip.name, chip.role) for chip in page.detail.roles.chips]
    assert chips == [("水利局", Role.LEAD), ("财政局", Role.SUPPORT)]
    QTest.mouseClick(page.detail.roles.chips[1], Qt.MouseButton.LeftButton)
    form = page.detail.desk.form
    assert form is not None
    form.roles.chosen.emit("lead")  # type: ignore[attr-defined]
    assert [(chip.name, chip.role) for chip in page.detail.roles.chips] == [("水利局", Role.LEAD), ("财政局", Role.LEAD)]
    assert page.model.text(page.model.value(1), "leads") == "水利局、财政局"  # type: ignore[arg-type]
    page.ctx.undo()
    assert [chip.role for chip in page.detail.roles.chips] == [Role.LEAD, Role.SUPPORT]


def test_a_unit_is_added_by_typing_part_of_its_name(page: TasksPage) -> None:
    page.ctx.change(lambda: units.save_unit(page.ctx.store, None, units.UnitFields("县交通运输局", "交通局", "government", "县")))
    page.detail.edit("leads")
    form = page.detail.desk.form
    assert form is not None
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert form.complaint.text() == "请先选一个单位"
    type_words(form.box, "交通")  # type: ignore[attr-defined]
    QTest.keyClick(form.box, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert page.detail.findChildren(RoleChip)
    assert [(chip.name, chip.role) for chip in page.detail.roles.chips][-1] == ("交通局", Role.SUPPORT)
    assert page.detail.desk.form is None


def test_several_tasks_change_state_at_once_and_come_back(page: TasksPage) -> None:
    page.view.selectAll()
    assert page.batch.isVisible()
    assert page.batch.words.text() == "已选 4 项"
    page.batch.states[State.COMPLETED].click()
    assert page.filters.lights.buttons[Light.DONE].text() == " 已完成 4"
    page.ctx.undo()
    assert page.filters.lights.buttons[Light.DONE].text() == " 已完成 0"


def test_delete_removes_and_undo_brings_back(page: TasksPage) -> None:
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert titles(page) == ["清理南河淤泥", "修补东岸石墙", "栽种西岸柳树"]
    assert page.detail.head.title.text().startswith("2"), "the neighbour takes its place"
    page.ctx.undo()
    assert len(titles(page)) == 4


def test_rows_are_copied_as_a_table(page: TasksPage) -> None:
    told: list[object] = []
    page.ctx.message.connect(told.append)
    page.view.go_to(task_id(page, 2))
    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0].startswith("编号\t重点任务\t牵头单位")
    assert lines[1].split("\t")[1:3] == ["清理南河淤泥", "水利局"]
    assert "已复制 1 行" in told[0].text  # type: ignore[attr-defined]


def test_a_new_task_stands_in_the_list_under_its_heading(page: TasksPage) -> None:
    page.start_task()
    page.new_task.add.click()
    assert page.new_task.complaint.text() == "请填写任务标题"
    page.new_task.heading.setCurrentIndex(1)
    type_words(page.new_task.title, "加固北岸堤脚")
    QTest.keyClick(page.new_task.title, Qt.Key.Key_Return)
    assert page.model.groups[1].count == "3 项"
    assert page.detail.head.title.text() == "5　加固北岸堤脚"
    assert not page.new_task.isVisible()


def test_a_request_opens_its_filter_or_its_task(page: TasksPage) -> None:
    page.open(TaskFilter(plan_id=page.plan_id, text="石墙"))
    assert titles(page) == ["修补东岸石墙"]
    assert page.filters.search.text() == "石墙"
    hidden = tasks.task_list(page.ctx.store, TaskFilter(), Group.NONE, TODAY).groups[0].ids[0]
    page.open(OpenTask(hidden))
    assert page.view.current_id() == hidden, "a filter that hides the task is taken away"
    assert page.detail.head.title.text() == "1　清理北河淤泥"


def test_ctrl_i_puts_the_detail_away_and_f2_brings_it_back(page: TasksPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert not page.detail.isVisible()
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    assert page.detail.isVisible()
    assert page.detail.desk.form is not None


def test_in_a_narrow_window_the_detail_covers_the_list(page: TasksPage) -> None:
    page.resize(800, 500)
    assert page.list_side.isVisible()
    assert not page.detail.isVisible()
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert not page.list_side.isVisible()
    assert page.escape()
    assert page.list_side.isVisible()


def test_a_narrow_list_keeps_number_title_limit_and_light(page: TasksPage) -> None:
    page.resize(940, 600)
    shown = [column.key for place, column in enumerate(page.model.columns) if not page.view.isColumnHidden(place)]
    assert shown == ["number", "title", "wording", "light"]
    assert page.filters.lights.buttons[Light.RED].text() == " 0"


def test_rows_are_sorted_within_their_groups_by_the_head(page: TasksPage) -> None:
    make_late(page, 2)
    page.view.sort_wanted.emit("wording", False)
    assert titles(page)[:2] == ["清理南河淤泥", "清理北河淤泥"]
    assert page.model.headerData(4, Qt.Orientation.Horizontal) == "完成时限↑"
    page.view.sort_wanted.emit("number", True)
    assert titles(page) == ["清理南河淤泥", "清理北河淤泥", "栽种西岸柳树", "修补东岸石墙"]


def test_over_several_plans_a_heading_names_its_plan(page: TasksPage) -> None:
    plans.import_plan(page.ctx.store, small_draft("白石县校舍修缮与配套道路建设方案"))
    page.ctx.set_plans(tuple(plans.list_plans(page.ctx.store)))
    page.ctx.choose_plan(None)
    assert [group.title for group in page.model.groups] == [
        "青禾县河道清理方案　一、清淤",
        "青禾县河道清理方案　二、护岸",
        "白石县校舍修缮与配套道路建设…　一、清淤",
        "白石县校舍修缮与配套道路建设…　二、护岸",
    ]
    page.open(TaskFilter(plan_id=page.ctx.plans[0].id))
    assert page.plan_id == page.ctx.plans[0].id
    assert len(titles(page)) == 4
