"""The tables of a document (.docx, .doc, web page) as grids; its paragraphs beside them as texts."""

from tracker.files.blocks import Block, CellPlace, SourceDocument
from tracker.files.grid import CellValue, Grid, Merge
from tracker.files.grid_cells import tidy_rows, tidy_text

_MAX_ROWS = 65_536
_MAX_COLUMNS = 1_000


def grids_of(document: SourceDocument, first: int = 0) -> tuple[tuple[Grid, ...], tuple[str, ...]]:
    """Tables in their order, numbered from `first`, and the paragraphs outside them."""
    texts: list[str] = []
    tables: dict[int, list[tuple[CellPlace, Block]]] = {}
    for block in document.blocks:
        if block.cell is not None:
            tables.setdefault(block.cell.table, []).append((block.cell, block))
        elif text := tidy_text(document.text[block.start : block.end]):
            texts.append(text)
    grids = [_grid(document.text, first + index, cells) for index, (_, cells) in enumerate(sorted(tables.items()))]
    return tuple(grids), tuple(texts)


def _grid(text: str, index: int, cells: list[tuple[CellPlace, Block]]) -> Grid:
    rows: list[list[CellValue]] = []
    merges = []
    for place, block in cells:
        if place.row >= _MAX_ROWS or place.column >= _MAX_COLUMNS:
            continue
        while len(rows) <= place.row:
            rows.append([])
        row = rows[place.row]
        row += [None] * (place.column + 1 - len(row))
        row[place.column] = text[block.start : block.end]
        if place.row_span > 1 or place.column_span > 1:
            merges.append(Merge(place.row, place.column, place.row + place.row_span - 1, place.column + place.column_span - 1))
    return Grid(f"表{index + 1}", index, tidy_rows(rows), merges=tuple(merges))
