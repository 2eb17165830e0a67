"""指标监测表, 核查表, 进展表, 联系表 and 版本对照表: every figure is that of the store; what is missing is told."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.stores import TODAY, clock, draft, fresh_store
from tracker.domain.figures import ServiceStanding, ValueKind
from tracker.domain.plan_lists import ListKind
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.plans.draft import DraftProject
from tracker.reports.content import Document, Group, Note, Row, Strong, Table
from tracker.storage.store import Store
from tracker.usecases.cycle import indicator_values, project_list, project_values, service_checks
from tracker.usecases.house.units import find_unit
from tracker.usecases.intake import plan_lists, plans
from tracker.usecases.papers import report_kinds
from tracker.usecases.papers.report_choices import choices_of
from tracker.usecases.papers.report_request import ReportRequest


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = fresh_store(tmp_path / "t.db", clock)
    plan = draft()
    plan.projects += [DraftProject("专栏1", "2.", "护岸工程", "柳林段"), DraftProject("专栏2", "3.", "泵站工程", "两座")]
    plans.import_plan(opened, plan)
    plan_lists.edit_row(opened, ListKind.INDICATORS, 1, {"base": "80", "base_year": 2025})
    indicator_values.set_values(opened, 1, ValueKind.ACTUAL, {"2026-06": "84", "2026-08": "85.4"}, TODAY)
    plan_lists.set_row_role(opened, ListKind.INDICATORS, 1, find_unit(opened, "县水利局").id, Role.LEAD)
    for number, (planned, invested, leader) in enumerate((("1200", "900", "周树声"), ("800", "240.5", "李望"), ("", "", "")), 1):
        plan_lists.edit_row(opened, ListKind.PROJECTS, number, {"total_investment": "2000", "leader": leader})
        if planned:
            project_values.set_year(opened, number, 2026, planned)
            project_values.set_progress(opened, number, "2026-08", TODAY, invested=invested, progress="主体完工", problems="用电未通")
    yield opened
    opened.close()


def made(store: Store, kind: str, **asked: object) -> Document:
    return report_kinds.report_content(store, kind, ReportRequest(1, **asked), TODAY)  # type: ignore[arg-type]


def rows(document: Document) -> list[tuple[object, ...]]:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return [row.cells for row in table.rows if isinstance(row, Row)]


def heads(document: Document) -> list[str]:
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    return [row.text for row in table.rows if isinstance(row, Group)]


def notes(document: Document) -> str:
    return " ".join(block.text for block in document.blocks if isinstance(block, Note))


def test_the_monitoring_table_tells_how_each_indicator_stands(store: Store) -> None:
    document = made(store, "indicators")
    assert document.name == "松河县水环境治理指标监测表"
    (row,) = rows(document)
    assert row[:8] == (1, "优良断面比例", "%", "约束性", 80, "≥90", 85.4, "2026年8月")
    assert row[8:11] == ("86.7", "约束性\n落后序时", "88.1") and isinstance(row[9], Strong)
    assert row[11] == "水利局"
    assert "落后序时1项" in notes(document) and "约束性指标1项，落后或未完成1项" in notes(document) and "线性推算" in notes(document)
    (row,) = rows(made(store, "indicators", period="2026-06"))
    assert row[6:8] == (84, "2026年6月")


def test_a_unit_gets_its_own_rows_or_a_reason(store: Store) -> None:
    assert len(rows(made(store, "indicators", unit_id=find_unit(store, "县水利局").id))) == 1
    with pytest.raises(UserError, match="没有这个单位负责的项"):
        made(store, "indicators", unit_id=find_unit(store, "县财政局").id)


def test_the_check_table_tells_what_was_not_looked_at(store: Store) -> None:
    document = made(store, "service-checks")
    assert rows(document)[0][4] == "未核查" and "已核查0项" in notes(document) and "未核查1项" in notes(document)
    service_checks.check_service(
        store, 1, 2026, ServiceStanding.UNMET, TODAY, covered="21个村", words="水压不足", by="李望", on=date(2026, 9, 2)
    )
    (row,) = rows(made(store, "service-checks", year=2026))
    assert row[4:] == ("未达标", "21个村", "水压不足", "李望", "2026年\n9月2日") and isinstance(row[4], Strong)
    assert rows(made(store, "service-checks", year=2025))[0][4] == "未核查"


def test_the_progress_table_has_the_columns_of_its_kind_and_sums_that_agree(store: Store) -> None:
    document = made(store, "project-progress")
    first, second, third, sums = rows(document)
    assert first[1:7] == ("北渠清淤工程", 2000, 1200, 900, 75.0, "超 8.3 点")
    assert second[1:7] == ("护岸工程", 2000, 800, 240.5, 30.1, "欠 36.6 点") and isinstance(second[6], Strong)
    assert first[11:] == ("主体完工", "用电未通") and third[2:7] == (2000, None, None, None, "")
    assert sums[:6] == ("合计", "", 6000, 2000, 1140.5, 57.0)
    assert heads(document) == ["专栏1（2项）", "专栏2（1项）"]
    assert [row[1] for row in rows(made(store, "project-progress", leader="李望"))] == ["护岸工程"]
    assert rows(made(store, "project-progress", period="2026-07"))[0][4] is None
    with pytest.raises(UserError, match="没有王五挂包的项目"):
        made(store, "project-progress", leader="王五")


def test_projects_and_units_are_shown_in_their_order_with_places_only_where_wanted(store: Store) -> None:
    water, money = find_unit(store, "县水利局").id, find_unit(store, "县财政局").id
    for number, unit in ((1, water), (2, money)):
        plan_lists.set_row_role(store, ListKind.PROJECTS, number, unit, Role.LEAD)
    document = made(store, "project-order", ranked=True)
    projects, units = [[row.cells for row in table.rows if isinstance(row, Row)] for table in document.blocks if isinstance(table, Table)]
    assert [row[:3] for row in projects] == [("1", "北渠清淤工程", "水利局"), ("2", "护岸工程", "财政局"), ("—", "泵站工程", "")]
    assert [row[6:9] for row in projects[:2]] == [(75.0, 66.7, "超 8.3 点"), (30.1, 66.7, "欠 36.6 点")]
    assert [(row[0], row[1], row[8]) for row in units] == [
        ("1", "水利局", "超 8.3 点"),
        ("2", "财政局", "欠 36.6 点"),
        ("—", "没有责任单位", ""),
    ]
    assert "名次并列" in notes(document) and "记在第一个单位" in notes(document)
    plain = made(store, "project-order")
    first, second = [[row.cells for row in table.rows if isinstance(row, Row)] for table in plain.blocks if isinstance(table, Table)]
    assert [row[0] for row in first] == [1, 2, 3] and [row[1] for row in second] == ["财政局", "水利局", "没有责任单位"]
    assert "名次" not in notes(plain)


def test_the_contact_table_is_grouped_by_leader(store: Store) -> None:
    document = made(store, "project-contacts")
    assert heads(document) == ["周树声（1项）", "李望（1项）", "未定挂包领导（1项）"]
    assert [row[1] for row in rows(document)] == ["北渠清淤工程", "护岸工程", "泵站工程"]


def test_two_versions_side_by_side(store: Store) -> None:
    with pytest.raises(UserError, match="还没有版本"):
        made(store, "project-versions")
    project_list.make_version(store, 1, "", TODAY)
    with pytest.raises(UserError, match="只有第1版"):
        made(store, "project-versions")
    project_list.let_go(store, [2], "用地未批", TODAY, TODAY)
    plan_lists.edit_row(store, ListKind.PROJECTS, 1, {"leader": "李望"})
    now = made(store, "project-versions")
    assert [row[1:3] for row in rows(now)] == [("北渠清淤工程", "调整"), ("护岸工程", "调出")]
    assert rows(now)[0][3:5] == ("挂包领导：周树声", "挂包领导：李望") and rows(now)[1][5] == "用地未批"
    assert "其余1个项目没有变动" in notes(now)
    project_list.make_version(store, 1, "年中调整", TODAY)
    assert rows(made(store, "project-versions")) == rows(now)


def test_the_page_of_documents_offers_the_periods_and_leaders_of_figures(store: Store) -> None:
    choices = choices_of(store, 1, TODAY)
    assert choices.figures == ("2026-08", "2026-06") and choices.project_leaders == ("周树声", "李望")


@pytest.mark.parametrize("kind", ["indicators", "service-checks", "project-progress", "project-contacts"])
def test_a_plan_without_rows_says_so(store: Store, kind: str) -> None:
    plan = draft("石泉镇绿化方案")
    plan.indicators, plan.services, plan.projects = [], [], []
    plans.import_plan(store, plan)
    with pytest.raises(UserError, match="这份方案里没有"):
        report_kinds.report_content(store, kind, ReportRequest(2), TODAY)
