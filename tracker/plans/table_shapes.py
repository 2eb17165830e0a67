"""A table in one form, whatever it was copied from: rows of cells with their columns and what they span."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: clean text [start, end) (empty where start == end), its column, and how far it is merged.

    `row_span` is 0 for a cell that is repeated because it is merged from above.
    """

    start: int
    end: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class Table:
    """Rows of cells in order. `first`, `last`: the lines [first, last) that it takes up.

    `flat`: a page lost the table's structure, what is merged is not known. `loose`: empty cells are lost too, and a cell of several
    paragraphs is several cells. `halved`: its right half was printed on another page and put beside the left one.
    `lined`: each row is one line, its cells parted by bars. `blanks`: only blanks part its cells, and those inside a cell look the same.
    """

    first: int
    last: int
    rows: list[list[Cell]] = field(default_factory=list)
    flat: bool = False
    loose: bool = False
    halved: bool = False
    blanks: bool = False
    lined: bool = False
