"""When a completion has to be proved, and where a claim can go."""

from datetime import date

import pytest

from tracker.domain.completion import FINAL, WAYS, CheckState, CheckStep, Proof, is_unproved, must_prove
from tracker.domain.reporting import Decision, Standing, after_report, decided
from tracker.domain.terms import State

DAY = date(2026, 9, 16)
OPEN = Standing(State.IN_PROGRESS, 60, None)
DONE = Standing(State.COMPLETED, 100, date(2026, 8, 1))


def test_every_state_has_a_way_out_unless_it_is_final() -> None:
    assert set(WAYS) == set(CheckState)
    for state, ways in WAYS.items():
        assert bool(ways) is (state not in FINAL), state.label
    assert {CheckState.CLAIMED, *(to for ways in WAYS.values() for to in ways.values())} == set(CheckState)
    assert {step for ways in WAYS.values() for step in ways} == set(CheckStep)


@pytest.mark.parametrize(
    ("proof", "evidence", "waits"),
    [
        (Proof.NONE, False, False),
        (Proof.NONE, True, False),
        (Proof.EVIDENCE, False, True),
        (Proof.EVIDENCE, True, False),
        (Proof.CHECK, False, True),
        (Proof.CHECK, True, True),
    ],
)
def test_what_has_to_wait(proof: Proof, evidence: bool, waits: bool) -> None:
    assert must_prove(proof, evidence) is waits


@pytest.mark.parametrize(
    ("now", "state", "percent", "then", "claims"),
    [
        (OPEN, State.COMPLETED, 100, Standing(State.IN_PROGRESS, 100, None), True),
        (OPEN, State.COMPLETED, None, OPEN, True),
        (Standing(State.NOT_STARTED, None, None), State.COMPLETED, 100, Standing(State.IN_PROGRESS, 100, None), True),
        (OPEN, State.IN_PROGRESS, 80, Standing(State.IN_PROGRESS, 80, None), False),
        (DONE, State.COMPLETED, 100, DONE, False),
        (DONE, State.IN_PROGRESS, 90, Standing(State.IN_PROGRESS, 90, None), False),
        (OPEN, State.ONGOING, None, Standing(State.ONGOING, 60, None), False),
    ],
)
def test_a_claim_leaves_the_task_under_way(now: Standing, state: State, percent: float | None, then: Standing, claims: bool) -> None:
    assert decided(now, state, percent, 60, DAY, waits=True) == Decision(then, claims)


@pytest.mark.parametrize("now", [OPEN, DONE])
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("percent", [None, 0, 40, 100])
def test_where_nothing_has_to_be_proved_all_is_as_it_was(now: Standing, state: State, percent: float | None) -> None:
    assert decided(now, state, percent, 60, DAY, waits=False) == Decision(after_report(now, state, percent, 60, DAY))


@pytest.mark.parametrize(
    ("period", "claims", "unproved"),
    [
        ("2026-09", [], False),
        ("2026-09", [("2026-09", False)], True),
        ("2026-10", [("2026-09", False)], False),
        ("2026-10", [("2026-09", True)], True),
        ("2026-08", [("2026-09", True)], False),
    ],
)
def test_which_reports_do_not_count(period: str, claims: list[tuple[str, bool]], unproved: bool) -> None:
    assert is_unproved(period, claims) is unproved
