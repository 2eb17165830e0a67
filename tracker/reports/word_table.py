"""A table of the content tree as WordprocessingML text, row by row.

All that repeats is made once per column; a cell is then three pieces of text joined. That is what keeps thousands of rows near the
speed of writing plain text (an object tree of cells is 25 times slower).
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tracker.reports.content import BAND_MM, BAND_PT, Align, Cell, Column, Group, Kind, Page, Row, Strong, Table
from tracker.reports.fonts import Fonts
from tracker.reports.measure import em_width, room_in_em, rows_that_fit
from tracker.reports.typesetting import CELL_EDGE, HEAD_LINE_RATIO, twips
from tracker.reports.word_paragraphs import Look, bound_to_next, exact_line, special

_CELL_END = "</w:t></w:r></w:p></w:tc>"


def shown(value: Cell, kind: Kind) -> str:
    """A cell's value as printed."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:g}%" if kind is Kind.PERCENT else f"{value:g}" if isinstance(value, float) else str(value)


class _Cells:
    """The text around the words of one column's body cells."""

    def __init__(self, column: Column, width: int, table: Table, fonts: Fonts) -> None:
        self.width = width
        font = fonts.song if column.kind is Kind.SYMBOL else fonts.body
        self.look = Look(fonts, font, table.cell_pt)
        self.strong = Look(fonts, fonts.hei, table.cell_pt)
        # LibreOffice keeps a gap between digits and Chinese, so a text that just fits may take two lines there.
        self.room = room_in_em(column.width, 2 * table.side_margin_mm, table.cell_pt) - 0.3
        self.fit = column.align is Align.FIT
        self.kind = column.kind
        aligned = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.FIT: "left"}[column.align]
        indent = ""
        if column.align is Align.RIGHT:
            widest = 4 if column.kind is Kind.PERCENT else 6
            free = twips(column.width - 2 * table.side_margin_mm) - round(widest * table.cell_pt * 10)
            indent = f'<w:ind w:right="{max(0, free // 2)}"/>'
        self._shape = self._make(width, table, indent, aligned, "")
        self._centred = self._make(width, table, indent, "center", "")
        self._shaded = self._make(width, table, indent, aligned, '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>')
        self.opening, self.centred_opening = self._shape + self.look.open, self._centred + self.look.open
        self.empty = f"{self._shape}</w:p></w:tc>"

    @staticmethod
    def _make(width: int, table: Table, indent: str, aligned: str, shading: str) -> str:
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
            f'{exact_line(table.line_pt)}{indent}<w:jc w:val="{aligned}"/></w:pPr>'
        )

    def fits(self, text: str) -> bool:
        return len(text) <= self.room or em_width(text) <= self.room

    def plain(self, text: str) -> str:
        """A cell of text without anything special in it."""
        if not text:
            return self.empty
        if self.fit and self.fits(text):
            return f"{self.centred_opening}{text}{_CELL_END}"
        return f"{self.opening}{text}{_CELL_END}"

    def any(self, text: str, strong: bool, shaded: bool) -> str:
        """A cell of any text."""
        shape = self._shaded if shaded else self._centred if self.fit and "\n" not in text and self.fits(text) else self._shape
        if not text:
            return f"{shape}</w:p></w:tc>"
        look = self.strong if shaded or strong else self.look
        return f"{shape}{look.open}{look.inside(text)}{_CELL_END}"


class _RowWriter:
    """Rows as XML; one look at a row's whole text decides whether its cells need more than being joined."""

    def __init__(self, cells: list[_Cells], opening: str, rooms: list[float], most: int) -> None:
        """`rooms`: of the columns in em; `most`: lines that a page has room for."""
        self._cells, self._opening, self._rooms, self._most = cells, opening, rooms, most
        self._long = min((room for room, cell in zip(rooms, cells, strict=True) if cell.kind is Kind.TEXT), default=40) * most * 0.5
        self._kinds = [cell.kind for cell in cells]
        self._special = special().search

    def xml(self, values: tuple[Cell, ...], shaded: bool, span: int = 1) -> str:
        texts = [value if type(value) is str else shown(value, kind) for value, kind in zip(values, self._kinds, strict=True)]
        if span == 1 and max(map(len, texts)) > self._long:
            cut = list(rows_that_fit(values, self._rooms, self._most))
            if len(cut) > 1:
                return "".join(self.xml(part, shaded) for part in cut)
        if shaded:
            strong = [type(value) is Strong for value in values]
            parts = [cell.any(text.strip(), bold, True) for cell, text, bold in zip(self._cells, texts, strong, strict=True)]
        elif special := self._special if self._special("".join(texts)) else None:
            parts = [
                cell.any(text.strip(), type(value) is Strong, False) if type(value) is Strong or special(text) else cell.plain(text)
                for cell, text, value in zip(self._cells, texts, values, strict=True)
            ]
        else:
            parts = [
                cell.any(text, True, False) if type(value) is Strong else cell.plain(text)
                for cell, text, value in zip(self._cells, texts, values, strict=True)
            ]
        if span > 1:
            width = sum(cell.width for cell in self._cells[:span])
            own = f'<w:tcW w:w="{self._cells[0].width}" w:type="dxa"/>'
            parts[:span] = [parts[0].replace(own, f'<w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{span}"/>', 1)]
        return f"{self._opening}{''.join(parts)}</w:tr>"


def table_opening(widths: list[int], side_margin_mm: float, edge: int) -> str:
    """A table up to its first row; `edge`: room above and below the words of its cells."""
    inside, outside = ('w:val="single" w:sz="4" w:space="0" w:color="000000"', 'w:val="single" w:sz="8" w:space="0" w:color="000000"')
    side = twips(side_margin_mm)
    rules = "".join(f"<w:{name} {outside}/>" for name in ("top", "left", "bottom", "right"))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{rules}<w:insideH {inside}/><w:insideV {inside}/></w:tblBorders>"
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{edge}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
        f'<w:bottom w:w="{edge}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{''.join(f'<w:gridCol w:w={chr(34)}{width}{chr(34)}/>' for width in widths)}</w:tblGrid>"
    )


def column_widths(table: Table) -> list[int]:
    """Column widths in twips whose sum is the rounded sum of the millimetres."""
    edges = [0]
    total = 0.0
    for column in table.columns:
        total += column.width
        edges.append(twips(total))
    return [right - left for left, right in pairwise(edges)]


def table_rows(table: Table, page: Page, fonts: Fonts, head_pt: float = 12, *, whole: bool = False, bound: bool = True) -> Iterator[str]:
    """The table in pieces: first all up to the end of its head, then one piece per row of the content, then the end.

    `whole`: never torn; `bound`: its last row stays on the page of what follows it.
    """
    widths = column_widths(table)
    head = (_band_row(table, widths, fonts) if table.bands else "") + _head_row(table, widths, fonts, head_pt)
    yield table_opening(widths, table.side_margin_mm, 0 if table.tight else CELL_EDGE) + (bound_to_next(head) if whole else head)
    cells = [_Cells(column, width, table, fonts) for column, width in zip(table.columns, widths, strict=True)]
    rooms = [room_in_em(column.width, 2 * table.side_margin_mm, table.cell_pt) for column in table.columns]
    most = max(6, int((page.text_height - table.head_mm - (BAND_MM if table.bands else 0) - 8) / (table.line_pt * 25.4 / 72)))
    opening = f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(table.row_mm)}" w:hRule="atLeast"/></w:trPr>'
    writer = _RowWriter(cells, opening, rooms, most)
    groups = _GroupWriter(table, widths, cells, fonts)
    last = len(table.rows)
    for place, row in enumerate(table.rows, 1):
        if isinstance(row, Row) and ((place == last and bound) or (place < last and whole)):
            # Its last part stays with what follows the table, so that notes and places to sign never have a page to themselves.
            *parts, end = rows_that_fit(row.cells, rooms, most) if row.span == 1 else [row.cells]
            yield "".join(writer.xml(part, row.shaded) for part in parts) + bound_to_next(writer.xml(end, row.shaded, row.span))
        elif isinstance(row, Group):
            yield groups.xml(row)
        else:
            yield writer.xml(row.cells, row.shaded, row.span)
    yield "</w:tbl>"


def _band_row(table: Table, widths: list[int], fonts: Fonts) -> str:
    """Names over runs of columns, above the head and repeated with it."""
    look, cells, at = Look(fonts, fonts.hei, BAND_PT), [], 0
    for name, count in table.bands:
        width, at = sum(widths[at : at + count]), at + count
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{count}"/>'
            '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar><w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr>{exact_line(12)}<w:jc w:val="center"/></w:pPr>{look.runs(name) if name else ""}</w:p></w:tc>'
        )
    opening = f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(BAND_MM)}" w:hRule="exact"/><w:tblHeader/></w:trPr>'
    return f"{opening}{''.join(cells)}</w:tr>"


def _head_row(table: Table, widths: list[int], fonts: Fonts, head_pt: float) -> str:
    across, down = Look(fonts, fonts.hei, head_pt), Look(fonts, fonts.hei, 10.5)
    upright = '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar><w:textDirection w:val="tbRlV"/>'
    cells = []
    for column, width in zip(table.columns, widths, strict=True):
        look = down if column.vertical else across
        direction = upright if column.vertical else ""
        cells.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{direction}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
            f'{exact_line(12 if column.vertical else head_pt * HEAD_LINE_RATIO)}<w:jc w:val="center"/></w:pPr>'
            f"{look.runs(column.head)}</w:p></w:tc>"
        )
    rule = "exact" if table.has_vertical_head else "atLeast"
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(table.head_mm)}" w:hRule="{rule}"/><w:tblHeader/></w:trPr>'
        f"{''.join(cells)}</w:tr>"
    )


class _GroupWriter:
    """Rows that name what follows: the words over all columns but those of their figures."""

    def __init__(self, table: Table, widths: list[int], cells: list[_Cells], fonts: Fonts) -> None:
        self._table, self._widths, self._cells = table, widths, cells
        faces = (fonts.hei, fonts.kai, fonts.body)
        self._looks = [Look(fonts, face, table.cell_pt) for face in faces]

    def xml(self, group: Group) -> str:
        table, level = self._table, min(group.level, 3)
        wide = len(self._widths) - len(group.cells)
        fill = "F2F2F2" if level == 1 else "F7F7F7"
        words = (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{twips(table.group_mm)}" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr>'
            f'<w:tcW w:w="{sum(self._widths[:wide])}" w:type="dxa"/><w:gridSpan w:val="{wide}"/>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
            f'{exact_line(table.line_pt)}<w:ind w:left="{(level - 1) * 210}"/><w:jc w:val="left"/></w:pPr>'
            f"{self._looks[level - 1].runs(group.text)}</w:p></w:tc>"
        )
        figures = "".join(
            cell.any(shown(value, cell.kind), False, True) for cell, value in zip(self._cells[wide:], group.cells, strict=True)
        )
        row = f"{words}{figures}</w:tr>"
        return row if group.folded else bound_to_next(row)
