"""The month from the command line: workbooks out, filled ones in, answers and papers, a form of the superior office filled."""

from datetime import date
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook, load_workbook

from tests.setup.test_cli_import import Console, console
from tests.stores import fresh_store
from tracker.paths import locate
from tracker.usecases.papers.templates import add_template

__all__ = ["console"]  # the fixture, under its own name

PERIOD = ("--plan", "1", "--period", "2026-09")


def _make(console: Console, out: Path, *more: str) -> Any:
    return console("sheet", "make", *PERIOD, "--out", str(out), *more)


def test_a_month_out_and_in_again(console: Console, tmp_path: Path) -> None:
    made = _make(console, tmp_path / "下发")
    assert [(file["unit"], file["tasks"]) for file in made["files"]] == [("县发改局", 1), ("县财政局", 1), ("县住建局", 1), ("县水利局", 2)]
    path = Path(next(file["file"] for file in made["files"] if file["unit"] == "县水利局"))
    book: Any = load_workbook(path)
    sheet = book.worksheets[0]
    for line in range(4, sheet.max_row + 1):
        if sheet.cell(line, 1).value:
            sheet.cell(line, 5).value, sheet.cell(line, 6).value, sheet.cell(line, 7).value = "推进中", 45, "更换五公里"
    back = tmp_path / path.name
    book.save(back)
    done = console("sheet", "import", str(back), *PERIOD)
    assert done["counts"]["added"] == 2 and done["files"][0]["left"] == []

    for kind, more in (("handouts", ()), ("not-reported", ()), ("on-time", ()), ("urging", ()), ("receipt", ("--unit", "县水利局"))):
        out = tmp_path / f"{kind}.docx"
        assert console("report", kind, *PERIOD, *more, "--out", str(out))["kind"] == kind and out.stat().st_size > 2000
    assert "--period" in console("report", "urging", "--plan", "1", "--out", str(tmp_path / "x.docx"), code=1)

    form = Workbook()
    form.worksheets[0].append(["序号", "工作任务", "进展情况", "完成进度", "督查意见"])
    form.save(tmp_path / "市表.xlsx")
    filled = console("sheet", "fill", str(tmp_path / "市表.xlsx"), *PERIOD, "--out", str(tmp_path / "已填.xlsx"))
    assert (filled["rows"], filled["unmapped"], filled["unmatched"]) == (3, ["督查意见"], [])
    rows = list(load_workbook(tmp_path / "已填.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[1] == (1, "改造老旧管网", "更换五公里", "45%", None)


def test_one_unit_or_one_workbook(console: Console, tmp_path: Path) -> None:
    one = _make(console, tmp_path / "a", "--unit", "水利局")
    assert [Path(file["file"]).name for file in one["files"]] == ["04县水利局-2026年9月推进情况表.xlsx"]
    whole = _make(console, tmp_path / "b", "--one")
    assert len({file["file"] for file in whole["files"]}) == 1 and len(whole["files"]) == 4
    assert "2026-11" in console("sheet", "make", "--plan", "1", "--period", "九月", "--out", str(tmp_path / "c"), code=1)
    assert not (tmp_path / "c").exists()


def test_a_template_of_the_office_is_filled(console: Console, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("共{{ 任务总数 }}项")
    document.save(str(tmp_path / "月报.docx"))
    with fresh_store(tmp_path / "t.db") as store:
        add_template(store, locate(str(tmp_path / "data"), str(tmp_path / "t.db")), tmp_path / "月报.docx", 1, date(2026, 9, 16))
    out = str(tmp_path / "成品.docx")
    assert console("report", "--template", "月报", "--plan", "1", "--out", out)["template"] == "月报"
    assert Document(out).paragraphs[0].text == "共3项"
    assert "可以写：月报" in console("report", "--template", "周报", "--plan", "1", "--out", out, code=1)
    assert "不能一起写" in console("report", "ledger", "--template", "月报", "--plan", "1", "--out", out, code=1)
    assert "--plan" in console("report", "--template", "月报", "--out", out, code=1)
