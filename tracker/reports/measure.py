"""How much room Chinese text takes: widths in em, lines by greedy wrapping, and long cells cut so that no row outgrows a page.

A full-width character takes one em, any other half of one; a run of digits and Latin letters stays whole, and a closing mark sticks
to the character before it. Compared with LibreOffice this never counts too few lines (it may count one too many).
"""

import math
import re
from collections.abc import Iterator, Sequence

from tracker.reports.content import Cell

POINT_MM = 25.4 / 72
_CLOSING = frozenset("，。、；：？！）〕】》」』”’…—·%,.;:?!)]")
_OPENING = frozenset("（〔【《「『“‘([")
_PIECE = re.compile(r"[0-9A-Za-z.%\-]+|.", re.S)
_HALF = re.compile(r"[\x20-\x7e]")
_WIDE_FROM = 0x7F


def em_width(text: str) -> float:
    """Width of a text on one line, in em."""
    return len(text) - 0.5 * len(_HALF.findall(text))


def room_in_em(width_mm: float, margins_mm: float, size_pt: float) -> float:
    """How many full-width characters stand side by side between the margins of a cell."""
    return (width_mm - margins_mm) / (size_pt * POINT_MM)


def line_count(text: str, room: float) -> int:
    """Lines that a text takes in a column `room` em wide; an empty text takes one."""
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(_wrapped(part, room) for part in text.split("\n"))


def _wrapped(text: str, room: float) -> int:
    if len(text) <= room:
        return 1
    if not _HALF.search(text):
        return _wrapped_wide(text, max(1, int(room + 1e-6)))
    lines, used, last = 1, 0.0, 0.0
    for match in _PIECE.finditer(text):
        piece = match.group()
        width = 1.0 if len(piece) == 1 and ord(piece) > _WIDE_FROM else len(piece) * 0.5
        if used + width <= room + 1e-6:
            used += width
        elif piece in _CLOSING and used > last:
            lines, used = lines + 1, last + width
        elif width > room:
            pieces = math.ceil(width / room)
            lines, used = lines + pieces - (used == 0), width - (pieces - 1) * room
        else:
            lines, used = lines + 1, width
        last = width
    return lines


def _wrapped_wide(text: str, room: int) -> int:
    lines, start, end = 0, 0, len(text)
    while end - start > room:
        cut = start + room
        if room > 1 and text[cut] in _CLOSING:
            cut -= 1
        start, lines = cut, lines + 1
    return lines + 1


def cut_to_lines(text: str, room: float, lines: int) -> list[str]:
    """Cut a text into parts of at most `lines` lines each, after a sentence where one ends in the last third."""
    parts: list[str] = []
    while line_count(text, room) > lines:
        low, high = 1, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if line_count(text[:middle], room) <= lines else (low, middle - 1)
        stop = max(text.rfind(mark, low * 2 // 3, low) for mark in "。；\n")
        cut = stop + 1 if stop > 0 else low
        parts.append(text[:cut].rstrip("\n"))
        text = text[cut:]
    return [*parts, text]


def break_title(title: str, room: float) -> tuple[str, ...]:
    """Break a long title into lines of similar length that end where the sense allows it, none wider than `room` em if possible."""
    if em_width(title) <= room:
        return (title,)
    wanted = math.ceil(em_width(title) / room)
    lines: list[str] = []
    rest = title
    for left in range(wanted, 1, -1):
        goal = len(rest) / left
        places = range(max(2, int(goal * 0.6)), min(len(rest) - 1, int(goal * 1.4) + 1))
        cut = min(places, key=lambda at: (_break_cost(rest, at) + abs(at - goal) / goal * 3, at), default=int(goal))
        lines.append(rest[:cut])
        rest = rest[cut:]
    return (*lines, rest)


def _break_cost(text: str, at: int) -> float:
    """How badly a title reads when it is broken before text[at]; nought is best."""
    before, after = text[at - 1], text[at]
    if (
        after in _CLOSING
        or before in _OPENING
        or (before.isascii() and after.isascii())
        or (before in "年月" and after.isdigit())
        or after in "的年月日县市区省等"
        or before in "和与及"
    ):
        return 9
    if sum(map(text[:at].count, "“《（")) > sum(map(text[:at].count, "”》）")):
        return 4
    if before in "的年县市区、》）" or after in "《（和与及":
        return 0
    if text[:at].endswith(("重点", "工作", "任务", "推进", "关于")) or text[at:].startswith(("工作", "任务", "实施", "推进", "重点")):
        return 0.6
    return 2


def rows_that_fit(cells: tuple[Cell, ...], rooms: Sequence[float], most: int) -> Iterator[tuple[Cell, ...]]:
    """Cut a row whose longest text takes more than `most` lines into several, marked 续, so that none is taller than a page."""
    long = {
        at: parts
        for at, (cell, room) in enumerate(zip(cells, rooms, strict=True))
        if isinstance(cell, str) and len(cell) + cell.count("\n") * room > room * most * 0.5
        if len(parts := cut_to_lines(cell, room, most)) > 1
    }
    yield tuple(long[at][0] if at in long else cell for at, cell in enumerate(cells))
    for turn in range(1, max((len(parts) for parts in long.values()), default=1)):
        yield tuple(
            (long[at][turn] if turn < len(long[at]) else None) if at in long else ("续" if at == 0 else None) for at in range(len(cells))
        )
