"""Text files with separated cells (.csv, .tsv): the separator is told by the lines, a quoted line break does not start a row."""

import csv
import re
from pathlib import PurePath
from typing import Literal

from tracker.errors import UserError
from tracker.files.grid import Grid
from tracker.files.grid_cells import Rows, tidy_rows

_SEPARATORS = ",\t;|，；"
_SAMPLE = 64 * 1024
_MAX_LINES_IN_CELL = 60
_MAX_CELLS = 3_000_000
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_AS_TEXT = re.compile(r'="([^"]*)"')


def read_separated(text: str, name: str) -> Grid:
    """The one table of a text file. Raises `UserError` where the lines hold no cells."""
    separator = _separator(text)
    if text.count(separator) + text.count("\n") > _MAX_CELLS:
        raise UserError(f"“{name}”太大", f"超过 {_MAX_CELLS // 10000} 万个单元格", "请只保留任务表后再试")
    rows = _records(text, separator, csv.QUOTE_MINIMAL)
    if any(cell is not None and cell.count("\n") > _MAX_LINES_IN_CELL for row in rows for cell in row if isinstance(cell, str)):
        rows = _records(text, separator, csv.QUOTE_NONE)  # a lone quotation mark took in the lines after it
    if max(map(len, rows), default=0) < 2:
        raise UserError(f"“{name}”里没有表格", "每行只有一段文字", "请选择带表格的文件")
    return Grid(PurePath(name).stem, 0, rows)


def _records(text: str, separator: str, quoting: Literal[0, 3]) -> Rows:
    limit = csv.field_size_limit(len(text) + 1)
    try:
        lines = csv.reader(text.splitlines(keepends=True), delimiter=separator, quoting=quoting)
        return tidy_rows([_plain(cell) for cell in record] for record in lines)
    finally:
        csv.field_size_limit(limit)


def _plain(cell: str) -> str:
    """A cell without the ="…" that keeps long numbers from being rounded."""
    match = _AS_TEXT.fullmatch(cell)
    return match.group(1) if match else cell


def _separator(text: str) -> str:
    """The sign that parts most lines into the same number of cells."""
    lines = [line for line in _QUOTED.sub("", text[:_SAMPLE]).splitlines() if line.strip()]
    best, found = 0, ","
    for separator in _SEPARATORS:
        counts = [line.count(separator) for line in lines]
        common = max(set(counts) - {0}, key=lambda count: (counts.count(count) * count, count), default=0)
        score = counts.count(common) * common if common else 0
        if score > best:
            best, found = score, separator
    return found
