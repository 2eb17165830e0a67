"""A grid as a person sees it: what a merged cell says holds for every place it covers, and blank is what looks blank."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime

from tracker.files.grid import CellValue, Grid, Merge

_SPACE = " \t\r\n\u3000\xa0\u200b\ufeff"
_LONGEST_NOTHING = 10
_NOTHING = frozenset(("", "/", "//", "\\", "-", "--", "---", "—", "——", "———", "－", "无。", "、", ".", "。", "…", "······"))


def is_blank(value: CellValue) -> bool:
    """Whether a cell looks empty."""
    if value is None:
        return True
    return isinstance(value, str) and (not value or value[0] in _SPACE) and not value.strip(_SPACE)


def says_nothing(value: CellValue) -> bool:
    """Whether a cell is empty or holds one of the strokes that stand for empty."""
    if value is None:
        return True
    return isinstance(value, str) and len(value) < _LONGEST_NOTHING and (value in _NOTHING or "".join(value.split()) in _NOTHING)


def shown(value: CellValue) -> str:
    """A cell as text: whole numbers without a point, days as 2026-09-30, line breaks kept."""
    if isinstance(value, str):
        return value.strip(_SPACE)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 10)).rstrip("0").rstrip(".")
    if isinstance(value, datetime):
        return value.date().isoformat() if (value.hour, value.minute, value.second) == (0, 0, 0) else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def squeezed(text: str) -> str:
    """A text ready to be compared: one width of every character, no white space."""
    return "".join(text.split()) if text.isascii() else "".join(unicodedata.normalize("NFKC", text).split())


@dataclass(slots=True)
class Frame:
    """A grid with its merged ranges filled. Rows and columns count from 0."""

    grid: Grid
    width: int = 0
    covers: dict[tuple[int, int], Merge] = field(default_factory=dict)
    """Every place of a merged range → the range."""

    @classmethod
    def of(cls, grid: Grid) -> "Frame":
        width = max((len(row) for row in grid.rows), default=0)
        frame = cls(grid, width)
        for merge in grid.merges:
            last_row = min(merge.last_row, len(grid.rows) - 1)
            last_column = min(merge.last_column, max(width - 1, merge.first_column))
            for row in range(merge.first_row, last_row + 1):
                for column in range(merge.first_column, last_column + 1):
                    frame.covers[row, column] = merge
        return frame

    @property
    def height(self) -> int:
        return len(self.grid.rows)

    def own(self, row: int, column: int) -> CellValue:
        """What is written at this place itself."""
        cells = self.grid.rows[row]
        return cells[column] if column < len(cells) else None

    def value(self, row: int, column: int) -> CellValue:
        """What holds at this place: its own words, or those of the merged cell that covers it."""
        merge = self.covers.get((row, column)) if self.covers else None
        if merge is not None:
            row, column = merge.first_row, merge.first_column
        cells = self.grid.rows[row]
        return cells[column] if column < len(cells) else None

    def is_continued(self, row: int, column: int) -> bool:
        """Whether the place is covered by a merged cell that begins in a row above."""
        merge = self.covers.get((row, column))
        return merge is not None and merge.first_row < row

    def filled(self, row: int) -> list[int]:
        """The columns of a row that hold something of their own."""
        return [
            column
            for column, value in enumerate(self.grid.rows[row])
            if value is not None and (value.__class__ is not str or (value and (value[0] not in _SPACE or value.strip(_SPACE))))
        ]

    def begins(self, row: int, most: int) -> tuple[int, CellValue]:
        """How many cells of a row hold something, counted no further than `most`, and what the first of them holds."""
        count, first = 0, None
        for value in self.grid.rows[row]:
            if value is None or (value.__class__ is str and (not value or value[0] in _SPACE) and not value.strip(_SPACE)):
                continue
            first = value if not count else first
            count += 1
            if count == most:
                break
        return count, first

    def span(self, row: int, column: int) -> int:
        """How many columns the cell at this place covers."""
        merge = self.covers.get((row, column))
        return 1 if merge is None else merge.last_column - merge.first_column + 1
