"""The command line as a person or a script uses it: what it prints, what it refuses, and its exit codes."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tracker import cli

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PLAN = """清河县2026年城乡供水保障工作要点

清政办发〔2026〕8号

清河县人民政府办公室
2026年2月10日

一、完善供水设施
（一）改造老旧管网。更换城区供水管网12公里，6月底前完成东关片区。（县水利局牵头，县住建局、县财政局配合）
（二）建设备用水源。启动北山水库引水工程，年内完成可行性研究。（县发改局、县水利局按职责分工负责）
二、规范供水管理
（三）公开水质信息。每月25日前在政府网站公布检测结果。（责任单位：县卫健局）
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "要点.txt").write_text(PLAN, "utf-8")
    return tmp_path


class Console:
    """Runs commands against one database and hands back what was printed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        shared = ["--db", str(self.folder / "t.db"), "--data-dir", str(self.folder / "data")]
        got = cli.run([*words, *shared])
        out, err = self.capsys.readouterr()
        assert got == code, err or out
        return out if code == 0 else err

    def json(self, *words: str) -> Any:
        return json.loads(self(*words, "--json"))


@pytest.fixture
def console(folder: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    return Console(folder, capsys)


def test_a_plan_goes_in_and_a_ledger_comes_out(console: Console, folder: Path) -> None:
    stored = console.json("plan", "import", str(folder / "要点.txt"))
    assert (stored["plan_id"], stored["tasks"]) == (1, 3)
    tasks = console.json("task", "list", "--plan", "1")["tasks"]
    assert [task["title"] for task in tasks] == ["改造老旧管网", "建设备用水源", "公开水质信息"]
    assert [(unit["name"], unit["role"]) for unit in tasks[0]["units"]] == [
        ("县水利局", "lead"),
        ("县住建局", "support"),
        ("县财政局", "support"),
    ]
    assert tasks[0]["deadlines"][0]["date"] == "2026-06-30"
    assert tasks[2]["deadlines"][0]["every"] == "month"
    for name in ("台账.docx", "台账.xlsx"):
        console("ledger", "--plan", "1", "--out", str(folder / name))
        assert (folder / name).stat().st_size > 2000


LISTS = """表1 主要指标
\t序号
\t指标名称
\t2026年
\t指标性质

\t1
\t水质达标率（%）
\t≥98
\t约束性

"""


def test_a_plan_that_reports_by_the_week_has_a_weekly_bulletin(console: Console, folder: Path) -> None:
    (folder / "规划.txt").write_text(PLAN, "utf-8")
    console("plan", "import", str(folder / "规划.txt"))
    console("plan", "rule", "--plan", "1", "--cycle", "week")
    assert "bulletin  周通报" in console("report", "--list", "--plan", "1")
    assert "bulletin  月度通报" in console("report", "--list")
    out = str(folder / "通报.docx")
    made = console.json("report", "bulletin", "--plan", "1", "--period", "2026-W38", "--out", out)
    assert made["called"] == "周通报" and "2026年第38周" in made["name"]


def test_reports_are_listed_and_written(console: Console, folder: Path) -> None:
    kinds = {row["kind"]: row for row in console.json("report", "--list")["reports"]}
    assert kinds["ledger"]["name"] == "工作台账" and kinds["on-time"]["group"] == "通报与考核"
    plain = ("ledger", "matrix", "indicators", "services", "projects")
    assert all(kinds[kind]["needs"] == ["plan"] and kinds[kind]["files"] == [".docx", ".xlsx", ".pdf"] for kind in plain)
    assert kinds["urging"]["needs"] == ["plan", "period"] and kinds["urging"]["files"] == [".docx", ".pdf"]
    assert {"unit", "period"} <= set(kinds["ledger"]["may"])
    assert "indicators  指标监测表" in console("report", "--list")
    (folder / "规划.txt").write_text(PLAN + LISTS, "utf-8")
    console("plan", "import", str(folder / "规划.txt"))
    for kind in ("ledger", "matrix", "indicators"):
        out = folder / f"{kind}.xlsx"
        assert console.json("report", kind, "--plan", "1", "--out", str(out))["out"] == str(out)
        assert out.stat().st_size > 2000
    refused = {
        ("report", "services", "--plan", "1", "--out", str(folder / "s.docx")): "没有服务清单",
        ("report", "chart", "--plan", "1", "--out", str(folder / "s.docx")): "没有“chart”这种文书",
        ("report", "indicators", "--plan", "1"): "还缺少：--out",
        ("report", "indicators", "--plan", "7", "--out", str(folder / "s.docx")): "编号为 7",
        ("report", "indicators", "--plan", "1", "--out", str(folder / "s.txt")): ".docx 或 .xlsx 或 .pdf",
        ("report", "ledger", "--plan", "1", "--task", "1", "--out", str(folder / "s.docx")): "去掉 --task",
        ("report", "urging", "--plan", "1", "--period", "2026-09", "--due", "九月", "--out", str(folder / "s.docx")): "2026-11-30",
        ("report", "urging", "--plan", "1", "--out", str(folder / "s.docx")): "请加上 --period",
        ("report", "matrix", "--plan", "1", "--unit", "县水利局", "--out", str(folder / "s.docx")): "--unit",
    }
    for words, hint in refused.items():
        said = console(*words, code=1)
        assert hint in said and said.count("\n") == 1
    assert not list(folder.glob("s.*"))


@pytest.mark.usefixtures("qapp")
def test_any_document_is_written_as_pdf(console: Console, folder: Path) -> None:
    console("plan", "import", str(folder / "要点.txt"))
    for words in (("ledger",), ("report", "matrix")):
        out = folder / f"{words[-1]}.pdf"
        console(*words, "--plan", "1", "--out", str(out))
        assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("qapp")
def test_a_document_for_every_unit_into_a_folder_and_into_the_register(console: Console, folder: Path) -> None:
    console("plan", "import", str(folder / "要点.txt"))
    made = console.json(
        "report", "ledger", "--plan", "1", "--each-unit", "--out", str(folder / "各单位"), "--name", "{单位}{文书}", "--register"
    )
    names = sorted(Path(file).name for file in made["files"])
    assert "县水利局工作台账.docx" in names and len(names) > 2 and not made["failed"]
    assert sorted(file.name for file in (folder / "各单位").iterdir()) == names
    assert "登记发出" in console("history") and "撤销：登记发出" in console("undo")
    one = console.json("report", "bulletin", "--plan", "1", "--period", "2026-09", "--out", str(folder / "通报.pdf"), "--register")
    assert one["number"].startswith("通报〔") and one["number"].endswith("1号") and one["operation"]
    refused = {
        ("--each-unit", "--each-task", "--out", "x"): "不能一起用",
        ("--name", "{单位}", "--out", str(folder / "x.docx")): "一次出多份",
        ("--each-unit", "--name", "{县}", "--out", str(folder / "乙")): "没有“{县}”这一项",
        ("--each-task", "--out", str(folder / "乙")): "每项任务出一份",
    }
    for words, hint in refused.items():
        assert hint in console("report", "ledger", "--plan", "1", *words, code=1)
    assert not (folder / "乙").exists()


def test_reading_stores_nothing(console: Console, folder: Path) -> None:
    found = console.json("plan", "read", str(folder / "要点.txt"))
    assert len(found["tasks"]) == 3 and found["plan"]["doc_number"] == "清政办发〔2026〕8号"
    assert not (folder / "t.db").exists()


def test_undo_takes_the_import_back_and_redo_brings_it_again(console: Console, folder: Path) -> None:
    console("plan", "import", str(folder / "要点.txt"))
    before = console.json("task", "list", "--plan", "1")
    assert console("undo").startswith("已撤销：导入方案")
    assert console.json("plan", "list")["plans"] == []
    assert console("redo").startswith("已重做：导入方案")
    assert console.json("task", "list", "--plan", "1") == before
    assert [row["state"] for row in console.json("history")["operations"]] == ["done"]


def test_the_same_plan_twice_is_refused_with_the_number_of_the_first(console: Console, folder: Path) -> None:
    console("plan", "import", str(folder / "要点.txt"))
    said = console("plan", "import", str(folder / "要点.txt"), code=1)
    assert "已经导入过" in said and "1" in said and said.count("\n") == 1
    assert len(console.json("plan", "list")["plans"]) == 1


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("plan", "import", "没有.txt"), "没有.txt"),
        (("plan", "list"), "数据库"),
        (("undo",), "数据库"),
    ],
)
def test_a_wrong_name_is_one_chinese_line(console: Console, words: tuple[str, ...], hint: str) -> None:
    said = console(*words, code=1)
    assert hint in said and said.count("\n") == 1 and said.endswith("。\n")


def test_a_missing_plan_number_is_said(console: Console, folder: Path) -> None:
    console("plan", "import", str(folder / "要点.txt"))
    assert "编号为 9" in console("ledger", "--plan", "9", "--out", str(folder / "x.docx"), code=1)
    assert not (folder / "x.docx").exists()
    assert "水务集团" in console("ledger", "--plan", "1", "--unit", "水务集团", "--out", str(folder / "x.docx"), code=1)


def test_an_empty_history_has_nothing_to_undo(console: Console, folder: Path) -> None:
    console("plan", "import", str(folder / "要点.txt"))
    console("undo")
    said = console("undo", code=1)
    assert "撤销" in said and said.count("\n") == 1


@pytest.mark.parametrize("words", [["plan", "read"], ["ledger"], ["plan", "fly"], ["ledger", "--plan", "eins"], ["undo", "--quick"]])
def test_wrong_use_is_said_in_chinese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.run(words)
    said = capsys.readouterr().err
    assert stop.value.code == 2 and said.startswith("命令写法不对：")
    assert not any(word in said for word in ("argument", "required", "invalid", "usage", "unrecognized"))


def test_the_demo_never_lands_in_the_real_database(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tracker.paths.ROOT", tmp_path)
    assert cli.run(["demo"]) == 1
    assert "--db" in capsys.readouterr().err


def test_a_fault_of_ours_becomes_a_report(console: Console, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise ZeroDivisionError("test")

    console("plan", "import", str(folder / "要点.txt"))
    monkeypatch.setattr("tracker.usecases.intake.plans.list_plans", fail)
    said = console("plan", "list", code=1)
    report = next((folder / "data" / "logs" / "crashes").iterdir())
    assert str(report) in said and said.count("\n") == 1
    assert "ZeroDivisionError" in report.read_text("utf-8")


def test_a_revised_plan_is_compared_and_stored_only_when_asked(console: Console, folder: Path) -> None:
    console("plan", "import", str(folder / "要点.txt"))
    new = (
        PLAN.replace("12公里", "15公里").replace("三）公开水质信息。每月25日前", "三）公开水质信息。每季度末").replace("2月10日", "8月3日")
    )
    (folder / "修订.txt").write_text(new, "utf-8")
    words = ("plan", "revise", str(folder / "修订.txt"), "--plan", "1", "--reason", "县政府常务会议调整")
    told = console.json(*words)
    assert told["counts"] == {"question": 0, "changed": 3, "added": 0, "removed": 0, "same": 1} and not told["applied"]
    assert [row["title"] for row in told["rows"]] == ["方案信息", "改造老旧管网", "公开水质信息"]
    assert "内容 新：更换城区供水管网15公里" in console(*words)
    assert "undone" not in console("history") and console.json("history")["operations"][0]["name"].startswith("导入方案")
    assert console.json(*words, "--apply")["applied"]
    assert console.json("history")["operations"][0]["name"] == "修订方案《清河县2026年城乡供水保障工作要点》"
    assert "完全相同" in console(*words, "--apply", code=1)
    console("undo")
    assert console.json("task", "list", "--plan", "1")["tasks"][0]["content"].startswith("更换城区供水管网12公里")


def test_a_revision_over_something_typed_is_left_to_the_window(console: Console, folder: Path) -> None:
    from tracker.storage.store import Store
    from tracker.usecases.work import tasks

    console("plan", "import", str(folder / "要点.txt"))
    with Store.open(folder / "t.db") as store:
        tasks.edit_task(store, 1, content="更换城区供水管网12公里，先换东关。")
    (folder / "修订.txt").write_text(PLAN.replace("12公里", "15公里"), "utf-8")
    assert "要由人决定" in console("plan", "revise", str(folder / "修订.txt"), "--plan", "1", "--apply", code=1)
    assert console.json("task", "list", "--plan", "1")["tasks"][0]["content"] == "更换城区供水管网12公里，先换东关。"


def test_shared_options_count_before_the_command_as_after_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    places = ["--db", str(folder / "t.db"), "--data-dir", str(folder / "data")]
    assert cli.run([*places, "plan", "import", str(folder / "要点.txt")]) == 0
    assert (folder / "t.db").exists()
    capsys.readouterr()
    assert cli.run([*places, "--json", "plan", "list"]) == 0
    assert len(json.loads(capsys.readouterr().out)["plans"]) == 1


def test_the_rule_of_reporting_is_told_and_set(console: Console, folder: Path) -> None:
    console("plan", "import", str(folder / "要点.txt"))
    assert console("plan", "rule", "--plan", "1").startswith("每月25日前报送；本期 ")
    told = console.json("plan", "rule", "--plan", "1", "--cycle", "week", "--day", "1", "--next")
    assert (told["cycle"], told["day"], told["next"]) == ("week", 1, True)
    assert "-W" in told["period"]
    assert "周一到周日" in console("plan", "rule", "--plan", "1", "--cycle", "week", "--day", "9", code=1)
    made = console.json("sheet", "make", "--plan", "1", "--period", "2026年第30周", "--out", str(folder / "out"))
    assert all("2026年第30周" in file["file"] for file in made["files"])
    assert "没有第60周" in console("sheet", "make", "--plan", "1", "--period", "2026年第60周", "--out", str(folder / "out"), code=1)


def test_a_later_limit_is_asked_for_and_granted(console: Console, folder: Path) -> None:
    console("plan", "import", str(folder / "要点.txt"))
    due = next(task["deadlines"][0]["date"] for task in console.json("task", "list", "--plan", "1")["tasks"] if task["number"] == 1)
    assert "没有延期申请" in console("extension", "list", "--plan", "1")
    asked = console.json("extension", "ask", "1", "--plan", "1", "--to", "2030-08-31", "--reason", "汛期停工", "--unit", "县水利局")
    assert console.json("extension", "list", "--plan", "1", "--open")["extensions"][0]["old_due"] == due
    assert "没有填写批准人" in console("extension", "grant", str(asked["extension_id"]), code=1)
    assert "2030年8月15日" in console("extension", "grant", "1", "--to", "2030-08-15", "--by", "周副县长")
    assert "已批准，延至2030年8月15日" in console("extension", "list", "--plan", "1")
    assert "不能再" in console("extension", "withdraw", "1", code=1)
    assert "不能写成" in console("extension", "ask", "1", "--plan", "1", "--to", "年底", "--reason", "汛期", code=1)
    assert "没有第 99 项" in console("extension", "ask", "99", "--plan", "1", "--to", "2030-12-31", "--reason", "汛期", code=1)
    console("report", "extensions", "--plan", "1", "--out", str(folder / "登记表.xlsx"))
    assert (folder / "登记表.xlsx").exists()


def test_a_completion_waits_for_its_check(console: Console, folder: Path) -> None:
    console("plan", "import", str(folder / "要点.txt"))
    assert "要有佐证并核验" in console("completion", "rule", "--want", "check")
    assert "没有等待核验的任务" in console("completion", "list", "--plan", "1")
    assert "没有等待核验" in console("completion", "pass", "1", "--plan", "1", "--by", "李敏", code=1)
    (folder / "表.csv").write_text(
        "填报单位：县水利局\n序号,重点任务,完成状态,完成进度,进展情况\n1,改造老旧管网,已完成,100%,全部更换\n", "utf-8-sig"
    )
    console("sheet", "import", str(folder / "表.csv"), "--plan", "1", "--period", "2026-09")
    assert console.json("completion", "list", "--plan", "1")["tasks"][0]["number"] == 1
    assert "还没有佐证" in console("completion", "pass", "1", "--plan", "1", "--by", "李敏", code=1)
    assert "记为完成" in console("completion", "pass", "1", "--plan", "1", "--by", "李敏", "--evidence", "验收单")
    assert next(task["state"] for task in console.json("task", "list", "--plan", "1")["tasks"] if task["number"] == 1) == "completed"
