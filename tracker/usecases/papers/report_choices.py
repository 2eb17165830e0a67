"""What a document can be narrowed to in a plan: units, periods, years, leaders, tasks."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.periods import recent, sort_key
from tracker.domain.records import UnitRecord
from tracker.storage.reading import periods, plans, sheets, units
from tracker.storage.reading import report_choices as reading
from tracker.storage.reading.figures import figure_periods
from tracker.storage.reading.reporting import reporting_rule
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
    """`reported`: periods with reports, the newest first; `periods`: these with the one that runs and the one before. `figures`: periods
    with values of indicators or projects; `project_leaders`: who keeps contact with projects."""

    units: tuple[UnitRecord, ...]
    reported: tuple[str, ...]
    periods: tuple[str, ...]
    years: tuple[int, ...]
    leaders: tuple[str, ...]
    tasks: tuple[TaskChoice, ...]
    figures: tuple[str, ...] = ()
    project_leaders: tuple[str, ...] = ()


def choices_of(store: Store, plan_id: int, today: date, *, with_tasks: bool = True) -> ReportChoices:
    """The choices of a plan on a day; `with_tasks` False leaves the tasks out, for kinds that do not ask for them."""
    with store.read() as db:
        plan = plans.plan(db, plan_id)
        tasks = sheets.tasks(db, plan_id) if with_tasks else []
        loads = units.unit_loads(db, plan_id, today)
        reported = periods.report_periods(db, plan_id)
        names, contacts = reading.leaders(db, plan_id), reading.project_leaders(db, plan_id)
        figures = figure_periods(db, plan_id)
        rule = reporting_rule(db, plan_id)
    busy = {load.unit.id for load in loads if load.lead + load.joint + load.support + load.implement}
    busy |= {member for load in loads if load.unit.id in busy for member in load.unit.member_ids}
    busy |= {unit_id for task in tasks for unit_id in task.part_only}
    near = recent(today, rule.cycle, 1)[1:]
    days = [day for day in (plan.period_start, plan.period_end) if day] if plan else []
    years = range(min(day.year for day in (*days, today)), max(day.year for day in (*days, today)) + 1)
    return ReportChoices(
        tuple(load.unit for load in loads if load.unit.id in busy),
        tuple(reported),
        tuple(sorted({*reported, *near}, key=sort_key, reverse=True)),
        tuple(years),
        tuple(names),
        tuple(TaskChoice(task.id, task.number, task.title or task.content[:30], frozenset(task.units)) for task in tasks),
        tuple(figures),
        tuple(contacts),
    )
