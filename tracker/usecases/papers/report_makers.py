"""From the common request to use cases that have one of their own: ledger, matrix, papers of a period, receipt, the plan's lists."""

from datetime import date

from tracker.domain.plan_lists import ListKind
from tracker.paths import Paths
from tracker.reports.content import Document
from tracker.storage.store import Store
from tracker.usecases.papers.report_request import ReportRequest


def ledger(store: Store, request: ReportRequest, today: date) -> Document:
    """工作台账 of a plan or of one unit in it."""
    from tracker.usecases.papers.ledger import LedgerRequest, ledger_content

    wanted = LedgerRequest(
        _plan(request), request.unit_id, request.columns, request.period or None, short_names=request.short_names, leader=request.leader
    )
    return ledger_content(store, wanted, today)


def matrix(store: Store, request: ReportRequest, today: date) -> Document:
    """责任矩阵 of a plan."""
    from tracker.usecases.papers.matrix_report import MatrixRequest, matrix_content
    from tracker.usecases.views.matrix_frame import Wanted

    return matrix_content(store, MatrixRequest(Wanted(_plan(request)), request.paper or "A3"), today, one_table=request.one_table)


def handouts(store: Store, request: ReportRequest, today: date) -> Document:
    """发放登记表 of a period."""
    return _paper(store, "handouts", request, today)


def not_reported(store: Store, request: ReportRequest, today: date) -> Document:
    """未报送名单 of a period."""
    return _paper(store, "not-reported", request, today)


def on_time(store: Store, request: ReportRequest, today: date) -> Document:
    """按时报送率统计表 of a period."""
    return _paper(store, "on-time", request, today)


def urging(store: Store, request: ReportRequest, today: date) -> Document:
    """催报通知 for those who have not reported."""
    return _paper(store, "urging", request, today)


def receipt(store: Store, request: ReportRequest, today: date) -> Document:
    """反馈表接收回执 for the last file of a unit."""
    from tracker.usecases.feedback.sheet_answer import receipt_content

    assert request.unit_id is not None
    places = request.places or Paths(store.path.parent, store.path)
    return receipt_content(store, places, _plan(request), request.period, request.unit_id, today, correct_by=request.due)


def services(store: Store, request: ReportRequest, today: date) -> Document:
    """基本公共服务清单."""
    return _list(store, ListKind.SERVICES, request, today)


def projects(store: Store, request: ReportRequest, today: date) -> Document:
    """项目清单."""
    return _list(store, ListKind.PROJECTS, request, today)


def _paper(store: Store, kind: str, request: ReportRequest, today: date) -> Document:
    from tracker.usecases.papers.period_papers import paper_content

    return paper_content(store, kind, _plan(request), request.period, today, answer_by=request.due)


def _list(store: Store, kind: ListKind, request: ReportRequest, today: date) -> Document:
    from tracker.usecases.intake.plan_lists import list_content

    return list_content(store, kind, request.plan_id, today)


def _plan(request: ReportRequest) -> int:
    """The plan, which the kind needs and `check_request` has seen."""
    assert request.plan_id is not None
    return request.plan_id
