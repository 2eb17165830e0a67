"""规划实施评估表: indicators, tasks by chapter, projects, services with how each stands; 存在的问题 and 建议 are left to be written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

from tracker.domain.amounts import percent_rounded, said
from tracker.domain.evaluation import time_gone
from tracker.domain.figure_lines import IndicatorLine, ProjectLine, ServiceLine
from tracker.domain.figures import NOT_CHECKED, ServiceStanding, period_said
from tracker.domain.indicators import Standing, places
from tracker.domain.investment import ProjectStanding
from tracker.domain.ledger import LedgerTask, PaperState
from tracker.domain.lights import DEFAULT, LightRules
from tracker.domain.terms import Light, Role
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
    Note,
    Row,
    Section,
    Strong,
    SubLine,
    Table,
    Title,
)
from tracker.reports.figure_tables import Paper, columns_of, grouped, number_of
from tracker.reports.indicator_table import goal_cell
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.plan_lists import printed_number
from tracker.reports.titles import day_words, derived_title

NAME = "实施评估表"
_SIGNS = FootLine(("评估人：", "审核人：", "评估日期：　　　　年　　月　　日"))
_INDICATORS = columns_of(
    Column("no", "序号", 10.5, Align.CENTER, Kind.NUMBER),
    Column("name", "指标", 40),
    Column("measure", "单位", 13, Align.CENTER),
    Column("base", "基期值", 15, Align.CENTER),
    Column("goal", "目标值", 18, Align.CENTER),
    Column("actual", "完成值", 18, Align.CENTER),
    Column("period", "完成时点", 25, Align.CENTER),
    Column("expected", "序时应达", 20, Align.CENTER),
    Column("standing", "评估结论", 21, Align.CENTER),
    Column("units", "责任单位", 26.5),
    Column("problems", "存在的问题", 32),
    Column("advice", "建议", 28),
)
_TASKS = columns_of(
    Column("no", "序号", 10.5, Align.CENTER, Kind.NUMBER),
    Column("task", "重点任务", 74.5),
    Column("units", "牵头单位", 36, Align.FIT),
    Column("limit", "完成时限", 28, Align.FIT),
    Column("state", "评估结论", 21, Align.CENTER),
    Column("percent", "进度", 17, Align.RIGHT, Kind.PERCENT),
    Column("problems", "存在的问题", 44),
    Column("advice", "建议", 36),
)
_PROJECTS = columns_of(
    Column("no", "序号", 10.5, Align.CENTER, Kind.NUMBER),
    Column("title", "项目名称", 44),
    Column("total", "总投资", 17, Align.CENTER, Kind.NUMBER),
    Column("planned", "年度计划\n投资", 19.5, Align.CENTER, Kind.NUMBER),
    Column("invested", "累计完成\n投资", 19.5, Align.CENTER, Kind.NUMBER),
    Column("percent", "占年度\n计划%", 17, Align.CENTER, Kind.NUMBER),
    Column("standing", "评估结论", 22, Align.CENTER),
    Column("progress", "形象进度", 32),
    Column("units", "责任单位", 25.5),
    Column("problems", "存在的问题", 32),
    Column("advice", "建议", 28),
)
_SERVICES = columns_of(
    Column("no", "序号", 10.5, Align.CENTER, Kind.NUMBER),
    Column("name", "服务项目", 38),
    Column("standard", "服务指导标准", 64),
    Column("units", "责任单位", 33),
    Column("standing", "评估结论", 21, Align.CENTER),
    Column("covered", "覆盖情况", 32),
    Column("problems", "存在的问题", 37.5),
    Column("advice", "建议", 31),
)
_ALARMS = (PaperState.OVERDUE, PaperState.BEHIND)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What is evaluated. `day`: as of when; `year`: of which the services' checks are; `stage`: 年度评估, 中期评估 …; `unit`: whose part
    alone it is, "" for all."""

    about: Paper
    day: date
    year: int
    stage: str
    indicators: tuple[IndicatorLine, ...] = ()
    tasks: tuple[LedgerTask, ...] = ()
    projects: tuple[ProjectLine, ...] = ()
    services: tuple[ServiceLine, ...] = ()
    rules: LightRules = DEFAULT
    unit: str = ""


def evaluation_table(facts: Evaluation) -> Document:
    """A sheet for each kind of thing that the plan has: 主要指标, 重点任务, 重大项目, 公共服务."""
    name = derived_title(facts.about.plan.title, NAME)
    parts: list[tuple[str, Table, list[str]]] = []
    if facts.indicators:
        parts.append((f"主要指标{len(facts.indicators)}项", _indicator_table(facts.indicators), [_indicator_note(facts.indicators)]))
    if facts.tasks:
        parts.append((f"重点任务{len(facts.tasks)}项", Table(_TASKS, _task_rows(facts)), [_task_note(facts)]))
    if facts.projects:
        words = f"重大项目{len(facts.projects)}个，金额单位：万元"
        parts.append((words, Table(_PROJECTS, grouped(facts.projects, _project, lambda line: line.row.box)), [_project_note(facts)]))
    if facts.services:
        parts.append((f"公共服务{len(facts.services)}项", _service_table(facts), [_service_note(facts)]))
    sections = tuple(
        Section(A4_ACROSS, _sheet(facts, name, place, len(parts), words, table, notes)) for place, (words, table, notes) in enumerate(parts)
    )
    return Document(name, facts.about.today, sections, facts.about.office or facts.about.plan.issuer or "")


def _sheet(facts: Evaluation, name: str, place: int, count: int, words: str, table: Table, notes: Sequence[str]) -> tuple[Block, ...]:
    title = name if count == 1 else f"{name}（{'一二三四'[place]}）"
    office = facts.about.office or facts.about.plan.issuer
    left = f"责任单位：{facts.unit}" if facts.unit else f"编制单位：{office}" if office else ""
    return (
        Title(break_title(title, room_in_em(A4_ACROSS.text_width, 0, 22))),
        SubLine(left, f"{facts.stage}，时点：{facts.about.as_of or day_words(facts.day)}{_gone(facts)}", words),
        table,
        *(Note(text) for text in notes),
        _SIGNS,
    )


def _gone(facts: Evaluation) -> str:
    plan = facts.about.plan
    gone = time_gone(plan.period_start, plan.period_end, facts.day)
    return "" if gone is None else f"（实施期已过{said(100 * gone, 1)}%）"


def _indicator_table(lines: Sequence[IndicatorLine]) -> Table:
    ordered = sorted(lines, key=lambda line: (not line.facts.is_binding, "预期" not in line.row.nature))
    return Table(_INDICATORS, grouped(ordered, _indicator, lambda line: line.row.nature or "未注明属性"))


def _indicator(line: IndicatorLine, number: int) -> tuple[Cell, ...]:
    row, found, fine = line.row, line.judgement, places(line.facts)
    label = found.standing.label if line.last else "未报"
    return (
        number,
        row.name,
        row.measure,
        number_of(row.base),
        goal_cell(line),
        number_of(line.last.value) if line.last else None,
        period_said(line.last.period) if line.last else "",
        said(found.expected, fine) if found.expected is not None and found.standing is not Standing.REACHED else "",
        Strong(label) if found.light is Light.RED else label,
        row.leads,
        "",
        "",
    )


def _indicator_note(lines: Sequence[IndicatorLine]) -> str:
    told = []
    for words, own in (
        ("约束性", [line for line in lines if line.facts.is_binding]),
        ("其他", [line for line in lines if not line.facts.is_binding]),
    ):
        counts = Counter(line.judgement.standing.label if line.last else "未报" for line in own)
        order = [*(one.label for one in Standing), "未报"]
        if own:
            told.append(f"{words}指标{len(own)}项（{'，'.join(f'{label}{counts[label]}项' for label in order if counts[label])}）")
    return f"注：{'；'.join(told)}。评估结论按完成值与目标值、序时应达比较得出。"


def _task_rows(facts: Evaluation) -> list[Row | Group]:
    rows: list[Row | Group] = []
    for chapter, run in groupby(facts.tasks, lambda task: task.path[0] if task.path else ""):
        own = list(run)
        if chapter or len(own) < len(facts.tasks):
            rows.append(Group(f"{' '.join(chapter.split()) or '未分章'}（{_counted(own, facts)}）"))
        rows += [Row(_task(task, facts)) for task in own]
    return rows


def _counted(tasks: Sequence[LedgerTask], facts: Evaluation) -> str:
    """12项：已完成3项，推进中8项，逾期1项."""
    counts = Counter(task.state_text(facts.day, facts.rules) for task in tasks)
    return f"{len(tasks)}项：{'，'.join(f'{label}{count}项' for label, count in counts.items())}"


def _task(task: LedgerTask, facts: Evaluation) -> tuple[Cell, ...]:
    state = task.state_text(facts.day, facts.rules)
    limits = [one.wording or (day_words(one.due) if one.due else "") for one in task.deadlines]
    return (
        task.number,
        (task.title or task.content).strip().removesuffix("。"),
        "、".join(task.names(Role.LEAD, Role.JOINT)),
        "\n".join(dict.fromkeys(words for words in limits if words)),
        Strong(state) if task.paper_state(facts.day, facts.rules) in _ALARMS else state,
        task.percent,
        "",
        "",
    )


def _task_note(facts: Evaluation) -> str:
    done = sum(task.paper_state(facts.day, facts.rules) is PaperState.COMPLETED for task in facts.tasks)
    share = said(Fraction(100 * done, len(facts.tasks)), 1)
    return f"注：共{_counted(facts.tasks, facts)}；完成率{share}%（按{len(facts.tasks)}项任务计）。"


def _project(line: ProjectLine, number: int) -> tuple[Cell, ...]:
    row, found = line.row, line.judgement
    label = found.pace_words if found.standing in (ProjectStanding.SHORT, ProjectStanding.AHEAD) else found.standing.label
    return (
        number,
        row.title or row.content.rstrip("。"),
        number_of(row.total_investment),
        number_of(line.planned),
        number_of(line.invested),
        None if found.percent is None else percent_rounded(found.percent),
        Strong(label) if found.light is Light.RED else label,
        line.last.progress if line.last else "",
        row.leads,
        "",
        "",
    )


def _project_note(facts: Evaluation) -> str:
    counts = Counter(line.judgement.standing for line in facts.projects)
    told = "，".join(f"{one.label}{counts[one]}个" for one in ProjectStanding if counts[one])
    return f"注：{told}。累计完成投资从当年1月起算；超、欠为占年度计划%与已过月份占全年比例之差。"


def _service_table(facts: Evaluation) -> Table:
    def cells(line: ServiceLine, number: int) -> tuple[Cell, ...]:
        row, check = line.row, line.check(facts.year)
        label = NOT_CHECKED if check is None else check.standing.label
        unmet = check is not None and check.standing is ServiceStanding.UNMET
        standing = Strong(label) if unmet else label
        return (
            printed_number(row.no, number), row.name, row.standard, row.leads, standing, check.covered if check else "", "", "",
        )  # fmt: skip

    return Table(_SERVICES, grouped(facts.services, cells, lambda line: line.row.group))


def _service_note(facts: Evaluation) -> str:
    checks = [line.check(facts.year) for line in facts.services]
    told = [f"{one.label}{sum(check is not None and check.standing is one for check in checks)}项" for one in ServiceStanding]
    return f"注：按{facts.year}年核查结果，{'，'.join(told)}，{NOT_CHECKED}{sum(check is None for check in checks)}项。"
