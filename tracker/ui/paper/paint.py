"""Painting one sheet in units of a twentieth of a point; the painter's scale decides whether that is screen, printer or PDF."""

from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from tracker.reports.content import Align, Column, FootLine, Group, Kind, Note, Row, SubLine, Table, Title
from tracker.ui.paper.faces import UNIT, Face
from tracker.ui.paper.sheets import Head, Placed, Sheets, is_centred, units

_INNER, _OUTER = 10, 20
_GREY = {1: 242, 2: 247, 3: 247}


def paint_sheet(painter: QPainter, sheets: Sheets, number: int) -> None:
    """Paint page `number`, counted from 0, black on the ground that is there."""
    painter.save()
    sheet = sheets.pages[number]
    for placed in sheet.placed:
        what = placed.what
        if placed.table is not None:
            _table_row(painter, sheets, placed.table, placed)
        elif isinstance(what, Title):
            for line, words in enumerate(what.lines):
                _centred(painter, sheets, words, placed.y + line * 34 * UNIT, 34 * UNIT, sheets.title_face)
        elif isinstance(what, SubLine):
            _sub_line(painter, sheets, what, placed.y)
        elif isinstance(what, Note):
            for line, words in enumerate(sheets.note_face.wrap(what.text, sheets.text_width)):
                _text(painter, sheets.left, placed.y + (2 + 16 * line) * UNIT, 16 * UNIT, words, sheets.note_face)
        elif isinstance(what, FootLine):
            for place, words in enumerate(what.pieces):
                x = sheets.left + sheets.text_width * place / len(what.pieces)
                _text(painter, x, placed.y + 14 * UNIT, 20 * UNIT, words, sheets.line_face)
    for table, top, bottom in sheet.tables:
        edges = sheets.edges(table)
        painter.setPen(QPen(Qt.GlobalColor.black, _OUTER))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(edges[0], top, edges[-1] - edges[0], bottom - top))
    _foot(painter, sheets, number)
    painter.restore()


def _text(painter: QPainter, x: float, y: float, line: float, words: str, face: Face) -> None:
    if words:
        painter.setPen(Qt.GlobalColor.black)
        painter.setFont(face.font)
        painter.drawText(QPointF(x, y + face.baseline(line)), words)


def _centred(painter: QPainter, sheets: Sheets, words: str, y: float, line: float, face: Face) -> None:
    _text(painter, sheets.left + (sheets.text_width - face.width(words)) / 2, y, line, words, face)


def _sub_line(painter: QPainter, sheets: Sheets, line: SubLine, y: float) -> None:
    face, height = sheets.line_face, 20 * UNIT
    y += 3 * UNIT
    _text(painter, sheets.left, y, height, line.left, face)
    right = sheets.left + sheets.text_width - face.width(line.right)
    if sheets.sub_line_fits(line):
        _centred(painter, sheets, line.middle, y, height, face)
        _text(painter, right, y, height, line.right, face)
    else:
        _text(painter, sheets.left, y + 25 * UNIT, height, line.middle, face)
        _text(painter, right, y + 25 * UNIT, height, line.right, face)


def _table_row(painter: QPainter, sheets: Sheets, table: Table, placed: Placed) -> None:
    what, edges = placed.what, sheets.edges(table)
    inner = edges[1:-1]
    if isinstance(what, Group):
        grey = _GREY[min(what.level, 3)]
        painter.fillRect(QRectF(edges[0], placed.y + _INNER / 2, edges[-1] - edges[0], placed.height), QColor(grey, grey, grey))
        _group_words(painter, sheets, table, placed, what)
        inner = []
    elif isinstance(what, Head):
        for column, left, right in zip(table.columns, edges, edges[1:], strict=False):
            (_upright if column.vertical else _head_words)(painter, sheets, table, placed, column, left, right)
    elif isinstance(what, Row):
        _cells(painter, sheets, table, placed, what)
        inner = edges[what.span : -1]
    painter.setPen(QPen(Qt.GlobalColor.black, _INNER))
    below = placed.y + placed.height
    for y in (placed.y, below):  # the line above again: a shaded row covers part of it on a coarse screen or printer
        painter.drawLine(QLineF(edges[0], y, edges[-1], y))
    for x in inner:
        painter.drawLine(QLineF(x, placed.y, x, below))


def _group_words(painter: QPainter, sheets: Sheets, table: Table, placed: Placed, group: Group) -> None:
    face, indent, line = sheets.group_face(table, group), (group.level - 1) * 210, table.line_pt * UNIT
    lines = sheets.group_lines(table, group)
    top = placed.y + (placed.height - len(lines) * line) / 2
    for turn, words in enumerate(lines):
        _text(painter, sheets.left + units(table.side_margin_mm) + indent, top + turn * line, line, words, face)


def _head_words(painter: QPainter, sheets: Sheets, table: Table, placed: Placed, column: Column, left: float, right: float) -> None:
    face, line = sheets.head_face, 16 * UNIT
    lines = face.wrap(column.head, sheets.inner_width(table, column))
    top = placed.y + (placed.height - len(lines) * line) / 2
    for turn, words in enumerate(lines):
        _text(painter, left + (right - left - face.width(words)) / 2, top + turn * line, line, words, face)


def _upright(painter: QPainter, sheets: Sheets, _table: Table, placed: Placed, column: Column, left: float, right: float) -> None:
    """One character under the other, closer where there are many."""
    face = sheets.faces.hei(10.5)
    line = min(12 * UNIT, (placed.height - 4 * UNIT) / max(len(column.head), 1))
    top = placed.y + (placed.height - len(column.head) * line) / 2
    for turn, char in enumerate(column.head):
        _text(painter, left + (right - left - face.width(char)) / 2, top + turn * line, line, char, face)


def _cells(painter: QPainter, sheets: Sheets, table: Table, placed: Placed, row: Row) -> None:
    line, side = table.line_pt * UNIT, units(table.side_margin_mm)
    edges = sheets.edges(table)
    if row.shaded:
        painter.fillRect(QRectF(edges[0], placed.y + _INNER / 2, edges[-1] - edges[0], placed.height), QColor(242, 242, 242))
    cells = zip(table.columns, pairwise(edges), sheets.cell_lines(table, row), strict=True)
    for place, (column, (left, right), (lines, face)) in enumerate(cells):
        if place == 0:
            right = edges[row.span]
        top = placed.y + (placed.height - len(lines) * line) / 2
        centred = is_centred(column, lines)
        for turn, words in enumerate(lines):
            if centred:
                x = left + (right - left - face.width(words)) / 2
            elif column.align is Align.RIGHT:
                widest = (4 if column.kind is Kind.PERCENT else 6) * table.cell_pt * UNIT / 2
                x = right - side - max(0.0, right - left - 2 * side - widest) / 2 - face.width(words)
            else:
                x = left + side
            _text(painter, x, top + turn * line, line, words, face)


def _foot(painter: QPainter, sheets: Sheets, number: int) -> None:
    words = f"第 {number + 1} 页　共 {len(sheets.pages)} 页"
    line = 14 * UNIT
    _centred(painter, sheets, words, sheets.height - units(sheets.document.page.foot) - line, line, sheets.foot_face)
