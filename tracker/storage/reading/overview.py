"""The figures of the overview. Each figure is counted by the filter whose list a click on it opens, so the two agree."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from tracker.domain.lights import LightRules
from tracker.domain.screens import THIS_PERIOD, Counts, LightCounts, Overview, TaskFilter
from tracker.domain.state_words import Pace
from tracker.domain.terms import Light, State
from tracker.storage.reader import Reader
from tracker.storage.reading.calendar import calendar_days
from tracker.storage.reading.filters import Condition, filtered
from tracker.storage.reading.light_sql import OVERDUE, STANDING_PACE, Lights, light_values
from tracker.storage.reading.tasks import UNIT_NAME, task_rows

ATTENTION = 20


def overview(db: Reader, plan_id: int | None, today: date, rules: LightRules, filters: Mapping[str, TaskFilter]) -> Overview:
    """`filters`: one for each figure of `Counts`."""
    counts, plans = _counts(db, plan_id, today, rules, filters)
    return Overview(
        counts=Counts(**counts),
        attention=tuple(task_rows(db, _attention(db, plan_id, today, rules), today, rules)),
        plans=tuple(plans),
        units=tuple(_per_unit(db, plan_id, today, rules)),
        upcoming=tuple(
            item
            for item in calendar_days(db, plan_id, today, today + timedelta(30), today, rules, with_leads=False)
            if item.light is not Light.DONE
        ),
    )


def _counts(
    db: Reader, plan_id: int | None, today: date, rules: LightRules, filters: Mapping[str, TaskFilter]
) -> tuple[dict[str, int], list[LightCounts]]:
    """All figures and the lights of each plan, in one pass over the tasks.

    Figures of lights alone are summed up from the lights: to judge each task once more for each of them would double the time.
    """
    of_lights = {name: wanted.lights for name, wanted in filters.items() if wanted == TaskFilter(plan_id=plan_id, lights=wanted.lights)}
    conditions = {name: Condition(db, wanted, today, rules, prefix=name) for name, wanted in filters.items() if name not in of_lights}
    values = {key: value for condition in conditions.values() for key, value in condition.values.items()}
    sums = "".join(f", SUM(CASE WHEN {condition.sql} THEN 1 ELSE 0 END)" for condition in conditions.values())
    where = "" if plan_id is None else "AND t.plan_id = :plan_id"
    rows = db.rows(
        f"""SELECT p.id, p.title, {Lights(db, today, rules).sql}, COUNT(*){sums} FROM task t JOIN plan p ON p.id = t.plan_id
        WHERE t.removed_on IS NULL {where} GROUP BY p.id, p.title, 3 ORDER BY p.id DESC""",
        **{**light_values(today, rules), **values, "plan_id": plan_id},
    )
    counts = {name: sum(row[3] for row in rows if not lights or Light(row[2]) in lights) for name, lights in of_lights.items()}
    counts |= {name: sum(row[place] for row in rows) for place, name in enumerate(conditions, 4)}
    return counts, _collected([row[:4] for row in rows])


def _attention(db: Reader, plan_id: int | None, today: date, rules: LightRules) -> list[int]:
    """The most urgent first: overdue by days, then other red, then yellow by day."""
    condition = Condition(db, TaskFilter(plan_id=plan_id, lights=frozenset({Light.RED, Light.AMBER})), today, rules)
    rows = db.rows(
        f"""SELECT t.id {filtered(condition)} ORDER BY CASE WHEN {OVERDUE} THEN 0 WHEN {condition.lights.sql} = 'red' THEN 1 ELSE 2 END,
        CASE WHEN t.due IS NULL THEN 1 ELSE 0 END, t.due, t.plan_id, t.number LIMIT {ATTENTION}""",
        **condition.values,
    )
    return [row[0] for row in rows]


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
    """How many tasks are in each state and how their percentage stands to 序时进度, over all plans."""
    rows = db.rows(
        f"SELECT t.state, {STANDING_PACE}, COUNT(*) FROM task t JOIN plan p ON p.id = t.plan_id WHERE t.removed_on IS NULL GROUP BY 1, 2",
        **light_values(today, rules),
    )
    return {(State(state), Pace(pace) if pace else None): count for state, pace, count in rows}


def _per_unit(db: Reader, plan_id: int | None, today: date, rules: LightRules) -> list[LightCounts]:
    """The tasks that each unit leads or shares, in the official order. Each task is judged once, however many units lead it."""
    lights = Lights(db, today, rules)
    where = "" if plan_id is None else "AND t.plan_id = :plan_id"
    rows = db.rows(
        f"""WITH lit AS MATERIALIZED
            (SELECT t.id, {lights.sql} AS light FROM task t JOIN plan p ON p.id = t.plan_id WHERE t.removed_on IS NULL {where})
        SELECT a.unit_id, lit.light, COUNT(*) FROM assignment a JOIN lit ON lit.id = a.task_id WHERE a.role IN ('lead', 'joint')
        GROUP BY a.unit_id, lit.light""",
        plan_id=plan_id,
        **lights.values,
    )
    of_unit: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for unit_id, shade, count in rows:
        of_unit[unit_id].append((shade, count))
    names = db.rows(f"SELECT u.id, {UNIT_NAME} FROM unit u ORDER BY u.position, u.id")
    return _collected([(unit_id, name, *one) for unit_id, name in names for one in of_unit[unit_id]])


def _collected(rows: list[tuple[int, str, str, int]]) -> list[LightCounts]:
    names: dict[int, str] = {}
    lights: dict[int, Counter[Light]] = defaultdict(Counter)
    for number, name, shade, count in rows:
        names[number] = name
        lights[number][Light(shade)] += count
    return [LightCounts(number, name, lights[number].total(), dict(lights[number])) for number, name in names.items()]


def figure_filters(plan_id: int | None, today: date) -> dict[str, TaskFilter]:
    """Which list each figure of `Counts` opens."""
    week, month = today + timedelta(7), today + timedelta(30)
    return {
        "total": TaskFilter(plan_id=plan_id),
        "completed": TaskFilter(plan_id=plan_id, states=frozenset({State.COMPLETED})),
        "overdue": TaskFilter(plan_id=plan_id, overdue=True),
        "red": TaskFilter(plan_id=plan_id, lights=frozenset({Light.RED})),
        "amber": TaskFilter(plan_id=plan_id, lights=frozenset({Light.AMBER})),
        "due_7": TaskFilter(plan_id=plan_id, due_from=today, due_to=week),
        "due_30": TaskFilter(plan_id=plan_id, due_from=today, due_to=month),
        "no_lead": TaskFilter(plan_id=plan_id, no_lead=True),
        "doubtful": TaskFilter(plan_id=plan_id, doubtful=True),
        "unreported": TaskFilter(plan_id=plan_id, unreported=THIS_PERIOD),
    }
