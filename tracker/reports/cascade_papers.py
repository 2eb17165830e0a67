"""任务分解落实表 and 上级任务承接情况表: who carries out which part of a task, and what of a superior's plan is carried out by which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.cascade import LinkedTask, SubtaskRecord, rolled
from tracker.domain.state_words import StateWords
from tracker.domain.terms import Light
from tracker.reports.content import (
    A4_ACROSS,
    Align,
    Block,
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
from tracker.reports.titles import day_words, derived_title

NOBODY, NOTHING_UNDER = "未落实", "未承接"
_SIGNS = FootLine(("填报人：", "审核人：", "填报日期：　　　　年　　月　　日"))
_PARTS = (
    Column("number", "序号", 10.5, Align.CENTER, Kind.NUMBER),
    Column("part", "分解事项", 64),
    Column("carrier", "责任单位（科室）", 40, Align.FIT),
    Column("person", "责任人", 19, Align.CENTER),
    Column("due", "完成时限", 33, Align.CENTER),
    Column("weight", "权重", 13, Align.CENTER, Kind.NUMBER),
    Column("percent", "进度", 16, Align.RIGHT, Kind.PERCENT),
    Column("state", "状态", 29, Align.CENTER),
    Column("progress", "进展情况", 42.5),
)
_UPPER = (
    Column("number", "序号", 10.5, Align.CENTER, Kind.NUMBER),
    Column("upper", "上级任务", 57),
    Column("lead", "牵头单位", 28, Align.FIT),
    Column("limit", "完成时限", 24, Align.FIT),
    Column("lower", "承接任务", 57),
    Column("carrier", "承接单位", 28, Align.FIT),
    Column("lower_limit", "承接时限", 24, Align.FIT),
    Column("percent", "进度", 15.5, Align.RIGHT, Kind.PERCENT),
    Column("light", "状态", 23, Align.CENTER),
)


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task by its number, name, leads and time limit in words."""

    number: int
    title: str
    leads: tuple[str, ...]
    limit: str


@dataclass(frozen=True, slots=True)
class SplitTask:
    """A task with all its parts; only those of `shown` (ids; None: all) are printed, the roll-up is of all."""

    task: TaskFacts
    parts: tuple[SubtaskRecord, ...]
    shown: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class SplitFacts:
    """The tasks of a plan that are split. `unit`: the one whose parts are shown, "" for all."""

    plan_title: str
    office: str
    today: date
    words: StateWords
    tasks: tuple[SplitTask, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class UpperTask:
    """A superior's task and what carries it out."""

    task: TaskFacts
    lower: tuple[LinkedTask, ...]


@dataclass(frozen=True, slots=True)
class UpperFacts:
    """All tasks of a superior's plan."""

    plan_title: str
    office: str
    today: date
    words: StateWords
    tasks: tuple[UpperTask, ...]


def split_document(facts: SplitFacts) -> Document:
    """任务分解落实表: the parts under their tasks, each with who carries it out, until when, and how it stands."""
    rows: list[Row | Group] = []
    number = late = 0
    for each in facts.tasks:
        shown = [part for part in each.parts if each.shown is None or part.id in each.shown]
        rows.append(Group(_task_words(each)))
        for part in shown:
            number += 1
            late += part.overdue(facts.today)
            rows.append(Row(_part(part, number, facts)))
    name = derived_title(facts.plan_title, "任务分解落实表").replace("推进任务", "任务").replace("任务任务", "任务")
    right = f"任务{len(facts.tasks)}项，分解{number}项" + (f"，逾期{late}项" if late else "")
    left = f"责任单位：{facts.unit}" if facts.unit else f"编制单位：{facts.office}" if facts.office else ""
    blocks: tuple[Block, ...] = (*_head(name, left, facts.today, right), Table(_PARTS, rows), _SIGNS)
    return one_section(name, A4_ACROSS, facts.today, blocks, facts.office)


def _task_words(each: SplitTask) -> str:
    """3. 技改项目入库20个（牵头：县工信局；时限：6月底前；分解2项，完成1项，汇总62%）"""
    task, roll = each.task, rolled([part.share for part in each.parts])
    said = [f"牵头：{'、'.join(task.leads) or '未明确'}", f"时限：{task.limit}" if task.limit else ""]
    total = f"，汇总{roll.percent:g}%" if roll.percent is not None else ""
    said.append(f"分解{roll.parts}项，完成{roll.done}项{total}")
    return f"{task.number}. {task.title}（{'；'.join(part for part in said if part)}）"


def _part(part: SubtaskRecord, number: int, facts: SplitFacts) -> tuple[Cell, ...]:
    state = facts.words.general(part.state)
    return (
        number,
        part.title,
        part.carrier or Strong(NOBODY),
        part.person,
        day_words(part.due) if part.due else "",
        part.weight,
        part.percent,
        Strong(f"{state}（逾期）") if part.overdue(facts.today) else state,
        part.progress,
    )


def upper_document(facts: UpperFacts) -> Document:
    """上级任务承接情况表: every task of the superior's plan with the tasks that carry it out, those without any too."""
    rows = [row for each in facts.tasks for row in _upper_rows(each, facts)]
    name = derived_title(facts.plan_title, "承接情况表")
    carried = sum(bool(each.lower) for each in facts.tasks)
    total = len(facts.tasks)
    right = f"上级任务{total}项，已承接{carried}项" + (f"，未承接{total - carried}项" if carried < total else "")
    left = f"编制单位：{facts.office}" if facts.office else ""
    blocks: tuple[Block, ...] = (*_head(name, left, facts.today, right), Table(_UPPER, rows), _SIGNS)
    return one_section(name, A4_ACROSS, facts.today, blocks, facts.office)


def _upper_rows(each: UpperTask, facts: UpperFacts) -> Iterator[Row]:
    task = each.task
    own: tuple[Cell, ...] = (task.number, task.title, "、".join(task.leads) or "未明确", task.limit)
    if not each.lower:
        yield Row((*own, Strong(NOTHING_UNDER), "", "", None, ""))
        return
    several = len({lower.plan_id for lower in each.lower}) > 1
    for place, lower in enumerate(each.lower):
        yield Row((*(own if place == 0 else (None, "", "", "")), *_lower(lower, name_plan=several)))
    if len(each.lower) > 1:
        roll = rolled([lower.share for lower in each.lower])
        yield Row(("汇总", "", "", "", f"{roll.words}。", "", "", roll.percent, facts.words.general(roll.state)), shaded=True, span=4)


def _lower(lower: LinkedTask, *, name_plan: bool) -> tuple[Cell, ...]:
    title = f"{lower.number}. {lower.title}" + (f"（{lower.plan}）" if name_plan else "")
    limit = lower.wording or (day_words(lower.due) if lower.due else "")
    state = Strong(lower.reason) if lower.light is Light.RED else lower.reason
    return title, "、".join(lower.leads) or "未明确", limit, lower.percent, state


def _head(name: str, left: str, today: date, right: str) -> Sequence[Block]:
    return Title(break_title(name, room_in_em(A4_ACROSS.text_width, 0, 22))), SubLine(left, f"统计时点：{day_words(today)}", right)
