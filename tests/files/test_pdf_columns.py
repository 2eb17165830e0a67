"""Tables of a PDF without any rules are read by where their words stand, over pages too; what is not clear stays text and is told."""

from pathlib import Path

import docx
import pytest
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Cm

from tests.files.making import converted, facts, needs_office
from tracker.files.source import read_source

pytestmark = needs_office

HEAD = ("序号", "重点任务", "牵头单位", "配合单位", "完成时限")
WIDTHS = (1.3, 6.5, 2.8, 3.2, 2.4)
ROWS = (
    ("加快推进城区老旧小区改造，完善供水、供气、供热管网，完成改造小区12个", "县住建局", "县财政局、各街道", "2026年10月底前"),
    ("实施农村公路提升工程，新改建农村公路60公里", "县交通局", "县自然资源局、各乡镇", "2026年11月底前"),
    ("推进县人民医院迁建", "县卫健局", "县发改局", "长期坚持"),
    ("开展燃气安全整治，对发现的隐患限期整改、逐项销号", "县住建局、县应急局", "各街道", "2026年12月底前"),
)


def unruled(path: Path, *, times: int = 1, align: WD_ALIGN_VERTICAL = WD_ALIGN_VERTICAL.TOP, widths: tuple[float, ...] = WIDTHS) -> Path:
    """A plan with one table that has no borders."""
    document = docx.Document()
    document.add_paragraph("青禾县2026年重点工作任务分解表")
    rows = ROWS * times
    table = document.add_table(len(rows) + 1, len(HEAD))
    table.autofit = False
    for number, row in enumerate((HEAD, *((str(i), *row) for i, row in enumerate(rows, 1)))):
        for column, (text, width) in enumerate(zip(row, widths, strict=True)):
            cell = table.cell(number, column)
            cell.text, cell.width, cell.vertical_alignment = text, Cm(width), align
    document.add_paragraph("各牵头单位要于每月25日前报送进展情况，县政府督查室定期通报，对进展缓慢的单位进行约谈，结果纳入年度考核。")
    document.save(str(path))
    return path


@pytest.mark.parametrize(("times", "align"), [(1, WD_ALIGN_VERTICAL.TOP), (1, WD_ALIGN_VERTICAL.CENTER), (8, WD_ALIGN_VERTICAL.TOP)])
def test_columns_without_rules_are_read_as_in_word(tmp_path: Path, times: int, align: WD_ALIGN_VERTICAL) -> None:
    path = unruled(tmp_path / "分解表.docx", times=times, align=align)
    other = converted(path, "pdf")
    assert len(facts(path)) == 4 * times
    assert facts(other) == facts(path)
    source = read_source(other)
    assert any("没有框线" in note for note in source.notes)
    assert source.text.rstrip().endswith("结果纳入年度考核。")


def test_headings_between_the_rows_are_kept(tmp_path: Path) -> None:
    path = unruled(tmp_path / "分类.docx", times=2)
    document = docx.Document(str(path))
    table = document.tables[0]
    for before, words in ((5, "二、民生保障与安全生产方面的任务"), (1, "一、项目建设")):
        row = table.add_row()  # type: ignore[no-untyped-call]
        row.cells[0].merge(row.cells[-1]).text = words
        table.rows[before]._tr.addprevious(row._tr)
    document.save(str(path))
    other = converted(path, "pdf")
    assert [fact[0] for fact in facts(other)] == [["一、项目建设"]] * 4 + [["二、民生保障与安全生产方面的任务"]] * 4
    assert facts(other) == facts(path)


def test_a_line_across_the_columns_ends_the_table(tmp_path: Path) -> None:
    path = unruled(tmp_path / "挤.docx", widths=(1.3, 2.2, 2.2, 2.2, 2.2))
    found = read_source(converted(path, "pdf"))
    assert "".join(found.text.split()).count("县卫健局") == 1, "nothing is lost, whatever the columns"
