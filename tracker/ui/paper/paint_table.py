"""Painting the rows of tables and forms; the left edge of the text is at nought."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tracker.reports.content import BAND_PT, Align, Column, Grid, GridRow, Group, Kind, Row, Table
from tracker.reports.typesetting import CELL_EDGE, CELL_HEAD, INNER_RULE, OUTER_RULE, grey_value
from tracker.ui.paper.faces import UNIT, Face
from tracker.ui.paper.sheets import Head, Placed, Sheets
from tracker.ui.paper.tables import VERTICAL_LINE, VERTICAL_PT, is_centred, units

_GREY = {1: 242, 2: 247, 3: 247}


def paint_row(painter: QPainter, sheets: Sheets, placed: Placed) -> None:
    """One row of a table or form with the rules around its cells."""
    if isinstance(placed.table, Table):
        _table_row(painter, sheets, placed.table, placed)
    elif isinstance(placed.table, Grid) and isinstance(placed.what, GridRow):
        _grid_row(painter, sheets, placed.table, placed.what, placed)


def paint_frame(painter: QPainter, sheets: Sheets, table: Table | Grid, top: float, bottom: float) -> None:
    """The thicker frame around what one page shows of a table."""
    right = sheets.edges(table)[-1] if isinstance(table, Table) else units(sum(table.widths))
    painter.setPen(QPen(Qt.GlobalColor.black, OUTER_RULE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(0, top, right, bottom - top))


def _text(painter: QPainter, x: float, y: float, line: float, words: str, face: Face) -> None:
    if words:
        painter.setPen(Qt.GlobalColor.black)
        face.draw(painter, x, y + face.baseline(line), words)


def _table_row(painter: QPainter, sheets: Sheets, table: Table, placed: Placed) -> None:
    what, edges = placed.what, sheets.edges(table)
    inner = edges[1:-1]
    if isinstance(what, Group):
        grey = _GREY[min(what.level, 3)]
        painter.fillRect(QRectF(edges[0], placed.y + INNER_RULE / 2, edges[-1] - edges[0], placed.height), QColor(grey, grey, grey))
        _group_words(painter, sheets, table, placed, what)
        inner = edges[len(table.columns) - len(what.cells) : -1] if what.cells else []
    elif isinstance(what, Head):
        band = sheets.band_height(table)
        if band:
            _bands(painter, sheets, table, replace(placed, height=band))
            placed = replace(placed, y=placed.y + band, height=placed.height - band)
        for column, left, right in zip(table.columns, edges, edges[1:], strict=False):
            (_upright if column.vertical else _head_words)(painter, sheets, table, placed, column, left, right)
    elif isinstance(what, Row):
        _cells(painter, sheets, table, placed, what)
        inner = edges[what.span : -1]
    _rules(painter, placed, edges[0], edges[-1], inner)


def _bands(painter: QPainter, sheets: Sheets, table: Table, placed: Placed) -> None:
    """Names over runs of columns."""
    edges, face, at, inner = sheets.edges(table), sheets.faces.hei(BAND_PT), 0, []
    line = BAND_PT * UNIT * 1.3
    for name, count in table.bands:
        left, right, at = edges[at], edges[at + count], at + count
        inner.append(right)
        _text(painter, left + (right - left - face.width(name)) / 2, placed.y + (placed.height - line) / 2, line, name, face)
    _rules(painter, placed, edges[0], edges[-1], inner[:-1])


def _rules(painter: QPainter, placed: Placed, left: float, right: float, inner: list[float]) -> None:
    painter.setPen(QPen(Qt.GlobalColor.black, INNER_RULE))
    below = placed.y + placed.height
    for y in (placed.y, below):  # the line above again: a shaded row covers part of it on a coarse screen or printer
        painter.drawLine(QLineF(left, y, right, y))
    for x in inner:
        painter.drawLine(QLineF(x, placed.y, x, below))


def _group_words(painter: QPainter, sheets: Sheets, table: Table, placed: Placed, group: Group) -> None:
    face, indent, line = sheets.group_face(table, group), (group.level - 1) * 210, table.line_pt * UNIT
    lines = sheets.group_lines(table, group)
    top = placed.y + (placed.height + INNER_RULE - len(lines) * line) / 2
    for turn, words in enumerate(lines):
        _text(painter, units(table.side_margin_mm) + indent, top + turn * line, line, words, face)
    if group.cells:
        row = Row((*(None for _ in range(len(table.columns) - len(group.cells))), *group.cells), shaded=True)
        for found in cell_words(sheets, table, placed, row):
            _text(painter, found.x, found.y, found.height, found.text, found.face)


def _head_words(painter: QPainter, sheets: Sheets, table: Table, placed: Placed, column: Column, left: float, right: float) -> None:
    face, line = sheets.head_face, sheets.head_line
    lines = face.wrap(column.head, sheets.inner_width(table, column))
    top = placed.y + (placed.height + OUTER_RULE - len(lines) * line) / 2
    for turn, words in enumerate(lines):
        _text(painter, left + (right - left - face.width(words)) / 2, top + turn * line, line, words, face)


def _upright(painter: QPainter, sheets: Sheets, _table: Table, placed: Placed, column: Column, left: float, right: float) -> None:
    """One character under the other, closer where there are many."""
    face = sheets.faces.hei(VERTICAL_PT)
    line = min(VERTICAL_LINE, (placed.height - 4 * UNIT) / max(len(column.head), 1))
    top = placed.y + (placed.height - len(column.head) * line) / 2
    for turn, char in enumerate(column.head):
        _text(painter, left + (right - left - face.width(char)) / 2, top + turn * line, line, char, face)


def _cells(painter: QPainter, sheets: Sheets, table: Table, placed: Placed, row: Row) -> None:
    if row.shaded:
        edges = sheets.edges(table)
        painter.fillRect(QRectF(edges[0], placed.y + INNER_RULE / 2, edges[-1] - edges[0], placed.height), QColor(242, 242, 242))
    for words in cell_words(sheets, table, placed, row):
        _text(painter, words.x, words.y, words.height, words.text, words.face)


class CellWords(NamedTuple):
    """One line of a cell: `column` counts from 0; `y` is the line's upper edge."""

    column: int
    x: float
    y: float
    height: float
    text: str
    face: Face


def cell_words(sheets: Sheets, table: Table, placed: Placed, row: Row) -> Iterator[CellWords]:
    """Where the words of a row stand."""
    line, side = table.line_pt * UNIT, units(table.side_margin_mm)
    edges = sheets.edges(table)
    cells = zip(table.columns, pairwise(edges), sheets.cell_lines(table, row), strict=True)
    for place, (column, (left, right), (lines, face)) in enumerate(cells):
        if place == 0:
            right = edges[row.span]
        top = placed.y + (placed.height + INNER_RULE - len(lines) * line) / 2
        centred = is_centred(column.align, len(lines))
        for turn, words in enumerate(lines):
            if centred:
                x = left + (right - left - face.width(words)) / 2
            elif column.align is Align.RIGHT:
                widest = (4 if column.kind is Kind.PERCENT else 6) * table.cell_pt * UNIT / 2
                x = right - side - max(0.0, right - left - 2 * side - widest) / 2 - face.width(words)
            else:
                x = left + side
            yield CellWords(place, x, top + turn * line, line, words, face)


def _grid_row(painter: QPainter, sheets: Sheets, grid: Grid, row: GridRow, placed: Placed) -> None:
    side, cells = units(grid.side_margin_mm), sheets.grid_cells(grid, row)
    for found in cells:
        cell, face, line = found.cell, found.face, found.cell.line_pt * UNIT
        if cell.grey:
            grey = grey_value(cell.grey)
            painter.fillRect(QRectF(found.left, placed.y, found.right - found.left, placed.height), QColor(grey, grey, grey))
        top = placed.y + (CELL_EDGE + INNER_RULE if cell.top else (placed.height + INNER_RULE - found.height) / 2)
        centred, align = is_centred(cell.align, len(found.lines)), cell.align
        painter.save()
        painter.setClipRect(QRectF(found.left, placed.y, found.right - found.left, placed.height), Qt.ClipOperation.IntersectClip)
        if cell.head:
            head = sheets.faces.hei(CELL_HEAD.pt)
            _text(painter, found.left + side, top, found.head_line, cell.head, head)
            top += found.head_line
        for turn, (indent, words) in enumerate(found.lines):
            if centred:
                x = found.left + (found.right - found.left - face.width(words)) / 2
            elif align is Align.RIGHT:
                x = found.right - side - face.width(words)
            else:
                x = found.left + side + indent
            _text(painter, x, top + turn * line, line, words, face)
        painter.restore()
    _rules(painter, placed, 0, units(sum(grid.widths)), [found.left for found in cells[1:]])
