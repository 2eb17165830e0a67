"""Small windows (683 × 384 is a common screen at 200 %): nothing is cut off in the middle of a word, what lacks room scrolls."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.tasks_page import open_page
from tracker.ui.context import Context
from tracker.ui.page import FilterBar
from tracker.ui.page_bar import StatusBar
from tracker.ui.pages import PAGES
from tracker.ui.pages.calendar.page import YEAR, CalendarPage
from tracker.ui.pages.matrix.page import MatrixPage
from tracker.ui.shell import MainWindow
from tracker.ui.theme import apply_look, look
from tracker.ui.widgets.scrolled import StripArea, fit_window

SMALL = (683, 364)
"""A screen of 1366 × 768 at 200 %, less its taskbar."""


@pytest.mark.parametrize("width", [716, 867, 1230])
def test_the_buttons_over_the_matrix_can_be_read(ctx: Context, qtbot: QtBot, width: int) -> None:
    page = MatrixPage(ctx)
    qtbot.addWidget(page)
    page.resize(width, 440)
    page.show()
    page.activate()
    for button in [*page.filters.mode.findChildren(QPushButton), page.filters.no_lead, page.filters.heavy]:
        assert isinstance(button, (QPushButton, QToolButton))
        words = button.fontMetrics().horizontalAdvance(button.text())
        assert button.width() >= words, button.text()
        parent = button.parentWidget()
        assert parent is not None and button.geometry().right() <= parent.width()
    assert page.filters.no_lead.accessibleName() == "无牵头 0", "screen readers hear the words in any case"


def test_keys_that_do_not_fit_are_left_out_whole(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_keys("方向键 移动　Enter 打开任务　Ctrl+加减号 缩放　Ctrl+P 打印")
    bar.show_facts(("望川县2026年重点工作任务推进方案", "46 项"))
    bar.resize(1300, 24)
    bar.show()
    assert bar.keys.text().endswith("Ctrl+P 打印")
    bar.resize(560, 24)
    shown = bar.keys.text()
    assert shown and shown != bar.keys.toolTip()
    assert bar.keys.toolTip().startswith(shown) and bar.keys.toolTip()[len(shown)] == "　"
    assert bar.keys.fontMetrics().horizontalAdvance(shown) <= bar.keys.width()
    bar.resize(1300, 24)
    assert bar.keys.text().endswith("Ctrl+P 打印")


@pytest.mark.parametrize("large", [False, True])
def test_every_page_fits_into_a_small_window(ctx: Context, qapp: QApplication, qtbot: QtBot, large: bool) -> None:
    apply_look(qapp, large=large)
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(*SMALL)
    window.show()
    window.begin(ctx)
    assert (window.width(), window.height()) == SMALL, "the least size of the window leaves it so small"
    for spec in PAGES:
        window.go(spec.key)
        qapp.processEvents()
        assert window.size().toTuple() == SMALL, f"{spec.title} makes the window larger"
        bar = window.bar
        assert bar.redo.geometry().right() <= bar.width(), f"{spec.title} pushes the last command out of the bar"
        for made in bar.findChildren(QPushButton):
            assert made.width() >= made.sizeHint().width(), f"{spec.title}: “{made.text()}” is cut"
    side = window.side.pages
    assert not side.verticalScrollBar().isVisible() and side.wanted_height() <= side.height(), "all pages can be seen and clicked"


def test_what_does_not_fit_stands_in_a_second_row(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    place.resize(900, 200)
    bar = FilterBar(place)
    buttons = [QPushButton(f"第{place}个按钮") for place in range(6)]
    bar.add(*buttons[:4])
    bar.stretch()
    bar.add(*buttons[4:])
    bar.resize(900, 40)
    place.show()
    assert len({one.y() for one in buttons}) == 1 and bar.height() == look().filter_bar
    bar.resize(buttons[0].sizeHint().width() * 4, 40)
    QApplication.processEvents()
    assert len({one.y() for one in buttons}) == 2 and bar.height() > look().filter_bar
    assert all(one.geometry().right() <= bar.width() for one in buttons)
    bar.resize(900, 40)
    QApplication.processEvents()
    assert len({one.y() for one in buttons}) == 1


def test_the_lights_over_the_list_keep_their_figures(ctx: Context, qtbot: QtBot) -> None:
    page = open_page(ctx, qtbot, 640)
    for button in page.filters.lights.buttons.values():
        assert button.width() >= button.sizeHint().width() and button.mapTo(page, QPoint(button.width(), 0)).x() <= 640


def test_a_strip_without_room_scrolls_and_hides_with_its_place(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    above, strip = QLabel("表"), QWidget()
    above.setMinimumHeight(60)
    lines = QVBoxLayout(strip)
    for place in range(10):
        lines.addWidget(QLabel(f"第{place}行"))
    strip.hide()
    column.addWidget(above, 1)
    area = StripArea(strip)
    column.addWidget(area)
    page.resize(300, 200)
    page.show()
    assert not area.isVisible()
    strip.show()
    QApplication.processEvents()
    assert area.isVisible() and strip.isVisible() and area.verticalScrollBar().maximum() > 0
    page.resize(300, 600)
    QApplication.processEvents()
    assert area.verticalScrollBar().maximum() == 0 and area.height() < 400, "it takes no more than it needs"
    strip.hide()
    assert not area.isVisible()


def test_a_year_scrolls_in_a_low_window_to_the_chosen_day(ctx: Context, qtbot: QtBot) -> None:
    page = CalendarPage(ctx)
    qtbot.addWidget(page)
    page.resize(639, 250)
    page.show()
    page.activate()
    page.mode.choose(YEAR)
    page.mode.chosen.emit(YEAR)
    QApplication.processEvents()
    area = page.views.currentWidget()
    assert isinstance(area, QScrollArea) and page.year.height() > area.height() and page.year.width() <= area.width()
    place = page.year.place_of(page.chosen).toRect()
    assert place.height() >= look().small_metrics.height()
    page.year.choose(page.chosen)
    seen = page.year.mapTo(area, place.center())
    assert 0 <= seen.y() <= area.height()


def test_sums_give_way_to_tasks_in_a_low_matrix(ctx: Context, qtbot: QtBot) -> None:
    page = MatrixPage(ctx)
    qtbot.addWidget(page)
    page.resize(640, 290)
    page.show()
    page.activate()
    assert not page.grid.totals.isVisible()
    page.resize(640, 600)
    assert page.grid.totals.isVisible()


def test_a_window_of_its_own_is_no_larger_than_the_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    fit_window(window, 5000, 5000)
    room = window.screen().availableGeometry()
    assert window.width() <= room.width() and window.height() < room.height()
