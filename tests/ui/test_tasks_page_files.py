"""The tabs 附件 and 历史 of a task: files come and go by one step each, the past is told in words."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.journeys.steps import drop
from tests.ui.conftest import TODAY
from tracker.ui.context import Context, OpenTask
from tracker.ui.message import Message
from tracker.ui.pages.tasks.detail import FILES, HISTORY
from tracker.ui.pages.tasks.page import TasksPage
from tracker.usecases.work import tasks
from tracker.usecases.work.attachments import attachments
from tracker.usecases.work.deadline_moves import move_deadline


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> TasksPage:
    made = TasksPage(ctx)
    qtbot.addWidget(made)
    made.resize(1230, 670)
    ctx.changed.connect(made.show_changes)
    made.show()
    made.activate()
    made.open(OpenTask(1))
    QApplication.processEvents()
    return made


def _words(page: TasksPage) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in page.detail.history.findChildren(QLabel) if not one.isHidden())


def test_a_file_is_added_opened_and_taken_off(page: TasksPage, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    source = tmp_path / "现场照片.jpg"
    source.write_bytes(b"picture")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(source)], ""))
    monkeypatch.setattr("tracker.ui.pages.tasks.files_part.open_file", opened.append)
    page.detail.tabs.setCurrentIndex(FILES)
    next(one for one in page.detail.files.findChildren(QPushButton) if one.text() == "添加文件…").click()
    assert page.detail.tabs.tabText(FILES) == "附件 1" and [one.name for one in attachments(ctx.store, 1)] == ["现场照片.jpg"]
    next(one for one in page.detail.files.findChildren(QPushButton) if one.text() == "现场照片.jpg").click()
    assert [file.read_bytes() for file in opened] == [b"picture"]
    ctx.undo()
    assert page.detail.tabs.tabText(FILES) == "附件" and not attachments(ctx.store, 1)


def test_a_file_that_is_too_large_is_told_and_nothing_changes(
    page: TasksPage, ctx: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    ctx.message.connect(lambda message: said.append(message.text))
    monkeypatch.setattr("tracker.usecases.work.attachments.LARGEST", 3)
    (tmp_path / "录像.mp4").write_bytes(b"large")
    page.detail.files.add((tmp_path / "录像.mp4",))
    assert any("太大" in text for text in said) and not attachments(ctx.store, 1)


def test_files_are_dropped_anywhere_on_the_tab_in_one_step_and_what_fails_is_told(page: TasksPage, ctx: Context, tmp_path: Path) -> None:
    said: list[Message] = []
    ctx.message.connect(said.append)
    page.detail.tabs.setCurrentIndex(FILES)
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text(name, "utf-8")
    area = page.detail.stack.currentWidget()
    below = area.childAt(QPoint(area.width() // 2, area.height() - 20))
    while below is not None and not below.acceptDrops():  # as the mouse finds who takes the files
        below = below.parentWidget()
    assert below is not None
    drop(below, tmp_path / "甲.txt", tmp_path / "乙.txt", tmp_path / "夹")
    assert {one.name for one in attachments(ctx.store, 1)} == {"甲.txt", "乙.txt"}
    assert said[-1].is_error and "2 个附件" in said[-1].text and "“夹”不是文件" in said[-1].text
    ctx.undo()
    assert not attachments(ctx.store, 1)


def test_the_past_of_a_task_is_told_and_grows_with_each_step(page: TasksPage, ctx: Context) -> None:
    page.detail.tabs.setCurrentIndex(HISTORY)
    assert "导入" in _words(page)
    ctx.change(lambda: tasks.edit_task(ctx.store, 1, title="清理北河与支流淤泥"))
    assert "标题：清理北河淤泥 → 清理北河与支流淤泥" in _words(page)
    limit = tasks.task_detail(ctx.store, 1, TODAY).deadlines[0]
    ctx.change(lambda: move_deadline(ctx.store, limit.id, date(2026, 10, 15), "汛期延长", TODAY, "何县长"))
    assert "2026-09-30 → 2026-10-15　汛期延长（何县长批准）" in _words(page)
    assert any("原定2026年9月30日" in one.text() for one in page.detail.limits.findChildren(QLabel))


def test_tabs_are_reached_by_keys(page: TasksPage) -> None:
    page.detail.tabs.setFocus()
    QTest.keyClick(page.detail.tabs, Qt.Key.Key_End)
    for _turn in range(4):
        QTest.keyClick(page.detail.tabs, Qt.Key.Key_Right)
    assert page.detail.tabs.currentIndex() == HISTORY and page.detail.history.isVisible()
