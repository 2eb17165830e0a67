"""已发文书 in the detail of a task: what went out about it, where it stands, and the way to the register."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tests.ui.tasks_page import open_page
from tracker.ui.context import Context, OpenIssued
from tracker.ui.pages.tasks.page import TasksPage
from tracker.usecases.papers.issued import Issuing, issue, record_return

FACTS = Issuing("supervision", "督办通知单", TODAY - timedelta(days=9), "县督字〔2026〕4号", plan_id=1, task_ids=(1,))


def said(page: TasksPage) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in page.detail.notices.findChildren(QLabel))


def test_what_went_out_about_a_task_stands_in_its_detail(ctx: Context, qtbot: QtBot, tmp_path: Path) -> None:
    paper = tmp_path / "督办.docx"
    paper.write_bytes(b"paper")
    page = open_page(ctx, qtbot)
    page.view.go_to(1)
    QApplication.processEvents()
    assert page.detail.notices.isHidden(), "nothing went out"
    late = replace(FACTS, due=TODAY - timedelta(days=2))
    ctx.change(lambda: issue(ctx.store, ctx.paths, [(late, paper)]))
    assert "逾期 2 天未反馈" in said(page)
    assert "2026年9月7日发出，限2026年9月14日前反馈" in said(page)
    ctx.change(lambda: record_return(ctx.store, [page.detail.notices.found[0].id], date(2026, 9, 15), "已按要求整改"))
    assert "已反馈" in said(page)
    assert "2026年9月15日反馈" in said(page)
    assert "已按要求整改" in said(page)
    ctx.undo()
    assert "逾期 2 天未反馈" in said(page)
    with qtbot.waitSignal(ctx.going) as went:
        next(one for one in page.detail.notices.findChildren(QPushButton) if one.text() == "县督字〔2026〕4号").click()
    assert went.args == ["ledger", OpenIssued(page.detail.notices.found[0].id)]
    page.view.go_to(2)
    QApplication.processEvents()
    assert page.detail.notices.isHidden(), "another task"
