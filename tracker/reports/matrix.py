"""The responsibility matrix (责任矩阵) as a content tree: tasks or headings down, units across, a sign or figures where they meet.

Counts are made from the same assignments as the signs, so totals agree with them by construction.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from tracker.domain.ledger import LedgerTask
from tracker.domain.records import UnitRecord
from tracker.domain.terms import Light, Role
from tracker.reports.content import (
    A3_ACROSS,
    BAND_PT,
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
    Strong,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.measure import POINT_MM, break_title, em_width, room_in_em

_NUMBER, _DEADLINE, _LIGHT, _COUNT, _DIGIT = 10.0, 24.0, 13.0, 9.0, 1.9
_TASK, _LEAST_TASK = 84.0, 60.0
_UNIT, _WIDEST_UNIT, _LEAST_UNIT = 8.6, 12.0, 6.4
_HEAD, _LETTERS = 30.0, 13
_NAMED = 15
_LEGEND = (Role.LEAD, Role.JOINT, Role.SUPPORT, Role.IMPLEMENT)
_TOTALS = "合计：牵头项数（含分工负责）", "合计：参与项数（配合和组织实施）"
_LEADING = frozenset({Role.LEAD, Role.JOINT})
_NO_LEAD = "（无牵头）"
_LIGHT_WORDS = {light: light.label for light in Light} | {Light.ONGOING: "长期"}
_SHORT_KINDS = {"党委部门": "党委", "政府部门": "政府", "直属机构": "直属", "县区镇街": "镇街", "垂管单位": "垂管"}
Both = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Tasks under one heading; of a `folded` one its figures alone are printed. Without a title it has no row of its own."""

    title: str
    tasks: Sequence[LedgerTask]
    folded: bool = False


@dataclass(frozen=True, slots=True)
class MatrixSheet:
    """What is printed. `units` are the columns in their order; `shown`: in words, which tasks were chosen and in which order.

    `chapters` hold the rows; `sections` instead: a heading and its tasks in each row. `lights`: by id of the task, where they are to
    be printed. `busy`: in words, whose load is high; `by_load`: the units stand by that and not by their kinds.
    """

    title: str
    author: str
    units: Sequence[UnitRecord]
    chapters: Sequence[Chapter]
    sections: Sequence["SectionLine"] = ()
    shown: str = ""
    lights: Mapping[int, Light] = field(default_factory=dict)
    busy: str = ""
    by_load: bool = False


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A heading as a row: `counts` per unit id, how often it leads and how often it takes part; a group stands over what follows,
    which is left out where it is `folded`."""

    title: str
    tasks: int
    counts: Mapping[int, Both]
    is_group: bool = False
    folded: bool = False


def matrix_document(sheet: MatrixSheet, today: date, page: Page = A3_ACROSS, *, one_table: bool = False) -> Document:
    """The matrix on this paper. More units than fit beside each other go on in a further table on a new page, or, with `one_table`
    (for a spreadsheet), all stand in one.
    """
    fixed = _NUMBER + 2 * _count_width(sheet) + (0 if sheet.sections else _DEADLINE + (_LIGHT if sheet.lights else 0))
    parts = _parts(list(sheet.units), page.text_width - fixed)
    across = len(parts)
    signs = "" if sheet.sections else "图例：" + "　".join(f"{role.symbol}{role.label}" for role in _LEGEND)
    make = _section_table if sheet.sections else _task_table
    blocks: list[Block] = [Title(break_title(sheet.title, room_in_em(page.text_width, 0, 22)))]
    for number, part in enumerate([list(sheet.units)] if one_table else parts, 1):
        place = f"第{number}部分（共{across}部分）" if across > 1 and not one_table else ""
        if number > 1:
            blocks.append(NewPage())
        blocks.append(SubLine(f"编制单位：{sheet.author}" if sheet.author else "", place, signs or "格内：上为牵头项数，下为参与项数"))
        blocks.append(make(sheet, part, page.text_width - fixed, across if one_table else 1))
    blocks += [Note(words) for words in _notes(sheet)]
    return one_section(sheet.title, page, today, tuple(blocks), sheet.author)


def _notes(sheet: MatrixSheet) -> list[str]:
    notes = [f"本表范围：{sheet.shown}。"] if sheet.shown else []
    folded = any(one.folded for one in sheet.chapters) or any(one.folded for one in sheet.sections)
    notes += ["标“已折叠”的章节只列合计，不列其中的任务。"] if folded else []
    notes += [f"{sheet.busy}。"] if sheet.busy else []
    cut = [unit for unit in sheet.units if len(unit.display) > _LETTERS]
    notes += [f"表头写不下的单位，从左到右依次为：{'、'.join(unit.display for unit in cut)}。"] if cut else []
    if sheet.sections:
        notes.append("牵头含分工负责，参与指配合和组织实施；按任务计，同一单位在一项任务中只计一次。")
    else:
        listed = [task for chapter in sheet.chapters if not chapter.folded for task in chapter.tasks]
        joint = any(each.role is Role.JOINT for task in listed for each in task.assignments)
        words = "◎为原文由几家单位分工负责、未指定牵头单位的事项。" if joint else ""
        notes.append(f"{words}章节一行和合计按任务计，同一单位在一项任务中只计一次；章节一行各单位格内为牵头项数（含分工负责）。")
        notes += _inferred(listed)
    if len(notes) == 1:
        return [f"注：{notes[0]}"]
    return [f"{'注：' if number == 1 else '　　'}{number}. {note}" for number, note in enumerate(notes, 1)]


def _inferred(tasks: Sequence[LedgerTask]) -> list[str]:
    """On the screen a ring says it; on paper the tasks are named."""
    found = [task.number for task in tasks if any(each.inferred for each in task.assignments)]
    if not found:
        return []
    named = f"第{'、'.join(map(str, found))}项" if len(found) <= _NAMED else f"有{len(found)}项"
    return [f"{named}的责任单位原文没有写明角色，系按通行读法推定，请核对。"]


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


def _table(
    sheet: MatrixSheet, columns: tuple[Column, ...], rows: list[Row | Group], units: Sequence[UnitRecord], frozen: int, sheets_across: int
) -> Table:
    longest = max((len(head_name(unit)) for unit in units), default=0)
    return Table(
        columns,
        rows,
        head_mm=max(_HEAD, (longest * 10.5 + 14) * POINT_MM),
        row_mm=6.3,
        group_mm=6.0,
        tight=True,
        side_margin_mm=0.7,
        frozen=frozen,
        sheets_across=sheets_across,
        bands=() if sheet.by_load else _bands(units, columns[frozen].width if units else 0, frozen),
    )


def _bands(units: Sequence[UnitRecord], width: float, fixed: int) -> tuple[tuple[str, int], ...]:
    """The kinds of units over their columns; none where all are of one kind."""
    runs = [(kind, len(list(run))) for kind, run in groupby(units, lambda unit: unit.kind)]
    if len(runs) < 2:
        return ()
    named = []
    for kind, count in runs:
        room = count * width / (BAND_PT * POINT_MM)
        names = (kind.label, _SHORT_KINDS.get(kind.label, kind.label))
        named.append((next((name for name in names if em_width(name) <= room), ""), count))
    return ("", fixed), *named, ("合计", 2)


def _unit_columns(units: Sequence[UnitRecord], width: float) -> Iterator[Column]:
    for unit in units:
        yield Column(f"unit{unit.id}", head_name(unit), width, Align.CENTER, Kind.SYMBOL, vertical=True)


def head_name(unit: UnitRecord) -> str:
    """The unit's name as far as a head has room for it."""
    return unit.display if len(unit.display) <= _LETTERS else f"{unit.display[: _LETTERS - 1]}…"


# tasks × units


def _task_table(sheet: MatrixSheet, units: list[UnitRecord], free: float, sheets_across: int) -> Table:
    task, width = _widths(units, free)
    light = (Column("light", "灯", _LIGHT, Align.CENTER),) if sheet.lights else ()
    fixed = (
        Column("number", "序号", _NUMBER, Align.CENTER, Kind.NUMBER),
        Column("task", "重　点　任　务", task),
        Column("deadline", "完成时限", _DEADLINE, Align.FIT),
        *light,
    )
    columns = (*fixed, *_unit_columns(units, width), *_count_columns(sheet))
    place = {unit.id: at for at, unit in enumerate(units)}
    rows: list[Row | Group] = []
    whole: Counter[int] = Counter()
    other: Counter[int] = Counter()
    for chapter in sheet.chapters:
        lead, part = _counts(chapter.tasks)
        whole += lead
        other += part
        if chapter.title:
            words = f"{chapter.title}（{len(chapter.tasks)}项{'，已折叠' if chapter.folded else ''}）"
            cells = (*(lead[unit.id] or None for unit in units), lead.total(), part.total())
            rows.append(Group(words, cells=cells, folded=chapter.folded))
        if not chapter.folded:
            rows += [_row(each, place, sheet.lights) for each in chapter.tasks]
    for label, counts in zip(_TOTALS, (whole, other), strict=True):
        both = (counts.total(), None) if counts is whole else (None, counts.total())
        rest = (None,) * (len(fixed) - 1)
        rows.append(Row((label, *rest, *(counts[unit.id] or None for unit in units), *both), shaded=True, span=len(fixed)))
    return _table(sheet, columns, rows, units, len(fixed), sheets_across)


def _count_columns(sheet: MatrixSheet) -> tuple[Column, Column]:
    """How many units lead and how many take part otherwise."""
    width = _count_width(sheet)
    return Column("lead", "牵\n头", width, Align.CENTER, Kind.NUMBER), Column("part", "参\n与", width, Align.CENTER, Kind.NUMBER)


def _count_width(sheet: MatrixSheet) -> float:
    """Wide enough for the greatest sum, which must not break."""
    tasks = sum(len(task.assignments) for chapter in sheet.chapters for task in chapter.tasks)
    sections = sum(sum(_sum(line.counts)) for line in sheet.sections if not line.is_group or line.folded)
    return max(_COUNT, len(str(max(tasks, sections))) * _DIGIT + 2.2)


def _roles(task: LedgerTask) -> tuple[set[int], set[int]]:
    """The units that lead and those that only take part."""
    lead = {each.unit_id for each in task.assignments if each.role in _LEADING}
    return lead, {each.unit_id for each in task.assignments} - lead


def _counts(tasks: Iterable[LedgerTask]) -> tuple[Counter[int], Counter[int]]:
    """How many of these tasks each unit leads and in how many it takes part."""
    lead: Counter[int] = Counter()
    part: Counter[int] = Counter()
    for task in tasks:
        leading, others = _roles(task)
        lead.update(leading)
        part.update(others)
    return lead, part


def _row(task: LedgerTask, place: Mapping[int, int], lights: Mapping[int, Light]) -> Row:
    signs: list[Cell] = [None] * len(place)
    for each in task.assignments:
        if each.unit_id in place:
            signs[place[each.unit_id]] = each.role.symbol
    words = "、".join(dict.fromkeys(each.wording for each in task.deadlines if each.wording))
    name = (task.title or task.content).strip().removesuffix("。")
    lead, part = _roles(task)
    light = [_LIGHT_WORDS[lights[task.task_id]]] if lights else []
    return Row((task.number, name if lead else Strong(name + _NO_LEAD), words, *light, *signs, len(lead), len(part)))


# headings × units


def _section_table(sheet: MatrixSheet, units: list[UnitRecord], free: float, sheets_across: int) -> Table:
    title, width = _widths(units, free)
    columns = (
        Column("section", "章　　节", title),
        Column("tasks", "项数", _NUMBER, Align.CENTER, Kind.NUMBER),
        *_unit_columns(units, width),
        *_count_columns(sheet),
    )
    rows: list[Row | Group] = []
    for line in sheet.sections:
        cells = (_figures(line.counts.get(unit.id, (0, 0))) for unit in units)
        name = f"{line.title}（已折叠）" if line.folded else line.title
        rows.append(Row((name, line.tasks, *cells, *_sum(line.counts)), shaded=line.is_group))
    whole = [line.counts for line in sheet.sections if not line.is_group or line.folded]
    for label, part in zip(_TOTALS, (0, 1), strict=True):
        sums = [sum(counts.get(unit.id, (0, 0))[part] for counts in whole) for unit in units]
        total = sum(_sum(counts)[part] for counts in whole)
        rows.append(Row((label, None, *(one or None for one in sums), *((None, total) if part else (total, None))), shaded=True, span=2))
    return _table(sheet, columns, rows, units, 2, sheets_across)


def _figures(both: Both) -> Cell:
    lead, part = both
    return f"{lead or '·'}\n{part or '·'}" if lead or part else None


def _sum(counts: Mapping[int, Both]) -> Both:
    return sum(lead for lead, _part in counts.values()), sum(part for _lead, part in counts.values())
