"""What is asked of a sheet beside its values: the same for every kind of workbook."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tracker.files.grid import Merge

Place = tuple[int, int]

FAR = 4_000_000  # cells of a sheet that can still be laid out


@dataclass(slots=True)
class Details:
    """Of one sheet, places from 0. `far`: the name of a filled cell so far out that the sheet cannot be laid out, "" for none."""

    merges: list[Merge] = field(default_factory=list)
    percents: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    far: str = ""


@dataclass(frozen=True, slots=True)
class DetailsOf:
    """How to get the details of one sheet. `far` is known before the sheet is laid out; `rest` may run beside the reading."""

    far: str
    rest: Callable[[], Details]


def place_name(row: int, column: int) -> str:
    """The name of a cell as a clerk knows it (B7), from row and column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
