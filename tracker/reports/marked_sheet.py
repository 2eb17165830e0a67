"""A returned workbook on its way back to its sender: wrong cells coloured, the reason in a note and, all of them, on a first sheet."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tracker.files.grid import CellValue, Grid
from tracker.reports.excel import room_of, row_height
from tracker.reports.fonts import STANDARD, Fonts
from tracker.reports.measure import em_width, line_count
from tracker.reports.sheet_cells import GREY, WRONG, Dresser, Style, across_a4, is_heavy, put, set_height

FIRST_SHEET = "需更正事项"
_AUTHOR = "收表单位"
_NARROWEST, _WIDEST = 6.0, 36.0
_ACROSS = 142.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to be corrected: the sheet's name, the physical row from 1, the column from 0 (None: the row as a whole)."""

    sheet: str
    row: int
    column: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the first sheet says: `lines` above the list, the `marks` told in `told`, `rest` below it."""

    title: str
    lines: tuple[str, ...]
    told: tuple[str, ...]
    marks: tuple[Mark | None, ...]
    rest: tuple[str, ...] = ()


def mark_workbook(source: Path, out: Path, corrections: Corrections, fonts: Fonts = STANDARD) -> bool:
    """Write the sender's own .xlsx with its places marked to `out`; False where the file cannot be written anew as it is."""
    from openpyxl import load_workbook

    if is_heavy(source):
        return False
    try:
        book: Any = load_workbook(source)
        dresser = Dresser(book, fonts, normal=False)
        for mark in corrections.marks:
            if mark is not None and mark.sheet in book.sheetnames:
                _mark(book[mark.sheet], mark)
        _first_sheet(book, corrections, dresser)
        book.save(out)
    except Exception:  # a file from anywhere: whatever openpyxl cannot take, its rows still go back in a workbook of ours
        return False
    return True


def write_marked_grids(
    tables: Sequence[tuple[Grid, Sequence[int]]], out: Path, corrections: Corrections, made: date, fonts: Fonts = STANDARD
) -> None:
    """Write a workbook with the same rows and places to `out`: each grid with the physical rows of its head, from 1."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.worksheets[0])
    dresser = Dresser(book, fonts)
    names: dict[str, str] = {}
    for grid, head_rows in tables:
        sheet = book.create_sheet(_plain_name(grid.name))
        names[grid.name] = sheet.title
        _copy(sheet, grid, frozenset(head_rows), dresser)
    moved = [None if mark is None or mark.sheet not in names else replace(mark, sheet=names[mark.sheet]) for mark in corrections.marks]
    for mark in moved:
        if mark is not None:
            _mark(book[mark.sheet], mark)
    _first_sheet(book, replace(corrections, marks=tuple(moved)), dresser)
    book.properties.created = book.properties.modified = datetime.combine(made, time())
    book.save(out)


def _plain_name(name: str) -> str:
    kept = "".join(char for char in name if char not in "\\/?*[]:'")[:31]
    return kept if kept and kept != FIRST_SHEET else "反馈表"


def _mark(sheet: Any, mark: Mark) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell = _place(sheet, mark)
    cell.fill = PatternFill("solid", fgColor=f"FF{WRONG}")
    before = f"{cell.comment.text}\n" if cell.comment is not None else ""
    comment = Comment(f"{before}{mark.words}", _AUTHOR)
    comment.width, comment.height = 240, 24 + 20 * line_count(comment.text, 16)
    cell.comment = comment


def _place(sheet: Any, mark: Mark) -> Any:
    """The cell to mark: of a merged range its first, of a row as a whole the first that holds something."""
    column = 1 if mark.column is None else mark.column + 1
    if mark.column is None:
        filled = (cell.column for cell in sheet[mark.row] if cell.value is not None and not _is_hidden(sheet, cell.column_letter))
        column = next(filled, 1)
    for area in sheet.merged_cells.ranges:
        if area.min_row <= mark.row <= area.max_row and area.min_col <= column <= area.max_col:
            return sheet.cell(area.min_row, area.min_col)
    return sheet.cell(mark.row, column)


def _is_hidden(sheet: Any, letter: str) -> bool:
    return letter in sheet.column_dimensions and bool(sheet.column_dimensions[letter].hidden)


def _first_sheet(book: Any, corrections: Corrections, dresser: Dresser) -> None:
    """The list, one line each, that leads to its place; without a head, so that it is not taken for a table of tasks."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    if FIRST_SHEET in book.sheetnames:
        del book[FIRST_SHEET]
    sheet = book.create_sheet(FIRST_SHEET, 0)
    fonts = dresser.fonts
    sheet.column_dimensions["A"].width = 110
    line = 0

    def write(text: str, style: Style, least: float) -> Any:
        nonlocal line
        line += 1
        cell = sheet.cell(line, 1)
        dresser.dress(cell, style)
        put(cell, text)
        set_height(sheet, line, row_height(line_count(text, room_of(110, style.size)), style.size, least))
        return cell

    write(corrections.title, Style(fonts.title, 18, "center", edges=None, bold=fonts.title_bold), 34)
    for text in corrections.lines:
        write(text, Style(fonts.body, 12, edges=None), 22)
    for text, mark in zip(corrections.told, corrections.marks, strict=True):
        cell = write(text, Style(fonts.body, 12, fill=WRONG if mark is not None else ""), 24)
        if mark is not None and mark.sheet in book.sheetnames:
            name = mark.sheet.replace("'", "''")
            target = _place(book[mark.sheet], mark)
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!{target.coordinate}")
    for text in corrections.rest:
        write(text, Style(fonts.body, 12, edges=None), 22)
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    for other in book.worksheets:
        other.sheet_view.tabSelected = False
    book.active = 0
    sheet.sheet_view.tabSelected = True


def _copy(sheet: Any, grid: Grid, head_rows: frozenset[int], dresser: Dresser) -> None:
    from openpyxl.utils import get_column_letter

    fonts = dresser.fonts
    width = max((len(row) for row in grid.rows), default=1)
    widths = [_width(grid, at) for at in range(width)]
    scale = min(1.0, _ACROSS / max(1.0, sum(widths)))
    widths = [max(_NARROWEST, one * scale) for one in widths]
    for at, one in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = one
    first = min(head_rows, default=1)
    for number, row in enumerate(grid.rows, 1):
        lines = 1
        for at in range(width):
            value = row[at] if at < len(row) else None
            cell = sheet.cell(number, at + 1)
            head = number in head_rows
            frame: frozenset[str] | None = frozenset() if number >= first else None
            dresser.dress(
                cell,
                Style(
                    fonts.hei if head else fonts.body,
                    12 if head else 10.5,
                    "center" if head else "left",
                    GREY if head else "",
                    edges=frame,
                    number_format=_format(grid, number - 1, at, value),
                    wrap=number >= first,
                ),
            )
            plain = _plain(value)
            put(cell, plain)
            if number >= first and isinstance(plain, str):
                lines = max(lines, line_count(plain, room_of(widths[at], 12 if head else 10.5)))
        set_height(sheet, number, row_height(lines, 12 if number in head_rows else 10.5))
    for merge in grid.merges:
        last_row, last_column = min(merge.last_row, len(grid.rows) - 1), min(merge.last_column, width - 1)
        if last_row > merge.first_row or last_column > merge.first_column:
            sheet.merge_cells(
                start_row=merge.first_row + 1, end_row=last_row + 1, start_column=merge.first_column + 1, end_column=last_column + 1
            )
    for at in grid.hidden_columns:
        sheet.column_dimensions[get_column_letter(at + 1)].hidden = True
    sheet.freeze_panes = f"A{max(head_rows, default=0) + 1}"
    across_a4(sheet, max(head_rows, default=1), f"A1:{get_column_letter(width)}{len(grid.rows)}", fonts.song)


def _width(grid: Grid, at: int) -> float:
    """A width that suits the texts of a column."""
    sizes = sorted(
        max(map(em_width, str(row[at]).split("\n"))) for row in grid.rows if at < len(row) and row[at] is not None and at not in _alone(row)
    )
    usual = sizes[int(len(sizes) * 0.8)] if sizes else 2.0
    return min(_WIDEST, max(_NARROWEST, math.ceil(usual * 2.0) + 2))


def _alone(row: tuple[CellValue, ...]) -> tuple[int, ...]:
    """Places of a row with one text only: a title or note, whose length says nothing of the column."""
    filled = tuple(at for at, value in enumerate(row) if value is not None)
    return filled if len(filled) <= 2 else ()


def _format(grid: Grid, row: int, column: int, value: CellValue) -> str:
    if (row, column) in grid.percents:
        return "0.##%"
    return "yyyy-mm-dd" if isinstance(value, date) else "General"


def _plain(value: CellValue) -> Any:
    if isinstance(value, (time, timedelta, bool)):
        return str(value)
    return value
