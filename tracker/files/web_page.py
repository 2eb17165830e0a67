"""Web pages, also those saved as .doc, .xls or .mht: paragraphs and tables of the page, nothing that it loads or runs."""

import re
from typing import Any

from tracker.errors import UserError
from tracker.files.blocks import CellPlace, SourceBuilder, SourceDocument
from tracker.files.text_file import decode

_MAX_BYTES = 12 * 1024 * 1024
_SILENT = frozenset(("script", "style", "head", "title", "noscript", "template", "select", "button", "svg", "iframe", "object"))
_BLOCKS = ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "main", "header")
_PARTS = frozenset((*_BLOCKS, "footer", "nav", "aside", "center", "form", "table", "tr", "td", "th", "blockquote", "pre"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_MAX_SPAN = 1000


def is_web_page(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a page or a saved page (.mht)."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2048].lower()
    if start.startswith((b"<?xml", b"<!--")):
        return b"<html" in start
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta")) or (
        start.startswith((b"mime-version:", b"from: <")) and b"multipart/related" in start
    )


def read_web_page(data: bytes, name: str) -> SourceDocument:
    """Text and tables of a page. Raises `UserError` where there is nothing to read."""
    from lxml import etree, html

    if len(data) > _MAX_BYTES:
        raise UserError(f"“{name}”太大", f"网页文件超过 {_MAX_BYTES // 1024 // 1024} MB", "请只复制正文，粘贴到 Word 里保存后再导入")
    data = next(iter(pages_of(data)), b"")
    try:
        root = html.document_fromstring(_text(data, name), parser=html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UserError(f"“{name}”里没有文字", "网页是空的或已损坏", "请在浏览器里复制正文，粘贴到 Word 里保存后再导入") from error
    reader = _Reader(name)
    reader.read(root)
    return reader.builder.build()


def pages_of(data: bytes) -> list[bytes]:
    """The page itself; of a saved page (.mht) all pages in it: a workbook saved so has one for each sheet."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return [data]
    from email import message_from_bytes

    parts = (part.get_payload(decode=True) for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html")
    return [part for part in parts if isinstance(part, bytes)]


def _text(data: bytes, name: str) -> str:
    """The page as text: by its byte-order mark or as UTF-8 or GB 18030; else as it says itself (Big5 and the like)."""
    declared = _CHARSET.search(data[:4096])
    encoding = declared.group(1).decode("ascii").lower() if declared else ""
    text = data.decode("big5", "replace") if encoding.startswith("big5") else decode(data, name)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


class _Reader:
    """Walks the page in order without recursion, however deep it is nested."""

    def __init__(self, name: str) -> None:
        self.builder = SourceBuilder(name)
        self.tables = 0
        self._open: list[str] = []
        self._label = ""
        self._counted: dict[Any, int] = {}

    def read(self, root: Any) -> None:
        """Paragraphs outside tables; a table with cells beside each other as one, others as paragraphs."""
        stack: list[tuple[Any, bool]] = [(root, False)]
        while stack:
            element, after = stack.pop()
            if after:
                if element.tag in _PARTS:
                    self._close()
                self._add(element.tail)
                continue
            if not isinstance(element.tag, str) or element.tag in _SILENT:
                self._add(element.tail)
                continue
            if element.tag == "table" and _is_table(element):
                self._close()
                self._table(element)
                self._add(element.tail)
                continue
            if element.tag in _PARTS or element.tag == "br":
                self._close()
            if element.tag == "li":
                self._label = self._number(element)
            self._add(element.text)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
        self._close()

    def _add(self, text: str | None) -> None:
        if text:
            self._open.append(text)

    def _number(self, item: Any) -> str:
        """The number that a browser shows before an item of a counted list."""
        counted = item.getparent()
        if counted is None or counted.tag != "ol":
            return ""
        start = item.get("value") or ("" if counted in self._counted else counted.get("start")) or ""
        number = int(start[:6]) if start.strip().isdecimal() else self._counted.get(counted, 0) + 1
        self._counted[counted] = number
        return f"{number}."

    def _close(self) -> None:
        text = _SPACES.sub(" ", "".join(self._open)).strip(" ")
        self._open.clear()
        if text:
            self.builder.add(self._label + text)
            self._label = ""

    def _table(self, table: Any) -> None:
        number, self.tables = self.tables, self.tables + 1
        taken: set[tuple[int, int]] = set()
        for index, row in enumerate(table.iter("tr")):
            column = 0
            cells = []
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                while (index, column) in taken:
                    column += 1
                down, right = _span(cell, "rowspan"), _span(cell, "colspan")
                cells.append((CellPlace(number, index, column, down, right), _words(cell)))
                if down > 1:
                    taken.update((index + i, column + j) for i in range(1, down) for j in range(min(right, 100)))
                column += right
            self.builder.add_row(cells)


def _is_table(table: Any) -> bool:
    """Whether cells stand beside each other and no table stands in one: else it only lays out the page."""
    if any(inner is not table for inner in table.iter("table")):
        return False
    return any(sum(cell.tag in ("td", "th") for cell in row) > 1 for row in table.iter("tr"))


def _span(cell: Any, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return max(1, min(int(value[:6]), _MAX_SPAN)) if value.isdecimal() else 1


def _words(cell: Any) -> str:
    """The text of a cell, its paragraphs on lines of their own."""
    parts: list[str] = []
    for event, element in _events(cell):
        if event == "start":
            if element is not cell and (element.tag in _PARTS or element.tag == "br"):
                parts.append("\n")
            parts.append(_SPACES.sub(" ", element.text or ""))
        else:
            if element.tag in _PARTS:
                parts.append("\n")
            parts.append(_SPACES.sub(" ", element.tail or ""))
    return "\n".join(line.strip(" ") for line in "".join(parts).split("\n") if line.strip())


def _events(cell: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    stack: list[tuple[str, Any]] = [("start", cell)]
    while stack:
        event, element = stack.pop()
        if event == "end" or (isinstance(element.tag, str) and element.tag not in _SILENT):
            found.append((event, element))
        if event == "start":
            if element is not cell:
                stack.append(("end", element))
            if isinstance(element.tag, str) and element.tag not in _SILENT:
                stack.extend(("start", child) for child in reversed(element))
    return found
