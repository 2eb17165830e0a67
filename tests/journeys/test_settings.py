"""What is set for the whole office: lights, holidays, backups; each with its effect elsewhere and its way back."""

from datetime import date

from pytestqt.qtbot import QtBot

from tests.journeys.conftest import Opening
from tests.journeys.steps import click, context, go_by_mouse, ids, keys, open_sample, words_on, write
from tracker.domain.lights import Cause
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import Light
from tracker.ui.pages.calendar.page import CalendarPage
from tracker.ui.pages.overview.page import OverviewPage
from tracker.ui.pages.settings.backup_part import BackupPart
from tracker.ui.pages.settings.holidays_part import HolidaysPart
from tracker.ui.pages.settings.lights_part import LightsPart
from tracker.ui.pages.settings.page import SettingsPage
from tracker.ui.reopening import Reopening
from tracker.ui.shell import MainWindow


def settings(window: MainWindow, part: str) -> SettingsPage:
    """The settings with this part chosen by the arrow keys."""
    go_by_mouse(window, "设置")
    page = window.page("settings")
    assert isinstance(page, SettingsPage) and page.list.hasFocus()
    keys(window, "Home")
    while page.list.currentItem().text() != part:
        keys(window, "Down")
    return page


def test_stricter_lights_show_on_the_overview_until_they_are_taken_back(window: MainWindow) -> None:
    open_sample(window)
    before = len(ids(window, TaskFilter(lights=frozenset({Light.AMBER}))))
    page = settings(window, "亮灯规则")
    part = page.stack.currentWidget()
    assert isinstance(part, LightsPart)
    part.cells[Light.AMBER, Cause.DAYS_LEFT].limit.setFocus()
    keys(window, "Ctrl+A", "9", "0", "Tab")
    assert f"黄灯 {before} → " in part.effect.text(), "what it would do is told before it is done"
    click(part, "保存")
    more = len(ids(window, TaskFilter(lights=frozenset({Light.AMBER}))))
    assert more > before

    keys(window, "Ctrl+1")
    overview = window.page("overview")
    assert isinstance(overview, OverviewPage)
    red = overview.figures["red"].count
    assert f"{red + more} 项，按轻重排列" in words_on(overview) or f"共 {red + more} 项" in words_on(overview)
    keys(window, "Ctrl+Z")
    assert f"{red + before} 项，按轻重排列" in words_on(overview) or f"共 {red + before} 项" in words_on(overview)


def test_a_holiday_of_the_county_stands_in_the_calendar_as_free(window: MainWindow) -> None:
    open_sample(window)
    page = settings(window, "节假日")
    part = page.stack.currentWidget()
    assert isinstance(part, HolidaysPart)
    click(part, "添加一条")
    write("县庆日")
    part.rows[-1].first.setFocus()
    write("9月17日")
    click(part, "保存")
    keys(window, "Ctrl+4")
    calendar = window.page("calendar")
    assert isinstance(calendar, CalendarPage) and calendar.data is not None
    day = date(2026, 9, 17)
    assert calendar.data.work.holiday_name(day) == "县庆日" and not calendar.data.work.is_workday(day)
    workdays = calendar.data.workdays
    keys(window, "Ctrl+Z")
    assert calendar.data.work.is_workday(day) and calendar.data.workdays == workdays + 1
    assert f"{workdays + 1} 个工作日" in calendar.facts.text()


def test_a_backup_brings_back_what_was_removed_after_it(open_window: Opening, qtbot: QtBot) -> None:
    window = open_window()
    open_sample(window)
    page = settings(window, "备份")
    part = page.stack.currentWidget()
    assert isinstance(part, BackupPart)
    click(part, "立即备份")
    assert "已备份" in window.toast.words.text()

    keys(window, "Ctrl+2", "Ctrl+A", "Delete")
    assert len(ids(window)) < 46
    page = settings(window, "备份")
    part.list.setFocus()
    keys(window, "Home", "Space")
    reopening = Reopening(window)
    context(window).reopening.connect(reopening.wanted)
    click(part, "恢复到选中的备份")
    qtbot.waitUntil(lambda: not window.isVisible())
    assert reopening.between is not None
    context(window).store.close()
    assert "已恢复" in reopening.between()

    window = open_window()
    assert len(ids(window)) == 46
