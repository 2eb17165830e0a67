"""The one intermediate form of every source: the whole text, and blocks (paragraphs and table cells) with their place in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.errors import UserError
from tracker.files.letter_shapes import Shaped, without_marks

MAX_TEXT = 1_000_000
_MAX_BLOCKS = 150_000


def too_long(name: str) -> UserError:
    """The sentence for a document that is longer than any plan."""
    return UserError(f"“{name}”太大", f"超过 {MAX_TEXT // 10000} 万字或 {_MAX_BLOCKS // 10000} 万段", "请只保留方案正文后再导入")


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a table cell stands: number of its table in the document, row and column from 0, and how many it spans."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, text box or table cell: half-open range [start, end) of the document's text; `cell` for table cells."""

    start: int
    end: int
    cell: CellPlace | None = None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A source as read. `name` is the file's name without its folder; `notes`: what reading it had to assume, in Chinese.

    `shapes`: stretches of the text in bold and the like, None where the kind of file does not tell.
    """

    name: str
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    shapes: tuple[Shaped, ...] | None = None


@dataclass(slots=True)
class SourceBuilder:
    """Collects paragraphs and cells of the file `name` and lays out the full text: paragraphs by line feeds, cells of a row by tabs.

    `shapes`: a list where the kind of file tells how letters look.
    """

    name: str
    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0
    shapes: list[Shaped] | None = None

    def add(self, text: str, cell: CellPlace | None = None, end: str = "\n") -> None:
        """Append one block and the separator after it; an empty text leaves only the separator.

        Raises `UserError` as soon as the document is longer than any plan.
        """
        if self.length > MAX_TEXT or len(self.blocks) >= _MAX_BLOCKS:
            raise too_long(self.name)
        text, shapes = without_marks(text)
        if self.shapes is not None:
            self.shapes += [(self.length + start, self.length + stop, shape) for start, stop, shape in shapes]
        if text:
            self.blocks.append(Block(self.length, self.length + len(text), cell))
        self.parts.append(text + end)
        self.length += len(text) + len(end)

    def add_row(self, cells: Sequence[tuple[CellPlace, str]]) -> None:
        """Append one row of a table: its cells parted by tabs, a line feed at its end."""
        for index, (place, text) in enumerate(cells, 1):
            self.add(text, place, "\n" if index == len(cells) else "\t")

    def build(self, notes: tuple[str, ...] = ()) -> SourceDocument:
        shapes = tuple(self.shapes) if self.shapes is not None else None
        return SourceDocument(self.name, "".join(self.parts), tuple(self.blocks), notes, shapes)


def from_text(name: str, text: str) -> SourceDocument:
    """A plain text as a document: every line that holds more than white space is a block."""
    blocks = []
    start = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            first = start + line.index(body[0])
            blocks.append(Block(first, first + len(body)))
        start += len(line)
    return SourceDocument(name, text, tuple(blocks))
