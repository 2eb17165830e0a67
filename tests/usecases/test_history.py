"""The history as a clerk reads it: what was done, and what changed, in words and without the store's own figures."""

from tests.stores import TODAY
from tracker.domain.records import ChangeRecord
from tracker.domain.terms import State
from tracker.storage.store import Store
from tracker.usecases import history, tasks


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
