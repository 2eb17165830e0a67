"""规划实施评估表: every part of a plan with how it stands as of a day, the same figures as the other documents, two columns to write in."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.stores import TODAY, clock, draft, fresh_store
from tracker.domain.figures import ServiceStanding, ValueKind
from tracker.domain.plan_lists import ListKind
from tracker.domain.terms import Role, State
from tracker.errors import UserError
from tracker.plans.draft import DraftIndicator
from tracker.reports.content import Document, Group, Note, Row, Strong, SubLine, Table
from tracker.storage.store import Store
from tracker.usecases.cycle import indicator_values, project_values, service_checks
from tracker.usecases.house.units import find_unit
from tracker.usecases.intake import plan_lists, plans
from tracker.usecases.papers import report_kinds
from tracker.usecases.papers.report_request import ReportRequest
from tracker.usecases.work import tasks


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = fresh_store(tmp_path / "t.db", clock)
    plan = draft()
    plan.indicators.insert(0, DraftIndicator("1", "水质", "农村自来水普及率", "%", ">=", "95", "预期性"))
    plans.import_plan(opened, plan)
    plan_lists.edit_row(opened, ListKind.INDICATORS, 2, {"base": "80", "base_year": 2025})
    plan_lists.set_row_role(opened, ListKind.INDICATORS, 2, find_unit(opened, "县水利局").id, Role.LEAD)
    indicator_values.set_values(opened, 2, ValueKind.ACTUAL, {"2026-06": "86", "2026-08": "85.4"}, TODAY)
    service_checks.check_service(opened, 1, 2026, ServiceStanding.UNMET, TODAY, covered="21个村", words="水压不足")
    project_values.set_year(opened, 1, 2026, "1200")
    project_values.set_progress(opened, 1, "2026-08", TODAY, invested="400", progress="一段完工")
    tasks.report_progress(opened, 2, "2026-08", State.IN_PROGRESS, 40, "更换3公里", today=TODAY)
    tasks.report_progress(opened, 4, "2026-08", State.COMPLETED, 100, "已栽种", today=TODAY)
    yield opened
    opened.close()


def made(store: Store, **asked: object) -> Document:
    return report_kinds.report_content(store, "evaluation", ReportRequest(1, **asked), TODAY)  # type: ignore[arg-type]


def parts(document: Document) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each table by the name of its second column."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return {table.columns[1].head: [row.cells for row in table.rows if isinstance(row, Row)] for table in tables}


def heads(document: Document) -> list[str]:
    return [row.text for table in document.blocks if isinstance(table, Table) for row in table.rows if isinstance(row, Group)]


def notes(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Note)]


def test_each_kind_of_thing_has_its_sheet_and_room_for_problems_and_advice(store: Store) -> None:
    document = made(store)
    assert document.name == "松河县水环境治理实施评估表" and len(document.sections) == 4
    found = parts(document)
    assert list(found) == ["指标", "重点任务", "项目名称", "服务项目"]
    assert all(row[-2:] == ("", "") for rows in found.values() for row in rows)
    binding, expected = found["指标"]
    assert binding[1:5] == ("优良断面比例", "%", 80, "≥90") and binding[5:10] == (85.4, "2026年8月", "86.7", "落后序时", "水利局")
    assert isinstance(binding[8], Strong) and expected[1] == "农村自来水普及率" and expected[8] == "未报"
    assert found["项目名称"][0][3:8] == (1200, 400, 33.3, "欠 33.3 点", "一段完工")
    assert found["服务项目"][0][4:6] == ("未达标", "21个村") and isinstance(found["服务项目"][0][4], Strong)
    assert [row[4] for row in found["重点任务"]] == ["长期坚持", "未启动", "逾期", "未启动", "已完成"]


def test_tasks_stand_under_their_chapters_whose_counts_agree_with_the_note(store: Store) -> None:
    document = made(store)
    chapters = [head for head in heads(document) if "治污" in head or "护岸" in head]
    assert [head.partition("（")[2].partition("：")[0] for head in chapters] == ["3项", "1项"]
    told = notes(document)[1]
    assert told.startswith("注：共5项：") and "已完成1项" in told and "完成率20%（按5项任务计）" in told
    assert "约束性指标1项（落后序时1项）；其他指标1项（未报1项）" in notes(document)[0]


def test_an_earlier_period_tells_how_it_stood_then(store: Store) -> None:
    document = made(store, period="2026-06")
    found = parts(document)
    assert found["指标"][0][5:7] == (86, "2026年6月") and found["项目名称"][0][4] is None
    (line,) = {block.middle for block in document.blocks if isinstance(block, SubLine)}
    assert line == "年度评估，时点：2026年6月末（实施期已过49.6%）"
    assert "已完成" not in notes(document)[1]


def test_a_unit_gets_what_it_is_responsible_for(store: Store) -> None:
    document = made(store, unit_id=find_unit(store, "县水利局").id, texts={"stage": "中期评估"})
    found = parts(document)
    assert [row[1] for row in found["指标"]] == ["优良断面比例"] and "项目名称" not in found and len(found["服务项目"]) == 1
    line = next(block for block in document.blocks if isinstance(block, SubLine))
    assert line.left == "责任单位：县水利局" and line.middle.startswith("中期评估，")
    idle = find_unit(store, "县柳编技艺专班").id
    tasks.set_role(store, 4, idle, None)
    with pytest.raises(UserError, match="没有任务、指标、项目和服务"):
        made(store, unit_id=idle)


def test_the_kind_of_evaluation_is_proposed_by_the_plans_time(store: Store) -> None:
    plans.edit_plan(store, 1, period_start=date(2024, 1, 1), period_end=date(2028, 12, 31))
    assert report_kinds.proposed_texts(store, "evaluation", ReportRequest(1), TODAY) == {"stage": "中期评估"}
