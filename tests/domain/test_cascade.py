"""Rolling parts up: the weighted mean, what was assumed is said, and only what is wholly done counts as done."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.cascade import Share, closes_ring, late_parts, rolled
from tracker.domain.terms import State

NEW, GOING, DONE, ALWAYS = State.NOT_STARTED, State.IN_PROGRESS, State.COMPLETED, State.ONGOING


@pytest.mark.parametrize(
    ("shares", "state", "percent", "words"),
    [
        ([], NEW, None, ""),
        ([Share(1, NEW, None)], NEW, 0, "1 项中已完成 0 项，按权重汇总 0%"),
        ([Share(1, DONE, None), Share(1, NEW, None)], GOING, 50, "2 项中已完成 1 项，按权重汇总 50%"),
        ([Share(3, DONE, 100), Share(1, GOING, 20)], GOING, 80, "2 项中已完成 1 项，按权重汇总 80%"),
        ([Share(1, GOING, None), Share(1, GOING, 60)], GOING, 30, "2 项中已完成 0 项，按权重汇总 30%；1 项没有报进度，按 0% 计"),
        ([Share(1, DONE, 100), Share(5, ALWAYS, None)], DONE, 100, "2 项中已完成 1 项，按权重汇总 100%；1 项长期坚持，不计入"),
        ([Share(1, ALWAYS, None)], ALWAYS, None, "1 项中已完成 0 项；1 项长期坚持，不计入"),
        ([Share(1, GOING, 100), Share(999, DONE, 100)], GOING, 99.9, "2 项中已完成 1 项，按权重汇总 99.9%"),
    ],
)
def test_what_parts_come_to(shares: list[Share], state: State, percent: float | None, words: str) -> None:
    roll = rolled(shares)
    assert (roll.state, roll.percent, roll.words) == (state, percent, words)


SHARES = st.lists(
    st.builds(Share, st.integers(1, 50), st.sampled_from([NEW, GOING, DONE]), st.none() | st.integers(0, 99).map(float)), min_size=1
)


@given(SHARES)
def test_it_is_the_weighted_mean_and_done_only_with_the_last_part(shares: list[Share]) -> None:
    roll = rolled(shares)
    parts = [Fraction(share.weight) * (Fraction(100) if share.state is DONE else Fraction(share.percent or 0)) for share in shares]
    reached = sum(parts, Fraction(0))
    exact = reached / sum(share.weight for share in shares)
    assert roll.percent is not None and abs(Fraction(roll.percent) - exact) <= Fraction(1, 10)
    assert (roll.state is DONE) == all(share.state is DONE for share in shares) == (roll.percent == 100)


def test_parts_that_end_after_the_whole_are_told() -> None:
    dues = [("河东", date(2026, 6, 30)), ("河西", date(2026, 7, 1)), ("城区", None)]
    assert late_parts(date(2026, 6, 30), dues) == ["“河西”的时限 2026-07-01 晚于总时限 2026-06-30"]
    assert late_parts(None, dues) == []


def test_no_task_carries_itself_out() -> None:
    links = [(1, 2), (2, 3)]
    assert closes_ring(3, 1, links) and closes_ring(1, 1, []) and closes_ring(2, 1, links)
    assert not closes_ring(1, 3, links) and not closes_ring(3, 4, links)
