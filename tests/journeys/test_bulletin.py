"""The month's bulletin: edited on screen, told when the data changed, its figures followed, frozen, issued, made again a year later."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt

from tests.journeys.conftest import Opening
from tests.journeys.steps import click, context, ids, keys, open_sample, press, rows, words_on, write
from tests.journeys.test_notices import ledger_page
from tracker.domain.terms import State
from tracker.ui.pages.ledger import outputs
from tracker.ui.pages.ledger.page import LedgerPage
from tracker.ui.pages.tasks.page import TasksPage
from tracker.ui.shell import MainWindow
from tracker.usecases.work import tasks

PERIOD = "2026-09"
OWN = "总的看，多数事项推进顺利，少数事项要抓紧。"


def bulletin(window: MainWindow) -> LedgerPage:
    """The bulletin of the period, in front."""
    page = ledger_page(window, "bulletin")
    period = page.options.period
    period.setCurrentIndex(period.findData(PERIOD))
    assert page.asked is not None and page.asked.period == PERIOD
    return page


def said(path: Path) -> str:
    return "".join(part.text or "" for part in Document(str(path)).element.body.iter() if part.tag.endswith("}t"))


def printed(window: MainWindow, out: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    with monkeypatch.context() as patch:
        patch.setattr(outputs, "ask_target", lambda *_args: out)
        click(window, "Word")
    return said(out)


def complete_one(window: MainWindow) -> int:
    """Something that changes what the bulletin counts."""
    ctx = context(window)
    one = next(row for row in rows(window, ids(window)) if row.state is State.IN_PROGRESS)
    ctx.change(lambda: tasks.report_progress(ctx.store, one.id, PERIOD, State.COMPLETED, 100, "已全部办结。", today=ctx.today()))
    return one.id


def test_edited_told_followed_frozen_and_the_same_a_year_later(
    open_window: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    open_sample(window)
    page = bulletin(window)

    # a passage in one's own words, by keys
    click(page, "正文")
    page.sides.passages.cards["general"].setFocus()
    keys(window, "F2", "Ctrl+End")
    write(OWN)
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "改过 1 段" in page.sides.told.whole
    assert OWN in printed(window, tmp_path / "一.docx", monkeypatch)

    # the data goes on; it is told, and the clerk keeps the words
    complete_one(window)
    assert "1 段改过以后数据变了" in page.sides.told.whole and "数据已变" in words_on(page.sides.passages)
    click(page.sides.passages, "用新稿")
    assert "数据变了" not in page.sides.told.whole
    page.sides.passages.cards["general"].setFocus()
    keys(window, "F2", "Ctrl+End")
    write(OWN)
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    # a figure of the printed page leads to its tasks, by keys alone
    click(page, "版面")
    view = page.preview.view
    view.setFocus()
    while view.figure is None or view.figure.figure.label != "逾期":
        keys(window, "Tab")
    amount = view.figure.figure.amount
    keys(window, "Return")
    shown = window.page("tasks")
    assert window.bar.title.text() == "任务" and isinstance(shown, TasksPage)
    assert shown.view.rows.item_count == amount
    page = bulletin(window)

    # frozen, issued
    click(page, "固定")
    assert "数据固定在2026年9月16日" in words_on(page.options)
    click(window, "登记")
    keys(window, "Return")
    before = printed(window, tmp_path / "二.docx", monkeypatch)
    assert before.startswith("通报〔2026〕1号") and OWN in before and "2026年9月16日" in before

    # a year later everything is different but the bulletin
    window = open_window(today=date(2027, 9, 20))
    gone = complete_one(window)
    ctx = context(window)
    ctx.change(lambda: tasks.remove_tasks(ctx.store, [gone]))
    page = bulletin(window)
    assert page.options.number.text() == "通报〔2026〕1号", "the number that it was issued under"
    assert printed(window, tmp_path / "三.docx", monkeypatch) == before
    click(page, "取消固定")
    assert printed(window, tmp_path / "四.docx", monkeypatch) != before
    window.setFocus()
    keys(window, "Ctrl+Z")
    assert printed(window, tmp_path / "五.docx", monkeypatch) == before
