"""What every .docx and .xlsx must show of its layout: margins, grid, faces, sizes, numbers, heads, print set-up. Faults in words."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree

from tests.reports import ooxml
from tests.reports.ooxml import R, W, attribute, number
from tracker.reports.content import Document, Grid, Section, Table, Title, Use
from tracker.reports.fonts import Fonts
from tracker.reports.layout import Layout, Numbers
from tracker.reports.measure import line_count
from tracker.reports.typesetting import below_cut, numbers_of, text_grid, title_rooms, twips

_PAPERS = {("A4", False): (11906, 16838), ("A4", True): (16838, 11906), ("A3", True): (23811, 16838)}
_PADDED = re.compile(r"年0\d月|月0\d日")


def word_faults(path: Path, document: Document, layout: Layout, fonts: Fonts) -> Iterator[str]:
    """All that is wrong with the file of a document that was laid out for the layout."""
    parts = ooxml.parts(path)
    yield from ooxml.package_faults(path)
    for name, root in parts.items():
        yield from (f"{name}: {fault}" for fault in (*ooxml.order_faults(root), *ooxml.font_faults(root), *_face_faults(root, fonts)))
    settings = parts["word/settings.xml"]
    sides = any(numbers_of(section, layout) is Numbers.DASHES for section in document.sections)
    for name, wanted in (("mirrorMargins", layout.mirrored), ("evenAndOddHeaders", sides)):
        if (settings.find(W + name) is not None) != wanted:
            yield f"settings: {name}"
    yield from _style_faults(parts["word/styles.xml"], layout)
    bodies = _sections(parts["word/document.xml"][0])
    if len(bodies) != len(document.sections):
        yield f"{len(bodies)} sections"
    for section, (elements, properties) in zip(document.sections, bodies, strict=True):
        yield from _page_faults(section, properties, layout)
        yield from _number_faults(section, properties, layout, parts, sides)
        yield from _text_faults(elements, section, layout)
        yield from _ruled_faults(elements, section)
    if _PADDED.search(ooxml.text_of(parts["word/document.xml"])):
        yield "a day or month with a nought before it"


def _sections(body: etree._Element) -> list[tuple[list[etree._Element], etree._Element]]:
    found: list[tuple[list[etree._Element], etree._Element]] = []
    elements: list[etree._Element] = []
    for element in body:
        properties = element if element.tag == W + "sectPr" else element.find(f"{W}pPr/{W}sectPr")
        if element.tag != W + "sectPr":
            elements.append(element)
        if properties is not None:
            found.append((elements, properties))
            elements = []
    return found


def _face_faults(root: etree._Element, fonts: Fonts) -> Iterator[str]:
    known = {fonts.body, fonts.kai, fonts.hei, fonts.title, fonts.song, fonts.rare}
    for run in root.iter(W + "r"):
        face = run.find(f"{W}rPr/{W}rFonts")
        if face is not None and attribute(face, "eastAsia") not in known:
            yield f"face {attribute(face, 'eastAsia')}"
        if ooxml.own_text(run) and run.find(f"{W}rPr/{W}sz") is None:
            yield "a run without a size"


def _style_faults(styles: etree._Element, layout: Layout) -> Iterator[str]:
    grid = text_grid(layout)
    style = next(one for one in styles.iter(W + "style") if attribute(one, "styleId") == "text")
    spacing = number(style.find(f"{W}rPr/{W}spacing"), "val")
    one = layout.text_pt * 20 + spacing
    if not layout.characters * one <= grid.width < (layout.characters + 1) * one:
        yield f"{grid.width / one} characters a line"
    if number(style.find(f"{W}rPr/{W}sz"), "val") != layout.text_pt * 2:
        yield "size of the text"
    if layout.lines * grid.line > grid.height or (layout.lines + 1) * grid.line <= grid.height:
        yield f"{grid.height / grid.line} lines a page"


def _page_faults(section: Section, properties: etree._Element, layout: Layout) -> Iterator[str]:
    page = section.page
    size, margins, grid = (properties.find(W + name) for name in ("pgSz", "pgMar", "docGrid"))
    across = page.width > page.height
    if (number(size, "w"), number(size, "h")) != _PAPERS[page.paper, across] or size is None:
        yield "paper"
    elif (attribute(size, "orient") == "landscape") != across:
        yield "orientation"
    for edge, mm in (("top", page.top), ("bottom", page.bottom), ("left", page.left), ("right", page.right)):
        if abs(number(margins, edge) - twips(mm)) > 1:
            yield f"margin {edge}"
    if page.use is Use.TEXT:
        block = number(size, "h") - number(margins, "top") - number(margins, "bottom")
        if attribute_of(grid, "type") != "lines" or number(grid, "linePitch") * layout.lines > block:
            yield "grid of lines"
    elif grid is not None:
        yield "a grid where none belongs"


def attribute_of(element: etree._Element | None, name: str) -> str | None:
    return None if element is None else attribute(element, name)


def _number_faults(
    section: Section, properties: etree._Element, layout: Layout, parts: dict[str, etree._Element], sides: bool
) -> Iterator[str]:
    targets = {str(one.get("Id")): f"word/{one.get('Target')}" for one in parts["word/_rels/document.xml.rels"]}
    numbers = numbers_of(section, layout)
    footers = {attribute(one, "type"): parts[targets[str(one.get(R + "id"))]] for one in properties.iter(W + "footerReference")}
    headers = {attribute(one, "type"): parts[targets[str(one.get(R + "id"))]] for one in properties.iter(W + "headerReference")}
    if set(footers) != ({"default", "even"} if sides else {"default"}):
        yield f"footers {set(footers)}"
    beside = section.page.use is Use.ANNEX and numbers is Numbers.DASHES
    if any("headerReference" in str(one.tag) for one in properties) != bool(headers) or (beside and not headers):
        yield "headers"
    for side, footer in footers.items():
        codes = [code for root in (footer, *([headers[side]] if headers else [])) for code in _codes(root)]
        wanted = {Numbers.DASHES: ["PAGE"], Numbers.COUNT: ["PAGE", "NUMPAGES"], Numbers.NONE: []}[numbers]
        if codes != wanted or (beside and _codes(footer)):
            yield f"numbers {codes} on {side} pages"
        for paragraph in footer.iter(W + "p"):
            if numbers is Numbers.DASHES and not beside:
                edge = "left" if side == "even" else "right"
                if attribute_of(paragraph.find(f"{W}pPr/{W}jc"), "val") != edge or ooxml.text_of(paragraph) != "— 1 —":
                    yield f"number of {side} pages"


def _codes(root: etree._Element) -> list[str]:
    return [(code.text or "").strip() for code in root.iter(W + "instrText")]


def _text_faults(elements: list[etree._Element], section: Section, layout: Layout) -> Iterator[str]:
    grid = text_grid(layout)
    titles = [
        round(room.pt * 2)
        for place, block in enumerate(section.blocks)
        if isinstance(block, Title)
        for room in title_rooms(block, section.page, layout, below_cut=below_cut(section.blocks, place))
    ]
    paragraphs = [one for one in elements if one.tag == W + "p"]
    found = []
    for paragraph in paragraphs:
        properties = paragraph.find(W + "pPr")
        assert properties is not None
        spacing, indent = properties.find(W + "spacing"), properties.find(W + "ind")
        if attribute_of(spacing, "lineRule") != "exact":
            yield "a line that is not exact"
        official = properties.find(W + "pStyle") is not None
        if official and number(spacing, "line") != grid.line:
            yield "a line off the grid"
        if not official and properties.find(W + "snapToGrid") is None:
            yield "a line that snaps to the grid"
        if indent is not None and attribute(indent, "firstLineChars") == "200" and number(indent, "firstLine") != 2 * grid.pitch:
            yield "first line"
        level = attribute_of(properties.find(W + "outlineLvl"), "val")
        if level is not None and properties.find(W + "keepNext") is None:
            yield f"a head that may stand alone: {ooxml.text_of(paragraph)}"
        sizes = {number(one, "val") for one in paragraph.iterfind(f"{W}r/{W}rPr/{W}sz")}
        centred, kept = attribute_of(properties.find(W + "jc"), "val") == "center", properties.find(W + "keepNext") is not None
        if centred and kept and sizes & set(titles):
            found.append(sizes)
    if section.page.use is not Use.FORM and len([one for one in found if len(one) == 1]) < len(titles):
        yield f"{len(found)} lines of titles instead of {len(titles)}"
    last = paragraphs[-1]
    empty = last is elements[-1] and not ooxml.text_of(last) and not list(last.iter(W + "drawing"))
    if empty and number(last.find(f"{W}pPr/{W}spacing"), "line") > 20:
        yield "an empty line ends the section"


def _ruled_faults(elements: list[etree._Element], section: Section) -> Iterator[str]:
    blocks = [block for block in section.blocks if isinstance(block, Table | Grid)]
    tables = [one for one in elements if one.tag == W + "tbl"]
    if len(blocks) != len(tables):
        yield f"{len(tables)} tables"
    for block, table in zip(blocks, tables, strict=True):
        heads = block.repeated if isinstance(block, Grid) else 1
        room = twips(section.page.text_width) + 1
        yield from ooxml.table_faults(table, room, heads, form=isinstance(block, Grid))
    if any(one.tag == after.tag == W + "tbl" for one, after in pairwise(elements)):
        yield "tables that run together"


def excel_faults(path: Path, document: Document, layout: Layout, fonts: Fonts) -> Iterator[str]:
    """All that is wrong with the print set-up and the rows of the sheets of a document."""
    from openpyxl import load_workbook

    book: Any = load_workbook(path)
    if book._fonts[0].name != fonts.song or book._fonts[0].sz != 11:
        yield "the usual font"
    if len(book.worksheets) != len(document.sections):
        yield f"{len(book.worksheets)} sheets"
    for sheet, section in zip(book.worksheets, document.sections, strict=True):
        page, setup = section.page, sheet.page_setup
        if int(setup.paperSize) != {"A3": 8, "A4": 9}[page.paper]:
            yield f"{sheet.title}: paper"
        if setup.orientation != ("landscape" if page.width > page.height else "portrait"):
            yield f"{sheet.title}: orientation"
        if not sheet.sheet_properties.pageSetUpPr.fitToPage or setup.fitToHeight != 0 or not setup.fitToWidth:
            yield f"{sheet.title}: fit to width"
        for edge in ("top", "bottom", "left", "right"):
            if abs(getattr(sheet.page_margins, edge) * 25.4 - getattr(page, edge)) > 0.1:
                yield f"{sheet.title}: margin {edge}"
        if not sheet.print_area:
            yield f"{sheet.title}: no print area"
        if (numbers_of(section, layout) is not Numbers.NONE) != ("&P" in (sheet.oddFooter.center.text or "")):
            yield f"{sheet.title}: page numbers"
        ruled = [block for block in section.blocks if isinstance(block, Table | Grid)]
        if len(ruled) == 1 and isinstance(ruled[0], Table) and (not sheet.print_title_rows or not sheet.freeze_panes):
            yield f"{sheet.title}: head not repeated or not frozen"
        yield from (f"{sheet.title}: {fault}" for fault in _row_faults(sheet))


def _row_faults(sheet: Any) -> Iterator[str]:
    from openpyxl.utils import get_column_letter

    spans = {(one.min_row, one.min_col): one.max_col for one in sheet.merged_cells.ranges}
    widths = {at: sheet.column_dimensions[get_column_letter(at)].width for at in range(1, sheet.max_column + 1)}
    for row in sheet.iter_rows():
        height = sheet.row_dimensions[row[0].row].height
        if height is None:
            yield f"row {row[0].row}: no height"
            continue
        for cell in row:
            if cell.data_type == "f":
                yield f"{cell.coordinate}: a formula"
            if not isinstance(cell.value, str) or not cell.alignment.wrap_text:
                continue
            last = spans.get((cell.row, cell.column), cell.column)
            width = sum(widths[at] for at in range(cell.column, last + 1))
            lines = line_count(cell.value, (width * 7.333 - 3) * 0.75 / cell.font.sz)
            if min(409, lines * cell.font.sz * 1.15) > height + 0.5:
                yield f"{cell.coordinate}: {lines} lines in {height}"
