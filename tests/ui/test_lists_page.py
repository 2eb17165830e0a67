"""指标项目: a document with an indicator table, a service list and a project box is imported, shown, searched, changed and written out."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from docx import Document as WordFile
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import make_context
from tracker.domain.plan_lists import ListKind, ServiceRecord
from tracker.domain.terms import Role
from tracker.storage.store import Store
from tracker.ui.pages.lists.forms import RowForm
from tracker.ui.pages.lists.page import ListsPage
from tracker.ui.widgets.chips import RoleChip
from tracker.ui.widgets.plain import Button
from tracker.ui.widgets.role_forms import ChangeRoleForm
from tracker.usecases.house import history
from tracker.usecases.intake import plan_lists, plans

PLAN = """柳泉县公共服务规划
第一章 任务
第一节 育幼
（一）扩大托位。新建托育点6处，11月底前投用。（县卫健局牵头，县教育局配合）
表1 主要指标
\t序号
\t指标名称
\t2026年
\t指标性质

\t一、育幼

\t1
\t千人托位数（个）
\t≥4.8
\t预期性

\t2
\t托育机构备案率（%）
\t100
\t约束性

\t二、安老

\t3
\t护理型床位占比（%）
\t58
\t约束性

专栏1 托育工程
（1）托育点工程。新建托育点6处，配齐保育人员。
（2）师资工程。培训保育员240名。
附件
服务清单
\t序号
\t服务项目
\t服务对象
\t服务指导标准
\t支出责任
\t牵头负责单位
\t备注

\t一、育幼

\t1
\t新生儿访视
\t新生儿家庭
\t出院后一周内上门一次。
\t县级财政负责
\t县卫健局、县财政局
\t

\t2
\t幼儿资助
\t困难家庭幼儿
\t每人每学期400元。
\t省、县按比例负担
\t县教育局
\t
"""


@pytest.fixture
def page(empty_store: Store, tmp_path: Path, qtbot: QtBot) -> Iterator[ListsPage]:
    file = tmp_path / "柳泉规划.txt"
    file.write_text(PLAN, "utf-8")
    plans.import_plan(empty_store, plans.read_plan_file(empty_store, file))
    ctx = make_context(empty_store, tmp_path)
    ctx.set_plans(tuple(plans.list_plans(empty_store)))
    made = ListsPage(ctx)
    qtbot.addWidget(made)
    ctx.changed.connect(made.show_changes)
    made.resize(1230, 660)
    made.show()
    made.activate()
    yield made


def shown(page: ListsPage) -> list[list[str]]:
    model = page.view.rows
    found = []
    for row in range(model.rowCount()):
        value = model.value(row)
        if value is not None:
            found.append([model.text(value, column.key) for column in model.columns])
    return found


def words(page: ListsPage) -> set[str]:
    QApplication.processEvents()
    return {one.text() for one in page.pane.findChildren(QLabel) if one.isVisible()}


def segment_words(page: ListsPage) -> list[str]:
    return [button.text() for button in page.segments._buttons.values()]


def test_each_list_stands_in_its_segment_under_its_groups(page: ListsPage) -> None:
    assert segment_words(page) == ["指标 3", "服务清单 2", "专栏项目 2"]
    assert [(group.title, group.count) for group in page.view.rows.groups] == [("一、育幼", "2 项"), ("二、安老", "1 项")]
    assert shown(page)[0] == ["1", "千人托位数", "个", "≥4.8", "", "", "未报", "预期性"]
    page.show_kind(ListKind.SERVICES)
    assert shown(page)[0] == ["1", "新生儿访视", "未核查", "新生儿家庭", "出院后一周内上门一次。", "县级财政负责", "县卫健局、县财政局"]
    page.show_kind(ListKind.PROJECTS)
    assert shown(page) == [
        ["（1）", "托育点工程", "", "", "", "", "", "待报进展", "新建托育点6处，配齐保育人员。"],
        ["（2）", "师资工程", "", "", "", "", "", "待报进展", "培训保育员240名。"],
    ]
    assert page.status_parts == ("2 项",)


def test_the_pane_shows_all_fields_and_the_plans_own_words(page: ListsPage, qtbot: QtBot) -> None:
    page.show_kind(ListKind.SERVICES)
    assert {"1 新生儿访视", "新生儿家庭", "出院后一周内上门一次。", "县级财政负责"} <= words(page)
    assert [(chip.name, chip.role) for chip in page.pane.roles.findChildren(RoleChip) if chip.isVisible()] == [
        ("卫健局", Role.LEAD),
        ("财政局", Role.LEAD),
    ]
    assert "出院后一周内上门一次。" in page.pane.text.toPlainText()
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    window = page.pane.window_shown
    assert window is not None
    qtbot.addWidget(window)
    assert window.text.textCursor().position() == PLAN.index("1\n\t新生儿访视")
    passage, *_marks = window.text.extraSelections()
    assert "新生儿访视" in passage.cursor.selectedText()  # type: ignore[attr-defined]


def test_a_value_is_changed_in_place_and_comes_back_by_undo(page: ListsPage) -> None:
    page.view.edit_wanted.emit(page.view.current_id(), "goal")
    form = page.pane.desk.form
    assert isinstance(form, RowForm)
    field = form.fields["value"]
    assert isinstance(field, QLineEdit) and field.hasFocus()
    field.setText("5.2")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert page.pane.desk.form is None
    assert shown(page)[0][3] == "≥5.2"
    assert "≥5.2" in words(page)
    assert history.undo_name(page.ctx.store) == "修改指标“千人托位数”的目标值"
    page.ctx.undo()
    assert shown(page)[0][3] == "≥4.8"
    page.ctx.redo()
    assert shown(page)[0][3] == "≥5.2"


def test_an_empty_name_is_refused_where_it_was_typed(page: ListsPage) -> None:
    page.pane.open_edit()
    form = page.pane.desk.form
    assert isinstance(form, RowForm)
    form.fields["name"].setText("  ")  # type: ignore[attr-defined]
    form.saved.emit()
    assert "名称不能为空" in form.complaint.text()
    assert page.escape() and page.pane.desk.form is None
    assert shown(page)[0][1] == "千人托位数"


def test_something_unsaved_holds_the_row(page: ListsPage, qtbot: QtBot) -> None:
    held = page.view.current_id()
    page.pane.open_edit("nature")
    form = page.pane.desk.form
    assert isinstance(form, RowForm)
    form.fields["nature"].setText("约束性")  # type: ignore[attr-defined]
    page.view.go_to(max(page.view.rows.groups[-1].ids))
    qtbot.waitUntil(lambda: page.view.current_id() == held)
    assert form.complaint.text() == "请先保存或取消这里的修改"


def test_roles_of_a_service_are_changed_by_a_click(page: ListsPage) -> None:
    page.show_kind(ListKind.SERVICES)
    QApplication.processEvents()
    chips = [chip for chip in page.pane.roles.findChildren(RoleChip) if chip.isVisible()]
    chips[1].clicked.emit()
    form = page.pane.desk.form
    assert isinstance(form, ChangeRoleForm)
    form.roles.chosen.emit(Role.SUPPORT.value)
    assert shown(page)[0][6] == "县卫健局、县财政局（配合）"
    page.ctx.undo()
    assert shown(page)[0][6] == "县卫健局、县财政局"


def test_words_and_groups_narrow_the_list_and_are_lifted(page: ListsPage) -> None:
    page.search.setText("床位")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert [row[1] for row in shown(page)] == ["护理型床位占比"]
    assert page.status_parts == ("3 项", "显示 1 项")
    page.search.setText("没有这样的")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.empty
    assert page.escape()
    assert len(shown(page)) == 3
    page.group.setCurrentIndex(1)
    page.group.activated.emit(1)
    assert [row[1] for row in shown(page)] == ["千人托位数", "托育机构备案率"]
    page.show_kind(ListKind.SERVICES)
    page.search.setText("财政局 访视")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert [row[1] for row in shown(page)] == ["新生儿访视"]


def test_the_list_is_copied_as_a_table(page: ListsPage) -> None:
    page.copy_table()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "序号\t指标\t单位\t目标值\t完成值\t完成时点\t进展\t属性"
    assert len(lines) == 4


def test_a_doubt_about_a_row_is_settled(page: ListsPage) -> None:
    store = page.ctx.store
    row = plan_lists.list_rows(store, ListKind.SERVICES, [1])[0]
    with store.transaction("疑点") as work:
        from tracker.storage.tables import Finding

        place = PLAN.index("县财政局", row.start)
        work.add(Finding(plan_id=row.plan_id, code="unit", words="不认识这个单位", source_start=place, source_end=place + 4))
    page.show_kind(ListKind.SERVICES)
    assert "不认识这个单位（原文：“县财政局”）" in words(page)
    page.pane.doubts.findChildren(Button)[0].click()
    assert not page.pane.doubts.isVisible()
    page.ctx.undo()
    assert page.pane.doubts.isVisible()


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_the_list_is_written_as_a_document(page: ListsPage, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / f"清单{suffix}"
    asked: list[str] = []

    def answer(_parent: object, _ctx: object, _title: str, name: str) -> Path:
        asked.append(name)
        return out

    monkeypatch.setattr("tracker.ui.exporting.ask_target", answer)
    page.show_kind(ListKind.SERVICES)
    page.doings.export(suffix)
    assert asked == [f"柳泉县公共服务规划基本公共服务清单{suffix}"]
    if suffix == ".docx":
        (table,) = WordFile(str(out)).tables
        cells = {cell.text for row in table.rows for cell in row.cells}
    else:
        sheet = openpyxl.load_workbook(out).active
        assert sheet is not None
        cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None}
    store = page.ctx.store
    for one in plan_lists.list_rows(store, ListKind.SERVICES, [1, 2]):
        assert isinstance(one, ServiceRecord)
        assert {one.name, one.target_group, one.standard, one.funding, one.leads} <= cells


def test_a_plan_without_lists_says_what_would_stand_here(ctx: object, qtbot: QtBot) -> None:
    made = ListsPage(ctx)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show()
    made.activate()
    assert made.empty is not None and made.empty.heading.text() == "这份方案里没有指标"
    assert "指标表" in made.empty.text.text()
    assert not any(action.isEnabled() for action in made.outputs)


def focus_words(page: ListsPage) -> str:
    window = page.pane.window_shown
    assert window is not None and window._passage.focus is not None
    start, end = window._passage.focus
    return plans.plan_source(page.ctx.store, 1)[start:end]


def ways(page: ListsPage) -> dict[str, QPushButton]:
    QApplication.processEvents()
    shown = [one for one in page.pane.content.findChildren(QPushButton) if one.isVisible()]
    return {one.accessibleName(): one for one in shown if one.accessibleName().startswith("在原文中查看")}


def test_every_fact_leads_to_its_place_in_the_plan(page: ListsPage) -> None:
    assert set(ways(page)) == {"在原文中查看目标值", "在原文中查看单位", "在原文中查看属性"}
    QTest.mouseClick(ways(page)["在原文中查看目标值"], Qt.MouseButton.LeftButton)
    assert focus_words(page) == "4.8"
    page.show_kind(ListKind.SERVICES)
    QTest.mouseClick(ways(page)["在原文中查看支出责任"], Qt.MouseButton.LeftButton)
    assert focus_words(page) == "县级财政负责"
    chip = next(chip for chip in page.pane.roles.findChildren(RoleChip) if chip.name == "财政局" and chip.isVisible())
    chip.clicked.emit()
    form = page.pane.desk.form
    assert isinstance(form, ChangeRoleForm)
    (way,) = [one for one in form.findChildren(QPushButton) if one.text() == "在原文中查看"]
    way.click()
    assert focus_words(page) == "县财政局"
    page.show_kind(ListKind.PROJECTS)
    QTest.mouseClick(ways(page)["在原文中查看建设内容"], Qt.MouseButton.LeftButton)
    assert focus_words(page) == "新建托育点6处，配齐保育人员。"


def test_what_was_typed_by_hand_has_no_place(page: ListsPage) -> None:
    page.ctx.change(lambda: plan_lists.edit_row(page.ctx.store, ListKind.INDICATORS, 1, {"value": "7.7"}))
    page.view.go_to(1)
    assert "在原文中查看目标值" not in ways(page) and "在原文中查看属性" in ways(page)


def test_an_indicator_names_the_problems_that_keep_it_back(page: ListsPage) -> None:
    from tests.ui.conftest import TODAY
    from tracker.ui.context import OpenProblem
    from tracker.usecases.cycle.problems import raise_problem

    store = page.ctx.store
    assert page.pane.problems.isHidden()
    page.ctx.change(lambda: raise_problem(store, 1, "托育点用房没有落实", TODAY, indicator_id=1))
    page.view.go_to(1)
    assert not page.pane.problems.isHidden()
    went: list[tuple[str, object]] = []
    page.ctx.going.connect(lambda where, what: went.append((where, what)))
    next(one for one in page.pane.problems.findChildren(QPushButton) if one.accessibleName() == "1. 托育点用房没有落实").click()
    assert went == [("problems", OpenProblem(1))]
    page.show_kind(ListKind.SERVICES)
    assert page.pane.problems.isHidden()


def test_wrapped_words_of_a_project_are_not_cut_when_it_is_first_shown(page: ListsPage) -> None:
    plan_lists.edit_row(page.ctx.store, ListKind.PROJECTS, 1, {"content": "新建泵站一座，更换输水管道十八公里，" * 4})
    page.resize(1230, 300)
    QApplication.processEvents()
    page.show_kind(ListKind.PROJECTS)
    for _turn in range(2):
        QApplication.processEvents()
    words = [one for one in page.pane.content.findChildren(QLabel) if one.isVisible() and one.text().startswith("新建泵站")][-1]
    assert words.height() >= words.heightForWidth(words.width())
