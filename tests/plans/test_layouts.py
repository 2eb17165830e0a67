"""Layouts in which plans write responsibility: closing brackets, key lines, one line with all, groups, inline items."""

import pytest

from tests.plans.reading import limits, read, reasons, roles

HEAD = "青禾县2024年重点工作实施方案\n一、总体要求\n坚持稳中求进。\n二、重点任务\n"


def one(note: str) -> str:
    """The units of a single item that ends with a note."""
    draft = read(HEAD + f"（一）推进河道治理。完成清淤和护岸。{note}\n（二）开展植树。栽植苗木。（县林业局负责）\n")
    assert [task.title for task in draft.tasks] == ["推进河道治理", "开展植树"]
    assert draft.tasks[0].content == "完成清淤和护岸。"
    return roles(draft.tasks[0])


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("（县水利局负责）", "lead 县水利局"),
        ("(县水利局负责)", "lead 县水利局"),
        ("〔县水利局负责〕", "lead 县水利局"),
        ("【责任单位：县水利局】", "lead 县水利局"),
        ("（县水利局）", "lead 县水利局"),
        ("（县水利局、县财政局）", "joint 县水利局、joint 县财政局"),
        ("（县水利局、县财政局按职责分工负责）", "joint 县水利局、joint 县财政局"),
        ("（县水利局、县财政局等部门按职责分工负责）", "joint 县水利局、joint 县财政局"),
        ("（县水利局牵头，县财政局、县住建局配合）", "lead 县水利局、support 县财政局、support 县住建局"),
        ("（县水利局牵头，县财政局、各镇按职责分工负责）", "lead 县水利局、support 县财政局、support 各镇"),
        ("（县水利局、县财政局分别牵头，其他有关部门配合）", "lead 县水利局、lead 县财政局、support 其他有关部门"),
        ("（县水利局负责，各相关部门配合，各镇〔街道〕组织实施）", "lead 县水利局、support 各相关部门、implement 各镇〔街道〕"),
        ("（县水利局、县住建局分工负责，各县（市、区）组织实施）", "joint 县水利局、joint 县住建局、implement 各县（市、区）"),
        ("（牵头单位：县水利局；责任单位：县财政局、各镇）", "lead 县水利局、support 县财政局、support 各镇"),
        ("(牵头单位:县水利局,责任单位:县直各有关单位,各乡镇人民政府)", "lead 县水利局、support 县直各有关单位、support 各乡镇人民政府"),
        ("（责任单位：县水利局、县财政局，各镇）", "joint 县水利局、joint 县财政局、joint 各镇"),
        ("（责任单位：县水利局（牵头）、县财政局）", "lead 县水利局、support 县财政局"),
        ("（县水利局会同县财政局负责）", "lead 县水利局、support 县财政局"),
        ("（由县水利局牵头，县财政局参与）", "lead 县水利局、support 县财政局"),
        ("（县人民政府和其他有关部门负责）", "joint 县人民政府、joint 其他有关部门"),
        ("（县住房和城乡建设局、县发展和改革局负责）", "joint 县住房和城乡建设局、joint 县发展和改革局"),
        ("（县水利局、县财政局，排名第一的为牵头单位，下同）", "lead 县水利局、support 县财政局"),
    ],
)
def test_closing_notes(note: str, expected: str) -> None:
    assert one(note) == expected


def test_note_before_the_full_stop() -> None:
    assert one("").startswith("") and roles(read(HEAD + "（一）加强监督（县纪委监委、县审计局负责）。\n").tasks[0]) == (
        "joint 县纪委监委、joint 县审计局"
    )


def test_key_lines_in_any_order() -> None:
    draft = read(
        HEAD
        + "1.新建学校2所。\n完成时限：2024年9月底前\n责任领导：王敏\n责任单位：县财政局、\n各镇（街道）\n牵头单位：县教育局\n"
        + "2.改造校舍。\n责任单位：县教育局\n"
    )
    first, second = draft.tasks
    assert roles(first) == "support 县财政局、support 各镇（街道）、lead 县教育局"
    assert limits(first) == ["2024年9月底前=2024-09-30"]
    assert first.leaders == ["王敏"] and first.content == ""
    assert roles(second) == "lead 县教育局"


def test_one_line_with_all() -> None:
    draft = read(HEAD + "1.建设粮库。牵头单位：县发改局  配合单位：县财政局、各乡镇  完成时限：11月底前\n")
    assert roles(draft.tasks[0]) == "lead 县发改局、support 县财政局、support 各乡镇"
    assert limits(draft.tasks[0]) == ["11月底前=2024-11-30"]


def test_limit_inside_a_note() -> None:
    draft = read(HEAD + "1.推行告知承诺。（县司法局牵头，县直各部门配合，6月底前完成）\n2.抓好巡查。（县林业局负责，长期坚持）\n")
    assert limits(draft.tasks[0]) == ["6月底前=2024-06-30"]
    assert limits(draft.tasks[1]) == ["长期坚持=standing"]
    assert roles(draft.tasks[1]) == "lead 县林业局"


def test_one_note_for_a_group_stands_at_the_parent() -> None:
    draft = read(
        HEAD
        + "（一）提升卫生服务\n1.建设卫生室。\n2.推进义诊。\n3.培训村医200名。\n（牵头单位：县卫健局；配合单位：县财政局）\n"
        + "（二）整治环境\n1.清运垃圾。（县城管局负责）\n2.治理污水。（县水务局负责）\n"
    )
    assert [(task.label, task.title) for task in draft.tasks] == [("（一）", "提升卫生服务"), ("1.", "清运垃圾"), ("2.", "治理污水")]
    assert draft.tasks[0].content.startswith("1.建设卫生室") and draft.tasks[0].content.endswith("培训村医200名。")
    assert draft.path(draft.tasks[1]) == ["二、重点任务", "（二）整治环境"]


def test_note_at_the_heading_makes_the_heading_the_task() -> None:
    draft = read(HEAD + "（一）完善设施（责任单位：县住建局、县交通局）\n1.改造道路40公里。\n2.新建停车场3个。\n")
    assert [task.title for task in draft.tasks] == ["完善设施"]
    assert draft.tasks[0].content == "1.改造道路40公里。\n2.新建停车场3个。"


def test_chapter_lead_goes_to_its_items_and_is_shown_as_inferred() -> None:
    draft = read("青禾县方案\n一、产业提升（牵头单位：县工信局）\n1.培育企业。（责任单位：县科技局）\n2.建设园区。（责任单位：县商务局）\n")
    assert roles(draft.tasks[0]) == "lead 县工信局、support 县科技局"
    assert reasons(draft.tasks[0]) == ["inherited"]


def test_inline_items_with_notes_of_their_own() -> None:
    draft = read(HEAD + "1.发展产业。①培育主体。新增合作社20家。（县农业农村局负责）②发展电商。建设站点。（县商务局、县供销社负责）\n")
    assert [(task.label, task.title, roles(task)) for task in draft.tasks] == [
        ("①", "培育主体", "lead 县农业农村局"),
        ("②", "发展电商", "joint 县商务局、joint 县供销社"),
    ]


def test_unnumbered_paragraphs_with_notes() -> None:
    draft = read(
        "青禾县方案\n一、任务\n推进清淤工程建设。完成全部河道的清淤和加固工作。（县水利局）\n开展义务植树活动"
        "。栽植各类苗木并做好后期管护。（县林业局）\n"
    )
    assert [(task.label, task.title) for task in draft.tasks] == [("", "推进清淤工程建设"), ("", "开展义务植树活动")]
    assert draft.path(draft.tasks[0]) == ["一、任务"]


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        (("第一章 任务", "第二章 要求"), ("第一条 ", "第二条 ")),
        (("一、任务", "二、要求"), ("（一）", "（二）")),
        (("一、任务", "二、要求"), ("1．", "2．")),
        (("一、任务", "二、要求"), ("1、", "2、")),
        (("（一）任务", "（二）要求"), ("（1）", "（2）")),
        (("一、任务", "二、要求"), ("①", "②")),
        (("1 任务总表。", "2 要求"), ("1.1 ", "1.2 ")),
    ],
)
def test_heading_kinds(outer: tuple[str, str], inner: tuple[str, str]) -> None:
    draft = read(
        f"青禾县方案\n{outer[0]}\n{inner[0]}清理河道。开展清淤。（县水利局）\n{inner[1]}植树造林。栽植苗木。（"
        f"县林业局）\n{outer[1]}\n抓好落实。\n"
    )
    assert [(task.label, task.title) for task in draft.tasks] == [(inner[0].strip(), "清理河道"), (inner[1].strip(), "植树造林")]


def test_deep_nesting() -> None:
    draft = read(
        "青禾县方案\n第一章 总任务\n第一节 城区\n一、设施\n（一）道路\n1.主干道\n（1）修补路面。完成修补。（县"
        "住建局）\n（2）更换路灯。完成更换。（县城管局）\n"
    )
    assert draft.path(draft.tasks[1]) == ["第一章 总任务", "第一节 城区", "一、设施", "（一）道路", "1.主干道"]


def test_a_text_without_line_breaks() -> None:
    draft = read(
        "青禾镇2024年环境整治工作方案为改善环境,制定方案如下。一、重点任务(一)清理河道。开展清淤。(责任单位:水利局)"
        "(二)拆除违建。6月底前完成。(责任单位:自然资源局、综合执法局)二、工作要求(一)加强领导。各单位要重视。"
    )
    assert [(task.title, roles(task)) for task in draft.tasks] == [
        ("清理河道", "lead 水利局"),
        ("拆除违建", "joint 自然资源局、joint 综合执法局"),
    ]


def test_purposes_and_safeguards_are_no_tasks_unless_they_name_units() -> None:
    draft = read(
        HEAD + "（一）修路。加快修路。（县交通局）\n三、保障措施\n（一）加强领导。成立专班。\n（二）强化考核。纳入考"
        "核。（责任单位：县委组织部）\n"
    )
    assert [task.title for task in draft.tasks] == ["修路", "强化考核"]


def test_an_item_that_lost_its_note_is_kept_and_asked_about() -> None:
    draft = read(HEAD + "（一）修路。加快修路。（县交通局）\n（二）架桥。加快架桥。\n")
    assert [task.title for task in draft.tasks] == ["修路", "架桥"]
    assert reasons(draft.tasks[1]) == ["no_units"] and reasons(draft.tasks[0]) == []


def test_a_document_that_names_nobody_gives_its_items() -> None:
    draft = read(
        "青禾县规划\n一、总体要求\n（一）指导思想。坚持发展。\n二、主要任务\n（一）修路。加快修路。\n（二）架"
        "桥。加快架桥。\n三、保障措施\n（一）加强领导。成立专班。\n"
    )
    assert [task.title for task in draft.tasks] == ["修路", "架桥"]


def test_contents_annex_list_signature_and_imprint_are_left_out() -> None:
    draft = read(
        "青禾县人民政府办公室关于印发青禾县2024年工作要点的通知\n青政办发〔2024〕3号\n各镇人民政府：\n现将要点"
        "印发给你们。\n附件：1.任务清单\n2.联络员名单\n"
        "青禾县人民政府办公室\n2024年2月1日\n青禾县2024年工作要点\n目录\n一、交通\n二、水利\n一、交通\n（一）"
        "修路。加快修路。（县交通局）\n二、水利\n"
        "（一）清淤。加快清淤。（县水利局）\n青禾县人民政府办公室\n2024年2月1日\n抄送：县委各部门。\n"
    )
    assert [(task.title, task.content) for task in draft.tasks] == [("修路", "加快修路。"), ("清淤", "加快清淤。")]
    assert (draft.title, draft.doc_number, draft.issuer, str(draft.issued)) == (
        "青禾县2024年工作要点",
        "青政办发〔2024〕3号",
        "青禾县人民政府办公室",
        "2024-02-01",
    )
    assert (str(draft.period_start), str(draft.period_end)) == ("2024-01-01", "2024-12-31")


def test_several_annexed_plans_are_kept_apart_by_their_headings() -> None:
    draft = read(
        "青禾县关于印发两个方案的通知\n附件:\n1.规划方案\n2.治理方案\n附件1\n规划方案\n(县自然资源局牵头)\n一"
        "、任务\n(一)编规划。完成编制。(县自然资源局负责)\n"
        "附件2\n治理方案\n一、任务\n(一)整治市容。开展整治。(县城管局负责)\n"
    )
    assert [draft.path(task) for task in draft.tasks] == [["附件1 规划方案", "一、任务"], ["附件2 治理方案", "一、任务"]]
    assert [roles(task) for task in draft.tasks] == ["lead 县自然资源局", "lead 县城管局"]


def test_overall_lead_under_the_title() -> None:
    assert read("附件3\n青禾县融合行动方案\n（县发改局牵头）\n一、任务\n（一）修路。加快修路。（县交通局）\n").lead_units == ["县发改局"]


def test_support_without_a_lead_is_a_question() -> None:
    task = read(HEAD + "1.建设消纳场。\n配合单位：县住建局、县城管局\n").tasks[0]
    assert (roles(task), reasons(task)) == ("support 县住建局、support 县城管局", ["no_lead"])


def test_flowing_items_that_end_with_key_lists() -> None:
    draft = read(
        "青禾市支持投资若干措施为落实部署,提出措施如下。1.奖励团队。按规定给予资助。责任单位:市委组织部、市科技局、市财政局、市人力资源和社会保障局、市教育局、"
        "市卫生健康委员会、各县区人民政府。2.鼓励投资。给予名额。责任单位:市发改委、市财政局。3.加强服务。设立专窗。责任单位:市行政审批局。"
    )
    assert [(task.label, task.title, len(task.units)) for task in draft.tasks] == [
        ("1.", "奖励团队", 7),
        ("2.", "鼓励投资", 2),
        ("3.", "加强服务", 1),
    ]
