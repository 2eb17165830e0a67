"""Tables: division tables of every origin, indicators, service lists, project boxes."""

import pytest

from tests.plans.reading import limits, read, reasons, roles
from tracker.plans.columns import Column, column_of
from tracker.plans.figures import read_value

TABBED = (
    "青禾县规划\n附件1\n任务分工\n\t序号\n\t重 点 任 务\n\t责 任 单 位\n\t完成时限\n\n\t1\n\t新建道路5公里"
    "。\n\t县交通局牵头，其他有关部门按职责分工负责\n\t2024年6月\n"
    "\n\t2\n\t改造小区3个。\n\t县住建局、县发改局分别牵头，各镇配合\n\t长期\n\n附件2\n其他事项\n"
)
LINES = (
    "青禾县重点任务分工表\n序号\n重点任务\n牵头单位\n配合单位\n1\n新建道路5公里\n县交通局\n县财政局、各乡"
    "镇\n2\n改造小区3个\n县住建局\n县发改局\n"
)
ROWS = (
    "青禾县重点任务分工表\n序号\t重点任务\t责任单位\t完成时限\n1\t新建道路5公里\t县交通局牵头，县财政局配"
    "合\t2024年6月\n2\t改造小区3个\t县住建局\t每季度\n"
)
BARS = (
    "青禾县重点任务分工表\n| 序号 | 重点任务 | 责任单位 |\n|---|---|---|\n| 1 | 新建道路5公里 | 县交通局 "
    "|\n| 2 | 改造小区3个 | 县住建局 |\n"
)


def test_a_web_table_with_one_cell_per_line() -> None:
    draft = read(TABBED)
    assert [(task.label, task.title, task.content) for task in draft.tasks] == [("1", "", "新建道路5公里。"), ("2", "", "改造小区3个。")]
    assert [roles(task) for task in draft.tasks] == [
        "lead 县交通局、support 其他有关部门",
        "lead 县住建局、lead 县发改局、support 各镇",
    ]
    assert [limits(task) for task in draft.tasks] == [["2024年6月=2024-06-30"], ["长期=standing"]]
    assert draft.path(draft.tasks[0]) == ["附件1 任务分工"]


def test_a_table_without_any_marks() -> None:
    draft = read(LINES)
    assert [roles(task) for task in draft.tasks] == ["lead 县交通局、support 县财政局、support 各乡镇", "lead 县住建局、support 县发改局"]


def test_a_table_with_one_row_per_line() -> None:
    draft = read(ROWS)
    assert [limits(task) for task in draft.tasks] == [["2024年6月=2024-06-30"], ["每季度=quarter"]]


def test_a_table_drawn_with_bars() -> None:
    assert [roles(task) for task in read(BARS).tasks] == ["lead 县交通局", "lead 县住建局"]


def test_group_rows_are_headings_and_rows_without_units_are_asked_about() -> None:
    draft = read("青禾县分工表\n序号\t任务内容\t责任单位\n一、交通\n1\t修路\t县交通局\n2\t架桥\t\n".replace("一、交通\n", "一、交通\t\t\n"))
    assert draft.path(draft.tasks[0]) == ["一、交通"]
    assert reasons(draft.tasks[1]) == ["no_units"]


def test_prose_of_a_divided_plan_is_no_task() -> None:
    draft = read("青禾县规划\n第一章 任务\n第一节 交通\n加快修路。打通断头路，方便群众出行。\n" + TABBED.split("\n", 1)[1])
    assert len(draft.tasks) == 2


def test_indicator_table() -> None:
    draft = read(
        "青禾县规划\n表1 主要指标\n\t序号\n\t指标名称\n\t2025年\n\t指标性质\n\n\t一、教育\n\n\t1\n\t普惠园覆盖率（%）\n\t＞90\n\t预期性\n"
        "\n\t2\n\t招生数（万人）（不含技工）\n\t1.2\n\t约束性\n（预期性）\n\n\t3\n\t入学率%）\n\t≥95\n\t约束性\n"
    )
    rows = [(row.no, row.group, row.name, row.comparison, row.value, row.measure, row.nature) for row in draft.indicators]
    assert rows == [
        ("1", "一、教育", "普惠园覆盖率", ">", "90", "%", "预期性"),
        ("2", "一、教育", "招生数", "=", "1.2", "万人", "约束性（预期性）"),
        ("3", "一、教育", "入学率", ">=", "95", "%", "约束性"),
    ]


def test_service_list() -> None:
    draft = read(
        "青禾县规划\n附件\n服务清单\n\t序号\n\t服务项目\n\t服务对象\n\t服务指导标准\n\t支出责任\n\t牵头负责单"
        "位\n\t备注\n\n\t一、优生\n\n\t1\n\t孕前检查\n\t夫妇\n"
        "\t每年1次。\n\t县级财政负责\n\t县卫健局、县民政局\n\t\n\n\t2\n\t\n\t儿童\n\t按规定执行。\n\t\n\t\n\t\n"
    )
    first, second = draft.services
    assert (first.no, first.group, first.name, first.target_group, first.funding) == ("1", "一、优生", "孕前检查", "夫妇", "县级财政负责")
    assert [(unit.name, unit.role.value) for unit in first.units] == [("县卫健局", "lead"), ("县民政局", "lead")]
    assert (second.name, second.target_group, second.units) == ("", "儿童", [])


def test_project_boxes() -> None:
    draft = read(
        "青禾县规划\n第一章 任务\n第一节 教育\n抓好教育。\n专栏1 教育工程\n（1）建校工程。新建学校。\n（2）强"
        "师工程。培训教师。\n第二节 卫生\n专栏2 卫生工程\n健康工程。建设医院。\n"
    )
    assert [(p.box, p.label, p.title, p.content) for p in draft.projects] == [
        ("专栏1 教育工程", "（1）", "建校工程", "新建学校。"),
        ("专栏1 教育工程", "（2）", "强师工程", "培训教师。"),
        ("专栏2 卫生工程", "", "健康工程", "建设医院。"),
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("≥95", (">=", "95", "")),
        ("＞90", (">", "90", "")),
        ("80%以上", (">=", "80", "%")),
        ("1.2", ("=", "1.2", "")),
        ("持续提升", ("=", "持续提升", "")),
    ],
)
def test_values_of_indicators(printed: str, expected: tuple[str, str, str]) -> None:
    assert read_value(printed) == expected


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("牵头单位(部门)", Column.LEAD),
        ("牵头(责任)单位", Column.LEAD),
        ("责任单位(牵头)", Column.LEAD),
        ("责任单位(配合)", Column.SUPPORT),
        ("整改责任单位", Column.DUTY),
        ("牵头", Column.LEAD),
        ("配合", Column.SUPPORT),
        ("计划完成时间", Column.LIMIT),
        ("截止日期", Column.LIMIT),
        ("实施主体", Column.DUTY),
        ("进展情况", None),
    ],
)
def test_heads_of_columns(head: str, meaning: Column | None) -> None:
    assert column_of(head) is meaning


def test_a_goal_is_part_of_the_task_and_a_bare_unit_does_it() -> None:
    draft = read(
        "青禾县分工表\n序号\t重点任务\t年度目标\t单位\t时限\n1\t修建道路\t全县修建道路5公里\t县交通局\t6月底\n".replace("单位", "责任单位")
    )
    assert [(task.title, task.content, roles(task)) for task in draft.tasks] == [("修建道路", "全县修建道路5公里", "lead 县交通局")]
    draft = read("青禾县分工表\n序号\t任务\t单位\t时限\n1\t修建道路\t县交通局\t6月底\n")
    assert [roles(task) for task in draft.tasks] == ["lead 县交通局"]


def test_totals_signatures_and_numbered_columns_are_no_rows() -> None:
    table = "青禾县分工表\n序号\t任务\t牵头单位\n1\t2\t3\n1\t修路5公里\t县交通局\n合计\t1项\t\n填表人：张三\t审核：李四\t\n"
    assert [task.content for task in read(table).tasks] == ["修路5公里"]


def test_a_table_after_a_project_box_is_no_part_of_its_last_item() -> None:
    plan = read(
        "清河县公共服务规划\n一、目标\n专栏1 补短板工程\n（1）供水工程。新建泵站1座。\n（2）文体工程。建设广场2处。\n表1 主要指标\n"
        "序号\t指标名称\t计量单位\t目标值\t属性\n1\t供水普及率\t%\t98\t约束性\n2\t绿化覆盖率\t%\t45\t预期性\n"
        "二、任务\n（一）改造管网。更换管网8公里。（县水利局牵头）\n"
    )
    assert [project.content for project in plan.projects] == ["新建泵站1座。", "建设广场2处。"]
    assert [row.name for row in plan.indicators] == ["供水普及率", "绿化覆盖率"]
