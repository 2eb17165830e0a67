"""What the page reads for its book, and the change of the rule by which units report."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tracker.domain.periods import asked_now
from tracker.domain.records import Changes, UnitRecord
from tracker.storage.store import Store
from tracker.ui.pages.sheets.rule_form import RuleForm
from tracker.usecases.feedback.period_book import PeriodBook, period_book, reporting_day
from tracker.usecases.feedback.periods import PlanPeriods, plan_periods, set_reporting_rule

if TYPE_CHECKING:
    from tracker.ui.pages.sheets.page import SheetsPage


class BookRead(NamedTuple):
    """The book of a period, the periods of the plan, the units, and the day of the office."""

    book: PeriodBook
    periods: PlanPeriods
    units: list[UnitRecord]
    office_day: int


def book_reader(store: Store, plan_id: int, period: str, today: date) -> Callable[[], BookRead]:
    """What reads it all, for a worker's thread."""

    def read() -> BookRead:
        from tracker.usecases.house.units import list_units

        book = period_book(store, plan_id, period, today)
        return BookRead(book, plan_periods(store, plan_id, today), list_units(store), reporting_day(store))

    return read


def title_reader(store: Store, task_ids: Sequence[int], today: date) -> Callable[[], dict[int, str]]:
    """What reads the names of these tasks, for a worker's thread."""

    def read() -> dict[int, str]:
        from tracker.usecases.work.tasks import task_rows

        return {row.id: row.title for row in task_rows(store, list(task_ids), today)}

    return read


def open_rule(page: "SheetsPage") -> None:
    """Let the rule of the plan be changed; the page then shows the period that is asked for under it."""
    read, plan_id = page.read, page.plan_id
    plan = next((plan for plan in page.ctx.plans if plan.id == plan_id), None)
    if read is None or plan is None or page.session is not None:
        return
    ctx, today = page.ctx, page.ctx.today()
    form = RuleForm(plan.title, read.periods, read.office_day, today)

    def save() -> None:
        rule, known = form.rule, form.known

        def done(_changes: Changes) -> None:
            page.close_form()
            page.choose_period(asked_now(today, known))

        ctx.change(
            lambda: set_reporting_rule(ctx.store, plan.id, rule),
            done,
            say=f"已改为{known.words}报送",
            failed=lambda error: form.complaint.say(str(error)),
        )

    page.show_form(form, save)
