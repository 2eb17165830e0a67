"""Where notes, headings and limits stand in unusual places: one short document for each."""

from tests.plans.reading import limits, read, reasons, roles

HEAD = "青禾县2024年工作方案\n"


def _rows(text: str) -> list[str]:
    """`label|path|title|content|units|limits` of each task; ⏎ for line breaks."""
    draft = read(HEAD + text)
    return [
        "|".join(
            (task.label, " > ".join(draft.path(task)), task.title, task.content.replace("\n", "⏎"), roles(task), "、".join(limits(task)))
        )
        for task in draft.tasks
    ]


def test_a_chapter_that_names_its_lead_leads_the_items_below() -> None:
    text = """一、提升功能（牵头单位：县住建局）
1.改造老旧小区。10月底前完工。
2.打通断头路。打通5条。
二、提升环境（牵头单位：县城管局）
1.整治占道经营。疏堵结合。（责任单位：县公安局）
2.推进垃圾分类。全面覆盖。（县环卫中心负责）
"""
    assert _rows(text) == [
        "1.|一、提升功能|改造老旧小区|10月底前完工。|lead 县住建局|10月底前=2024-10-31",
        "2.|一、提升功能|打通断头路|打通5条。|lead 县住建局|",
        "1.|二、提升环境|整治占道经营|疏堵结合。|lead 县城管局、support 县公安局|",
        "2.|二、提升环境|推进垃圾分类|全面覆盖。|lead 县环卫中心|",
    ]
    assert [reasons(task) for task in read(HEAD + text).tasks] == [["inherited"], ["inherited"], ["inherited"], ["inherited"]]


def test_headings_without_a_number() -> None:
    text = """强化粮食安全
1.稳定面积。播种面积50万亩。（县农业农村局负责）
2.建设农田。建设2万亩。（县农业农村局、县财政局负责）
发展富民产业
3.做强茶叶。改造茶园1万亩。（县茶叶中心负责）
"""
    assert _rows(text) == [
        "1.|强化粮食安全|稳定面积|播种面积50万亩。|lead 县农业农村局|",
        "2.|强化粮食安全|建设农田|建设2万亩。|joint 县农业农村局、joint 县财政局|",
        "3.|发展富民产业|做强茶叶|改造茶园1万亩。|lead 县茶叶中心|",
    ]


def test_a_note_between_title_and_text() -> None:
    text = """一、主要任务
（一）加强监管（责任单位：县市监局、县公安局）
严格执法，6月底前完成排查。
（二）优化服务。（牵头单位：县政务中心）推行一窗受理。
"""
    assert _rows(text) == [
        "（一）|一、主要任务|加强监管|严格执法，6月底前完成排查。|joint 县市监局、joint 县公安局|6月底前=2024-06-30",
        "（二）|一、主要任务|优化服务|推行一窗受理。|lead 县政务中心|",
    ]


def test_several_brackets_in_a_row() -> None:
    text = """一、主要任务
1.加强监管。严格执法。（牵头单位：县市监局）（责任单位：县公安局、县司法局）
2.优化服务。推行一窗受理（县政务中心负责）（2024年6月底前完成）。
3.强化宣传。制作短视频。【牵头单位】县委宣传部【配合单位】县融媒体中心
"""
    assert _rows(text) == [
        "1.|一、主要任务|加强监管|严格执法。|lead 县市监局、support 县公安局、support 县司法局|",
        "2.|一、主要任务|优化服务|推行一窗受理|lead 县政务中心|2024年6月底前=2024-06-30",
        "3.|一、主要任务|强化宣传|制作短视频。|lead 县委宣传部、support 县融媒体中心|",
    ]


def test_fields_that_are_numbered_like_items() -> None:
    text = """（一）项目建设行动
1.重点任务：开工项目50个。
2.重点举措：实行专班推进。
3.责任单位：县发改局、县住建局
4.完成时限：12月底
（二）招商引资行动
1.重点任务：签约项目30个。
2.重点举措：驻点招商。
3.责任单位：县投促局
4.完成时限：全年
"""
    assert _rows(text) == [
        "（一）||项目建设行动|1.重点任务：开工项目50个。⏎2.重点举措：实行专班推进。|joint 县发改局、joint 县住建局|12月底=2024-12-31",
        "（二）||招商引资行动|1.重点任务：签约项目30个。⏎2.重点举措：驻点招商。|lead 县投促局|全年=2024-12-31",
    ]


def test_items_that_begin_with_a_figure() -> None:
    text = """一、主要任务
1.建设农村公路50公里。（县交通运输局负责）
2.6月底前完成征迁扫尾。（县自然资源局负责）
3.12处隐患点全部治理。（县水利局负责）
"""
    assert [row.split("|")[0] + row.split("|")[2] for row in _rows(text)] == [
        "1.建设农村公路50公里",
        "2.6月底前完成征迁扫尾",
        "3.12处隐患点全部治理",
    ]


def test_who_is_in_charge_said_in_a_sentence() -> None:
    text = """一、主要任务
1.加强监管。严格执法。由县市监局牵头负责，县公安局配合。
2.优化服务。推行一窗受理。此项工作由县政务中心负责。
3.强化宣传。制作短视频。牵头单位为县委宣传部，配合单位为县融媒体中心。
"""
    assert [row.split("|")[4] for row in _rows(text)] == [
        "lead 县市监局、support 县公安局",
        "lead 县政务中心",
        "lead 县委宣传部、support 县融媒体中心",
    ]
    assert [row.split("|")[3] for row in _rows(text)] == ["严格执法。", "推行一窗受理。", "制作短视频。"]


def test_requests_of_the_covering_notice_are_no_tasks() -> None:
    text = """各乡镇人民政府，县直各单位：
现将工作方案印发给你们，并就有关事项通知如下。
一、高度重视。各责任单位要逐项制定计划，于2月底前报县政府督查室。
二、加强督办。县政府督查室每月通报。
附件：重点工作责任分解
青禾县人民政府办公室
2024年2月8日
附件
重点工作责任分解
一、经济发展
1.新增规上企业50家，6月底前新增20家。
牵头单位：县工信局
责任单位：各乡镇
"""
    assert _rows(text) == ["1.|一、经济发展|新增规上企业50家，6月底前新增20家||lead 县工信局、support 各乡镇|6月底前=2024-06-30"]


def test_closing_words_to_all_offices_belong_to_no_task() -> None:
    text = """一、主要任务
1.加强监管。严格执法。（县市监局负责）
2.优化服务。推行一窗受理。（县政务中心负责）
各乡镇、各部门要加强领导，确保任务落实。
"""
    assert [row.split("|")[3] for row in _rows(text)] == ["严格执法。", "推行一窗受理。"]


def test_text_after_the_closing_note_is_a_question() -> None:
    text = """一、主要任务
1.加强监管。严格执法。（县市监局负责）
县域经济发展篇章
2.优化服务。推行一窗受理。（县政务中心负责）
"""
    first, second = read(HEAD + text).tasks
    assert (reasons(first), reasons(second)) == (["text_after_note"], [])


def test_duties_that_sound_like_background() -> None:
    text = """一、主要任务
（一）优化发展环境。清理隐性壁垒。
（二）巩固脱贫成效。落实帮扶政策。（县乡村振兴局负责）
（三）做强产业。引进项目。（县工信局负责）
"""
    tasks = read(HEAD + text).tasks
    assert [task.title for task in tasks] == ["优化发展环境", "巩固脱贫成效", "做强产业"]
    assert reasons(tasks[0]) == ["no_units"]


def test_lines_that_a_web_page_has_too() -> None:
    text = """一、主要任务
1.加强监管。严格执法。
主办单位：县市监局
协办单位：县公安局
2.优化服务。推行一窗受理。
主办单位：县政务中心
协办单位：县财政局
来源：县政府办公室
主办单位：青禾县人民政府办公室
"""
    assert [row.split("|")[2:5] for row in _rows(text)] == [
        ["加强监管", "严格执法。", "lead 县市监局、support 县公安局"],
        ["优化服务", "推行一窗受理。", "lead 县政务中心、support 县财政局"],
    ]


def test_tables_with_dates_amounts_two_columns_and_project_names() -> None:
    cells = "序号\n工作任务\n责任单位\n完成时限\n" + "".join(
        f"{number}\n建设{what}。\n县{unit}局\n2024年{month}月1日\n"
        for number, what, unit, month in [
            (1, "水厂", "生态环境", 6),
            (2, "小学", "教育和体育", 8),
            (3, "公路", "交通运输", 9),
            (4, "医院", "卫生健康", 11),
        ]
    )
    assert [row.split("|")[3:] for row in _rows(cells)][3] == ["建设医院。", "lead 县卫生健康局", "2024年11月1日=2024-11-01"]
    assert len(_rows(cells)) == 4
    points = "序号\t工作任务\t责任单位\t分值\n1\t建设水厂。\t县水利局\t10\n2\t建设小学。\t县教育局\t20\n"
    assert [row.split("|")[4] for row in _rows(points)] == ["lead 县水利局", "lead 县教育局"]
    pair = "一、经济发展\n工作任务\t责任单位\n新增规上企业10家\t县工信局\n投资增长10%\t县发改局、县统计局\n"
    assert _rows(pair) == ["|一、经济发展||新增规上企业10家|lead 县工信局|", "|一、经济发展||投资增长10%|joint 县发改局、joint 县统计局|"]
    named = "项目名称\t建设内容\t责任单位\t完成时限\n水厂\t日供水1万吨。\t县水利局\t12月底\n小学\t新建教学楼。\t县教育局\t8月底\n"
    assert [row.split("|")[2:4] for row in _rows(named)] == [["水厂", "日供水1万吨。"], ["小学", "新建教学楼。"]]


def test_sentences_of_one_duty_with_other_leads_are_asked_about() -> None:
    task = read(
        "桐岭县2025年工作要点\n一、任务\n1.项目攻坚。开工项目60个。（县发改局牵头）谋划债券项目。（县财政局、县审计局）\n2.植树。栽植苗木。（县林业局）\n"
    ).tasks[0]
    assert "parts" in [finding.code for finding in task.findings]


def test_a_name_set_wide_in_a_table_parted_by_blanks_is_one_cell() -> None:
    rows = (
        "1 深化审批改革 推行改革事项20项，时限再压缩30%。 陈  涛 县审批局 6月30日\n"
        "2 推进医共体 县域就诊率达到90%以上。 吴  霞 县卫健局 12月31日\n"
    )
    draft = read(f"桐岭县2025年改革台账\n序号 改革任务 改革内容 牵头领导 牵头单位 完成时限\n{rows}")
    assert [(task.title, task.leaders) for task in draft.tasks] == [("深化审批改革", ["陈  涛"]), ("推进医共体", ["吴  霞"])]
