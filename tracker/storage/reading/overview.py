"""The figures of the overview. Each figure is counted by the filter whose list a click on it opens, so the two agree."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from heapq import nsmallest
from itertools import groupby
from typing import NamedTuple

from tracker.domain.lights import LightRules
from tracker.domain.screens import THIS_PERIOD, CalendarItem, Counts, LightCounts, Overview, TaskFilter
from tracker.domain.state_words import Pace
from tracker.domain.terms import Light, State
from tracker.storage.reader import Reader
from tracker.storage.reading import joined_numbers
from tracker.storage.reading.calendar import calendar_days
from tracker.storage.reading.filters import UNPROVED, Condition, filtered
from tracker.storage.reading.light_sql import OVERDUE, STANDING_PACE, Lights, light_values
from tracker.storage.reading.tasks import UNIT_NAME, task_rows
from tracker.storage.sqlite import joined

ATTENTION = 20
_COMPLETED = frozenset({State.COMPLETED})


def overview(db: Reader, plan_id: int | None, today: date, rules: LightRules, filters: Mapping[str, TaskFilter]) -> Overview:
    """`filters`: one for each figure of `Counts`. What is due in the next days is read by itself (`upcoming`)."""
    lit = _lit(db, plan_id, today, rules)
    units, led = _per_unit(db, lit)
    titles = dict(db.rows("SELECT p.id, p.title FROM plan p ORDER BY p.id DESC"))
    return Overview(
        counts=Counts(**_counts(db, lit, led, today, rules, filters)),
        attention=tuple(task_rows(db, [int(key.rpartition(" ")[2]) for key in nsmallest(ATTENTION, lit.urgent)], today, rules)),
        plans=tuple(_collected(lit.plans[plan], plan, title) for plan, title in titles.items() if plan in lit.plans),
        units=tuple(units),
    )


def upcoming(db: Reader, plan_id: int | None, today: date, rules: LightRules) -> tuple[CalendarItem, ...]:
    """What is due in the next 30 days and not done, without its leads."""
    items = calendar_days(db, plan_id, today, today + timedelta(30), today, rules, with_leads=False)
    return tuple(item for item in items if item.light is not Light.DONE)


class _Lit(NamedTuple):
    """All tasks, judged once. `ids`: of all of them; `lights`: at the place of each id the first letter of its light, 0 elsewhere;
    `plans`: these letters by plan.

    `urgent`: of the red and yellow ones what they are sorted by (overdue by days, then other red, then yellow by day), with the id
    behind it; `late`: how many are overdue.
    """

    ids: Sequence[int]
    lights: bytearray
    plans: Mapping[int, str]
    urgent: list[str]
    late: int


def _lit(db: Reader, plan_id: int | None, today: date, rules: LightRules) -> _Lit:
    """One pass over the tasks."""
    lights = Lights(db, today, rules)
    rank = "CASE WHEN is_late THEN '0' WHEN light = 'red' THEN '1' ELSE '2' END"
    place = "COALESCE(due, '9') || SUBSTR('00000000' || plan_id, -8) || SUBSTR('00000000' || number, -8) || ' ' || id"
    where = "" if plan_id is None else "AND t.plan_id = :plan_id"
    row = db.row(
        f"""SELECT {joined("id")}, {joined("plan_id")}, {joined("SUBSTR(light, 1, 1)", "")},
        {joined(f"CASE WHEN light IN ('red', 'amber') THEN {rank} || {place} END")}, SUM(is_late) FROM
        (SELECT t.id AS id, t.plan_id AS plan_id, t.number AS number, t.due AS due, {lights.sql} AS light, {OVERDUE} AS is_late
        FROM task t JOIN plan p ON p.id = t.plan_id WHERE t.removed_on IS NULL {where} ORDER BY t.plan_id, t.number)""",
        **{**lights.values, "plan_id": plan_id},
    )
    letters, by_plan, first = row[2] or "", {}, 0
    for plan, run in groupby(joined_numbers(row[1])):
        last = first + len(list(run))
        by_plan[plan] = letters[first:last]
        first = last
    ids, shown = joined_numbers(row[0]), bytearray((db.value("SELECT MAX(id) FROM task") or 0) + 1)
    for task_id, letter in zip(ids, letters.encode(), strict=True):
        shown[task_id] = letter
    return _Lit(ids, shown, by_plan, row[3].split(",") if row[3] else [], row[4] or 0)


def _counts(db: Reader, lit: _Lit, led: set[int], today: date, rules: LightRules, filters: Mapping[str, TaskFilter]) -> Mapping[str, int]:
    """Each figure, by its name.

    What follows from the lights, and who leads, is known from them; everything else is asked for by itself: for most of it the
    database has an index, and to ask of each task beside its light would take twice the time.
    """
    every = "".join(lit.plans.values())
    counts = {}
    for name, wanted in filters.items():
        within = TaskFilter(plan_id=wanted.plan_id)
        if wanted == within:
            counts[name] = len(every)
        elif wanted == within._replace(lights=wanted.lights):
            counts[name] = sum(every.count(light[0]) for light in wanted.lights)
        elif wanted == within._replace(states=_COMPLETED):
            counts[name] = every.count(Light.DONE[0])
        elif wanted == within._replace(overdue=True):
            counts[name] = lit.late
        elif wanted == within._replace(no_lead=True):
            counts[name] = len(set(lit.ids).difference(led))
        else:
            condition = Condition(db, wanted, today, rules)
            counts[name] = db.value(f"SELECT COUNT(*) {filtered(condition)}", **condition.values)
    return counts


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


def _per_unit(db: Reader, lit: _Lit) -> tuple[list[LightCounts], set[int]]:
    """The tasks that each unit leads or shares, in the official order; and all tasks that somebody leads or shares.

    Asked unit by unit, so that the index leads to these roles alone.
    """
    rows = db.rows(
        f"""SELECT u.id, {UNIT_NAME}, (SELECT {joined("a.task_id")} FROM assignment a
        WHERE a.unit_id = u.id AND a.role IN ('lead', 'joint')) FROM unit u ORDER BY u.position, u.id"""
    )
    found, led = [], set[int]()
    for unit_id, name, text in rows:
        tasks = joined_numbers(text)
        led.update(tasks)
        letters = bytes(map(lit.lights.__getitem__, tasks)).translate(None, b"\0")
        found.append(_collected(letters.decode(), unit_id, name))
    return [one for one in found if one.total], led


def _collected(letters: str, number: int, name: str) -> LightCounts:
    """The lights of a plan or a unit, from their first letters."""
    return LightCounts(number, name, len(letters), {light: count for light in Light if (count := letters.count(light[0]))})


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
