"""Tables of tasks × units: each unit heads a column of its own, and a sign or a word in the cell below tells its role
(● 牵头, ○ 配合, √)."""

import re
from dataclasses import dataclass

from tracker.domain.unit_names import looks_like_unit
from tracker.plans.cleaning import CleanText
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
