"""The office's own Word and Excel templates: kept, filled, refused with place and reason."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document as WordFile
from openpyxl import Workbook, load_workbook

from tests.returned import places_of
from tests.stores import TODAY
from tracker.domain.office import Office
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.storage.store import Store
from tracker.usecases.house import history, office
from tracker.usecases.papers.ledger import LedgerRequest
from tracker.usecases.papers.templates import Template, add_template, field_list, fill_template, remove_template, rename_template, templates
from tracker.usecases.work import tasks


@pytest.fixture
def ready(planned: Store) -> Store:
    office.set_office(planned, Office("松河县人民政府办公室", "督查室"))
    tasks.report_progress(planned, 1, "2026-09", State.IN_PROGRESS, 40, "完成<两段>&一涵洞\n第三段在清", "=缺口3万元", today=TODAY)
    return planned


def word(path: Path, *paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> Path:
    document = WordFile()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(path))
    return path


def fill(store: Store, tmp_path: Path, source: Path, unit_id: int | None = None) -> Path:
    add_template(store, places_of(tmp_path), source, None, TODAY)
    out = tmp_path / f"成品{source.suffix}"
    fill_template(store, places_of(tmp_path), templates(store)[-1], LedgerRequest(1, unit_id, period="2026-09"), out, TODAY)
    return out


LOOP = (
    ("序号", "任务", "进展"),
    ("{%tr for 任务 in 任务列表 %}", "", ""),
    ("{{ 任务.序号 }}", "{{ 任务.重点任务 }}", "{{ 任务.进展情况 }}（{{ 任务.进度 }}）"),
    ("{%tr endfor %}", "", ""),
)


def test_a_word_template_is_filled_with_every_task(ready: Store, tmp_path: Path) -> None:
    source = word(tmp_path / "月报.docx", "{{ 方案标题 }}{{ 期次 }}月报", "共{{ 任务总数 }}项，{{ 本单位 }}{{ 今天 }}", rows=LOOP)
    made = WordFile(str(fill(ready, tmp_path, source)))
    assert made.paragraphs[0].text == "松河县水环境治理方案2026年9月月报"
    assert made.paragraphs[1].text == "共5项，松河县人民政府办公室2026年9月16日"
    rows = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert [row[0] for row in rows] == ["序号", "5", "1", "2", "3", "4"]
    assert rows[2][1] == "清理北渠淤泥" and rows[2][2] == "完成<两段>&一涵洞\n第三段在清（40%）"


def test_one_unit_alone(ready: Store, tmp_path: Path) -> None:
    source = word(tmp_path / "单位.docx", "{{ 责任单位 }}：{{ 任务总数 }}项", rows=LOOP)
    made = WordFile(str(fill(ready, tmp_path, source, unit_id=1)))
    assert "：" in made.paragraphs[0].text and not made.paragraphs[0].text.startswith("：")
    assert 1 < len(made.tables[0].rows) < 6


def workbook(path: Path, cells: dict[str, str]) -> Path:
    book = Workbook()
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)
    return path


def test_an_excel_template_repeats_its_row_and_keeps_figures_and_formulas(ready: Store, tmp_path: Path) -> None:
    cells = {
        "A1": "{{ 方案标题 }}（{{ 今天 }}）",
        "A3": "序号",
        "A4": "{{ 任务.序号 }}",
        "B4": "{{ 任务.重点任务 }}",
        "C4": "{{ 任务.进度 }}",
        "D4": "{{ 任务.存在问题 }}",
        "A5": "=SUM(A4:A4)",
        "B5": "{{ 完成率 }}",
    }
    source = workbook(tmp_path / "表.xlsx", cells)
    book = load_workbook(source)
    book.worksheets[0]["C4"].number_format = "0%"
    book.save(source)
    sheet = load_workbook(fill(ready, tmp_path, source)).worksheets[0]
    assert sheet["A1"].value == "松河县水环境治理方案（2026年9月16日）"
    assert [sheet.cell(row, 1).value for row in range(4, 9)] == [5, 1, 2, 3, 4]
    assert sheet["C5"].value == pytest.approx(0.4) and sheet["C8"].number_format == "0%"
    assert (sheet["D5"].value, sheet["D5"].data_type) == ("=缺口3万元", "s")
    assert sheet["A9"].value == "=SUM(A4:A8)" and sheet["B9"].value == "0.0%"


def test_an_excel_template_without_fields_is_filled_by_its_heads(ready: Store, tmp_path: Path) -> None:
    heads = {"A1": "重点工作推进表", "A2": "序号", "B2": "工作任务", "C2": "牵头单位", "D2": "进展情况", "E2": "完成进度"}
    source = workbook(tmp_path / "上级表样.xlsx", heads)
    before = len(history.history(ready, 50))
    sheet = load_workbook(fill(ready, tmp_path, source)).worksheets[0]
    assert [sheet.cell(row, 2).value for row in (3, 4)] == ["保持河面清洁", "清理北渠淤泥"]
    assert sheet["E4"].value == "40%" and str(sheet["D4"].value).startswith("完成<两段>")
    assert len(history.history(ready, 50)) == before + 1, "adding the template, nothing else"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: word(path / "坏.docx", "正常", "{{ 方案名 }}"), "没有“方案名”这个字段（第 2 段）"),
        (lambda path: word(path / "坏.docx", rows=((*LOOP[2][:2], "{{ 任务.进展 }}"),)), "“任务”这个字段（第 1 个表格第 1 行）"),
        (lambda path: word(path / "坏.docx", rows=LOOP[:3]), "有“for”没有配上“endfor”"),
        (lambda path: word(path / "坏.docx", "{{ 方案标题 | 大写 }}"), "没有“大写”这种写法（第 1 段）"),
        (lambda path: word(path / "坏.docx", "{{ 方案标题.__class__.__mro__ }}"), "不允许的写法"),
        (lambda path: word(path / "坏.docx", "{% for 甲 in range(99999999) %}{% endfor %}"), "算不出结果"),
        (lambda path: word(path / "坏.docx", "{{ 1/0 }}"), "算不出结果"),
        (lambda path: word(path / "坏.docx", "{{ 方案标题 "), "写法不完整"),
        (lambda path: workbook(path / "坏.xlsx", {"B7": "{{ 方案名 }}"}), "没有“方案名”这个字段（工作表“Sheet”的 B7）"),
        (lambda path: workbook(path / "坏.xlsx", {"A1": "序号"}), "没有找到可以填的表"),
        (lambda path: workbook(path / "坏.xlsx", {"A1": "{{ 任务.没有的 }}"}), "没有“没有的”这个字段"),
    ],
)
def test_a_broken_template_is_answered_with_place_and_reason(ready: Store, tmp_path: Path, make: Callable[[Path], Path], said: str) -> None:
    source = make(tmp_path)
    with pytest.raises(UserError) as fault:
        add_template(ready, places_of(tmp_path), source, 1, TODAY)
    assert said in str(fault.value) and "坏" in str(fault.value)
    assert templates(ready) == []


def test_what_is_no_template_is_refused(ready: Store, tmp_path: Path) -> None:
    for name, content in (("旧.doc", b"\xd0\xcf\x11\xe0"), ("假.docx", b"not a zip"), ("假.xlsx", b"PK\x03\x04")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(UserError):
            add_template(ready, places_of(tmp_path), path, 1, TODAY)
    bomb = tmp_path / "大.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 60_000_000)
    with pytest.raises(UserError, match="不正常"):
        add_template(ready, places_of(tmp_path), bomb, 1, TODAY)
    assert templates(ready) == []


def test_the_list_of_templates_is_kept_renamed_and_undone(ready: Store, tmp_path: Path) -> None:
    first = word(tmp_path / "月报.docx", "{{ 方案标题 }}")
    add_template(ready, places_of(tmp_path), first, 1, TODAY)
    add_template(ready, places_of(tmp_path), workbook(tmp_path / "统计.xlsx", {"A1": "{{ 任务总数 }}"}), 1, TODAY)
    first.unlink()
    rename_template(ready, "月报", "每月专报")
    assert [(each.name, each.kind) for each in templates(ready)] == [("每月专报", "Word 模板"), ("统计", "Excel 模板")]
    with pytest.raises(UserError, match="同名"):
        rename_template(ready, "统计", "每月专报")
    remove_template(ready, "每月专报")
    history.undo(ready)
    out = tmp_path / "成品.docx"
    kept: Template = templates(ready)[0]
    fill_template(ready, places_of(tmp_path), kept, LedgerRequest(1), out, date(2026, 10, 1))
    assert WordFile(str(out)).paragraphs[0].text == "松河县水环境治理方案"
    (places_of(tmp_path).templates / kept.kept_name).write_bytes(b"")
    with pytest.raises(UserError, match="已被改动"):
        fill_template(ready, places_of(tmp_path), kept, LedgerRequest(1), out, TODAY)


def test_every_field_of_the_list_can_be_written(ready: Store, tmp_path: Path) -> None:
    marks = [field.write for field in field_list() if field.write.startswith("{{")]
    assert len(marks) > 30
    singles = [mark for mark in marks if "." not in mark]
    source = workbook(tmp_path / "全部.xlsx", {f"A{row}": mark for row, mark in enumerate(singles, 1)})
    book = load_workbook(source)
    for column, mark in enumerate((mark for mark in marks if mark.startswith("{{ 任务.")), 1):
        book.worksheets[0].cell(40, column).value = mark
    book.save(source)
    sheet = load_workbook(fill(ready, tmp_path, source)).worksheets[0]
    assert not any("{{" in str(cell.value) for row in sheet.iter_rows() for cell in row)
