"""The key of a task in a fill-in workbook."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.task_keys import read_task_key, task_key

NUMBERS = st.integers(1, 999_999_999)


@given(NUMBERS, NUMBERS)
def test_a_key_is_read_back(plan_id: int, task_id: int) -> None:
    key = task_key(plan_id, task_id)
    assert read_task_key(f" {key.lower()} ") == (plan_id, task_id)


@given(NUMBERS, NUMBERS, st.integers(0, 20), st.integers(1, 9))
def test_a_digit_that_was_changed_is_noticed(plan_id: int, task_id: int, place: int, more: int) -> None:
    key = task_key(plan_id, task_id)
    body, check = key.rsplit("-", 1)
    place = 1 + place % (len(body) - 1)
    if body[place].isdigit():
        other = str((int(body[place]) + more) % 10)
        assert read_task_key(f"{body[:place]}{other}{body[place + 1 :]}-{check}") is None


def test_other_words_are_no_key() -> None:
    assert [read_task_key(text) for text in ("", "T", "T1-2", "T1-2-", "3", "T-1-2-3", "任务 1")] == [None] * 7
