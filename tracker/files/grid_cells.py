"""Cells as a reader delivers them → cells of a grid: empty ones None, whole numbers whole, no control characters, rows ragged."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.files.grid import CellValue

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BEFORE_TEXT = "!"  # what sorts after it does not begin with a space; the quick way for nearly all texts
_WHOLE = 10.0**15

Rows = tuple[tuple[CellValue, ...], ...]


def tidy_text(text: str) -> str | None:
    """A text without control characters, line breaks as line feeds; None where nothing can be seen."""
    if not text.isprintable():
        text = _CONTROL.sub("", _BREAK.sub("\n", text))
    return None if not text or text.isspace() else text


class _Texts(dict[str, str | None]):
    """Texts as they came → clean ones, each kept once: sheets repeat themselves, and one text for all is sent and compared quicker."""

    def __missing__(self, text: str) -> str | None:
        found = self[text] = text if text > _BEFORE_TEXT and text.isprintable() else tidy_text(text)
        return found


def tidy_rows(rows: Iterable[Iterable[Any]], texts: Mapping[tuple[int, int], str] | None = None) -> Rows:
    """Ragged rows of clean cells without blank rows at the end; `texts` go in where the reader left a cell empty."""
    clean = _Texts()
    found: list[list[CellValue]] = [
        [
            clean[value]
            if type(value) is str
            else int(value)
            if type(value) is float and -_WHOLE < value < _WHOLE and value.is_integer()
            else value
            for value in row
        ]
        for row in rows
    ]
    for (row, column), text in (texts or {}).items():
        while len(found) <= row:
            found.append([])
        found[row] += [None] * (column + 1 - len(found[row]))
        found[row][column] = text
    for cells in found:
        while cells and cells[-1] is None:
            cells.pop()
    while found and not found[-1]:
        found.pop()
    return tuple(map(tuple, found))
