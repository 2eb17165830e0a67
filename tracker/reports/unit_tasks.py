"""All tasks of one unit on one list (单位任务清单) as a content tree: by role, with limit, state and what was reported last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.ledger import LedgerTask, PaperState
from tracker.domain.lights import LightRules
from tracker.domain.records import UnitRecord
from tracker.domain.terms import Role
from tracker.reports.content import (
    A4_ACROSS,
    Align,
    Cell,
    Column,
    Document,
    FootLine,
    Group,
    Kind,
    Row,
    Strong,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.titles import day_words

_ALERTS = (PaperState.OVERDUE, PaperState.BEHIND)
_PLAN = 38.0
_ROOMY_ROWS, _LOW_ROWS, _LOW_MM = 15, 20, 6.3
"""More rows than fit on a page at their usual height, but not more than fit at the least one, are set low: one page per unit."""
_COLUMNS = (
    Column("number", "序号", 10.5, Align.CENTER, Kind.NUMBER),
    Column("task", "重点任务", 62),
    Column("partners", "牵头单位", 32, Align.FIT),
    Column("deadline", "完成时限", 24, Align.FIT),
    Column("state", "状态", 17, Align.CENTER),
    Column("percent", "进度", 14, Align.RIGHT, Kind.PERCENT),
    Column("progress", "最新进展", 107.5),
)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One task of the list. `group`: the group through which the unit has the role, or ""."""

    task: LedgerTask
    role: Role
    group: str
    plan: str


def unit_tasks_document(unit: UnitRecord, lines: Sequence[UnitLine], today: date, rules: LightRules) -> Document:
    """The list on A4; where the tasks come from several plans, a column says from which."""
    several = len({line.plan for line in lines}) > 1
    columns = _with_plan() if several else _COLUMNS
    rows: list[Row | Group] = []
    for role in Role:
        own = [line for line in lines if line.role is role]
        if own:
            rows.append(Group(f"{role.label}（{len(own)}项）"))
            rows += [_row(line, today, rules, several=several) for line in own]
    name = f"{unit.full_name}任务清单"
    late = sum(line.task.paper_state(today, rules) is PaperState.OVERDUE for line in lines)
    count = f"任务项数：{len(lines)}项" + (f"（其中逾期{late}项）" if late else "")
    blocks = (
        Title(break_title(name, room_in_em(A4_ACROSS.text_width, 0, 22))),
        SubLine(f"责任单位：{unit.full_name}", f"统计时点：{day_words(today)}", count),
        Table(columns, rows, row_mm=_LOW_MM, group_mm=_LOW_MM) if _ROOMY_ROWS < len(rows) <= _LOW_ROWS else Table(columns, rows),
        FootLine(("填报人：", "审核人：", "填报日期：　　　　年　　月　　日")),
    )
    return one_section(name, A4_ACROSS, today, blocks, unit.full_name)


def _with_plan() -> tuple[Column, ...]:
    """The usual columns with one for the plan, its room taken from the report's."""
    *before, last = _COLUMNS
    return (*before[:1], Column("plan", "方案", _PLAN), *before[1:], Column(last.key, last.head, last.width - _PLAN))


def _row(line: UnitLine, today: date, rules: LightRules, *, several: bool) -> Row:
    task = line.task
    state, words = task.paper_state(today, rules), task.state_text(today, rules)
    leads = task.names(Role.LEAD) or task.names(Role.JOINT)
    limits = dict.fromkeys(each.wording or (day_words(each.due) if each.due else "") for each in task.deadlines)
    name = (task.title or task.content).strip().removesuffix("。")
    cells: tuple[Cell, ...] = (
        f"{name}（列入“{line.group}”）" if line.group else name,
        "、".join(leads) or "未明确",
        "\n".join(limit for limit in limits if limit),
        Strong(words) if state in _ALERTS else words,
        task.percent,
        task.report.progress if task.report else "",
    )
    return Row((task.number, line.plan, *cells) if several else (task.number, *cells))
