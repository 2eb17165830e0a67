"""指标监测表, 基本公共服务清单核查表, 重点项目进展表, 项目进度晾晒表, 重大项目联系表 and 项目清单版本对照表 from what is stored."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from tracker.domain.figure_lines import Line, ProjectLine
from tracker.domain.figures import period_said
from tracker.domain.plan_lists import ListKind
from tracker.domain.records import PlanRecord
from tracker.errors import UserError
from tracker.reports.content import Document
from tracker.reports.figure_tables import Paper
from tracker.reports.titles import day_words
from tracker.storage.reading import plan_lists as lists
from tracker.storage.reading import plans, units
from tracker.storage.store import Store
from tracker.usecases.cycle import indicator_values, project_list, project_values, service_checks
from tracker.usecases.house.office import office
from tracker.usecases.papers.report_request import ReportRequest

if TYPE_CHECKING:
    from tracker.storage.reader import Reader

L = TypeVar("L", bound=Line)


def indicators_content(store: Store, request: ReportRequest, today: date) -> Document:
    """指标监测表, as of a period where one is said."""
    from tracker.reports.indicator_table import indicator_table

    with store.read() as db:
        about, ids = _about(db, ListKind.INDICATORS, request, today)
        lines = _of_unit(db, indicator_values.lines_of(db, ids, today, request.period), request)
    return indicator_table(_with_office(store, about), lines)


def handouts_content(store: Store, request: ReportRequest, today: date) -> Document:
    """指标项目表收发登记表 of a period."""
    from tracker.reports.figure_register import SentSheet, figure_register
    from tracker.usecases.feedback.figure_book import figure_book

    with store.read() as db:
        plan = _plan(db, request.plan_id)
    book = figure_book(store, plan.id, request.period, today)
    if not book.turns:
        raise UserError(
            f"{period_said(book.period)}还没有发放指标项目填报表", "也没有收到", "请先在“指标项目”里点“填报表 → 发填报表”，或换一期"
        )
    sheets = [
        SentSheet(
            turn.unit.full_name,
            turn.rows,
            turn.handed_out,
            turn.handed_out_as,
            turn.received_at,
            tuple(file.name for file in turn.files),
            turn.standing,
            turn.late,
        )
        for turn in book.turns
    ]
    return figure_register(_with_office(store, Paper(plan, "", today)), book.period, book.due_on, sheets)


def checks_content(store: Store, request: ReportRequest, today: date) -> Document:
    """基本公共服务清单核查表 of a year, this one where none is said."""
    from tracker.reports.service_checks import service_check_table

    with store.read() as db:
        about, ids = _about(db, ListKind.SERVICES, request, today)
        lines = _of_unit(db, service_checks.lines_of(db, ids), request)
    return service_check_table(_with_office(store, about), lines, request.year or today.year)


def progress_content(store: Store, request: ReportRequest, today: date) -> Document:
    """重点项目进展表, as of a period where one is said."""
    from tracker.reports.project_papers import progress_table

    about, lines = _projects(store, request, today)
    return progress_table(about, lines)


def contacts_content(store: Store, request: ReportRequest, today: date) -> Document:
    """重大项目联系表, of all leaders or of one."""
    from tracker.reports.project_papers import contact_table

    about, lines = _projects(store, request, today)
    return contact_table(about, lines)


def order_content(store: Store, request: ReportRequest, today: date) -> Document:
    """项目进度晾晒表, as of a period where one is said; by places where the request wants them ranked."""
    from tracker.domain.project_order import unit_paces
    from tracker.reports.project_order import order_tables

    about, lines = _projects(store, request, today)
    with store.read() as db:
        order = [unit.id for unit in units.units(db)]
    return order_tables(about, lines, unit_paces(lines, order), ranked=request.ranked)


def versions_content(store: Store, request: ReportRequest, today: date) -> Document:
    """项目清单版本对照表: what changed since the last version; where nothing did, what that version changed."""
    assert request.plan_id is not None
    found = project_list.compare_versions(store, request.plan_id, today)
    if not any(one.change for one in found.rows):
        latest = project_list.versions(store, request.plan_id)[0].number
        if latest == 1:
            raise UserError("项目清单只有第1版，没有变动可以对照", "", "有新增、调整或调出以后再出")
        found = project_list.compare_versions(store, request.plan_id, today, newer=latest)
    return comparison_content(store, request.plan_id, found, today)


def comparison_content(store: Store, plan_id: int, found: project_list.Comparison, today: date) -> Document:
    """The same of two versions at hand."""
    from tracker.reports.project_papers import version_table

    if not any(one.change for one in found.rows):
        raise UserError(f"{found.older}与{found.newer}没有不同", "", "请另选两版")
    with store.read() as db:
        plan = _plan(db, plan_id)
    return version_table(_with_office(store, Paper(plan, "", today)), found.older, found.newer, found.rows)


def _projects(store: Store, request: ReportRequest, today: date) -> tuple[Paper, list[ProjectLine]]:
    with store.read() as db:
        about, ids = _about(db, ListKind.PROJECTS, request, today)
        lines = _of_unit(db, project_values.lines_of(db, ids, today, request.period), request)
    if request.leader:
        lines = [line for line in lines if line.row.leader == request.leader]
        if not lines:
            raise UserError(f"没有{request.leader}挂包的项目", "", "请换一位领导，或先在项目里填上挂包领导")
    return _with_office(store, about), lines


def _plan(db: "Reader", plan_id: int | None) -> PlanRecord:
    plan = None if plan_id is None else plans.plan(db, plan_id)
    if plan is None:
        raise UserError("没有找到这份方案", "它可能已被删除或撤销", "请重新选择方案")
    return plan


def _about(db: "Reader", kind: ListKind, request: ReportRequest, today: date) -> tuple[Paper, list[int]]:
    """The plan that the paper is about and the ids of its rows. Raises UserError where there are none."""
    plan = _plan(db, request.plan_id)
    ids = [one for group in lists.list_groups(db, kind, plan.id) for one in group.ids]
    if not ids:
        raise UserError(f"这份方案里没有{kind.label}", "", "请换一份方案，或在“指标项目”里新增")
    as_of = f"{period_said(request.period)}末" if request.period else day_words(today)
    return Paper(plan, "", today, as_of), ids


def _of_unit(db: "Reader", lines: Sequence[L], request: ReportRequest) -> list[L]:
    """The rows for which the unit asked for, or a group that it belongs to, is responsible."""
    if request.unit_id is None:
        return list(lines)
    wanted = {request.unit_id, *(unit.id for unit in units.units(db) if request.unit_id in unit.member_ids)}
    found = [line for line in lines if any(unit.unit_id in wanted for unit in line.row.units)]
    if not found:
        raise UserError("没有这个单位负责的项", "", "请换一个单位，或先在“指标项目”里填上责任单位")
    return found


def _with_office(store: Store, about: Paper) -> Paper:
    return about._replace(office=office(store).name or about.plan.issuer or "、".join(about.plan.lead_units))
