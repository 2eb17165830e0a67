"""Where a request for a later limit can go."""

from collections import deque

from tracker.domain.extensions import FINAL, WAYS, ExtensionState, ExtensionStep


def test_every_state_has_a_way_out_unless_it_is_final() -> None:
    assert set(WAYS) == set(ExtensionState)
    for state, ways in WAYS.items():
        assert bool(ways) is (state not in FINAL), state.label


def test_every_state_is_reached_from_the_first_and_every_step_is_used() -> None:
    seen, queue = {ExtensionState.ASKED}, deque([ExtensionState.ASKED])
    while queue:
        for following in WAYS[queue.popleft()].values():
            if following not in seen:
                seen.add(following)
                queue.append(following)
    assert seen == set(ExtensionState)
    assert {step for ways in WAYS.values() for step in ways} == set(ExtensionStep)
