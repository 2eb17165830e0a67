"""Habits of pages as they stand on the web, one short document for each: letters, scored goals, units as headings, glued tables."""

from tests.plans.reading import limits, read, reasons, roles


def test_units_as_headings_without_a_colon_and_the_weight_of_each_goal() -> None:
    draft = read(
        "桐岭市2024年县区工作考核目标\n北桥县政府\n1.粮食产量12万吨，增长3%.（分值：5分）\n2.按时拨付惠农补贴。落实到户。（分值：10分）\n"
        "3.完成市里下达的植树、治水、招商工作考核目标。（分值：15分）\n西河区政府\n1.粮食产量2.5万吨，增长1%.（分值：5分）\n"
        "2.建成水厂3座。（分值：10分）\n"
    )
    assert [(task.label, task.title, task.content, roles(task)) for task in draft.tasks] == [
        ("1.", "粮食产量12万吨，增长3%", "", "lead 北桥县政府"),
        ("2.", "按时拨付惠农补贴", "落实到户。", "lead 北桥县政府"),
        ("3.", "完成市里下达的植树、治水、招商工作考核目标", "", "lead 北桥县政府"),
        ("1.", "粮食产量2.5万吨，增长1%", "", "lead 西河区政府"),
        ("2.", "建成水厂3座", "", "lead 西河区政府"),
    ]
    assert [draft.path(task) for task in draft.tasks[::3]] == [["北桥县政府"], ["西河区政府"]]


def test_a_letter_that_asks_all_offices_divides_no_duties() -> None:
    draft = read(
        "关于做好2024年实事任务分解工作的通知\n各镇人民政府，县政府各部门：\n现将各项任务分解（详见附件），就有关事宜通知如下：\n"
        "一、压实责任，抓好落实\n各责任单位要对照清单制定计划，年底前如期完成。\n"
        "二、密切配合，形成合力\n牵头责任单位要担起首责，主动协调。各相关单位要给予支持。\n"
        "三、加强督查，严格问效\n县政府办公室将逐月跟踪进展，年底通报。\n附件：1.2024年实事任务分解表\n2.2024年重点任务分解表\n"
    )
    assert draft.tasks == []
    assert [finding.code for finding in draft.findings] == ["no_tasks"]


def test_persons_alone_are_a_question() -> None:
    task = read(
        "桐岭县文旅局2024年工作方案\n一、工作任务\n（一）建设乡镇书屋。全年建成书屋6家。（牵头责任人：罗平，具体责任人：何平、李敏）\n"
    ).tasks[0]
    assert (task.title, task.content, task.units) == ("建设乡镇书屋", "全年建成书屋6家。", [])
    assert task.leaders == ["罗平", "何平、李敏"]
    assert reasons(task) == ["no_units"]


def test_lead_sentences_above_a_box() -> None:
    draft = read(
        "桐岭县“十四五”托育规划\n第一章  主要任务\n第一节  建设服务网络\n新建托育机构。建成5所。（责任单位：县卫健局、县教育局）\n"
        "改造社区用房。每社区1处。（责任单位：县民政局）\n第二节  加强监管\n健全巡查制度。每季度巡查一次。（责任单位：县卫健局）\n"
        "培训护理人员。每年培训80人次。（责任单位：县人社局）\n专栏1  建设工程\n（1）中心托育园。建筑面积3000平方米。\n"
        "（2）社区托育点。新建12处。\n"
    )
    assert [("".join(draft.path(task)[-1].split()), task.title, roles(task)) for task in draft.tasks] == [
        ("第一节建设服务网络", "新建托育机构", "joint 县卫健局、joint 县教育局"),
        ("第一节建设服务网络", "改造社区用房", "lead 县民政局"),
        ("第二节加强监管", "健全巡查制度", "lead 县卫健局"),
        ("第二节加强监管", "培训护理人员", "lead 县人社局"),
    ]
    assert [project.title for project in draft.projects] == ["中心托育园", "社区托育点"]


def test_who_checks_the_whole_plan_is_a_question() -> None:
    tasks = read(
        "桐岭县2024年托育工作方案\n一、主要任务\n（一）新建机构。建成5所。（责任单位：县卫健局）\n（二）培训人员。培训80人。（责任单位：县人社局）\n"
        "二、方案实施\n（一）强化监测评估\n县卫健局会同有关部门开展年度监测和总结评估。\n"
    ).tasks
    assert "prose" in reasons(tasks[-1])


def test_a_remark_on_the_list_behind_its_last_name() -> None:
    task = read(
        "桐岭市2024年重点工作责任分解\n一、主要任务\n1.扶持企业。减轻负担20亿元。\n"
        "责任单位：市经信局、市财政局、市税务局（列第一位者为牵头或汇总单位，下同）\n"
    ).tasks[0]
    assert roles(task) == "lead 市经信局、support 市财政局、support 市税务局"


def test_classes_of_a_table_that_is_one_cell_per_line() -> None:
    cells = "序号 指标 工作任务 完成时限 责任领导 责任股室 （单位） 备注 1 文化惠民 送戏下乡60场。 12月底前 罗平 文化股"
    cells += (
        " 县文化馆 2 建成书屋6家。 文化股 3 文物保护 完成古塔修缮设计。 文物股 县博物馆 4 广播电视 建成应急广播系统。 11月底前 何平 广电股"
    )
    draft = read("桐岭县文旅局2024年目标任务分解表\n" + cells.replace(" ", "\n") + "\n")
    assert [(draft.path(task), task.title, task.content) for task in draft.tasks] == [
        (["文化惠民"], "", "送戏下乡60场。"),
        (["文化惠民"], "", "建成书屋6家。"),
        (["文物保护"], "", "完成古塔修缮设计。"),
        (["广播电视"], "", "建成应急广播系统。"),
    ]
    assert roles(draft.tasks[0]) == "joint 文化股、joint 县文化馆"


def test_a_year_before_several_figures() -> None:
    task = read(
        "桐岭县2024年整治方案\n一、主要任务\n1.盘活土地。做好攻坚，2024年处置批而未供土地300亩、低效用地150亩。（县自然资源局负责）\n"
    ).tasks[0]
    assert limits(task) == ["2024年=2024-12-31"]


def test_a_table_whose_cells_ran_together_is_never_read_in_silence() -> None:
    draft = read(
        "2024年实事项目责任分解表\n1、2024年实事项目责任分解表序号项目名称主要内容分管领导牵头单位配合单位1办好教育新建学校3所，增加学位900个。"
        "何平教育局各街道2稳定就业新增就业5000人。何平人社局高新园\n2、各街道3提升养老改造养老机构4家。罗平民政局各街道4改善交通新建道路6公里。罗平交通局各街道\n"
    )
    assert "lost_table" in [finding.code for finding in draft.findings]
    assert all("lost_table" in reasons(task) for task in draft.tasks)


def test_chapters_and_sections_without_numbers() -> None:
    draft = read(
        "桐岭县2024年数字政务工作要点\n🔐\n夯实政务数据底座\n加快网络扩容\n1. 扩建政务外网\n新接入乡镇站所40个。\n责任单位：县数据局\n"
        "2. 整合机房\n关停老旧机房6处。\n责任单位：县数据局、县财政局\n筑牢安全防线\n3. 强化数据安全\n定期演练。\n责任单位：县网信办\n"
        "🌱\n优化建设环境\n培养数字人才\n4. 开展培训\n培训干部600人次。\n责任单位：县人社局\n"
    )
    assert [(draft.path(task), task.title, task.content, reasons(task)) for task in draft.tasks] == [
        (["夯实政务数据底座", "加快网络扩容"], "扩建政务外网", "新接入乡镇站所40个。", []),
        (["夯实政务数据底座", "加快网络扩容"], "整合机房", "关停老旧机房6处。", []),
        (["夯实政务数据底座", "筑牢安全防线"], "强化数据安全", "定期演练。", []),
        (["优化建设环境", "培养数字人才"], "开展培训", "培训干部600人次。", []),
    ]


def test_a_plan_that_names_nobody_keeps_its_duties() -> None:
    draft = read(
        "桐岭县2024年安全生产工作要点\n一、压实责任，健全体系\n制定《桐岭县危化品企业监管办法》，签订责任书120份。\n"
        "二、加强检查，消除隐患\n对危化品、加油站、工贸等企业检查300家次，建立隐患台账，9月底前整改到位。\n"
    )
    assert [task.title for task in draft.tasks] == ["压实责任，健全体系", "加强检查，消除隐患"]


def test_what_a_plan_is_to_make_is_not_its_title() -> None:
    draft = read(
        "53. 扩建机房\n制定《桐岭县数据中心建设行动方案》，扩建机房2处。\n县数据局负责。\n54. 整合网络\n整合专网6张。县数据局负责。\n",
        "摘录.txt",
    )
    assert draft.title == "摘录"


def test_short_goals_of_a_list_that_names_nobody() -> None:
    draft = read(
        "桐岭镇2024年实事清单\n1.新建水厂2座。\n2.改造公厕6座。\n3.改善办学条件。新建校舍2000平方米，配齐图书和实验器材，9月1日前投用。\n"
    )
    assert [task.title for task in draft.tasks] == ["新建水厂2座", "改造公厕6座", "改善办学条件"]
