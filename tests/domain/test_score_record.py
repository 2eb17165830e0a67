"""Rules and accounts come back from JSON as they went in, so that what is signed stays what it was."""

import json
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.score_record import account_to_json, accounts_from_json, table_from_json, table_to_json
from tracker.domain.scoring import Account, Event, Happening, ScoreRule, ScoreTable, accounts, said
from tracker.domain.terms import Role

points = st.fractions(-50, 50, max_denominator=100)
rules = st.lists(st.builds(ScoreRule, st.sampled_from(Event), points, st.none() | points.map(abs), st.booleans()), max_size=9).map(tuple)
tables = st.builds(
    ScoreTable, rules, points, points, points, st.dictionaries(st.sampled_from(Role), points.map(abs)), st.booleans(), st.booleans()
)
happenings = st.builds(
    Happening,
    st.integers(1, 3),
    st.sampled_from(Event),
    st.text(max_size=12),
    st.none() | st.dates(),
    st.none() | st.sampled_from(Role),
    st.sampled_from(["", "2026-09", "2026-Q3"]),
    st.none() | points,
    st.lists(st.integers(1, 99), max_size=3).map(tuple),
    file_id=st.none() | st.integers(1, 9),
    issued_id=st.none() | st.integers(1, 9),
    point_id=st.none() | st.integers(1, 9),
)


@given(tables)
def test_a_table_comes_back(table: ScoreTable) -> None:
    assert table_from_json(json.loads(json.dumps(table_to_json(table)))) == table


@given(st.lists(happenings, max_size=12))
def test_accounts_come_back_with_their_names_and_their_lines(found: list[Happening]) -> None:
    made = accounts({1: 3, 2: 0, 3: 9}, found, ScoreTable(weigh_load=True))
    stored = json.loads(json.dumps([account_to_json(account, f"单位{account.unit_id}") for account in made]))
    again, names = accounts_from_json(stored)
    assert names == {1: "单位1", 2: "单位2", 3: "单位3"}
    for before, after in zip(made, again, strict=True):
        assert (before.total, before.rank, before.note, len(before.lines)) == (after.total, after.rank, after.note, len(after.lines))
        assert [plain(line.happening) for line in before.lines] == [plain(line.happening) for line in after.lines]
        assert [(said(line.points), line.counted, line.note) for line in before.lines] == [
            (said(line.points), line.counted, line.note) for line in after.lines
        ]


def plain(happening: Happening) -> tuple[object, ...]:
    """All but the unit, which the account says."""
    return (happening.event, happening.cause, happening.day, happening.task_ids, happening.role, happening.period, happening.points)


def test_an_account_without_lines() -> None:
    account = Account(7, 0, Fraction(100), (), Fraction(100), note="没有任务，不参加排名")
    assert accounts_from_json([account_to_json(account, "甲镇")]) == ((account,), {7: "甲镇"})
