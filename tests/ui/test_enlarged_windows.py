"""What an enlarged screen (150 %, 200 %) or large letters leave: commands keep words, forms their buttons, lists their titles."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tracker.domain.workdays import WorkCalendar
from tracker.ui.context import Context
from tracker.ui.page import Page
from tracker.ui.page_bar import PageBar
from tracker.ui.pages.ledger.register import Register
from tracker.ui.pages.matrix.page import MatrixPage
from tracker.ui.pages.overview.days import DayStrip
from tracker.ui.pages.scores.page import ScoresPage
from tracker.ui.pages.start.page import StartPage
from tracker.ui.shell import MainWindow
from tracker.ui.theme import apply_look, look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.scrolled import form_room, gives_way, way_of_panes

LONG_TITLE = "建成县级电商公共服务和物流中心"


def shown_words(bar: PageBar) -> list[str]:
    QApplication.processEvents()
    style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    tools = [one for one in bar.findChildren(QToolButton) if one.isVisible() and one.toolButtonStyle() == style]
    return [one.text() for one in (*tools, *bar.findChildren(QPushButton)) if one.isVisible()]


def test_commands_keep_their_words_as_long_as_there_is_room(ctx: Context, qtbot: QtBot) -> None:
    page, window = Page(ctx), QWidget()
    bar = PageBar(window)
    for widget in (page, window):
        qtbot.addWidget(widget)
    names = ("添加文件夹", "生成退回件", "全部接受无疑问项", "稍后继续")
    for words in names:
        page.add_action(words, "save", lambda: None)
    page.add_action("应用（还差 8 行）", "check", lambda: None, "Ctrl+Enter", primary=True)
    window.resize(1300, 44)
    bar.resize(1300, 44)
    window.show()
    bar.show_page("反馈收发", page)
    assert set(names) <= set(shown_words(bar)) and "更多" not in shown_words(bar)
    for width in (820, 760, 700):
        bar.resize(width, 44)
        shown = shown_words(bar)
        assert "更多" in shown and "应用（还差 8 行）" in shown and names[0] in shown, width
        for made in (*bar.findChildren(QPushButton), *bar.findChildren(QToolButton)):
            assert not made.isVisible() or made.width() >= made.sizeHint().width(), (width, made.text())
    bar.resize(1300, 44)
    assert set(names) <= set(shown_words(bar))
    bar.show_page("", None)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_form_over_a_list_has_the_room_it_asks_for(qtbot: QtBot) -> None:
    whole, listed = QWidget(), QListWidget()
    qtbot.addWidget(whole)
    room, forms = form_room()
    column = QVBoxLayout(whole)
    column.addWidget(room)
    column.addWidget(gives_way(listed), 1)
    form = QLabel("\n".join("一行" for _line in range(8)))
    forms.addWidget(form)
    whole.resize(400, form.sizeHint().height() + look().row * 6)
    whole.show()
    assert form.height() >= form.sizeHint().height() and listed.height() >= look().row * 3
    assert room.verticalScrollBar().maximum() == 0


def test_panes_stand_under_each_other_only_where_that_shows_more(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    for width, height, way in (
        (700, 800, Qt.Orientation.Vertical),
        (700, 420, Qt.Orientation.Horizontal),
        (900, 800, Qt.Orientation.Horizontal),
    ):
        page.resize(width, height)
        assert way_of_panes(page, 760) is way


@pytest.mark.parametrize("height", [420, 640])
def test_points_by_hand_can_be_saved_with_large_letters(ctx: Context, qapp: QApplication, qtbot: QtBot, height: int) -> None:
    apply_look(qapp, large=True)
    page = ScoresPage(ctx)
    qtbot.addWidget(page)
    page.resize(867, height)
    page.show()
    page.activate()
    page.give()
    qapp.processEvents()
    form = page.desk.form
    assert form is not None
    for field in (form.what, form.points, form.reason, form.by):  # type: ignore[attr-defined]
        assert field.height() >= field.minimumSizeHint().height() - 3
    assert not form.save_button.visibleRegion().isEmpty()
    assert form.save_button.visibleRegion().boundingRect().height() == form.save_button.height()
    page.escape()
    assert page.detail.strip.isVisible() == bool(page.detail.scored and page.detail.scored.account.lines)


def test_large_letters_count_as_a_narrower_window(ctx: Context, qapp: QApplication, qtbot: QtBot) -> None:
    apply_look(qapp, large=True)
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(960, 540)
    window.show()
    window.begin(ctx)
    window.go("tasks")
    view = window.page("tasks").view  # type: ignore[attr-defined]
    qapp.processEvents()
    assert view.columnWidth(view._keys["title"]) >= look().body_metrics.horizontalAdvance(LONG_TITLE)


def test_the_cards_of_the_first_start_stand_apart(ctx: Context, qapp: QApplication, qtbot: QtBot) -> None:
    page = StartPage(ctx)
    qtbot.addWidget(page)
    page.show()
    for width, beside in ((867, True), (720, True), (480, False)):
        page.resize(width, 420)
        for _turn in range(3):
            qapp.processEvents()
        first, second = page.plan_card.geometry(), page.sample_card.geometry()
        assert not first.intersects(second) and (first.top() == second.top()) is beside, width
        assert abs(first.center().x() - second.center().x()) < 2 or beside


def test_no_word_stands_alone_under_a_sentence(qapp: QApplication, qtbot: QtBot) -> None:
    state = EmptyState("导入方案", "文件里的任务、单位和时限会自动找出来，由您逐条核对以后再存入台账，" * 2)
    qtbot.addWidget(state)
    state.resize(700, 300)
    state.show()
    qapp.processEvents()
    sides = state.text.contentsMargins()
    lines = state.text.heightForWidth(state.text.width()) // state.text.fontMetrics().lineSpacing()
    whole = state.text.fontMetrics().horizontalAdvance(state.text.text())
    assert lines == 2 and whole > 1.6 * (state.text.width() - sides.left() - sides.right())


def test_days_without_room_for_their_number_leave_it_out(ctx: Context, qapp: QApplication, qtbot: QtBot) -> None:
    apply_look(qapp, large=True)
    strip = DayStrip()
    qtbot.addWidget(strip)
    strip.show_days(ctx.today(), [], WorkCalendar())
    for width in (320, 440, 900):
        strip.resize(width, strip.sizeHint().height())
        labels = strip._labels()
        places = sorted(labels)
        assert labels[0] == "9/16" and labels[15] == "10/1"
        for one, other in pairwise(places):
            apart = strip.day_rect(other).center().x() - strip.day_rect(one).center().x()
            wide = look().small_metrics.horizontalAdvance(labels[one]) + look().small_metrics.horizontalAdvance(labels[other])
            assert apart >= wide / 2 - 1


@pytest.mark.parametrize(("height", "lines"), [(300, 1), (640, 3)])
def test_what_is_known_of_an_issued_document_leaves_room_for_the_list(ctx: Context, qtbot: QtBot, height: int, lines: int) -> None:
    register = Register(ctx, lambda: None)
    qtbot.addWidget(register)
    register.resize(640, height)
    register.show()
    register.stack.setCurrentIndex(0)
    for told in (register.title, register.about, register.answer):
        told.show_text("督办通知单")
    QApplication.processEvents()
    assert len({told.y() for told in (register.title, register.about, register.answer)}) == lines
    assert register.list.viewport().height() >= 3 * look().row


def test_the_matrix_says_in_words_what_its_buttons_pick_out(ctx: Context, qtbot: QtBot) -> None:
    page = MatrixPage(ctx)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    for width in (1230, 867):
        page.resize(width, 440)
        QApplication.processEvents()
        assert "无牵头" in page.filters.no_lead.text() and "负荷偏高" in page.filters.heavy.text(), width
