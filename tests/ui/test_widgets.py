"""The small parts, each used as a user uses it."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tracker.domain.terms import Role
from tracker.ui.message import Message
from tracker.ui.shapes import Mark
from tracker.ui.theme import look
from tracker.ui.widgets.chips import RoleChip
from tracker.ui.widgets.date_box import DateBox
from tracker.ui.widgets.elided_box import ElidedBox
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.flow import FlowLayout
from tracker.ui.widgets.legend import mark_legend, role_legend
from tracker.ui.widgets.plain import button
from tracker.ui.widgets.search_box import SearchBox
from tracker.ui.widgets.segmented import Segmented
from tracker.ui.widgets.text import elided
from tracker.ui.widgets.toast import Toast


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    return made


def test_search_waits_until_the_typing_pauses(qtbot: QtBot) -> None:
    box, heard = SearchBox("查任务"), list[str]()
    qtbot.addWidget(box)
    box.searched.connect(heard.append)
    for text in ("河", "河道"):
        box.setText(text)
    assert heard == []
    qtbot.waitUntil(lambda: heard == ["河道"])
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert heard == ["河道", ""]
    assert box.text() == ""


def test_enter_searches_at_once_and_only_once(qtbot: QtBot) -> None:
    box, heard = SearchBox("查任务"), list[str]()
    qtbot.addWidget(box)
    box.searched.connect(heard.append)
    box.setText("河")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert heard == ["河"]


def test_one_segment_is_on(qtbot: QtBot) -> None:
    control, heard = Segmented([("month", "月"), ("agenda", "日程")], "视图"), list[str]()
    qtbot.addWidget(control)
    control.chosen.connect(heard.append)
    assert control.current == "month"
    QTest.mouseClick(control.findChildren(QPushButton)[1], Qt.MouseButton.LeftButton)
    assert heard == ["agenda"]
    control.choose("month")
    assert (control.current, heard) == ("month", ["agenda"])


def test_chips_break_into_lines(place: QWidget) -> None:
    column = QVBoxLayout(place)
    flow = FlowLayout(gap=5)
    column.addLayout(flow)
    for _turn in range(12):
        flow.addWidget(RoleChip("县农业农村局", Role.SUPPORT))
    QApplication.processEvents()
    assert flow.heightForWidth(2000) < flow.heightForWidth(400)
    flow.clear()
    assert flow.heightForWidth(400) == 0


def test_a_chip_says_its_role_and_answers_to_keys(qtbot: QtBot) -> None:
    chip, heard = RoleChip("县水利局", Role.LEAD, inferred=True), list[str]()
    qtbot.addWidget(chip)
    chip.clicked.connect(lambda: heard.append("clicked"))
    QTest.keyClick(chip, Qt.Key.Key_Return)
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert heard == ["clicked", "clicked"]
    assert chip.accessibleName() == "牵头：县水利局（推定）"


def test_legends_are_said_to_screen_readers(qtbot: QtBot) -> None:
    legends = (role_legend(), mark_legend([(Mark.RED, "红灯"), (Mark.DONE, "已完成")]))
    for made in legends:
        qtbot.addWidget(made)
    assert [made.accessibleName() for made in legends] == ["图例：牵头、分工负责、配合、组织实施、推定", "图例：红灯、已完成"]


def test_the_toast_shows_one_thing_at_a_time_and_acts(place: QWidget) -> None:
    toast, done = Toast(place), list[str]()
    toast.show_message(Message("已删除 3 项", "撤销", "Ctrl+Z", lambda: done.append("undone")))
    toast.show_message(Message("已改名", "撤销", "Ctrl+Z", lambda: done.append("renamed back")))
    assert toast.words.text() == "已改名"
    assert not toast.stays
    QTest.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    assert done == ["renamed back"]
    assert not toast.isVisible()


def test_a_toast_without_a_way_back_has_no_button(place: QWidget) -> None:
    toast = Toast(place)
    toast.show_message(Message("已复制 3 行"))
    assert not toast.action.isVisible()
    QTest.mouseClick(toast.closer, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_the_toast_gives_way_to_what_can_be_used(place: QWidget) -> None:
    def covers(one: QWidget) -> bool:
        return toast.geometry().intersects(one.geometry())

    toast, field = Toast(place), QLineEdit(place)
    toast.show_message(Message("已改名"))
    usual = toast.pos()
    field.setGeometry(toast.geometry())
    field.show()
    toast.show_message(Message("已改名"))
    assert not covers(field) and toast.y() < usual.y() and toast.x() == usual.x(), "a little higher"
    above = QLineEdit(place)
    above.setGeometry(toast.geometry())
    above.show()
    toast.show_message(Message("已改名"))
    assert not covers(field) and not covers(above) and toast.y() == usual.y() and toast.x() < usual.x(), "to the side"
    field.setEnabled(False)
    toast.show_message(Message("已改名"))
    assert toast.pos() == usual


def test_a_long_message_breaks_instead_of_being_cut(place: QWidget) -> None:
    toast = Toast(place)
    toast.show_message(Message("文件不能写入，" * 20, is_error=True))
    assert toast.width() <= place.width()
    assert toast.words.height() >= 2 * look().body_metrics.height()


def test_the_empty_state_focuses_its_next_step(place: QWidget, qtbot: QtBot) -> None:
    done = list[str]()
    empty = EmptyState(
        "没有任务", "换一个筛选", ("清除筛选", lambda: done.append("cleared")), [("看帮助", lambda: done.append("help"))], place
    )
    empty.resize(place.size())
    empty.show()
    place.activateWindow()
    qtbot.waitUntil(place.isActiveWindow)
    empty.focus_step()
    assert empty.step and empty.step.hasFocus()
    QTest.keyClick(empty.step, Qt.Key.Key_Space)
    QTest.mouseClick(next(one for one in empty.findChildren(QPushButton) if one.text() == "看帮助"), Qt.MouseButton.LeftButton)
    assert done == ["cleared", "help"]
    assert "没有任务" in [one.text() for one in empty.findChildren(QLabel)]


def test_a_button_with_a_key_is_wider_and_says_it(qtbot: QtBot) -> None:
    plain, keyed = button("接受"), button("接受", keys="Enter")
    for made in (plain, keyed):
        qtbot.addWidget(made)
    assert keyed.sizeHint().width() > plain.sizeHint().width()
    assert keyed.accessibleName() == "接受 Enter"


@pytest.mark.parametrize("typed", ["2026-9-30", "2026年9月30日", "9月30日", "２０２６－９－３０", "9/30"])
def test_a_day_is_read_as_people_write_it(qtbot: QtBot, typed: str) -> None:
    box = DateBox("时限", 2026)
    qtbot.addWidget(box)
    box.setText(typed)
    assert (box.day, box.fault) == (date(2026, 9, 30), "")


def test_the_calendar_of_a_day_opens_by_keys_and_gives_the_day_back(qtbot: QtBot) -> None:
    box = DateBox("时限", 2026)
    qtbot.addWidget(box)
    box.show()
    box.set_day(date(2026, 9, 30))
    QTest.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = box.findChild(QCalendarWidget)
    assert calendar is not None and calendar.isVisible()
    calendar.activated.emit(QDate(2026, 10, 8))
    assert box.day == date(2026, 10, 8)


def test_texts_are_elided_only_where_they_do_not_fit() -> None:
    font = look().body
    assert elided("治理水质", 500, font) == "治理水质"
    assert elided("治理水质" * 20, 100, font).endswith("…")


def test_undo_in_an_empty_search_box_is_left_to_the_window(qtbot: QtBot, place: QWidget) -> None:
    box = SearchBox("查任务", parent=place)
    assert isinstance(box, QLineEdit)
    heard = list[int]()
    place.keyPressEvent = lambda event: heard.append(event.key())  # type: ignore[method-assign]
    QTest.keyClick(box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert Qt.Key.Key_Z in heard


def test_a_box_without_room_shortens_what_is_chosen(qtbot: QtBot) -> None:
    box = ElidedBox()
    qtbot.addWidget(box)
    box.addItem("　望川县2026年重点工作任务推进方案")
    box.resize(120, 28)
    box.show()
    assert box.shown_words.startswith("望川县") and box.shown_words.endswith("…")
    box.resize(400, 28)
    assert box.shown_words == "望川县2026年重点工作任务推进方案"
