"""One sheet of a workbook: its print set-up, rows of words over all columns, and heights that show all text.

Every row gets its height written, because neither Excel nor LibreOffice works out heights for merged or freshly opened Chinese text
reliably.
"""

import math
from collections.abc import Sequence
from typing import Any

from tracker.progress import Progress
from tracker.reports.content import Block, Document, NewPage, Section
from tracker.reports.excel_styles import Face, Styles
from tracker.reports.excel_words import Line, lines_of
from tracker.reports.layout import Layout, Numbers
from tracker.reports.measure import break_title, line_count
from tracker.reports.typesetting import numbers_of

UNIT_MM = 2.1
"""What one unit of column width is on paper, with 宋体 11 as the workbook's Normal font."""
HIGHEST = 409.0
PER_LINE = 1.3
_PAPER = {"A3": 8, "A4": 9}
_FOOTERS = {Numbers.COUNT: "第 &P 页　共 &N 页", Numbers.DASHES: "— &P —"}


def row_height(lines: int, size_pt: float, least: float = 24) -> float:
    """Height in points that shows all lines in Excel, whose line pitch is wider than LibreOffice's."""
    return min(HIGHEST, max(least, math.ceil(lines * size_pt * PER_LINE + 6)))


def room_of(width: float, size_pt: float) -> float:
    """How many full-width characters fit side by side in a column of `width` units."""
    return (width * 7.333 - 3) * 0.75 / size_pt


class Sheet:
    """A section as rows; what is ruled in it is drawn by those who know its columns."""

    def __init__(self, sheet: Any, section: Section, document: Document, styles: Styles, layout: Layout, progress: Progress) -> None:
        self.sheet, self.section, self.styles, self.layout, self.progress = sheet, section, styles, layout, progress
        self.made = document.made
        self.widths: list[float] = []
        self.line = 0
        self.held = 0
        self.merged: list[tuple[int, int, int]] = []
        styles.begin(sheet)

    def set_up(self, *, frozen: tuple[int, int] | None = None, repeated: tuple[int, int] | None = None, across: int = 1) -> None:
        """Before the first row. `frozen`: columns and rows that stay on the screen; `repeated`: first and last row of every page's head;
        `across`: pages side by side."""
        from openpyxl.worksheet.properties import PageSetupProperties

        self.held = frozen[0] if frozen and across > 1 else 0
        sheet, page = self.sheet, self.section.page
        for at, width in enumerate(self.widths, 1):
            sheet.column_dimensions[letter(at)].width = width
        if frozen:
            sheet.freeze_panes = f"{letter(frozen[0] + 1)}{frozen[1] + 1}"
        if repeated:
            sheet.print_title_rows = f"{repeated[0]}:{repeated[1]}"
        if across > 1 and frozen:
            sheet.print_title_cols = f"A:{letter(frozen[0])}"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.paperSize = _PAPER[page.paper]
        sheet.page_setup.orientation = "landscape" if page.width > page.height else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0
        margins = sheet.page_margins
        margins.top, margins.bottom, margins.left, margins.right = (mm / 25.4 for mm in (page.top, page.bottom, page.left, page.right))
        margins.header, margins.footer = page.head / 25.4, page.foot / 25.4
        sheet.print_options.horizontalCentered = True
        footer = _FOOTERS.get(numbers_of(self.section, self.layout))
        if footer:
            sheet.oddFooter.center.text = footer
            sheet.oddFooter.center.font, sheet.oddFooter.center.size = f"{self.styles.fonts.song},常规", 10

    def finish(self) -> None:
        """After the last row."""
        from openpyxl.worksheet.cell_range import CellRange

        # Into the set at once: the sheet's own way compares each new range with all before it.
        ranges = self.sheet.merged_cells.ranges
        for line, first, last in self.merged:
            if last > first:
                ranges.add(CellRange(min_row=line, max_row=line, min_col=first, max_col=last))
        self.sheet.print_area = f"A1:{letter(len(self.widths))}{max(1, self.line)}"

    def append(self, cells: Sequence[Any], height: float) -> None:
        self.line += 1
        self.sheet.row_dimensions[self.line].height = height
        self.sheet.append(cells)

    def words(self, block: Block, place: int) -> None:
        """The rows of a block that is neither table nor form."""
        if isinstance(block, NewPage):
            self.new_page()
            return
        for line in self.lines(block, place):
            if line.on_new_page:
                self.new_page()
            self._pieces(line)

    def lines(self, block: Block, place: int) -> list[Line]:
        """The rows of words of a block."""
        return lines_of(block, self.section.blocks, place)

    def new_page(self) -> None:
        """What follows begins on a new page in print."""
        from openpyxl.worksheet.pagebreak import Break

        if self.line:
            self.sheet.row_breaks.append(Break(id=self.line))

    def _pieces(self, line: Line) -> None:
        count, pieces = len(self.widths), line.pieces
        if count < len(pieces):
            pieces = (("　　".join(text for text, _, _ in pieces if text), 1.0, "left"),)
        spans = self._shares([weight for _, weight, _ in pieces])
        row: list[Any] = []
        height = line.height
        if self.held and len(pieces) == 1:
            # Across pages side by side titles and notes would be torn; over the columns that are repeated they stand on each of them.
            ((text, weight, align),), spans = pieces, [self.held]
            room = room_of(sum(self.widths[: self.held]), line.pt)
            text = "\n".join(break_title(text.replace("\n", ""), room)) if line.face is Face.TITLE else text
            pieces, height = ((text, weight, align),), max(height, row_height(line_count(text, room), line.pt, height))
        for (text, _, align), span in zip(pieces, spans, strict=True):
            if span > 1:
                self.merged.append((self.line + 1, len(row) + 1, len(row) + span))
            if line.wraps:
                room = room_of(sum(self.widths[len(row) : len(row) + span]), line.pt)
                height = max(height, row_height(line_count(text, room), line.pt, line.height))
            row += [self.styles.cell(text, line.face, align), *[None] * (span - 1)]
        self.append(row, height)

    def _shares(self, weights: list[float]) -> list[int]:
        """Divide the columns among pieces so that each gets its share of the width; the first gets all where they are too few."""
        count, total, whole = len(self.widths), sum(self.widths), sum(weights)
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


def letter(at: int) -> str:
    """The name of the column."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(at)
