"""The responsibility matrix (责任矩阵) as a content tree: tasks or headings down, units across, a sign or figures where they meet.

Counts are made from the same assignments as the signs, so totals agree with them by construction.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.ledger import LedgerTask
from tracker.domain.records import UnitRecord
from tracker.domain.terms import Role
from tracker.reports.content import (
    A3_ACROSS,
    Align,
    Block,
    Cell,
    Column,
    Document,
    Group,
    Kind,
    NewPage,
    Note,
    Page,
    Row,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.headings import under_headings
from tracker.reports.measure import POINT_MM, break_title, em_width, room_in_em

_NUMBER, _DEADLINE, _COUNT = 10.0, 24.0, 15.0
_TASK, _LEAST_TASK = 84.0, 60.0
_UNIT, _WIDEST_UNIT, _LEAST_UNIT = 8.6, 12.0, 6.4
_HEAD, _HIGHEST_HEAD = 30.0, 60.0
_LEGEND = (Role.LEAD, Role.JOINT, Role.SUPPORT, Role.IMPLEMENT)
_TOTALS = (
    ("合计：牵头项数（含分工负责）", (Role.LEAD, Role.JOINT)),
    ("合计：配合项数", (Role.SUPPORT,)),
    ("合计：组织实施项数", (Role.IMPLEMENT,)),
)
_LEADING = (Role.LEAD, Role.JOINT)


@dataclass(frozen=True, slots=True)
class MatrixSheet:
    """What is printed. `units` are the columns in their order; `shown`: in words, which tasks were chosen and in which order.

    `tasks` are the rows, under their headings; `sections` instead: a level, a heading and its tasks in each row.
    """

    title: str
    author: str
    units: Sequence[UnitRecord]
    tasks: Sequence[LedgerTask]
    sections: Sequence["SectionLine"] = ()
    shown: str = ""


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A heading as a row: `counts` per unit id, how often it leads and how often it takes part; a group stands over what follows."""

    title: str
    tasks: int
    counts: Mapping[int, tuple[int, int]]
    is_group: bool = False


def matrix_document(sheet: MatrixSheet, today: date, page: Page = A3_ACROSS, *, one_table: bool = False) -> Document:
    """The matrix on this paper. More units than fit beside each other go on in a further table on a new page, or, with `one_table`
    (for a spreadsheet), all stand in one.
    """
    fixed = _NUMBER + (0 if sheet.sections else _DEADLINE) + _COUNT
    parts = _parts(list(sheet.units), page.text_width - fixed)
    across = len(parts)
    signs = "" if sheet.sections else "图例：" + "　".join(f"{role.symbol}{role.label}" for role in _LEGEND)
    make = _section_table if sheet.sections else _task_table
    blocks: list[Block] = [Title(break_title(sheet.title, room_in_em(page.text_width, 0, 22)))]
    for number, part in enumerate([list(sheet.units)] if one_table else parts, 1):
        place = f"第{number}部分（共{across}部分）" if across > 1 and not one_table else ""
        if number > 1:
            blocks.append(NewPage())
        blocks.append(SubLine(f"编制单位：{sheet.author}", place, signs or "格内：上为牵头项数，下为参与项数"))
        blocks.append(make(sheet, part, page.text_width - fixed, across if one_table else 1))
    blocks += [Note(words) for words in _notes(sheet)]
    return one_section(sheet.title, page, today, tuple(blocks), sheet.author)


def _notes(sheet: MatrixSheet) -> list[str]:
    notes = [f"本表范围：{sheet.shown}。"] if sheet.shown else []
    if sheet.sections:
        notes.append("牵头含分工负责，参与指配合和组织实施；按任务计，同一单位在一项任务中只计一次。")
    else:
        joint = any(each.role is Role.JOINT for task in sheet.tasks for each in task.assignments)
        words = "◎为原文由几家单位分工负责、未指定牵头单位的事项。" if joint else ""
        notes.append(f"{words}合计按任务计，同一单位在一项任务中只计一次。")
    if len(notes) == 1:
        return [f"注：{notes[0]}"]
    return [f"{'注：' if number == 1 else '　　'}{number}. {note}" for number, note in enumerate(notes, 1)]


def _parts(units: list[UnitRecord], free: float) -> list[list[UnitRecord]]:
    """Units in equal shares, as few as leave room for the task."""
    count = max(1, math.ceil(len(units) * _LEAST_UNIT / (free - _LEAST_TASK)))
    size = math.ceil(len(units) / count) or 1
    return [units[start : start + size] for start in range(0, len(units), size)] or [[]]


def _widths(units: Sequence[UnitRecord], free: float) -> tuple[float, float]:
    """How wide the column of the tasks and one of a unit are."""
    count = max(1, len(units))
    room = free - (_TASK if (free - _TASK) / count >= _LEAST_UNIT else _LEAST_TASK)
    width = max(_LEAST_UNIT, min(_UNIT if count > 20 else _WIDEST_UNIT, room / count))
    return max(_LEAST_TASK, free - width * len(units)), width


def _table(columns: tuple[Column, ...], rows: list[Row | Group], units: Sequence[UnitRecord], frozen: int, sheets_across: int) -> Table:
    longest = max((em_width(unit.display) for unit in units), default=0)
    return Table(
        columns,
        rows,
        head_mm=min(_HIGHEST_HEAD, max(_HEAD, (longest * 10.5 + 14) * POINT_MM)),
        row_mm=6.3,
        group_mm=6.0,
        tight=True,
        side_margin_mm=0.7,
        frozen=frozen,
        sheets_across=sheets_across,
    )


def _unit_columns(units: Sequence[UnitRecord], width: float) -> Iterator[Column]:
    for unit in units:
        yield Column(f"unit{unit.id}", unit.display, width, Align.CENTER, Kind.SYMBOL, vertical=True)


# tasks × units


def _task_table(sheet: MatrixSheet, units: list[UnitRecord], free: float, sheets_across: int) -> Table:
    task, width = _widths(units, free)
    columns = (
        Column("number", "序号", _NUMBER, Align.CENTER, Kind.NUMBER),
        Column("task", "重　点　任　务", task),
        Column("deadline", "完成时限", _DEADLINE, Align.FIT),
        *_unit_columns(units, width),
        Column("count", "责任\n单位数", _COUNT, Align.CENTER, Kind.NUMBER),
    )
    place = {unit.id: at for at, unit in enumerate(units)}
    rows = [*under_headings(sheet.tasks, lambda one: _row(one, place)), *_totals(sheet.tasks, place)]
    return _table(columns, rows, units, 3, sheets_across)


def _row(task: LedgerTask, place: dict[int, int]) -> Row:
    signs: list[Cell] = [None] * len(place)
    for each in task.assignments:
        if each.unit_id in place:
            signs[place[each.unit_id]] = each.role.symbol
    words = "、".join(dict.fromkeys(each.wording for each in task.deadlines if each.wording))
    name = (task.title or task.content).strip().removesuffix("。")
    return Row((task.number, name, words, *signs, len({each.unit_id for each in task.assignments})))


def _totals(tasks: Sequence[LedgerTask], place: dict[int, int]) -> list[Row]:
    rows = []
    for label, roles in _TOTALS:
        counts = [0] * len(place)
        everywhere = 0
        for task in tasks:
            own = {each.unit_id for each in task.assignments if each.role in roles}
            everywhere += len(own)
            for unit_id in own & place.keys():
                counts[place[unit_id]] += 1
        if everywhere:
            rows.append(Row((label, None, None, *(count or None for count in counts), everywhere), shaded=True, span=3))
    return rows


# headings × units


def _section_table(sheet: MatrixSheet, units: list[UnitRecord], free: float, sheets_across: int) -> Table:
    title, width = _widths(units, free)
    columns = (
        Column("section", "章　　节", title),
        Column("tasks", "项数", _NUMBER, Align.CENTER, Kind.NUMBER),
        *_unit_columns(units, width),
        Column("count", "合计", _COUNT, Align.CENTER, Kind.SYMBOL),
    )
    rows: list[Row | Group] = []
    for line in sheet.sections:
        cells = (_figures(line.counts.get(unit.id, (0, 0))) for unit in units)
        rows.append(Row((line.title, line.tasks, *cells, _figures(_sum(line.counts))), shaded=line.is_group))
    whole = [line.counts for line in sheet.sections if not line.is_group]
    for label, part in (("合计：牵头项数（含分工负责）", 0), ("合计：参与项数（配合和组织实施）", 1)):
        sums = [sum(counts.get(unit.id, (0, 0))[part] for counts in whole) for unit in units]
        rows.append(Row((label, None, *(one or None for one in sums), sum(_sum(counts)[part] for counts in whole)), shaded=True, span=2))
    return _table(columns, rows, units, 2, sheets_across)


def _figures(both: tuple[int, int]) -> Cell:
    lead, part = both
    return f"{lead or '·'}\n{part or '·'}" if lead or part else None


def _sum(counts: Mapping[int, tuple[int, int]]) -> tuple[int, int]:
    return sum(lead for lead, _part in counts.values()), sum(part for _lead, part in counts.values())
