"""What the overview says besides its figures: who has not reported, what waits to be looked at, when the last backup was made."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tracker.paths import Paths
    from tracker.storage.store import Store
    from tracker.usecases.feedback.period_book import PeriodBook
    from tracker.usecases.feedback.period_lines import PeriodLine
    from tracker.usecases.feedback.shelf import SheetsInHand


class Aside(NamedTuple):
    """Reviews of one kind that were put aside: their files, the rows to be decided, and the plan and period of the latest."""

    files: int = 0
    waiting: int = 0
    plan_id: int | None = None
    period: str = ""


class AllAside(NamedTuple):
    """What was put aside: plans, returned sheets of tasks, returned sheets of indicators and projects."""

    plans: Aside
    sheets: Aside
    figures: Aside


class DeskState(NamedTuple):
    """`book`: the running period of the chosen plan, None for all plans; `extensions`: tasks that wait for a decision on a later limit,
    `claims`: for a check that they are done."""

    book: "PeriodBook | None"
    backup: datetime | None
    extensions: int = 0
    claims: int = 0


def read_desk_state(store: "Store", places: "Paths", plan_id: int | None, today: date) -> DeskState:
    """Read it all; made for a worker's thread. What it needs is loaded here, so that the first page stands without it."""
    from tracker.usecases.feedback.period_book import period_book
    from tracker.usecases.feedback.periods import asked_period
    from tracker.usecases.house.backup import backups
    from tracker.usecases.work.extensions import waiting_tasks

    book = None if plan_id is None else period_book(store, plan_id, asked_period(store, plan_id, today), today)
    latest = next(iter(backups(store, places)), None)
    made_at = None if latest is None else latest.made_at
    return DeskState(book, made_at, *waiting_tasks(store, plan_id))


def read_aside(store: "Store", places: "Paths", plan_id: int | None) -> AllAside:
    """The reviews that were put aside; those of sheets only where they are of the chosen plan."""
    from tracker.usecases.feedback.kept_figures import figures_in_hand
    from tracker.usecases.feedback.kept_sheets import sheets_in_hand
    from tracker.usecases.intake.kept_reviews import reviews_in_hand

    reviews = reviews_in_hand(places.reviews).reviews
    drafts = Aside(len(reviews), sum(review.waiting for review in reviews))
    return AllAside(drafts, _aside(sheets_in_hand(store, places), plan_id), _aside(figures_in_hand(store, places), plan_id))


def _aside(found: "Sequence[SheetsInHand]", plan_id: int | None) -> Aside:
    """Those of the chosen plan, or all, in one."""
    held = [one for one in found if plan_id in (None, one.plan_id)]
    if not held:
        return Aside()
    return Aside(sum(one.files for one in held), sum(one.waiting for one in held), held[0].plan_id, held[0].period)


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
