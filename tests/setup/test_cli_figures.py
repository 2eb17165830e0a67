"""Indicators, services and projects from the command line: figures in, how they stand out, versions, sheets."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.setup.test_cli import Console
from tests.stores import draft, fresh_store
from tracker.domain.plan_lists import ListKind
from tracker.domain.terms import Role
from tracker.usecases.house.units import find_unit
from tracker.usecases.intake import plan_lists, plans


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Console]:
    with fresh_store(tmp_path / "t.db") as store:
        plans.import_plan(store, draft())
        plan_lists.set_row_role(store, ListKind.INDICATORS, 1, find_unit(store, "县水利局").id, Role.LEAD)
        plan_lists.edit_row(store, ListKind.INDICATORS, 1, {"target_year": date.today().year})
    yield Console(tmp_path, capsys)


YEAR = date.today().year


def test_values_go_in_and_the_standing_comes_out(console: Console) -> None:
    console("indicator", "base", "优良断面比例", "--plan", "1", "--value", "82", "--year", str(YEAR - 1))
    said = console("indicator", "set", "优良断面", "--plan", "1", "--period", f"{YEAR}-01", "--value", "90.5%")
    assert said == f"已填写指标“优良断面比例”{YEAR}年1月的完成值\n"
    console("indicator", "set", "1", "--plan", "1", "--period", f"{YEAR}", "--value", "90", "--aim")
    (row,) = console.json("indicator", "list", "--plan", "1")["indicators"]
    assert (row["standing"], row["base"], [one["value"] for one in row["values"]]) == ("reached", "82", ["90", "90.5"])
    assert "已达标｜" in console("indicator", "list", "--plan", "1")
    assert "不是准确的数" in console("indicator", "set", "1", "--plan", "1", "--period", f"{YEAR}-02", "--value", "约90", code=1)
    assert "没有叫“森林”的指标" in console("indicator", "set", "森林", "--plan", "1", "--period", f"{YEAR}-02", "--value", "9", code=1)
    assert console.json("indicator", "set", "1", "--plan", "1", "--period", f"{YEAR}-05", "--value", "") == {"operation": None}


def test_a_service_is_checked(console: Console) -> None:
    assert console("service", "list", "--plan", "1") == "1 农村饮水安全：未核查\n"
    console("service", "check", "农村饮水", "--plan", "1", "--standing", "partly", "--words", "2个村未通", "--covered", "38个村")
    told = console.json("service", "list", "--plan", "1")
    assert told["counts"] == {"met": 0, "partly": 1, "unmet": 0, "unchecked": 0} and told["services"][0]["check"]["covered"] == "38个村"


def test_a_project_and_its_list(console: Console) -> None:
    console("project", "plan", "北渠清淤工程", "--plan", "1", "--year", str(YEAR), "--planned", "1200", "--goal", "三段完工")
    console(
        "project", "set", "北渠", "--plan", "1", "--period", f"{YEAR}-01", "--invested", "90", "--progress", "进场", "--problems", "雨多"
    )
    (row,) = console.json("project", "list", "--plan", "1")["projects"]
    assert (row["standing"], row["percent"], row["problems"]) == ("short", 7.5, "雨多")
    assert "欠序时进度 0.8 点" in console("project", "list", "--plan", "1")
    assert console("project", "version", "--plan", "1") == "已确定项目清单第1版\n"
    console("project", "remove", "北渠清淤工程", "--plan", "1", "--reason", "并入南渠")
    assert "调出 北渠清淤工程：并入南渠" in console("project", "compare", "--plan", "1")
    console("project", "version", "--plan", "1", "--reason", "常务会议", "--by", "周树声")
    rows: Any = json.loads(console("project", "compare", "--plan", "1", "--from", "1", "--to", "2", "--json"))["rows"]
    assert [one["change"] for one in rows] == ["removed"]


def test_sheets_go_out_and_come_back(console: Console, tmp_path: Path) -> None:
    said = console("figures", "make", "--plan", "1", "--period", "2026-08", "--out", str(tmp_path / "out"))
    assert "01水利局-2026年8月指标项目数据.xlsx：水利局 1 项" in said and "“北渠清淤工程”没有责任单位" in said
    (file,) = (tmp_path / "out").iterdir()
    book = openpyxl.load_workbook(file)
    sheet = book["指标数据表"]
    place = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "优良断面比例")
    sheet.cell(place.row, 7, 86)
    book.save(file)
    rows = console.json("figures", "read", str(file), "--plan", "1", "--period", "2026-08")["rows"]
    assert [(row["item"], row["bin"]) for row in rows] == [("优良断面比例", "added")]
    assert console("figures", "import", str(file), "--plan", "1", "--period", "2026-08") == "已导入2026年8月指标项目数据（1项）\n"
    assert "没有要写入的数" in console("figures", "import", str(file), "--plan", "1", "--period", "2026-08")
    other = tmp_path / "空.xlsx"
    openpyxl.Workbook().save(other)
    assert "表格是空的" in console("figures", "import", str(other), "--plan", "1", "--period", "2026-08", code=1)


def test_services_are_sent_and_taken_in(console: Console, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = console.json("figures", "make", "--plan", "1", "--period", str(YEAR), "--out", str(out), "--list", "services")
    (file,) = made["files"]
    book = openpyxl.load_workbook(file["file"])
    sheet: Any = book["公共服务核查表"]
    at = next(cell for line in sheet.iter_rows() for cell in line if cell.value == "达标情况")
    sheet.cell(at.row + 1, at.column).value = "已达标"
    book.save(file["file"])
    assert console.json("figures", "import", file["file"], "--plan", "1", "--period", str(YEAR))["taken"] == 1
    assert console.json("service", "list", "--plan", "1")["services"][0]["check"]["standing"] == "met"
