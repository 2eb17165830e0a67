"""A document of the content tree as .docx, written in one pass: the parts go into the package as text, tables row by row."""

import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tracker.progress import Progress, silent
from tracker.reports import word_parts as parts
from tracker.reports.content import AnnexMark, Block, Document, FootLine, Grid, Imprint, NewPage, Note, Section, Table
from tracker.reports.fonts import STANDARD, Fonts
from tracker.reports.layout import NATIONAL, Layout
from tracker.reports.typesetting import below_cut, kept_whole
from tracker.reports.word_boxes import imprint
from tracker.reports.word_flow import Flow
from tracker.reports.word_grid import grid_rows
from tracker.reports.word_pages import Pages
from tracker.reports.word_paragraphs import hair, on_new_page
from tracker.reports.word_table import table_rows

_ROWS_AT_ONCE = 64
# The rows' markup repeats so much that a higher level takes twice the time for a third of an already small file.
_PACKING = 3
_FIRST_IMPRINT = 1001
_PROPERTIES_END = "</w:pPr>"


def write_word(document: Document, path: Path, fonts: Fonts = STANDARD, progress: Progress = silent, layout: Layout = NATIONAL) -> None:
    """Write `document`, laid out for `layout`, to `path`, which is overwritten.

    Wrap it in `files.writing.written` for a file that people already have.
    """
    pages = Pages(document, fonts, layout)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKING) as package:
        with package.open("word/document.xml", "w", force_zip64=True) as stream:
            total = max(1, sum(len(block.rows) for block in document.blocks if isinstance(block, Table)))
            done = 0
            pieces = _document_pieces(document, pages)
            while chunk := list(islice(pieces, _ROWS_AT_ONCE)):
                stream.write("".join(chunk).encode())
                done = min(total, done + len(chunk))
                progress(done / total, f"正在写入第 {done} 行，共 {total} 行")
        # The sections have said by now which headers and footers there are.
        for name, text in _still_parts(document, pages).items():
            with package.open(name, "w") as stream:
                stream.write(text.encode())


def _still_parts(document: Document, pages: Pages) -> dict[str, str]:
    fonts, layout = pages.fonts, pages.layout
    return {
        "[Content_Types].xml": parts.content_types(pages.parts),
        "_rels/.rels": parts.package_relations(),
        "docProps/app.xml": parts.app_properties(),
        "docProps/core.xml": parts.core_properties(document),
        "word/_rels/document.xml.rels": parts.document_relations(pages.parts),
        "word/styles.xml": parts.styles(fonts, layout),
        "word/settings.xml": parts.settings(mirrored=layout.mirrored, sides_differ=pages.sides_differ),
        "word/fontTable.xml": parts.font_table(fonts),
        **{f"word/{name}": text for name, text in pages.parts.items()},
    }


def _document_pieces(document: Document, pages: Pages) -> Iterator[str]:
    yield f'{parts.HEAD}<w:document xmlns:w="{parts.MAIN}" xmlns:r="{parts.RELATIONS}"><w:body>'
    for number, section in enumerate(document.sections):
        properties = pages.section(section)
        if number == len(document.sections) - 1:
            yield from _section_pieces(section, pages, number, "")
            yield properties
        else:
            yield from _section_pieces(section, pages, number, properties)
    yield "</w:body></w:document>"


def _section_pieces(section: Section, pages: Pages, number: int, properties: str) -> Iterator[str]:
    """The section's blocks; its `properties` go into the last paragraph, which must not be a page of its own."""
    flow, blocks = Flow(section.page, pages.fonts, pages.layout), section.blocks
    breaks, last = False, len(blocks) - 1
    for place, block in enumerate(blocks):
        if isinstance(block, NewPage):
            breaks = True
            continue
        if isinstance(block, Table | Grid):
            if breaks:
                yield on_new_page(hair(keep=True))
            yield from _ruled(blocks, place, section, pages)
            if place == last:
                yield _with_section(hair(), properties)
        else:
            if isinstance(block, Imprint):
                xml = imprint(block, section.page, pages.fonts, _FIRST_IMPRINT + number)
            else:
                xml = flow.xml(blocks, place)
            xml = on_new_page(xml) if breaks or (isinstance(block, AnnexMark) and place) else xml
            yield _with_section(xml, properties, first=isinstance(block, Imprint)) if place == last else xml
        breaks = False


def _ruled(blocks: tuple[Block, ...], place: int, section: Section, pages: Pages) -> Iterator[str]:
    """A table or a form; one that follows another is kept apart from it."""
    block, after = blocks[place], blocks[place + 1] if place + 1 < len(blocks) else None
    if place and isinstance(blocks[place - 1], Table | Grid):
        yield hair()
    whole = kept_whole(block, section.page, below_cut=below_cut(blocks, place))
    if isinstance(block, Grid):
        yield grid_rows(block, pages.fonts, whole=whole)
    elif isinstance(block, Table):
        # The hair line after the last table goes with its last row: it would be a page of its own.
        bound = after is None or isinstance(after, Note | FootLine)
        yield from table_rows(block, section.page, pages.fonts, pages.layout.head_pt, whole=whole, bound=bound)


def _with_section(xml: str, properties: str, *, first: bool = False) -> str:
    """The paragraphs with the section's end in the last one (in the one that holds all others, where that is the `first`)."""
    if not properties:
        return xml
    before, end, after = xml.partition(_PROPERTIES_END) if first else xml.rpartition(_PROPERTIES_END)
    return f"{before}{properties}{end}{after}"
