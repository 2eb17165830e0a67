"""文书输出: every kind by its own options, one document for each, and what went out in the register."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import shown_documents
from tracker.errors import UserError
from tracker.reports.content import A4_UPRIGHT, Document, Note, Title, one_section
from tracker.storage.store import Store
from tracker.ui.context import Context
from tracker.ui.message import Message
from tracker.ui.pages.ledger import outputs
from tracker.ui.pages.ledger.forms import PRINT, BatchForm, IssueForm, SeriesForm
from tracker.ui.pages.ledger.kinds import REGISTER
from tracker.ui.pages.ledger.page import LedgerPage
from tracker.usecases.house import history, units
from tracker.usecases.papers import issued, report_kinds
from tracker.usecases.papers.issued import IssuedFilter, IssuedRecord
from tracker.usecases.papers.report_kinds import ReportGroup, ReportKind, ReportRequest, TextField

NOTICE = "slip"


def slip(store: Store, request: ReportRequest, today: date) -> Document:
    """A numbered slip; there is none for the county's finance."""
    name = next((unit.full_name for unit in units.list_units(store) if unit.id == request.unit_id), "有关单位")
    if name == "县财政局":
        raise UserError("县财政局没有要办的事项", "", "不必发")
    words = request.text("wish") or slip_words(store, request, today)["wish"]
    facts = f"{request.number}|{name}|{words}|{request.due}|{request.task_ids}"
    return one_section("督查单", A4_UPRIGHT, today, (Title(("督查单",)), Note(facts)))


def slip_words(_store: Store, _request: ReportRequest, _today: date) -> dict[str, str]:
    return {"wish": "请尽快办理。"}


@pytest.fixture(autouse=True)
def slips(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of document with all that a notice has."""
    row = ReportKind(
        NOTICE,
        "督查单",
        ReportGroup.NOTICES,
        "任务",
        f"{__name__}:slip",
        may=("unit", "task", "number", "due", "period"),
        texts=(TextField("wish", "办理要求", 3),),
        files=(".docx", ".pdf"),
        proposed=f"{__name__}:slip_words",
        word="督查",
    )
    kinds = (*report_kinds.REPORTS, row)
    for module in ("tracker.usecases.papers.report_kinds", "tracker.ui.pages.ledger.kinds"):
        monkeypatch.setattr(f"{module}.REPORTS", kinds)


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> Iterator[LedgerPage]:
    made = shown_documents(ctx, qtbot)
    yield made


@pytest.fixture
def messages(ctx: Context) -> list[Message]:
    heard: list[Message] = []
    ctx.message.connect(heard.append)
    return heard


def facts(page: LedgerPage) -> str:
    assert page.document is not None
    return next(block.text for block in page.document.blocks if isinstance(block, Note))


def words(page: LedgerPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def click(page: LedgerPage, text: str) -> None:
    next(button for button in page.findChildren(QPushButton) if button.text() == text and button.isVisible()).click()


def rows(page: LedgerPage) -> list[IssuedRecord]:
    return issued.issued(page.ctx.store, IssuedFilter(), page.ctx.today())


def form(page: LedgerPage) -> Any:
    assert page.desk.form is not None
    return page.desk.form


def issue(page: LedgerPage) -> None:
    """Enter the slip in hand, an answer asked for by the 20th."""
    page.choose_kind(NOTICE)
    page.options.due.setText("2026-9-20")
    page.issuing.trigger()
    click(page, "登记")


def test_each_kind_shows_the_options_it_takes(page: LedgerPage) -> None:
    shown = [page.options.columns, page.options.names, page.options.number, page.options.due, page.options.tasks]
    assert [field.isVisible() for field in shown] == [True, True, False, False, False]
    page.choose_kind(NOTICE)
    assert [field.isVisible() for field in shown] == [False, False, True, True, True]
    assert [action.isEnabled() for action in page.outputs.values()] == [True, False, True]
    assert facts(page) == "督查〔2026〕1号|有关单位|请尽快办理。|None|()"
    page.choose_kind("matrix")
    assert page.document is not None and "责任矩阵" in page.document.name
    assert not page.batch.isEnabled() and page.options.paper.isVisible()
    page.options.paper.findChildren(QPushButton)[1].click()
    assert page.status_parts[0].startswith("A4")


def test_the_kinds_are_walked_by_keys(page: LedgerPage) -> None:
    page.kinds.setFocus()
    QTest.keyClick(page.kinds, Qt.Key.Key_Down)
    assert page.kind.kind == "matrix"
    while not page.register_shown:
        QTest.keyClick(page.kinds, Qt.Key.Key_Down)
    assert "还没有登记发出的文书" in words(page)
    click(page, "去出文书")
    assert page.kind.group is ReportGroup.LISTS and "没有可以预览的内容" in words(page)


def test_the_kind_comes_back_the_next_time(page: LedgerPage, ctx: Context, qtbot: QtBot) -> None:
    page.choose_kind(NOTICE)
    again = LedgerPage(ctx)
    qtbot.addWidget(again)
    again.activate()
    assert again.kind.kind == NOTICE and again.kinds.currentItem().text() == "督查单"


def test_options_change_the_pages(page: LedgerPage) -> None:
    page.choose_kind(NOTICE)
    water = units.find_unit(page.ctx.store, "县水利局").id
    page.options.unit.choose(water)
    page.options.unit.chosen.emit(water)
    page.options.due.setText("9月30日")
    page.options.tasks.item(1).setCheckState(Qt.CheckState.Checked)
    assert facts(page) == "督查〔2026〕1号|县水利局|请尽快办理。|2026-09-30|(2,)"
    page.options.due.setText("9月31日")
    assert "2026-09-30" in facts(page), "a day that there is not changes nothing"


def test_words_are_changed_before_printing_and_taken_back(page: LedgerPage, qtbot: QtBot) -> None:
    page.choose_kind(NOTICE)
    box: Any = page.options.texts.boxes["wish"]
    assert box.toPlainText() == "请尽快办理。"
    with qtbot.waitSignal(page.options.texts.changed):
        box.setPlainText("请于月底前办结。")
    assert "请于月底前办结。" in facts(page)
    page.choose_kind("ledger")
    page.choose_kind(NOTICE)
    assert "请于月底前办结。" in facts(page)
    click(page, "恢复原文")
    box = page.options.texts.boxes["wish"]
    assert "请尽快办理。" in facts(page) and box.toPlainText() == "请尽快办理。"


def test_what_is_issued_stands_in_the_register_and_the_next_number_is_proposed(page: LedgerPage, messages: list[Message]) -> None:
    issue(page)
    (row,) = rows(page)
    assert (row.title, row.number, row.due, row.plan_id) == ("督查单", "督查〔2026〕1号", date(2026, 9, 20), 1)
    assert messages[-1].text == "登记发出“督查单”督查〔2026〕1号" and messages[-1].action == "撤销"
    assert page.options.number.text() == "督查〔2026〕2号" and facts(page).startswith("督查〔2026〕2号")
    page.ctx.undo()
    assert rows(page) == [] and page.options.number.text() == "督查〔2026〕1号"


def test_the_form_tells_what_was_entered_before(page: LedgerPage) -> None:
    issue(page)
    page.issuing.trigger()
    assert "《督查单》2026年09月16日已登记过，文号 督查〔2026〕1号；再登记就是另一份" in words(page)


def test_a_number_that_is_taken_is_said_at_once_and_refused(page: LedgerPage, qtbot: QtBot) -> None:
    issue(page)
    with qtbot.waitSignal(page.options.number_typed):
        page.options.number.setText("督查〔2026〕1号")
        page.options.number.textEdited.emit("督查〔2026〕1号")
    assert "已用这个文号" in page.options.number_note.text()
    page.issuing.trigger()
    click(page, "登记")
    assert "已经用过" in form(page).complaint.text() and len(rows(page)) == 1
    assert page.escape() and page.desk.form is None


def test_a_mistyped_day_keeps_the_form_open(page: LedgerPage) -> None:
    page.choose_kind(NOTICE)
    page.issuing.trigger()
    entry = form(page)
    assert isinstance(entry, IssueForm)
    entry.due.setText("2026-2-31")
    click(page, "登记")
    assert "日期不存在" in entry.complaint.text()
    entry.due.setText("2026-9-1")
    click(page, "登记")
    assert "早于发出日期" in entry.complaint.text() and rows(page) == []


def test_how_numbers_begin_is_changed_in_place(page: LedgerPage) -> None:
    page.choose_kind(NOTICE)
    click(page, "编号格式…")
    entry = form(page)
    assert isinstance(entry, SeriesForm)
    entry.word.setText("禾督字")
    entry.last.setValue(6)
    assert "禾督字〔2026〕7号" in entry.next.text()
    entry.pattern.setText("{字头}〔{年份}〕号")
    assert "{序号}" in entry.complaint.text()
    entry.pattern.setText("{字头}〔{年份}〕{序号}号")
    click(page, "保存")
    assert facts(page).startswith("禾督字〔2026〕7号")
    page.ctx.undo()
    assert facts(page).startswith("督查〔2026〕1号")


def batch(page: LedgerPage, folder: Path) -> BatchForm:
    page.batch.trigger()
    entry = form(page)
    assert isinstance(entry, BatchForm)
    entry.folder.setText(str(folder))
    return entry


def test_one_for_each_unit_into_a_folder(page: LedgerPage, messages: list[Message], tmp_path: Path) -> None:
    page.choose_kind(NOTICE)
    entry = batch(page, tmp_path / "各单位")
    assert entry.count.text() == "已选 2 / 2" and entry.register.isChecked()
    entry.name.setText("{文号}{单位}")
    click(page, "开始")
    assert [file.name for file in (tmp_path / "各单位").iterdir()] == ["督查〔2026〕1号县水利局.docx"]
    assert messages[-1].text == "已生成 1 份，1 份没有生成（县财政局：县财政局没有要办的事项，不必发），已登记"
    assert messages[-1].action == "打开文件夹" and messages[-1].is_error
    assert [row.unit for row in rows(page)] == ["水利局"]
    page.ctx.undo()
    assert rows(page) == []


def test_what_is_wrong_in_the_form_is_said_in_the_form(page: LedgerPage, tmp_path: Path) -> None:
    page.choose_kind(NOTICE)
    entry = batch(page, tmp_path)
    entry.name.setText("{县}")
    click(page, "开始")
    assert "没有“{县}”这一项" in entry.complaint.text()
    entry.name.setText("{单位}")
    entry.folder.setText("")
    click(page, "开始")
    assert "请选择文件夹" in entry.complaint.text()
    click(page, "全不选")
    assert not entry.save_button.isEnabled()


def test_one_for_each_task_on_the_printer(page: LedgerPage, messages: list[Message], monkeypatch: pytest.MonkeyPatch) -> None:
    page.choose_kind(NOTICE)
    monkeypatch.setattr(outputs, "ask_printer", lambda *_args, **_more: type("Chosen", (), {"printer": None, "size": None}))
    printed: list[str] = []
    monkeypatch.setattr(outputs, "send_to_printer", lambda sheets, *_args: printed.append(sheets.document.name))
    page.batch.trigger()
    entry = form(page)
    entry.each.choose("task")
    entry.each.chosen.emit("task")
    entry.form.choose(PRINT)
    entry.whom.item(0).setCheckState(Qt.CheckState.Unchecked)
    click(page, "开始")
    assert printed == ["督查单"] * 3 and messages[-1].text == "已打印 3 份，已登记"
    assert sorted(row.tasks[0] for row in rows(page)) == ["2 清理南河淤泥", "3 修补东岸石墙", "4 栽种西岸柳树"]


def test_a_file_that_is_open_elsewhere_is_told_and_another_name_offered(
    page: LedgerPage, messages: list[Message], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    out = tmp_path / "台账.xlsx"
    out.write_bytes(b"open elsewhere")
    (tmp_path / ".~lock.台账.xlsx#").write_text("")
    monkeypatch.setattr(outputs, "ask_target", lambda *_args: out)
    page.outputs[".xlsx"].trigger()
    assert messages[-1].is_error and "正在 Word、Excel 或 WPS 中打开" in messages[-1].text
    assert messages[-1].action == "存为“台账（2）.xlsx”" and messages[-1].do is not None
    messages[-1].do()
    assert out.read_bytes() == b"open elsewhere" and (tmp_path / "台账（2）.xlsx").stat().st_size > 2000


# the register


def test_answers_are_recorded_in_the_register(page: LedgerPage, qtbot: QtBot) -> None:
    issue(page)
    page.choose_kind(REGISTER)
    register = page.register_view
    assert page.status_parts == ("1 份",) and register.title.whole == "督查〔2026〕1号　督查单"
    click(page, "登记反馈")
    entry: Any = register.desk.form
    entry.day.setText("2026-9-18")
    entry.result.setText("已办结")
    QTest.keyClick(entry.result, Qt.Key.Key_Return)
    assert (rows(page)[0].returned_on, rows(page)[0].result) == (date(2026, 9, 18), "已办结")
    assert "已反馈" in register.answer.whole
    click(page, "取消反馈")
    assert rows(page)[0].returned_on is None
    click(page, "作废")
    entry = register.desk.form
    QTest.keyClick(entry.reason, Qt.Key.Key_Return)
    assert "没有填写作废的原因" in entry.complaint.text()
    entry.reason.setText("文号写错")
    QTest.keyClick(entry.reason, Qt.Key.Key_Return)
    assert rows(page)[0].standing(page.ctx.today()) == "已作废"
    history.undo(page.ctx.store)


def test_the_register_is_filtered_and_the_copy_opened(page: LedgerPage, monkeypatch: pytest.MonkeyPatch, messages: list[Message]) -> None:
    issue(page)
    page.choose_kind("ledger")
    page.issuing.trigger()
    click(page, "登记")
    page.choose_kind(REGISTER)
    register = page.register_view
    assert [record.title for record in register.records] == ["青禾县河道清理工作台账", "督查单"]
    register.standing.setCurrentIndex(1)
    register.standing.activated.emit(1)
    assert [record.title for record in register.records] == ["督查单"]
    register.standing.setCurrentIndex(3)
    register.standing.activated.emit(3)
    assert "没有符合条件的文书" in words(page)
    click(page, "显示全部")
    assert len(register.records) == 2
    opened: list[Path] = []
    monkeypatch.setattr("tracker.ui.pages.ledger.register.open_file", opened.append)
    register.list.go_to(register.records[1].id)
    QTest.keyClick(register.list, Qt.Key.Key_Return)
    assert opened[0].suffix == ".docx" and opened[0].is_file()
    opened[0].write_bytes(b"changed")
    QTest.keyClick(register.list, Qt.Key.Key_Return)
    assert messages[-1].is_error and "已被改动" in messages[-1].text


def test_a_line_of_the_register_is_changed(page: LedgerPage) -> None:
    issue(page)
    page.choose_kind(REGISTER)
    QTest.keyClick(page.register_view.list, Qt.Key.Key_F2)
    entry: Any = page.register_view.desk.form
    entry.cause.setText("县长批示")
    entry.due.setText("2026-9-25")
    click(page, "保存")
    assert (rows(page)[0].cause, rows(page)[0].due) == ("县长批示", date(2026, 9, 25))
    assert "来源 县长批示" in page.register_view.about.whole


def test_in_a_narrow_window_the_kinds_are_in_a_box(page: LedgerPage) -> None:
    page.resize(860, 430)
    assert not page.kinds.isVisible() and page.kind_box.isVisible()
    page.kind_box.setCurrentIndex(page.kind_box.findData(NOTICE))
    page.kind_box.activated.emit(page.kind_box.currentIndex())
    assert page.kind.kind == NOTICE and page.panes()[0] is page.kind_box
