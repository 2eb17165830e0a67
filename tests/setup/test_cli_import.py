"""`sheet import` as a clerk's script uses it: what is clear goes in, what is not is named, and all of it can be undone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tracker import cli

PLAN = """清河县2026年城乡供水保障工作要点

清政办发〔2026〕8号

清河县人民政府办公室
2026年2月10日

一、完善供水设施
（一）改造老旧管网。更换城区供水管网12公里，6月底前完成东关片区。（县水利局牵头，县住建局、县财政局配合）
（二）建设备用水源。启动北山水库引水工程，年内完成可行性研究。（县发改局牵头）
二、规范供水管理
（三）公开水质信息。每月25日前在政府网站公布检测结果。（责任单位：县水利局）
"""
HEAD = "序号,重点任务,完成状态,完成进度,进展情况,存在的问题\n"
WATER = HEAD + "1,改造老旧管网,推进中,45%,东关片区更换五公里,\n3,公开水质信息,推进中,快了,公布九次,\n,修一座桥,推进中,10%,打桩,\n"
Console = Callable[..., Any]


@pytest.fixture
def console(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Console:
    """Runs a command against one database and gives its JSON, or its complaint."""
    (tmp_path / "要点.txt").write_text(PLAN, "utf-8")

    def run(*words: str, code: int = 0) -> Any:
        assert cli.run([*words, "--db", str(tmp_path / "t.db"), "--data-dir", str(tmp_path / "data"), "--json"]) == code
        out, complaint = capsys.readouterr()
        return json.loads(out) if code == 0 else complaint

    run("plan", "import", str(tmp_path / "要点.txt"))
    return run


def _import(console: Console, *files: Path, code: int = 0, more: tuple[str, ...] = ()) -> Any:
    return console("sheet", "import", *map(str, files), "--plan", "1", "--period", "2026-09", *more, code=code)


def _states(console: Console) -> list[object]:
    return [task["state"] for task in console("task", "list", "--plan", "1")["tasks"]]


def test_what_is_clear_goes_in_and_comes_out_again(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "县水利局9月.csv"
    file.write_text(WATER, "gb18030")
    done = _import(console, file)
    assert done["counts"] == {"added": 1, "updated": 0, "same": 0, "ask": 1, "refused": 1, "not_task": 1}
    assert {row["title"] for row in done["files"][0]["left"]} == {"公开水质信息", "修一座桥"}
    assert Path(done["backup"]).exists()
    assert _states(console)[0] == "in_progress"
    again = _import(console, file)
    assert (again["operation"], again["counts"]["same"]) == (None, 1)
    assert "已作为2026年9月的反馈表导入过" in again["files"][0]["earlier"]
    console("undo", str(done["operation"]))
    assert _states(console)[0] == "not_started"


def test_a_file_of_nobody_is_named_and_left(console: Console, tmp_path: Path) -> None:
    file = tmp_path / "反馈.csv"
    file.write_text(WATER, "utf-8")
    done = _import(console, file)
    assert done["operation"] is None
    assert "报送单位" in done["files"][0]["questions"][0]
    assert _import(console, file, more=("--sender", "县水利局"))["counts"]["added"] == 1


def test_a_file_that_is_no_table(console: Console, tmp_path: Path) -> None:
    other, good = tmp_path / "坏.xlsx", tmp_path / "县水利局9月.csv"
    other.write_bytes(b"PK\x03\x04 nothing")
    good.write_text(WATER, "utf-8")
    assert "坏.xlsx" in _import(console, other, code=1)
    done = _import(console, other, good)
    assert [file["file"] for file in done["refused"]] == ["坏.xlsx"]
    assert done["counts"]["added"] == 1


def test_a_folder_with_files(console: Console, tmp_path: Path) -> None:
    folder = tmp_path / "收到" / "一"
    folder.mkdir(parents=True)
    (folder / "县水利局9月.csv").write_text(WATER, "utf-8")
    (folder / "~$县水利局9月.xlsx").write_bytes(b"lock")
    (folder / "照片.jpg").write_bytes(b"picture")
    done = _import(console, folder.parent)
    assert [file["file"] for file in done["files"]] == ["县水利局9月.csv", "照片.jpg"]
    assert [file["file"] for file in done["refused"] if file["reason"]] == ["照片.jpg"], "a picture is told, not passed over"


def test_the_sheet_to_be_read_is_named(console: Console, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for name, state, done in (("初稿", "推进中", "40%"), ("定稿", "已完成", "100%")):
        sheet = book.create_sheet(name)
        for row in (HEAD.strip().split(","), [1, "改造老旧管网", state, done, "东关片区完工", ""]):
            sheet.append(row)
    file = tmp_path / "县水利局9月.xlsx"
    book.save(file)
    read = console("sheet", "read", str(file), "--plan", "1", "--period", "2026-09", "--sheet", "定稿")
    assert [sheet["sheet"] for sheet in read["sheets"]] == ["定稿"]
    assert "“定稿”" in _import(console, file, code=1, more=("--sheet", "终稿")), "the sheets that there are are named"
    assert _import(console, file, more=("--sheet", "定稿"))["counts"]["added"] == 1
    assert _states(console)[0] == "completed"
