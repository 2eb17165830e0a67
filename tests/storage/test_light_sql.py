"""The light in SQL and the light in Python are one rule: compared over a grid of cases, and counted by filters."""

from collections import Counter
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from tests.stores import NOW, TODAY
from tracker.domain.lights import DEFAULT, LightRules, light
from tracker.domain.screens import Group, TaskFilter
from tracker.domain.state_words import FIVE
from tracker.domain.terms import DeadlineKind, Light, State
from tracker.storage.reading.overview import standing_counts
from tracker.storage.reading.task_list import task_list
from tracker.storage.reading.tasks import task_rows
from tracker.storage.store import Store

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
            work.insert_many("task", [{"plan_id": plan_id, "number": n, "title": "事项"} | task for n, task in enumerate(tasks)])
    return bare


@pytest.mark.parametrize("rules", [DEFAULT, LightRules(3, 0, 15), LightRules(0, 50, 50), LightRules(30, 0.5, 99.5)])
def test_both_agree_on_every_case(grid: Store, rules: LightRules) -> None:
    with grid.read() as db:
        for shade in Light:
            listed = task_list(db, TaskFilter(lights=frozenset({shade})), Group.NONE, TODAY, rules)
            rows = task_rows(db, [number for group in listed.groups for number in group.ids], TODAY, rules)
            assert rows and {row.light for row in rows} == {shade}
            assert listed.lights == {shade: len(rows)}
        everything = task_list(db, TaskFilter(), Group.NONE, TODAY, rules)
        rows = task_rows(db, everything.groups[0].ids, TODAY, rules)
        assert len(rows) == everything.total
        assert everything.lights == Counter(row.light for row in rows)


def test_overdue_is_what_the_reason_says(grid: Store) -> None:
    with grid.read() as db:
        late = task_list(db, TaskFilter(overdue=True), Group.NONE, TODAY, DEFAULT).groups[0].ids
        every = task_list(db, TaskFilter(), Group.NONE, TODAY, DEFAULT).groups[0].ids
        rows = task_rows(db, every, TODAY, DEFAULT)
    assert set(late) == {row.id for row in rows if row.reason.startswith("逾期")}


def test_the_rule_is_called_with_what_is_stored() -> None:
    assert light(State.IN_PROGRESS, DeadlineKind.DATE, TODAY, None, None, TODAY) == (Light.AMBER, "今天到期")


@pytest.mark.parametrize("rules", [DEFAULT, LightRules(7, 0, 30), LightRules(7, 50, 50)])
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
