"""Gathering what 任务分解落实表 and 上级任务承接情况表 say."""

from datetime import date

from tracker.domain.records import PlanRecord, TaskRow
from tracker.errors import UserError
from tracker.reports.cascade_papers import SplitFacts, SplitTask, TaskFacts, UpperFacts, UpperTask, split_document, upper_document
from tracker.reports.content import Document
from tracker.reports.titles import day_words
from tracker.storage.reader import Reader
from tracker.storage.reading import cascade, plans, tasks, units
from tracker.storage.store import Store
from tracker.usecases.house.office import office
from tracker.usecases.house.settings import rules_in
from tracker.usecases.papers.report_request import ReportRequest

__all__ = ["split_content", "split_matters", "upper_content"]


def split_content(store: Store, request: ReportRequest, today: date) -> Document:
    """任务分解落实表 of a plan, of some of its tasks, or of what one unit carries out. Raises UserError where nothing is split."""
    with store.read() as db:
        plan, rules = _plan(db, request), rules_in(db)
        wanted = [task_id for task_id in cascade.split_tasks(db, plan.id) if not request.task_ids or task_id in request.task_ids]
        parts = cascade.subtasks(db, wanted)
        rows = tasks.task_rows(db, wanted, today, rules)
        unit = next((each.full_name for each in units.units(db) if each.id == request.unit_id), "")
    split = []
    for row in rows:
        own = tuple(parts[row.id])
        shown = None if request.unit_id is None else frozenset(part.id for part in own if part.unit_id == request.unit_id)
        if shown is None or shown:
            split.append(SplitTask(_facts(row), own, shown))
    if not split:
        what = (
            "这个单位没有分解任务"
            if request.unit_id is not None
            else "这些任务还没有分解"
            if request.task_ids
            else "这份方案还没有分解任务"
        )
        raise UserError(what, "没有可以列入表里的内容", "请先在任务的“分解”里把任务分给单位或科室")
    return split_document(SplitFacts(plan.title, _office(store, plan), today, rules.words, tuple(split), unit))


def split_matters(store: Store, request: ReportRequest, _today: date) -> tuple[int, ...]:
    """The ids of the tasks of which 任务分解落实表 speaks: those that are split, or of which the unit has a part."""
    assert request.plan_id is not None
    with store.read() as db:
        wanted = cascade.split_tasks(db, request.plan_id)
        parts = cascade.subtasks(db, wanted)
    return tuple(one for one in wanted if request.unit_id in (None, *(part.unit_id for part in parts[one])))


def upper_content(store: Store, request: ReportRequest, today: date) -> Document:
    """上级任务承接情况表 of a superior's plan. Raises UserError where none of its tasks is carried out by another."""
    with store.read() as db:
        plan, rules = _plan(db, request), rules_in(db)
        ids = [task.id for task in cascade.plan_tasks(db, plan.id)]
        lower = cascade.linked(db, ids, today, rules, below=True)
        above = sorted({each.plan for found in cascade.linked(db, ids, today, rules, below=False).values() for each in found})
        rows = tasks.task_rows(db, ids, today, rules)
        below = next((each.plan_id for found in lower.values() for each in found), None)
        own = None if below is None else plans.plan(db, below)
    if own is None:
        way = f"请改选上级方案《{'》《'.join(above)}》" if above else "请先在任务页用“对应上级方案”把本级任务对应到这份方案"
        raise UserError("这份方案的任务还没有下级任务承接", "这张表要选上级的方案", way)
    found = tuple(UpperTask(_facts(row), tuple(lower[row.id])) for row in rows)
    return upper_document(UpperFacts(plan.title, _office(store, own), today, rules.words, found))


def _plan(db: Reader, request: ReportRequest) -> PlanRecord:
    plan = None if request.plan_id is None else plans.plan(db, request.plan_id)
    if plan is None:
        raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
    return plan


def _office(store: Store, plan: PlanRecord) -> str:
    return office(store).name or plan.issuer or "、".join(plan.lead_units)


def _facts(row: TaskRow) -> TaskFacts:
    return TaskFacts(row.number, row.title, row.leads, row.wording or (day_words(row.due) if row.due else ""))
