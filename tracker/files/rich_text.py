"""Rich text (.rtf) → text: paragraphs, automatic numbers as they were written out for other programs, and tables.

A small reader of our own (after the Rich Text Format Specification 1.9.1): groups, control words, `\\'hh` bytes in the code
page of their font, `\\uN` characters. Pictures, fields' instructions, headers, footers and everything marked `\\*` are left out.
"""

import re
from dataclasses import dataclass, replace
from itertools import takewhile

from tracker.errors import UserError
from tracker.files.blocks import CellPlace, SourceBuilder, SourceDocument
from tracker.progress import Progress, silent

WAY_OUT = "请用 Word 或 WPS 打开，另存为 .docx 再导入"
_TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})? ?|((?:\\'[0-9a-fA-F]{2})+)|\\([^a-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_LEFT_OUT = frozenset(
    b"fonttbl colortbl stylesheet info pict object header headerl headerr headerf footer footerl footerr footerf footnote annotation "
    b"fldinst xmlnstbl listtable listoverridetable rsidtbl generator themedata datastore latentstyles revtbl bkmkstart bkmkend".split()
)
_SIGNS = {
    b"tab": "\t",
    b"line": "\n",
    b"emdash": "—",
    b"endash": "–",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"bullet": "•",
    b"emspace": "\u2003",
    b"enspace": "\u2002",
}
_ESCAPED = {b"~": " ", b"_": "-", b"\n": "\n", b"\r": "\n", b"\\": "\\", b"{": "{", b"}": "}"}
_CHARSETS = {0: "cp1252", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950"}
_AFTER_NUMBER = re.compile(r"^\s*(\S{1,8})\t")  # 1.⇥…: an automatic number and its tab
_DEEPEST = 400
_STEP = 200_000


@dataclass(slots=True)
class _Group:
    """What a group inherits from the one around it, and may change for itself."""

    hidden: bool = False
    encoding: str = ""
    in_table: bool = False
    skip: int = 1


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of a row with its edges; `merged`: the control word that merges it with the cells above or below."""

    text: str
    left: int
    right: int
    merged: str


class _Reader:
    """The text of one file, paragraph by paragraph and row by row."""

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        self.builder = SourceBuilder(name)
        self.page = "gb18030"
        self.fonts: dict[int, str] = {}
        self.words: list[str] = []
        self.raw = bytearray()
        self.cells: list[str] = []
        self.edges: list[tuple[int, str]] = []
        self.merged = ""
        self.rows: list[list[_Cell]] = []
        self.tables = 0

    def read(self, progress: Progress) -> SourceDocument:
        """All of it."""
        groups = [_Group()]
        ignore = 0
        in_fonts = 0
        font = 0
        for count, match in enumerate(_TOKEN.finditer(self.data)):
            if count % _STEP == 0:
                progress(match.start() / len(self.data), "正在读取文字")
            word, number, escaped, sign, brace, plain = match.groups()
            group = groups[-1]
            if brace == b"{":
                if len(groups) > _DEEPEST:
                    raise UserError(f"“{self.builder.name}”读不出来", "嵌套太深，可能已损坏", WAY_OUT)
                self._flush(group)
                groups.append(replace(group))
            elif brace == b"}":
                self._flush(group)
                if len(groups) > 1:
                    groups.pop()
                in_fonts = min(in_fonts, len(groups) - 1) if in_fonts >= len(groups) else in_fonts
            elif word == b"fonttbl":
                in_fonts, group.hidden = len(groups), True
            elif word == b"f":
                font = int(number or 0)
                if not in_fonts:
                    self._flush(group)
                    group.encoding = self.fonts.get(font, "")
            elif word == b"fcharset" and in_fonts:
                self.fonts[font] = _CHARSETS.get(int(number or 0), "")
            elif sign == b"*" or word in _LEFT_OUT:
                group.hidden = True
            elif word in (b"listtext", b"pntext"):
                group.hidden = False
            elif group.hidden:
                continue
            elif escaped:
                values = bytes.fromhex(escaped.replace(b"\\'", b"").decode())
                self.raw += values[ignore:]
                ignore = max(0, ignore - len(values))
            elif ignore and (plain or sign):
                ignore = self._ignored(ignore, plain)
            elif word == b"u":
                self._flush(group)
                self.words.append(chr(int(number or 0) % 0x10000))
                ignore = group.skip
            elif word == b"uc":
                group.skip = int(number or 0)
            elif plain:
                self._flush(group)
                self.words.append(plain.decode("latin-1") if plain.isascii() else plain.decode(self.page, "replace"))
            elif word:
                self._flush(group)
                self._word(word, int(number or 0), group)
            elif sign:
                self._flush(group)
                self.words.append(_ESCAPED.get(sign, ""))
        self._flush(groups[-1])
        self._end_paragraph()
        return self.builder.build()

    def _ignored(self, ignore: int, plain: bytes | None) -> int:
        """Skips what stands for a character that was given as `\\uN`; what is left to skip."""
        if plain is None:
            return ignore - 1
        rest = plain[ignore:]
        if rest:
            self.words.append(rest.decode(self.page, "replace"))
        return max(0, ignore - len(plain))

    def _flush(self, group: _Group) -> None:
        if self.raw:
            self.words.append(bytes(self.raw).decode(group.encoding or self.page, "replace"))
            self.raw.clear()

    def _word(self, word: bytes, number: int, group: _Group) -> None:
        if word in _SIGNS:
            self.words.append(_SIGNS[word])
        elif word == b"ansicpg":
            self.page = "gb18030" if number in (936, 54936) else "cp950" if number == 950 else "utf-8" if number == 65001 else self.page
        elif word == b"pard":
            group.in_table = False
        elif word == b"intbl":
            group.in_table = True
        elif word in (b"par", b"sect", b"page"):
            if group.in_table:
                self.words.append("\n")
            else:
                self._end_paragraph()
        elif word in (b"cell", b"nestcell"):
            self.cells.append(_text(self.words))
        elif word == b"trowd":
            self.edges.clear()
        elif word in (b"clvmgf", b"clvmrg"):
            self.merged = word.decode()
        elif word == b"cellx":
            self.edges.append((number, self.merged))
            self.merged = ""
        elif word in (b"row", b"nestrow"):
            self._end_row()
        elif word == b"v" and number != 0:
            group.hidden = True

    def _end_paragraph(self) -> None:
        self._end_table()
        for line in _text(self.words).split("\n"):
            self.builder.add(_AFTER_NUMBER.sub(r"\1", line))

    def _end_row(self) -> None:
        edges = self.edges if len(self.edges) >= len(self.cells) else [(i + 1, "") for i in range(len(self.cells))]
        row, left = [], 0
        for text, (edge, merged) in zip(self.cells, edges, strict=False):
            row.append(_Cell(text, left, edge, merged))
            left = edge
        self.rows.append(row)
        self.cells.clear()

    def _end_table(self) -> None:
        """Lay out the rows that stand together as one table: cells by their edges, those merged downwards once."""
        edges = sorted({cell.right for row in self.rows for cell in row})
        place = {edge: index + 1 for index, edge in enumerate(edges)}
        for at, row in enumerate(self.rows):
            cells = []
            for cell in row:
                if cell.merged == "clvmrg":
                    continue
                column = place.get(cell.left, 0)
                below = (any(one.left == cell.left and one.merged == "clvmrg" for one in other) for other in self.rows[at + 1 :])
                more = sum(1 for _ in takewhile(bool, below)) if cell.merged == "clvmgf" else 0
                cells.append((CellPlace(self.tables, at, column, 1 + more, max(1, place[cell.right] - column)), cell.text))
            self.builder.add_row(cells)
        self.tables += bool(self.rows)
        self.rows.clear()


def _text(words: list[str]) -> str:
    """The collected words as text; halves of characters beyond the first plane are joined."""
    text = "".join(words)
    words.clear()
    if any("\ud800" <= char <= "\udfff" for char in text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.strip(" \n")


def read_rich_text(data: bytes, name: str, progress: Progress = silent) -> SourceDocument:
    """Paragraphs and tables of a rich text. Raises `UserError` where it holds no text."""
    document = _Reader(data, name).read(progress)
    if not document.blocks:
        raise UserError(f"“{name}”里没有文字", "可能只有图片，或者文件不完整", WAY_OUT)
    return document
