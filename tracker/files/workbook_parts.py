"""What the fast reader of workbooks leaves out, from the parts themselves: percentages, errors, formulas, hidden rows, far cells."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tracker.errors import UserError
from tracker.files.grid import Merge
from tracker.files.safe_zip import SafeZip

Place = tuple[int, int]

FAR = 4_000_000
_REPEATS = 1_000
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?/?>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*?/?>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>""")
_WIDE = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{2,3})\d{1,7}["'][^>]*(?<!/)>(?!</)""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ERROR = re.compile(rb"""\bt=["']e["'][^>]*(?<!/)>.*?<(?:\w+:)?v>([^<]*)<""", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_PERCENT_FORMATS = frozenset((9, 10))
_TRUE = (b"1", b"true")
_MAX_COLUMNS = 16_384
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@dataclass(slots=True)
class Details:
    """Of one sheet, places from 0. `far`: the name of a filled cell so far out that the sheet cannot be laid out, "" for none."""

    merges: list[Merge] = field(default_factory=list)
    percents: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    far: str = ""


def xlsx_details(archive: SafeZip) -> Callable[[str], Details]:
    """Details of a sheet of an .xlsx by its name."""
    percent_styles = _percent_styles(archive.read("xl/styles.xml") or b"")
    targets = {
        item.get(b"Id", b""): item.get(b"Target", b"").decode("utf-8", "replace")
        for item in _attributes(_RELATION, archive.read("xl/_rels/workbook.xml.rels") or b"")
    }
    parts = {}
    for item in _attributes(_SHEET, archive.read("xl/workbook.xml") or b""):
        relation = next((value for key, value in item.items() if key.endswith(b":id")), b"")
        target = targets.get(relation, "")
        parts[_plain(item.get(b"name", b""))] = target.lstrip("/") if target.startswith("/") else "xl/" + target

    def details(sheet: str) -> Details:
        part = archive.read(parts.get(sheet, ""))
        return _scan(part, percent_styles) if part is not None else Details()

    return details


def _attributes(pattern: re.Pattern[bytes], part: bytes) -> list[dict[bytes, bytes]]:
    return [dict(_ATTRIBUTE.findall(match.group())) for match in pattern.finditer(part)]


def _plain(value: bytes) -> str:
    from html import unescape

    return unescape(value.decode("utf-8", "replace"))


def _percent_styles(part: bytes) -> list[bytes]:
    """Numbers of the cell styles that show percentages."""
    formats = set(_PERCENT_FORMATS)
    for item in _attributes(re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>"), part):
        if b"%" in item.get(b"formatCode", b"") and item.get(b"numFmtId", b"").isdigit():
            formats.add(int(item[b"numFmtId"]))
    table = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", part, re.DOTALL)
    styles = _attributes(re.compile(rb"<(?:\w+:)?xf\s[^>]*>"), table.group()) if table else []
    return [
        str(index).encode()
        for index, item in enumerate(styles)
        if item.get(b"numFmtId", b"").isdigit() and int(item[b"numFmtId"]) in formats
    ]


def _scan(part: bytes, percent_styles: list[bytes]) -> Details:
    """What can be seen of a sheet without reading every cell: looks only at the cells that carry a mark."""
    details = Details(far=_far(part))
    if percent_styles:
        for match in re.finditer(rb""" s=["'](?:%s)["'][^>]*(?<!/)>(?!</)""" % b"|".join(percent_styles), part):
            if place := _place_before(part, match.start() + 1):
                details.percents.add(place)
    if b't="e"' in part or b"t='e'" in part:
        for match in _ERROR.finditer(part):
            if place := _place_before(part, match.start()):
                details.errors[place] = match.group(1).decode("utf-8", "replace")
    for match in _FORMULA.finditer(part):
        if place := _place_before(part, match.start()):
            details.formulas.add(place)
    if b"hidden=" in part:
        for item in _attributes(_ROW, part):
            if item.get(b"hidden") in _TRUE and item.get(b"r", b"").isdigit():
                details.hidden_rows.add(int(item[b"r"]) - 1)
        for item in _attributes(_COLUMN, part):
            first, last = item.get(b"min", b""), item.get(b"max", b"")
            if item.get(b"hidden") in _TRUE and first.isdigit() and last.isdigit():
                details.hidden_columns.update(range(int(first) - 1, min(int(last), _MAX_COLUMNS)))
    return details


def _place_before(part: bytes, at: int) -> Place | None:
    """The place of the cell whose tag stands last before `at`."""
    match = _CELL.match(part, part.rfind(b"<", 0, at))
    return (int(match.group(2)) - 1, _column(match.group(1))) if match else None


def _far(part: bytes) -> str:
    """The name of a filled cell that would make the sheet larger than can be laid out, "" for none. Rows stand in order."""
    end = max(part.rfind(b"</v>"), part.rfind(b"</is>"), part.rfind(b":v>"), part.rfind(b":is>"))
    start = max(part.rfind(b"<c ", 0, max(end, 0)), part.rfind(b":c ", 0, max(end, 0)))
    last = _CELL.match(part, part.rfind(b"<", 0, start + 1)) if start >= 0 else None
    if last is None:
        return ""
    height = int(last.group(2))
    if height * _MAX_COLUMNS <= FAR:
        return ""
    width, place = _column(last.group(1)) + 1, (last.group(1) + last.group(2)).decode()
    for match in _WIDE.finditer(part):
        if (column := _column(match.group(1)) + 1) > width:
            width = column
            place = (match.group(1) + _CELL.match(part, match.start()).group(2)).decode()  # type: ignore[union-attr]
    return place if height * width > FAR else ""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def ods_details(archive: SafeZip) -> Callable[[str], Details]:
    """Details of a sheet of an .ods by its name; a sheet with a far cell is refused here, as the fast reader lays out all at once."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(archive.read("content.xml") or b"", parser)
    except etree.XMLSyntaxError as error:
        raise UserError(f"“{archive.name}”已损坏，打不开", "", "请用 WPS 或 Excel 打开修复并另存后再试") from error
    found = {table.get(_TABLE + "name") or "": _ods_table(table) for table in root.iter(_TABLE + "table")}
    for sheet, details in found.items():
        if details.far:
            raise UserError(f"“{archive.name}”的工作表“{sheet}”太大", f"{details.far} 里有内容，离其他内容太远", "请删去后再导入")
    return lambda sheet: found.get(sheet, Details())


def _ods_table(table: Any) -> Details:
    details = Details()
    row = 0
    column = 0
    for element in table.iter(_TABLE + "table-column"):
        times = _number(element, "number-columns-repeated")
        if element.get(_TABLE + "visibility") in ("collapse", "filter"):
            details.hidden_columns.update(range(column, min(column + times, _MAX_COLUMNS)))
        column += times
    for element in table.iter(_TABLE + "table-row"):
        column = 0
        filled = False
        for cell in element:
            if cell.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                continue
            down, right = (_number(cell, key) for key in ("number-rows-spanned", "number-columns-spanned"))
            if down > 1 or right > 1:
                details.merges.append(Merge(row, column, row + down - 1, column + right - 1))
            times = _number(cell, "number-columns-repeated")
            if len(cell):
                filled = True
                if (row + 1) * (column + times) > FAR:
                    details.far = f"第 {row + 1} 行第 {column + times} 列"
                _ods_cell(cell, [(row, column + shift) for shift in range(min(times, _REPEATS))], details)
            column += times
        times = _number(element, "number-rows-repeated")
        if filled and (row + times) * column > FAR:
            details.far = f"第 {row + times} 行"
        if element.get(_TABLE + "visibility") in ("collapse", "filter"):
            details.hidden_rows.update(range(row, row + min(times, _REPEATS)))
        row += times
    return details


def _ods_cell(cell: Any, places: list[Place], details: Details) -> None:
    if cell.get(_OFFICE + "value-type") == "percentage":
        details.percents.update(places)
    if formula := cell.get(_TABLE + "formula"):
        details.formulas.update(places)
        shown = "".join(cell.find(_TEXT + "p").itertext()) if cell.find(_TEXT + "p") is not None else ""
        if shown.startswith(("#", "Err:")) and formula:
            details.errors.update((place, shown) for place in places)


def _number(element: Any, name: str) -> int:
    value = element.get(_TABLE + name) or ""
    return int(value[:9]) if value.isdigit() else 1
