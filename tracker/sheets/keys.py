"""Hidden keys of fill-in workbooks: a column of them in the table, and what a very hidden sheet says of sender and period."""

from collections.abc import Iterable
from itertools import islice

from tracker.domain.task_keys import SPARE_KEY, read_task_key
from tracker.files.grid import Grid, TableFile, Visibility
from tracker.sheets.columns import Columns
from tracker.sheets.frame import Frame, shown
from tracker.sheets.heads import Table
from tracker.sheets.match import Plan

_SAMPLE = 12


def key_column(frame: Frame, table: Table, columns: Columns) -> int | None:
    """The column that holds task keys, by its head or by what stands in it."""
    told = columns.fields.get("key")
    places = [told] if told is not None else [*range(min(2, frame.width)), *range(max(2, frame.width - 3), frame.width)]
    for column in places:
        filled = (text for row in range(table.first, table.last + 1) if (text := shown(frame.own(row, column))))
        texts = list(islice(filled, _SAMPLE))
        keys = sum(read_task_key(text) is not None for text in texts)
        if keys and keys * 2 > sum(text != SPARE_KEY for text in texts):
            return column
    return None


def task_of_key(plan: Plan, text: str) -> int | None:
    """The task (index) of a key, None where it is none of this plan."""
    if not text or read_task_key(text) is None:
        return None
    return plan.by_key.get("".join(text.split()).upper())


def spare_rows(frame: Frame, column: int | None, rows: Iterable[int]) -> frozenset[int]:
    """Those of the rows in which a unit wrote a task of its own."""
    if column is None:
        return frozenset()
    return frozenset(row for row in rows if shown(frame.own(row, column)) == SPARE_KEY)


def units_in_hidden(file: TableFile) -> frozenset[str]:
    """The units that the very hidden sheet of a fill-in workbook names as those who fill it in; several where it was made for many."""
    names: set[str] = set()
    for grid in file.grids:
        if grid.visibility is Visibility.VISIBLE or not _has_keys(grid):
            continue
        for row in grid.rows:
            texts = [shown(value) for value in row[:2]]
            if len(texts) == 2 and texts[1] and (read_task_key(texts[0]) is not None or "单位名称" in texts[0]):
                names.add(texts[1])
    return frozenset(names)


def _has_keys(grid: Grid) -> bool:
    return any(read_task_key(shown(value)) is not None for row in grid.rows[:200] for value in row[:4])
