"""Source blocks → clean lines: damage that is no part of the text is taken out virtually, every character keeps its origin.

What is taken out: page marks inside and between sentences, zero-width and private-use characters, blanks between a digit and a
Chinese character. Lines that a page break or a fixed line width cut are joined. `CleanText.origin` maps every clean character
back to its place in the source, so spans always point into the original.
"""

import re
from dataclasses import dataclass, field
from itertools import islice

from tracker.domain.folding import fold
from tracker.files.blocks import Block, CellPlace, SourceDocument
from tracker.files.traditional import simplified
from tracker.plans.bracket_lines import join_brackets
from tracker.plans.broken_sentences import join_sentences
from tracker.plans.draft import Span
from tracker.plans.joining import (
    Piece,
    fixed_page,
    join_commas,
    join_pages,
    join_wraps,
    soft_lines,
    trimmed,
    undrawn,
    without_bars,
)
from tracker.plans.keys import with_colons
from tracker.plans.name_lines import join_name_lines, join_narrow
from tracker.plans.share_marks import join_share_marks

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_GAP = re.compile(
    r"(?<=[\u4e00-\u9fff])[ \u00a0\u2002\u3000]+(?=[\d０-９])|(?<=[\d０-９])[ \u00a0\u2002\u3000]+(?=[\u4e00-\u9fff])"
    r"|(?<=(?<!\d)[1-3]) (?=\d[月日][底末前内中])"  # 1 0月底前: a scan's gap
    r"|(?<=\d[年月日]) +(?=[底末]|前(?![后期往]))|(?<=[年月]) +(?=[底末] *前)|(?<=[底末]) +(?=前(?![后期往]))|(?<=(?<!\d)20) (?=\d\d年)"
)
_FIELDS = ("时限", "时间", "期限")  # a blank behind them parts a field of a record from its date
_BLANK = re.compile("[ \u00a0\u2002\u3000]")
_PAGE_INSIDE = re.compile(r"[ ]*(?:[—–－―]{1,2}\s*\d{1,3}\s*[—–－―]{1,2}|第\s*\d{1,3}\s*页\s*共\s*\d{1,3}\s*页)[ ]*")
# A name set wide: 县 应 急 局.
_SPACED = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:[ \u3000][\u4e00-\u9fff]){2,}(?![\u4e00-\u9fff])")
_BLANKS = r"[ \u3000]{0,3}"


def _wide(*words: str) -> str:
    """Any of these words, set wide or not: 责 任 单位."""
    return "(?:" + "|".join(_BLANKS.join(word) for word in words) + ")"


# Blanks inside the words of a note: 责任 单位, 按职责 分工负责.
_WHOSE = _wide("牵头", "责任", "配合", "主责", "协同", "协办", "承办", "主办", "参与", "成员")
_IN_KEY = re.compile(
    rf"{_WHOSE}{_BLANKS}{_wide('单位', '部门')}(?={_BLANKS}[:：])"
    rf"|{_wide('完成时限', '整改时限', '时间节点', '责任领导', '分管领导', '包联领导', '牵头领导')}(?={_BLANKS}[:：])"
    rf"|{_wide('牵头')}(?={_BLANKS}[)）〕】，；,;])|{_wide('配合')}(?={_BLANKS}[)）〕】。；;])"
    rf"|{_wide('按职责分工', '按职责', '按照职责分工', '按照职责')}?{_BLANKS}{_wide('分工', '牵头')}?{_BLANKS}{_wide('负责')}"
    rf"(?={_BLANKS}[)）〕】。，；,;])"
)
# A blank between two characters of a sentence, as a scan leaves them here and there.
_STRAY = re.compile(r"(?<=[\u4e00-\u9fff，。；：、（）“”])[ ](?=[\u4e00-\u9fff，。；：、（）“”])")
# A blank that parts two names, or a list and the next key.
_PARTS = re.compile(r"(?<=[局委办部厅院会府司队站心门县区镇乡道]) (?=[省市县区州各]|牵头|责任|配合|完成|主责|协[办同])")
_LEAST_STRAY = 6
# Readings that a page in traditional characters sets behind rare letters: 發(fā)展, 關(guan) 於.
_RUBY = re.compile(r"(?<=[\u4e00-\u9fff])\(([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]{1,6})\) ?")
# Signs that a web page sets between the words so that they are hard to copy: 各省@@、自治区@@.
_SIGNS = re.compile(r"(?<=[\u4e00-\u9fff、，。；：（）《》“”\d])[@#~^&$]{2,}")
# Marks of headings and bold letters in a text that was copied from a chat program: ## 一、…, **（一）…。**
_MARKS = re.compile(r"\*\*|^[ \t]*#{1,6}[ \t]+|^[ \t]*>[ \t]+", re.MULTILINE)
_NOISE_IF_OFTEN = ((_RUBY, 3), (_SIGNS, 10), (_MARKS, 4))


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
        first, last = self.origin[start], self.origin[end - 1]
        return Span(min(first, last), max(first, last) + 1)


def clean(source: SourceDocument) -> CleanText:
    """Take out the noise and join what it cut."""
    ends = [0, *(block.end for block in source.blocks)]
    reading = simplified(source.text)
    noise = _noise(reading)
    strays = _scanned(reading)
    pieces = [_piece(reading, block, before, noise, strays=strays) for block, before in zip(source.blocks, ends, strict=False)]
    pieces = [part for piece in pieces if piece.text for part in soft_lines(piece)]
    repairs: list[tuple[int, str]] = []
    pieces = without_bars(undrawn(pieces))
    pieces = join_share_marks(pieces, repairs)
    page = fixed_page(pieces)
    pieces = join_pages(pieces, repairs, page)
    pieces = join_wraps(pieces, repairs, page)
    pieces = join_brackets(pieces, repairs)
    pieces = join_narrow(join_commas(pieces, repairs), repairs)
    pieces = join_sentences(join_name_lines(pieces, repairs), repairs)
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
    return CleanText(text, _with_stops(with_colons(text, fold(text))), origin, lines, repairs, reading is not source.text)


# A half-width point at the end of a sentence: 实施超低排放改造.9月底前…; not the point behind a number of a heading.
_POINT = re.compile(r"(?<=[\u4e00-\u9fff”%])( ?)\.(?= ?(?:[\u4e00-\u9fff“(]|\d{1,4}[年月]|\n|$))")
_NUMERAL = re.compile(r"(?:^|\n)[^\n]{0,3}?[一二三四五六七八九十]{1,3} ?$")


def _with_stops(folded: str) -> str:
    """The folded text with such points as full stops; the same length."""
    places = [match.end() - 1 for match in _POINT.finditer(folded) if not _NUMERAL.search(folded, max(0, match.start() - 6), match.start())]
    if not places:
        return folded
    chars = list(folded)
    for place in places:
        chars[place] = "。"
    return "".join(chars)


def _noise(reading: str) -> re.Pattern[str]:
    """What is no text of this document: invisible characters always; readings and doubled signs (@@) where they come again and again."""
    often = [sign for sign, least in _NOISE_IF_OFTEN if len([*islice(sign.finditer(reading), least)]) == least]
    return re.compile("|".join([_INVISIBLE.pattern, *(sign.pattern for sign in often)]), re.MULTILINE) if often else _INVISIBLE


def _scanned(reading: str) -> bool:
    """Whether blanks stray through the sentences of a text: in many lines, and between words of all kinds."""
    lines = [line for line in reading.split("\n") if len(line) > 15]
    found = [line for line in lines if (blanks := len(_STRAY.findall(line))) and blanks * 6 < len(line) and not _ROW.match(line)]
    return len(found) >= _LEAST_STRAY and len(found) * 5 >= 2 * len(lines)


_ROW = re.compile(r"[^。]{0,200}$")  # a row of cells has no full stop


def _gap(before: str) -> str:
    """What lies between two lines: `c` for a line with nothing but tabs, `|` for an empty one."""
    return "".join("c" if "\t" in part else "|" for part in before.split("\n")[1:-1])


def _piece(source: str, block: Block, before: int, noise: re.Pattern[str], *, strays: bool) -> Piece:
    """One block without invisible characters, page marks inside it and gaps between digits and words."""
    raw = source[block.start : block.end]
    line_start = source.rfind("\n", 0, block.start) + 1
    tab = "\t" in source[line_start : block.start] and block.cell is None
    gap = _gap(source[before : block.start]) if block.cell is None else ""
    holes = [match.span() for match in noise.finditer(raw)]
    if _BLANK.search(raw):
        holes += [match.span() for match in _GAP.finditer(raw) if match.start() > 4 and not raw.endswith(_FIELDS, 0, match.start())]
        holes += [(i, i + 1) for match in _IN_KEY.finditer(raw) for i in range(*match.span()) if raw[i] in " \u3000"]
        if strays and block.cell is None:
            holes += [match.span() for match in _STRAY.finditer(raw) if not _PARTS.match(raw, match.start())]
        holes += [(i, i + 1) for match in _SPACED.finditer(raw) for i in range(match.start() + 1, match.end(), 2)]
    if block.cell is None:
        holes += [match.span() for match in _PAGE_INSIDE.finditer(raw) if match.start() > 0 and match.end() < len(raw)]
    if not holes:
        kept = list(range(block.start, block.end))
        return trimmed(raw, kept, block.cell, tab, gap)
    gone: set[int] = set()
    for start, end in holes:
        gone.update(range(start, end))
    kept = [block.start + i for i in range(len(raw)) if i not in gone]
    return trimmed("".join(source[i] for i in kept), kept, block.cell, tab, gap)
