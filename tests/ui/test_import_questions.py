"""Questions over the review: seen with their effect, answered by keys, changed later, taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.input_method import type_words
from tests.ui.test_import_later import start
from tests.ui.test_import_page import read, stored
from tracker.domain.terms import Role
from tracker.storage.store import Store
from tracker.ui.pages.import_.page import ImportPage
from tracker.ui.shell import MainWindow
from tracker.ui.theme import apply_look
from tracker.usecases.house import units
from tracker.usecases.intake.plan_review import Standing

TEXT = """青石县2026年绿化工作方案
一、造林
1.栽种西山林带。栽树2000株，4月底前完成。责任单位：县林业局、县财政局、县水利局
2.补植公路两侧。补植苗木30公里，10月底前完成。责任单位：县交通局、县住建局
二、管护
3.聘用护林员。新聘护林员40名，年底前到岗。（县林业局牵头，县护林专班配合）
4.巡护林区。每月巡护一次。（县林业局牵头）
"""


@pytest.fixture
def window(empty_store: Store, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    units.save_unit(empty_store, None, units.UnitFields("县护林防火专班"))
    made = start(empty_store, tmp_path, qtbot)
    path = tmp_path / "绿化方案.txt"
    path.write_text(TEXT, "utf-8")
    read(made, path)
    return made


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    page = window.front
    assert isinstance(page, ImportPage)
    return page


def key(page: ImportPage, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(page.review.list, one)


def roles(page: ImportPage, row_id: int) -> list[Role]:
    assert page.review.session is not None
    return [unit.role for unit in page.review.session.row(row_id).task.units]


def groups(page: ImportPage) -> dict[str, int]:
    return {group.title: len(group.ids) for group in page.review.model.groups}


def test_numbers_choose_and_q_confirms(window: MainWindow, page: ImportPage) -> None:
    bar = page.review.questions
    assert bar.isVisible() and bar.words.whole == "本方案写“责任单位：甲、乙、丙”时，谁牵头？"
    assert bar.about.whole == "问题 1 / 2，涉及 2 项，答一次全文适用"
    assert [choice.isChecked() for choice in bar.choices] == [False, True, False]
    assert groups(page) == {"等待问题的回答": 3, "已确认": 1} and "还差 3 项" in page.finish_action.text()
    assert page.review.strip.reason.text() == "等待回答：“责任单位：甲、乙、丙”"
    key(page, Qt.Key.Key_1)
    assert [choice.isChecked() for choice in bar.choices] == [True, False, False]
    key(page, Qt.Key.Key_Q)
    assert roles(page, 1) == [Role.LEAD, Role.SUPPORT, Role.SUPPORT] and roles(page, 2) == [Role.LEAD, Role.SUPPORT]
    assert groups(page) == {"等待问题的回答": 1, "已确认": 3}
    assert bar.words.whole == "“县护林专班”不在单位库，怎么记？" and page.review.list.hasFocus()
    assert page.review.current is not None and page.review.current.id == 3, "on to what is left to do"


def test_ctrl_z_asks_again(window: MainWindow, page: ImportPage) -> None:
    key(page, Qt.Key.Key_1, Qt.Key.Key_Q)
    QTest.keyClick(page.review.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.review.questions.words.whole.startswith("本方案写") and set(roles(page, 1)) == {Role.JOINT}


def test_an_answer_stays_listed_and_can_be_changed(window: MainWindow, page: ImportPage) -> None:
    key(page, Qt.Key.Key_1, Qt.Key.Key_Q)
    answers = page.head.answers
    assert isinstance(answers, QToolButton) and answers.isVisible() and answers.text() == "已答 1 / 2"
    menu = answers.menu()
    assert menu is not None
    (action,) = menu.actions()
    assert action.text().startswith("“责任单位：甲、乙、丙”：第一个单位牵头")
    action.trigger()
    assert page.review.questions.words.whole.startswith("本方案写") and page.review.questions.choices[0].isChecked()
    key(page, Qt.Key.Key_Escape)
    assert page.review.questions.words.whole.startswith("“县护林专班”")
    action.trigger()
    key(page, Qt.Key.Key_3, Qt.Key.Key_Q)
    assert set(roles(page, 1)) == {Role.SUPPORT}


def test_an_unknown_name_becomes_an_alias_when_the_plan_is_stored(window: MainWindow, page: ImportPage) -> None:
    key(page, Qt.Key.Key_Q)
    bar = page.review.questions
    assert [choice.choice.words for choice in bar.choices] == ["新建单位", "是“县护林防火专班”"] and bar.search.isVisible()
    key(page, Qt.Key.Key_2, Qt.Key.Key_Q)
    assert not bar.isVisible() and page.finish_action.isEnabled()
    assert window.ctx is not None and stored(window) == []
    assert not any(unit.aliases for unit in units.list_units(window.ctx.store)), "nothing is stored before the import"
    page.finish()
    assert stored(window) == [4]
    assert [alias.name for alias in units.find_unit(window.ctx.store, "县护林防火专班").aliases] == ["县护林专班"]


def test_any_unit_can_be_searched_for(window: MainWindow, page: ImportPage) -> None:
    assert window.ctx is not None
    units.save_unit(window.ctx.store, None, units.UnitFields("青石林场"))
    page.later()
    page._go_on(page._in_hand[0])
    key(page, Qt.Key.Key_Q)
    bar = page.review.questions
    bar.search.setFocus()
    type_words(bar.search, "青石林场")
    QTest.keyClick(bar.search, Qt.Key.Key_Return)
    assert bar.confirm.hasFocus()
    QTest.keyClick(bar.confirm, Qt.Key.Key_Space)
    page.finish()
    assert [alias.name for alias in units.find_unit(window.ctx.store, "青石林场").aliases] == ["县护林专班"]


def test_a_row_that_waits_for_an_answer_can_be_accepted_by_itself(window: MainWindow, page: ImportPage) -> None:
    page.review.list.go_to(3)
    assert page.review.strip.accept.isEnabled()
    key(page, Qt.Key.Key_Return)
    assert page.review.session is not None
    assert page.review.session.standing_of(page.review.session.row(3)) is Standing.SETTLED
    assert groups(page)["等待问题的回答"] == 2


def test_answers_survive_a_restart(window: MainWindow, page: ImportPage) -> None:
    key(page, Qt.Key.Key_1, Qt.Key.Key_Q)
    page.later()
    page._go_on(page._in_hand[0])
    assert roles(page, 1) == [Role.LEAD, Role.SUPPORT, Role.SUPPORT] and page.head.answers.text() == "已答 1 / 2"


def test_the_primary_button_stays_in_sight_where_there_is_little_room(window: MainWindow, page: ImportPage) -> None:
    window.resize(911, 512)
    QApplication.processEvents()
    assert page.review.questions.words.whole == "“责任单位：甲、乙、丙”谁牵头？"
    assert page.review.questions.isVisible()
    shown = [made.text() for made in window.bar.findChildren(QPushButton) if made.isVisible()]
    assert any("还差 3 项" in text for text in shown)


def leads(page: ImportPage) -> list[str]:
    model = page.review.model
    column = next(n for n, one in enumerate(model.columns) if one.key == "lead")
    return [str(model.index(row, column).data()) for row in range(model.rowCount()) if model.id_at(row) is not None]


def test_the_effect_of_an_answer_is_seen_in_the_rows_before_it_is_given(window: MainWindow, page: ImportPage) -> None:
    before = leads(page)
    key(page, Qt.Key.Key_1, Qt.Key.Key_P)
    assert page.review.questions.preview.isChecked() and page.review.list.hasFocus()
    assert leads(page)[:2] == [
        "牵头 县林业局（原 分工负责 县林业局、县财政局、县水利局）",
        "牵头 县交通局（原 分工负责 县交通局、县住建局）",
    ]
    tall, plain = page.review.list.rowHeight(1), page.review.list.rowHeight(3)
    assert tall > plain, "new over old"
    key(page, Qt.Key.Key_3)
    assert leads(page)[0] == "无牵头（原 分工负责 县林业局、县财政局、县水利局）"
    assert set(roles(page, 1)) == {Role.JOINT} and page.review.session is not None and not page.review.session.is_changed
    key(page, Qt.Key.Key_P)
    assert leads(page) == before
    key(page, Qt.Key.Key_P, Qt.Key.Key_1, Qt.Key.Key_Q)
    assert "原" not in "".join(leads(page)), "the question is answered; the next one changes no lead"
    key(page, Qt.Key.Key_2)
    assert [text for text in supports(page) if "原" in text] == ["配合 县护林防火专班（原 配合 县护林专班）"]


def supports(page: ImportPage) -> list[str]:
    model = page.review.model
    column = next(n for n, one in enumerate(model.columns) if one.key == "support")
    return [str(model.index(row, column).data()) for row in range(model.rowCount()) if model.id_at(row) is not None]


def test_every_move_is_made_by_the_keyboard_alone(window: MainWindow, page: ImportPage) -> None:
    """Accept, change, split, merge, drop, add: no mouse; each is taken back by Ctrl+Z."""
    session = page.review.session
    assert session is not None
    key(page, Qt.Key.Key_Q)
    key(page, Qt.Key.Key_Q)
    page.review.list.go_to(1)
    key(page, Qt.Key.Key_F2)
    field = page.review.strip.title_field
    assert field.hasFocus()
    QTest.keyClicks(field, "Xishan")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert session.row(1).task.title == "Xishan" and page.review.list.hasFocus()
    key(page, Qt.Key.Key_S)
    assert page.review.source.hasFocus()
    QTest.keyClick(page.review.source, Qt.Key.Key_Return)
    assert session.total == 5 and page.review.list.hasFocus()
    page.review.list.go_to(1)
    key(page, Qt.Key.Key_M)
    assert session.total == 4
    key(page, Qt.Key.Key_Delete)
    assert session.total == 3
    key(page, Qt.Key.Key_N)
    assert page.review.source.hasFocus()
    QTest.keyClick(page.review.source, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(2):
        QTest.keyClick(page.review.source, Qt.Key.Key_Down)
    QTest.keyClick(page.review.source, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(page.review.source, Qt.Key.Key_Return)
    assert session.total == 4 and page.review.list.hasFocus()
    for _ in range(5):
        QTest.keyClick(page.review.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.total == 4 and session.row(1).task.title != "Xishan"


def test_a_document_is_reviewed_with_few_keys(window: MainWindow, page: ImportPage) -> None:
    """One key for an answer, one for each doubtful row, one to finish."""
    presses = 0
    while page.review.session is not None and page.review.session.missing and presses < 20:
        key(page, Qt.Key.Key_Q if page.review.questions.isVisible() else Qt.Key.Key_Return)
        presses += 1
    assert presses <= 4
    QTest.keyClick(page.review.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stored(window) == [4]


@pytest.mark.parametrize("large", [False, True])
def test_question_and_row_can_be_read_in_a_small_window(window: MainWindow, page: ImportPage, qapp: QApplication, large: bool) -> None:
    apply_look(qapp, large=large)
    window.resize(760, 480)
    qapp.processEvents()
    bar, rows = page.review.questions, page.review.list
    assert bar.words.text() == bar.words.whole, "the question is not cut"
    assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex())), "the row in hand is in sight"
    page.review.strip.begin_edit()
    qapp.processEvents()
    assert rows.viewport().rect().intersects(rows.visualRect(rows.currentIndex())), "and while it is edited"
    apply_look(qapp)
