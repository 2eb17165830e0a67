"""Keeps the review of returned files on disk after each step, beside the window; older states that wait are skipped."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tracker.errors import UserError
from tracker.ui.context import Context
from tracker.usecases.feedback.kept_sheets import SheetsInHand, forget_sheets, keep_sheets, review_place, sheets_in_hand
from tracker.usecases.feedback.sheet_review import ReviewState, SheetReview


class SheetsKeeper:
    """The files of the reviews in hand. All is done by the runner, in the order in which it was asked for."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._newest: tuple[SheetReview, ReviewState] | None = None
        self._written: ReviewState | None = None
        self._told = False

    def place(self, plan_id: int, period: str) -> Path:
        """Where the review of this plan and period is kept."""
        return review_place(self._ctx.store, self._ctx.paths, plan_id, period)

    def keep(self, review: SheetReview) -> None:
        """Write the review as it stands."""
        self._newest = (review, review.state)
        self._ctx.runner.run_write(self._write, failed=self._could_not)

    def _write(self) -> None:
        newest = self._newest
        if newest is not None and newest[1] is not self._written:
            review, state = newest
            keep_sheets(self.place(review.plan_id, review.period), review, datetime.now())
            self._written = state

    def _could_not(self, error: UserError) -> None:
        if not self._told:
            self._told = True
            self._ctx.tell(error)

    def read(self, then: Callable[[list[SheetsInHand]], None]) -> None:
        """The reviews in hand, after everything that is still being written."""
        self._ctx.runner.run_write(lambda: sheets_in_hand(self._ctx.store, self._ctx.paths), then)

    def forget(self, file: Path, then: Callable[[], None] | None = None) -> None:
        """The review is done or given up."""
        self._newest = None
        self._ctx.runner.run_write(lambda: forget_sheets(file), lambda _done: then() if then else None)
