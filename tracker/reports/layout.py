"""How documents look: one set of margins, faces and sizes for everything that leaves the office.

`NATIONAL` is GB/T 9704-2012; an office may have its own. Content is written for 国标 and laid out once, before any drawer sees it: so
Word, Excel, PDF and the preview cannot differ.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from tracker.reports.content import Block, Column, Document, Grid, Imprint, Page, RedHead, Section, Signature, Table, Use


class Numbers(StrEnum):
    """How pages are numbered: — 1 — at the outer edge after the standard, 第 1 页　共 9 页 in the middle, or not at all."""

    DASHES = "dashes"
    COUNT = "count"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Margins:
    """Distances of the text block from the paper's edges in mm."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of faces as wished for (`fonts.choose_fonts` takes the nearest that the computer has), sizes in points, margins in mm.

    `text`, `form`, `table`: margins of official text, upright forms and wide tables. `lines` × `characters`: the grid of the text.
    `mirrored`: the wider margin is always at the binding, for two-sided print. `red_head`: texts carry the issuer's red mark
    (`issuer_mark`, "" = the issuer's name with 文件). `sealed`: signatures leave room for the seal. `imprint`: texts end with 版记.
    """

    name: str
    body: str = "仿宋_GB2312"
    kai: str = "楷体_GB2312"
    hei: str = "黑体"
    title: str = "方正小标宋简体"
    song: str = "宋体"
    title_pt: float = 22
    text_pt: float = 16
    head_pt: float = 12
    cell_pt: float = 10.5
    text: Margins = Margins(37, 35, 28, 26)
    form: Margins = Margins(25, 20, 28, 26)
    table: Margins = Margins(20, 18, 15, 15)
    lines: int = 22
    characters: int = 28
    mirrored: bool = True
    text_numbers: Numbers = Numbers.DASHES
    table_numbers: Numbers = Numbers.COUNT
    red_head: bool = False
    issuer_mark: str = ""
    sealed: bool = True
    imprint: bool = False


NATIONAL = Layout("国标")


def laid_out(document: Document, layout: Layout) -> Document:
    """The document on the layout's pages: margins exchanged, tables and forms drawn to the new width, type of tables resized."""
    return replace(document, sections=tuple(_section(section, layout) for section in document.sections))


def _section(section: Section, layout: Layout) -> Section:
    page = page_of(section.page, layout)
    stretch = page.text_width / section.page.text_width
    return Section(page, tuple(_block(block, stretch, layout) for block in section.blocks if _wanted(block, layout)))


def _wanted(block: Block, layout: Layout) -> bool:
    """Whether the layout prints such a block: a red head without mark and number says nothing."""
    if isinstance(block, RedHead):
        return layout.red_head or bool(block.number)
    return layout.imprint or not isinstance(block, Imprint)


def page_of(page: Page, layout: Layout) -> Page:
    """The page with the layout's margins; an annex bound into a text turns the text's margins by a quarter."""
    text, table = layout.text, layout.table
    across, upright = (text.top + text.bottom) / 2, (text.left + text.right) / 2
    margins = {
        Use.TEXT: text,
        Use.FORM: layout.form,
        Use.TABLE: table if page.paper == "A4" else Margins(table.top, page.bottom, table.left, table.right),
        Use.ANNEX: Margins(upright, upright, across, across),
    }[page.use]
    return replace(page, top=margins.top, bottom=margins.bottom, left=margins.left, right=margins.right)


def _block(block: Block, stretch: float, layout: Layout) -> Block:
    if isinstance(block, Table):
        grown = layout.cell_pt / NATIONAL.cell_pt
        return replace(
            block,
            columns=tuple(_wider(column, stretch) for column in block.columns),
            cell_pt=block.cell_pt * grown,
            line_pt=block.line_pt * grown,
        )
    if isinstance(block, Grid):
        return replace(block, widths=tuple(width * stretch for width in block.widths))
    if isinstance(block, Signature):
        return replace(block, sealed=layout.sealed)
    if isinstance(block, RedHead):
        return replace(block, issuer=(layout.issuer_mark or f"{block.issuer}文件") if layout.red_head else "")
    return block


def _wider(column: Column, stretch: float) -> Column:
    return replace(column, width=column.width * stretch)
