"""对应上级方案: proposals for a whole plan, and a clerk's choice of them tied as one operation."""

from pathlib import Path

import pytest

from tests.stores import TODAY, clock, contents, draft, fresh_store
from tracker.errors import UserError
from tracker.plans.draft import DraftTask
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.intake import plans
from tracker.usecases.intake.plan_pairs import MOST_CANDIDATES, propose_pairs, tie_pairs
from tracker.usecases.work.task_links import link_tasks, task_links

CITY = ("清理北渠淤泥", "更换老旧污水管道", "更换老旧污水管网", "兴办夜校")


@pytest.fixture
def levels(tmp_path: Path) -> Store:
    """The county's plan (tasks 1–5) and the city's (6–9): one like, two that are alike, one for nobody."""
    store = fresh_store(tmp_path / "台账.db", clock)
    plans.import_plan(store, draft())
    city = draft("松河市水环境治理方案")
    city.tasks = [DraftTask(0, f"{place}.", title, "") for place, title in enumerate(CITY, 1)]
    plans.import_plan(store, city)
    return store


def test_a_whole_plan_is_proposed_and_only_what_is_beyond_doubt_is_sure(levels: Store) -> None:
    pairs = propose_pairs(levels, 1, 2)
    assert [pair.task.number for pair in pairs] == [1, 2, 3, 4, 5]
    assert [(pair.task.number, pair.upper.number) for pair in pairs if pair.upper and pair.sure] == [(1, 1)]
    pipes = pairs[1]
    assert pipes.upper is not None and not pipes.sure and pipes.words.endswith("请核对")
    assert pairs[3].upper is None and pairs[3].words == "没有相像的"


def test_up_to_three_candidates_are_offered_and_another_than_the_best_can_be_tied(levels: Store) -> None:
    pairs = {pair.task.number: pair for pair in propose_pairs(levels, 1, 2)}
    pipes = pairs[2]
    assert [one.task.number for one in pipes.candidates][:2] == [2, 3] and len(pipes.candidates) <= MOST_CANDIDATES
    likes = [one.likeness for one in pipes.candidates]
    assert likes == sorted(likes, reverse=True) and pairs[4].candidates == ()
    second = pipes.choose(1)
    assert second.upper is not None and second.upper.number == 3 and "自选第 2 个" in second.words
    assert not any(task_links(levels, task_id, TODAY).upper for task_id in range(1, 6)), "nothing is tied by looking"
    tie_pairs(levels, [second], TODAY)
    assert [each.number for each in task_links(levels, 2, TODAY).upper] == [3]


def test_what_was_chosen_is_tied_in_one_step_and_told_afterwards(levels: Store) -> None:
    before = contents(levels.path)["task_link"]
    chosen = [pair for pair in propose_pairs(levels, 1, 2) if pair.task.number in (1, 2)]
    done = tie_pairs(levels, chosen, TODAY)
    assert done.name == "对应上级方案“松河市水环境治理方案”的 2 项任务"
    assert [each.number for each in task_links(levels, 1, TODAY).upper] == [1]
    again = propose_pairs(levels, 1, 2)
    assert again[0].words == "已对应第 1 项"
    with pytest.raises(UserError, match="已经对应过"):
        tie_pairs(levels, chosen, TODAY)
    history.undo(levels)
    assert contents(levels.path)["task_link"] == before


def test_nothing_is_tied_where_one_of_the_ties_would_run_in_a_ring(levels: Store) -> None:
    link_tasks(levels, 1, 6, TODAY)
    with pytest.raises(UserError, match="连成一圈"):
        tie_pairs(levels, [pair for pair in propose_pairs(levels, 1, 2) if pair.upper is not None], TODAY)
    assert len(contents(levels.path)["task_link"]) == 1
    with pytest.raises(UserError, match="没有选中"):
        tie_pairs(levels, [], TODAY)
