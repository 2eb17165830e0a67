"""The import page as a clerk uses it: a file is read, looked at, changed and stored, or plainly refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import make_context
from tracker.paths import RESOURCES
from tracker.plans.draft import Span
from tracker.storage.store import Store
from tracker.ui.context import OpenFiles
from tracker.ui.pages import PAGES
from tracker.ui.pages.import_.page import ImportPage
from tracker.ui.pages.revision.page import RevisionPage
from tracker.ui.shell import MainWindow
from tracker.ui.widgets.chips import RoleChip
from tracker.usecases.intake import plans
from tracker.usecases.intake.plan_review import Standing

TEXT = """青石县2026年绿化工作方案
一、造林
1.栽种西山林带。栽树2000株，4月底前完成。（县林业局牵头，县财政局配合）
2.补植公路两侧。补植苗木30公里；修复花坛12处，10月底前完成。（县交通局牵头）
3.开展古树普查。逐株登记挂牌，长期坚持。
二、管护
4.聘用护林员。新聘护林员40名，年底前到岗。（县林业局牵头，县人社局配合）
"""


@pytest.fixture
def window(empty_store: Store, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    made = MainWindow(PAGES)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    made.begin(make_context(empty_store, tmp_path))
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    made = window.page("import")
    assert isinstance(made, ImportPage)
    return made


@pytest.fixture
def plan_file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "绿化方案.txt"
    path.write_text(TEXT, "utf-8")
    yield path


def read(window: MainWindow, *paths: Path) -> None:
    assert window.ctx is not None
    window.ctx.open_files(paths)


def words(page: ImportPage) -> str:
    """All that stands on the page."""
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def click(page: ImportPage, text: str) -> None:
    found = [button for button in page.findChildren(QPushButton) if button.text() == text and button.isVisible()]
    found[0].click()


def session_titles(page: ImportPage) -> list[str]:
    assert page.review.session is not None
    return [row.task.title for row in page.review.session.rows if row.standing is not Standing.DROPPED]


def stored(window: MainWindow) -> list[int]:
    assert window.ctx is not None
    return [plan.task_count for plan in plans.list_plans(window.ctx.store)]


def test_the_sample_becomes_46_tasks_and_ctrl_z_takes_them_back(window: MainWindow, page: ImportPage) -> None:
    read(window, next((RESOURCES / "sample").glob("*.docx")))
    assert page.review.session is not None and page.review.session.total == 46 and stored(window) == []
    page.accept_all()
    page.finish()
    assert stored(window) == [46]
    assert window.front is window.page("tasks")
    assert not page.is_open()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stored(window) == []


def test_doubtful_rows_come_first_with_their_reason_and_hold_the_import_up(window: MainWindow, page: ImportPage, plan_file: Path) -> None:
    read(window, plan_file)
    session = page.review.session
    assert session is not None and session.missing
    first = page.review.model.value(1)
    assert first is not None and first.reason and page.review.model.groups[0].title == "待核对"
    assert page.review.strip.reason.text() == first.reason
    assert not page.finish_action.isEnabled() and f"还差 {session.missing} 项" in page.finish_action.text()
    page.finish()
    assert stored(window) == []
    while session.missing:
        QTest.keyClick(page.review.list, Qt.Key.Key_Return)
    assert page.finish_action.isEnabled() and page.finish_action.text() == "完成导入"


def test_keys_drop_merge_split_and_step_back(window: MainWindow, page: ImportPage, plan_file: Path) -> None:
    read(window, plan_file)
    everything = ["栽种西山林带", "补植公路两侧", "开展古树普查", "聘用护林员"]
    assert session_titles(page) == everything
    review = page.review
    review.list.go_to(1)
    QTest.keyClick(review.list, Qt.Key.Key_Delete)
    assert session_titles(page) == everything[1:]
    QTest.keyClick(review.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session_titles(page) == everything
    review.list.go_to(2)
    QTest.keyClick(review.list, Qt.Key.Key_M)
    assert session_titles(page) == ["栽种西山林带", "补植公路两侧", "聘用护林员"]
    QTest.keyClick(review.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    review.list.go_to(2)
    QTest.keyClick(review.list, Qt.Key.Key_S)
    assert review.prompt.isVisible() and review.source.hasFocus()
    review.source.put_caret(TEXT.index("修复花坛"))
    QTest.keyClick(review.source, Qt.Key.Key_Return)
    assert session_titles(page)[1:3] == ["补植公路两侧", "修复花坛12处，10月底前完成"]
    assert review.list.hasFocus()
    QTest.keyClick(review.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session_titles(page) == everything
    QTest.keyClick(review.list, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(session_titles(page)) == 5


def test_selected_words_become_a_task(window: MainWindow, page: ImportPage, plan_file: Path) -> None:
    read(window, plan_file)
    review = page.review
    review.list.setFocus()
    QTest.keyClick(review.list, Qt.Key.Key_N)
    assert review.prompt.isVisible()
    review.source.setTextCursor(review.source.cursor_over(Span(TEXT.index("修复花坛"), TEXT.index("，10月"))))
    QTest.keyClick(review.source, Qt.Key.Key_Return)
    assert session_titles(page)[2] == "修复花坛12处"


def test_f2_changes_title_units_and_limit(window: MainWindow, page: ImportPage, plan_file: Path) -> None:
    read(window, plan_file)
    review = page.review
    review.list.go_to(1)
    QTest.keyClick(review.list, Qt.Key.Key_F2)
    strip = review.strip
    assert strip.title_field.hasFocus() and strip.title_field.text() == "栽种西山林带"
    strip.title_field.setText("栽种西山防护林")
    next(iter(strip.unit_fields.values())).setText("县林业局、县水利局")
    strip.limit_field.setText("5月底前")
    QTest.keyClick(strip.title_field, Qt.Key.Key_Return)
    assert not strip.title_field.isVisible() and review.list.hasFocus()
    assert review.session is not None
    task = review.session.row(1).task
    assert task.title == "栽种西山防护林"
    assert [unit.name for unit in task.units] == ["县林业局", "县水利局", "县财政局"]
    assert [str(limit.due) for limit in task.deadlines] == ["2026-05-31"]
    QTest.keyClick(review.list, Qt.Key.Key_F2)
    strip.title_field.setText("不要")
    QTest.keyClick(strip.title_field, Qt.Key.Key_Escape)
    assert not strip.title_field.isVisible() and review.session.row(1).task.title == "栽种西山防护林"


def test_a_click_on_a_unit_changes_its_role(window: MainWindow, page: ImportPage, plan_file: Path) -> None:
    read(window, plan_file)
    review = page.review
    review.list.go_to(1)

    def choose(unit: str, words: str) -> list[tuple[str, str]]:
        QApplication.processEvents()
        chip = next(chip for chip in review.strip.findChildren(RoleChip) if chip.name == unit and chip.isVisible())
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
        menu = review.strip.findChildren(QMenu)[-1]
        next(action for action in menu.actions() if action.text() == words).trigger()
        menu.close()
        assert review.session is not None
        return [(one.name, one.role.label) for one in review.session.row(1).task.units]

    assert choose("县财政局", "分工负责") == [("县林业局", "牵头"), ("县财政局", "分工负责")]
    assert choose("县财政局", "从这项任务中移除") == [("县林业局", "牵头")]


def test_source_and_rows_follow_each_other(window: MainWindow, page: ImportPage, plan_file: Path) -> None:
    read(window, plan_file)
    review = page.review
    review.source.put_caret(TEXT.index("护林员40名"))
    review.source.touched.emit(review.source.caret)
    assert review.current is not None and review.current.task.title == "聘用护林员"
    marked = {selection.cursor.selectedText() for selection in review.source.extraSelections()}  # type: ignore[attr-defined]
    assert {"县林业局", "4月底前", "县交通局"} <= marked


def test_rare_characters_do_not_shift_the_marks(window: MainWindow, page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "生僻字.txt"
    path.write_text(TEXT.replace("栽种西山", "栽种𠮷𡈼山"), "utf-8")
    read(window, path)
    marked = [selection.cursor.selectedText() for selection in page.review.source.extraSelections()]  # type: ignore[attr-defined]
    assert "县交通局" in marked and "10月底前" in marked
    page.review.source.put_caret(path.read_text("utf-8").index("聘用"))
    assert page.review.source.caret == path.read_text("utf-8").index("聘用")


def test_a_broken_file_is_told_in_one_sentence(window: MainWindow, page: ImportPage, tmp_path: Path, plan_file: Path) -> None:
    whole = next((RESOURCES / "sample").glob("*.docx")).read_bytes()
    broken = tmp_path / "坏了的方案.docx"
    broken.write_bytes(whole[: len(whole) // 2])
    read(window, broken, plan_file)
    assert "坏了的方案" in words(page) and not page.is_open()
    click(page, "继续下一份（还有 1 份）")
    assert page.is_open() and page.head.name.whole == "青石县2026年绿化工作方案"


def test_a_text_without_tasks_is_told_and_can_still_be_opened(window: MainWindow, page: ImportPage, tmp_path: Path) -> None:
    path = tmp_path / "便条.txt"
    path.write_text("明天上午开会，请带笔记本。", "utf-8")
    read(window, path)
    assert "没有找到任务" in words(page)
    click(page, "仍然打开，自己从原文中选出任务")
    assert page.is_open() and page.finish_action.text() == "没有任务可导入" and not page.finish_action.isEnabled()


def test_the_same_plan_again_is_not_stored_twice(window: MainWindow, page: ImportPage, plan_file: Path) -> None:
    read(window, plan_file)
    page.accept_all()
    page.finish()
    read(window, plan_file)
    assert "已经导入过" in words(page) and not page.is_open()
    click(page, "打开已有的方案")
    assert window.front is window.page("tasks") and stored(window) == [4]


def test_files_come_one_after_the_other(window: MainWindow, page: ImportPage, plan_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一份.txt"
    other.write_text(TEXT.replace("青石县", "白石县"), "utf-8")
    page.open(OpenFiles((plan_file, other)))
    assert page.head.turn.text() == "第 1 份，共 2 份" and page.head.name.whole.startswith("青石县")
    page.give_up()
    assert page.head.turn.text() == "第 2 份，共 2 份" and page.head.name.whole.startswith("白石县")
    page.accept_all()
    page.finish()
    assert stored(window) == [4]


def test_a_narrow_window_shows_one_pane_at_a_time(window: MainWindow, page: ImportPage, plan_file: Path) -> None:
    read(window, plan_file)
    window.resize(911, 512)
    review = page.review
    assert review.side == "rows" and not review.left.isVisible() and page.head.sides.isVisible()
    review.list.setFocus()
    QTest.keyClick(review.list, Qt.Key.Key_F6)
    assert review.side == "source" and review.source.hasFocus()
    window.resize(1366, 738)
    assert review.left.isVisible() and review.right.isVisible() and not page.head.sides.isVisible()


def test_a_document_like_a_stored_plan_may_be_compared_with_it(window: MainWindow, page: ImportPage, plan_file: Path) -> None:
    read(window, plan_file)
    page.accept_all()
    page.finish()
    changed = plan_file.with_name("绿化方案（修订）.txt")
    changed.write_text(TEXT.replace("2000株", "2600株"), "utf-8")
    read(window, changed)
    words = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert "这可能是已有方案的修订稿" in words and any("标题相同" in one for one in words)
    (step,) = [one for one in page.findChildren(QPushButton) if one.text() == "作为修订版与已有方案比对"]
    QTest.mouseClick(step, Qt.MouseButton.LeftButton)
    front = window.front
    assert isinstance(front, RevisionPage) and front.session is not None
    assert [row.title for row in front.session.rows if row.is_waiting] == ["栽种西山林带"]


def test_a_document_like_a_stored_plan_may_be_a_new_one(window: MainWindow, page: ImportPage, plan_file: Path) -> None:
    read(window, plan_file)
    page.accept_all()
    page.finish()
    plan_file.write_text(TEXT.replace("2000株", "2600株"), "utf-8")
    read(window, plan_file)
    (way,) = [one for one in page.findChildren(QPushButton) if one.text() == "作为新方案导入"]
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert page.review.session is not None and page.review.session.total == 4
