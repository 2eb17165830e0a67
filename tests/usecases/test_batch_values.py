"""Several tasks seldom say the same: each value is told with how many have it."""

import pytest

from tests.stores import TODAY
from tracker.storage.store import Store
from tracker.usecases.work import tasks
from tracker.usecases.work.batch_values import Field, now_words, values_now


def test_values_come_with_how_many_tasks_have_them(planned: Store) -> None:
    tasks.set_contact(planned, 1, leader="周明", today=TODAY)
    assert values_now(planned, [1, 2, 3], Field.LEADER, TODAY) == [("", 2), ("周明", 1)]
    limits = dict(values_now(planned, [1, 2, 3, 4], Field.LIMIT, TODAY))
    assert sum(limits.values()) == 4 and limits["2026-09-30"] == 1
    assert sum(count for _name, count in values_now(planned, [1, 2, 3, 4], Field.LEAD, TODAY)) == 4


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], ""),
        ([("周明", 2), ("", 1)], "现在的分管领导：周明 2 项、没有 1 项"),
        ([("甲", 3), ("乙", 2), ("丙", 1), ("丁", 1), ("戊", 1)], "现在的分管领导：甲 3 项、乙 2 项、丙 1 项、丁 1 项等 5 种"),
    ],
)
def test_many_values_are_told_shortly(values: list[tuple[str, int]], words: str) -> None:
    assert now_words(Field.LEADER, values) == words
