"""Indicators, services and projects in unusual shapes."""

from tests.plans.reading import read, roles
from tracker.plans.draft import PlanDraft


def figures(draft: PlanDraft) -> list[tuple[str, str, str, str, str]]:
    return [(row.no, row.group, row.comparison, row.value, row.nature) for row in draft.indicators]


def test_the_rate_counts_where_no_value_is_set() -> None:
    draft = read(
        "沙湾县国民经济和社会发展第十四个五年规划\n表1 主要指标\n类别 | 序号 | 指标 | 单位 | 2020年 | 2025年 | 年均增速〔累计〕 | 属性 |\n"
        "经济 | 1 | 生产总值 | 亿元 | 186.5 | 260 | 7%左右 | 预期性 |\n2 | 城镇化率 | % | 48.2 | 55 | 〔6.8〕 | 预期性 | |\n"
        "创新 | 3 | 研发经费投入增长 | % | — | — | 10%以上 | 预期性 |\n"
    )
    assert draft.period_start is not None and draft.period_start.year == 2021
    assert figures(draft) == [
        ("1", "经济", "=", "260", "预期性"),
        ("2", "经济", "=", "55", "预期性"),
        ("3", "创新", ">=", "10", "预期性"),
    ]


def test_the_value_of_the_plans_last_year_counts() -> None:
    draft = read(
        "沙湾县“十四五”规划\n表1 主要指标\n| 领域 | 序号 | 指标名称 | 指标值 |  |  | 指标属性 |\n|---|---|---|---|---|---|---|\n"
        "|  |  |  | 2020年现状值 | 2025年目标值 | 2035年目标值 |  |\n| 治理 | 1 | 优良天数比率（%） | 92.3 | ≥93 | ≥95 | 约束性 |\n"
        "|  | 2 | 碳排放降低（%） | 〔19〕 | 〔18〕 | 达到要求 | 预期性 |\n"
    )
    assert figures(draft) == [("1", "治理", ">=", "93", "约束性"), ("2", "治理", "=", "〔18〕", "预期性")]


def test_headings_between_rows_one_cell_per_line() -> None:
    draft = read(
        "沙湾县“十四五”规划\n表1 主要指标\n序号\n指标名称\n2020年\n2025年\n指标属性\n幼有所育\n1\n托位数（个）\n1.2\n4.5\n预期性\n"
        "学有所教\n2\n"
        "毛入园率（%）\n88\n>92\n预期性\n3\n教育年限（年）\n10.1\n11.3\n约束性\n"
    )
    assert figures(draft) == [
        ("1", "幼有所育", "=", "4.5", "预期性"),
        ("2", "学有所教", ">", "92", "预期性"),
        ("3", "学有所教", "=", "11.3", "约束性"),
    ]


def test_figures_that_somebody_answers_for_are_tasks_too() -> None:
    draft = read(
        "沙湾县2024年指标分解表\n序号\t指标名称\t计量单位\t2024年目标\t责任单位\n1\t生产总值\t亿元\t225\t县发改局\n2\t税收\t亿元\t10\t县税务局\n"
    )
    assert [(task.content, roles(task)) for task in draft.tasks] == [
        ("生产总值\n2024年目标：225", "lead 县发改局"),
        ("税收\n2024年目标：10", "lead 县税务局"),
    ]
    assert [row.value for row in draft.indicators] == ["225", "10"]


def test_services_below_a_heading_with_content_and_standard() -> None:
    draft = read(
        "沙湾县基本公共服务清单\n一、幼有所育\n序号\n服务事项\n服务对象\n服务内容\n服务标准\n支出责任\n牵头单位\n1\n孕前检查\n计划怀孕夫妇\n提供健康检查。\n"
        "按照技术规范执行。\n县财政承担。\n县卫健局\n二、学有所教\n2\n幼儿资助\n困难儿童\n减免保教费。\n每生每年1000元。\n按比例分担。\n县教体局、张江之家\n"
    )
    first, second = draft.services
    assert (first.group, first.standard, first.note) == ("一、幼有所育", "按照技术规范执行。", "服务内容：提供健康检查。")
    assert (second.group, second.standard) == ("二、学有所教", "每生每年1000元。")
    assert draft.tasks == []
    assert [finding.code for finding in draft.findings if "张江之家" in finding.words] == ["unknown_unit"]


def test_boxes_with_dashes_colons_and_a_name_on_the_next_line() -> None:
    draft = read(
        "沙湾县规划\n第一章 任务\n第一节 路网\n抓好建设。\n专栏2 公路项目\n——高速公路。建成46公里。\n——国省干线。改造32公里。\n"
        "第二节 服务\n"
        "专栏3\n智慧交通项目\n01 交通大脑\n建设数据中心。\n02 视频监控\n新增点位。\n第三节 物流\n"
        "专栏4 物流工程\n1.园区建设：建设中心1个。\n2.网点改造：改造5个。\n"
    )
    assert [(p.box, p.label, p.title, p.content) for p in draft.projects] == [
        ("专栏2 公路项目", "", "高速公路", "建成46公里。"),
        ("专栏2 公路项目", "", "国省干线", "改造32公里。"),
        ("专栏3 智慧交通项目", "01", "交通大脑", "建设数据中心。"),
        ("专栏3 智慧交通项目", "02", "视频监控", "新增点位。"),
        ("专栏4 物流工程", "1.", "园区建设", "建设中心1个。"),
        ("专栏4 物流工程", "2.", "网点改造", "改造5个。"),
    ]


def test_a_table_of_projects_nobody_answers_for() -> None:
    draft = read(
        "沙湾县“十四五”规划\n附件 重大项目表\n序号 | 项目名称 | 建设性质 | 建设规模及内容 | 建设年限 | 总投资（亿元） |\n一、交通 |\n"
        "1 | 云石高速 | 新建 | 全长46公里 | 2021-2025 | 58.6 |\n二、水利 |\n2 | 青龙水库 | 续建 | 库容1200万立方米 | 2019-2023 | 9.8 |\n"
    )
    assert draft.tasks == []
    assert [(p.box, p.label, p.title) for p in draft.projects] == [
        ("附件 重大项目表 一、交通", "1", "云石高速"),
        ("附件 重大项目表 二、水利", "2", "青龙水库"),
    ]
    assert draft.projects[0].content == "全长46公里\n建设性质：新建\n建设年限：2021-2025\n总投资(亿元)：58.6"


def test_indicators_numbered_in_their_names_one_cell_per_line() -> None:
    draft = read(
        "沙湾县“十四五”规划\n专栏1 主要指标\n领域\n主要指标\n2020年\n2025年\n性质\n健康水平\n1.预期寿命（岁）\n78\n79.5\n预期性\n"
        "2.死亡率（1/10万）\n8.6\n<8\n约束性\n健康资源\n3.床位数（张）\n6.3\n7.2\n预期性\n"
    )
    assert [(row.no, row.group, row.name, row.measure, row.value) for row in draft.indicators] == [
        ("1", "健康水平", "预期寿命", "岁", "79.5"),
        ("2", "健康水平", "死亡率", "1/10万", "8"),
        ("3", "健康资源", "床位数", "张", "7.2"),
    ]
    assert draft.projects == []


def test_boxes_numbered_by_chapter() -> None:
    draft = read(
        "沙湾县规划\n第三章 任务\n抓好物流。\n专栏3-1 物流园区\n1．综合园。占地120亩。\n2．冷链基地。建冷库5万立方米。\n"
        "第四章 保障\n专栏4-1 保障工程\n（一）要素类。供地50亩。\n"
    )
    assert [(p.box, p.title) for p in draft.projects] == [
        ("专栏3-1物流园区", "综合园"),
        ("专栏3-1物流园区", "冷链基地"),
        ("专栏4-1保障工程", "要素类"),
    ]
