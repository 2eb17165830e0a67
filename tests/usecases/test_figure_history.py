"""The history tells every step with figures in words that a clerk knows."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.stores import TODAY, clock, contents, draft, fresh_store
from tracker.domain.figures import ServiceStanding, ValueKind
from tracker.domain.plan_lists import ListKind
from tracker.domain.terms import Role
from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.usecases.cycle import indicator_values, project_list, project_values, service_checks
from tracker.usecases.feedback.figure_review import apply_figures, read_figures
from tracker.usecases.house import history
from tracker.usecases.house.units import find_unit
from tracker.usecases.intake import plan_lists, plans


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = fresh_store(tmp_path / "t.db", clock)
    plans.import_plan(opened, draft())
    yield opened
    opened.close()


def every_step(store: Store, tmp_path: Path) -> None:
    """One of every kind of change."""
    unit = find_unit(store, "县水利局").id
    plan_lists.edit_row(store, ListKind.INDICATORS, 1, {"base": "82", "base_year": 2025, "target_year": 2026})
    plan_lists.set_row_role(store, ListKind.INDICATORS, 1, unit, Role.LEAD)
    plan_lists.set_row_role(store, ListKind.PROJECTS, 1, unit, Role.LEAD)
    indicator_values.set_values(store, 1, ValueKind.ACTUAL, {"2026-06": "85"}, TODAY, {"2026-06": "监测站"})
    indicator_values.set_values(store, 1, ValueKind.AIM, {"2026": "90"}, TODAY)
    service_checks.check_service(store, 1, 2026, ServiceStanding.PARTLY, TODAY, words="2个村未通", covered="38个村", by="李望")
    plan_lists.edit_row(store, ListKind.PROJECTS, 1, {"total_investment": "900", "planned_start": date(2026, 3, 1), "leader": "周树声"})
    project_values.set_year(store, 1, 2026, "500", "完工")
    project_values.set_progress(store, 1, "2026-06", TODAY, invested="120", progress="一段", problems="雨多")
    project_list.make_version(store, 1, "", TODAY)
    plan_lists.add_row(store, ListKind.PROJECTS, 1, {"title": "南渠护坡工程"}, TODAY)
    project_list.let_go(store, [1], "并入南渠", TODAY, TODAY)
    project_list.make_version(store, 1, "常务会议", TODAY, by="周树声")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["指标", "完成值"])
    sheet.append(["优良断面比例", 86])
    book.save(tmp_path / "县水利局.xlsx")
    review = read_figures(store, [tmp_path / "县水利局.xlsx"], 1, "2026-08", TODAY)
    apply_figures(store, Paths(tmp_path / "data", store.path), review, TODAY)
    plan_lists.remove_rows(store, ListKind.SERVICES, [1])


def test_every_change_is_told_without_names_of_columns(store: Store, tmp_path: Path) -> None:
    every_step(store, tmp_path)
    told = []
    for operation in history.history(store, 50):
        for change in history.changes_of(store, operation.id):
            told += [operation.name, change.what, *(word for field in change.fields for word in field[:1])]
            told += [value for _name, *values in change.fields for value in values]
    words = " ".join(told)
    assert {"指标“优良断面比例”的数值", "项目“北渠清淤工程”的进展", "项目“北渠清淤工程”", "服务事项“农村饮水安全”的核查"} <= set(told)
    assert {"基期值", "核查情况", "形象进度", "挂包领导", "变动原因"} <= set(told)
    assert "2026-08指标" not in words and not re.search(r"[a-z]+_[a-z]+", words), re.findall(r"\S*[a-z]+_[a-z]+\S*", words)


def test_all_of_it_is_undone_step_by_step(store: Store, tmp_path: Path) -> None:
    before = contents(store.path)
    every_step(store, tmp_path)
    while history.undo_name(store) and "导入方案" not in (history.undo_name(store) or ""):
        history.undo(store)
    assert contents(store.path) == before
