"""Tables that a web page flattened: whatever the page made of them, the same rows come out."""

import pytest

from tests.plans.reading import limits, read, reasons, roles
from tracker.plans.draft import PlanDraft

TITLE = "沙湾县2024年重点任务分工表\n"


def rows(draft: PlanDraft) -> list[tuple[str, str, str, str, list[str]]]:
    return [("/".join(draft.path(t)), t.title, t.content, roles(t), limits(t)) for t in draft.tasks]


DOWN = (
    "序号\n\n民生实事\n\n责任单位\n\n完成时限\n\n1\n\n启动北河治理工程。\n\n县水利局\n\n县住建局\n\n12月底前\n\n2\n\n新建公厕4座。\n\n县城管局\n\n"
    "9月投入使用\n\n3\n\n开工建设养老院。\n\n县民政局\n\n5月底前动工\n\n开工建设书画院。\n\n12月底前\n\n4\n\n改造棚户区120户。\n\n县住建局\n\n全年\n"
)


def test_lines_of_units_and_a_row_merged_from_above() -> None:
    draft = read(TITLE + DOWN)
    assert rows(draft) == [
        ("", "", "启动北河治理工程。", "joint 县水利局、joint 县住建局", ["12月底前=2024-12-31"]),
        ("", "", "新建公厕4座。", "lead 县城管局", ["9月=2024-09-30"]),
        ("", "", "开工建设养老院。", "lead 县民政局", ["5月底前=2024-05-31"]),
        ("", "", "开工建设书画院。", "lead 县民政局", ["12月底前=2024-12-31"]),
        ("", "", "改造棚户区120户。", "lead 县住建局", ["全年=2024-12-31"]),
    ]
    assert [bool(reasons(task)) for task in draft.tasks] == [False, False, False, True, False]


def test_a_bar_behind_each_cell() -> None:
    cells = ["序号", "重点工作", "责任领导", "责任单位", "完成时限", "1", "盘活厂房10处。", "叶青", "招商服务部", "全年"]
    cells += ["2", "每月走访企业。", "马原", "改革办", "每月", "3", "提升管网。", "张云", "规划建设局", "10月中旬"]
    draft = read(TITLE + " |\n".join(cells) + " |\n")
    assert [(t.content, roles(t), t.leaders) for t in draft.tasks] == [
        ("盘活厂房10处。", "lead 招商服务部", ["叶青"]),
        ("每月走访企业。", "lead 改革办", ["马原"]),
        ("提升管网。", "lead 规划建设局", ["张云"]),
    ]
    assert limits(draft.tasks[2]) == ["10月中旬=2024-10-20"]


@pytest.mark.parametrize("sign", [" | ", "\t"])
def test_rows_that_lost_their_merged_cells(sign: str) -> None:
    table = [
        ("类别", "序号", "工作任务", "具体举措", "责任单位", "完成时限"),
        ("产业发展", "1", "壮大工业", "培育规上企业12家。", "县工信局", "12月底前"),
        ("2", "技改投资增长15%。", "县发改局", "12月底前"),
        ("3", "发展农业", "新增高标准农田2万亩。", "县农业农村局", "11月底前"),
        ("民生改善", "4", "办好教育", "新增学位1500个。", "县教体局", "8月底前"),
    ]
    text = "\n".join(sign.join(row) + (" | " * (6 - len(row)) if sign == " | " else "") for row in table)
    found = [(path, title, content, units) for path, title, content, units, _ in rows(read(TITLE + text + "\n"))]
    assert found == [
        ("产业发展/壮大工业", "", "培育规上企业12家。", "lead 县工信局"),
        ("产业发展/壮大工业", "", "技改投资增长15%。", "lead 县发改局"),
        ("产业发展", "发展农业", "新增高标准农田2万亩。", "lead 县农业农村局"),
        ("民生改善", "办好教育", "新增学位1500个。", "lead 县教体局"),
    ]


@pytest.mark.parametrize("flat", [False, True])
def test_what_each_quarter_is_to_reach(flat: bool) -> None:
    table = [
        ("序号", "重点工作", "年度目标", "工作进度安排", "责任领导", "责任单位"),
        ("一季度", "二季度", "三季度", "四季度"),
        ("1", "建设文化中心", "完成主体工程", "完成招标", "基础施工", "主体施工", "主体封顶", "李明", "县文旅局、县住建局"),
        ("2", "修建农村公路", "新改建85公里", "完成前期工作", "开工40公里", "完成60公里", "完成验收", "王强", "县交通局"),
    ]
    text = "\n".join("\n".join(row) for row in table) if flat else "\n".join("\t".join(row) for row in table)
    assert [row[1:4] for row in rows(read(TITLE + text + "\n"))] == [
        (
            "建设文化中心",
            "完成主体工程\n一季度：完成招标\n二季度：基础施工\n三季度：主体施工\n四季度：主体封顶",
            "joint 县文旅局、joint 县住建局",
        ),
        ("修建农村公路", "新改建85公里\n一季度：完成前期工作\n二季度：开工40公里\n三季度：完成60公里\n四季度：完成验收", "lead 县交通局"),
    ]


def test_rows_without_numbers_one_cell_per_line() -> None:
    cells = "重点任务\n工作内容\n牵头单位\n配合单位\n"
    cells += "深化改革\n推行一网通办。\n县行政审批局\n县直有关部门\n优化融资\n发放贷款8亿元。\n县金融办\n各银行\n"
    assert [row[1:4] for row in rows(read(TITLE + cells))] == [
        ("深化改革", "推行一网通办。", "lead 县行政审批局、support 县直有关部门"),
        ("优化融资", "发放贷款8亿元。", "lead 县金融办、support 各银行"),
    ]


def test_measures_on_lines_of_their_own_belong_to_one_cell() -> None:
    cells = (
        "序号\n反馈问题\n整改目标\n整改措施\n责任单位\n整改时限\n1\n河道垃圾清理不及时。\n动态清零。\n1.集中清理；\n2.落实巡查。\n县水利局、各乡镇\n"
        "立行立改，长期坚持\n2\n雨污分流不彻底。\n改造12公里。\n分段实施。\n县住建局\n2024年12月31日前\n"
    )
    assert rows(read(TITLE + cells)) == [
        (
            "",
            "河道垃圾清理不及时。",
            "动态清零。\n1.集中清理；\n2.落实巡查。",
            "joint 县水利局、joint 各乡镇",
            ["立行立改=standing", "长期坚持=standing"],
        ),
        ("", "雨污分流不彻底。", "改造12公里。\n分段实施。", "lead 县住建局", ["2024年12月31日前=2024-12-31"]),
    ]


def test_columns_parted_by_blanks_only() -> None:
    text = (
        "序号 重点任务 责任领导 责任单位 完成时限\n1 盘活厂房10处。 叶青 招商服务部、县发改局 全年\n2 提升管网。 张云 规划建设局 10月中旬\n"
    )
    assert rows(read(TITLE + text)) == [
        ("", "", "盘活厂房10处。", "joint 招商服务部、joint 县发改局", ["全年=2024-12-31"]),
        ("", "", "提升管网。", "lead 规划建设局", ["10月中旬=2024-10-20"]),
    ]


def test_breaks_inside_cells_that_a_page_wrote_out() -> None:
    text = "| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 修路5公里 | 县交通局<br>县财政局 |\n| 2 | 架桥2座 | 县住建局 |\n"
    assert [roles(task) for task in read(TITLE + text).tasks] == ["joint 县交通局、joint 县财政局", "lead 县住建局"]


def test_headings_of_two_kinds_between_rows() -> None:
    text = (
        "序号 | 重点任务 | 牵头单位 | 责任单位 |\n一、内需 |\n（一）消费 |\n1 | 办活动10场。 | 县商务局 | 县财政局 |\n（二）投资 |\n"
        "2 | 建项目20个。 | 县发改局 | 各乡镇 |\n二、民生 |\n3 | 建学校2所。 | 县教育局 | 县住建局 |\n"
    )
    draft = read(TITLE + text)
    assert [draft.path(task) for task in draft.tasks] == [["一、内需", "（一）消费"], ["一、内需", "（二）投资"], ["二、民生"]]


def test_more_lines_of_units_than_columns_are_asked_about() -> None:
    cells = "序号\n任务\n牵头单位\n配合单位\n1\n建学校2所。\n县教育局\n县住建局\n"
    cells += "2\n改造小区3个。\n县住建局\n县城管局\n各街道\n3\n修路5公里。\n县交通局\n各乡镇\n"
    draft = read(TITLE + cells)
    assert [bool(reasons(task)) for task in draft.tasks] == [False, True, False]
    assert roles(draft.tasks[1]) == "lead 县住建局、support 县城管局、support 各街道"


def test_a_number_column_under_another_name_after_the_class() -> None:
    cells = "任务类别\n任务编号\n具体任务\n牵头市领导\n牵头单位\n责任单位\n完成时限\n"
    cells += "一、投资\n1\n建项目20个。\n刘建平\n市发改委\n市直有关单位\n12月底\n"
    cells += "2\n修路8公里。\n赵文华\n市住建局\n市城投集团\n10月底\n二、产业\n3\n育企业5家。\n孙国强\n市工信局\n市数据局\n全年\n"
    draft = read("沙湾市2024年任务分解表\n" + cells)
    assert [(draft.path(task), task.content, roles(task), task.leaders) for task in draft.tasks] == [
        (["一、投资"], "建项目20个。", "lead 市发改委、support 市直有关单位", ["刘建平"]),
        (["一、投资"], "修路8公里。", "lead 市住建局、support 市城投集团", ["赵文华"]),
        (["二、产业"], "育企业5家。", "lead 市工信局、support 市数据局", ["孙国强"]),
    ]


def test_a_line_of_units_that_was_not_understood_is_asked_about() -> None:
    draft = read(
        "沙湾县2024年工作要点\n一、主要任务\n（一）修建道路。今年建成5公里。\n县交通局、县财政局\n（二）改造小区。今年完成3个。\n县住建局\n"
    )
    assert all(reasons(task) or task.units for task in draft.tasks)


def test_circled_numbers_in_the_first_cell_count_nothing() -> None:
    draft = read(TITLE + "\t①\n\t新建公厕4座。\n\t县城管局\n\n\t②\n\t改造棚户区。\n\t县住建局\n")
    assert draft.source_text.count("①") == 1


def test_rows_taken_out_of_a_longer_table_keep_their_numbers() -> None:
    head = "序号\n\n重点工作任务\n\n主要责任单位\n\n协同配合单位\n\n"
    body = (
        "一、全年预期目标\n\n4\n\n粮食总产量增长2.1%左右。\n\n县农业农村局\n\n县水利局、县粮食中心，各乡镇。\n\n"
        "二、着力壮大特色产业链条\n\n三、着力建好宜居宜游小城\n\n四、着力兜牢民生保障底线，把实事办好\n\n"
        "52\n\n持续改善城乡办学条件，推进北桥小学扩建工程建设。\n\n县教育局\n\n县政府有关部门，各乡镇。\n\n"
        "53\n\n引进两家品牌托育机构。\n\n县卫健局\n\n县妇联。\n"
    )
    draft = read(TITLE + head + body)
    assert [(t.label, "/".join(draft.path(t)), t.content, roles(t)) for t in draft.tasks] == [
        ("4", "一、全年预期目标", "粮食总产量增长2.1%左右。", "lead 县农业农村局、support 县水利局、support 县粮食中心、support 各乡镇"),
        (
            "52",
            "四、着力兜牢民生保障底线，把实事办好",
            "持续改善城乡办学条件，推进北桥小学扩建工程建设。",
            "lead 县教育局、support 县政府有关部门、support 各乡镇",
        ),
        ("53", "四、着力兜牢民生保障底线，把实事办好", "引进两家品牌托育机构。", "lead 县卫健局、support 县妇联"),
    ]


def test_a_row_on_one_line_whose_cells_single_blanks_part() -> None:
    text = (
        "序号 类别 主要任务 细化措施 牵头单位 协办单位 责任单位\n"
        "1 守护林地资 源 严格林地用途管制 编制林地保护名录，把好项目审批关口。到2026年，林地保有量不少于38万亩。 "
        "县林业局 县自然资源局、农业农村局等 各乡镇人民政府\n"
        "2  划定林缘 管护网格 边界 落实林长巡护责任，把巡护情况记入年度考核。 县林业局 县公安局、应急局等 各乡镇人民政府\n"
    )
    first, second = read("云台县林长制主要任务分解表\n" + text).tasks
    assert (first.title, first.content[:8], limits(first)) == ("严格林地用途管制", "编制林地保护名录", ["到2026年=2026-12-31"])
    assert roles(first) == "lead 县林业局、support 各乡镇人民政府、support 县自然资源局、support 农业农村局"
    assert reasons(first) == []
    assert "table_row" in reasons(second)  # nobody can tell where its first cells end
