"""Keeps the comparison under way on disk after each step, beside the window: the newest state is written, older ones are skipped."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from tracker.domain.records import PlanRecord
from tracker.errors import UserError
from tracker.ui.context import Context
from tracker.usecases.intake.kept_reviews import ReviewInHand, ReviewsInHand, forget_review, restore_review
from tracker.usecases.intake.kept_revisions import Seen, keep_revision, open_revision, revision_file, revisions_in_hand
from tracker.usecases.intake.plan_revision import RevisionSession, compare
from tracker.usecases.intake.revision_rows import KeptRevision

Taken = tuple[RevisionSession, KeptRevision]


class RevisionKeeper:
    """The files of the comparisons in hand. All reading and writing is done by the runner, in the order it was asked for."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self.folder = ctx.paths.revisions
        self._newest: tuple[Path, KeptRevision, int, int] | None = None
        self._written: object = None
        self._made: Seen = {}
        self._told = False

    def file(self, session: RevisionSession) -> Path:
        """Where this comparison is kept."""
        return revision_file(self.folder, session.plan, session.draft.source_text)

    def keep(self, session: RevisionSession, reason: str, on: date | None, current: str) -> None:
        """Write the comparison as it stands now, soon."""
        self._newest = (self.file(session), session.kept(reason, on, current), session.missing, len(session.rows))
        self._ctx.runner.run_write(self._write, failed=self._could_not)

    def _write(self) -> None:
        newest = self._newest
        if newest is not None and newest is not self._written:
            file, kept, missing, total = newest
            keep_revision(file, kept, datetime.now(), missing, total, self._made)
            self._written = newest

    def _could_not(self, error: UserError) -> None:
        if not self._told:
            self._told = True
            self._ctx.tell(error)

    def read(self, plan: PlanRecord, then: Callable[[ReviewsInHand], None]) -> None:
        """The comparisons with this plan in hand, after everything that is still being written."""
        self._ctx.runner.run_write(lambda: revisions_in_hand(self.folder, plan), then)

    def open(self, plan: PlanRecord, review: ReviewInHand, then: Callable[[Taken], None], failed: Callable[[UserError], None]) -> None:
        """Take up a comparison that was put aside."""
        store = self._ctx.store

        def take() -> Taken:
            kept = open_revision(review.file)
            session = compare(store, plan.id, kept.draft)
            session.take_up(kept)
            return session, kept

        self._ctx.runner.run_write(take, then, failed=failed)

    def forget(self, file: Path, then: Callable[[bytes], None] | None = None) -> None:
        """The comparison is done or given up."""
        self._newest = None
        self._ctx.runner.run_write(lambda: forget_review(file), then)

    def restore(self, file: Path, held: bytes, then: Callable[[], None]) -> None:
        """Take back that a comparison was given up."""
        self._ctx.runner.run_write(lambda: restore_review(file, held), lambda _done: then())
