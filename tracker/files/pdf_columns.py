"""Tables of a PDF that have no rules: a head of known words, columns parted by white from top to bottom, rows that count on.

Only what is clear is read: every column has its white on both sides in every line, every row its number, and the cells of all rows
begin at their number's line or are centred round it. Anything else stays text, and the reader says so.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tracker.domain import column_words
from tracker.files.pdf_lines import rows_of, text_of
from tracker.files.pdf_tables import PageCell, PageTable, cell_text

_LEAST_GAP = 0.55
_LEAST_WHITE = 0.2
_NUMBER = re.compile(column_words.NUMBER)
_WHO = re.compile("|".join((column_words.LEAD, column_words.SUPPORT, column_words.DUTY, column_words.LIMIT)))
_COUNT = re.compile(r"\d{1,3}[.、．]?")
_MOST_COLUMNS = 12
_MOST_REST = 12
_NEAR = 3.0
Char = dict[str, Any]


@dataclass(slots=True)
class Columns:
    """What a table of the next page goes on from: where its columns part and their words begin, the number of its last row."""

    edges: list[float]
    starts: list[float]
    last: int


@dataclass(slots=True)
class Aligned:
    """What a page held: the table with its columns, or `unclear` where a head was there and the columns below it were not."""

    table: PageTable | None = None
    columns: Columns | None = None
    rest: list[Char] = field(default_factory=list)
    unclear: bool = False


def aligned_table(chars: list[Char], before: Columns | None) -> Aligned:
    """The table without rules among these letters of a page; `before`: the one that may go on from the page before."""
    rows = [row for row in rows_of(chars) if any(not char["text"].isspace() for char in row)]
    head = next((i for i, row in enumerate(rows) if _is_head(row)), -1)
    if head >= 0:
        found = _below(rows, head)
        if found is not None:
            return _without(chars, *found)
        return Aligned(rest=chars, unclear=True)
    if before is not None:
        continued = _continued(rows, before)
        if continued is not None:
            return _without(chars, *continued)
    return Aligned(rest=chars)


def _without(chars: list[Char], table: PageTable, columns: Columns, taken: list[Char]) -> Aligned:
    gone = {id(char) for char in taken}
    return Aligned(table, columns, [char for char in chars if id(char) not in gone])


def _segments(row: list[Char]) -> list[list[Char]]:
    """The letters of a line between wide gaps."""
    parts: list[list[Char]] = []
    for char in sorted(row, key=lambda char: float(char["x0"])):
        if char["text"].isspace():
            continue
        if parts and char["x0"] - parts[-1][-1]["x1"] <= _LEAST_GAP * char["size"]:
            parts[-1].append(char)
        else:
            parts.append([char])
    return parts


def _words(part: list[Char]) -> str:
    return "".join(text_of(part).split())


def _is_head(row: list[Char]) -> bool:
    parts = _segments(row)
    if not 3 <= len(parts) <= _MOST_COLUMNS:
        return False
    words = [_words(part) for part in parts]
    return bool(_NUMBER.fullmatch(words[0])) and any(_WHO.fullmatch(one) for one in words[1:]) and all(len(one) <= 12 for one in words)


def _middle(part: list[Char]) -> float:
    return float(part[0]["x0"] + part[-1]["x1"]) / 2


def _below(rows: list[list[Char]], head: int) -> tuple[PageTable, Columns, list[Char]] | None:
    """The table under a head: as many lines as leave white between all columns, with the headings between its rows."""
    parts = _segments(rows[head])
    white = [[(_middle(a), _middle(b))] for a, b in pairwise(parts)]
    last = head
    groups: list[int] = []
    for index in range(head, len(rows)):
        if index > head and _is_group(rows, index, parts):
            groups.append(index)
            continue
        narrowed = [_narrowed(free, rows[index]) for free in white]
        if not all(narrowed):
            break
        white, last = narrowed, index
    middles = [max(free, key=lambda one: one[1] - one[0]) for free in white]
    inside = [rows[i] for i in range(head, last + 1) if i not in groups]
    left = min(float(char["x0"]) for row in inside for char in row)
    right = max(float(char["x1"]) for row in inside for char in row)
    edges = [left - 1, *((a + b) / 2 for a, b in middles), right + 1]
    table = PageTable(min(float(char["top"]) for char in rows[head]), edges, 1)
    table.cells = [PageCell(0, column, 1, 1, _words(part)) for column, part in enumerate(parts)]
    bounds = [head, *(index for index in groups if index < last), last + 1]
    taken, own = list(rows[head]), list[Char]()
    number = 0
    for start, end in pairwise(bounds):
        made = _made(rows[start + 1 : end], edges, number) if end > start + 1 else None
        if made is None:
            if end > start + 1:
                break
            continue
        piece, number, chars = made
        if start != head:
            table.cells.append(PageCell(table.height, 0, 1, len(edges) - 1, _words(rows[start])))
            table.height += 1
            taken += rows[start]
        table.cells += [PageCell(cell.row + table.height, cell.column, 1, 1, cell.text) for cell in piece.cells]
        table.height += piece.height
        own += chars
    return (table, Columns(edges, _starts(own, edges), number), taken + own) if number > 1 else None


_GROUP = re.compile(r"(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|第[一二三四五六七八九十]{1,3}[部章类])")


def _is_group(rows: list[list[Char]], index: int, parts: list[list[Char]]) -> bool:
    """一、城乡建设 over the columns: a heading of the rows below it, the next of which has a number."""
    row = rows[index]
    if len(_segments(row)) != 1 or not _GROUP.match(_words(row)) or len(_words(row)) > 40 or index + 1 >= len(rows):
        return False
    edge = (_middle(parts[0]) + _middle(parts[1])) / 2
    return any(_COUNT.fullmatch(_words([char for char in below if char["x1"] < edge])) for below in rows[index + 1 : index + 4])


def _narrowed(free: list[tuple[float, float]], row: list[Char]) -> list[tuple[float, float]]:
    """The white that is left beside the letters of one more line."""
    for char in row:
        if char["text"].isspace():
            continue
        x0, x1 = float(char["x0"]), float(char["x1"])
        least = _LEAST_WHITE * float(char["size"])
        parts = [piece for a, b in free for piece in (((a, min(b, x0)), (max(a, x1), b)) if a < x1 and x0 < b else ((a, b),))]
        free = [(a, b) for a, b in parts if b - a >= least]
    return free


def _continued(rows: list[list[Char]], before: Columns) -> tuple[PageTable, Columns, list[Char]] | None:
    """The rest of a table at the top of the next page; what stands above its first line (a page's head) crosses the columns."""
    inner = before.edges[1:-1]
    fits = [_fits(row, inner) and before.edges[0] - 6 <= row[0]["x0"] for row in rows]
    numbers = [i for i, row in enumerate(rows) if fits[i] and _count(row, before.edges) == before.last + 1]
    if not numbers:
        return _last_words(rows, fits, before)
    first = numbers[0]
    while first > 0 and fits[first - 1]:
        first -= 1
    last = numbers[0]
    while last + 1 < len(rows) and fits[last + 1]:
        last += 1
    made = _made(rows[first : last + 1], before.edges, before.last)
    return (made[0], Columns(before.edges, before.starts, made[1]), made[2]) if made else None


def _starts(chars: list[Char], edges: list[float]) -> list[float]:
    """Where the words of each column begin."""
    return [min((c["x0"] for c in chars if a <= (c["x0"] + c["x1"]) / 2 < b), default=a) for a, b in pairwise(edges)]


def _last_words(rows: list[list[Char]], fits: list[bool], before: Columns) -> tuple[PageTable, Columns, list[Char]] | None:
    """The rest of the last row at the top of the next page: lines without a number whose every cell begins where its column does."""
    own: list[list[Char]] = []
    for row, fit in zip(rows, fits, strict=True):
        parts = _segments(row)
        stands = fit and all(any(abs(part[0]["x0"] - start) < _NEAR for start in before.starts[1:]) for part in parts)
        if stands:
            own.append(row)
        elif own or len(parts) > 2:
            break
    if not own or len(own) > _MOST_REST:
        return None
    chars = [char for row in own for char in row if not char["text"].isspace()]
    table = PageTable(min(char["top"] for char in chars), before.edges, 1)
    for column, (left, right) in enumerate(pairwise(before.edges)):
        inside = [char for char in chars if left <= (char["x0"] + char["x1"]) / 2 < right]
        table.cells.append(PageCell(0, column, 1, 1, cell_text(inside, left, right) if inside else ""))
    return table, before, chars


def _fits(row: list[Char], inner: list[float]) -> bool:
    return not any(char["x0"] < edge < char["x1"] for char in row if not char["text"].isspace() for edge in inner)


def _count(row: list[Char], edges: list[float]) -> int:
    """The number in a line's first column, 0 for none."""
    words = _words([char for char in row if (char["x0"] + char["x1"]) / 2 < edges[1]])
    return int(words.rstrip(".、．")) if _COUNT.fullmatch(words) else 0


def _made(rows: list[list[Char]], edges: list[float], last: int) -> tuple[PageTable, int, list[Char]] | None:
    """Rows that count on from `last`, put together, and the number of their last; None where they are not clear."""
    chars = [char for row in rows for char in row if not char["text"].isspace()]
    first = [char for char in chars if (char["x0"] + char["x1"]) / 2 < edges[1]]
    numbers: list[tuple[float, float]] = []
    for line in rows_of(first):
        if _COUNT.fullmatch(_words(line)) and int(_words(line).rstrip(".、．")) == last + len(numbers) + 1:
            numbers.append((min(char["top"] for char in line), max(char["bottom"] for char in line)))
        else:
            above = min(one["top"] for one in line)  # the table ends above other words
            chars = [char for char in chars if char["bottom"] <= above]
            break
    ranges = (_from_number(chars, numbers, edges) or _round_number(chars, numbers)) if numbers else None
    if ranges is None:
        return None
    if last and any(char["top"] < ranges[0][0] - 1 for char in chars):
        ranges.insert(0, (0.0, ranges[0][0]))  # the rest of a row that the page cut
    table = PageTable(min(char["top"] for char in chars), edges, 0)
    for top, bottom in ranges:
        inside = [char for char in chars if top <= (char["top"] + char["bottom"]) / 2 < bottom]
        for column in range(len(edges) - 1):
            own = [char for char in inside if edges[column] <= (char["x0"] + char["x1"]) / 2 < edges[column + 1]]
            text = cell_text(own, edges[column], edges[column + 1]) if own else ""
            table.cells.append(PageCell(table.height, column, 1, 1, text))
        table.height += 1
    return table, last + len(numbers), chars


def _from_number(chars: list[Char], numbers: list[tuple[float, float]], edges: list[float]) -> list[tuple[float, float]] | None:
    """Rows that begin at the line of their number: so do all cells of each."""
    ends = [*(top for top, _ in numbers[1:]), float("inf")]
    ranges = [(top, end) for (top, _), end in zip(numbers, ends, strict=True)]
    for (top, bottom), (_, end) in zip(numbers, ranges, strict=True):
        tolerance = 0.45 * (bottom - top)
        inside = [char for char in chars if top - tolerance <= char["top"] < end - tolerance]
        for column in range(1, len(edges) - 1):
            tops = [char["top"] for char in inside if edges[column] <= (char["x0"] + char["x1"]) / 2 < edges[column + 1]]
            if tops and min(tops) > top + tolerance:
                return None
    return [(top - 0.45 * (bottom - top), end - 0.45 * (bottom - top)) for (top, bottom), (_, end) in zip(numbers, ranges, strict=True)]


def _round_number(chars: list[Char], numbers: list[tuple[float, float]]) -> list[tuple[float, float]] | None:
    """Rows whose cells are centred round their number: as far below it as above it."""
    ranges: list[tuple[float, float]] = []
    rest = sorted(chars, key=lambda char: float(char["top"]))
    for top, bottom in numbers:
        if not rest:
            return None
        tolerance = 0.45 * (bottom - top)
        start = float(rest[0]["top"])
        end = top + bottom - start
        inside = [char for char in rest if (char["top"] + char["bottom"]) / 2 < end]
        if start > top + tolerance or not inside or abs(max(char["bottom"] for char in inside) - end) > tolerance:
            return None
        ranges.append((start - 1, end))
        rest = [char for char in rest if (char["top"] + char["bottom"]) / 2 >= end]
    return None if rest else ranges
