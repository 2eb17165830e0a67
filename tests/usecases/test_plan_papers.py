"""Papers made of a stored plan: who does what, what is due when, notices and their register."""

from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from tests.stores import TODAY
from tracker.domain.office import Office
from tracker.domain.terms import Role, State
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.reports.content import Block, Document, Grid, NumberLine, Row, SubLine, Table
from tracker.storage.store import Store
from tracker.usecases.feedback import period_book
from tracker.usecases.house import office, units
from tracker.usecases.papers import print_queue, report_kinds
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks

B = TypeVar("B", bound=Block)


@pytest.fixture
def county(planned: Store) -> Store:
    office.set_office(planned, Office("松河县人民政府办公室", "督查室"))
    return planned


def unit_id(store: Store, name: str) -> int:
    return units.find_unit(store, name).id


def blocks(document: Document, kind: type[B]) -> list[B]:
    return [block for block in document.blocks if isinstance(block, kind)]


def words(document: Document) -> list[str]:
    return [word for grid in blocks(document, Grid) for row in grid.rows for cell in row.cells for word in cell.words]


def cells(document: Document) -> list[tuple[object, ...]]:
    return [row.cells for table in blocks(document, Table) for row in table.rows if isinstance(row, Row)]


def test_the_division_has_every_task_with_its_units(county: Store) -> None:
    document = report_kinds.report_content(county, "division", ReportRequest(1), TODAY)
    rows = cells(document)
    assert [row[0] for row in rows] == [5, 1, 2, 3, 4]
    assert rows[1][4:7] == ("县水利局", "县财政局", "9月底前")
    assert blocks(document, SubLine)[0].left == "编制单位：松河县人民政府办公室"


def test_the_texts_of_the_plan_of_duties_are_proposed_and_can_be_changed(county: Store) -> None:
    proposed = report_kinds.proposed_texts(county, "division-plan", ReportRequest(1), TODAY)
    assert "《松河县水环境治理方案》（松政办发〔2026〕7号）" in proposed["opening"] and proposed["closing"]
    changed = ReportRequest(1, texts={"opening": "现将分工明确如下。"}, number="松督〔2026〕1号")
    document = report_kinds.report_content(county, "division-plan", changed, TODAY)
    assert any(getattr(block, "text", "") == "现将分工明确如下。" for block in document.blocks)


def test_a_month_has_dates_recurring_duties_reports_and_open_answers(county: Store, tmp_path: Path) -> None:
    request = ReportRequest(1, task_ids=(1,), due=date(2026, 9, 22), number="督办〔2026〕1号")
    out = tmp_path / "督办.docx"
    made = report_kinds.report_content(county, "supervision", request, TODAY)
    out.write_bytes(b"paper")
    print_queue.register_files(county, Paths(tmp_path, county.path), "supervision", [(request, made, out)], TODAY)
    document = report_kinds.report_content(county, "month", ReportRequest(1, period="2026-09"), TODAY)
    by_day = {cell.head: cell.words for grid in blocks(document, Grid) for row in grid.rows for cell in row.cells}
    assert by_day["30"] == ("●1 清理北渠淤泥（水利局）",)
    assert by_day["24"] == ("★9月反馈报送（提前至24日）",)
    assert by_day["25　休"] == ("○3 每月巡查排口（水利局）",)
    assert [word for word in by_day["22"] if word.startswith("■督办〔2026〕1号反馈")]


def test_a_month_is_a_month(county: Store) -> None:
    with pytest.raises(UserError, match="月历是一个月的"):
        report_kinds.report_content(county, "month", ReportRequest(1, period="2026-Q3"), TODAY)


def test_the_year_lays_recurring_duties_out(county: Store) -> None:
    rows = {row[0]: row for row in cells(report_kinds.report_content(county, "year", ReportRequest(1, year=2026), TODAY))}
    assert rows[3][3:15] == (25,) * 12
    assert rows[2][3:15] == (None,) * 5 + ("30",) + (None,) * 5 + (31,)
    assert 4 not in rows and 5 not in rows
    with pytest.raises(UserError, match="2031年没有到期的任务"):
        late = tasks.plan_details(county, 1, TODAY)[2]
        tasks.remove_deadline(county, late.deadlines[0].id)
        report_kinds.report_content(county, "year", ReportRequest(1, year=2031), TODAY)


def test_an_assignment_gives_a_unit_all_its_tasks(county: Store) -> None:
    document = report_kinds.report_content(county, "assignment", ReportRequest(1, unit_id(county, "县水利局")), TODAY)
    said = words(document)
    assert document.name == "交办单（县水利局）"
    assert {"清理北渠淤泥", "每月巡查排口", "牵头", "9月底前"} <= set(said)
    assert "按各项完成时限" in said and "每月25日前" in said
    assert "退回督查室" in blocks(document, NumberLine)[1].right


def test_what_is_done_is_not_assigned_any_more(county: Store) -> None:
    water = unit_id(county, "县水利局")
    tasks.set_state(county, [tasks.plan_details(county, 1, TODAY)[0].row.id], State.COMPLETED, TODAY)
    assert "每月巡查排口（任务第3项）" in words(report_kinds.report_content(county, "assignment", ReportRequest(1, water), TODAY))
    outlets = next(detail.row.id for detail in tasks.plan_details(county, 1, TODAY) if detail.row.number == 3)
    tasks.set_state(county, [outlets], State.COMPLETED, TODAY)
    with pytest.raises(UserError, match="没有要交办的任务"):
        report_kinds.report_content(county, "assignment", ReportRequest(1, water), TODAY)
    again = report_kinds.report_content(county, "assignment", ReportRequest(1, water, task_ids=(outlets,)), TODAY)
    assert "每月巡查排口（任务第3项）" in words(again)


def test_a_reminder_is_for_what_the_unit_itself_is_late_with(county: Store) -> None:
    late = date(2026, 10, 20)
    said = words(report_kinds.report_content(county, "reminder", ReportRequest(1, unit_id(county, "县水利局")), late))
    assert "清理北渠淤泥（任务第1项）" in said and "逾期20天" in said and "2026年10月23日前" in said
    with pytest.raises(UserError, match="没有要出催办单的任务"):
        report_kinds.report_content(county, "reminder", ReportRequest(1, unit_id(county, "县柳编技艺专班")), TODAY)


def test_supervision_of_what_is_late_has_a_day_ahead(county: Store) -> None:
    ids = tuple(detail.row.id for detail in tasks.plan_details(county, 1, TODAY) if detail.row.number in (1, 2))
    said = words(report_kinds.report_content(county, "supervision", ReportRequest(1, task_ids=ids), date(2026, 10, 20)))
    assert "按各项完成时限" not in said and "2026年11月3日前" in said
    assert "牵头单位" in said and "县水利局" in said and "县住建局、县财政局" in said


def test_a_notice_needs_somebody_or_something(county: Store) -> None:
    for kind in ("assignment", "reminder", "supervision"):
        with pytest.raises(UserError, match="要指明单位或任务"):
            report_kinds.report_content(county, kind, ReportRequest(1), TODAY)


def test_what_is_typed_stands_in_the_notice(county: Store) -> None:
    period_book.set_reporting_day(county, 5)
    request = ReportRequest(1, task_ids=(1,), due=date(2026, 9, 28), number="松督〔2026〕3号", texts={"instruction": "抓紧办。"})
    proposed = report_kinds.proposed_texts(county, "supervision", request, TODAY)
    assert proposed["cycle"] == "每月5日前" and "第1项" in proposed["basis"] and proposed["instruction"] == ""
    said = words(report_kinds.report_content(county, "supervision", request, TODAY))
    assert "抓紧办。" in said and "2026年9月28日前" in said and "每月5日前" in said


def test_the_register_lists_what_was_issued(county: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="还没有文书"):
        report_kinds.report_content(county, "register", ReportRequest(), TODAY)
    items = print_queue.queue(county, "assignment", "unit", ReportRequest(1), TODAY)
    print_queue.write_queue(
        county, Paths(tmp_path, county.path), "assignment", items, tmp_path / "交办", TODAY, suffix=".docx", register=True
    )
    rows = cells(report_kinds.report_content(county, "register", ReportRequest(), TODAY))
    assert [row[1] for row in rows] == [f"交办单\n交办〔2026〕{number}号" for number in range(1, len(items) + 1)]
    water = next(row for row in rows if row[5] == "水利局")
    assert water[2] == "1 清理北渠淤泥；3 每月巡查排口" and water[3] == "松政办发〔2026〕7号" and water[4] == TODAY


def test_the_register_names_who_leads_where_a_notice_goes_to_no_unit_alone(county: Store, tmp_path: Path) -> None:
    items = print_queue.queue(county, "supervision", "task", ReportRequest(1, task_ids=(1,)), TODAY)
    print_queue.write_queue(county, Paths(tmp_path, county.path), "supervision", items, tmp_path / "督办", TODAY, register=True)
    (row,) = cells(report_kinds.report_content(county, "register", ReportRequest(1, year=2026), TODAY))
    assert row[1] == "督办通知单\n督办〔2026〕1号" and row[5] == "水利局"


def test_the_list_of_a_unit_is_a_document_of_its_own(county: Store) -> None:
    document = report_kinds.report_content(county, "unit-tasks", ReportRequest(1, unit_id(county, "县水利局")), TODAY)
    assert document.name == "县水利局任务清单" and {row[0] for row in cells(document)} == {1, 3}
    assert {role for row in tasks.plan_details(county, 1, TODAY)[0].assignments for role in [row.role]} == {Role.LEAD, Role.SUPPORT}
