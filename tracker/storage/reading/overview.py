"""The figures of the overview. Each figure is counted by the filter whose list a click on it opens, so the two agree."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from heapq import nsmallest

from tracker.domain.lights import LightRules
from tracker.domain.screens import THIS_PERIOD, CalendarItem, Counts, LightCounts, Overview, TaskFilter
from tracker.domain.state_words import Pace
from tracker.domain.terms import Light, State
from tracker.storage.memory import Edit
from tracker.storage.reader import Reader
from tracker.storage.reading import joined_numbers, numbers
from tracker.storage.reading.calendar import calendar_days
from tracker.storage.reading.filters import UNPROVED, Condition, filtered
from tracker.storage.reading.judged import Judged, LightsOf, judged
from tracker.storage.reading.leads import leads
from tracker.storage.reading.light_sql import STANDING_PACE, Lights, light_values
from tracker.storage.reading.tasks import task_rows
from tracker.storage.sqlite import joined

ATTENTION = 20
_COMPLETED = frozenset({State.COMPLETED})


def overview(db: Reader, plan_id: int | None, today: date, rules: LightRules, filters: Mapping[str, TaskFilter]) -> Overview:
    """`filters`: one for each figure of `Counts`. What is due in the next days is read by itself (`upcoming`)."""
    known = judged(db, plan_id, today, rules)
    titles = dict(db.rows("SELECT p.id, p.title FROM plan p ORDER BY p.id DESC"))
    plans = [(plan, title, known.ids[slice(*known.plans[plan])]) for plan, title in titles.items() if plan in known.plans]
    units = [(unit.id, unit.name, unit.tasks) for unit in leads(db).units]
    urgent = nsmallest(ATTENTION, known.urgent, key=known.urgent.__getitem__)
    return Overview(
        counts=Counts(**_counts(db, known, today, rules, filters)),
        attention=tuple(task_rows(db, urgent, today, rules)),
        plans=tuple(_collected(known, *plan) for plan in plans),
        units=tuple(unit for unit in (_collected(known, *one) for one in units) if unit.total),
    )


def upcoming(db: Reader, plan_id: int | None, today: date, rules: LightRules) -> tuple[CalendarItem, ...]:
    """What is due in the next 30 days and not done, without its leads."""
    items = calendar_days(db, plan_id, today, today + timedelta(30), today, rules, with_leads=False)
    return tuple(item for item in items if item.light is not Light.DONE)


def _counts(db: Reader, known: Judged, today: date, rules: LightRules, filters: Mapping[str, TaskFilter]) -> Mapping[str, int]:
    """Each figure, by its name.

    What follows from the lights, and who leads, is known from them; everything else is asked for by itself, and after an edit only
    whether the edited tasks are among them.
    """
    every = LightsOf(known.initials)
    counts = {}
    for name, wanted in filters.items():
        within = TaskFilter(plan_id=wanted.plan_id)
        if wanted == within:
            counts[name] = len(known.ids)
        elif wanted == within._replace(lights=wanted.lights):
            counts[name] = sum(every.get(light, 0) for light in wanted.lights)
        elif wanted == within._replace(states=_COMPLETED):
            counts[name] = every.get(Light.DONE, 0)
        elif wanted == within._replace(overdue=True):
            counts[name] = len(known.late)
        elif wanted == within._replace(no_lead=True):
            counts[name] = len(leads(db).without(known.ids))
        else:
            counts[name] = len(_passing(db, wanted, today, rules))
    return counts


def _passing(db: Reader, wanted: TaskFilter, today: date, rules: LightRules) -> frozenset[int]:
    """The tasks that pass a filter by their days, reports or doubts."""

    def read(some: str = "TRUE") -> frozenset[int]:
        condition = Condition(db, wanted, today, rules)
        return frozenset(joined_numbers(db.value(f"SELECT {joined('t.id')} {filtered(condition)} AND {some}", **condition.values)))

    def mend(before: frozenset[int], edits: Sequence[Edit]) -> frozenset[int]:
        edited = {edit.row_id for edit in edits}
        return before.difference(edited) | read(f"t.id IN {numbers(edited)}")

    return db.kept(("passing", wanted, today), ("task", "deadline", "progress_report", "finding", "plan", "setting"), read, mend)


def light_counts(db: Reader, today: date, rules: LightRules) -> dict[Light, int]:
    """How many tasks show each light, over all plans."""
    lights = Lights(db, today, rules)
    rows = db.rows(
        f"SELECT {lights.sql}, COUNT(*) FROM task t JOIN plan p ON p.id = t.plan_id WHERE t.removed_on IS NULL GROUP BY 1",
        **lights.values,
    )
    return {Light(shade): count for shade, count in rows}


def other_lights(db: Reader, today: date, now: LightRules, wanted: LightRules) -> list[int]:
    """The tasks that show another light under the wanted rules than now, in printed order."""
    before, after = Lights(db, today, now), Lights(db, today, wanted)
    rows = db.rows(
        f"""SELECT t.id FROM task t JOIN plan p ON p.id = t.plan_id WHERE t.removed_on IS NULL AND {before.sql} <> {after.sql}
        ORDER BY t.plan_id, t.number, t.id""",
        **after.values,
    )
    return [row[0] for row in rows]


def standing_counts(db: Reader, today: date, rules: LightRules) -> dict[tuple[State, Pace | None], int]:
    """How many tasks are in each state and how their percentage stands to 序时进度, over all plans; without those that wait for a
    check that they are done, which show no word of a state."""
    rows = db.rows(
        f"""SELECT t.state, {STANDING_PACE}, COUNT(*) FROM task t JOIN plan p ON p.id = t.plan_id
        WHERE t.removed_on IS NULL AND NOT {UNPROVED} GROUP BY 1, 2""",
        **light_values(today, rules),
    )
    return {(State(state), Pace(pace) if pace else None): count for state, pace, count in rows}


def claimed_count(db: Reader) -> int:
    """How many tasks are said to be done and wait for their check."""
    return int(db.value(f"SELECT COUNT(*) FROM task t WHERE t.removed_on IS NULL AND {UNPROVED}") or 0)


def _collected(known: Judged, number: int, name: str, tasks: Sequence[int]) -> LightCounts:
    """The lights of a plan's or a unit's tasks."""
    initials = known.of(tasks)
    return LightCounts(number, name, len(initials), LightsOf(initials))


def figure_filters(plan_id: int | None, today: date) -> dict[str, TaskFilter]:
    """Which list each figure of `Counts` opens."""
    week, month = today + timedelta(7), today + timedelta(30)
    return {
        "total": TaskFilter(plan_id=plan_id),
        "completed": TaskFilter(plan_id=plan_id, states=_COMPLETED),
        "overdue": TaskFilter(plan_id=plan_id, overdue=True),
        "red": TaskFilter(plan_id=plan_id, lights=frozenset({Light.RED})),
        "amber": TaskFilter(plan_id=plan_id, lights=frozenset({Light.AMBER})),
        "due_7": TaskFilter(plan_id=plan_id, due_from=today, due_to=week),
        "due_30": TaskFilter(plan_id=plan_id, due_from=today, due_to=month),
        "no_lead": TaskFilter(plan_id=plan_id, no_lead=True),
        "doubtful": TaskFilter(plan_id=plan_id, doubtful=True),
        "unreported": TaskFilter(plan_id=plan_id, unreported=THIS_PERIOD),
    }
