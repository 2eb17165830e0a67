"""Ruled tables of a PDF: cells from the lines of the page with rows and columns that they span, carried over page breaks."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.files.blocks import CellPlace, SourceBuilder
from tracker.files.pdf_lines import Line, first_word_width, lines_of

_NEAR = 3.0
_FIRST_COLUMNS = 3


@dataclass(slots=True)
class PageCell:
    """A cell: its row and column from 0, what it spans, its text."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(slots=True)
class PageTable:
    """A table, from one page or several. `edges`: where its columns part, in points; `height`: how many rows it has."""

    top: float
    edges: list[float]
    height: int
    cells: list[PageCell] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(cell.text for cell in self.cells)

    def row(self, number: int) -> list[PageCell]:
        return [cell for cell in self.cells if cell.row == number]

    def take_over(self, other: "PageTable") -> bool:
        """Go on with a table of the next page that has the same columns; a head that is repeated there is left out."""
        if len(self.edges) != len(other.edges) or any(abs(a - b) > _NEAR for a, b in zip(self.edges, other.edges, strict=True)):
            return False
        skip = 0
        while skip < min(self.height, other.height, 3) and _words(self.row(skip)) == _words(other.row(skip)) and self.row(skip):
            skip += 1
        rest = [cell for cell in other.cells if cell.row >= skip]
        first = [cell for cell in rest if cell.row == skip]
        number = self._number_column()
        cut = number >= 0 and any(cell.text for cell in first) and all(cell.text == "" for cell in first if cell.column <= number)
        shift = self.height - skip - (1 if cut else 0)
        for cell in rest:
            above = self._covering(self.height - 1, cell.column)
            if cell.row == skip and above is not None and (cut or (not cell.text and max(above.rows, cell.rows) > 1)):
                above.text += cell.text  # a row, or a merged cell, that the page break cut in two
                above.rows += cell.rows - (1 if cut else 0)
            else:
                self.cells.append(PageCell(cell.row + shift, cell.column, cell.rows, cell.columns, cell.text))
        self.height += other.height - skip - (1 if cut else 0)
        return True

    def _number_column(self) -> int:
        """The column that counts the rows, one of the first ones; -1 for none."""
        for column in range(_FIRST_COLUMNS):
            texts = [cell.text for cell in self.cells if cell.column == column and cell.text]
            if sum(text.isdigit() for text in texts) * 2 > len(texts):
                return column
        return -1

    def _covering(self, row: int, column: int) -> PageCell | None:
        return next((c for c in reversed(self.cells) if c.column == column and c.row <= row < c.row + c.rows), None)


def _words(cells: list[PageCell]) -> list[str]:
    return ["".join(cell.text.split()) for cell in cells]


def page_tables(page: Any, chars: list[Any]) -> tuple[list[PageTable], list[Any]]:
    """The ruled tables of a page, and the letters outside them. A frame with one column is no table."""
    if not (page.lines or page.rects or page.curves):
        return [], chars
    found = []
    for table in page.find_tables():
        left, top, right, bottom = table.bbox
        edges = _merged([x for cell in table.cells for x in (cell[0], cell[2])])
        levels = _merged([y for cell in table.cells for y in (cell[1], cell[3])])
        if len(edges) < 3 or len(levels) < 2:
            continue
        inside = [c for c in chars if left <= _middle(c)[0] <= right and top <= _middle(c)[1] <= bottom]
        if not inside:
            continue
        taken = {id(char) for char in inside}
        chars = [char for char in chars if id(char) not in taken]
        result = PageTable(top, edges, len(levels) - 1)
        result.cells = _cells(table.cells, edges, levels, inside)
        found.append(result)
    return found, chars


def _middle(char: Any) -> tuple[float, float]:
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2


def _merged(values: list[float]) -> list[float]:
    """Sorted, with values that differ by less than a hair as one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _index(values: list[float], value: float) -> int:
    at = bisect_left(values, value - _NEAR)
    return min(at, len(values) - 1)


def _cells(boxes: Sequence[Any], edges: list[float], levels: list[float], chars: list[Any]) -> list[PageCell]:
    cells: dict[tuple[int, int], tuple[PageCell, Any]] = {}
    grid: dict[tuple[int, int], tuple[int, int]] = {}
    for box in boxes:
        left, top, right, bottom = box
        column, row = _index(edges, left), _index(levels, top)
        cell = PageCell(row, column, max(1, _index(levels, bottom) - row), max(1, _index(edges, right) - column), "")
        cells[row, column] = cell, box
        for i in range(row, row + cell.rows):
            for j in range(column, column + cell.columns):
                grid[i, j] = (row, column)
    held: dict[tuple[int, int], list[Any]] = {}
    for char in chars:
        x, y = _middle(char)
        at = grid.get((max(0, bisect_left(levels, y) - 1), max(0, bisect_left(edges, x) - 1)))
        if at is not None:
            held.setdefault(at, []).append(char)
    for key, inside in held.items():
        cell, box = cells[key]
        cell.text = cell_text(inside, box[0], box[2])
    return [cell for cell, _ in (cells[key] for key in sorted(cells))]


def cell_text(chars: list[Any], left: float, right: float) -> str:
    """The lines of a cell: joined where the next word found no room, else on lines of their own."""
    lines = lines_of(chars)
    margin = min((line.left - left for line in lines), default=0.0)
    text = ""
    last: Line | None = None
    for line in lines:
        if last is not None and last.right + first_word_width(line) < right - min(margin, line.size) - 0.4 * line.size:
            text += "\n"
        text += line.text
        last = line
    return text


def add_table(builder: SourceBuilder, number: int, table: PageTable) -> None:
    """Append the table to the document, row by row."""
    rows: dict[int, list[tuple[CellPlace, str]]] = {}
    for cell in table.cells:
        place = CellPlace(number, cell.row, cell.column, cell.rows, cell.columns)
        rows.setdefault(cell.row, []).append((place, cell.text))
    for row in sorted(rows):
        builder.add_row(sorted(rows[row], key=lambda item: item[0].column))
