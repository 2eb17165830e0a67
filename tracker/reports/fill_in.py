"""推进情况表: the workbook in which one unit fills in what it has done for its tasks in a period.

Its tasks are locked (without a password), the columns to fill are open; drop-downs and hints say what belongs where. A hidden
column and a very hidden sheet name each task by its key, so that a row is known again whatever is done to number and title.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from tracker.domain.state_words import THREE
from tracker.domain.task_keys import SPARE_KEY
from tracker.reports.excel import room_of, row_height
from tracker.reports.fonts import STANDARD, Fonts
from tracker.reports.measure import break_title, line_count
from tracker.reports.sheet_cells import GREY, PALE, Dresser, Style, across_a4, put, set_height
from tracker.reports.titles import derived_title, period_words

TEMPLATE_VERSION = "推进情况表-1"
KEY_HEAD = "任务标识（勿改）"
INFORMATION = "填报信息"
_LAST_HEAD = "上期填报情况"
_LONGEST_LAST = 140
_LEAST = 46.0


@dataclass(frozen=True, slots=True)
class FillInTask:
    """One row. `last`: what the unit reported before, in words; the names are those known so far."""

    key: str
    number: int
    title: str
    wording: str
    last: str = ""
    office: str = ""
    person: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class FillIn:
    """What one unit fills in. `leads`: tasks that it leads or shares, `supports`: all others; `due_on`: the day by which it reports.

    `states`: the words from which it chooses how a task stands; `spare`: open rows at the end for what the plan does not have.
    """

    plan_id: int
    plan_title: str
    unit_id: int
    unit: str
    period: str
    due_on: date | None
    leads: tuple[FillInTask, ...]
    supports: tuple[FillInTask, ...]
    states: tuple[str, ...] = tuple(one.word for one in THREE.words)
    spare: int = 0

    @property
    def tasks(self) -> tuple[FillInTask, ...]:
        return self.leads + self.supports


@dataclass(frozen=True, slots=True)
class _Column:
    head: str
    width: float
    align: str = "left"
    open: bool = False
    hint: str = ""


_OWN_WORDS = ("重点任务", "完成时限")
"""Columns that a unit fills in itself for a matter which the plan does not have."""

_STATE, _PERCENT = "完成状态", "完成进度\n（%）"
_COLUMNS = (
    _Column("序号", 5, "center"),
    _Column("重点任务", 20),
    _Column("完成时限", 9.4, "center"),
    _Column(_LAST_HEAD, 19),
    _Column(_STATE, 9.4, "center", True, "点右边的箭头选一项"),
    _Column(_PERCENT, 9.4, "center", True, "填 0 到 100 之间的数，如 65"),
    _Column("进展情况", 25.5, "left", True, "写清做成了什么、数量多少；空着表示沿用上期"),
    _Column("存在的问题", 15, "left", True, "没有问题就填“无”"),
    _Column("下一步措施", 18, "left", True, "写清做什么、何时做完"),
    _Column("责任科室", 9.4, "center", True, "有变动请直接改"),
    _Column("责任人", 8, "center", True, "只填姓名"),
    _Column("联系电话", 13, "center", True, "手机号，或带区号的座机"),
)


def fill_in_title(plan_title: str) -> str:
    """What the table is called: the plan's name with 推进情况表."""
    return derived_title(plan_title, "推进情况表").replace("推进推进情况表", "推进情况表")


def fill_in_name(period: str) -> str:
    """The table's name within a file name."""
    return f"{period_words(period)}推进情况表"


def write_fill_in(forms: Sequence[FillIn], path: Path, made: date, fonts: Fonts = STANDARD) -> None:
    """Write one workbook with a sheet for each unit; `path` is overwritten."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    dresser = Dresser(book, fonts)
    names: set[str] = set()
    for form in forms:
        _Form(book.create_sheet(_sheet_name(form.unit, names)), form, dresser).write()
    _information(book, forms)
    book.active = 0
    properties = book.properties
    properties.title = f"{fill_in_title(forms[0].plan_title)}（{period_words(forms[0].period)}）"
    properties.creator = ""
    properties.created = properties.modified = datetime.combine(made, time())
    book.save(path)


def _sheet_name(unit: str, taken: set[str]) -> str:
    plain = "".join(char for char in unit if char not in "\\/?*[]:'")[:28] or "单位"
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{plain}{number}"
    taken.add(name)
    return name


def _information(book: Any, forms: Sequence[FillIn]) -> None:
    """The sheet that no one sees, and the same as properties of the file: an office program keeps at least one of them."""
    from openpyxl.packaging.custom import StringProperty

    first = forms[0]
    facts = [
        ("模板版本", TEMPLATE_VERSION),
        ("方案编号", str(first.plan_id)),
        ("期次", first.period),
        ("单位编号", "、".join(str(form.unit_id) for form in forms)),
        ("填报单位名称", "、".join(form.unit for form in forms)),
    ]
    sheet = book.create_sheet(INFORMATION)
    sheet.sheet_state = "veryHidden"
    for name, value in facts:
        sheet.append((name, value))
    for form in forms:
        for task in form.tasks:
            sheet.append((task.key, form.unit))
            put(sheet.cell(sheet.max_row, 3), task.title)
    for name, value in facts:
        book.custom_doc_props.append(StringProperty(name=name, value=value[:250]))


class _Form:
    """One sheet, from the title to the places to sign."""

    def __init__(self, sheet: Any, form: FillIn, dresser: Dresser) -> None:
        self.sheet, self.form, self.dresser, self.fonts = sheet, form, dresser, dresser.fonts
        any_last = any(task.last for task in form.tasks)
        self.columns = [column for column in _COLUMNS if any_last or column.head != _LAST_HEAD]
        self.last_column = len(self.columns) + 1
        self.line = 0

    def write(self) -> None:
        self._above()
        self._head()
        head, first = self.line, self.line + 1
        self._body()
        self._choices(first, self.line)
        table = f"B{head}:{self._letter(self.last_column)}{self.line}"
        self._below()
        self._set_up(head, table)

    @staticmethod
    def _letter(at: int) -> str:
        from openpyxl.utils import get_column_letter

        return get_column_letter(at)

    def _cell(self, at: int, value: str | int | None, style: Style) -> None:
        cell = self.sheet.cell(self.line, at)
        self.dresser.dress(cell, style)
        put(cell, value)

    def _merged(self, first: int, last: int, text: str, style: Style) -> None:
        for at in range(first, last + 1 if style.edges is not None else first + 1):
            self._cell(at, text if at == first else None, style)
        if last > first:
            # The sheet's own way makes new looks for every cell inside, which takes longer than all the rest.
            self.sheet.merged_cells.add(self._range(self.line, first, last))

    @staticmethod
    def _range(line: int, first: int, last: int) -> Any:
        from openpyxl.worksheet.cell_range import CellRange

        return CellRange(min_row=line, max_row=line, min_col=first, max_col=last)

    def _next(self, height: float) -> None:
        self.line += 1
        set_height(self.sheet, self.line, height)

    def _above(self) -> None:
        width = sum(column.width for column in self.columns)
        lines = break_title(fill_in_title(self.form.plan_title), room_of(width, 20))
        self._next(36 * len(lines))
        title = Style(self.fonts.title, 20, "center", edges=None, bold=self.fonts.title_bold)
        self._merged(2, self.last_column, "\n".join(lines), title)
        self._next(24)
        words = Style(self.fonts.body, 12, edges=None, wrap=False)
        middle = len(self.columns) // 2 + 1
        self._merged(2, middle, f"填报单位（盖章）：{self.form.unit}", words)
        due = f"　　请于{self.form.due_on.month}月{self.form.due_on.day}日前报送" if self.form.due_on else ""
        right = Style(self.fonts.body, 12, "right", edges=None, wrap=False)
        self._merged(middle + 1, self.last_column, f"报告期：{period_words(self.form.period)}{due}", right)

    def _head(self) -> None:
        self._next(40)
        self._cell(1, KEY_HEAD, Style(self.fonts.song, 9))
        for at, column in enumerate(self.columns, 2):
            self._cell(at, column.head, Style(self.fonts.hei, 12, "center", GREY, edges=self._edges(at, top=True)))

    def _edges(self, at: int, *, top: bool = False, bottom: bool = False) -> frozenset[str]:
        places = {"left": at == 2, "right": at == self.last_column, "top": top, "bottom": bottom}
        return frozenset(side for side, thick in places.items() if thick)

    def _body(self) -> None:
        groups = (("牵头任务", self.form.leads), ("配合任务", self.form.supports))
        last_key = "" if self.form.spare else self.form.tasks[-1].key
        for words, tasks in groups:
            if not tasks:
                continue
            self._next(24)
            style = Style(self.fonts.hei, 10.5, "left", GREY)
            self._merged(2, self.last_column, f"{words}（{len(tasks)}项）", style)
            for task in tasks:
                self._task(task, last=task.key == last_key)
        if self.form.spare:
            self._next(24)
            words = "另报事项（本表没有列出、需要增加的，写在下面；没有就空着）"
            self._merged(2, self.last_column, words, Style(self.fonts.hei, 10.5, "left", GREY))
            for left in reversed(range(self.form.spare)):
                self._spare(last=not left)

    def _task(self, task: FillInTask, *, last: bool) -> None:
        values: dict[str, str | int | None] = {
            "序号": task.number,
            "重点任务": task.title,
            "完成时限": task.wording,
            _LAST_HEAD: _cut(task.last),
            "责任科室": task.office,
            "责任人": task.person,
            "联系电话": task.phone,
        }
        shown = [values.get(column.head) for column in self.columns]
        lines = max(line_count(str(value or ""), room_of(column.width, 10.5)) for column, value in zip(self.columns, shown, strict=True))
        self._next(row_height(lines, 10.5, _LEAST))
        self._cell(1, task.key, Style(self.fonts.song, 9, number_format="@"))
        for at, (column, value) in enumerate(zip(self.columns, shown, strict=True), 2):
            grey = column.head == _LAST_HEAD
            self._cell(
                at,
                value,
                Style(
                    self.fonts.body,
                    10.5,
                    column.align,
                    "" if column.open else PALE,
                    "7F7F7F" if grey else "000000",
                    not column.open,
                    self._edges(at, bottom=last),
                    "@" if column.head == "联系电话" else "General",
                ),
            )

    def _spare(self, *, last: bool) -> None:
        """A row in which the unit writes everything itself."""
        self._next(_LEAST)
        self._cell(1, SPARE_KEY, Style(self.fonts.song, 9, number_format="@"))
        for at, column in enumerate(self.columns, 2):
            is_open = column.open or column.head in _OWN_WORDS
            edges = self._edges(at, bottom=last)
            number_format = "@" if column.head == "联系电话" else "General"
            self._cell(
                at, None, Style(self.fonts.body, 10.5, column.align, "" if is_open else PALE, "000000", not is_open, edges, number_format)
            )

    def _choices(self, first: int, last: int) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        for at, column in enumerate(self.columns, 2):
            if not column.open:
                continue
            if column.head == _STATE:
                rule = DataValidation(type="list", formula1=f'"{",".join(self.form.states)}"', allow_blank=True)
                rule.errorTitle, rule.error = "完成状态", f"请从列表里选一项：{'、'.join(self.form.states)}"
                rule.showErrorMessage = True
            elif column.head == _PERCENT:
                rule = DataValidation(type="decimal", operator="between", formula1="0", formula2="100", allow_blank=True)
                rule.errorTitle, rule.error = "完成进度", "请填 0 到 100 之间的数"
                rule.showErrorMessage = True
            else:
                rule = DataValidation(allow_blank=True)
            rule.promptTitle, rule.prompt, rule.showInputMessage = column.head.replace("\n", ""), column.hint, True
            rule.add(f"{self._letter(at)}{first}:{self._letter(at)}{last}")
            self.sheet.add_data_validation(rule)

    def _below(self) -> None:
        self._next(34)
        note = (
            "填表说明：白色格由填报单位填写，灰色格请勿改动；完成状态从列表里选，完成进度填 0 到 100 的数；"
            "空着的格表示沿用上期，不会清掉原来的内容。"
        )
        self._merged(2, self.last_column, note, Style(self.fonts.body, 10.5, edges=None))
        self._next(36)
        pieces = (f"填报单位（盖章）：{self.form.unit}", "填报人：", "审核人：", "填报日期：　　　年　　月　　日")
        edges = (2, 2 + len(self.columns) * 4 // 10, 2 + len(self.columns) * 6 // 10, 2 + len(self.columns) * 8 // 10, self.last_column + 1)
        for piece, start, end in zip(pieces, edges, edges[1:], strict=False):
            self._merged(start, end - 1, piece, Style(self.fonts.body, 12, edges=None, locked=False, wrap=False))

    def _set_up(self, head: int, table: str) -> None:
        sheet = self.sheet
        sheet.column_dimensions["A"].width, sheet.column_dimensions["A"].hidden = 14, True
        for at, column in enumerate(self.columns, 2):
            sheet.column_dimensions[self._letter(at)].width = column.width
        sheet.freeze_panes = f"D{head + 1}"
        sheet.auto_filter.ref = table
        across_a4(sheet, head, f"B1:{self._letter(self.last_column)}{self.line}", self.fonts.song)
        # No password: whoever must may lift it. Of what is forbidden by default these stay allowed.
        sheet.protection.sheet = True
        for allowed in ("formatColumns", "formatRows", "formatCells", "autoFilter", "sort"):
            setattr(sheet.protection, allowed, False)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_LAST else f"{text[: _LONGEST_LAST - 1].rstrip()}…"
