"""Tables of every origin in one form: Word tables with merged cells, and tables that a web page flattened into lines.

A flattened table has one cell per line, each after a tab, rows parted by an empty line (or one row per line, cells parted by tabs or
bars, or no marks at all but a header whose words are known and rows that count 1, 2, 3 …).
"""

from tracker.plans.cell_lines import cell_lines
from tracker.plans.cleaning import CleanText, Line
from tracker.plans.columns import Column, column_of
from tracker.plans.halves import is_right_head
from tracker.plans.labels import Kind, read_label
from tracker.plans.spaced import spaced
from tracker.plans.table_shapes import Cell, Table
from tracker.plans.turned import card_lines
from tracker.plans.unit_matrix import matrix_lines


def find_tables(text: CleanText, lines: list[Line]) -> list[Table]:
    """All tables of the document, in order, not overlapping."""
    tables = []
    index = 0
    while index < len(lines):
        table = (
            _word_table(lines, index)
            or card_lines(text, lines, index)
            or _tabbed(text, lines, index)
            or _barred(text, lines, index)
            or matrix_lines(text, lines, index)
            or cell_lines(text, lines, index)
            or spaced(text, lines, index)
        )
        if table is None:
            index += 1
            continue
        tables.append(table)
        index = table.last
    return tables


def _word_table(lines: list[Line], first: int) -> Table | None:
    cell = lines[first].cell
    if cell is None:
        return None
    table = Table(first, first)
    row = -1
    for index in range(first, len(lines)):
        place = lines[index].cell
        if place is None or place.table != cell.table:
            break
        if place.row != row:
            table.rows.append([])
            row = place.row
        table.rows[-1].append(Cell(lines[index].start, lines[index].end, place.column, place.row_span, place.column_span))
        table.last = index + 1
    _spread(table)
    return table


def _spread(table: Table) -> None:
    """Repeat cells that are merged over rows in each row that they cover."""
    open_cells: list[tuple[int, Cell]] = []
    for number, row in enumerate(table.rows):
        taken = {cell.column for cell in row}
        for until, cell in open_cells:
            if number < until and cell.column not in taken:
                row.append(Cell(cell.start, cell.end, cell.column, 0, cell.column_span))
        row.sort(key=lambda cell: cell.column)
        open_cells = [item for item in open_cells if item[0] > number]
        open_cells += [(number + cell.row_span, cell) for cell in row if cell.row_span > 1]


def _tabbed(text: CleanText, lines: list[Line], first: int) -> Table | None:
    """A run of lines that begin with tabs, with the lines between them that belong to their cells."""
    if not lines[first].tab or lines[first].cell is not None:
        return None
    opening = text.folded[lines[first].start : lines[first].end]
    label = read_label(opening)
    if "\t" in text.text[lines[first].start : lines[first].end] or (label is not None and label.kind is Kind.BOX):
        return None
    table = Table(first, first, flat=True)
    number = 0
    index = first
    while index < len(lines) and lines[index].cell is None:
        line = lines[index]
        if not line.tab:
            following = _next_tab(text, lines, index, number)
            if following < 0:
                break
            if table.rows and table.rows[-1] and following - index <= 3 and "|" not in line.gap:
                last = table.rows[-1][-1]
                table.rows[-1][-1] = Cell(last.start, lines[following - 1].end, last.column)
            index = following
            continue
        gap = line.gap
        bar = gap.rfind("|")
        if table.rows:
            _add_empty(table.rows[-1], line.start, gap[: gap.find("|")] if bar >= 0 else gap)
        if bar >= 0 or not table.rows or _opens_row(text, lines[index], table, number):
            table.rows.append([])
            _add_empty(table.rows[-1], line.start, gap[bar + 1 :])
        table.rows[-1].append(Cell(line.start, line.end, len(table.rows[-1])))
        if len(table.rows[-1]) == 1 and text.folded[line.start : line.end].isdecimal():
            number = int(text.folded[line.start : line.end][:6])
        index += 1
    table.last = index
    return table


def _add_empty(row: list[Cell], at: int, marks: str) -> None:
    for _ in range(marks.count("c")):
        row.append(Cell(at, at, len(row)))


def _opens_row(text: CleanText, line: Line, table: Table, number: int) -> bool:
    """Rows without an empty line between them: a number that counts on, after a full row or one that has no number itself."""
    if text.folded[line.start : line.end] != str(number + 1):
        return False
    row = table.rows[-1]
    first = text.folded[row[0].start : row[0].end] if row else ""
    width = max(len(cells) for cells in table.rows)
    return len(row) >= max(2, width) or (not first.isdecimal() and number + len(table.rows) > 1)


def _next_tab(text: CleanText, lines: list[Line], index: int, number: int) -> int:
    """The next tabbed line, if the lines up to it are the rest of a cell or noise inside the table; else -1."""
    for other in range(index, min(len(lines), index + 80)):
        line = lines[other]
        if line.cell is not None:
            return -1
        body = text.folded[line.start : line.end]
        if line.tab:
            if body == str(number + 1):
                return other
            return other if other - index <= 3 and "|" not in lines[index].gap else -1
        label = read_label(body)
        if label is not None and label.kind in (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.ANNEX, Kind.CN, Kind.BOX):
            return -1
    return -1


def _barred(text: CleanText, lines: list[Line], first: int) -> Table | None:
    """One row per line, cells parted by tabs or by bars."""
    sign = next((sign for sign in "\t|" if _parts(text, lines[first], sign) >= 2), "\t" if _is_pair(text, lines[first]) else "")
    least = 1 if sign == "\t" else 2  # an empty last cell leaves no tab behind
    if not sign:
        return None
    table = Table(first, first, flat=True, lined=sign == "|")
    counted = any(column_of(part) is Column.NUMBER for part in text.text[lines[first].start : lines[first].end].split(sign))
    for index in range(first, len(lines)):
        line = lines[index]
        if line.cell is not None:
            break
        if index < table.last:
            continue  # the rest of a row that a line break in a cell cut
        if _parts(text, line, sign) < least:
            if not table.rows or not _is_group_line(text, lines, index, sign):
                break
            end = line.start + len(text.text[line.start : line.end].rstrip(sign + " "))
            table.rows.append([Cell(line.start, end, 0)])
            table.last = index + 1
            continue
        row = _cells(text, line, sign)
        if len(table.rows) > 2 and len(row) > 1 and is_right_head(text, table.rows[0], row):
            break  # the right half of a wide table, printed on the next page
        table.last = index + 1
        if sign == "\t" and counted and table.rows and len(row) < len(table.rows[0]):
            table.last = _whole_row(text, lines, index, row, len(table.rows[0]))
        elif sign == "|" and table.rows and _is_closed(text, lines[first]) and not _is_closed(text, line):
            table.last = _to_its_bar(text, lines, index, row)
        if not all(set(text.text[cell.start : cell.end]) <= set("-: ") for cell in row):
            table.rows.append(row)
    return table if len(table.rows) >= 2 else None


def _cells(text: CleanText, line: Line, sign: str) -> list[Cell]:
    """The cells of a line between the signs."""
    row: list[Cell] = []
    at = line.start
    for part in text.text[line.start : line.end].strip("|" if sign == "|" else "").split(sign):
        lead = text.text.index(part, at) if part else at
        stripped = part.strip()
        start = lead + (part.index(stripped[0]) if stripped else 0)
        row.append(Cell(start, start + len(stripped), len(row)))
        at = lead + len(part)
    return row


_MOST_BROKEN = 12


def _whole_row(text: CleanText, lines: list[Line], index: int, row: list[Cell], width: int) -> int:
    """Put the lines behind `index` to its row where they are the rest of a cell with line breaks and what stands right of it.

    They are if the row then is as wide as the head and the next row begins behind them. Returns the line at which it does.
    """
    whole = list(row)
    for other in range(index + 1, min(len(lines), index + _MOST_BROKEN)):
        line = lines[other]
        if line.cell is not None or line.tab or _opens_with_number(text, line):
            return index + 1
        more = _cells(text, line, "\t")
        whole[-1] = Cell(whole[-1].start, more[0].end, whole[-1].column)
        whole += [Cell(cell.start, cell.end, len(whole) + i) for i, cell in enumerate(more[1:])]
        if len(whole) > width:
            return index + 1
        following = lines[other + 1] if other + 1 < len(lines) else None
        ends = following is None or _opens_with_number(text, following) or read_label(text.folded[following.start : following.end])
        if len(whole) == width and ends:
            row[:] = whole
            return other + 1
    return index + 1


def _is_closed(text: CleanText, line: Line) -> bool:
    return text.text[line.start : line.end].rstrip().endswith("|")


def _to_its_bar(text: CleanText, lines: list[Line], index: int, row: list[Cell]) -> int:
    """Put the lines behind `index` to its row up to the one that ends with a bar, as all rows do. The line behind the row."""
    whole = list(row)
    for other in range(index + 1, min(len(lines), index + _MOST_BROKEN)):
        line = lines[other]
        if line.cell is not None or line.tab:
            break
        more = _cells(text, line, "|")
        whole[-1] = Cell(whole[-1].start, more[0].end, whole[-1].column)
        whole += [Cell(cell.start, cell.end, len(whole) + i) for i, cell in enumerate(more[1:])]
        if _is_closed(text, line):
            row[:] = whole
            return other + 1
    return index + 1


def _opens_with_number(text: CleanText, line: Line) -> bool:
    return text.text[line.start : line.end].split("\t", 1)[0].strip().isdecimal()


def _is_pair(text: CleanText, line: Line) -> bool:
    """The header of a table with two columns: 工作任务 and 责任单位, or 配合单位 and 完成时限 of a table's right half."""
    if line.cell is not None or line.end - line.start > 24 or _parts(text, line, "\t") != 1:
        return False
    kinds = {column_of(part) for part in text.text[line.start : line.end].split("\t")}
    return bool({Column.LEAD, Column.DUTY, Column.SUPPORT, Column.PLACE} & kinds) and None not in kinds


_MOST_GROUP_LINES = 3


def _is_group_line(text: CleanText, lines: list[Line], index: int, sign: str) -> bool:
    """Short lines between rows, the next row being a numbered one: headings inside the table (or a row's only cell)."""
    for other in range(index, min(index + _MOST_GROUP_LINES, len(lines) - 1)):
        line, following = lines[other], lines[other + 1]
        if line.end - line.start > 40 or line.cell is not None or following.cell is not None:
            return False
        if _parts(text, following, sign) > 1 or (sign == "\t" and _parts(text, following, sign)):
            return text.text[following.start : following.end].lstrip(sign + " ").split(sign)[0].strip().isdecimal()
        if read_label(text.folded[line.start : line.end]) is None:
            return False
    return False


def _parts(text: CleanText, line: Line, sign: str) -> int:
    return text.text.count(sign, line.start, line.end)
