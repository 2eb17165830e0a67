"""One sample of every kind of document, for the tests that all of them must pass: add a row here with each new kind."""

from collections.abc import Callable
from dataclasses import replace

from tests.reports import cascade_samples, cycle_samples, extension_samples, figure_samples, paper_samples, samples
from tests.reports import test_golden_sheets as period_samples
from tests.reports.test_matrix import UNITS
from tests.reports.test_matrix import sheet as matrix_sheet
from tracker.domain.lights import DEFAULT
from tracker.domain.notices import NoticeKind
from tracker.domain.plan_lists import IndicatorRecord, ListKind, ListRow, ProjectRecord, ServiceRecord
from tracker.domain.records import UnitRecord
from tracker.domain.terms import Role, UnitKind
from tracker.reports.bulletin import bulletin
from tracker.reports.cascade_papers import split_document, upper_document
from tracker.reports.content import A4_ACROSS, Document
from tracker.reports.division import division_plan, division_table
from tracker.reports.evaluation import evaluation_table
from tracker.reports.extension_papers import approval_form, extension_register
from tracker.reports.figure_register import figure_register
from tracker.reports.indicator_table import indicator_table
from tracker.reports.layout import NATIONAL, Layout, Margins, Numbers
from tracker.reports.ledger import FULL_COLUMNS, ledger_document
from tracker.reports.matrix import matrix_document
from tracker.reports.month_sheet import month_sheet
from tracker.reports.notice_proposals import proposals_document
from tracker.reports.notice_register import notice_register
from tracker.reports.notices import notice
from tracker.reports.period_papers import not_reported, punctuality, register, urging
from tracker.reports.plan_lists import list_document
from tracker.reports.problem_papers import problem_files, problem_list, rectification_ledger
from tracker.reports.project_order import order_tables
from tracker.reports.project_papers import contact_table, progress_table, version_table
from tracker.reports.receipt import receipt
from tracker.reports.score_sheet import score_sheet
from tracker.reports.service_checks import service_check_table
from tracker.reports.unit_tasks import UnitLine, unit_tasks_document
from tracker.reports.year_sheet import year_sheet

OWN = Layout(
    "本单位",
    body="仿宋",
    kai="楷体",
    title="华文中宋",
    title_pt=20,
    text_pt=15,
    head_pt=11,
    cell_pt=10,
    text=Margins(35, 33, 27, 27),
    form=Margins(22, 18, 25, 25),
    table=Margins(22, 16, 18, 12),
    lines=24,
    characters=29,
    table_numbers=Numbers.DASHES,
    red_head=True,
    sealed=False,
    imprint=True,
)
"""What an invented office has made of its papers."""
LAYOUTS = {"国标": NATIONAL, "本单位": OWN}

_LISTS: dict[ListKind, list[ListRow]] = {
    ListKind.INDICATORS: [
        IndicatorRecord(1, 1, "1", "一、经济发展", "规上工业企业户数", "户", ">=", "86", "预期性"),
        IndicatorRecord(2, 1, "2", "一、经济发展", "单位产值能耗降低", "%", "", "3.2", "约束性"),
        IndicatorRecord(3, 1, "3", "二、民生福祉", "城镇新增就业", "人", "", "=1500", "预期性"),
    ],
    ListKind.SERVICES: [
        ServiceRecord(1, 1, "1", "幼有所育", "农村托育补助", "3岁以下幼儿", "每人每月不低于80元", "县财政承担", ""),
        ServiceRecord(2, 1, "2", "病有所医", "慢性病随访", "在册病人", "每季度不少于1次", "省、县分担", "“两病”优先"),
    ],
    ListKind.PROJECTS: [
        ProjectRecord(1, 1, "水利工程", "01", "青石水厂扩建", "日供水能力增加2万吨，铺设主管道18公里。"),
        ProjectRecord(2, 1, "水利工程", "02", "", "整治山塘26座。"),
    ],
}


def _list(kind: ListKind) -> Document:
    return list_document(kind, _LISTS[kind], {1: samples.PLAN}, samples.TODAY, samples.PLAN)


def _unit_tasks() -> Document:
    unit = UnitRecord(1, "望川县工业和信息化局", "县工信局", UnitKind.GOVERNMENT, "县", 1, False, None, None, None)
    roles = (Role.SUPPORT, Role.LEAD)
    lines = [UnitLine(task, roles[task.number % 2], "", samples.PLAN.title) for task in samples.tasks()]
    return unit_tasks_document(unit, lines, samples.TODAY, DEFAULT)


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "ledger": lambda: ledger_document(samples.ledger(), samples.TODAY),
    "ledger-14": lambda: ledger_document(samples.ledger(), samples.TODAY, columns=FULL_COLUMNS),
    "matrix": lambda: matrix_document(matrix_sheet(tuple(samples.tasks()), UNITS), samples.TODAY),
    "matrix-a4": lambda: matrix_document(matrix_sheet(tuple(samples.tasks()), UNITS), samples.TODAY, A4_ACROSS),
    "division": lambda: division_table(paper_samples.DIVISION),
    "division-plan": lambda: division_plan(paper_samples.DIVISION),
    "month": lambda: month_sheet(paper_samples.month_facts(tuple(paper_samples.due(day, day) for day in (4, 15, 15, 15, 15, 15, 30)))),
    "year": lambda: year_sheet(paper_samples.YEAR),
    "assignment": lambda: notice(paper_samples.notice_facts(NoticeKind.ASSIGNMENT, paper_samples.MATTERS[:3], "望川县工信局")),
    "reminder": lambda: notice(paper_samples.notice_facts(NoticeKind.REMINDER, paper_samples.MATTERS[2:3])),
    "supervision": lambda: notice(paper_samples.notice_facts(NoticeKind.SUPERVISION, paper_samples.MATTERS[2:3])),
    "supervision-many": lambda: notice(paper_samples.notice_facts(NoticeKind.SUPERVISION, paper_samples.MATTERS)),
    "register": lambda: notice_register(paper_samples.REGISTER),
    "urging": lambda: urging(period_samples.FACTS, period_samples.DAY),
    "receipt": lambda: receipt(period_samples.RECEIPT),
    "handouts": lambda: register(period_samples.FACTS),
    "not-reported": lambda: not_reported(period_samples.FACTS),
    "on-time": lambda: punctuality(period_samples.FACTS),
    "bulletin": lambda: bulletin(cycle_samples.BULLETIN),
    "bulletin-one-annex": lambda: bulletin(replace(cycle_samples.BULLETIN, number="", missing=())),
    "problems": lambda: problem_list(cycle_samples.PROBLEMS),
    "rectification": lambda: rectification_ledger(cycle_samples.PROBLEMS),
    "files": lambda: problem_files(cycle_samples.PROBLEMS),
    "extension": lambda: approval_form(extension_samples.FORM),
    "extension-granted": lambda: approval_form(extension_samples.DECIDED),
    "extensions": lambda: extension_register(extension_samples.REGISTER),
    "unit-tasks": _unit_tasks,
    "indicators": lambda: indicator_table(figure_samples.ABOUT, figure_samples.INDICATORS),
    "evaluation": lambda: evaluation_table(figure_samples.EVALUATION),
    "figure-handouts": lambda: figure_register(figure_samples.ABOUT, "2026-09", figure_samples.DUE, figure_samples.SENT),
    "indicator-list": lambda: _list(ListKind.INDICATORS),
    "services": lambda: _list(ListKind.SERVICES),
    "service-checks": lambda: service_check_table(figure_samples.ABOUT, figure_samples.SERVICES, 2026),
    "projects": lambda: _list(ListKind.PROJECTS),
    "project-progress": lambda: progress_table(figure_samples.ABOUT, figure_samples.PROJECTS),
    "project-order": lambda: order_tables(figure_samples.ABOUT, figure_samples.PROJECTS, figure_samples.PACES, ranked=True),
    "project-order-plain": lambda: order_tables(figure_samples.ABOUT, figure_samples.PROJECTS, figure_samples.PACES, ranked=False),
    "project-contacts": lambda: contact_table(figure_samples.ABOUT, figure_samples.PROJECTS),
    "project-versions": lambda: version_table(figure_samples.ABOUT, "第1版（2026-01-20）", "第2版（2026-07-02）", figure_samples.VERSIONS),
    "score": lambda: score_sheet(cycle_samples.SCORES),
    "proposals": lambda: proposals_document(samples.PLAN.title, cycle_samples.OFFICE, cycle_samples.DAY, cycle_samples.PROPOSED),
    "subtasks": lambda: split_document(cascade_samples.SPLIT),
    "upper-tasks": lambda: upper_document(cascade_samples.UPPER),
}
