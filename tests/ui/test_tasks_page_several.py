"""Several rows changed at once, a column pasted from a spreadsheet, filters kept under a name: each taken back with one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tests.ui.input_method import type_words
from tests.ui.tasks_page import ids_of, open_page, titles
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import Role, State
from tracker.ui.context import Context
from tracker.ui.pages.tasks.batch import LeaderForm, LimitForm, UnitForm
from tracker.ui.pages.tasks.page import TasksPage
from tracker.usecases.work import tasks
from tracker.usecases.work.saved_filters import save_filter

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> TasksPage:
    return open_page(ctx, qtbot)


def leads(page: TasksPage) -> list[str]:
    return ["、".join(row.leads) for row in tasks.task_rows(page.ctx.store, ids_of(page), TODAY)]


def test_a_unit_takes_the_lead_of_all_chosen_tasks(page: TasksPage) -> None:
    page.view.selectAll()
    page.batch.unit_button.click()
    form = page.batch.form
    assert isinstance(form, UnitForm)
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert form.complaint.text() == "请先选一个单位"
    type_words(form.box, "财政")
    QTest.keyClick(form.box, Qt.Key.Key_Return)
    form.how.choose("replace")
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert leads(page) == ["财政局"] * 4
    assert page.batch.form is None
    assert page.batch.isVisible(), "the rows stay chosen for the next change"
    page.ctx.undo()
    assert leads(page) == ["水利局"] * 4


def test_a_leader_is_given_to_all_and_found_by_filter_and_group(page: TasksPage) -> None:
    page.view.go_to(ids_of(page)[0])
    QTest.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    page.batch.leader_button.click()
    form = page.batch.form
    assert isinstance(form, LeaderForm)
    form.name.setText("周明")
    QTest.keyClick(form, Qt.Key.Key_Return)
    page.group_by(Group.LEADER)
    assert [group.title for group in page.model.groups] == ["周明", "未定分管领导"]
    page.filters.button.click()
    leader = page.filters.panel.leader
    assert [leader.itemText(place) for place in range(leader.count())] == ["不限", "周明"]
    leader.setCurrentIndex(1)
    leader.activated.emit(1)
    assert titles(page) == ["清理北河淤泥", "清理南河淤泥"]
    assert [chip.text() for chip in page.filters.chips.buttons] == ["分管 周明"]
    page.filters.chips.buttons[0].click()
    page.ctx.undo()
    assert [group.title for group in page.model.groups] == ["未定分管领导"]


def test_the_forms_say_what_the_chosen_tasks_have_now(page: TasksPage) -> None:
    store, ids = page.ctx.store, ids_of(page)
    tasks.set_contact(store, ids[0], leader="周明", today=TODAY)
    tasks.set_contact(store, ids[1], leader="周明", today=TODAY)
    page.view.selectAll()
    page.batch.leader_button.click()
    assert page.batch.form is not None
    assert page.batch.form.now.text() == "现在的分管领导：周明 2 项、没有 2 项"
    page.batch.unit_button.click()
    assert page.batch.form.now.text() == "现在的牵头单位：水利局 4 项"
    page.batch.limit_button.click()
    assert page.batch.form.now.text() == "现在的时限：2026-09-30 4 项"


def test_time_limits_are_moved_together_with_a_reason(page: TasksPage) -> None:
    page.view.selectAll()
    page.batch.limit_button.click()
    form = page.batch.form
    assert isinstance(form, LimitForm)
    form.day.setText("2026-10-31")
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert "没有填写调整时限的原因" in form.complaint.text()
    form.reason.setText("县政府会议同意延期")
    QTest.keyClick(form, Qt.Key.Key_Return)
    rows = tasks.task_rows(page.ctx.store, ids_of(page), TODAY)
    assert {row.wording for row in rows} == {"2026年10月31日前"}
    page.ctx.undo()
    assert {row.wording for row in tasks.task_rows(page.ctx.store, ids_of(page), TODAY)} == {"9月底前"}


def test_the_strip_opens_for_one_row_too_and_escape_goes_back(page: TasksPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_B, CTRL)
    assert page.batch.isVisible()
    assert page.batch.states[State.NOT_STARTED].hasFocus()
    page.batch.unit_button.click()
    assert page.escape()
    assert page.batch.form is None
    assert page.batch.isVisible()
    QTest.keyClick(page.batch, Qt.Key.Key_Escape)
    assert not page.batch.isVisible()
    assert page.view.hasFocus()


def test_a_column_is_pasted_over_the_chosen_rows(page: TasksPage) -> None:
    QGuiApplication.clipboard().setText("完成进度\r\n30%\r\n140%\r\n\r\n60%\r\n")
    page.view.selectAll()
    QTest.keyClick(page.view, Qt.Key.Key_V, CTRL)
    paste = page.under.paste
    assert QAbstractItemModelTester(paste.model, QAbstractItemModelTester.FailureReportingMode.Fatal).model() is paste.model
    assert paste.isVisible()
    assert not page.batch.isVisible()
    assert (paste.field.currentText(), paste.write.text()) == ("进度", "写入 2 项")
    assert paste.complaint.text() == "1 格读不出来，不会写入"
    words = [[paste.model.index(row, column).data() for column in (0, 2, 3, 4)] for row in range(4)]
    assert words == [
        ["1", "（空）", "30%", ""],
        ["2", "（空）", "—", "进度是140%，超过了100%"],
        ["3", "（空）", "—", "空白，不改"],
        ["4", "（空）", "60%", ""],
    ]
    QTest.keyClick(paste.table, Qt.Key.Key_Return)
    assert not paste.isVisible()
    assert [row.percent for row in tasks.task_rows(page.ctx.store, ids_of(page), TODAY)] == [30, None, None, 60]
    page.ctx.undo()
    assert [row.percent for row in tasks.task_rows(page.ctx.store, ids_of(page), TODAY)] == [None] * 4


def test_with_one_row_the_column_goes_down_from_there_and_may_be_called_otherwise(page: TasksPage) -> None:
    page.view.go_to(ids_of(page)[2])
    QGuiApplication.clipboard().setText("李青\n王田\n赵禾")
    QTest.keyClick(page.view, Qt.Key.Key_V, CTRL)
    paste = page.under.paste
    assert paste.field.currentText() == "责任人"
    assert "多出 1 格没有对应的任务" in paste.complaint.text()
    leader = paste.field.findData("leader")
    paste.field.setCurrentIndex(leader)
    paste.field.activated.emit(leader)
    assert not paste.period.isVisible()
    paste.write.click()
    assert tasks.leaders(page.ctx.store, None) == ["李青", "王田"]


def test_the_row_in_hand_stays_in_sight_when_a_strip_opens(page: TasksPage) -> None:
    page.resize(1230, 330)
    page.view.go_to(ids_of(page)[-1])
    QTest.keyClick(page, Qt.Key.Key_B, CTRL)
    assert page.view.viewport().rect().intersects(page.view.row_rect(page.view.currentIndex().row()))


def test_nothing_to_paste_is_said(page: TasksPage) -> None:
    told: list[object] = []
    page.ctx.message.connect(told.append)
    QGuiApplication.clipboard().setText("")
    QTest.keyClick(page.view, Qt.Key.Key_V, CTRL)
    assert "剪贴板里没有可粘贴的内容" in told[0].text  # type: ignore[attr-defined]
    assert not page.under.paste.isVisible()


def test_a_filter_is_kept_under_a_name_chosen_and_deleted(page: TasksPage) -> None:
    page.saved.fill()
    assert next(action.text() for action in page.saved.menu.actions()) == "还没有存过常用筛选"
    page.filters.apply(TaskFilter(no_lead=False, roles=frozenset({Role.LEAD}), text="北河"))
    page.group_by(Group.UNIT)
    page.saved.fill()
    page.saved.menu.actions()[-1].trigger()
    naming = page.under.naming
    assert naming.isVisible()
    naming.name.setText(" ")
    QTest.keyClick(naming.name, Qt.Key.Key_Return)
    assert "请给筛选起个名字" in naming.complaint.text()
    naming.name.setText("北河的牵头任务")
    QTest.keyClick(naming.name, Qt.Key.Key_Return)
    assert not naming.isVisible()
    page.filters.clear()
    page.group_by(Group.HEADING)
    page.saved.fill()
    page.saved.menu.actions()[0].trigger()
    assert titles(page) == ["清理北河淤泥"]
    assert page.group is Group.UNIT
    page.saved.fill()
    page.saved.removal.actions()[0].trigger()
    assert not page.saved.saved
    page.ctx.undo()
    assert [one.name for one in page.saved.saved] == ["北河的牵头任务"]


def test_a_kept_filter_is_replaced_with_a_word_about_it_and_called_otherwise(page: TasksPage) -> None:
    save_filter(page.ctx.store, "北河", TaskFilter(text="北河"), Group.HEADING, TODAY)
    page.refresh()
    page.filters.apply(TaskFilter(text="南河"))
    page.saved.fill()
    next(action for action in page.saved.menu.actions() if "存为常用" in action.text()).trigger()
    naming = page.under.naming
    assert not naming.effect.isVisible()
    naming.name.setText("北河")
    assert naming.effect.isVisible() and "替换" in naming.effect.text()
    QTest.keyClick(naming.name, Qt.Key.Key_Return)
    assert [(one.name, one.filter.text) for one in page.saved.saved] == [("北河", "南河")]
    page.saved.fill()
    page.saved.renaming.actions()[0].trigger()
    assert naming.isVisible() and naming.name.text() == "北河" and not naming.effect.isVisible()
    naming.name.setText("南河的任务")
    QTest.keyClick(naming.name, Qt.Key.Key_Return)
    assert [one.name for one in page.saved.saved] == ["南河的任务"] and not naming.isVisible()
    page.ctx.undo()
    assert [one.name for one in page.saved.saved] == ["北河"]


def test_reports_over_time_are_drawn_from_two_periods_on(page: TasksPage) -> None:
    from tracker.ui.pages.tasks.curve import Curve

    first = ids_of(page)[0]
    for period, percent in (("2026-07", 20.0), ("2026-08", 45.0)):
        tasks.report_progress(page.ctx.store, first, period, State.IN_PROGRESS, percent, today=TODAY)
    page.refresh()
    page.detail.tabs.setCurrentIndex(1)
    (curve,) = [one for one in page.detail.findChildren(Curve) if one.isVisible()]
    assert curve.accessibleName() == "进度曲线：2026年7月 20%，序时 78%；2026年8月 45%，序时 89%"
    curve.grab()
