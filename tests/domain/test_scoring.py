"""Events → points → accounts: the rule table, caps, load, roles, ranks."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.scoring import DEFAULT_RULES, Account, Event, Happening, ScoreTable, accounts, said
from tracker.domain.terms import Role


def of(happenings: list[Happening], table: ScoreTable | None = None, loads: dict[int, int] | None = None) -> list[Account]:
    return accounts(loads or {1: 4}, happenings, table or ScoreTable())


@pytest.mark.parametrize(
    ("events", "total"),
    [
        ([], 100),
        ([Event.NOT_REPORTED], 95),
        ([Event.LATE, Event.LATE], 98),
        ([Event.POOR_TEXT, Event.SENT_BACK], 96),
        ([Event.OVERDUE_LEAD], 95),
        ([Event.OVERDUE_SUPPORT], 97),
        ([Event.SUPERVISED], 97),
        ([Event.PRAISED, Event.EARLY], 104),
        ([Event.EARLY] * 9, 105),
        ([Event.LATE] * 12, 90),
    ],
)
def test_each_event_costs_what_the_table_says_up_to_its_cap(events: list[Event], total: int) -> None:
    (account,) = of([Happening(1, event, "某事") for event in events])
    assert account.total == total


def test_the_line_at_the_cap_says_why_it_counts_less() -> None:
    (account,) = of([Happening(1, Event.EARLY, f"任务 {number}") for number in range(6)])
    last = account.lines[-1]
    assert [said(points) for points in (last.points, last.counted)] == ["1", "0"]
    assert last.note == "“提前完成”累计封顶 5 分"


def test_manual_points_stand_as_given_and_totals_stay_in_their_bounds() -> None:
    (account,) = of([Happening(1, Event.MANUAL, "县长办公会表扬", points=Fraction(30))])
    assert account.total == 120
    assert account.note == "合计 130 分，按上限计 120 分"
    (account,) = of([Happening(1, Event.MANUAL, "造成严重后果", points=Fraction(-150))])
    assert account.total == 0


def test_a_role_weighs_an_event() -> None:
    table = ScoreTable(factors={Role.SUPPORT: Fraction(1, 2)})
    (account,) = of([Happening(1, Event.SUPERVISED, "督办", role=Role.SUPPORT)], table)
    assert said(account.total) == "98.5"


def test_with_load_weighed_the_busy_unit_loses_less_and_the_line_tells_it() -> None:
    table = ScoreTable(weigh_load=True)
    busy, idle = of([Happening(1, Event.LATE, "一"), Happening(2, Event.LATE, "二")], table, {1: 15, 2: 5})
    assert said(busy.total) == "99.33" and said(idle.total) == "99"
    assert busy.lines[0].note == "按任务量折算 ×0.67"


def test_a_unit_without_tasks_is_not_ranked_and_equal_totals_share_a_rank() -> None:
    first, second, third, none = of([Happening(3, Event.LATE, "迟")], loads={1: 1, 2: 2, 3: 3, 4: 0})
    assert [first.rank, second.rank, third.rank, none.rank] == [1, 1, 3, None]
    assert none.note == "没有任务，不参加排名"
    assert {account.rank for account in of([], ScoreTable(rank=False), {1: 1, 2: 2})} == {None}


def test_a_rule_switched_off_leaves_no_line() -> None:
    rules = tuple(rule for rule in DEFAULT_RULES if rule.event is not Event.LATE)
    (account,) = of([Happening(1, Event.LATE, "迟")], ScoreTable(rules))
    assert account.lines == () and account.total == 100


@given(
    st.lists(st.tuples(st.integers(1, 4), st.sampled_from([event for event in Event if event is not Event.MANUAL])), max_size=60),
    st.booleans(),
)
def test_every_total_is_its_start_and_its_lines(events: list[tuple[int, Event]], weigh: bool) -> None:
    table = ScoreTable(weigh_load=weigh)
    for account in of([Happening(unit, event, "事") for unit, event in events], table, {1: 1, 2: 7, 3: 3, 4: 12}):
        assert account.total == min(table.most, max(table.least, account.start + sum(line.counted for line in account.lines)))
        for rule in table.rules:
            counted = sum(abs(line.counted) for line in account.lines if line.happening.event is rule.event)
            assert rule.cap is None or counted <= rule.cap
