"""The content tree: what a document says and how it is divided, in millimetres and points, without Word, Excel or Qt.

A document is a page and a row of blocks from top to bottom. Cells are plain values, so that Excel keeps numbers and dates as such.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Align(StrEnum):
    """`FIT`: centred as long as it stays on one line, else left; right for names and short words."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    FIT = "fit"


class Kind(StrEnum):
    """What the values of a column are. A percent is 0–100."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    SYMBOL = "symbol"


class Strong(str):
    """Text that must catch the eye (逾期, 欠进度): printed in 黑体."""

    __slots__ = ()


Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Page:
    """Paper with its margins; all in mm. `head` and `foot`: distance of header and footer from the paper's edge."""

    paper: str
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    head: float
    foot: float

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom


A4_ACROSS = Page("A4", 297, 210, top=20, bottom=18, left=15, right=15, head=10, foot=9)
A4_UPRIGHT = Page("A4", 210, 297, top=25, bottom=20, left=28, right=26, head=10, foot=10)
A3_ACROSS = Page("A3", 420, 297, top=20, bottom=16, left=15, right=15, head=10, foot=8)


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in mm; `vertical`: the head's characters stand under each other."""

    key: str
    head: str
    width: float
    align: Align = Align.LEFT
    kind: Kind = Kind.TEXT
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`span`: so many first columns are one cell, which shows the first value (a label before totals)."""

    cells: tuple[Cell, ...]
    shaded: bool = False
    span: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """A row over all columns that names what follows; `level` 1 is the outermost. Never the last row on a page."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the document, one line of paper per item."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubLine:
    """The line between title and table: three pieces at the left edge, in the middle and at the right edge."""

    left: str
    middle: str
    right: str


@dataclass(frozen=True, slots=True)
class Table:
    """`cell_pt` over `line_pt`: type size and exact line. `head_mm`, `row_mm`, `group_mm`: least row heights; a head with vertical
    words has exactly its height. `tight`: no room above and below the text. `frozen`: columns that stay on the screen when a sheet
    is scrolled sideways. `sheets_across`: pages side by side that a spreadsheet may take in print."""

    columns: tuple[Column, ...]
    rows: Sequence[Row | Group]
    cell_pt: float = 10.5
    line_pt: float = 14
    head_mm: float = 10
    row_mm: float = 8
    group_mm: float = 7.4
    tight: bool = False
    side_margin_mm: float = 1
    frozen: int = 2
    sheets_across: int = 1

    @property
    def has_vertical_head(self) -> bool:
        return any(column.vertical for column in self.columns)


@dataclass(frozen=True, slots=True)
class Note:
    """A small line under the table."""

    text: str


@dataclass(frozen=True, slots=True)
class FootLine:
    """Places to sign: pieces evenly across the page."""

    pieces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Block = Title | SubLine | Table | Note | FootLine | NewPage


@dataclass(frozen=True, slots=True)
class Document:
    """`name` is the document's name in one line (file properties, sheet name); `made`: its date, which also dates the file's parts."""

    name: str
    page: Page
    made: date
    blocks: tuple[Block, ...]
    author: str = ""


def file_name(document: Document, suffix: str) -> str:
    """A file name that every system takes, from the document's name."""
    return safe_name(document.name, suffix)


def safe_name(title: str, suffix: str) -> str:
    """A file name that every system takes."""
    kept = "".join("_" if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in title).strip(" .")
    return (kept[:80] or "文件") + suffix
