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
from tracker.plans.draft import DraftDeadline, DraftIndicator, DraftTask, PlanDraft, Span
from tracker.ui.context import Context, OpenRevision
from tracker.ui.pages.revision.page import RevisionPage
from tracker.usecases.house import history
from tracker.usecases.intake.plan_revision import Kind, plan_versions
from tracker.usecases.work import tasks


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
    return plan_page(ctx, qtbot)


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
    assert page.idle.nothing.isVisible() and page.open_action.isVisible() and not page.finish_action.isVisible()


def test_differences_are_listed_and_filtered_by_kind(page: RevisionPage) -> None:
    compare_with(page, revised())
    assert cells(page) == ["清理北河淤泥", "清理南河淤泥", "修补东岸石墙", "栽种西岸柳树", "修建河边步道"]
    assert cells(page, 0) == ["变更", "变更", "相同", "取消", "新增"]
    (chip,) = [button for button in page.bar.kinds.findChildren(QPushButton) if button.text() == "变更 2"]
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
    page.foot.reason.setText("县政府常务会议调整")
    page.finish_action.trigger()
    assert titles(page) == ["清理北河淤泥", "清理南河淤泥", "修补东岸石墙", "修建河边步道"]
    assert titles(page, removed=True) == ["栽种西岸柳树"]
    detail = tasks.task_detail(page.ctx.store, 2, page.ctx.today())
    assert detail.row.due == date(2026, 9, 30)
    assert history.undo_name(page.ctx.store) == "修订方案《青禾县河道清理方案》"
    assert page.idle.versions.isVisible()
    version = plan_versions(page.ctx.store, 1)[0]
    assert (version.reason, version.added, version.changed, version.removed) == ("县政府常务会议调整", 1, 1, 1)
    assert "修订" in page.idle.versions.text.toPlainText()
    assert "取消 1 项：栽种西岸柳树" in page.idle.versions.changes.text() and page.idle.versions.changes.isVisible()


def test_steps_are_taken_back_and_nothing_is_stored_by_leaving(page: RevisionPage) -> None:
    compare_with(page, revised())
    page.all_action.trigger()
    assert page.session is not None and page.session.missing == 0
    assert page.undo_here() and page.session.missing == 4
    assert page.redo_here() and page.session.missing == 0
    page.leave_action.trigger()
    assert plan_versions(page.ctx.store, 1) == [] and not page.undo_here() and page.idle.nothing.isVisible()


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


def plan_page(ctx: Context, qtbot: QtBot) -> RevisionPage:
    made = RevisionPage(ctx)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    made.activate()
    return made


def is_in_hand(page: RevisionPage) -> bool:
    return page.idle.hand is not None


def buttons(page: RevisionPage, words: str) -> list[QPushButton]:
    return [one for one in page.findChildren(QPushButton) if one.text() == words and one.isVisible()]


def test_a_comparison_goes_on_after_a_restart(page: RevisionPage, ctx: Context, qtbot: QtBot) -> None:
    compare_with(page, revised())
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_R)
    page.foot.reason.setText("常务会议")
    page.foot.reason.editingFinished.emit()
    assert page.session is not None
    left = page.session.missing
    page.close()

    again = plan_page(ctx, qtbot)
    assert is_in_hand(again) and again.badge == str(left) == "2"
    (go_on,) = buttons(again, "继续")
    QTest.mouseClick(go_on, Qt.MouseButton.LeftButton)
    assert cells(again, 4)[:2] == ["接受", "保留原来"] and again.foot.reason.text() == "常务会议"
    press(again, Qt.Key.Key_Return)
    press(again, Qt.Key.Key_Return)
    again.finish_action.trigger()
    assert plan_versions(ctx.store, 1)[0].reason == "常务会议"
    assert not is_in_hand(again) and again.badge == ""


def test_the_same_document_again_goes_on_where_it_was_left(page: RevisionPage) -> None:
    compare_with(page, revised())
    press(page, Qt.Key.Key_Return)
    page.later_action.trigger()
    assert not page.is_open() and is_in_hand(page)
    compare_with(page, revised())
    assert cells(page, 4)[0] == "接受" and is_in_hand(page)
    page.leave_action.trigger()
    assert not is_in_hand(page)
    compare_with(page, revised())
    assert cells(page, 4)[0] == "未决定"


def passages() -> PlanDraft:
    """The revised plan with the words of its third task in the text."""
    draft = revised()
    head = draft.source_text + "\n"
    words = "修补东岸石墙，分段施工。加固西岸石墙，同时施工。"
    draft.source_text = head + words
    draft.tasks[2].span = Span(len(head), len(head) + len(words))
    draft.tasks[2].content = words
    return draft


def test_a_task_of_the_new_document_is_split_by_keyboard_and_merged_again(page: RevisionPage) -> None:
    compare_with(page, passages())
    page.list.go_to(page.model.number("task-3"))
    press(page, Qt.Key.Key_S)
    assert page.sides.prompt.isVisible() and page.sides.new.hasFocus()
    assert page.sides.new.toPlainText().startswith("修补东岸石墙")
    QTest.keyClick(page.sides.new, Qt.Key.Key_Return)
    assert "加固西岸石墙" in "".join(cells(page)) and page.list.hasFocus() and not page.sides.prompt.isVisible()
    page.list.go_to(page.model.number("task-3"))
    press(page, Qt.Key.Key_M)
    assert not [title for title in cells(page) if title.startswith("加固西岸石墙")]
    assert page.undo_here() and [title for title in cells(page) if title.startswith("加固西岸石墙")]


def test_escape_leaves_the_split(page: RevisionPage) -> None:
    compare_with(page, passages())
    page.list.go_to(page.model.number("task-3"))
    press(page, Qt.Key.Key_S)
    assert page.escape() and not page.sides.prompt.isVisible() and page.list.hasFocus()
    assert not page.escape()


def test_rows_of_lists_stand_under_their_own_head(page: RevisionPage) -> None:
    draft = revised()
    draft.indicators = [DraftIndicator("1", "", "水质达标率", "%", ">=", "90", "约束性")]
    compare_with(page, draft)
    assert [(group.title, group.count) for group in page.model.groups] == [("任务", "5 项"), ("指标", "1 项")]
    assert page.session is not None
    row = next(row for row in page.session.rows if row.table)
    page.list.go_to(page.model.number(row.key))
    assert "水质达标率" in page.sides.new.toPlainText() and "≥90" in page.sides.new.toPlainText()
    assert not page.sides.split.isVisible()


def test_cancelled_tasks_are_one_click_away(page: RevisionPage) -> None:
    went: list[tuple[str, object]] = []
    page.ctx.going.connect(lambda key, request: went.append((key, request)))
    page.gone_action.trigger()
    assert went == [("tasks", TaskFilter(plan_id=1, removed=True))]
