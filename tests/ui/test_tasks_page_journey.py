"""One way through the real window: a unit's late tasks are found, a lead is changed, and all is taken back."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY, make_context
from tests.ui.input_method import type_words
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import DeadlineKind, Role
from tracker.storage.store import Store
from tracker.ui.pages import PAGES
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.pages.units.page import UnitsPage
from tracker.ui.shell import MainWindow
from tracker.ui.widgets.role_forms import AddUnitForm
from tracker.usecases.work import tasks

CTRL = Qt.KeyboardModifier.ControlModifier


def open_window(store: Store, folder: Path, qtbot: QtBot) -> MainWindow:
    made = MainWindow(tuple(spec for spec in PAGES if spec.key in ("tasks", "units")))
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    made.begin(make_context(store, folder))
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_from_a_units_late_tasks_to_another_lead_and_back(store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    found = tasks.task_list(store, TaskFilter(), tasks.Group.NONE, TODAY).groups[0].ids[2]
    limit = tasks.task_detail(store, found, TODAY).deadlines[0]
    tasks.set_deadline(store, found, limit.id, "9月1日前", DeadlineKind.DATE, date(2026, 9, 1))
    window = open_window(store, tmp_path, qtbot)
    window.go("units")
    units_page = window.front
    assert isinstance(units_page, UnitsPage)
    units_page.search.setText("水利")
    QTest.keyClick(units_page.search, Qt.Key.Key_Return)
    next(one for one in units_page.pane.figure_links if one.text() == "逾期 1 项").click()

    page = window.front
    assert isinstance(page, TasksPage)
    assert [chip.text() for chip in page.filters.chips.buttons] == ["水利局", "牵头、分工", "已逾期"]
    assert page.view.current_id() == found
    assert page.detail.head.light.words == "红灯：逾期 15 天"

    page.detail.roles.add.click()
    form = page.detail.desk.form
    assert isinstance(form, AddUnitForm)
    type_words(form.box, "财政")
    QTest.keyClick(form.box, Qt.Key.Key_Return)
    form.roles.choose(Role.LEAD.value)
    QTest.keyClick(form.box, Qt.Key.Key_Return)
    assert [(chip.name, chip.role) for chip in page.detail.roles.chips] == [("水利局", Role.LEAD), ("财政局", Role.LEAD)]
    assert "设任务 3" in window.toast.words.text()

    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert [(chip.name, chip.role) for chip in page.detail.roles.chips] == [("水利局", Role.LEAD), ("财政局", Role.SUPPORT)]
    QTest.keyClick(window, Qt.Key.Key_Y, CTRL)
    assert page.detail.roles.chips[1].role is Role.LEAD


def test_several_changes_are_taken_back_one_by_one(store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    window = open_window(store, tmp_path, qtbot)
    page = window.front
    assert isinstance(page, TasksPage)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    form = page.detail.desk.form
    assert form is not None
    form.title.setText("清理北河上段淤泥")  # type: ignore[attr-defined]
    QTest.keyClick(form, Qt.Key.Key_Return)
    QTest.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    page.under.remove_selected()
    assert page.model.item_count == 2
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert page.model.item_count == 4
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert tasks.task_rows(store, [page.model.groups[0].ids[0]], TODAY)[0].title == "清理北河淤泥"
