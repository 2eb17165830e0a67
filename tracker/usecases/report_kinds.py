"""The documents that can be made of a plan, by name: one list for the command line and for whoever offers a choice."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from tracker.domain.plan_lists import ListKind
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.progress import Progress, silent
from tracker.storage.store import Store
from tracker.usecases.period_papers import PAPERS, write_paper


class ReportKind(NamedTuple):
    """`needs` must be said, `may` can be; `content`: what the plan must hold, in words."""

    kind: str
    name: str
    content: str
    needs: tuple[str, ...] = ("plan",)
    may: tuple[str, ...] = ()
    files: tuple[str, ...] = (".docx", ".xlsx")


REPORTS = (
    ReportKind("ledger", "工作台账", "任务", may=("unit", "period")),
    ReportKind("matrix", "责任矩阵", "任务"),
    ReportKind("indicators", "指标监测表", "指标表"),
    ReportKind("services", "基本公共服务清单", "服务清单"),
    ReportKind("projects", "项目清单", "专栏项目"),
    *(ReportKind(paper.kind, paper.name, "带责任单位的任务", needs=("plan", "period"), files=paper.files) for paper in PAPERS),
    ReportKind("receipt", "反馈表接收回执", "收到的反馈表", needs=("plan", "period", "unit"), files=(".docx",)),
)
_LISTS = {"indicators": ListKind.INDICATORS, "services": ListKind.SERVICES, "projects": ListKind.PROJECTS}


def report_kind(name: str) -> ReportKind:
    """The kind with this short name; `UserError` names those there are."""
    found = next((kind for kind in REPORTS if kind.kind == name), None)
    if found is None:
        names = "、".join(f"{kind.kind}（{kind.name}）" for kind in REPORTS)
        raise UserError(f"没有“{name}”这种文书", "", f"可以写：{names}")
    return found


def write_report(
    store: Store,
    name: str,
    plan_id: int,
    out: Path,
    today: date,
    *,
    unit_id: int | None = None,
    period: str | None = None,
    places: Paths | None = None,
    progress: Progress = silent,
) -> str:
    """Write a document of this kind to `out` (.docx or .xlsx); gives the document's name. `places`: where received files are kept."""
    kind = report_kind(name)
    for word, value in (("unit", unit_id), ("period", period)):
        if value is None and word in kind.needs:
            raise UserError(f"{kind.name}要指明{'单位' if word == 'unit' else '期次'}", "", f"请加上 --{word}")
        if value is not None and word not in (*kind.needs, *kind.may):
            raise UserError(f"{kind.name}不能只出{'一个单位' if word == 'unit' else '一期'}的内容", "", f"请去掉 --{word}")
    if period is not None and any(name == paper.kind for paper in PAPERS):
        return write_paper(store, name, plan_id, period, out, today, progress=progress)
    if name == "receipt" and period is not None and unit_id is not None:
        from tracker.usecases.sheet_answer import write_receipt

        return write_receipt(store, places or Paths(store.path.parent, store.path), plan_id, period, unit_id, out, today)
    if name == "ledger":
        from tracker.usecases.ledger import LedgerRequest, write_ledger

        return write_ledger(store, LedgerRequest(plan_id, unit_id, period=period), out, today, progress).name
    if name == "matrix":
        from tracker.usecases.matrix_frame import Wanted
        from tracker.usecases.matrix_report import MatrixRequest, write_matrix

        return write_matrix(store, MatrixRequest(Wanted(plan_id)), out, today, progress).name
    from tracker.usecases.plan_lists import write_list

    return write_list(store, _LISTS[name], plan_id, out, today, progress).name
