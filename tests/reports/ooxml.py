"""Checks on the XML of a .docx that Word, WPS and LibreOffice need (PAPER §7), each returning what is wrong in words."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ORDERS = {
    "rPr": "rFonts b color spacing sz szCs lang",
    "pPr": "pStyle keepNext pageBreakBefore widowControl pBdr tabs overflowPunct autoSpaceDE autoSpaceDN snapToGrid spacing ind jc"
    " textDirection outlineLvl rPr sectPr",
    "tblPr": "tblpPr tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd tcMar textDirection vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols docGrid",
    "settings": "zoom mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl compat",
}
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


def order_faults(root: etree._Element) -> Iterator[str]:
    """Children that stand where the schema does not allow them."""
    for parent, words in _ORDERS.items():
        order = words.split()
        for element in root.iter(W + parent):
            names = [etree.QName(child).localname for child in element]
            unknown = [name for name in names if name not in order]
            if unknown:
                yield f"{parent} has {unknown}"
            elif [order.index(name) for name in names] != sorted(order.index(name) for name in names):
                yield f"{parent}: {names}"


def font_faults(root: etree._Element) -> Iterator[str]:
    """Theme fonts, and runs whose characters could fall into different fonts."""
    for fonts in root.iter(W + "rFonts"):
        if any("Theme" in str(name) for name in fonts.attrib):
            yield "theme font"
    for run in root.iter(W + "r"):
        text = text_of(run)
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


def table_faults(table: etree._Element, text_width: int) -> Iterator[str]:
    """Widths that do not add up, rows that may break, missing head flags, cells on the grid."""
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
        if (row.find(f"{W}trPr/{W}tblHeader") is not None) != (index == 0):
            yield f"row {index}: head flag"
        if len(cells) == 1 and any(paragraph.find(f"{W}pPr/{W}keepNext") is None for paragraph in row.iter(W + "p")):
            yield f"row {index}: group row not kept with the next"
        for paragraph in row.iter(W + "p"):
            spacing = paragraph.find(f"{W}pPr/{W}spacing")
            snap = paragraph.find(f"{W}pPr/{W}snapToGrid")
            if spacing is None or attribute(spacing, "lineRule") != "exact" or snap is None or attribute(snap, "val") != "0":
                yield f"row {index}: lines not exact"
    if list(table.iter(W + "vMerge")):
        yield "cells merged down"
