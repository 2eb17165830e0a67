"""Tables of tasks × units: each unit heads a column of its own, and a sign or a word in the cell below tells its role
(● 牵头, ○ 配合, √). A copy may have put each cell in a line of its own; where no empty cell was lost, the rows can still be told."""

import re
from dataclasses import dataclass

from tracker.domain.unit_names import looks_like_unit
from tracker.plans.cell_kinds import look
from tracker.plans.cleaning import CleanText, Line
from tracker.plans.columns import Column, column_of
from tracker.plans.heads import words_of
from tracker.plans.remarks import SIGNS
from tracker.plans.table_shapes import Cell, Table

_STATED = re.compile(
    rf"[{SIGNS}]|(?:[{SIGNS}]?(?:总牵头|牵头|主责|主办|主|牵|负责|责任|承办|配合|协助|协办|协同|参与|参加|配|协|助|辅|落实|(?:组织|具体)?实施)(?:单位|部门)?)"
)
_HEAD_ROWS = 4
_LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class UnitMatrix:
    """The head of such a table: how many rows it has, what its columns hold, their words, and the units' own cells by column."""

    depth: int
    columns: list[Column | None]
    heads: list[str]
    units: dict[int, Cell]


def unit_matrix(text: CleanText, table: Table) -> UnitMatrix | None:
    """The head of a table of tasks × units; None for any other table, and for one whose empty cells are lost."""
    if table.loose:
        return None
    for index, row in enumerate(table.rows[:_HEAD_ROWS]):
        units = {cell.column: cell for cell in row if cell.end > cell.start and _is_name(words_of(text, cell))}
        if len(units) < 2:
            continue
        below = [cell for other in table.rows[index + 1 :] for cell in other if cell.column in units and cell.end > cell.start]
        stated = sum(bool(_STATED.fullmatch(words_of(text, cell))) for cell in below)
        if stated < 2 or stated * 10 < len(below) * 9:
            continue
        width = max(cell.column + cell.column_span for other in table.rows for cell in other)
        columns: list[Column | None] = [None] * width
        heads = [""] * width
        for other in table.rows[: index + 1]:
            for cell in other:
                if cell.end <= cell.start:
                    continue
                for column in range(cell.column, min(cell.column + cell.column_span, width)):
                    heads[column] = words_of(text, cell)
                    columns[column] = column_of(heads[column])
        for column in units:
            columns[column] = Column.MARKED
        return UnitMatrix(index + 1, columns, heads, units)
    return None


def _is_name(words: str) -> bool:
    """Whether a head is the name of a unit, not the name of a column (责任单位)."""
    return len(words) <= _LONGEST_NAME and column_of(words) is None and looks_like_unit(words)


_MOST_UNITS = 40
_TEXTS = (Column.TASK, Column.TITLE, Column.PROJECT)


def matrix_lines(text: CleanText, lines: list[Line], first: int) -> Table | None:
    """Such a table with one cell a line: 序号, the duty, the units; then rows that count from 1 and are all of one width."""

    def words(index: int) -> str:
        line = lines[index] if index < len(lines) else None
        return "" if line is None or line.cell or line.tab else "".join(text.folded[line.start : line.end].split())

    if column_of(words(first)) is not Column.NUMBER or column_of(words(first + 1)) not in _TEXTS:
        return None
    end = first + 2
    while end < first + _MOST_UNITS and _is_name(words(end)):
        end += 1
    width, at, count = end - first, end, 0
    if width < 4:
        return None
    table = Table(first, end, [[Cell(lines[i].start, lines[i].end, i - first) for i in range(first, end)]])
    while words(at) == str(count + 1) and all(_may_state(words(i)) for i in range(at + 2, at + width)):
        row = [Cell(lines[i].start, lines[i].end, i - at) for i in range(at, at + width)]
        table.rows.append([cell if cell.column < 2 or not look(words_of(text, cell)).nothing else _empty(cell) for cell in row])
        at, count = at + width, count + 1
    table.last = at
    return table if count > 1 and words(at) != str(count + 1) else None


def _may_state(words: str) -> bool:
    return bool(_STATED.fullmatch(words)) or (bool(words) and look(words).nothing)


def _empty(cell: Cell) -> Cell:
    return Cell(cell.start, cell.start, cell.column)
