"""指标项目 over time: figures typed, services checked, projects let go and versions compared, sheets sent and taken in; one undo each."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from tests.stores import draft
from tests.ui.conftest import make_context
from tracker.domain.figures import ServiceStanding
from tracker.domain.plan_lists import ListKind
from tracker.domain.terms import Role
from tracker.plans.draft import DraftIndicator
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.ui.pages.lists import figure_forms as forms
from tracker.ui.pages.lists.forms import RowForm
from tracker.ui.pages.lists.page import ListsPage
from tracker.usecases.cycle import project_list, project_values
from tracker.usecases.feedback.figure_make import make_figure_forms
from tracker.usecases.feedback.figure_review import read_figures
from tracker.usecases.house import history
from tracker.usecases.house.units import find_unit
from tracker.usecases.intake import plan_lists, plans


@pytest.fixture
def page(empty_store: Store, tmp_path: Path, qtbot: QtBot) -> Iterator[ListsPage]:
    plan = draft()
    plan.indicators.append(DraftIndicator("2", "水质", "黑臭水体", "条", "<=", "0", "约束性"))
    plans.import_plan(empty_store, plan)
    plan_lists.edit_row(empty_store, ListKind.INDICATORS, 1, {"base": "82", "base_year": 2025})
    water = find_unit(empty_store, "县水利局").id
    plan_lists.set_row_role(empty_store, ListKind.INDICATORS, 1, water, Role.LEAD)
    plan_lists.set_row_role(empty_store, ListKind.INDICATORS, 2, water, Role.LEAD)
    ctx = make_context(empty_store, tmp_path)
    ctx.settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    ctx.set_plans(tuple(plans.list_plans(empty_store)))
    made = ListsPage(ctx)
    qtbot.addWidget(made)
    ctx.changed.connect(made.show_changes)
    made.resize(1230, 660)
    made.show()
    made.activate()
    yield made


def press(page: ListsPage, words: str) -> None:
    QApplication.processEvents()
    found = next(one for one in page.pane.findChildren(QPushButton) if one.text() == words and one.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def save(page: ListsPage) -> None:
    form = page.pane.desk.form
    assert form is not None
    form.saved.emit()


def cell(page: ListsPage, key: str, row: int = 1) -> str:
    value = page.view.rows.value(row)
    assert value is not None
    return page.view.rows.text(value, key)


def test_a_value_is_typed_with_f4_judged_drawn_and_taken_back(page: ListsPage) -> None:
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_F4)
    form = page.pane.desk.form
    assert isinstance(form, forms.ValueForm) and form.value.hasFocus() and form.period.text() == "2026-09"
    form.period.setText("2026-06")
    form.value.setText("约86")
    save(page)
    assert "不是准确的数" in form.complaint.text()
    form.value.setText("86.5")
    QTest.keyClick(form.value, Qt.Key.Key_Return)
    assert page.pane.desk.form is None
    assert (cell(page, "actual"), cell(page, "period"), cell(page, "standing")) == ("86.5", "2026年6月", "达序时")
    assert page.pane.figures.curve.isVisible() and "2026年6月 86.5" in page.pane.figures.curve.accessibleName()
    assert "按基期到最近一次推算" in page.pane.figures.words.text()
    page.pane.figures.curve.grab()
    assert history.undo_name(page.ctx.store) == "填写指标“优良断面比例”2026年6月的完成值"
    page.ctx.undo()
    assert cell(page, "standing") == "未报" and not page.pane.figures.curve.isVisible()


def test_a_known_value_stands_in_its_form_and_is_taken_away_empty(page: ListsPage) -> None:
    page.pane.figures.open_first()
    form = page.pane.desk.form
    assert isinstance(form, forms.ValueForm)
    form.value.setText("80")
    save(page)
    assert cell(page, "standing") == "约束性·落后序时"
    press(page, "改")
    form = page.pane.desk.form
    assert isinstance(form, forms.ValueForm) and form.value.text() == "80"
    form.value.setText("")
    save(page)
    assert cell(page, "standing") == "未报"


def test_the_list_is_narrowed_by_standing(page: ListsPage) -> None:
    page.pane.figures.open_first()
    form = page.pane.desk.form
    assert isinstance(form, forms.ValueForm)
    form.value.setText("80")
    save(page)
    choices = [page.standing.itemText(place) for place in range(page.standing.count())]
    assert choices == ["全部情况", "落后或未完成 1", "未报完成值 1", "约束性 2", "落后序时 1", "不能判断 1"]
    page.standing.setCurrentIndex(1)
    page.standing.activated.emit(1)
    assert page.view.rows.item_count == 1 and cell(page, "name") == "优良断面比例"
    assert page.escape() and page.view.rows.item_count == 2


def test_a_service_is_checked(page: ListsPage) -> None:
    page.show_kind(ListKind.SERVICES)
    press(page, "核查")
    form = page.pane.desk.form
    assert isinstance(form, forms.CheckForm)
    form.standing.choose(ServiceStanding.UNMET.value)
    save(page)
    assert "要写明情况" in form.complaint.text()
    form.words.setPlainText("有2个村水压不足")
    form.covered.setText("38个村")
    save(page)
    assert cell(page, "standing") == "未达标"
    press(page, "取消")
    assert cell(page, "standing") == "未核查"
    page.ctx.undo()
    assert cell(page, "standing") == "未达标"


def test_a_projects_year_progress_and_leaving(page: ListsPage) -> None:
    page.show_kind(ListKind.PROJECTS)
    press(page, "年度计划")
    year = page.pane.desk.form
    assert isinstance(year, forms.YearForm)
    year.planned.setText("1200")
    save(page)
    press(page, "填进展")
    form = page.pane.desk.form
    assert isinstance(form, forms.ProgressForm)
    form.invested.setText("300")
    form.progress.setPlainText("基础完工")
    save(page)
    assert (cell(page, "percent"), cell(page, "standing")) == ("25", "欠 50 点")
    press(page, "调出")
    leave = page.pane.desk.form
    assert isinstance(leave, forms.LeaveForm)
    save(page)
    assert "没有写明调出的原因" in leave.complaint.text()
    leave.reason.setText("用地未批")
    save(page)
    assert page.view.rows.item_count == 0 and page.segments._buttons["project"].text() == "专栏项目 0"
    page.ctx.undo()
    assert page.view.rows.item_count == 1


def test_a_version_is_made_and_compared(page: ListsPage, qtbot: QtBot) -> None:
    page.show_kind(ListKind.PROJECTS)
    page.doings.new_version()
    form = page.pane.desk.form
    assert isinstance(form, forms.VersionForm)
    save(page)
    assert history.undo_name(page.ctx.store) == "确定项目清单第1版"
    project_list.let_go(page.ctx.store, [1], "用地未批", page.ctx.today(), page.ctx.today())
    plan_lists.add_row(page.ctx.store, ListKind.PROJECTS, 1, {"title": "南渠护坡工程", "leader": "李望"}, page.ctx.today())
    page.doings.compare()
    window = page.doings.window
    assert window is not None
    qtbot.addWidget(window)
    assert window.counts.text() == "新增 1 个，调整 0 个，调出 1 个"
    table = window.table
    rows = [[str(table.model().index(row, column).data()) for column in range(5)] for row in range(table.rowCount())]
    assert rows == [
        ["南渠护坡工程", "新增", "", "挂包领导：李望", ""],
        ["北渠清淤工程", "调出", "专栏：专栏1\n建设内容：三段", "", "用地未批"],
    ]
    page.refresh()
    page.group.setCurrentIndex(page.group.findText("按挂包领导"))
    page.group.activated.emit(page.group.currentIndex())
    assert [group.title for group in page.view.rows.groups] == ["李望"]
    page.standing.setCurrentIndex(page.standing.findText("已调出 1"))
    page.standing.activated.emit(page.standing.currentIndex())
    assert [cell(page, "title")] == ["北渠清淤工程"]


def test_projects_are_shown_from_the_one_ahead_to_the_one_behind(page: ListsPage) -> None:
    store, today = page.ctx.store, page.ctx.today()
    for title, invested in (("南渠护坡工程", "90"), ("东堤加固工程", "300")):
        row = plan_lists.add_row(store, ListKind.PROJECTS, 1, {"title": title}, today).result
        assert row is not None
        project_values.set_year(store, row, 2026, "400")
        project_values.set_progress(store, row, "2026-08", today, invested=invested)
        plan_lists.set_row_role(store, ListKind.PROJECTS, row, find_unit(store, "县水利局").id, Role.LEAD)
    page.show_kind(ListKind.PROJECTS)
    page.group.setCurrentIndex(page.group.findText("晾晒：按进度先后"))
    page.group.activated.emit(page.group.currentIndex())
    ahead, rest = page.view.rows.groups
    assert "名次并列" in ahead.title and [cell(page, "title", row) for row in (1, 2)] == ["东堤加固工程", "南渠护坡工程"]
    assert "不排" in rest.title and len(rest.ids) == 1
    page.group.setCurrentIndex(page.group.findText("晾晒：按责任单位"))
    page.group.activated.emit(page.group.currentIndex())
    assert [group.title for group in page.view.rows.groups] == ["水利局 合计占年度计划 48.8%，欠 17.9 点", "没有责任单位 还不能比较"]


def test_a_row_is_added_and_deleted_by_keys(page: ListsPage) -> None:
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Insert)
    form = page.pane.desk.form
    assert isinstance(form, RowForm)
    name, year = form.fields["name"], form.fields["base_year"]
    assert isinstance(name, QLineEdit) and isinstance(year, QLineEdit)
    name.setText("森林覆盖率")
    year.setText("去年")
    save(page)
    assert "年份请填四位数字" in form.complaint.text()
    year.setText("2025")
    save(page)
    assert page.segments._buttons["indicator"].text() == "指标 3"
    page.view.go_to(3)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert page.segments._buttons["indicator"].text() == "指标 2"
    page.ctx.undo()
    assert page.segments._buttons["indicator"].text() == "指标 3"


def test_documents_lead_to_their_preview(page: ListsPage) -> None:
    went: list[tuple[str, object]] = []
    page.ctx.going.connect(lambda where, what: went.append((where, what)))
    page.show_kind(ListKind.PROJECTS)
    menu = page.outputs[0].menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == [
        "重点项目进展表",
        "项目进度晾晒表",
        "重大项目联系表",
        "项目清单版本对照表",
        "项目清单",
        "规划实施评估表",
    ]
    menu.actions()[1].trigger()
    assert went == [("ledger", "project-order")]


def test_sheets_are_made_from_the_page(page: ListsPage, tmp_path: Path) -> None:
    page.sheets.send()
    form = page.pane.desk.form
    assert isinstance(form, forms.SendForm)
    form.period.setText("三季度")
    form.folder.setText(str(tmp_path / "out"))
    save(page)
    assert "期次不能写成" in form.complaint.text()
    form.period.setText("2026-08")
    save(page)
    assert page.pane.desk.form is None
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["01水利局-2026年8月指标项目数据.xlsx"]


def returned(page: ListsPage, folder: Path, values: dict[str, str | int]) -> Path:
    made = make_figure_forms(page.ctx.store, 1, "2026-08", folder, page.ctx.today())
    file = made.files[0][1]
    book = openpyxl.load_workbook(file)
    sheet = book["指标数据表"]
    for row in sheet.iter_rows():
        for one in row:
            if one.value in values:
                sheet.cell(one.row, 7, values[str(one.value)])
    book.save(file)
    return file


def test_returned_sheets_are_decided_about_and_stored_in_one(page: ListsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = returned(page, tmp_path / "out", {"优良断面比例": "约86.5", "黑臭水体": 1})
    monkeypatch.setattr("tracker.ui.pages.lists.sending.ask_sheets", lambda _parent: (file,))
    page.sheets.receive()
    form = page.pane.desk.form
    assert isinstance(form, forms.ReceiveForm)
    form.period.setText("2026-08")
    save(page)
    window = page.sheets.window
    assert window is not None
    assert window.current is not None and window.current.bin is Bin.ASK and not window.apply_button.isEnabled()
    assert "不是准确的数" in window.reason.text() and window.missing.text() == "还有 1 行没有决定"
    window.table.setFocus()
    QTest.keyClick(window.table, Qt.Key.Key_F2)
    window.value.setText("八十六")
    QTest.keyClick(window.value, Qt.Key.Key_Return)
    assert "请只填一个数" in window.complaint.text()
    window.value.setText("86.2")
    QTest.keyClick(window.value, Qt.Key.Key_Return)
    assert window.apply_button.isEnabled() and window.apply_button.text() == "写入 2 项"
    window.apply_button.click()
    assert (cell(page, "actual"), cell(page, "actual", 2)) == ("86.2", "1")
    assert history.undo_name(page.ctx.store) == "导入2026年8月指标项目数据（2项）"
    page.ctx.undo()
    assert cell(page, "actual") == ""


def test_a_row_that_means_another_item_is_assigned(page: ListsPage, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["指标", "完成值"], ["断面水质", 86], ["黑臭水体", 1]):
        sheet.append(row)
    book.save(tmp_path / "县水利局.xlsx")
    review = read_figures(page.ctx.store, [tmp_path / "县水利局.xlsx"], 1, "2026-08", page.ctx.today())
    page.sheets.open_review(review)
    window = page.sheets.window
    assert window is not None
    assert isinstance(window.table, QTableWidget) and window.current is not None and window.current.bin is Bin.REFUSED
    window.item.setCurrentIndex(window.item.findText("优良断面比例"))
    window.item.activated.emit(window.item.currentIndex())
    assert window.current is not None and window.current.is_open
    QTest.keyClick(window.table, Qt.Key.Key_B)
    assert [row.item_id for row in review.taken] == [2]
    window.table.setCurrentCell(0, 0)
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    assert [row.item_id for row in review.taken] == [1, 2]


def test_versions_open_at_the_last_change(page: ListsPage, qtbot: QtBot) -> None:
    store, today = page.ctx.store, page.ctx.today()
    project_list.make_version(store, 1, "", today)
    plan_lists.edit_row(store, ListKind.PROJECTS, 1, {"leader": "李望"})
    project_list.make_version(store, 1, "常务会议审定", today, by="周树声")
    page.show_kind(ListKind.PROJECTS)
    page.doings.compare()
    window = page.doings.window
    assert window is not None
    qtbot.addWidget(window)
    assert (window.older.currentData(), window.newer.currentData()) == (1, 2)
    assert window.counts.text() == "新增 0 个，调整 1 个，调出 0 个" and window.reasons.text() == "常务会议审定　确定人：周树声"


def test_who_was_sent_what_stands_in_the_book_of_the_period(page: ListsPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.sheets.show_book()
    window = page.sheets.book
    assert window is not None
    qtbot.addWidget(window)
    assert "还没有发放" in window.note.text() and not window.paper.isEnabled()
    make_figure_forms(page.ctx.store, 1, "2026-08", tmp_path / "out", page.ctx.today())
    window.period.setText("2026年8月")
    window.refresh()
    assert window.counts.text() == "已发 1 个单位，已收 0 个"
    row = [window.table.item(0, column).text() for column in range(window.table.columnCount())]  # type: ignore[union-attr]
    assert row[:2] == ["水利局", "2"] and row[3] == "01水利局-2026年8月指标项目数据.xlsx" and row[6] == "未收，已逾期"
    window.period.setText("八月")
    window.refresh()
    assert "期次不能写成" in window.note.text()


def test_a_review_put_aside_is_offered_again_and_given_up(page: ListsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = returned(page, tmp_path / "out", {"优良断面比例": "约86.5", "黑臭水体": "约1"})
    monkeypatch.setattr("tracker.ui.pages.lists.sending.ask_sheets", lambda _parent: (file,))

    def receive() -> None:
        page.sheets.receive()
        form = page.pane.desk.form
        assert isinstance(form, forms.ReceiveForm)
        form.period.setText("2026-08")
        save(page)

    receive()
    window = page.sheets.window
    assert window is not None
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    window.close()
    assert page.sheets.hands.isVisible()
    page.sheets.hands.go_on_buttons[0].click()
    window = page.sheets.window
    assert window is not None and len(window.review.open) == 1 and len(window.review.taken) == 1
    QTest.keyClick(window.table, Qt.Key.Key_Return)
    window.apply_button.click()
    assert not page.sheets.hands.isVisible() and (cell(page, "actual"), cell(page, "actual", 2)) == ("86.5", "1")
    page.ctx.undo()
    receive()
    window = page.sheets.window
    assert window is not None
    window.close()
    next(one for one in page.sheets.hands.findChildren(QPushButton) if one.text() == "放弃").click()
    assert not page.sheets.hands.isVisible()
