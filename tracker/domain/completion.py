"""Completion that must be proved (完成核验): where the office wants it, 已完成 counts only after evidence and a check."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.periods import sort_key


class Proof(StrEnum):
    """What the office wants before a task counts as done."""

    NONE = "none"
    EVIDENCE = "evidence"
    CHECK = "check"

    @property
    def label(self) -> str:
        return _PROOFS[self]


class CheckState(StrEnum):
    """How a claim of completion stands."""

    CLAIMED = "claimed"
    PASSED = "passed"
    RETURNED = "returned"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return _STATES[self]


class CheckStep(StrEnum):
    """What becomes of a claim; it is dropped where a later report says otherwise."""

    PASS = "pass"
    RETURN = "return"
    DROP = "drop"


_PROOFS = {Proof.NONE: "不用核验", Proof.EVIDENCE: "要有佐证", Proof.CHECK: "要有佐证并核验"}
_STATES = {
    CheckState.CLAIMED: "待核验",
    CheckState.PASSED: "核验通过",
    CheckState.RETURNED: "核验退回",
    CheckState.DROPPED: "已改报",
}

WAYS: dict[CheckState, dict[CheckStep, CheckState]] = {
    CheckState.CLAIMED: {
        CheckStep.PASS: CheckState.PASSED,
        CheckStep.RETURN: CheckState.RETURNED,
        CheckStep.DROP: CheckState.DROPPED,
    },
    CheckState.PASSED: {},
    CheckState.RETURNED: {},
    CheckState.DROPPED: {},
}
"""Where each state leads. What was returned is claimed anew by the next report that says 已完成."""
PENDING = _STATES[CheckState.CLAIMED]
"""What a list, a document and a group call a task that is said to be done and waits for its check."""
FINAL = frozenset({CheckState.PASSED, CheckState.RETURNED, CheckState.DROPPED})


def must_prove(proof: Proof, has_evidence: bool) -> bool:
    """Whether a claim has to wait: for its evidence, or for the check whatever there is."""
    return proof is Proof.CHECK or (proof is Proof.EVIDENCE and not has_evidence)


def is_unproved(period: str, claims: Iterable[tuple[str, bool]]) -> bool:
    """Whether what a period's report says of completion does not count: `claims` are periods that were not proved, and whether the
    claim still waits; while it waits, later reports that say the same wait with it."""
    return any(period == claimed or (waits and sort_key(claimed) <= sort_key(period)) for claimed, waits in claims)


def waits_at(period: str, claims: Iterable[tuple[str, bool]]) -> bool:
    """Whether what a period's report says of completion still waits for its check, and was not sent back."""
    return any(waits and sort_key(claimed) <= sort_key(period) for claimed, waits in claims)


def pending(reason: str, plain: str) -> str:
    """The same words of a task that waits for its check: 待核验, with what else there is to say of it."""
    return PENDING if reason == plain else f"{PENDING}，{reason}"


class CheckRecord(NamedTuple):
    """A claim as it stands. `period`: the report that claimed it, "" where a person did; `files`: how many files prove it."""

    id: int
    task_id: int
    period: str
    claimed_on: date
    claimed_by: str
    evidence: str
    state: CheckState
    checked_on: date | None = None
    checked_by: str = ""
    words: str = ""
    files: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it waits for its check."""
        return self.state not in FINAL

    @property
    def has_evidence(self) -> bool:
        """Whether words or files prove it."""
        return bool(self.evidence.strip()) or self.files > 0
