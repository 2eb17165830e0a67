"""What a month does not show is told beside it: tasks without a day, the next dates; and what is moved is followed."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.calendar_page import dated, open_calendar, september
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import State
from tracker.plans.draft import DraftTask, PlanDraft
from tracker.ui.context import Context
from tracker.ui.message import Message
from tracker.ui.pages.calendar.days import MonthData
from tracker.ui.pages.calendar.layout import wrapped
from tracker.ui.pages.calendar.months_paint import MonthsLayout, paint_months
from tracker.ui.pages.calendar.page import DAYS, QUARTER, YEAR, CalendarPage
from tracker.ui.pages.calendar.rest_pages import rest_pages
from tracker.ui.theme import look
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> CalendarPage:
    return open_calendar(ctx, qtbot)


def show(page: CalendarPage, ctx: Context, draft: PlanDraft) -> None:
    ctx.choose_plan(plans.import_plan(ctx.store, draft).result)
    page.show_plan()


def choose(page: CalendarPage, mode: str) -> None:
    page.mode.choose(mode)
    page.mode.chosen.emit(mode)


def test_tasks_without_a_day_are_counted_and_their_list_is_a_door(page: CalendarPage, ctx: Context) -> None:
    assert not page.foot.isVisible(), "all tasks of this plan stand on a day"
    draft = september()
    draft.title, draft.source_text = "石桥县秋汛补充方案", "补"
    draft.tasks += [DraftTask(-1, "", f"加强第{number}类管理", "") for number in range(1, 4)]
    show(page, ctx, draft)
    assert page.foot.undated.text() == "另有 3 项没有写到哪天，看清单"
    went: list[object] = []
    ctx.going.connect(lambda _page, request: went.append(request))
    page.foot.undated.click()
    (asked,) = went
    assert isinstance(asked, TaskFilter) and len(asked.only) == 3 and asked.only_words
    ctx.change(lambda: tasks.set_state(ctx.store, list(asked.only[:2]), State.COMPLETED, ctx.today()))
    assert page.foot.undated.text().startswith("另有 1 项"), "what is done needs no day any more"


def test_where_nothing_is_near_the_next_date_is_told(page: CalendarPage, ctx: Context) -> None:
    draft = PlanDraft("明.txt", "明", "石桥县三年行动方案", period_start=date(2025, 1, 1), period_end=date(2027, 12, 31))
    draft.tasks = [dated("建成灌区", "2027年6月底前", date(2027, 6, 30)), dated("建成泵站", "2027年3月底前", date(2027, 3, 31))]
    show(page, ctx, draft)
    assert page.foot.soon.text() == "最近的到期日：2027年3月31日"
    page.foot.soon.click()
    assert page.title.text() == "2027年3月" and page.chosen == date(2027, 3, 31)


def moved(page: CalendarPage, reason: str = "汛期会商同意") -> None:
    assert page.move_strip.isVisible()
    page.move_strip.reason.setText(reason)
    QTest.keyClick(page.move_strip.reason, Qt.Key.Key_Return)


def test_the_ring_follows_what_was_moved(page: CalendarPage) -> None:
    page.open(date(2026, 9, 17))
    QTest.keyClick(page.month, Qt.Key.Key_Down, CONTROL)
    moved(page)
    assert page.chosen == date(2026, 9, 24), "Enter opens it there, another Ctrl and arrow moves it on"
    assert page.data is not None and [item.title for item in page.data.on(page.chosen)] == ["发放预案"]


@pytest.mark.parametrize("mode", [QUARTER, YEAR])
def test_a_due_date_is_moved_in_a_quarter_and_in_a_year(page: CalendarPage, mode: str) -> None:
    page.open(date(2026, 9, 17))
    choose(page, mode)
    view = page.quarter if mode == QUARTER else page.year
    QTest.keyClick(view, Qt.Key.Key_Right, CONTROL)
    moved(page)
    assert page.chosen == date(2026, 9, 18) and page.mode.current == mode
    assert page.span is not None and any(item.title == "发放预案" for item in page.span.on(date(2026, 9, 18)))


def test_lists_move_their_line_and_turn_the_month(page: CalendarPage, ctx: Context) -> None:
    said: list[Message] = []
    ctx.message.connect(said.append)
    choose(page, DAYS)
    assert "Ctrl+PgUp" in page.keys_text
    days = page.days
    row = next(row for row in range(days.entries.rowCount()) if (one := days.entries.value(row)) and one.item.title == "发放预案")
    days.selectRow(row)
    QTest.keyClick(days, Qt.Key.Key_Right, CONTROL)
    moved(page)
    assert page.chosen == date(2026, 9, 18)
    row = next(row for row in range(days.entries.rowCount()) if (one := days.entries.value(row)) and one.item.recurring)
    days.selectRow(row)
    QTest.keyClick(days, Qt.Key.Key_Right, CONTROL)
    assert not page.move_strip.isVisible() and "周期性工作" in said[-1].text
    QTest.keyClick(days, Qt.Key.Key_PageDown, CONTROL)
    assert page.title.text() == "2026年10月"
    QTest.keyClick(days, Qt.Key.Key_T)
    assert page.title.text() == "2026年9月" and page.chosen == ctx.today()


def test_for_a_free_day_the_working_day_before_is_one_click_away(page: CalendarPage) -> None:
    page.open(date(2026, 9, 17))
    for _step in range(3):
        QTest.keyClick(page.month, Qt.Key.Key_Down, CONTROL)
    page.move_strip.day.set_day(date(2026, 9, 26))
    page.move_strip.day.picked.emit(date(2026, 9, 26))
    assert page.move_strip.note.text() == "逢中秋节，改为 09-24"
    page.move_strip.note.click()
    assert page.move_strip.day.day == date(2026, 9, 24) and not page.move_strip.note.isVisible()
    assert page.month.target == date(2026, 9, 24)
    moved(page)
    assert page.chosen == date(2026, 9, 24)


def test_escape_lets_go_of_what_is_being_dragged(page: CalendarPage) -> None:
    layout = page.month.geometry_now
    assert layout is not None
    box = next(box for cell in layout.cells for box in cell.items if box.item.title == "发放预案")
    end = next(cell.rect.center().toPoint() for cell in layout.cells if cell.day == date(2026, 9, 22))
    QTest.mousePress(page.month, Qt.MouseButton.LeftButton, pos=box.rect.center().toPoint())
    QTest.mouseMove(page.month, end)
    assert page.month.target == date(2026, 9, 22)
    QTest.keyClick(page.month, Qt.Key.Key_Escape)
    QTest.mouseRelease(page.month, Qt.MouseButton.LeftButton, pos=end)
    assert not page.move_strip.isVisible()


@pytest.mark.parametrize("mode", [QUARTER, YEAR, "month"])
def test_a_printed_calendar_has_the_list_of_its_days_behind_it_on_demand(page: CalendarPage, tmp_path: Path, mode: str) -> None:
    choose(page, mode)
    window = page.open_paper()
    assert window is not None and window.sheets == 1 and not window.after.isVisible()
    above_the_foot = QRect(0, 0, window.picture.width(), window.picture.height() * 8 // 10)
    first = window.picture.grab(above_the_foot).toImage()
    window.listed.click()
    assert window.picture.grab(above_the_foot).toImage() == first, "the calendar itself is printed as before"
    assert window.sheets > 1 and "逐日清单" in window.facts.text()
    listing = window.picture.listing
    assert listing is not None
    data = page.data if mode == "month" else page.span
    assert data is not None and listing.count == (len(data.due) if isinstance(data, MonthData) else data.total)
    lines = [line for lines in rest_pages(listing.days, QRectF(0, 40, 1060, 640), listing.leads) for line in lines]
    words = ["".join(line.lines) for line in lines if line.item is not None]
    assert any("发放预案（水利局）" in one for one in words), "what is due and who leads it"
    window.write(tmp_path / "日历.pdf")
    assert (tmp_path / "日历.pdf").read_bytes().count(b"/MediaBox") == window.sheets
    window.listed.click()
    assert window.sheets == 1
    window.reject()


def test_no_line_begins_with_a_closing_mark(page: CalendarPage) -> None:
    metrics = QFontMetricsF(look().small)
    text = "核查险段（水利局、应急局、财政局）"
    for letters in range(3, len(text)):
        first, *rest = wrapped(text, metrics.horizontalAdvance(text[:letters]) + 1, 2)
        assert not rest or rest[0][0] not in "、）", (first, rest)


def test_every_day_of_a_year_shows_its_shape_whatever_its_height(page: CalendarPage) -> None:
    choose(page, YEAR)
    span = page.span
    assert span is not None
    for height in range(600, 900, 13):
        picture = QImage(1400, height, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        layout = MonthsLayout(span, QRectF(0, 0, 1400, height))
        paint_months(painter, span, layout)
        painter.end()
        place = layout.days[date(2026, 9, 10)].toRect()
        inks = {picture.pixel(x, y) for x in range(place.left(), place.right()) for y in range(place.top(), place.bottom())}
        assert QColor(look().tokens.red_fill).rgb() in inks, f"what is late stands in its day, {height} high"
