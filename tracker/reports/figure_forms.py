"""指标数据表, 公共服务核查表 and 项目进展表: the workbook in which one unit fills in how its indicators, services and projects stand.

What is known is locked (without a password), the columns to fill are open; a hidden column names each row by its key.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from tracker.domain.figures import ServiceStanding, period_said
from tracker.domain.plan_lists import ListKind
from tracker.reports.excel import room_of, row_height
from tracker.reports.fonts import STANDARD, Fonts
from tracker.reports.measure import break_title, line_count
from tracker.reports.sheet_cells import GREY, PALE, Dresser, Style, across_a4, put, set_height
from tracker.reports.titles import derived_title

KEY_HEAD = "标识（勿改）"
NAMES = {ListKind.INDICATORS: "指标数据表", ListKind.SERVICES: "公共服务核查表", ListKind.PROJECTS: "项目进展表"}
_NOTES = {
    ListKind.INDICATORS: "数值只填一个数，不带单位",
    ListKind.SERVICES: "达标情况从下拉里选，没有全部达标的在说明里写明差在哪里",
    ListKind.PROJECTS: "数值只填一个数，不带单位",
}
_LEAST = 30.0


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row: its key and what is known of it, by the heads of the columns that are not open."""

    key: str
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureForm:
    """What one unit fills in, by list; `title`: what the workbook is about."""

    plan_title: str
    unit: str
    period: str
    due_on: date | None
    rows: dict[ListKind, tuple[FormRow, ...]]
    title: str = "指标项目数据"


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    width: float
    align: str = "left"
    open: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()


_COLUMNS: dict[ListKind, tuple[_Column, ...]] = {
    ListKind.INDICATORS: (
        _Column("序号", 6, "center"),
        _Column("指标", 34),
        _Column("单位", 9, "center"),
        _Column("目标", 12, "center"),
        _Column("上期完成值", 16, "center"),
        _Column("本期完成值", 14, "center", True, "只填一个数，不写“约”“以上”；没有数据就空着"),
        _Column("说明", 34, "left", True, "数据来源，没有完成的原因；可以不填"),
    ),
    ListKind.SERVICES: (
        _Column("序号", 6, "center"),
        _Column("服务项目", 22),
        _Column("服务对象", 16),
        _Column("服务标准", 34),
        _Column("上次核查", 14, "center"),
        _Column("达标情况", 12, "center", True, "从下拉里选一项", tuple(one.label for one in ServiceStanding)),
        _Column("覆盖情况", 14, "center", True, "覆盖多少人、多少村，如 312 人；可以不填"),
        _Column("说明", 24, "left", True, "部分达标、未达标的，写明差在哪里"),
    ),
    ListKind.PROJECTS: (
        _Column("序号", 6, "center"),
        _Column("项目名称", 26),
        _Column("总投资（万元）", 11, "center"),
        _Column("年度计划投资（万元）", 12, "center"),
        _Column("上期累计完成", 15, "center"),
        _Column("累计完成投资（万元）", 13, "center", True, "从当年1月起累计，以万元为单位，只填一个数"),
        _Column("形象进度", 26, "left", True, "做到哪一步了；空着表示没有变化"),
        _Column("存在问题", 20, "left", True, "没有问题就空着"),
    ),
}


def write_figure_form(form: FigureForm, path: Path, made: date, fonts: Fonts = STANDARD) -> None:
    """Write the workbook with a sheet for each list that the unit has; `path` is overwritten."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    dresser = Dresser(book, fonts)
    for kind, rows in form.rows.items():
        if rows:
            _Sheet(book.create_sheet(NAMES[kind]), form, kind, rows, dresser).write()
    properties = book.properties
    properties.title = f"{form.unit}{period_said(form.period)}{form.title}"
    properties.creator = ""
    properties.created = properties.modified = datetime.combine(made, time())
    book.save(path)


class _Sheet:
    """One sheet, from the title to the places to sign."""

    def __init__(self, sheet: Any, form: FigureForm, kind: ListKind, rows: Sequence[FormRow], dresser: Dresser) -> None:
        self.sheet, self.form, self.kind, self.rows = sheet, form, kind, rows
        self.dresser, self.fonts = dresser, dresser.fonts
        self.columns = _COLUMNS[kind]
        self.last = len(self.columns) + 1
        self.line = 0

    def write(self) -> None:
        """All of it."""
        self._above()
        self._next(40)
        head = self.line
        self._cell(1, KEY_HEAD, Style(self.fonts.song, 9))
        for at, column in enumerate(self.columns, 2):
            self._cell(at, column.head, Style(self.fonts.hei, 12, "center", GREY))
        for row in self.rows:
            self._row(row)
        self._hints(head + 1, self.line)
        self._below()
        self._set_up(head)

    def _letter(self, at: int) -> str:
        from openpyxl.utils import get_column_letter

        return get_column_letter(at)

    def _cell(self, at: int, value: str | int | None, style: Style) -> None:
        cell = self.sheet.cell(self.line, at)
        self.dresser.dress(cell, style)
        put(cell, value)

    def _next(self, height: float) -> None:
        self.line += 1
        set_height(self.sheet, self.line, height)

    def _wide(self, first: int, last: int, text: str, style: Style) -> None:
        self._cell(first, text, style)
        if last > first:
            self.sheet.merge_cells(start_row=self.line, end_row=self.line, start_column=first, end_column=last)

    def _above(self) -> None:
        width = sum(column.width for column in self.columns)
        lines = break_title(derived_title(self.form.plan_title, NAMES[self.kind]), room_of(width, 20))
        self._next(36 * len(lines))
        self._wide(2, self.last, "\n".join(lines), Style(self.fonts.title, 20, "center", edges=None, bold=self.fonts.title_bold))
        self._next(24)
        middle = len(self.columns) // 2 + 1
        self._wide(2, middle, f"填报单位（盖章）：{self.form.unit}", Style(self.fonts.body, 12, edges=None, wrap=False))
        due = f"　　请于{self.form.due_on.month}月{self.form.due_on.day}日前报送" if self.form.due_on else ""
        right = Style(self.fonts.body, 12, "right", edges=None, wrap=False)
        self._wide(middle + 1, self.last, f"报告期：{period_said(self.form.period)}{due}", right)

    def _row(self, row: FormRow) -> None:
        known = iter(row.known)
        values = ["" if column.open else next(known, "") for column in self.columns]
        lines = max(line_count(value, room_of(column.width, 10.5)) for column, value in zip(self.columns, values, strict=True))
        self._next(row_height(lines, 10.5, _LEAST))
        self._cell(1, row.key, Style(self.fonts.song, 9, number_format="@"))
        for at, (column, value) in enumerate(zip(self.columns, values, strict=True), 2):
            self._cell(at, value, Style(self.fonts.body, 10.5, column.align, "" if column.open else PALE, locked=not column.open))

    def _hints(self, first: int, last: int) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        for at, column in enumerate(self.columns, 2):
            if column.open:
                # What stands beside the choices is read too: a unit may say more than one word.
                listed = f'"{",".join(column.choices)}"' if column.choices else None
                rule = DataValidation(type="list" if listed else None, formula1=listed, allow_blank=True, showErrorMessage=False)
                rule.promptTitle, rule.prompt, rule.showInputMessage = column.head, column.hint, True
                rule.add(f"{self._letter(at)}{first}:{self._letter(at)}{last}")
                self.sheet.add_data_validation(rule)

    def _below(self) -> None:
        self._next(30)
        note = f"填表说明：白色格由填报单位填写，灰色格请勿改动；{_NOTES[self.kind]}；空着的格不会清掉原来的内容。"
        self._wide(2, self.last, note, Style(self.fonts.body, 10.5, edges=None))
        self._next(32)
        pieces = ("填报人：", "审核人：", "填报日期：　　　年　　月　　日")
        edges = (2, 2 + len(self.columns) // 3, 2 + 2 * len(self.columns) // 3, self.last + 1)
        for piece, start, end in zip(pieces, edges, edges[1:], strict=False):
            self._wide(start, end - 1, piece, Style(self.fonts.body, 12, edges=None, locked=False, wrap=False))

    def _set_up(self, head: int) -> None:
        sheet = self.sheet
        sheet.column_dimensions["A"].width, sheet.column_dimensions["A"].hidden = 14, True
        for at, column in enumerate(self.columns, 2):
            sheet.column_dimensions[self._letter(at)].width = column.width
        sheet.freeze_panes = f"D{head + 1}"
        across_a4(sheet, head, f"B1:{self._letter(self.last)}{self.line}", self.fonts.song)
        sheet.protection.sheet = True
        for allowed in ("formatColumns", "formatRows", "formatCells"):
            setattr(sheet.protection, allowed, False)
