"""The window around the pages: keys, undo, files dropped on it, the first start."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import small_draft
from tests.ui.sample_pages import FilesPage, PlainPage
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.ui import shell
from tracker.ui.context import Context, OpenTask
from tracker.ui.pages.start.page import StartPage
from tracker.ui.shell import MainWindow
from tracker.usecases.intake import plans

CONTROL = Qt.KeyboardModifier.ControlModifier


def context(window: MainWindow) -> Context:
    assert window.ctx
    return window.ctx


def titles(window: MainWindow) -> list[str]:
    return [row.title for row in window.side.pages.model_rows.rows]


def plain(window: MainWindow, key: str) -> PlainPage:
    page = window.page(key)
    assert isinstance(page, PlainPage)
    return page


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(200, 200), action, data, button, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window.drop_hint.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(200, 200), action, data, button, none))


def test_the_first_page_stands_with_its_plan_and_keys(window: MainWindow) -> None:
    assert window.bar.title.text() == "总览"
    assert window.bar.chooser.currentText() == "青禾县河道清理方案"
    assert window.status.keys.text() == "示范页的按键"


def test_keys_go_to_pages(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_2, CONTROL)
    assert window.bar.title.text() == "任务"
    QTest.keyClick(window, Qt.Key.Key_1, CONTROL)
    assert window.bar.title.text() == "总览"


def test_arrow_keys_walk_through_the_navigation(window: MainWindow) -> None:
    window.side.pages.setFocus()
    QTest.keyClick(window.side.pages, Qt.Key.Key_Down)
    assert window.bar.title.text() == "任务"


def test_navigation_shows_the_import_page_only_while_it_holds_work(window: MainWindow, tmp_path: Path) -> None:
    assert "方案导入" not in titles(window)
    context(window).open_files((tmp_path / "甲.docx",))
    window.go("overview")
    assert "方案导入" in titles(window)
    page = window.page("import")
    assert isinstance(page, FilesPage)
    page.paths = ()
    page.set_badge("")
    assert "方案导入" not in titles(window)


def test_files_dropped_anywhere_are_imported(window: MainWindow, tmp_path: Path) -> None:
    paths = (tmp_path / "甲.docx", tmp_path / "乙.txt")
    drop(window, *paths)
    page = window.front
    assert isinstance(page, FilesPage)
    assert page.paths == paths
    assert not window.drop_hint.isVisible()


def test_ctrl_o_asks_for_files(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = (tmp_path / "甲.docx",)
    monkeypatch.setattr(shell, "ask_files", lambda _parent: chosen)
    QTest.keyClick(window, Qt.Key.Key_O, CONTROL)
    assert isinstance(window.front, FilesPage)
    assert window.front.paths == chosen


def test_ctrl_o_and_a_change_of_mind_leave_everything(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "ask_files", lambda _parent: ())
    QTest.keyClick(window, Qt.Key.Key_O, CONTROL)
    assert window.bar.title.text() == "总览"


def test_a_change_is_told_and_ctrl_z_takes_it_back(window: MainWindow) -> None:
    ctx = context(window)
    plan = ctx.plans[0].id
    ctx.change(lambda: plans.edit_plan(ctx.store, plan, title="北河清理方案"))
    assert window.bar.chooser.currentText() == "北河清理方案"
    assert window.toast.isVisible()
    assert window.toast.action.text() == "撤销"
    said = window.toast.words.text()
    assert said and said in window.bar.undo.toolTip()
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert window.bar.chooser.currentText() == "青禾县河道清理方案"
    assert window.toast.words.text() == f"已撤销：{said}"
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert window.bar.chooser.currentText() == "北河清理方案"


def test_the_button_of_the_toast_undoes(window: MainWindow) -> None:
    ctx = context(window)
    ctx.change(lambda: plans.edit_plan(ctx.store, ctx.plans[0].id, title="北河清理方案"))
    QTest.mouseClick(window.toast.action, Qt.MouseButton.LeftButton)
    assert window.bar.chooser.currentText() == "青禾县河道清理方案"


def test_nothing_to_redo_is_said_by_a_pale_button(window: MainWindow) -> None:
    assert window.bar.undo.isEnabled()
    assert not window.bar.redo.isEnabled()


def test_faults_of_the_world_stay_until_closed(window: MainWindow) -> None:
    context(window).tell(UserError("文件打不开", "正被 Word 使用", "请关闭后再试"))
    assert "正被 Word 使用" in window.toast.words.text()
    assert window.toast.stays
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.toast.isVisible()


def test_a_page_behind_is_read_anew_when_it_comes_to_the_front(window: MainWindow) -> None:
    tasks = plain(window, "tasks")
    window.go("tasks")
    window.go("overview")
    tasks.heard.clear()
    context(window).took(Changes(None, "改动", frozenset({"task"})))
    assert tasks.heard == []
    assert plain(window, "overview").heard[-1] == "changes 改动"
    window.go("tasks")
    assert tasks.heard == ["refresh", "activate"]


def test_a_request_reaches_the_page(window: MainWindow) -> None:
    context(window).open_task(7)
    assert plain(window, "tasks").requests == [OpenTask(7)]


def test_search_key_goes_to_the_pages_own_box_then_to_all_tasks(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert plain(window, "overview").box.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_F, CONTROL)
    assert not plain(window, "overview").box.hasFocus()


def test_f6_walks_through_the_panes(window: MainWindow) -> None:
    window.go("matrix")
    window.side.pages.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.front and window.front.panes()[0].hasFocus()
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.side.pages.hasFocus()


def test_without_a_plan_the_first_start_page_stands_everywhere(empty_window: MainWindow) -> None:
    window = empty_window
    assert isinstance(window.front, StartPage)
    window.go("tasks")
    assert isinstance(window.front, StartPage)
    assert window.bar.title.text() == "任务"
    assert not window.bar.chooser.isVisible()
    window.go("history")
    assert not isinstance(window.front, StartPage)


def test_an_imported_plan_replaces_the_first_start_page_and_undo_brings_it_back(empty_window: MainWindow) -> None:
    ctx = context(empty_window)
    ctx.change(lambda: plans.import_plan(ctx.store, small_draft()))
    assert isinstance(empty_window.front, PlainPage)
    assert ctx.plan_id is not None
    QTest.keyClick(empty_window, Qt.Key.Key_Z, CONTROL)
    assert isinstance(empty_window.front, StartPage)


def test_the_sample_opens_from_the_first_start_and_undo_takes_it_all_back(empty_window: MainWindow) -> None:
    ctx, start = context(empty_window), empty_window.page("start")
    assert isinstance(start, StartPage)
    QTest.mouseClick(start.sample_card, Qt.MouseButton.LeftButton)
    assert ctx.plans and all(plan.is_sample for plan in ctx.plans)
    assert not start.isVisible()
    QTest.keyClick(empty_window, Qt.Key.Key_Z, CONTROL)
    assert ctx.plans == ()
    assert start.isVisible()


def test_all_plans_can_be_chosen_where_there_are_several(window: MainWindow) -> None:
    ctx = context(window)
    ctx.change(lambda: plans.import_plan(ctx.store, small_draft("青禾县道路养护方案")))
    chooser = window.bar.chooser
    assert chooser.itemText(0) == "全部方案（2 个）"
    chooser.activated.emit(0)
    assert ctx.plan_id is None
    assert "全部方案" in chooser.currentText()


def test_a_narrow_window_shows_icons_alone(window: MainWindow) -> None:
    wide = window.side.width()
    window.resize(1000, 700)
    assert window.side.width() < wide


def test_the_plan_and_the_place_are_remembered(window: MainWindow, tmp_path: Path) -> None:
    window.close()
    text = (tmp_path / "window.ini").read_text("utf-8")
    assert "geometry" in text
    assert "plan=" in text


def test_the_plans_themselves_are_reached_from_the_chooser(window: MainWindow) -> None:
    chooser = window.bar.chooser
    before = chooser.currentText()
    chooser.setFocus()
    QTest.keyClick(chooser, Qt.Key.Key_End)
    assert chooser.currentText() == before
    with pytest.MonkeyPatch.context() as patch:
        asked: list[tuple[str, object]] = []
        patch.setattr(window, "go", lambda key, request=None: asked.append((key, request)))
        chooser.showPopup()
        chooser.hidePopup()
        chooser.activated.emit(chooser.count() - 1)
    assert asked == [("settings", "方案")] and chooser.currentText() == before
