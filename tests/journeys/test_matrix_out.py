"""Before a meeting: the task without a lead gets one, the office with too much is seen, matrix and calendar go out as files."""

from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.journeys.steps import bring_in, click, context, keys, words_on
from tracker.ui.pages.calendar.page import QUARTER, CalendarPage
from tracker.ui.pages.matrix.page import MatrixPage
from tracker.ui.paper import window as paper_window
from tracker.ui.shell import MainWindow


def _matrix(window: MainWindow) -> MatrixPage:
    """The matrix of the sample plan, in front."""
    bring_in(window)
    keys(window, "Ctrl+3")
    page = window.page("matrix")
    assert isinstance(page, MatrixPage)
    return page


def test_a_task_without_a_lead_gets_one_by_click_and_the_matrix_goes_out_as_seen(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _matrix(window)
    click(page, "无牵头 1")
    model, units = page.grid.model, page.grid.units
    row = next(row for row in range(model.rowCount()) if model.task_at(row) is not None)
    line = model.line(row)
    assert line is not None and line.task.title == "建设建筑垃圾处置场"
    helper = next(unit for unit in model.frame.units if unit.id in line.cells)
    QTest.mouseClick(units.viewport(), Qt.MouseButton.LeftButton, pos=units.cell_rect(row, model.columns[helper.id]).center())
    click(page.strip, "牵头")
    assert "没有符合条件的任务" in words_on(page), "nothing is without a lead any more"
    click(page, "取消全部筛选")
    assert page.status_parts[0] == "46 项" and not page.filters.no_lead.isEnabled()
    click(page, "负荷偏高 1")
    busy = next(iter(model.frame.heavy))
    assert model.frame.by_id[busy].display == "农业农村局" and model.frame.tasks == 7
    shown = {one.task.title for row in range(model.rowCount()) if (one := model.line(row)) is not None}
    keys(window, "Ctrl+P")
    paper = page.findChild(paper_window.PaperWindow)
    assert paper is not None
    for suffix, kind in ((".xlsx", "Excel"), (".docx", "Word")):
        out = tmp_path / f"矩阵{suffix}"
        monkeypatch.setattr(paper_window, "ask_target", lambda *_args, out=out: out)
        click(paper, kind)
        assert out.exists()
    written = {str(cell) for sheet in load_workbook(tmp_path / "矩阵.xlsx").worksheets for line in sheet.values for cell in line if cell}
    assert shown <= written and "●" in written, "just the tasks that were seen, with their shapes"
    assert "建设建筑垃圾处置场" not in written
    words = "".join(cell.text for table in Document(str(tmp_path / "矩阵.docx")).tables for one in table.rows for cell in one.cells)
    assert all(title in words for title in shown)
    paper.reject()
    window.activateWindow()  # which a window manager does
    keys(window, "Escape", "Ctrl+Z")
    assert page.filters.no_lead.isEnabled(), "the lead is gone again with one step"


def test_a_chapter_folded_on_the_screen_is_folded_in_every_file(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _matrix(window)
    model, units = page.grid.model, page.grid.units
    group = model.group_at(0)
    assert group is not None
    away = [line.task.title for row in range(1, len(group.items) + 1) if (line := model.line(row)) is not None]
    figures = model.counts_at(0)
    QTest.mouseClick(page.grid.tasks.viewport(), Qt.MouseButton.LeftButton, pos=page.grid.tasks.row_rect(0).center())
    keys(window, "Ctrl+P")
    paper = page.findChild(paper_window.PaperWindow)
    assert paper is not None and paper.sheets is not None
    for suffix, kind in ((".xlsx", "Excel"), (".docx", "Word")):
        out = tmp_path / f"矩阵{suffix}"
        monkeypatch.setattr(paper_window, "ask_target", lambda *_args, out=out: out)
        click(paper, kind)
    sheet = load_workbook(tmp_path / "矩阵.xlsx").worksheets[0]
    lines = [line for line in sheet.values if line[0] is not None]
    heads = next(line for line in lines if line[0] == "序号")
    folded = next(line for line in lines if "已折叠" in str(line[0]))
    assert group.part.title in str(folded[0])
    for unit in model.frame.units:
        assert (folded[heads.index(unit.display)] or 0) == figures.get(unit.id, (0, 0))[0]
    assert folded[-2:] == tuple(model.count_at(0)), "how many lead and take part, as at the right of the screen"
    words = "".join(cell.text for table in Document(str(tmp_path / "矩阵.docx")).tables for one in table.rows for cell in one.cells)
    written = {str(cell) for line in lines for cell in line}
    assert all(title not in written and title not in words for title in away)
    assert "已折叠" in words and sum(isinstance(line[0], int) for line in lines) == 46 - len(away)
    paper.reject()
    assert units.isVisible()


def test_the_quarter_goes_into_the_calendar_of_the_telephone(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_in(window)
    keys(window, "Ctrl+4")
    page = window.page("calendar")
    assert isinstance(page, CalendarPage)
    click(page, "季")
    assert page.mode.current == QUARTER and page.title.text() == "2026年第三季度"
    out = tmp_path / "三季度.ics"
    monkeypatch.setattr("tracker.ui.exporting.ask_target", lambda *_args: out)
    click(window, "日历文件")
    text = out.read_text("utf-8").replace("\r\n ", "")
    assert "建成县级电商公共服务中心" in text and "20260831" in text
    assert context(window).plan_id is not None


def test_an_office_helps_in_three_tasks_by_one_key_and_goes_again_by_one_step(window: MainWindow) -> None:
    bring_in(window)
    keys(window, "Ctrl+3", "Ctrl+Home", "Down")
    page = window.page("matrix")
    assert isinstance(page, MatrixPage)
    units = page.grid.units
    office = page.grid.current()[1]
    assert office is not None
    before = page.grid.model.frame.totals[office.id]
    keys(window, "Shift+Down", "Shift+Down")
    assert "3 项任务" in page.strip.task.text()
    keys(window, "3")
    assert page.grid.model.frame.totals[office.id].part == before.part + 3
    assert "3 项任务" in window.toast.words.text() and office.display in window.toast.words.text()
    keys(window, "Ctrl+Z")
    assert page.grid.model.frame.totals[office.id] == before
    keys(window, "Escape", "Escape")  # the words of what happened go first
    assert len(units.marked()[0]) == 1 and page.isVisible()
