"""指标监测表: every indicator with its base, its target, what was reached, what should have been, and where it is going."""

from collections import Counter
from collections.abc import Sequence

from tracker.domain.amounts import said
from tracker.domain.figure_lines import IndicatorLine
from tracker.domain.figures import period_said
from tracker.domain.indicators import Standing, places
from tracker.domain.terms import Light
from tracker.reports.content import Align, Cell, Column, Document, Kind, Strong, Table
from tracker.reports.figure_tables import Paper, columns_of, grouped, number_of, paper
from tracker.reports.plan_lists import figure, printed_number

_COLUMNS = columns_of(
    Column("no", "序号", 10.5, Align.CENTER, Kind.NUMBER),
    Column("name", "指标", 46.5),
    Column("measure", "单位", 15, Align.CENTER),
    Column("nature", "属性", 16, Align.CENTER),
    Column("base", "基期值", 17, Align.CENTER),
    Column("goal", "目标值", 18, Align.CENTER),
    Column("actual", "完成值", 18, Align.CENTER),
    Column("period", "完成时点", 24, Align.CENTER),
    Column("expected", "序时应达", 20, Align.CENTER),
    Column("standing", "进展判断", 24, Align.CENTER),
    Column("forecast", "年末推算", 20, Align.CENTER),
    Column("units", "责任单位", 38),
)


def indicator_table(about: Paper, lines: Sequence[IndicatorLine]) -> Document:
    """The monitoring table; indicators in the plan's order under their groups."""
    table = Table(_COLUMNS, grouped(lines, _cells, lambda line: line.row.group))
    return paper(about, "指标监测表", f"共{len(lines)}项", table, _notes(lines))


def _cells(line: IndicatorLine, number: int) -> tuple[Cell, ...]:
    row, found, fine = line.row, line.judgement, places(line.facts)
    alarming = found.light is Light.RED
    label = found.label.replace("·", "\n") if line.last else "未报"
    return (
        printed_number(row.no, number),
        row.name,
        row.measure,
        row.nature,
        number_of(row.base),
        goal_cell(line),
        number_of(line.last.value) if line.last else None,
        period_said(line.last.period) if line.last else "",
        said(found.expected, fine) if found.expected is not None and found.standing is not Standing.REACHED else "",
        Strong(label) if alarming else label,
        said(found.forecast, fine) if found.forecast is not None and found.standing not in (Standing.REACHED, Standing.MISSED) else "",
        row.leads,
    )


def goal_cell(line: IndicatorLine) -> Cell:
    """The target; of values that begin anew each year, the aim of the year in hand with that year."""
    year = line.judgement.year
    return figure(line.goal) if year is None else f"{year}年\n{line.goal}"


def _notes(lines: Sequence[IndicatorLine]) -> list[str]:
    counts = Counter(line.judgement.standing for line in lines if line.last)
    told = [f"{standing.label}{counts[standing]}项" for standing in Standing if counts[standing]]
    unknown = sum(not line.last for line in lines)
    binding = [line for line in lines if line.facts.is_binding]
    behind = sum(line.judgement.light is Light.RED for line in binding)
    first = f"注：共{len(lines)}项指标，{'，'.join([*told, *([f'未报{unknown}项'] if unknown else [])])}。"
    if binding:
        first += f"其中约束性指标{len(binding)}项，{f'落后或未完成{behind}项' if behind else '没有落后'}。"
    notes = [first]
    if any(line.row.comparison not in (">=", "<=", ">", "<") for line in lines):
        notes.append("目标值前没有符号的，为达到该数值。")
    if any(line.judgement.expected is not None for line in lines):
        notes.append("“序时应达”为从基期值（经各年目标）到目标值的直线在完成时点上的数。")
    if any(line.judgement.year is not None for line in lines):
        notes.append("目标值写有年份的，完成值从当年1月起累计，与当年的目标比较；序时应达按当年从零到年度目标计算。")
    methods = sorted({line.judgement.method for line in lines if line.judgement.method and line.judgement.standing is not Standing.REACHED})
    if methods:
        notes.append(f"“年末推算”为目标年份年末的数：{'；'.join(methods)}。")
    return notes
