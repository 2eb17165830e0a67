"""Notices made of proposals: with their cause on paper and in the register, one a matter or one a unit; the office's rules and names."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.returned import places_of
from tests.stores import TODAY
from tracker.domain.issued import IssuedFilter
from tracker.domain.notices import NAME_SETS, NoticeKind, NoticeRules, NoticeSetting
from tracker.errors import UserError
from tracker.reports.content import Document, Grid, Row, Table, Title
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.papers.issued import issued, record_return
from tracker.usecases.papers.notice_making import notice_items, still_proposed
from tracker.usecases.papers.notice_proposals import proposed_notices
from tracker.usecases.papers.notice_settings import notice_names, notice_setting, set_notice_setting
from tracker.usecases.papers.print_queue import write_queue
from tracker.usecases.papers.report_kinds import proposed_texts, report_content
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks

LATE = date(2026, 12, 20)


def text(document: Document) -> str:
    said: list[str] = []
    for block in document.blocks:
        if isinstance(block, Grid):
            said += [word for row in block.rows for cell in row.cells for word in cell.words]
        elif isinstance(block, Table):
            said += [str(cell) for row in block.rows if isinstance(row, Row) for cell in row.cells]
    return "\n".join(said)


def lead_names_of(store: Store, task_id: int) -> tuple[str, ...]:
    return tasks.task_detail(store, task_id, LATE).row.leads


def make(store: Store, folder: Path, kind: NoticeKind, each: str, today: date = LATE, ids: list[int] | None = None) -> list[str]:
    """Make all that is proposed of a kind, as the window does; the numbers given."""
    wanted = ids if ids is not None else [one.task_id for one in proposed_notices(store, 1, today)]
    items = notice_items(store, 1, still_proposed(store, 1, kind, wanted, today))[each]
    result = write_queue(store, places_of(folder), kind.value, items, folder / kind.value, today, register=True)
    assert not result.failed
    return [one.number for one in issued(store, IssuedFilter((kind.value,)), today)]


@pytest.mark.parametrize("each", ["task", "unit"])
def test_what_is_made_of_proposals_bears_its_cause_and_a_number_and_is_undone_at_once(planned: Store, tmp_path: Path, each: str) -> None:
    found = [one for one in proposed_notices(planned, 1, LATE) if one.kind is NoticeKind.SUPERVISION]
    assert found
    numbers = make(planned, tmp_path, NoticeKind.SUPERVISION, each)
    assert numbers[::-1] == [f"督办〔2026〕{place}号" for place in range(1, len(numbers) + 1)]
    for record in issued(planned, IssuedFilter(), LATE):
        causes = [one.cause for one in found if one.task_id in record.task_ids]
        assert causes and all(cause in record.cause for cause in causes)
        leads = {name for task_id in record.task_ids for name in lead_names_of(planned, task_id)}
        assert record.receiver and (each == "unit" or set(record.receiver.split("、")) == leads), "it says to whom it goes"
    told = {task_id for record in issued(planned, IssuedFilter(), LATE) for task_id in record.task_ids}
    assert told == {one.task_id for one in found if each == "task" or one.lead_ids}
    assert not [one for one in proposed_notices(planned, 1, LATE) if one.kind is NoticeKind.SUPERVISION and one.task_id in told]
    history.undo(planned)
    assert issued(planned, IssuedFilter(), LATE) == []


@pytest.mark.parametrize("kind", [NoticeKind.REMINDER, NoticeKind.SUPERVISION])
def test_the_paper_tells_why(planned: Store, kind: NoticeKind) -> None:
    one = report_content(planned, kind.value, ReportRequest(1, task_ids=(1,), causes={1: "还剩 3 天到期，尚无进度"}), TODAY)
    assert "还剩 3 天到期，尚无进度" in text(one)
    several = report_content(
        planned, kind.value, ReportRequest(1, 1, task_ids=(1, 3), causes={1: "已逾期 1 天", 3: "连续 2 期未报送"}), TODAY
    )
    assert "已逾期 1 天" in text(several) and "连续 2 期未报送" in text(several)


def test_a_proposal_that_no_longer_stands_makes_no_notice(planned: Store, tmp_path: Path) -> None:
    found = [one for one in proposed_notices(planned, 1, LATE) if one.kind is NoticeKind.SUPERVISION]
    make(planned, tmp_path, NoticeKind.SUPERVISION, "task", ids=[found[0].task_id])
    with pytest.raises(UserError, match="没有发文的缘由"):
        still_proposed(planned, 1, NoticeKind.SUPERVISION, [found[0].task_id], LATE)


def test_the_ladder_goes_on_from_handing_out_to_supervision(planned: Store, tmp_path: Path) -> None:
    set_notice_setting(planned, NoticeSetting(NoticeRules(assign=True)))
    day = date(2026, 9, 1)
    kinds = {one.task_id: one.kind for one in proposed_notices(planned, 1, day)}
    assert kinds[1] is NoticeKind.ASSIGNMENT
    make(planned, tmp_path, NoticeKind.ASSIGNMENT, "unit", day)
    assert 1 not in {one.task_id for one in proposed_notices(planned, 1, day)}
    record_return(planned, [one.id for one in issued(planned, IssuedFilter(), day)], day + timedelta(2), "已接单")
    due = date(2026, 10, 2)
    assert {one.task_id: one.kind for one in proposed_notices(planned, 1, due)}[1] is NoticeKind.REMINDER
    make(planned, tmp_path, NoticeKind.REMINDER, "task", due, [1])
    later = due + timedelta(8)
    assert {one.task_id: one.kind for one in proposed_notices(planned, 1, later)}[1] is NoticeKind.SUPERVISION


days = st.integers
rules_of_offices = st.builds(NoticeRules, days(0, 30), days(1, 10), days(0, 20), days(10, 60), days(1, 4), st.booleans())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(today=st.dates(date(2026, 6, 1), date(2027, 2, 1)), rules=rules_of_offices)
def test_no_notice_without_its_cause_and_none_twice(planned: Store, tmp_path: Path, today: date, rules: NoticeRules) -> None:
    set_notice_setting(planned, NoticeSetting(rules))
    found = proposed_notices(planned, 1, today)
    assert all(one.cause for one in found)
    assert max(Counter(one.task_id for one in found).values(), default=1) == 1
    for kind in {one.kind for one in found}:
        make(planned, tmp_path, kind, "task", today)
    made = issued(planned, IssuedFilter(plan_id=1), today)
    assert {task_id for record in made for task_id in record.task_ids} == {one.task_id for one in found}
    for record in made:
        assert all(next(one.cause for one in found if one.task_id == task_id) in record.cause for task_id in record.task_ids)
    for _kind in {one.kind for one in found}:
        history.undo(planned)
    assert issued(planned, IssuedFilter(plan_id=1), today) == []


def test_names_contact_and_phone_are_the_offices_own(planned: Store) -> None:
    set_notice_setting(planned, NoticeSetting(names=NAME_SETS[1], contact="江一帆", phone="0000-6218800"))
    assert notice_names(planned) == {"assignment": "蓝单", "reminder": "黄单", "supervision": "红单"}
    document = report_content(planned, "supervision", ReportRequest(1, task_ids=(1,)), TODAY)
    assert document.name.startswith("红单") and "红单" in next(block.lines for block in document.blocks if isinstance(block, Title))
    assert "江一帆" in text(document) and "0000-6218800" in text(document)
    assert proposed_texts(planned, "reminder", ReportRequest(1, task_ids=(1,)), TODAY)["contact"] == "江一帆"
    typed = ReportRequest(1, task_ids=(1,), texts={"contact": "闻亦舟"})
    assert "闻亦舟" in text(report_content(planned, "supervision", typed, TODAY))
    history.undo(planned)
    assert notice_setting(planned) == NoticeSetting()
    assert report_content(planned, "supervision", ReportRequest(1, task_ids=(1,)), TODAY).name.startswith("督办通知单")


@pytest.mark.parametrize(
    ("rules", "says"),
    [
        (NoticeRules(remind_before=-1), "天数"),
        (NoticeRules(remind_after=0), "逾期催办至少 1 天"),
        (NoticeRules(remind_after=20), "督办比催办还早"),
        (NoticeRules(supervise_silent=0), "期数"),
    ],
)
def test_rules_that_cannot_be_are_refused(planned: Store, rules: NoticeRules, says: str) -> None:
    with pytest.raises(UserError, match=says):
        set_notice_setting(planned, replace(NoticeSetting(), rules=rules))
    assert notice_setting(planned) == NoticeSetting()


def test_a_task_of_nobody_has_a_notice_of_its_own_only(planned: Store) -> None:
    set_notice_setting(planned, NoticeSetting(NoticeRules(assign=True)))
    tasks.set_state(planned, [1], tasks.task_detail(planned, 1, TODAY).row.state, TODAY)
    found = still_proposed(planned, 1, NoticeKind.ASSIGNMENT, range(1, 9), date(2026, 2, 1))
    items = notice_items(planned, 1, found)
    assert {task_id for item in items["task"] for task_id in item.request.task_ids} == {one.task_id for one in found}
    assert {task_id for item in items["unit"] for task_id in item.request.task_ids} == {one.task_id for one in found if one.lead_ids}
