"""Writing into somebody else's form, .xlsx or .docx: its looks, merged cells, widths and formulas stay; filled cells stay too.

Where the blank rows do not suffice, rows like the last blank one are put in before it, so that sums over them go on counting.
"""

import re
from collections.abc import Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from tracker.errors import UserError
from tracker.reports.excel import room_of, row_height
from tracker.reports.measure import line_count
from tracker.reports.sheet_cells import is_heavy, put

_REFERENCE = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d{1,7})(?![\d(A-Za-z_])")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MOST_BLANK = 2000


@dataclass(frozen=True, slots=True)
class Percent:
    """A share, 0–100, that is written as the form wants it: as a figure under a head with %, as 65% elsewhere."""

    value: float
    bare: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A time limit: its words, and the day for a cell that is made for dates."""

    words: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Serial:
    """The row's own number; one that the form printed before rows were put in is no obstacle."""

    number: int


FormValue = str | int | Percent | Day | Serial | None
RowValues = Mapping[int, FormValue]
"""Column from 0 → what belongs there."""


@dataclass(frozen=True, slots=True)
class FormWrites:
    """`listed`: physical row from 1 → its values; `new`: values for the blank rows, in order. `blank`: physical rows that are blank;
    `after`: the row under which the blank rows begin; `stop`: the row of the first words below them (None: nothing stands there)."""

    listed: Mapping[int, RowValues]
    new: Sequence[RowValues]
    blank: Sequence[int]
    after: int
    stop: int | None
    overwrite: bool = False


@dataclass(slots=True)
class FormCount:
    """What was done: cells written, cells left because they were filled, rows put in."""

    written: int = 0
    kept: int = 0
    added: int = 0


def fill_workbook(source: Path, out: Path, sheet_name: str, writes: FormWrites) -> FormCount:
    """Fill a table of an .xlsx and save it as `out`."""
    from openpyxl import load_workbook

    if is_heavy(source):
        raise UserError(f"“{source.name}”太大", "表样里有大量空行空列", "请删去多余的空行空列后再试")
    book: Any = load_workbook(source)
    sheet = book[sheet_name]
    count = FormCount()
    for row, values in writes.listed.items():
        _workbook_row(sheet, row, values, writes.overwrite, count)
    if writes.new:
        rows = list(writes.blank) or _bordered(sheet, writes)
        if len(writes.new) > len(rows):
            rows = _more_rows(book, sheet, rows, len(writes.new), writes, count)
        for row, values in zip(rows, writes.new, strict=False):
            _workbook_row(sheet, row, values, writes.overwrite, count)
    book.save(out)
    return count


def _workbook_row(sheet: Any, row: int, values: RowValues, overwrite: bool, count: FormCount) -> None:
    lines = 0.0
    for column, value in values.items():
        cell = sheet.cell(row, column + 1)
        if value is None or value == "" or cell.__class__.__name__ == "MergedCell":
            continue
        held = cell.value
        if isinstance(value, Serial) and str(held).isdecimal():
            cell.value = value.number
            continue
        if held not in (None, "") and (not overwrite or cell.data_type == "f"):
            count.kept += 1
            continue
        plain = _plain(value, cell.number_format)
        put(cell, plain)
        count.written += 1
        if isinstance(plain, str) and cell.alignment.wrap_text:
            size = float(cell.font.sz or 11)
            width = sheet.column_dimensions[cell.column_letter].width or 8.43
            lines = max(lines, row_height(line_count(plain, room_of(width, size)), size, 15))
    known = sheet.row_dimensions[row].height
    if lines and (known is None or known < lines):
        sheet.row_dimensions[row].height = lines


def _plain(value: FormValue, number_format: str) -> Any:
    if isinstance(value, Percent):
        if "%" in number_format:
            return value.value / 100
        whole = int(value.value) if float(value.value).is_integer() else value.value
        return whole if value.bare else f"{value.value:g}%"
    if isinstance(value, Serial):
        return value.number
    if isinstance(value, Day):
        return value.day if value.day is not None and "yy" in number_format.lower() else value.words
    return value


def _bordered(sheet: Any, writes: FormWrites) -> list[int]:
    """The framed empty rows under the table, which have no words by which they could be found."""
    rows: list[int] = []
    columns = {column for values in writes.new for column in values}
    row = writes.after + 1
    while columns and len(rows) < _MOST_BLANK and (writes.stop is None or row < writes.stop):
        cells = [sheet.cell(row, column + 1) for column in columns]
        if not any(cell.border.bottom is not None and cell.border.bottom.style for cell in cells):
            break
        rows.append(row)
        row += 1
    return rows


def _more_rows(book: Any, sheet: Any, rows: list[int], wanted: int, writes: FormWrites, count: FormCount) -> list[int]:
    """As many rows as wanted: put in before the last blank one, or under the head where there is none."""
    missing = wanted - len(rows)
    model = rows[-1] if rows else writes.after
    at = model if rows else writes.after + 1
    if writes.stop is not None or sheet.max_row >= at:
        insert_rows(book, sheet, at, missing)
    if rows:
        model += missing
    for row in range(at, at + missing):
        row_like(sheet, model, row)
    count.added += missing
    return [*rows[:-1], *range(at, at + missing), model] if rows else list(range(at, at + missing))


def row_like(sheet: Any, model: int, row: int) -> None:
    """A row with the looks of another."""
    for (line, column), there in list(sheet._cells.items()):
        if line == model and there.has_style:
            sheet.cell(row, column)._style = copy(there._style)
    sheet.row_dimensions[row].height = sheet.row_dimensions[model].height
    for area in list(sheet.merged_cells.ranges):
        if area.min_row == area.max_row == model:
            sheet.merge_cells(start_row=row, end_row=row, start_column=area.min_col, end_column=area.max_col)


def insert_rows(book: Any, sheet: Any, at: int, count: int) -> None:
    """Empty rows before row `at`; all that points to places below goes along, as in a spreadsheet program."""
    from openpyxl.worksheet.cell_range import CellRange

    heights = {row: held.height for row, held in sheet.row_dimensions.items() if row >= at and held.height is not None}
    areas = [str(area) for area in sheet.merged_cells.ranges]
    for area in areas:
        if CellRange(area).max_row >= at:
            sheet.unmerge_cells(area)
    sheet.insert_rows(at, count)
    for area in areas:
        if CellRange(area).max_row >= at:
            sheet.merge_cells(_moved(area, at, count))
    for row in heights:
        sheet.row_dimensions[row].height = None
    for row, height in heights.items():
        sheet.row_dimensions[row + count].height = height
    for other in book.worksheets:
        for cell in list(other._cells.values()):  # those there are: one stray cell far away would make all between
            if cell.data_type == "f" and isinstance(cell.value, str):
                cell.value = _moved_formula(cell.value, sheet.title, at, count, own=other is sheet)
    for rule in sheet.data_validations.dataValidation:
        rule.sqref = type(rule.sqref)(_moved(str(rule.sqref), at, count))
    if sheet.print_area:
        sheet.print_area = _moved(str(sheet.print_area).split("!")[-1].replace("$", ""), at, count)
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _moved(sheet.auto_filter.ref, at, count)


def _moved(text: str, at: int, count: int) -> str:
    """Every place of a text of references, with rows from `at` on `count` lower."""
    return _REFERENCE.sub(lambda found: found[1] + str(int(found[2]) + (count if int(found[2]) >= at else 0)), text)


def _moved_formula(formula: str, title: str, at: int, count: int, *, own: bool) -> str:
    from openpyxl.formula import Tokenizer

    tokens = Tokenizer(formula)
    pieces = ["="]
    for token in tokens.items:
        name, mark, place = token.value.rpartition("!")
        points_here = own if not mark else name.strip("'").replace("''", "'") == title
        is_range = token.type == "OPERAND" and token.subtype == "RANGE"
        pieces.append(f"{name}{mark}{_moved(place, at, count)}" if is_range and points_here else token.value)
    return "".join(pieces)


def fill_document(source: Path, out: Path, table_index: int, writes: FormWrites) -> FormCount:
    """Fill a table of a .docx and save it as `out`."""
    from docx import Document

    document = Document(str(source))
    table = document.tables[table_index]
    count = FormCount()
    rows = [row - 1 for row in writes.blank]
    missing = max(0, len(writes.new) - len(rows))
    body = list(table.rows)
    if missing:
        model = body[rows[-1] if rows else min(writes.after, len(body)) - 1]._tr
        for _ in range(missing):
            fresh = deepcopy(model)
            _emptied(fresh)
            if rows:
                model.addprevious(fresh)
            else:
                model.addnext(fresh)
        count.added = missing
        start = rows[-1] if rows else writes.after
        rows = [*rows[:-1], *range(start, start + missing), start + missing] if rows else list(range(start, start + missing))
        body = list(table.rows)
    moved = rows[-missing] if missing else len(body)
    for row, values in writes.listed.items():
        _document_row(body[row - 1 if row - 1 < moved else row - 1 + missing], values, writes.overwrite, count)
    for at, values in zip(rows, writes.new, strict=False):
        _document_row(body[at], values, writes.overwrite, count)
    document.save(str(out))
    return count


def _document_row(row: Any, values: RowValues, overwrite: bool, count: FormCount) -> None:
    cells = row.cells
    for column, value in values.items():
        if value is None or value == "" or column >= len(cells):
            continue
        cell = cells[column]
        if cell.text.strip() and not overwrite and not (isinstance(value, Serial) and cell.text.strip().isdecimal()):
            count.kept += 1
            continue
        _type(cell, _NOT_XML.sub("", str(_plain(value, "General"))))
        count.written += 1


def _type(cell: Any, text: str) -> None:
    """Put a text into a cell with the looks of what stood there, or of its empty paragraph."""
    from docx.oxml.ns import qn

    first, *others = cell.paragraphs
    for paragraph in others:
        paragraph._p.getparent().remove(paragraph._p)
    runs = first.runs
    for run in runs[1:]:
        run._r.getparent().remove(run._r)
    if runs:
        runs[0].text = text
        return
    run = first.add_run(text)
    properties = first._p.pPr
    marks = None if properties is None else properties.find(qn("w:rPr"))
    if marks is not None:
        run._r.insert(0, deepcopy(marks))


def _emptied(row: Any) -> None:
    """A copied row without its words."""
    from docx.oxml.ns import qn

    for text in row.iter(qn("w:t")):
        text.text = ""
    for mark in list(row.iter(qn("w:tblHeader"))):
        mark.getparent().remove(mark)
