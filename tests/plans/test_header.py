"""What the head of a document says of the plan: who issued it, its number, its title, and whom the cells of leaders name."""

import pytest

from tests.plans.reading import read

BODY = "一、重点任务\n（一）植树。栽植苗木。（县林业局负责）\n（二）清淤。疏通渠道。（县水利局负责）\n"


@pytest.mark.parametrize(
    ("head", "foot", "issuer"),
    [
        ("中共桐岭县委办公室\n桐岭县人民政府办公室\n2025年3月4日\n", "", "中共桐岭县委办公室、桐岭县人民政府办公室"),
        ("", "中共桐岭县委办公室  桐岭县人民政府办公室\n2025年3月4日\n", "中共桐岭县委办公室、桐岭县人民政府办公室"),
        ("", "桐岭县教育局   桐岭县公安局\n桐岭县民政局\n2025年3月4日\n", "桐岭县教育局、桐岭县公安局、桐岭县民政局"),
        ("桐岭县人民政府关于做好2025年重点工作的意见\n", "", "桐岭县人民政府"),
        ("桐岭县人民政府办公室\n2025年3月4日\n", "", "桐岭县人民政府办公室"),
    ],
)
def test_those_who_sign_together_are_all_kept(head: str, foot: str, issuer: str) -> None:
    draft = read(f"桐岭县2025年工作要点\n{head}{BODY}{foot}")
    assert draft.issuer == issuer
    assert [task.content for task in draft.tasks] == ["栽植苗木。", "疏通渠道。"]


def test_a_number_with_blanks_and_brackets_of_one_width() -> None:
    draft = read(f"桐政 [2025] 12号\n各乡镇：\n现将工作要点印发给你们。\n桐岭县2025年工作要点\n{BODY}")
    assert draft.doc_number == "桐政[2025]12号"


def test_a_notice_of_aims_keeps_its_whole_title() -> None:
    draft = read(f"桐岭县人民政府办公室\n关于分解落实2025年预期目标的通知\n{BODY}")
    assert draft.title == "桐岭县人民政府办公室关于分解落实2025年预期目标的通知"


@pytest.mark.parametrize(("cell", "leaders"), [("周 宁何 平", ["周 宁", "何 平"]), ("周宁", ["周宁"]), ("周宁、何平", ["周宁、何平"])])
def test_leaders_of_a_row(cell: str, leaders: list[str]) -> None:
    draft = read(
        f"桐岭县2025年任务分工表\n序号\t重点任务\t责任领导\t责任单位\n1\t清理河道\t{cell}\t县水利局\n2\t修建步道\t何平\t县文旅局\n"
    )
    assert draft.tasks[0].leaders == leaders
