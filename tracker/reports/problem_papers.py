"""问题清单 and 整改销号台账 as lists, and 一案一档: the file of one problem from its finding to its being struck off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.problems import Problem, problem_counts
from tracker.reports.content import (
    A4_ACROSS,
    A4_UPRIGHT,
    Align,
    Block,
    Cell,
    Column,
    Document,
    FaceUse,
    FootLine,
    Grid,
    GridCell,
    GridRow,
    Kind,
    NumberLine,
    Row,
    Section,
    Strong,
    SubLine,
    Table,
    Title,
    one_section,
)
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.titles import day_words, derived_title

_SIGNS = FootLine(("填报人：", "审核人：", "填报日期：　　　　年　　月　　日"))


@dataclass(frozen=True, slots=True)
class ProblemFacts:
    """The problems of a plan as they stand on a day; `office` keeps the list."""

    plan_title: str
    office: str
    today: date
    problems: tuple[Problem, ...]


def problem_list(facts: ProblemFacts) -> Document:
    """问题清单: what was found, by whom it is put right and until when."""
    columns = (
        Column("number", "序号", 10.5, Align.CENTER, Kind.NUMBER),
        Column("text", "问题", 63),
        Column("source", "问题来源", 30, Align.FIT),
        Column("task", "对应任务/指标", 42),
        Column("found", "发现日期", 31, Align.CENTER),
        Column("unit", "责任单位", 30, Align.FIT),
        Column("due", "整改时限", 31, Align.CENTER),
        Column("state", "现状", 29.5, Align.CENTER),
    )
    rows = [
        Row(
            (
                each.number,
                each.text,
                each.source_words or each.source.label,
                "\n".join(each.about),
                day_words(each.found_on),
                each.unit,
                _day(each.due),
                _state(each, facts.today),
            )
        )
        for each in facts.problems
    ]
    return _list(facts, "问题清单", columns, rows)


def rectification_ledger(facts: ProblemFacts) -> Document:
    """整改销号台账 with the columns of DOMAIN §6; one row for each problem, struck off ones too."""
    columns = (
        Column("number", "序号", 10.5, Align.CENTER, Kind.NUMBER),
        Column("text", "问题", 40),
        Column("source", "来源", 20, Align.FIT),
        Column("goal", "整改目标", 28),
        Column("measures", "整改措施", 38),
        Column("unit", "责任单位", 24, Align.FIT),
        Column("person", "责任人", 16, Align.CENTER),
        Column("due", "整改时限", 24, Align.CENTER),
        Column("progress", "整改进展", 29.5),
        Column("struck", "是否销号", 13, Align.CENTER),
        Column("on", "销号日期", 24, Align.CENTER),
    )
    rows = [
        Row(
            (
                each.number,
                each.text,
                each.source_words or each.source.label,
                each.goal,
                each.measures,
                each.unit,
                each.person,
                _day(each.due),
                each.progress or _state(each, facts.today),
                "否" if each.state.is_open else "是",
                _day(each.struck_off_on),
            )
        )
        for each in facts.problems
    ]
    return _list(facts, "问题整改销号台账", columns, rows)


def problem_files(facts: ProblemFacts) -> Document:
    """一案一档: a form for each problem, each on pages of its own."""
    sections = tuple(Section(A4_UPRIGHT, _file(each, facts)) for each in facts.problems)
    return Document(derived_title(facts.plan_title, "问题整改档案"), facts.today, sections, facts.office)


def _list(facts: ProblemFacts, words: str, columns: tuple[Column, ...], rows: Sequence[Row]) -> Document:
    name = derived_title(facts.plan_title, words)
    counts = problem_counts(facts.problems, facts.today)
    middle = f"统计时点：{day_words(facts.today)}"
    late = f"，逾期{counts.overdue}个" if counts.overdue else ""
    right = f"共{counts.total}个，已销号{counts.struck_off}个，未销号{counts.total - counts.struck_off}个{late}"
    blocks: tuple[Block, ...] = (
        Title(break_title(name, room_in_em(A4_ACROSS.text_width, 0, 22))),
        SubLine(f"编制单位：{facts.office}" if facts.office else "", middle, right),
        Table(columns, rows),
        _SIGNS,
    )
    return one_section(name, A4_ACROSS, facts.today, blocks, facts.office)


def _file(problem: Problem, facts: ProblemFacts) -> tuple[Block, ...]:
    task = f"任务{problem.task_number}　{problem.task_title}" if problem.task_number else "—"
    rows = [
        _row(("问题", problem.text), height=20),
        _row(("问题来源", problem.source_words or problem.source.label), ("发现日期", day_words(problem.found_on))),
        _row(("对应任务", task)),
        *([_row(("对应指标", problem.indicator))] if problem.indicator else []),
        _row(("责任单位", problem.unit), ("责任人", problem.person)),
        _row(("整改目标", problem.goal), height=14),
        _row(("整改措施", problem.measures), height=20),
        _row(("整改时限", _day(problem.due)), ("现状", str(_state(problem, facts.today)))),
        GridRow((_cell("办理过程", head=True, span=4, centred=True),), 9),
        GridRow(tuple(_cell(words, head=True, centred=True, span=span) for words, span in (("日期", 1), ("办理", 1), ("情况", 2))), 9),
    ]
    for step in problem.steps:
        said = "，".join(part for part in (step.words, f"经办人：{step.by}" if step.by else "") if part)
        cells = (_cell(day_words(step.on), centred=True, pt=10.5), _cell(step.step.label, centred=True), _cell(said, span=2))
        rows.append(GridRow(cells))
    if not problem.steps:
        rows.append(GridRow((_cell("尚无记录", centred=True, span=4),)))
    rows += [
        _row(("核查意见", "\n　　　　核查人（签字）：　　　　　　年　月　日"), height=22),
        _row(("销号意见", "\n　　　　负责人（签字）：　　　　　　年　月　日"), height=22),
        _row(("销号日期", _day(problem.struck_off_on)), ("回头看日期", _day(problem.look_back_on))),
    ]
    return (
        Title(("问题整改销号档案",)),
        NumberLine(f"编号：{problem.number}", f"建档单位：{facts.office}" if facts.office else ""),
        Grid((36, 42, 36, 42), tuple(rows)),
    )


def _row(*pairs: tuple[str, str], height: float = 10) -> GridRow:
    """One label with its words over the whole row, or two side by side."""
    span = 3 if len(pairs) == 1 else 1
    cells = [cell for label, words in pairs for cell in (_cell(label, head=True, centred=True), _cell(words, span=span))]
    return GridRow(tuple(cells), height)


def _cell(words: str, *, head: bool = False, centred: bool = False, span: int = 1, pt: float = 12) -> GridCell:
    face = FaceUse.HEI if head else FaceUse.BODY
    return GridCell(tuple(words.split("\n")), span, face, pt, align=Align.CENTER if centred else Align.LEFT)


def _day(day: date | None) -> str:
    return day_words(day) if day else ""


def _state(problem: Problem, today: date) -> Cell:
    return Strong(f"{problem.state.label}（逾期）") if problem.overdue(today) else problem.state.label
