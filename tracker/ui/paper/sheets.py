"""A document divided into sheets: what stands where on which page. What a row of a table looks like in detail is worked out when it is
painted, so a document of hundreds of pages costs its row heights only."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker.progress import Progress, silent
from tracker.reports.content import (
    AnnexMark,
    Block,
    Document,
    FootLine,
    Grid,
    GridRow,
    Group,
    Imprint,
    NewPage,
    Note,
    Page,
    Row,
    Section,
    Table,
    Use,
)
from tracker.reports.layout import NATIONAL, Layout, Numbers, laid_out
from tracker.reports.layout_check import departures
from tracker.reports.typesetting import CELL_EDGE, OUTER_RULE, below_cut, kept_whole, numbers_of
from tracker.ui.paper.faces import Faces
from tracker.ui.paper.flow import Flow
from tracker.ui.paper.lines import Line, Rule, Strip
from tracker.ui.paper.tables import TableMeasure, units

_EVERY = 200
_MOST_HELD = 0.6


@dataclass(frozen=True, slots=True)
class Head:
    """The repeated head of a table."""


Content = Line | Rule | Row | Group | Head | GridRow


@dataclass(frozen=True, slots=True)
class Placed:
    """Something on a page; `table` where it is part of a table or form."""

    y: float
    height: float
    what: Content
    table: Table | Grid | None = None


@dataclass(slots=True)
class Sheet:
    """One page: its paper, its number in the document, what stands on it, and from where to where its tables reach."""

    page: Page
    number: int
    numbers: Numbers
    left: float
    placed: list[Placed] = field(default_factory=list)
    tables: list[tuple[Table | Grid, float, float]] = field(default_factory=list)

    @property
    def width(self) -> float:
        return units(self.page.width)

    @property
    def height(self) -> float:
        return units(self.page.height)

    @property
    def top(self) -> float:
        return units(self.page.top)

    @property
    def bottom(self) -> float:
        return self.height - units(self.page.bottom)

    @property
    def text_width(self) -> float:
        return units(self.page.text_width)

    @property
    def paper(self) -> str:
        """The paper in words."""
        return f"{self.page.paper} {'横向' if self.page.width > self.page.height else '纵向'}"


class Sheets(TableMeasure):
    """All pages of a document that is laid out for `layout`. `remarks`: what its printer should know, in Chinese lines."""

    def __init__(self, document: Document, faces: Faces, progress: Progress = silent, layout: Layout = NATIONAL) -> None:
        super().__init__(faces, layout)
        self.document, self.layout = document, layout
        self.pages: list[Sheet] = []
        self.remarks: list[str] = []
        self._held: list[Strip] = []
        self._rows = max(1, sum(len(block.rows) for block in document.blocks if isinstance(block, Table)))
        self._done = 0
        for section in document.sections:
            self._place_section(section, progress)
        progress(1.0, f"共 {len(self.pages)} 页")

    @property
    def papers(self) -> str:
        """How many pages there are, and on which paper: “A4 纵向 4 页，A4 横向 6 页”."""
        counts: dict[str, int] = {}
        for sheet in self.pages:
            counts[sheet.paper] = counts.get(sheet.paper, 0) + 1
        if len(counts) == 1:
            return f"{self.pages[0].paper}，共 {len(self.pages)} 页"
        return "，".join(f"{paper} {count} 页" for paper, count in counts.items())

    @property
    def departures(self) -> tuple[str, ...]:
        """Where official text on these pages is not as the standard has it, in Chinese sentences."""
        return departures(self.layout) if any(sheet.page.use is Use.TEXT for sheet in self.pages) else ()

    @property
    def is_two_sided(self) -> bool:
        """Whether the pages are meant for both sides of the paper: their margins or numbers change sides."""
        inner = any(sheet.page.left != sheet.page.right or sheet.numbers is Numbers.DASHES for sheet in self.pages)
        return self.layout.mirrored and len(self.pages) > 1 and inner

    def _place_section(self, section: Section, progress: Progress) -> None:
        self._section = section
        self._flow = Flow(section.page, self.faces, self.layout)
        self._new_page()
        for place, block in enumerate(section.blocks):
            if isinstance(block, NewPage | AnnexMark):
                self._release()
                if self.pages[-1].placed:
                    self._new_page()
            if isinstance(block, Table):
                self._place_table(block, self._tail(section.blocks, place + 1), progress)
            elif isinstance(block, Grid):
                self._place_grid(block, whole=kept_whole(block, section.page, below_cut=below_cut(section.blocks, place)))
            elif isinstance(block, Imprint):
                self._place_imprint(block)
            else:
                for strip in self._flow.strips(section.blocks, place):
                    self._held.append(strip)
                    if not strip.keep:
                        self._release()
        self._release()

    def _new_page(self) -> None:
        page, number = self._section.page, len(self.pages) + 1
        turned = self.layout.mirrored and number % 2 == 0
        left = units(page.right if turned else page.left)
        self.pages.append(Sheet(page, number, numbers_of(self._section, self.layout), left))
        self._y, self._bottom = self.pages[-1].top, self.pages[-1].bottom
        self._begun: float | None = None
        self._flowed = False

    @property
    def _room(self) -> float:
        """The height of a whole page's text."""
        return self._bottom - self.pages[-1].top

    @property
    def _row_room(self) -> float:
        """The most that a row may take with its table's head, so that it still stands under what is held for it."""
        held = sum(strip.height for strip in self._held)
        return self._room - held if held < self._room * _MOST_HELD else self._room

    def _put(self, height: float, what: Content, table: Table | Grid | None = None) -> None:
        self.pages[-1].placed.append(Placed(self._y, height, what, table))
        self._y += height

    # words

    def _release(self, below: float = 0.0) -> None:
        """Place the strips that stay together, on a new page where this one has no room for them and for `below` under them."""
        held, self._held = self._held, []
        total = sum(strip.height for strip in held)
        if self._y + total + below > self._bottom + 1 and self.pages[-1].placed:
            self._new_page()
            self._flowed = True
        for strip in held:
            if self._y + strip.height > self._bottom + 1 and self.pages[-1].placed:
                self._new_page()
                self._flowed = True
            strip = strip.at_top if self._flowed and not self.pages[-1].placed else strip
            self._put(strip.height, strip.what)

    def _tail(self, blocks: Sequence[Block], start: int) -> float:
        """The height of the notes and places to sign after a table, which never have a page to themselves."""
        total = 0.0
        for place in range(start, len(blocks)):
            if not isinstance(blocks[place], Note | FootLine):
                break
            total += sum(strip.height for strip in self._flow.strips(blocks, place))
        return total

    def _place_imprint(self, imprint: Imprint) -> None:
        """At the foot of the last page."""
        self._release()
        strips = self._flow.imprint(imprint)
        total = sum(strip.height for strip in strips)
        if self._y + total > self._bottom + 1 and self.pages[-1].placed:
            self._new_page()
        self._y = self._bottom - total
        for strip in strips:
            self._put(strip.height, strip.what)
        if len(self.pages) % 2:
            self.remarks.append(f"版记在第 {len(self.pages)} 页（单数页），按国标应排在最后一个双数页")

    # tables and forms

    def _place_table(self, table: Table, tail: float, progress: Progress) -> None:
        """Heads of groups stand with the row after them, the last row with the tail; every page begins with the table's head."""
        head: list[tuple[Content, float]] = [(Head(), self.head_height(table))]
        chain: list[tuple[Content, float]] = []
        room = self._row_room
        if kept_whole(table, self._section.page):
            whole: list[tuple[Content, float]] = [(row, self.row_height(table, row)) for row in table.rows]
            if sum(height for _row, height in head + whole) <= room:
                self._place_run(table, head, whole, tail)
                self._end_table(table)
                return
        for done, row in enumerate(table.rows, 1):
            if done % _EVERY == 1:
                progress(min(1.0, (self._done + done) / self._rows), f"正在排版第 {self._done + done} 行，共 {self._rows} 行")
            if isinstance(row, Group):
                chain.append((row, self.row_height(table, row)))
                if row.folded:
                    self._place_run(table, head, chain, tail if done == len(table.rows) else 0.0)
                    chain = []
                continue
            above = sum(height for _group, height in chain)
            parts = self.parts(table, row, room - above if above < room * _MOST_HELD else room)
            for part in parts:
                last = done == len(table.rows) and part is parts[-1]
                self._place_run(table, head, [*chain, part], tail if last else 0.0)
                chain = []
        self._done += len(table.rows)
        if chain or not table.rows:
            self._place_run(table, head, chain, tail)
        self._end_table(table)

    def _place_grid(self, grid: Grid, *, whole: bool) -> None:
        """A form, torn only between its rows; its first rows are repeated where it says so."""
        repeated = grid.rows[: grid.repeated]
        if sum(self.grid_height(grid, row) for row in repeated) > self._room * (1 - _MOST_HELD):
            repeated = ()
        head: list[tuple[Content, float]] = [(row, self.grid_height(grid, row)) for row in repeated]
        room = self._row_room - sum(height for _row, height in head)
        rows: list[tuple[Content, float]] = [
            (part, self.grid_height(grid, part)) for row in grid.rows[len(repeated) :] for part in self.grid_parts(grid, row, room)
        ]
        if whole and sum(height for _row, height in rows) <= room:
            self._place_run(grid, head, rows)
        else:
            for part in rows:
                self._place_run(grid, head, [part])
        self._end_table(grid)
        for row in grid.rows:
            if row.exact and any(cell.height > units(row.height_mm) - 2 * CELL_EDGE + 1 for cell in self.grid_cells(grid, row)):
                self.remarks.append("有格子的内容放不下，请在预览里核对")
                break

    def _place_run(
        self, table: Table | Grid, head: Sequence[tuple[Content, float]], run: Sequence[tuple[Content, float]], tail: float = 0.0
    ) -> None:
        """Rows that stay together, under the head where the page has none yet."""
        head_height = sum(height for _what, height in head)
        wanted = sum(height for _what, height in run)
        if len(run) > 1 and wanted > self._room - head_height:
            for turn, one in enumerate(run, 1):
                self._place_run(table, head, [one], tail if turn == len(run) else 0.0)
            return
        if wanted + tail <= self._room - head_height:
            wanted += tail
        if self._begun is None:
            self._release(head_height + wanted)
            if self._y + head_height + wanted > self._bottom + 1 and self.pages[-1].placed:
                self._new_page()
            self._begin_table(table, head)
        elif run and self._y + wanted > self._bottom + 1 and self._y > self._begun + head_height + 1:
            self._end_table(table)
            self._new_page()
            self._begin_table(table, head)
        for what, height in run:
            self._put(height, what, table)

    def _begin_table(self, table: Table | Grid, head: Sequence[tuple[Content, float]]) -> None:
        self._begun = self._y
        for what, height in head:
            self._put(height, what, table)

    def _end_table(self, table: Table | Grid) -> None:
        if self._begun is not None:
            self.pages[-1].tables.append((table, self._begun, self._y))
            self._y += OUTER_RULE
        self._begun = None


def sheets_of(document: Document, layout: Layout = NATIONAL, progress: Progress = silent) -> Sheets:
    """The pages of a document in this layout, in the faces of this computer."""
    return Sheets(laid_out(document, layout), Faces.here(layout), progress, layout)
