"""PDF files with text: pages → lines and ruled tables → paragraphs; runs in the process for risky files.

What belongs to the page and not to the document (headers, footers, page numbers) is left out; lines that the page's width broke
are joined again. A scan, a locked or a broken file is told in one sentence.
"""

import io
import re
from typing import Any

from tracker.errors import UserError
from tracker.files.blocks import MAX_TEXT, SourceBuilder, SourceDocument, too_long
from tracker.files.pdf_columns import Columns, aligned_table
from tracker.files.pdf_lines import Line, joined, lines_of, without_page_marks
from tracker.files.pdf_tables import PageTable, add_table, page_tables
from tracker.files.safe_zip import damaged
from tracker.progress import Progress

WAY_OUT = "请在 WPS 或 Word 里打开并另存为 .docx 再导入"
_MAX_PAGES = 1500
_UNREADABLE = re.compile(r"\(cid:\d+\)|[\ue000-\uf8ff\ufffd]")

Part = Line | PageTable


def read_pdf(data: bytes, name: str, progress: Progress) -> SourceDocument:
    """Paragraphs and tables of a PDF. Raises `UserError` for a scan, a password, damage, or letters that say nothing."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    progress(0.0, f"正在打开“{name}”")
    try:
        with pdfplumber.open(io.BytesIO(data)) as file:
            return _read(file, name, progress)
    except PdfminerException as error:
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args):
            raise UserError(f"“{name}”有打开密码", "", "请去掉密码后再导入") from error
        raise damaged(name) from error
    except RecursionError as error:
        raise damaged(name) from error


def _read(file: Any, name: str, progress: Progress) -> SourceDocument:
    total = len(file.pages)
    if total == 0:
        raise damaged(name)
    if total > _MAX_PAGES:
        raise UserError(f"“{name}”太大", f"超过 {_MAX_PAGES} 页", "请只保留方案正文后再导入")
    pages: list[list[Part]] = []
    pictures: list[int] = []
    faults: list[int] = []
    aligned: list[int] = []
    unclear: list[int] = []
    before: Columns | None = None
    letters = 0
    for number, page in enumerate(file.pages, 1):
        progress((number - 1) / total, f"正在读取第 {number} 页，共 {total} 页")
        try:
            parts, size, before = _page(page, before, aligned, unclear)
            if not size and page.images:
                pictures.append(number)
        except (UserError, MemoryError):
            raise
        except Exception:  # the parser meets broken pages with errors of any type
            parts, size, before = [], 0, None
            faults.append(number)
        letters += size
        if letters > MAX_TEXT:
            raise too_long(name)
        page.close()
        pages.append(parts)
    if not letters:
        raise _nothing(name, pictures, faults, total)
    _check_letters(pages, letters, name)
    return document_of(without_page_marks(pages), name, _notes(pictures, faults, aligned, unclear))


def _page(page: Any, before: Columns | None, aligned: list[int], unclear: list[int]) -> tuple[list[Part], int, Columns | None]:
    """Tables and lines of a page from top to bottom, how many letters it has, and the columns of a table without rules at its end.

    Slanted watermarks are left out, a turned page is not.
    """
    letters = [char for char in page.chars if char["text"].strip("\x00")]
    upright = [char for char in letters if char["upright"]]
    chars = _once(upright if len(upright) * 2 > len(letters) else letters)
    tables, rest = page_tables(page, chars)
    found = aligned_table(rest, before if not tables else None)
    rest = found.rest
    if found.table is not None:
        tables.append(found.table)
        aligned.append(page.page_number)
    elif found.unclear:
        unclear.append(page.page_number)
    parts: list[Part] = [*tables, *lines_of(rest, page.page_number, float(page.width), float(page.height))]
    parts.sort(key=lambda part: part.top)
    return parts, sum(not char["text"].isspace() for char in chars), found.columns


def _once(chars: list[Any]) -> list[Any]:
    """Without the doubles that imitate bold type: the same letter, less than a fifth of its size away."""
    kept: list[Any] = []
    places: set[tuple[str, int, int]] = set()
    for char in chars:
        grid = max(1.0, char["size"] * 0.2)
        x, y = round(char["x0"] / grid), round(char["top"] / grid)
        if any((char["text"], x + dx, y + dy) in places for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            continue
        places.add((char["text"], x, y))
        kept.append(char)
    return kept


def _nothing(name: str, pictures: list[int], faults: list[int], total: int) -> UserError:
    if pictures:
        return UserError(f"“{name}”是扫描件，里面只有图片没有文字", "", "请先做文字识别（OCR），再导入识别出的 Word 或文本文件")
    if faults:
        return damaged(name)
    return UserError(f"“{name}”里没有文字", f"{total} 页都是空白或图形", "请用带文字的文件")


def _check_letters(pages: list[list[Part]], letters: int, name: str) -> None:
    """Fonts without a table of their letters give codes instead of characters."""
    bad = sum(len(_UNREADABLE.findall(part.text)) for parts in pages for part in parts)
    if bad * 5 > letters:
        raise UserError(f"“{name}”里的文字没有编码，读出来是乱码", "", WAY_OUT)


def _notes(pictures: list[int], faults: list[int], aligned: list[int], unclear: list[int]) -> tuple[str, ...]:
    notes = []
    told = ((pictures, "是图片，没有读"), (faults, "已损坏，没有读出来"), (aligned, "的表格没有框线，按文字的位置分了栏，请核对"))
    for numbers, words in (*told, (unclear, "像有一张没有框线的表格，分不清栏，按普通文字读，请逐项核对")):
        if numbers:
            shown = "、".join(str(number) for number in numbers[:20]) + ("等" if len(numbers) > 20 else "")
            notes.append(f"第 {shown} 页{words}")
    return tuple(notes)


def document_of(pages: list[list[Part]], name: str, notes: tuple[str, ...]) -> SourceDocument:
    """Lines and tables of all pages, in reading order, as one document."""
    builder = SourceBuilder(name)
    tables = 0
    lines: list[Line] = []
    table: PageTable | None = None
    for part in [part for parts in pages for part in parts]:
        if isinstance(part, PageTable):
            for text in joined(lines):
                builder.add(text)
            lines = []
            if table is not None and table.take_over(part):
                continue
            tables += _close(builder, tables, table)
            table = part
            continue
        if table is not None:
            tables += _close(builder, tables, table)
            table = None
        lines.append(part)
    tables += _close(builder, tables, table)
    for text in joined(lines):
        builder.add(text)
    return builder.build(notes)


def _close(builder: SourceBuilder, number: int, table: PageTable | None) -> int:
    """Add a finished table; returns how many tables that makes. One row alone is no table but text in boxes."""
    if table is None:
        return 0
    if table.height == 1:
        for cell in table.cells:
            builder.add(cell.text)
        return 0
    add_table(builder, number, table)
    return 1
