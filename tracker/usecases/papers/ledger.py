"""The work ledger: what it says (for the preview and for printing) and writing it as a Word or Excel file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.domain.completion import is_unproved, waits_at
from tracker.domain.ledger import LedgerData, LedgerTask
from tracker.domain.periods import sort_key
from tracker.domain.records import ContactRecord, ProgressRecord, TaskDetail
from tracker.domain.terms import State
from tracker.errors import UserError
from tracker.progress import Progress, silent
from tracker.reports.content import Document
from tracker.reports.ledger import CHOICES, FULL_COLUMNS, PLAN_COLUMNS, UNIT_COLUMNS, ledger_document
from tracker.storage.reading import ledger as reading
from tracker.storage.reading import plans, tasks, units
from tracker.storage.store import Store
from tracker.usecases.house.settings import rules_in
from tracker.usecases.papers.documents import check_kind, proposed_name, write_document
from tracker.usecases.papers.layouts import current_layout
from tracker.usecases.papers.ledger_parts import with_parts

__all__ = [
    "LedgerRequest",
    "column_choices",
    "ledger_content",
    "ledger_data",
    "ledger_line",
    "proposed_name",
    "usual_columns",
    "write_ledger",
]

_READ_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class LedgerRequest:
    """Which ledger. `columns`: keys of `column_choices` in the order wanted, None for the usual ones; `period` like "2026-11".

    `title` and `compiler` (编制单位) replace what is derived from the plan; `short_names`: units by their short names instead of as
    the plan printed them; `leader`: only the tasks that this 分管领导 is in charge of.
    """

    plan_id: int
    unit_id: int | None = None
    columns: tuple[str, ...] | None = None
    period: str | None = None
    title: str = ""
    compiler: str = ""
    short_names: bool = False
    leader: str = ""


def column_choices() -> tuple[tuple[str, str], ...]:
    """Key and head of every column a ledger can have, in the order of the full form."""
    rest = [key for key in CHOICES if key not in FULL_COLUMNS]
    return tuple((key, CHOICES[key].head) for key in (*FULL_COLUMNS, *rest))


def usual_columns(*, for_unit: bool) -> tuple[str, ...]:
    """The columns that a ledger has where none are asked for."""
    return UNIT_COLUMNS if for_unit else PLAN_COLUMNS


def ledger_content(store: Store, request: LedgerRequest, today: date) -> Document:
    """The ledger as a content tree; raises UserError where plan, unit or a column does not exist."""
    return ledger_document(
        ledger_data(store, request, today),
        today,
        columns=request.columns,
        title=request.title,
        compiler=request.compiler,
        short_names=request.short_names,
    )


def write_ledger(
    store: Store,
    request: LedgerRequest,
    out: Path,
    today: date,
    progress: Progress = silent,
    *,
    fonts: Collection[str] | None = None,
) -> Document:
    """Write the ledger to `out` (.docx or .xlsx) and return what it says. `fonts`: names of the installed fonts, where known.

    The file is complete or not there: `Cancelled`, raised by `progress`, and every fault leave an older file as it was.
    """
    check_kind(out)
    progress(0.0, "正在读取任务")
    document = ledger_content(store, request, today)
    progress(_READ_SHARE, "正在排版")
    write_document(document, out, lambda done, text: progress(_READ_SHARE + (1 - _READ_SHARE) * done, text), fonts, current_layout(store))
    return document


def ledger_data(store: Store, request: LedgerRequest, today: date) -> LedgerData:
    """The facts of a plan's tasks, or of one unit's, as they stand on a day."""
    with store.read() as db:
        plan = plans.plan(db, request.plan_id)
        if plan is None:
            raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
        unit = None
        own: frozenset[int] = frozenset()
        if request.unit_id is not None:
            unit = next(iter(units.units(db, [request.unit_id])), None)
            if unit is None:
                raise UserError("没有找到这个单位", "它可能已被删除或合并", "请重新选择单位")
            own = reading.own_ids(db, request.unit_id)
        rules = rules_in(db)
        details = tasks.task_details(db, reading.ledger_ids(db, request.plan_id, request.unit_id), today, rules)
    period = request.period or ""
    if unit is not None and not details:
        raise UserError(f"“{unit.display}”在这份方案里没有任务", "", "请换一个单位或方案")
    lines = tuple(with_parts(ledger_line(detail, period, today), detail.parts, period, request.unit_id) for detail in details)
    if request.leader:
        lines = tuple(line for line in lines if line.contact is not None and line.contact.leader == request.leader)
        if not lines:
            raise UserError(f"没有{request.leader}分管的任务", "", "请换一位领导或一个单位")
    return LedgerData(plan, lines, unit, own, period, rules, request.leader)


def ledger_line(detail: TaskDetail, period: str, today: date) -> LedgerTask:
    """The facts of one task, as of the end of `period` where one is given."""
    row = detail.row
    report = _report(detail.reports, period)
    state, percent, claimed = row.state, row.percent, row.claimed
    if period and report is not None:
        state, percent, claimed = report.state, report.percent, False
        if state is State.COMPLETED and is_unproved(report.period, detail.unproved):
            state, claimed = State.IN_PROGRESS, waits_at(report.period, detail.unproved)
    elif period and detail.reports:
        state, percent, claimed = State.NOT_STARTED, None, False  # all that is known was reported later
    return LedgerTask(
        number=row.number,
        title=row.title,
        content=detail.content,
        path=detail.path,
        state=state,
        percent=percent,
        kind=row.kind,
        due=row.due,
        pace=row.pace,
        assignments=detail.assignments,
        deadlines=detail.deadlines,
        targets=detail.targets,
        contact=_contact(detail.contacts, today),
        report=report,
        held_light=None if row.light_set is None else (row.light_set.light, row.light_set.reason),
        task_id=row.id,
        claimed=claimed,
    )


def _report(reports: tuple[ProgressRecord, ...], period: str) -> ProgressRecord | None:
    """The newest report, or the newest up to the period."""
    known = (each for each in reports if not period or sort_key(each.period) <= sort_key(period))
    return max(known, key=lambda each: (sort_key(each.period), each.id), default=None)


def _contact(contacts: tuple[ContactRecord, ...], today: date) -> ContactRecord | None:
    """Who is responsible on that day; the entry made last if several are."""
    holding = [
        each
        for each in contacts
        if (each.valid_from is None or each.valid_from <= today) and (each.valid_to is None or today <= each.valid_to)
    ]
    return max(holding, key=lambda each: (each.valid_from or date.min, each.id), default=None)
