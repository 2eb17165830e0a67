"""Sheets as they really come: months side by side, last month's table kept below, rows filtered away, a state with a sentence behind it."""

import pytest

from tests.sheets.county import WATER, codes, grid, read, row_of, value
from tracker.files.grid import Merge
from tracker.sheets.staged import Bin, Choices, StagedSheet

HEAD = ("序号", "重点任务", "完成状态", "完成进度", "进展情况")
DAM, WORKS, SAND = "云岭水库除险", "城北净水厂扩能", "河道采砂巡查"
TASKS = ((6, DAM), (7, WORKS), (12, SAND))


def _said(sheet: StagedSheet, row: int) -> dict[str, object]:
    return {cell.field: cell.value for cell in row_of(sheet, row).cells if cell.changes}


def _asked(sheet: StagedSheet) -> list[str]:
    return [question.code for question in sheet.questions]


def test_of_months_side_by_side_under_wide_heads_the_one_asked_for_is_read() -> None:
    upper = ("序号", "重点任务", "2026年8月", None, None, "2026年9月", None, None)
    lower = (None, None, "状态", "进度", "进展", "状态", "进度", "进展")
    merges = [Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 0, 4), Merge(0, 5, 0, 7)]
    body = [(number, title, "推进中", "40%", "招标完成", "推进中", "65%", "桩基完成") for number, title in TASKS]
    (sheet,) = read(grid([upper, lower, *body], merges=merges), sender=WATER)
    assert sheet.head_rows == (1, 2)
    assert _said(sheet, 4) == {"state": "in_progress", "percent": 65, "progress": "桩基完成"}


def test_of_quarters_side_by_side_the_one_of_the_month_is_read() -> None:
    head = ("序号", "重点任务", "一季度进展", "二季度进展", "第三季度进展")
    (sheet,) = read(grid([head, *((number, title, "勘察", "招标", "桩基完成") for number, title in TASKS)]), sender=WATER)
    assert _said(sheet, 2) == {"progress": "桩基完成"} and not sheet.questions
    (older,) = read(grid([row[:4] for row in (head, *((number, title, "勘察", "招标") for number, title in TASKS))]), sender=WATER)
    assert "period_differs" in _asked(older) and row_of(older, 2).bin is Bin.ASK


@pytest.mark.parametrize("newest_first", [True, False])
def test_last_months_table_in_the_same_sheet_is_left_out_and_told(newest_first: bool) -> None:
    september = [("县水务局2026年9月进展表",), HEAD, (6, DAM, "推进中", "60%", "灌浆过半"), (7, WORKS, "推进中", "30%", "招标")]
    august = [("县水务局2026年8月进展表",), HEAD, (6, DAM, "推进中", "50%", "八月开始灌浆"), (12, SAND, "推进中", "20%", "八月巡查4次")]
    tables = [september, august] if newest_first else [august, september]
    (sheet,) = read(grid([*tables[0], (), *tables[1]]), sender=WATER)
    found = {row.task_id: value(row, "percent") for row in sheet.rows if row.kind == "task"}
    assert found == {106: 60, 107: 30}
    assert [words for _name, words in sheet.left_out] == ["是2026年8月的数据"]
    assert _asked(sheet) == ["several_tables"]


def test_a_head_printed_again_on_the_next_page_still_goes_on() -> None:
    rows = [
        ("县水务局2026年9月进展表",),
        HEAD,
        (6, DAM, "推进中", "60%", "灌浆"),
        ("县水务局2026年9月进展表",),
        HEAD,
        (7, WORKS, "推进中", "30%", "招标"),
    ]
    (sheet,) = read(grid(rows), sender=WATER)
    assert [row.task_id for row in sheet.rows if row.kind == "task"] == [106, 107]


def test_a_table_that_goes_on_without_its_head_is_asked_about() -> None:
    first = grid([HEAD, (6, DAM, "推进中", "60%", "灌浆")], name="表1")
    second = grid([(7, WORKS, "推进中", "30%", "招标"), (12, SAND, "推进中", "20%", "巡查")], name="表2", index=1)
    (sheet,) = read(first, second, sender=WATER)
    (question,) = sheet.questions
    assert "表2" in question.words and "没有表头" in question.words


def test_what_is_said_behind_a_state_is_not_lost() -> None:
    rows = [
        ("序号", "重点任务", "完成情况", "联系人"),
        (6, DAM, "推进中，灌浆完成七成", "周敏"),
        (7, WORKS, "推进中", "周敏"),
        (12, SAND, "已完成。巡查40次", "周敏"),
    ]
    (sheet,) = read(grid(rows), sender=WATER)
    assert [(value(row_of(sheet, row), "state"), value(row_of(sheet, row), "progress")) for row in (2, 3, 4)] == [
        ("in_progress", "推进中，灌浆完成七成"),
        ("in_progress", None),
        ("completed", "已完成。巡查40次"),
    ]


def test_what_is_said_behind_a_percentage_is_not_lost() -> None:
    rows = [("序号", "重点任务", "完成进度"), (6, DAM, "约完成65%，正在加固溢洪道"), (7, WORKS, "已完成80%左右"), (12, SAND, "100%")]
    (sheet,) = read(grid(rows), sender=WATER)
    assert [(value(row_of(sheet, row), "percent"), value(row_of(sheet, row), "progress")) for row in (2, 3, 4)] == [
        (65, "约完成65%，正在加固溢洪道"),
        (80, None),
        (100, None),
    ]


def test_of_two_columns_alike_the_one_that_is_seen_counts() -> None:
    head = ("序号", "重点任务", "完成状态", "完成进度", "完成进度", "进展情况")
    body = [(number, title, "推进中", "40%", "65%", "桩基完成") for number, title in TASKS]
    (sheet,) = read(grid([head, *body], hidden_columns=frozenset([3])), sender=WATER)
    assert value(row_of(sheet, 2), "percent") == 65


def test_rows_that_are_filtered_away_are_told() -> None:
    rows = [HEAD, (6, DAM, "推进中", "60%", "灌浆"), (7, WORKS, "推进中", "30%", "招标")]
    (sheet,) = read(grid(rows, hidden_rows=frozenset([2])), sender=WATER)
    (question,) = sheet.questions
    assert (question.code, question.words[:3]) == ("hidden_rows", "第3行")


@pytest.mark.parametrize(
    ("planned", "reached"),
    [("目标值", "完成值"), ("计划", "实际"), ("计划值", "累计完成"), ("应完成进度", "已完成进度"), ("本月完成比例", "累计完成比例")],
)
def test_what_was_reached_counts_not_what_was_planned_or_added(planned: str, reached: str) -> None:
    for heads, figures in (((planned, reached), ("75%", "65%")), ((reached, planned), ("65%", "75%"))):
        body = [(number, title, "推进中", *figures, "桩基完成") for number, title in TASKS]
        (sheet,) = read(grid([("序号", "重点任务", "状态", *heads, "进展情况"), *body]), sender=WATER)
        assert value(row_of(sheet, 2), "percent") == 65


def test_two_columns_of_percentages_that_cannot_be_told_apart_are_asked_about() -> None:
    body = [(number, title, "推进中", "75%", "65%", "桩基完成") for number, title in TASKS]
    (sheet,) = read(grid([("序号", "重点任务", "状态", "甲口径", "乙口径", "进展情况"), *body]), sender=WATER)
    assert _asked(sheet) == ["column_unsure", "column_unsure"]
    assert row_of(sheet, 2).bin is Bin.ASK and "percent" not in _said(sheet, 2)


@pytest.mark.parametrize("title", [f"（取消）{DAM}", f"{DAM}（并入城北净水厂扩能）", f"{DAM}（暂缓实施）"])
def test_a_task_said_to_be_given_up_is_asked_about(title: str) -> None:
    (sheet,) = read(grid([HEAD, (6, title, "推进中", "60%", "灌浆"), (7, WORKS, "推进中", "30%", "招标")]), sender=WATER)
    assert (row_of(sheet, 2).bin, codes(row_of(sheet, 2))) == (Bin.ASK, ["task_unsure"])
    assert row_of(sheet, 3).bin is Bin.ADDED


def test_what_is_struck_through_is_asked_about() -> None:
    rows = [HEAD, (6, DAM, "推进中", "60%", "灌浆"), (7, WORKS, "推进中", "30%", "招标"), (12, SAND, "推进中", "20%", "巡查")]
    (sheet,) = read(grid(rows, struck=frozenset([(1, 3), (2, 1), (3, 0)])), sender=WATER)
    assert [(row_of(sheet, row).bin, codes(row_of(sheet, row))) for row in (2, 3, 4)] == [
        (Bin.ASK, ["struck_out"]),
        (Bin.ASK, ["struck_out"]),
        (Bin.ADDED, []),
    ]
    assert row_of(sheet, 2).reasons[0].words == "进度“60%”在表里划了删除线，请确认还算不算数"


@pytest.mark.parametrize(
    "said", ["未完成80%", "还差20%", "剩余20%", "目标80%", "不低于80%", "力争80%", "预计80%", "计划完成90%", "年底达80%", "较上月提高5%"]
)
def test_a_percentage_that_is_not_what_was_reached_is_asked_about(said: str) -> None:
    (sheet,) = read(grid([HEAD, (6, DAM, "推进中", said, "灌浆"), (7, WORKS, "推进中", "30%", "招标")]), sender=WATER)
    assert codes(row_of(sheet, 2)) == ["bad_percent"] and "percent" not in _said(sheet, 2)


@pytest.mark.parametrize("said", ["按计划完成80%", "已完成年度目标任务的80%", "完成80%左右", "累计完成比例80%", "完成投资80%"])
def test_a_percentage_in_other_words_is_read(said: str) -> None:
    (sheet,) = read(grid([HEAD, (6, DAM, "推进中", said, "灌浆"), (7, WORKS, "推进中", "30%", "招标")]), sender=WATER)
    assert codes(row_of(sheet, 2)) == [] and value(row_of(sheet, 2), "percent") == 80


@pytest.mark.parametrize("said", ["同上", "〃", "同第6项", "见上"])
def test_a_mark_for_the_same_as_above_is_no_text(said: str) -> None:
    (sheet,) = read(grid([HEAD, (6, DAM, "推进中", "60%", "灌浆"), (7, WORKS, "推进中", "30%", said)]), sender=WATER)
    assert codes(row_of(sheet, 3)) == ["ditto"] and "progress" not in _said(sheet, 3)


@pytest.mark.parametrize(
    "heads",
    [("进展情况", "进展情况（更新）"), ("牵头单位进展情况", "配合单位进展情况"), ("水务局进展", "住建局进展"), ("进展情况", "进展情况")],
)
def test_of_two_columns_alike_one_is_not_chosen_in_silence(heads: tuple[str, str]) -> None:
    body = [(6, DAM, "推进中", "灌浆过半", "灌浆完成"), (7, WORKS, "推进中", "正在招标", "开标")]
    (sheet,) = read(grid([("序号", "重点任务", "完成状态", *heads), *body]), sender=WATER)
    assert _asked(sheet) == ["column_unsure"]
    assert [codes(row_of(sheet, row)) for row in (2, 3)] == [["column_unsure"]] * 2
    chosen = Choices({sheet.signature: {0: "number", 1: "title", 2: "state", 4: "progress"}})
    (again,) = read(grid([("序号", "重点任务", "完成状态", *heads), *body]), sender=WATER, choices=chosen)
    assert _asked(again) == [] and _said(again, 2) == {"state": "in_progress", "progress": "灌浆完成"}
