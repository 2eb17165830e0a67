"""The search over everything, the help texts, the report of a fault, the second start."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.sample_pages import PlainPage
from tracker.paths import Paths
from tracker.ui.context import OpenTask
from tracker.ui.crash import CrashReporter
from tracker.ui.help import HelpWindow, topics
from tracker.ui.search_popup import SearchPopup
from tracker.ui.shell import MainWindow
from tracker.ui.single_start import SingleStart


@pytest.fixture
def popup(window: MainWindow) -> SearchPopup:
    window.open_search()
    assert window.search
    return window.search


def test_words_find_tasks_and_enter_opens_one(popup: SearchPopup, window: MainWindow) -> None:
    popup.box.setText("柳树")
    QTest.keyClick(popup.box, Qt.Key.Key_Return)
    assert popup.hits.count() == 1
    assert "栽种西岸柳树" in popup.hits.item(0).text()
    QTest.keyClick(popup.box, Qt.Key.Key_Return)
    assert not popup.isVisible()
    page = window.front
    assert isinstance(page, PlainPage)
    assert isinstance(page.requests[-1], OpenTask)


def test_arrows_choose_among_hits(popup: SearchPopup) -> None:
    popup.box.setText("清理")
    QTest.keyClick(popup.box, Qt.Key.Key_Return)
    assert popup.hits.count() >= 2
    QTest.keyClick(popup.box, Qt.Key.Key_Down)
    assert popup.hits.currentRow() == 1


def test_nothing_found_says_what_to_do(popup: SearchPopup) -> None:
    popup.box.setText("鲸鱼")
    QTest.keyClick(popup.box, Qt.Key.Key_Return)
    assert "没有找到" in popup.said.text()


def test_escape_closes_the_search(popup: SearchPopup) -> None:
    QTest.keyClick(popup.box, Qt.Key.Key_Escape)
    assert not popup.isVisible()


@pytest.fixture
def help_folder(tmp_path: Path) -> Path:
    (tmp_path / "start.md").write_text("# 三分钟入门\n\n先看[任务](tasks.md)。\n", "utf-8")
    (tmp_path / "tasks.md").write_text("# 任务\n\n按章节列出。\n", "utf-8")
    return tmp_path


def test_help_opens_at_the_page_in_hand_and_follows_links(help_folder: Path, qtbot: QtBot) -> None:
    window = HelpWindow(folder=help_folder)
    qtbot.addWidget(window)
    assert topics(help_folder) == [("start", "三分钟入门"), ("tasks", "任务")]
    window.show_topic("matrix")
    assert "三分钟入门" in window.text.toPlainText()
    window.text.anchorClicked.emit(QUrl("tasks.md"))
    assert "按章节列出" in window.text.toPlainText()


def test_a_fault_of_ours_is_kept_and_can_be_copied(window: MainWindow, tmp_path: Path) -> None:
    reporter = CrashReporter(Paths(tmp_path, tmp_path / "a.db"), window)
    reporter.show(ZeroDivisionError("除以零"))
    assert reporter.dialog and reporter.dialog.isVisible()
    copy = next(one for one in reporter.dialog.findChildren(QPushButton) if one.text() == "复制报告")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "除以零" in QGuiApplication.clipboard().text()
    saved = list((tmp_path / "logs" / "crashes").glob("*.txt"))
    assert len(saved) == 1 and "除以零" in saved[0].read_text("utf-8")


def test_a_second_start_raises_the_first_window(tmp_path: Path, qtbot: QtBot) -> None:
    db, raised = tmp_path / "a.db", list[bool]()
    first, second = SingleStart(db), SingleStart(db)
    assert first.is_first()
    first.listen(lambda: raised.append(True))
    assert not second.is_first()
    assert second.raise_first()
    qtbot.waitUntil(lambda: raised == [True])
    first.release()
    assert second.is_first()
    second.release()


def test_a_picture_in_the_help_is_never_wider_than_the_text(qtbot: QtBot) -> None:
    window = HelpWindow()
    qtbot.addWidget(window)
    window.resize(640, 400)
    window.show_topic("tasks")
    QApplication.processEvents()
    assert "<img" in window.text.toHtml()
    assert window.text.horizontalScrollBar().maximum() == 0
