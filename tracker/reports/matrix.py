"""The responsibility matrix (责任矩阵) as a content tree: tasks down, units across in their official order, a sign where they meet.

Counts are made from the same assignments as the signs, so totals agree with them by construction.
"""

import math
from collections.abc import Sequence
from datetime import date

from tracker.domain.ledger import LedgerData, LedgerTask
from tracker.domain.records import UnitRecord
from tracker.domain.terms import Role
from tracker.reports.content import A3_ACROSS, Align, Block, Cell, Column, Document, Kind, NewPage, Note, Row, SubLine, Table, Title
from tracker.reports.headings import under_headings
from tracker.reports.measure import POINT_MM, break_title, em_width, room_in_em
from tracker.reports.titles import derived_title

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


def matrix_document(
    data: LedgerData, units: Sequence[UnitRecord], today: date, *, title: str = "", compiler: str = "", one_table: bool = False
) -> Document:
    """The matrix on A3. More units than fit beside each other go on in a further table on a new page, or, with `one_table` (for a
    spreadsheet), all stand in one. Units without a task are left out.
    """
    busy = {each.unit_id for task in data.tasks for each in task.assignments}
    shown = [unit for unit in units if unit.id in busy]
    name = title or derived_title(data.plan.title, "责任矩阵")
    author = compiler or data.plan.issuer or "、".join(data.plan.lead_units)
    legend = "图例：" + "　".join(f"{role.symbol}{role.label}" for role in _LEGEND)
    parts = _parts(shown)
    across = len(parts)
    blocks: list[Block] = [Title(break_title(name, room_in_em(A3_ACROSS.text_width, 0, 22)))]
    for number, part in enumerate([shown] if one_table else parts, 1):
        place = f"第{number}部分（共{across}部分）" if across > 1 and not one_table else ""
        if number > 1:
            blocks.append(NewPage())
        blocks += [SubLine(f"编制单位：{author}", place, legend), _table(data, part, across if one_table else 1)]
    if any(each.role is Role.JOINT for task in data.tasks for each in task.assignments):
        blocks.append(Note("注：◎为原文由几家单位分工负责、未指定牵头单位的事项。合计按任务计，同一单位在一项任务中只计一次。"))
    else:
        blocks.append(Note("注：合计按任务计，同一单位在一项任务中只计一次。"))
    return Document(name, A3_ACROSS, today, tuple(blocks), author)


def _parts(units: list[UnitRecord]) -> list[list[UnitRecord]]:
    """Units in equal shares, as few as leave room for the task."""
    room = A3_ACROSS.text_width - _NUMBER - _LEAST_TASK - _DEADLINE - _COUNT
    count = max(1, math.ceil(len(units) * _LEAST_UNIT / room))
    size = math.ceil(len(units) / count) or 1
    return [units[start : start + size] for start in range(0, len(units), size)] or [[]]


def _table(data: LedgerData, units: list[UnitRecord], sheets_across: int) -> Table:
    free = A3_ACROSS.text_width - _NUMBER - _DEADLINE - _COUNT
    count = max(1, len(units))
    room = free - (_TASK if (free - _TASK) / count >= _LEAST_UNIT else _LEAST_TASK)
    width = max(_LEAST_UNIT, min(_UNIT if count > 20 else _WIDEST_UNIT, room / count))
    columns = (
        Column("number", "序号", _NUMBER, Align.CENTER, Kind.NUMBER),
        Column("task", "重　点　任　务", max(_LEAST_TASK, free - width * len(units))),
        Column("deadline", "完成时限", _DEADLINE, Align.FIT),
        *(Column(f"unit{unit.id}", unit.display, width, Align.CENTER, Kind.SYMBOL, vertical=True) for unit in units),
        Column("count", "责任\n单位数", _COUNT, Align.CENTER, Kind.NUMBER),
    )
    place = {unit.id: at for at, unit in enumerate(units)}
    rows = [*under_headings(data.tasks, lambda task: _row(task, place)), *_totals(data, place)]
    longest = max((em_width(unit.display) for unit in units), default=0)
    head = min(_HIGHEST_HEAD, max(_HEAD, (longest * 10.5 + 14) * POINT_MM))
    return Table(
        columns,
        rows,
        head_mm=head,
        row_mm=6.3,
        group_mm=6.0,
        tight=True,
        side_margin_mm=0.7,
        frozen=3,
        sheets_across=sheets_across,
    )


def _row(task: LedgerTask, place: dict[int, int]) -> Row:
    signs: list[Cell] = [None] * len(place)
    for each in task.assignments:
        if each.unit_id in place:
            signs[place[each.unit_id]] = each.role.symbol
    words = "、".join(dict.fromkeys(each.wording for each in task.deadlines if each.wording))
    name = (task.title or task.content).strip().removesuffix("。")
    return Row((task.number, name, words, *signs, len({each.unit_id for each in task.assignments})))


def _totals(data: LedgerData, place: dict[int, int]) -> list[Row]:
    rows = []
    for label, roles in _TOTALS:
        counts = [0] * len(place)
        everywhere = 0
        for task in data.tasks:
            own = {each.unit_id for each in task.assignments if each.role in roles}
            everywhere += len(own)
            for unit_id in own & place.keys():
                counts[place[unit_id]] += 1
        if everywhere:
            rows.append(Row((label, None, None, *(count or None for count in counts), everywhere), shaded=True, span=3))
    return rows
