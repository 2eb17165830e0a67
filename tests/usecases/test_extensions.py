"""Requests for later limits: asked, granted, refused, withdrawn; the old day stays on record and every step is undone at once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document as read_word

from tests.stores import TODAY, contents
from tracker.domain.completion import Proof
from tracker.domain.extensions import ExtensionState
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house.history import redo, undo
from tracker.usecases.intake import plans
from tracker.usecases.papers import report_kinds
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks
from tracker.usecases.work.completion import set_completion_proof
from tracker.usecases.work.deadline_moves import deadline_moves
from tracker.usecases.work.extensions import (
    ask_extension,
    extension,
    extensions,
    grant_extension,
    refuse_extension,
    waiting_tasks,
    withdraw_extension,
)

DAY, LATER = date(2026, 9, 30), date(2026, 11, 30)
REASON = "汛期提前，二标段停工"


def _ask(store: Store, task_id: int = 1, wished: date = LATER) -> int:
    made = ask_extension(store, task_id, wished, REASON, TODAY, asked_by="何平").result
    assert made is not None
    return made


def _due(store: Store, task_id: int = 1) -> date | None:
    return tasks.task_detail(store, task_id, TODAY).row.due


def test_what_is_granted_moves_the_limit_and_keeps_the_old_day(planned: Store) -> None:
    before = contents(planned.path)
    asked = _ask(planned)
    held = extension(planned, asked)
    assert (held.state, held.old_due, held.wished, held.wording, held.is_open) == (ExtensionState.ASKED, DAY, LATER, "9月底前", True)
    assert _due(planned) == DAY, "asking moves nothing"
    after_asking = contents(planned.path)
    changes = grant_extension(planned, asked, date(2026, 10, 31), "县政府常务会议", "每周报一次", TODAY)
    assert "延期到 2026年10月31日" in changes.name
    held = extension(planned, asked)
    assert (held.outcome, held.decided_by, held.old_due) == ("已批准，延至2026年10月31日", "县政府常务会议", DAY)
    assert held.wording == "9月底前", "the wording as it was asked about"
    assert _due(planned) == date(2026, 10, 31)
    (move,) = deadline_moves(planned, 1)
    assert (move.old_due, move.new_due, move.approved_by) == (DAY, date(2026, 10, 31), "县政府常务会议")
    assert REASON in move.reason
    undo(planned)
    assert contents(planned.path) == after_asking, "one undo takes back the decision and the move"
    redo(planned)
    assert _due(planned) == date(2026, 10, 31)
    undo(planned)
    undo(planned)
    assert contents(planned.path) == before


def test_what_is_refused_or_withdrawn_leaves_the_limit(planned: Store) -> None:
    refuse_extension(planned, _ask(planned), "周副县长", "工期够用", TODAY)
    withdraw_extension(planned, _ask(planned), "自行赶工", TODAY)
    assert [one.state for one in extensions(planned, task_id=1)] == [ExtensionState.WITHDRAWN, ExtensionState.REFUSED]
    assert (_due(planned), deadline_moves(planned, 1)) == (DAY, [])
    assert extensions(planned, plan_id=1, states=[ExtensionState.ASKED]) == []


def test_a_decision_is_final(planned: Store) -> None:
    asked = _ask(planned)
    grant_extension(planned, asked, LATER, "周副县长", "", TODAY)
    steps: list[Callable[[], object]] = [
        lambda: grant_extension(planned, asked, date(2026, 12, 31), "周副县长", "", TODAY),
        lambda: refuse_extension(planned, asked, "周副县长", "不行", TODAY),
        lambda: withdraw_extension(planned, asked, "", TODAY),
    ]
    for step in steps:
        with pytest.raises(UserError, match="已批准"):
            step()
    assert extension(planned, _ask(planned, wished=date(2026, 12, 31))).old_due == LATER, "but one may ask again"


@pytest.mark.parametrize(
    ("task_id", "wished", "reason", "words"),
    [
        (1, LATER, " ", "没有填写延期理由"),
        (1, DAY, REASON, "不晚于现在的时限"),
        (3, LATER, REASON, "没有可以延期的时限"),
        (5, LATER, REASON, "没有可以延期的时限"),
    ],
)
def test_what_cannot_be_asked_is_refused(planned: Store, task_id: int, wished: date, reason: str, words: str) -> None:
    before = contents(planned.path)
    with pytest.raises(UserError, match=words):
        ask_extension(planned, task_id, wished, reason, TODAY)
    assert contents(planned.path) == before


def test_one_request_at_a_time_and_none_for_what_is_done(planned: Store) -> None:
    asked = _ask(planned)
    with pytest.raises(UserError, match="已有一份待批"):
        _ask(planned)
    for given, words in ((DAY, "不晚于"), (LATER, "批准人")):
        with pytest.raises(UserError, match=words):
            grant_extension(planned, asked, given, "" if given == LATER else "周副县长", "", TODAY)
    with pytest.raises(UserError, match="理由"):
        refuse_extension(planned, asked, "周副县长", " ", TODAY)
    tasks.set_state(planned, [2], State.COMPLETED, TODAY)
    with pytest.raises(UserError, match="不用延期"):
        _ask(planned, 2, date(2027, 1, 31))


def test_the_papers_say_what_was_asked_and_decided(planned: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有延期申请"):
        report_kinds.write_report(planned, "extension", ReportRequest(1), tmp_path / "表.docx", TODAY)
    asked = _ask(planned)
    report_kinds.write_report(planned, "extension", ReportRequest(1), tmp_path / "表.docx", TODAY)
    said = _words(tmp_path / "表.docx")
    assert {"延期申请审批表", "第1项　清理北渠淤泥", "2026年9月30日", "2026年11月30日", REASON} <= said
    grant_extension(planned, asked, LATER, "周副县长", "同意", TODAY)
    _ask(planned, 2, date(2027, 1, 31))
    report_kinds.write_report(planned, "extensions", ReportRequest(1), tmp_path / "登记表.docx", TODAY)
    said = _words(tmp_path / "登记表.docx")
    assert {"1．清理北渠淤泥", "已批准，延至2026年11月30日", "待批", "2．更换老旧污水管"} <= said
    assert any("共2件，已批准1件，待批1件" in words for words in said)
    with pytest.raises(UserError, match="没有可以列入"):
        report_kinds.write_report(planned, "extensions", ReportRequest(1, year=2025), tmp_path / "空.docx", TODAY)


def _words(path: Path) -> set[str]:
    """Every paragraph and every line of a cell."""
    document = read_word(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return {line for text in (*[paragraph.text for paragraph in document.paragraphs], *cells) for line in text.split("\n")}


def test_a_task_goes_with_its_requests_and_claims_and_comes_back(planned: Store) -> None:
    grant_extension(planned, _ask(planned), LATER, "周副县长", "", TODAY)
    _ask(planned, wished=date(2026, 12, 31))
    set_completion_proof(planned, Proof.CHECK)
    tasks.set_state(planned, [1], State.COMPLETED, TODAY)
    before = contents(planned.path)
    tasks.remove_tasks(planned, [1])
    assert extensions(planned) == [] and waiting_tasks(planned, None) == (0, 0)
    undo(planned)
    assert contents(planned.path) == before
    assert waiting_tasks(planned, 1) == (1, 1)
    plans.remove_plan(planned, 1)
    assert extensions(planned) == []
    undo(planned)
    assert contents(planned.path) == before
