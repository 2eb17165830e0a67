"""Parts of documents: pages that begin with a later item, units as titles, cards, names that a narrow column broke."""

from tests.plans.reading import limits, read, reasons, roles


def test_a_page_that_begins_midway_tells_nothing_of_the_plan() -> None:
    draft = read(
        "(十二)改造道路。加快实施《桐岭市路网规划(2011-2020年)》，年内建成北环路。(市交通局、市建设局负责)\n"
        "(十三)发展公交。新增线路3条。(市交通局负责)\n",
        "第四页.txt",
    )
    assert (draft.title, draft.period_start) == ("第四页", None)
    assert [(limits(task), reasons(task)) for task in draft.tasks] == [(["年内=date"], ["deadline"]), ([], [])]


def test_units_as_titles_of_what_they_are_in_charge_of() -> None:
    draft = read(
        "桐岭市调研分工方案\n一、职责分工\n(一)市公安局。负责户籍管理方面的调研，形成专题报告。\n"
        "(二)市教育局。负责学校布局方面的调研，形成专题报告。\n(三)市财政局。负责保障机制方面的调研，形成专题报告。\n"
        "根据市委对调研工作的要求，各部门要结合实际提出可行的方案，与调研组衔接后实施。\n"
    )
    assert draft.tasks[-1].content == "负责保障机制方面的调研，形成专题报告。"
    assert [(task.title, roles(task), reasons(task)) for task in draft.tasks] == [
        ("市公安局", "lead 市公安局", []),
        ("市教育局", "lead 市教育局", []),
        ("市财政局", "lead 市财政局", []),
    ]


def test_two_that_each_lead_a_part() -> None:
    task = read(
        "桐岭市2024年改革要点\n一、主要任务\n1.推进企业改制。完成改制6家。"
        "(责任单位：市商务局牵头商贸企业、市国资委牵头工业企业，市工信局、市供销社负责具体落实)\n"
        "2.深化教育改革。健全救助制度。(责任单位：市教育局牵头，市财政局参与)\n"
    ).tasks[0]
    assert roles(task) == "lead 市商务局、lead 市国资委、support 市工信局、support 市供销社"
    assert reasons(task) == ["bracket"]


def test_a_card_with_bars() -> None:
    task = read(
        "重点工作： | 12.推进违建治理，促进分类处置。 |\n牵头单位： | 市城管局 |\n年度阶段性工作目标： | 完成全年任务的90%以上。 |\n"
        "进展情况及下一步建议： |\n已完成。 |\n"
    ).tasks[0]
    assert (task.label, task.title, task.content) == ("12.", "推进违建治理，促进分类处置。", "完成全年任务的90%以上。")
    assert roles(task) == "lead 市城管局"


def test_names_that_a_narrow_column_broke() -> None:
    cells = "牵头单位 目标任务 责任单位 县政 府办 公室 办好议案建议，主动接受监督 县直各单位 县教 育局 新建学校2所，增加学位900个 县财政局"
    draft = read("桐岭县2024年目标任务分解表\n" + cells.replace(" ", "\n") + "\n")
    assert [(task.content, roles(task)) for task in draft.tasks] == [
        ("办好议案建议，主动接受监督", "lead 县政府办公室、support 县直各单位"),
        ("新建学校2所，增加学位900个", "lead 县教育局、support 县财政局"),
    ]


def test_the_leader_of_a_chapter_leads_its_duties() -> None:
    draft = read(
        "桐岭县2024年重点工作分解\n一、产业发展\n分管领导：何平\n1.新建园区2个。\n责任单位：县工信局\n2.培育企业12家。\n责任单位：县工信局\n"
        "二、城乡建设（牵头领导：李敏）\n1.改造小区12个。\n责任单位：县住建局\n三、社会事业\n（责任领导：王宁）\n"
        "（一）教育\n1.新建学校2所。\n责任单位：县教育局\n（二）卫生\n2.新建医院1所。\n责任领导：孙涛\n责任单位：县卫健局\n"
    )
    assert [task.leaders for task in draft.tasks] == [["何平"], ["何平"], ["李敏"], ["王宁"], ["孙涛"]]


def test_keys_in_brackets_above_their_words() -> None:
    record = "【目标任务】\n{}\n【责任领导】\n{}\n【责任单位】\n{}\n【完成时间】\n{}\n"
    draft = read(
        "桐岭县2024年重点工作清单\n1.做强园区\n"
        + record.format("新建厂房6万平方米。", "罗平", "县工信局、县发改局", "2024年12月底")
        + "2.培育企业\n"
        + record.format("新增规上企业8家。", "何平", "县工信局", "10月底")
    )
    assert [(task.title, roles(task), limits(task), task.leaders, reasons(task)) for task in draft.tasks] == [
        ("做强园区", "joint 县工信局、joint 县发改局", ["2024年12月底=2024-12-31"], ["罗平"], []),
        ("培育企业", "lead 县工信局", ["10月底=2024-10-31"], ["何平"], []),
    ]


def test_a_report_that_goes_on_behind_the_units() -> None:
    draft = read(
        "2024年市政府民生实事项目进展公示\n1.城北水厂投入运行。 牵头领导：罗平 责任单位：市水利局 项目责任人：何平 "
        "实际完成情况：水厂已于5月30日通水。\n"
        "2.新增安装路口信号灯30处。 牵头领导：王宁 责任单位：市公安局 项目责任人：李敏 配合单位：市城管局、市财政局 "
        "实际完成情况：设备调试、立杆浇筑等已完成55%。\n"
    )
    assert [(roles(task), task.leaders) for task in draft.tasks] == [
        ("lead 市水利局", ["罗平", "何平"]),
        ("lead 市公安局、support 市城管局、support 市财政局", ["王宁", "李敏"]),
    ]


def test_paragraphs_that_each_tell_who_leads_are_a_question() -> None:
    task = read(
        "2024年全县农民转移就业方案\n(三)推进步骤\n4月份，由县人社局牵头，相关部门参与，对培训工作进行检查。\n"
        "10月份，由县农业农村局牵头，对岗位征集进行督促。\n"
    ).tasks[0]
    assert roles(task) == "lead 县人社局、support 相关部门、lead 县农业农村局"
    assert "parts" in reasons(task)


def test_items_of_a_printed_page_whose_first_lines_are_indented() -> None:
    page = [
        "第 3 期              桐岭县推进办公室：2024年健康桐岭工作要点                                                              3",
        "      （一）以全国科普日活动、科技活动周为载体，结合节日纪念日，持续推",
        "  进健康科普行动。开展科普作品征集大赛，开展大学生暑期下乡健康专项等各",
        "  类活动。（县科技局、县卫健局、县教育局、县融媒体中心、团县委、县科协按",
        "  职责分工负责）",
        "      （二）部署加强学校食品安全和营养工作，完善校园管理体制。（县教育",
        "  局、县卫健局、县市场监管局按职责分工负责）",
        "      （三）举办第一届全民健身大会，实施场地设施提升三年工程。（县文旅",
        "  局牵头负责）",
        "      （四）严厉打击通过互联网销售电子烟制品和向未成年人销售烟草制品的",
        "  违法行为，保护未成年人免受侵害。（县教育局、县市场监管局按职责分工负",
        "  责）",
    ]
    draft = read("\n\n".join(page) + "\n")
    assert [task.title[-6:] for task in draft.tasks] == ["健康科普行动", "校园管理体制", "提升三年工程", "年人免受侵害"]
    assert roles(draft.tasks[2]) == "lead 县文旅局"
    assert roles(draft.tasks[3]) == "joint 县教育局、joint 县市场监管局"


def test_a_year_that_only_a_duty_tells_is_one_question() -> None:
    rows = "1 | 完成2024年度示范村建设。 | 县农业农村局 | 10月底 |\n2 | 改造农房。 | 县住建局 | 12月底 |\n"
    draft = read("乡村振兴任务\n序号 | 工作任务 | 责任单位 | 完成时限 |\n" + rows)
    assert [limits(task) for task in draft.tasks] == [["10月底=2024-10-31"], ["12月底=2024-12-31"]]
    assert [finding.code for finding in draft.findings] == ["year"]
