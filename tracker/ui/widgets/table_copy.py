"""Rows on the clipboard as Excel, WPS and Word take them over: figures as figures, everything else just as it reads."""

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

# What a spreadsheet would turn into something else if it were not told that it is text: formulas, 0731-…, 1-2, 1.10, long numbers.
_TEMPTING = re.compile(r"^[=+\-@\d]")
_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
_SHARE = re.compile(r"^\d{1,3}(\.\d+)?%$")
_FIGURE = re.compile(r"^-?(0|[1-9]\d{0,10})(\.\d+)?$")
# Older Excel shows longer texts in cells of the format “text” as ####.
_LONGEST = 255
_AS_TEXT = """ style='mso-number-format:"\\@"'"""
_ONE_CELL = "<br style='mso-data-placement:same-cell'>"


def table_data(heads: Sequence[str], lines: Sequence[Sequence[str]], figures: Sequence[bool]) -> QMimeData:
    """The table for the clipboard; `figures`: which columns hold numbers."""
    data = QMimeData()
    data.setText("\n".join("\t".join(" ".join(cell.split("\n")).replace("\t", " ") for cell in line) for line in (heads, *lines)))
    rows = [_row("th", [(head, "") for head in heads])]
    rows += [_row("td", [(cell, _format(cell, figure)) for cell, figure in zip(line, figures, strict=True)]) for line in lines]
    data.setHtml(f"<meta charset='utf-8'><table border='1' style='border-collapse:collapse'>{''.join(rows)}</table>")
    return data


def _row(kind: str, cells: Sequence[tuple[str, str]]) -> str:
    return f"<tr>{''.join(f'<{kind}{style}>{_inside(text)}</{kind}>' for text, style in cells)}</tr>"


def _inside(text: str) -> str:
    return escape(text).replace("\n", _ONE_CELL)


def _format(text: str, figure: bool) -> str:
    """How a cell is to be taken: nothing said for figures, shares and days, which a spreadsheet reads by itself."""
    known = (figure and _FIGURE.match(text)) or _SHARE.match(text) or _DAY.match(text)
    return "" if known or len(text) > _LONGEST or not _TEMPTING.match(text) else _AS_TEXT
