"""A section with forms, month sheets or several tables as one sheet: their edges together make its columns, their cells are merged."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from tracker.progress import Progress
from tracker.reports.content import Align, Cell, Document, Grid, GridCell, Group, Kind, Row, Section, Strong, Table
from tracker.reports.excel_sheet import UNIT_MM, Sheet, room_of, row_height
from tracker.reports.excel_styles import Face, Styles
from tracker.reports.layout import Layout
from tracker.reports.measure import em_width, line_count

_SAME_MM = 1.5
"""Edges nearer than this are one column's edge."""
_PT_PER_MM = 72 / 25.4
_FORMATS = {Kind.PERCENT: '0"%"_0', Kind.NUMBER: "0", Kind.DATE: "yyyy-mm-dd"}


class FormSheet(Sheet):
    """Any blocks under each other."""

    def __init__(self, sheet: Any, section: Section, document: Document, styles: Styles, layout: Layout, progress: Progress) -> None:
        super().__init__(sheet, section, document, styles, layout, progress)
        ruled = [block for block in section.blocks if isinstance(block, Table | Grid)]
        edges = sorted({round(edge, 2) for block in ruled for edge in accumulate(_widths(block))} or {section.page.text_width})
        self._edges = [0.0]
        for edge in edges:
            if edge - self._edges[-1] > _SAME_MM:
                self._edges.append(edge)
        self.widths = [round((right - left) / UNIT_MM, 2) for left, right in zip(self._edges, self._edges[1:], strict=False)]

    def write(self) -> None:
        """All rows, from the first to the last."""
        self.set_up()
        for place, block in enumerate(self.section.blocks):
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Grid):
                self._form(block)
            else:
                self.words(block, place)
            self.progress(0.9, f"正在写入第 {self.line} 行")
        self.finish()

    def _spans(self, widths: Sequence[float]) -> list[tuple[int, int]]:
        """For each column of a table or form the first of the sheet's columns and how many it takes."""
        ends = [min(len(self.widths), bisect_left(self._edges, edge - _SAME_MM)) for edge in accumulate(widths)]
        return [(start, end - start) for start, end in zip([0, *ends], ends, strict=False)]

    def _row(self, cells: Sequence[tuple[Cell, Any, int]], height: float) -> None:
        """Cells (value, look, columns), merged where they take several."""
        row: list[Any] = []
        for value, style, span in cells:
            if span > 1:
                self.merged.append((self.line + 1, len(row) + 1, len(row) + span))
            row += [(value, style), *[(None, style)] * (span - 1)]
        self.append(row, height)

    def _room(self, first: int, span: int, pt: float) -> float:
        return room_of(sum(self.widths[first : first + span]), pt)

    # forms

    def _form(self, grid: Grid) -> None:
        spans, last = self._spans(grid.widths), len(grid.rows) - 1
        for turn, row in enumerate(grid.rows):
            cells, height, at = [], row.height_mm * _PT_PER_MM, 0
            for cell in row.cells:
                own = spans[at : at + cell.span]
                at += cell.span
                first, span = own[0][0], sum(count for _, count in own)
                room, words = self._room(first, span, cell.pt), "\n".join((cell.head, *cell.words) if cell.head else cell.words)
                edges = (first == 0, first + span == len(self.widths), turn == 0, turn == last)
                cells.append((words, self.styles.form_cell(cell, edges, _aligned(cell, words, room)), span))
                height = max(height, row_height(line_count(words, room), cell.pt, 0)) if words else height
            self._row(cells, min(height, 409.0))

    # tables

    def _table(self, table: Table) -> None:
        self.styles.cell_pt = table.cell_pt
        spans = self._spans([column.width for column in table.columns])
        count = len(table.columns)
        heads = [
            (column.head, self.styles.style(Face.HEAD, "center", at, count), span)
            for at, (column, (_, span)) in enumerate(zip(table.columns, spans, strict=True))
        ]
        if table.bands:
            self._row(self._bands(table, spans), 18)
        lines = max(line_count(column.head, self._room(*span, 12)) for column, span in zip(table.columns, spans, strict=True))
        self._row(heads, row_height(lines, 12, 30))
        for number, row in enumerate(table.rows, 1):
            if isinstance(row, Group):
                face = Face.GROUP if row.level == 1 else Face.SUBGROUP
                wide = sum(span for _, span in spans[: count - len(row.cells)])
                last = number == len(table.rows)
                lines = line_count(row.text, self._room(0, wide, table.cell_pt))
                style = self.styles.style(face, "left", 0, 1 if wide == len(self.widths) else 2, last)
                figures = [
                    (value, self.styles.style(Face.TOTAL, "center", at, count, last), spans[at][1])
                    for at, value in enumerate(row.cells, count - len(row.cells))
                ]
                self._row([(row.text, style, wide), *figures], row_height(lines, table.cell_pt))
            else:
                self._body(table, row, spans, last=number == len(table.rows))

    def _bands(self, table: Table, spans: list[tuple[int, int]]) -> list[tuple[Cell, Any, int]]:
        found: list[tuple[Cell, Any, int]] = []
        at = 0
        for name, count in table.bands:
            wide = sum(span for _, span in spans[at : at + count])
            found.append((name or None, self.styles.style(Face.BAND, "center", at, len(spans)), wide))
            at += count
        return found

    def _body(self, table: Table, row: Row, spans: list[tuple[int, int]], *, last: bool) -> None:
        cells: list[tuple[Cell, Any, int]] = []
        lines = 1
        for at, (value, column, (first, span)) in enumerate(zip(row.cells, table.columns, spans, strict=True)):
            if 0 < at < row.span:
                continue
            wide = sum(count for _, count in spans[: row.span]) if at == 0 else span
            room = self._room(first, wide, table.cell_pt)
            text = value if isinstance(value, str) else ""
            lines = max(lines, line_count(text, room))
            centred = column.align is Align.CENTER or (column.align is Align.FIT and "\n" not in text and em_width(text) <= room)
            align = "center" if centred else "right" if column.align is Align.RIGHT else "left"
            face = Face.TOTAL if row.shaded else Face.ALERT if isinstance(value, Strong) else Face.BODY
            broken = column.kind is Kind.NUMBER and isinstance(value, float) and not value.is_integer()
            shown = "General" if broken else _FORMATS.get(column.kind, "General")
            cells.append((value, self.styles.style(face, align, at, len(spans), last, shown), wide))
        self._row(cells, row_height(lines, table.cell_pt))


def _widths(block: Table | Grid) -> list[float]:
    return [column.width for column in block.columns] if isinstance(block, Table) else list(block.widths)


def _aligned(cell: GridCell, words: str, room: float) -> str:
    if cell.align is Align.FIT:
        return "center" if "\n" not in words and em_width(words) <= room else "left"
    return str(cell.align)
