"""Fill-in workbooks out: one per unit into a folder, or one with a sheet for each; all of them or none, and kept in the register."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.domain.periods import period_before, reporting_date
from tracker.domain.records import Changes, PlanRecord
from tracker.domain.state_words import StateWords
from tracker.domain.task_keys import task_key
from tracker.domain.terms import Role
from tracker.errors import UserError
from tracker.files.writing import free_name, written
from tracker.progress import Progress, silent
from tracker.reports.content import safe_name
from tracker.reports.fill_in import TEMPLATE_VERSION, FillIn, FillInTask, fill_in_name, fill_in_title, write_fill_in
from tracker.reports.fonts import choose_fonts
from tracker.reports.titles import period_words
from tracker.sheets.staged import KnownTask, StoredReport
from tracker.storage.reading import period_book as reading
from tracker.storage.reading import plans
from tracker.storage.store import Store
from tracker.usecases.feedback.period_book import PeriodBook, period_book
from tracker.usecases.feedback.sheet_known import known_tasks
from tracker.usecases.house.settings import state_words

__all__ = ["MOST_SPARE", "MadeFile", "MadeSheets", "checked_period", "make_folder", "make_sheets", "unhurt"]

MOST_SPARE = 50
_LEADING = (Role.LEAD, Role.JOINT)
_WRITTEN_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A workbook that was handed out: to which unit, where it stands, with how many tasks."""

    unit_id: int
    unit: str
    path: Path
    tasks: int


@dataclass(frozen=True, slots=True)
class MadeSheets:
    """What was made. `without_members`: groups that have tasks but no unit that belongs to them, so that nobody was asked."""

    changes: Changes
    files: tuple[MadeFile, ...]
    without_members: tuple[str, ...] = ()


def make_sheets(
    store: Store,
    plan_id: int,
    period: str,
    out: Path,
    today: date,
    *,
    unit_ids: Collection[int] | None = None,
    one_workbook: bool = False,
    spare: int = 0,
    progress: Progress = silent,
    fonts: Collection[str] | None = None,
) -> MadeSheets:
    """Make the fill-in workbooks of a period in the folder `out` and enter them in the register, as one operation.

    `unit_ids` None: every unit that has tasks; `spare`: open rows at the end, where a unit may propose tasks. A file of that name which
    is not an unfilled one of ours is left alone: the new one takes another name. `Cancelled`, raised by `progress`, and every fault
    leave the folder as it was.
    """
    checked_period(period)
    if not 0 <= spare <= MOST_SPARE:
        raise UserError(f"末尾不能留 {spare} 个空行", "", f"请填 0 到 {MOST_SPARE} 之间的数")
    progress(0.0, "正在读取任务")
    with store.read() as db:
        plan = plans.plan(db, plan_id)
        ours = reading.handout_digests(db, plan_id)
    if plan is None:
        raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
    book = period_book(store, plan_id, period, today)
    forms = _forms(plan, book, known_tasks(store, plan_id, period_before(period) or period), unit_ids, state_words(store), spare)
    if not forms:
        raise UserError("没有可发放的推进情况表", "所选单位在这份方案里没有任务", "请先在任务里填上责任单位")
    make_folder(out)
    sheets = [forms] if one_workbook else [[form] for form in forms]
    if one_workbook:
        names = [safe_name(f"{fill_in_title(plan.title)}（{period_words(period)}，{len(forms)}个单位）", ".xlsx")]
    else:
        names = _names(book, forms)
    targets = [unhurt(out / name, ours) for name in names]
    digests: list[str] = []
    with ExitStack() as files:
        for number, (group, target) in enumerate(zip(sheets, targets, strict=True)):
            progress(_WRITTEN_SHARE * number / len(sheets), f"正在生成“{target.name}”（{number + 1}/{len(sheets)}）")
            place = files.enter_context(written(target))
            write_fill_in(group, place, today, choose_fonts(fonts))
            digests.append(hashlib.sha256(place.read_bytes()).hexdigest())
        progress(_WRITTEN_SHARE, "正在保存")
    made = [
        MadeFile(form.unit_id, form.unit, target, len(form.tasks)) for group, target in zip(sheets, targets, strict=True) for form in group
    ]
    by_target = dict(zip(targets, digests, strict=True))
    changes = _register(store, plan_id, period, made, by_target)
    return MadeSheets(changes, tuple(made), _without_members(store, plan_id))


def checked_period(period: str) -> str:
    """The period, where it is a week, a month, a quarter or half a year. Raises UserError for anything else."""
    if reporting_date(period) is None:
        raise UserError(f"期次“{period}”写法不对", "期次是一周、一月、一季或半年", "请写成 2026-11 或 2026年第47周 这样")
    return period


def _forms(
    plan: PlanRecord, book: PeriodBook, known: Iterable[KnownTask], unit_ids: Collection[int] | None, words: StateWords, spare: int
) -> list[FillIn]:
    tasks = {task.task_id: task for task in known}
    forms = []
    for row in book.rows:
        if unit_ids is not None and row.unit.id not in unit_ids:
            continue
        own = [tasks[task_id] for task_id in row.tasks]
        leads = tuple(_task(plan.id, task, row.unit.id, words) for task in own if task.units[row.unit.id] in _LEADING)
        supports = tuple(_task(plan.id, task, row.unit.id, words) for task in own if task.units[row.unit.id] not in _LEADING)
        states = tuple(one.word for one in words.shown())
        forms.append(FillIn(plan.id, plan.title, row.unit.id, row.unit.full_name, book.period, book.due_on, leads, supports, states, spare))
    return forms


def _task(plan_id: int, task: KnownTask, unit_id: int, words: StateWords) -> FillInTask:
    stored = task.stored_for(unit_id)
    return FillInTask(
        task_key(plan_id, task.task_id),
        task.number,
        (task.title or task.content).strip(),
        task.due_wording,
        _last(stored, words),
        stored.office,
        stored.person,
        stored.phone,
    )


def _last(stored: StoredReport, words: StateWords) -> str:
    """What was reported last, in words: 推进中 65%：……"""
    if not stored.period:
        return ""
    state = "" if stored.state is None else words.single(stored.state)
    percent = "" if stored.percent is None else f"{stored.percent:g}%"
    standing = " ".join(word for word in (state, percent) if word)
    return "：".join(word for word in (standing, " ".join(stored.progress.split())) if word)


def _names(book: PeriodBook, forms: Sequence[FillIn]) -> list[str]:
    """File names that sort in official order, the same whether one is made or all: 01县发展改革局-2026年11月推进情况表.xlsx."""
    digits = max(2, len(str(len(book.rows))))
    place = {row.unit.id: number for number, row in enumerate(book.rows, 1)}
    return [safe_name(f"{place[form.unit_id]:0{digits}}{form.unit}-{fill_in_name(book.period)}", ".xlsx") for form in forms]


def unhurt(wanted: Path, ours: Collection[str]) -> Path:
    """The place to write to: never over a file that somebody has worked in. `ours`: digests of what was handed out."""
    if not wanted.is_file():
        return wanted
    try:
        is_ours = hashlib.sha256(wanted.read_bytes()).hexdigest() in ours
    except OSError:
        is_ours = False
    return wanted if is_ours else free_name(wanted)


def make_folder(out: Path) -> None:
    """The folder, made where it is missing."""
    if out.exists() and not out.is_dir():
        raise UserError(f"不能保存到“{out.name}”", "它是一个文件，不是文件夹", "请换一个文件夹")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"不能建立文件夹“{out}”", "没有写入权限，或名称不合系统要求", "请换一个文件夹") from error


def _register(store: Store, plan_id: int, period: str, made: Sequence[MadeFile], digests: Mapping[Path, str]) -> Changes:
    from tracker.storage.tables import Handout

    with store.transaction(f"发放{fill_in_name(period)}（{len(made)}个单位）") as work:
        for file in made:
            work.add(
                Handout(
                    plan_id=plan_id,
                    period=period,
                    unit_id=file.unit_id,
                    file_name=file.path.name,
                    digest=digests[file.path],
                    template_version=TEMPLATE_VERSION,
                    task_count=file.tasks,
                    made_at=work.now,
                )
            )
    return work.changes()


def _without_members(store: Store, plan_id: int) -> tuple[str, ...]:
    with store.read() as db:
        return tuple(reading.groups_without_members(db, plan_id))
