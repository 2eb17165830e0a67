"""Plans come in: a question answered, rows accepted by keys, found on every page, taken back, revised later."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.journeys.steps import context, drop, go_by_mouse, ids, keys, rows, titles, words_on, write
from tracker.domain.records import UnitRecord
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import Role
from tracker.ui.pages.calendar.page import CalendarPage
from tracker.ui.pages.import_.page import ImportPage
from tracker.ui.pages.matrix.page import MatrixPage
from tracker.ui.pages.revision.page import RevisionPage
from tracker.ui.pages.units.page import UnitsPage
from tracker.ui.shell import MainWindow
from tracker.usecases.intake.plan_revision import plan_versions

PLAN = """云岭县2026年古道修缮工作方案
一、修缮
1.修缮青石古道。整修石板路12公里，10月底前完成。责任单位：县文旅局、县财政局
2.加固三座古桥。加固桥墩9处，9月20日前完成。责任单位：县交通局、县住建局、县水利局
二、管护
3.配备巡查员。新聘巡查员16名，年底前到岗。（县人社局牵头，县文旅局配合）
"""
REVISED = """云岭县2026年古道修缮工作方案
一、修缮
1.修缮青石古道。整修石板路18公里，11月底前完成。责任单位：县文旅局、县财政局
2.加固三座古桥。加固桥墩9处，9月20日前完成。责任单位：县交通局、县住建局、县水利局
二、管护
3.配备巡查员。新聘巡查员16名，年底前到岗。（县人社局牵头，县文旅局配合）
4.设立古道路牌。设立路牌60块，12月20日前完成。（县文旅局牵头）
"""


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "古道方案.txt"
    path.write_text(PLAN, "utf-8")
    return path


def review_by_keys(window: MainWindow) -> None:
    """Answer every question with its first choice, accept every row, finish."""
    page = window.page("import")
    assert isinstance(page, ImportPage)
    while page.review.questions.isVisible():
        keys(window, "1", "Q")
    while page.review.session is not None and page.review.session.missing:
        keys(window, "Return")
    keys(window, "Ctrl+Return")


def names_of(unit: UnitRecord) -> set[str]:
    return {unit.full_name, unit.display, *(alias.name for alias in unit.aliases)}


def test_a_plan_is_reviewed_by_keys_and_found_on_every_page(window: MainWindow, plan_file: Path) -> None:
    drop(window, plan_file)
    page = window.page("import")
    assert isinstance(page, ImportPage)
    assert "谁牵头" in page.review.questions.words.whole and not page.finish_action.isEnabled()
    review_by_keys(window)
    assert window.bar.title.text() == "任务" and titles(window) == ["修缮青石古道", "加固三座古桥", "配备巡查员"]

    keys(window, "Ctrl+3")
    matrix = window.page("matrix")
    assert isinstance(matrix, MatrixPage)
    line = matrix.grid.model.line(matrix.grid.model.row_of(ids(window)[0]))
    assert line is not None and sorted(cell.role for cell in line.cells.values()) == sorted((Role.LEAD, Role.SUPPORT))
    keys(window, "Ctrl+4")
    calendar = window.page("calendar")
    assert isinstance(calendar, CalendarPage) and calendar.data is not None
    assert [item.title for item in calendar.data.on(date(2026, 9, 20))] == ["加固三座古桥"]
    go_by_mouse(window, "单位")
    units = window.page("units")
    assert isinstance(units, UnitsPage)
    assert {"县文旅局", "县交通局", "县人社局"} <= {name for load in units.model.loads.values() for name in names_of(load.unit)}
    keys(window, "Ctrl+1")
    assert window.bar.title.text() == "总览" and "3 项任务" in words_on(window.status)

    keys(window, "Ctrl+Z")
    assert titles(window) == []
    keys(window, "Ctrl+Y")
    assert len(titles(window)) == 3


def test_a_revised_plan_changes_what_was_accepted_and_nothing_else(
    window: MainWindow, plan_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(window, plan_file)
    review_by_keys(window)
    revised = tmp_path / "古道方案（修订）.txt"
    revised.write_text(REVISED, "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(revised)], ""))
    go_by_mouse(window, "方案修订")
    page = window.page("revision")
    assert isinstance(page, RevisionPage)
    page.open_action.trigger()
    assert page.session is not None and page.list.hasFocus()
    keys(window, "Ctrl+Shift+A")
    assert page.session.missing == 0
    page.foot.reason.setFocus()
    write("县政府第七次常务会议")
    keys(window, "Ctrl+Return")
    assert titles(window) == ["修缮青石古道", "加固三座古桥", "配备巡查员", "设立古道路牌"]
    assert rows(window, ids(window, TaskFilter(text="青石")))[0].due == date(2026, 11, 30)
    assert plan_versions(context(window).store, 1)[0].reason == "县政府第七次常务会议"
    keys(window, "Ctrl+Z")
    assert rows(window, ids(window, TaskFilter(text="青石")))[0].due == date(2026, 10, 31) and len(titles(window)) == 3
