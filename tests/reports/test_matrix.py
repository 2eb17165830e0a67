"""The responsibility matrix as a document: signs where tasks and units meet, totals that agree with them, heads that stand upright."""

import random
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.reports import ooxml, samples
from tests.reports.ooxml import W
from tracker.domain.ledger import LedgerTask
from tracker.domain.records import AssignmentRecord, UnitRecord
from tracker.domain.terms import Light, Role, UnitKind
from tracker.reports.content import A3_ACROSS, A4_ACROSS, Document, Group, Note, Page, Row, Strong, SubLine, Table, Title
from tracker.reports.excel import write_excel
from tracker.reports.matrix import Chapter, MatrixSheet, SectionLine, matrix_document
from tracker.reports.word import write_word


def unit(number: int, name: str) -> UnitRecord:
    return UnitRecord(number, name, name, UnitKind.GOVERNMENT, "县", number, False, None, None, None)


UNITS = [unit(number, name) for number, name in enumerate(samples.UNITS, 1)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def sheet(tasks: tuple[LedgerTask, ...], units: list[UnitRecord], shown: str = "", folded: str = "") -> MatrixSheet:
    """The tasks under their outermost headings; the one that is `folded` away."""
    chapters = [Chapter(title, list(some), title == folded) for title, some in groupby(tasks, lambda task: task.path[0])]
    return MatrixSheet("望川县2026年重点工作任务推进责任矩阵", "望川县人民政府办公室", units, chapters, shown=shown)


def crowd(count: int) -> tuple[tuple[LedgerTask, ...], list[UnitRecord]]:
    """The sample's tasks shared out at random among many units."""
    chance = random.Random(1)
    units = [unit(number, f"县第{number}局") for number in range(1, count + 1)]
    made = []
    for task in samples.tasks():
        some = chance.sample(units, min(count, 12))
        assignments = [
            AssignmentRecord(at, each.id, each.display, each.display, chance.choice(list(Role)), False, False)
            for at, each in enumerate(some)
        ]
        made.append(replace(task, assignments=tuple(assignments)))
    return tuple(made), units


def test_signs_title_and_legend() -> None:
    document = matrix_document(sheet(samples.ledger().tasks, UNITS), samples.TODAY)
    assert document.blocks[0] == Title(("望川县2026年重点工作任务推进责任矩阵",))
    assert document.blocks[1] == SubLine("编制单位：望川县人民政府办公室", "", "图例：●牵头　◎分工负责　○配合　△组织实施")
    (table,) = tables(document)
    first = next(row for row in table.rows if isinstance(row, Row))
    assert first.cells == (1, "规上工业企业净增12家", "12月底前", "●", "○", "○", None, None, None, None, None, None, 1, 2)


@pytest.mark.parametrize("count", [1, 12, 33, 47, 90])
def test_totals_agree_with_the_signs_and_no_unit_is_lost(count: int) -> None:
    tasks, units = crowd(count)
    document = matrix_document(sheet(tasks, units), samples.TODAY)
    roles = {"牵头": "●◎", "参与": "○△"}
    heads: list[str] = []
    for table in tables(document):
        heads += [column.head for column in table.columns if column.vertical]
        rows = [row for row in table.rows if isinstance(row, Row)]
        for total in (row for row in rows if row.span == 3):
            signs = roles[str(total.cells[0])[3:5]]
            for at in range(3, len(table.columns) - 2):
                assert (total.cells[at] or 0) == sum(1 for row in rows if row.span == 1 and row.cells[at] and str(row.cells[at]) in signs)
        assert sum(column.width for column in table.columns) <= document.page.text_width + 0.01
    assert heads == [each.display for each in units]


@pytest.mark.parametrize("count", [9, 90])
def test_the_word_file_obeys_the_rules_of_paper(tmp_path: Path, count: int) -> None:
    tasks, units = crowd(count)
    path = tmp_path / "矩阵.docx"
    write_word(matrix_document(sheet(tasks, units), samples.TODAY), path)
    parts = ooxml.parts(path)
    body = parts["word/document.xml"]
    for root in parts.values():
        assert list(ooxml.order_faults(root)) == []
        assert list(ooxml.font_faults(root)) == []
    for table in body.iter(W + "tbl"):
        assert list(ooxml.table_faults(table, 23811 - 2 * 850)) == []
        head = next(table.iter(W + "tr"))
        height = next(head.iter(W + "trHeight"))
        upright = [cell for cell in head.iter(W + "tc") if list(cell.iter(W + "textDirection"))]
        assert all(ooxml.attribute(next(cell.iter(W + "textDirection")), "val") == "tbRlV" for cell in upright)
        assert ooxml.attribute(height, "hRule") == "exact"
        longest = max(len(ooxml.text_of(cell)) for cell in upright)
        assert ooxml.number(height, "val") >= (longest * 10.5 + 12) * 20


def test_in_excel_all_units_stand_in_one_table(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    tasks, units = crowd(80)
    path = tmp_path / "矩阵.xlsx"
    write_excel(matrix_document(sheet(tasks, units), samples.TODAY, one_table=True), path)
    book: Any = load_workbook(path).worksheets[0]
    assert {cell.value for cell in book[3]} >= {each.display for each in units}
    assert (book.freeze_panes, book.page_setup.paperSize, book.page_setup.fitToWidth) == ("D4", 8, 2)
    assert book.print_title_cols == "$A:$C"
    assert book["D3"].alignment.textRotation == 255
    assert "A1:C1" in {str(found) for found in book.merged_cells.ranges}, "in the middle of two pages the title would be torn"
    assert any(str(found).startswith("A") and str(found).endswith(f"C{found.min_row}") for found in book.merged_cells.ranges)


@pytest.mark.parametrize("page", [A3_ACROSS, A4_ACROSS])
@pytest.mark.parametrize("count", [9, 33, 90])
def test_both_papers_hold_all_units_within_their_edges(page: Page, count: int) -> None:
    tasks, units = crowd(count)
    document = matrix_document(sheet(tasks, units), samples.TODAY, page)
    assert document.page is page
    heads = [column.head for table in tables(document) for column in table.columns if column.vertical]
    assert heads == [each.display for each in units]
    assert all(abs(sum(column.width for column in table.columns) - page.text_width) < 0.01 for table in tables(document))


def test_a_narrowed_matrix_says_so_on_every_copy() -> None:
    document = matrix_document(sheet(samples.ledger().tasks, UNITS, "共12项任务；状态“推进中”"), samples.TODAY)
    notes = [block.text for block in document.blocks if isinstance(block, Note)]
    assert notes[0] == "注：1. 本表范围：共12项任务；状态“推进中”。"
    assert notes[1].startswith("　　2. ")


def test_headings_by_units_print_their_figures() -> None:
    lines = [
        SectionLine("一、产业", 5, {1: (2, 1), 2: (0, 3)}, is_group=True),
        SectionLine("（一）工业", 3, {1: (2, 0)}),
        SectionLine("（二）农业", 2, {1: (0, 1), 2: (0, 3)}),
    ]
    document = matrix_document(replace(sheet((), UNITS[:2]), sections=lines), samples.TODAY, A4_ACROSS)
    (table,) = tables(document)
    rows = [row for row in table.rows if isinstance(row, Row)]
    assert [row.cells for row in rows] == [
        ("一、产业", 5, "2\n1", "·\n3", 2, 4),
        ("（一）工业", 3, "2\n·", None, 2, 0),
        ("（二）农业", 2, "·\n1", "·\n3", 0, 4),
        ("合计：牵头项数（含分工负责）", None, 2, None, 2, None),
        ("合计：参与项数（配合和组织实施）", None, 1, 3, None, 4),
    ]
    assert abs(sum(column.width for column in table.columns) - A4_ACROSS.text_width) < 0.01


FOLDED = "一、产业提质"


def folded_document() -> Document:
    return matrix_document(sheet(samples.ledger().tasks, UNITS, folded=FOLDED), samples.TODAY)


def test_a_folded_chapter_is_printed_as_one_row_with_its_figures() -> None:
    whole = matrix_document(sheet(samples.ledger().tasks, UNITS), samples.TODAY)
    (table,), (open_table,) = tables(folded_document()), tables(whole)
    groups = [row for row in table.rows if isinstance(row, Group)]
    assert [(row.text, row.folded) for row in groups] == [("一、产业提质（5项，已折叠）", True), ("二、城乡建设（4项）", False)]
    assert groups[0].cells == (2, None, None, 1, None, None, 2, 2, None, 7, 6)
    assert [row.cells[0] for row in table.rows if isinstance(row, Row) and not row.shaded] == [6, 7, 8, 9]
    assert [row for row in table.rows if isinstance(row, Row) and row.shaded] == [
        row for row in open_table.rows if isinstance(row, Row) and row.shaded
    ], "the totals count what is folded away, as on the screen"
    assert any("已折叠" in block.text for block in folded_document().blocks if isinstance(block, Note))
    assert not any("已折叠" in block.text for block in whole.blocks if isinstance(block, Note))


def test_word_and_excel_keep_the_figures_of_a_folded_chapter(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    write_word(folded_document(), tmp_path / "矩阵.docx")
    body = ooxml.parts(tmp_path / "矩阵.docx")["word/document.xml"]
    (table,) = body.iter(W + "tbl")
    assert list(ooxml.table_faults(table, 23811 - 2 * 850)) == []
    line = next(row for row in table.iter(W + "tr") if "已折叠" in ooxml.text_of(row))
    assert [ooxml.text_of(cell) for cell in line.iter(W + "tc")] == [
        "一、产业提质（5项，已折叠）",
        "2",
        "",
        "",
        "1",
        "",
        "",
        "2",
        "2",
        "",
        "7",
        "6",
    ]
    assert not list(line.iter(W + "keepNext")), "many folded chapters may stand on both sides of a page's end"
    write_excel(folded_document(), tmp_path / "矩阵.xlsx")
    book: Any = load_workbook(tmp_path / "矩阵.xlsx").worksheets[0]
    values = next(row for row in book.values if row[0] and "已折叠" in str(row[0]))
    assert values[3:] == (2, None, None, 1, None, None, 2, 2, None, 7, 6)
    merged = [str(found) for found in book.merged_cells.ranges if found.min_row == 4]
    assert merged == ["A4:C4"], "the figures stand in cells of their own"


def test_a_task_without_a_lead_and_roles_that_were_read_into_the_text_are_named() -> None:
    some = samples.ledger().tasks
    orphan = replace(some[0], assignments=some[0].assignments[1:])
    guessed = replace(some[1], assignments=tuple(each._replace(inferred=True) for each in some[1].assignments))
    document = matrix_document(sheet((orphan, guessed), UNITS), samples.TODAY)
    (table,) = tables(document)
    rows = [row for row in table.rows if isinstance(row, Row) and not row.shaded]
    assert rows[0].cells[1] == "规上工业企业净增12家（无牵头）" and isinstance(rows[0].cells[1], Strong)
    assert (rows[0].cells[-2:], rows[1].cells[-2:]) == ((0, 2), (1, 2))
    assert any(
        block.text.endswith("第2项的责任单位原文没有写明角色，系按通行读法推定，请核对。")
        for block in document.blocks
        if isinstance(block, Note)
    )


def test_lights_are_printed_in_words() -> None:
    some = tuple(replace(task, task_id=task.number) for task in samples.ledger().tasks[:2])
    lit = replace(sheet(some, UNITS), lights={1: Light.RED, 2: Light.ONGOING})
    (table,) = tables(matrix_document(lit, samples.TODAY, A4_ACROSS))
    assert [row.cells[3] for row in table.rows if isinstance(row, Row) and not row.shaded] == ["红灯", "长期"]
    assert table.columns[3].head == "灯" and abs(sum(column.width for column in table.columns) - A4_ACROSS.text_width) < 0.01


def test_a_name_too_long_for_a_head_is_written_out_below() -> None:
    long = "望川县城乡供水一体化改造提升工作专班办公室"
    units = [*UNITS[:-1], unit(9, long)]
    document = matrix_document(sheet(samples.ledger().tasks, units), samples.TODAY, A4_ACROSS)
    (table,) = tables(document)
    assert table.columns[-3].head == "望川县城乡供水一体化改造…"
    assert table.head_mm <= 60, "or the table would begin in the middle of the sheet"
    assert any(f"从左到右依次为：{long}。" in block.text for block in document.blocks if isinstance(block, Note))


def test_who_made_it_is_left_out_where_nobody_is_known() -> None:
    document = matrix_document(replace(sheet(samples.ledger().tasks, UNITS), author=""), samples.TODAY)
    assert next(block for block in document.blocks if isinstance(block, SubLine)).left == ""


def kinds(count: int) -> list[UnitRecord]:
    """Units of three kinds, one of them alone."""
    made = [unit(number, f"第{number}局") for number in range(1, count + 1)]
    made[0] = made[0]._replace(kind=UnitKind.PARTY)
    return [*made[:-2], *(one._replace(kind=UnitKind.PLACE) for one in made[-2:])]


def test_the_kinds_of_units_stand_over_their_columns_on_every_page(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    document = matrix_document(sheet(samples.ledger().tasks, kinds(9)), samples.TODAY)
    (table,) = tables(document)
    assert table.bands == (("", 3), ("党委", 1), ("政府部门", 6), ("县区镇街", 2), ("合计", 2))
    assert tables(matrix_document(sheet(samples.ledger().tasks, UNITS), samples.TODAY))[0].bands == (), "one kind needs no band"
    by_load = replace(sheet(samples.ledger().tasks, kinds(9)), by_load=True)
    assert tables(matrix_document(by_load, samples.TODAY))[0].bands == (), "by load the kinds are mixed"
    write_word(document, tmp_path / "矩阵.docx")
    body = ooxml.parts(tmp_path / "矩阵.docx")["word/document.xml"]
    (drawn,) = body.iter(W + "tbl")
    assert list(ooxml.order_faults(body)) == [] and list(ooxml.table_faults(drawn, 23811 - 2 * 850, heads=2)) == []
    first = next(drawn.iter(W + "tr"))
    assert [ooxml.text_of(cell) for cell in first.iter(W + "tc")] == ["", "党委", "政府部门", "县区镇街", "合计"]
    write_excel(document, tmp_path / "矩阵.xlsx")
    book: Any = load_workbook(tmp_path / "矩阵.xlsx").worksheets[0]
    assert (book.freeze_panes, book.print_title_rows, book["D3"].value, book["A4"].value) == ("D5", "$3:$4", "党委", "序号")
    assert {"A3:C3", "E3:J3", "K3:L3", "M3:N3"} <= {str(found) for found in book.merged_cells.ranges}


def test_a_band_too_narrow_for_its_name_has_the_short_one() -> None:
    units = kinds(40)
    (table, *_rest) = tables(matrix_document(sheet(samples.ledger().tasks, units), samples.TODAY, A4_ACROSS))
    assert table.bands[1] == ("党委", 1)
    assert sum(count for _name, count in table.bands) == len(table.columns)


def test_great_sums_do_not_break() -> None:
    lines = [SectionLine("一、产业", 9000, {1: (12000, 34000)})]
    (table,) = tables(matrix_document(replace(sheet((), UNITS[:2]), sections=lines), samples.TODAY, A4_ACROSS))
    assert table.columns[-1].width >= 5 * 1.85 + 2 * table.side_margin_mm
    assert abs(sum(column.width for column in table.columns) - A4_ACROSS.text_width) < 0.01
