"""重点项目进展表, 重大项目联系表 and 项目清单版本对照表: how projects stand, who keeps contact with them, and what a version changed."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from tracker.domain.amounts import percent_rounded, said, total
from tracker.domain.figure_lines import ProjectLine
from tracker.domain.figures import ListChange
from tracker.domain.investment import ProjectStanding, percent_of
from tracker.domain.plan_lists import ProjectRecord
from tracker.domain.rolling_list import WORDS, Facts, ListDifference
from tracker.domain.terms import Light
from tracker.reports.content import Align, Cell, Column, Document, Kind, Row, Strong, Table
from tracker.reports.figure_tables import Paper, columns_of, grouped, number_of, paper, two_lines

NO_LEADER = "未定挂包领导"
_PROGRESS = columns_of(
    Column("no", "序号", 10.5, Align.CENTER, Kind.NUMBER),
    Column("title", "项目名称", 33),
    Column("total", "总投资", 17, Align.CENTER, Kind.NUMBER),
    Column("planned", "年度计划\n投资", 19.5, Align.CENTER, Kind.NUMBER),
    Column("invested", "累计完成\n投资", 19.5, Align.CENTER, Kind.NUMBER),
    Column("percent", "占年度\n计划%", 17, Align.CENTER, Kind.NUMBER),
    Column("pace", "超/欠\n序时进度", 20, Align.CENTER),
    Column("planned_start", "计划开工", 20, Align.CENTER),
    Column("actual_start", "实际开工", 20, Align.CENTER),
    Column("leader", "挂包\n领导", 16, Align.CENTER),
    Column("units", "责任单位", 25),
    Column("progress", "形象进度", 28),
    Column("problems", "存在问题", 21.5),
)
_CONTACTS = columns_of(
    Column("no", "序号", 10.5, Align.CENTER, Kind.NUMBER),
    Column("title", "项目名称", 44),
    Column("content", "建设内容", 56.5),
    Column("total", "总投资\n(万元)", 18, Align.CENTER, Kind.NUMBER),
    Column("units", "责任单位", 30),
    Column("person", "责任人", 16, Align.CENTER),
    Column("phone", "联系电话", 26, Align.CENTER),
    Column("standing", "进展", 24, Align.CENTER),
    Column("progress", "形象进度和存在问题", 42),
)


def progress_table(about: Paper, lines: Sequence[ProjectLine]) -> Document:
    """重点项目进展表: the projects that the list holds, under their boxes, with the sums of their investment."""
    rows = grouped(lines, _progress_cells, lambda line: line.row.box)
    if len(lines) > 1:
        rows.append(_sums(lines))
    return paper(about, "重点项目进展表", f"共{len(lines)}个，金额单位：万元", Table(_PROGRESS, rows), [_note(lines)])


def _progress_cells(line: ProjectLine, number: int) -> tuple[Cell, ...]:
    row, found = line.row, line.judgement
    pace = found.pace_words or _without_pace(found.standing)
    return (
        number,
        _name(row),
        number_of(row.total_investment),
        number_of(line.planned),
        number_of(line.invested),
        None if found.percent is None else percent_rounded(found.percent),
        Strong(pace) if found.light is Light.RED else pace,
        _day(row.planned_start),
        _day(row.actual_start),
        row.leader,
        row.leads,
        line.last.progress if line.last else "",
        line.last.problems if line.last else "",
    )


def _without_pace(standing: ProjectStanding) -> str:
    return "" if standing is ProjectStanding.UNKNOWN else standing.label


def _sums(lines: Sequence[ProjectLine]) -> Row:
    """Sums of what is a figure; the share is that of the projects with both figures."""
    whole, planned, invested = (
        said(total(texts), 6)
        for texts in (
            [line.row.total_investment for line in lines],
            [line.planned for line in lines],
            [line.invested for line in lines],
        )
    )
    both = [line for line in lines if line.planned and line.invested]
    share = percent_of(said(total([line.invested for line in both]), 6), said(total([line.planned for line in both]), 6))
    figures = (number_of(whole), number_of(planned), number_of(invested), None if share is None else percent_rounded(share))
    return Row(("合计", "", *figures, "", "", "", "", "", "", ""), shaded=True, span=2)


def _note(lines: Sequence[ProjectLine]) -> str:
    counts = Counter(line.judgement.standing for line in lines)
    told = [f"{standing.label}{counts[standing]}个" for standing in ProjectStanding if counts[standing]]
    base = sum(bool(line.planned and line.invested) for line in lines)
    share = f"合计的占年度计划%按{base}个两项金额都有的项目计算。" if len(lines) > 1 and base else ""
    return f"注：{'，'.join(told)}。累计完成投资从当年1月起算，序时进度按已过月份占全年的比例计算。{share}"


def contact_table(about: Paper, lines: Sequence[ProjectLine]) -> Document:
    """重大项目联系表: the projects under the leaders who keep contact with them; those without one last."""
    ordered = sorted(lines, key=lambda line: (not line.row.leader, _first_of(lines, line.row.leader)))
    rows = grouped(ordered, _contact_cells, lambda line: line.row.leader or NO_LEADER)
    leaders = len({line.row.leader for line in lines if line.row.leader})
    right = f"{leaders}名领导，共{len(lines)}个项目"
    return paper(about, "重大项目联系表", right, Table(_CONTACTS, rows), [])


def _first_of(lines: Sequence[ProjectLine], leader: str) -> int:
    """Leaders stand in the order of their first projects."""
    return next(place for place, line in enumerate(lines) if line.row.leader == leader)


def _contact_cells(line: ProjectLine, number: int) -> tuple[Cell, ...]:
    row, found = line.row, line.judgement
    told = [line.last.progress, f"问题：{line.last.problems}" if line.last.problems else ""] if line.last else []
    standing = "\n".join(words for words in (found.standing.label, found.pace_words) if words)
    return (
        number,
        _name(row),
        row.content if row.title else "",
        number_of(row.total_investment),
        row.leads,
        row.person,
        row.phone,
        Strong(standing) if found.light is Light.RED else standing,
        "；".join(words for words in told if words),
    )


def version_table(about: Paper, older: str, newer: str, rows: Sequence[ListDifference]) -> Document:
    """项目清单版本对照表: what was added, changed and let go between two versions, side by side; what stayed is counted below."""
    columns = columns_of(
        Column("no", "序号", 10.5, Align.CENTER, Kind.NUMBER),
        Column("title", "项目名称", 48),
        Column("change", "变动", 16, Align.CENTER),
        Column("before", older, 76),
        Column("after", newer, 76),
        Column("reason", "原因", 40.5),
    )
    changed = [one for one in rows if one.change is not None]
    order = list(ListChange)
    changed.sort(key=lambda one: order.index(one.change or ListChange.ADDED))
    made = [Row((number, *_version_cells(one))) for number, one in enumerate(changed, 1)]
    counts = Counter(one.change for one in changed)
    told = "，".join(f"{change.label}{counts[change]}个" for change in ListChange)
    same = len(rows) - len(changed)
    note = f"注：{told}{f'；其余{same}个项目没有变动' if same else ''}。投资金额单位为万元。"
    return paper(about, "项目清单版本对照表", f"变动{len(changed)}个", Table(columns, made), [note])


def _version_cells(one: ListDifference) -> tuple[Cell, ...]:
    assert one.change is not None
    whole = one.change is not ListChange.CHANGED
    names = [name for name in WORDS if name != "title"] if whole else one.changed

    def told(facts: Facts) -> str:
        return "\n".join(f"{WORDS[name]}：{facts.get(name) or '—'}" for name in names if facts.get(name) or not whole)

    return one.title, one.change.label, told(one.before), told(one.after), one.reason


def _name(row: ProjectRecord) -> str:
    return row.title or row.content.rstrip("。")


def _day(day: date | None) -> str:
    return two_lines(day) if day else ""
