"""文书用语 in the window: the office's wording with fields and a live page; what was typed for a paper is offered for the next."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY, shown_documents
from tracker.domain.issued import IssuedFilter
from tracker.domain.notice_words import USUAL
from tracker.domain.notices import NAME_SETS, NoticeKind, NoticeSetting
from tracker.ui.context import Context
from tracker.ui.pages.ledger.page import LedgerPage
from tracker.ui.pages.settings.notice_words_part import NoticeWordsPart
from tracker.usecases.papers.issued import issued, issued_copy
from tracker.usecases.papers.notice_settings import set_notice_setting
from tracker.usecases.papers.notice_words import notice_words

ASSIGNMENT, REMINDER = NoticeKind.ASSIGNMENT, NoticeKind.REMINDER


@pytest.fixture
def part(ctx: Context, qtbot: QtBot) -> NoticeWordsPart:
    made = NoticeWordsPart(ctx)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    made.read()
    return made


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> Iterator[LedgerPage]:
    made = shown_documents(ctx, qtbot)
    made.choose_kind("reminder")
    made.options.tasks.tick((1,))
    made.show_preview()
    yield made


def button(root: QWidget, words: str) -> QPushButton:
    return next(one for one in root.findChildren(QPushButton) if one.text() == words and one.isVisible())


def box(page: LedgerPage, place: str) -> QPlainTextEdit:
    found = page.options.texts.boxes[place]
    assert isinstance(found, QPlainTextEdit)
    return found


def test_the_words_of_each_kind_are_kept_together_and_undone_at_once(part: NoticeWordsPart, ctx: Context) -> None:
    assert part.boxes["wants"].toPlainText() == USUAL[ASSIGNMENT].wants and not part.dirty()
    part.boxes["opening"].setPlainText("现交办{项数}项任务，请")
    part.boxes["opening"].setFocus()
    part.boxes["opening"].moveCursor(part.boxes["opening"].textCursor().MoveOperation.End)
    QTest.mouseClick(button(part, "{单位}"), Qt.MouseButton.LeftButton)
    assert part.boxes["opening"].toPlainText() == "现交办{项数}项任务，请{单位}"
    part.which.choose("reminder")
    part.which.chosen.emit("reminder")
    part.boxes["note"].setPlainText("再不反馈的，约谈。")
    assert part.dirty()
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    held = notice_words(ctx.store)
    assert (held[ASSIGNMENT].opening, held[REMINDER].note) == ("现交办{项数}项任务，请{单位}", "再不反馈的，约谈。")
    QTest.mouseClick(button(part, "恢复默认"), Qt.MouseButton.LeftButton)
    assert part.values()[REMINDER] == USUAL[REMINDER] and part.values()[ASSIGNMENT].opening, "only the kind in hand goes back"
    part.read()
    ctx.undo()
    part.read()
    assert notice_words(ctx.store) == USUAL and not part.dirty()


def test_a_field_that_there_is_not_is_told_while_one_types(part: NoticeWordsPart, ctx: Context) -> None:
    part.boxes["wants"].setPlainText("请{部门}抓紧")
    part.draw()
    assert "不认识“{部门}”" in part.check.text()
    QTest.mouseClick(part.save_button, Qt.MouseButton.LeftButton)
    assert "不认识“{部门}”" in part.complaint.text() and notice_words(ctx.store) == USUAL


def test_the_kinds_bear_the_offices_names(part: NoticeWordsPart, ctx: Context) -> None:
    set_notice_setting(ctx.store, NoticeSetting(names=NAME_SETS[1]))
    part.read()
    assert button(part, "黄单")


def test_what_was_typed_is_offered_for_the_next_paper_and_not_printed_on_it_unasked(page: LedgerPage, ctx: Context) -> None:
    memory = page.options.memory
    assert not memory.again.isVisible() and not memory.keep.isVisible()
    box(page, "opening").setPlainText("请速办。")
    page.options.texts.changed.emit()
    assert memory.keep.isVisible()
    page.out.open_issue()
    assert page.desk.form is not None
    page.desk.form.saved.emit()
    (record,) = issued(ctx.store, IssuedFilter(), TODAY)
    assert record.state.value == "issued" and page.options.texts.typed == {}
    assert box(page, "opening").toPlainText() == ""
    QTest.mouseClick(memory.again, Qt.MouseButton.LeftButton)
    assert box(page, "opening").toPlainText() == "请速办。" and page.options.texts.typed == {"opening": "请速办。"}
    assert not memory.again.isVisible(), "there is nothing else to offer"


def test_what_was_typed_becomes_the_offices_own_and_papers_that_went_out_stay(page: LedgerPage, ctx: Context) -> None:
    page.out.open_issue()
    assert page.desk.form is not None
    page.desk.form.saved.emit()
    (record,) = issued(ctx.store, IssuedFilter(), TODAY)
    before = issued_copy(ctx.store, ctx.paths, record.id).read_bytes()
    shown = box(page, "wants").toPlainText()
    box(page, "wants").setPlainText(f"{shown}\n4. 联系人电话保持畅通。")
    page.options.texts.changed.emit()
    QTest.mouseClick(page.options.memory.keep, Qt.MouseButton.LeftButton)
    kept = notice_words(ctx.store)[REMINDER].wants
    assert kept == f"{USUAL[REMINDER].wants}\n4. 联系人电话保持畅通。", "the day that stood in it is a field again"
    assert page.options.texts.typed == {} and box(page, "wants").toPlainText().endswith("4. 联系人电话保持畅通。")
    assert issued_copy(ctx.store, ctx.paths, record.id).read_bytes() == before
    ctx.undo()
    assert notice_words(ctx.store) == USUAL and box(page, "wants").toPlainText() == shown
