"""A document of the content tree as .docx, written in one pass: the parts go into the package as text, the table row by row."""

import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tracker.progress import Progress, silent
from tracker.reports import word_parts as parts
from tracker.reports.content import Block, Document, FootLine, NewPage, Note, SubLine, Table, Title
from tracker.reports.fonts import STANDARD, Fonts
from tracker.reports.measure import POINT_MM, em_width
from tracker.reports.word_table import Look, bound_to_next, paragraph_room, table_rows

_ROWS_AT_ONCE = 64
# The rows' markup repeats so much that a higher level takes twice the time for a third of an already small file.
_PACKING = 3


def write_word(document: Document, path: Path, fonts: Fonts = STANDARD, progress: Progress = silent) -> None:
    """Write `document` to `path`, which is overwritten. Wrap it in `files.writing.written` for a file that people already have."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKING) as package:
        for name, text in _still_parts(document, fonts).items():
            with package.open(name, "w") as stream:
                stream.write(text.encode())
        with package.open("word/document.xml", "w", force_zip64=True) as stream:
            total = max(1, sum(len(block.rows) for block in document.blocks if isinstance(block, Table)))
            done = 0
            pieces = _document_pieces(document, fonts)
            while chunk := list(islice(pieces, _ROWS_AT_ONCE)):
                stream.write("".join(chunk).encode())
                done = min(total, done + len(chunk))
                progress(done / total, f"正在写入第 {done} 行，共 {total} 行")


def _still_parts(document: Document, fonts: Fonts) -> dict[str, str]:
    return {
        "[Content_Types].xml": parts.content_types(),
        "_rels/.rels": parts.package_relations(),
        "docProps/app.xml": parts.app_properties(),
        "docProps/core.xml": parts.core_properties(document),
        "word/_rels/document.xml.rels": parts.document_relations(),
        "word/styles.xml": parts.styles(fonts),
        "word/settings.xml": parts.settings(),
        "word/fontTable.xml": parts.font_table(fonts),
        "word/footer1.xml": parts.footer(fonts),
    }


def _document_pieces(document: Document, fonts: Fonts) -> Iterator[str]:
    yield f'{parts.HEAD}<w:document xmlns:w="{parts.MAIN}" xmlns:r="{parts.RELATIONS}"><w:body>'
    for block in document.blocks:
        if isinstance(block, Table):
            yield from table_rows(block, document.page, fonts)
        else:
            paragraphs = _paragraphs(block, document.page.text_width, fonts)
            yield paragraphs if block is document.blocks[-1] else bound_to_next(paragraphs)
    if document.blocks and isinstance(document.blocks[-1], Table):
        yield f"<w:p><w:pPr>{paragraph_room(1)}</w:pPr></w:p>"
    yield f"{parts.section(document.page)}</w:body></w:document>"


def _paragraphs(block: Block, width: float, fonts: Fonts) -> str:
    if isinstance(block, Title):
        look = Look(fonts, fonts.title, 22, bold=fonts.title_bold)
        shape = f'<w:p><w:pPr>{paragraph_room(34)}<w:jc w:val="center"/></w:pPr>'
        return "".join(f"{shape}{look.runs(line)}</w:p>" for line in block.lines)
    if isinstance(block, SubLine):
        return _sub_line(block, width, Look(fonts, fonts.body, 12))
    if isinstance(block, FootLine):
        tabs = [("left", width * n / len(block.pieces)) for n in range(1, len(block.pieces))]
        return _tabbed(block.pieces, tabs, Look(fonts, fonts.body, 12), before=280, after=0)
    if isinstance(block, NewPage):
        return f"<w:p><w:pPr><w:pageBreakBefore/>{paragraph_room(1)}</w:pPr></w:p>"
    if isinstance(block, Note):
        look = Look(fonts, fonts.body, 10.5)
        return f'<w:p><w:pPr>{paragraph_room(16, before=40)}<w:jc w:val="left"/></w:pPr>{look.runs(block.text)}</w:p>'
    raise TypeError(block)


def _sub_line(line: SubLine, width: float, look: Look) -> str:
    """Three pieces on one line; the left one takes its own line where it would reach into the middle one."""
    tabs = [("center", width / 2), ("right", width)]
    left, middle, right = (em_width(piece) * 12 * POINT_MM for piece in (line.left, line.middle, line.right))
    if left + 6 <= (width - middle) / 2 and right + 6 <= (width - middle) / 2:
        return _tabbed((line.left, line.middle, line.right), tabs, look)
    return _tabbed((line.left,), [], look) + _tabbed((line.middle, "", line.right), tabs, look)


def _tabbed(pieces: tuple[str, ...], tabs: list[tuple[str, float]], look: Look, before: int = 60, after: int = 40) -> str:
    stops = "".join(f'<w:tab w:val="{kind}" w:pos="{parts.twips(at)}"/>' for kind, at in tabs)
    tab = f"{look.open.removesuffix('<w:t>')}<w:tab/></w:r>"
    return (
        f"<w:p><w:pPr>{f'<w:tabs>{stops}</w:tabs>' if stops else ''}"
        f'{paragraph_room(20, before=before, after=after)}<w:jc w:val="left"/></w:pPr>'
        f"{tab.join(look.runs(piece) for piece in pieces)}</w:p>"
    )
