"""Which notices are proposed from what is stored, and that one that went out is not proposed again."""

from datetime import date
from pathlib import Path

import pytest

from tests.returned import PERIOD, places_of
from tests.stores import TODAY
from tracker.domain.issued import IssuedFilter
from tracker.domain.notices import NoticeKind
from tracker.domain.terms import Light, State
from tracker.errors import UserError
from tracker.reports.content import Group, Table
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_make import make_sheets
from tracker.usecases.house import history
from tracker.usecases.papers.issued import Issuing, issue, issued, record_return
from tracker.usecases.papers.notice_proposals import ladder, proposed_notices
from tracker.usecases.papers.report_kinds import report_content
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks
from tracker.usecases.work.light_overrides import lift_light, set_light

LATE = date(2026, 12, 20)


@pytest.fixture
def slip(tmp_path: Path) -> Path:
    path = tmp_path / "催办单.docx"
    path.write_bytes(b"slip")
    return path


def send(store: Store, tmp_path: Path, slip: Path, kind: NoticeKind, task_id: int, on: date) -> None:
    facts = Issuing(kind.value, kind.label, on, f"{kind.label}〔2026〕{task_id}号", plan_id=1, unit_id=1, task_ids=(task_id,))
    issue(store, places_of(tmp_path), [(facts, slip)])


def test_late_tasks_are_proposed_with_their_cause(planned: Store) -> None:
    late = [
        detail.row
        for detail in tasks.plan_details(planned, 1, LATE)
        if detail.row.due and detail.row.due < LATE and "逾期" in detail.row.reason
    ]
    found = {each.number: each for each in proposed_notices(planned, 1, LATE)}
    assert late and all(row.number in found and found[row.number].cause.startswith("已逾期") for row in late)
    tasks.set_state(planned, [late[0].id], State.COMPLETED, LATE)
    assert late[0].number not in {each.number for each in proposed_notices(planned, 1, LATE)}


def test_what_went_out_is_told_and_not_proposed_again_until_it_is_due(planned: Store, tmp_path: Path, slip: Path) -> None:
    first = proposed_notices(planned, 1, LATE)[0]
    task_id = next(detail.row.id for detail in tasks.plan_details(planned, 1, LATE) if detail.row.number == first.number)
    send(planned, tmp_path, slip, NoticeKind.SUPERVISION, task_id, LATE)
    assert first.number not in {each.number for each in proposed_notices(planned, 1, LATE)}
    history.undo(planned)
    assert first.number in {each.number for each in proposed_notices(planned, 1, LATE)}


def test_a_reminder_without_answer_leads_to_supervision(planned: Store, tmp_path: Path, slip: Path) -> None:
    send(planned, tmp_path, slip, NoticeKind.REMINDER, 1, date(2026, 9, 1))
    found = {each.number: each for each in proposed_notices(planned, 1, date(2026, 9, 10))}
    number = next(detail.row.number for detail in tasks.plan_details(planned, 1, TODAY) if detail.row.id == 1)
    assert found[number].kind is NoticeKind.SUPERVISION and "催办 9 天未反馈" in found[number].cause
    assert "催办单〔2026〕1号" in found[number].sent
    record_return(planned, [issued(planned, IssuedFilter(), TODAY)[0].id], date(2026, 9, 8), "已报")
    again = {each.number: each.kind for each in proposed_notices(planned, 1, date(2026, 9, 10))}
    assert again.get(number) is not NoticeKind.SUPERVISION


def test_two_periods_without_a_report_lead_to_supervision(planned: Store, tmp_path: Path) -> None:
    for period in ("2026-08", PERIOD):
        make_sheets(planned, 1, period, tmp_path / period, TODAY)
    causes = [each.cause for each in proposed_notices(planned, 1, date(2026, 9, 28))]
    assert any("连续 2 期未报送" in cause for cause in causes)
    assert not any("未报送" in each.cause for each in proposed_notices(planned, 1, date(2026, 9, 24)))


def test_the_list_has_a_group_for_each_step_and_is_refused_where_it_is_empty(planned: Store) -> None:
    document = report_content(planned, "proposals", ReportRequest(1), LATE)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert any(isinstance(row, Group) and row.text.startswith("建议发督办通知单") for row in table.rows)
    assert sum(column.width for column in table.columns) == 267
    with pytest.raises(UserError, match="没有要催办"):
        report_content(planned, "proposals", ReportRequest(1), date(2026, 1, 2))


def test_lights_set_by_hand_are_respected_and_told(planned: Store) -> None:
    first = proposed_notices(planned, 1, LATE)[0]
    set_light(planned, [first.task_id], Light.GREEN, "已批示延期", "江一帆", LATE)
    found = ladder(planned, 1, LATE)
    assert first.task_id not in {one.task_id for one in found.proposed}
    assert [(one.task_id, one.cause) for one in found.excused] == [(first.task_id, f"{first.cause}；人工定为绿灯：已批示延期")]
    document = report_content(planned, "proposals", ReportRequest(1), LATE)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert "人工定为绿灯，不建议发文（1项）" in [row.text for row in table.rows if isinstance(row, Group)]
    lift_light(planned, [first.task_id], "", LATE)
    assert not ladder(planned, 1, LATE).excused
    early = date(2026, 1, 2)
    set_light(planned, [first.task_id], Light.RED, "县长办公会点名", "江一帆", early)
    (one,) = proposed_notices(planned, 1, early)
    assert (one.kind, one.cause) == (NoticeKind.SUPERVISION, "人工定为红灯：县长办公会点名")
    history.undo(planned)
    assert proposed_notices(planned, 1, early) == []
