"""`plan edit` and `plan remove` as their user types them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.stores import draft, fresh_store
from tracker import cli
from tracker.usecases.intake.plans import import_plan

Console = Callable[..., Any]


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    with fresh_store(tmp_path / "t.db") as store:
        import_plan(store, draft())

    def run(*words: str, code: int = 0) -> Any:
        capsys.readouterr()
        places = ["--db", str(tmp_path / "t.db"), "--data-dir", str(tmp_path)]
        assert cli.run([*words[:2], *places, "--json", *words[2:]]) == code
        said = capsys.readouterr()
        return json.loads(said.out) if code == 0 else said.err

    return run


def test_the_head_of_a_plan_is_changed_and_comes_back(console: Console) -> None:
    console("plan", "edit", "--plan", "1", "--title", "松河县治水方案", "--doc-number", "松政发〔2026〕9号", "--issued", "2026-02-01")
    plan = console("plan", "list")["plans"][0]
    assert (plan["title"], plan["doc_number"]) == ("松河县治水方案", "松政发〔2026〕9号")
    console("undo", "--json")
    assert console("plan", "list")["plans"][0]["title"] == "松河县水环境治理方案"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "没有说要改什么"),
        (("--issued", "二月"), "不是日期"),
        (("--title", " "), "标题不能为空"),
        (("--period-start", "2027-01-01", "--period-end", "2026-01-01"), "截止日期早于起始日期"),
    ],
    ids=["nothing", "no day", "no title", "order"],
)
def test_what_cannot_be_is_told_in_one_sentence(console: Console, words: tuple[str, ...], said: str) -> None:
    assert said in console("plan", "edit", "--plan", "1", *words, code=1)


def test_a_plan_is_removed_and_comes_back_whole(console: Console) -> None:
    assert "方案" in console("plan", "remove", "--plan", "7", code=1)
    console("plan", "remove", "--plan", "1")
    assert console("plan", "list")["plans"] == []
    console("undo", "--json")
    assert console("plan", "list")["plans"][0]["tasks"] == 5
