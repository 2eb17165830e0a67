"""The history as a clerk reads it: what was done, and what changed, in words and without the store's own figures."""

from datetime import date

from tests.stores import TODAY
from tracker.domain.records import ChangeRecord
from tracker.domain.terms import State
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.work import tasks
from tracker.usecases.work.deadline_moves import move_deadline


def test_an_edit_is_told_with_both_values(planned: Store) -> None:
    tasks.set_state(planned, [1], State.COMPLETED, TODAY)
    operation = history.history(planned)[0]
    changed = history.changes_of(planned, operation.id)
    told = {field: (before, after) for change in changes_of_tasks(changed) for field, before, after in change}
    assert told["状态"][1] == "已完成"


def changes_of_tasks(changed: list[ChangeRecord]) -> list[tuple[tuple[str, str, str], ...]]:
    return [change.fields for change in changed if change.what.startswith("任务")]


def test_new_rows_are_told_without_flags_and_positions(planned: Store) -> None:
    imported = history.history(planned)[0]
    for change in history.changes_of(planned, imported.id):
        for field, before, after in change.fields:
            assert before == "", "a new row has nothing before"
            assert field != "顺序" and (field, after) not in {("单位组", "0"), ("推定", "0"), ("主要时限", "0"), ("主要时限", "1")}


def test_the_history_of_one_task_tells_its_own_steps_alone(planned: Store) -> None:
    tasks.edit_task(planned, 2, title="更换污水管道")
    tasks.edit_task(planned, 3, title="逐月巡查排口")
    limit = next(each for each in tasks.task_detail(planned, 2, TODAY).deadlines if each.due)
    move_deadline(planned, limit.id, date(2027, 2, 1), "会议同意", TODAY)
    unit = tasks.task_detail(planned, 2, TODAY).assignments[0]
    tasks.set_role(planned, 2, unit.unit_id, None)
    history.undo(planned)
    tasks.set_role(planned, 2, unit.unit_id, None)
    steps = history.task_history(planned, 2)
    assert [step.stands for step in steps] == [True, False, True, True, True], "imported, renamed, moved, taken off, undone, taken off"
    assert not any("巡查" in step.name for step in steps)
    renamed = next(step for step in steps if any(field[0] == "标题" and field[1] for change in step.changes for field in change.fields))
    assert ("标题", "更换老旧污水管", "更换污水管道") in [field for change in renamed.changes for field in change.fields]
    gone = [change for change in steps[0].changes if change.action == "删除"]
    assert gone and "任务 2" in gone[0].what, "what was deleted is told"
