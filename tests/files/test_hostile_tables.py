"""Returned files that mean harm or are out of all proportion: each is read or answered with one sentence, below the ceilings."""

import datetime
import os
import struct
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.files.making import archive, compound
from tests.files.tables_made import HEAD, ROWS, data_of, inline, raw_workbook, read, workbook
from tracker.errors import UserError
from tracker.files.table_file import read_tables

GOOD = data_of(workbook([HEAD, *ROWS]))
LAUGHS = '<!DOCTYPE d [<!ENTITY a "xxxxxxxxxx">' + "".join(
    f'<!ENTITY a{n} "{("&a" + (str(n - 1) if n > 1 else "") + ";") * 10}">' for n in range(1, 12)
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
SHEET_XML = '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'


def far(place: str) -> bytes:
    return raw_workbook(
        f'<sheetData><row r="1">{inline("A1", "任务")}</row><row r="{place.strip("XFD")}">{inline(place, "x")}</row></sheetData>'
    )


def ods(body: str, head: str = "") -> bytes:
    names = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"' for key in ("office", "table", "text"))
    inner = f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
    content = f"{head}<office:document-content {names}>{inner}</office:document-content>"
    return archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=content.encode())


def ods_table(rows: str) -> str:
    return f'<table:table table:name="表">{rows}</table:table>'


def shared_bomb() -> bytes:
    """One long shared text, called for again and again."""
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 40_000))
    return raw_workbook(f"<sheetData>{cells}</sheetData>", "<si><t>" + "长" * 32_767 + "</t></si>")


def records(*parts: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in parts)


REFUSED = {
    "弹.xlsx": raw_workbook(b"<sheetData>" + b" " * 90_000_000 + b"</sheetData>"),
    "远.xlsx": far("XFD1048576"),
    "远.ods": ods(
        ods_table(
            "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
            '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
            '<table:table-row><table:table-cell table:number-columns-repeated="16383"/><table:table-cell>'
            "<text:p>x</text:p></table:table-cell></table:table-row>"
        )
    ),
    "满.ods": ods(
        ods_table(
            '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384">'
            "<text:p>x</text:p></table:table-cell></table:table-row>"
        )
    ),
    "笑.ods": ods(
        ods_table("<table:table-row><table:table-cell><text:p>&a11;</text:p></table:table-cell></table:table-row>"), LAUGHS + "]>"
    ),
    "共.xlsx": shared_bomb(),
    "密.xlsx": compound(EncryptedPackage=b"x" * 5000, EncryptionInfo=b"y"),
    "密.xls": compound(Workbook=records((0x809, b"\0" * 16), (0x2F, b"\0" * 6))),
    "密.ods": archive(
        mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"\x8f\x02", META_INF__manifest_xml=b"<encryption-data/>"
    ).replace(b"META_INF", b"META-INF"),
    "坏.xls": compound(Workbook=records((0x809, b"\0\6\5\0" + b"\0" * 12), (0x85, b"\xff\xff\xff\x7f\0\0\1\0x"))),
    "断.xlsx": GOOD[: len(GOOD) // 2],
    "断头.xlsx": b"PK\x03\x04" + b"\0" * 100,
    "断.xls": compound(Workbook=b"\0")[:1200],
    "笑.xml": f"{LAUGHS}]>{SHEET_XML}<Worksheet><Table><Row><Cell><Data>&a11;</Data></Cell></Row></Table></Worksheet></Workbook>".encode(),
    "空.xlsx": b"",
    "白.csv": b" \r\n\r\n",
    "图.xlsx": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
    "包.xlsx": archive(readme=b"x"),
    "程序.xls": b"MZ" + b"\0" * 100,
    "二进制.csv": bytes(range(256)) * 50,
    "演示.xlsx": archive(ppt__presentation_xml=b"<x/>"),
    "文字.rtf": b"{\\rtf1\\ansi x}",
    "深.xls": b"<html><body>" + b"<div><table><tr><td>" * 20_000,
    "长.csv": b"1,2\n" * 2_000_000,
}


@pytest.mark.parametrize("name", REFUSED)
def test_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError) as caught:
        read(tmp_path, name, REFUSED[name])
    sentence = str(caught.value)
    assert name in sentence and sentence.count("。") == 1 and sentence.endswith("。")


def test_the_far_cell_is_named_and_other_sheets_are_read(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="XFD1048576"):
        read(tmp_path, "远.xlsx", REFUSED["远.xlsx"])
    book = workbook([HEAD, *ROWS], [("x",)])
    book["Sheet2"]["XFD1048576"] = "x"
    file = read(tmp_path, "两张表.xlsx", data_of(book))
    assert file.grids[0].rows == (HEAD, *ROWS) and file.grids[1].rows == ()
    assert len(file.warnings) == 1 and "Sheet2" in file.warnings[0] and "XFD1048576" in file.warnings[0]


def test_a_locked_file_is_told_from_a_broken_one(tmp_path: Path) -> None:
    for name in ("密.xlsx", "密.xls", "密.ods"):
        with pytest.raises(UserError, match="有打开密码"):
            read(tmp_path, name, REFUSED[name])


def test_folders_devices_and_missing_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.xlsx")
    for name, words in (("", "是文件夹"), ("没有.xlsx", "找不到文件"), ("管道.xlsx", "不是普通文件")):
        with pytest.raises(UserError, match=words):
            read_tables(tmp_path / name)


def test_a_million_formatted_empty_rows(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}" spans="1:14" ht="20.25" customHeight="1" s="1"/>' for row in range(3, 1_048_577))
    body = f'<sheetData><row r="1">{inline("A1", "任务")}</row><row r="2">{inline("A2", "修渠")}</row>{rows}</sheetData>'
    assert read(tmp_path, "空行.xlsx", raw_workbook(body)).grids[0].rows == (("任务",), ("修渠",))


def test_formatted_empty_cells_to_the_end_of_the_sheet(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}" s="1"/><c r="F{row}" s="1"/></row>' for row in range(3, 1_048_577))
    body = f'<sheetData><row r="1">{inline("A1", "任务")}</row>{rows}</sheetData>'
    assert read(tmp_path, "空格.xlsx", raw_workbook(body)).grids[0].rows == (("任务",),)


def test_macros_stay_asleep(tmp_path: Path) -> None:
    data = raw_workbook(f'<sheetData><row r="1">{inline("A1", "任务")}</row></sheetData>', xl__vbaProject_bin=b"Auto_Open")
    assert read(tmp_path, "宏.xlsm", data).grids[0].rows == (("任务",),)


ATTACKS = ("=cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", '=HYPERLINK("http://x","点我")', "-2+3")


def test_texts_that_look_like_formulas_stay_texts(tmp_path: Path) -> None:
    cells = "".join(inline(f"{letter}1", text.replace('"', "&quot;")) for letter, text in zip("ABCDE", ATTACKS, strict=True))
    grid = read(tmp_path, "式.xlsx", raw_workbook(f'<sheetData><row r="1">{cells}</row></sheetData>')).grids[0]
    assert grid.rows == (ATTACKS,) and not grid.formulas
    lines = "\t".join(ATTACKS)
    assert read(tmp_path, "式.csv", f"{lines}\n{lines}".encode()).grids[0].rows == (ATTACKS, ATTACKS)


def test_a_formula_that_calls_a_program_gives_the_value_that_the_file_holds(tmp_path: Path) -> None:
    cell = "<c r='A1' t='str'><f>cmd|' /C calc'!A0</f><v>旧值</v></c>"
    grid = read(tmp_path, "动态.xlsx", raw_workbook(f'<sheetData><row r="1">{cell}{inline("B1", "任务")}</row></sheetData>')).grids[0]
    assert grid.rows == (("旧值", "任务"),) and grid.formulas == {(0, 0)}


def test_errors_are_told_from_empty_cells(tmp_path: Path) -> None:
    cells = "".join(f'<c r="{letter}1" t="e"><v>{text}</v></c>' for letter, text in zip("ABC", ("#REF!", "#N/A", "#DIV/0!"), strict=True))
    grid = read(tmp_path, "错.xlsx", raw_workbook(f'<sheetData><row r="1">{cells}{inline("E1", "任务")}</row></sheetData>')).grids[0]
    assert grid.rows == (("#REF!", "#N/A", "#DIV/0!", None, "任务"),) and grid.errors == {(0, 0), (0, 1), (0, 2)}


def test_characters_that_no_page_can_show_are_left_out_and_rare_ones_kept(tmp_path: Path) -> None:
    cells = (
        inline("A1", "修_x0007_渠_x000D_\n加固")
        + inline("B1", "张𠮷&#x20BB7;")
        + inline("C1", "\ufeff任\u200b务\x7f")
        + inline("D1", "_x0001_")
    )
    rows = read(tmp_path, "控.xlsx", raw_workbook(f'<sheetData><row r="1">{cells}{inline("E1", "末")}</row></sheetData>')).grids[0].rows
    assert rows == (("修渠\n加固", "张𠮷𠮷", "任\u200b务", None, "末"),)
    assert read(tmp_path, "控.csv", ("任\x07务,𠮷" + "\n1,2" * 60).encode("gb18030")).grids[0].rows[0] == ("任务", "𠮷")


def test_dates_counted_from_1904(tmp_path: Path) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append(["时限", datetime.date(2026, 9, 30)])
    assert read(tmp_path, "苹果.xlsx", data_of(book)).grids[0].rows == (("时限", datetime.date(2026, 9, 30)),)


@pytest.mark.parametrize("name", ["表.xls", "表.csv", "表.docx", "表.txt", "表"])
def test_the_suffix_says_nothing(tmp_path: Path, name: str) -> None:
    file = read(tmp_path, name, GOOD)
    assert file.kind == "xlsx" and file.grids[0].rows == (HEAD, *ROWS) and file.name == name


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "外.ods",
            ods(ods_table("<table:table-row><table:table-cell><text:p>任务&x;</text:p></table:table-cell></table:table-row>"), OUTSIDE),
        ),
        (
            "外.xml",
            f"{OUTSIDE}{SHEET_XML}<Worksheet><Table><Row><Cell><Data>任务&x;</Data></Cell></Row></Table></Worksheet></Workbook>".encode(),
        ),
        ("外.xlsx", raw_workbook(f'<sheetData><row r="1">{inline("A1", "任务&x;")}</row></sheetData>', head=OUTSIDE)),
        ("外.xls", f"{OUTSIDE}<html><body><table><tr><td>任务&x;</td><td>1</td></tr></table></body></html>".encode()),
    ],
)
def test_nothing_outside_the_file_is_fetched(tmp_path: Path, name: str, data: bytes) -> None:
    inside = Path("/etc/hostname").read_text("utf-8").strip()
    try:
        file = read(tmp_path, name, data)
    except UserError as error:
        assert str(error).count("。") == 1
    else:
        assert inside not in str(file.grids)
