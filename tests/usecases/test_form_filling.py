"""Forms of superior offices, filled from the store: the right values in the right places, and nothing of the form's own touched."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document as new_word
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Font, Side

from tests.stores import TODAY, contents
from tracker.domain.terms import State
from tracker.errors import Cancelled, UserError
from tracker.storage.store import Store
from tracker.usecases.feedback.form_filling import BlankForm, Filled, fill_form, form_fields, read_form
from tracker.usecases.house import history
from tracker.usecases.work import tasks

PERIOD = "2026-09"
HEADS = ["序号", "重点工作事项", "责任单位", "完成进度(%)", "推进情况", "存在问题", "领导评价"]
EDGE = Side(style="thin")
FRAME = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)


@pytest.fixture
def reported(planned: Store) -> Store:
    tasks.report_progress(planned, 1, PERIOD, State.IN_PROGRESS, 65, "=两段完工", "资金未到", today=TODAY)
    tasks.report_progress(planned, 3, PERIOD, State.COMPLETED, 100, "全部巡查", today=TODAY)
    return planned


def _form(path: Path, *rows: list[Any], blank: int = 3, foot: bool = True) -> Path:
    """A title, a head, listed rows, blank framed rows, a sum over them and places to sign."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "市级报表"
    sheet.append(["全市重点工作推进情况报表"])
    sheet.merge_cells("A1:G1")
    sheet.append(HEADS)
    for line, row in enumerate([*rows, *[[]] * blank], 3):
        for column in range(1, 8):
            cell = sheet.cell(line, column, row[column - 1] if column <= len(row) else None)
            cell.border, cell.font = FRAME, Font(name="楷体", size=12)
    if foot:
        last = 2 + len(rows) + blank
        sheet.cell(last + 1, 1, "合计")
        sheet.cell(last + 1, 4, f"=SUM(D3:D{last})").font = Font(bold=True)
        sheet.cell(last + 2, 1, "填表人：")
        sheet.merge_cells(start_row=last + 2, end_row=last + 2, start_column=1, end_column=7)
        sheet.row_dimensions[last + 2].height = 41
        sheet.print_area = f"A1:G{last + 2}"
    sheet.column_dimensions["E"].width = 44
    book.save(path)
    return path


def _filled(store: Store, path: Path, **more: Any) -> tuple[BlankForm, Filled, Any]:
    form = read_form(store, path, 1, PERIOD)
    done = fill_form(store, form, path.with_name(f"已填{path.suffix}"), TODAY, **more)
    return form, done, load_workbook(done.path).worksheets[0] if path.suffix == ".xlsx" else new_word(str(done.path))


def _values(sheet: Any, row: int) -> list[Any]:
    return [cell.value for cell in sheet[row]][:7]


def test_blank_rows_take_the_tasks_in_order_and_more_rows_are_put_in(reported: Store, tmp_path: Path) -> None:
    form, done, sheet = _filled(reported, _form(tmp_path / "表.xlsx"))
    assert [column.field for column in form.columns] == ["number", "title", "lead", "percent", "progress", "problems", ""]
    assert (done.rows, done.added, done.unmapped, done.unmatched) == (5, 2, ("领导评价",), ())
    rows = [_values(sheet, row) for row in range(3, 8)]
    assert [row[0] for row in rows] == [1, 2, 3, 4, 5]
    dredging = next(row for row in rows if row[1] == "清理北渠淤泥")
    assert dredging[2:] == ["县水利局", 65, "=两段完工", "资金未到", None]
    cell = next(sheet.cell(row, 5) for row in range(3, 8) if sheet.cell(row, 2).value == "清理北渠淤泥")
    assert cell.data_type == "s"


def test_the_forms_own_looks_and_formulas_stay(reported: Store, tmp_path: Path) -> None:
    _, _, sheet = _filled(reported, _form(tmp_path / "表.xlsx"))
    assert (sheet["A8"].value, sheet["D8"].value, sheet["D8"].font.b) == ("合计", "=SUM(D3:D7)", True)
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:G1", "A9:G9"]
    assert (sheet["A9"].value, sheet.row_dimensions[9].height, sheet.column_dimensions["E"].width) == ("填表人：", 41, 44)
    assert sheet.print_area == "'市级报表'!$A$1:$G$9"
    for row in range(3, 8):
        assert [(cell.font.name, cell.border.left.style) for cell in sheet[row]][:7] == [("楷体", "thin")] * 7


def test_rows_that_the_form_lists_are_found_and_others_are_told(reported: Store, tmp_path: Path) -> None:
    path = _form(
        tmp_path / "表.xlsx", [1, "每月巡查排口", None, None, "自己写的"], [2, "新建演艺中心", None, None, None], [3, "清理北渠淤泥"]
    )
    form, done, sheet = _filled(reported, path)
    assert [(row.row, row.task) for row in form.listed] == [(3, 3), (4, None), (5, 1)]
    assert [row.title for row in done.unmatched] == ["新建演艺中心"]
    assert _values(sheet, 3)[:5] == [1, "每月巡查排口", "县水利局", 100, "自己写的"]
    assert _values(sheet, 4)[1:] == ["新建演艺中心", None, None, None, None, None]
    assert _values(sheet, 6) == [None] * 7, "a form that lists its rows wants these only"
    assert done.kept and done.added == 0


def test_numbers_printed_before_go_on_through_the_rows_put_in(reported: Store, tmp_path: Path) -> None:
    path = _form(tmp_path / "表.xlsx")
    book: Any = load_workbook(path)
    for row in (3, 4, 5):
        book.worksheets[0].cell(row, 1).value = row - 2
    book.save(path)
    _, done, sheet = _filled(reported, path)
    assert [sheet.cell(row, 1).value for row in range(3, 9)] == [1, 2, 3, 4, 5, "合计"]
    assert done.kept == 0


def test_group_rows_of_the_form_are_passed_over(reported: Store, tmp_path: Path) -> None:
    path = _form(tmp_path / "表.xlsx", ["一、治污"], [1, "清理北渠淤泥"], ["二、管护"], [2, "每月巡查排口"], blank=0)
    form, done, sheet = _filled(reported, path)
    assert [(row.row, row.task) for row in form.listed] == [(4, 1), (6, 3)]
    assert [_values(sheet, row)[2] for row in (3, 4, 5, 6)] == [None, "县水利局", None, "县水利局"]
    assert _values(sheet, 7)[:4] == ["合计", None, None, "=SUM(D3:D6)"] and done.added == 0


def test_filled_cells_stay_unless_asked_and_formulas_always(reported: Store, tmp_path: Path) -> None:
    path = _form(tmp_path / "表.xlsx", [1, "清理北渠淤泥", None, "=1+1", "自己写的"])
    sheet = _filled(reported, path, overwrite=True)[2]
    assert _values(sheet, 3)[3:5] == ["=1+1", "=两段完工"]
    assert sheet["D3"].data_type == "f" and sheet["E3"].data_type == "s"


def test_what_a_person_chose_is_remembered_for_the_next_form(reported: Store, tmp_path: Path) -> None:
    path = _form(tmp_path / "表.xlsx")
    form = read_form(reported, path, 1, PERIOD)
    assert ("next_steps", "下一步措施") in form_fields()
    done = fill_form(reported, form, tmp_path / "已填.xlsx", TODAY, columns={6: "state", 5: ""})
    assert done.unmapped == ("存在问题",)
    sheet: Any = load_workbook(done.path).worksheets[0]
    assert "推进中" in [sheet.cell(row, 7).value for row in range(3, 8)]
    again = read_form(reported, _form(tmp_path / "下月.xlsx", blank=1), 1, "2026-10")
    assert [column.field for column in again.columns][5:] == ["", "state"]
    history.undo(reported)
    assert contents(reported.path)["form_map"] == []


def test_one_unit_only(reported: Store, tmp_path: Path) -> None:
    from tracker.usecases.house.units import find_unit

    _, done, sheet = _filled(reported, _form(tmp_path / "表.xlsx"), unit_id=find_unit(reported, "县水利局").id)
    assert done.rows == 2 and [sheet.cell(row, 2).value for row in (3, 4, 5)] == ["清理北渠淤泥", "每月巡查排口", None]
    assert sheet["D6"].value == "=SUM(D3:D5)"


def test_a_form_that_ends_with_its_head(reported: Store, tmp_path: Path) -> None:
    _, done, sheet = _filled(reported, _form(tmp_path / "表.xlsx", blank=0, foot=False))
    assert done.rows == 5 and [sheet.cell(row, 1).value for row in range(3, 8)] == [1, 2, 3, 4, 5]


def test_a_word_table(reported: Store, tmp_path: Path) -> None:
    document = new_word()
    document.add_paragraph("全市重点工作推进情况报表")
    table = document.add_table(5, 4, style="Table Grid")
    for cell, head in zip(table.rows[0].cells, ["序号", "工作任务", "完成进度", "进展情况"], strict=True):
        cell.text = head
    table.rows[1].cells[3].paragraphs[0].add_run(" ").bold = True
    end = table.rows[4].cells
    end[0].merge(end[3]).text = "填表人：　　　　审核人："
    path = tmp_path / "表.docx"
    document.save(str(path))
    _, done, filled = _filled(reported, path)
    rows = [[cell.text for cell in row.cells] for row in filled.tables[0].rows]
    assert (done.rows, done.added, len(rows)) == (5, 2, 7)
    assert [row[0] for row in rows[1:6]] == ["1", "2", "3", "4", "5"]
    assert ["清理北渠淤泥", "65%", "=两段完工"] in [row[1:] for row in rows]
    assert rows[6][0].startswith("填表人") and filled.paragraphs[0].text == "全市重点工作推进情况报表"
    assert filled.tables[0].rows[1].cells[3].paragraphs[0].runs[0].bold


def test_what_cannot_be_filled_is_said_and_nothing_is_written(reported: Store, tmp_path: Path) -> None:
    path = _form(tmp_path / "表.xlsx")
    before = contents(reported.path)
    form = read_form(reported, path, 1, PERIOD)
    for out, words in ((tmp_path / "x.docx", "改为 .xlsx"), (path, "不能覆盖空白表样")):
        with pytest.raises(UserError, match=words.replace(".", r"\.")):
            fill_form(reported, form, out, TODAY)
    with pytest.raises(UserError, match="先指定各栏填什么"):
        fill_form(reported, form, tmp_path / "x.xlsx", TODAY, columns=dict.fromkeys(range(7), ""))
    (tmp_path / "表.csv").write_text("序号,任务,进展情况\n", "utf-8")
    with pytest.raises(UserError, match="另存为"):
        read_form(reported, tmp_path / "表.csv", 1, PERIOD)
    book = Workbook()
    book.worksheets[0].append(["姓名", "年龄"])
    book.save(tmp_path / "别的.xlsx")
    with pytest.raises(UserError, match="没有找到可以填的表"):
        read_form(reported, tmp_path / "别的.xlsx", 1, PERIOD)

    def stop(done: float, _: str) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        fill_form(reported, form, tmp_path / "y.xlsx", TODAY, progress=stop)
    assert not (tmp_path / "y.xlsx").exists() and contents(reported.path) == before


def test_a_form_swollen_by_empty_rows_is_refused(reported: Store, tmp_path: Path) -> None:
    path = _form(tmp_path / "表.xlsx")
    form = read_form(reported, path, 1, PERIOD)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet9.xml", " " * (25 * 1024 * 1024) + repr(list(range(200_000))))
    with pytest.raises(UserError, match="太大"):
        fill_form(reported, form, tmp_path / "x.xlsx", TODAY)
    assert not (tmp_path / "x.xlsx").exists()


def test_the_same_form_can_be_filled_again(reported: Store, tmp_path: Path) -> None:
    form = read_form(reported, _form(tmp_path / "表.xlsx"), 1, PERIOD)
    first = fill_form(reported, form, tmp_path / "一.xlsx", TODAY)
    second = fill_form(reported, form, tmp_path / "二.xlsx", TODAY)
    assert (first.cells, first.rows) == (second.cells, second.rows) and second.changes.operation_id is None
