"""What a clerk looks for: a task by a few letters, its papers, and help where they stand."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.journeys.steps import buttons, click, keys, open_sample, rows
from tracker.paths import RESOURCES
from tracker.ui.help import HelpWindow, topics
from tracker.ui.pages import PAGES
from tracker.ui.pages.tasks import files_part
from tracker.ui.pages.tasks.detail import FILES
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.shell import MainWindow

HELP = RESOURCES / "help"
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")


def test_a_task_is_found_by_initials_and_its_paper_is_kept_and_opened(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_sample(window)
    keys(window, "Ctrl+Shift+F")
    assert window.search is not None and window.search.box.hasFocus()
    QTest.keyClicks(window.search.box, "ncys")
    keys(window, "Return")
    assert "农村饮水" in window.search.hits.item(0).text()
    keys(window, "Return")
    page = window.page("tasks")
    assert isinstance(page, TasksPage) and window.bar.title.text() == "任务" and not window.search.isVisible()
    task_id = page.view.current_id()
    assert task_id is not None and page.detail.desk.task_id == task_id

    paper = tmp_path / "现场照片说明.docx"
    paper.write_bytes(b"PK\x03\x04 kept as it is")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(paper)], ""))
    opened: list[Path] = []
    monkeypatch.setattr(files_part, "open_file", opened.append)
    tabs = page.detail.tabs
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(FILES).center())
    click(page.detail, "添加文件…")
    assert tabs.tabText(FILES) == "附件 1"
    paper.unlink()
    click(page.detail, "现场照片说明.docx")
    assert [one.read_bytes() for one in opened] == [b"PK\x03\x04 kept as it is"]
    keys(window, "Ctrl+Z")
    assert tabs.tabText(FILES) == "附件" and not buttons(page.detail, "现场照片说明.docx")


def open_help(window: MainWindow) -> HelpWindow:
    QApplication.processEvents()
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, HelpWindow) and one.isVisible()]
    return found


def test_f1_opens_the_help_of_every_page(window: MainWindow) -> None:
    keys(window, "F1")
    helping = open_help(window)
    assert helping.list.currentItem().text() == dict(topics())["start"]
    QTest.keyClick(helping, Qt.Key.Key_Escape)
    assert not helping.isVisible()
    open_sample(window)
    for spec in PAGES:
        window.go(spec.key)
        window.activateWindow()
        keys(window, "F1")
        page = window.front
        assert page is not None and page.help_topic in dict(topics()), spec.title
        assert open_help(window).list.currentItem().text() == dict(topics())[page.help_topic], spec.title
        assert len(open_help(window).text.toPlainText()) > 100, spec.title
        open_help(window).close()


@pytest.mark.parametrize("way", ["matrix/paper", "calendar/paper", "units/tasks/paper", "lists/versions"])
def test_f1_helps_in_the_windows_above_a_page_too(window: MainWindow, way: str) -> None:
    open_sample(window)
    page, *steps = way.split("/")
    window.go(page)
    shown = [window.page(page).scenes()[step]() for step in steps][-1]
    assert shown is not None
    shown.activateWindow()
    QApplication.processEvents()
    QTest.keyClick(QApplication.focusWidget() or shown, Qt.Key.Key_F1)
    helping = open_help(window)
    assert helping.list.currentItem().text() == dict(topics())[window.page(page).help_topic]
    helping.activateWindow()
    QTest.keyClick(helping.text, Qt.Key.Key_Escape)
    assert not helping.isVisible() and shown.isVisible()
    shown.close()


@pytest.mark.parametrize("topic", sorted(path.stem for path in HELP.glob("*.md")))
def test_links_and_pictures_of_the_help_lead_somewhere(topic: str, window: MainWindow) -> None:
    window.show_help(topic)
    helping = open_help(window)
    assert helping.list.currentItem().data(Qt.ItemDataRole.UserRole) == topic, "the text stands in the list"
    for picture, target in LINK.findall((HELP / f"{topic}.md").read_text("utf-8")):
        if picture:
            assert helping.text.loadResource(2, QUrl(target)) is not None and (HELP / target).is_file(), target
        else:
            helping.show_topic(topic)
            helping.text.anchorClicked.emit(QUrl(target))
            assert helping.list.currentItem().data(Qt.ItemDataRole.UserRole) == target.removesuffix(".md"), target
    helping.close()


def test_every_picture_of_the_help_is_shown_somewhere() -> None:
    texts = "\n".join(path.read_text("utf-8") for path in HELP.glob("*.md"))
    readme = (RESOURCES.parent / "README.md").read_text("utf-8")
    assert not [path.name for path in (HELP / "pictures").iterdir() if path.name not in texts + readme]


def test_search_by_initials_of_a_unit_finds_its_tasks(window: MainWindow) -> None:
    open_sample(window)
    keys(window, "Ctrl+2", "Ctrl+F")
    page = window.page("tasks")
    assert isinstance(page, TasksPage) and page.filters.search.hasFocus()
    QTest.keyClicks(page.filters.search, "slj")
    keys(window, "Return")
    found = rows(window, [number for group in page.model.groups for number in group.ids])
    assert 0 < len(found) < 46 and any("水利局" in name for row in found for name in row.leads)
    keys(window, "Esc")
    assert page.filters.search.text() == "" and page.model.item_count == 46


def test_every_key_of_every_page_stands_in_the_list_of_keys(window: MainWindow) -> None:
    open_sample(window)
    told = (HELP / "keys.md").read_text("utf-8")
    found = {one.key().toString() for one in window.findChildren(QShortcut)}
    for spec in PAGES:
        window.go(spec.key)
        page = window.front
        assert page is not None
        found |= {one.key().toString() for one in page.findChildren(QShortcut)}
        found |= {one.toString() for action in page.page_actions for one in action.shortcuts()}
    spelled = {"Return": "Enter", "Alt+Up": "Alt+↑", "Alt+Down": "Alt+↓", "Ctrl++": "加号", "Ctrl+=": "加号", "Ctrl+-": "减号"}
    wanted = {spelled.get(key, key).replace("Return", "Enter") for key in found if key}
    together = {"Ctrl+2", "Ctrl+3", "Ctrl+4"}  # written as Ctrl+1 / 2 / 3 / 4
    assert not sorted(key for key in wanted - together if key not in told)
