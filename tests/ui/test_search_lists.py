"""The search over everything finds rows of indicators, services and projects too, and goes to them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.test_import_later import start
from tests.ui.test_lists_page import PLAN
from tracker.domain.plan_lists import ListKind
from tracker.storage.store import Store
from tracker.ui.pages.lists.page import ListsPage
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.search_popup import SearchPopup
from tracker.ui.shell import MainWindow
from tracker.usecases.intake import plans


@pytest.fixture
def window(empty_store: Store, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    path = tmp_path / "规划.txt"
    path.write_text(PLAN, "utf-8")
    plans.import_plan(empty_store, plans.read_plan_file(empty_store, path))
    return start(empty_store, tmp_path, qtbot)


def look_for(window: MainWindow, words: str) -> SearchPopup:
    window.open_search()
    assert window.search is not None
    window.search.box.setText(words)
    QTest.keyClick(window.search.box, Qt.Key.Key_Return)
    return window.search


def lines(popup: SearchPopup) -> list[str]:
    return [popup.hits.item(row).text() for row in range(popup.hits.count())]


def test_an_indicator_is_found_and_opened(window: MainWindow) -> None:
    popup = look_for(window, "备案率")
    assert lines(popup)[0].startswith("指标 2 ")
    QTest.keyClick(popup.box, Qt.Key.Key_Return)
    page = window.front
    assert isinstance(page, ListsPage) and page.kind is ListKind.INDICATORS
    assert page.pane.detail is not None and "备案率" in page.pane.detail.line.row.title and page.view.hasFocus()


def test_a_row_is_opened_though_the_page_was_searched_for_something_else(window: MainWindow) -> None:
    window.go("lists")
    page = window.front
    assert isinstance(page, ListsPage)
    page.search.setText("护理")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    popup = look_for(window, "师资")
    assert lines(popup)[0].startswith("专栏项目")
    QTest.keyClick(popup.box, Qt.Key.Key_Return)
    assert page.kind is ListKind.PROJECTS and page.search.text() == ""
    assert page.pane.detail is not None and "师资" in page.pane.detail.line.row.title


def test_tasks_and_rows_stand_together_names_first(window: MainWindow) -> None:
    found = lines(look_for(window, "托育"))
    assert any(line.startswith("1 ") for line in found) and any(line.startswith("指标") for line in found)
    named = ["，名称：" in line or "，标题：" in line for line in found]
    assert named == sorted(named, reverse=True)


def test_a_task_is_opened_as_before(window: MainWindow) -> None:
    popup = look_for(window, "扩大托位")
    QTest.keyClick(popup.box, Qt.Key.Key_Return)
    assert isinstance(window.front, TasksPage)
