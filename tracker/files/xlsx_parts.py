"""What the fast reader leaves out of an .xlsx, from its parts: percentages, errors, formulas, hidden rows, cells far away."""

import re
from collections.abc import Callable

from tracker.files.safe_zip import SafeZip
from tracker.files.sheet_details import FAR, Details, Place, place_name

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?/?>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*?/?>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^>]*>""")
_WIDE = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{2,3})\d{1,7}["'][^>]*(?<!/)>(?!</)""")
_NO_PLACE = re.compile(rb"<c(?:\s(?![^>]*\br=)[^>]*)?>")
_TAG = re.compile(rb"<(row|c)\b([^>]*)>")
_OWN_ROW = re.compile(rb"""\br=["'](\d{1,7})["']""")
_OWN_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})\d{1,7}["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ERROR = re.compile(rb"""\bt=["']e["'][^>]*(?<!/)>.*?<(?:\w+:)?v>([^<]*)<""", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_PERCENT_FORMATS = frozenset((9, 10))
_TRUE = (b"1", b"true")
_MAX_COLUMNS = 16_384


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
    if part.count(b"<c ") + part.count(b"<c>") > part.count(b'<c r="') and _NO_PLACE.search(part):
        part = _with_places(part)
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


def _with_places(part: bytes) -> bytes:
    """A sheet whose rows and cells leave out their places, with the places that follow from their order."""
    row = column = 0

    def placed(match: re.Match[bytes]) -> bytes:
        nonlocal row, column
        tag, rest = match.groups()
        if tag == b"row":
            own = _OWN_ROW.search(rest)
            row, column = int(own.group(1)) if own else row + 1, 0
            return match.group() if own else b'<row r="%d"%s>' % (row, rest)
        own = _OWN_PLACE.search(rest)
        column = _column(own.group(1)) + 1 if own else column + 1
        return match.group() if own else b'<c r="%s"%s>' % (place_name(row - 1, column - 1).encode(), rest)

    return _TAG.sub(placed, part)


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
