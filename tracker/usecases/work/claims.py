"""What a report or a person says of a task's state, decided for one task or thousands; claims of completion are kept apart.

Every use case that writes a state goes through `Claims.decide`, so that 已完成 waits for its proof wherever it comes from.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.completion import WAYS, CheckState, CheckStep, Proof, must_prove
from tracker.domain.reporting import Standing, decided
from tracker.domain.terms import State
from tracker.storage.reading import completion

if TYPE_CHECKING:
    from tracker.storage.journal import Work


class Claims:
    """Within a transaction: the claims of these tasks; `write` stores what `decide` found."""

    def __init__(self, work: "Work", ids: Sequence[int], today: date) -> None:
        self._work, self._today = work, today
        db = work.read()
        self._proof = completion.proof(db)
        self._open = completion.open_claims(db, ids)
        self._proved = completion.proved_by_files(db, ids) if self._proof is Proof.EVIDENCE else set()
        self._made: list[dict[str, Any]] = []
        self._dropped: list[int] = []

    def decide(
        self, task_id: int, now: Standing, state: State, percent: float | None, last_open: float | None, period: str, by: str
    ) -> Standing:
        """How the task stands after what was said. `period` "": a person set the state; `by`: where the word comes from."""
        waits = must_prove(self._proof, task_id in self._proved)
        standing, claims = decided(now, state, percent, last_open, self._today, waits=waits)
        held = self._open.get(task_id)
        if claims and held is None:
            self._made.append({"task_id": task_id, "period": period, "claimed_on": self._today, "claimed_by": by})
        elif not claims and held is not None:
            self._dropped.append(held)
        return standing

    def write(self) -> None:
        """Store new claims, and close those that a later word has overtaken."""
        from tracker.storage.tables import CompletionCheck

        if self._made:
            self._work.insert_many(CompletionCheck, self._made)
        closed = {"state": WAYS[CheckState.CLAIMED][CheckStep.DROP], "checked_on": self._today, "words": "后来报的状态不同"}
        if self._dropped:
            self._work.update_many("completion_check", dict.fromkeys(self._dropped, closed))
