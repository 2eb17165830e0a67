"""The tables of a bulletin: by section and by unit within its text, the ledger and the list of late tasks as annexes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tracker.domain.bulletin import Figures, Standing, Words, figures
from tracker.domain.ledger import PaperState
from tracker.domain.passages import Figure
from tracker.domain.terms import Role
from tracker.reports.content import Align, Cell, Column, Group, Kind, Row, Strong, Table
from tracker.reports.titles import day_words, number_runs

_ALERTS = (PaperState.OVERDUE, PaperState.BEHIND)
_ROOM = 156.0
Count = Callable[[Sequence[Standing], str], tuple[Figure, ...]]
"""What the cells of a row count, from 任务数 on, given its lines and the unit or section that it is about."""
Name = Callable[[Standing], Figure]
"""What the number of a task opens."""


def _standing(words: Words) -> tuple[Column, ...]:
    return (
        Column("total", "任务数", 15.5, Align.CENTER, Kind.NUMBER),
        Column("completed", words.completed, 15.5, Align.CENTER, Kind.NUMBER),
        Column("under_way", words.under_way, 15.5, Align.CENTER, Kind.NUMBER),
        Column("behind", f"其中{words.behind}", 23.5, Align.CENTER, Kind.NUMBER),
        Column("overdue", words.overdue, 12, Align.CENTER, Kind.NUMBER),
        Column("rest", "其他", 12, Align.CENTER, Kind.NUMBER),
        Column("share", "完成率", 15.5, Align.CENTER),
    )


def section_table(groups: Mapping[str, Sequence[Standing]], words: Words, count: Count) -> Table:
    """One row for each outermost heading, and all of them."""
    named = [(name or "未分类", lines) for name, lines in groups.items()]
    rows = [Row((name, *_counts(figures(lines))), figures=(None, *count(lines, name))) for name, lines in named]
    everything = [line for lines in groups.values() for line in lines]
    rows.append(Row(("合　计", *_counts(figures(everything))), shaded=True, figures=(None, *count(everything, ""))))
    columns = _standing(words)
    return Table((Column("name", "类　　别", _ROOM - _width(columns), Align.LEFT), *columns), rows, row_mm=7, head_mm=8, frozen=1)


def unit_table(groups: Mapping[str, Sequence[Standing]], words: Words, count: Count, *, rank: bool) -> Table:
    """One row for each lead unit, in the order given; with `rank` by the share completed, equal shares on one place."""
    lines, columns = list(groups.items()), _standing(words)
    if not rank:
        named = [(name or "未明确牵头单位", own) for name, own in lines]
        rows = [Row((name, *_counts(figures(own))), figures=(None, *count(own, name))) for name, own in named]
        return Table((Column("unit", "牵头单位", _ROOM - _width(columns), Align.LEFT), *columns), rows, frozen=1)
    shares = {name: _share(figures(own)) for name, own in lines if name}
    ordered = sorted(shares.values(), reverse=True)
    lines.sort(key=lambda item: (not item[0], -shares.get(item[0], 0.0)))
    rows = [
        Row(
            (ordered.index(shares[name]) + 1 if name else None, name or "未明确牵头单位", *_counts(figures(own))),
            figures=(None, None, *count(own, name or "未明确牵头单位")),
        )
        for name, own in lines
    ]
    place = Column("rank", "排名", 12, Align.CENTER, Kind.NUMBER)
    return Table((place, Column("unit", "牵头单位", _ROOM - _width(columns) - place.width, Align.LEFT), *columns), rows, frozen=1)


def ledger_annex(lines: Sequence[Standing], name: Name) -> Table:
    """Every task of the bulletin with the word it is counted under."""
    columns = (
        Column("number", "编号", 11, Align.CENTER, Kind.NUMBER),
        Column("task", "重点任务", 50),
        Column("lead", "牵头单位", 30, Align.FIT),
        Column("due", "完成时限", 25, Align.FIT),
        Column("percent", "进度", 14, Align.RIGHT, Kind.PERCENT),
        Column("progress", "进展情况", 79),
        Column("state", "状态", 16, Align.CENTER),
    )
    rows: list[Row | Group] = []
    heading = None
    for line in lines:
        if line.task.path[:1] != heading and line.task.path:
            rows.append(Group(line.task.path[0]))
        heading = line.task.path[:1]
        progress = line.task.report.progress if line.task.report else ""
        cells: tuple[Cell, ...] = (*_named(line), _limit(line), line.task.percent, progress, _word(line))
        rows.append(Row(cells, figures=_first(name(line), columns)))
    return Table(columns, rows)


def overdue_annex(lines: Sequence[Standing], day: date, name: Name) -> Table:
    """Who answers for each late task, and for how many days it has been late."""
    columns = (
        Column("number", "编号", 11, Align.CENTER, Kind.NUMBER),
        Column("task", "逾期事项", 52),
        Column("lead", "牵头单位", 30, Align.FIT),
        Column("support", "配合单位", 32, Align.FIT),
        Column("leader", "分管领导", 18, Align.CENTER),
        Column("due", "完成时限", 25, Align.FIT),
        Column("days", "逾期天数", 19, Align.CENTER, Kind.NUMBER),
        Column("percent", "进度", 14, Align.RIGHT, Kind.PERCENT),
        Column("cause", "原因和存在问题", 24),
    )
    rows = []
    for line in lines:
        task = line.task
        others = dict.fromkeys(each.display for each in task.assignments if each.role in (Role.SUPPORT, Role.IMPLEMENT))
        late = None if task.due is None else (day - task.due).days
        leader = task.contact.leader if task.contact else ""
        problems = task.report.problems if task.report else ""
        cells = (*_named(line), "、".join(others), leader, _limit(line), late, task.percent, problems)
        rows.append(Row(cells, figures=_first(name(line), columns)))
    return Table(columns, rows)


def missing_annex(missing: Sequence[tuple[str, Sequence[int], Figure]]) -> Table:
    """The numbers of the tasks that each unit has not reported on, and what they open."""
    columns = (
        Column("no", "序号", 12, Align.CENTER, Kind.NUMBER),
        Column("unit", "单位", 60),
        Column("count", "未报任务数", 26, Align.CENTER, Kind.NUMBER),
        Column("tasks", "任务编号", 127),
    )
    rows = [
        Row((place, unit, len(tasks), number_runs(tasks)), figures=(None, None, figure, figure))
        for place, (unit, tasks, figure) in enumerate(missing, 1)
    ]
    return Table(columns, rows)


def _first(figure: Figure, columns: Sequence[Column]) -> tuple[Figure | None, ...]:
    return (figure, *[None] * (len(columns) - 1))


def _width(columns: Sequence[Column]) -> float:
    return sum(column.width for column in columns)


def _counts(counted: Figures) -> tuple[Cell, ...]:
    rest = counted.not_started + counted.ongoing
    share = counted.share(counted.completed)
    return (counted.total, counted.completed, counted.under_way, counted.behind, counted.overdue, rest, share)


def _share(counted: Figures) -> float:
    return counted.completed / counted.total if counted.total else 0.0


def _named(line: Standing) -> tuple[Cell, ...]:
    name = (line.task.title or line.task.content).strip().removesuffix("。")
    return (line.task.number, name, "、".join(line.leads) or "未明确")


def _limit(line: Standing) -> Cell:
    limits = dict.fromkeys(each.wording or (day_words(each.due) if each.due else "") for each in line.task.deadlines)
    return "\n".join(limit for limit in limits if limit)


def _word(line: Standing) -> Cell:
    return Strong(line.word) if line.state in _ALERTS else line.word
