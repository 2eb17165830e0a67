"""How tall the rows of tables and forms are in the faces of this computer, and which lines their cells have."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from tracker.reports.content import BAND_MM, Align, Cell, Column, Grid, GridCell, GridRow, Group, Row, Strong, Table
from tracker.reports.layout import Layout
from tracker.reports.measure import room_in_em, rows_that_fit
from tracker.reports.typesetting import CELL_EDGE, CELL_HEAD, HEAD_LINE_RATIO, INNER_RULE, OUTER_RULE
from tracker.reports.word_table import shown
from tracker.ui.paper.faces import UNIT, Face, Faces

_MM = 56.693
VERTICAL_PT, VERTICAL_LINE = 10.5, 12 * UNIT


def units(millimetres: float) -> float:
    """Millimetres in twentieths of a point."""
    return millimetres * _MM


@dataclass(frozen=True, slots=True)
class CellLines:
    """The lines of one cell of a form, each with how far it stands in; `left` and `right` are its edges in the table."""

    cell: GridCell
    face: Face
    lines: list[tuple[float, str]]
    left: float
    right: float

    @property
    def height(self) -> float:
        return self.head_line + len(self.lines) * self.cell.line_pt * UNIT

    @property
    def head_line(self) -> float:
        """The height of the line above the words."""
        return CELL_HEAD.line if self.cell.head else 0.0


class TableMeasure:
    """Tables and forms, measured from the left edge of the text."""

    def __init__(self, faces: Faces, layout: Layout) -> None:
        self.faces = faces
        self.head_face = faces.hei(layout.head_pt)
        self.head_line = layout.head_pt * HEAD_LINE_RATIO * UNIT

    def edges(self, table: Table) -> list[float]:
        """The left edge of every column and the right edge of the last."""
        return [0.0, *(units(width) for width in accumulate(column.width for column in table.columns))]

    def inner_width(self, table: Table, column: Column) -> float:
        """The room for letters in a cell of this column."""
        return units(column.width) - 2 * units(table.side_margin_mm)

    def head_height(self, table: Table) -> float:
        """The height of the repeated head; vertical words fit into the height that is given."""
        if table.has_vertical_head:
            return units(table.head_mm) + self.band_height(table)
        lines = max(len(self.head_face.wrap(column.head, self.inner_width(table, column))) for column in table.columns)
        return max(units(table.head_mm), lines * self.head_line + 2 * CELL_EDGE + OUTER_RULE) + self.band_height(table)

    def band_height(self, table: Table) -> float:
        """The height of the row of names over runs of columns."""
        return units(BAND_MM) if table.bands else 0.0

    def group_face(self, table: Table, group: Group) -> Face:
        make = self.faces.hei if group.level == 1 else self.faces.kai if group.level == 2 else self.faces.body
        return make(table.cell_pt)

    def group_lines(self, table: Table, group: Group) -> list[str]:
        wide = len(table.columns) - len(group.cells)
        room = units(sum(column.width for column in table.columns[:wide])) - units(2 * table.side_margin_mm) - (group.level - 1) * 210
        return self.group_face(table, group).wrap(group.text, room)

    def row_height(self, table: Table, row: Row | Group) -> float:
        """The height of a row or of a group's row."""
        edge = INNER_RULE + (0 if table.tight else 2 * CELL_EDGE)
        if isinstance(row, Group):
            return max(units(table.group_mm), len(self.group_lines(table, row)) * table.line_pt * UNIT + edge)
        lines = max((len(lines) for lines, _face in self.cell_lines(table, row)), default=1)
        return max(units(table.row_mm), lines * table.line_pt * UNIT + edge)

    def cell_lines(self, table: Table, row: Row) -> list[tuple[list[str], Face]]:
        """The lines of every cell of a row with their face; of cells that are one, the first has them."""
        body, strong = self.faces.body(table.cell_pt), self.faces.hei(table.cell_pt)
        cells = []
        for place, (value, column) in enumerate(zip(row.cells, table.columns, strict=True)):
            face = strong if row.shaded or isinstance(value, Strong) else body
            room = self.inner_width(table, column)
            if row.span > 1 and place < row.span:
                room = units(sum(each.width for each in table.columns[: row.span])) - 2 * units(table.side_margin_mm)
            words = "" if 0 < place < row.span else shown(value, column.kind)
            cells.append((face.wrap(words, room), face))
        return cells

    def parts(self, table: Table, row: Row, room: float) -> list[tuple[Row, float]]:
        """The row with its height; one too tall for `room` under the table's head as several, cut after sentences where that will do."""
        height, most = self.row_height(table, row), room - self.head_height(table)
        if height <= most:
            return [(row, height)]
        lines = max(1, int((most - 2 * CELL_EDGE - INNER_RULE) / (table.line_pt * UNIT)))
        lines -= lines // 10
        cut = [row]
        if row.span == 1:
            rooms = [room_in_em(column.width, 2 * table.side_margin_mm, table.cell_pt) for column in table.columns]
            cut = [
                Row(cells, row.shaded, figures=() if turn else row.figures)
                for turn, cells in enumerate(rows_that_fit(row.cells, rooms, max(6, lines - 1)))
            ]
        measured = [(part, self.row_height(table, part)) for part in cut]
        return [
            found for part, height in measured for found in ([(part, height)] if height <= most else self._by_lines(table, part, lines))
        ]

    def _by_lines(self, table: Table, row: Row, most: int) -> Iterator[tuple[Row, float]]:
        """A row cut after so many lines of each cell, whatever they say."""
        found = [lines for lines, _face in self.cell_lines(table, row)]
        for start in range(0, max(map(len, found)), most):
            cells: list[Cell] = []
            for value, lines in zip(row.cells, found, strict=True):
                words = "\n".join(lines[start : start + most])
                cells.append(value if len(lines) <= most and not start else Strong(words) if isinstance(value, Strong) else words)
            part = Row(tuple(cells), row.shaded, row.span, () if start else row.figures)
            yield part, self.row_height(table, part)

    def grid_cells(self, grid: Grid, row: GridRow) -> list[CellLines]:
        """The cells of a form's row from left to right."""
        edges = [0.0, *(units(width) for width in accumulate(grid.widths))]
        side, place, found = 2 * units(grid.side_margin_mm), 0, []
        for cell in row.cells:
            left, place = edges[place], place + cell.span
            right, face, hanging = edges[place], self.faces.of(cell.face, cell.pt), units(cell.hanging_mm)
            lines = [
                (hanging if turn else 0.0, words)
                for paragraph in cell.words
                for turn, words in enumerate(face.wrap(paragraph, right - left - side, hanging))
            ]
            found.append(CellLines(cell, face, lines, left, right))
        return found

    def grid_height(self, grid: Grid, row: GridRow) -> float:
        """The height of a form's row; one that is exact keeps it whatever it says."""
        if row.exact:
            return units(row.height_mm)
        tallest = max((cell.height for cell in self.grid_cells(grid, row)), default=0.0)
        return max(units(row.height_mm), tallest + 2 * CELL_EDGE + INNER_RULE)

    def grid_parts(self, grid: Grid, row: GridRow, room: float) -> Iterator[GridRow]:
        """A form's row too tall for `room` as several, each with as many lines as it holds."""
        if self.grid_height(grid, row) <= room or row.exact:
            yield row
            return
        cells = self.grid_cells(grid, row)
        most = [max(1, int((room - 2 * CELL_EDGE - INNER_RULE) / (cell.cell.line_pt * UNIT))) for cell in cells]
        turns = max(-(-len(cell.lines) // step) for cell, step in zip(cells, most, strict=True))
        for turn in range(turns):
            kept = tuple(
                replace(
                    cell.cell,
                    words=tuple(words for _in, words in cell.lines[turn * step : (turn + 1) * step]),
                    head="" if turn else cell.cell.head,
                )
                for cell, step in zip(cells, most, strict=True)
            )
            yield GridRow(kept, min(row.height_mm, 10))


def is_centred(align: Align, lines: int) -> bool:
    """Whether the letters of a cell stand in its middle."""
    return align is Align.CENTER or (align is Align.FIT and lines == 1)
