"""Tables whose columns are parted by blanks only, as text taken from a page without rules: a head of known words on one line, then
lines that count from 1. A row may go on in the lines below it; which word group is which column is for `alignment` to say."""

import re

from tracker.plans.cell_kinds import are_persons, is_labelled, look
from tracker.plans.cleaning import CleanText, Line
from tracker.plans.columns import Column, column_of
from tracker.plans.table_shapes import Cell, Table

_UNITS = frozenset((Column.LEAD, Column.DUTY, Column.SUPPORT, Column.PLACE))
_LEAST_HEADS = 3
_MOST_LINES = 12
_LONGEST_GROUP = 40
_NUMBER = re.compile(r"(\d{1,3})(?=[ .、]|[\u4e00-\u9fff“])")


def spaced(text: CleanText, lines: list[Line], first: int) -> Table | None:
    """The table whose head is line `first`, None if it is none."""
    line = lines[first]
    if line.cell is not None or line.tab or " " not in text.text[line.start : line.end] or line.end - line.start > 80:
        return None
    heads = _words(text, line)
    kinds = [column_of(text.folded[a:b]) for a, b in heads]
    if len(heads) < _LEAST_HEADS or None in kinds or kinds[0] is not Column.NUMBER or not _UNITS & set(kinds):
        return None
    table = Table(first, first + 1, [[Cell(a, b, i) for i, (a, b) in enumerate(heads)]], flat=True, loose=True, blanks=True)
    number = 0
    index = first + 1
    while index < len(lines) and lines[index].cell is None and not lines[index].tab:
        if _number(text, lines[index]) == number + 1:
            number += 1
            end = index + 1
            while end < min(len(lines), index + _MOST_LINES) and _goes_on(text, lines, end, number):
                end += 1
            cells = [span for line in lines[index:end] for span in _words(text, line)]
            table.rows.append([Cell(a, b, i) for i, (a, b) in enumerate(_with_number(text, cells))])
            index = end
        elif _is_group(text, lines, index, number):
            table.rows.append([Cell(lines[index].start, lines[index].end, 0)])
            index += 1
        else:
            break
        table.last = index
    return table if number > 1 else None


def _number(text: CleanText, line: Line) -> int:
    match = _NUMBER.match(text.folded, line.start, line.end)
    return int(match.group(1)) if match else -1


def _goes_on(text: CleanText, lines: list[Line], index: int, number: int) -> bool:
    """Whether a line belongs to the row above: no next row, no heading, and a row still to come or words parted like cells."""
    line = lines[index]
    if line.cell is not None or line.tab or _number(text, line) == number + 1 or is_labelled(text.folded[line.start : line.end]):
        return False
    return any(_number(text, other) == number + 1 for other in lines[index + 1 : index + _MOST_LINES])


def _is_group(text: CleanText, lines: list[Line], index: int, number: int) -> bool:
    line = lines[index]
    short = line.end - line.start <= _LONGEST_GROUP
    return short and index + 1 < len(lines) and _number(text, lines[index + 1]) == number + 1


def _words(text: CleanText, line: Line) -> list[tuple[int, int]]:
    """The stretches of a line between blanks; a time limit stands apart though cleaning took the blank before its figure."""
    found = []
    for match in re.finditer(r"[^ \u3000]+", text.text[line.start : line.end]):
        start, end = line.start + match.start(), line.start + match.end()
        gaps = [i for i in range(start + 1, end) if text.origin[i] - text.origin[i - 1] > 1]
        cut = next((i for i in gaps if look(text.folded[i:end]).limit or text.folded[start:i].isdigit()), 0)
        found += [(start, cut), (cut, end)] if cut else [(start, end)]
    return _wide_names(text, found)


def _wide_names(text: CleanText, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Two letters parted by blanks that are a person's name (陈  涛) as one cell, and a letter that a blank cut off."""
    whole: list[tuple[int, int]] = []
    for (start, end), (below, after) in zip(found, [*found[1:], (0, 0)], strict=True):
        first = whole[-1] if whole else (0, 0)
        person = end - start == 1 == first[1] - first[0] and are_persons(text.folded[first[0] : end])
        letter = end - start == 1 != after - below and "\u4e00" <= text.folded[start] <= "\u9fff"
        rest = letter and first[1] and not text.folded[first[0] : first[1]].isdigit()
        if person or rest:  # 巩固脱贫成 果: no cell holds one letter
            whole[-1] = (first[0], end)
        else:
            whole.append((start, end))
    return whole


def _with_number(text: CleanText, cells: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The cells of a row, its number apart from the words that a lost blank joined to it."""
    start, end = cells[0]
    match = _NUMBER.match(text.folded, start, end)
    if match is None or match.end() == end:
        return cells
    after = match.end() + (1 if text.folded[match.end()] in ".、" else 0)
    return [(start, match.end()), (after, end), *cells[1:]] if after < end else cells


_TEXTS = frozenset((Column.TASK, Column.TITLE, Column.PROJECT, Column.STEP, Column.GROUP))


def text_in_pieces(text: CleanText, cells: list[Cell], columns: list[Column | None]) -> bool:
    """Whether a blank inside one of several columns of text could part the columns as well: nobody can tell where the cut is."""
    texts = {i for i, column in enumerate(columns) if column in _TEXTS}
    return len(texts) > 1 and any(" " in text.folded[cell.start : cell.end] for cell in cells if cell.column in texts)
