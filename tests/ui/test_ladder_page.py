"""待发文书 in the window: proposals with their cause, made in bulk with numbers, registered, answered; the task tells what went out."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY, shown_documents
from tracker.domain.issued import IssuedFilter
from tracker.domain.notices import NAME_SETS, NoticeKind, NoticeRules, NoticeSetting
from tracker.domain.terms import DeadlineKind, Light
from tracker.ui.context import Context, OpenDocument, OpenIssued
from tracker.ui.message import Message
from tracker.ui.pages.ledger.forms import BatchForm
from tracker.ui.pages.ledger.kinds import LADDER, REGISTER
from tracker.ui.pages.ledger.page import LedgerPage
from tracker.usecases.papers import issued
from tracker.usecases.papers.notice_settings import set_notice_setting
from tracker.usecases.work import tasks
from tracker.usecases.work.light_overrides import set_light


@pytest.fixture
def late(ctx: Context) -> Context:
    """Tasks 1 and 2 are 20 days late, task 3 two days."""
    for task_id, day in ((1, 27), (2, 27)):
        _due(ctx, task_id, TODAY.replace(month=8, day=day))
    _due(ctx, 3, TODAY.replace(day=14))
    return ctx


def _due(ctx: Context, task_id: int, day: date) -> None:
    (limit,) = tasks.task_detail(ctx.store, task_id, TODAY).deadlines
    tasks.set_deadline(ctx.store, task_id, limit.id, limit.wording, DeadlineKind.DATE, day)


@pytest.fixture
def page(late: Context, qtbot: QtBot) -> Iterator[LedgerPage]:
    made = shown_documents(late, qtbot)
    made.choose_kind(LADDER)
    yield made


def click(root: QWidget, words: str) -> None:
    QApplication.processEvents()
    next(one for one in root.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def numbers(ctx: Context) -> list[str]:
    return [one.number for one in issued.issued(ctx.store, IssuedFilter(), TODAY)]


def test_proposals_stand_under_their_step_with_their_cause(page: LedgerPage, late: Context) -> None:
    view = page.ladder_view
    assert [(group.title, len(group.ids)) for group in view.model.groups] == [("建议发督办通知单", 2), ("建议发催办单", 1)]
    assert view.current is not None and view.about.whole == "任务 1：已逾期 20 天"
    assert page.status_parts == ("督办通知单 2 项", "催办单 1 项")
    gone: list[tuple[str, object]] = []
    late.going.connect(lambda key, request: gone.append((key, request)))
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert gone[0][0] == "tasks"


def test_a_whole_step_is_made_at_once_for_each_unit_and_undone_at_once(page: LedgerPage, late: Context, tmp_path: Path) -> None:
    heard: list[Message] = []
    late.message.connect(heard.append)
    click(page.ladder_view, "这组全发（2 项）")
    form = page.desk.form
    assert isinstance(form, BatchForm) and form.kind.kind == "supervision" and form.register.isChecked()
    form.each.choose("unit")
    form.each.chosen.emit("unit")
    assert form.count.text() == "已选 1 / 1"
    form.folder.setText(str(tmp_path / "发出"))
    click(page.ladder_view, "开始")
    assert "已登记" in heard[-1].text and len(list((tmp_path / "发出").iterdir())) == 1
    (record,) = issued.issued(late.store, IssuedFilter(), TODAY)
    assert record.number == "督办〔2026〕1号" and "已逾期 20 天" in record.cause and len(record.task_ids) == 2
    assert [group.key for group in page.ladder_view.model.groups] == ["reminder"]
    late.undo()
    assert numbers(late) == [] and len(page.ladder_view.model.groups) == 2


def test_one_for_each_matter_bears_the_next_number_each(page: LedgerPage, late: Context, tmp_path: Path) -> None:
    page.ladder_view.make(whole=True)
    form = page.desk.form
    assert isinstance(form, BatchForm)
    form.folder.setText(str(tmp_path))
    form.saved.emit()
    assert sorted(numbers(late)) == ["督办〔2026〕1号", "督办〔2026〕2号"]
    page.choose_kind(REGISTER)
    assert page.status_parts[0] == "2 份"


def test_nothing_to_send_says_where_the_rules_are(page: LedgerPage, late: Context) -> None:
    rules = NoticeRules(remind_after=60, supervise_overdue=60)
    late.change(lambda: set_notice_setting(late.store, NoticeSetting(rules)))
    gone: list[tuple[str, object]] = []
    late.going.connect(lambda key, request: gone.append((key, request)))
    click(page.ladder_view, "催办督办规则…")
    assert gone == [("settings", "催办督办")]


def test_a_task_set_to_green_by_hand_stands_apart_and_is_not_sent(page: LedgerPage, late: Context) -> None:
    late.change(lambda: set_light(late.store, [1], Light.GREEN, "已批示延期", "江一帆", TODAY))
    view = page.ladder_view
    assert [(group.title, len(group.ids)) for group in view.model.groups][-1] == ("人工定为绿灯，不建议发文", 1)
    assert page.status_parts[-1] == "人工定为绿灯 1 项"
    view.list.go_to(1)
    assert "人工定为绿灯：已批示延期" in view.about.whole and not view.make_button.isEnabled() and not view.all_button.isEnabled()
    view.make(whole=True)
    assert page.desk.form is None
    view.list.go_to(2)
    assert view.make_button.isEnabled() and view.chosen(whole=True) == [2]


def test_the_kinds_bear_the_offices_own_names(page: LedgerPage, late: Context) -> None:
    def names() -> list[str]:
        return [page.kinds.item(row).text() for row in range(page.kinds.count())]

    assert "催办单" in names()
    late.change(lambda: set_notice_setting(late.store, NoticeSetting(names=NAME_SETS[1])))
    assert "黄单" in names() and "催办单" not in names() and page.ladder_view.model.groups[0].title == "建议发红单"
    late.undo()
    assert "催办单" in names()


def test_an_issued_document_and_a_document_about_a_task_come_to_the_front(page: LedgerPage, late: Context, tmp_path: Path) -> None:
    for task_id in (1, 2):
        slip = tmp_path / f"{task_id}.docx"
        slip.write_bytes(b"slip")
        facts = issued.Issuing("reminder", "催办单", TODAY, f"催办〔2026〕{task_id}号", plan_id=1, task_ids=(task_id,))
        issued.issue(late.store, late.paths, [(facts, slip)])
    page.open(OpenIssued(1))
    assert page.register_shown and page.register_view.current is not None and page.register_view.current.number == "催办〔2026〕1号"
    page.open(OpenDocument("reminder", "", (3,)))
    assert page.view_shown is None and page.options.tasks.ticked == (3,) and page.document is not None
    assert NoticeKind.REMINDER.label in page.document.name
