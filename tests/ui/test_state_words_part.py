"""设置 → 状态用语: presets, own words, what they would do, and that the whole window speaks so at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tests.ui.tasks_page import ids_of, open_page
from tracker.domain.lights import Cause
from tracker.domain.screens import Group
from tracker.domain.state_words import FIVE, THREE, Pace
from tracker.domain.terms import Light, State
from tracker.ui.context import Context, OpenTask
from tracker.ui.pages.matrix.page import MatrixPage
from tracker.ui.pages.settings.lights_part import LightsPart
from tracker.ui.pages.settings.page import SettingsPage
from tracker.ui.pages.settings.words_part import WordsPart
from tracker.ui.pages.tasks.reports_part import ReportForm
from tracker.usecases.house.settings import set_state_words, state_words
from tracker.usecases.work import tasks


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(ctx)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    ctx.changed.connect(made.show_changes)
    made.activate()
    made.list.setCurrentRow(made.place_of(WordsPart))
    return made


@pytest.fixture
def part(page: SettingsPage) -> WordsPart:
    made = page.part(page.place_of(WordsPart))
    assert isinstance(made, WordsPart)
    return made


def _press(part: WordsPart, words: str) -> None:
    QTest.mouseClick(next(one for one in part.findChildren(QPushButton) if words in one.text()), Qt.MouseButton.LeftButton)


def test_a_preset_shows_what_it_would_do_before_it_is_stored_and_is_undone(part: WordsPart, ctx: Context) -> None:
    assert part.effect.text() == "现在全部任务：已完成 0　推进中 0　未启动 4　长期坚持 0"
    _press(part, "五种")
    assert part.effect.text() == "按现在填的用语，全部任务：已完成 0　超进度 0　达进度 0　欠进度 0　其他 4　长期坚持 0"
    assert part.before.text() == "原来：已完成 0　推进中 0　未启动 4　长期坚持 0" and state_words(ctx.store) == THREE
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert state_words(ctx.store) == FIVE and not part.save_button.isEnabled()
    ctx.undo()
    assert state_words(ctx.store) == THREE and [row.word.text() for row in part.rows] == ["已完成", "推进中", "未启动", "长期坚持"]


def test_own_words_are_typed_moved_and_dropped(part: WordsPart, ctx: Context) -> None:
    part.rows[0].word.setText("办结")
    part.add_row()
    assert part.rows[-1].word.hasFocus()
    part.rows[-1].word.setText("加紧办理")
    part.rows[-1].moved.emit(-1)
    part.rows[2].dropped.emit()
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    stored = state_words(ctx.store).words
    assert [(one.word, one.state) for one in stored] == [
        ("办结", State.COMPLETED),
        ("推进中", State.IN_PROGRESS),
        ("加紧办理", State.IN_PROGRESS),
        ("长期坚持", State.ONGOING),
    ]
    QTest.mouseClick(next(one for one in part.findChildren(QPushButton) if one.text() == "恢复默认"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert state_words(ctx.store) == THREE


def test_words_that_leave_a_task_without_one_are_told_under_the_list(part: WordsPart, ctx: Context) -> None:
    part.rows[1].meaning.setCurrentIndex(part.rows[1].meaning.findText("推进中，慢于序时进度"))
    assert part.rows[1].value().pace is Pace.BEHIND
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert "没有表示“推进中”的用语" in part.complaint.text() and part.save_button.isEnabled()
    assert state_words(ctx.store) == THREE


def test_light_rules_are_not_touched_by_other_words(page: SettingsPage, ctx: Context) -> None:
    set_state_words(ctx.store, FIVE)
    page.list.setCurrentRow(page.place_of(LightsPart))
    lights = page.part(page.place_of(LightsPart))
    assert isinstance(lights, LightsPart) and not lights.dirty()
    lights.cells[Light.AMBER, Cause.DAYS_LEFT].limit.setValue(3)
    QTest.mouseClick(lights.save_button, Qt.MouseButton.LeftButton)
    assert state_words(ctx.store) == FIVE and not lights.dirty()


def test_the_whole_window_speaks_the_new_words_at_once(ctx: Context, qtbot: QtBot) -> None:
    page = open_page(ctx, qtbot)
    matrix = MatrixPage(ctx)
    qtbot.addWidget(matrix)
    first = ids_of(page)[0]
    ctx.change(lambda: tasks.set_state(ctx.store, [first], State.COMPLETED, TODAY))
    words = FIVE._replace(words=(FIVE.words[0]._replace(word="办结"), *FIVE.words[1:]))
    ctx.change(lambda: set_state_words(ctx.store, words))
    page.open(OpenTask(first))
    assert page.detail.head.state.text() == "办结" and page.detail.head.light.words == "办结"
    assert page.filters.lights.buttons[Light.DONE].text().strip() == "办结 1"
    assert page.batch.states[State.COMPLETED].text() == "办结"
    assert matrix.filters.state.itemText(1 + list(State).index(State.COMPLETED)) == "办结"
    page.group_by(Group.STATE)
    assert [group.title for group in page.model.groups] == ["其他", "办结"]
    ctx.undo()
    assert page.batch.states[State.COMPLETED].text() == "已完成" and page.detail.head.state.text() == "已完成"


def test_a_report_says_which_word_its_figures_give(ctx: Context, qtbot: QtBot) -> None:
    ctx.change(lambda: set_state_words(ctx.store, FIVE))
    page = open_page(ctx, qtbot)
    page.detail.edit("percent")
    form = page.detail.desk.form
    assert isinstance(form, ReportForm)
    form.state.choose("in_progress-ahead")
    form.percent.setText("60")
    assert form.shown.isVisible() and form.shown.text() == "进度60%、序时进度95%，台账上将显示“欠进度”"
    form.state.choose("in_progress-behind")
    form.percent.setText("61")
    assert not form.shown.isVisible()
    form.percent.setText("")
    assert form.shown.text() == "没有填进度，台账上将显示“其他”"
    form.percent.setText("90")
    QTest.keyClick(form.percent, Qt.Key.Key_Return)
    row = tasks.task_rows(ctx.store, [page.detail.desk.task_id], TODAY)[0]
    assert (row.state, row.percent, row.state_word) == (State.IN_PROGRESS, 90, "达进度")
