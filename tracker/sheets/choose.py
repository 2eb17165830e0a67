"""Which of a file's tables hold the returned rows: last month's sheet, blank templates, word lists and hidden copies are left out."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tracker.files.grid import Grid, TableFile, Visibility
from tracker.sheets.columns import Columns, read_columns
from tracker.sheets.fields import REPORTED, TICK
from tracker.sheets.frame import Frame, is_blank, says_nothing, shown
from tracker.sheets.heads import Table, find_tables, row_texts
from tracker.sheets.match import Plan
from tracker.sheets.periods import Printed, disagrees, printed_period
from tracker.sheets.staged import Choices

_LOOKED_AT = 40
_LIKE = 0.6
_FEWEST = 3
_NOT_DATA = re.compile(
    r"说明|须知|模板|样表|样例|示例|范例|范本|字典|数据源|下拉|选项|参数|代码表|备份|作废|旧表|参考|通讯录|名单|封面|目录|空表|附注|勿删|勿动|配置|码表"
)
_COPY = re.compile(r"[（(]\d+[)）]$|副本|备份|copy|Copy|旧|old|作废|原表|历史|上报前")


@dataclass(slots=True)
class Candidate:
    """A table that may be the one. `tasks`: those its titles name; `answered`: how many of the first cells report something;
    `unit_id`: the unit that the sheet's name or title names."""

    grid: int
    frame: Frame
    table: Table
    columns: Columns
    tasks: frozenset[int]
    answered: int
    printed: Printed
    is_first: bool
    unit_id: int | None

    @property
    def name(self) -> str:
        return self.frame.grid.name


@dataclass(frozen=True, slots=True)
class Chosen:
    """The tables to be read, and the names of the other sheets with the reason why they are left out."""

    tables: tuple[Candidate, ...]
    left_out: tuple[tuple[str, str], ...]
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class SheetLook:
    """What a person chooses a sheet of a file by. `grid`: its place from 0; `rows`: filled ones; `has_head`: a head like that of a table
    of tasks was found; `tasks`: how many of the plan's tasks its first rows name."""

    grid: int
    name: str
    rows: int
    has_head: bool
    tasks: int
    hidden: bool


def look_at_sheets(file: TableFile, plan: Plan, choices: Choices, asked: Printed) -> list[SheetLook]:
    """The sheets of a file that may be chosen: empty ones, and those that only a program can show, are passed over."""
    looks = []
    for index, grid in enumerate(file.grids):
        if not is_choosable(grid):
            continue
        frame = Frame.of(grid)
        tables = find_tables(frame)
        tasks: set[int] = set()
        for table in tables:
            tasks |= _candidate(index, frame, table, plan, choices, asked, table is tables[0]).tasks
        rows = sum(any(not is_blank(value) for value in row) for row in grid.rows)
        looks.append(SheetLook(index, grid.name, rows, bool(tables), len(tasks), grid.visibility is not Visibility.VISIBLE))
    return looks


def is_choosable(grid: Grid) -> bool:
    """Whether a person may be offered the sheet."""
    return grid.visibility is not Visibility.VERY_HIDDEN and any(not is_blank(value) for row in grid.rows for value in row)


def choose_tables(
    file: TableFile, plan: Plan, choices: Choices, asked: Printed, sender_id: int | None = None, only_grid: int | None = None
) -> Chosen:
    """The tables of a file that hold rows of the plan. `sender_id`: whose file it is, where that is known; `only_grid`: the sheet that
    a person has chosen."""
    found: list[Candidate] = []
    reasons: dict[int, str] = {}
    headless: list[str] = []
    for index, grid in enumerate(file.grids):
        if only_grid is not None and index != only_grid:
            reasons[index] = "选用了另一张表"
            continue
        frame = Frame.of(grid)
        tables = find_tables(frame)
        if not tables:
            reasons[index] = "没有任务表" if grid.rows else "空白表"
            headless += [grid.name] if _has_tasks(frame, plan) else []
        found += [_candidate(index, frame, table, plan, choices, asked, table is tables[0]) for table in tables]
    kept = found if only_grid is not None else _sift(found, reasons, asked, sender_id)
    kept, doubt = _one_of_each(kept, reasons) if only_grid is None else (kept, "")
    used = {candidate.grid for candidate in kept}
    left_out = [(file.grids[index].name, words) for index, words in sorted(reasons.items()) if index not in used]
    older = [
        (f"“{one.name}”第{one.table.head_rows[0] + 1}行起的表", f"是{one.printed.words}的数据")
        for one in found
        if one.grid in used and one not in kept and disagrees(one.printed, asked)
    ]
    left_out += older
    doubts = [doubt] if doubt else []
    doubts += [f"{place}{words}，没有读，请确认" for place, words in older]
    doubts += [f"“{name}”里有任务但没有表头，没有读，请核对" for name in headless]
    return Chosen(tuple(kept), tuple(left_out), "；".join(doubts))


def _has_tasks(frame: Frame, plan: Plan) -> bool:
    """Whether a sheet without a head holds rows of the plan all the same, as where a table goes on without its head."""
    grid = frame.grid
    if grid.visibility is not Visibility.VISIBLE or _NOT_DATA.search(grid.name):
        return False
    rows = (filled for row in range(min(frame.height, _LOOKED_AT)) if len(filled := row_texts(frame, row)) >= _FEWEST)
    return any(plan.titles.same(text) for texts in rows for text in texts if len(text) >= _FEWEST)


def _candidate(index: int, frame: Frame, table: Table, plan: Plan, choices: Choices, asked: Printed, is_first: bool) -> Candidate:
    columns = read_columns(frame, table, asked.month, plan.names_task, choices.columns.get(table.signature))
    title = columns.fields.get("title", columns.fields.get("content", -1))
    answers = [at for field, at in columns.fields.items() if field in REPORTED or field.startswith((TICK, "person_phone"))]
    tasks: set[int] = set()
    answered = looked = 0
    for row in range(table.first, table.last + 1):
        if looked >= _LOOKED_AT and answered:
            break
        answered += sum(not says_nothing(frame.own(row, at)) for at in answers)
        text = shown(frame.own(row, title)) if title >= 0 else ""
        if not text or looked >= _LOOKED_AT:
            continue
        looked += 1
        same = plan.titles.same(text)
        if same:
            tasks.update(same)
        else:
            near = plan.titles.near(text)
            if near and near[0].score >= _LIKE:
                tasks.add(near[0].task)
    printed = next((found for text in (frame.grid.name, *table.above) if (found := printed_period(text)).is_part), Printed())
    named = plan.units.in_name(frame.grid.name) or next((ids for text in table.above if (ids := plan.units.inside(text))), ())
    unit_id = named[0] if len(named) == 1 else None
    return Candidate(index, frame, table, columns, frozenset(tasks), answered, printed, is_first, unit_id)


def _sift(found: list[Candidate], reasons: dict[int, str], asked: Printed, sender_id: int | None) -> list[Candidate]:
    """One test after another; a test that nobody would pass is passed by all."""
    tests: tuple[tuple[str, Callable[[Candidate], bool]], ...] = (
        ("没有本方案的任务", lambda one: bool(one.tasks)),
        ("隐藏的工作表", lambda one: one.frame.grid.visibility is Visibility.VISIBLE),
        ("说明、样表或字典", lambda one: not _NOT_DATA.search(one.name)),
        ("", lambda one: not disagrees(one.printed, asked)),
        ("是别的单位的表", lambda one: sender_id is None or one.unit_id in (None, sender_id)),
        ("空白表，没有填写", lambda one: one.answered > 0),
    )
    for words, test in tests:
        passed = [one for one in found if test(one)]
        if not passed:
            continue
        for one in found:
            if one not in passed:
                reasons.setdefault(one.grid, words or f"是{one.printed.words}的数据")
        found = passed
    return found


def _one_of_each(found: list[Candidate], reasons: dict[int, str]) -> tuple[list[Candidate], str]:
    """Tables with tasks of their own are all read; of two with the same tasks the one that says more of the period asked for."""
    kept: list[Candidate] = []
    doubt = ""
    for one in sorted(found, key=lambda one: (bool(_COPY.search(one.name)), not one.printed.month, one.grid)):
        twin = next((other for other in kept if other.grid != one.grid and _may_be_twins(one, other)), None)
        if twin is None:
            kept.append(one)
            continue
        reasons.setdefault(one.grid, f"与“{twin.name}”是同样的任务")
        if not _same_words(one, twin) and not _COPY.search(one.name) and bool(one.printed.month) == bool(twin.printed.month):
            doubt = f"“{twin.name}”和“{one.name}”都有这些任务而内容不同，读的是“{twin.name}”，请确认"
    return sorted(kept, key=lambda one: (one.grid, one.table.first)), doubt


def _may_be_twins(one: Candidate, other: Candidate) -> bool:
    """Whether two tables say the same things twice; what two units say of the same tasks is not."""
    if one.unit_id is not None and other.unit_id is not None and one.unit_id != other.unit_id:
        return False
    return _overlap(one, other) > 0.5


def _overlap(one: Candidate, other: Candidate) -> float:
    return len(one.tasks & other.tasks) / max(1, len(one.tasks), len(other.tasks))


def _same_words(one: Candidate, other: Candidate) -> bool:
    rows = [[shown(value) for value in row] for row in one.frame.grid.rows]
    return rows == [[shown(value) for value in row] for row in other.frame.grid.rows]
