"""What numbered notices are made of: labelled rows, the list of matters, and the slip below the cut line that comes back."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from tracker.reports.content import Align, Block, CutLine, FaceUse, Grid, GridCell, GridRow, NumberLine, Title
from tracker.reports.measure import cut_to_lines, line_count, room_in_em

WIDTHS = (14.0, 12.0, 52.0, 26.0, 18.0, 34.0)
"""Fine enough for two labels side by side (26, 52, 26, 52) and for a list of matters (14, 90, 18, 34)."""
_LABEL, _LEFT, _RIGHT = 2, 1, 2
_SLIP_WIDTHS = (26.0, 52.0, 26.0, 52.0)
_LINE_MM = 6.8
_LOWEST_ROW = 8.2
"""One line of text with a little air."""
_MOST_LINES, _ROW_LINES = 12, 6
_TEXT_LINE_MM = 6.71
_OPINION, _LEAST_OPINION, _SLIP_REST = 26.0, 12.0, 42.0


def cell(words: str, span: int = 1, *, label: bool = False, align: Align = Align.LEFT) -> GridCell:
    """Words in a form; a label stands in 黑体 in its middle."""
    face, place = (FaceUse.HEI, Align.CENTER) if label else (FaceUse.BODY, align)
    return GridCell(tuple(words.split("\n")), span, face, align=place)


def whole(label: str, words: str, height: float = 10) -> GridRow:
    """One label with its words over the whole width."""
    return GridRow((cell(label, _LABEL, label=True), cell(words, 4)), height)


def long_rows(label: str, words: str, least: float = 10) -> list[GridRow]:
    """The same for words that may be long: past `_MOST_LINES` they go on in further rows, so that they fill the page before the next."""
    room = room_in_em(sum(WIDTHS[_LABEL:]), 3, cell(words).pt)
    if line_count(words, room) <= _MOST_LINES:
        return [whole(label, words, least)]
    rows: list[str] = []
    for part in (part for line in words.split("\n") for part in cut_to_lines(line, room, _ROW_LINES)):
        if rows and line_count(f"{rows[-1]}\n{part}", room) <= _ROW_LINES:
            rows[-1] += f"\n{part}"
        else:
            rows.append(part)
    return [whole(label if not turn else f"{label}\n（续）", part) for turn, part in enumerate(rows)]


def halves(label: str, words: str, second: str, other: str, height: float = 10) -> GridRow:
    """Two labels with their words side by side."""
    cells = (cell(label, _LABEL, label=True), cell(words, _LEFT), cell(second, label=True), cell(other, _RIGHT))
    return GridRow(cells, height)


def matter_head(third: str, last: str, *, wide: bool = False) -> GridRow:
    """The head of a list of matters; `wide`: the third column has room for the names of units."""
    words, other = (2, 2) if wide else (3, 1)
    return GridRow(
        (cell("序号", label=True), cell("事　　项", words, label=True), cell(third, other, label=True), cell(last, label=True)), 9
    )


def matter_row(number: int, text: str, third: str, last: str, *, wide: bool = False) -> GridRow:
    """One matter of the list."""
    words, other = (2, 2) if wide else (3, 1)
    cells = (
        cell(str(number), align=Align.CENTER),
        cell(text, words),
        cell(third, other, align=Align.FIT),
        cell(last, align=Align.FIT),
    )
    return GridRow(cells, 9)


def opening_row(words: str) -> list[GridRow]:
    """What is said before the fields, over the whole width; nothing for no words."""
    return [GridRow((cell(words, len(WIDTHS)),), 10)] if words else []


def form(rows: Sequence[GridRow]) -> Grid:
    return Grid(WIDTHS, tuple(rows))


def lines_mm(lines: int, least: float) -> float:
    """The height that so many lines to be written by hand need."""
    return max(least, lines * _LINE_MM)


def height_mm(grid: Grid) -> float:
    """How high a form will be, near enough to know what else stands on its page."""
    height = 0.0
    for row in grid.rows:
        lines, place = 1.0, 0
        for each in row.cells:
            width = sum(grid.widths[place : place + each.span])
            place += each.span
            room = room_in_em(width, 2 * grid.side_margin_mm, each.pt)
            lines = max(lines, sum(line_count(words, room) for words in each.words))
        height += max(row.height_mm, lines * _TEXT_LINE_MM + 1.3)
    return height


def onto_one_page(grid: Grid, room: Callable[[Grid], float]) -> Grid:
    """The form with lower rows where that brings the slip onto its page; `room`: what a form leaves for the slip, in mm."""
    if room(grid) >= _SLIP_REST + _LEAST_OPINION:
        return grid
    low = replace(grid, rows=tuple(replace(row, height_mm=min(row.height_mm, max(_LOWEST_ROW, 0.7 * row.height_mm))) for row in grid.rows))
    return low if room(low) >= _SLIP_REST + _LEAST_OPINION else grid


def slip(title: str, number: str, back: str, opinion: str, room: float) -> list[Block]:
    """What is cut off, filled in and sent back: who received it when, who handles it, what is said, who signs.

    It is roomy where the page has `room` mm for its form, and as low as one can still write in where that brings it onto the page.
    """
    opinion_mm = max(_LEAST_OPINION, min(_OPINION, room - _SLIP_REST))
    if room < _SLIP_REST + _LEAST_OPINION:
        opinion_mm = _OPINION  # it goes onto a page of its own, which has room
    rows = (
        _slip_row("签收单位", "", "签收时间", "年　　月　　日", right=True),
        _slip_row("承办科室", "", "承办人\n及电话", ""),
        GridRow((cell(opinion, label=True), cell("", 3)), opinion_mm),
        _slip_row("主要负责人\n签　　字", "", "单位盖章", "", height=16),
    )
    return [
        CutLine("沿此线裁开"),
        Title((title,)),
        NumberLine(f"对应编号：{number}" if number else "对应编号：", back),
        Grid(_SLIP_WIDTHS, rows),
    ]


def _slip_row(label: str, words: str, second: str, other: str, *, right: bool = False, height: float = 10) -> GridRow:
    last = cell(other, align=Align.RIGHT if right else Align.LEFT)
    return GridRow((cell(label, label=True), cell(words), cell(second, label=True), last), height)
