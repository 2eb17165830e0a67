"""One duty in the many ways in which offices write who does it, and until when."""

from pathlib import Path

import pytest

from tests.plans.reading import read, roles
from tracker.plans.as_json import as_json
from tracker.plans.draft import DraftTask

DATA = Path(__file__).parents[1] / "data"
ROLES = {"L": "lead", "J": "joint", "S": "support", "I": "implement"}
HEAD = "某县2024年工作要点\n一、重点任务\n（一）首项任务。做好有关工作。（县发改局负责）\n（二）测试任务。"
THREE_YEARS = HEAD.replace("某县2024年工作要点", "某县重点工作三年行动方案（2023—2025年）")
LAST = "\n（三）末项任务。做好有关工作。（县民政局负责）\n"
BODY = "完善相关机制，提升服务水平。"


def _rows(name: str) -> list[tuple[str, str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    pairs = [line.split(" => ") for line in lines if line and not line.startswith("#")]
    return [(said.replace("\\n", "\n"), meant) for said, meant in pairs]


def _task(text: str) -> DraftTask:
    tasks = read(text).tasks
    assert [task.label for task in tasks] == ["（一）", "（二）", "（三）"]
    return tasks[1]


@pytest.mark.parametrize(("said", "meant"), _rows("note_words.txt"))
def test_units_and_roles(said: str, meant: str) -> None:
    task = _task(HEAD + BODY + said + LAST)
    wanted = [f"{ROLES[group.split()[0]]} {name}" for group in meant.split(";") for name in group.split()[1:]]
    assert roles(task) == "、".join(wanted)
    assert task.content == BODY


@pytest.mark.parametrize("how", ["（线上办理），提高效率", "（网上申报、线上办理）；设置窗口", "（就近办理）"])
def test_how_a_thing_is_handled_names_nobody(how: str) -> None:
    task = _task(HEAD + f"推行证照联办{how}。（县财政局负责）" + LAST)
    assert roles(task) == "lead 县财政局"


def test_the_year_of_a_step_is_not_the_year_of_issue() -> None:
    """A plan of several years without a date of issue: the question says what is known, and what is not."""
    step = "（一）首项任务。到2024年全县建成驿站12个。（县发改局负责）"
    head = "某县重点工作三年行动方案（2023—2025年）\n一、重点任务\n" + step + "\n（二）测试任务。"
    task = _task(head + "标识牌年内全部更新到位。（县财政局负责）" + LAST)
    assert [finding.words for finding in task.findings if finding.code == "deadline"] == [
        "时限没有写年份，也没有印发日期，按方案第一年 2023 年理解，请核对"
    ]


@pytest.mark.parametrize(("said", "meant"), _rows("limit_words.txt"))
def test_limits(said: str, meant: str) -> None:
    head = THREE_YEARS if said.startswith("3|") else HEAD
    if said.startswith("K|"):
        text = head + BODY + f"（牵头单位：县财政局；配合单位：县审计局；完成时限：{said[2:]}）" + LAST
    else:
        text = head + said.removeprefix("3|") + "（县财政局牵头，县审计局配合）" + LAST
    _task(text)
    found = {limit.get("date") or limit["every"] for limit in as_json(read(text))["tasks"][1]["deadlines"]}
    assert found == set(meant.split()) - {"-"}
