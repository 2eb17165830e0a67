"""Undo restores exactly, redo brings exactly back; an older operation is rolled back without touching what came after."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.stores import TODAY, clock, contents, draft
from tracker.domain.deadlines import Recurrence
from tracker.domain.lights import DEFAULT, Cause
from tracker.domain.records import Changes
from tracker.domain.screens import UnitFields
from tracker.domain.terms import DeadlineKind, Every, Light, Role, State
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house import history, settings, units
from tracker.usecases.intake import plans
from tracker.usecases.sample.demo import import_sample
from tracker.usecases.work import light_overrides, tasks

OPERATIONS: dict[str, Callable[[Store], Changes]] = {
    "import": lambda store: plans.import_plan(store, draft("另一份方案")),
    "sample": lambda store: import_sample(store),
    "edit plan": lambda store: plans.edit_plan(store, 1, title="改名", period_end=date(2027, 6, 30), lead_units=("县财政局",)),
    "remove plan": lambda store: plans.remove_plan(store, 1),
    "edit task": lambda store: tasks.edit_task(store, 1, title="新标题", content="新内容", state=State.COMPLETED, today=TODAY),
    "states": lambda store: tasks.set_state(store, [1, 2, 3, 5], State.COMPLETED, TODAY),
    "add task": lambda store: tasks.add_task(store, 1, 2, "新任务"),
    "move task": lambda store: tasks.move_task(store, 1, 3),
    "remove tasks": lambda store: tasks.remove_tasks(store, [1, 2, 4]),
    "role": lambda store: tasks.set_role(store, 1, 2, Role.LEAD),
    "new role": lambda store: tasks.set_role(store, 1, 3, Role.IMPLEMENT),
    "no role": lambda store: tasks.set_role(store, 2, 4, None),
    "deadline": lambda store: tasks.set_deadline(store, 1, 1, "10月底前", DeadlineKind.DATE, date(2026, 10, 31)),
    "recurring": lambda store: tasks.set_deadline(store, 4, None, "每季度", DeadlineKind.RECURRING, recurrence=Recurrence(Every.QUARTER)),
    "deadline done": lambda store: tasks.set_deadline_done(store, 2, TODAY),
    "main deadline": lambda store: tasks.choose_main_deadline(store, 3),
    "remove deadline": lambda store: tasks.remove_deadline(store, 2),
    "contact": lambda store: tasks.set_contact(store, 1, leader="新领导", office="河道股", today=TODAY),
    "report": lambda store: tasks.report_progress(store, 1, "2026-09", State.COMPLETED, 100, "完成", today=TODAY),
    "target": lambda store: tasks.add_target(store, 1, "清淤3万方", "3", "万方", ">="),
    "edit target": lambda store: tasks.edit_target(store, 1, "更换10公里", "10", "公里", ">="),
    "remove target": lambda store: tasks.remove_target(store, 1),
    "finding": lambda store: tasks.settle_finding(store, 2),
    "unit": lambda store: units.save_unit(store, 1, UnitFields("松河县水利局", "水利局", "government", "县")),
    "new unit": lambda store: units.save_unit(store, None, UnitFields("新单位")),
    "alias": lambda store: units.add_alias(store, 1, "水务局", "old"),
    "merge": lambda store: units.merge_units(store, 2, 1),
    "order": lambda store: units.reorder_units(store, [5, 4, 3, 2, 1]),
    "members": lambda store: units.set_members(store, 4, [1, 2]),
    "light": lambda store: light_overrides.set_light(store, [1, 2], Light.RED, "县长点名", "周督查", TODAY),
    "setting": lambda store: settings.set_light_rules(store, DEFAULT.changed(Light.AMBER, Cause.DAYS_LEFT, 3)),
}


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_undo_and_redo_are_exact(planned: Store, operation: Callable[[Store], Changes]) -> None:
    before = contents(planned.path)
    done = operation(planned)
    after = contents(planned.path)
    assert after != before and done.operation_id is not None
    assert done.tables == {name for name in after if after[name] != before[name]} | (done.tables - set(after))
    assert history.undo_name(planned) == done.name
    for _ in range(2):
        undone = history.undo(planned)
        assert undone.kept == () and undone.name == f"撤销：{done.name}"
        assert contents(planned.path) == before
        assert history.redo_name(planned) == done.name
        redone = history.redo(planned)
        assert redone.kept == () and redone.tables == done.tables
        assert contents(planned.path) == after
    assert history.redo_name(planned) is None


def test_all_of_them_back_and_forth_over_restarts(planned: Store) -> None:
    steps = [contents(planned.path)]
    for name in ("edit task", "role", "report", "merge", "remove tasks", "setting", "deadline", "import", "remove plan"):
        if name == "deadline":
            continue
        OPERATIONS[name](planned)
        steps.append(contents(planned.path))
    for expected in steps[-2::-1]:
        planned.close()
        planned = Store.open(planned.path, clock)
        history.undo(planned)
        assert contents(planned.path) == expected
    for expected in steps[1:]:
        planned.close()
        planned = Store.open(planned.path, clock)
        history.redo(planned)
        assert contents(planned.path) == expected
    planned.close()


def test_nothing_to_undo(bare: Store) -> None:
    assert history.undo_name(bare) is None
    with pytest.raises(UserError, match="没有可以撤销的操作"):
        history.undo(bare)
    with pytest.raises(UserError, match="没有可以重做的操作"):
        history.redo(bare)


def test_new_work_drops_what_was_undone(planned: Store) -> None:
    tasks.edit_task(planned, 1, title="一")
    tasks.edit_task(planned, 1, title="二")
    history.undo(planned)
    history.undo(planned)
    tasks.edit_task(planned, 2, title="三")
    assert history.redo_name(planned) is None
    assert [(operation.name[-2:], operation.state) for operation in history.history(planned)] == [
        ("标题", "done"),
        ("标题", "dropped"),
        ("标题", "dropped"),
        ("案”", "done"),
    ]
    with pytest.raises(UserError, match="没有可以重做"):
        history.redo(planned)
    history.undo(planned)
    history.undo(planned)
    assert plans.list_plans(planned) == []


def test_an_older_edit_is_taken_back_alone(planned: Store) -> None:
    first = tasks.edit_task(planned, 1, title="甲", content="甲的内容")
    tasks.edit_task(planned, 1, title="乙")
    undone = history.undo(planned, first.operation_id)
    detail = tasks.task_detail(planned, 1, TODAY)
    assert (detail.row.title, detail.content) == ("乙", "清理北渠淤泥，分三段施工。")
    assert undone.kept == ("任务 1“乙”的部分内容后来又有修改，予以保留",)
    assert [operation.state for operation in history.history(planned)] == ["done", "undone", "done"]
    history.redo(planned)
    detail = tasks.task_detail(planned, 1, TODAY)
    assert (detail.row.title, detail.content) == ("乙", "甲的内容")


def test_rolling_an_import_back_keeps_what_was_worked_on(planned: Store) -> None:
    tasks.set_role(planned, 1, 3, Role.SUPPORT)
    tasks.edit_task(planned, 4, title="改过的任务")
    undone = history.undo(planned, 1)
    assert [task.number for task in tasks.task_rows(planned, range(1, 9), TODAY)] == [1, 4]
    assert [words.split("”")[0] for words in undone.kept] == ["任务 1“清理北渠淤泥", "任务 4“改过的任务", "单位“县住建局"]
    kept = tasks.task_detail(planned, 1, TODAY)
    assert [(unit.display, unit.role) for unit in kept.assignments] == [
        ("水利局", Role.LEAD),
        ("财政局", Role.SUPPORT),
        ("住建局", Role.SUPPORT),
    ], "a task that stays keeps all its units"
    assert kept.deadlines and kept.contacts and kept.path == ("一、治污",)
    assert plans.plan_source(planned, 1)
    assert {unit.display for unit in units.list_units(planned)} == {"水利局", "财政局", "住建局", "柳编技艺专班"}
    history.redo(planned)
    assert [task.number for task in tasks.task_rows(planned, range(1, 9), TODAY)] == [1, 2, 3, 4, 5]
    assert tasks.task_detail(planned, 4, TODAY).row.title == "改过的任务"


def test_undoing_a_removal_whose_place_was_taken(planned: Store) -> None:
    removal = tasks.set_role(planned, 1, 2, None)
    tasks.set_role(planned, 1, 2, Role.LEAD)
    undone = history.undo(planned, removal.operation_id)
    assert len(undone.kept) == 1 and "已有相同内容" in undone.kept[0]
    assert [unit.role for unit in tasks.task_detail(planned, 1, TODAY).assignments] == [Role.LEAD, Role.LEAD]


def test_undoing_an_edit_of_what_is_gone(planned: Store) -> None:
    edit = tasks.edit_task(planned, 2, title="管网")
    tasks.remove_task(planned, 2)
    undone = history.undo(planned, edit.operation_id)
    assert undone.kept == ("任务“管网”后来已删除，未再改动",)
    assert history.undo(planned).name.startswith("撤销：删除任务 2")
    assert tasks.task_detail(planned, 2, TODAY).row.title == "管网", "it comes back as it was when it was removed"


def test_an_operation_that_is_undone_or_unknown_is_not_undone_again(planned: Store) -> None:
    edit = tasks.edit_task(planned, 2, title="管网")
    undone = history.undo(planned)
    for operation in (edit.operation_id, undone.operation_id, 999):
        with pytest.raises(UserError, match="没有可以撤销"):
            history.undo(planned, operation)


def test_dates_follow_the_deadlines_when_only_part_is_taken_back(planned: Store) -> None:
    first = tasks.set_deadline(planned, 1, None, "8月底前", DeadlineKind.DATE, date(2026, 8, 31))
    tasks.set_deadline(planned, 1, None, "7月底前", DeadlineKind.DATE, date(2026, 7, 31))
    assert history.undo(planned, first.operation_id).kept == ()
    (row,) = tasks.task_rows(planned, [1], TODAY)
    assert (row.due, row.wording, row.light) == (date(2026, 7, 31), "7月底前", Light.RED)
    detail = tasks.task_detail(planned, 1, TODAY)
    assert [limit.is_main for limit in detail.deadlines] == [False, True]
