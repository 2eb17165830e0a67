"""A document of the content tree as .xlsx: one sheet, written row by row, ready to print without touching it.

Styles are made once per kind of cell and shared. Every row gets its height written, because neither Excel nor LibreOffice works out
heights for merged or freshly opened Chinese text reliably.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from tracker.progress import Progress, silent
from tracker.reports.content import Align, Block, Cell, Column, Document, FootLine, Group, Kind, Note, Row, SubLine, Table, Title
from tracker.reports.excel_styles import Face, Styles
from tracker.reports.fonts import STANDARD, Fonts
from tracker.reports.measure import em_width, line_count, rows_that_fit

UNIT_MM = 2.1
"""What one unit of column width is on paper, with 宋体 11 as the workbook's Normal font."""
_HIGHEST = 409.0
_PER_LINE = 1.3
_MAX_TEXT = 32_000
_PAPER = {"A3": 8, "A4": 9}
_SPEAK_EVERY = 200


def write_excel(document: Document, path: Path, fonts: Fonts = STANDARD, progress: Progress = silent) -> None:
    """Write `document` to `path`, which is overwritten. Wrap it in `files.writing.written` for a file that people already have."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(document.name))
    try:
        writer = _Sheet(book, sheet, document, fonts, progress)
        writer.write()
        book.save(path)
    finally:
        _forget(sheet)


def row_height(lines: int, size_pt: float, least: float = 24) -> float:
    """Height in points that shows all lines in Excel, whose line pitch is wider than LibreOffice's."""
    return min(_HIGHEST, max(least, math.ceil(lines * size_pt * _PER_LINE + 6)))


def room_of(width: float, size_pt: float) -> float:
    """How many full-width characters fit side by side in a column of `width` units."""
    return (width * 7.333 - 3) * 0.75 / size_pt


def _sheet_name(name: str) -> str:
    kept = "".join("" if char in "\\/?*[]:'" else char for char in name)
    return kept[:31] if len(kept) <= 31 else kept[-31:]


def _forget(sheet: Any) -> None:
    """openpyxl streams a sheet into a file of its own and leaves it lying where the work is broken off."""
    writer = sheet._writer
    if writer is not None and Path(writer.out).exists():
        if not sheet.closed:
            sheet.close()
        writer.cleanup()


class _Sheet:
    """One table with what stands above and below it."""

    def __init__(self, book: Any, sheet: Any, document: Document, fonts: Fonts, progress: Progress) -> None:
        self.book, self.sheet, self.document, self.progress = book, sheet, document, progress
        self.styles = Styles(book, sheet, fonts)
        self.table = next(block for block in document.blocks if isinstance(block, Table))
        self.columns = self.table.columns
        self.widths = [round(column.width / UNIT_MM, 2) for column in self.columns]
        self.line = 0
        self.head_line = document.blocks.index(self.table) + 1
        self.merged: list[tuple[int, int, int]] = []

    def write(self) -> None:
        self._set_up()
        for block in self.document.blocks:
            if isinstance(block, Table):
                self._head()
                self._body()
            else:
                self._words(block)
        self._merge()
        last = self._letter(len(self.columns))
        self.sheet.print_area = f"A1:{last}{max(1, self.line)}"

    def _set_up(self) -> None:
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet, page = self.sheet, self.document.page
        for at, width in enumerate(self.widths, 1):
            sheet.column_dimensions[self._letter(at)].width = width
        sheet.freeze_panes = f"{self._letter(min(self.table.frozen, len(self.columns)) + 1)}{self.head_line + 1}"
        sheet.print_title_rows = f"{self.head_line}:{self.head_line}"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.paperSize = _PAPER[page.paper]
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = self.table.sheets_across, 0
        if self.table.sheets_across > 1:
            sheet.print_title_cols = f"A:{self._letter(self.table.frozen)}"
        margins = sheet.page_margins
        margins.top, margins.bottom, margins.left, margins.right = (mm / 25.4 for mm in (page.top, page.bottom, page.left, page.right))
        margins.header, margins.footer = page.head / 25.4, page.foot / 25.4
        sheet.print_options.horizontalCentered = True
        sheet.oddFooter.center.text = "第 &P 页　共 &N 页"
        sheet.oddFooter.center.font, sheet.oddFooter.center.size = f"{self.styles.fonts.song},常规", 10
        properties = self.book.properties
        properties.title, properties.creator = self.document.name, self.document.author
        properties.created = properties.modified = datetime.combine(self.document.made, time())

    @staticmethod
    def _letter(at: int) -> str:
        from openpyxl.utils import get_column_letter

        return get_column_letter(at)

    def _append(self, cells: Sequence[Any], height: float) -> None:
        self.line += 1
        self.sheet.row_dimensions[self.line].height = height
        self.sheet.append(cells)

    def _words(self, block: Block) -> None:
        """A row of text over all columns, above or below the table."""
        count = len(self.columns)
        if isinstance(block, Title):
            self._pieces([("\n".join(block.lines), count, "center")], Face.TITLE, 36 * len(block.lines))
        elif isinstance(block, SubLine):
            self._pieces(self._thirds(block), Face.WORDS, 22)
        elif isinstance(block, FootLine):
            shares = self._shares([1.0] * len(block.pieces))
            pieces = [(text, share, "left") for text, share in zip(block.pieces, shares, strict=True)]
            self._pieces(pieces, Face.WORDS, 36)
        elif isinstance(block, Note):
            lines = line_count(block.text, room_of(sum(self.widths), 10.5))
            self._pieces([(block.text, count, "left")], Face.NOTE, row_height(lines, 10.5, 18))

    def _thirds(self, line: SubLine) -> list[tuple[str, int, str]]:
        room = [em_width(text) + 2 for text in (line.left, line.middle, line.right)]
        shares = self._shares([max(room[0], room[2]), room[1], max(room[0], room[2])])
        return list(zip((line.left, line.middle, line.right), shares, ("left", "center", "right"), strict=True))

    def _shares(self, weights: list[float]) -> list[int]:
        """Divide the columns among pieces so that each gets its share of the width; the first gets all where they are too few."""
        count, total, whole = len(self.columns), sum(self.widths), sum(weights)
        if count < len(weights):
            return [count] + [0] * (len(weights) - 1)
        edges = [0]
        reached = 0.0
        for at, weight in enumerate(weights[:-1], 1):
            reached += weight
            goal = total * reached / whole
            edge = min(range(count + 1), key=lambda n: abs(sum(self.widths[:n]) - goal))
            edges.append(max(edges[-1] + 1, min(edge, count - (len(weights) - at))))
        return [right - left for left, right in zip(edges, [*edges[1:], count], strict=True)]

    def _pieces(self, pieces: list[tuple[str, int, str]], face: Face, height: float) -> None:
        row: list[Any] = []
        if len(pieces) > len(self.columns):
            pieces = [("　　".join(text for text, _, _ in pieces if text), len(self.columns), "left")]
        for text, span, align in pieces:
            if span > 1:
                self.merged.append((self.line + 1, len(row) + 1, len(row) + span))
            row += [self.styles.cell(text, face, align), *[None] * (span - 1)]
        self._append(row, height)

    def _head(self) -> None:
        cells = [
            self.styles.cell(column.head, Face.DOWN if column.vertical else Face.HEAD, "center", at, len(self.columns))
            for at, column in enumerate(self.columns)
        ]
        lines = max(line_count(column.head, room_of(width, 12)) for column, width in zip(self.columns, self.widths, strict=True))
        longest = max((len(column.head) for column in self.columns if column.vertical), default=0)
        self._append(cells, max(36, row_height(lines, 12), longest * 10.5 * 1.15 + 8))

    def _body(self) -> None:
        rooms = [room_of(width, self.table.cell_pt) for width in self.widths]
        most = int((_HIGHEST - 6) / (self.table.cell_pt * _PER_LINE))
        least = 18.0 if self.table.tight else 24.0
        total = len(self.table.rows)
        heights = {lines: row_height(lines, self.table.cell_pt, least) for lines in range(1, most + 1)}
        sides = [_Side(column, at, len(self.columns), self.styles) for at, column in enumerate(self.columns)]
        for number, row in enumerate(self.table.rows, 1):
            last = number == total
            if isinstance(row, Group):
                self._group(row, last, least)
            else:
                self._row(row, rooms, most, heights, sides, last)
            if number % _SPEAK_EVERY == 0 or last:
                self.progress(0.9 * number / total, f"正在写入第 {number} 行，共 {total} 行")

    def _row(self, row: Row, rooms: list[float], most: int, heights: dict[int, float], sides: list["_Side"], last: bool) -> None:
        lines = 1
        if row.span > 1:
            self.merged.append((self.line + 1, 1, row.span))
            rooms = [sum(rooms[: row.span]), *rooms[1:]]
        for value, room in zip(row.cells, rooms, strict=True):
            if (value.__class__ is str and len(value) > room) or (isinstance(value, str) and "\n" in value):
                lines = max(lines, line_count(value, room))
        if lines <= most:
            self._append(
                [side.cell(value, room, row.shaded, last) for side, value, room in zip(sides, row.cells, rooms, strict=True)],
                heights[lines],
            )
            return
        parts = list(rows_that_fit(row.cells, rooms, most))
        for at, cells in enumerate(parts, 1):
            lines = max(line_count(value, room) if isinstance(value, str) else 1 for value, room in zip(cells, rooms, strict=True))
            ends = last and at == len(parts)
            self._append(
                [side.cell(value, room, row.shaded, ends) for side, value, room in zip(sides, cells, rooms, strict=True)], heights[lines]
            )

    def _group(self, group: Group, last: bool, least: float) -> None:
        count = len(self.columns)
        face = Face.GROUP if group.level == 1 else Face.SUBGROUP
        self.merged.append((self.line + 1, 1, count))
        indent = "　" * (group.level - 1)
        cells = [self.styles.cell(indent + group.text if at == 0 else None, face, "left", at, count, last) for at in range(count)]
        lines = line_count(group.text, room_of(sum(self.widths), 10.5))
        self._append(cells, row_height(lines, 10.5, least))

    def _merge(self) -> None:
        """Into the set at once: the sheet's own way compares each new range with all before it."""
        from openpyxl.worksheet.cell_range import CellRange

        ranges = self.sheet.merged_cells.ranges
        for line, first, last in self.merged:
            if last > first:
                ranges.add(CellRange(min_row=line, max_row=line, min_col=first, max_col=last))


class _Side:
    """Makes the body cells of one column; its few styles are looked up once."""

    def __init__(self, column: Column, at: int, count: int, styles: Styles) -> None:
        self.align, self.kind, self.styles = column.align, column.kind, styles
        self.at, self.count = at, count
        self._known: dict[tuple[bool, bool, bool, bool], Any] = {}

    def cell(self, value: Cell, room: float, shaded: bool, last: bool) -> Any:
        text = isinstance(value, str)
        centred = self.align is Align.CENTER or (self.align is Align.FIT and (not isinstance(value, str) or _one_line(value, room)))
        strong = text and value.__class__ is not str
        key = (centred, strong or shaded, last, isinstance(value, float) and not value.is_integer())
        style = self._known.get(key)
        if style is None:
            face = Face.TOTAL if shaded else Face.ALERT if strong else Face.SYMBOL if self.kind is Kind.SYMBOL else Face.BODY
            align = "center" if centred else "right" if self.align is Align.RIGHT else "left"
            style = self._known[key] = self.styles.style(face, align, self.at, self.count, last, self._format(value))
        return (value.strip()[:_MAX_TEXT] if isinstance(value, str) else value), style

    def _format(self, value: Cell) -> str:
        if self.kind is Kind.DATE or isinstance(value, date):
            return "yyyy-mm-dd"
        if self.kind is Kind.PERCENT:
            # _0 leaves the width of a digit free at the right edge.
            return '0.0"%"_0' if isinstance(value, float) and not value.is_integer() else '0"%"_0'
        if self.kind is Kind.NUMBER:
            return "0"
        return "General"


def _one_line(text: str, room: float) -> bool:
    return "\n" not in text and em_width(text) <= room
