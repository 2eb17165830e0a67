"""What the fast reader of workbooks leaves out, from the parts themselves: percentages, merged cells of .ods, cells far away."""

import re
from dataclasses import dataclass, field
from typing import Any

from tracker.errors import UserError
from tracker.files.safe_zip import SafeZip

Range = tuple[int, int, int, int]

_FAR = 4_000_000
_REPEATS = 1_000
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?/?>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*?/?>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_CELL = re.compile(rb"""<(?:\w+:)?c\s+r="([A-Z]{1,3})(\d{1,7})"([^>]*?)(/>|></(?:\w+:)?c>|>)""")
_STYLE = re.compile(rb"""\ss="(\d+)\"""")
_PERCENT_FORMATS = frozenset((9, 10))
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@dataclass(slots=True)
class Details:
    """Of one sheet. `far`: the name of a filled cell so far out that the sheet cannot be laid out, "" for none."""

    merges: list[Range] = field(default_factory=list)
    percents: set[tuple[int, int]] = field(default_factory=set)
    far: str = ""


def xlsx_details(archive: SafeZip) -> dict[str, Details]:
    """Percentages and far cells of each sheet of an .xlsx."""
    percent_styles = _percent_styles(archive.read("xl/styles.xml") or b"")
    targets = {
        item.get(b"Id", b""): item.get(b"Target", b"").decode("utf-8", "replace")
        for item in _attributes(_RELATION, archive.read("xl/_rels/workbook.xml.rels") or b"")
    }
    found = {}
    for item in _attributes(_SHEET, archive.read("xl/workbook.xml") or b""):
        relation = next((value for key, value in item.items() if key.endswith(b":id")), b"")
        target = targets.get(relation, "")
        part = archive.read(target.lstrip("/") if target.startswith("/") else "xl/" + target)
        if part is not None:
            found[_plain(item.get(b"name", b""))] = _scan(part, percent_styles)
    return found


def _attributes(pattern: re.Pattern[bytes], part: bytes) -> list[dict[bytes, bytes]]:
    return [dict(_ATTRIBUTE.findall(match.group())) for match in pattern.finditer(part)]


def _plain(value: bytes) -> str:
    from html import unescape

    return unescape(value.decode("utf-8", "replace"))


def _percent_styles(part: bytes) -> frozenset[bytes]:
    """Numbers of the cell styles that show percentages."""
    formats = set(_PERCENT_FORMATS)
    for item in _attributes(re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>"), part):
        if b"%" in item.get(b"formatCode", b"") and item.get(b"numFmtId", b"").isdigit():
            formats.add(int(item[b"numFmtId"]))
    table = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", part, re.DOTALL)
    styles = _attributes(re.compile(rb"<(?:\w+:)?xf\s[^>]*>"), table.group()) if table else []
    return frozenset(
        str(index).encode()
        for index, item in enumerate(styles)
        if item.get(b"numFmtId", b"").isdigit() and int(item[b"numFmtId"]) in formats
    )


def _scan(part: bytes, percent_styles: frozenset[bytes]) -> Details:
    """One pass over the cells of a sheet."""
    details = Details()
    last_row = last_column = 0
    corner = ("", "")
    for match in _CELL.finditer(part):
        letters, digits, rest, empty = match.groups()
        if empty != b">":
            continue
        row = int(digits)
        column = _column(letters)
        if row > last_row or column > last_column:
            corner = (letters.decode(), digits.decode()) if row * column > last_row * last_column else corner
            last_row, last_column = max(row, last_row), max(column, last_column)
        if percent_styles:
            style = _STYLE.search(rest)
            if style and style.group(1) in percent_styles:
                details.percents.add((row - 1, column - 1))
    if last_row * last_column > _FAR:
        details.far = "".join(corner)
    return details


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def ods_details(archive: SafeZip) -> dict[str, Details]:
    """Merged cells, percentages and far cells of each sheet of an .ods."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(archive.read("content.xml") or b"", parser)
    except etree.XMLSyntaxError as error:
        raise UserError(f"“{archive.name}”已损坏，打不开", "", "请用 WPS 或 Excel 打开修复并另存后再试") from error
    return {table.get(_TABLE + "name") or "": _ods_table(table) for table in root.iter(_TABLE + "table")}


def _ods_table(table: Any) -> Details:
    details = Details()
    row = 0
    for element in table.iter(_TABLE + "table-row"):
        column = 0
        filled = False
        for cell in element:
            if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                continue
            down, right = (_number(cell, key) for key in ("number-rows-spanned", "number-columns-spanned"))
            if down > 1 or right > 1:
                details.merges.append((row, column, row + down - 1, column + right - 1))
            times = _number(cell, "number-columns-repeated")
            if len(cell):
                filled = True
                if (row + 1) * (column + times) > _FAR:
                    details.far = f"第 {row + 1} 行第 {column + times} 列"
                if cell.get(_OFFICE + "value-type") == "percentage":
                    details.percents.update((row, column + shift) for shift in range(min(times, _REPEATS)))
            column += times
        times = _number(element, "number-rows-repeated")
        if filled and (row + times) * column > _FAR:
            details.far = f"第 {row + times} 行"
        row += times
    return details


def _number(element: Any, name: str) -> int:
    value = element.get(_TABLE + name) or ""
    return int(value[:9]) if value.isdigit() else 1
