"""Figures in the printed preview of a bulletin: each opens its list, by mouse and by keys, at any size, on any page."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import State
from tracker.ui.context import Context, OpenSheets
from tracker.ui.pages.ledger.page import LedgerPage
from tracker.ui.pages.ledger.passages import PassageForm
from tracker.ui.paper.figures import Drawn, drawn_figures
from tracker.usecases.work import tasks

PERIOD = "2026-08"
Gone = list[tuple[str, object]]


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> Iterator[LedgerPage]:
    tasks.report_progress(ctx.store, 1, PERIOD, State.COMPLETED, 100, "清完了。", today=TODAY)
    tasks.report_progress(ctx.store, 2, PERIOD, State.IN_PROGRESS, 10, "还剩一段。", "雨天停工。", today=TODAY)
    made = LedgerPage(ctx)
    qtbot.addWidget(made)
    made.resize(1230, 650)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.activate()
    made.choose_kind("bulletin")
    period = made.options.period
    period.setCurrentIndex(period.findData(PERIOD))
    yield made


@pytest.fixture
def gone(ctx: Context) -> Gone:
    found: Gone = []
    ctx.going.connect(lambda key, request: found.append((key, request)))
    return found


def figures(page: LedgerPage) -> list[Drawn]:
    assert page.sheets is not None
    return [drawn for number in range(1, len(page.sheets.pages) + 1) for drawn in drawn_figures(page.sheets, number)]


def place(page: LedgerPage, drawn: Drawn) -> QPoint:
    """The middle of a figure in the viewport, scrolled into sight."""
    view = page.preview.view
    for bar, along in ((view.verticalScrollBar(), QPoint.y), (view.horizontalScrollBar(), QPoint.x)):
        bar.setValue(bar.value() + along(view.figure_rect(drawn).center()) - 100)
    return view.figure_rect(drawn).center()


def click(page: LedgerPage, drawn: Drawn) -> None:
    QTest.mouseClick(page.preview.view.viewport(), Qt.MouseButton.LeftButton, pos=place(page, drawn))


@pytest.mark.parametrize("zoom", [0, 3, -2])
def test_every_figure_on_every_page_opens_its_list(page: LedgerPage, ctx: Context, gone: Gone, zoom: int) -> None:
    for _step in range(abs(zoom)):
        page.preview.view.step_zoom(1 if zoom > 0 else -1)
    shown = figures(page)
    assert len({drawn.page for drawn in shown}) > 1, "also in the annex"
    labels = {drawn.figure.label for drawn in shown}
    assert {"任务", "已完成", "推进中", "欠进度", "编号1", "编号2", "未报送单位", "应报送单位"} <= labels
    for drawn in shown:
        click(page, drawn)
        key, request = gone.pop()
        if drawn.figure.units:
            assert (key, request) == ("sheets", OpenSheets((), PERIOD))
        else:
            assert key == "tasks" and isinstance(request, TaskFilter)
            assert tasks.task_list(ctx.store, request, Group.NONE, TODAY).total == drawn.figure.amount
    assert not gone


def test_a_share_opens_what_it_is_the_share_of_and_a_table_row_its_own(page: LedgerPage, gone: Gone) -> None:
    done = [drawn for drawn in figures(page) if drawn.figure.label == "已完成"]
    assert len(done) == 8, "count and share: in the text, for each of two headings (one has none done), for all, for the unit"
    click(page, done[-1])
    assert isinstance(gone[0][1], TaskFilter) and gone[0][1].only_words == "2026年8月通报：水利局 已完成 1 项"


def test_the_mouse_is_told_where_a_figure_is_and_what_it_opens(page: LedgerPage, gone: Gone) -> None:
    view, drawn = page.preview.view, figures(page)[0]
    spot = place(page, drawn)
    QTest.mouseMove(view.viewport(), spot)
    QApplication.processEvents()
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    QApplication.sendEvent(view.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, spot, view.viewport().mapToGlobal(spot)))
    assert QToolTip.text() == "任务 4 项，点击打开这 4 项任务"
    beside = QPoint(3, 3)
    QTest.mouseMove(view.viewport(), beside)
    QApplication.processEvents()
    assert view.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert gone == []


def test_tab_goes_from_figure_to_figure_over_the_pages_and_enter_opens(page: LedgerPage, gone: Gone) -> None:
    view, shown = page.preview.view, figures(page)
    view.setFocus()
    for drawn in shown:
        QTest.keyClick(view, Qt.Key.Key_Tab)
        assert view.figure == drawn
        assert view.viewport().rect().contains(view.figure_rect(drawn).center()), "it comes into sight"
        assert drawn.figure.label in view.accessibleDescription()
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert len(gone) == len(shown)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.figure is None and not view.hasFocus(), "after the last one the focus goes on"
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Backtab)
    assert view.figure == [drawn for drawn in shown if drawn.page == view.page][-1]


def test_what_is_typed_into_the_text_is_found_where_it_agrees_with_the_data(page: LedgerPage, ctx: Context, gone: Gone) -> None:
    page.sides.passages.edit("general")
    form = page.sides.passages.desk.form
    assert isinstance(form, PassageForm)
    form.text.setPlainText("全县任务4项，已完成2项，欠进度1项。")
    form.saved.emit()
    page.show_preview()
    above = [drawn.figure.label for drawn in figures(page) if drawn.page == 1][:3]
    assert above == ["任务", "欠进度", "任务"], "a wrong figure opens nothing; the table follows"


def test_a_figure_lies_over_its_very_digits(page: LedgerPage) -> None:
    """What the picture of the page shows there is ink, and left and right of it are the words beside it."""
    assert page.sheets is not None
    view = page.preview.view
    drawn = figures(page)[0]
    spot = view.figure_rect(drawn)
    picture = view.grab(spot.translated(view.viewport().pos())).toImage()
    dark = [x for x in range(picture.width()) if any(picture.pixelColor(x, y).lightness() < 120 for y in range(picture.height()))]
    assert dark and max(dark) - min(dark) < view.zoom * 40


def test_pages_without_figures_leave_tab_alone(page: LedgerPage, qtbot: QtBot) -> None:
    page.choose_kind("ledger")
    assert figures(page) == []
    view = page.preview.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert not view.hasFocus()
