"""Damage that really occurs: lost brackets, names run together, page marks, broken lines; every repair is shown as a doubt."""

from tests.plans.reading import read, reasons, roles
from tracker.domain.unit_names import UnitDictionary

HEAD = "青禾县2024年工作要点\n一、任务\n"
TAIL = "（二）植树。栽植苗木。（县林业局负责）\n"


def test_lost_opening_bracket() -> None:
    task = read(HEAD + "（一）落户。推进落户便利。县公安局负责）\n" + TAIL).tasks[0]
    assert (roles(task), task.content, reasons(task)) == ("lead 县公安局", "推进落户便利。", ["bracket"])


def test_lost_opening_bracket_and_full_stop() -> None:
    task = read(HEAD + "（一）建镇。带动其他乡镇发展县住建局、县农业农村局、各镇街道按职责分工负责)\n" + TAIL).tasks[0]
    assert task.title + task.content == "建镇带动其他乡镇发展"
    assert roles(task) == "joint 县住建局、joint 县农业农村局、joint 各镇街道"


def test_lost_closing_bracket() -> None:
    task = read(HEAD + "（一）落户。推进落户便利。（责任单位：县公安局、县人社局\n" + TAIL).tasks[0]
    assert (roles(task), reasons(task)) == ("joint 县公安局、joint 县人社局", ["bracket"])


def test_names_that_ran_together_are_split_and_shown() -> None:
    task = read(HEAD + "（一）落户。推进落户。（县卫健局人社局、发改县财政局负责）\n" + TAIL).tasks[0]
    assert [unit.name for unit in task.units] == ["县卫健局", "人社局", "发改", "县财政局"]
    assert [unit.proposed for unit in task.units] == ["", "", "发改局", ""]
    assert reasons(task) == ["run_together", "run_together"]


def test_the_same_without_a_dictionary() -> None:
    task = read(HEAD + "（一）落户。推进落户。（县卫健局人社局负责）\n" + TAIL, names=UnitDictionary()).tasks[0]
    assert [unit.name for unit in task.units] == ["县卫健局", "人社局"]


def test_a_merged_department_is_one_name() -> None:
    task = read(HEAD + "（一）办学。推进办学。（县教育科技局、县自然资源和规划局负责）\n" + TAIL).tasks[0]
    assert (roles(task), reasons(task)) == ("joint 县教育科技局、joint 县自然资源和规划局", [])


def test_an_unknown_shape_is_a_question() -> None:
    task = read(HEAD + "（一）办学。推进办学。（责任单位：县教育局、青禾一号）\n" + TAIL).tasks[0]
    assert reasons(task) == ["unknown_unit"]


def test_page_number_inside_a_sentence() -> None:
    draft = read(HEAD + "（一）办学。扎实推进义务教育优质均衡发展，进一步改善办学\n— 5 —\n条件，新建学校。（县教育局负责）\n" + TAIL)
    assert draft.tasks[0].content == "扎实推进义务教育优质均衡发展，进一步改善办学条件，新建学校。"
    span = draft.tasks[0].span
    assert "— 5 —" in draft.source_text[span.start : span.end]


def test_page_marks_of_a_sharing_site() -> None:
    part = "坚持因地制宜分类推进各项建设任务落地见效，" * 6
    draft = read(
        f"《青禾县2023年行动计划.docx》由会员分享\n1、青禾县2023年行动计划为做好工作，制定计划如下。一、任务(一)清淤。{part}加强巡\n"
        f"2、查管护。(责任单位:水利局)(二)植树。{part}确保成\n3、活。(责任单位:林业局)二、要求(一)加强领导。各单位要重视。\n"
    )
    assert [(task.title, task.content[-6:]) for task in draft.tasks] == [("清淤", "强巡查管护。"), ("植树", "，确保成活。")]
    assert draft.title == "青禾县2023年行动计划"


def test_lines_broken_at_a_fixed_width() -> None:
    body = "一、任务。（一）修建道路。坚持统筹规划分步实施，着力打通断头路瓶颈路，全面提升城区通行能力和服务水平，切实方便群众出行。" * 4
    lines = [body[i : i + 28] for i in range(0, len(body), 28)]
    text = "青禾县方案\n" + "一、任务\n（一）修建道路。坚持统筹规划\n" + "\n".join(lines[1:])
    assert "\n" not in read(text).tasks[0].title


def test_heading_whose_number_was_lost() -> None:
    draft = read("青禾县方案\n一、交通\n（一）修路。加快修路。（县交通局）\n、水利建设\n（二）清淤。加快清淤。（县水利局）\n")
    assert draft.path(draft.tasks[1]) == ["、水利建设"]


def test_date_that_does_not_exist() -> None:
    task = read(HEAD + "（一）办学。9月31日前建成。（县教育局）\n" + TAIL).tasks[0]
    assert task.deadlines[0].due is None and reasons(task) == ["deadline"]


def test_ocr_figure() -> None:
    task = read(HEAD + "（一）种粮。新建设施农业IOOO亩。（县农业农村局）\n" + TAIL).tasks[0]
    assert (task.targets[0].value, task.targets[0].measure, reasons(task)) == ("1000", "亩", ["ocr_figure"])


def test_clean_documents_raise_no_doubts() -> None:
    draft = read(HEAD + "（一）办学。到2024年底，新增学位600个。（牵头单位：县教育局；配合单位：县财政局、各镇）\n" + TAIL)
    assert [task.findings for task in draft.tasks] == [[], []] and draft.findings == []


def test_nothing_found_is_said() -> None:
    assert [finding.code for finding in read("今天天气很好。\n我们去散步。\n").findings] == ["no_tasks"]
