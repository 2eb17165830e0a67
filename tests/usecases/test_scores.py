"""Scores from what is stored: every event is found once, named, and undone with its cause."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests.returned import PERIOD, Returned, places_of, take_in
from tests.stores import TODAY
from tracker.domain.periods import ReportingRule
from tracker.domain.scoring import Account, Event, ScoreTable
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.reports.content import Group, Row, Table
from tracker.storage.store import Store
from tracker.usecases.cycle import scores
from tracker.usecases.cycle.scores import give_points, given_points, score_accounts, score_table, set_score_table, take_points_back
from tracker.usecases.feedback.periods import set_reporting_rule
from tracker.usecases.feedback.sheet_make import make_sheets
from tracker.usecases.house import history, units
from tracker.usecases.papers.report_kinds import report_content
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
END = date(2026, 12, 31)


def by_unit(store: Store, today: date = END, first: date = YEAR[0], last: date = YEAR[1]) -> dict[str, Account]:
    _table, accounts, names = score_accounts(store, 1, first, last, today)
    return {names[account.unit_id]: account for account in accounts}


def events(account: Account) -> list[tuple[Event, str]]:
    return [(line.happening.event, line.happening.cause) for line in account.lines]


@pytest.fixture
def handed(planned: Store, tmp_path: Path) -> Store:
    make_sheets(planned, 1, PERIOD, tmp_path / "下发", TODAY)
    return planned


def test_units_that_have_not_reported_lose_points_after_the_day_only(handed: Store, tmp_path: Path) -> None:
    take_in(handed, places_of(tmp_path), Returned("住建局.xlsx", "县住建局", [("更换老旧污水管", {"percent": 30.0})]))
    september = (date(2026, 9, 1), date(2026, 9, 30))
    assert not any(Event.NOT_REPORTED in dict(events(each)) for each in by_unit(handed, date(2026, 9, 25), *september).values())
    after = by_unit(handed, date(2026, 9, 28), *september)
    missing = {name for name, each in after.items() if Event.NOT_REPORTED in dict(events(each))}
    assert "水利局" in missing and "住建局" not in missing
    assert "2026年9月推进情况应于2026年9月25日前报送" in dict(events(after["水利局"]))[Event.NOT_REPORTED]


def test_late_tasks_cost_their_lead_and_their_helpers_and_early_ones_earn(planned: Store) -> None:
    due = {detail.row.number: detail.row.due for detail in tasks.plan_details(planned, 1, TODAY)}
    number, day = next((number, day) for number, day in due.items() if day is not None and day < END)
    before = by_unit(planned)
    late = [(name, event) for name, each in before.items() for event, cause in events(each) if f"任务{number}“" in cause]
    assert any(event is Event.OVERDUE_LEAD for _name, event in late)
    task_id = next(detail.row.id for detail in tasks.plan_details(planned, 1, TODAY) if detail.row.number == number)
    tasks.set_state(planned, [task_id], State.COMPLETED, date(2026, 2, 1))
    then = [(name, event, cause) for name, each in by_unit(planned).items() for event, cause in events(each) if f"任务{number}“" in cause]
    assert {event for _name, event, _cause in then} == {Event.EARLY}
    assert f"提前{(day - date(2026, 2, 1)).days}天完成" in then[0][2]
    tasks.set_state(planned, [task_id], State.IN_PROGRESS, TODAY)
    tasks.set_state(planned, [task_id], State.COMPLETED, date(2027, 1, 5))
    again = [cause for each in by_unit(planned, date(2027, 2, 1)).values() for _event, cause in events(each) if f"任务{number}“" in cause]
    assert all("2027年1月5日才完成" in cause for cause in again) and again


def test_a_text_that_repeats_the_last_one_is_counted_once_for_a_period(handed: Store) -> None:
    for task_id in (1, 2):
        tasks.report_progress(handed, task_id, "2026-08", State.IN_PROGRESS, 20, "正在推进。", today=TODAY)
        tasks.report_progress(handed, task_id, PERIOD, State.IN_PROGRESS, 30, "正在 推进", today=TODAY)
    poor = [(name, cause) for name, each in by_unit(handed).items() for event, cause in events(each) if event is Event.POOR_TEXT]
    assert poor and all("2026年9月有" in cause for _name, cause in poor)
    assert len({name for name, _cause in poor}) == len(poor)


def test_points_by_hand_have_a_reason_and_are_undone(planned: Store) -> None:
    give_points(planned, 1, 1, Fraction("2.5"), "做法被推广", TODAY, "江一帆")
    give_points(planned, 1, 2, None, "会议表扬", TODAY)
    accounts = by_unit(planned, TODAY, date(2026, 9, 1), date(2026, 9, 30))
    assert (Event.MANUAL, "做法被推广") in events(accounts["水利局"])
    assert any(each.event is Event.PRAISED and each.points is None for each in given_points(planned, 1))
    with pytest.raises(UserError, match="理由"):
        give_points(planned, 1, 1, Fraction(1), " ", TODAY)
    with pytest.raises(UserError, match="分值"):
        give_points(planned, 1, 1, Fraction(0), "没有", TODAY)
    take_points_back(planned, given_points(planned, 1)[0].id)
    assert len(given_points(planned, 1)) == 1
    history.undo(planned)
    assert len(given_points(planned, 1)) == 2


def test_the_table_is_the_offices_own(planned: Store) -> None:
    own = ScoreTable(rules=ScoreTable().rules[:3], start=Fraction(80), weigh_load=True, rank=False)
    set_score_table(planned, own)
    assert score_table(planned) == own
    assert {account.start for account in by_unit(planned).values()} == {80}
    history.undo(planned)
    assert score_table(planned) == ScoreTable()
    with pytest.raises(UserError, match="基础分"):
        set_score_table(planned, ScoreTable(start=Fraction(130)))


def test_the_sheet_names_its_span_and_adds_up(planned: Store) -> None:
    give_points(planned, 1, 1, Fraction(2), "做法被推广", TODAY)
    document = report_content(planned, "score", ReportRequest(1, year=2026), END)
    totals, details = [block for block in document.blocks if isinstance(block, Table)]
    assert any(isinstance(row, Group) and row.text.startswith("水利局") for row in details.rows)
    keys = [column.key for column in totals.columns]
    for row in totals.rows:
        assert isinstance(row, Row)
        values = dict(zip(keys, row.cells, strict=True))
        sums = [values[event.value] for event in Event if event.value in values]
        points = sum(Fraction(str(each).replace("−", "-")) for each in sums if each)
        assert Fraction(str(values["total"])) == 100 + points
    with pytest.raises(UserError, match="时段"):
        report_content(planned, "score", ReportRequest(1, period="上月"), END)
    assert scores.score_table(planned).rank


def test_nothing_that_is_still_to_come_is_counted(planned: Store) -> None:
    early = by_unit(planned, date(2026, 1, 2))
    assert all(each.lines == () for each in early.values())


def test_an_empty_sheet_is_no_report_but_no_silence_either(handed: Store, tmp_path: Path) -> None:
    take_in(handed, places_of(tmp_path), Returned("水利局.xlsx", "县水利局", [(None, {})]))
    after = by_unit(handed, date(2026, 9, 28), date(2026, 9, 1), date(2026, 9, 30))
    assert events(after["水利局"]) == [(Event.POOR_TEXT, "2026年9月交回的推进情况表是空的（空报）")]


def test_members_of_a_group_are_scored_for_their_reports_only(handed: Store, tmp_path: Path) -> None:

    group = next(unit for unit in units.list_units(handed) if unit.is_group)
    town = units.save_unit(handed, None, units.UnitFields("石桥镇")).result
    assert town is not None
    units.set_members(handed, group.id, [town])
    assert {event for event, _cause in events(by_unit(handed)["石桥镇"])} == {Event.NOT_REPORTED}


@pytest.mark.parametrize(
    ("rule", "counted"),
    [
        (ReportingRule(day=30), (date(2026, 9, 1), date(2026, 9, 30))),
        (ReportingRule(day=5, next=True), (date(2026, 10, 1), date(2026, 10, 31))),
    ],
)
def test_silence_counts_in_the_span_of_its_reporting_day(handed: Store, rule: ReportingRule, counted: tuple[date, date]) -> None:
    """A period reported after its end, or by the last day of the span, is counted once, and in one span only."""
    set_reporting_rule(handed, 1, rule)
    months = [(date(2026, 8, 1), date(2026, 8, 31)), (date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 10, 31))]
    found = [span for span in months if Event.NOT_REPORTED in dict(events(by_unit(handed, END, *span)["水利局"]))]
    assert found == [counted]
