"""催办督办: what the rules propose, each with its cause; several sent at once, numbered, printed, registered; one step takes it back."""

from datetime import date
from pathlib import Path

from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.journeys.steps import click, context, go_by_mouse, ids, keys, open_sample, press, rows, words_on
from tracker.domain.issued import IssuedFilter
from tracker.domain.notices import NoticeKind
from tracker.domain.terms import DeadlineKind, State
from tracker.ui.pages.ledger.forms import BatchForm
from tracker.ui.pages.ledger.kinds import LADDER, REGISTER
from tracker.ui.pages.ledger.page import LedgerPage
from tracker.ui.shell import MainWindow
from tracker.usecases.papers import issued
from tracker.usecases.work import tasks

SHIFT = Qt.KeyboardModifier.ShiftModifier


def ledger_page(window: MainWindow, kind: str) -> LedgerPage:
    """A kind of document or a view, chosen in the list at the left."""
    go_by_mouse(window, "文书输出")
    page = window.page("ledger")
    assert isinstance(page, LedgerPage)
    [row] = [row for row in range(page.kinds.count()) if page.kinds.item(row).data(Qt.ItemDataRole.UserRole) == kind]
    item = page.kinds.item(row)
    page.kinds.scrollToItem(item)
    QTest.mouseClick(page.kinds.viewport(), Qt.MouseButton.LeftButton, pos=page.kinds.visualItemRect(item).center())
    return page


def fall_due(window: MainWindow, day: date) -> None:
    """Let the first tasks that are not completed have been due that day."""
    ctx = context(window)
    waiting = [one for one in rows(window, ids(window)) if one.state is State.IN_PROGRESS and one.due and one.due > ctx.today()]
    for one in waiting[:4]:
        limit = next(each for each in tasks.task_detail(ctx.store, one.id, ctx.today()).deadlines if each.due == one.due)
        tasks.set_deadline(ctx.store, one.id, limit.id, limit.wording, DeadlineKind.DATE, day)


def sent(window: MainWindow) -> dict[str, str]:
    """Number and cause of what is in the register."""
    ctx = context(window)
    return {one.number: one.cause for one in issued.issued(ctx.store, IssuedFilter(), ctx.today())}


def test_proposals_are_sent_numbered_registered_and_taken_back_at_once(window: MainWindow, tmp_path: Path) -> None:
    open_sample(window)
    fall_due(window, date(2026, 8, 20))
    before = sent(window)
    page = ledger_page(window, LADDER)
    view = page.ladder_view
    proposed = {group.key: list(group.ids) for group in view.model.groups}
    urged = proposed[NoticeKind.SUPERVISION]
    assert len(urged) > 3 and list(proposed) == [NoticeKind.SUPERVISION, NoticeKind.REMINDER], "the higher step first"
    for task_id in urged:
        assert view.model.proposals[task_id].cause, "no notice without its cause"

    # several are marked by keys, and are sent at once, each on a paper of its own
    view.list.setFocus()
    view.list.go_to(urged[0])
    press(window, Qt.Key.Key_Down, SHIFT)
    press(window, Qt.Key.Key_Down, SHIFT)
    assert view.chosen() == urged[:3]
    click(view, "发督办通知单（3 项）")
    form = page.desk.form
    assert isinstance(form, BatchForm) and form.register.isChecked()
    folder = tmp_path / "发出"
    form.folder.setText(str(folder))
    click(view, "开始")

    # on paper, under their numbers, with their cause
    files = sorted(folder.iterdir())
    assert len(files) == 3
    new = {number: cause for number, cause in sent(window).items() if number not in before}
    assert len(new) == 3 and all(new.values())
    said = ["\n".join(part.text for part in Document(str(path)).element.body.iter() if part.tag.endswith("}t")) for path in files]
    for number in new:
        assert any(number in words.replace("\n", "") for words in said)
    assert not set(urged[:3]) & {one for group in view.model.groups for one in group.ids}, "what was sent is not proposed again"

    # the register has them
    page = ledger_page(window, REGISTER)
    listed = {record.number: record for record in page.register_view.model.records.values()}
    assert set(new) <= set(listed)
    page.register_view.list.go_to(listed[max(new)].id)
    assert max(new) in words_on(page.register_view)

    # one step takes all of it back
    keys(window, "Ctrl+Z")
    assert sent(window) == before
    page = ledger_page(window, LADDER)
    assert {group.key: list(group.ids) for group in page.ladder_view.model.groups} == proposed
