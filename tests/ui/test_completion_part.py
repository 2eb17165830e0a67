"""完成核验 on the screen: chosen in the settings, told in the task's detail, on the overview and by a filter; passed and returned."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tests.ui.tasks_page import ids_of, open_page
from tracker.domain.completion import Proof
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import State
from tracker.ui.context import Context
from tracker.ui.pages.matrix.model import FIRST_UNIT
from tracker.ui.pages.matrix.page import MatrixPage
from tracker.ui.pages.overview.page import OverviewPage
from tracker.ui.pages.settings.completion_part import CompletionPart
from tracker.ui.pages.tasks.completion_part import CheckForm, EvidenceForm
from tracker.ui.pages.tasks.detail import FILES
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.wording import standing_text
from tracker.usecases.work import tasks
from tracker.usecases.work.attachments import attachments
from tracker.usecases.work.completion import completion_proof, set_completion_proof


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> TasksPage:
    set_completion_proof(ctx.store, Proof.CHECK)
    made = open_page(ctx, qtbot)
    made.view.go_to(1)
    QApplication.processEvents()
    return made


def said(page: TasksPage) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in page.detail.completion.findChildren(QLabel) if not one.isHidden())


def press(page: TasksPage, words: str) -> None:
    [one for one in page.detail.completion.findChildren(QPushButton) if one.text() == words and not one.isHidden()][-1].click()


def claim(page: TasksPage, ctx: Context) -> None:
    ctx.change(lambda: tasks.set_state(ctx.store, [1], State.COMPLETED, TODAY))
    QApplication.processEvents()


def state(ctx: Context) -> State:
    return tasks.task_detail(ctx.store, 1, TODAY).row.state


def test_the_setting_is_chosen_and_taken_back(ctx: Context, qtbot: QtBot) -> None:
    part = CompletionPart(ctx)
    qtbot.addWidget(part)
    part.read()
    assert part.values() is Proof.NONE and not part.save_button.isEnabled()
    part.buttons[Proof.CHECK].click()
    part.save_button.click()
    assert completion_proof(ctx.store) is Proof.CHECK
    ctx.undo()
    assert completion_proof(ctx.store) is Proof.NONE


def test_a_claim_is_told_proved_and_passed(page: TasksPage, ctx: Context) -> None:
    assert page.detail.completion.isHidden()
    claim(page, ctx)
    assert state(ctx) is State.IN_PROGRESS
    assert "待核验" in said(page) and "还没有佐证" in said(page)
    press(page, "通过…")
    form = page.detail.desk.form
    assert isinstance(form, CheckForm)
    form.by.setText("督查室李敏")
    QTest.keyClick(form.by, Qt.Key.Key_Return)
    assert "还没有佐证" in form.complaint.text()
    QTest.keyClick(form.by, Qt.Key.Key_Escape)
    press(page, "写佐证…")
    words = page.detail.desk.form
    assert isinstance(words, EvidenceForm)
    words.words.setPlainText("验收单〔2026〕8号")
    QTest.keyClick(words.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "佐证：验收单〔2026〕8号" in said(page)
    press(page, "通过…")
    form = page.detail.desk.form
    assert isinstance(form, CheckForm)
    form.by.setText("督查室李敏")
    QTest.keyClick(form.by, Qt.Key.Key_Return)
    assert state(ctx) is State.COMPLETED and "核验通过" in said(page)
    ctx.undo()
    assert state(ctx) is State.IN_PROGRESS and "待核验" in said(page)


def test_a_claim_is_returned_with_its_reason(page: TasksPage, ctx: Context) -> None:
    claim(page, ctx)
    press(page, "退回…")
    form = page.detail.desk.form
    assert isinstance(form, CheckForm)
    form.saved.emit()
    assert "退回的原因" in form.complaint.text()
    form.words.setText("缺验收单")
    form.saved.emit()
    assert "核验退回" in said(page) and "缺验收单" in said(page)
    assert state(ctx) is State.IN_PROGRESS


def test_a_file_is_marked_as_evidence(page: TasksPage, ctx: Context, tmp_path: Path) -> None:
    claim(page, ctx)
    (tmp_path / "验收单.txt").write_text("合格", "utf-8")
    page.detail.tabs.setCurrentIndex(FILES)
    page.detail.files.add((tmp_path / "验收单.txt",))
    QApplication.processEvents()
    [one for one in page.detail.files.findChildren(QPushButton) if one.text() == "标为佐证"][-1].click()
    assert attachments(ctx.store, 1)[0].is_evidence
    assert "附件中有 1 份佐证" in said(page)


def test_what_waits_is_told_on_the_overview_and_listed(page: TasksPage, ctx: Context, qtbot: QtBot) -> None:
    claim(page, ctx)
    gone: list[object] = []
    ctx.going.connect(lambda _page, request: gone.append(request))
    overview = OverviewPage(ctx)
    qtbot.addWidget(overview)
    overview.resize(1230, 660)
    overview.show()
    overview.activate()
    qtbot.waitUntil(overview.claims.isVisible)
    assert overview.claims.text() == "报了完成、等待核验 1 项任务"
    overview.claims.click()
    assert gone == [TaskFilter(plan_id=overview.plan_id, unproved=True)]
    page.open(gone[0])
    QApplication.processEvents()
    assert ids_of(page) == [1]


def test_list_head_and_matrix_say_that_it_waits(page: TasksPage, ctx: Context, qtbot: QtBot) -> None:
    claim(page, ctx)
    assert page.detail.head.state.text() == "待核验"
    row = tasks.task_rows(ctx.store, [1], TODAY)[0]
    assert standing_text(row) == "待核验" and row.why.startswith("待核验；")
    matrix = MatrixPage(ctx)
    qtbot.addWidget(matrix)
    matrix.resize(1230, 650)
    matrix.show()
    matrix.activate()
    QApplication.processEvents()
    model = matrix.grid.model
    place = next(place for place in range(model.rowCount()) if (line := model.line(place)) is not None and line.task.id == 1)
    matrix.grid.units.setCurrentIndex(model.index(place, FIRST_UNIT))
    assert "（待核验）" in matrix.strip.task.toolTip()
    ctx.undo()
    assert page.detail.head.state.text() == "未启动"
