"""A day that is put off in the calendar: drawn with the mouse or moved by keys, never without a reason."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.calendar_page import open_calendar
from tracker.ui.context import Context, OpenTask
from tracker.ui.message import Message
from tracker.ui.pages.calendar.page import CalendarPage


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> CalendarPage:
    return open_calendar(ctx, qtbot)


def _item_at(page: CalendarPage, title: str) -> QPoint:
    layout = page.month.geometry_now
    assert layout is not None
    box = next(box for cell in layout.cells for box in cell.items if box.item.title == title)
    return box.rect.center().toPoint()


def _day_at(page: CalendarPage, day: date) -> QPoint:
    layout = page.month.geometry_now
    assert layout is not None
    return next(cell.rect.center().toPoint() for cell in layout.cells if cell.day == day)


def _due(page: CalendarPage, title: str) -> date | None:
    return next(item.day for day in page.data.month.days for item in page.data.on(day) if item.title == title) if page.data else None


def test_a_due_date_is_dragged_and_asks_for_the_reason(page: CalendarPage, ctx: Context) -> None:
    start, end = _item_at(page, "发放预案"), _day_at(page, date(2026, 9, 22))
    QTest.mousePress(page.month, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(page.month, end)
    assert page.month.target == date(2026, 9, 22)
    QTest.mouseRelease(page.month, Qt.MouseButton.LeftButton, pos=end)
    assert page.move_strip.isVisible() and _due(page, "发放预案") == date(2026, 9, 17), "nothing is moved without a reason"
    QTest.keyClick(page.move_strip.reason, Qt.Key.Key_Return)
    assert "原因" in page.move_strip.complaint.text()
    page.move_strip.reason.setText("汛期会商同意")
    QTest.keyClick(page.move_strip.reason, Qt.Key.Key_Return)
    assert not page.move_strip.isVisible() and _due(page, "发放预案") == date(2026, 9, 22)
    ctx.undo()
    assert _due(page, "发放预案") == date(2026, 9, 17)


def test_a_click_on_an_item_still_opens_its_task(page: CalendarPage, ctx: Context) -> None:
    asked: list[object] = []
    ctx.going.connect(lambda _page, request: asked.append(request))
    QTest.mouseClick(page.month, Qt.MouseButton.LeftButton, pos=_item_at(page, "发放预案"))
    assert len(asked) == 1 and isinstance(asked[0], OpenTask) and not page.move_strip.isVisible()


def test_drawing_at_a_recurring_duty_says_why_it_stays(page: CalendarPage, ctx: Context) -> None:
    asked: list[object] = []
    told: list[Message] = []
    ctx.going.connect(lambda _page, request: asked.append(request))
    ctx.message.connect(told.append)
    start, end = _item_at(page, "报送周报"), _day_at(page, date(2026, 9, 23))
    QTest.mousePress(page.month, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(page.month, end)
    QTest.mouseRelease(page.month, Qt.MouseButton.LeftButton, pos=end)
    assert not asked and not page.move_strip.isVisible(), "a drag is no click"
    assert "不能拖动改期" in told[-1].text
    QTest.mouseClick(page.month, Qt.MouseButton.LeftButton, pos=start)
    assert len(asked) == 1


def test_a_due_date_is_moved_by_keys_alone(page: CalendarPage, ctx: Context) -> None:
    page.open(date(2026, 9, 20))
    QTest.keyClick(page.month, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert page.move_strip.isVisible() and page.move_strip.day.day == date(2026, 9, 21)
    QTest.keyClick(page.month, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert page.move_strip.day.day == date(2026, 9, 28) and page.month.target == date(2026, 9, 28)
    QTest.keyClick(page.move_strip.reason, Qt.Key.Key_Escape)
    assert not page.move_strip.isVisible() and _due(page, "巡查险段") == date(2026, 9, 20)


def test_a_day_without_a_movable_limit_says_so(page: CalendarPage, ctx: Context) -> None:
    said: list[Message] = []
    ctx.message.connect(said.append)
    page.open(date(2026, 9, 2))
    QTest.keyClick(page.month, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert not page.move_strip.isVisible() and "没有可以调整的时限" in said[-1].text


def test_a_proposed_day_off_is_told_with_the_working_day_before(page: CalendarPage) -> None:
    page.open(date(2026, 9, 30))
    QTest.keyClick(page.month, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert "国庆节" in page.move_strip.note.text() and "09-30" in page.move_strip.note.text()
    assert page.move_strip.which.count() == 8, "the day has eight limits to choose from"
