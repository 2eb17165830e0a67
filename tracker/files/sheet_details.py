"""What is asked of a sheet beside its values: the same for every kind of workbook."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from tracker.files.grid import Merge

Place = tuple[int, int]

FAR = 4_000_000  # cells of a sheet that can still be laid out


@dataclass(slots=True)
class Details:
    """Of one sheet, places from 0. `months`: dates that are shown without their day.

    `far`: the name of a filled cell so far out that the sheet cannot be laid out, "" for none.
    """

    merges: list[Merge] = field(default_factory=list)
    percents: set[Place] = field(default_factory=set)
    months: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    struck: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    far: str = ""


@dataclass(frozen=True, slots=True)
class DetailsOf:
    """How to get the details of one sheet. `far` is known before the sheet is laid out; `rest` may run beside the reading."""

    far: str
    rest: Callable[[], Details]


_HAN_MONTHS = frozenset((17, 27, 36, 50, 52, 57))
"""Numbers of the built-in formats that show year and month only, as Excel in Chinese has them."""

_NOT_SHOWN = re.compile(r'"[^"]*"|\\[^\n]|\[[^\]]*\]|_.|\*.')


def shows_percent(number: int, code: str) -> bool:
    """Whether a format shows a percentage."""
    return number in (9, 10) or "%" in _NOT_SHOWN.sub("", code)


def shows_month_only(number: int, code: str) -> bool:
    """Whether a format shows a date as its year and month: 2026年9月, which Excel keeps as the first of the month."""
    if not code:
        return number in _HAN_MONTHS
    letters = _NOT_SHOWN.sub("", code.split(";")[0]).lower()
    return "y" in letters and "m" in letters and not set("dhs") & set(letters)


def place_name(row: int, column: int) -> str:
    """The name of a cell as a clerk knows it (B7), from row and column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
