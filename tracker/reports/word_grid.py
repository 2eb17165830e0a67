"""Forms and month sheets as WordprocessingML: ruled cells of free widths."""

from itertools import accumulate, pairwise

from tracker.reports.content import Align, FaceUse, Grid, GridCell, GridRow
from tracker.reports.fonts import Fonts
from tracker.reports.measure import em_width, room_in_em
from tracker.reports.typesetting import CELL_EDGE, CELL_HEAD, POINT, grey_value, twips
from tracker.reports.word_paragraphs import Look, bound_to_next, exact_line, indent, paragraph
from tracker.reports.word_table import table_opening


class _Looks:
    """The looks of a form's cells, each made once."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._known: dict[tuple[FaceUse, float], Look] = {}

    def of(self, use: FaceUse, pt: float) -> Look:
        known = self._known.get((use, pt))
        if known is None:
            fonts = self._fonts
            names = {FaceUse.KAI: fonts.kai, FaceUse.HEI: fonts.hei, FaceUse.SONG: fonts.song, FaceUse.TITLE: fonts.title}
            bold = use is FaceUse.TITLE and fonts.title_bold
            known = self._known[use, pt] = Look(fonts, names.get(use, fonts.body), pt, bold=bold)
        return known


def grid_rows(grid: Grid, fonts: Fonts, *, whole: bool = False) -> str:
    """The form as a table; `whole`: never torn."""
    edges = [0, *(twips(width) for width in accumulate(grid.widths))]
    looks, last = _Looks(fonts), len(grid.rows) - 1
    rows = []
    for turn, row in enumerate(grid.rows):
        xml = _row(grid, row, edges, looks, repeated=turn < grid.repeated)
        rows.append(bound_to_next(xml) if whole and turn < last else xml)
    opening = table_opening([right - left for left, right in pairwise(edges)], grid.side_margin_mm, CELL_EDGE)
    return f"{opening}{''.join(rows)}</w:tbl>"


def _row(grid: Grid, row: GridRow, edges: list[int], looks: _Looks, *, repeated: bool) -> str:
    at, cells = 0, []
    for cell in row.cells:
        cells.append(_cell(grid, cell, edges[at + cell.span] - edges[at], sum(grid.widths[at : at + cell.span]), looks))
        at += cell.span
    rule = "exact" if row.exact else "atLeast"
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(row.height_mm)}" w:hRule="{rule}"/>'
        f"{'<w:tblHeader/>' if repeated else ''}</w:trPr>{''.join(cells)}</w:tr>"
    )


def _cell(grid: Grid, cell: GridCell, width: int, width_mm: float, looks: _Looks) -> str:
    look, height = looks.of(cell.face, cell.pt), exact_line(cell.line_pt)
    room = room_in_em(width_mm, 2 * grid.side_margin_mm, cell.pt)
    hanging = indent(twips(cell.hanging_mm), 0) if cell.hanging_mm else ""
    above = looks.of(FaceUse.HEI, CELL_HEAD.pt)
    head = paragraph(above.runs(cell.head), exact_line(CELL_HEAD.line / POINT), align="left") if cell.head else ""
    texts = cell.words or (() if head else ("",))
    words = head + "".join(
        paragraph(look.runs(part), height, indent=hanging, align=_aligned(cell.align, part, room))
        for text in texts
        for part in text.split("\n")
    )
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    fill = f"{grey_value(cell.grey):02X}" * 3
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if cell.grey else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shading}<w:vAlign w:val="{"top" if cell.top else "center"}"/></w:tcPr>'
        f"{words}</w:tc>"
    )


def _aligned(align: Align, words: str, room: float) -> str:
    if align is Align.FIT:
        return "center" if em_width(words) <= room else "left"
    return {Align.CENTER: "center", Align.RIGHT: "right"}.get(align, "left")
