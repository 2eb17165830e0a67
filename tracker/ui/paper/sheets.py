"""A document divided into sheets: which row stands where on which page. What each page looks like in detail is worked out when it is
painted, so a document of hundreds of pages costs its row heights only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from tracker.progress import Progress, silent
from tracker.reports.content import Align, Block, Column, Document, FootLine, Group, NewPage, Note, Row, Strong, SubLine, Table, Title
from tracker.reports.measure import room_in_em, rows_that_fit
from tracker.reports.word_table import shown
from tracker.ui.paper.faces import UNIT, Face, Faces

_MM = 56.693
_CELL_EDGE = 28
_LONG = 200
_EVERY = 200


def units(millimetres: float) -> float:
    """Millimetres in twentieths of a point."""
    return millimetres * _MM


@dataclass(frozen=True, slots=True)
class Head:
    """The repeated head of a table."""


Content = Row | Group | Head | Title | SubLine | Note | FootLine


@dataclass(frozen=True, slots=True)
class Placed:
    """Something on a page; `table` where it is part of one."""

    y: float
    height: float
    what: Content
    table: Table | None = None


@dataclass(slots=True)
class Sheet:
    """One page: what stands on it, and from where to where its tables reach."""

    placed: list[Placed] = field(default_factory=list)
    tables: list[tuple[Table, float, float]] = field(default_factory=list)


class Measure:
    """How tall everything is in the faces of this computer."""

    def __init__(self, document: Document, faces: Faces) -> None:
        page = document.page
        self.width, self.height = units(page.width), units(page.height)
        self.left, self.text_width = units(page.left), units(page.text_width)
        self.top, self.bottom = units(page.top), self.height - units(page.bottom)
        self.faces = faces
        self.title_face, self.line_face = faces.title(22), faces.body(12)
        self.note_face, self.foot_face, self.head_face = faces.body(10.5), faces.song(10.5), faces.hei(12)

    def block_height(self, block: Title | SubLine | Note | FootLine) -> float:
        if isinstance(block, Title):
            return len(block.lines) * 34 * UNIT
        if isinstance(block, SubLine):
            return 5 * UNIT + (20 if self.sub_line_fits(block) else 45) * UNIT
        if isinstance(block, Note):
            return (2 + 16 * len(self.note_face.wrap(block.text, self.text_width))) * UNIT
        return 34 * UNIT

    def sub_line_fits(self, line: SubLine) -> bool:
        """Whether the three pieces stand side by side; else the left one takes a line of its own."""
        left, middle, right = (self.line_face.width(piece) for piece in (line.left, line.middle, line.right))
        gap = units(6)
        return left + gap <= (self.text_width - middle) / 2 and right + gap <= (self.text_width - middle) / 2

    def inner_width(self, table: Table, column: Column) -> float:
        """The room for letters in a cell of this column."""
        return units(column.width) - 2 * units(table.side_margin_mm)

    def head_height(self, table: Table) -> float:
        """The height of the repeated head; vertical words fit into the height that is given."""
        if table.has_vertical_head:
            return units(table.head_mm)
        lines = max(len(self.head_face.wrap(column.head, self.inner_width(table, column))) for column in table.columns)
        return max(units(table.head_mm), lines * 16 * UNIT + 2 * _CELL_EDGE)

    def edge(self, table: Table) -> float:
        """The room above and below the letters of a cell together."""
        return 0 if table.tight else 2 * _CELL_EDGE

    def group_lines(self, table: Table, group: Group) -> list[str]:
        room = units(sum(column.width for column in table.columns)) - units(2 * table.side_margin_mm) - (group.level - 1) * 210
        return self.group_face(table, group).wrap(group.text, room)

    def group_face(self, table: Table, group: Group) -> Face:
        make = self.faces.hei if group.level == 1 else self.faces.kai if group.level == 2 else self.faces.body
        return make(table.cell_pt)

    def row_height(self, table: Table, row: Row | Group) -> float:
        """The height of a row or of a group's row."""
        if isinstance(row, Group):
            return max(units(table.group_mm), len(self.group_lines(table, row)) * table.line_pt * UNIT + self.edge(table))
        lines = max((len(lines) for lines, _face in self.cell_lines(table, row)), default=1)
        return max(units(table.row_mm), lines * table.line_pt * UNIT + self.edge(table))

    def cell_lines(self, table: Table, row: Row) -> list[tuple[list[str], Face]]:
        """The lines of every cell of a row with their face; of cells that are one, the first has them."""
        body, strong = self.faces.body(table.cell_pt), self.faces.hei(table.cell_pt)
        cells = []
        for place, (value, column) in enumerate(zip(row.cells, table.columns, strict=True)):
            face = strong if row.shaded or isinstance(value, Strong) else body
            room = self.inner_width(table, column)
            if row.span > 1 and place < row.span:
                room = units(sum(each.width for each in table.columns[: row.span])) - 2 * units(table.side_margin_mm)
            words = "" if 0 < place < row.span else shown(value, column.kind)
            cells.append((face.wrap(words, room), face))
        return cells

    def edges(self, table: Table) -> list[float]:
        """The left edge of every column and the right edge of the last."""
        return [self.left, *(self.left + units(width) for width in accumulate(column.width for column in table.columns))]


class Sheets(Measure):
    """All pages of a document."""

    def __init__(self, document: Document, faces: Faces, progress: Progress = silent) -> None:
        super().__init__(document, faces)
        self.document = document
        self.pages: list[Sheet] = [Sheet()]
        self._y = self.top
        for place, block in enumerate(document.blocks):
            if isinstance(block, Table):
                self._place_table(block, self._tail(document.blocks[place + 1 :]), progress)
            elif isinstance(block, NewPage):
                if self.pages[-1].placed:
                    self._new_page()
            elif isinstance(block, Title | SubLine | Note | FootLine):
                self._place_block(block)
        progress(1.0, f"共 {len(self.pages)} 页")

    def _new_page(self) -> None:
        self.pages.append(Sheet())
        self._y = self.top

    def _put(self, height: float, what: Content, table: Table | None = None) -> None:
        self.pages[-1].placed.append(Placed(self._y, height, what, table))
        self._y += height

    def _place_block(self, block: Title | SubLine | Note | FootLine) -> None:
        height = self.block_height(block)
        if self._y + height > self.bottom + 1 and self.pages[-1].placed:
            self._new_page()
        self._put(height, block)

    def _tail(self, blocks: Sequence[Block]) -> float:
        """The height of the notes and places to sign after a table, which never have a page to themselves."""
        total = 0.0
        for block in blocks:
            if not isinstance(block, Note | FootLine):
                break
            total += self.block_height(block)
        return total

    def _place_table(self, table: Table, tail: float, progress: Progress) -> None:
        """Heads of groups stand with the row after them, the last row with the tail; every page begins with the table's head."""
        self._begun = False
        chain: list[Group] = []
        total = max(len(table.rows), 1)
        for done, row in enumerate(table.rows, 1):
            if done % _EVERY == 1:
                progress(done / total, f"正在排版第 {done} 行，共 {total} 行")
            if isinstance(row, Group):
                chain.append(row)
                continue
            parts = self._parts(table, row)
            for part in parts:
                run: list[Row | Group] = [*chain, part]
                chain = []
                self._place_run(table, run, tail if done == total and part is parts[-1] else 0.0)
        self._place_run(table, list(chain), tail)
        if self._begun:
            self._end_table(table)

    def _place_run(self, table: Table, run: Sequence[Row | Group], tail: float) -> None:
        """Rows that stay together."""
        heights = [self.row_height(table, row) for row in run]
        head = self.head_height(table)
        wanted = sum(heights)
        if wanted + tail <= self.bottom - self.top - head:
            wanted += tail
        if not self._begun:
            if self._y + head + wanted > self.bottom + 1 and self.pages[-1].tables:
                self._new_page()
            self._begin_table(table)
        elif run and self._y + wanted > self.bottom + 1 and self._y > self.top + head + 1:
            self._end_table(table)
            self._new_page()
            self._begin_table(table)
        for row, height in zip(run, heights, strict=True):
            self._put(height, row, table)

    def _begin_table(self, table: Table) -> None:
        self._begun = True
        self._table_top = self._y
        self._put(self.head_height(table), Head(), table)

    def _end_table(self, table: Table) -> None:
        self.pages[-1].tables.append((table, self._table_top, self._y))

    def _parts(self, table: Table, row: Row) -> list[Row]:
        """A row too tall for a page as several."""
        if row.span > 1 or max((len(cell) for cell in row.cells if isinstance(cell, str)), default=0) < _LONG:
            return [row]
        rooms = [room_in_em(column.width, 2 * table.side_margin_mm, table.cell_pt) for column in table.columns]
        most = max(6, int((self.bottom - self.top - self.head_height(table) - 2 * _CELL_EDGE) / (table.line_pt * UNIT)) - 1)
        return [Row(cells, row.shaded) for cells in rows_that_fit(row.cells, rooms, most)]


def is_centred(column: Column, lines: list[str]) -> bool:
    """Whether the letters of a cell stand in its middle."""
    return column.align is Align.CENTER or (column.align is Align.FIT and len(lines) == 1)
