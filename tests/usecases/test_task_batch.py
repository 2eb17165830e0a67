"""Several tasks changed at once: one operation each, taken back by one undo."""

from datetime import date

import pytest

from tests.stores import TODAY
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house import history, units
from tracker.usecases.work import tasks
from tracker.usecases.work.deadline_moves import deadline_moves
from tracker.usecases.work.task_batch import How, move_deadlines, set_leaders, set_units

LATER = date(2026, 9, 20)


def roles(store: Store, task_id: int) -> set[tuple[str, Role]]:
    return {(one.display, one.role) for one in tasks.task_detail(store, task_id, TODAY).assignments}


def unit_id(store: Store, name: str) -> int:
    return next(one.id for one in units.list_units(store) if name in (one.full_name, one.display))


def everything(store: Store) -> list[object]:
    return [tasks.task_detail(store, one, TODAY) for one in (1, 2, 3, 4, 5)]


def test_a_unit_is_added_to_many_tasks_and_taken_back_at_once(planned: Store) -> None:
    before = everything(planned)
    unit = unit_id(planned, "县水利局")
    changes = set_units(planned, [1, 2, 3], unit, Role.SUPPORT, How.ADD)
    assert changes.name == "增加配合单位 水利局（3 项任务）"
    for task_id in (1, 2, 3):
        assert ("水利局", Role.SUPPORT) in roles(planned, task_id)
    history.undo(planned)
    assert everything(planned) == before


def test_the_leads_of_many_tasks_are_replaced(planned: Store) -> None:
    unit = unit_id(planned, "县财政局")
    set_units(planned, [1, 2, 4], unit, Role.LEAD, How.REPLACE)
    for task_id in (1, 2, 4):
        assert [name for name, role in roles(planned, task_id) if role is Role.LEAD] == ["财政局"]
    set_units(planned, [1, 2, 4], unit, Role.LEAD, How.REMOVE)
    assert not any(name == "财政局" for one in (1, 2, 4) for name, _role in roles(planned, one))


def test_one_leader_for_many_tasks_keeps_the_other_persons(planned: Store) -> None:
    tasks.set_contact(planned, 1, leader="周明", office="河道股", person="李青", phone="0000-1234567", today=TODAY)
    changes = set_leaders(planned, [1, 2], "吴远", LATER)
    assert changes.name == "2 项任务的分管领导改为 吴远"
    contacts = tasks.task_detail(planned, 1, LATER).contacts
    assert [(one.leader, one.person, one.valid_to) for one in contacts[:2]] == [("吴远", "李青", None), ("周明", "李青", LATER)]
    assert [one.leader for one in tasks.task_detail(planned, 2, LATER).contacts] == ["吴远"]
    history.undo(planned)
    assert next(one.leader for one in tasks.task_detail(planned, 1, LATER).contacts) == "周明"
    assert set_leaders(planned, [1], "周明", LATER).operation_id is None, "nothing differs"


def test_dated_limits_are_put_off_with_the_reason_and_others_are_told(planned: Store) -> None:
    dated = [one for one in (1, 2, 3, 4, 5) if _dated(planned, one)]
    before = {one: _dated(planned, one) for one in dated}
    changes = move_deadlines(planned, [1, 2, 3, 4, 5], "县政府会议同意延期", TODAY, days=10)
    assert f"{len(dated)} 项任务的时限顺延 10 天" == changes.name
    assert changes.kept == (f"{5 - len(dated)} 项没有固定日期或日期没有变化，未调整",)
    for one in dated:
        (move,) = deadline_moves(planned, one)
        assert (move.old_due, move.reason) == (before[one], "县政府会议同意延期")
        assert (_dated(planned, one) - before[one]).days == 10  # type: ignore[operator]
    history.undo(planned)
    assert {one: _dated(planned, one) for one in dated} == before


def test_limits_are_moved_to_one_day_and_not_without_a_reason(planned: Store) -> None:
    with pytest.raises(UserError, match="原因"):
        move_deadlines(planned, [1], " ", TODAY, due=LATER)
    with pytest.raises(UserError, match="新的时限"):
        move_deadlines(planned, [1], "会议同意", TODAY)
    move_deadlines(planned, [1, 2], "会议同意", TODAY, due=date(2026, 12, 1))
    assert _dated(planned, 1) == date(2026, 12, 1)
    with pytest.raises(UserError, match="没有可以调整"):
        move_deadlines(planned, [1], "会议同意", TODAY, due=date(2026, 12, 1))


def _dated(store: Store, task_id: int) -> date | None:
    limits = tasks.task_detail(store, task_id, TODAY).deadlines
    return next((one.due for one in limits if one.is_main and one.kind.value == "date"), None)
