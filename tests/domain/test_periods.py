"""Periods as they are typed and stored, the cycles they belong to, and the day by which units report."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tracker.domain.periods import (
    Cycle,
    ReportingRule,
    asked_now,
    cycle_of,
    end_of,
    last_due,
    period_after,
    period_at,
    period_before,
    period_of,
    periods_between,
    recent,
    reporting_date,
    sort_key,
    start_of,
)
from tracker.errors import UserError

# Three turns of the year, a leap day, and a year of 53 weeks (2026) among them.
DAYS = [date(2023, 12, 25) + timedelta(step) for step in range(3 * 366 + 400)]
RULES = [
    ReportingRule(),
    ReportingRule(day=31),
    ReportingRule(day=5, next=True),
    ReportingRule(Cycle.WEEK),
    ReportingRule(Cycle.WEEK, 1, next=True),
    ReportingRule(Cycle.QUARTER, 10, next=True),
    ReportingRule(Cycle.QUARTER, 25),
    ReportingRule(Cycle.HALF_YEAR, 20),
    ReportingRule(Cycle.HALF_YEAR, 31, next=True),
]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026-11", "2026-11"),
        ("2026-9", "2026-09"),
        ("2026年9月", "2026-09"),
        ("2026.9", "2026-09"),
        (" 2026 年 12 月 ", "2026-12"),
        ("2026-Q3", "2026-Q3"),
        ("2026年第三季度", "2026-Q3"),
        ("2026年3季度", "2026-Q3"),
        ("2026", "2026"),
        ("2026年", "2026"),
        ("2026-W47", "2026-W47"),
        ("2026w7", "2026-W07"),
        ("2026年第47周", "2026-W47"),
        ("2026年第四十七周", "2026-W47"),
        ("2026年7周", "2026-W07"),
        ("2026-H1", "2026-H1"),
        ("2026年上半年", "2026-H1"),
        ("2026 下半年", "2026-H2"),
    ],
)
def test_what_is_typed_is_stored_in_one_way(typed: str, stored: str) -> None:
    assert period_of(typed) == stored
    assert period_of(stored) == stored


@pytest.mark.parametrize("typed", ["", "9月", "2026-13", "2026-00", "上个月", "2026-Q5", "26-9", "2026-H3", "第三周"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="2026-11"):
        period_of(typed)


def test_a_week_that_the_year_does_not_have_is_refused() -> None:
    assert period_of("2026年第53周") == "2026-W53"
    with pytest.raises(UserError, match="2025年没有第53周"):
        period_of("2025年第53周")
    assert end_of("2025-W53") is None


def test_the_reporting_day_lies_within_its_month() -> None:
    assert reporting_date("2026-02", ReportingRule(day=31)) == date(2026, 2, 28)
    assert reporting_date("2024-02", ReportingRule(day=31)) == date(2024, 2, 29)
    assert reporting_date("2026-Q1") == date(2026, 3, 25)
    assert reporting_date("2026-H2", ReportingRule(Cycle.HALF_YEAR, 10)) == date(2026, 12, 10)
    assert reporting_date("2026") is None
    assert reporting_date("2026年秋") is None


@pytest.mark.parametrize(
    ("period", "rule", "day"),
    [
        ("2026-11", ReportingRule(day=5, next=True), date(2026, 12, 5)),
        ("2026-12", ReportingRule(day=5, next=True), date(2027, 1, 5)),
        ("2027-01", ReportingRule(day=31, next=True), date(2027, 2, 28)),
        ("2026-Q4", ReportingRule(Cycle.QUARTER, 10, next=True), date(2027, 1, 10)),
        ("2026-H1", ReportingRule(Cycle.HALF_YEAR, next=True), date(2026, 7, 25)),
        ("2026-W47", ReportingRule(Cycle.WEEK), date(2026, 11, 20)),
        ("2026-W47", ReportingRule(Cycle.WEEK, 1, next=True), date(2026, 11, 23)),
        ("2026-W53", ReportingRule(Cycle.WEEK, 7), date(2027, 1, 3)),
        # A month of a plan that has turned to weeks: the day of the week says nothing of it.
        ("2026-10", ReportingRule(Cycle.WEEK, 2), date(2026, 10, 25)),
        ("2026-W40", ReportingRule(Cycle.MONTH, 10), date(2026, 10, 2)),
    ],
)
def test_the_day_by_which_a_period_is_reported(period: str, rule: ReportingRule, day: date) -> None:
    assert reporting_date(period, rule) == day


@pytest.mark.parametrize("cycle", Cycle)
def test_every_day_lies_in_exactly_one_period_of_a_cycle(cycle: Cycle) -> None:
    for day in DAYS:
        period = period_at(day, cycle)
        first, last = start_of(period), end_of(period)
        assert first is not None
        assert last is not None
        assert first <= day <= last
        assert cycle_of(period) is cycle
        assert period_at(first, cycle) == period_at(last, cycle) == period
        assert period_at(first - timedelta(1), cycle) == period_before(period)
        assert period_at(last + timedelta(1), cycle) == period_after(period)
        assert period_before(period_after(period)) == period == period_after(period_before(period) or "")


@pytest.mark.parametrize("rule", RULES)
def test_no_period_is_due_before_it_has_begun(rule: ReportingRule) -> None:
    for period in periods_between(DAYS[0], DAYS[-1], rule.cycle):
        first, last, due = start_of(period), end_of(period), reporting_date(period, rule)
        assert first is not None
        assert last is not None
        assert due is not None
        assert first <= due
        assert (due > last) is rule.next


@pytest.mark.parametrize("rule", RULES)
def test_what_is_due_and_what_is_asked_for_on_a_day(rule: ReportingRule) -> None:
    for today in DAYS:
        due = last_due(today, rule)
        day, after = reporting_date(due, rule), reporting_date(period_after(due), rule)
        assert day is not None
        assert after is not None
        assert day < today <= after
        asked = asked_now(today, rule)
        begun = start_of(asked)
        assert begun is not None
        assert begun <= today
        assert asked in (due, period_after(due))


def test_on_the_day_of_the_month_after_the_old_month_is_still_asked_for() -> None:
    rule = ReportingRule(day=5, next=True)
    assert [asked_now(date(2026, 10, day), rule) for day in (3, 5, 6)] == ["2026-09", "2026-09", "2026-10"]
    assert [asked_now(date(2026, 10, day)) for day in (3, 25, 31)] == ["2026-10", "2026-10", "2026-10"]


def test_weeks_at_the_turn_of_the_year_belong_to_the_year_of_their_thursday() -> None:
    week = Cycle.WEEK
    assert [period_at(day, week) for day in (date(2024, 12, 30), date(2027, 1, 3), date(2027, 1, 4))] == [
        "2025-W01",
        "2026-W53",
        "2027-W01",
    ]
    assert (period_before("2025-W01"), period_after("2026-W53")) == ("2024-W52", "2027-W01")
    assert (start_of("2025-W01"), end_of("2026-W53")) == (date(2024, 12, 30), date(2027, 1, 3))


@pytest.mark.parametrize("cycle", Cycle)
def test_periods_between_two_days_follow_each_other(cycle: Cycle) -> None:
    found = periods_between(DAYS[10], DAYS[-10], cycle)
    assert (found[0], found[-1]) == (period_at(DAYS[10], cycle), period_at(DAYS[-10], cycle))
    assert all(period_after(one) == other for one, other in pairwise(found))
    assert found == sorted(found, key=sort_key)
    assert periods_between(DAYS[1], DAYS[0], cycle) == []
    assert periods_between(DAYS[0], DAYS[0], cycle) == [period_at(DAYS[0], cycle)]


def test_periods_of_all_lengths_stand_in_the_order_of_their_ends() -> None:
    mixed = ["2026-09", "2026-W41", "2026-Q3", "2026-W40", "2026-12", "2026-H2", "2026", "2026-W53", "2027-01", "2026-W22", "2026-05"]
    order = ["2026-W22", "2026-05", "2026-09", "2026-Q3", "2026-W40", "2026-W41", "2026-12", "2026-H2", "2026", "2026-W53", "2027-01"]
    assert sorted(mixed, key=sort_key) == order


def test_the_periods_to_choose_among_are_those_near_today() -> None:
    assert recent(date(2026, 11, 22), Cycle.WEEK, 1) == ["2026-W48", "2026-W47", "2026-W46"]
    assert recent(date(2026, 11, 22), Cycle.HALF_YEAR, 2) == ["2027-H1", "2026-H2", "2026-H1", "2025-H2"]


def test_a_rule_in_words() -> None:
    assert [rule.words for rule in RULES] == [
        "每月25日前",
        "每月31日前",
        "每月（次月5日前）",
        "每周五前",
        "每周（次周周一前）",
        "每季度（次月10日前）",
        "每季度末月25日前",
        "每半年末月20日前",
        "每半年（次月31日前）",
    ]
