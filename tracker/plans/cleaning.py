"""Source blocks → clean lines: damage that is no part of the text is taken out virtually, every character keeps its origin.

What is taken out: page marks inside and between sentences, zero-width and private-use characters, blanks between a digit and a
Chinese character. Lines that a page break or a fixed line width cut are joined. `CleanText.origin` maps every clean character
back to its place in the source, so spans always point into the original.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

from tracker.domain.folding import fold
from tracker.files.blocks import Block, CellPlace, SourceDocument
from tracker.files.traditional import simplified
from tracker.plans.draft import Span

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_GAP = re.compile(r"(?<=[\u4e00-\u9fff])[ \u00a0\u2002\u3000]+(?=[\d０-９])|(?<=[\d０-９])[ \u00a0\u2002\u3000]+(?=[\u4e00-\u9fff])")
_PAGE_LINE = re.compile(
    r"^[ \t　]*(?:[-—–－―·•]{1,3}\s*\d{1,4}\s*[-—–－―·•]{1,3}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
    r"|\d{1,3}\s*/\s*\d{1,3})[ \t　]*$"
)
_PAGE_INSIDE = re.compile(r"[ ]*(?:[—–－―]{1,2}\s*\d{1,3}\s*[—–－―]{1,2}|第\s*\d{1,3}\s*页\s*共\s*\d{1,3}\s*页)[ ]*")
_BARE_NUMBER = re.compile(r"^\d{1,3}$")
# A name set wide: 县 应 急 局.
_SPACED = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:[ \u3000][\u4e00-\u9fff]){2,}(?![\u4e00-\u9fff])")
# Readings that a page in traditional characters sets behind rare letters: 發(fā)展, 關(guan) 於.
_RUBY = re.compile(r"(?<=[\u4e00-\u9fff])\(([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6})\) ?")
_LEAST_RUBY = 3
_NOISE_WITH_RUBY = re.compile(f"{_INVISIBLE.pattern}|{_RUBY.pattern}")
_SHARE_MARK = re.compile(r"^(\d{1,3})[、.．]")
_SENTENCE_END = "。！？!?；;：:）)”』】"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the clean text, [start, end), trimmed. `cell`: place in a Word table.

    `tab`: it began with a tab, as the cells of web tables do; `gap` then tells what lay before it: `c` per empty cell, `|` per
    empty line.
    """

    start: int
    end: int
    cell: CellPlace | None = None
    tab: bool = False
    gap: str = ""


@dataclass(slots=True)
class CleanText:
    """The text to be read: `text` as printed, `folded` of the same length for patterns, `origin` per character, `lines`.

    `simplified`: the source is in traditional characters, and what is read from it is not.
    """

    text: str
    folded: str
    origin: list[int]
    lines: list[Line]
    repairs: list[tuple[int, str]] = field(default_factory=list)
    simplified: bool = False

    def span(self, start: int, end: int) -> Span:
        """Where clean [start, end) stands in the source."""
        if end <= start or not self.origin:
            return Span(0, 0)
        return Span(self.origin[start], self.origin[end - 1] + 1)

    def line_text(self, line: Line) -> str:
        return self.text[line.start : line.end]

    def line_at(self, offset: int) -> int:
        """Index of the line that holds a clean offset (the next one for a gap between lines)."""
        return bisect_left(self.lines, offset + 1, key=lambda line: line.end)


def clean(source: SourceDocument) -> CleanText:
    """Take out the noise and join what it cut."""
    ends = [0, *(block.end for block in source.blocks)]
    reading = simplified(source.text)
    noise = _INVISIBLE if sum(1 for _ in islice(_RUBY.finditer(reading), _LEAST_RUBY)) < _LEAST_RUBY else _NOISE_WITH_RUBY
    pieces = [_piece(reading, block, before, noise) for block, before in zip(source.blocks, ends, strict=False)]
    pieces = [part for piece in pieces if piece.text for part in _soft_lines(piece)]
    repairs: list[tuple[int, str]] = []
    pieces = _join_share_marks(pieces, repairs)
    page = _page(pieces)
    pieces = _join_pages(pieces, repairs, page)
    pieces = _join_wraps(pieces, repairs, page)
    pieces = _join_brackets(pieces, repairs)
    pieces = _join_commas(pieces, repairs)
    chars: list[str] = []
    origin: list[int] = []
    lines = []
    for piece in pieces:
        start = len(origin)
        chars.append(piece.text)
        origin.extend(piece.origin)
        lines.append(Line(start, len(origin), piece.cell, piece.tab, piece.gap))
        chars.append("\n")
        origin.append(piece.origin[-1] + 1)
    text = "".join(chars)
    return CleanText(text, fold(text), origin, lines, repairs, reading is not source.text)


@dataclass(slots=True)
class _Piece:
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


def _gap(before: str) -> str:
    """What lies between two lines: `c` for a line with nothing but tabs, `|` for an empty one."""
    return "".join("c" if "\t" in part else "|" for part in before.split("\n")[1:-1])


def _piece(source: str, block: Block, before: int, noise: re.Pattern[str]) -> _Piece:
    """One block without invisible characters, page marks inside it and gaps between digits and words."""
    raw = source[block.start : block.end]
    line_start = source.rfind("\n", 0, block.start) + 1
    tab = "\t" in source[line_start : block.start] and block.cell is None
    gap = _gap(source[before : block.start]) if block.cell is None else ""
    holes = [match.span() for match in noise.finditer(raw)]
    holes += [match.span() for match in _GAP.finditer(raw) if match.start() > 4]
    holes += [(i, i + 1) for match in _SPACED.finditer(raw) for i in range(match.start() + 1, match.end(), 2)]
    if block.cell is None:
        holes += [match.span() for match in _PAGE_INSIDE.finditer(raw) if match.start() > 0 and match.end() < len(raw)]
    if not holes:
        kept = list(range(block.start, block.end))
        return _trimmed(raw, kept, block.cell, tab, gap)
    gone: set[int] = set()
    for start, end in holes:
        gone.update(range(start, end))
    kept = [block.start + i for i in range(len(raw)) if i not in gone]
    return _trimmed("".join(source[i] for i in kept), kept, block.cell, tab, gap)


def _trimmed(text: str, origin: list[int], cell: CellPlace | None, tab: bool, gap: str = "") -> _Piece:
    first = len(text) - len(text.lstrip())
    last = len(text.rstrip())
    return _Piece(text[first:last], origin[first:last], cell, tab, gap) if last > first else _Piece("", [], cell, tab, gap)


def _soft_lines(piece: _Piece) -> list[_Piece]:
    """A paragraph with soft line breaks: broken sentences are joined, numbered lines stand alone. Cells keep their breaks."""
    if piece.cell or "\n" not in piece.text:
        return [piece]
    parts: list[_Piece] = []
    start = 0
    for line in piece.text.split("\n"):
        part = _trimmed(line, piece.origin[start : start + len(line)], None, piece.tab)
        start += len(line) + 1
        if not part.text:
            continue
        if parts and _unfinished(parts[-1]) and _continues(part):
            _glue(parts[-1], part)
        else:
            parts.append(part)
    return parts


def _glue(left: _Piece, right: _Piece, skip: int = 0) -> None:
    left.tail = right.last_line
    left.text += right.text[skip:]
    left.origin += right.origin[skip:]


def _by_width(text: str) -> int:
    """Length in half-width characters, as a page breaks its lines."""
    return sum(2 if char > "\u2000" else 1 for char in text)


def _by_count(text: str) -> int:
    """Length of a text whose lines were broken after a number of characters, whatever their width."""
    return 2 * len(text)


@dataclass(frozen=True, slots=True)
class _Page:
    """How wide the lines are that were all broken at one width; `measure` tells a line's length."""

    width: int
    measure: Callable[[str], int]


def _join_share_marks(pieces: list[_Piece], repairs: list[tuple[int, str]]) -> list[_Piece]:
    """Page marks of document-sharing sites: every page begins with `3、`, in the middle of a sentence where it happens to fall."""
    marks = [(i, match) for i, piece in enumerate(pieces) if (match := _SHARE_MARK.match(piece.text)) and not piece.cell]
    numbers = [int(match.group(1)) for _, match in marks]
    if len(marks) < 3 or numbers != list(range(1, len(numbers) + 1)):
        return pieces
    cut = sum(i > 0 and not pieces[i - 1].text.endswith(tuple(_SENTENCE_END)) for i, _ in marks[1:])
    lengths = [len(pieces[i].text) for i, _ in marks]
    if cut * 2 < len(marks) - 1 or min(lengths[:-1], default=0) < 80:
        return pieces
    joined: list[_Piece] = []
    marked = {i: match.end() for i, match in marks}
    for i, piece in enumerate(pieces):
        skip = marked.get(i, 0)
        if skip:
            repairs.append((piece.origin[0], "页码标记"))
        if skip and i - 1 in marked and joined:
            _glue(joined[-1], piece, skip)
        else:
            joined.append(_trimmed(piece.text[skip:], piece.origin[skip:], piece.cell, piece.tab))
    return [piece for piece in joined if piece.text]


def _join_pages(pieces: list[_Piece], repairs: list[tuple[int, str]], page: _Page | None) -> list[_Piece]:
    """Drop lines that are only a page number; where they cut a sentence, join its halves."""
    result: list[_Piece] = []
    pending = False
    for i, piece in enumerate(pieces):
        bare = _BARE_NUMBER.match(piece.text) and not piece.cell and not piece.tab and _cuts(pieces, i)
        if not piece.cell and (_PAGE_LINE.match(piece.text) or bare):
            repairs.append((piece.origin[0], "页码"))
            pending = True
            continue
        if pending and result and _unfinished(result[-1]) and _continues(piece) and (page is None or _is_full(result[-1], piece, page)):
            _glue(result[-1], piece)
        else:
            result.append(piece)
        pending = False
    return result


def _cuts(pieces: list[_Piece], i: int) -> bool:
    """Whether a line with nothing but a number stands in the middle of a sentence."""
    return 0 < i < len(pieces) - 1 and _unfinished(pieces[i - 1]) and len(pieces[i - 1].text) > 15 and _continues(pieces[i + 1])


def _unfinished(piece: _Piece) -> bool:
    return not piece.cell and not piece.tab and len(piece.text) > 12 and not piece.text.endswith(tuple(_SENTENCE_END))


def _join_commas(pieces: list[_Piece], repairs: list[tuple[int, str]]) -> list[_Piece]:
    """Join a line that ends with a comma, or with a key and nothing after it, to the next one: no paragraph ends so."""
    result: list[_Piece] = []
    for piece in pieces:
        last = result[-1] if result else None
        open_end = last is not None and not last.cell and not last.tab and (last.text[-1] in "、，," or _OPEN_KEY.search(last.text))
        if last is not None and ((open_end and _continues(piece)) or (piece.text[0] in "，、。；" and _continues(piece) and not last.cell)):
            if len(piece.text) > 1 and piece.text[0] == "、" and not open_end and len(piece.text) <= 40 and "。" not in piece.text:
                result.append(piece)  # a heading whose number was lost
                continue
            _glue(last, piece)
            repairs.append((piece.origin[0], "换行"))
        else:
            result.append(piece)
    return result


_OPEN_KEY = re.compile(r"(?:^|[。；;）)\s])(?:牵头|责任|配合|主责|协同|协办|承办|参与)(?:单位|部门)\s*[:：]$")
_STARTS_NEW = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[编篇章节条部]|[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|[（(]?\d{1,2}[)）、.．](?!\d)"
    r"|[①-⑳]|附件|附表|专栏|表\d|[—-]{2}"
    r"|[\u4e00-\u9fff]{2,6}(?:单位|部门|时限|领导|责任人|时间)[:：]|[（(][^（）()]{0,12}(?:单位|部门|牵头|负责|责任))"
)


def _continues(piece: _Piece) -> bool:
    return not piece.cell and not piece.tab and not _STARTS_NEW.match(piece.text)


_RAGGED = 4


def _page(pieces: list[_Piece]) -> _Page | None:
    """The width at which all lines were broken (copied from a PDF), None if they were not."""
    lines = [piece.text for piece in pieces if _is_prose(piece)]
    if len(lines) < 10:
        return None
    found = [(count, _Page(width, measure)) for measure in (_by_width, _by_count) for count, width in [_full_lines(lines, measure)]]
    count, page = max(found, key=lambda item: item[0])
    return page if count else None


def _full_lines(lines: list[str], measure: Callable[[str], int]) -> tuple[int, int]:
    """How many lines are about as long as the longest, and that length; none if most of these end a sentence."""
    lengths = [measure(line) for line in lines]
    width = sorted(lengths)[int(len(lengths) * 0.95)]
    longer = sum(one > width + 8 for one in lengths)
    full = [line[-1] in _SENTENCE_END for one, line in zip(lengths, lines, strict=True) if width - _RAGGED <= one <= width + 3]
    if not 36 <= width <= 120 or longer * 40 > len(lines) or len(full) * 4 < len(lines) or sum(full) * 2 > len(full):
        return 0, width
    return len(full), width


def _is_full(last: _Piece, piece: _Piece, page: _Page) -> bool:
    """Whether the last line has no room left for how the next one begins: one letter, a figure that is not parted, a bracket."""
    room = page.width - page.measure(last.last_line)
    if room <= 2:
        return True
    indented = not last.tail and bool(_NUMBERED.match(last.text))  # the first line of an item, its indent lost
    return room <= _RAGGED + 2 and (indented or piece.text[0].isascii() or piece.text[0] in "“《（")


def _is_prose(piece: _Piece) -> bool:
    """Whether a line is text and no part of a table."""
    return not piece.cell and not piece.tab and "\t" not in piece.text and piece.text.count("|") < 2


def _join_wraps(pieces: list[_Piece], repairs: list[tuple[int, str]], page: _Page | None) -> list[_Piece]:
    """Join lines that were broken at a fixed width: a full line goes on in the next one, unless that begins an item."""
    if page is None:
        return pieces
    result: list[_Piece] = []
    for piece in pieces:
        last = result[-1] if result else None
        if last is not None and _is_prose(last) and _is_prose(piece) and _is_full(last, piece, page) and _continues(piece):
            _glue(last, piece)
            repairs.append((piece.origin[0], "换行"))
        else:
            result.append(piece)
    return result


_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[编篇章节条]|[（(]?[一二三四五六七八九十]{1,3}[)）、.．]"
    r"|[（(]?\d{1,2}[)）、.．](?!\d)|[①-⑳])"
)
_KEY_LINE = re.compile(r"^[\u4e00-\u9fff]{2,6}[:：]")
_LONGEST_NOTE = 400
_MOST_NOTE_LINES = 5


def _join_brackets(pieces: list[_Piece], repairs: list[tuple[int, str]]) -> list[_Piece]:
    """Join the lines of a bracket that closes a few lines below; lines that begin with a key keep their line break."""
    result: list[_Piece] = []
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        result.append(piece)
        last = _closing_line(pieces, index) if _opens(piece) else index
        for other in pieces[index + 1 : last + 1]:
            if _KEY_LINE.match(other.text):
                piece.text += "\n"
                piece.origin.append(other.origin[0] - 1 if other.origin[0] else 0)
            _glue(piece, other)
            repairs.append((other.origin[0], "换行"))
        index = last + 1
    return result


def _opens(piece: _Piece) -> bool:
    """Whether a line ends inside a round bracket that it opened."""
    if piece.cell or piece.tab:
        return False
    at = max(piece.text.rfind("（"), piece.text.rfind("("))
    return at >= 0 and len(piece.text) - at <= _LONGEST_NOTE and max(piece.text.rfind("）"), piece.text.rfind(")")) < at


def _closing_line(pieces: list[_Piece], index: int) -> int:
    """Which of the next lines closes the bracket left open at `index`; `index` itself if none does before a new item."""
    for other in range(index + 1, min(len(pieces), index + 1 + _MOST_NOTE_LINES)):
        piece = pieces[other]
        if piece.cell or piece.tab or _NUMBERED.match(piece.text):
            return index
        bracket = re.search(r"[（()）]", piece.text[:_LONGEST_NOTE])
        if bracket:
            return other if bracket.group() in "）)" else index
    return index
