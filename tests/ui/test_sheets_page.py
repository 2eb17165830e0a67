"""The page of returned sheets as a clerk uses it: read, decided by keys, applied, taken back; nothing stored before."""

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY, make_context
from tracker.domain.terms import State
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.ui.pages import PAGES
from tracker.ui.pages.sheets import outgoing as outgoing_module
from tracker.ui.pages.sheets.book_rows import BookModel
from tracker.ui.pages.sheets.fill_form import FillForm
from tracker.ui.pages.sheets.page import SheetsPage
from tracker.ui.pages.sheets.rows import SheetRowsModel
from tracker.ui.pages.sheets.senders import SendersModel
from tracker.ui.shell import MainWindow
from tracker.ui.source.grid_window import GridModel, GridPlace, GridWindow
from tracker.usecases.feedback.received_grid import received_tables
from tracker.usecases.feedback.sheet_rows import Verdict
from tracker.usecases.work.tasks import plan_details

HEAD = ("序号", "重点任务", "完成状态", "完成进度", "进展情况", "责任人", "联系电话")
GOOD = (
    (1, "清理北河淤泥", "推进中", "40%", "北段清淤完成三公里", "何平", "13800000001"),
    (2, "清理南河淤泥", "推进中", "八成左右", "南段进场施工", "何平", "13800000001"),
    (3, "修补东岸石墙", "推进中", "接近完成", "石料已备齐", "何平", "13800000001"),
    (9, "改造西门车站", "推进中", "50%", "材料已报", "何平", "13800000001"),
)


@pytest.fixture
def window(store: Store, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    made = MainWindow(PAGES)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    made.begin(make_context(store, tmp_path))
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.go("sheets")
    return made


@pytest.fixture
def page(window: MainWindow) -> SheetsPage:
    made = window.page("sheets")
    assert isinstance(made, SheetsPage)
    return made


def returned(folder: Path, name: str = "水利局9月进展.csv", rows: tuple[tuple[object, ...], ...] = GOOD, unit: str = "县水利局") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        sheet = csv.writer(out)
        sheet.writerows([[f"填报单位：{unit}"], HEAD, *rows])
    return path


def percents(store: Store) -> dict[str, float | None]:
    return {one.row.title: one.row.percent for one in plan_details(store, 1, TODAY)}


def press(page: SheetsPage, key: Qt.Key, *, control: bool = False) -> None:
    QTest.keyClick(page.review.list, key, Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier)


def go_to(page: SheetsPage, title: str) -> None:
    session = page.session
    assert session is not None
    row = next(row for row in session.table.rows if row.staged.title == title)
    page.review.list.go_to(row.key.row)


def current_title(page: SheetsPage) -> str:
    row = page.review.current
    return row.staged.title if row else ""


def words(page: SheetsPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_the_book_tells_who_owes_what(page: SheetsPage) -> None:
    assert "已收 0 / 2 个单位" in words(page)
    assert page.book is not None
    texts = [[page.pane.model.text(row, key) for key in ("unit", "owes", "standing")] for row in page.book.rows]
    assert sorted(texts) == sorted([["水利局", "4", "未报"], ["财政局", "4", "未报"]])


def test_every_row_stands_in_one_bin_and_nothing_is_stored_before_apply(page: SheetsPage, store: Store, tmp_path: Path) -> None:
    page.take_files((returned(tmp_path / "in"),))
    session = page.session
    assert session is not None
    shown = {found: made.count for found, made in page.review.bins.buttons.items()}
    assert shown[Bin.ADDED] == 1 and shown[Bin.ASK] == 2 and shown[Bin.REFUSED] == 1
    assert sum(shown.values()) == len(session.table.rows)
    assert f"合计 {sum(shown.values())} 行，每行只进一类" in words(page)
    assert not page.apply_action.isEnabled() and "还差 2 行" in page.apply_action.text()
    page.apply()
    assert set(percents(store).values()) == {None}


def test_keys_decide_and_apply_is_taken_back_and_done_again(page: SheetsPage, window: MainWindow, store: Store, tmp_path: Path) -> None:
    page.take_files((returned(tmp_path / "in"),))
    assert current_title(page) == "清理南河淤泥", "the first doubt is in hand"
    press(page, Qt.Key.Key_Return)
    assert current_title(page) == "修补东岸石墙", "and then the next"
    press(page, Qt.Key.Key_F2)
    page.review.strip.typing.line.setText("九成")
    QTest.keyClick(page.review.strip.typing.line, Qt.Key.Key_Return)
    assert page.apply_action.isEnabled() and page.apply_action.text() == "应用"
    page.apply()
    assert percents(store) == {"清理北河淤泥": 40, "清理南河淤泥": 80, "修补东岸石墙": 90, "栽种西岸柳树": None}
    assert page.session is None and "已收 1 / 2 个单位" in words(page)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert set(percents(store).values()) == {None}
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert percents(store)["清理南河淤泥"] == 80


def test_keeping_sending_back_and_stepping_back(page: SheetsPage, tmp_path: Path) -> None:
    page.take_files((returned(tmp_path / "in"),))
    session = page.session
    assert session is not None
    press(page, Qt.Key.Key_B)
    assert [row.verdict for row in session.table.rows if row.staged.title == "清理南河淤泥"] == [Verdict.SENT_BACK]
    press(page, Qt.Key.Key_Z, control=True)
    assert [row.verdict for row in session.table.rows if row.staged.title == "清理南河淤泥"] == [Verdict.WAITING]
    go_to(page, "清理南河淤泥")
    press(page, Qt.Key.Key_R)
    row = next(row for row in session.table.rows if row.staged.title == "清理南河淤泥")
    assert row.verdict is Verdict.ACCEPTED and "percent" not in row.writes and "progress" in row.writes


def test_a_row_of_unknown_task_is_given_one(page: SheetsPage, tmp_path: Path) -> None:
    page.take_files((returned(tmp_path / "in"),))
    session = page.session
    assert session is not None
    go_to(page, "改造西门车站")
    press(page, Qt.Key.Key_T)
    choosing = page.review.strip.choosing
    choosing.search.setText("柳树")
    QTest.keyClick(choosing.search, Qt.Key.Key_Return)
    row = next(row for row in session.table.rows if row.staged.title == "改造西门车站")
    assert row.task_id is not None and page.review.list.hasFocus()


def test_the_strip_under_the_rows_is_no_higher_than_what_it_says(page: SheetsPage, tmp_path: Path) -> None:
    page.take_files((returned(tmp_path / "in"),))
    QApplication.processEvents()
    strip = page.review.strip
    QApplication.processEvents()
    low, facts = strip.height(), strip.title.parentWidget()
    assert facts is not None and low <= facts.heightForWidth(facts.width()) + 20
    assert strip.accept.visibleRegion().boundingRect() == strip.accept.rect(), "what can be done with the row is in sight"
    strip.open_choosing()
    QApplication.processEvents()
    assert strip.height() > low
    strip.close_form()
    QApplication.processEvents()
    assert strip.height() == low


def test_bins_filter_the_rows(page: SheetsPage, tmp_path: Path) -> None:
    page.take_files((returned(tmp_path / "in"),))
    page.review.bins.buttons[Bin.REFUSED].click()
    assert [group.key for group in page.review.model.groups] == [Bin.REFUSED]
    page.escape()
    assert len(page.review.model.groups) > 1


def test_a_review_goes_on_where_it_was_left(page: SheetsPage, window: MainWindow, tmp_path: Path) -> None:
    page.take_files((returned(tmp_path / "in"),))
    press(page, Qt.Key.Key_Return)
    page.escape()
    assert not page.is_open() and page.badge == "1" and "1 份文件，还有 1 行待确认" in words(page)
    page.pane.go_on_buttons[0].click()
    assert page.is_open() and page.badge == "1"
    assert page.review.list.hasFocus()


def test_an_unknown_sender_is_asked_for_and_its_rows_wait(page: SheetsPage, tmp_path: Path) -> None:
    path = returned(tmp_path / "in", "表.csv", ((1, "清理北河淤泥", "推进中", "40%", "清淤三公里", "何平", "13800000001"),), unit="　")
    page.take_files((path,))
    assert page.session is not None
    assert "指定" in page.review.file_bar.words.text() and not page.apply_action.isEnabled()
    unit_id = next(unit for unit, name in page.session.unit_names.items() if name == "县水利局" or name == "水利局")
    page.review.file_bar.sender_told.emit(unit_id)
    assert page.apply_action.isEnabled()


def test_a_file_that_is_no_table_is_named_and_left_out(page: SheetsPage, tmp_path: Path) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 broken")
    page.take_files((bad, returned(tmp_path / "in")))
    session = page.session
    assert session is not None
    page.review.show_file(next(file.id for file in session.files if file.error))
    assert "坏.xlsx" in page.review.file_bar.words.text()
    next(made for made in page.review.file_bar.question.findChildren(QPushButton) if made.text() == "这份不导入").click()
    assert [line.name for line in session.senders if line.error] == []


def test_columns_changed_once_read_the_file_anew(page: SheetsPage, tmp_path: Path) -> None:
    page.take_files((returned(tmp_path / "in"),))
    page.review.open_columns()
    form = page.review.forms.form
    assert form is not None
    box = next(box for (_table, column), box in form.boxes.items() if column == 4)  # type: ignore[attr-defined]
    box.setCurrentIndex(box.findData("problems"))
    form.saved.emit()
    assert page.session is not None
    rows = [row for row in page.session.table.rows if row.bin is Bin.ADDED]
    assert [cell.field for row in rows for cell in row.cells if cell.raw == "北段清淤完成三公里"] == ["problems"]


def test_each_table_of_a_file_shows_its_own_columns(page: SheetsPage, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "牵头"
    tables: tuple[tuple[tuple[object, ...], ...], ...] = (
        (("序号", "任务名称", "完成状态", "进展情况"), (1, "清理北河淤泥", "推进中", "北段完工"), (2, "清理南河淤泥", "推进中", "进场")),
        (("序号", "任务名称", "落实情况", "联系人", "需协调的问题"), (3, "修补东岸石墙", "石料全部到场待验", "周敏", "缺两台挖机")),
    )
    for sheet, rows in zip((book.worksheets[0], book.create_sheet("配合")), tables, strict=True):
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "水利局.xlsx")
    page.take_files((tmp_path / "水利局.xlsx",))
    page.review.open_columns()
    form = page.review.forms.form
    assert form is not None and page.session is not None
    heads = {box.accessibleName() for box in form.findChildren(QComboBox)}
    assert {"完成状态这一列是", "需协调的问题这一列是"} <= heads
    assert {"“牵头”", "“配合”"} <= {made.text() for made in form.findChildren(QLabel)}
    box = next(box for box in form.findChildren(QComboBox) if box.accessibleName() == "落实情况这一列是")
    box.setCurrentIndex(box.findData("next_steps"))
    form.saved.emit()
    staged = page.session.files[0].sheets
    assert [sheet.sheet for sheet in staged] == ["牵头", "配合"]
    assert [guess.field for guess in staged[0].columns] == ["number", "title", "state", "progress"], "the other table stays as it was"
    assert staged[1].columns[2].field == "next_steps"


def test_the_source_opens_with_the_cell_lit(page: SheetsPage, window: MainWindow, tmp_path: Path) -> None:
    page.take_files((returned(tmp_path / "in"),))
    page.review.open_place()
    grid = next(one for one in window.findChildren(GridWindow) if one.isVisible())
    assert grid.view.currentIndex().data() == "八成左右"
    grid.close()


def test_files_dropped_on_the_page_are_taken(page: SheetsPage, tmp_path: Path) -> None:
    returned(tmp_path / "in")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "in"))])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(200, 200), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(200, 200), Qt.DropAction.CopyAction, data, buttons, keys))
    assert page.session is not None and len(page.session.files) == 1


def test_a_folder_without_tables_says_so(page: SheetsPage, tmp_path: Path) -> None:
    told: list[str] = []
    page.ctx.message.connect(lambda message: told.append(message.text))
    (tmp_path / "none").mkdir()
    page.take_files((tmp_path / "none",))
    assert page.session is None and "没有找到反馈表" in told[-1]


def test_workbooks_are_made_into_a_folder_and_entered(page: SheetsPage, tmp_path: Path) -> None:
    page.outgoing.open_make()
    form = page.forms.form
    assert form is not None
    form.folder.setText(str(tmp_path / "发出"))  # type: ignore[attr-defined]
    form.saved.emit()
    assert len(list((tmp_path / "发出").glob("*.xlsx"))) == 2
    assert page.book is not None and all(row.handed_out for row in page.book.rows)


def test_models_keep_the_rules(page: SheetsPage, tmp_path: Path) -> None:
    page.take_files((returned(tmp_path / "in"),))
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    session = page.session
    assert session is not None and page.book is not None
    rows, senders, book = SheetRowsModel(), SendersModel(), BookModel()
    testers = [QAbstractItemModelTester(model, mode) for model in (rows, senders, book)]
    rows.set_groups(rows.show_rows(session.rows(1)))
    rows.set_folded(0, True)
    rows.set_groups(rows.show_rows(session.rows(1), Bin.ASK))
    senders.set_groups(senders.show_lines(session.senders, None))
    book.set_groups(book.show_rows(page.book.rows), grouped=False)
    tables = received_tables(page.ctx.paths, session.files[0].kept_name, "表")
    grid = GridModel(tables.grids[0], GridPlace(0, 2, 1))
    testers.append(QAbstractItemModelTester(grid, mode))
    assert grid.text(2, 1) == "清理北河淤泥" and len(testers) == 4


def test_the_task_leads_to_the_row_it_came_from(page: SheetsPage, window: MainWindow, store: Store, tmp_path: Path) -> None:
    page.take_files((returned(tmp_path / "in", rows=GOOD[:1]),))
    page.apply()
    task = next(one for one in plan_details(store, 1, TODAY) if one.row.title == "清理北河淤泥")
    assert task.row.state is State.IN_PROGRESS
    window.ctx.open_task(task.row.id) if window.ctx else None
    link = next(made for made in window.findChildren(QPushButton) if made.text().startswith("来源：") and "水利局9月进展" in made.text())
    link.click()
    grid = next(one for one in window.findChildren(GridWindow) if one.isVisible())
    assert grid.view.currentIndex().row() == 2
    grid.close()


def test_the_period_of_many_files_is_answered_once(page: SheetsPage, tmp_path: Path) -> None:
    for number, unit in enumerate(("县水利局", "县财政局")):
        path = tmp_path / "in" / f"{unit}8月进展.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            lines = (
                ["2026年8月推进情况表"],
                [f"填报单位：{unit}"],
                HEAD,
                (number + 1, GOOD[number][1], "推进中", "40%", "开工", "何平", "13800000001"),
            )
            csv.writer(out).writerows(lines)
    page.take_files((tmp_path / "in",))
    assert "8月" in page.review.file_bar.words.text() and not page.apply_action.isEnabled()
    next(made for made in page.review.file_bar.question.findChildren(QPushButton) if made.text() == "2 份都是这一期").click()
    assert page.apply_action.isEnabled()


def test_rows_of_another_file_have_their_two_lines(page: SheetsPage, tmp_path: Path) -> None:
    returned(tmp_path / "in")
    returned(tmp_path / "in", "财政局9月进展.csv", GOOD[1:3], "县财政局")
    page.take_files((tmp_path / "in",))
    session = page.session
    assert session is not None
    for file in session.files:
        page.review.show_file(file.id)
        rows = page.review.model
        heights = {page.review.list.rowHeight(row) for row in range(rows.rowCount()) if rows.heading_at(row) is None}
        assert len(heights) == 1


def test_after_the_last_doubt_the_open_question_is_in_sight(page: SheetsPage, tmp_path: Path) -> None:
    returned(tmp_path / "in", rows=GOOD[:2])
    returned(tmp_path / "in", "表.csv", GOOD[2:3], unit="　")
    page.take_files((tmp_path / "in",))
    for _turn in range(3):
        press(page, Qt.Key.Key_Return)
    file = page.review.file
    assert file is not None and file.name == "表.csv" and page.review.file_bar.question.isVisible()


def test_files_go_back_with_their_faults_and_a_receipt(page: SheetsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page.take_files((returned(tmp_path / "in"),))
    out = tmp_path / "退回"
    monkeypatch.setattr(outgoing_module, "ask_folder", lambda *_args: out)
    page.answers_action.trigger()
    assert {path.suffix for path in out.iterdir()} == {".xlsx", ".docx"}


def test_a_blank_form_is_filled_with_the_columns_chosen(page: SheetsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page.take_files((returned(tmp_path / "in", rows=GOOD[:1]),))
    page.apply()
    blank, out, opened = tmp_path / "上级表.xlsx", tmp_path / "填好.xlsx", list[Path]()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "重点任务", "工作进度", "本月情况"])
    sheet.append([1, "清理北河淤泥"])
    book.save(blank)
    monkeypatch.setattr(outgoing_module, "ask_form", lambda *_args: blank)
    monkeypatch.setattr(outgoing_module, "ask_target", lambda *_args: out)
    monkeypatch.setattr(outgoing_module, "open_file", opened.append)
    page.outgoing.open_fill()
    form = page.forms.form
    assert isinstance(form, FillForm)
    box = form.boxes[3]
    box.setCurrentIndex(box.findData("progress"))
    form.saved.emit()
    filled = load_workbook(out).active
    assert filled is not None and filled.cell(2, 4).value == "北段清淤完成三公里" and opened == [out]
