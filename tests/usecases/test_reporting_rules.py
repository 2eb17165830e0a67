"""A plan that reports by the week, the quarter or half-year: its book, sheets, papers, snapshots and bulletin follow."""

from datetime import date
from pathlib import Path

import pytest

from tests.returned import Returned, begin, places_of
from tests.stores import TODAY, contents
from tracker.domain.periods import Cycle, ReportingRule
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.cycle import scores, snapshots
from tracker.usecases.feedback.period_book import period_book, set_reporting_day
from tracker.usecases.feedback.periods import asked_period, plan_periods, report_periods, reporting_rule, set_reporting_rule
from tracker.usecases.feedback.sheet_apply import apply_review
from tracker.usecases.feedback.sheet_make import make_sheets
from tracker.usecases.house.history import undo
from tracker.usecases.papers import bulletin, due_sheets, ledger, period_papers
from tracker.usecases.papers.report_choices import choices_of
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks

# TODAY is Wednesday, 16 September 2026, in week 38.
WEEKLY = ReportingRule(Cycle.WEEK, 5)


def test_the_rule_of_a_plan_is_set_and_taken_back(planned: Store) -> None:
    before = contents(planned.path)
    assert (reporting_rule(planned, 1), asked_period(planned, 1, TODAY)) == (ReportingRule(), "2026-09")
    changes = set_reporting_rule(planned, 1, WEEKLY)
    assert "每周五前报送" in changes.name
    assert (reporting_rule(planned, 1), asked_period(planned, 1, TODAY)) == (WEEKLY, "2026-W38")
    assert plan_periods(planned, 1, TODAY).near[:3] == ("2026-W39", "2026-W38", "2026-W37")
    undo(planned)
    assert contents(planned.path) == before


def test_a_plan_without_a_day_follows_the_office(planned: Store) -> None:
    set_reporting_day(planned, 5)
    set_reporting_rule(planned, 1, ReportingRule(Cycle.MONTH, None, next=True))
    assert plan_periods(planned, 1, TODAY).rule.words == "每月（次月5日前）"
    assert asked_period(planned, 1, date(2026, 10, 4)) == "2026-09"
    assert period_book(planned, 1, "2026-09", TODAY).due_on == date(2026, 10, 5)
    set_reporting_rule(planned, 1, ReportingRule(Cycle.WEEK))
    assert period_book(planned, 1, "2026-W38", TODAY).due_on == date(2026, 9, 18), "Friday, whatever the office's day of the month"


@pytest.mark.parametrize(("rule", "words"), [(ReportingRule(Cycle.WEEK, 8), "周一到周日"), (ReportingRule(day=0), "1 到 31")])
def test_a_day_that_there_is_not_is_refused(planned: Store, rule: ReportingRule, words: str) -> None:
    with pytest.raises(UserError, match=words):
        set_reporting_rule(planned, 1, rule)


@pytest.mark.parametrize(
    ("rule", "period", "due", "words"),
    [
        (WEEKLY, "2026-W37", date(2026, 9, 11), "2026年第37周"),
        (ReportingRule(Cycle.QUARTER, 10, next=True), "2026-Q2", date(2026, 7, 10), "2026年第二季度"),
        (ReportingRule(Cycle.HALF_YEAR, 20), "2026-H1", date(2026, 6, 20), "2026年上半年"),
    ],
)
def test_sheets_papers_snapshots_and_the_bulletin_go_by_the_plan(
    planned: Store, tmp_path: Path, rule: ReportingRule, period: str, due: date, words: str
) -> None:
    set_reporting_rule(planned, 1, rule)
    made = make_sheets(planned, 1, period, tmp_path / "out", TODAY)
    assert all(words in file.path.name for file in made.files)
    review = begin(
        planned, Returned("水利局.xlsx", "县水利局", [("清理北渠淤泥", {"percent": 30.0, "progress": "清完一段"})]), period=period
    )
    apply_review(planned, places_of(tmp_path), review, TODAY, leave_doubts=True)
    book = period_book(planned, 1, period, TODAY)
    assert (book.due_on, book.reported) == (due, 1)
    assert all(row.late for row in book.rows), "the day is over"
    assert report_periods(planned, 1) == [period]
    assert period in choices_of(planned, 1, TODAY).periods
    facts = period_papers.period_facts(planned, 1, period, TODAY)
    assert (facts.due_on, facts.period) == (due, period)
    assert words in period_papers.paper_file_name("urging", period, ".docx")
    data = ledger.ledger_data(planned, ledger.LedgerRequest(1, period=period), TODAY)
    assert next(line for line in data.tasks if line.number == 1).percent == 30
    snapshots.freeze_period(planned, 1, period, TODAY)
    assert snapshots.snapshot(planned, 1, period) is not None
    said = bulletin.bulletin_facts(planned, ReportRequest(1, period=period), TODAY)
    assert (said.owing, len(said.missing)) == (4, 4)
    assert scores.score_span(period).last <= date(2026, 9, 30)


def test_the_month_sheet_marks_every_day_on_which_units_report(planned: Store) -> None:
    set_reporting_rule(planned, 1, WEEKLY)
    marks = [words for _day, words in due_sheets.month_facts(planned, ReportRequest(1, period="2026-11"), TODAY).marks]
    assert marks == ["★第45周反馈报送", "★第46周反馈报送", "★第47周反馈报送", "★第48周反馈报送"]
    set_reporting_rule(planned, 1, ReportingRule(Cycle.QUARTER, 10, next=True))
    assert [words for _day, words in due_sheets.month_facts(planned, ReportRequest(1, period="2026-11"), TODAY).marks] == []
    (mark,) = due_sheets.month_facts(planned, ReportRequest(1, period="2026-10"), TODAY).marks
    assert mark[1].startswith("★第三季度反馈报送")


def test_the_latest_report_counts_whatever_its_cycle(planned: Store) -> None:
    """Weeks sort after months as texts: a task reported by the week in spring must still take its autumn month."""
    tasks.report_progress(planned, 1, "2026-W10", State.IN_PROGRESS, 10, "三月", today=date(2026, 3, 6))
    tasks.report_progress(planned, 1, "2026-08", State.IN_PROGRESS, 60, "八月", today=date(2026, 8, 25))
    detail = tasks.task_detail(planned, 1, TODAY)
    assert (detail.row.percent, detail.reports[0].period) == (60, "2026-08")
    assert report_periods(planned, 1) == ["2026-08", "2026-W10"]
    tasks.report_progress(planned, 1, "2026-Q1", State.IN_PROGRESS, 20, "一季度", today=TODAY)
    assert tasks.task_detail(planned, 1, TODAY).row.percent == 60, "an older period does not settle the task"
    data = ledger.ledger_data(planned, ledger.LedgerRequest(1), TODAY)
    line = next(line for line in data.tasks if line.number == 1)
    assert line.report is not None
    assert line.report.period == "2026-08"


def test_empty_and_repeated_texts_are_told_by_unit(planned: Store) -> None:
    for period, text in (("2026-08", "清完一段"), ("2026-09", "清完一段。")):
        tasks.report_progress(planned, 1, period, State.IN_PROGRESS, 30, text, today=TODAY)
    tasks.report_progress(planned, 2, "2026-09", State.IN_PROGRESS, 30, "", today=TODAY)
    rows = {row.unit.full_name: row for row in period_book(planned, 1, "2026-09", TODAY).rows}
    assert (rows["县水利局"].repeated, rows["县水利局"].empty) == ((1,), ())
    assert (rows["县住建局"].repeated, rows["县住建局"].empty) == ((), (2,))
    assert (rows["县财政局"].repeated, rows["县财政局"].empty) == ((), (2,)), "it shares the second task"


def test_a_file_that_names_another_period_is_taken_for_that_one(planned: Store) -> None:
    review = begin(planned, Returned("水利局.xlsx", "县水利局", [("清理北渠淤泥", {"percent": 30.0})]))
    review.set_period(review.files[0].id, "2026年8月")
    assert review.files[0].told.period == "2026-08"
