"""Word documents (.docx): paragraphs with their automatic numbers, text boxes, tables with merged cells, tracked changes accepted."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from tracker.errors import UserError
from tracker.files.blocks import CellPlace, SourceBuilder, SourceDocument
from tracker.files.letter_shapes import Shape, plain, shaped
from tracker.files.safe_zip import SafeZip, damaged
from tracker.files.word_numbering import Numbering, W
from tracker.progress import Progress, silent

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRAPPERS = frozenset(
    W + tag for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "bdo", "dir")
)
_GONE = frozenset(
    W + tag for tag in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "fldChar", "annotationRef", "footnoteRef", "rt")
)
_MAX_CELLS = 400_000
_REPORT_EVERY = 4_000


def read_docx(data: bytes, name: str, progress: Progress = silent) -> SourceDocument:
    """The text of a .docx; other office archives and damage are told as `UserError`."""
    archive = SafeZip(data, name)
    part = _main_part(archive, name)
    body = _parse(archive, part, name).find(W + "body")
    if body is None:
        raise damaged(name)
    folder = part.rsplit("/", 1)[0] + "/" if "/" in part else ""
    numbering, styles = (_optional(archive, folder + child, name) for child in ("numbering.xml", "styles.xml"))
    reader = _Reader(name, Numbering(numbering, styles), progress)
    reader.blocks(body)
    return reader.builder.build()


def _main_part(archive: SafeZip, name: str) -> str:
    names = archive.names()
    if "word/document.xml" in names:
        return "word/document.xml"
    main = next((n for n in names if n.startswith("word/document") and n.endswith(".xml")), None)
    if main:
        return main
    if any(n.startswith("ppt/") for n in names):
        raise UserError(f"“{name}”是演示文稿", "不是方案文本", "请选择方案的 Word 文件")
    if "content.xml" in names or "mimetype" in names:
        raise UserError(f"“{name}”是读不出文字的 OpenDocument 文件", "可能是图形或演示文稿", "请用 WPS 或 Word 打开，另存为 .docx 再导入")
    if "[Content_Types].xml" in names:
        raise damaged(name)
    raise UserError(f"“{name}”是压缩包", "", "请先解压，再导入里面的方案文件")


def _parse(archive: SafeZip, part: str, name: str) -> Any:
    content = archive.read(part)
    if not content:
        raise damaged(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error


def _optional(archive: SafeZip, part: str, name: str) -> Any:
    """A part that only helps: without it, or with a broken one, the text is still read."""
    if part not in archive.names():
        return None
    try:
        return _parse(archive, part, name)
    except UserError:
        return None


def _flat(element: Any) -> Iterator[Any]:
    """Children with wrappers (content controls, insertions) opened and deletions left out; of alternatives the first."""
    for child in element:
        if child.tag in _WRAPPERS:
            if child.tag == W + "sdt" and _is_contents(child):
                continue
            yield from _flat(child)
        elif child.tag == _MC + "AlternateContent":
            choice = child.find(_MC + "Choice")
            chosen = choice if choice is not None else child.find(_MC + "Fallback")
            if chosen is not None:
                yield from _flat(chosen)
        elif child.tag not in _GONE:
            yield child


def _is_contents(control: Any) -> bool:
    gallery = next(iter(control.iter(W + "docPartGallery")), None)
    return gallery is not None and "Contents" in (gallery.get(W + "val") or "")


class _Reader:
    """Walks the body once, in order, and fills the builder."""

    def __init__(self, name: str, numbering: Numbering, progress: Progress) -> None:
        self.progress = progress
        self.numbering = numbering
        self.builder = SourceBuilder(name, shapes=[])
        self.tables = 0
        self.cells = 0
        self.steps = 0
        self._carried = ""

    def blocks(self, element: Any) -> None:
        for child in _flat(element):
            if child.tag == W + "p":
                self._paragraph(child)
            elif child.tag == W + "tbl":
                self._table(child)

    def _report(self) -> None:
        """Say now and then that the work goes on; how much is left is not known."""
        self.steps += 1
        if self.steps % _REPORT_EVERY == 0:
            self.progress(0.5, f"已读 {self.builder.length // 10_000} 万字")

    def _paragraph(self, paragraph: Any) -> None:
        self._report()
        text, boxes = self._text(paragraph)
        if self._mark_deleted(paragraph):
            self._carried += text
        else:
            text, self._carried = self._carried + text, ""
            if text.strip():
                self.builder.add(text)
        for box in boxes:
            self.blocks(box)

    def _text(self, paragraph: Any) -> tuple[str, list[Any]]:
        """Number and text of one paragraph (soft breaks as line feeds), and the text boxes anchored in it."""
        properties = paragraph.find(W + "pPr")
        style = properties.find(W + "pStyle") if properties is not None else None
        if style is not None and self.numbering.style_name(style.get(W + "val") or "").lower().startswith("toc"):
            return "", []
        parts: list[str] = []
        boxes: list[Any] = []
        for child in _flat(paragraph):
            if child.tag == W + "r":
                self._run(child, parts, boxes)
        text = "".join(parts)
        label = self.numbering.label(paragraph) if text.strip() or boxes else ""
        if label:
            text = label + ("" if label[-1] in "、.．)）:：" else " ") + text.lstrip()
        return text, boxes

    def _run(self, run: Any, parts: list[str], boxes: list[Any]) -> None:
        properties = run.find(W + "rPr")
        if properties is not None:
            hidden = properties.find(W + "vanish")
            if hidden is not None and hidden.get(W + "val") not in ("0", "false"):
                return
        first = len(parts)
        for child in _flat(run):
            tag = child.tag
            if tag == W + "t":
                parts.append(plain((child.text or "").replace("\ufffc", "")))
            elif tag == W + "tab" or tag == W + "ptab":
                parts.append(" ")
            elif tag == W + "br" or tag == W + "cr":
                parts.append("\n" if child.get(W + "type") not in ("page", "column") else "")
            elif tag == W + "noBreakHyphen":
                parts.append("-")
            elif tag == W + "ruby":
                base = child.find(W + "rubyBase")
                if base is not None:
                    for inner in base.iter(W + "r"):
                        self._run(inner, parts, boxes)
            else:
                boxes.extend(self._boxes(child))
        if properties is not None and (shapes := _shapes(properties)):
            parts[first:] = [shaped("".join(parts[first:]), shapes)]

    def _boxes(self, element: Any) -> list[Any]:
        if element.tag == W + "txbxContent":
            return [element]
        found: list[Any] = []
        for child in _flat(element):
            if isinstance(child.tag, str):
                found.extend(self._boxes(child))
        return found

    @staticmethod
    def _mark_deleted(paragraph: Any) -> bool:
        """Whether the paragraph's end was deleted in a tracked change: it then runs on into the next paragraph."""
        properties = paragraph.find(W + "pPr")
        mark = properties.find(W + "rPr") if properties is not None else None
        return mark is not None and mark.find(W + "del") is not None

    def _table(self, table: Any) -> None:
        rows = [row for row in _flat(table) if row.tag == W + "tr" and not self._row_deleted(row)]
        grid = [[cell for cell in _flat(row) if cell.tag == W + "tc"] for row in rows]
        width = max((len(cells) for cells in grid), default=0)
        if width <= 1 or any(next(cell.iter(W + "tbl"), None) is not None for cells in grid for cell in cells):
            for cells in grid:  # a frame around text, or a table that only lays out others
                for cell in cells:
                    self.blocks(cell)
            return
        self.cells += sum(len(cells) for cells in grid)
        if self.cells > _MAX_CELLS:
            raise UserError("表格太大", f"超过 {_MAX_CELLS // 10000} 万个单元格", "请只保留任务分解表后再导入")
        number, self.tables = self.tables, self.tables + 1
        placed = [self._placed(row, cells) for row, cells in zip(rows, grid, strict=True)]
        spans = _row_spans(placed)
        for index, cells in enumerate(placed):
            self._report()
            shown = [item for item in cells if item[2] != "continue"]
            for position, (column, span, _, cell) in enumerate(shown):
                place = CellPlace(number, index, column, spans.get((index, column), 1), span)
                text = "\n".join(part for part in self._cell_lines(cell) if part.strip())
                self.builder.add(text, place, "\n" if position == len(shown) - 1 else "\t")

    def _cell_lines(self, cell: Any) -> Iterator[str]:
        for child in _flat(cell):
            if child.tag == W + "p":
                text, boxes = self._text(child)
                yield text
                for box in boxes:
                    yield from self._cell_lines(box)

    def _placed(self, row: Any, cells: list[Any]) -> list[tuple[int, int, str, Any]]:
        """(column, columns spanned, vertical merge, cell) of each cell of a row."""
        column = 0
        properties = row.find(W + "trPr")
        before = properties.find(W + "gridBefore") if properties is not None else None
        if before is not None and (before.get(W + "val") or "").isdigit():
            column = int(before.get(W + "val"))
        found = []
        for cell in cells:
            own = cell.find(W + "tcPr")
            span, merge = 1, ""
            if own is not None:
                grid_span = own.find(W + "gridSpan")
                if grid_span is not None and (grid_span.get(W + "val") or "").isdigit():
                    span = max(1, min(int(grid_span.get(W + "val")), 200))
                vertical = own.find(W + "vMerge")
                if vertical is not None:
                    merge = "restart" if vertical.get(W + "val") == "restart" else "continue"
            found.append((column, span, merge, cell))
            column += span
        return found

    @staticmethod
    def _row_deleted(row: Any) -> bool:
        properties = row.find(W + "trPr")
        return properties is not None and properties.find(W + "del") is not None


def _shapes(properties: Any) -> tuple[Shape, ...]:
    """How the letters of a run stand out, by its own properties."""
    found = []
    bold, line, fonts = (properties.find(W + tag) for tag in ("b", "u", "rFonts"))
    if bold is not None and bold.get(W + "val") not in ("0", "false"):
        found.append(Shape.BOLD)
    if line is not None and line.get(W + "val") not in (None, "none"):
        found.append(Shape.UNDERLINED)
    if fonts is not None and (fonts.get(W + "eastAsia") or "").startswith(("黑体", "SimHei", "方正黑体", "华文黑体")):
        found.append(Shape.HEAVY)
    return tuple(found)


def _row_spans(rows: list[list[tuple[int, int, str, Any]]]) -> dict[tuple[int, int], int]:
    """How many rows each cell that begins a vertical merge covers."""
    spans: dict[tuple[int, int], int] = {}
    open_at: dict[int, int] = {}
    for index, cells in enumerate(rows):
        for column, _, merge, _ in cells:
            if merge == "continue" and column in open_at:
                spans[(open_at[column], column)] = index - open_at[column] + 1
            elif merge == "restart":
                open_at[column] = index
            else:
                open_at.pop(column, None)
    return spans
