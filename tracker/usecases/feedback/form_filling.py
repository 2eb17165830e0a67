"""A blank form of a superior office filled from the store: its heads are understood like those of returned sheets, and remembered."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tracker.domain.ledger import LedgerTask
from tracker.domain.lights import LightRules
from tracker.domain.records import Changes
from tracker.domain.terms import Role, State
from tracker.errors import UserError
from tracker.files.grid import Grid, TableFile, Visibility
from tracker.files.table_file import read_tables
from tracker.files.writing import written
from tracker.progress import Progress, silent
from tracker.reports.form_filling import Day, FormValue, FormWrites, Percent, RowValues, Serial, fill_document, fill_workbook
from tracker.sheets.fields import LABELS, PERSON_PHONE, TICK
from tracker.sheets.frame import Frame, is_blank, shown
from tracker.sheets.heads import HeadCell, Table, find_tables
from tracker.sheets.match import Asked, Plan, match_rows
from tracker.storage.reading import forms
from tracker.storage.store import Store
from tracker.usecases.feedback.sheet_make import checked_period
from tracker.usecases.feedback.sheet_read import SheetReader
from tracker.usecases.papers.ledger import LedgerRequest, ledger_data

__all__ = ["BlankForm", "Filled", "FormColumn", "FormRow", "fill_form", "form_fields", "read_form"]

_FILES = {"xlsx": ".xlsx", "docx": ".docx"}
_NEEDED = 2
_FOOT = re.compile(
    r"(?:合计|总计|小计|平均|累计)(?:$|[:：\s（(])|(?:备注|注|说明|填表说明|填报说明)\s*[:：]"
    r"|(?:填表|填报|制表|审核|审签|单位负责|主要负责|联系|经办)(?:人|电话|单位|日期|时间)?(?:签字|（签字）|（盖章）)?\s*[:：]"
)
_READ_SHARE = 0.5
_LEADS, _SUPPORTS = (Role.LEAD, Role.JOINT), (Role.SUPPORT, Role.IMPLEMENT)


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of the form, `place` from 0; `field` "" is not filled."""

    place: int
    head: str
    field: str


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row that the form lists already, `row` from 1. `task`: the number of its task in the plan, None: `reason` tells why not."""

    row: int
    title: str
    task: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BlankForm:
    """A form as it was understood. `blank`: physical rows to fill; `after`: the row above them; `stop`: the first words below."""

    path: Path
    plan_id: int
    period: str
    kind: str
    grid: int
    sheet: str
    signature: str
    columns: tuple[FormColumn, ...]
    listed: tuple[FormRow, ...]
    blank: tuple[int, ...]
    after: int
    stop: int | None

    @property
    def unmapped(self) -> tuple[str, ...]:
        """Heads of columns that nothing is known to fill."""
        return tuple(column.head for column in self.columns if not column.field)

    @property
    def unmatched(self) -> tuple[FormRow, ...]:
        """Listed rows whose task was not found."""
        return tuple(row for row in self.listed if row.task is None)


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in. `cells`: written; `kept`: were filled before and stayed; `added`: rows put in. `changes`: what was remembered."""

    path: Path
    rows: int
    cells: int
    kept: int
    added: int
    unmapped: tuple[str, ...]
    unmatched: tuple[FormRow, ...]
    changes: Changes


def form_fields() -> tuple[tuple[str, str], ...]:
    """What a column can be filled with: field and its name; "" first."""
    names = {field: name for field, name in LABELS.items() if field in _VALUES or field.startswith(TICK)}
    return (("", LABELS[""]), *names.items())


def read_form(store: Store, path: Path, plan_id: int, period: str) -> BlankForm:
    """Understand a form. Raises UserError for a file that is no form with a table of tasks."""
    checked_period(period)
    tables = read_tables(path)
    if tables.kind not in _FILES:
        raise UserError(f"“{path.name}”不能直接填写", "只能填写 .xlsx 和 .docx 表样", "请用 WPS 或 Office 另存为 .xlsx 后再试")
    grid, frame, table = _table_of(tables)
    signature = table.signature
    with store.read() as db:
        remembered = forms.form_map(db, signature)
    columns = _columns(table.cells, remembered)
    listed, blank, stop = _rows(frame, table, columns, SheetReader(store, plan_id, period, date.today()).plan)
    after = max([table.head_rows[-1] + 1, *(row.row for row in listed)])
    return BlankForm(path, plan_id, period, tables.kind, grid.index, grid.name, signature, columns, listed, blank, after, stop)


def fill_form(
    store: Store,
    form: BlankForm,
    out: Path,
    today: date,
    *,
    columns: Mapping[int, str] | None = None,
    unit_id: int | None = None,
    overwrite: bool = False,
    learn: bool = True,
    progress: Progress = silent,
) -> Filled:
    """Fill the form and save it as `out`; the form itself stays as it is.

    `columns`: place → field where a person chose otherwise; with `learn` they are remembered for the next form with these heads.
    `unit_id`: only the tasks of this unit. Rows that the form lists are filled; only where it lists none, its blank rows take all
    tasks in order. Filled cells stay unless `overwrite`; formulas always do.
    """
    if out.suffix.lower() != _FILES[form.kind]:
        raise UserError(f"不能保存为“{out.name}”", f"表样是 {_FILES[form.kind]} 文件", f"请把文件名的结尾改为 {_FILES[form.kind]}")
    if out.resolve() == form.path.resolve():
        raise UserError("不能覆盖空白表样", "下次还要用到它", "请换一个文件名")
    progress(0.0, "正在读取任务")
    chosen = tuple(replace(column, field=(columns or {}).get(column.place, column.field)) for column in form.columns)
    if not any(column.field for column in chosen):
        raise UserError("没有可以填写的栏目", "表样的栏目都没有对应的内容", "请先指定各栏填什么")
    data = ledger_data(store, LedgerRequest(form.plan_id, unit_id, period=form.period), today)
    by_number = {task.number: task for task in data.tasks}
    rules, known = data.rules, {row.row: by_number[row.task] for row in form.listed if row.task is not None and row.task in by_number}
    listed = {row: _values(chosen, task, rules, None) for row, task in known.items()}
    new = [] if form.listed else [_values(chosen, task, rules, number) for number, task in enumerate(data.tasks, 1)]
    if not listed and not new:
        raise UserError("没有可以填写的行", "表样里列的任务在方案里都没有找到", "请核对选的方案对不对")
    progress(_READ_SHARE, "正在填写")
    writes = FormWrites(listed, new, form.blank, form.after, form.stop, overwrite)
    with written(out) as place:
        if form.kind == "docx":
            count = fill_document(form.path, place, form.grid, writes)
        else:
            count = fill_workbook(form.path, place, form.sheet, writes)
        progress(1.0, "正在保存")
    changes = _remember(store, form, chosen) if learn else Changes(None, "")
    unmapped = tuple(column.head for column in chosen if not column.field)
    return Filled(out, len(listed) + len(new), count.written, count.kept, count.added, unmapped, form.unmatched, changes)


def _table_of(tables: TableFile) -> tuple[Grid, Frame, Table]:
    """The table with the most heads that can be filled."""
    best: tuple[int, Grid, Frame, Table] | None = None
    for grid in tables.grids:
        if grid.visibility is not Visibility.VISIBLE:
            continue
        frame = Frame.of(grid)
        for table in find_tables(frame):
            known = sum(bool(column.field) for column in _columns(table.cells, {}))
            if known >= _NEEDED and (best is None or known > best[0]):
                best = (known, grid, frame, table)
    if best is None:
        raise UserError(f"“{tables.name}”里没有找到可以填的表", "没有一张表的表头写着任务和进展", "请核对是不是选错了文件")
    return best[1:]


def _columns(cells: Sequence[HeadCell], remembered: Mapping[int, str]) -> tuple[FormColumn, ...]:
    """What fills each column: what was remembered, else the head's best meaning that no better head has taken."""
    offers = sorted(
        ((weight, cell.column, field) for cell in cells for field, weight in cell.heads.weights.items()),
        key=lambda offer: (-offer[0], offer[1]),
    )
    fields = {place: field for place, field in remembered.items() if not field or _can_fill(field)}
    taken = set(fields.values())
    for _weight, column, field in offers:
        if column not in fields and field not in taken:
            fields[column] = field if _can_fill(field) else ""
            taken.add(field)
    return tuple(FormColumn(cell.column, " ".join(cell.text.split()), fields.get(cell.column, "")) for cell in cells)


def _can_fill(field: str) -> bool:
    return field in _VALUES or field.startswith(TICK)


def _rows(frame: Frame, table: Table, columns: Sequence[FormColumn], plan: Plan) -> tuple[tuple[FormRow, ...], tuple[int, ...], int | None]:
    """The rows listed, the blank rows, and the first row with words of its own below them."""
    place = {column.field: column.place for column in columns if column.field}
    title, number = place.get("title", place.get("content", -1)), place.get("number", -1)
    asked: list[Asked] = []
    blank: list[int] = []
    stop: int | None = None
    for row in range(table.first, table.last + 1):
        filled = frame.filled(row)
        held = frame.own(row, title) if title >= 0 else None
        if filled and _FOOT.match(shown(frame.own(row, filled[0]))):
            stop = row + 1
            break
        if not is_blank(held) and frame.span(row, title) <= 2:
            asked.append(Asked(row, shown(held), frame.own(row, number) if number >= 0 else None))
        elif not filled or (filled == [number] and shown(frame.own(row, number)).isdecimal()):
            blank.append(row + 1)
        elif blank and not asked:
            stop = row + 1
            break
    found = match_rows(plan, asked, None)
    listed = tuple(
        FormRow(one.row + 1, one.title, plan.tasks[hit.task].number if hit.task is not None and not hit.code else None, hit.words)
        for one, hit in zip(asked, found, strict=True)
    )
    return listed, tuple(blank), stop


def _values(columns: Sequence[FormColumn], task: LedgerTask, rules: LightRules, number: int | None) -> RowValues:
    """What belongs in a row; `number` is its own in the form, None where the form printed one."""
    values: dict[int, FormValue] = {}
    for column in columns:
        if column.field.startswith(TICK):
            said = column.field.removeprefix(TICK)
            no = column.head.endswith("否")  # 是否完成 / 否: whatever is not completed
            ticked = task.state is not State.COMPLETED if no else task.state.value == said
            values[column.place] = "√" if ticked else None
        elif column.field == "number":
            values[column.place] = None if number is None else Serial(number)
        elif column.field == "percent" and task.percent is not None:
            values[column.place] = Percent(task.percent, "%" in column.head.replace("％", "%"))
        elif column.field == "state":
            values[column.place] = rules.words.of(task.state, task.percent, task.pace, rules.amber_points)
        elif column.field:
            values[column.place] = _VALUES[column.field](task)
    return values


def _units(task: LedgerTask, roles: Sequence[Role]) -> str:
    return "、".join(dict.fromkeys(each.printed or each.display for each in task.assignments if each.role in roles))


def _deadline(task: LedgerTask) -> FormValue:
    main = next((each for each in task.deadlines if each.is_main), next(iter(task.deadlines), None))
    return None if main is None else Day(main.wording, main.due)


def _contact(task: LedgerTask, *names: str) -> str:
    return " ".join(text for name in names if task.contact is not None and (text := str(getattr(task.contact, name))))


def _report(task: LedgerTask, name: str) -> str:
    return "" if task.report is None else str(getattr(task.report, name))


_VALUES: dict[str, Callable[[LedgerTask], FormValue]] = {
    "number": lambda task: task.number,
    "title": lambda task: (task.title or task.content).strip(),
    "content": lambda task: task.content,
    "group": lambda task: task.path[-1] if task.path else "",
    "lead": lambda task: _units(task, _LEADS),
    "support": lambda task: _units(task, _SUPPORTS),
    "deadline": _deadline,
    "state": lambda task: None,
    "percent": lambda task: None,
    "progress": lambda task: _report(task, "progress"),
    "problems": lambda task: _report(task, "problems"),
    "next_steps": lambda task: _report(task, "next_steps"),
    "leader": lambda task: _contact(task, "leader"),
    "office": lambda task: _contact(task, "office"),
    "person": lambda task: _contact(task, "person"),
    "phone": lambda task: _contact(task, "phone"),
    PERSON_PHONE: lambda task: _contact(task, "person", "phone"),
}


def _remember(store: Store, form: BlankForm, columns: Sequence[FormColumn]) -> Changes:
    """The next form with these heads is filled like this one."""
    from tracker.storage.tables import FormMap

    with store.transaction(f"记住“{form.path.name}”的栏目对应") as work:
        held = {row.place: row for row in work.rows(FormMap, signature=form.signature)}
        for column in columns:
            row = held.get(str(column.place))
            if row is None:
                work.add(FormMap(signature=form.signature, place=str(column.place), field=column.field))
            elif row.field != column.field:
                row.field = column.field
    return work.changes()
