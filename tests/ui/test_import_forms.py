"""The forms of the review: names are completed, the document's head is corrected, groups say what they stand for."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.input_method import type_words
from tests.ui.test_import_later import start
from tests.ui.test_import_page import read
from tracker.domain.terms import Role, UnitKind
from tracker.storage.store import Store
from tracker.ui.pages.import_.forms import HeadForm, MembersForm
from tracker.ui.pages.import_.page import ImportPage
from tracker.ui.shell import MainWindow
from tracker.ui.widgets.chips import RoleChip
from tracker.usecases.house import units
from tracker.usecases.intake import plans

TEXT = """绿化工作方案
1.栽种西山林带。栽树2000株，年底前完成。（县林业局牵头，各镇（街道）配合）
2.补植公路两侧。补植苗木30公里，10月底前完成。（县交通局牵头，各镇（街道）配合）
"""


@pytest.fixture
def window(empty_store: Store, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    units.save_unit(empty_store, None, units.UnitFields("县科学技术局", "县科技局"))
    for name in ("东岭镇", "西川镇"):
        units.save_unit(empty_store, None, units.UnitFields(name, kind=UnitKind.PLACE))
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


def test_unit_names_are_completed_by_any_form(window: MainWindow, page: ImportPage) -> None:
    page.review.list.go_to(1)
    QTest.keyClick(page.review.list, Qt.Key.Key_F2)
    field = page.review.strip.unit_fields[Role.LEAD]
    field.setFocus()
    field.setText("县林业局、县财")
    field.setCursorPosition(len(field.text()))
    type_words(field, "科")
    assert field.offered == []
    field.setText("县林业局、")
    type_words(field, "科技")
    assert field.offered == ["县科学技术局　县科技局"]
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert field.text() == "县林业局、县科学技术局" and page.review.strip.is_editing
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.review.session is not None and not page.review.strip.title_field.isVisible()
    leads = [unit.name for unit in page.review.session.row(1).task.units if unit.role is Role.LEAD]
    assert leads == ["县林业局", "县科学技术局"]


def test_names_of_the_document_are_offered_too(window: MainWindow, page: ImportPage) -> None:
    QTest.keyClick(page.review.list, Qt.Key.Key_F2)
    field = page.review.strip.unit_fields[Role.SUPPORT]
    field.clear()
    type_words(field, "交通")
    assert field.offered == ["县交通局"]


def test_the_head_of_the_plan_is_corrected_and_limits_follow(window: MainWindow, page: ImportPage) -> None:
    session = page.review.session
    assert session is not None and session.row(1).task.deadlines[0].due is None
    page.head.edit.click()
    form = page.review.form_place.form
    assert isinstance(form, HeadForm) and form.title.hasFocus() and form.title.text() == "绿化方案"
    form.title.setText("青石县绿化工作方案")
    form.number.setText("青政办发〔2026〕9号")
    form.first.setText("2026-1-1")
    form.last.setText("2025-12-31")
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    assert window.toast.isVisible() and "截止日期早于起始日期" in window.toast.words.text() and page.review.form_place.isVisible()
    form.last.setText("2026-12-31")
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    assert not page.review.form_place.isVisible() and page.review.list.hasFocus()
    assert page.head.name.whole == "青石县绿化工作方案" and page.head.period.text() == "2026.01—2026.12"
    assert [task.deadlines[0].due for task in session.result().tasks] == [date(2026, 12, 31), date(2026, 10, 31)]
    QTest.keyClick(page.review.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.head.name.whole == "绿化方案" and session.row(1).task.deadlines[0].due is None
    QTest.keyClick(page.review.list, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    page.accept_all()
    page.finish()
    assert window.ctx is not None
    (plan,) = plans.list_plans(window.ctx.store)
    assert (plan.title, plan.doc_number, plan.period_end) == ("青石县绿化工作方案", "青政办发〔2026〕9号", date(2026, 12, 31))


def test_a_form_is_left_by_escape(window: MainWindow, page: ImportPage) -> None:
    page.head.edit.click()
    form = page.review.form_place.form
    assert isinstance(form, HeadForm)
    form.title.setText("不要")
    QTest.keyClick(form.title, Qt.Key.Key_Escape)
    assert not page.review.form_place.isVisible() and page.head.name.whole == "绿化方案"


def group_chip(page: ImportPage) -> RoleChip:
    QApplication.processEvents()
    return next(chip for chip in page.review.strip.findChildren(RoleChip) if chip.name == "各镇（街道）" and chip.isVisible())


def test_a_group_says_what_it_stands_for(window: MainWindow, page: ImportPage) -> None:
    page.review.list.go_to(1)
    chip = group_chip(page)
    assert chip.note == "未展开"
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    menu = page.review.strip.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text().startswith("代表哪些单位")).trigger()
    menu.close()
    form = page.review.form_place.form
    assert isinstance(form, MembersForm) and not page.review.questions.isVisible()
    form.field.setText("东岭镇、西川镇、南坪镇")
    QTest.keyClick(form.field, Qt.Key.Key_Return)
    page.review.list.go_to(2)
    assert group_chip(page).note == "3 家", "for the whole plan"
    page.accept_all()
    page.finish()
    assert window.ctx is not None
    listed = {unit.id: unit for unit in units.list_units(window.ctx.store)}
    group = next(unit for unit in listed.values() if unit.full_name == "各镇（街道）")
    assert {listed[number].full_name for number in group.member_ids} == {"东岭镇", "西川镇", "南坪镇"}
    window.ctx.undo()
    assert not any(unit.full_name in ("各镇（街道）", "南坪镇") for unit in units.list_units(window.ctx.store))


def test_g_opens_the_list_of_a_group(window: MainWindow, page: ImportPage) -> None:
    session = page.review.session
    assert session is not None
    with_group = next(row.id for row in session.rows if any(unit.name.startswith("各") for unit in row.task.units))
    page.review.list.go_to(with_group)
    QTest.keyClick(page.review.list, Qt.Key.Key_G)
    form = page.review.form_place.form
    assert isinstance(form, MembersForm) and form.group.startswith("各")
    QTest.keyClick(form.field, Qt.Key.Key_Escape)
    assert page.review.list.hasFocus()
    other = next(row for row in session.rows if row.id != with_group)
    session.set_role(other.id, next(unit.name for unit in other.task.units if unit.name.startswith("各")), None)
    page.review.list.go_to(other.id)
    QTest.keyClick(page.review.list, Qt.Key.Key_G)
    assert "没有“各镇（街道）”这样的单位组" in window.toast.words.text()
