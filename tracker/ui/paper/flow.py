"""The words of a document as strips from top to bottom: all blocks but tables and forms, set in the faces of this computer."""

from collections.abc import Iterator, Sequence

from tracker.reports import typesetting as setting
from tracker.reports.content import (
    AnnexList,
    AnnexMark,
    Block,
    Caption,
    CutLine,
    FootLine,
    Imprint,
    Note,
    NumberLine,
    Page,
    Paragraph,
    Receivers,
    RedHead,
    Signature,
    SubLine,
    Title,
    Use,
)
from tracker.reports.layout import Layout
from tracker.reports.titles import day_words
from tracker.reports.typesetting import Room, twips
from tracker.ui.paper.faces import UNIT, Face, Faces
from tracker.ui.paper.lines import Counted, Line, Piece, Rule, Strip, centred, counted_in, line_strip, set_lines


class Flow:
    """Sets the blocks of one section's page."""

    def __init__(self, page: Page, faces: Faces, layout: Layout) -> None:
        self.page, self.faces, self.layout = page, faces, layout
        self.width = twips(page.text_width)
        self.grid = setting.text_grid(layout)
        size, spacing = layout.text_pt, self.grid.spacing
        body = faces.body(size, spacing)
        self._body = body
        self._levels = (body, faces.hei(size, spacing), faces.kai(size, spacing), body, body)

    def strips(self, blocks: Sequence[Block], place: int) -> Iterator[Strip]:
        """The strips of the block at `place`; those of its neighbours decide on blank lines and on what stays together."""
        block = blocks[place]
        before, after = (blocks[place - 1] if place else None), (blocks[place + 1] if place + 1 < len(blocks) else None)
        for _line in range(setting.blank_lines(block, before)):
            yield self._blank()
        if isinstance(block, Title):
            yield from self._title(block, after, setting.below_cut(blocks, place))
        elif isinstance(block, SubLine):
            yield from self._sub_line(block)
        elif isinstance(block, Note):
            face, room = self.faces.body(10.5), setting.note_room(self.page)
            lines = set_lines([(block.text, face)], self.width)
            for turn, pieces in enumerate(lines):
                yield line_strip(pieces, _turn(room, turn, len(lines)))
        elif isinstance(block, FootLine):
            face, share = self.faces.body(setting.FOOT_LINE.pt), self.width / max(len(block.pieces), 1)
            yield line_strip([Piece(turn * share, words, face) for turn, words in enumerate(block.pieces)], setting.FOOT_LINE)
        elif isinstance(block, RedHead):
            yield from self._red_head(block)
        elif isinstance(block, NumberLine):
            yield from self._number_line(block)
        elif isinstance(block, Receivers):
            words = block.text if block.text.endswith("：") else f"{block.text}："
            yield from self._text([(words, self._body)], 0)
        elif isinstance(block, Paragraph):
            yield from self._paragraph(block, signed=isinstance(after, AnnexList | Signature))
        elif isinstance(block, Caption):
            room, face = setting.caption_room(self.layout), self.faces.hei(self.layout.head_pt)
            lines = centred(block.text, face, self.width)
            for turn, pieces in enumerate(lines):
                yield line_strip(pieces, _turn(room, turn, len(lines)), keep=True)
        elif isinstance(block, AnnexList):
            for words, first, later in setting.annex_lines(block.titles, self.grid):
                yield from self._text([(words, self._body)], first, later, keep=isinstance(after, Signature))
        elif isinstance(block, Signature):
            yield from self._signature(block)
        elif isinstance(block, AnnexMark):
            face = self.faces.hei(self.layout.text_pt)
            yield self._on_grid([Piece(0, f"附件{block.number or ''}", face)], keep=True)
        elif isinstance(block, CutLine):
            yield from self._cut_line(block)

    def _on_grid(self, pieces: Sequence[Piece], *, keep: bool = False, counted: tuple[Counted, ...] = ()) -> Strip:
        return Strip(self.grid.line, Line(tuple(pieces), self.grid.line, grid=self.page.use is Use.TEXT, counted=counted), keep)

    def _blank(self) -> Strip:
        return self._on_grid((), keep=True)

    def _text(self, spans: Sequence[tuple[str, Face]], first: float, later: float = 0, *, keep: bool = False) -> Iterator[Strip]:
        """Lines of official text; `keep`: the whole stays with what follows."""
        for pieces in set_lines(spans, self.width, first, later, justify=True):
            yield self._on_grid(pieces, keep=keep)

    def _paragraph(self, block: Paragraph, *, signed: bool) -> Iterator[Strip]:
        level = self._levels[min(block.level, 4)]
        parts = block.text.split("\n") if block.text else [""]
        begin = 0
        for turn, words in enumerate(parts):
            if block.lead:
                spans = [(block.lead, level), (words, self._body)] if turn == 0 else [(words, self._body)]
            else:
                spans = [(words, level)]
            lines = set_lines(spans, self.width, self.grid.indent, justify=True)
            heading = block.level in (1, 2) and not (block.lead and block.text)
            here = [place._replace(start=place.start - begin, end=place.end - begin) for place in block.figures]
            begin += sum(len(said) for said, _face in spans) + 1
            for place, (pieces, counted) in enumerate(zip(lines, counted_in(lines, here), strict=True)):
                last = turn == len(parts) - 1 and place == len(lines) - 1
                yield self._on_grid(pieces, keep=heading or (signed and last), counted=counted)

    def _title(self, block: Title, after: Block | None, below_cut: bool) -> Iterator[Strip]:
        for words, room in zip(block.lines, setting.title_rooms(block, self.page, self.layout, below_cut=below_cut), strict=True):
            for pieces in centred(words, self.faces.title(room.pt), self.width):
                yield line_strip(pieces, room, keep=True)
        if gap := setting.title_gap(self.page, after, self.grid):
            yield Strip(gap, Line(), keep=True)

    def _sub_line(self, block: SubLine) -> Iterator[Strip]:
        """Three pieces side by side; the left one takes a line of its own where it would reach into the middle one."""
        room, face = setting.SUB_LINE, self.faces.body(setting.SUB_LINE.pt)
        left = Piece(0, block.left, face)
        middle = Piece((self.width - face.width(block.middle)) / 2, block.middle, face)
        right = Piece(self.width - face.width(block.right), block.right, face)
        if setting.line_pieces_fit(face.width(block.left), face.width(block.middle), face.width(block.right), self.width):
            yield line_strip((left, middle, right), room, keep=True)
        else:
            for pieces in set_lines([(block.left, face)], self.width):
                yield line_strip(pieces, room, keep=True)
            yield line_strip((Piece(0, block.middle, face), right), room, keep=True)

    def _red_head(self, block: RedHead) -> Iterator[Strip]:
        grid, size = self.grid, setting.mark_pt(block.issuer, self.width)
        number = centred(block.number, self.faces.body(self.layout.text_pt, grid.spacing), self.width)
        if not block.issuer:
            yield from (self._on_grid(pieces, keep=True) for pieces in number)
            return
        yield self._blank()
        yield self._blank()
        yield Strip(setting.MARK_SPACER, Line(), keep=True)
        for pieces in centred(block.issuer, self.faces.title(size), self.width):
            yield Strip(setting.MARK_LINE, Line(tuple(pieces), setting.MARK_LINE, red=True), keep=True)
        yield self._blank()
        yield self._blank()
        yield from (self._on_grid(pieces, keep=True) for pieces in number)
        rule = Rule(0, self.width, setting.RULE, setting.RULE_SPACE, red=True)
        yield Strip(setting.RULE_SPACE + setting.RULE, rule, keep=True)

    def _number_line(self, block: NumberLine) -> Iterator[Strip]:
        room = setting.number_line(block.left, block.right, self.width)
        face = self.faces.body(room.pt)
        left, right = Piece(0, block.left, face), Piece(self.width - face.width(block.right), block.right, face)
        if face.width(block.left) + face.width(block.right) <= self.width:
            yield line_strip((left, right), room, keep=True)
        else:
            for pieces in set_lines([(block.left, face)], self.width):
                yield line_strip(pieces, room, keep=True)
            yield line_strip((right,), room, keep=True)

    def _signature(self, block: Signature) -> Iterator[Strip]:
        """Whatever the digits of the date measure, the piece that is not set from the left ends at its place from the right."""
        places, day = setting.signature_places(block.issuer, block.day, sealed=block.sealed, grid=self.grid, width=self.width), block.day
        first, second = float(places.issuer), float(places.day)
        if not block.sealed and places.issuer_width >= places.day_width:
            first += places.issuer_width - self._body.width(block.issuer)
        else:
            second += places.day_width - self._body.width(day_words(day))
        yield self._on_grid([Piece(first, block.issuer, self._body)], keep=True)
        yield self._on_grid([Piece(second, day_words(day), self._body)])

    def _cut_line(self, block: CutLine) -> Iterator[Strip]:
        room, face = setting.CUT_LINE, self.faces.body(setting.CUT_LINE.pt)
        width, middle = face.width(block.words), room.before + room.line / 2
        left = (self.width - width) / 2
        yield Strip(0, Rule(0, left - face.size, 10, middle, dashed=True), keep=True)
        yield Strip(0, Rule(left + width + face.size, self.width, 10, middle, dashed=True), keep=True)
        yield line_strip([Piece(left, block.words, face)], room, keep=True)

    def imprint(self, block: Imprint) -> list[Strip]:
        """版记 from its first rule to its last; it stands on the lower edge of the text."""
        copies, printer, day = setting.imprint_words(block)
        face, room = self.faces.body(setting.IMPRINT_PT), Room(setting.IMPRINT_PT, setting.IMPRINT_LINE)
        inner, edge = setting.IMPRINT_INDENT, Strip(setting.IMPRINT_EDGE / 2, Line(), keep=True)
        top, middle, bottom = setting.IMPRINT_RULES
        strips = [Strip(0, Rule(0, self.width, top), keep=True)]
        if copies:
            hanging = inner + 3 * setting.IMPRINT_PT * UNIT
            lines = set_lines([(copies, face)], self.width - inner, inner, hanging)
            strips += [edge, *(line_strip(pieces, room, keep=True) for pieces in lines), edge]
            strips.append(Strip(0, Rule(0, self.width, middle), keep=True))
        pieces = [Piece(inner, printer, face), Piece(self.width - inner - face.width(day), day, face)]
        strips += [edge, line_strip(pieces, room, keep=True), edge, Strip(0, Rule(0, self.width, bottom))]
        return strips


def _turn(room: Room, turn: int, count: int) -> Room:
    """The room of one of several lines: what stands free above is above the first, what stands free below is below the last."""
    return Room(room.pt, room.line, room.before if turn == 0 else 0, room.after if turn == count - 1 else 0)
