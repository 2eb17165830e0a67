"""Cells of workbooks that people go on working in: looks, frames, row heights, and text that never becomes a formula."""

import re
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tracker.files.safe_zip import SafeZip
from tracker.reports.fonts import STANDARD, Fonts

LIKE_FORMULA = ("=", "+", "-", "@")
GREY, PALE, WRONG = "F2F2F2", "F7F7F7", "FFE0B2"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAX_TEXT = 32_000
_MOST_UNPACKED = 24 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks. `edges`: which of left, right, top, bottom are thick; None: no frame at all."""

    font: str
    size: float = 10.5
    align: str = "left"
    fill: str = ""
    colour: str = "000000"
    locked: bool = True
    edges: frozenset[str] | None = frozenset()
    number_format: str = "General"
    bold: bool = False
    wrap: bool = True


def is_heavy(path: Path) -> bool:
    """Whether a workbook from outside holds so much that loading it whole, cell by cell, would take minutes."""
    archive = SafeZip(path.read_bytes(), path.name)
    return sum(archive.size(name) for name in archive.names() if name.startswith("xl/")) > _MOST_UNPACKED


def put(cell: Any, value: str | int | float | None) -> None:
    """Write a value; a text stays a text whatever it begins with. To be called after the cell has got its look."""
    if isinstance(value, str):
        text = _NOT_XML.sub("", value)[:_MAX_TEXT]
        cell.value = text or None
        if text.startswith(LIKE_FORMULA):
            cell.data_type = "s"
            cell.quotePrefix = True
    else:
        cell.value = value


class Dresser:
    """Gives cells of one workbook their looks; each look is made once."""

    def __init__(self, book: Any, fonts: Fonts = STANDARD, *, normal: bool = True) -> None:
        """`normal`: the workbook is ours, so that its normal font, by which widths are counted, is set too."""
        from openpyxl.styles import Font

        self.fonts = fonts
        if normal:
            usual = Font(name=fonts.song, size=11, charset=134)
            book._named_styles["Normal"].font = usual
            book._fonts[0] = usual
        self._made: dict[Style, Any] = {}

    def dress(self, cell: Any, style: Style) -> None:
        """Put the look on a cell."""
        made = self._made.get(style)
        if made is not None:
            cell._style = copy(made)
            return
        cell.font, cell.alignment, cell.border, cell.fill, cell.protection = self._make(style)
        cell.number_format = style.number_format
        self._made[style] = copy(cell._style)

    @staticmethod
    def _make(style: Style) -> tuple[Any, ...]:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        border = Border()
        if style.edges is not None:
            thin, medium = Side(style="thin", color="FF000000"), Side(style="medium", color="FF000000")
            sides = {side: medium if side in style.edges else thin for side in ("left", "right", "top", "bottom")}
            border = Border(left=sides["left"], right=sides["right"], top=sides["top"], bottom=sides["bottom"])
        return (
            Font(name=style.font, size=style.size, bold=style.bold, color=f"FF{style.colour}", charset=134),
            Alignment(horizontal=style.align, vertical="center", wrap_text=style.wrap),
            border,
            PatternFill("solid", fgColor=f"FF{style.fill}") if style.fill else PatternFill(),
            Protection(locked=style.locked),
        )


def set_height(sheet: Any, line: int, points: float) -> None:
    """The height of a row as it opens; it still grows when somebody types more (a height marked as chosen would not)."""
    sheet.row_dimensions[line] = _growing_row()(sheet, index=line, ht=points)


@lru_cache(maxsize=1)
def _growing_row() -> Any:
    from openpyxl.worksheet.dimensions import RowDimension

    class Growing(RowDimension):
        @property
        def customHeight(self) -> bool:
            return False

    return Growing


def across_a4(sheet: Any, title_row: int, area: str, song: str) -> None:
    """Print set-up of a table on A4 lying across: as wide as the page, its head on each page, pages numbered."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 9, "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows, sheet.print_area = f"{title_row}:{title_row}", area
    margins = sheet.page_margins
    margins.top, margins.bottom, margins.left, margins.right = 18 / 25.4, 16 / 25.4, 12 / 25.4, 12 / 25.4
    margins.header = margins.footer = 8 / 25.4
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页　共 &N 页"
    sheet.oddFooter.center.font, sheet.oddFooter.center.size = f"{song},常规", 10
