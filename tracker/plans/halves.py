"""Wide tables that were printed on two pages side by side: the columns of the right half stand below the left one, row for row.

The halves are one table again where the rows agree in number (or in their 序号); each row then carries a doubt.
"""

from tracker.plans.cell_kinds import fit, look
from tracker.plans.cleaning import CleanText, Line
from tracker.plans.columns import Column, column_of
from tracker.plans.table_shapes import Cell, Table

_RIGHT = frozenset((Column.LEAD, Column.DUTY, Column.SUPPORT, Column.PLACE, Column.LIMIT, Column.LEADER, Column.NOTE))
_TEXTS = frozenset((Column.TASK, Column.TITLE, Column.PROJECT))
_BETWEEN = 2
_LONGEST_NAME = 40
_LEAST_FIT = -1.0

Row = list[Cell]


def join_halves(text: CleanText, lines: list[Line], tables: list[Table]) -> list[Table]:
    """The tables with their right halves put beside the left ones."""
    joined: list[Table] = []
    for table in tables:
        left = joined[-1] if joined else None
        if left is not None and _follows(lines, left, table) and _beside(text, left, left.rows, table.rows):
            left.last = table.last
            continue
        joined.append(table)
        _fold_back(text, table)
    for index, table in enumerate(joined):
        stop = joined[index + 1].first if index + 1 < len(joined) else len(lines)
        if table.flat:
            _cells_below(text, lines, table, stop)
    return joined


def _follows(lines: list[Line], left: Table, table: Table) -> bool:
    """Whether a table stands right below another, at most its repeated name between them."""
    between = lines[left.last : table.first]
    return len(between) <= _BETWEEN and all(line.end - line.start <= _LONGEST_NAME for line in between)


def _kinds(text: CleanText, row: Row) -> list[Column | None]:
    return [column_of(text.folded[cell.start : cell.end]) for cell in row]


def _words(text: CleanText, cell: Cell) -> str:
    return "".join(text.folded[cell.start : cell.end].split())


def is_right_head(text: CleanText, left: Row, row: Row) -> bool:
    """Whether a row heads the right half: known columns without any of duties, that the left half does not have."""
    own: set[Column] = set()
    for cell in row:  # most rows end here with their first cell
        kind = column_of(text.folded[cell.start : cell.end])
        if kind is None or (kind is not Column.NUMBER and kind not in _RIGHT):
            return False
        own.add(kind)
    before = set(_kinds(text, left))
    return bool(own - {Column.NUMBER}) and not (own - {Column.NUMBER}) & before and bool(_TEXTS & before)


def _fold_back(text: CleanText, table: Table) -> None:
    """The right half stands inside the table itself, below a head of its own."""
    if not table.rows:
        return
    for index, row in enumerate(table.rows[2:], 2):
        if len(row) > 1 and is_right_head(text, table.rows[0], row):
            upper, lower = table.rows[:index], table.rows[index:]
            if _beside(text, table, upper, lower):
                return


def _beside(text: CleanText, table: Table, upper: list[Row], lower: list[Row]) -> bool:
    """Put the lower rows beside the upper ones, if they are as many or have the same numbers."""
    if not upper or not lower or not is_right_head(text, upper[0], lower[0]):
        return False
    width = max(cell.column + cell.column_span for cell in upper[0])
    above = [row for row in upper[1:] if sum(cell.end > cell.start for cell in row) > 1]
    counted = _kinds(text, lower[0])[0] is Column.NUMBER
    numbers = [_words(text, row[0]) for row in above]
    if len(above) != len(lower) - 1 or (counted and numbers != [_words(text, row[0]) for row in lower[1:]]):
        return False
    for row, more in zip([upper[0], *above], lower, strict=True):
        for cell in more[1:] if counted else more:
            column = width + cell.column - counted
            row.append(Cell(cell.start, cell.end, column, cell.row_span, cell.column_span))
    table.rows = upper
    table.halved = True
    return True


def _cells_below(text: CleanText, lines: list[Line], table: Table, stop: int) -> None:
    """The right half of a table as a page copied it: its heads, and then as many cells as there are rows, one a line."""
    if not table.rows:
        return
    left = {kind for kind in _kinds(text, table.rows[0]) if kind}
    rows = [row for row in table.rows[1:] if len(row) > 1]
    heads: list[Line] = []
    kinds: list[Column] = []
    at = table.last
    while at < min(stop, len(lines)) and len(heads) < len(_RIGHT):
        kind = column_of(text.folded[lines[at].start : lines[at].end])
        if kind is None or kind not in _RIGHT or kind in left:
            break
        heads.append(lines[at])
        kinds.append(kind)
        at += 1
    count = len(rows) * len(heads)
    cells = lines[at : at + count]
    if not heads or len(cells) < count or at + count > stop or any(line.cell or line.tab for line in cells):
        return
    seen = [look(text.folded[line.start : line.end]) for line in cells]
    if any(fit(kinds[i % len(kinds)], one) <= _LEAST_FIT for i, one in enumerate(seen)):
        return
    after = lines[at + count : min(at + count + 1, stop)]
    if any(fit(kinds[0], look(text.folded[line.start : line.end])) > 1 for line in after):
        return  # more cells than rows: nobody knows which row lacks one
    width = max(cell.column + cell.column_span for cell in table.rows[0])
    for number, row in enumerate([table.rows[0], *rows]):
        own = heads if number == 0 else cells[(number - 1) * len(heads) : number * len(heads)]
        start = max(width, max((cell.column for cell in row), default=-1) + 1)
        row += [Cell(line.start, line.end, start + i) for i, line in enumerate(own)]
    table.last = at + count
    table.halved = True
