"""OFD layout files (.ofd, GB/T 33190) with text: the letters of each page stand at places, as in a PDF, and are read in the same way.

Only text is read; pictures, seals, annotations and page templates (heads and rules that every page repeats) are not.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tracker.errors import UserError
from tracker.files.blocks import MAX_TEXT, SourceDocument, too_long
from tracker.files.pdf import Part, document_of
from tracker.files.pdf_columns import Columns, aligned_table
from tracker.files.pdf_lines import lines_of, without_page_marks
from tracker.files.safe_zip import SafeZip
from tracker.progress import Progress, silent

WAY_OUT = "请用 OFD 阅读器另存为 PDF，或取得它的 Word 文件再导入"
_MAX_PAGES = 1500
_POINTS = 72 / 25.4
_ABOVE = 0.86  # of a letter's height, above its base line
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_A4 = (210.0, 297.0)
_LONGEST_RUN = 100_000
_TABLES = "表格按文字的位置分了栏，请核对"


def read_ofd(data: bytes, name: str, progress: Progress = silent) -> SourceDocument:
    """Paragraphs and simple tables of an OFD file. Raises `UserError` for damage, or where it holds pictures only."""
    archive = SafeZip(data, name)
    pages: list[list[Part]] = []
    aligned: list[int] = []
    before: Columns | None = None
    letters = 0
    parts = list(_pages(archive, name))
    if not parts:
        raise _damaged(name)
    if len(parts) > _MAX_PAGES:
        raise UserError(f"“{name}”太大", f"超过 {_MAX_PAGES} 页", "请只保留方案正文后再导入")
    for number, (part, box) in enumerate(parts, 1):
        progress((number - 1) / len(parts), f"正在读取第 {number} 页，共 {len(parts)} 页")
        root = _parse(archive, part, name)
        width, height = _size(root, box)
        chars = list(_chars(root))
        letters += len(chars)
        if letters > MAX_TEXT:
            raise too_long(name)
        found = aligned_table(chars, before)
        before = found.columns
        own: list[Part] = [*lines_of(found.rest, number, width * _POINTS, height * _POINTS)]
        if found.table is not None:
            own.append(found.table)
            aligned.append(number)
        pages.append(sorted(own, key=lambda one: one.top))
    if not letters:
        raise UserError(f"“{name}”里没有文字", "可能是扫描件，里面只有图片", "请先做文字识别（OCR），再导入识别出的 Word 或文本文件")
    notes = (f"第 {'、'.join(map(str, aligned[:20]))} 页的{_TABLES}",) if aligned else ()
    return document_of(without_page_marks(pages), name, notes)


def _damaged(name: str) -> UserError:
    return UserError(f"“{name}”是 OFD 版式文件，但读不出里面的页", "可能已损坏", WAY_OUT)


def _pages(archive: SafeZip, name: str) -> Iterator[tuple[str, tuple[float, float]]]:
    """The parts that hold the pages of all documents inside, with the usual size of a page."""
    root = _parse(archive, "OFD.xml", name)
    for element in _all(root, "DocRoot"):
        part = _path("", element.text or "")
        document = _parse(archive, part, name)
        size = next(_all(document, "PhysicalBox"), None)
        box = _box(size.text if size is not None else "")
        for page in _all(document, "Page"):
            content = _path(posixpath.dirname(part), page.get("BaseLoc") or "")
            if content in archive.names():
                yield content, box


def _path(folder: str, place: str) -> str:
    place = place.strip()
    return posixpath.normpath(place.lstrip("/") if place.startswith("/") else posixpath.join(folder, place))


def _parse(archive: SafeZip, part: str, name: str) -> Any:
    content = archive.read(part)
    if not content:
        raise _damaged(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(name) from error


def _all(root: Any, tag: str) -> Iterator[Any]:
    return root.iter(f"{{*}}{tag}") if root is not None else iter(())


def _floats(words: str | None) -> list[float]:
    return [float(number) for number in _NUMBER.findall(words or "")]


def _box(words: str | None) -> tuple[float, float]:
    numbers = _floats(words)
    return (numbers[2], numbers[3]) if len(numbers) == 4 and min(numbers[2:]) > 0 else _A4


def _size(root: Any, usual: tuple[float, float]) -> tuple[float, float]:
    """Width and height of a page in millimetres."""
    own = next(_all(root, "PhysicalBox"), None)
    return _box(own.text) if own is not None else usual


def _chars(root: Any) -> Iterator[dict[str, Any]]:
    """The letters of a page with their boxes in points, as the lines of a PDF are made of."""
    for shown in _all(root, "TextObject"):
        corner = _floats(shown.get("Boundary"))
        if len(corner) < 2:
            continue
        matrix = _floats(shown.get("CTM"))
        matrix = matrix if len(matrix) == 6 else [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
        size = next(iter(_floats(shown.get("Size"))), 3.5)
        for code in _all(shown, "TextCode"):
            x = next(iter(_floats(code.get("X"))), 0.0)
            y = next(iter(_floats(code.get("Y"))), 0.0)
            text = (code.text or "")[:_LONGEST_RUN]
            across, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
            for index, letter in enumerate(text):
                if not letter.isspace():
                    yield _char(letter, size, corner, matrix, x, y)
                usual = 0.0 if down and not across else size * (0.5 if letter.isascii() else 1.0)
                x += across[index] if index < len(across) else usual
                y += down[index] if index < len(down) else 0.0


def _char(letter: str, size: float, corner: list[float], matrix: list[float], x: float, y: float) -> dict[str, Any]:
    a, b, c, d, e, f = matrix
    left, base = corner[0] + a * x + c * y + e, corner[1] + b * x + d * y + f
    height = size * (abs(d) or abs(b) or 1.0)
    width = size * (abs(a) or abs(c) or 1.0) * (0.5 if letter.isascii() else 1.0)
    top = base - _ABOVE * height
    return {
        "text": letter,
        "x0": left * _POINTS,
        "x1": (left + width) * _POINTS,
        "top": top * _POINTS,
        "bottom": (top + height) * _POINTS,
        "size": height * _POINTS,
    }


def _steps(words: str | None, most: int) -> list[float]:
    """The distances from letter to letter; `g 3 4.2` stands for 4.2 three times."""
    steps: list[float] = []
    parts = iter((words or "").split())
    for part in parts:
        try:
            if part == "g":
                count = int(float(next(parts, "0")))
                steps += [float(next(parts, "0"))] * min(max(count, 0), most)
            else:
                steps.append(float(part))
        except ValueError:
            continue
        if len(steps) >= most:
            break
    return steps
