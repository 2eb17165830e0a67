"""Lines of a PDF page → paragraphs: page marks left out, lines joined by their indent, their width and how they end."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any, TypeVar

_EDGE = 0.13
_EDGE_LINES = 2
_PAGE_NUMBER = re.compile(r"[-—–－―_·•.~\s]*(?:第?\s*\d{1,4}\s*页?)(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―_·•.~\s]*$")
_ENDS = "。！？!?；;：:）)"
_WORD = re.compile(r"[“‘（(《〈【「]*[A-Za-z\d.,%‰℃+/-]*[\u4e00-\u9fff]?[，。、；：！？”’）)》〉】」%]*")
_STARTS = re.compile(
    r"第[一二三四五六七八九十百零〇\d]+[编篇章节条部]|[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|[（(]?\d{1,2}[)）、.．](?!\d)|[①-⑳]|附件|附表|专栏"
    r"|[\u4e00-\u9fff]{2,8}(?:单位|部门|时限|领导|责任人|时间)[:：]"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its text, its box in points, the size of its letters, whether it stands at the page's edge, the page's width."""

    text: str
    page: int
    top: float
    bottom: float
    left: float
    right: float
    size: float
    at_edge: bool
    page_width: float


P = TypeVar("P")


def lines_of(chars: Sequence[Any], page: int = 0, width: float = 0.0, height: float = 0.0) -> list[Line]:
    """Letters of one page → lines from top to bottom."""
    return [_line(row, page, width, height) for row in rows_of(chars) if any(not char["text"].isspace() for char in row)]


def rows_of(chars: Sequence[Any]) -> list[list[Any]]:
    """Letters that stand beside each other: each overlaps the row by more than half of its height."""
    rows: list[list[Any]] = []
    top = bottom = 0.0
    for char in sorted(chars, key=lambda char: (char["top"] + char["bottom"], char["x0"])):
        overlap = min(bottom, char["bottom"]) - max(top, char["top"])
        if rows and overlap > 0.5 * min(bottom - top, char["bottom"] - char["top"]):
            rows[-1].append(char)
        else:
            rows.append([char])
            top, bottom = char["top"], char["bottom"]
    return rows


def _line(row: list[Any], page: int, width: float, height: float) -> Line:
    row.sort(key=lambda char: char["x0"])
    solid = [char for char in row if not char["text"].isspace()]
    top, bottom = min(char["top"] for char in solid), max(char["bottom"] for char in solid)
    at_edge = bottom < height * _EDGE or top > height * (1 - _EDGE)
    size = median(char["size"] for char in solid)
    return Line(text_of(row), page, top, bottom, solid[0]["x0"], solid[-1]["x1"], size, at_edge, width)


def text_of(row: list[Any]) -> str:
    """The letters of a row, with blanks where the page has them or leaves a gap: narrow between words, wide between Chinese."""
    parts: list[str] = []
    last: Any = None
    for char in row:
        text = char["text"]
        if last is not None:
            gap = char["x0"] - last["x1"]
            latin = last["text"].isascii() and text.isascii() and last["text"].isalnum() and text.isalnum()
            if gap > (0.25 if latin else 1.3) * char["size"] and not parts[-1].isspace() and not text.isspace():
                parts.append(" ")
        parts.append(text)
        last = char
    return "".join(parts).strip()


def without_page_marks(pages: list[list[P]]) -> list[list[P]]:
    """Without page numbers, and without lines that come back at the edge of many pages."""
    edges = [_edge_lines(parts) for parts in pages]
    counts = Counter(key for lines in edges for key in {_key(line) for line in lines})
    least = max(2, len(pages) * 3 // 10)
    marks = {
        id(line) for lines in edges for line in lines if (counts[_key(line)] >= least and len(pages) > 2) or _PAGE_NUMBER.match(line.text)
    }
    return [[part for part in parts if id(part) not in marks] for parts in pages]


def _edge_lines(parts: Sequence[object]) -> list[Line]:
    outer = [*parts[:_EDGE_LINES], *parts[-_EDGE_LINES:]]
    return [part for part in outer if isinstance(part, Line) and part.at_edge]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", "".join(line.text.split()))


def joined(lines: Sequence[Line]) -> list[str]:
    """Paragraphs: a line goes on where the one before fills the width and this one neither is indented nor begins something."""
    if not lines:
        return []
    frame = _Frame.of(lines)
    texts: list[str] = []
    last: Line | None = None
    for line in lines:
        if last is not None and frame.goes_on(last, line):
            texts[-1] += (" " if texts[-1][-1:].isascii() and texts[-1][-1:].isalpha() and line.text[:1].isascii() else "") + line.text
        else:
            texts.append(line.text)
        last = line
    return texts


@dataclass(frozen=True, slots=True)
class _Frame:
    """The body of the pages: its edges, the usual size of letters and distance of lines, whether paragraphs are indented."""

    left: float
    right: float
    size: float
    step: float
    indents: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Frame":
        size = Counter(round(line.size, 1) for line in lines for _ in range(len(line.text))).most_common(1)[0][0]
        body = [line for line in lines if abs(line.size - size) < 0.15 * size] or list(lines)
        lefts = Counter(round(line.left) for line in body if len(line.text) > 3)
        common = [left for left, count in lefts.items() if count >= max(2, len(body) * 0.08)] or [round(line.left) for line in body]
        rights = sorted(line.right for line in body)
        right = rights[int(len(rights) * 0.97)]
        full = sum(line.right > right - 2.6 * size for line in body)
        if right < 0.75 * body[0].page_width and full < max(3, 0.15 * len(body)):
            right = body[0].page_width  # short lines only: none of them is full
        steps = [b.top - a.top for a, b in pairwise(lines) if a.page == b.page and b.top > a.top]
        left = min(common)
        marked = [line.left > left + 0.8 * size for line in body if _STARTS.match(line.text)]
        indents = len(marked) >= 3 and sum(marked) >= 0.6 * len(marked)
        return cls(left, right, size, median(steps) if steps else 2 * size, indents)

    def goes_on(self, last: Line, line: Line) -> bool:
        """Whether `line` is the rest of the paragraph that `last` belongs to."""
        if abs(last.size - line.size) > 0.12 * self.size:
            return False
        if last.page == line.page and line.top - last.top > 1.7 * self.step:
            return False
        indented = self._is_indented(line)
        if not self._is_full(last, line):
            return last.text[-1] in "、，," and not indented and last.right > self.right - 8 * self.size
        begins = bool(_STARTS.match(line.text))
        if not indented:
            return self.indents or not (begins and last.text[-1] in _ENDS)
        return not begins and last.text[-1] not in _ENDS

    def _is_indented(self, line: Line) -> bool:
        return line.left > self.left + 0.8 * self.size

    def _is_full(self, last: Line, line: Line) -> bool:
        """Whether the first word of `line` would not have found room at the end of `last`."""
        if last.right >= self.right - 2.6 * self.size:
            return True
        return last.text[-1] not in _ENDS and last.right + first_word_width(line) > self.right


def first_word_width(line: Line) -> float:
    """About how wide what stands at the head of a line is up to where it may break, in points."""
    word = _WORD.match(line.text)
    width = sum(0.5 if char.isascii() else 1.0 for char in word.group()) if word else 1.0
    return min(width, 12.0) * line.size
