"""A document of the content tree as .xlsx, written row by row, ready to print without touching it: a sheet for each section.

Styles are made once per kind of cell and shared.
"""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from tracker.progress import Progress, silent
from tracker.reports.content import Align, Cell, Column, Document, Grid, Group, Kind, Row, Section, Table, Title
from tracker.reports.excel_forms import FormSheet
from tracker.reports.excel_sheet import HIGHEST, PER_LINE, UNIT_MM, Sheet, room_of, row_height
from tracker.reports.excel_styles import Face, Styles
from tracker.reports.fonts import STANDARD, Fonts
from tracker.reports.layout import NATIONAL, Layout
from tracker.reports.measure import em_width, line_count, rows_that_fit

__all__ = ["UNIT_MM", "room_of", "row_height", "write_excel"]

_MAX_TEXT = 32_000
_SPEAK_EVERY = 200


def write_excel(document: Document, path: Path, fonts: Fonts = STANDARD, progress: Progress = silent, layout: Layout = NATIONAL) -> None:
    """Write `document`, laid out for `layout`, to `path`, which is overwritten.

    Wrap it in `files.writing.written` for a file that people already have.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    styles = Styles(book, fonts)
    taken: set[str] = set()
    sheets: list[Any] = []
    try:
        for section in document.sections:
            sheets.append(book.create_sheet(_sheet_name(document, section, taken)))
            ruled = [block for block in section.blocks if isinstance(block, Table | Grid)]
            kind = TableSheet if len(ruled) == 1 and isinstance(ruled[0], Table) else FormSheet
            kind(sheets[-1], section, document, styles, layout, progress).write()
        properties = book.properties
        properties.title, properties.creator = document.name, document.author
        properties.created = properties.modified = datetime.combine(document.made, time())
        book.save(path)
    finally:
        for sheet in sheets:
            _forget(sheet)


def _sheet_name(document: Document, section: Section, taken: set[str]) -> str:
    """The document's name; where it has several sheets, the title of each, numbered where several say the same."""
    title = next((block for block in section.blocks if isinstance(block, Title)), None)
    name = document.name if len(document.sections) == 1 or title is None else "".join(title.lines)
    kept = "".join("" if char in "\\/?*[]:'" else char for char in name)
    base, number = kept[-31:] or "表", 1
    found = base
    while found in taken:
        number += 1
        mark = f"（{number}）"
        found = base[len(mark) - 31 :] + mark if len(base) + len(mark) > 31 else base + mark
    taken.add(found)
    return found


def _forget(sheet: Any) -> None:
    """openpyxl streams a sheet into a file of its own and leaves it lying where the work is broken off."""
    writer = sheet._writer
    if writer is not None and Path(writer.out).exists():
        if not sheet.closed:
            sheet.close()
        writer.cleanup()


class TableSheet(Sheet):
    """One table with what stands above and below it."""

    def __init__(self, sheet: Any, section: Section, document: Document, styles: Styles, layout: Layout, progress: Progress) -> None:
        super().__init__(sheet, section, document, styles, layout, progress)
        self.table = next(block for block in section.blocks if isinstance(block, Table))
        self.columns = self.table.columns
        self.widths = [round(column.width / UNIT_MM, 2) for column in self.columns]
        styles.cell_pt = self.table.cell_pt

    def write(self) -> None:
        """All rows, from the first to the last."""
        blocks = self.section.blocks
        above = blocks[: blocks.index(self.table)]
        head = 1 + sum(len(self.lines(block, place)) for place, block in enumerate(above))
        last = head + bool(self.table.bands)
        frozen = (min(self.table.frozen, len(self.columns)), last)
        self.set_up(frozen=frozen, repeated=(head, last), across=self.table.sheets_across)
        for place, block in enumerate(blocks):
            if isinstance(block, Table):
                self._head()
                self._body()
            else:
                self.words(block, place)
        self.finish()

    def _bands(self) -> None:
        cells: list[Any] = []
        for name, count in self.table.bands:
            self.merged.append((self.line + 1, len(cells) + 1, len(cells) + count))
            words = [name or None, *[None] * (count - 1)]
            places = range(len(cells), len(cells) + count)
            cells += [self.styles.cell(word, Face.BAND, "center", at, len(self.columns)) for at, word in zip(places, words, strict=True)]
        self.append(cells, 18)

    def _head(self) -> None:
        if self.table.bands:
            self._bands()
        cells = [
            self.styles.cell(column.head, Face.DOWN if column.vertical else Face.HEAD, "center", at, len(self.columns))
            for at, column in enumerate(self.columns)
        ]
        lines = max(line_count(column.head, room_of(width, 12)) for column, width in zip(self.columns, self.widths, strict=True))
        longest = max((len(column.head) for column in self.columns if column.vertical), default=0)
        self.append(cells, max(36, row_height(lines, 12), longest * 10.5 * 1.15 + 8))

    def _body(self) -> None:
        rooms = [room_of(width, self.table.cell_pt) for width in self.widths]
        most = int((HIGHEST - 6) / (self.table.cell_pt * PER_LINE))
        least = 18.0 if self.table.tight else 24.0
        total = len(self.table.rows)
        heights = {lines: row_height(lines, self.table.cell_pt, least) for lines in range(1, most + 1)}
        sides = [_Side(column, at, len(self.columns), self.styles) for at, column in enumerate(self.columns)]
        for number, row in enumerate(self.table.rows, 1):
            last = number == total
            if isinstance(row, Group):
                self._group(row, sides, rooms, last, least)
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
            self.append(
                [side.cell(value, room, row.shaded, last) for side, value, room in zip(sides, row.cells, rooms, strict=True)],
                heights[lines],
            )
            return
        parts = list(rows_that_fit(row.cells, rooms, most))
        for at, cells in enumerate(parts, 1):
            lines = max(line_count(value, room) if isinstance(value, str) else 1 for value, room in zip(cells, rooms, strict=True))
            ends = last and at == len(parts)
            self.append(
                [side.cell(value, room, row.shaded, ends) for side, value, room in zip(sides, cells, rooms, strict=True)], heights[lines]
            )

    def _group(self, group: Group, sides: list["_Side"], rooms: list[float], last: bool, least: float) -> None:
        count = len(self.columns)
        wide = count - len(group.cells)
        face = Face.GROUP if group.level == 1 else Face.SUBGROUP
        self.merged.append((self.line + 1, 1, wide))
        indent = "　" * (group.level - 1)
        cells = [self.styles.cell(indent + group.text if at == 0 else None, face, "left", at, count, last) for at in range(wide)]
        figures = zip(sides[wide:], group.cells, rooms[wide:], strict=True)
        cells += [side.cell(value, room, True, last) for side, value, room in figures]
        lines = line_count(group.text, room_of(sum(self.widths[:wide]), 10.5))
        self.append(cells, row_height(lines, 10.5, least))


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
            # A number like 71.4 must not look like 71.
            return "General" if isinstance(value, float) and not value.is_integer() else "0"
        return "General"


def _one_line(text: str, room: float) -> bool:
    return "\n" not in text and em_width(text) <= room
