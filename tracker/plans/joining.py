"""Lines that belong together: pages, fixed line widths, soft breaks, brackets and lists that a copy cut are joined again."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from tracker.domain import column_words
from tracker.domain.folding import fold
from tracker.domain.unit_names import looks_like_unit
from tracker.files.blocks import CellPlace
from tracker.plans.boxes import end_bar, ends_with_bars, is_drawn, rows_of
from tracker.plans.cell_kinds import are_persons
from tracker.plans.columns import column_of
from tracker.plans.remarks import is_limit

_PAGE_LINE = re.compile(
    r"^[ \t　]*(?:[-—–－―·•]{1,3}\s*\d{1,4}\s*[-—–－―·•]{1,3}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
    r"|\d{1,3}\s*/\s*\d{1,3})[ \t　]*$"
)
_BARE_NUMBER = re.compile(r"^\d{1,3}$")
_LISTED = re.compile(r"[^，。；,;]+、[^，。；,;]*(?:[局委办厅部院会]|中心|政府|公司|街道|单位|部门)$")
SENTENCE_END = "。！？!?；;：:）)”』】"
Repairs = list[tuple[int, str]]


@dataclass(slots=True)
class Piece:
    """A line on its way to be clean: its text, where each character stands in the source, and `tail`: the last line glued to it."""

    text: str
    origin: list[int]
    cell: CellPlace | None
    tab: bool
    gap: str = ""
    tail: str = ""

    @property
    def last_line(self) -> str:
        """The last of the source's lines that were joined to this one."""
        return self.tail or self.text


def trimmed(text: str, origin: list[int], cell: CellPlace | None, tab: bool, gap: str = "") -> Piece:
    """A piece without blanks around it."""
    first = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    return Piece(text[first:last], origin[first:last], cell, tab, gap) if last > first else Piece("", [], cell, tab, gap)


def soft_lines(piece: Piece) -> list[Piece]:
    """A paragraph with soft line breaks: broken sentences are joined, numbered lines stand alone. Cells keep their breaks."""
    if piece.cell or "\n" not in piece.text:
        return [piece]
    parts: list[Piece] = []
    start = 0
    for line in piece.text.split("\n"):
        part = trimmed(line, piece.origin[start : start + len(line)], None, piece.tab)
        start += len(line) + 1
        if not part.text:
            continue
        if parts and _unfinished(parts[-1]) and _continues(part):
            glue(parts[-1], part)
        else:
            parts.append(part)
    return parts


def glue(left: Piece, right: Piece, skip: int = 0) -> None:
    """Put a line behind another, without its first `skip` characters."""
    left.tail = right.last_line
    left.text += right.text[skip:]
    left.origin += right.origin[skip:]


def _by_width(text: str) -> int:
    """Length in half-width characters, as a page breaks its lines."""
    return len(text) + len(_HALF_WIDTH.sub("", text))


_HALF_WIDTH = re.compile("[\x00-\u2000]+")


def _by_count(text: str) -> int:
    """Length of a text whose lines were broken after a number of characters, whatever their width."""
    return 2 * len(text)


@dataclass(frozen=True, slots=True)
class Page:
    """How wide the lines are that were all broken at one width; `measure` tells a line's length."""

    width: int
    measure: Callable[[str], int]


def undrawn(pieces: list[Piece]) -> list[Piece]:
    """Tables drawn with box characters as lines with tabs."""
    result: list[Piece] = []
    index = 0
    while index < len(pieces):
        last = index
        while last < len(pieces) and not pieces[last].cell and is_drawn(pieces[last].text):
            last += 1
        if last - index < 3:
            result += pieces[index : max(last, index + 1)]
            index = max(last, index + 1)
            continue
        rows = rows_of((piece.text, piece.origin) for piece in pieces[index:last])
        result += [Piece(text, origin, None, False) for text, origin in rows if text.strip()]
        index = last
    return result


def without_bars(pieces: list[Piece]) -> list[Piece]:
    """Cells that a web page set on lines of their own, each with a bar behind it, without the bars; and without empty cells."""
    pieces = [_with_breaks(piece) if "<br" in piece.text.lower() else piece for piece in pieces]
    pieces = _between_bars(pieces)
    if not ends_with_bars(piece.text for piece in pieces):
        return pieces
    ends = [end_bar(piece.text) for piece in pieces]
    return [
        Piece(piece.text[:end], piece.origin[:end], piece.cell, piece.tab, piece.gap, piece.tail)
        for piece, end in zip(pieces, ends, strict=True)
        if end
    ]


_LEAST_ALONE = 12
_LONGEST_CELL = 40


def _between_bars(pieces: list[Piece]) -> list[Piece]:
    """The lines of each cell in one, where a bar on a line of its own parts the cells: 各乡镇、 and 各街道 between two bars."""
    bars = [i for i, piece in enumerate(pieces) if piece.text and not piece.cell and not piece.text.strip("| ")]
    if len(bars) < _LEAST_ALONE:
        return pieces
    result = pieces[: bars[0]]
    for bar, following in pairwise(bars):
        result.append(pieces[bar])
        lines = pieces[bar + 1 : following]
        short = all(line.text and len(line.text) <= _LONGEST_CELL and not line.cell for line in lines)
        if len(lines) > 1 and short and not all(are_persons(line.text) for line in lines):
            whole = Piece("", [], None, lines[0].tab, lines[0].gap)
            for line in lines:
                glue(whole, line)
            lines = [whole]
        result += lines
    return result + pieces[bars[-1] :]


_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def _with_breaks(piece: Piece) -> Piece:
    """A row with the line breaks of its cells, which a page wrote out as marks."""
    text, origin, at = "", list[int](), 0
    for match in _BREAK.finditer(piece.text):
        text += piece.text[at : match.start()] + "\n"
        origin += piece.origin[at : match.start() + 1]
        at = match.end()
    return Piece(text + piece.text[at:], origin + piece.origin[at:], piece.cell, piece.tab, piece.gap, piece.tail)


def join_pages(pieces: list[Piece], repairs: Repairs, page: Page | None) -> list[Piece]:
    """Drop lines that are only a page number; where they cut a sentence, join its halves."""
    result: list[Piece] = []
    pending = False
    heads = _page_heads(pieces)
    counted = _row_numbers(pieces)
    for i, piece in enumerate(pieces):
        bare = i not in counted and _BARE_NUMBER.match(piece.text) and not piece.cell and not piece.tab and _cuts(pieces, i)
        if not piece.cell and (_PAGE_LINE.match(piece.text) or bare or piece.text in heads):
            repairs.append((piece.origin[0], "页码"))
            pending = True
            continue
        if pending and result and _unfinished(result[-1]) and _continues(piece) and (page is None or _is_full(result[-1], piece, page)):
            glue(result[-1], piece)
        else:
            result.append(piece)
        pending = False
    return result


_LEAST_HEADS = 2
_NUMBER_HEAD = re.compile(f"(?:{column_words.NUMBER})$")


def _row_numbers(pieces: list[Piece]) -> set[int]:
    """Lines with the numbers 1, 2, 3 … of the rows of a table that has one cell per line, below the cells of its head.

    Rows taken out of a longer table keep their numbers: where none is 1, they only rise.
    """
    found: set[int] = set()
    begun, count = -1, 0
    last_one = max((i for i, piece in enumerate(pieces) if piece.text == "1"), default=-1)
    for i, piece in enumerate(pieces):
        if len(piece.text) > 6:
            continue
        if _NUMBER_HEAD.match(piece.text):
            known = sum(column_of(other.text) is not None for other in pieces[i + 1 : i + 6])
            begun, count = (i, 0) if known >= _LEAST_HEADS else (-1, 0)
        elif begun >= 0 and (piece.text == str(count + 1) or (last_one < begun and _rises(piece, count))):
            count = int(piece.text)
            found.add(i)
    return found


def _rises(piece: Piece, count: int) -> bool:
    return bool(_BARE_NUMBER.match(piece.text)) and int(piece.text) > count


def _page_heads(pieces: list[Piece]) -> set[str]:
    """Lines that every page repeats (a gazette's name and number): they stand in the middle of sentences."""
    places: dict[str, list[int]] = {}
    for i, piece in enumerate(pieces):
        words = fold(piece.text)
        if is_limit(words, 0, len(words)):
            continue  # the same time limit in row after row
        if _is_prose(piece) and 4 <= len(piece.text) <= 40 and not KEY_LINE.match(piece.text) and not NUMBERED.match(piece.text):
            places.setdefault(piece.text, []).append(i)
    heads = set()
    for words, found in places.items():
        cut = sum(_cuts(pieces, i) for i in found) if len(found) > 1 else 0
        if cut > 1 and cut * 2 >= len(found):
            heads.add(words)
    return heads


def _cuts(pieces: list[Piece], i: int) -> bool:
    """Whether a line stands in the middle of a sentence; a list of units above it is a cell, whose row goes on."""
    return (
        0 < i < len(pieces) - 1
        and _unfinished(pieces[i - 1])
        and len(pieces[i - 1].text) > 15
        and not _LISTED.match(pieces[i - 1].text)
        and _continues(pieces[i + 1])
    )


def _unfinished(piece: Piece) -> bool:
    return not piece.cell and not piece.tab and len(piece.text) > 12 and not piece.text.endswith(tuple(SENTENCE_END))


def join_commas(pieces: list[Piece], repairs: Repairs) -> list[Piece]:
    """Join a line that ends with a comma, or with a key and nothing after it, to the next one: no paragraph ends so."""
    result: list[Piece] = []
    for piece in pieces:
        last = result[-1] if result else None
        open_end = last is not None and not last.cell and not last.tab and (last.text[-1] in "、，," or _OPEN_KEY.search(last.text))
        open_end = open_end or (last is not None and not last.cell and not last.tab and parts_key(last.text, piece.text))
        if last is not None and ((open_end and _continues(piece)) or (piece.text[0] in "，、。；" and _continues(piece) and not last.cell)):
            if len(piece.text) > 1 and piece.text[0] == "、" and not open_end and _may_be_heading(last, piece):
                result.append(piece)  # a heading or an item whose number was lost
                continue
            glue(last, piece)
            repairs.append((piece.origin[0], "换行"))
        else:
            result.append(piece)
    return result


def _may_be_heading(last: Piece, piece: Piece) -> bool:
    """Whether a line that begins with 、 lost its number: a short one, or one behind a finished line or a heading."""
    if all(looks_like_unit(name) for name in re.split(r"[、，,；;]", piece.text.strip("、。；; ")) if name):
        return False  # 、县财政局: a list goes on
    heading = bool(NUMBERED.match(last.text)) and len(last.text) <= _LONGEST_HEAD and "。" not in last.text
    return (len(piece.text) <= 40 and "。" not in piece.text) or last.text[-1] in SENTENCE_END or heading


_LONGEST_HEAD = 30
_KEY = re.compile(r"(?:牵头|责任|配合|主责|协同|协办|承办|参与)(?:单位|部门)[:：]|完成时限[:：]")


def parts_key(text: str, below: str) -> bool:
    """Whether a line break parts a key: …。牵头单 / 位：县信访局."""
    end = text[-4:]
    return any(match.start() < len(end) < match.end() for match in _KEY.finditer(end + below[:6]))


_OPEN_KEY = re.compile(r"(?:^|[。；;）)\s])(?:牵头|责任|配合|主责|协同|协办|承办|参与)(?:单位|部门)\s*[:：]$")
_STARTS_NEW = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[编篇章节条部]|[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|[（(]?\d{1,2}[)）、.．](?!\d)"
    r"|[①-⑳]|附件|附表|专栏|表\d|[—-]{2}"
    r"|(?:[\u4e00-\u9fff]{2,6}(?:单位|部门|时限|领导|时间)|[\u4e00-\u9fff]{0,6}责任人)[:：]|[（(][^（）()]{0,12}(?:单位|部门|牵头|负责|责任))"
)


def starts_new(line: str) -> bool:
    """Whether a line begins an item, a heading or a field of its own."""
    return bool(_STARTS_NEW.match(line))


def _continues(piece: Piece) -> bool:
    return not piece.cell and not piece.tab and not starts_new(piece.text)


_RAGGED = 4
_INDENT = 9  # of the first line of an item, whose blanks are gone


def fixed_page(pieces: list[Piece]) -> Page | None:
    """The width at which all lines were broken (copied from a PDF), None if they were not."""
    lines = [piece.text for piece in pieces if _is_prose(piece)]
    if len(lines) < 10:
        return None
    found = [(count, Page(width, measure)) for measure in (_by_width, _by_count) for count, width in [_full_lines(lines, measure)]]
    count, page = max(found, key=lambda item: item[0])
    return page if count else None


def _full_lines(lines: list[str], measure: Callable[[str], int]) -> tuple[int, int]:
    """How many lines are about as long as the longest, and that length; none if most of these end a sentence."""
    lengths = [measure(line) for line in lines]
    width = sorted(lengths)[min(int(len(lengths) * 0.95), len(lengths) - 2)]  # one line may be the page's own
    longer = sum(one > width + 8 for one in lengths)
    full = [
        line[-1] in SENTENCE_END
        for one, line in zip(lengths, lines, strict=True)
        if width - (_INDENT if NUMBERED.match(line) else _RAGGED) <= one <= width + 3
    ]
    if not 36 <= width <= 120 or longer > max(1, len(lines) // 40) or len(full) * 4 < len(lines) or sum(full) * 2 > len(full):
        return 0, width
    return len(full), width


def _is_full(last: Piece, piece: Piece, page: Page) -> bool:
    """Whether the last line has no room left for how the next one begins: one letter, a figure that is not parted, a bracket."""
    room = page.width - page.measure(last.last_line)
    if room <= 2:
        return True
    indented = not last.tail and bool(NUMBERED.match(last.text))  # the first line of an item, its indent lost
    if indented and room <= _INDENT and len(last.text) > _LONGEST_HEAD and "\u4e00" <= last.text[-1] <= "\u9fff":
        return True
    return room <= _RAGGED + 2 and (indented or piece.text[0].isascii() or piece.text[0] in "“《（")


def _is_prose(piece: Piece) -> bool:
    """Whether a line is text and no part of a table."""
    return not piece.cell and not piece.tab and "\t" not in piece.text and piece.text.count("|") < 2


def join_wraps(pieces: list[Piece], repairs: Repairs, page: Page | None) -> list[Piece]:
    """Join lines that were broken at a fixed width: a full line goes on in the next one, unless that begins an item."""
    if page is None:
        return pieces
    result: list[Piece] = []
    for piece in pieces:
        last = result[-1] if result else None
        if last is not None and _is_prose(last) and _is_prose(piece) and _is_full(last, piece, page) and _continues(piece):
            glue(last, piece)
            repairs.append((piece.origin[0], "换行"))
        else:
            result.append(piece)
    return result


NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[编篇章节条]|[（(]?[一二三四五六七八九十]{1,3}[)）、.．]"
    r"|[（(]?\d{1,2}[)）、.．](?!\d)|[①-⑳])"
)
KEY_LINE = re.compile(r"^[\u4e00-\u9fff]{2,6}[:：]")
