"""What the fast reader leaves out of an .ods, from its content: merged cells, percentages, errors, formulas, hidden rows, far cells."""

import re
from typing import Any

from lxml import etree

from tracker.errors import UserError
from tracker.files.compound import locked
from tracker.files.grid import Merge
from tracker.files.safe_zip import SafeZip
from tracker.files.sheet_details import FAR, Details, Place

_REPEATS = 1_000
_MAX_COLUMNS = 16_384
_MONTH = re.compile(r"\d{2,4}\s*[年/.-]\s*\d{1,2}\s*月?|[a-zA-Z]{3}-\d{2}")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def ods_details(archive: SafeZip) -> dict[str, Details]:
    """Details of each sheet of an .ods by its name."""
    if b"encryption-data" in (archive.read("META-INF/manifest.xml") or b""):
        raise locked(archive.name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(archive.read("content.xml") or b"", parser)
    except etree.XMLSyntaxError as error:
        raise UserError(f"“{archive.name}”已损坏，打不开", "", "请用 WPS 或 Excel 打开修复并另存后再试") from error
    return {table.get(_TABLE + "name") or "": _table(table) for table in root.iter(_TABLE + "table")}


def _table(table: Any) -> Details:
    details = Details()
    row = 0
    column = 0
    for element in table.iter(_TABLE + "table-column"):
        times = _number(element, "number-columns-repeated")
        if element.get(_TABLE + "visibility") in ("collapse", "filter"):
            details.hidden_columns.update(range(column, min(column + times, _MAX_COLUMNS)))
        column += times
    for element in table.iter(_TABLE + "table-row"):
        column = 0
        filled = False
        for cell in element:
            if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                continue
            down, right = (_number(cell, key) for key in ("number-rows-spanned", "number-columns-spanned"))
            if down > 1 or right > 1:
                details.merges.append(Merge(row, column, row + down - 1, column + right - 1))
            times = _number(cell, "number-columns-repeated")
            if len(cell):
                filled = True
                if (row + 1) * (column + times) > FAR:
                    details.far = f"第 {row + 1} 行第 {column + times} 列"
                _cell(cell, [(row, column + shift) for shift in range(min(times, _REPEATS))], details)
            column += times
        times = _number(element, "number-rows-repeated")
        if filled and (row + times) * column > FAR:
            details.far = f"第 {row + times} 行"
        if element.get(_TABLE + "visibility") in ("collapse", "filter"):
            details.hidden_rows.update(range(row, row + min(times, _REPEATS)))
        row += times
    return details


def _cell(cell: Any, places: list[Place], details: Details) -> None:
    kind = cell.get(_OFFICE + "value-type")
    text = cell.find(_TEXT + "p")
    shown = "".join(text.itertext()) if text is not None else ""
    if kind == "percentage":
        details.percents.update(places)
    elif kind == "date" and _MONTH.fullmatch(shown):
        details.months.update(places)
    if cell.get(_TABLE + "formula"):
        details.formulas.update(places)
        if shown.startswith(("#", "Err:")):
            details.errors.update((place, shown) for place in places)


def _number(element: Any, name: str) -> int:
    value = element.get(_TABLE + name) or ""
    return int(value[:9]) if value.isdigit() else 1
