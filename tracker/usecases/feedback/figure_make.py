"""Fill-in workbooks for indicators and projects: one for every unit that leads some, into a folder."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.domain.figure_keys import figure_key
from tracker.domain.figure_lines import IndicatorLine, ProjectLine
from tracker.domain.figures import period_said
from tracker.domain.periods import period_of, reporting_date
from tracker.domain.plan_lists import ListKind
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.files.writing import free_name, written
from tracker.progress import Progress, silent
from tracker.reports.content import safe_name
from tracker.reports.figure_forms import FigureForm, FormRow, write_figure_form
from tracker.reports.fonts import choose_fonts
from tracker.storage.reading import plan_lists as lists
from tracker.storage.reading import plans, units
from tracker.storage.reading.reporting import reporting_rule
from tracker.storage.store import Store
from tracker.usecases.cycle import indicator_values, project_values
from tracker.usecases.feedback.sheet_make import make_folder

_LEADING = (Role.LEAD, Role.JOINT)


@dataclass(frozen=True, slots=True)
class MadeForms:
    """What was made: (unit, file, rows); `without_units`: rows for which nobody leads, so that nobody was asked."""

    files: tuple[tuple[str, Path, int], ...]
    without_units: tuple[str, ...]


def make_figure_forms(
    store: Store,
    plan_id: int,
    period: str,
    out: Path,
    today: date,
    progress: Progress = silent,
    *,
    unit_ids: Collection[int] | None = None,
    fonts: Collection[str] | None = None,
) -> MadeForms:
    """Make the workbooks of a period in the folder `out`; a file that is there is left alone, the new one takes another name."""
    when = period_of(period)
    progress(0.0, "正在读取指标和项目")
    with store.read() as db:
        plan = plans.plan(db, plan_id)
        if plan is None:
            raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
        ids = {kind: [one for group in lists.list_groups(db, kind, plan_id) for one in group.ids] for kind in ListKind}
        indicators = indicator_values.lines_of(db, ids[ListKind.INDICATORS], today)
        projects = project_values.lines_of(db, ids[ListKind.PROJECTS], today)
        known = {unit.id: unit for unit in units.units(db)}
        rule = reporting_rule(db, plan_id)
    lines: list[IndicatorLine | ProjectLine] = [*indicators, *projects]
    by_unit: dict[int, dict[ListKind, list[FormRow]]] = {}
    orphans = []
    for line in lines:
        kind = ListKind.INDICATORS if isinstance(line, IndicatorLine) else ListKind.PROJECTS
        asked = [unit.unit_id for unit in line.row.units if unit.role in _LEADING] or [unit.unit_id for unit in line.row.units]
        named = [one for unit_id in asked for one in (known[unit_id].member_ids if known[unit_id].is_group else (unit_id,))]
        if not named:
            orphans.append(line.row.title or line.row.group)
        for unit_id in dict.fromkeys(named):
            held = by_unit.setdefault(unit_id, {one: [] for one in (ListKind.INDICATORS, ListKind.PROJECTS)})[kind]
            held.append(_row(line, plan_id, len(held) + 1))
    wanted = [unit for unit in known.values() if unit.id in by_unit and (unit_ids is None or unit.id in unit_ids)]
    if not wanted:
        why = "指标和项目还没有责任单位" if lines else "这份方案里没有指标和项目"
        raise UserError("没有可发的填报表", why, "请先在“指标项目”里填上责任单位" if lines else "请换一份方案")
    make_folder(out)
    made = []
    due = reporting_date(when, rule)
    for number, unit in enumerate(wanted, 1):
        rows = {kind: tuple(held) for kind, held in by_unit[unit.id].items()}
        target = out / safe_name(f"{number:02}{unit.display}-{period_said(when)}指标项目数据", ".xlsx")
        target = free_name(target) if target.exists() else target
        progress(number / (len(wanted) + 1), f"正在生成“{target.name}”（{number}/{len(wanted)}）")
        with written(target) as place:
            write_figure_form(FigureForm(plan.title, unit.full_name, when, due, rows), place, today, choose_fonts(fonts))
        made.append((unit.display, target, sum(map(len, rows.values()))))
    return MadeForms(tuple(made), tuple(orphans))


def _row(line: IndicatorLine | ProjectLine, plan_id: int, number: int) -> FormRow:
    if isinstance(line, IndicatorLine):
        last = f"{line.last.value}（{period_said(line.last.period)}）" if line.last else ""
        key = figure_key(ListKind.INDICATORS, plan_id, line.row.id)
        return FormRow(key, (str(number), line.row.name, line.row.measure, line.row.goal, last))
    last = f"{line.invested}（{period_said(line.last.period)}）" if line.last and line.invested else ""
    key = figure_key(ListKind.PROJECTS, plan_id, line.row.id)
    return FormRow(key, (str(number), line.row.title or line.row.content, line.row.total_investment, line.planned, last))
