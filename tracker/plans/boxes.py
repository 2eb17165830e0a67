"""Tables drawn with box characters (│ ├ ┼), as old text files hold them: each becomes lines with tabs between the cells."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

_RULE = re.compile(r"^[ ]*[┌├└┏┣┗╔╠╚─━═┬┼┴┐┤┘┓┫┛╗╣╝│┃║┯┿┷┠┨┝┥┰╂┸╋┳┻ ]+$")
_ROW = re.compile(r"^[ ]*[│┃║].*[│┃║][ ]*$")
_BAR = re.compile("[│┃║]")

Part = tuple[str, Sequence[int]]


def is_drawn(text: str) -> bool:
    """Whether a line is a part of a drawn table."""
    return bool(_ROW.match(text) or (_RULE.match(text) and len(text.strip()) > 2))


def rows_of(lines: Iterable[Part]) -> list[tuple[str, list[int]]]:
    """The rows of a drawn table: lines between two rules are one row, their cells joined; origins go with the letters."""
    rows: list[list[tuple[str, list[int]]]] = []
    open_row = False
    for text, origin in lines:
        if not _ROW.match(text):
            open_row = False
            continue
        cells = _cells(text, origin)
        if not any(words for words, _ in cells) and _RULE.match(text):
            continue
        if open_row and len(rows[-1]) == len(cells):
            rows[-1] = [(a + b, m + n) for (a, m), (b, n) in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
        open_row = True
    return [_line(row) for row in rows]


def _cells(text: str, origin: Sequence[int]) -> list[tuple[str, list[int]]]:
    bars = [match.start() for match in _BAR.finditer(text)]
    cells = []
    for start, end in pairwise(bars):
        inside = text[start + 1 : end]
        lead = len(inside) - len(inside.lstrip(" \u3000"))
        words = inside.strip(" \u3000")
        first = start + 1 + lead
        cells.append((words, list(origin[first : first + len(words)])))
    return cells


def _line(cells: list[tuple[str, list[int]]]) -> tuple[str, list[int]]:
    text, origin = "", list[int]()
    near = next((places[0] for _, places in cells if places), 0)
    for index, (words, places) in enumerate(cells):
        if index:
            text += "\t"
            origin.append(near)
        text += words
        origin += places
        near = places[-1] if places else near
    return text, origin


_END_BAR = re.compile(r"[ \u3000]*\|[ |\u3000]*$")
_LEAST_BARS = 4


def ends_with_bars(texts: Iterable[str]) -> bool:
    """Whether a web page left a bar behind each cell of its tables, one cell per line."""
    return sum(1 for text in texts if text.count("|") == 1 and text.endswith("|")) >= _LEAST_BARS


def end_bar(text: str) -> int:
    """Where the words of such a line end."""
    match = _END_BAR.search(text) if text.endswith("|") and text.strip("| ").count("|") == 0 else None
    return match.start() if match else len(text)
