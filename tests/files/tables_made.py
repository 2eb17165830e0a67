"""Returned files made for the tests: workbooks by openpyxl, and workbooks written part by part where no program would write them so."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.files.making import archive
from tracker.files.grid import TableFile
from tracker.files.table_file import read_tables

HEAD = ("序号", "任务名称", "进展情况", "完成进度", "完成时限", "联系电话")
ROWS: tuple[tuple[Any, ...], ...] = (
    (1, "修缮东渠", "已清淤3公里", 0.8, "2026年9月底", "13900000001"),
    (2, "修缮西渠", "正在招标", 0.3, "2026年12月底", "13900000002"),
)
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(*sheets: Sequence[Sequence[Any]]) -> Workbook:
    """Sheets with these rows."""
    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for number, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(list(row))
    return book


def data_of(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def raw_workbook(sheet: str | bytes, strings: str = "", *, styles: str = "", head: str = "", **parts: bytes) -> bytes:
    """A workbook whose one sheet is this XML; `parts` as for `archive`."""
    body = sheet.encode() if isinstance(sheet, str) else sheet
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_REL}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            (("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")), 1
        )
    )
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/></Types>'
    )
    return archive(
        **{
            "[Content_Types]_xml": types.encode(),
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_REL}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'.encode(),
            "xl__workbook_xml": f'<workbook {_NS} xmlns:r="{_REL}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>'
            "</workbook>".encode(),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'.encode(),
            "xl__sharedStrings_xml": f"<sst {_NS}>{strings}</sst>".encode(),
            "xl__styles_xml": f"<styleSheet {_NS}>{styles}</styleSheet>".encode(),
            "xl__worksheets__sheet1_xml": head.encode() + f"<worksheet {_NS}>".encode() + body + b"</worksheet>",
        },
        **parts,
    )


def inline(place: str, text: str) -> str:
    """One cell with its text inside the sheet."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def read(folder: Path, name: str, data: bytes) -> TableFile:
    """The tables of a file with these bytes."""
    path = folder / name
    path.write_bytes(data)
    return read_tables(path)
