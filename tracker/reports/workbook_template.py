"""The office's own Excel templates (.xlsx): fields in cells are filled, and the row that names a task's fields is repeated for each.

Looks, merged cells, widths and formulas stay; rows are put in as a spreadsheet program would.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tracker.errors import UserError
from tracker.files.safe_zip import SafeZip
from tracker.progress import Progress, silent
from tracker.reports.excel import room_of, row_height
from tracker.reports.form_filling import insert_rows, row_like
from tracker.reports.measure import line_count
from tracker.reports.sheet_cells import is_heavy, put
from tracker.reports.template_fields import ITEM, LATE, LATE_ITEM, TASKS, Row, Value, in_words
from tracker.reports.template_language import environment, faults, told

_ALONE = re.compile(r"\s*\{\{([^{}]+)\}\}\s*")
_LISTS = {ITEM: TASKS, LATE_ITEM: LATE}
_OF_ITEM = re.compile(rf"\{{\{{[^{{}}]*?\b({ITEM}|{LATE_ITEM})\s*\.")


def fill_workbook_template(
    template: Path, out: Path, name: str, values: Mapping[str, Value | list[Row]], progress: Progress = silent
) -> None:
    """Fill `template` and save it as `out`; `name`: the template as the user knows it.

    Raises UserError with the cell and the reason for a faulty template, and for a file that is no sound .xlsx.
    """
    from openpyxl import load_workbook

    archive = SafeZip(template.read_bytes(), name)
    if "xl/workbook.xml" not in archive.names() or "xl/vbaProject.bin" in archive.names() or is_heavy(template):
        raise UserError(f"“{name}”不能用作模板", "它不是不带宏的普通 Excel 工作簿（.xlsx）", "请用 Excel 或 WPS 另存为 .xlsx 后再试")
    try:
        book = load_workbook(template)
    except Exception as error:  # a broken workbook raises faults of many types
        raise UserError(f"“{name}”已损坏，打不开", "", "请用 Excel 或 WPS 打开修复并另存后再试") from error
    filler = _Filler(name, values)
    for done, sheet in enumerate(book.worksheets):
        progress(0.1 + 0.7 * done / len(book.worksheets), "正在填写模板")
        filler.fill(book, sheet)
    progress(0.9, "正在保存")
    book.save(out)
    progress(1.0, "已填好")


def has_fields(template: Path, name: str) -> bool:
    """Whether any cell of a workbook has a field; one without is filled by the heads of its table."""
    archive = SafeZip(template.read_bytes(), name)
    parts = (part for part in archive.names() if part == "xl/sharedStrings.xml" or part.startswith("xl/worksheets/"))
    return any(b"{{" in (archive.read(part) or b"") for part in parts)


class _Filler:
    """One template being filled."""

    def __init__(self, name: str, values: Mapping[str, Value | list[Row]]) -> None:
        self._name, self._values, self._environment = name, values, environment()
        self._words = in_words(values)

    def fill(self, book: Any, sheet: Any) -> None:
        """The repeated rows from below, so that those above keep their numbers; then all other cells."""
        repeated: dict[int, str] = {}
        for cell in list(sheet._cells.values()):  # those there are, not all up to one stray cell far away
            found = _OF_ITEM.search(cell.value) if isinstance(cell.value, str) else None
            if found:
                repeated[cell.row] = _LISTS[found[1]]
        for row in sorted(repeated, reverse=True):
            self._repeat(book, sheet, row, repeated[row])
        for cell in list(sheet._cells.values()):
            if isinstance(cell.value, str) and "{{" in cell.value:
                self._put(sheet, cell, cell.value, {})

    def _repeat(self, book: Any, sheet: Any, model: int, which: str) -> None:
        rows = self._values[which]
        assert isinstance(rows, list)
        texts = {cell.column: cell.value for cell in list(sheet._cells.values()) if cell.row == model and cell.value is not None}
        if len(rows) > 1:
            insert_rows(book, sheet, model + 1, len(rows) - 1)
            for row in range(model + 1, model + len(rows)):
                row_like(sheet, model, row)
            _stretch(sheet, model, model + len(rows) - 1)
        for column in texts:
            sheet.cell(model, column).value = None
        item = ITEM if which == TASKS else LATE_ITEM
        for place, values in enumerate(rows):
            for column, text in texts.items():
                cell = sheet.cell(model + place, column)
                if isinstance(text, str) and "{{" in text:
                    self._put(sheet, cell, text, {item: values})
                elif place == 0:
                    cell.value = text
            _heighten(sheet, model + place, texts)

    def _put(self, sheet: Any, cell: Any, text: str, more: Mapping[str, Row]) -> None:
        """A cell that is one field takes its value as it is, so that figures and days can be counted with; else it is a text."""
        try:
            alone = _ALONE.fullmatch(text)
            if alone:
                value = self._environment.compile_expression(alone[1], undefined_to_none=False)(**self._values, **more)
                put(cell, self._plain(value, str(cell.number_format), alone[1]))
            else:
                words = {**self._words, **{name: in_words(dict(row)) for name, row in more.items()}}
                put(cell, self._environment.from_string(text).render(**words))
        except faults() as error:
            raise told(error, self._name, lambda _word: f"工作表“{sheet.title}”的 {cell.coordinate}") from error

    @staticmethod
    def _plain(value: Any, number_format: str, expression: str) -> Any:
        from jinja2 import Undefined

        if isinstance(value, Undefined):
            str(value)  # raises: there is no such field
        if isinstance(value, date):
            return value if any(mark in number_format.lower() for mark in ("y", "d", "年")) else in_words({expression: value})[expression]
        if isinstance(value, float) and "%" in number_format:
            return value / 100
        if isinstance(value, int | float | str):
            return value
        raise TypeError(expression)


def _stretch(sheet: Any, first: int, last: int) -> None:
    """Sums over the one row of the template (A4:A4) go over all its repetitions."""
    over = re.compile(rf"(\$?[A-Z]{{1,3}}\$?{first}:\$?[A-Z]{{1,3}}\$?){first}(?!\d)")
    for cell in list(sheet._cells.values()):
        if cell.data_type == "f" and isinstance(cell.value, str):
            cell.value = over.sub(rf"\g<1>{last}", cell.value)


def _heighten(sheet: Any, row: int, columns: Sequence[int] | Mapping[int, Any]) -> None:
    """A repeated row is as tall as its longest text; never lower than the template's."""
    lines, size = 1, 11.0
    for column in columns:
        cell = sheet.cell(row, column)
        if isinstance(cell.value, str):
            size = float(cell.font.sz or 11)
            lines = max(lines, line_count(cell.value, room_of(sheet.column_dimensions[cell.column_letter].width or 8.43, size)))
    height = row_height(lines, size)
    if lines > 1 and height > (sheet.row_dimensions[row].height or 0):
        sheet.row_dimensions[row].height = height
