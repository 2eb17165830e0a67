"""What the fast reader leaves out of an .xlsx, from its parts: percentages, errors, formulas, hidden rows, cells far away."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from tracker.files.safe_zip import SafeZip
from tracker.files.sheet_details import FAR, Details, DetailsOf, Place, place_name, shows_month_only, shows_percent

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*?/?>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*?/?>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_FIRST_CELL = re.compile(rb"<c\b[^>]*>")
_CELL = re.compile(rb"""<c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>""")
_TAG = re.compile(rb"<(row|c)\b([^>]*)>")
_OWN_ROW = re.compile(rb"""\br="(\d{1,7})\"""")
_OWN_PLACE = re.compile(rb"""\br="([A-Z]{1,3})\d{1,7}\"""")
_FORMULA = re.compile(rb"<f[\s/>]")
_ERROR = re.compile(rb""" t="e"[^>]*(?<!/)>.*?<v>([^<]*)<""", re.DOTALL)
_ROW = re.compile(rb"<row\s[^>]*>")
_COLUMN = re.compile(rb"<col\s[^>]*>")
_PREFIX = re.compile(rb"<(\w+:)worksheet\b")
_FONT = re.compile(rb"<(?:\w+:)?font\b(?:[^>]*/>|.*?</(?:\w+:)?font>)", re.DOTALL)
_SHARED = re.compile(rb"<(?:\w+:)?si\b(?:[^>]*/>|.*?</(?:\w+:)?si>)", re.DOTALL)
_STRUCK = re.compile(rb"""<(?:\w+:)?strike(?:\s+val=["'](?:1|true)["'])?\s*/>""")
_TRUE = (b"1", b"true")
_START = 4000
_MAX_COLUMNS = 16_384
_ONE_LETTER, _TWO_LETTERS = 26, 702


def xlsx_details(archive: SafeZip) -> Callable[[str], DetailsOf]:
    """How to get the details of a sheet of an .xlsx by its name."""
    looks = _looks(archive.read("xl/styles.xml") or b"", archive.read("xl/sharedStrings.xml") or b"")
    targets = {
        item.get(b"Id", b""): item.get(b"Target", b"").decode("utf-8", "replace")
        for item in _attributes(_RELATION, archive.read("xl/_rels/workbook.xml.rels") or b"")
    }
    parts = {}
    for item in _attributes(_SHEET, archive.read("xl/workbook.xml") or b""):
        relation = next((value for key, value in item.items() if key.endswith(b":id")), b"")
        target = targets.get(relation, "")
        parts[_plain(item.get(b"name", b""))] = target.lstrip("/") if target.startswith("/") else "xl/" + target

    def details(sheet: str) -> DetailsOf:
        part = _plain_part(archive.read(parts.get(sheet, "")) or b"")
        return DetailsOf(_far(part), lambda: _scan(part, looks))

    return details


def _attributes(pattern: re.Pattern[bytes], part: bytes) -> list[dict[bytes, bytes]]:
    return [dict(_ATTRIBUTE.findall(match.group())) for match in pattern.finditer(part)]


def _plain(value: bytes) -> str:
    from html import unescape

    return unescape(value.decode("utf-8", "replace"))


class _Looks(NamedTuple):
    """Numbers of the cell styles that show percentages, that show dates without a day, and whose text is struck through; numbers of
    the shared texts of which some part is struck through."""

    percents: list[bytes]
    months: list[bytes]
    struck: list[bytes]
    struck_texts: list[bytes]


def _looks(part: bytes, texts: bytes) -> _Looks:
    codes = {
        item.get(b"numFmtId", b""): _plain(item.get(b"formatCode", b""))
        for item in _attributes(re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>"), part)
    }
    table = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", part, re.DOTALL)
    styles = _attributes(re.compile(rb"<(?:\w+:)?xf\s[^>]*>"), table.group()) if table else []
    numbers = [item.get(b"numFmtId", b"") for item in styles]
    shown = [(str(index).encode(), int(number) if number.isdigit() else 0, codes.get(number, "")) for index, number in enumerate(numbers)]
    fonts = re.search(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", part, re.DOTALL) if b"strike" in part else None
    struck = {str(index).encode() for index, font in enumerate(_FONT.findall(fonts.group())) if _STRUCK.search(font)} if fonts else set()
    return _Looks(
        [index for index, number, code in shown if shows_percent(number, code)],
        [index for index, number, code in shown if shows_month_only(number, code)],
        [str(index).encode() for index, item in enumerate(styles) if item.get(b"fontId") in struck],
        _struck_texts(texts),
    )


def _struck_texts(part: bytes) -> list[bytes]:
    if b"strike" not in part:
        return []
    return [str(index).encode() for index, text in enumerate(_SHARED.findall(part)) if _STRUCK.search(text)]


def _plain_part(part: bytes) -> bytes:
    """A sheet as nearly all programs write it: names without prefix, double quotation marks, a place in every cell."""
    if prefix := _PREFIX.search(part[:_START]):
        part = part.replace(b"<" + prefix.group(1), b"<").replace(b"</" + prefix.group(1), b"</")
    first = _FIRST_CELL.search(part)
    if b"='" in part[:_START]:
        part = part.replace(b"'", b'"')
        first = _FIRST_CELL.search(part)
    return _with_places(part) if first and b' r="' not in first.group() else part


def _scan(part: bytes, looks: _Looks) -> Details:
    """What can be seen of a sheet without reading every cell: looks only at the cells that carry a mark."""
    details = Details()
    begin, end = max(part.find(b"<sheetData"), 0), part.rfind(b"</sheetData>")
    end = len(part) if end < 0 else end
    for styles, places in ((looks.percents, details.percents), (looks.months, details.months), (looks.struck, details.struck)):
        if styles:
            for match in re.finditer(rb' s="(?:%s)"[^>]*(?<!/)>(?!</)' % b"|".join(styles), part):
                if place := _place_before(part, match.start() + 1):
                    places.add(place)
    if b' t="e"' in part:
        for match in _ERROR.finditer(part):
            if place := _place_before(part, match.start()):
                details.errors[place] = match.group(1).decode("utf-8", "replace")
    if part.find(b"f", begin, end) >= 0 and b"/f>" in part:  # one letter that most sheets lack is found much quicker than three
        for match in _FORMULA.finditer(part):
            if place := _place_before(part, match.start()):
                details.formulas.add(place)
    if looks.struck_texts:
        for match in re.finditer(rb' t="s"[^>]*>\s*<v>(?:%s)</v>' % b"|".join(looks.struck_texts), part):
            if place := _place_before(part, match.start() + 1):
                details.struck.add(place)
    for match in _STRUCK.finditer(part) if part.find(b"k", begin, end) >= 0 else ():
        if place := _place_at(part, part.rfind(b"<c ", 0, match.start())):
            details.struck.add(place)
    if part.find(b"d", begin + len("<sheetData"), end) >= 0 and b' hidden="' in part:
        for item in _attributes(_ROW, part):
            if item.get(b"hidden") in _TRUE and item.get(b"r", b"").isdigit():
                details.hidden_rows.add(int(item[b"r"]) - 1)
    if part.find(b' hidden="', 0, begin) >= 0:
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
    return _place_at(part, part.rfind(b"<", 0, at))


def _place_at(part: bytes, at: int) -> Place | None:
    match = _CELL.match(part, at) if at >= 0 else None
    return (int(match.group(2)) - 1, _column(match.group(1))) if match else None


def _far(part: bytes) -> str:
    """The name of a filled cell that would make the sheet larger than can be laid out, "" for none. Rows stand in order."""
    start = part.rfind(b"<c ", 0, max(part.rfind(b"</v>"), part.rfind(b"</is>"), 0))
    last = _CELL.match(part, start) if start >= 0 else None
    if last is None:
        return ""
    height = int(last.group(2))
    allowed = FAR // height
    if _column(last.group(1)) >= allowed:
        return (last.group(1) + last.group(2)).decode()
    if allowed >= _MAX_COLUMNS:
        return ""
    for match in re.finditer(rb' r="%s(\d{1,7})"[^>]*(?<!/)>(?!</)' % _letters_after(allowed), part):
        if _column(match.group(1)) >= allowed and _place_before(part, match.start()):
            return (match.group(1) + match.group(2)).decode()
    return ""


def _letters_after(column: int) -> bytes:
    """A pattern for the names of all columns from about `column` on: the fewer it fits, the quicker the search."""
    if column > _TWO_LETTERS:
        return b"([A-Z]{3})"
    first = b"A" if column <= _ONE_LETTER else bytes([ord("A") + (column - _ONE_LETTER) // _ONE_LETTER])
    return b"([%s-Z][A-Z]|[A-Z]{3})" % first if column >= _ONE_LETTER else b"([A-Z]{1,3})"


@lru_cache(maxsize=_MAX_COLUMNS)
def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
