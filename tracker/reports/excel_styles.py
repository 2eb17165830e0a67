"""The looks of cells in a sheet: made once each, then shared by number, which is what keeps thousands of rows fast."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.reports.content import Cell
from tracker.reports.fonts import Fonts

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_FORMULA = ("=", "+", "-", "@")


class Face(StrEnum):
    TITLE = "title"
    WORDS = "words"
    NOTE = "note"
    HEAD = "head"
    DOWN = "down"
    GROUP = "group"
    SUBGROUP = "subgroup"
    BODY = "body"
    ALERT = "alert"
    SYMBOL = "symbol"
    TOTAL = "total"


Styled = tuple[Cell, Any]
"""A value and the number of its look."""

_FRAMED = {Face.HEAD, Face.DOWN, Face.GROUP, Face.SUBGROUP, Face.BODY, Face.ALERT, Face.SYMBOL, Face.TOTAL}
_SHADED = {Face.GROUP: "F2F2F2", Face.SUBGROUP: "F7F7F7", Face.TOTAL: "F2F2F2"}


class Styles:
    """Style numbers of one workbook. `cell` pairs a value with its look; `row_cells` writes the pairs of a row."""

    def __init__(self, book: Any, sheet: Any, fonts: Fonts) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font

        make_cell: Any = WriteOnlyCell
        self.fonts, self._sheet, self._cell = fonts, sheet, make_cell
        normal = Font(name=fonts.song, size=11, charset=134)
        book._named_styles["Normal"].font = normal
        book._fonts[0] = normal
        self._known: dict[tuple[object, ...], Any] = {}
        self._quoted: dict[int, Any] = {}
        sheet._values_to_row = self.row_cells

    def cell(self, value: Cell, face: Face, align: str, at: int = 1, count: int = 3, last: bool = False) -> "Styled":
        return value, self.style(face, align, at, count, last)

    def style(self, face: Face, align: str, at: int, count: int, last: bool = False, number_format: str = "General") -> Any:
        """The look of a cell in column `at` of `count`; outer edges of the table are thicker."""
        key = (face, align, at == 0, at == count - 1, last, number_format)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._make(face, align, at == 0, at == count - 1, last, number_format)
        return known

    def _make(self, face: Face, align: str, first: bool, right: bool, last: bool, number_format: str) -> Any:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        fonts = self.fonts
        name, size = {
            Face.TITLE: (fonts.title, 20),
            Face.WORDS: (fonts.body, 12),
            Face.HEAD: (fonts.hei, 12),
            Face.DOWN: (fonts.hei, 10.5),
            Face.GROUP: (fonts.hei, 10.5),
            Face.SUBGROUP: (fonts.kai, 10.5),
            Face.ALERT: (fonts.hei, 10.5),
            Face.TOTAL: (fonts.hei, 10.5),
            Face.SYMBOL: (fonts.song, 10.5),
        }.get(face, (fonts.body, 10.5))
        sample = self._cell(self._sheet)
        sample.font = Font(name=name, size=size, bold=face is Face.TITLE and fonts.title_bold, charset=134)
        sample.alignment = Alignment(
            horizontal=align,
            vertical="center",
            wrap_text=face not in (Face.WORDS, Face.DOWN),
            text_rotation=255 if face is Face.DOWN else 0,
        )
        if face in _FRAMED:
            thin, medium = Side(style="thin", color="FF000000"), Side(style="medium", color="FF000000")
            sample.border = Border(
                left=medium if first else thin,
                right=medium if right else thin,
                top=medium if face in (Face.HEAD, Face.DOWN) else thin,
                bottom=medium if last else thin,
            )
        if face in _SHADED:
            sample.fill = PatternFill("solid", fgColor=f"FF{_SHADED[face]}")
        sample.number_format = number_format
        return sample._style

    def row_cells(self, values: Sequence["Styled | None"], line: int) -> Iterator[Any]:
        """The cells of a row, one after another in the same object: openpyxl writes each before it asks for the next.

        This takes the place of the sheet's own way, which tries each cell as a value first and makes two objects for it.
        """
        cell = self._cell(self._sheet)
        cell.row = line
        for column, styled in enumerate(values, 1):
            if styled is None:
                continue
            value, style = styled
            cell.column = column
            if value is None or value == "":
                cell._value, cell.data_type = None, "n"
            elif isinstance(value, str):
                if value.startswith(_LIKE_FORMULA):
                    style = self._quote(style)
                cell._value, cell.data_type = _NOT_XML.sub("", value) if _NOT_XML.search(value) else str(value), "s"
            else:
                cell._value, cell.data_type = value, "d" if isinstance(value, date) else "n"
            cell._style = style
            yield cell

    def _quote(self, style: Any) -> Any:
        """The same look with the mark that Excel shows as a leading apostrophe."""
        known = self._quoted.get(id(style))
        if known is None:
            from copy import copy

            known = copy(style)
            known.quotePrefix = 1
            self._quoted[id(style)] = known
        return known
