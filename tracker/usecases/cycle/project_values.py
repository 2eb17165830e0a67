"""Projects over time: what each is to invest in a year, how far it came by period, and how it stands."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.figure_lines import ProjectLine
from tracker.domain.figures import ProjectValueRecord, ProjectYearRecord, period_said
from tracker.domain.investment import ProjectFacts, judge_project
from tracker.domain.periods import end_of, period_of
from tracker.domain.plan_lists import ListKind, ProjectRecord
from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.storage.reading import figures as reading
from tracker.storage.reading import plan_lists as lists
from tracker.storage.reading.told import quoted
from tracker.storage.store import Store
from tracker.usecases.intake.plan_lists import typed_amount

if TYPE_CHECKING:
    from tracker.storage.reader import Reader

MONEY = "万元"


def project_lines(store: Store, ids: Sequence[int], today: date, period: str = "") -> list[ProjectLine]:
    """These projects in the order asked for, those that are gone left out. `period`: as they stood then; "" by the latest value."""
    with store.read() as db:
        return lines_of(db, ids, today, period)


def lines_of(db: "Reader", ids: Sequence[int], today: date, period: str = "") -> list[ProjectLine]:
    """The same within a reading."""
    rows = [row for row in lists.list_rows(db, ListKind.PROJECTS, ids) if isinstance(row, ProjectRecord)]
    known = [row.id for row in rows]
    years, values = reading.project_years(db, known), reading.project_values(db, known)
    return [_line(row, years.get(row.id, ()), values.get(row.id, ()), today, period) for row in rows]


def _line(
    row: ProjectRecord, years: Iterable[ProjectYearRecord], values: Iterable[ProjectValueRecord], today: date, period: str
) -> ProjectLine:
    held, plans = tuple(values), tuple(years)
    until = end_of(period) if period else None
    wanted = int(period[:4]) if period else today.year
    in_time = [one for one in held if until is None or (end_of(one.period) or until) <= until]
    last = next((one for one in reversed(in_time) if one.period[:4] == str(wanted)), None)
    year = next((one for one in plans if one.year == wanted), None)
    invested = next((one for one in reversed(in_time) if one.period[:4] == str(wanted) and one.invested), None)
    facts = ProjectFacts(
        row.planned_start,
        row.actual_start,
        row.planned_end,
        row.actual_end,
        "" if year is None else year.planned,
        "" if invested is None else invested.invested,
        "" if invested is None else invested.period,
    )
    day = min(until, today) if until else today
    return ProjectLine(row, plans, held, year, last, facts.invested, judge_project(facts, day))


def set_year(store: Store, project_id: int, year: int, planned: str, goal: str = "") -> Changes:
    """Set what a project is to do in a year; both empty takes the year away. Raises UserError for what is no amount."""
    from tracker.storage.tables import Project, ProjectYear

    if not 1990 <= year <= 2100:
        raise UserError(f"年份不能是 {year}", "", "请填四位的年份，如 2026")
    amount = typed_amount(planned, MONEY, f"{year}年计划投资") if planned.strip() else ""
    with store.transaction("填写年度计划") as work:
        project = work.get(Project, project_id)
        work.name = f"填写项目{quoted(project.title or project.content)}{year}年的计划投资"
        row = next(iter(work.rows(ProjectYear, project_id=project_id, year=year)), None)
        if not amount and not goal.strip():
            if row is not None:
                work.delete(row)
        elif row is None:
            work.add(ProjectYear(project_id=project_id, year=year, planned=amount, goal=goal.strip()))
        else:
            row.planned, row.goal = amount, goal.strip()
    return work.changes(project_id)


def set_progress(
    store: Store, project_id: int, period: str, today: date, *, invested: str = "", progress: str = "", problems: str = ""
) -> Changes:
    """Enter how a project stood at the end of a period as a person writes it, or change it; nothing said takes it away."""
    from tracker.storage.tables import Project, ProjectValue

    when = period_of(period)
    amount = typed_amount(invested, MONEY, "累计完成投资") if invested.strip() else ""
    with store.transaction("填写项目进展") as work:
        project = work.get(Project, project_id)
        work.name = f"填写项目{quoted(project.title or project.content)}{period_said(when)}的进展"
        row = next(iter(work.rows(ProjectValue, project_id=project_id, period=when)), None)
        facts: dict[str, Any] = {"invested": amount, "progress": progress.strip(), "problems": problems.strip()}
        if not any(facts.values()):
            if row is not None:
                work.delete(row)
        elif row is None:
            work.add(ProjectValue(project_id=project_id, period=when, reported_on=today, **facts))
        elif any(getattr(row, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(row, name, value)
            row.reported_on, row.received_file_id, row.source_sheet, row.source_row = today, None, "", None
    return work.changes(project_id)


def remove_value(store: Store, value_id: int) -> Changes:
    """Take the value of one period away."""
    from tracker.storage.tables import Project, ProjectValue

    with store.transaction("删除项目进展") as work:
        row = work.get(ProjectValue, value_id)
        owner = row.project_id
        project = work.get(Project, owner)
        work.name = f"删除项目{quoted(project.title or project.content)}{period_said(row.period)}的进展"
        work.delete(row)
    return work.changes(owner)
