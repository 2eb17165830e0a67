"""Who owes what for a period, and what came back."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.returned import PERIOD, Returned, begin, key, places_of, take_in
from tests.stores import TODAY, contents, draft
from tracker.domain.periods import Cycle, ReportingRule
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.sheets.staged import Bin
from tracker.storage.store import Store
from tracker.usecases.feedback.period_book import PeriodRow, Reported, period_book, reporting_day, set_reporting_day
from tracker.usecases.feedback.period_lines import line_of, period_lines
from tracker.usecases.feedback.periods import set_reporting_rule
from tracker.usecases.feedback.sheet_apply import apply_review
from tracker.usecases.feedback.sheet_rows import ReviewFile
from tracker.usecases.house import units
from tracker.usecases.house.history import undo
from tracker.usecases.intake import plans
from tracker.usecases.papers import bulletin, ledger, period_papers
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks

DREDGING, PIPES, OUTLETS = "清理北渠淤泥", "更换老旧污水管", "每月巡查排口"


def _row(store: Store, name: str, today: date = TODAY) -> PeriodRow:
    return next(row for row in period_book(store, 1, PERIOD, today).rows if row.unit.full_name == name)


def test_every_unit_with_tasks_owes(planned: Store) -> None:
    book = period_book(planned, 1, PERIOD, TODAY)
    assert {row.unit.full_name: (len(row.tasks), row.lead, row.standing) for row in book.rows} == {
        "县财政局": (2, 1, Reported.NOTHING),
        "县水利局": (2, 2, Reported.NOTHING),
        "县住建局": (1, 1, Reported.NOTHING),
        "县柳编技艺专班": (1, 1, Reported.NOTHING),
    }
    assert (book.reported, book.rate, book.due_on) == (0, 0, date(2026, 9, 25))
    assert len(book.not_reported) == 4


def test_members_of_a_group_owe_its_tasks(planned: Store) -> None:
    names = {unit.full_name: unit.id for unit in units.list_units(planned)}
    town = units.save_unit(planned, None, units.UnitFields(full_name="柳湾镇")).result
    assert town is not None
    units.set_members(planned, names["各镇（街道）"], [town])
    assert (_row(planned, "柳湾镇").tasks, _row(planned, "柳湾镇").lead) == ((2,), 0)


def test_what_came_and_what_is_missing(planned: Store, tmp_path: Path) -> None:
    places = places_of(tmp_path)
    take_in(planned, places, Returned("水利局.xlsx", "县水利局", [(DREDGING, {"percent": 30.0})]))
    row = _row(planned, "县水利局")
    assert row.received is not None
    assert (row.received.name, row.missing, row.standing, row.on_time) == ("水利局.xlsx", (3,), Reported.PARTLY, True)
    take_in(planned, places, Returned("水利局补.xlsx", "县水利局", [(OUTLETS, {"percent": 30.0})]))
    row = _row(planned, "县水利局")
    assert (row.standing, len(row.files), row.missing) == (Reported.ALL, 2, ())
    book = period_book(planned, 1, PERIOD, TODAY)
    assert (book.reported, book.on_time, book.rate) == (1, 1, 25)
    undo(planned)
    assert _row(planned, "县水利局").standing is Reported.PARTLY


def test_one_workbook_with_tables_of_several_units(planned: Store, tmp_path: Path) -> None:
    water = Returned("一册.xlsx", "县水利局", [(DREDGING, {"percent": 30.0}), (OUTLETS, {"percent": 50.0})])
    finance = Returned("一册.xlsx", "县财政局", [(DREDGING, {"percent": 20.0})])
    apart = begin(planned, water, finance)
    sheets = tuple(sheet for file in apart.files for sheet in file.sheets)
    review = begin(planned)
    review.add([ReviewFile(0, "一册.xlsx", "一册.xlsx", "digest", sheets)])
    assert (review.files[0].sender_id, review.senders[0].name) == (None, "一册.xlsx")
    applied = apply_review(planned, places_of(tmp_path), review, TODAY)
    assert applied.files == 1
    assert (_row(planned, "县水利局").standing, _row(planned, "县财政局").missing) == (Reported.ALL, (2,))
    assert {row.received.name for row in period_book(planned, 1, PERIOD, TODAY).rows if row.received} == {"一册.xlsx"}


def test_late_and_not_at_all(planned: Store, tmp_path: Path) -> None:
    later = Store.open(planned.path, lambda: datetime(2026, 9, 28, 9, 0))
    take_in(later, places_of(tmp_path), Returned("水利局.xlsx", "县水利局", [(DREDGING, {"percent": 30.0})]))
    later.close()
    assert _row(planned, "县水利局").late
    assert not _row(planned, "县财政局").late, "the day is not over"
    book = period_book(planned, 1, PERIOD, date(2026, 9, 28))
    assert (book.reported, book.on_time) == (1, 0)
    assert all(row.late for row in book.rows)


def test_each_of_several_leads_has_reported_for_itself(planned: Store, tmp_path: Path) -> None:
    said = {"state": "in_progress", "percent": 40.0, "progress": "换了四公里"}
    for name in ("县财政局", "县住建局"):
        take_in(planned, places_of(tmp_path), Returned(f"{name}.xlsx", name, [(PIPES, said)]))
    assert (_row(planned, "县财政局").missing, _row(planned, "县住建局").missing) == ((1,), ())
    take_in(planned, places_of(tmp_path), Returned("财政局改.xlsx", "县财政局", [(PIPES, said | {"percent": 50.0})]))
    other = begin(planned, Returned("住建局改.xlsx", "县住建局", [(PIPES, said | {"percent": 60.0, "progress": "换了六公里"})]))
    assert other.row(key(2)).bin is Bin.ASK
    other.keep(key(2))
    before = contents(planned.path)
    apply_review(planned, places_of(tmp_path), other, TODAY)
    detail = tasks.task_detail(planned, 2, TODAY)
    assert (detail.row.percent, detail.reports[0].percent) == (50, 50)
    assert {part.unit: (part.percent, part.progress) for part in detail.parts} == {
        "财政局": (50, "换了四公里"),
        "住建局": (60, "换了六公里"),
    }
    line = next(one for one in ledger.ledger_data(planned, ledger.LedgerRequest(1), TODAY).tasks if one.number == 2)
    assert line.report is not None
    assert line.report.progress == "换了四公里\n住建局：换了六公里"
    undo(planned)
    assert contents(planned.path) == before


def test_typed_reports_count_for_the_lead(planned: Store) -> None:
    tasks.report_progress(planned, 2, PERIOD, State.IN_PROGRESS, 20, "电话报送", today=TODAY)
    assert _row(planned, "县住建局").standing is Reported.ALL
    assert _row(planned, "县财政局").missing == (1,)


def test_a_file_sent_back_is_no_report(planned: Store, tmp_path: Path) -> None:
    review = begin(planned, Returned("水利局.xlsx", "县水利局", [(DREDGING, {"percent": 30.0})]))
    review.send_back_file(1)
    with pytest.raises(UserError, match="没有可以导入的文件"):
        apply_review(planned, places_of(tmp_path), review, TODAY)
    apply_review(planned, places_of(tmp_path), review, TODAY, leave_doubts=True)
    row = _row(planned, "县水利局")
    assert (row.standing, row.received, len(row.files)) == (Reported.SENT_BACK, None, 1)


def test_a_line_for_each_plan_counts_its_own_period(planned: Store, tmp_path: Path) -> None:
    places, after = places_of(tmp_path), date(2026, 9, 28)
    other = plans.import_plan(planned, draft("松河市水环境治理方案")).result
    assert other is not None
    set_reporting_rule(planned, other, ReportingRule(Cycle.WEEK))
    take_in(planned, places, Returned("水利局.xlsx", "县水利局", [(DREDGING, {"percent": 30.0})]))
    lines = {line.plan_id: line for line in period_lines(planned, TODAY)}
    assert (lines[1].period, lines[1].expected, lines[1].reported, lines[1].missing) == (PERIOD, 4, 1, 3)
    assert (lines[other].period, lines[other].due_on, lines[other].reported) == ("2026-W38", date(2026, 9, 18), 0)
    assert lines[1].figures == "应报 4 家，已报 1 家" and not lines[1].is_over(TODAY)
    book = period_book(planned, 1, PERIOD, after)
    row = next(row for row in book.rows if row.standing is Reported.PARTLY)
    other_row = next(row for row in book.rows if row.standing is Reported.NOTHING)
    late = replace(book, rows=(replace(row, late=True), replace(other_row, standing=Reported.EMPTY)))
    line = line_of(1, "方案", late)
    assert line.figures == "应报 2 家，已报 1 家，迟报 1 家，空报 1 家" and line.is_over(after)
    assert [line.plan_id for line in period_lines(planned, TODAY, 1)] == [1]


def test_an_empty_sheet_is_no_report(planned: Store, tmp_path: Path) -> None:
    review = begin(planned, Returned("财政局.xlsx", "县财政局", [(None, {})]))
    apply_review(planned, places_of(tmp_path), review, TODAY, leave_doubts=True)
    row = _row(planned, "县财政局")
    assert row.received is not None
    assert (row.standing, row.standing.label, row.reported_at, row.late) == (Reported.EMPTY, "空报", None, False)
    book = period_book(planned, 1, PERIOD, date(2026, 9, 28))
    assert (book.reported, len(book.not_reported)) == (0, 4)
    assert next(row for row in book.rows if row.unit.full_name == "县财政局").late
    facts = period_papers.period_facts(planned, 1, PERIOD, date(2026, 9, 28))
    assert (len(facts.of("空报")), facts.reported) == (1, 0)
    said = repr(period_papers.paper_content(planned, "urging", 1, PERIOD, date(2026, 9, 28)))
    assert "县财政局交回的反馈表没有填写内容，按空报处理" in said
    told = bulletin.bulletin_facts(planned, ReportRequest(1, period=PERIOD), date(2026, 9, 28)).missing
    assert [(each.unit, each.all_missing, each.blank) for each in told if each.blank] == [("财政局", True, True)]


def test_a_sheet_with_rows_left_open_is_reported_in_part(planned: Store, tmp_path: Path) -> None:
    take_in(planned, places_of(tmp_path), Returned("水利局.xlsx", "县水利局", [(DREDGING, {"percent": "?三成"})]))
    row = _row(planned, "县水利局")
    assert row.received is not None
    assert (row.received.left, row.standing) == (1, Reported.PARTLY)


def test_the_reporting_day_is_chosen(planned: Store) -> None:
    assert reporting_day(planned) == 25
    set_reporting_day(planned, 31)
    assert period_book(planned, 1, PERIOD, TODAY).due_on == date(2026, 9, 30)
    with pytest.raises(UserError, match="1 到 31"):
        set_reporting_day(planned, 0)
