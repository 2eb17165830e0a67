"""The light in SQL and the light in Python are one rule: compared over a grid of cases, and counted by filters."""

from collections import Counter
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from tests.stores import NOW, TODAY
from tracker.domain.lights import BY_MONTHS, DEFAULT, Cause, LightRules, light
from tracker.domain.periods import Cycle
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.state_words import FIVE
from tracker.domain.terms import DeadlineKind, Light, State
from tracker.storage.journal import Work
from tracker.storage.reading.overview import standing_counts
from tracker.storage.reading.silence import silence
from tracker.storage.reading.task_list import task_list
from tracker.storage.reading.tasks import task_rows
from tracker.storage.store import Store

HEARD = (None, date(2026, 9, 30), date(2026, 8, 31), date(2026, 8, 20), date(2026, 7, 31), date(2026, 6, 30), date(2026, 1, 5))
SET = {3: "green", 11: "amber", 19: "red"}
DAYS = (-400, -16, -1, 0, 1, 3, 6, 7, 8, 30, 200)
PERCENTS = (None, 0.0, 17.5, 39.9, 40.0, 55.0, 69.99, 70.0, 90.0, 100.0)
PLANS: tuple[dict[str, Any], ...] = (
    {"period_start": date(2026, 1, 1), "period_end": date(2026, 12, 31)},
    {"issued": date(2025, 3, 7)},
    {},
    {"period_start": TODAY},
    {"period_start": date(2026, 12, 1)},
)


@pytest.fixture
def grid(bare: Store) -> Store:
    with bare.transaction("网格") as work:
        for number, days in enumerate(PLANS):
            row = {"title": f"方案{number}", "source_hash": str(number), "imported_at": NOW}
            (plan_id,) = work.insert_many("plan", [row | days])
            tasks: list[dict[str, Any]] = []
            for left, later, percent, state in product(DAYS, (None, 0, 90), PERCENTS, State):
                due = TODAY + timedelta(left)
                end = None if later is None else due + timedelta(later)
                tasks.append({"due": due, "due_kind": DeadlineKind.DATE, "pace_end": end, "percent": percent, "state": state})
            for kind, percent, state in product((None, *DeadlineKind), PERCENTS, State):
                tasks.append({"due": None, "due_kind": kind, "pace_end": None, "percent": percent, "state": state})
            rows = [{"plan_id": plan_id, "number": n, "title": "事项", "heard_to": HEARD[n % len(HEARD)]} for n in range(len(tasks))]
            held = [row | task | {"light_set": SET.get(n % 23, "")} for n, (row, task) in enumerate(zip(rows, tasks, strict=True))]
            ids = work.insert_many("task", held)
            over = [{"task_id": task_id, "light": row["light_set"]} for task_id, row in zip(ids, held, strict=True) if row["light_set"]]
            work.insert_many("light_override", [row | {"reason": "会议议定", "set_on": TODAY} for row in over])
            _ask(work, plan_id, number)
    return bare


def _ask(work: Work, plan_id: int, number: int) -> None:
    """The first plan asked by months, with a file for the last one, the second by weeks; of the others nothing was asked."""
    if number == 0:
        (unit_id,) = work.insert_many("unit", [{"full_name": "县水利局", "position": 1}])
        work.insert_many("handout", [_paper(plan_id, f"2026-0{month}") | {"unit_id": unit_id, "made_at": NOW} for month in range(5, 10)])
        work.insert_many("received_file", [_paper(plan_id, "2026-08") | {"name": "报表.xlsx", "digest": "", "received_at": NOW}])
    if number == 1:
        work.update_many("plan", {plan_id: {"cycle": Cycle.WEEK, "reporting_next": True}})
        came = {"name": "周报.xlsx", "digest": "", "received_at": NOW}
        work.insert_many("received_file", [_paper(plan_id, f"2026-W{week}") | came for week in (33, 34, 36, 37, 38)])


def _paper(plan_id: int, period: str) -> dict[str, Any]:
    return {"plan_id": plan_id, "period": period}


def test_silence_is_counted_in_periods_that_were_asked_and_are_over(grid: Store) -> None:
    with grid.read() as db:
        asked = silence(db, TODAY)
    # By months: May to August are over; September is not before the 25th.
    assert asked.unheard(1, "2026-04-30") == ("2026-05", "2026-06", "2026-07", "2026-08")
    assert [asked.count(1, day) for day in ("2026-06-29", "2026-06-30", "2026-08-31", None)] == [3, 2, 0, 0]
    # By weeks, told on the Friday after: those up to week 36, which ended on 6 September; week 35 was not asked.
    assert asked.unheard(2, "2026-08-20") == ("2026-W34", "2026-W36")
    assert asked.count(3, "2020-01-01") == 0


RED, AMBER = Light.RED, Light.AMBER


def office(days: float, amber: float, red: float) -> LightRules:
    return DEFAULT.changed(AMBER, Cause.DAYS_LEFT, days).changed(AMBER, Cause.POINTS, amber).changed(RED, Cause.POINTS, red)


EVERY_ROW = LightRules(tuple(row._replace(on=True) for row in BY_MONTHS))
NO_ROW = LightRules(tuple(row._replace(on=False) for row in BY_MONTHS))


@pytest.mark.parametrize(
    "rules", [DEFAULT, office(3, 0, 15), office(0, 50, 50), office(30, 0.5, 99.5), LightRules(BY_MONTHS), EVERY_ROW, NO_ROW]
)
def test_both_agree_on_every_case(grid: Store, rules: LightRules) -> None:
    with grid.read() as db:
        for shade in Light:
            listed = task_list(db, TaskFilter(lights=frozenset({shade})), Group.NONE, TODAY, rules)
            rows = task_rows(db, [number for group in listed.groups for number in group.ids], TODAY, rules)
            assert {row.light for row in rows} <= {shade}
            assert rows or shade not in (Light.DONE, Light.ONGOING, Light.GREEN)
            assert listed.lights == ({shade: len(rows)} if rows else {})
            assert all(row.reason and (row.why or shade is Light.DONE) for row in rows)
        everything = task_list(db, TaskFilter(), Group.NONE, TODAY, rules)
        rows = task_rows(db, everything.groups[0].ids, TODAY, rules)
        assert len(rows) == everything.total
        assert everything.lights == Counter(row.light for row in rows)


def test_overdue_is_what_the_reason_says(grid: Store) -> None:
    with grid.read() as db:
        late = task_list(db, TaskFilter(overdue=True), Group.NONE, TODAY, DEFAULT).groups[0].ids
        every = task_list(db, TaskFilter(), Group.NONE, TODAY, DEFAULT).groups[0].ids
        rows = task_rows(db, every, TODAY, DEFAULT)
    overdue = {row.id for row in rows if row.reason.startswith("逾期")}
    assert overdue < set(late) and all(row.id in overdue or row.light_set for row in rows if row.id in late)


def test_the_rule_is_called_with_what_is_stored() -> None:
    assert light(State.IN_PROGRESS, DeadlineKind.DATE, TODAY, None, None, TODAY) == (Light.AMBER, "今天到期")


@pytest.mark.parametrize("rules", [DEFAULT, office(7, 0, 30), office(7, 50, 50)])
def test_both_agree_on_the_word_of_every_case(grid: Store, rules: LightRules) -> None:
    rules = rules._replace(words=FIVE)
    with grid.read() as db:
        listed = task_list(db, TaskFilter(), Group.STATE, TODAY, rules)
        for group in listed.groups:
            assert {row.state_word for row in task_rows(db, group.ids, TODAY, rules)} == {group.title}
        counts: Counter[str] = Counter()
        for standing, count in standing_counts(db, TODAY, rules).items():
            counts[FIVE.of_pace(*standing)] += count
    assert counts == {group.title: len(group.ids) for group in listed.groups} and len(counts) == 6
