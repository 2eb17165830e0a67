"""Indicators, services and projects: read by plan, words and group; changed as one operation; written with every row."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import TODAY, clock, contents, draft, fresh_store
from tracker.domain.plan_lists import IndicatorRecord, ListKind, ProjectRecord, ServiceRecord
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.plans.draft import DraftIndicator, DraftProject, DraftService, DraftUnit, Finding, Span
from tracker.reports.content import Group, Row, Table, Title
from tracker.storage.store import Store
from tracker.usecases.house import history
from tracker.usecases.intake import plan_lists, plans
from tracker.usecases.papers import report_kinds
from tracker.usecases.papers.report_request import ReportRequest


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = fresh_store(tmp_path / "t.db", clock)
    plan = draft()
    plan.indicators += [
        DraftIndicator("2", "水质", "黑臭水体", "条", "=", "0", "约束性"),
        DraftIndicator("3", "管网", "污水集中收集率", "%", "=", "76.5", "预期性"),
    ]
    plan.services.append(DraftService("2", "饮水", "水质公示", "居民", "每季度一次", "县级负担", [DraftUnit("县卫健局", Role.LEAD)]))
    start = plan.source_text.index("县水利局")
    plan.services[0].span = Span(start - 10, start + 6)
    plan.findings.append(Finding("unit", "不认识这个单位", Span(start, start + 4)))
    plan.projects.append(DraftProject("专栏1", "2.", "护岸工程", "柳林段"))
    plans.import_plan(opened, plan)
    plans.import_plan(opened, draft("石泉镇绿化方案"))
    yield opened
    opened.close()


def ids(store: Store, kind: ListKind, plan_id: int | None = 1, text: str = "", group: str | None = None) -> list[int]:
    return [one for found in plan_lists.list_groups(store, kind, plan_id, text, group) for one in found.ids]


def test_counts_and_groups_of_one_plan_and_of_all(store: Store) -> None:
    assert plan_lists.list_counts(store, 1) == {ListKind.INDICATORS: 3, ListKind.SERVICES: 2, ListKind.PROJECTS: 2}
    assert plan_lists.list_counts(store, None)[ListKind.INDICATORS] == 4
    groups = plan_lists.list_groups(store, ListKind.INDICATORS, None)
    assert [(group.plan_id, group.title, len(group.ids)) for group in groups] == [(2, "水质", 1), (1, "水质", 2), (1, "管网", 1)]


def test_words_are_found_in_every_field_and_in_units(store: Store) -> None:
    assert ids(store, ListKind.INDICATORS, text="集中 76.5") == ids(store, ListKind.INDICATORS, group="管网")
    assert len(ids(store, ListKind.SERVICES, text="卫健")) == 1
    assert ids(store, ListKind.PROJECTS, text="%") == []
    (found,) = plan_lists.list_rows(store, ListKind.PROJECTS, ids(store, ListKind.PROJECTS, text="柳林"))
    assert found == ProjectRecord(found.id, 1, "专栏1", "2.", "护岸工程", "柳林段")


def test_rows_in_the_order_asked_for_and_without_those_that_are_gone(store: Store) -> None:
    wanted = [3, 999, 1]
    rows = plan_lists.list_rows(store, ListKind.INDICATORS, wanted)
    assert [row.id for row in rows] == [3, 1]
    assert isinstance(rows[1], IndicatorRecord) and rows[1].goal == "≥90"
    with pytest.raises(UserError, match="已经不存在"):
        plan_lists.list_detail(store, ListKind.INDICATORS, 999)


def test_a_row_knows_its_words_in_the_plan_and_the_doubts_about_them(store: Store) -> None:
    detail = plan_lists.list_detail(store, ListKind.SERVICES, 1)
    assert "县水利局" in detail.source
    assert [finding.words for finding in detail.findings] == ["不认识这个单位"]
    assert plan_lists.list_detail(store, ListKind.SERVICES, 2).findings == ()


def test_a_change_is_one_named_operation_and_undo_brings_everything_back(store: Store) -> None:
    before = contents(store.path)
    done = plan_lists.edit_row(store, ListKind.SERVICES, 1, {"standard": "全部达标 ", "note": "每月公示", "funding": "县级负担"})
    assert done.name == "修改服务项目“农村饮水安全”的服务指导标准、备注"
    (row,) = plan_lists.list_rows(store, ListKind.SERVICES, [1])
    assert isinstance(row, ServiceRecord) and (row.standard, row.note) == ("全部达标", "每月公示")
    (change,) = history.changes_of(store, done.operation_id or 0)
    assert change.fields == (("服务指导标准", "水质达标", "全部达标"), ("备注", "", "每月公示"))
    history.undo(store)
    assert contents(store.path) == before
    assert plan_lists.edit_row(store, ListKind.SERVICES, 1, {"note": ""}).operation_id is None


def test_names_may_not_be_empty_and_fields_must_exist(store: Store) -> None:
    with pytest.raises(UserError, match="指标名称不能为空"):
        plan_lists.edit_row(store, ListKind.INDICATORS, 1, {"name": " "})
    with pytest.raises(TypeError):
        plan_lists.edit_row(store, ListKind.INDICATORS, 1, {"plan_id": "2"})


def test_units_of_a_service_are_given_changed_and_taken(store: Store) -> None:
    before = contents(store.path)
    (row,) = plan_lists.list_rows(store, ListKind.SERVICES, [2])
    assert isinstance(row, ServiceRecord)
    lead = row.units[0].unit_id
    other = next(unit for unit in store_units(store) if unit != lead)
    plan_lists.set_row_role(store, ListKind.SERVICES, 2, other, Role.SUPPORT)
    plan_lists.set_row_role(store, ListKind.SERVICES, 2, lead, None)
    (row,) = plan_lists.list_rows(store, ListKind.SERVICES, [2])
    assert isinstance(row, ServiceRecord)
    assert [(unit.unit_id, unit.role) for unit in row.units] == [(other, Role.SUPPORT)]
    assert row.leads.endswith("（配合）")
    history.undo(store)
    history.undo(store)
    assert contents(store.path) == before


def store_units(store: Store) -> list[int]:
    from tracker.usecases.house.units import list_units

    return [unit.id for unit in list_units(store)]


@pytest.mark.parametrize("kind", list(ListKind))
def test_a_document_holds_every_row_under_its_group(store: Store, kind: ListKind, tmp_path: Path) -> None:
    for plan_id in (1, None):
        document = plan_lists.list_content(store, kind, plan_id, TODAY)
        (table,) = [block for block in document.blocks if isinstance(block, Table)]
        rows = [row for row in table.rows if isinstance(row, Row)]
        known = plan_lists.list_rows(store, kind, ids(store, kind, plan_id))
        assert len(rows) == len(known)
        for row, one in zip(rows, known, strict=True):
            assert one.title in row.cells
        groups = [row.text for row in table.rows if isinstance(row, Group)]
        assert any(one.group in group for one in known for group in groups)
        for suffix in (".docx", ".xlsx"):
            plan_lists.write_list(store, kind, plan_id, tmp_path / f"{kind.value}{plan_id}{suffix}", TODAY)
            assert (tmp_path / f"{kind.value}{plan_id}{suffix}").stat().st_size > 2000


def test_the_indicator_table_keeps_figures_as_figures(store: Store) -> None:
    document = plan_lists.list_content(store, ListKind.INDICATORS, 1, TODAY)
    assert document.blocks[0] == Title(("松河县水环境治理主要指标表",))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [column.head for column in table.columns] == ["序号", "指标", "单位", "目标值", "属性"]
    assert next(row for row in table.rows if isinstance(row, Row)).cells == (1, "优良断面比例", "%", "≥90", "约束性")
    assert [row.cells[3] for row in table.rows if isinstance(row, Row)] == ["≥90", 0, 76.5]


def test_a_plan_without_rows_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    store = fresh_store(tmp_path / "t.db", clock)
    plan = draft()
    plan.indicators = []
    plans.import_plan(store, plan)
    with pytest.raises(UserError, match="没有指标"):
        plan_lists.write_list(store, ListKind.INDICATORS, 1, tmp_path / "x.docx", TODAY)
    with pytest.raises(UserError, match="没有找到这份方案"):
        plan_lists.write_list(store, ListKind.INDICATORS, 9, tmp_path / "x.docx", TODAY)
    assert not (tmp_path / "x.docx").exists()
    store.close()


@pytest.mark.parametrize("kind", ["ledger", "matrix", "indicators", "services", "projects"])
def test_every_kind_of_report_is_written(store: Store, kind: str, tmp_path: Path) -> None:
    for suffix in (".docx", ".xlsx"):
        document = report_kinds.write_report(store, kind, ReportRequest(1), tmp_path / f"{kind}{suffix}", TODAY)
        assert document.name.startswith("松河县") and (tmp_path / f"{kind}{suffix}").stat().st_size > 2000


def test_wrong_kinds_and_choices_are_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="indicators（指标监测表）"):
        report_kinds.report_kind("chart")
    with pytest.raises(UserError, match="没有“单位”可选，请去掉单位"):
        report_kinds.write_report(store, "matrix", ReportRequest(1, unit_id=1), tmp_path / "m.docx", TODAY)
    with pytest.raises(UserError, match=r"Word 文档、PDF 文件.*\.docx 或 \.pdf"):
        report_kinds.write_report(store, "urging", ReportRequest(1, period="2026-09"), tmp_path / "m.xlsx", TODAY)
