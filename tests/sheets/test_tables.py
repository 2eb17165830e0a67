"""Finding the right sheet, its table, its columns and the rows that are tasks."""

import pytest

from tests.sheets.county import CLOUD, FOREST, HEALTH, SCHOOL, TRADE, WATER, codes, file, grid, hidden, plan, read, row_of, value
from tracker.domain.records import UnitRecord
from tracker.domain.terms import UnitKind
from tracker.errors import UserError
from tracker.files.grid import Merge
from tracker.sheets.staged import Bin, Choices
from tracker.sheets.units import KnownUnits
from tracker.usecases.intake.plans import unit_dictionary

HEAD = ("序号", "重点任务", "完成状态", "完成进度", "进展情况", "存在问题", "下一步措施", "责任人", "联系电话")
RESERVOIR = (6, "云岭水库除险", "推进中", "60%", "坝体灌浆完成。", "无", "抓紧溢洪道施工。", "周敏", "13800001234")
WORKS = (7, "城北净水厂扩能", "未启动", "0%", "正在招标。", "用地未批。", "", "陈一帆", "0999-7654321")


def test_titles_above_signatures_below_and_notes_between_are_no_tasks() -> None:
    rows = [("松河县重点任务进展情况表",), ("单位（盖章）：县水务局",), HEAD, tuple(range(1, 10)), ("二、重点工程",), RESERVOIR, (), WORKS]
    rows += [("合计", "2项"), ("注：进度按投资额计算。",), ("填报人：周敏", "", "", "审核人：陈一帆")]
    sheet = read(grid(rows))[0]
    kinds = [(row.row, row.kind) for row in sheet.rows]
    assert kinds == list(
        enumerate(
            ["title", "title", "header", "column_numbers", "group", "task", "blank", "task", "total", "note", "signature"],
            1,
        )
    )
    assert [row.bin for row in sheet.rows if row.kind != "task"] == [Bin.NOT_TASK] * 9
    assert (sheet.sender_id, sheet.sender_by) == (WATER, "title")
    assert [row_of(sheet, row).task_id for row in (6, 8)] == [106, 107]


def test_every_field_of_a_row_is_read() -> None:
    row = row_of(read(grid([HEAD, RESERVOIR]), sender=WATER)[0], 2)
    said = {cell.field: cell.value for cell in row.cells if cell.changes}
    assert said == {
        "state": "in_progress",
        "percent": 60,
        "progress": "坝体灌浆完成。",
        "problems": "无",
        "next_steps": "抓紧溢洪道施工。",
        "person": "周敏",
        "phone": "13800001234",
    }


def test_a_head_of_two_rows_with_and_without_merged_cells() -> None:
    upper = ("序号", "重点任务", "是否完成", None, "进展", "责任人员", None)
    lower = (None, None, "是", "否", None, "姓名", "电话")
    body = [(6, "云岭水库除险", None, "√", "甲", "周敏", "13800001234"), (12, "河道采砂巡查", "√", None, "乙", "周敏", None)]
    merges = [Merge(0, 0, 1, 0), Merge(0, 1, 1, 1), Merge(0, 2, 0, 3), Merge(0, 4, 1, 4), Merge(0, 5, 0, 6)]
    for given in (merges, []):
        sheet = read(grid([upper, lower, *body], merges=given), sender=WATER)[0]
        assert sheet.head_rows == (1, 2)
        assert [value(row_of(sheet, row), "state") for row in (3, 4)] == ["in_progress", "completed"]
        assert value(row_of(sheet, 3), "person") == "周敏"


def test_what_a_column_holds_decides_where_its_head_has_two_meanings() -> None:
    head = ("序号", "任务", "完成情况", "情况", "已完成")
    row = row_of(read(grid([head, (6, "云岭水库除险", "坝体灌浆完成，正在做溢洪道。", "正常推进", "约70%")]), sender=WATER)[0], 2)
    assert (value(row, "progress"), value(row, "state"), value(row, "percent")) == ("坝体灌浆完成，正在做溢洪道。", "in_progress", 70)


def test_the_title_column_is_known_by_the_plans_own_titles() -> None:
    head = ("序号", "那些事", "任务来源", "进展情况")
    sheet = read(grid([head, (6, "云岭水库除险", "县委全会", "甲"), (7, "城北净水厂扩能", "县委全会", "乙")]), sender=WATER)[0]
    assert [row_of(sheet, row).task_id for row in (2, 3)] == [106, 107]


def test_last_months_columns_are_not_this_months() -> None:
    head = ("序号", "重点任务", "8月进展", "9月进展", "上月进度", "本月进度")
    row = row_of(read(grid([head, (6, "云岭水库除险", "旧话。", "新话。", "40%", "60%")]), sender=WATER)[0], 2)
    assert (value(row, "progress"), value(row, "percent")) == ("新话。", 60)


def test_a_column_that_nobody_can_tell_is_asked_about_and_not_lost() -> None:
    head = ("序号", "重点任务", "进展情况", "甲乙丙丁", "下一步措施")
    sheet = read(grid([head, (6, "云岭水库除险", "甲。", "移民户房屋协议签不下来。", "乙。")]), sender=WATER)[0]
    assert codes(row_of(sheet, 2)) == ["column_unsure"]
    chosen = Choices(columns={sheet.signature: {0: "number", 1: "title", 2: "progress", 3: "problems", 4: "next_steps"}})
    row = row_of(read(grid([head, (6, "云岭水库除险", "甲。", "移民户房屋协议签不下来。", "乙。")]), sender=WATER, choices=chosen)[0], 2)
    assert (row.bin, value(row, "problems")) == (Bin.ADDED, "移民户房屋协议签不下来。")


def test_merged_cells_hold_for_every_row_and_parts_of_a_task_are_joined() -> None:
    head = ("序号", "重点任务", "完成状态", "进展情况", "责任领导")
    body = [
        (6, "云岭水库除险", "推进中", "灌浆完成。", "周敏"),
        (None, None, None, "溢洪道开工。"),
        (7, "城北净水厂扩能", "未启动", "招标中。"),
    ]
    sheet = read(grid([head, *body], merges=[Merge(1, 0, 2, 0), Merge(1, 1, 2, 1), Merge(1, 4, 3, 4)]), sender=WATER)[0]
    first, second = row_of(sheet, 2), row_of(sheet, 4)
    assert (value(first, "progress"), first.also_rows) == ("灌浆完成。\n溢洪道开工。", (3,))
    assert value(second, "leader") == "周敏"


def test_a_head_printed_again_on_the_next_page_is_no_task() -> None:
    sheet = read(grid([HEAD, RESERVOIR, HEAD, WORKS]), sender=WATER)[0]
    assert [row.kind for row in sheet.rows] == ["header", "task", "header_repeat", "task"]


def test_two_tables_of_other_shapes_in_one_sheet_are_both_read() -> None:
    second = ("编号", "事项", "配合情况", "经办人")
    sheets = read(grid([HEAD, RESERVOIR, (), ("配合任务",), second, (2, "寄宿制学校热水工程", "水源已接通。", "周敏")]), sender=WATER)
    assert [[row.task_id for row in sheet.rows if row.kind == "task"] for sheet in sheets] == [[106], [102]]


def test_the_sheet_of_this_period_is_found_among_the_others() -> None:
    old = (6, "云岭水库除险", "推进中", "30%", "旧。", "", "", "", "")
    sheets = read(
        grid([("请按月填报",), ("一、状态从下拉列表选择",)], "填写说明", 0),
        grid([HEAD, old, (*WORKS[:3], "10%", *WORKS[4:])], "8月", 1),
        grid([HEAD, RESERVOIR, WORKS], "9月", 2),
        grid([HEAD, (6, "云岭水库除险"), (7, "城北净水厂扩能")], "空表", 3),
        hidden(grid([HEAD, old], "旧数据", 4)),
        sender=WATER,
    )
    assert [sheet.sheet for sheet in sheets] == ["9月"]
    assert dict(sheets[0].left_out)["8月"] == "是8月的数据"
    assert set(dict(sheets[0].left_out)) == {"填写说明", "8月", "空表", "旧数据"}


def test_two_sheets_with_other_tasks_are_both_read() -> None:
    sheets = read(grid([HEAD, RESERVOIR], "重点工程", 0), grid([HEAD, (12, "河道采砂巡查", "长期坚持")], "日常治理", 1), sender=WATER)
    assert [sheet.sheet for sheet in sheets] == ["重点工程", "日常治理"]


def test_two_sheets_that_say_different_things_of_the_same_tasks_are_asked_about() -> None:
    sheets = read(grid([HEAD, RESERVOIR], "甲", 0), grid([HEAD, (*RESERVOIR[:3], "70%", *RESERVOIR[4:])], "乙", 1), sender=WATER)
    assert [sheet.sheet for sheet in sheets] == ["甲"]
    assert [question.code for question in sheets[0].questions] == ["several_tables"]


def test_a_file_without_any_table_of_tasks_says_so_in_one_sentence() -> None:
    with pytest.raises(UserError, match="没有找到任务表"):
        read(grid([("通讯录",), ("姓名", "电话"), ("周敏", "13800001234")]))


def test_a_table_of_another_plan_is_asked_about() -> None:
    sheet = read(grid([HEAD, (1, "图书馆错时开放", *RESERVOIR[2:]), (2, "公厕保洁", *WORKS[2:])]), sender=TRADE)[0]
    assert [question.code for question in sheet.questions] == ["no_task"]
    assert sheet.count(Bin.REFUSED) == 2


@pytest.mark.parametrize(
    ("name", "title", "foot", "sender", "by"),
    [
        ("县林草局9月.xlsx", "重点任务进展", "填报人：周敏", FOREST, "file"),
        ("9月反馈.xlsx", "县林草局重点任务进展", "填报人：周敏", FOREST, "title"),
        ("9月反馈.xlsx", "重点任务进展", "填报单位（盖章）：县林草局", FOREST, "foot"),
        ("教育9月进展.xlsx", "重点任务进展", "填报人：周敏", SCHOOL, "file"),
        ("卫健局.xlsx", "重点任务进展", "填报人：周敏", HEALTH, "file"),
    ],
)
def test_the_sender_is_found_wherever_it_stands(name: str, title: str, foot: str, sender: int, by: str) -> None:
    sheet = read(grid([(title,), HEAD, (11, "松材线虫病防控", "长期坚持"), (foot,)]), name=name)[0]
    assert (sheet.sender_id, sheet.sender_by) == (sender, by)


@pytest.mark.parametrize("name", ["9月反馈.xlsx", "县林草局、县水务局.xlsx"])
def test_a_sender_who_is_not_clear_is_asked_for(name: str) -> None:
    sheet = read(grid([HEAD, (11, "松材线虫病防控", "长期坚持")]), name=name)[0]
    assert (sheet.sender_id, sheet.sender_by, [question.code for question in sheet.questions]) == (None, "", ["unknown_sender"])


def test_a_table_that_the_office_collected_names_the_unit_in_each_row() -> None:
    head = ("序号", "重点任务", "责任单位", "进展情况")
    rows = [
        head,
        (6, "云岭水库除险", "水务局", "甲"),
        (11, "松材线虫病防控", "县林草局", "乙"),
        (13, "校门口交通秩序整顿", "县教育局", "丙"),
    ]
    sheet = read(grid(rows), name="全县汇总9月.xlsx")[0]
    assert (sheet.sender_id, sheet.sender_by) == (None, "office")
    assert [row_of(sheet, row).unit_id for row in (2, 3, 4)] == [WATER, FOREST, SCHOOL]
    assert not sheet.questions


def test_the_tasks_that_a_sender_did_not_return_are_named() -> None:
    sheet = read(grid([HEAD, RESERVOIR]), sender=WATER)[0]
    assert sheet.missing == (102, 107, 112)


def test_a_table_of_another_month_is_asked_about() -> None:
    sheet = read(grid([("县水务局2026年8月工作进展",), HEAD, RESERVOIR]))[0]
    assert (sheet.period_printed, [question.code for question in sheet.questions]) == ("2026年8月", ["period_differs"])


def test_a_broken_formula_is_told_with_its_cell() -> None:
    one = grid([HEAD, (*RESERVOIR[:3], "#REF!", *RESERVOIR[4:])], errors=frozenset({(1, 3)}))
    row = row_of(read(one, sender=WATER, known=plan())[0], 2)
    assert codes(row) == ["formula_error"]
    assert row.reasons[0].words == "进度是公式错误“#REF!”，没有值"
    assert file(one).grids == (one,)


def test_a_workbook_with_a_sheet_for_each_unit_is_read_sheet_by_sheet() -> None:
    one = grid([("填报单位：县水务局",), HEAD, RESERVOIR], "水务局", 0)
    other = grid([("填报单位：云岭镇",), HEAD, (6, "云岭水库除险", "推进中", "20%", "已协调用地。")], "云岭镇", 1)
    sheets = read(one, other)
    assert [(sheet.sheet, sheet.sender_id) for sheet in sheets] == [("水务局", WATER), ("云岭镇", CLOUD)]
    assert [sheet.sheet for sheet in read(one, other, sender=CLOUD)] == ["云岭镇"]


def test_a_sheet_with_one_of_many_tasks_does_not_hide_the_sheet_with_all_of_them() -> None:
    rows = [(number, title, "推进中", f"{number}0%", "已开工。") for number, title in enumerate((task.title for task in plan().tasks), 1)]
    one = grid([HEAD, rows[0]], "表一", 0)
    other = grid([HEAD, *rows], "表二", 1)
    assert [sheet.sheet for sheet in read(one, other)] == ["表一", "表二"]


def test_the_end_of_a_towns_name_is_no_second_unit() -> None:
    names = ("云桥县石门镇人民政府", "云桥县人民政府办公室")
    units = [UnitRecord(n, name, name, UnitKind.PLACE, "县", n, False, None, None, None) for n, name in enumerate(names, 1)]
    known = KnownUnits.of(units, unit_dictionary())
    assert known.in_name("云桥县石门镇人民政府") == (1,) and known.in_name("云桥县政府办10月进展") == (2,)
