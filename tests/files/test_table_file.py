"""Tables of returned files: every kind of file gives the same grid, with what a person sees in it."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.files.making import converted, needs_office
from tests.files.tables_made import HEAD, ROWS, data_of, inline, raw_workbook, read, workbook
from tracker.errors import Cancelled, UserError
from tracker.files.grid import Merge, TableFile, Visibility
from tracker.files.table_file import read_all, read_tables

TEXT_ROWS = tuple(tuple(str(value) for value in row) for row in (HEAD, *ROWS))
LINES = "\n".join(",".join(row) for row in TEXT_ROWS)


def marked() -> Workbook:
    """Everything that a workbook says beside its values."""
    book = workbook([("青禾县推进情况表",), HEAD, *ROWS, (), ("合计", None, None, "=SUM(D3:D4)")], [("藏起",)], [("T1-2-x",)])
    sheet = book["Sheet1"]
    sheet.merge_cells("A1:F1")
    for place in ("D3", "D4"):
        sheet[place].number_format = "0.0%"
    sheet["E3"] = datetime.date(2026, 9, 30)
    sheet["E3"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["E4"] = "=1/0"
    sheet["E5"] = datetime.date(2026, 12, 1)
    sheet["E5"].number_format = 'yyyy"年"m"月"'
    sheet["F4"] = 13900000002
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["F"].hidden = True
    book["Sheet2"].sheet_state = "hidden"
    book["Sheet3"].sheet_state = "veryHidden"
    return book


def check_marked(path: Path) -> None:
    grid, hidden, _ = read_tables(path).grids
    assert grid.rows[0] == ("青禾县推进情况表",) and grid.rows[1] == HEAD
    assert grid.rows[2] == (1, "修缮东渠", "已清淤3公里", 0.8, datetime.date(2026, 9, 30), "13900000001")
    assert grid.rows[3] == (2, "修缮西渠", "正在招标", 0.3, "#DIV/0!", 13900000002)
    assert grid.rows[4] == (None, None, None, None, "2026年12月") and grid.rows[5] == ("合计", None, None, 1.1)
    assert grid.merges == (Merge(0, 0, 0, 5),)
    assert {(2, 3), (3, 3)} <= grid.percents <= {(2, 3), (3, 3), (5, 3)}
    assert grid.errors == {(3, 4)} and grid.formulas == {(3, 4), (5, 3)}
    assert grid.hidden_rows == {3} and grid.hidden_columns == {5}
    assert grid.visibility is Visibility.VISIBLE and hidden.visibility is Visibility.HIDDEN and hidden.rows == (("藏起",),)


@needs_office
@pytest.mark.parametrize("kind", ["xls", "ods", "xlsx:Calc MS Excel 2007 XML"])
@pytest.mark.parametrize("epoch", [1900, 1904])
def test_workbooks_saved_by_an_office_program(tmp_path: Path, kind: str, epoch: int) -> None:
    source = tmp_path / "source" / "表.xlsx"
    source.parent.mkdir()
    book = marked()
    if epoch == 1904:
        book.epoch = CALENDAR_MAC_1904
    if kind.startswith("xlsx"):
        source = source.with_suffix(".xlsm")
    book.save(source)
    check_marked(converted(source, kind))


def test_a_workbook_by_a_program_without_results_of_its_formulas(tmp_path: Path) -> None:
    file = read(tmp_path, "表.et", data_of(marked()))
    grid, _, deep = file.grids
    assert file.kind == "xlsx" and deep.visibility is Visibility.VERY_HIDDEN
    assert grid.rows[3][4] is None and grid.formulas == {(3, 4), (5, 3)}
    assert file.warnings == ("工作表“Sheet1”的 E4、D6 是公式，文件里没有计算结果，当作空白；请用 WPS 或 Excel 打开并保存后再发",)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('yyyy"年"m"月";@', "2026年9月"),
        ("[$-804]yyyy\\-mm", "2026年9月"),
        ("mmm\\-yy", "2026年9月"),
        ('yyyy"年"m"月"d"日"', datetime.date(2026, 9, 1)),
        ('m"月"d"日"', datetime.date(2026, 9, 1)),
        ("yyyy/m/d", datetime.date(2026, 9, 1)),
    ],
)
def test_a_date_says_what_its_format_shows(tmp_path: Path, code: str, shown: object) -> None:
    book = workbook([("时限", datetime.date(2026, 9, 1))])
    book["Sheet1"]["B1"].number_format = code
    assert read(tmp_path, "表.xlsx", data_of(book)).grids[0].rows == (("时限", shown),)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separated_text_in_every_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    file = read(tmp_path, "表.csv", LINES.replace(",", separator).encode(encoding))
    assert file.kind == "csv" and file.grids[0].rows == TEXT_ROWS


def test_quoted_line_breaks_blank_lines_and_numbers_kept_as_text(tmp_path: Path) -> None:
    text = '青禾县推进情况表,,\r\n\r\n序号,进展,电话\r\n1,"一是清淤，\r\n二是""加固""",="013900000001"\r\n2,无,13900000002\t\r\n'
    rows = read(tmp_path, "表.csv", text.encode("gb18030")).grids[0].rows
    assert rows == (
        ("青禾县推进情况表",),
        (),
        ("序号", "进展", "电话"),
        ("1", '一是清淤，\n二是"加固"', "013900000001"),
        ("2", "无", "13900000002\t"),
    )


def test_a_lone_quotation_mark_takes_no_rows_along(tmp_path: Path) -> None:
    lines = ["序号,任务,进展", '1,修渠,"未完', *(f"{number},修渠{number},已完成" for number in range(2, 90))]
    rows = read(tmp_path, "表.csv", "\n".join(lines).encode()).grids[0].rows
    assert len(rows) == 90 and rows[-1] == ("89", "修渠89", "已完成")


def test_tables_of_a_document_with_merged_cells(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("青禾县水利局9月推进情况")
    table = document.add_table(5, 4)
    for row, values in enumerate(
        (("序号", "任务", "进展", ""), ("", "", "进度", "说明"), ("1", "修渠", "80%", "清淤"), ("", "", "", ""), ("2", "架桥", "", "桥墩"))
    ):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 0).merge(table.cell(1, 0))
    document.add_paragraph("填报人：张三")
    document.save(str(tmp_path / "表.docx"))
    file = read_tables(tmp_path / "表.docx")
    assert file.kind == "docx" and file.texts == ("青禾县水利局9月推进情况", "填报人：张三")
    assert file.grids[0].rows == (
        ("序号", "任务", "进展"),
        (None, None, "进度", "说明"),
        ("1", "修渠", "80%", "清淤"),
        (),
        ("2", "架桥", None, "桥墩"),
    )
    assert set(file.grids[0].merges) == {Merge(0, 2, 0, 3), Merge(0, 0, 1, 0)}


PAGE = (
    "<html><head><meta charset=gb2312></head><body><table><tr><td colspan=3>青禾县推进情况表</td></tr>"
    "<tr><th>序号</th><th>任务</th><th>进度</th></tr><tr><td rowspan=2>1</td><td>修渠<br>加固</td><td>80%</td></tr>"
    "<tr><td>架桥</td><td>30%</td></tr></table><p>填报人：张三</p></body></html>"
)
PAGE_ROWS = (("青禾县推进情况表",), ("序号", "任务", "进度"), ("1", "修渠\n加固", "80%"), (None, "架桥", "30%"))


def test_a_page_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    file = read(tmp_path, "表.xls", PAGE.encode("gbk"))
    assert file.kind == "html" and file.grids[0].rows == PAGE_ROWS and file.texts == ("填报人：张三",)
    assert file.grids[0].merges == (Merge(0, 0, 0, 2), Merge(2, 0, 3, 0))


def test_a_saved_page_with_several_sheets(tmp_path: Path) -> None:
    def part(text: str) -> str:
        return f"------=_N\r\nContent-Type: text/html; charset=gb2312\r\n\r\n{text}\r\n"

    pages = part("<html><frameset><frame src=1.htm></frameset></html>") + part(PAGE) + part(PAGE.replace("修渠", "修塘"))
    data = f'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_N"\r\n\r\n{pages}------=_N--\r\n'.encode("gbk")
    first, second = read(tmp_path, "表.xls", data).grids
    assert first.rows == PAGE_ROWS and second.rows[2] == ("1", "修塘\n加固", "80%") and second.index == 1


def test_a_workbook_saved_as_one_xml_file(tmp_path: Path) -> None:
    def cell(kind: str, value: object, more: str = "") -> str:
        return f'<Cell {more}><Data ss:Type="{kind}">{value}</Data></Cell>'

    rows = (
        f"<Row>{cell('String', '推进情况表', 'ss:MergeAcross=&quot;2&quot;'.replace('&quot;', chr(34)))}</Row>"
        f"<Row ss:Index='3'>{cell('String', '任务')}{cell('String', '进度')}{cell('String', '时限')}</Row>"
        f"<Row ss:Hidden='1'>{cell('String', '修渠&#10;加固')}{cell('Number', '0.8', 'ss:StyleID=' + chr(34) + 's1' + chr(34))}"
        f"{cell('DateTime', '2026-09-30T00:00:00.000')}</Row><Row>{cell('Error', '#REF!', 'ss:Index=' + chr(34) + '2' + chr(34))}</Row>"
    )
    text = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1"><NumberFormat ss:Format="0%"/></Style>'
        f'</Styles><Worksheet ss:Name="情况"><Table>{rows}</Table></Worksheet></Workbook>'
    )
    grid = read(tmp_path, "表.xls", text.encode()).grids[0]
    assert grid.rows == (("推进情况表",), (), ("任务", "进度", "时限"), ("修渠\n加固", 0.8, datetime.date(2026, 9, 30)), (None, "#REF!"))
    assert grid.merges == (Merge(0, 0, 0, 2),) and grid.percents == {(3, 1)} and grid.errors == {(4, 1)} and grid.hidden_rows == {3}


@pytest.mark.parametrize("dimension", ["A1", "A1:B2", "A1:XFD1048576", "Z99"])
def test_a_wrong_dimension_loses_no_row(tmp_path: Path, dimension: str) -> None:
    rows = "".join(f'<row r="{number}">{inline(f"A{number}", "任务")}{inline(f"C{number}", str(number))}</row>' for number in range(1, 200))
    data = raw_workbook(f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData>')
    grid = read(tmp_path, "表.xlsx", data).grids[0]
    assert len(grid.rows) == 199 and grid.rows[-1] == ("任务", None, "199")


def test_cells_without_places_are_taken_in_their_order(tmp_path: Path) -> None:
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    body = "".join(f"<row>{cell.format('任务')}{cell.format(number)}<c s='1'><v>0.5</v></c></row>" for number in range(3))
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>'
    grid = read(tmp_path, "表.xlsx", raw_workbook(f"<sheetData>{body}</sheetData>", styles=styles)).grids[0]
    assert grid.rows == tuple(("任务", str(number), 0.5) for number in range(3))
    assert grid.percents == {(row, 2) for row in range(3)}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("表.pdf", b"%PDF-1.4\n", "是 PDF 文件"),
        ("表.docx", None, "没有表格"),
        ("表.csv", "只有一段文字\n再一段".encode(), "没有表格"),
        ("表.xlsx", data_of(workbook([])), "是空的"),
    ],
)
def test_what_holds_no_table_is_said_in_one_sentence(tmp_path: Path, name: str, data: Any, words: str) -> None:
    if data is None:
        Document().save(str(tmp_path / name))
        data = (tmp_path / name).read_bytes()
    with pytest.raises(UserError, match=words) as caught:
        read(tmp_path, name, data)
    assert name in str(caught.value) and str(caught.value).count("。") == 1


def test_many_files_at_once_each_with_its_own_answer(tmp_path: Path) -> None:
    paths = []
    for number in range(6):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(b"PK\x03\x04" if number == 3 else data_of(workbook([HEAD, (number, "修渠")])))
        paths.append(path)
    seen: list[float] = []
    files = read_all(paths, lambda done, text: seen.append(done))
    assert [file.grids[0].rows[1][0] if isinstance(file, TableFile) else None for file in files] == [0, 1, 2, None, 4, 5]
    assert "3.xlsx" in str(files[3]) and seen[0] == 0 and read_all([]) == []


def test_reading_many_files_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(data_of(workbook([HEAD, *ROWS])))

    def stop(done: float, _text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_all([path] * 5, stop)


def test_a_workbook_with_a_sheet_for_each_of_many_units_is_read(tmp_path: Path) -> None:
    book = Workbook()
    for number in range(60):
        sheet = book.create_sheet(f"单位{number}")
        sheet.append(["序号", "重点任务"])
        sheet.append([number, "修缮水渠"])
    book.save(tmp_path / "各单位.xlsx")
    read = read_tables(tmp_path / "各单位.xlsx")
    assert [grid.rows[1][0] for grid in read.grids if grid.rows] == list(range(60))


def test_struck_text_is_marked_whole_or_in_part(tmp_path: Path) -> None:
    book = workbook([HEAD, *ROWS])
    sheet = book.worksheets[0]
    sheet["B2"].font = Font(strike=True)
    sheet["C2"] = CellRichText("已清淤3公里", TextBlock(InlineFont(strike=True), "，投资20万元"))
    sheet["C3"].font = Font(strike=False, bold=True)
    sheet["F9"].font = Font(strike=True)  # nothing stands in it
    book.save(tmp_path / "划线.xlsx")
    assert read_tables(tmp_path / "划线.xlsx").grids[0].struck == {(1, 1), (1, 2)}
    workbook([HEAD, *ROWS]).save(tmp_path / "没有划线.xlsx")
    assert read_tables(tmp_path / "没有划线.xlsx").grids[0].struck == frozenset()


def test_a_percent_sign_that_is_only_written_behind_does_not_scale(tmp_path: Path) -> None:
    book = workbook([HEAD, *ROWS])
    for place, code in (("D2", '0"%"'), ("D3", "0\\%")):
        book.worksheets[0][place] = 65
        book.worksheets[0][place].number_format = code
    book.save(tmp_path / "写上的百分号.xlsx")
    assert read_tables(tmp_path / "写上的百分号.xlsx").grids[0].percents == frozenset()
