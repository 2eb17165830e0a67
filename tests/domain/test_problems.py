"""The way of a problem to 销号."""

import pytest

from tracker.domain.problems import REQUIREMENTS, WAYS, ProblemState, Step, way, ways_from


@pytest.mark.parametrize("state", list(ProblemState))
def test_no_state_is_without_a_way_out(state: ProblemState) -> None:
    reached, fresh = {state}, {state}
    while fresh:
        fresh = {each.after for before in fresh for each in ways_from(before)} - reached
        reached |= fresh
    assert ProblemState.STRUCK_OFF in reached
    assert any(each.after is not state for each in ways_from(state))


@pytest.mark.parametrize(
    ("steps", "end"),
    [
        ([Step.PLAN, Step.REPORT_DONE, Step.PASS, Step.STRIKE_OFF], ProblemState.STRUCK_OFF),
        ([Step.PLAN, Step.REPORT_DONE, Step.FAIL, Step.REPORT_DONE, Step.PASS], ProblemState.CHECKED),
        ([Step.PLAN, Step.REPORT_DONE, Step.PASS, Step.STRIKE_OFF, Step.KEEP], ProblemState.STRUCK_OFF),
        ([Step.PLAN, Step.REPORT_DONE, Step.PASS, Step.STRIKE_OFF, Step.REOPEN], ProblemState.RECTIFYING),
    ],
)
def test_the_usual_courses(steps: list[Step], end: ProblemState) -> None:
    state = ProblemState.FOUND
    for step in steps:
        taken = way(state, step)
        assert taken is not None
        state = taken.after
    assert state is end


@pytest.mark.parametrize("state", [ProblemState.FOUND, ProblemState.RECTIFYING, ProblemState.RECTIFIED])
def test_nothing_is_struck_off_unchecked(state: ProblemState) -> None:
    assert way(state, Step.STRIKE_OFF) is None


def test_whatever_a_step_needs_has_words_for_people() -> None:
    assert {name for each in WAYS for name in each.needs} <= set(REQUIREMENTS)
