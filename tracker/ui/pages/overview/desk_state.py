"""What the overview says besides its figures: who has not reported, what waits to be looked at, when the last backup was made."""

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tracker.paths import Paths
    from tracker.storage.store import Store
    from tracker.usecases.feedback.period_book import PeriodBook
    from tracker.usecases.feedback.period_lines import PeriodLine


class DeskState(NamedTuple):
    """`book`: the running period of the chosen plan, None for all plans; `reviews` and `waiting`: plans put aside and their rows;
    `extensions`: tasks that wait for a decision on a later limit, `claims`: for a check that they are done."""

    book: "PeriodBook | None"
    reviews: int
    waiting: int
    backup: datetime | None
    extensions: int = 0
    claims: int = 0


def read_desk_state(store: "Store", places: "Paths", plan_id: int | None, today: date) -> DeskState:
    """Read it all; made for a worker's thread. What it needs is loaded here, so that the first page stands without it."""
    from tracker.usecases.feedback.period_book import period_book
    from tracker.usecases.feedback.periods import asked_period
    from tracker.usecases.house.backup import backups
    from tracker.usecases.intake.kept_reviews import reviews_in_hand
    from tracker.usecases.work.extensions import waiting_tasks

    book = None if plan_id is None else period_book(store, plan_id, asked_period(store, plan_id, today), today)
    in_hand = reviews_in_hand(places.reviews).reviews
    latest = next(iter(backups(store, places)), None)
    waiting = sum(review.waiting for review in in_hand)
    made_at = None if latest is None else latest.made_at
    return DeskState(book, len(in_hand), waiting, made_at, *waiting_tasks(store, plan_id))


def read_lines(store: "Store", today: date) -> "tuple[PeriodLine, ...]":
    """How every plan stands in the period that it asks for: a book for each is read, which takes long where there are many tasks."""
    from tracker.usecases.feedback.period_lines import period_lines

    return tuple(period_lines(store, today))


def backup_words(made_at: datetime | None, today: date) -> str:
    """上次备份 今天 08:31."""
    if made_at is None:
        return "还没有备份"
    days = (today - made_at.date()).days
    when = "今天" if days == 0 else "昨天" if days == 1 else f"{made_at.month}月{made_at.day}日"
    return f"上次备份 {when} {made_at:%H:%M}"
