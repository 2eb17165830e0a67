"""What a document can be narrowed to in a plan: units, periods, years, leaders, tasks."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.records import UnitRecord
from tracker.storage.reading import periods, plans, report_choices, sheets, units
from tracker.storage.store import Store


@dataclass(frozen=True, slots=True)
class TaskChoice:
    """A task with the ids of the units that have a part in it."""

    id: int
    number: int
    title: str
    unit_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class ReportChoices:
    """`reported`: periods with reports, the newest first; `periods`: these with this month and the one before."""

    units: tuple[UnitRecord, ...]
    reported: tuple[str, ...]
    periods: tuple[str, ...]
    years: tuple[int, ...]
    leaders: tuple[str, ...]
    tasks: tuple[TaskChoice, ...]


def choices_of(store: Store, plan_id: int, today: date) -> ReportChoices:
    """The choices of a plan on a day."""
    with store.read() as db:
        plan = plans.plan(db, plan_id)
        tasks = sheets.tasks(db, plan_id)
        busy = {load.unit.id for load in units.unit_loads(db, plan_id, today) if load.lead + load.joint + load.support + load.implement}
        busy |= {unit_id for task in tasks for unit_id in task.units}
        known = tuple(unit for unit in units.units(db) if unit.id in busy)
        reported = periods.report_periods(db, plan_id)
        names = report_choices.leaders(db, plan_id)
    before = date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)
    near = {f"{day:%Y-%m}" for day in (today, before)}
    days = [day for day in (plan.period_start, plan.period_end, today) if day] if plan else [today]
    years = range(min(day.year for day in days), max(day.year for day in days) + 1)
    return ReportChoices(
        known,
        tuple(reported),
        tuple(sorted({*reported, *near}, reverse=True)),
        tuple(years),
        tuple(names),
        tuple(TaskChoice(task.id, task.number, task.title or task.content[:30], frozenset(task.units)) for task in tasks),
    )
