"""Where things stand on a page: the numbers and rules that Word's writer and the painter share, so that both break pages alike.

All lengths are twentieths of a point. Nothing here draws.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.reports.content import (
    AnnexList,
    AnnexMark,
    Block,
    CutLine,
    Grid,
    Imprint,
    Note,
    Page,
    RedHead,
    Section,
    Signature,
    SubLine,
    Table,
    Title,
    Use,
)
from tracker.reports.layout import Layout, Numbers
from tracker.reports.measure import em_width
from tracker.reports.titles import day_words

POINT = 20
_PER_MM = 56.693

SYMBOLS = "●◎○△▲■◆□☆★"
"""Marks that are set in 宋体 wherever they stand."""
CELL_EDGE = 28
"""Room above and below the words of a cell."""
INNER_RULE, OUTER_RULE = 10, 20
"""How thick the rules between cells and the frame of a table are; a row's upper rule adds to what its words need."""
HEAD_LINE_RATIO = 4 / 3
"""Exact line of a table's head to its type size."""
SMALL_TABLE = 12
"""A table within the text with fewer rows than this is never torn."""
TITLE_GAP = 6 * POINT
"""Between a title and the table right below it."""
NUMBER_PT = 14
"""Size of — n —."""
COUNT_PT = 10.5
"""Size of 第 n 页　共 m 页."""
NUMBER_INDENT = NUMBER_PT * POINT
"""How far — n — stands in from the outer edge of the text."""
ANNEX_NUMBER_MM = (10.79, 8.0)
"""The strip that holds the page number of an annex lying across: how far left of the text it begins, and how wide it is."""
MARK_PT, MARK_LINE, MARK_SPACER = 36, 1158, 443
"""The issuer's red mark: its size at most, its exact line, and the spacer that follows two blank lines above it."""
RULE_SPACE, RULE = 6 * POINT, 30
"""The red rule: how far under the number's line, and how thick."""
RED = "FF0000"
IMPRINT_PT, IMPRINT_LINE, IMPRINT_EDGE, IMPRINT_INDENT = 14, 420, 80, 280
"""版记: its size, exact line, room of a row above and below together, and how far its words stand in."""
IMPRINT_RULES = (20, 15, 20)
"""Its three rules from above: 0.35, 0.25 and 0.35 mm."""


def twips(millimetres: float) -> int:
    return round(millimetres * _PER_MM)


@dataclass(frozen=True, slots=True)
class TextGrid:
    """Official text: `line` is its exact line, `pitch` how far one character stands from the next, `spacing` what is added to each
    character for that (mostly below nought)."""

    line: int
    pitch: int
    spacing: int
    width: int
    height: int

    @property
    def indent(self) -> int:
        """The first line's: two characters."""
        return 2 * self.pitch


def text_grid(layout: Layout) -> TextGrid:
    """The grid of official text, from the layout's upright A4 page; text on other pages has the same."""
    width, height = twips(210 - layout.text.left - layout.text.right), twips(297 - layout.text.top - layout.text.bottom)
    pitch = width // layout.characters
    return TextGrid(height // layout.lines, pitch, pitch - round(layout.text_pt * POINT), width, height)


@dataclass(frozen=True, slots=True)
class Room:
    """One line of paper: type size, exact line, and what stands free above and below."""

    pt: float
    line: int
    before: int = 0
    after: int = 0


SUB_LINE = Room(12, 20 * POINT, 60, 40)
FOOT_LINE = Room(12, 20 * POINT, 280, 0)
CUT_LINE = Room(10.5, 18 * POINT, 8 * POINT, 8 * POINT)
CELL_HEAD = Room(12, 16 * POINT)
"""The line in 黑体 at the head of a form's cell."""
SUB_LINE_GAP = twips(6)
"""The least room between the pieces of a line."""


def line_pieces_fit(left: float, middle: float, right: float, width: float) -> bool:
    """Whether pieces of these widths stand side by side, the middle one in the middle; else the left one takes a line of its own."""
    free = (width - middle) / 2
    return left + SUB_LINE_GAP <= free and right + SUB_LINE_GAP <= free


def note_room(page: Page) -> Room:
    return Room(10.5, 18 * POINT, 0, 6 * POINT) if page.use is Use.TEXT else Room(10.5, 16 * POINT, 40, 0)


def caption_room(layout: Layout) -> Room:
    return Room(layout.head_pt, round(layout.head_pt * 2 * POINT), 6 * POINT, 0)


def title_rooms(title: Title, page: Page, layout: Layout, *, below_cut: bool = False) -> list[Room]:
    """A room for each of the title's lines. A form's name is larger than the issuer above it; a receipt's is smaller."""
    size = layout.title_pt
    if page.use is Use.FORM:
        plain, name = Room(size, 36 * POINT), Room(size + 4, 42 * POINT)
        if below_cut:
            return [Room(size - 4, 32 * POINT)] * len(title.lines)
        return [*[plain] * (len(title.lines) - 1), name][: len(title.lines)]
    line = 34 if page.use is Use.TABLE else 35
    return [Room(size, round(line * POINT * size / 22))] * len(title.lines)


def blank_lines(block: Block, before: Block | None) -> int:
    """How many empty lines of text stand above this block, which follows `before` on its page or section."""
    if isinstance(block, Title):
        if isinstance(before, RedHead):
            return 2 if before.issuer else 1
        return 1 if isinstance(before, AnnexMark) else 0
    if isinstance(block, Signature):
        return 2 if block.sealed else 1
    return 1 if isinstance(block, AnnexList) else 0


def title_gap(page: Page, after: Block | None, grid: TextGrid) -> int:
    """The room below a title on a page of text or an annex; tables and forms have none."""
    if page.use not in (Use.TEXT, Use.ANNEX) or after is None:
        return 0
    return TITLE_GAP if isinstance(after, Table | SubLine | Grid | Note) else grid.line


def number_line(left: str, right: str, width: int) -> Room:
    """The line under a form's title, in the largest size that holds both pieces."""
    for pt in (14, 12, 10.5):
        if (em_width(left) + em_width(right) + 1) * pt * POINT <= width:
            break
    return Room(pt, 24 * POINT, 0, 4 * POINT)


def mark_pt(issuer: str, width: int) -> float:
    """The size of the issuer's red mark: smaller where its name is long."""
    return min(MARK_PT, math.floor(width / POINT / max(em_width(issuer), 1) * 2) / 2)


def annex_lines(titles: Sequence[str], grid: TextGrid) -> list[tuple[str, int, int]]:
    """附件： with each annex: its words, where its first line begins and where its later lines begin."""
    label, start = 3 * grid.pitch, grid.indent
    if len(titles) == 1:
        return [(f"附件：{titles[0]}", start, start + label)]
    dot = grid.pitch * 240 // 315
    lines = []
    for number, title in enumerate(titles, 1):
        first = start if number == 1 else start + label
        lines.append((f"{'附件：' if number == 1 else ''}{number}. {title}", first, start + label + dot))
    return lines


@dataclass(frozen=True, slots=True)
class SignaturePlaces:
    """From the left edge of the text: where issuer and date begin, and how wide each is."""

    issuer: int
    day: int
    issuer_width: int
    day_width: int


def signature_places(issuer: str, day: date, *, sealed: bool, grid: TextGrid, width: int) -> SignaturePlaces:
    """Without a seal the issuer ends two characters from the right and the date begins two after it, the longer one deciding; with a
    seal the date ends four from the right and the issuer is centred over it."""
    first, second = round(em_width(issuer) * grid.pitch), round(em_width(day_words(day)) * grid.pitch)
    if sealed:
        free = max(4 * grid.pitch, (first - second) // 2)
        date_left = width - free - second
        return SignaturePlaces(max(0, date_left + (second - first) // 2), date_left, first, second)
    if first >= second:
        left = max(0, width - grid.indent - first)
        return SignaturePlaces(left, left + grid.indent, first, second)
    return SignaturePlaces(max(0, width - 2 * grid.indent - second), width - grid.indent - second, first, second)


def imprint_words(imprint: Imprint) -> tuple[str, str, str]:
    """抄送 with its receivers ("" for none), who printed it, and when."""
    copies = imprint.copies.strip().rstrip("。")
    return f"抄送：{copies}。" if copies else "", imprint.printer, f"{day_words(imprint.day)}印发"


def grey_value(grey: float) -> int:
    """How light a ground is, 0–255, that is shaded by so many hundredths."""
    return round(255 * (1 - grey / 100))


def numbers_of(section: Section, layout: Layout) -> Numbers:
    """How the section's pages are numbered; forms and month sheets are not."""
    if section.page.use in (Use.TEXT, Use.ANNEX):
        return layout.text_numbers
    kinds = {type(block) for block in section.blocks}
    return Numbers.NONE if Grid in kinds and Table not in kinds else layout.table_numbers


def kept_whole(block: Block, page: Page, *, below_cut: bool = False) -> bool:
    """Whether a table stays on one page where that page can hold it."""
    if isinstance(block, Table):
        return page.use is Use.TEXT and len(block.rows) < SMALL_TABLE
    return isinstance(block, Grid) and below_cut


def below_cut(blocks: Sequence[Block], place: int) -> bool:
    """Whether the block at `place` belongs to the part that is cut off and sent back."""
    return any(isinstance(block, CutLine) for block in blocks[:place])
