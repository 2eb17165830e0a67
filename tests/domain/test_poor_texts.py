"""Reports that tell nothing."""

import pytest

from tracker.domain.poor_texts import Poor, poor_text
from tracker.domain.terms import State


@pytest.mark.parametrize(
    ("state", "text", "before", "poor"),
    [
        (State.IN_PROGRESS, "", None, Poor.EMPTY),
        (State.IN_PROGRESS, " 。", "已开工。", Poor.EMPTY),
        (State.IN_PROGRESS, "已开工，完成三成。", "已开工,完成三成", Poor.REPEATED),
        (State.IN_PROGRESS, "已开工，完成三成。", None, None),
        (State.IN_PROGRESS, "已开工，完成四成。", "已开工，完成三成。", None),
        (None, "", None, Poor.EMPTY),
        (State.COMPLETED, "", None, None),
        (State.ONGOING, "按月巡查", "按月巡查", None),
    ],
)
def test_what_tells_nothing(state: State | None, text: str, before: str | None, poor: Poor | None) -> None:
    assert poor_text(state, text, before) is poor
