"""Scores from the command line: accounts with their lines, points by hand, praise, signing off and lifting it."""

from datetime import date

import pytest

from tests.setup.test_cli_import import Console, console

__all__ = ["console"]  # the fixture, under its own name

YEAR = str(date.today().year)


def totals(console: Console, period: str = YEAR) -> dict[str, float]:
    found = console("score", "list", "--plan", "1", "--period", period)
    return {one["unit"]: one["total"] for one in found["accounts"]}


def test_every_account_has_its_lines(console: Console) -> None:
    found = console("score", "list", "--plan", "1")
    assert found["period"] == YEAR and found["signed_by"] is None and found["changed"] == []
    assert len(found["accounts"]) > 3 and found["rules"][0]["label"] == "未报送"
    unit = found["accounts"][0]["unit"]
    console("score", "give", "--plan", "1", "--unit", unit, "--points", "2", "--reason", "牵头筹办现场会", "--by", "江一帆")
    account = next(one for one in console("score", "list", "--plan", "1")["accounts"] if one["unit"] == unit)
    [line] = [line for line in account["lines"] if line["event"] == "manual"]
    assert line["cause"] and line["counted"] == 2


@pytest.mark.parametrize(("typed", "points"), [("2", 2), ("--points=-1.5", -1.5), ("--points=−3", -3), ("+0.5", 0.5), (None, 3)])
def test_points_and_praise_are_given_and_undone(console: Console, typed: str | None, points: float) -> None:
    before = totals(console)
    unit = next(name for name, total in before.items() if total <= 100)
    said = [] if typed is None else [typed] if typed.startswith("--") else ["--points", typed]
    done = console("score", "give", "--plan", "1", "--unit", unit, *said, "--reason", "市里通报")
    assert "市里通报" in done["name"] and totals(console) == {**before, unit: before[unit] + points}
    console("undo")
    assert totals(console) == before


def test_a_year_is_signed_stays_and_is_lifted(console: Console) -> None:
    before = totals(console)
    unit = next(iter(before))
    done = console("score", "sign", "--plan", "1", "--by", "江一帆")
    assert done["name"] == f"{YEAR}年考核定稿"
    console("score", "give", "--plan", "1", "--unit", unit, "--points", "1", "--reason", "漏记")
    signed = console("score", "list", "--plan", "1")
    assert signed["signed_by"] == "江一帆" and totals(console) == before and signed["changed"] == [unit]
    lifted = console("score", "lift", "--plan", "1", "--reason", "漏记一笔")
    assert lifted["name"] == f"取消{YEAR}年考核定稿（漏记一笔）" and totals(console)[unit] == before[unit] + 1
    console("undo")
    assert totals(console) == before


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["list", "--plan", "9"], "没有编号为 9 的方案"),
        (["list", "--plan", "1", "--period", "上半年"], "期次不能写成“上半年”"),
        (["give", "--plan", "1", "--unit", "县水务集团", "--points", "1", "--reason", "加班"], "县水务集团"),
        (["give", "--plan", "1", "--unit", "县水利局", "--points", "两分", "--reason", "加班"], "分值不能写成“两分”"),
        (["give", "--plan", "1", "--unit", "县水利局", "--points", "1/3", "--reason", "加班"], "分值不能写成“1/3”"),
        (["give", "--plan", "1", "--unit", "县水利局", "--points", "1e2", "--reason", "加班"], "分值不能写成“1e2”"),
        (["give", "--plan", "1", "--unit", "县水利局", "--points", "0", "--reason", "加班"], "分值不对"),
        (["give", "--plan", "1", "--unit", "县水利局", "--points", "1", "--reason", "  "], "没有写明理由"),
        (["give", "--plan", "9", "--unit", "县水利局", "--points", "1", "--reason", "加班"], "没有编号为 9 的方案"),
        (["sign", "--plan", "1", "--by", " "], "没有写明谁定稿"),
        (["sign", "--plan", "1", "--period", str(date.today().year + 2), "--by", "江一帆"], "还没有开始"),
        (["lift", "--plan", "1", "--reason", "漏记"], "还没有定稿"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(console: Console, words: list[str], says: str) -> None:
    complaint = console("score", *words, code=1)
    assert says in complaint and len(complaint.strip().split("\n")) == 1


def test_what_was_signed_is_not_signed_again(console: Console) -> None:
    console("score", "sign", "--plan", "1", "--by", "江一帆")
    assert "已经定稿" in console("score", "sign", "--plan", "1", "--by", "周督查", code=1)
