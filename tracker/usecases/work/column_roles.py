"""What the heads of table columns say of the units under them: a cell under 责任单位 speaks like the key in front of a line does.

Rows of a table stand in the source text as lines with tabs between the cells; a cell with several lines of its own spreads its row
over as many.
"""

from bisect import bisect_right
from functools import lru_cache

from tracker.plans.columns import Column, column_of
from tracker.plans.keys import Said

_SAID = {Column.LEAD: Said.LEAD, Column.DUTY: Said.DUTY}


def said_by_column(text: str, place: int) -> Said | None:
    """What the head of the column says in which this place of the text stands; None where it stands in none."""
    starts, cells = _cells(text)
    at = bisect_right(starts, place) - 1
    if at < 0:
        return None
    _start, end, said = cells[at]
    return said if place < end else None


@lru_cache(maxsize=4)
def _cells(text: str) -> tuple[list[int], list[tuple[int, int, Said]]]:
    """The cells under such heads, in the order of the text."""
    found: list[tuple[int, int, Said]] = []
    heads: dict[int, Said] = {}
    tabs, row_start, seen = 0, -1, 0
    at = 0
    for line in text.splitlines(keepends=True):
        count = line.count("\t")
        kinds = (
            {n: kind for n, cell in enumerate(line.rstrip("\r\n").split("\t")) if (kind := column_of(cell)) is not None} if count else {}
        )
        if len(kinds) > 1 and set(kinds.values()) & set(_SAID):
            heads, tabs, row_start = {n: _SAID[kind] for n, kind in kinds.items() if kind in _SAID}, count, -1
        elif heads and row_start < 0 and not count:
            heads = {}
        elif heads:
            if row_start < 0:
                row_start, seen = at, 0
            seen += count
            if seen >= tabs:
                if seen == tabs:
                    found += _row(text, row_start, at + len(line.rstrip("\r\n")), heads)
                else:
                    heads = {}
                row_start = -1
        at += len(line)
    return [cell[0] for cell in found], found


def _row(text: str, start: int, end: int, heads: dict[int, Said]) -> list[tuple[int, int, Said]]:
    cells = []
    for number, cell in enumerate(text[start:end].split("\t")):
        if number in heads:
            cells.append((start, start + len(cell), heads[number]))
        start += len(cell) + 1
    return cells
