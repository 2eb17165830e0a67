"""项目进度晾晒表: projects, and the units that lead them, by investment against the year's pace; in places where that is wanted."""

from collections.abc import Sequence

from tracker.domain.amounts import percent_rounded, said
from tracker.domain.figure_lines import ProjectLine
from tracker.domain.investment import points_said
from tracker.domain.project_order import NOT_PLACED, PROJECT_RULE, UNIT_RULE, UnitPace, by_place, owner_of, placed
from tracker.domain.terms import Light
from tracker.reports.content import A4_ACROSS, Align, Block, Cell, Column, Document, Group, Kind, Note, Row, Section, Strong, SubLine, Table
from tracker.reports.content import Title as Heading
from tracker.reports.figure_tables import SIGNS, Paper, columns_of, grouped, number_of
from tracker.reports.measure import break_title, room_in_em
from tracker.reports.titles import day_words, derived_title

NAME = "项目进度晾晒表"
_PLACE = Column("place", "名次", 12, Align.CENTER)
_NO = Column("no", "序号", 12, Align.CENTER, Kind.NUMBER)
_PROJECTS = (
    Column("title", "项目名称", 56),
    Column("unit", "责任单位", 34),
    Column("leader", "挂包\n领导", 18, Align.CENTER),
    Column("planned", "年度计划\n投资", 22, Align.CENTER, Kind.NUMBER),
    Column("invested", "累计完成\n投资", 22, Align.CENTER, Kind.NUMBER),
    Column("percent", "占年度\n计划%", 19, Align.CENTER, Kind.NUMBER),
    Column("pace", "序时\n进度%", 17, Align.CENTER, Kind.NUMBER),
    Column("points", "超/欠\n序时进度", 22, Align.CENTER),
    Column("progress", "形象进度", 45),
)
_UNITS = (
    Column("unit", "责任单位", 65),
    Column("projects", "项目数", 20, Align.CENTER, Kind.NUMBER),
    Column("counted", "其中可比", 22, Align.CENTER, Kind.NUMBER),
    Column("planned", "年度计划投资", 30, Align.CENTER, Kind.NUMBER),
    Column("invested", "累计完成投资", 30, Align.CENTER, Kind.NUMBER),
    Column("percent", "占年度计划%", 28, Align.CENTER, Kind.NUMBER),
    Column("pace", "序时进度%", 26, Align.CENTER, Kind.NUMBER),
    Column("points", "超/欠序时进度", 34, Align.CENTER),
)


def order_tables(about: Paper, lines: Sequence[ProjectLine], paces: Sequence[UnitPace], *, ranked: bool) -> Document:
    """The projects on one sheet, the units on the next: in the list's and the official order, or (`ranked`) by their places."""
    name = derived_title(about.plan.title, NAME)
    units = sum(pace.unit_id is not None for pace in paces)
    sheets = (
        _sheet(about, name, f"共{len(lines)}个项目，金额单位：万元", _projects(lines, ranked), _project_notes(ranked)),
        _sheet(about, f"{name}（责任单位）", f"共{units}个单位，金额单位：万元", _unit_table(paces, ranked), _unit_notes(ranked)),
    )
    return Document(name, about.today, tuple(Section(A4_ACROSS, blocks) for blocks in sheets), about.office or about.plan.issuer or "")


def _sheet(about: Paper, name: str, right: str, table: Table, notes: Sequence[str]) -> tuple[Block, ...]:
    office = about.office or about.plan.issuer
    return (
        Heading(break_title(name, room_in_em(A4_ACROSS.text_width, 0, 22))),
        SubLine(f"编制单位：{office}" if office else "", f"统计时点：{about.as_of or day_words(about.today)}", right),
        table,
        *(Note(text) for text in notes),
        SIGNS,
    )


def _projects(lines: Sequence[ProjectLine], ranked: bool) -> Table:
    columns = columns_of(_PLACE if ranked else _NO, *_PROJECTS)
    if not ranked:
        return Table(columns, grouped(lines, lambda line, number: (number, *_project(line)), lambda line: line.row.box))
    return Table(columns, [Row((_place(one.place), *_project(one.line))) for one in placed(lines)])


def _project(line: ProjectLine) -> tuple[Cell, ...]:
    row, found = line.row, line.judgement
    points = found.pace_words or found.standing.label
    return (
        row.title or row.content.rstrip("。"),
        owner_of(line)[1] if row.units else "",
        row.leader,
        number_of(line.planned),
        number_of(line.invested),
        None if found.percent is None else percent_rounded(found.percent),
        None if found.pace is None else percent_rounded(found.pace),
        Strong(points) if found.light is Light.RED else points,
        line.last.progress if line.last else "",
    )


def _unit_table(paces: Sequence[UnitPace], ranked: bool) -> Table:
    columns = columns_of(_PLACE if ranked else _NO, *_UNITS)
    rows: list[Row | Group] = []
    for number, pace in enumerate(by_place(paces) if ranked else paces, 1):
        rows.append(Row((_place(pace.place) if ranked else number, *_unit(pace))))
    return Table(columns, rows)


def _unit(pace: UnitPace) -> tuple[Cell, ...]:
    known = pace.points is not None
    return (
        pace.unit,
        len(pace.lines),
        pace.counted,
        number_of(said(pace.planned, 6)) if known else None,
        number_of(said(pace.invested, 6)) if known else None,
        None if pace.percent is None else percent_rounded(pace.percent),
        None if pace.pace is None else percent_rounded(pace.pace),
        "" if pace.points is None else points_said(pace.points),
    )


def _place(place: int | None) -> str:
    return "—" if place is None else str(place)


def _project_notes(ranked: bool) -> list[str]:
    figures = (
        "注：占年度计划%为累计完成投资（从当年1月起算）占年度计划投资的比例，序时进度按已过月份占全年的比例计算，前者减后者为超或欠的点数。"
    )
    return [figures, PROJECT_RULE + NOT_PLACED] if ranked else [figures]


def _unit_notes(ranked: bool) -> list[str]:
    figures = "注：“其中可比”为年度计划投资和累计完成投资都有的项目，金额、比例按这些项目合计。"
    if ranked:
        return [figures, UNIT_RULE]
    return [figures, "几个单位共同牵头的项目，记在第一个单位；序时进度按年度计划投资加权。"]
