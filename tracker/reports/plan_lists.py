"""主要指标表, 基本公共服务清单 and 项目清单 as content trees: every row of a plan's list, under its group, in printed order."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby

from tracker.domain.plan_lists import IndicatorRecord, ListKind, ListRow, ProjectRecord, ServiceRecord
from tracker.domain.records import PlanRecord
from tracker.reports.content import (
    A4_ACROSS,
    Align,
    Block,
    Cell,
    Column,
    Document,
    Group,
    Kind,
    Note,
    Row,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.titles import day_words, derived_title

NAMES = {ListKind.INDICATORS: "主要指标表", ListKind.SERVICES: "基本公共服务清单", ListKind.PROJECTS: "项目清单"}
_FIGURE = re.compile(r"-?\d{1,15}(\.\d+)?")
_COLUMNS: dict[ListKind, tuple[Column, ...]] = {
    ListKind.INDICATORS: (
        Column("no", "序号", 14, Align.CENTER, Kind.NUMBER),
        Column("name", "指标", 133),
        Column("measure", "单位", 35, Align.CENTER),
        Column("goal", "目标值", 45, Align.CENTER),
        Column("nature", "属性", 40, Align.CENTER),
    ),
    ListKind.SERVICES: (
        Column("no", "序号", 11, Align.CENTER, Kind.NUMBER),
        Column("name", "服务项目", 32),
        Column("target_group", "服务对象", 44),
        Column("standard", "服务指导标准", 88),
        Column("funding", "支出责任", 46),
        Column("leads", "牵头负责单位", 32),
        Column("note", "备注", 14),
    ),
    ListKind.PROJECTS: (
        Column("no", "序号", 14, Align.CENTER, Kind.NUMBER),
        Column("title", "项目名称", 70),
        Column("content", "建设内容", 183),
    ),
}


def list_title(kind: ListKind, plan: PlanRecord | None) -> str:
    """What the document of a plan's list (None: of all plans) is called."""
    return derived_title(plan.title, NAMES[kind]) if plan else NAMES[kind]


def list_document(
    kind: ListKind, rows: Sequence[ListRow], plans: Mapping[int, PlanRecord], today: date, plan: PlanRecord | None
) -> Document:
    """One list on A4; without `plan` the rows of several plans, each under the title of its own."""
    name = list_title(kind, plan)
    author = (plan.issuer or "、".join(plan.lead_units)) if plan else ""
    table = Table(_COLUMNS[kind], list(_rows(kind, rows, plans, plan is None)))
    blocks: list[Block] = [
        Title(break_title(name, room_in_em(A4_ACROSS.text_width, 0, 22))),
        SubLine(f"编制单位：{author}" if author else "", f"统计时点：{day_words(today)}", f"共{len(rows)}项"),
        table,
        *(Note(text) for text in _notes(kind, rows)),
    ]
    return one_section(name, A4_ACROSS, today, tuple(blocks), author)


def _rows(kind: ListKind, rows: Sequence[ListRow], plans: Mapping[int, PlanRecord], name_plans: bool) -> list[Row | Group]:
    made: list[Row | Group] = []
    cells = _CELLS[kind]
    level = 2 if name_plans else 1
    for plan_id, of_plan in groupby(rows, lambda row: row.plan_id):
        own = list(of_plan)
        if name_plans:
            made.append(Group(f"{plans[plan_id].title}（{len(own)}项）", 1))
        number = 0
        for title, run in groupby(own, lambda row: row.group):
            members = list(run)
            if title:
                made.append(Group(f"{' '.join(title.split())}（{len(members)}项）", level))
            for row in members:
                number += 1
                made.append(Row(cells(row, number)))
    return made


def _indicator(row: ListRow, number: int) -> tuple[Cell, ...]:
    assert isinstance(row, IndicatorRecord)
    return printed_number(row.no, number), row.name, row.measure, figure(row.goal), row.nature


def _service(row: ListRow, number: int) -> tuple[Cell, ...]:
    assert isinstance(row, ServiceRecord)
    return printed_number(row.no, number), row.name, row.target_group, row.standard, row.funding, row.leads, row.note


def _project(row: ListRow, number: int) -> tuple[Cell, ...]:
    assert isinstance(row, ProjectRecord)
    return number, row.title or row.content, row.content if row.title else ""


_CELLS: dict[ListKind, Callable[[ListRow, int], tuple[Cell, ...]]] = {
    ListKind.INDICATORS: _indicator,
    ListKind.SERVICES: _service,
    ListKind.PROJECTS: _project,
}


def printed_number(printed: str, number: int) -> Cell:
    """The number that the plan printed; the row's own where it printed none."""
    return int(printed) if printed.isdecimal() and printed.isascii() else printed or number


def figure(words: str) -> Cell:
    """A bare figure as a number, so that a workbook can reckon with it; anything else as written."""
    if not _FIGURE.fullmatch(words) or (words.lstrip("-").startswith("0") and words.lstrip("-")[1:2].isdigit()):
        return words
    return float(words) if "." in words else int(words)


def _notes(kind: ListKind, rows: Sequence[ListRow]) -> list[str]:
    if kind is ListKind.INDICATORS:
        return (
            ["注：目标值前没有符号的，为达到该数值。"]
            if any(isinstance(row, IndicatorRecord) and row.comparison != "=" for row in rows)
            else []
        )
    if any(isinstance(row, ServiceRecord) and any(unit.inferred for unit in row.units) for row in rows):
        return ["注：部分单位的牵头或配合关系原文没有写明，系按通行读法推定。"]
    return []
