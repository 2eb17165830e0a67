"""延期申请 in the detail of a task: asked, decided, told on the overview and found by a filter; one undo takes a step back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tests.ui.tasks_page import ids_of, open_page
from tracker.domain.extensions import ExtensionState
from tracker.domain.screens import TaskFilter
from tracker.ui.context import Context, OpenDocument
from tracker.ui.pages.overview.page import OverviewPage
from tracker.ui.pages.tasks.extensions_part import AskForm, DecideForm
from tracker.ui.pages.tasks.page import TasksPage
from tracker.usecases.work import tasks
from tracker.usecases.work.extensions import extensions


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> TasksPage:
    made = open_page(ctx, qtbot)
    made.view.go_to(1)
    QApplication.processEvents()
    return made


def said(page: TasksPage) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in page.detail.extensions.findChildren(QLabel) if not one.isHidden())


def press(page: TasksPage, words: str) -> None:
    [one for one in page.detail.extensions.findChildren(QPushButton) if one.text() == words and not one.isHidden()][-1].click()


def ask(page: TasksPage, day: str = "2026-11-30") -> None:
    press(page, "申请延期")
    form = page.detail.desk.form
    assert isinstance(form, AskForm)
    form.wished.setText(day)
    form.reason.setPlainText("汛期提前")
    QTest.keyClick(form.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_request_is_entered_granted_and_taken_back(page: TasksPage, ctx: Context) -> None:
    due = tasks.task_detail(ctx.store, 1, TODAY).row.due
    ask(page)
    assert "待批" in said(page)
    assert "申请延到2026年11月30日" in said(page)
    press(page, "批准…")
    form = page.detail.desk.form
    assert isinstance(form, DecideForm)
    QTest.keyClick(form.by, Qt.Key.Key_Return)
    assert "没有填写批准人" in form.complaint.text()
    form.by.setText("周副县长")
    QTest.keyClick(form.by, Qt.Key.Key_Return)
    assert "已批准，延至2026年11月30日" in said(page)
    assert tasks.task_detail(ctx.store, 1, TODAY).row.due == date(2026, 11, 30)
    assert any("原定" in one.text() for one in page.detail.limits.findChildren(QLabel)), "the old day stays beside the new one"
    ctx.undo()
    assert tasks.task_detail(ctx.store, 1, TODAY).row.due == due
    assert "待批" in said(page)


def test_a_refusal_needs_its_reason_and_a_withdrawal_nothing(page: TasksPage, ctx: Context) -> None:
    ask(page)
    press(page, "不批准…")
    form = page.detail.desk.form
    assert isinstance(form, DecideForm)
    form.saved.emit()
    assert "理由" in form.complaint.text()
    form.words.setText("工期够用")
    form.saved.emit()
    assert "工期够用" in said(page)
    ask(page)
    press(page, "撤回")
    assert [one.state for one in extensions(ctx.store, task_id=1)] == [ExtensionState.WITHDRAWN, ExtensionState.REFUSED]


def test_what_is_wrong_is_said_and_nothing_stored(page: TasksPage, ctx: Context) -> None:
    ask(page, "13月1日")
    form = page.detail.desk.form
    assert form is not None
    assert form.complaint.text()
    assert extensions(ctx.store, task_id=1) == []


def test_what_waits_is_told_on_the_overview_and_listed(page: TasksPage, ctx: Context, qtbot: QtBot) -> None:
    ask(page)
    gone: list[object] = []
    ctx.going.connect(lambda _page, request: gone.append(request))
    press(page, "审批表")
    assert gone == [OpenDocument("extension", "", (1,))]
    overview = OverviewPage(ctx)
    qtbot.addWidget(overview)
    overview.resize(1230, 660)
    overview.show()
    overview.activate()
    qtbot.waitUntil(overview.asked.isVisible)
    assert overview.asked.text() == "待批的延期申请 1 项任务"
    assert not overview.claims.isVisible()
    overview.asked.click()
    assert gone[-1] == TaskFilter(plan_id=overview.plan_id, extension_asked=True)
    page.open(gone[-1])
    QApplication.processEvents()
    assert ids_of(page) == [1]
