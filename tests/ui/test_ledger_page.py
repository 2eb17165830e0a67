"""The ledger page: what the options say is what the preview shows and the files hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document as read_word
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import shown_documents
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.reports.content import Row, SubLine, Table
from tracker.ui.context import Context
from tracker.ui.message import Message
from tracker.ui.pages.ledger import outputs as module
from tracker.ui.pages.ledger.page import LedgerPage
from tracker.usecases.house import units
from tracker.usecases.work import tasks


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> Iterator[LedgerPage]:
    made = shown_documents(ctx, qtbot)
    yield made


@pytest.fixture
def messages(ctx: Context) -> list[Message]:
    heard: list[Message] = []
    ctx.message.connect(heard.append)
    return heard


def table(page: LedgerPage) -> Table:
    assert page.document is not None
    return next(block for block in page.document.blocks if isinstance(block, Table))


def heads(page: LedgerPage) -> list[str]:
    return [column.head for column in table(page).columns]


def rows(page: LedgerPage) -> int:
    return sum(isinstance(row, Row) for row in table(page).rows)


def switch(page: LedgerPage, head: str) -> None:
    item = page.options.columns.findItems(head, Qt.MatchFlag.MatchExactly)[0]
    on = item.checkState() == Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)


def words(page: LedgerPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def target(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    """Instead of the dialog: save under the proposed name in this folder. Gives the names that were proposed."""
    proposed: list[str] = []

    def ask(_parent: object, _ctx: object, _title: str, name: str) -> Path:
        proposed.append(name)
        return folder / name

    monkeypatch.setattr(module, "ask_target", ask)
    return proposed


def test_the_preview_shows_the_whole_plan(page: LedgerPage) -> None:
    assert rows(page) == 4 and page.preview.view.page_count == 1
    assert page.preview.place.text() == "第 1 / 1 页"
    assert page.status_parts == ("A4 横向，共 1 页",)
    assert "267 mm" in page.options.sum.text()


def test_columns_are_chosen_ordered_and_remembered(page: LedgerPage, ctx: Context, qtbot: QtBot) -> None:
    switch(page, "分管领导")
    switch(page, "到期日")
    assert "分管领导" not in heads(page) and heads(page)[-1] == "到期日"
    page.options.columns.setCurrentRow(1)
    QTest.keyClick(page.options.columns, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert heads(page)[:2] == ["重点任务", "序号"]
    again = LedgerPage(ctx)
    qtbot.addWidget(again)
    again.activate()
    assert heads(again) == heads(page)
    page.options.usual_columns()
    assert heads(page)[0] == "序号" and "分管领导" in heads(page)


def test_space_and_the_box_switch_a_column(page: LedgerPage) -> None:
    row = heads(page).index("分管领导")
    page.options.columns.setCurrentRow(row)
    QTest.keyClick(page.options.columns, Qt.Key.Key_Space)
    assert "分管领导" not in heads(page)
    box = page.options.columns.visualItemRect(page.options.columns.item(row))
    QTest.mouseClick(page.options.columns.viewport(), Qt.MouseButton.LeftButton, pos=box.topLeft() + QPoint(28, box.height() // 2))
    assert "分管领导" in heads(page)
    QTest.mouseClick(page.options.columns.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert "分管领导" in heads(page), "a click on the name chooses the row only"


def test_dragging_moves_a_column(page: LedgerPage) -> None:
    model = page.options.columns.model()
    assert model.moveRow(QModelIndex(), 1, QModelIndex(), 3)
    assert heads(page)[:3] == ["序号", "牵头单位", "重点任务"]


def test_without_columns_the_page_says_what_to_do(page: LedgerPage) -> None:
    for head in heads(page):
        switch(page, head)
    assert "请在左边勾选至少一列" in words(page)
    assert not any(action.isEnabled() for action in page.outputs.values())
    next(button for button in page.findChildren(QPushButton) if button.text() == "恢复常用列" and button.isVisible()).click()
    assert rows(page) == 4 and all(action.isEnabled() for action in page.outputs.values())


def test_one_unit_only(page: LedgerPage, ctx: Context) -> None:
    unit = next(unit for unit in units.list_units(ctx.store) if "财政" in unit.full_name)
    page.options.unit.choose(unit.id)
    page.options.unit.chosen.emit(unit.id)
    assert "职责" in heads(page) and page.document is not None
    line = next(block for block in page.document.blocks if isinstance(block, SubLine))
    assert unit.full_name in line.left
    page.options.all_units()
    assert "职责" not in heads(page)


def test_periods_with_reports_are_offered(page: LedgerPage, ctx: Context) -> None:
    ctx.change(lambda: tasks.report_progress(ctx.store, 1, "2026-08", State.IN_PROGRESS, 40, "清了一半", "", "", today=ctx.today()))
    assert [page.options.period.itemText(place) for place in range(page.options.period.count())] == ["最新进展", "2026年8月"]
    page.options.period.setCurrentIndex(1)
    assert page.document is not None
    line = next(block for block in page.document.blocks if isinstance(block, SubLine))
    assert "2026年8月" in line.middle


def test_word_excel_and_pdf_are_written_and_offered_for_opening(
    page: LedgerPage, messages: list[Message], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    proposed = target(monkeypatch, tmp_path)
    opened: list[Path] = []
    monkeypatch.setattr(module, "open_file", opened.append)
    for action in page.outputs.values():
        action.trigger()
    assert [Path(name).suffix for name in proposed] == [".docx", ".xlsx", ".pdf"]
    assert all((tmp_path / name).stat().st_size for name in proposed)
    text = "".join(cell.text for table in read_word(str(tmp_path / proposed[0])).tables for row in table.rows for cell in row.cells)
    assert "栽种西岸柳树" in text
    assert [message.text for message in messages] == [f"已生成“{name}”" for name in proposed]
    assert messages[-1].do is not None
    messages[-1].do()
    assert opened == [tmp_path / proposed[2]]
    assert "最近输出" in words(page)


def test_a_folder_that_cannot_be_written_is_told(
    page: LedgerPage, messages: list[Message], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target(monkeypatch, tmp_path / "没有这个文件夹")
    page.outputs[".docx"].trigger()
    assert messages[-1].is_error and "没有这个文件夹" in messages[-1].text


def test_a_pc_without_printer_is_told(page: LedgerPage, messages: list[Message], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo.availablePrinters", staticmethod(list))
    page.out.print_pages()
    assert messages[-1].is_error and "没有找到打印机" in messages[-1].text


def test_missing_fonts_are_said_in_the_bar(page: LedgerPage) -> None:
    assert page.sheets is not None
    missing = page.sheets.faces.missing
    assert bool(missing) == ("本机缺" in page.preview.warning.whole)


def test_a_unit_without_tasks_is_told_in_place(page: LedgerPage) -> None:
    page.options.unit.choose(units.list_units(page.ctx.store)[0].id)
    page.show_problem(UserError("“某局”在这份方案里没有任务", "", "请换一个单位或方案"))
    assert "在这份方案里没有任务" in words(page)
    next(button for button in page.findChildren(QPushButton) if button.text() == "改为全部单位" and button.isVisible()).click()
    assert page.preview.isVisible()


def test_the_period_of_a_bulletin_is_frozen_and_let_go(page: LedgerPage, ctx: Context) -> None:
    tasks.report_progress(ctx.store, 1, "2026-09", State.IN_PROGRESS, 40, "清完一段", today=ctx.today())
    page.refresh()
    page.choose_kind("bulletin")
    page.refresh()
    line = page.options.frozen
    assert line.isVisibleTo(page) and "变动" in line.words.text()
    line.freeze.click()
    assert "固定在2026年9月16日" in line.words.text() and line.thaw.isVisibleTo(page)
    ctx.undo()
    assert "变动" in line.words.text()
    page.choose_kind("ledger")
    assert not line.isVisibleTo(page)
