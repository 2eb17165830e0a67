"""Things changed in the middle of the year: another lead, another day, another unit, and the way back from each."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.journeys.steps import click, context, go_by_mouse, ids, keys, open_sample, rows, words_on, write
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import Role
from tracker.ui.pages.calendar import paper_window
from tracker.ui.pages.calendar.page import CalendarPage
from tracker.ui.pages.matrix.page import MatrixPage
from tracker.ui.pages.overview.page import OverviewPage
from tracker.ui.pages.tasks.detail import HISTORY
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.pages.units.forms import MergeForm
from tracker.ui.pages.units.page import UnitsPage
from tracker.ui.shell import MainWindow
from tracker.usecases.house import units
from tracker.usecases.views import matrix


def tasks_page(window: MainWindow) -> TasksPage:
    page = window.page("tasks")
    assert isinstance(page, TasksPage)
    return page


def units_page(window: MainWindow) -> UnitsPage:
    page = window.page("units")
    assert isinstance(page, UnitsPage)
    return page


def role_in_matrix(window: MainWindow, task_id: int, unit_id: int) -> Role | None:
    """What the matrix shows where this task and this unit meet."""
    page = window.page("matrix")
    assert isinstance(page, MatrixPage)
    line = page.grid.model.line(page.grid.model.row_of(task_id))
    assert line is not None
    cell = line.cells.get(unit_id)
    return cell.role if cell else None


def columns_of_matrix(window: MainWindow) -> set[int]:
    """The units that have a column."""
    page = window.page("matrix")
    assert isinstance(page, MatrixPage)
    return set(page.grid.model.columns)


def unit_with_late_work(window: MainWindow) -> str:
    ctx = context(window)
    return next(load.unit.display for load in units.unit_loads(ctx.store, ctx.plan_id, ctx.today()) if load.overdue and load.lead)


def test_from_the_sample_to_my_late_task_another_lead_and_the_printed_month(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_sample(window)
    mine = unit_with_late_work(window)
    go_by_mouse(window, "单位")
    keys(window, "Ctrl+F")
    write(mine)
    keys(window, "Return")
    late = next(one for one in units_page(window).pane.figure_links if one.text().startswith("逾期"))
    QTest.mouseClick(late, Qt.MouseButton.LeftButton)

    assert window.bar.title.text() == "任务" and "已逾期" in [chip.text() for chip in tasks_page(window).filters.chips.buttons]
    task_id = tasks_page(window).view.current_id()
    assert task_id is not None and "逾期" in tasks_page(window).detail.head.light.words
    held = {key[1] for key in matrix.matrix_cells(context(window).store, [task_id])}
    other = next(unit for unit in units.list_units(context(window).store) if unit.id not in held and not unit.is_group)
    click(tasks_page(window).detail.roles, "添加单位")
    write(other.full_name)
    keys(window, "Return")
    click(tasks_page(window).detail.roles, "牵头")
    click(tasks_page(window).detail.roles, "添加")

    keys(window, "Ctrl+3")
    assert window.bar.title.text() == "责任矩阵" and role_in_matrix(window, task_id, other.id) is Role.LEAD
    keys(window, "Ctrl+Z")
    assert role_in_matrix(window, task_id, other.id) is None

    printed = tmp_path / "九月.pdf"
    monkeypatch.setattr(paper_window, "ask_target", lambda *_args: printed)
    keys(window, "Ctrl+4", "Ctrl+P")
    paper = QApplication.activeModalWidget()
    assert paper is not None and "2026年9月" in paper.windowTitle()
    click(paper, "PDF")
    assert printed.read_bytes().startswith(b"%PDF") and "九月.pdf" in window.toast.words.text()
    keys(window, "Esc")


def overdue_figure(window: MainWindow) -> int:
    window.go("overview")
    page = window.page("overview")
    assert isinstance(page, OverviewPage)
    return page.figures["overdue"].count


def test_a_due_date_is_moved_by_keys_and_tells_why(window: MainWindow) -> None:
    open_sample(window)
    before = overdue_figure(window)
    late = next(row for row in rows(window, ids(window, TaskFilter(overdue=True))) if row.due is not None)
    window.go("calendar", late.due)
    page = window.page("calendar")
    assert isinstance(page, CalendarPage) and late.due is not None
    keys(window, "Ctrl+Right")
    strip = page.move_strip
    place = next(at for at in range(strip.which.count()) if late.title in strip.which.itemText(at))
    strip.which.setCurrentIndex(place)
    keys(window, "Return")
    assert strip.isVisible() and "原因" in strip.complaint.text(), "no day is moved without a reason"
    strip.day.setText("2026-12-20")
    strip.reason.setFocus()
    write("县政府常务会议同意延期")
    keys(window, "Return")
    assert not strip.isVisible() and rows(window, [late.id])[0].due == date(2026, 12, 20)

    context(window).open_task(late.id)
    detail = tasks_page(window).detail
    QTest.mouseClick(detail.tabs, Qt.MouseButton.LeftButton, pos=detail.tabs.tabRect(HISTORY).center())
    assert "县政府常务会议同意延期" in words_on(detail.history) and "2026-12-20" in words_on(detail.history)
    assert overdue_figure(window) == before - 1
    keys(window, "Ctrl+Z")
    assert overdue_figure(window) == before and rows(window, [late.id])[0].due == late.due


def test_a_unit_goes_into_another_from_a_day_on_and_comes_back(window: MainWindow) -> None:
    open_sample(window)
    ctx = context(window)
    loads = [load for load in units.unit_loads(ctx.store, ctx.plan_id, ctx.today()) if load.lead and not load.unit.is_group]
    gone, stays = loads[0].unit, loads[1].unit
    keys(window, "Ctrl+3")
    assert {gone.id, stays.id} <= columns_of_matrix(window)

    go_by_mouse(window, "单位")
    units_page(window).view.go_to(gone.id)
    click(window, "合并到……")
    write(stays.full_name)
    keys(window, "Return")
    form = units_page(window).pane.form
    assert isinstance(form, MergeForm) and stays.display in form.effect.text()
    form.since.setFocus()
    write("2026-9-1")
    keys(window, "Return")
    assert units_page(window).pane.merged.text().startswith("2026-09-01 起并入")

    keys(window, "Ctrl+3")
    assert stays.id in columns_of_matrix(window) and gone.id not in columns_of_matrix(window)
    keys(window, "Ctrl+Z")
    assert {gone.id, stays.id} <= columns_of_matrix(window)
