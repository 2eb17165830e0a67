"""A workbook saved as one XML file (the format of Excel 2003, which many programs still write under a name that ends with .xls)."""

import datetime
from typing import Any

from lxml import etree

from tracker.files.grid import CellValue, Grid, Merge, Visibility
from tracker.files.grid_cells import tidy_rows
from tracker.files.safe_zip import damaged

_S = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_MAX_ROWS = 200_000
_MAX_COLUMNS = 1_000
_VISIBLE = {"SheetHidden": Visibility.HIDDEN, "SheetVeryHidden": Visibility.VERY_HIDDEN}


def read_workbook_xml(data: bytes, name: str) -> tuple[Grid, ...]:
    """All sheets. Raises `UserError` for a file that is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    if root is None:
        raise damaged(name)
    formats = ((style.get(_S + "ID"), style.find(_S + "NumberFormat")) for style in root.iter(_S + "Style"))
    percents = frozenset(key for key, shown in formats if shown is not None and _is_percent(shown.get(_S + "Format") or ""))
    return tuple(_sheet(sheet, index, percents) for index, sheet in enumerate(root.iter(_S + "Worksheet")))


def _is_percent(shown: str) -> bool:
    return "%" in shown or shown == "Percent"


def _sheet(sheet: Any, index: int, percent_styles: frozenset[str | None]) -> Grid:
    rows: list[list[CellValue]] = []
    merges: list[Merge] = []
    errors: dict[tuple[int, int], str] = {}
    percents, formulas, hidden = set(), set(), set()
    at = 0
    for row in sheet.iter(_S + "Row"):
        at = _index(row, at)
        if at >= _MAX_ROWS:
            break
        if row.get(_S + "Hidden") == "1":
            hidden.add(at)
        cells: list[CellValue] = []
        column = 0
        for cell in row.iter(_S + "Cell"):
            column = _index(cell, column)
            if column >= _MAX_COLUMNS:
                break
            right, down = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
            if right or down:
                merges.append(Merge(at, column, at + down, column + right))
            data = cell.find(_S + "Data")
            if data is not None:
                text = "".join(data.itertext())
                kind = data.get(_S + "Type") or ""
                cells += [None] * (column + 1 - len(cells))
                cells[column] = _value(kind, text)
                if kind == "Error":
                    errors[at, column] = text
                if cell.get(_S + "StyleID") in percent_styles and kind == "Number":
                    percents.add((at, column))
            if cell.get(_S + "Formula"):
                formulas.add((at, column))
            column += right + 1
        rows += [[] for _ in range(at + 1 - len(rows))]
        rows[at] = cells
        at += 1
    visible = sheet.find(f"{_X}WorksheetOptions/{_X}Visible")
    return Grid(
        sheet.get(_S + "Name") or f"表{index + 1}",
        index,
        tidy_rows(rows, errors),
        _VISIBLE.get(visible.text or "", Visibility.VISIBLE) if visible is not None else Visibility.VISIBLE,
        tuple(merges),
        frozenset(hidden),
        percents=frozenset(percents),
        errors=frozenset(errors),
        formulas=frozenset(formulas),
    )


def _index(element: Any, following: int) -> int:
    """Where a row or cell stands, from 0: as it says, else after the one before."""
    return max(following, _number(element, "Index") - 1)


def _number(element: Any, name: str) -> int:
    value = element.get(_S + name) or ""
    return int(value[:7]) if value.isdigit() else 0


def _value(kind: str, text: str) -> CellValue:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            moment = datetime.datetime.fromisoformat(text)
            return moment.date() if moment.time() == datetime.time() else moment
    except ValueError:
        return text
    return text.strip() == "1" if kind == "Boolean" else text
