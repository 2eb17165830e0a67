"""Checks on the XML of a .docx that Word, WPS and LibreOffice need (PAPER §7), each returning what is wrong in words."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tests.reports.schema_order import order_faults

__all__ = ["W", "attribute", "font_faults", "number", "order_faults", "own_text", "package_faults", "parts", "table_faults", "text_of"]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STILL_ASCII = re.compile(r"^[\x00-\x7f]*$")
_NEEDS_HINT = re.compile("[“”‘’—…·]")


def parts(path: Path) -> dict[str, etree._Element]:
    """Every XML part of a package, parsed."""
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {name: etree.fromstring(package.read(name)) for name in package.namelist()}


def attribute(element: etree._Element, name: str) -> str | None:
    value = element.get(W + name)
    return None if value is None else str(value)


def number(element: etree._Element | None, name: str) -> int:
    assert element is not None
    value = attribute(element, name)
    assert value is not None
    return int(value)


def text_of(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(W + "t"))


def font_faults(root: etree._Element) -> Iterator[str]:
    """Theme fonts, and runs whose characters could fall into different fonts."""
    for fonts in root.iter(W + "rFonts"):
        if any("Theme" in str(name) for name in fonts.attrib):
            yield "theme font"
    for run in root.iter(W + "r"):
        text = own_text(run)
        fonts_of_run = run.find(f"{W}rPr/{W}rFonts")
        if not text or (_STILL_ASCII.match(text) is not None and fonts_of_run is None):
            continue
        if fonts_of_run is None:
            yield f"no font: {text}"
            continue
        names = {attribute(fonts_of_run, name) for name in ("ascii", "hAnsi", "eastAsia", "cs")}
        if len(names) != 1 or None in names:
            yield f"mixed fonts {names}: {text}"
        if _NEEDS_HINT.search(text) and attribute(fonts_of_run, "hint") != "eastAsia":
            yield f"no hint: {text}"


def own_text(run: etree._Element) -> str:
    """What the run itself says, without the words of a box in it."""
    return "".join(node.text or "" for node in run.iterfind(W + "t"))


def package_faults(path: Path) -> Iterator[str]:
    """Parts without a type, relations to nothing, ids that are used and not there or twice there."""
    found = parts(path)
    types = found["[Content_Types].xml"]
    named = {str(one.get("PartName")) for one in types if etree.QName(one).localname == "Override"}
    usual = {str(one.get("Extension")) for one in types if etree.QName(one).localname == "Default"}
    yield from (f"no type: {name}" for name in found if f"/{name}" not in named and name.rsplit(".", 1)[-1] not in usual)
    yield from (f"type of nothing: {name}" for name in named if name[1:] not in found)
    for name, root in found.items():
        if not name.endswith(".rels"):
            continue
        folder = name.partition("_rels/")[0]
        ids = [str(one.get("Id")) for one in root]
        if len(ids) != len(set(ids)):
            yield f"{name}: an id twice"
        for one in root:
            target = str(one.get("Target"))
            if (target[1:] if target.startswith("/") else folder + target) not in found:
                yield f"{name}: nothing at {target}"
        owner = found.get(folder + name.rpartition("/")[2].removesuffix(".rels"))
        elements = [] if owner is None else list(owner.iter())
        used = {str(value) for one in elements for key, value in one.attrib.items() if key in (R + "id", R + "embed")}
        yield from (f"{name}: {one} is not there" for one in used - set(ids))
    shapes = [str(one.get("id")) for root in found.values() for one in root.iter() if str(one.tag).endswith("}docPr")]
    if len(shapes) != len(set(shapes)):
        yield "a drawing's id twice"


def table_faults(table: etree._Element, text_width: int, heads: int = 1, *, form: bool = False) -> Iterator[str]:
    """Widths that do not add up, rows that may break, missing head flags, cells on the grid. `heads`: rows repeated on every page."""
    grid = [number(column, "w") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if number(table.find(f"{W}tblPr/{W}tblW"), "w") != sum(grid) or sum(grid) > text_width:
        yield f"table {sum(grid)} wide, room {text_width}"
    layout = table.find(f"{W}tblPr/{W}tblLayout")
    if layout is None or attribute(layout, "type") != "fixed":
        yield "layout not fixed"
    for index, row in enumerate(table.iterfind(f"{W}tr")):
        cells = row.findall(f"{W}tc")
        widths = sum(number(cell.find(f"{W}tcPr/{W}tcW"), "w") for cell in cells)
        spans = sum(number(span, "val") if (span := cell.find(f"{W}tcPr/{W}gridSpan")) is not None else 1 for cell in cells)
        if widths != sum(grid) or spans != len(grid):
            yield f"row {index}: {widths} wide, {spans} columns"
        if row.find(f"{W}trPr/{W}cantSplit") is None:
            yield f"row {index} may break"
        if (row.find(f"{W}trPr/{W}tblHeader") is not None) != (index < heads):
            yield f"row {index}: head flag"
        if not form and len(cells) == 1 and any(paragraph.find(f"{W}pPr/{W}keepNext") is None for paragraph in row.iter(W + "p")):
            yield f"row {index}: group row not kept with the next"
        for paragraph in row.iter(W + "p"):
            spacing = paragraph.find(f"{W}pPr/{W}spacing")
            snap = paragraph.find(f"{W}pPr/{W}snapToGrid")
            if spacing is None or attribute(spacing, "lineRule") != "exact" or snap is None or attribute(snap, "val") != "0":
                yield f"row {index}: lines not exact"
    if list(table.iter(W + "vMerge")):
        yield "cells merged down"
