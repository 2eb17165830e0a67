"""Reading one file for the import page, away from the window."""

from dataclasses import dataclass
from pathlib import Path

from tracker.domain.records import PlanLikeness, PlanRecord
from tracker.errors import Cancelled
from tracker.progress import Progress
from tracker.storage.store import Store
from tracker.usecases.intake import plans
from tracker.usecases.intake.kept_reviews import ReviewInHand, in_hand
from tracker.usecases.intake.plan_review import ReviewSession
from tracker.usecases.intake.review_import import begin_review


@dataclass(frozen=True, slots=True)
class FileRead:
    """What came of reading one file; nothing where the user stopped it. `stored`: the plan with the same text; `begun`: its review
    that was put aside; `like`: a stored plan of which it may be a later version."""

    session: ReviewSession | None
    stored: PlanRecord | None = None
    begun: ReviewInHand | None = None
    like: PlanLikeness | None = None


def read_file(store: Store, reviews: Path, path: Path, progress: Progress) -> FileRead:
    """Read and understand the file, and look whether it is known already."""
    try:
        draft = plans.read_plan_file(store, path, progress)
    except Cancelled:
        return FileRead(None)
    return FileRead(begin_review(store, draft), plans.same_plan(store, draft), in_hand(reviews, draft), plans.similar_plan(store, draft))
