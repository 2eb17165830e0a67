"""A review left and continued, also after a restart of the program."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import make_context
from tests.ui.test_import_page import TEXT, click, read, stored, words
from tracker import app
from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.ui.context import Context
from tracker.ui.pages import PAGES
from tracker.ui.pages.import_.page import ImportPage
from tracker.ui.runner import TaskRunner
from tracker.ui.shell import MainWindow
from tracker.ui.widgets.toast import Toast
from tracker.usecases.intake.kept_reviews import reviews_in_hand


def start(store: Store, folder: Path, qtbot: QtBot) -> MainWindow:
    made = MainWindow(PAGES)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    made.begin(make_context(store, folder))
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def import_page(window: MainWindow) -> ImportPage:
    window.go("import")
    page = window.front
    assert isinstance(page, ImportPage)
    return page


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "绿化方案.txt"
    path.write_text(TEXT, "utf-8")
    return path


def badge(window: MainWindow) -> str:
    return next(row.badge for row in window.side.pages.model_rows.rows if row.key == "import")


def test_a_review_goes_on_after_a_restart(empty_store: Store, tmp_path: Path, qtbot: QtBot, plan_file: Path) -> None:
    window = start(empty_store, tmp_path, qtbot)
    read(window, plan_file)
    page = import_page(window)
    page.review.list.go_to(2)
    QTest.keyClick(page.review.list, Qt.Key.Key_Delete)
    assert page.review.session is not None
    left, here = page.review.session.missing, page.review.list.current_id()
    window.close()

    window = start(empty_store, tmp_path, qtbot)
    page = import_page(window)
    assert "青石县2026年绿化工作方案" in "".join(panel_titles(page)) and f"{left} 项待核对" in words(page)
    assert "绿化方案.txt" in words(page) and badge(window) == str(left)
    assert stored(window) == []
    click(page, "继续")
    session = page.review.session
    assert session is not None and session.missing == left and session.total == 3
    assert page.review.list.current_id() == here and page.review.list.hasFocus()
    page.accept_all()
    page.finish()
    assert stored(window) == [3]
    page = import_page(window)
    assert "没有核对完的方案" not in words(page) and badge(window) == ""


def panel_titles(page: ImportPage) -> list[str]:
    from tracker.ui.widgets.elided import ElidedLabel

    return [label.whole for label in page.findChildren(ElidedLabel) if label.isVisible()]


def test_later_puts_a_review_aside_and_gives_room_for_another(empty_store: Store, tmp_path: Path, qtbot: QtBot, plan_file: Path) -> None:
    window = start(empty_store, tmp_path, qtbot)
    read(window, plan_file)
    page = import_page(window)
    QTest.keyClick(page.review.list, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert not page.is_open() and "没有核对完的方案" in words(page)
    waiting = int(badge(window))
    other = tmp_path / "另一份.txt"
    other.write_text(TEXT.replace("青石县", "白石县"), "utf-8")
    read(window, other)
    assert page.review.session is not None
    assert int(badge(window)) == waiting + page.review.session.missing
    page.give_up()
    assert "白石县" not in "".join(panel_titles(page)) and badge(window) == str(waiting)


def test_the_same_file_again_offers_to_go_on(empty_store: Store, tmp_path: Path, qtbot: QtBot, plan_file: Path) -> None:
    window = start(empty_store, tmp_path, qtbot)
    read(window, plan_file)
    page = import_page(window)
    page.review.list.go_to(1)
    QTest.keyClick(page.review.list, Qt.Key.Key_Delete)
    page.later()
    read(window, plan_file)
    assert "这份方案核对到一半" in words(page)
    click(page, "继续核对")
    assert page.review.session is not None and page.review.session.total == 3
    page.later()
    read(window, plan_file)
    click(page, "从头开始")
    assert page.review.session is not None and page.review.session.total == 4


def test_giving_up_can_be_taken_back(empty_store: Store, tmp_path: Path, qtbot: QtBot, plan_file: Path) -> None:
    window = start(empty_store, tmp_path, qtbot)
    read(window, plan_file)
    page = import_page(window)
    page.later()
    click(page, "放弃")
    assert "没有核对完的方案" not in words(page) and badge(window) == ""
    toast = window.findChild(Toast)
    assert toast is not None and "没有导入“绿化方案.txt”" in toast.words.text()
    toast.action.click()
    assert "没有核对完的方案" in words(page)


def test_a_damaged_review_is_told_and_does_not_stand_in_the_way(empty_store: Store, tmp_path: Path, qtbot: QtBot, plan_file: Path) -> None:
    folder = tmp_path / "reviews"
    folder.mkdir()
    (folder / "half.json").write_text('{"format": 1, "ti', "utf-8")
    window = start(empty_store, tmp_path, qtbot)
    page = import_page(window)
    toast = window.findChild(Toast)
    assert toast is not None and "核对进度读不出来" in toast.words.text()
    assert "没有核对完的方案" not in words(page)
    read(window, plan_file)
    assert page.is_open()


def test_a_disk_that_takes_nothing_is_told_once_and_the_review_goes_on(
    empty_store: Store, tmp_path: Path, qtbot: QtBot, plan_file: Path
) -> None:
    (tmp_path / "reviews").write_text("不是文件夹", "utf-8")
    window = start(empty_store, tmp_path, qtbot)
    read(window, plan_file)
    page = import_page(window)
    toast = window.findChild(Toast)
    assert page.is_open() and toast is not None and "核对进度" in toast.words.text()
    toast.hide()
    page.review.accept()
    assert not toast.isVisible()
    page.accept_all()
    page.finish()
    assert stored(window) == [4]


def test_the_badge_stands_there_before_the_page_is_opened(empty_store: Store, tmp_path: Path, qtbot: QtBot, plan_file: Path) -> None:
    window = start(empty_store, tmp_path, qtbot)
    read(window, plan_file)
    shown = badge(window)
    window.close()
    (tmp_path / "reviews" / "half.json").write_text("{", "utf-8")
    empty_store.close()

    again = MainWindow(PAGES)
    qtbot.addWidget(again)
    settled: list[bool] = []
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    app.fill(again, Paths(tmp_path, empty_store.path), settings, lambda: settled.append(True))
    qtbot.waitUntil(lambda: bool(settled))
    assert shown
    qtbot.waitUntil(lambda: badge(again) == shown)
    again.close()
    assert again.ctx is not None
    again.ctx.store.close()


def test_rows_of_a_finished_review_are_not_counted_while_the_next_file_is_open(
    empty_store: Store, tmp_path: Path, qtbot: QtBot, plan_file: Path
) -> None:
    window = start(empty_store, tmp_path, qtbot)
    read(window, plan_file)
    page = import_page(window)
    page.later()
    click(page, "继续")
    other = tmp_path / "另一份.txt"
    other.write_text(
        "白石县2026年修路方案\n1.修通南路。修路9公里，6月底前完成。（县交通局牵头）\n2.架设北桥。架桥1座。（县水利局牵头，县造桥专班配合）\n",
        "utf-8",
    )
    read(window, other)
    page.accept_all()
    page.finish()
    assert page.review.session is not None and badge(window) == str(page.review.session.missing)


def test_the_last_step_before_the_window_is_closed_is_kept_too(empty_store: Store, tmp_path: Path, qtbot: QtBot, plan_file: Path) -> None:
    """With the real threads: steps are written beside the window, and closing waits for them."""
    window = MainWindow(PAGES)
    qtbot.addWidget(window)
    window.show()
    context = Context(empty_store, TaskRunner(), paths=Paths(tmp_path, empty_store.path))
    window.begin(context)
    context.open_files((plan_file,))
    page = window.page("import")
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(page.is_open)
    for row_id in (1, 2, 4):
        page.review.list.go_to(row_id)
        page.review.drop()
    window.close()
    (review,) = reviews_in_hand(tmp_path / "reviews").reviews
    assert review.total == 1
