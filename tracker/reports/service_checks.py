"""基本公共服务清单核查表: every service with its standard and how it stood against it in a year; what was not looked at is told."""

from collections.abc import Sequence

from tracker.domain.figure_lines import ServiceLine
from tracker.domain.figures import NOT_CHECKED, ServiceStanding
from tracker.reports.content import Align, Cell, Column, Document, Kind, Strong, Table
from tracker.reports.figure_tables import Paper, columns_of, grouped, paper, two_lines
from tracker.reports.plan_lists import printed_number

_COLUMNS = columns_of(
    Column("no", "序号", 11, Align.CENTER, Kind.NUMBER),
    Column("name", "服务项目", 33),
    Column("standard", "服务指导标准", 66),
    Column("units", "责任单位", 32),
    Column("standing", "核查结果", 20, Align.CENTER),
    Column("covered", "覆盖情况", 32),
    Column("words", "核查情况", 37),
    Column("by", "核查人", 16, Align.CENTER),
    Column("on", "核查日期", 20, Align.CENTER),
)


def service_check_table(about: Paper, lines: Sequence[ServiceLine], year: int) -> Document:
    """The check table of a year; services in the plan's order under their groups."""

    def cells(line: ServiceLine, number: int) -> tuple[Cell, ...]:
        row, check = line.row, line.check(year)
        head = (printed_number(row.no, number), row.name, row.standard, row.leads)
        if check is None:
            return (*head, NOT_CHECKED, "", "", "", "")
        label = check.standing.label
        standing = Strong(label) if check.standing is ServiceStanding.UNMET else label
        return (*head, standing, check.covered, check.words, check.checked_by, two_lines(check.checked_on))

    table = Table(_COLUMNS, grouped(lines, cells, lambda line: line.row.group))
    checks = [line.check(year) for line in lines]
    told = [f"{one.label}{sum(check is not None and check.standing is one for check in checks)}项" for one in ServiceStanding]
    open_ones = sum(check is None for check in checks)
    note = f"注：{year}年共{len(lines)}项，已核查{len(lines) - open_ones}项（{'，'.join(told)}），{NOT_CHECKED}{open_ones}项。"
    return paper(about, "基本公共服务清单核查表", f"核查年度：{year}年", table, [note])
