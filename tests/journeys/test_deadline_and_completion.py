"""A time limit put off and a completion checked: what the unit asks and claims, what the office wants and decides, seen everywhere."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.journeys.steps import buttons, click, context, ids, keys, open_sample, press, rows, words_on, write
from tests.journeys.test_settings import settings
from tracker.domain.completion import CheckState, Proof
from tracker.domain.terms import State
from tracker.ui.pages.calendar.page import CalendarPage
from tracker.ui.pages.ledger import outputs
from tracker.ui.pages.settings.completion_part import CompletionPart
from tracker.ui.pages.tasks.detail import FILES
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.shell import MainWindow
from tracker.usecases.work import tasks
from tracker.usecases.work.completion import completion_checks


def open_task(window: MainWindow) -> tuple[TasksPage, int]:
    """A task under way whose limit is still to come, in front with its detail."""
    ctx = context(window)
    one = next(row for row in rows(window, ids(window)) if row.state is State.IN_PROGRESS and row.due and row.due > ctx.today())
    ctx.open_task(one.id)
    page = window.page("tasks")
    assert isinstance(page, TasksPage) and page.view.current_id() == one.id
    return page, one.id


def due(window: MainWindow, task_id: int) -> date | None:
    return rows(window, [task_id])[0].due


def ask(window: MainWindow, page: TasksPage, day: str, reason: str) -> None:
    """The unit's request as it is entered, by keys from field to field."""
    click(page.detail.extensions, "申请延期")
    keys(window, "Ctrl+A")
    write(day)
    keys(window, "Tab")
    write(reason)
    keys(window, "Ctrl+Return")


def test_a_limit_is_put_off_only_when_it_is_granted_and_the_old_day_stays(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_sample(window)
    page, task_id = open_task(window)
    part, old = page.detail.extensions, due(window, task_id)
    assert old is not None

    ask(window, page, "2026-12-25", "汛期提前")
    assert "待批" in words_on(part) and due(window, task_id) == old, "asking changes nothing"
    click(part, "不批准…")
    write("督查室")
    keys(window, "Return")
    assert "为什么不批准" in words_on(part) or "理由" in words_on(part)
    keys(window, "Tab")
    write("工期够用")
    keys(window, "Return")
    assert "工期够用" in words_on(part) and due(window, task_id) == old

    ask(window, page, "2026-12-28", "用地手续未办结")
    click(part, "批准…")
    write("县政府第9次常务会议")
    keys(window, "Return")
    new = date(2026, 12, 28)
    was = f"原定{old.year}年{old.month}月{old.day}日"
    assert due(window, task_id) == new and was in words_on(page.detail.limits)

    # the calendar has it on its new day, and says which it was
    window.go("calendar", new)
    calendar = window.page("calendar")
    assert isinstance(calendar, CalendarPage) and calendar.data is not None
    [item] = [one for one in calendar.data.on(new) if one.task_id == task_id]
    assert item.moved_from == old
    calendar.agenda.go_to_day()
    entries = calendar.agenda.entries
    listed = [entry.more for row in range(entries.rowCount()) if (entry := entries.value(row)) is not None]
    assert any(f"原定{old.month}月{old.day}日" in more for more in listed)

    # the form with request and decision is printed
    page, _same = open_task(window)
    context(window).open_task(task_id)
    click(page.detail.extensions, "审批表")
    out = tmp_path / "审批表.docx"
    monkeypatch.setattr(outputs, "ask_target", lambda *_args: out)
    click(window, "Word")
    said = "".join(part.text or "" for part in Document(str(out)).element.body.iter() if part.tag.endswith("}t"))
    assert "用地手续未办结" in said and "县政府第9次常务会议" in said and "2026年12月28日" in said

    window.setFocus()
    keys(window, "Ctrl+Z")
    assert due(window, task_id) == old
    keys(window, "Ctrl+Z", "Ctrl+Z")
    context(window).open_task(task_id)
    assert "工期够用" not in words_on(page.detail.extensions) and "待批" in words_on(page.detail.extensions)
    keys(window, "Ctrl+Z")
    assert "没有延期申请" in words_on(page.detail.extensions)


def test_a_completion_counts_after_its_evidence_and_its_check(window: MainWindow, tmp_path: Path) -> None:
    open_sample(window)
    chosen = settings(window, "完成核验").stack.currentWidget()
    assert isinstance(chosen, CompletionPart)
    chosen.buttons[Proof.CHECK].setFocus()
    keys(window, "Space")
    click(chosen, "保存")
    page, task_id = open_task(window)
    part, ctx = page.detail.completion, context(window)

    def state() -> State:
        return rows(window, [task_id])[0].state

    ctx.change(lambda: tasks.report_progress(ctx.store, task_id, "2026-09", State.COMPLETED, 100, "全部建成。", today=ctx.today()))
    assert state() is State.IN_PROGRESS and "待核验" in words_on(part) and "还没有佐证" in words_on(part)
    click(part, "通过…")
    write("督查室李敏")
    keys(window, "Return")
    assert "还没有佐证" in words_on(part) and state() is State.IN_PROGRESS, "nothing passes without evidence"
    keys(window, "Escape")
    click(part, "退回…")
    write("督查室李敏")
    keys(window, "Tab")
    write("缺验收单")
    keys(window, "Return")
    assert "核验退回" in words_on(part) and "缺验收单" in words_on(part)

    # the unit claims it anew, this time with its paper
    ctx.change(lambda: tasks.report_progress(ctx.store, task_id, "2026-09", State.COMPLETED, 100, "补交验收单。", today=ctx.today()))
    (tmp_path / "验收单.txt").write_text("合格", "utf-8")
    page.detail.tabs.setCurrentIndex(FILES)
    page.detail.files.add((tmp_path / "验收单.txt",))
    QTest.mouseClick(buttons(page.detail.files, "标为佐证")[-1], Qt.MouseButton.LeftButton)
    page.detail.tabs.setCurrentIndex(0)
    assert "附件中有 1 份佐证" in words_on(part)
    click(part, "通过…")
    write("督查室李敏")
    keys(window, "Return")
    assert state() is State.COMPLETED and "核验通过" in words_on(part)
    assert [one.state for one in completion_checks(ctx.store, task_id)] == [CheckState.PASSED, CheckState.RETURNED]
    window.setFocus()
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert state() is State.IN_PROGRESS and "待核验" in words_on(part)
