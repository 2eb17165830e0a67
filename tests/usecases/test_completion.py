"""Completion that must be proved: a report, a sheet or a hand that says 已完成 makes a claim, and the check decides."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.returned import PERIOD, Returned, begin, places_of, take_in
from tests.stores import TODAY, contents
from tracker.domain.bulletin import figures
from tracker.domain.completion import CheckState, Proof
from tracker.domain.ledger import PaperState
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.state_words import THREE
from tracker.domain.terms import DeadlineKind, State
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house.history import undo
from tracker.usecases.house.settings import words_shown
from tracker.usecases.papers import bulletin, ledger
from tracker.usecases.papers.notice_proposals import proposed_notices
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.views.calendar import calendar_days
from tracker.usecases.work import column_paste, tasks
from tracker.usecases.work.attachments import attach, attachments
from tracker.usecases.work.completion import (
    completion_checks,
    completion_proof,
    mark_evidence,
    pass_completion,
    return_completion,
    set_completion_proof,
    tell_evidence,
)

CHECK_DAY = date(2026, 9, 20)
DREDGING = "清理北渠淤泥"


def _say(store: Store, folder: Path, how: str) -> None:
    if how == "report":
        tasks.report_progress(store, 1, PERIOD, State.COMPLETED, 100, "三段完工", today=TODAY)
    elif how == "sheet":
        said = {"state": "completed", "percent": 100.0, "progress": "三段完工"}
        take_in(store, places_of(folder), Returned("水利局.xlsx", "县水利局", [(DREDGING, said)]))
    elif how == "hand":
        tasks.set_state(store, [1], State.COMPLETED, TODAY)
    elif how == "edit":
        tasks.edit_task(store, 1, state=State.COMPLETED, today=TODAY)
    else:
        plan = column_paste.plan_paste(store, [1], ["状态", "已完成"], PERIOD, "state")
        column_paste.apply_paste(store, plan, PERIOD, TODAY)


HOW = ["report", "sheet", "hand", "edit", "paste"]


def _row(store: Store) -> tuple[State, float | None, date | None]:
    row = tasks.task_detail(store, 1, TODAY).row
    return row.state, row.percent, row.completed_on


def _claimed(store: Store, folder: Path, proof: Proof = Proof.CHECK) -> int:
    set_completion_proof(store, proof)
    _say(store, folder, "report")
    (check,) = completion_checks(store, 1)
    return check.id


def _attached(store: Store, folder: Path) -> int:
    (folder / "验收单.txt").write_text("三段验收合格", "utf-8")
    attach(store, places_of(folder), 1, folder / "验收单.txt")
    return attachments(store, 1)[0].id


@pytest.mark.parametrize("how", HOW)
def test_without_the_setting_what_is_said_counts(planned: Store, tmp_path: Path, how: str) -> None:
    assert completion_proof(planned) is Proof.NONE
    _say(planned, tmp_path, how)
    assert _row(planned) == (State.COMPLETED, 100, TODAY)
    assert completion_checks(planned, 1) == []


@pytest.mark.parametrize("how", HOW)
def test_with_the_setting_every_writer_makes_a_claim(planned: Store, tmp_path: Path, how: str) -> None:
    set_completion_proof(planned, Proof.CHECK)
    before = contents(planned.path)
    _say(planned, tmp_path, how)
    state, _percent, done = _row(planned)
    assert (state is State.COMPLETED, done) == (False, None)
    (check,) = completion_checks(planned, 1)
    assert (check.state, check.claimed_on, check.period) == (CheckState.CLAIMED, TODAY, "" if how in ("hand", "edit") else PERIOD)
    assert tasks.task_list(planned, TaskFilter(unproved=True), Group.NONE, TODAY).total == 1
    undo(planned)
    assert contents(planned.path) == before


def test_the_check_passes_and_the_task_is_done_since_it_was_claimed(planned: Store, tmp_path: Path) -> None:
    check = _claimed(planned, tmp_path)
    assert _row(planned) == (State.IN_PROGRESS, 100, None), "the percentage as it was reported"
    with pytest.raises(UserError, match="还没有佐证"):
        pass_completion(planned, check, "督查室李敏", "", CHECK_DAY)
    tell_evidence(planned, check, "竣工验收单〔2026〕8号", CHECK_DAY)
    assert _row(planned)[0] is State.IN_PROGRESS, "evidence alone is not the check"
    before = contents(planned.path)
    with pytest.raises(UserError, match="核验人"):
        pass_completion(planned, check, "", "", CHECK_DAY)
    pass_completion(planned, check, "督查室李敏", "现场看过", CHECK_DAY)
    assert _row(planned) == (State.COMPLETED, 100, TODAY)
    (held,) = completion_checks(planned, 1)
    assert (held.state, held.checked_on, held.checked_by) == (CheckState.PASSED, CHECK_DAY, "督查室李敏")
    undo(planned)
    assert contents(planned.path) == before


def test_what_is_returned_stays_open_and_is_claimed_anew(planned: Store, tmp_path: Path) -> None:
    check = _claimed(planned, tmp_path)
    with pytest.raises(UserError, match="退回的原因"):
        return_completion(planned, check, "李敏", " ", CHECK_DAY)
    return_completion(planned, check, "李敏", "缺验收单", CHECK_DAY)
    assert _row(planned)[0] is State.IN_PROGRESS
    assert tasks.task_list(planned, TaskFilter(unproved=True), Group.NONE, TODAY).total == 0
    for step in (pass_completion, return_completion):
        with pytest.raises(UserError, match="已经办结"):
            step(planned, check, "李敏", "再来", CHECK_DAY)
    tasks.report_progress(planned, 1, "2026-10", State.COMPLETED, 100, "补交验收单", today=date(2026, 10, 20))
    assert [one.state for one in completion_checks(planned, 1)] == [CheckState.CLAIMED, CheckState.RETURNED]


def test_a_later_word_overtakes_the_claim(planned: Store, tmp_path: Path) -> None:
    _claimed(planned, tmp_path)
    tasks.report_progress(planned, 1, "2026-10", State.COMPLETED, 100, "仍说完成", today=date(2026, 10, 20))
    assert len(completion_checks(planned, 1)) == 1, "the same claim once more"
    tasks.set_state(planned, [1], State.IN_PROGRESS, date(2026, 10, 21))
    assert [one.state for one in completion_checks(planned, 1)] == [CheckState.DROPPED]
    assert _row(planned)[0] is State.IN_PROGRESS


def test_evidence_alone_is_enough_where_no_check_is_wanted(planned: Store, tmp_path: Path) -> None:
    check = _claimed(planned, tmp_path, Proof.EVIDENCE)
    assert _row(planned)[0] is State.IN_PROGRESS
    file = _attached(planned, tmp_path)
    mark_evidence(planned, file, on=True, today=CHECK_DAY)
    assert _row(planned) == (State.COMPLETED, 100, TODAY)
    (held,) = completion_checks(planned, 1)
    assert (held.id, held.state, held.files) == (check, CheckState.PASSED, 1)
    undo(planned)
    assert _row(planned)[0] is State.IN_PROGRESS
    tell_evidence(planned, check, "县政府督查组实地确认", CHECK_DAY)
    assert _row(planned)[0] is State.COMPLETED


def test_a_task_with_evidence_is_done_at_once(planned: Store, tmp_path: Path) -> None:
    set_completion_proof(planned, Proof.EVIDENCE)
    mark_evidence(planned, _attached(planned, tmp_path), on=True, today=TODAY)
    _say(planned, tmp_path, "sheet")
    assert _row(planned) == (State.COMPLETED, 100, TODAY)
    assert completion_checks(planned, 1) == []


def test_the_mark_of_evidence_is_taken_off_again(planned: Store, tmp_path: Path) -> None:
    file = _attached(planned, tmp_path)
    mark_evidence(planned, file, on=True, today=TODAY)
    assert attachments(planned, 1)[0].is_evidence
    mark_evidence(planned, file, on=False, today=TODAY)
    assert not attachments(planned, 1)[0].is_evidence


def test_papers_do_not_count_what_is_not_proved(planned: Store, tmp_path: Path) -> None:
    def completed(period: str) -> set[int]:
        data = ledger.ledger_data(planned, ledger.LedgerRequest(1, period=period), TODAY)
        return {line.number for line in data.tasks if line.state is State.COMPLETED}

    check = _claimed(planned, tmp_path)
    tasks.report_progress(planned, 1, "2026-10", State.COMPLETED, 100, "仍说完成", today=TODAY)
    assert (completed(PERIOD), completed("2026-10")) == (set(), set())
    facts = bulletin.bulletin_facts(planned, ReportRequest(1, period=PERIOD), TODAY)
    assert figures(facts.lines).completed == 0
    tell_evidence(planned, check, "验收单", CHECK_DAY)
    pass_completion(planned, check, "李敏", "", CHECK_DAY)
    assert (completed(PERIOD), completed("2026-10")) == ({1}, {1})


def test_the_same_sheet_again_is_no_change(planned: Store, tmp_path: Path) -> None:
    set_completion_proof(planned, Proof.CHECK)
    _say(planned, tmp_path, "sheet")
    said = {"state": "completed", "percent": 100.0, "progress": "三段完工"}
    again = begin(planned, Returned("水利局再报.xlsx", "县水利局", [(DREDGING, said)]))
    assert not any(row.writes for row in again.table.rows)


def test_a_claim_by_hand_is_marked_by_hand_when_it_passes(planned: Store) -> None:
    set_completion_proof(planned, Proof.CHECK)
    tasks.set_state(planned, [1], State.COMPLETED, TODAY)
    (check,) = completion_checks(planned, 1)
    tell_evidence(planned, check.id, "验收单", TODAY)
    pass_completion(planned, check.id, "李敏", "", TODAY)
    asks = begin(planned, Returned("水利局.xlsx", "县水利局", [(DREDGING, {"state": "in_progress", "percent": 30.0})]))
    assert any(row.reasons for row in asks.table.rows), "a sheet that says otherwise is asked about"


def test_many_tasks_at_once_make_a_claim_each(planned: Store) -> None:
    set_completion_proof(planned, Proof.CHECK)
    tasks.set_state(planned, [1, 2, 4], State.COMPLETED, TODAY)
    assert tasks.task_list(planned, TaskFilter(unproved=True), Group.NONE, TODAY).total == 3
    undo(planned)
    assert tasks.task_list(planned, TaskFilter(unproved=True), Group.NONE, TODAY).total == 0


def test_a_task_that_waits_for_its_check_says_so_everywhere_and_is_counted_as_under_way(planned: Store, tmp_path: Path) -> None:
    before = figures(bulletin.bulletin_facts(planned, ReportRequest(1, period=PERIOD), TODAY).lines)
    _claimed(planned, tmp_path)
    row = tasks.task_rows(planned, [1], TODAY)[0]
    assert row.claimed and row.state is State.IN_PROGRESS and row.state_word == "待核验" and row.reason.startswith("待核验")
    groups = {group.title: group.ids for group in tasks.task_list(planned, TaskFilter(), Group.STATE, TODAY).groups}
    assert groups["待核验"] == (1,) and sum(len(ids) for ids in groups.values()) == 5
    assert words_shown(planned, THREE, TODAY)["待核验"] == 1 and sum(words_shown(planned, THREE, TODAY).values()) == 5
    items = [item for item in calendar_days(planned, 1, date(2026, 1, 1), date(2026, 12, 31), TODAY) if item.task_id == 1]
    assert items and all(item.reason.startswith("待核验") for item in items)
    for period in ("", PERIOD):
        data = ledger.ledger_data(planned, ledger.LedgerRequest(1, period=period), TODAY)
        line = next(task for task in data.tasks if task.number == 1)
        assert (line.state_text(TODAY, data.rules), line.paper_state(TODAY, data.rules)) == ("待核验", PaperState.IN_PROGRESS)
    facts = bulletin.bulletin_facts(planned, ReportRequest(1, period=PERIOD), TODAY)
    now = figures(facts.lines)
    assert (now.completed, now.under_way, now.total) == (before.completed, before.under_way + 1, before.total)
    assert "其中待核验1项" in bulletin.bulletin_texts(planned, ReportRequest(1, period=PERIOD), TODAY)["general"]
    counted = dict(bulletin.bulletin_figures(planned, ReportRequest(1, period=PERIOD), TODAY))["全部任务"]
    assert next(figure for figure in counted if figure.label == "待核验").task_ids == (1,)
    late = next(task for task in data.tasks if task.number == 1)
    over = replace(late, kind=DeadlineKind.DATE, due=date(2026, 9, 1))
    assert (over.state_text(TODAY, data.rules), over.paper_state(TODAY, data.rules)) == ("逾期，待核验", PaperState.OVERDUE)
    behind = replace(late, percent=10.0, pace=80.0)
    assert behind.paper_state(TODAY, data.rules) is PaperState.IN_PROGRESS, "what is said to be done is not behind"


def test_a_claim_that_was_returned_or_passed_waits_no_longer(planned: Store, tmp_path: Path) -> None:
    check = _claimed(planned, tmp_path)
    return_completion(planned, check, "江一帆", "缺验收单", CHECK_DAY)
    assert tasks.task_rows(planned, [1], TODAY)[0].state_word == "推进中"
    data = ledger.ledger_data(planned, ledger.LedgerRequest(1, period=PERIOD), TODAY)
    assert next(task for task in data.tasks if task.number == 1).state_text(TODAY, data.rules) == "推进中"
    undo(planned)
    tell_evidence(planned, check, "验收单12号", CHECK_DAY)
    pass_completion(planned, check, "江一帆", "", CHECK_DAY)
    row = tasks.task_rows(planned, [1], TODAY)[0]
    assert not row.claimed and row.state_word == row.reason == "已完成"


def test_nobody_is_urged_while_the_office_has_to_check(planned: Store, tmp_path: Path) -> None:
    late = date(2026, 12, 20)
    (limit,) = tasks.task_detail(planned, 1, TODAY).deadlines
    tasks.set_deadline(planned, 1, limit.id, limit.wording, DeadlineKind.DATE, date(2026, 9, 1))
    assert 1 in {one.task_id for one in proposed_notices(planned, 1, late)}
    check = _claimed(planned, tmp_path)
    assert 1 not in {one.task_id for one in proposed_notices(planned, 1, late)}
    return_completion(planned, check, "江一帆", "缺验收单", CHECK_DAY)
    assert 1 in {one.task_id for one in proposed_notices(planned, 1, late)}
