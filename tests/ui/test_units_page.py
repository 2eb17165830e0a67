"""The unit page: loads that open their lists, names, order, groups, mergers."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.ui.input_method import type_words
from tracker.domain.records import UnitLoad
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import Role
from tracker.plans.draft import DraftTask, PlanDraft
from tracker.ui.context import Context
from tracker.ui.pages.units.forms import AliasForm, ContactForm, MergeForm, UnitForm
from tracker.ui.pages.units.page import UnitsPage
from tracker.usecases.house import units
from tracker.usecases.house.office import Office, set_office
from tracker.usecases.intake import plans

ENTER = Qt.Key.Key_Return
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> UnitsPage:
    units.save_unit(ctx.store, None, units.UnitFields("青禾县交通运输局", "交通局", "government", "县"))
    units.save_unit(ctx.store, None, units.UnitFields("各镇", "", "place", "", is_group=True))
    made = UnitsPage(ctx)
    qtbot.addWidget(made)
    ctx.changed.connect(made.show_changes)
    made.resize(1230, 660)
    made.show()
    made.activateWindow()
    made.activate()
    qtbot.waitUntil(made.view.hasFocus)
    return made


def load(page: UnitsPage, name: str) -> UnitLoad:
    return next(one for one in page.model.loads.values() if one.unit.display == name)


def order(page: UnitsPage) -> list[str]:
    return [page.model.loads[one].unit.display for group in page.model.groups for one in group.ids]


def click_figure(page: UnitsPage, name: str, key: str) -> None:
    column = [one.key for one in page.model.columns].index(key)
    index = page.model.index(page.model.row_of(load(page, name).unit.id), column)
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=page.view.visualRect(index).center())


def test_units_stand_by_kind_with_their_loads(page: UnitsPage) -> None:
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert [group.title for group in page.model.groups] == ["政府部门", "县区镇街"]
    water = load(page, "水利局")
    assert (water.lead, water.support) == (4, 0)
    assert page.model.text(water, "lead") == "4"
    page.refresh()
    assert tester.model() is page.model


def test_a_figure_opens_its_list(page: UnitsPage) -> None:
    asked: list[tuple[str, object]] = []
    page.ctx.going.connect(lambda key, request: asked.append((key, request)))
    click_figure(page, "财政局", "support")
    click_figure(page, "财政局", "lead")
    water = load(page, "财政局").unit.id
    assert asked == [("tasks", TaskFilter(plan_id=page.plan_id, unit_id=water, roles=frozenset({Role.SUPPORT})))]
    page.view.go_to(water)
    QTest.keyClick(page.view, ENTER)
    assert asked[1] == ("tasks", TaskFilter(plan_id=page.plan_id, unit_id=water))


def test_alt_and_arrows_change_the_order_and_undo_restores_it(page: UnitsPage) -> None:
    before = order(page)
    page.view.go_to(load(page, before[1]).unit.id)
    QTest.keyClick(page, Qt.Key.Key_Up, ALT)
    assert order(page)[:2] == [before[1], before[0]]
    assert not page.up.isEnabled()
    page.ctx.undo()
    assert order(page) == before


def test_a_unit_is_renamed_in_place(page: UnitsPage) -> None:
    page.view.go_to(load(page, "交通局").unit.id)
    QTest.keyClick(page.view, Qt.Key.Key_F2)
    form = page.pane.form
    assert isinstance(form, UnitForm)
    form.full.setText("")
    QTest.keyClick(form.full, ENTER)
    assert form.complaint.text() == "请填写单位全称"
    form.full.setText("青禾县水利局")
    form.full.setText(load(page, "水利局").unit.full_name)
    QTest.keyClick(form.full, ENTER)
    assert "已经有单位" in form.complaint.text()
    form.full.setText("青禾县交通局")
    QTest.keyClick(form.full, ENTER)
    assert page.pane.title.text() == "青禾县交通局"
    page.ctx.undo()
    assert page.pane.title.text() == "青禾县交通运输局"


def test_an_old_name_is_added_with_its_dates(page: UnitsPage) -> None:
    page.view.go_to(load(page, "水利局").unit.id)
    page.pane.open_alias()
    form = page.pane.form
    assert isinstance(form, AliasForm)
    QTest.keyClick(form.name, ENTER)
    assert form.complaint.text() == "请填写名称"
    type_words(form.name, "水务局")
    form.kind.choose("old")
    form.last.setText("2024-2-30")
    QTest.keyClick(form.last, ENTER)
    assert form.complaint.text() == "日期不存在：2024年2月30日"
    form.last.setText("2024-2-29")
    QTest.keyClick(form.last, ENTER)
    words = {one.text() for one in page.pane.names.findChildren(QLabel)}
    assert {"水务局", "至 2024-02-29", "曾用名"} <= words
    page.search.setText("水务")
    QTest.keyClick(page.search, ENTER)
    assert order(page) == ["水利局"]


def test_two_units_are_merged_after_the_effect_was_told(page: UnitsPage) -> None:
    page.view.go_to(load(page, "财政局").unit.id)
    page.pane.open_merge()
    form = page.pane.form
    assert isinstance(form, MergeForm)
    assert not form.save_button.isEnabled()
    type_words(form.box, "水利")
    QTest.keyClick(form.box, ENTER)
    assert form.effect.text() == "“财政局”的 4 项任务角色和全部名称将转到“水利局”，可以撤销"
    form.save_button.click()
    assert page.model.groups[-1].title == "已并入其他单位"
    assert page.pane.merged.text().startswith("已并入“")
    page.ctx.undo()
    assert load(page, "财政局").support == 4


def test_the_effect_of_a_merger_counts_the_tasks_of_all_plans(page: UnitsPage) -> None:
    ctx = page.ctx
    other = PlanDraft("别的.txt", "别的方案", "别的方案")
    other.tasks = [DraftTask(-1, "1.", "没有单位的事项", "没有单位的事项。")]
    other_id = plans.import_plan(ctx.store, other).result
    ctx.set_plans(tuple(plans.list_plans(ctx.store)))
    ctx.choose_plan(other_id)
    page.refresh()
    page.view.go_to(load(page, "财政局").unit.id)
    assert load(page, "财政局").support == 0
    assert "所选方案里没有任务" in {one.text() for one in page.pane.head.findChildren(QLabel)}, "it has some in another plan"
    page.pane.open_merge()
    form = page.pane.form
    assert isinstance(form, MergeForm) and form.effect.text().startswith("“财政局”的 4 项任务角色")


def test_a_unit_with_tasks_is_not_removed_and_the_pane_says_why(page: UnitsPage) -> None:
    page.view.go_to(load(page, "水利局").unit.id)
    page.pane.remove()
    assert "还有 4 项任务" in page.pane.trouble.text()
    page.view.go_to(load(page, "交通局").unit.id)
    assert not page.pane.trouble.isVisible()
    page.pane.remove()
    assert "交通局" not in order(page)
    page.ctx.undo()
    assert "交通局" in order(page)


def test_members_of_a_group_are_added_and_taken_out(page: UnitsPage) -> None:
    page.view.go_to(load(page, "各镇").unit.id)
    page.pane.open_member()
    form = page.pane.form
    assert form is not None
    type_words(form.box, "交通局")  # type: ignore[attr-defined]
    QTest.keyClick(form.box, ENTER)  # type: ignore[attr-defined]
    form.saved.emit()
    assert load(page, "各镇").unit.member_ids == (load(page, "交通局").unit.id,)
    page.ctx.undo()
    assert load(page, "各镇").unit.member_ids == ()


def test_a_new_unit_is_shown_at_once(page: UnitsPage) -> None:
    page.start_unit()
    form = page.pane.form
    assert isinstance(form, UnitForm)
    form.full.setText("青禾县气象局")
    QTest.keyClick(form.full, ENTER)
    assert page.pane.title.text() == "青禾县气象局"
    assert page.view.current_id() == load(page, "青禾县气象局").unit.id


def test_something_unsaved_holds_the_choice(page: UnitsPage, qtbot: QtBot) -> None:
    held = load(page, "交通局").unit.id
    page.view.go_to(held)
    page.pane.open_edit()
    form = page.pane.form
    assert isinstance(form, UnitForm)
    form.short.setText("交运局")
    page.view.go_to(load(page, "水利局").unit.id)
    qtbot.waitUntil(lambda: page.view.current_id() == held)
    assert form.complaint.text() == "请先保存或取消这里的修改"


def test_a_search_without_result_can_be_lifted(page: UnitsPage) -> None:
    page.search.setText("没有这样的")
    QTest.keyClick(page.search, ENTER)
    assert page.stack.currentWidget() is page.nothing
    assert page.escape()
    assert page.stack.currentWidget() is page.view


def drag(page: UnitsPage, name: str, onto: str, *, below: bool = False) -> None:
    """Hold the row of a unit and let it go at the upper or lower half of another."""
    rows = [page.view.row_rect(page.model.row_of(load(page, one).unit.id)) for one in (name, onto)]
    target = rows[1].center()
    target.setY(rows[1].bottom() - 2 if below else rows[1].top() + 2)
    port, left = page.view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, pos=rows[0].center())
    for spot in (rows[0].center(), target):
        point = QPointF(spot)
        moved = QMouseEvent(QEvent.Type.MouseMove, point, port.mapToGlobal(point), left, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(port, moved)
    QTest.mouseRelease(port, left, pos=target)


def test_a_unit_is_dragged_to_another_place_in_one_operation(page: UnitsPage) -> None:
    before = order(page)
    assert len(before) >= 3
    drag(page, before[2], before[0])
    assert order(page)[:3] == [before[2], before[0], before[1]]
    assert page.view.current_id() == load(page, before[2]).unit.id
    page.ctx.undo()
    assert order(page) == before
    drag(page, before[0], before[1], below=True)
    assert order(page)[:2] == [before[1], before[0]]


def test_a_unit_stays_within_its_kind_and_a_drag_onto_itself_is_nothing(page: UnitsPage) -> None:
    before = order(page)
    drag(page, before[0], "各镇", below=True)
    assert order(page)[-1] == "各镇" and order(page)[-2] == before[0]
    page.ctx.undo()
    drag(page, before[1], before[1])
    assert order(page) == before


def test_a_contact_is_added_changed_and_taken_out(page: UnitsPage) -> None:
    page.view.go_to(load(page, "水利局").unit.id)
    page.pane.contacts.add_contact.click()
    form = page.pane.form
    assert isinstance(form, ContactForm)
    QTest.keyClick(form.name, ENTER)
    assert form.complaint.text() == "请填写姓名"
    type_words(form.name, "沈佳")
    form.post.setText("办公室主任")
    form.phone.setText("5522101")
    QTest.keyClick(form.phone, ENTER)
    assert {"办公室主任", "5522101"} <= {one.text() for one in page.pane.contacts.findChildren(QLabel)}
    (contact,) = load(page, "水利局").unit.contacts
    page.pane.open_contact(contact)
    form = page.pane.form
    assert isinstance(form, ContactForm) and form.name.text() == "沈佳"
    form.post.setText("副局长")
    form.saved.emit()
    assert load(page, "水利局").unit.contacts[0].post == "副局长"
    page.ctx.undo()
    assert load(page, "水利局").unit.contacts[0].post == "办公室主任"


def test_a_merger_from_a_day_on_is_told_at_both_units(page: UnitsPage) -> None:
    gone = load(page, "财政局").unit
    page.view.go_to(gone.id)
    page.pane.open_merge()
    form = page.pane.form
    assert isinstance(form, MergeForm)
    type_words(form.box, "水利")
    QTest.keyClick(form.box, ENTER)
    form.since.setText("2026-2-30")
    form.save_button.click()
    assert form.complaint.text() == "日期不存在：2026年2月30日"
    form.since.setText("2026-9-1")
    assert "2026年9月1日起旧名称记为曾用名" in form.effect.text()
    form.save_button.click()
    assert page.pane.merged.text().startswith("2026-09-01 起并入“")
    page.view.go_to(load(page, "水利局").unit.id)
    words = {one.text() for one in page.pane.names.findChildren(QLabel)}
    assert f"{gone.full_name}　2026-09-01 起" in words and "至 2026-08-31" in words


def test_all_tasks_of_a_unit_stand_on_one_sheet_by_role(page: UnitsPage) -> None:
    page.view.go_to(load(page, "水利局").unit.id)
    QTest.keyClick(page, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert page.in_sheet
    assert page.sheet.title.text() == "水利局的任务"
    (group,) = page.sheet.model.groups
    assert (group.title, len(group.ids)) == ("牵头", 4)
    opened: list[tuple[str, object]] = []
    page.ctx.going.connect(lambda key, request: opened.append((key, request)))
    QTest.keyClick(page.sheet.view, ENTER)
    assert opened[0][0] == "tasks"
    assert page.escape()
    assert page.whole.currentWidget() is page.split
    assert page.view.current_id() == load(page, "水利局").unit.id


def test_the_sheet_of_a_unit_is_printed_and_written(page: UnitsPage, tmp_path: Path) -> None:
    page.view.go_to(load(page, "水利局").unit.id)
    page.show_sheet()
    window = page.sheet.open_paper()
    assert window is not None and window.sheets is not None
    assert window.sheets.document.name.endswith("水利局任务清单")
    assert window.facts.text() == "A4 横向，共 1 页"
    for name in ("清单.pdf", "清单.docx", "清单.xlsx"):
        window.write(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000
    window.reject()


def test_a_new_unit_has_the_level_of_the_office_and_a_districts_keeps_its_own(page: UnitsPage, ctx: Context) -> None:
    page.start_unit()
    assert isinstance(page.pane.form, UnitForm) and page.pane.form.level.currentData() == "县"
    page.pane.close_form()
    ctx.change(lambda: set_office(ctx.store, Office("青禾区政府办公室", "督查室", "区")))
    page.start_unit()
    form = page.pane.form
    assert isinstance(form, UnitForm)
    form.full.setText("青禾区民政局")
    QTest.keyClick(form.full, ENTER)
    made = load(page, "青禾区民政局").unit
    assert made.level == "区"
    page.view.go_to(made.id)
    page.pane.open_edit()
    form = page.pane.form
    assert isinstance(form, UnitForm)
    type_words(form.short, "民政局")
    QTest.keyClick(form.short, ENTER)
    assert load(page, "民政局").unit.level == "区"
