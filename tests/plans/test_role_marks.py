"""Signs beside the names of units: explained in many ways, in many places; and what is asked where nothing explains them."""

import pytest

from tests.plans.reading import read, reasons, roles
from tracker.plans.draft import PlanDraft

HEAD = "泉乡县2025年重点任务分工表\n"
LED = "lead 县水利局、support 县财政局、support 各乡镇"


def table(sign: str, above: str = "", below: str = "") -> PlanDraft:
    rows = f"1\t清淤渠道6公里\t{sign}县水利局、县财政局、各乡镇\n2\t抢修泵站2座\t{sign}县水利局\n"
    return read(f"{HEAD}{above}序号\t重点任务\t责任单位\n{rows}{below}")


@pytest.mark.parametrize(
    ("sign", "told"),
    [
        ("★", "注：带★的为牵头单位，其余为配合单位。"),
        ("★", "备注：责任单位中标“★”号的单位为牵头单位"),
        ("▲", "说明：牵头单位以▲标注，其他单位为配合单位"),
        ("●", "注：●表示牵头单位，○表示配合单位"),
        ("*", "注：标*者为该项工作牵头单位，未标注的为配合单位"),
        ("＊", "注：名称前加＊的是牵头部门。"),
        ("☆", "（☆为主责单位）"),
        ("★", "图例：★牵头 △配合"),
        ("#", "牵头单位名称前加#号"),
        ("◎", "注：牵头单位（◎）、其余单位参与"),
        ("△", "注：牵头单位用△表示。"),
    ],
)
def test_ways_to_say_what_a_sign_means(sign: str, told: str) -> None:
    for draft in (table(sign, above=told + "\n"), table(sign, below=told + "\n")):
        assert [roles(task) for task in draft.tasks] == [LED, "lead 县水利局"], told
        assert [reasons(task) for task in draft.tasks] == [[], []]
        assert not any(unit.inferred for task in draft.tasks for unit in task.units)


def test_a_sign_may_mean_that_its_unit_helps() -> None:
    draft = read(f"{HEAD}注：△为配合单位\n1.清淤渠道。疏通渠道6公里。（县水利局、△县财政局、△各乡镇）\n2.抢修泵站。抢修2座。（县水利局）\n")
    assert [roles(task) for task in draft.tasks] == [LED, "lead 县水利局"]


@pytest.mark.parametrize("told", ["", "带★的为省定任务。\n"])
def test_no_role_where_a_sign_has_another_meaning_and_a_question_where_it_has_none(told: str) -> None:
    draft = table("★", below=told)
    other = bool(told)
    assert roles(draft.tasks[0]) == (LED.replace("lead", "joint").replace("support", "joint") if other else LED)
    assert reasons(draft.tasks[0]) == ([] if other else ["sign"])
    assert reasons(draft.tasks[1]) == [], "one unit alone leads, with or without a sign"


def test_a_list_without_the_sign_that_others_have_is_asked_about() -> None:
    draft = read(
        f"{HEAD}（★为牵头单位，其余为配合单位）\n1.清淤。疏通渠道。（★县水利局、县财政局）\n2.修路。修路3公里。（县交通局、县财政局）\n"
    )
    assert [reasons(task) for task in draft.tasks] == [[], ["sign_missing"]]


def test_keys_and_bullets_are_no_signs() -> None:
    draft = read(
        f"{HEAD}●一是清淤。疏通渠道。\n★牵头单位：县水利局\n★配合单位：县财政局、各乡镇\n2.修路。修路3公里。（县交通局、县财政局负责）\n"
    )
    assert all(unit.role.value != "lead" or unit.name == "县水利局" for task in draft.tasks for unit in task.units)
    assert not any(code.startswith("sign") for task in draft.tasks for code in reasons(task))


def test_letters_that_tell_the_lead_are_asked_about_where_the_file_has_none() -> None:
    draft = table("", above="（加粗的为牵头单位，其他为配合单位）\n")
    assert [reasons(task) for task in draft.tasks] == [["sign_missing"], []]


def test_two_signs_without_explanation() -> None:
    draft = read(f"{HEAD}序号\t任务\t责任单位\n1\t清淤渠道\t○县财政局、●县水利局、○各乡镇\n2\t修路\t●县交通局、○县财政局\n")
    assert roles(draft.tasks[0]) == "support 县财政局、lead 县水利局、support 各乡镇"
    assert all(unit.inferred for task in draft.tasks for unit in task.units)


def test_one_sign_in_all_columns_only_names_the_units() -> None:
    draft = read(f"{HEAD}序号\t任务\t县水利局\t县财政局\t县交通局\n1\t清淤渠道\t√\t√\t\n2\t修路\t\t\t√\n3\t架桥\t√\t√\t√\n")
    assert [roles(task) for task in draft.tasks[:2]] == ["joint 县水利局、joint 县财政局", "lead 县交通局"]
    assert [reasons(task) for task in draft.tasks] == [[], [], []]


def test_a_table_of_tasks_and_units_with_one_cell_a_line() -> None:
    rows = "1\n清淤渠道\n牵头\n配合\n—\n2\n修路\n/\n配合\n牵头\n"
    draft = read(f"{HEAD}序号\n重点任务\n县水利局\n县财政局\n县交通局\n{rows}")
    assert [roles(task) for task in draft.tasks] == ["lead 县水利局、support 县财政局", "support 县财政局、lead 县交通局"]
    assert [reasons(task) for task in draft.tasks] == [[], []]
