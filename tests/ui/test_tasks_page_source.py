"""The plan's own words beside a task: marks on the right words, doubts to be settled, the whole document one click away."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.conftest import make_context
from tracker.domain.terms import DeadlineKind, Role
from tracker.plans.draft import DraftDeadline, DraftHeading, DraftTarget, DraftTask, DraftUnit, Finding, PlanDraft, Span
from tracker.storage.store import Store
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.source.marks import Kind, MarkedText
from tracker.ui.widgets.plain import label
from tracker.usecases.intake import plans
from tracker.usecases.work import tasks

PASSAGE = "1.整修水渠12公里。疏通干渠，10月底前通水，灌溉率百分之几待定。（县水利局牵头）"
TEXT = f"青禾县水渠方案\n一、水渠\n{PASSAGE}\n完"


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def page(empty_store: Store, tmp_path: Path, qtbot: QtBot) -> Iterator[TasksPage]:
    draft = PlanDraft("水渠.txt", TEXT, "青禾县水渠方案", period_start=date(2026, 1, 1), period_end=date(2026, 12, 31))
    draft.headings = [DraftHeading(-1, 1, "一、", "水渠")]
    task = DraftTask(0, "1.", "整修水渠12公里", "疏通干渠，10月底前通水，灌溉率百分之几待定。", span=_span(PASSAGE))
    task.units = [DraftUnit("县水利局", Role.LEAD, _span("县水利局"))]
    task.deadlines = [DraftDeadline("10月底前", DeadlineKind.DATE, date(2026, 10, 31), span=_span("10月底前"))]
    task.targets = [DraftTarget("整修水渠12公里", "12", "公里", ">=", _span("12公里"))]
    task.findings = [Finding("figure", "这个数字没有写明", _span("百分之几"))]
    draft.tasks = [task]
    plans.import_plan(empty_store, draft)
    ctx = make_context(empty_store, tmp_path)
    ctx.set_plans(tuple(plans.list_plans(empty_store)))
    made = TasksPage(ctx)
    qtbot.addWidget(made)
    ctx.changed.connect(made.show_changes)
    made.resize(1230, 660)
    made.show()
    made.activate()
    yield made


def marked(view: QTextEdit) -> dict[str, QTextCharFormat.UnderlineStyle]:
    found = {}
    for one in view.extraSelections():
        found[one.cursor.selectedText()] = one.format.underlineStyle()  # type: ignore[attr-defined]
    return found


def test_each_kind_of_word_has_its_own_line(page: TasksPage) -> None:
    style = QTextCharFormat.UnderlineStyle
    assert page.detail.source.text.toPlainText() == PASSAGE
    assert marked(page.detail.source.text) == {
        "县水利局": style.SingleUnderline,
        "10月底前": style.DotLine,
        "12公里": style.DashUnderline,
        "百分之几": style.WaveUnderline,
    }


def test_a_doubt_is_settled_and_comes_back_by_undo(page: TasksPage) -> None:
    assert page.detail.tabs.tabText(2) == "疑点 1"
    words = [one.text() for one in page.detail.findings.findChildren(type(label()))]
    assert {"这个数字没有写明", "原文：“百分之几”"} <= set(words)
    page.detail.tabs.setCurrentIndex(2)
    page.detail.findings.buttons[0].click()  # type: ignore[attr-defined]
    assert not page.detail.tabs.isTabVisible(2)
    assert page.detail.tabs.currentIndex() == 0
    page.ctx.undo()
    assert page.detail.tabs.isTabVisible(2)


def test_the_whole_document_opens_at_the_task_and_can_be_searched(page: TasksPage, qtbot: QtBot) -> None:
    page.detail.source.link.click()
    window = page.detail.source.window_shown
    assert window is not None
    qtbot.addWidget(window)
    assert window.text.toPlainText() == TEXT
    assert window.text.textCursor().position() == TEXT.index(PASSAGE)
    window.box.setText("通水")
    window.box.returnPressed.emit()
    assert window.text.textCursor().selectedText() == "通水"
    window.box.setText("没有这个词")
    window.box.returnPressed.emit()
    assert window.found.text() == "没有找到"


def _opened_at(page: TasksPage, qtbot: QtBot) -> tuple[str, int]:
    window = page.detail.source.window_shown
    assert window is not None
    page.detail.source.window_shown = None
    qtbot.addWidget(window)
    shown = window.text.extraSelections()
    word = shown[-1].cursor  # type: ignore[attr-defined]
    assert window.text.textCursor().position() == word.selectionStart()
    return word.selectedText(), word.selectionStart()


def _follow(page: TasksPage) -> None:
    form = page.detail.desk.form
    assert form is not None
    next(button for button in form.findChildren(QPushButton) if button.text() == "在原文中查看").click()
    page.detail.desk.close_form()


def test_units_limits_figures_and_doubts_lead_to_their_place(page: TasksPage, qtbot: QtBot) -> None:
    page.detail.roles.chips[0].clicked.emit()
    _follow(page)
    assert _opened_at(page, qtbot) == ("县水利局", TEXT.index("县水利局"))
    page.detail.limits.limit_links[0].click()
    _follow(page)
    assert _opened_at(page, qtbot) == ("10月底前", TEXT.index("10月底前"))
    page.detail.limits.target_links[0].click()
    _follow(page)
    assert _opened_at(page, qtbot) == ("12公里", TEXT.index("12公里"))
    page.detail.tabs.setCurrentIndex(2)
    next(one for one in page.detail.findings.findChildren(QPushButton) if one.text() == "在原文中查看").click()
    assert _opened_at(page, qtbot) == ("百分之几", TEXT.index("百分之几"))


def test_a_click_on_a_marked_word_opens_the_document_there(page: TasksPage, qtbot: QtBot) -> None:
    view = page.detail.source.text
    QApplication.processEvents()
    for words, opens in (("县水利局", True), ("疏通干渠", False)):
        cursor = QTextCursor(view.document())
        cursor.setPosition(PASSAGE.index(words) + 2)
        point = view.cursorRect(cursor).center()
        assert bool(view.mark_at(point)) is opens
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
        assert bool(page.detail.source.window_shown) is opens
        if opens:
            assert _opened_at(page, qtbot) == (words, TEXT.index(words))


def test_what_was_typed_by_hand_has_no_place(page: TasksPage) -> None:
    detail = page.detail.desk.detail
    assert detail is not None
    page.ctx.change(lambda: tasks.add_target(page.ctx.store, detail.row.id, "新建泵站2座", "2", "座", "="))
    page.detail.limits.target_links[1].click()
    form = page.detail.desk.form
    assert form is not None
    assert "在原文中查看" not in [button.text() for button in form.findChildren(QPushButton)]


def test_rare_characters_do_not_move_the_marks(qtbot: QtBot) -> None:
    view = MarkedText()
    qtbot.addWidget(view)
    view.show_source("由𠮷县水利局牵头", [(12, 16, Kind.UNIT)], 9)
    assert list(marked(view)) == ["水利局牵"]


def test_changed_content_stands_beside_its_source(page: TasksPage) -> None:
    assert not page.detail.source.now.isVisible()
    detail = page.detail.desk.detail
    assert detail is not None
    page.ctx.change(lambda: tasks.edit_task(page.ctx.store, detail.row.id, content="疏通干渠和支渠。"))
    assert page.detail.source.now.isVisible()
    assert page.detail.source.now.text() == "疏通干渠和支渠。"
    assert page.detail.source.text.toPlainText() == PASSAGE


def test_a_leader_whom_the_plan_names_leads_to_the_place(page: TasksPage) -> None:
    part = page.detail.people
    assert not part.place.isVisible()
    name = PASSAGE[2:5]
    page.ctx.change(lambda: tasks.set_contact(page.ctx.store, 1, leader=name, office="", person="", phone="", today=page.ctx.today()))
    part.place.click()
    window = page.detail.source.window_shown
    assert window is not None and window._passage.focus is not None
    start, end = window._passage.focus
    assert TEXT[start:end] == name
