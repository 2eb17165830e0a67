"""Tables whose heads do not stand in the first row: heads down the first column with one task per column, and cards of pairs
(任务名称 | … | 责任单位 | …). Both are set upright, so that they are read like any other table."""

from tracker.plans.cleaning import CleanText, Line
from tracker.plans.columns import Column, column_of
from tracker.plans.heads import kind_of, words_of
from tracker.plans.table_shapes import Cell, Table

_LEAST_HEADS = 3
_MOST_COLUMNS = 60
_SAMPLE = 12


def upright(text: CleanText, table: Table) -> Table | None:
    """A table with its heads down the first column, turned so that they stand in the first row; None for any other table."""
    if table.loose or not _LEAST_HEADS <= len(table.rows) <= _MOST_COLUMNS:
        return None
    firsts = [next((cell for cell in row if cell.column == 0 and cell.row_span != 0), None) for row in table.rows]
    kinds = [column_of(words_of(text, cell)) if cell is not None else None for cell in firsts]
    known = [kind for kind in kinds if kind is not None]
    width = max((cell.column + cell.column_span for row in table.rows for cell in row), default=0)
    if len(known) < _LEAST_HEADS or len(known) * 3 < len(table.rows) * 2 or kind_of(kinds) is not Column.TASK or width > _MOST_COLUMNS:
        return None
    turned = Table(table.first, table.last)
    for column in range(width):
        turned.rows.append([])
        for index, row in enumerate(table.rows):
            for cell in row:
                if cell.row_span != 0 and cell.column <= column < cell.column + cell.column_span:
                    span = cell.column_span if cell.column == column else 0
                    turned.rows[-1].append(Cell(cell.start, cell.end, index, span, max(1, cell.row_span)))
    return turned


def card(text: CleanText, table: Table) -> Table | None:
    """Cards of heads with their cells beside them, as one table with a row per card; None where the cells do not alternate so."""
    if table.loose:
        return None
    pairs: list[tuple[Cell, Cell]] = []
    for row in table.rows:
        own = [cell for cell in row if cell.row_span != 0]
        if len(own) == 1:
            continue  # the name of a card
        if len(own) % 2:
            return None
        pairs += zip(own[::2], own[1::2], strict=True)
    if sum(column_of(words_of(text, head)) is None for head, _ in pairs[:_SAMPLE]) * 5 > min(len(pairs), _SAMPLE):
        return None
    kinds = [column_of(words_of(text, head)) for head, _ in pairs]
    values = sum(column_of(words_of(text, cell)) is not None for _, cell in pairs)
    if len(pairs) < _LEAST_HEADS or sum(kind is None for kind in kinds) * 5 > len(pairs) or values * 5 > len(pairs):
        return None
    if kind_of(kinds) is not Column.TASK:
        return None
    places: dict[str, int] = {}
    upright = Table(table.first, table.last, [[]])
    seen: set[str] = set()
    for head, cell in pairs:
        words = words_of(text, head)
        if words not in places:
            places[words] = len(places)
            upright.rows[0].append(Cell(head.start, head.end, places[words]))
        if words in seen or not seen:
            upright.rows.append([])
            seen = set()
        seen.add(words)
        upright.rows[-1].append(Cell(cell.start, cell.end, places[words]))
    return upright


def card_lines(text: CleanText, lines: list[Line], first: int) -> Table | None:
    """The card that begins at line `first`: lines of known heads with a tab between each and its words; or a colon and a bar."""
    table = Table(first, first)
    for index in range(first, len(lines)):
        row = _pairs(text, lines[index]) or _barred_pair(text, lines[index], begun=bool(table.rows))
        if not row:
            break
        table.rows.append(row)
        table.last = index + 1
    return table if len(table.rows) >= _LEAST_HEADS and card(text, table) is not None else None


_LONGEST_HEAD = 16


def _barred_pair(text: CleanText, line: Line, *, begun: bool) -> list[Cell]:
    """牵头单位: | 县教育局 |: a head and its words; the first head of a card is a known one."""
    if line.cell is not None or line.tab or text.text.count("|", line.start, line.end) not in (1, 2):
        return []
    bar = text.text.index("|", line.start)
    head = text.text[line.start : bar].rstrip()
    end = line.start + len(text.text[line.start : line.end].rstrip("| "))
    start = bar + 1 + len(text.text[bar + 1 : end]) - len(text.text[bar + 1 : end].lstrip())
    if not head.endswith((":", "：")) or len(head) > _LONGEST_HEAD or "|" in text.text[start:end] or end <= start:
        return []
    if not begun and column_of(text.folded[line.start : line.start + len(head)]) is None:
        return []
    return [Cell(line.start, line.start + len(head), 0), Cell(start, end, 1)]


def _pairs(text: CleanText, line: Line) -> list[Cell]:
    """The cells of a line that begins with a known head and has a word behind each; empty for any other line."""
    if line.cell is not None or line.tab or text.text.count("\t", line.start, line.end) not in (1, 3, 5):
        return []
    row: list[Cell] = []
    at = line.start
    for part in text.text[line.start : line.end].split("\t"):
        lead = at + len(part) - len(part.lstrip())
        row.append(Cell(lead, lead + len(part.strip()), len(row)))
        at += len(part) + 1
    known = all(column_of(text.folded[cell.start : cell.end]) is not None for cell in row[::2])
    return row if known and column_of(text.folded[row[1].start : row[1].end]) is None else []
