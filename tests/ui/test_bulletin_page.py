"""月度通报 on screen: passages edited before printing, told when their data changed, figures that open their tasks."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY, shown_documents
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import State
from tracker.reports.content import Paragraph
from tracker.ui.context import Context
from tracker.ui.pages.ledger.page import LedgerPage
from tracker.ui.pages.ledger.passages import PassageForm
from tracker.ui.pages.ledger.sides import FIGURES, PAGES, TEXT
from tracker.usecases.work import tasks

PERIOD = "2026-09"


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> Iterator[LedgerPage]:
    tasks.report_progress(ctx.store, 1, PERIOD, State.COMPLETED, 100, "清完了。", today=TODAY)
    tasks.report_progress(ctx.store, 2, PERIOD, State.IN_PROGRESS, 96, "还剩一段。", "雨天停工。", today=TODAY)
    made = shown_documents(ctx, qtbot)
    made.choose_kind("bulletin")
    made.sides.show_side(TEXT)
    yield made


def click(root: QWidget, words: str) -> None:
    QApplication.processEvents()
    next(one for one in root.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def printed(page: LedgerPage) -> str:
    assert page.document is not None
    return "\n".join(f"{block.lead}{block.text}" for block in page.document.blocks if isinstance(block, Paragraph))


def write(page: LedgerPage, place: str, text: str) -> PassageForm:
    page.sides.passages.edit(place)
    form = page.sides.passages.desk.form
    assert isinstance(form, PassageForm)
    form.text.setPlainText(text)
    QTest.keyClick(form.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    return form


def test_a_passage_is_edited_by_keys_printed_and_undone(page: LedgerPage, ctx: Context) -> None:
    cards = page.sides.passages.cards
    assert list(cards) == ["receivers", "opening", "general", "overdue", "behind", "missing", "held", "problems", "wants", "copies"]
    assert cards["receivers"].hasFocus()
    QTest.keyClick(cards["receivers"], Qt.Key.Key_F2)
    form = page.sides.passages.desk.form
    assert isinstance(form, PassageForm) and form.text.toPlainText() == "各有关单位"
    assert page.escape() and page.sides.passages.desk.form is None
    write(page, "problems", "连日下雨，停工三天。\n石料还没有运到。")
    assert "1. 连日下雨，停工三天。\n2. 石料还没有运到。" in printed(page)
    assert page.sides.told.whole == "改过 1 段"
    ctx.undo()
    assert "雨天停工。" in printed(page) and page.sides.told.whole == ""


def test_a_typed_figure_that_the_data_has_not_is_told_while_one_types_and_afterwards(page: LedgerPage) -> None:
    page.sides.passages.edit("general")
    form = page.sides.passages.desk.form
    assert isinstance(form, PassageForm)
    form.text.setPlainText("任务4项，已完成2项。")
    assert form.doubts.text() == "“已完成”写的是 2 项，数据是 1 项"
    form.saved.emit()
    assert "1 处写的数和数据不一致" in page.sides.told.whole
    assert "任务4项，已完成2项。" in printed(page)


def test_changed_data_is_told_and_the_new_or_the_own_words_are_taken(page: LedgerPage, ctx: Context) -> None:
    write(page, "general", "任务4项，已完成1项。")
    ctx.change(lambda: tasks.report_progress(ctx.store, 3, PERIOD, State.COMPLETED, 100, "砌好了。", today=TODAY))
    assert "1 段改过以后数据变了" in page.sides.told.whole
    click(page.sides.passages, "保留我的")
    assert "数据变了" not in page.sides.told.whole and "任务4项，已完成1项。" in printed(page)
    ctx.undo()
    click(page.sides.passages, "用新稿")
    assert "已完成2项" in printed(page) and page.sides.told.whole == ""


def test_every_figure_opens_its_tasks(page: LedgerPage, ctx: Context) -> None:
    gone: list[tuple[str, object]] = []
    ctx.going.connect(lambda key, request: gone.append((key, request)))
    figures = page.sides.passages.cards["general"].figures
    assert '<a href="1">已完成 1 项</a>' in figures.text()
    figures.linkActivated.emit("1")
    page.sides.show_side(FIGURES)
    table = page.sides.figures.table
    assert table.hasFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    for (key, request), amount in zip(gone, (1, 4), strict=True):
        assert key == "tasks" and isinstance(request, TaskFilter)
        assert tasks.task_list(ctx.store, request, Group.NONE, TODAY).total == amount
        assert f"{amount} 项" in request.only_words and "2026年9月通报" in request.only_words
    table.setCurrentCell(0, 7)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert len(gone) == 2, "nothing is opened for a figure that is nought"


def test_other_documents_show_their_pages_alone(page: LedgerPage) -> None:
    page.choose_kind("ledger")
    assert not page.sides.bar.isVisible() and page.sides.which.current == PAGES
    page.choose_kind("division-plan")
    assert page.sides.bar.isVisible() and list(page.sides.passages.cards) == ["opening", "closing"]
    click(page.options, "修改正文…")
    write(page, "closing", "请各单位抓紧落实。")
    assert "请各单位抓紧落实。" in printed(page)
