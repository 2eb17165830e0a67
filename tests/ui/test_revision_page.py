"""方案修订: differences decided from the keyboard, stored at once, versions listed afterwards."""

from copy import deepcopy
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import small_draft
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import DeadlineKind
from tracker.plans.draft import DraftDeadline, DraftTask, PlanDraft
from tracker.ui.context import Context, OpenRevision
from tracker.ui.pages.revision.page import RevisionPage
from tracker.usecases import history, tasks
from tracker.usecases.plan_revision import Kind, plan_versions


def revised() -> PlanDraft:
    draft = deepcopy(small_draft())
    draft.source_name, draft.source_text = "修订稿.txt", draft.source_text + "\n修订"
    draft.tasks[0].content = "清理北河淤泥，分四段施工。"
    draft.tasks[1].deadlines = [DraftDeadline("11月底前", DeadlineKind.DATE, date(2026, 11, 30))]
    draft.tasks.pop(3)
    draft.tasks.append(DraftTask(1, "4.", "修建河边步道", "修建步道2公里。"))
    return draft


@pytest.fixture
def page(ctx: Context, qtbot: QtBot) -> RevisionPage:
    made = RevisionPage(ctx)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    made.activate()
    return made


def compare_with(page: RevisionPage, draft: PlanDraft) -> None:
    page.open(OpenRevision(1, draft))
    assert page.session is not None


def cells(page: RevisionPage, column: int = 2) -> list[str]:
    return [str(page.model.index(row, column).data()) for row in range(page.model.rowCount())]


def press(page: RevisionPage, key: Qt.Key) -> None:
    QTest.keyClick(page.list, key)


def titles(page: RevisionPage, *, removed: bool = False) -> list[str]:
    found = tasks.task_list(page.ctx.store, TaskFilter(plan_id=1, removed=removed), Group.NONE, page.ctx.today())
    ids = [number for group in found.groups for number in group.ids]
    return [row.title for row in tasks.task_rows(page.ctx.store, ids, page.ctx.today())]


def test_a_plan_without_revisions_says_what_to_do(page: RevisionPage) -> None:
    assert page.nothing.isVisible() and page.open_action.isVisible() and not page.finish_action.isVisible()


def test_differences_are_listed_and_filtered_by_kind(page: RevisionPage) -> None:
    compare_with(page, revised())
    assert cells(page) == ["清理北河淤泥", "清理南河淤泥", "修补东岸石墙", "栽种西岸柳树", "修建河边步道"]
    assert cells(page, 0) == ["变更", "变更", "相同", "取消", "新增"]
    (chip,) = [button for button in page.kinds.findChildren(QPushButton) if button.text() == "变更 2"]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert cells(page) == ["清理北河淤泥", "清理南河淤泥"]


def test_both_wordings_stand_side_by_side_with_the_difference_marked(page: RevisionPage) -> None:
    compare_with(page, revised())
    assert "分三段" not in page.sides.old.toPlainText() and "分段施工" in page.sides.old.toPlainText()
    assert "分四段施工" in page.sides.new.toPlainText() and "underline" in page.sides.new.toHtml()


def test_the_keyboard_alone_decides_and_finishes(page: RevisionPage) -> None:
    compare_with(page, revised())
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_R)
    press(page, Qt.Key.Key_Return)
    assert not page.finish_action.isEnabled() and page.finish_action.text() == "完成修订（还差 1 项）"
    press(page, Qt.Key.Key_Return)
    assert cells(page, 4) == ["接受", "保留原来", "—", "接受", "接受"]
    page.reason.setText("县政府常务会议调整")
    page.finish_action.trigger()
    assert titles(page) == ["清理北河淤泥", "清理南河淤泥", "修补东岸石墙", "修建河边步道"]
    assert titles(page, removed=True) == ["栽种西岸柳树"]
    detail = tasks.task_detail(page.ctx.store, 2, page.ctx.today())
    assert detail.row.due == date(2026, 9, 30)
    assert history.undo_name(page.ctx.store) == "修订方案《青禾县河道清理方案》"
    assert page.versions.isVisible()
    version = plan_versions(page.ctx.store, 1)[0]
    assert (version.reason, version.added, version.changed, version.removed) == ("县政府常务会议调整", 1, 1, 1)
    assert "修订" in page.versions.text.toPlainText()


def test_steps_are_taken_back_and_nothing_is_stored_by_leaving(page: RevisionPage) -> None:
    compare_with(page, revised())
    page.all_action.trigger()
    assert page.session is not None and page.session.missing == 0
    assert page.undo_here() and page.session.missing == 4
    assert page.redo_here() and page.session.missing == 0
    page.leave_action.trigger()
    assert plan_versions(page.ctx.store, 1) == [] and not page.undo_here() and page.nothing.isVisible()


def test_typed_text_is_shown_and_left_out_of_accept_all(page: RevisionPage) -> None:
    tasks.edit_task(page.ctx.store, 1, content="清理北河淤泥，夜间施工。")
    compare_with(page, revised())
    page.all_action.trigger()
    assert page.session is not None and page.session.missing == 1
    assert "手工改过；文件原来写的是：清理北河淤泥，分段施工。" in page.sides.old.toPlainText()
    press(page, Qt.Key.Key_R)
    assert page.session.missing == 0


def test_a_question_is_answered_by_its_figure(page: RevisionPage, qtbot: QtBot) -> None:
    draft = revised()
    draft.tasks[0].title, draft.tasks[0].content = "清理河道淤泥", "河道淤泥，分段施工。"
    draft.tasks.pop(1)
    compare_with(page, draft)
    assert page.session is not None
    (question,) = [row for row in page.session.rows if row.kind is Kind.QUESTION]
    page.list.go_to(page.model.number(question.key))
    qtbot.waitUntil(lambda: sum("清理" in one.text() and one.isVisible() for one in page.sides.findChildren(QPushButton)) == 2)
    press(page, Qt.Key.Key_1)
    assert page.session.counts[Kind.QUESTION] == 0 and page.session.counts[Kind.REMOVED] == 2
