"""Workbooks as plans: which sheets, merged cells, numbers and dates as typed, files that do not end well."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from tests.files.making import GROUPS, HEAD, archive, converted, division_rows, facts, needs_office, plan_of
from tests.plans.reading import roles
from tracker.errors import UserError
from tracker.files.source import read_source
from tracker.files.workbook import words

PLAN = Path(__file__).parents[3] / "shared" / "sheets" / "plan.xlsx"


def saved(tmp_path: Path, fill: Any, name: str = "表.xlsx") -> Path:
    book = Workbook()
    fill(book.active, book)
    path = tmp_path / name
    book.save(path)
    return path


def division(sheet: Any, _book: Workbook) -> None:
    sheet.append(["青禾县2026年水渠修缮任务分解表"])
    sheet.merge_cells("A1:G1")
    sheet.append([*HEAD[:4], "责任单位", None, HEAD[6]])
    sheet.append([None, None, None, None, *HEAD[4:6]])
    for column in "ABCDG":
        sheet.merge_cells(f"{column}2:{column}3")
    sheet.merge_cells("E2:F2")
    rows = division_rows(6)
    for row in rows:
        sheet.append([int(row[0]), *row[1:]])
    for first in (4, 6, 8):
        sheet.merge_cells(f"B{first}:B{first + 1}")
    sheet.append(["合计", None, "6项"])


def test_a_division_table_with_a_head_over_two_rows_and_merged_groups(tmp_path: Path) -> None:
    draft = plan_of(saved(tmp_path, division))
    rows = division_rows(6)
    assert draft.title == "青禾县2026年水渠修缮任务分解表"
    assert [(task.label, task.title, task.content) for task in draft.tasks] == [(row[0], row[2], row[3]) for row in rows]
    assert [draft.path(task) for task in draft.tasks] == [[group] for group in GROUPS for _ in range(2)]
    assert {roles(task) for task in draft.tasks} == {"lead 县水利局、support 县财政局、support 县农业农村局"}


@needs_office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_same_table_in_other_formats(tmp_path: Path, kind: str) -> None:
    path = saved(tmp_path, division)
    assert facts(converted(path, kind)) == facts(path)


def test_the_binary_format_under_the_name_that_wps_gives_it(tmp_path: Path) -> None:
    path = saved(tmp_path, division)
    other = tmp_path / "表.et"
    other.write_bytes(path.read_bytes())
    assert facts(other) == facts(path)


@pytest.mark.skipif(not PLAN.exists(), reason="the shared sheets are not on this machine")
def test_the_shared_plan() -> None:
    import json

    truth = json.loads((PLAN.parent / "truth.json").read_text("utf-8"))["plan"]
    draft = plan_of(PLAN)
    assert [heading.title for heading in draft.headings] == truth["groups"]
    assert len(draft.tasks) == len(truth["tasks"]) == 25
    for task, wanted in zip(draft.tasks, truth["tasks"], strict=True):
        assert (task.label, task.title, task.content) == (str(wanted["no"]), wanted["title"], wanted["content"])
        assert draft.path(task) == [wanted["group_title"]]
        assert [unit.name for unit in task.units] == [wanted["lead"], *wanted["support"]]
        (limit,) = task.deadlines
        assert (limit.due and limit.due.isoformat()) == wanted["deadline"]


def test_group_rows_and_sheets_of_a_workbook(tmp_path: Path) -> None:
    def fill(sheet: Any, book: Workbook) -> None:
        sheet.title = "填写说明"
        sheet.append(["请按月填报"])
        for title, road in (("城区", "东街"), ("乡镇", "西路")):
            made = book.create_sheet(title)
            made.append(["任务", "牵头单位", "完成时限"])
            made.append(["（一）交通"])
            made.append([f"改造{road}3公里", "县交通局", datetime.date(2026, 9, 30)])
        hidden = book.create_sheet("旧稿")
        hidden.append(["任务", "牵头单位"])
        hidden.append(["作废的任务", "县财政局"])
        hidden.sheet_state = "hidden"

    draft = plan_of(saved(tmp_path, fill))
    assert [(task.content, task.deadlines[0].wording) for task in draft.tasks] == [
        ("改造东街3公里", "2026年9月30日"),
        ("改造西路3公里", "2026年9月30日"),
    ]
    assert draft.path(draft.tasks[0]) == ["（一）交通"]
    told = "".join(finding.words for finding in draft.findings)
    assert "旧稿" in told and "填写说明" in told and "作废" not in draft.source_text


def test_a_plan_typed_into_the_first_column_is_read_as_text(tmp_path: Path) -> None:
    def fill(sheet: Any, _book: Workbook) -> None:
        for line in ("青禾县方案", "一、交通", "（一）修路。修路3公里。（县交通局牵头）"):
            sheet.append([line])

    assert [roles(task) for task in plan_of(saved(tmp_path, fill)).tasks] == ["lead 县交通局"]


def test_percentages_stay_percentages(tmp_path: Path) -> None:
    def fill(sheet: Any, _book: Workbook) -> None:
        sheet.append(["指标名称", "责任单位", "2026年目标值"])
        sheet.append(["污水处理率", "县住建局", 0.95])
        sheet["C2"].number_format = "0.0%"

    assert "95%" in read_source(saved(tmp_path, fill)).text


@pytest.mark.parametrize(
    ("value", "percent", "wanted"),
    [
        (3.0, False, "3"),
        (0.1 + 0.2, False, "0.3"),
        (0.285, True, "28.5%"),
        (True, False, "是"),
        (datetime.datetime(2026, 3, 1, 0, 0), False, "2026年3月1日"),
        (datetime.time(9, 5), False, "09:05"),
        (" 甲\r\n乙\t丙 ", False, "甲\n乙 丙"),
    ],
)
def test_values_as_a_clerk_would_type_them(value: Any, percent: bool, wanted: str) -> None:
    assert words(value, percent) == wanted


def test_a_cell_at_the_far_end(tmp_path: Path) -> None:
    def fill(sheet: Any, _book: Workbook) -> None:
        division(sheet, _book)
        sheet["XFD1048576"] = "x"

    with pytest.raises(UserError, match="XFD1048576"):
        read_source(saved(tmp_path, fill))


def test_a_style_at_the_far_end_is_nothing(tmp_path: Path) -> None:
    def fill(sheet: Any, _book: Workbook) -> None:
        division(sheet, _book)
        sheet["XFD1048576"].font = Font(bold=True)

    assert len(plan_of(saved(tmp_path, fill)).tasks) == 6


def test_broken_workbooks_are_refused(tmp_path: Path) -> None:
    data = saved(tmp_path, division).read_bytes()
    for name, content in (
        ("断.xlsx", data[: len(data) // 2]),
        ("空.xlsx", archive(xl__workbook_xml=b"<x/>")),
        ("弹.xlsx", archive(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b"0" * 40_000_000)),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UserError) as caught:
            read_source(path)
        assert name in str(caught.value) and str(caught.value).count("。") == 1


def test_a_head_over_three_rows(tmp_path: Path) -> None:
    def fill(sheet: Any, _book: Workbook) -> None:
        sheet.append(["序号", "重点任务", "具体举措", "责任分工", None, None, "完成时限"])
        sheet.append([None, None, None, "牵头领导", "责任单位"])
        sheet.append([None, None, None, None, "牵头单位", "配合单位"])
        sheet.append([1, "产业发展", "建设园区3个。", "张三", "县工信局", "县发改局", "6月底"])
        sheet.append([2, None, "招商20家。", "李四", "县商务局", "县发改局", "年底"])
        for merged in ("A1:A3", "B1:B3", "C1:C3", "G1:G3", "D2:D3", "D1:F1", "E2:F2", "B4:B5"):
            sheet.merge_cells(merged)

    draft = plan_of(saved(tmp_path, fill))
    assert [(draft.path(task), task.content, roles(task), task.leaders) for task in draft.tasks] == [
        (["产业发展"], "建设园区3个。", "lead 县工信局、support 县发改局", ["张三"]),
        (["产业发展"], "招商20家。", "lead 县商务局、support 县发改局", ["李四"]),
    ]


def test_hidden_rows_and_columns_are_read_and_told(tmp_path: Path) -> None:
    def fill(sheet: Any, _book: Workbook) -> None:
        sheet.append(["序号", "民生实事", "责任单位", "内部编号"])
        sheet.append([1, "修路5公里", "县交通局", "甲"])
        sheet.append([2, "架桥2座", "县住建局", "乙"])
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["D"].hidden = True

    path = saved(tmp_path, fill, "青禾县2024年任务表.xlsx")
    assert [task.content for task in plan_of(path).tasks] == ["修路5公里", "架桥2座"]
    assert any("第 3 行和第 4 列是隐藏的" in note for note in read_source(path).notes)
