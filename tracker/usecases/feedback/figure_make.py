"""Fill-in workbooks for indicators, services and projects: one for every unit that leads some, into a folder, kept in the register."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tracker.domain.figure_keys import figure_key
from tracker.domain.figure_lines import IndicatorLine, Line, ServiceLine
from tracker.domain.figures import period_said
from tracker.domain.periods import period_of, reporting_date
from tracker.domain.plan_lists import ListKind
from tracker.domain.records import Changes
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.files.writing import written
from tracker.progress import Progress, silent
from tracker.reports.content import safe_name
from tracker.reports.figure_forms import FigureForm, FormRow, write_figure_form
from tracker.reports.fonts import choose_fonts
from tracker.storage.reading import plan_lists as lists
from tracker.storage.reading import plans, units
from tracker.storage.reading.figure_marks import FIGURES_FORM
from tracker.storage.reading.period_book import handout_digests
from tracker.storage.reading.reporting import reporting_rule
from tracker.storage.store import Store
from tracker.usecases.cycle import indicator_values, project_values, service_checks
from tracker.usecases.feedback.sheet_make import make_folder, unhurt

if TYPE_CHECKING:
    from tracker.storage.reader import Reader

USUAL = (ListKind.INDICATORS, ListKind.PROJECTS)
"""What units report on period by period; how services stand is asked once a year."""
_ORDER = tuple(ListKind)
_CALLED = {ListKind.INDICATORS: "指标", ListKind.SERVICES: "公共服务", ListKind.PROJECTS: "项目"}
_LEADING = (Role.LEAD, Role.JOINT)


@dataclass(frozen=True, slots=True)
class MadeForms:
    """What was made: (unit, file, rows); `without_units`: rows for which nobody leads, so that nobody was asked; `changes`: how it was
    entered in the register."""

    changes: Changes
    files: tuple[tuple[str, Path, int], ...]
    without_units: tuple[str, ...]


class _Made(NamedTuple):
    """A workbook that was made: for which unit, where, with how many rows, and its bytes by their digest."""

    unit_id: int
    unit: str
    path: Path
    rows: int
    digest: str


def make_figure_forms(
    store: Store,
    plan_id: int,
    period: str,
    out: Path,
    today: date,
    progress: Progress = silent,
    *,
    kinds: Collection[ListKind] = USUAL,
    unit_ids: Collection[int] | None = None,
    fonts: Collection[str] | None = None,
) -> MadeForms:
    """Make the workbooks of a period in the folder `out` and enter them in the register, as one operation; `kinds`: with which lists.

    A file that is there and is not an unfilled one of ours is left alone, the new one takes another name. `Cancelled`, raised by
    `progress`, and every fault leave the folder as it was.
    """
    when = period_of(period)
    if not kinds:
        raise UserError("没有选要发哪些表", "", "请至少选一种：指标、公共服务或项目")
    progress(0.0, "正在读取指标和项目")
    with store.read() as db:
        plan = plans.plan(db, plan_id)
        if plan is None:
            raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
        lines = [(kind, line) for kind in _ORDER if kind in kinds for line in _lines(db, kind, plan_id, today)]
        known = {unit.id: unit for unit in units.units(db)}
        rule, ours = reporting_rule(db, plan_id), handout_digests(db, plan_id)
    by_unit: dict[int, dict[ListKind, list[FormRow]]] = {}
    orphans = []
    for kind, line in lines:
        asked = [unit.unit_id for unit in line.row.units if unit.role in _LEADING] or [unit.unit_id for unit in line.row.units]
        named = [one for unit_id in asked for one in (known[unit_id].member_ids if known[unit_id].is_group else (unit_id,))]
        if not named:
            orphans.append(line.row.title or line.row.group)
        for unit_id in dict.fromkeys(named):
            held = by_unit.setdefault(unit_id, {one: [] for one in _ORDER})[kind]
            held.append(_row(kind, line, plan_id, len(held) + 1, int(when[:4])))
    wanted = [unit for unit in known.values() if unit.id in by_unit and (unit_ids is None or unit.id in unit_ids)]
    if not wanted:
        what = "、".join(_CALLED[kind] for kind in _ORDER if kind in kinds)
        why = f"{what}还没有责任单位" if lines else f"这份方案里没有{what}"
        raise UserError("没有可发的填报表", why, "请先在“指标项目”里填上责任单位" if lines else "请换一份方案")
    make_folder(out)
    made: list[_Made] = []
    due = reporting_date(when, rule)
    with ExitStack() as files:
        for number, unit in enumerate(wanted, 1):
            rows = {kind: tuple(held) for kind, held in by_unit[unit.id].items()}
            target = unhurt(out / safe_name(f"{number:02}{unit.display}-{period_said(when)}{_title(rows)}", ".xlsx"), ours)
            progress(number / (len(wanted) + 1), f"正在生成“{target.name}”（{number}/{len(wanted)}）")
            place = files.enter_context(written(target))
            form = FigureForm(plan.title, unit.full_name, when, due, rows, _title(rows))
            write_figure_form(form, place, today, choose_fonts(fonts))
            digest = hashlib.sha256(place.read_bytes()).hexdigest()
            made.append(_Made(unit.id, unit.display, target, sum(map(len, rows.values())), digest))
    changes = _register(store, plan_id, when, made)
    return MadeForms(changes, tuple((one.unit, one.path, one.rows) for one in made), tuple(orphans))


def _register(store: Store, plan_id: int, period: str, made: Sequence[_Made]) -> Changes:
    from tracker.storage.tables import Handout

    with store.transaction(f"发放{period_said(period)}指标项目填报表（{len(made)}个单位）") as work:
        for one in made:
            work.add(
                Handout(
                    plan_id=plan_id,
                    period=period,
                    unit_id=one.unit_id,
                    file_name=one.path.name,
                    digest=one.digest,
                    template_version=FIGURES_FORM,
                    task_count=one.rows,
                    made_at=work.now,
                )
            )
    return work.changes()


def _lines(db: "Reader", kind: ListKind, plan_id: int, today: date) -> Sequence[Line]:
    ids = [one for group in lists.list_groups(db, kind, plan_id) for one in group.ids]
    if kind is ListKind.INDICATORS:
        return indicator_values.lines_of(db, ids, today)
    return service_checks.lines_of(db, ids) if kind is ListKind.SERVICES else project_values.lines_of(db, ids, today)


def _title(rows: Mapping[ListKind, Sequence[FormRow]]) -> str:
    """What a unit's workbook is called."""
    return "公共服务核查" if [kind for kind, held in rows.items() if held] == [ListKind.SERVICES] else "指标项目数据"


def _row(kind: ListKind, line: Line, plan_id: int, number: int, year: int) -> FormRow:
    key = figure_key(kind, plan_id, line.row.id)
    if isinstance(line, IndicatorLine):
        last = f"{line.last.value}（{period_said(line.last.period)}）" if line.last else ""
        return FormRow(key, (str(number), line.row.name, line.row.measure, line.row.goal, last))
    if isinstance(line, ServiceLine):
        check = next((one for one in line.checks if one.year <= year), None)
        last = f"{check.standing.label}（{check.year}年）" if check else ""
        return FormRow(key, (str(number), line.row.name, line.row.target_group, line.row.standard, last))
    last = f"{line.invested}（{period_said(line.last.period)}）" if line.last and line.invested else ""
    return FormRow(key, (str(number), line.row.title or line.row.content, line.row.total_investment, line.planned, last))
