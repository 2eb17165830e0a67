"""OpenDocument texts (.odt): paragraphs and headings with the numbers of their lists, text boxes, tables; tracked changes accepted."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from tracker.errors import UserError
from tracker.files.blocks import CellPlace, SourceBuilder, SourceDocument
from tracker.files.compound import locked
from tracker.files.open_numbering import STYLE, TEXT, Lists, ListState
from tracker.files.safe_zip import SafeZip, damaged
from tracker.progress import Progress, silent

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_GONE = frozenset(
    (
        TEXT + "tracked-changes",
        TEXT + "table-of-content",
        TEXT + "illustration-index",
        TEXT + "alphabetical-index",
        TEXT + "note",
        TEXT + "hidden-text",
        TEXT + "ruby-text",
        TEXT + "sequence-decls",
        TEXT + "variable-decls",
        _OFFICE + "annotation",
        _OFFICE + "forms",
    )
)
_MAX_CELLS = 400_000
_MAX_SPAN = 1_000
_REPORT_EVERY = 4_000


def read_odt(data: bytes, name: str, progress: Progress = silent) -> SourceDocument:
    """The text of an .odt; a password, damage and what is no text are told as `UserError`."""
    archive = SafeZip(data, name)
    if b"encryption-data" in (archive.read("META-INF/manifest.xml") or b""):
        raise locked(name)
    content = _parse(archive, "content.xml", name)
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise damaged(name)
    styles = _parse(archive, "styles.xml", name) if "styles.xml" in archive.names() else None
    reader = _Reader(name, Lists(content, styles), progress)
    reader.blocks(body)
    return reader.builder.build()


def _parse(archive: SafeZip, part: str, name: str) -> Any:
    content = archive.read(part)
    if not content:
        raise damaged(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error


class _Reader:
    """Walks the text once, in order, and fills the builder."""

    def __init__(self, name: str, lists: Lists, progress: Progress) -> None:
        self.builder = SourceBuilder(name)
        self.lists = lists
        self.progress = progress
        self.tables = 0
        self.cells = 0
        self.steps = 0

    def blocks(self, element: Any) -> None:
        """The paragraphs, lists, tables and sections in an element."""
        for child in element:
            tag = child.tag
            if tag in (TEXT + "p", TEXT + "h"):
                self._paragraph(child, self.lists.heading(child) if tag == TEXT + "h" else "")
            elif tag == TEXT + "list":
                self._list(child, None)
            elif tag == _TABLE + "table":
                self._table(child)
            elif tag == _DRAW + "frame" or tag == _DRAW + "text-box":
                for box in _boxes(child):
                    self.blocks(box)
            elif tag not in _GONE and isinstance(tag, str) and len(child):
                self.blocks(child)  # sections and other frames around text

    def _list(self, element: Any, outer: ListState | None) -> None:
        state = self.lists.enter(element, outer)
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            numbered = item.tag == TEXT + "list-item"
            for child in item:
                if child.tag in (TEXT + "p", TEXT + "h"):
                    self._paragraph(child, self.lists.label(state, item) if numbered else "")
                    numbered = False
                elif child.tag == TEXT + "list":
                    self._list(child, state)
                elif child.tag == _TABLE + "table":
                    self._table(child)

    def _paragraph(self, paragraph: Any, label: str) -> None:
        self.steps += 1
        if self.steps % _REPORT_EVERY == 0:
            self.progress(0.5, f"已读 {self.builder.length // 10_000} 万字")
        text = _text(paragraph)
        if text.strip():
            if label:
                label = label.strip()
                text = label + ("" if label[-1] in "、.．)）:：" else " ") + text.lstrip()
            self.builder.add(text)
        for box in _boxes(paragraph):
            self.blocks(box)

    def _table(self, table: Any) -> None:
        rows = list(_rows(table))
        width = max((sum(1 for _ in _cells(row)) for row in rows), default=0)
        if width <= 1 or next(table.iterdescendants(_TABLE + "table"), None) is not None:
            for row in rows:  # a frame around text, or a table that only lays out others
                for cell in _cells(row):
                    self.blocks(cell)
            return
        number, self.tables = self.tables, self.tables + 1
        for index, row in enumerate(rows):
            column = 0
            shown: list[tuple[CellPlace, str]] = []
            for cell in row:
                if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                    continue
                times = _number(cell, "number-columns-repeated")
                if cell.tag == _TABLE + "table-cell":
                    place = CellPlace(number, index, column, _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned"))
                    shown.append((place, "\n".join(line for line in self._lines(cell) if line.strip())))
                column += times
            self.cells += len(shown)
            if self.cells > _MAX_CELLS:
                raise UserError("表格太大", f"超过 {_MAX_CELLS // 10000} 万个单元格", "请只保留任务分解表后再导入")
            self.builder.add_row(shown)

    def _lines(self, cell: Any, outer: ListState | None = None) -> Iterator[str]:
        """The lines of a cell, those of its lists with their numbers."""
        for child in cell:
            if child.tag in (TEXT + "p", TEXT + "h"):
                yield _text(child)
            elif child.tag == TEXT + "list":
                state = self.lists.enter(child, outer)
                for item in child.iterchildren(TEXT + "list-item"):
                    label = self.lists.label(state, item)
                    for line in self._lines(item, state):
                        yield label + line
                        label = ""


def _rows(table: Any) -> Iterator[Any]:
    """The rows of a table, those of its head and of groups too; a row that only repeats itself empty is one."""
    for child in table:
        if child.tag == _TABLE + "table-row":
            yield child
        elif child.tag in (_TABLE + "table-header-rows", _TABLE + "table-rows", _TABLE + "table-row-group"):
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    yield from row.iterchildren(_TABLE + "table-cell")


def _number(element: Any, name: str) -> int:
    value = element.get(_TABLE + name) or ""
    return max(1, min(int(value), _MAX_SPAN)) if value.isdigit() and len(value) < 8 else 1


def _text(element: Any) -> str:
    """The words of a paragraph: blanks, tabs and breaks as written, without notes, comments and text boxes."""
    parts = [element.text or ""]
    for child in element:
        tag = child.tag
        if tag == TEXT + "s":
            count = child.get(TEXT + "c") or "1"
            parts.append(" " * (min(int(count), 200) if count.isdigit() else 1))
        elif tag == TEXT + "tab":
            parts.append(" ")
        elif tag == TEXT + "line-break":
            parts.append("\n")
        elif isinstance(tag, str) and tag not in _GONE and not tag.startswith(_DRAW) and not tag.startswith(STYLE):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes anchored in an element, in order."""
    if element.tag == _DRAW + "text-box":
        yield element
        return
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _GONE:
            yield from _boxes(child)
