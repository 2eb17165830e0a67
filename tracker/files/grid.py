"""The one intermediate form of every table file: grids of typed cells with their place, whatever kind of file they came from."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

CellValue = str | int | float | bool | date | datetime | time | timedelta | None


class Visibility(StrEnum):
    """Whether a person who opens the file sees the sheet. `very_hidden` can be shown by a program only."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "very_hidden"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; all four counted from 0, inclusive."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, one .csv, or one table of a .docx or web page.

    `rows[r][c]` is physical row r+1 and column c+1 of the file; rows are ragged: a row ends with its last filled cell. Only the
    first cell of a merged range holds its value; who reads decides what the others mean. `errors`: cells that hold an error
    (#REF! and the like; their value is the error's text). `percents`: numbers shown as a percentage. `formulas`: cells whose value
    was worked out by the file. `struck`: cells in which all or some of the text is struck through.
    """

    name: str
    index: int
    rows: tuple[tuple[CellValue, ...], ...]
    visibility: Visibility = Visibility.VISIBLE
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    percents: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file with tables as it was read. `texts`: paragraphs outside the tables, in order (title and foot lines of a .docx).

    `kind` is told by content: xlsx, xls, ods, csv, docx or html. `digest`: SHA-256 of the bytes, in hex. `warnings`: Chinese
    sentences on what could not be read, to be shown with the file.
    """

    name: str
    kind: str
    digest: str
    grids: tuple[Grid, ...]
    texts: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())
