"""Cells of the matrix taken together: marked by keys and mouse, changed in one step; and the wheel that zooms."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.matrix_page import crowded_draft, go, role_of, show, unit_id
from tracker.domain.terms import Role, UnitKind
from tracker.reports.content import Table
from tracker.ui.context import Context
from tracker.ui.message import Message
from tracker.ui.pages.matrix.model import FIRST_UNIT
from tracker.ui.pages.matrix.page import MatrixPage
from tracker.usecases.house import history, units
from tracker.usecases.intake import plans
from tracker.usecases.views import matrix

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> Iterator[MatrixPage]:
    yield show(ctx, qtbot)


def wheel(widget: QWidget, turn: int, modifier: Qt.KeyboardModifier) -> None:
    spot = QPoint(60, 40)
    there = QPointF(widget.mapToGlobal(spot))
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(widget, QWheelEvent(QPointF(spot), there, QPoint(), QPoint(0, turn), none, modifier, phase, False))


def test_ctrl_and_the_wheel_zoom_wherever_the_mouse_is(page: MatrixPage) -> None:
    grid = page.grid
    places = (grid.units.viewport(), grid.tasks.viewport(), grid.figures.viewport(), grid.unit_head.viewport(), grid)
    for widget in places:
        wheel(widget, 120, CONTROL)
        assert page.filters.percent.text() == "110%", widget
        wheel(widget, -120, CONTROL)
        assert page.filters.percent.text() == "100%", widget
    before = grid.down.value()
    wheel(grid.units.viewport(), 40, CONTROL)
    assert page.filters.percent.text() == "100%", "a touch pad sends its turn in small parts"
    assert grid.down.value() == before


def test_shift_and_the_wheel_go_sideways(ctx: Context, qtbot: QtBot) -> None:
    ctx.choose_plan(plans.import_plan(ctx.store, crowded_draft(90)).result)
    page = show(ctx, qtbot)
    down = page.grid.down.value()
    wheel(page.grid.units.viewport(), -120, Qt.KeyboardModifier.ShiftModifier)
    assert page.grid.across.value() > 0 and page.grid.down.value() == down


def test_several_cells_get_a_role_in_one_step(page: MatrixPage, ctx: Context) -> None:
    units = page.grid.units
    first, money = go(page, "修补东岸石墙", "财政局"), unit_id(page, "财政局")
    second = go(page, "栽种西岸柳树", "财政局")
    go(page, "修补东岸石墙", "财政局")
    held = [role_of(ctx, task_id, money) for task_id in (first, second)]
    QTest.keyClick(units, Qt.Key.Key_Down, SHIFT)
    assert "2 项任务" in page.strip.task.text() and "2 格" in page.strip.source.toolTip()
    QTest.keyClick(units, Qt.Key.Key_4)
    assert [role_of(ctx, task_id, money) for task_id in (first, second)] == [Role.IMPLEMENT] * 2
    assert "2 项任务" in str(history.undo_name(ctx.store))
    ctx.undo()
    assert [role_of(ctx, task_id, money) for task_id in (first, second)] == held, "one step back"
    assert page.escape() and len(units.marked()[0]) == 1
    assert "财政局" in page.strip.unit.text(), "the line below tells of one cell again"
    QTest.keyClick(units, Qt.Key.Key_Up)
    assert len(units.marked()[0]) == 1, "without Shift, one cell again"


def test_cells_are_marked_by_drawing_over_them_and_cleared_together(page: MatrixPage, ctx: Context) -> None:
    units, model = page.grid.units, page.grid.model
    row = model.row_of(go(page, "修补东岸石墙", "财政局"))
    left, right = FIRST_UNIT, FIRST_UNIT + len(model.frame.units) - 1
    QTest.mousePress(units.viewport(), Qt.MouseButton.LeftButton, pos=units.cell_rect(row, left).center())
    spot = QPointF(units.cell_rect(row + 1, right).center())
    there = QPointF(units.viewport().mapToGlobal(spot.toPoint()))
    held = Qt.MouseButton.LeftButton
    QApplication.sendEvent(
        units.viewport(), QMouseEvent(QEvent.Type.MouseMove, spot, there, Qt.MouseButton.NoButton, held, Qt.KeyboardModifier.NoModifier)
    )
    QTest.mouseRelease(units.viewport(), held, pos=spot.toPoint())
    tasks_marked, units_marked = units.marked()
    assert (len(tasks_marked), len(units_marked)) == (2, len(model.frame.units))
    QTest.keyClick(units, Qt.Key.Key_Delete)
    assert matrix.matrix_cells(ctx.store, tasks_marked) == {}
    ctx.undo()
    assert len(matrix.matrix_cells(ctx.store, tasks_marked)) > 2


def test_marking_goes_over_the_row_of_a_chapter(page: MatrixPage) -> None:
    units, model = page.grid.units, page.grid.model
    units.setCurrentIndex(model.index(1, FIRST_UNIT))
    for _step in range(model.rowCount()):
        QTest.keyClick(units, Qt.Key.Key_Down, SHIFT)
    assert len(units.marked()[0]) == 4, "all tasks, no chapter"


def test_a_unit_without_a_column_gets_one_and_then_a_role(page: MatrixPage, ctx: Context) -> None:
    weather = units.UnitFields(full_name="青禾县气象局", short_name="气象局", kind=UnitKind.VERTICAL)
    ctx.change(lambda: units.save_unit(ctx.store, None, weather))
    model = page.grid.model
    task_id = go(page, "修补东岸石墙", "水利局")
    before = len(model.frame.units)
    page.more.trigger()
    assert page.units.isVisible()
    page.units.box.setText("气象")
    QTest.keyClick(page.units.box, Qt.Key.Key_Return)
    assert not page.units.isVisible() and len(model.frame.units) == before + 1
    assert page.grid.current() == (task_id, next(unit for unit in model.frame.units if unit.display == "气象局"))
    window = page.open_paper()
    assert window is not None and window.sheets is not None
    (table,) = [block for block in window.sheets.document.blocks if isinstance(block, Table)]
    assert "气象局" in [column.head for column in table.columns], "printed as seen"
    window.reject()
    QTest.keyClick(page.grid.units, Qt.Key.Key_1)
    assert role_of(ctx, task_id, unit_id(page, "气象局")) is Role.LEAD
    page.refresh()
    assert "气象局" in [unit.display for unit in model.frame.units]
    page.more.trigger()
    QTest.keyClick(page.units.box, Qt.Key.Key_Return)
    assert "请先选一个单位" in page.units.complaint.text()
    assert page.escape() and not page.units.isVisible()


def test_the_size_chosen_is_there_again_the_next_day(page: MatrixPage, ctx: Context, qtbot: QtBot) -> None:
    QTest.keyClick(page.grid.units, Qt.Key.Key_Plus, CONTROL)
    again = show(ctx, qtbot)
    assert (again.grid.zoom, again.filters.percent.text()) == (1.1, "110%")


def test_the_menu_key_opens_the_menu_at_the_cell(page: MatrixPage) -> None:
    units, asked = page.grid.units, list[QPoint]()
    page.grid.units.menu_wanted.disconnect()
    units.menu_wanted.connect(asked.append)
    go(page, "修补东岸石墙", "财政局")
    index = units.currentIndex()
    QApplication.sendEvent(units.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1)))
    assert asked == [units.viewport().mapToGlobal(units.cell_rect(index.row(), index.column()).bottomLeft())]


def test_a_role_on_the_row_of_a_chapter_is_answered(page: MatrixPage, ctx: Context) -> None:
    said: list[Message] = []
    ctx.message.connect(said.append)
    page.grid.units.setCurrentIndex(page.grid.model.index(0, FIRST_UNIT))
    QTest.keyClick(page.grid.units, Qt.Key.Key_1)
    assert "这一行是章节" in said[-1].text
