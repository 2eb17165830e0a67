"""The content tree: what a document says and how it is divided, in millimetres and points, without Word, Excel or Qt.

A document is a row of sections (text upright, annexes lying across), a section a page and blocks from top to bottom. Cells are plain
values, so that Excel keeps numbers and dates as such. Pages and sizes are those of 国标; `layout.laid_out` gives the office's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.domain.passages import Figure, Place


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


class Use(StrEnum):
    """What a page is for: `TEXT` official text on the grid, `FORM` an upright form, `TABLE` a wide table lying across, `ANNEX` a wide
    table bound into a text: its page number stays where it is on the bound sheet."""

    TEXT = "text"
    FORM = "form"
    TABLE = "table"
    ANNEX = "annex"


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
    use: Use = Use.TABLE

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom


A4_ACROSS = Page("A4", 297, 210, top=20, bottom=18, left=15, right=15, head=10, foot=9)
A4_UPRIGHT = Page("A4", 210, 297, top=25, bottom=20, left=28, right=26, head=10, foot=10, use=Use.FORM)
A3_ACROSS = Page("A3", 420, 297, top=20, bottom=16, left=15, right=15, head=10, foot=8)
TEXT_PAGE = Page("A4", 210, 297, top=37, bottom=35, left=28, right=26, head=15, foot=25, use=Use.TEXT)
ANNEX_ACROSS = Page("A4", 297, 210, top=27, bottom=27, left=36, right=36, head=15, foot=15, use=Use.ANNEX)


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
    """`span`: so many first columns are one cell, which shows the first value (a label before totals).

    `figures`: for each cell what it counts, so that a screen can open its list; () where none does. What a document says is the same
    with them and without.
    """

    cells: tuple[Cell, ...]
    shaded: bool = False
    span: int = 1
    figures: tuple[Figure | None, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Group:
    """A row over all columns that names what follows; `level` 1 is the outermost. Never the last row on a page unless it is `folded`:
    then what it names is left out. `cells`: figures in the last columns, so that the words span only those before them.
    """

    text: str
    level: int = 1
    cells: tuple[Cell, ...] = ()
    folded: bool = False


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


BAND_MM, BAND_PT = 6.0, 9.0


@dataclass(frozen=True, slots=True)
class Table:
    """`cell_pt` over `line_pt`: type size and exact line. `head_mm`, `row_mm`, `group_mm`: least row heights; a head with vertical
    words has exactly its height. `tight`: no room above and below the text. `frozen`: columns that stay on the screen when a sheet
    is scrolled sideways. `sheets_across`: pages side by side that a spreadsheet may take in print. `bands`: names over runs of columns
    and how many each has, all columns together, as a row of `BAND_MM` above the head; () for none."""

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
    bands: tuple[tuple[str, int], ...] = ()

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


@dataclass(frozen=True, slots=True)
class RedHead:
    """The red mark of the issuer with the document's number and the red rule; `number` is printed as it stands, "" for none.

    `issuer` is the issuer's name; the layout makes the mark of it. Laid out without a mark (""), the number stands alone, centred.
    """

    issuer: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A small line under a form's title: the number at the left, the date at the right."""

    left: str
    right: str = ""


@dataclass(frozen=True, slots=True)
class Receivers:
    """Whom the text is for, flush left; the colon is added."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`level` 0: text; 1: 一、 in 黑体 and 2: （一） in 楷体; 3: 1. and 4: （1） in the text's own face. Levels 1 and 2 stand on a
    line of their own unless `text` follows a `lead`: then `lead` has the level's face and the text goes on in the same paragraph.
    `figures`: where in `lead` and `text`, taken as one, figures stand whose list a screen can open."""

    text: str
    level: int = 0
    lead: str = ""
    figures: tuple[Place, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Caption:
    """The name of a small table within the text; stays with it."""

    text: str


@dataclass(frozen=True, slots=True)
class AnnexList:
    """附件： one line under the text with the annexes' titles; several are numbered."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Issuer and date at the end of the text. `sealed`: room for the seal, the issuer centred over the date."""

    issuer: str
    day: date
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class AnnexMark:
    """附件1 at the head of an annex's first page; 0: the only one, 附件."""

    number: int


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 at the foot of the last page: 抄送 (may be "") and who printed it when."""

    copies: str
    printer: str
    day: date


@dataclass(frozen=True, slots=True)
class CutLine:
    """A dashed line across the page with words in its middle; what stands below is cut off and sent back."""

    words: str


class FaceUse(StrEnum):
    """Which of the document's faces a cell has."""

    BODY = "body"
    KAI = "kai"
    HEI = "hei"
    SONG = "song"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a form or calendar: each of `words` is a paragraph. `span`: columns; `top`: words begin at the cell's upper edge
    instead of its middle; `grey` 0–100: how much the ground is shaded; `hanging_mm`: later lines of a paragraph stand in so far;
    `head`: a line above the words in 黑体 of 12 points, like the day on a month's sheet."""

    words: tuple[str, ...]
    span: int = 1
    face: FaceUse = FaceUse.BODY
    pt: float = 12
    line_pt: float = 19
    align: Align = Align.LEFT
    top: bool = False
    grey: float = 0
    hanging_mm: float = 0
    head: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """`exact`: the row keeps its height whatever it says; else it is the least height."""

    cells: tuple[GridCell, ...]
    height_mm: float = 10
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A form (通知单, 回执, 一案一档) or a month's sheet: ruled cells of free widths. `widths` in mm; each row's spans add up to their
    number. `repeated`: so many first rows stand at the head of every page. `side_margin_mm`: room left and right of words."""

    widths: tuple[float, ...]
    rows: tuple[GridRow, ...]
    repeated: int = 0
    side_margin_mm: float = 1.5


Block = (
    Title
    | SubLine
    | Table
    | Note
    | FootLine
    | NewPage
    | RedHead
    | NumberLine
    | Receivers
    | Paragraph
    | Caption
    | AnnexList
    | Signature
    | AnnexMark
    | Imprint
    | CutLine
    | Grid
)


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one kind; begins on a new page."""

    page: Page
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """`name` is the document's name in one line (file properties, sheet name); `made`: its date, which also dates the file's parts."""

    name: str
    made: date
    sections: tuple[Section, ...]
    author: str = ""

    @property
    def page(self) -> Page:
        """The page of the first section."""
        return self.sections[0].page

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks of all sections."""
        return tuple(block for section in self.sections for block in section.blocks)


def one_section(name: str, page: Page, made: date, blocks: tuple[Block, ...], author: str = "") -> Document:
    """A document whose pages are all alike."""
    return Document(name, made, (Section(page, blocks),), author)


def file_name(document: Document, suffix: str) -> str:
    """A file name that every system takes, from the document's name."""
    return safe_name(document.name, suffix)


def safe_name(title: str, suffix: str) -> str:
    """A file name that every system takes."""
    kept = "".join("_" if char in '\\/:*?"<>|' or ord(char) < 32 else char for char in title).strip(" .")
    return (kept[:80] or "文件") + suffix
