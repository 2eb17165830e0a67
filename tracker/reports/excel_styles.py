"""The looks of cells in a sheet: made once each, then shared by number, which is what keeps thousands of rows fast."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.reports.content import BAND_PT, Cell, FaceUse, GridCell
from tracker.reports.fonts import Fonts
from tracker.reports.typesetting import RED as _RED
from tracker.reports.typesetting import grey_value

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LIKE_FORMULA = ("=", "+", "-", "@")


class Face(StrEnum):
    TITLE = "title"
    WORDS = "words"
    NOTE = "note"
    BAND = "band"
    HEAD = "head"
    DOWN = "down"
    GROUP = "group"
    SUBGROUP = "subgroup"
    BODY = "body"
    ALERT = "alert"
    SYMBOL = "symbol"
    TOTAL = "total"
    MARK = "mark"
    TEXT = "text"
    KAI = "kai"
    HEI = "hei"
    CAPTION = "caption"


Styled = tuple[Cell, Any]
"""A value and the number of its look."""

_FRAMED = {Face.BAND, Face.HEAD, Face.DOWN, Face.GROUP, Face.SUBGROUP, Face.BODY, Face.ALERT, Face.SYMBOL, Face.TOTAL}
_SHADED = {Face.GROUP: "F2F2F2", Face.SUBGROUP: "F7F7F7", Face.TOTAL: "F2F2F2"}


class Styles:
    """Style numbers of one workbook. `cell` pairs a value with its look; `row_cells` writes the pairs of a row.

    `cell_pt`: the size of a table's cells."""

    def __init__(self, book: Any, fonts: Fonts) -> None:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font

        make_cell: Any = WriteOnlyCell
        self.fonts, self._cell, self.cell_pt = fonts, make_cell, 10.5
        self._sheet: Any = None
        normal = Font(name=fonts.song, size=11, charset=134)
        book._named_styles["Normal"].font = normal
        book._fonts[0] = normal
        self._known: dict[tuple[object, ...], Any] = {}
        self._quoted: dict[int, Any] = {}

    def begin(self, sheet: Any) -> None:
        """The cells made from now on are this sheet's."""
        self._sheet, self.cell_pt = sheet, 10.5
        sheet._values_to_row = self.row_cells

    def cell(self, value: Cell, face: Face, align: str, at: int = 1, count: int = 3, last: bool = False) -> "Styled":
        return value, self.style(face, align, at, count, last)

    def style(self, face: Face, align: str, at: int, count: int, last: bool = False, number_format: str = "General") -> Any:
        """The look of a cell in column `at` of `count`; outer edges of the table are thicker."""
        key = (face, self.cell_pt, align, at == 0, at == count - 1, last, number_format)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._make(face, align, at == 0, at == count - 1, last, number_format)
        return known

    def _make(self, face: Face, align: str, first: bool, right: bool, last: bool, number_format: str) -> Any:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        fonts, cell_pt = self.fonts, self.cell_pt
        name, size = {
            Face.TITLE: (fonts.title, 20),
            Face.MARK: (fonts.title, 28),
            Face.WORDS: (fonts.body, 12),
            Face.TEXT: (fonts.body, 12),
            Face.KAI: (fonts.kai, 12),
            Face.HEI: (fonts.hei, 12),
            Face.CAPTION: (fonts.hei, 12),
            Face.BAND: (fonts.hei, BAND_PT),
            Face.HEAD: (fonts.hei, 12),
            Face.DOWN: (fonts.hei, 10.5),
            Face.NOTE: (fonts.body, 10.5),
            Face.GROUP: (fonts.hei, cell_pt),
            Face.SUBGROUP: (fonts.kai, cell_pt),
            Face.ALERT: (fonts.hei, cell_pt),
            Face.TOTAL: (fonts.hei, cell_pt),
            Face.SYMBOL: (fonts.song, cell_pt),
        }.get(face, (fonts.body, cell_pt))
        sample = self._cell(self._sheet)
        color = f"FF{_RED}" if face is Face.MARK else None
        sample.font = Font(name=name, size=size, color=color, bold=face in (Face.TITLE, Face.MARK) and fonts.title_bold, charset=134)
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
                top=medium if face in (Face.BAND, Face.HEAD, Face.DOWN) else thin,
                bottom=medium if last else thin,
            )
        if face in _SHADED:
            sample.fill = PatternFill("solid", fgColor=f"FF{_SHADED[face]}")
        sample.number_format = number_format
        return sample._style

    def form_cell(self, cell: GridCell, edges: tuple[bool, bool, bool, bool], align: str) -> Any:
        """The look of a form's cell; `edges`: whether it lies at the left, right, upper and lower edge of the form."""
        key = (cell.face, cell.pt, cell.top, cell.grey, edges, align)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._make_form(cell, edges, align)
        return known

    def _make_form(self, cell: GridCell, edges: tuple[bool, bool, bool, bool], align: str) -> Any:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        fonts = self.fonts
        names = {FaceUse.KAI: fonts.kai, FaceUse.HEI: fonts.hei, FaceUse.SONG: fonts.song, FaceUse.TITLE: fonts.title}
        sample = self._cell(self._sheet)
        bold = cell.face is FaceUse.TITLE and fonts.title_bold
        sample.font = Font(name=names.get(cell.face, fonts.body), size=cell.pt, bold=bold, charset=134)
        sample.alignment = Alignment(horizontal=align, vertical="top" if cell.top else "center", wrap_text=True)
        left, right, top, bottom = (Side(style="medium" if outer else "thin", color="FF000000") for outer in edges)
        sample.border = Border(left=left, right=right, top=top, bottom=bottom)
        if cell.grey:
            sample.fill = PatternFill("solid", fgColor=f"FF{f'{grey_value(cell.grey):02X}' * 3}")
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
