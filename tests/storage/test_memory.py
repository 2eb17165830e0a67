"""What readings keep from one to the next falls whenever it is no longer true, whoever changed the file."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from tests.readings import check_memory, readings
from tests.stores import TODAY, clock, draft, fresh_store
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.terms import DeadlineKind, Role, State
from tracker.storage.store import Store
from tracker.usecases.house import history, units
from tracker.usecases.intake import plans
from tracker.usecases.views.search import search
from tracker.usecases.work import subtasks, task_parts, tasks


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = fresh_store(tmp_path / "s.db", clock)
    plans.import_plan(made, draft())
    plans.import_plan(made, draft("松河市水环境治理方案"))
    check_memory(made)
    return made


def test_every_kind_of_edit_is_seen_by_the_next_reading_and_so_is_its_undo(store: Store) -> None:
    edits: tuple[Callable[[], object], ...] = (
        lambda: tasks.set_state(store, [1, 7], State.COMPLETED, TODAY),
        lambda: tasks.edit_task(store, 2, title="改造城北管网", content="换新管道"),
        lambda: tasks.edit_task(store, 2, percent=3.0),
        lambda: tasks.set_deadline(store, 3, None, "8月", DeadlineKind.DATE, TODAY.replace(month=8)),
        lambda: tasks.set_role(store, 1, 2, Role.SUPPORT),
        lambda: tasks.set_role(store, 1, 1, None),
        lambda: tasks.move_task(store, 4, None),
        lambda: tasks.add_task(store, 1, None, "清查排污口"),
        lambda: tasks.remove_task(store, 5),
        lambda: task_parts.set_contact(store, 6, leader="钱一改", office="", person="", phone="", today=TODAY),
        lambda: tasks.report_progress(store, 7, "2026-08", State.IN_PROGRESS, 20.0, "清淤过半", "", today=TODAY),
        lambda: subtasks.split_among(store, 2, [1], due=TODAY),
        lambda: units.merge_units(store, 2, 1),
    )
    for edit in edits:
        edit()
        check_memory(store)
    for _edit in edits:
        history.undo(store)
        check_memory(store)


def test_another_program_on_the_same_file_is_noticed(store: Store) -> None:
    with Store.open(store.path, clock) as other:
        tasks.edit_task(other, 1, title="拆除拦河坝")
        tasks.set_state(other, [2], State.COMPLETED, TODAY)
    assert [hit.task_id for hit in search(store, "拦河坝")] == [1]
    check_memory(store)


def test_a_reading_keeps_to_its_moment_while_another_thread_writes(store: Store) -> None:
    with store.read():
        before = readings(store)
        writing = Thread(target=lambda: tasks.set_state(store, [1, 2, 3], State.COMPLETED, TODAY))
        writing.start()
        writing.join()
        seen: list[dict[str, object]] = []
        reading = Thread(target=lambda: seen.append(readings(store)))
        reading.start()
        reading.join()
        assert readings(store) == before, "one reading, one state"
    assert seen[0] == readings(store) != before
    check_memory(store)


def test_many_changes_at_once_are_seen(store: Store) -> None:
    with store.transaction("许多") as work:
        row = {"plan_id": 1, "title": "巡查河道", "heard_to": TODAY}
        ids = list(work.insert_many("task", [row | {"number": 100 + number} for number in range(700)]))
    check_memory(store)
    tasks.set_state(store, ids, State.COMPLETED, TODAY)
    check_memory(store)


def test_a_text_with_a_separating_sign_in_it_is_found_in_its_own_task(store: Store) -> None:
    tasks.edit_task(store, 1, content="前半\x1f后半")
    tasks.edit_task(store, 3, content="独有的话")
    found = tasks.task_list(store, TaskFilter(text="独有的话"), Group.NONE, TODAY)
    assert found.groups[0].ids == (3,)
    assert [hit.task_id for hit in search(store, "后半")] == [1]


def test_large_and_small_letters_are_one(store: Store) -> None:
    tasks.edit_task(store, 3, content="建成5G基站与İPv6网络")
    assert [hit.task_id for hit in search(store, "5g基站")] == [hit.task_id for hit in search(store, "5G基站")] == [3]
    assert search(store, "网络")[0].task_id == 3
