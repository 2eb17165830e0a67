"""Reviews that were put aside: told beside the pages' names and on the overview until they are done or given up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.stores import draft
from tests.ui.conftest import TODAY, make_context
from tracker import app
from tracker.domain.plan_lists import ListKind
from tracker.domain.terms import Role
from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.ui.pages import PAGES
from tracker.ui.pages.lists.page import ListsPage
from tracker.ui.pages.overview.page import OverviewPage
from tracker.ui.pages.sheets.page import SheetsPage
from tracker.ui.shell import MainWindow
from tracker.usecases.feedback.figure_make import make_figure_forms
from tracker.usecases.feedback.kept_figures import begin_figures
from tracker.usecases.house.units import find_unit
from tracker.usecases.intake import plan_lists, plans


@pytest.fixture
def window(empty_store: Store, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    plans.import_plan(empty_store, draft())
    plan_lists.set_row_role(empty_store, ListKind.INDICATORS, 1, find_unit(empty_store, "县水利局").id, Role.LEAD)
    made = MainWindow(PAGES)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    made.begin(make_context(empty_store, tmp_path))
    yield made


def badge(window: MainWindow, key: str) -> str:
    return next(row.badge for row in window.side.pages.model_rows.rows if row.key == key)


def figures_returned(window: MainWindow, folder: Path) -> None:
    """A returned sheet of indicators with one row in doubt is looked at and left."""
    assert window.ctx is not None
    store, places = window.ctx.store, window.ctx.paths
    file = make_figure_forms(store, 1, "2026-08", folder, TODAY).files[0][1]
    book = load_workbook(file)
    for row in book["指标数据表"].iter_rows():
        for one in row:
            if one.value == "优良断面比例":
                book["指标数据表"].cell(one.row, 7, "约86.5")
    book.save(file)
    window.go("lists")
    page = window.page("lists")
    assert isinstance(page, ListsPage)
    page.sheets.open_review(begin_figures(store, places, [file], 1, "2026-08", TODAY))
    assert page.sheets.window is not None
    page.sheets.window.close()


def sheets_returned(window: MainWindow, folder: Path) -> None:
    """A returned sheet of tasks with one row in doubt is put aside."""
    book = Workbook()
    head = ("序号", "重点任务", "完成状态", "完成进度", "进展情况")
    rows = ((1, "清理北渠淤泥", "推进中", "快了", "两段完工"), (3, "每月巡查排口", "推进中", "50%", "巡查两次"))
    for row in (head, *rows):
        book.worksheets[0].append(row)
    book.save(folder / "县水利局.xlsx")
    window.go("sheets")
    page = window.page("sheets")
    assert isinstance(page, SheetsPage)
    page.take_files((folder / "县水利局.xlsx",))
    page.later()


def test_rows_of_indicators_that_wait_stand_beside_the_name_until_given_up(window: MainWindow, tmp_path: Path) -> None:
    figures_returned(window, tmp_path)
    assert badge(window, "lists") == "1"
    page = window.page("lists")
    assert isinstance(page, ListsPage)
    next(one for one in page.sheets.hands.findChildren(QPushButton) if one.text() == "放弃").click()
    assert badge(window, "lists") == ""


def test_the_figure_stands_there_before_the_page_is_opened(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    figures_returned(window, tmp_path)
    assert window.ctx is not None
    path, data = window.ctx.store.path, window.ctx.paths.data_dir
    window.close()
    window.ctx.store.close()
    again = MainWindow(PAGES)
    qtbot.addWidget(again)
    settled: list[bool] = []
    app.fill(again, Paths(data, path), QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat), lambda: settled.append(True))
    qtbot.waitUntil(lambda: bool(settled) and badge(again, "lists") == "1")
    again.close()
    assert again.ctx is not None
    again.ctx.store.close()


def test_the_overview_leads_to_what_waits(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.go("overview")
    page = window.page("overview")
    assert isinstance(page, OverviewPage)
    doors = page.waiting
    assert not doors.isVisible()
    figures_returned(window, tmp_path)
    sheets_returned(window, tmp_path)
    window.go("overview")
    qtbot.waitUntil(lambda: doors.figures.isVisible() and doors.sheets.isVisible())
    assert doors.figures.text() == "待核对：指标项目表 1 份（1 行待确认），继续核对"
    assert doors.sheets.text() == "待核对：反馈表 1 份（1 行待确认），继续核对" and not doors.plans.isVisible()
    doors.sheets.click()
    sheets = window.front
    assert isinstance(sheets, SheetsPage) and sheets.pane.in_hand.isVisible()
    window.go("overview")
    doors.figures.click()
    lists = window.front
    assert isinstance(lists, ListsPage) and lists.sheets.hands.isVisible()
