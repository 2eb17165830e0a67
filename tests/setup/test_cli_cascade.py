"""Levels of a task from the command line: split, report, roll up, tie, pair, take back."""

from pathlib import Path

import pytest

from tests.setup.test_cli import PLAN, Console

CITY = (
    PLAN.replace("清河县", "松岭市").replace("清政办发〔2026〕8号", "松政办发〔2026〕5号").replace("（县", "（市").replace("、县", "、市")
)


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    (tmp_path / "要点.txt").write_text(PLAN, "utf-8")
    (tmp_path / "市.txt").write_text(CITY, "utf-8")
    made = Console(tmp_path, capsys)
    for name in ("要点.txt", "市.txt"):
        made.json("plan", "import", str(tmp_path / name))
    return made


def test_a_task_is_split_reported_and_rolled_up(console: Console) -> None:
    made = console.json("task", "split", "1", "--plan", "1", "--unit", "县住建局", "--unit", "县财政局", "--due", "2026-06-20")
    assert [(part["unit"], part["due"]) for part in made["parts"]] == [("住建局", "2026-06-20"), ("财政局", "2026-06-20")]
    told = console.json("task", "part", str(made["parts"][0]["part"]), "--plan", "1", "--percent", "40", "--progress", "已换5公里")
    assert told["roll"]["percent"] == 20
    found = console.json("task", "parts", "--plan", "1")["tasks"]
    assert [(task["number"], task["roll"]["count"]) for task in found] == [(1, 2)]
    adopted = console.json("task", "adopt", "1", "--plan", "1", "--period", "2026年6月")
    assert (adopted["period"], adopted["percent"]) == ("2026-06", 20)
    assert console.json("undo")["name"].endswith("2026-06 的进展")


def test_plans_of_two_levels_are_paired_and_tied(console: Console) -> None:
    proposed = console.json("task", "pair", "--plan", "1", "--upper-plan", "2")
    assert [(pair["number"], pair["upper"]["number"], pair["sure"]) for pair in proposed["pairs"]] == [(n, n, True) for n in (1, 2, 3)]
    assert console.json("task", "pair", "--plan", "1", "--upper-plan", "2", "--apply")["applied"] == 3
    assert console.json("task", "link", "1", "--plan", "1", "--upper-plan", "2", "--upper", "1", "--lift")["upper"] == []
    tied = console.json("task", "link", "1", "--plan", "1", "--upper-plan", "2", "--upper", "1")
    assert [(each["plan_id"], each["number"]) for each in tied["upper"]] == [(2, 1)]
    assert console.json("task", "parts", "1", "--plan", "2")["tasks"][0]["lower"][0]["title"] == "改造老旧管网"
    assert "下级" in console("task", "parts", "1", "--plan", "2")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("split", "9", "--plan", "1", "--unit", "县财政局"), "没有第 9 项任务"),
        (("split", "1", "--plan", "1", "--unit", "县财政局", "--due", "月底"), "2026-11-30 这样"),
        (("part", "7", "--plan", "1"), "没有编号为 7 的分解任务"),
        (("adopt", "1", "--plan", "1"), "没有可以汇总的进度"),
        (("link", "1", "--plan", "1", "--upper-plan", "2", "--upper", "1", "--lift"), "没有对应"),
    ],
)
def test_what_cannot_be_done_is_said(console: Console, words: tuple[str, ...], said: str) -> None:
    assert said in console("task", *words, code=1)
