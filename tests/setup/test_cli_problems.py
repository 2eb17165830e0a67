"""Problems from the command line: entered, on their way step by step to 销号, opened again, with their papers; every step one undo."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.setup.test_cli_import import WATER, Console, _import, console

__all__ = ["console"]  # the fixture, under its own name

PLAN = ("--plan", "1")
LATER = (date.today() + timedelta(days=30)).isoformat()


def shown(console: Console, number: int = 1) -> Any:
    return console("problem", "show", str(number), *PLAN)


@pytest.fixture
def entered(console: Console) -> Console:
    console("problem", "new", *PLAN, "--text", "东关片区管网漏水", "--source", "inspection", "--from", "八月督查", "--task", "1")
    return console


def test_a_problem_goes_its_way_to_being_struck_off(entered: Console, tmp_path: Path) -> None:
    before = shown(entered)
    assert (before["state_label"], before["from"], before["task"], before["source"]) == ("待整改", "八月督查", 1, "inspection")
    entered("problem", "measure", "1", *PLAN, "--measures", "更换阀门", "--unit", "县水利局", "--due", LATER, "--person", "何平")
    entered("problem", "done", "1", *PLAN, "--words", "阀门已换")
    entered("problem", "pass", "1", *PLAN, "--by", "江一帆")
    done = entered("problem", "close", "1", *PLAN, "--by", "江一帆", "--look-back", LATER)
    assert done["name"] == "问题 1“东关片区管网漏水”：销号"
    after = shown(entered)
    assert (after["state_label"], after["unit"], after["person"], after["look_back_on"]) == ("已销号", "水利局", "何平", LATER)
    assert [step["label"] for step in after["steps"]] == ["明确整改措施", "报告整改完成", "核查通过", "销号"]
    assert entered("problem", "list", *PLAN)["struck_off"] == 1 and entered("problem", "list", *PLAN, "--open")["problems"] == []
    entered("problem", "keep", "1", *PLAN, "--by", "江一帆", "--look-back", "")
    assert shown(entered)["look_back_on"] is None
    entered("problem", "reopen", "1", *PLAN, "--words", "又在渗水")
    assert shown(entered)["state_label"] == "整改中"
    papers = [("problems", "清单.docx"), ("rectification", "台账.xlsx"), ("problem-files", "一案一档.docx")]
    for kind, name in papers:
        entered("report", kind, *PLAN, "--out", str(tmp_path / name))
        assert (tmp_path / name).stat().st_size


def test_measures_and_the_first_step_are_one_undo(entered: Console) -> None:
    entered("problem", "measure", "1", *PLAN, "--measures", "更换阀门", "--unit", "县水利局", "--due", LATER)
    entered("undo")
    assert (shown(entered)["state_label"], shown(entered)["measures"], shown(entered)["unit"]) == ("待整改", "", "")


def test_what_is_missing_is_said_and_nothing_is_stored(entered: Console) -> None:
    said = entered("problem", "measure", "1", *PLAN, "--measures", "更换阀门", code=1)
    assert "责任单位、整改时限" in said and shown(entered)["measures"] == ""
    assert "待整改" in entered("problem", "close", "1", *PLAN, "--by", "江一帆", code=1)
    assert "没有第 7 个问题" in entered("problem", "show", "7", *PLAN, code=1)
    assert "没有第 99 项任务" in entered("problem", "edit", "1", *PLAN, "--task", "99", code=1)
    assert "没有写要改什么" in entered("problem", "edit", "1", *PLAN, code=1)
    assert "2026-12-31" in entered("problem", "edit", "1", *PLAN, "--due", "下月", code=1)


def test_what_is_written_is_changed_and_taken_away(entered: Console) -> None:
    entered("problem", "edit", "1", *PLAN, "--unit", "县水利局", "--due", "2026-01-31", "--progress", "已联系厂家", "--task", "")
    held = shown(entered)
    assert (held["unit"], held["due"], held["progress"], held["task"], held["overdue"]) == (
        "水利局",
        "2026-01-31",
        "已联系厂家",
        None,
        True,
    )
    assert [one["number"] for one in entered("problem", "list", *PLAN, "--late", "--unit", "水利局")["problems"]] == [1]
    entered("problem", "edit", "1", *PLAN, "--due", "", "--unit", "")
    assert (shown(entered)["unit"], shown(entered)["due"]) == ("", None)
    entered("problem", "remove", "1", *PLAN)
    assert entered("problem", "list", *PLAN)["total"] == 0
    entered("undo")
    assert shown(entered)["text"] == "东关片区管网漏水"


def test_what_units_told_is_entered_once(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "县水利局9月.csv"
    file.write_text(WATER.replace("东关片区更换五公里,", "东关片区更换五公里,缺两台挖机"), "utf-8")
    _import(console, file)
    of_period = ("problem", "told", *PLAN, "--period", "2026-09")
    assert [(one["task"], one["words"], one["number"]) for one in console(*of_period)["told"]] == [(1, "缺两台挖机", None)]
    done = console(*of_period, "--apply")
    assert done["operation"] and done["told"][0]["number"] == 1
    assert "都已登记过" in console(*of_period, "--apply", code=1)


def test_a_person_reads_what_can_be_done_next(entered: Console, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    from tracker import cli

    cli.run(["problem", "show", "1", *PLAN, "--db", str(tmp_path / "t.db"), "--data-dir", str(tmp_path / "data")])
    out = capsys.readouterr().out
    assert "来源：督查检查（八月督查）" in out and "可以明确整改措施：problem measure（要有整改措施、责任单位、整改时限）" in out
