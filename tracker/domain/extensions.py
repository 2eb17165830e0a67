"""Requests for a later time limit (延期申请): a unit asks with a reason, the office grants or refuses, the old limit stays on record."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class ExtensionState(StrEnum):
    """How a request stands."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _STATES[self]


class ExtensionStep(StrEnum):
    """What can be done with a request."""

    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"

    @property
    def label(self) -> str:
        return _STEPS[self]


_STATES = {
    ExtensionState.ASKED: "待批",
    ExtensionState.GRANTED: "已批准",
    ExtensionState.REFUSED: "未批准",
    ExtensionState.WITHDRAWN: "已撤回",
}
_STEPS = {ExtensionStep.GRANT: "批准", ExtensionStep.REFUSE: "不批准", ExtensionStep.WITHDRAW: "撤回"}

WAYS: dict[ExtensionState, dict[ExtensionStep, ExtensionState]] = {
    ExtensionState.ASKED: {
        ExtensionStep.GRANT: ExtensionState.GRANTED,
        ExtensionStep.REFUSE: ExtensionState.REFUSED,
        ExtensionStep.WITHDRAW: ExtensionState.WITHDRAWN,
    },
    ExtensionState.GRANTED: {},
    ExtensionState.REFUSED: {},
    ExtensionState.WITHDRAWN: {},
}
"""Where each state leads. A decision is final: who wants another day asks again, and undo takes a slip back."""
FINAL = frozenset({ExtensionState.GRANTED, ExtensionState.REFUSED, ExtensionState.WITHDRAWN})


class ExtensionRecord(NamedTuple):
    """A request as it stands. `wording` and `old_due`: the limit as it was when it was asked; `granted`: the day that was given."""

    id: int
    task_id: int
    number: int
    title: str
    plan_id: int
    plan_title: str
    deadline_id: int | None
    unit_id: int | None
    unit: str
    wording: str
    old_due: date | None
    wished: date
    reason: str
    asked_on: date
    asked_by: str
    state: ExtensionState
    granted: date | None = None
    decided_on: date | None = None
    decided_by: str = ""
    words: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state not in FINAL

    @property
    def outcome(self) -> str:
        """How it stands, in words: 已批准，延至2026年12月31日."""
        given = f"，延至{self.granted.year}年{self.granted.month}月{self.granted.day}日" if self.granted else ""
        return f"{self.state.label}{given}"
