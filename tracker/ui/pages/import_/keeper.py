"""Keeps the review under way on disk after each step, beside the window: the newest state is written, older ones are skipped."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from tracker.errors import UserError
from tracker.ui.context import Context
from tracker.usecases.intake.kept_queue import kept_queue
from tracker.usecases.intake.kept_reviews import (
    ReviewInHand,
    ReviewsInHand,
    forget_review,
    keep_review,
    open_review,
    restore_review,
    review_file,
    reviews_in_hand,
)
from tracker.usecases.intake.plan_review import KeptReview, ReviewSession
from tracker.usecases.intake.review_import import resume_review

Taken = tuple[ReviewSession, int | None]


class ReviewKeeper:
    """The files of the reviews in hand. All reading and writing is done by the runner, in the order it was asked for."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self.folder = ctx.paths.reviews
        self._newest: tuple[Path, KeptReview, int] | None = None
        self._written: object = None
        self._told = False
        self._made: dict[int, tuple[object, Any]] = {}

    def keep(self, session: ReviewSession, current: int | None) -> None:
        """Write the session as it stands now."""
        self._newest = (review_file(self.folder, session.draft), session.kept(current), session.missing)
        self._ctx.runner.run_write(self._write, failed=self._could_not)

    def _write(self) -> None:
        newest = self._newest
        if newest is not None and newest is not self._written:
            file, kept, missing = newest
            keep_review(file, kept, datetime.now(), missing, self._made)
            self._written = newest

    def _could_not(self, error: UserError) -> None:
        if not self._told:
            self._told = True
            self._ctx.tell(error)

    def read(self, then: Callable[[ReviewsInHand], None], waiting: Callable[[tuple[Path, ...]], None]) -> None:
        """The reviews in hand and the files that wait, after everything that is still being written."""

        def took(found: tuple[ReviewsInHand, tuple[Path, ...]]) -> None:
            waiting(found[1])
            then(found[0])

        self._ctx.runner.run_write(lambda: (reviews_in_hand(self.folder), kept_queue(self.folder)), took)

    def open(self, review: ReviewInHand, then: Callable[[Taken], None], failed: Callable[[UserError], None]) -> None:
        """Take up a review that was put aside."""
        store = self._ctx.store

        def take() -> Taken:
            kept = open_review(review.file)
            return resume_review(store, kept), kept.current

        self._ctx.runner.run_write(take, then, failed=failed)

    def forget(self, file: Path, then: Callable[[bytes], None] | None = None) -> None:
        """The review is done or given up."""
        self._newest = None
        self._made = {}
        self._ctx.runner.run_write(lambda: forget_review(file), then)

    def restore(self, file: Path, held: bytes, then: Callable[[], None]) -> None:
        """Take back that a review was given up."""
        self._ctx.runner.run_write(lambda: restore_review(file, held), lambda _done: then())
