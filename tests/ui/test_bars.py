"""The bars round the page: its commands, its facts, and long work in hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from tests.ui.sample_pages import PlainPage
from tracker.ui.runner import Job
from tracker.ui.shell import MainWindow


@pytest.fixture
def page(window: MainWindow) -> PlainPage:
    assert isinstance(window.front, PlainPage)
    return window.front


def commands(window: MainWindow) -> list[str]:
    QApplication.processEvents()
    own = (window.bar.search, window.bar.undo, window.bar.redo)
    return [one.text() for one in window.bar.findChildren(QToolButton) if one.isVisible() and one not in own]


def facts(window: MainWindow) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in window.status.findChildren(QLabel) if one.isVisible() and one is not window.status.keys]


def test_commands_work_by_click_and_by_key(window: MainWindow, page: PlainPage) -> None:
    made = next(one for one in window.bar.findChildren(QToolButton) if one.text() == "导出")
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert page.heard.count("导出") == 2


def test_a_narrow_bar_keeps_three_commands_and_puts_the_rest_behind_more(window: MainWindow, page: PlainPage) -> None:
    for name in ("复制", "打印", "催办"):
        page.add_action(name, "copy", lambda: None)
    assert commands(window) == ["导出", "复制", "打印", "催办"]
    window.resize(900, 600)
    assert commands(window) == ["导出", "复制", "打印", "更多"]
    QApplication.processEvents()
    more = next(one for one in window.bar.findChildren(QToolButton) if one.isVisible() and one.text() == "更多")
    menu = more.menu()
    assert menu and [action.text() for action in menu.actions()] == ["催办"]


def test_the_one_primary_command_follows_its_words(window: MainWindow, page: PlainPage) -> None:
    action = page.add_action("完成导入", "check", lambda: page.heard.append("完成"), "Ctrl+Return", primary=True)
    action.setText("完成导入（还差 2 项）")
    action.setEnabled(False)
    QApplication.processEvents()
    button = next(one for one in window.bar.findChildren(QPushButton) if one.isVisible())
    assert button.text() == "完成导入（还差 2 项）"
    assert not button.isEnabled()
    action.setEnabled(True)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "完成" in page.heard


def test_facts_stand_behind_the_plans_title(window: MainWindow, page: PlainPage) -> None:
    page.set_status("4 项", "已选 1 项")
    assert facts(window) == ["青禾县河道清理方案", "4 项", "已选 1 项"]
    page.set_status("3 项")
    assert facts(window) == ["青禾县河道清理方案", "3 项"]
    page.set_status("4 项", "已选 2 项")
    assert facts(window) == ["青禾县河道清理方案", "4 项", "已选 2 项"]


def test_long_work_is_shown_and_stopped_from_the_status_bar(window: MainWindow) -> None:
    assert window.ctx
    job, keys = Job("正在生成台账"), window.status.keys.text()
    window.ctx.runner.job_started.emit(job)
    job.progress(0.5, "第 3 页")
    assert window.line.isVisible() and window.line.done == 0.5
    assert window.status.keys.text() == "正在生成台账：第 3 页"
    QTest.mouseClick(window.status.cancel, Qt.MouseButton.LeftButton)
    assert job.is_cancelled
    window.ctx.runner.job_ended.emit(job)
    assert not window.line.isVisible()
    assert window.status.keys.text() == keys
