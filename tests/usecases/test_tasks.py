"""What a clerk does with one task, and what is refused."""

from datetime import date

import pytest

from tests.stores import TODAY
from tracker.domain.deadlines import Recurrence
from tracker.domain.terms import DeadlineKind, Every, Light, Role, State
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.work import tasks


def test_completing_and_reopening(planned: Store) -> None:
    tasks.report_progress(planned, 1, "2026-08", State.IN_PROGRESS, 60, today=TODAY)
    done = tasks.set_state(planned, [1], State.COMPLETED, TODAY)
    assert done.name == "把任务 1“清理北渠淤泥”设为已完成"
    (row,) = tasks.task_rows(planned, [1], TODAY)
    assert (row.percent, row.completed_on, row.light) == (100, TODAY, Light.DONE)
    tasks.set_state(planned, [1], State.COMPLETED, date(2026, 9, 30))
    assert tasks.task_rows(planned, [1], TODAY)[0].completed_on == TODAY, "the first day counts"
    tasks.set_state(planned, [1], State.IN_PROGRESS, TODAY)
    (row,) = tasks.task_rows(planned, [1], TODAY)
    assert (row.percent, row.completed_on) == (60, None)
    assert tasks.set_state(planned, [1, 2], State.COMPLETED, TODAY).name == "把 2 项任务设为已完成"


def test_an_older_report_does_not_turn_the_state_back(planned: Store) -> None:
    tasks.report_progress(planned, 1, "2026-09", State.IN_PROGRESS, 70, "九月", today=TODAY)
    tasks.report_progress(planned, 1, "2026-07", State.NOT_STARTED, 10, "七月", today=TODAY)
    tasks.report_progress(planned, 1, "2026-09", State.IN_PROGRESS, 75, "九月改", today=TODAY)
    detail = tasks.task_detail(planned, 1, TODAY)
    assert (detail.row.percent, detail.row.state) == (75, State.IN_PROGRESS)
    assert [(report.period, report.progress) for report in detail.reports] == [("2026-09", "九月改"), ("2026-07", "七月")]


def test_a_report_without_percentage_leaves_it(planned: Store) -> None:
    tasks.report_progress(planned, 1, "2026-08", State.IN_PROGRESS, 40, today=TODAY)
    tasks.report_progress(planned, 1, "2026-09", State.IN_PROGRESS, None, "照常", today=TODAY)
    assert tasks.task_rows(planned, [1], TODAY)[0].percent == 40


@pytest.mark.parametrize("percent", [-1, 100.5, 250])
def test_impossible_percentages(planned: Store, percent: float) -> None:
    with pytest.raises(UserError, match="0 到 100"):
        tasks.report_progress(planned, 1, "2026-09", State.IN_PROGRESS, percent, today=TODAY)
    with pytest.raises(UserError, match="0 到 100"):
        tasks.edit_task(planned, 1, percent=percent)


def test_a_role_set_by_hand_is_not_inferred(planned: Store) -> None:
    unit = tasks.task_detail(planned, 4, TODAY).assignments[0]
    assert unit.inferred
    tasks.set_role(planned, 4, unit.unit_id, Role.LEAD)
    assert not tasks.task_detail(planned, 4, TODAY).assignments[0].inferred
    tasks.set_role(planned, 4, unit.unit_id, None)
    assert tasks.task_detail(planned, 4, TODAY).assignments == ()
    assert tasks.set_role(planned, 4, unit.unit_id, None).operation_id is None, "nothing to take away"


def test_stages_are_ticked_off(planned: Store) -> None:
    (first, last) = tasks.task_detail(planned, 2, TODAY).deadlines
    assert first.is_main and tasks.task_rows(planned, [2], TODAY)[0].reason == "逾期 78 天"
    tasks.set_deadline_done(planned, first.id, TODAY)
    (row,) = tasks.task_rows(planned, [2], TODAY)
    assert (row.due, row.wording, row.light) == (date(2026, 12, 31), "年底前", Light.GREEN)
    tasks.set_deadline_done(planned, first.id, None)
    tasks.choose_main_deadline(planned, last.id)
    (row,) = tasks.task_rows(planned, [2], TODAY)
    assert (row.due, row.light) == (date(2026, 12, 31), Light.GREEN)
    tasks.remove_deadline(planned, last.id)
    assert tasks.task_rows(planned, [2], TODAY)[0].due == date(2026, 6, 30)
    tasks.remove_deadline(planned, first.id)
    (row,) = tasks.task_rows(planned, [2], TODAY)
    assert (row.due, row.kind, row.reason) == (None, None, "未定时限")


def test_a_deadline_changes_its_kind(planned: Store) -> None:
    recurring = Recurrence(Every.YEAR, 3, 15)
    tasks.set_deadline(planned, 1, 1, "每年3月15日", DeadlineKind.RECURRING, date(2026, 1, 1), recurring)
    (limit,) = tasks.task_detail(planned, 1, TODAY).deadlines
    assert (limit.due, limit.recurrence) == (None, recurring)
    assert tasks.task_rows(planned, [1], TODAY)[0].due == date(2027, 3, 15)
    tasks.set_deadline(planned, 1, 1, "长期坚持", DeadlineKind.STANDING, None, recurring)
    (limit,) = tasks.task_detail(planned, 1, TODAY).deadlines
    assert limit.recurrence is None and limit.kind is DeadlineKind.STANDING
    with pytest.raises(UserError, match="没有填写时限日期"):
        tasks.set_deadline(planned, 1, None, "某日前", DeadlineKind.DATE)
    with pytest.raises(UserError, match="没有填写周期"):
        tasks.set_deadline(planned, 1, None, "定期", DeadlineKind.RECURRING)


def test_the_chain_of_persons_keeps_who_was_before(planned: Store) -> None:
    (first,) = tasks.task_detail(planned, 1, TODAY).contacts
    tasks.set_contact(planned, 1, leader=first.leader, office="河道股", phone="0000-1", today=TODAY)
    (filled,) = tasks.task_detail(planned, 1, TODAY).contacts
    assert (filled.id, filled.office) == (first.id, "河道股"), "filling gaps is no change of person"
    tasks.set_contact(planned, 1, leader="新领导", office="河道股", today=TODAY)
    (now, before) = tasks.task_detail(planned, 1, TODAY).contacts
    assert (now.leader, now.valid_from, now.valid_to) == ("新领导", TODAY, None)
    assert (before.leader, before.valid_to) == ("周树声、李望", TODAY)
    tasks.set_contact(planned, 1, leader="又改正", today=TODAY)
    assert [contact.leader for contact in tasks.task_detail(planned, 1, TODAY).contacts] == ["又改正", "周树声、李望"]


def test_targets_and_doubts(planned: Store) -> None:
    target = tasks.add_target(planned, 1, "清淤3万方", "3", "万方", ">=").result
    assert target is not None
    tasks.edit_target(planned, target, "清淤4万方", "4", "万方", ">=")
    assert [row.value for row in tasks.task_detail(planned, 1, TODAY).targets] == ["4"]
    tasks.remove_target(planned, target)
    assert tasks.task_detail(planned, 1, TODAY).targets == ()
    with pytest.raises(UserError, match="目标不能为空"):
        tasks.add_target(planned, 1, " ", "", "", "")
    finding = tasks.task_detail(planned, 4, TODAY).findings[0]
    assert tasks.settle_finding(planned, finding.id).name.startswith("已核对任务 4")
    assert finding not in tasks.task_detail(planned, 4, TODAY).findings


def test_adding_moving_and_removing(planned: Store) -> None:
    added = tasks.add_task(planned, 1, 3, "  补种芦苇 ")
    assert added.result is not None and added.name == "新增任务 6“补种芦苇”"
    detail = tasks.task_detail(planned, added.result, TODAY)
    assert (detail.row.number, detail.path, detail.row.title) == (6, ("二、护岸",), "补种芦苇")
    tasks.move_task(planned, added.result, None)
    assert tasks.task_detail(planned, added.result, TODAY).path == ()
    with pytest.raises(UserError, match="标题不能为空"):
        tasks.add_task(planned, 1, None, "")
    with pytest.raises(UserError, match="标题不能为空"):
        tasks.edit_task(planned, 1, title=" ")
    tasks.remove_tasks(planned, [1, added.result])
    assert [row.number for row in tasks.task_rows(planned, range(1, 9), TODAY)] == [2, 3, 4, 5]
    for gone in (lambda: tasks.task_detail(planned, 1, TODAY), lambda: tasks.edit_task(planned, 1, title="x")):
        with pytest.raises(UserError, match="已经不存在"):
            gone()
