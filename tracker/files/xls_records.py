"""What the fast reader leaves out of binary workbooks (.xls, .et), from their records: percentages, errors, formulas, hidden rows."""

import struct
from collections.abc import Iterator

from tracker.files.sheet_details import FAR, Details, Place, place_name, shows_month_only, shows_percent

_BOF, _END, _SHEET = 0x809, 0x0A, 0x85
_FORMAT, _STYLE = 0x41E, 0xE0
_ROW, _COLUMNS = 0x208, 0x7D
_NUMBER, _RK, _MANY_RK, _FORMULA, _BOOL_ERROR = 0x203, 0x27E, 0xBD, 0x06, 0x205
_TEXTS = (0xFD, 0x204, 0xD6)
_FILLED = frozenset((_NUMBER, _RK, _MANY_RK, _FORMULA, _BOOL_ERROR, *_TEXTS))
_WANTED = _FILLED | {_ROW, _COLUMNS}
_ROW_HIDDEN = 0x20
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_MAX_COLUMNS = 256


def xls_details(records: bytes) -> list[Details]:
    """Details of each sheet, in their order. Records that cannot be understood are passed over."""
    starts: list[int] = []
    codes: dict[int, str] = {}
    styles: list[int] = []
    for kind, body in _records(records, 0):
        if kind == _SHEET and len(body) >= 4:
            starts.append(int.from_bytes(body[:4], "little"))
        elif kind == _FORMAT and len(body) > 5:
            codes[int.from_bytes(body[:2], "little")] = _text(body)
        elif kind == _STYLE and len(body) >= 4:
            styles.append(int.from_bytes(body[2:4], "little"))
    percents = frozenset(index for index, shown in enumerate(styles) if shows_percent(shown, codes.get(shown, "")))
    months = frozenset(index for index, shown in enumerate(styles) if shows_month_only(shown, codes.get(shown, "")))
    return [_sheet(records, start, percents, months) for start in starts]


def _text(body: bytes) -> str:
    """The code in a record of a format."""
    return body[5:].decode("utf-16-le" if body[4] & 1 else "latin-1", "replace")


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """(kind, body) of each record up to the end of the part that begins at `at`, parts inside it left out."""
    depth = 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == _BOF:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, data[at + 4 : at + 4 + length]
        at += 4 + length


def _sheet(data: bytes, start: int, percents: frozenset[int], months: frozenset[int]) -> Details:
    details = Details()
    height = width = 0
    for kind, body in _records(data, start):
        if kind not in _WANTED or len(body) < 6:
            continue
        row, column, style = struct.unpack_from("<HHH", body)
        if kind == _ROW:
            if len(body) >= 16 and body[12] & _ROW_HIDDEN:
                details.hidden_rows.add(row)
            continue
        if kind == _COLUMNS:
            if len(body) >= 10 and body[8] & 1:
                details.hidden_columns.update(range(row, min(column + 1, _MAX_COLUMNS)))
            continue
        last = column
        if kind == _MANY_RK:
            for shift, at in enumerate(range(4, len(body) - 6, 6)):
                last = column + shift
                _mark(details, (row, last), int.from_bytes(body[at : at + 2], "little"), percents, months)
        elif kind in (_NUMBER, _RK, _FORMULA):
            _mark(details, (row, column), style, percents, months)
        if kind == _FORMULA:
            details.formulas.add((row, column))
            if len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
                details.errors[row, column] = _ERRORS.get(body[8], "#N/A")
        elif kind == _BOOL_ERROR and len(body) >= 8 and body[7]:
            details.errors[row, column] = _ERRORS.get(body[6], "#N/A")
        height, width = max(height, row + 1), max(width, last + 1)
    if height * width > FAR:
        details.far = place_name(height - 1, width - 1)
    return details


def _mark(details: Details, place: Place, style: int, percents: frozenset[int], months: frozenset[int]) -> None:
    if style in percents:
        details.percents.add(place)
    elif style in months:
        details.months.add(place)
