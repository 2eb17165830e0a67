"""Ledgers as Word and as Excel against the same rows written in the barest way, and how the time grows with the rows."""

import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.measure import Measurement, alternate
from tests.reports import samples
from tracker.reports.content import Document, Row, Table
from tracker.reports.excel import write_excel
from tracker.reports.fonts import STANDARD
from tracker.reports.ledger import ledger_document
from tracker.reports.word import write_word
from tracker.reports.word_paragraphs import run_properties

_HEAD = '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>'
_TASKS = 9


def measurements(wanted: Callable[[str], bool]) -> Iterator[Measurement]:
    with tempfile.TemporaryDirectory() as folder:
        out, bare = Path(folder, "ours"), Path(folder, "floor")
        if wanted("word-ledger-2000"):
            data = samples.ledger(2000 // _TASKS)
            rows = _texts(ledger_document(data, samples.TODAY))
            yield alternate(
                "word-ledger-2000",
                lambda: write_word(ledger_document(data, samples.TODAY), out),
                lambda: _stream_rows(rows, bare),
                aim=1.6,
            )
        if wanted("word-ledger-8000-by-2000"):
            some, many = samples.ledger(2000 // _TASKS), samples.ledger(8000 // _TASKS)
            yield alternate(
                "word-ledger-8000-by-2000",
                lambda: write_word(ledger_document(many, samples.TODAY), out),
                lambda: write_word(ledger_document(some, samples.TODAY), bare),
                aim=5,
                rounds=3,
            )
        if wanted("excel-ledger-5000"):
            data = samples.ledger(5000 // _TASKS)
            rows = _texts(ledger_document(data, samples.TODAY))
            yield alternate(
                "excel-ledger-5000",
                lambda: write_excel(ledger_document(data, samples.TODAY), out),
                lambda: _shared_style_sheet(rows, bare),
                aim=1.3,
                rounds=3,
            )


def _texts(document: Document) -> list[list[str]]:
    table = next(block for block in document.blocks if isinstance(block, Table))
    return [["" if cell is None else str(cell) for cell in row.cells] for row in table.rows if isinstance(row, Row)]


def _stream_rows(rows: list[list[str]], path: Path) -> None:
    """The floor: the rows' text between fixed pieces of XML, streamed into a package."""
    look = run_properties(STANDARD.body, 10.5)
    before = (
        '<w:tc><w:tcPr><w:tcW w:w="1376" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="280" w:lineRule="exact"/><w:jc w:val="left"/></w:pPr><w:r>{look}<w:t>'
    )
    after = "</w:t></w:r></w:p></w:tc>"
    opening = '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="454" w:hRule="atLeast"/></w:trPr>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w") as stream:
        stream.write(_HEAD.encode())
        for row in rows:
            stream.write(f"{opening}{''.join([before + text + after for text in row])}</w:tr>".encode())
        stream.write(b"</w:tbl></w:body></w:document>")


def _shared_style_sheet(rows: list[list[str]], path: Path) -> None:
    """The floor: openpyxl's write-only sheet, every cell with one shared style."""
    from typing import Any

    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, Side

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("台账")
    make: Any = WriteOnlyCell
    thin = Side(style="thin")
    sample = make(sheet)
    sample.font, sample.alignment = Font(name="仿宋_GB2312", size=10.5), Alignment(wrap_text=True, vertical="center")
    sample.border = Border(thin, thin, thin, thin)
    style = sample._style
    for row in rows:
        cells = []
        for text in row:
            cell = make(sheet, text)
            cell._style = style
            cells.append(cell)
        sheet.append(cells)
    book.save(path)
