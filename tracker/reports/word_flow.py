"""The words of a section as WordprocessingML paragraphs: all blocks but tables and forms."""

from collections.abc import Sequence

from tracker.reports import typesetting as setting
from tracker.reports.content import (
    AnnexList,
    AnnexMark,
    Block,
    Caption,
    CutLine,
    FootLine,
    Grid,
    Note,
    NumberLine,
    Page,
    Paragraph,
    Receivers,
    RedHead,
    Signature,
    SubLine,
    Table,
    Title,
)
from tracker.reports.fonts import Fonts
from tracker.reports.layout import Layout
from tracker.reports.measure import em_width
from tracker.reports.titles import day_words
from tracker.reports.typesetting import POINT, Room, twips
from tracker.reports.word_paragraphs import TEXT_STYLE, Look, exact_line, grid_line, indent, paragraph, room_line, tab_stops


class Flow:
    """Writes the blocks of one section's page."""

    def __init__(self, page: Page, fonts: Fonts, layout: Layout) -> None:
        self.page, self.fonts, self.layout = page, fonts, layout
        self.width = twips(page.text_width)
        self.grid = setting.text_grid(layout)
        self._line = grid_line(self.grid.line)
        body, hei, kai = (Look(fonts, font, layout.text_pt) for font in (fonts.body, fonts.hei, fonts.kai))
        self._levels = (body, hei, kai, body, body)

    def xml(self, blocks: Sequence[Block], place: int) -> str:
        """The paragraphs of the block at `place`; its neighbours decide on blank lines and on what stays together."""
        block = blocks[place]
        before, after = (blocks[place - 1] if place else None), (blocks[place + 1] if place + 1 < len(blocks) else None)
        blanks = self._blank() * setting.blank_lines(block, before)
        if isinstance(block, Title):
            return blanks + self._title(block, after, setting.below_cut(blocks, place))
        if isinstance(block, SubLine):
            return self._sub_line(block)
        if isinstance(block, Note):
            keep = isinstance(after, Note | FootLine | Table | Grid)
            return paragraph(self._small(10.5).runs(block.text), room_line(setting.note_room(self.page)), keep=keep)
        if isinstance(block, FootLine):
            return self._foot_line(block, keep=isinstance(after, Note | FootLine))
        if isinstance(block, RedHead):
            return self._red_head(block)
        if isinstance(block, NumberLine):
            return self._number_line(block)
        if isinstance(block, Receivers):
            words = block.text if block.text.endswith("：") else f"{block.text}："
            return self._on_grid(self._levels[0].runs(words))
        if isinstance(block, Paragraph):
            return self._paragraph(block, signed=isinstance(after, AnnexList | Signature))
        if isinstance(block, Caption):
            look = Look(self.fonts, self.fonts.hei, self.layout.head_pt)
            return paragraph(look.runs(block.text), room_line(setting.caption_room(self.layout)), keep=True, align="center")
        if isinstance(block, AnnexList):
            return blanks + self._annex_list(block, signed=isinstance(after, Signature))
        if isinstance(block, Signature):
            return blanks + self._signature(block)
        if isinstance(block, AnnexMark):
            return self._on_grid(self._levels[1].runs(f"附件{block.number or ''}"), keep=True)
        if isinstance(block, CutLine):
            return self._cut_line(block)
        raise TypeError(block)

    def _small(self, size_pt: float) -> Look:
        return Look(self.fonts, self.fonts.body, size_pt)

    def _on_grid(self, runs: str, *, keep: bool = False, shape: str = "", align: str = "left", border: str = "", outline: int = 0) -> str:
        return paragraph(runs, self._line, style=TEXT_STYLE, keep=keep, border=border, indent=shape, align=align, outline=outline)

    def _blank(self) -> str:
        return self._on_grid("", keep=True)

    def _first_line(self) -> str:
        """Two characters; in twentieths of a point as well, for programs that do not count characters."""
        return f'<w:ind w:firstLineChars="200" w:firstLine="{self.grid.indent}"/>'

    def _paragraph(self, block: Paragraph, *, signed: bool) -> str:
        level = min(block.level, 4)
        look, body = self._levels[level], self._levels[0]
        heading = level in (1, 2) and not (block.lead and block.text)
        first, *others = block.text.split("\n")
        runs = look.runs(block.lead) + body.runs(first) if block.lead else look.runs(first)
        found = [runs, *((body if block.lead else look).runs(words) for words in others)]
        outline = level if heading else 0
        return "".join(
            self._on_grid(words, keep=heading or (signed and turn == len(found)), shape=self._first_line(), align="both", outline=outline)
            for turn, words in enumerate(found, 1)
        )

    def _title(self, block: Title, after: Block | None, below_cut: bool) -> str:
        gap = setting.title_gap(self.page, after, self.grid)
        blank = gap == self.grid.line
        rooms = setting.title_rooms(block, self.page, self.layout, below_cut=below_cut)
        lines = []
        for turn, (words, room) in enumerate(zip(block.lines, rooms, strict=True), 1):
            below = gap if turn == len(rooms) and not blank else 0
            look = Look(self.fonts, self.fonts.title, room.pt, bold=self.fonts.title_bold)
            lines.append(paragraph(look.runs(words), exact_line(room.line / POINT, 0, below), keep=True, align="center"))
        return "".join(lines) + (self._blank() if blank else "")

    def _tabbed(self, pieces: Sequence[str], stops: Sequence[tuple[str, int]], room: Room, *, keep: bool = True) -> str:
        look = self._small(room.pt)
        runs = look.tab.join(look.runs(piece) for piece in pieces)
        return paragraph(runs, room_line(room), keep=keep, tabs=tab_stops(*stops) if stops else "")

    def _sub_line(self, line: SubLine) -> str:
        """Three pieces on one line; the left one takes its own line where it would reach into the middle one."""
        room, pieces = setting.SUB_LINE, (line.left, line.middle, line.right)
        stops = [("center", self.width // 2), ("right", self.width)]
        left, middle, right = (em_width(piece) * room.pt * POINT for piece in pieces)
        if setting.line_pieces_fit(left, middle, right, self.width):
            return self._tabbed(pieces, stops, room)
        return self._tabbed([line.left], [], room) + self._tabbed((line.middle, "", line.right), stops, room)

    def _foot_line(self, block: FootLine, *, keep: bool) -> str:
        stops = [("left", self.width * turn // len(block.pieces)) for turn in range(1, len(block.pieces))]
        return self._tabbed(block.pieces, stops, setting.FOOT_LINE, keep=keep)

    def _red_head(self, block: RedHead) -> str:
        number = self._levels[0].runs(block.number)
        if not block.issuer:
            return self._on_grid(number, keep=True, align="center")
        size = setting.mark_pt(block.issuer, self.width)
        look = Look(self.fonts, self.fonts.title, size, bold=self.fonts.title_bold, color=setting.RED)
        rule = f'w:val="single" w:sz="{setting.RULE * 8 // POINT}" w:space="{setting.RULE_SPACE // POINT}" w:color="{setting.RED}"'
        return (
            self._blank() * 2
            + paragraph("", exact_line(setting.MARK_SPACER / POINT), keep=True)
            + paragraph(look.runs(block.issuer), exact_line(setting.MARK_LINE / POINT), keep=True, align="center")
            + self._blank() * 2
            + self._on_grid(number, keep=True, align="center", border=f"<w:pBdr><w:bottom {rule}/></w:pBdr>")
        )

    def _number_line(self, block: NumberLine) -> str:
        room, right = setting.number_line(block.left, block.right, self.width), [("right", self.width)]
        if (em_width(block.left) + em_width(block.right)) * room.pt * POINT <= self.width:
            return self._tabbed((block.left, block.right), right, room)
        return self._tabbed([block.left], [], room) + self._tabbed(("", block.right), right, room)

    def _annex_list(self, block: AnnexList, *, signed: bool) -> str:
        body = self._levels[0]
        return "".join(
            self._on_grid(body.runs(words), keep=signed, shape=indent(later, first))
            for words, first, later in setting.annex_lines(block.titles, self.grid)
        )

    def _signature(self, block: Signature) -> str:
        """Whatever the digits of the date measure, the piece that is not set from the left stays at its place from the right."""
        body = self._levels[0]
        places = setting.signature_places(block.issuer, block.day, sealed=block.sealed, grid=self.grid, width=self.width)
        issuer, day = self._from_left(places.issuer), self._from_left(places.day)
        if not block.sealed and places.issuer_width >= places.day_width:
            issuer = self._from_right(places.issuer + places.issuer_width)
        else:
            day = self._from_right(places.day + places.day_width)
        (first_shape, first_align), (second_shape, second_align) = issuer, day
        return self._on_grid(body.runs(block.issuer), keep=True, shape=first_shape, align=first_align) + self._on_grid(
            body.runs(day_words(block.day)), shape=second_shape, align=second_align
        )

    def _from_left(self, left: int) -> tuple[str, str]:
        return f'<w:ind w:left="{left}"/>', "left"

    def _from_right(self, edge: int) -> tuple[str, str]:
        """Up to `edge`, counted in characters too where it is a whole number of them."""
        free = max(0, self.width - edge)
        chars = f'w:rightChars="{free // self.grid.pitch * 100}" ' if free % self.grid.pitch == 0 else ""
        return f'<w:ind {chars}w:right="{free}"/>', "right"

    def _cut_line(self, block: CutLine) -> str:
        """Dashes up to the words and behind them."""
        look = self._small(setting.CUT_LINE.pt)
        stops = tab_stops(("center", self.width // 2), ("right", self.width), leader="hyphen")
        runs = f"{look.tab}{look.runs(f'　{block.words}　')}{look.tab}"
        return paragraph(runs, room_line(setting.CUT_LINE), keep=True, tabs=stops)
