"""Tables that a web page wrote with bars: cells over several lines, first cells lost because they were merged, progress beside the plan."""

from tests.plans.reading import limits, read, reasons, roles


def test_cells_of_several_lines_between_bars_and_towns_in_a_column_of_their_own() -> None:
    cells = ["类别", "序号", "任务名称", "任务要求", "责任部门/(加*号为牵头部门,/其余为参与部门)", "责任街镇", "完成时间节点"]
    cells += ["(一)/持续/建设/示范/村庄", "1", "完成2024年度/示范村建设", "按清单完成示范村建设，改善村容村貌，提升管护水平。"]
    cells += ["县农业农村委*", "云桥镇", "10月底", "2", "推进/农房改造", "有序推进农房改造，完成年度任务，抓好质量安全。"]
    cells += ["县住建委*、/县财政局、/县资源局", "云桥镇、青石街道、/北渡镇", "12月底"]
    text = "桐岭县2024年乡村振兴任务清单\n" + "\n|\n".join(cells).replace("/", "\n") + "\n|\n"
    draft = read(text)
    assert [(draft.path(task), task.title, limits(task)) for task in draft.tasks] == [
        (["(一)持续建设示范村庄"], "完成2024年度示范村建设", ["10月底=2024-10-31"]),
        (["(一)持续建设示范村庄"], "推进农房改造", ["12月底=2024-12-31"]),
    ]
    assert [roles(task) for task in draft.tasks] == [
        "lead 县农业农村委、implement 云桥镇",
        "lead 县住建委、support 县财政局、support 县资源局、implement 云桥镇、implement 青石街道、implement 北渡镇",
    ]


def test_towns_alone_are_in_charge() -> None:
    draft = read("桐岭县2024年清单\n序号 | 工作任务 | 责任乡镇 |\n1 | 建成水厂2座。 | 云桥镇 |\n2 | 整修渠道6公里。 | 北渡镇 |\n")
    assert [roles(task) for task in draft.tasks] == ["lead 云桥镇", "lead 北渡镇"]


def test_rows_without_their_class_which_counts_in_words() -> None:
    draft = read(
        "2024年公开任务\n工作任务 | 具体要求 | 责任部门 |\n一、做好预算公开。 | 1.公布本中心预算。 | 财务科 |\n"
        "二、做好网站维护。 | 2.及时更新栏目。 | 办公室 |\n3.及时答复来信。 | 各科室 | |\n4.更新公众号。 | 办公室牵头，各科室配合 | |\n"
        "三、做好解读。 | 5.重要文件同步解读。 | 各科室 |\n"
    )
    assert [(task.label, task.content, draft.path(task)[0][:2], roles(task), reasons(task)) for task in draft.tasks] == [
        ("1.", "公布本中心预算。", "一、", "lead 财务科", []),
        ("2.", "及时更新栏目。", "二、", "lead 办公室", []),
        ("3.", "及时答复来信。", "二、", "lead 各科室", []),
        ("4.", "更新公众号。", "二、", "lead 办公室、support 各科室", []),
        ("5.", "重要文件同步解读。", "三、", "lead 各科室", []),
    ]


def test_a_table_that_also_tells_how_far_things_are() -> None:
    draft = read(
        "类别 | 民生事项名称 | 2024年度任务目标 | 责任单位 | 分管领导 | 1-8月份完成情况 | 1-8月份取得成效 | 监督电话 |\n"
        "二、住房保障 | 7.改造老旧小区 | 改造小区12个，惠及居民900户。 | 住建局 | 罗平 | 已完工6个。 | 反映良好。 | 5550101 |\n"
        "8.新建停车泊位 | 新增泊位600个。 | 城管局 | 何平 | 建成410个，完成68%。 | 有所缓解。 | 5550102 | |\n"
        "索引号: | 11350 | 成文日期: | 2024-10-08 |\n"
    )
    assert [(task.label, task.title, task.content, roles(task), task.leaders) for task in draft.tasks] == [
        ("7.", "改造老旧小区", "改造小区12个，惠及居民900户。", "lead 住建局", ["罗平"]),
        ("8.", "新建停车泊位", "新增泊位600个。", "lead 城管局", ["何平"]),
    ]
    assert [draft.path(task) for task in draft.tasks] == [["二、住房保障"], ["二、住房保障"]]


def test_a_cell_with_a_line_break_in_a_row_of_bars() -> None:
    draft = read(
        "任务 内容 | 创建标准 | 工作内容及要求 | 责任单位 | 协助 单位 | 完成 期限 |\n"
        "生 态 环 境 | 1、环境优良。 | 保护山体植被，建成绿带6公里。 | 县资源局 | 县水利局\n县农业农村局 | 2024年9月20日前 |\n"
        "2、设有绿地。 | 建成防护绿地12公顷。 | 县住建局 | 有关部门 | 2024年10月20日前 |\n"
    )
    assert [(roles(task), limits(task)) for task in draft.tasks] == [
        ("lead 县资源局、support 县水利局、support 县农业农村局", ["2024年9月20日前=2024-09-20"]),
        ("lead 县住建局、support 有关部门", ["2024年10月20日前=2024-10-20"]),
    ]
