"""What a unit says of itself without a figure stands in the head of the task, beside the state that is worked out."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tests.ui.tasks_page import ids_of, open_page
from tracker.ui.context import Context
from tracker.ui.pages.tasks.detail import FINDINGS
from tracker.usecases.feedback.sheet_apply import apply_review
from tracker.usecases.feedback.sheet_files import begin_review


def test_the_words_stand_beside_the_state_until_somebody_has_looked(ctx: Context, qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(ctx, qtbot)
    page.view.go_to(ids_of(page)[0])
    head = page.detail.head
    assert not head.said.isVisible()
    file = tmp_path / "水利局.csv"
    file.write_text("序号,重点任务,完成状态,完成进度,进展情况\n1,清理北河淤泥,滞后,,北段受阻\n", "utf-8")
    review = begin_review(ctx.store, ctx.paths, [file], 1, "2026-09", TODAY)[0]
    ctx.change(lambda: apply_review(ctx.store, ctx.paths, review, TODAY).changes)
    assert head.said.isVisible() and head.said.text() == "水利局2026年9月自报“滞后”，没有填进度"
    assert head.state.text() == "推进中"
    assert page.detail.tabs.isTabVisible(FINDINGS) and page.detail.tabs.tabText(FINDINGS) == "疑点 1"
    page.detail.findings.buttons[0].click()  # type: ignore[attr-defined]
    assert not head.said.isVisible()
    ctx.undo()
    assert head.said.isVisible()
