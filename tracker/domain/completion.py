"""Completion that must be proved (完成核验): where the office wants it, 已完成 counts only after evidence and a check."""

from enum import StrEnum


class CheckState(StrEnum):
    """How a claim of completion stands."""

    CLAIMED = "claimed"
    PASSED = "passed"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES = {CheckState.CLAIMED: "待核验", CheckState.PASSED: "核验通过", CheckState.RETURNED: "核验退回"}
