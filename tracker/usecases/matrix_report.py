"""The responsibility matrix as a document: what it says, and writing it as a Word or Excel file."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.domain.records import PlanRecord
from tracker.progress import Progress, silent
from tracker.reports.content import Document, safe_name
from tracker.reports.matrix import matrix_document
from tracker.reports.titles import derived_title
from tracker.storage.reading.units import units
from tracker.storage.store import Store
from tracker.usecases.documents import check_kind, write_document
from tracker.usecases.ledger import LedgerRequest, ledger_data

_READ_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class MatrixRequest:
    """Which matrix. `title` and `compiler` (编制单位) replace what is derived from the plan."""

    plan_id: int
    title: str = ""
    compiler: str = ""


def matrix_file_name(plan: PlanRecord, suffix: str) -> str:
    """A file name for the matrix of a plan, with `suffix` like ".docx"."""
    return safe_name(derived_title(plan.title, "责任矩阵"), suffix)


def matrix_content(store: Store, request: MatrixRequest, today: date, *, one_table: bool = False) -> Document:
    """The matrix as a content tree; with `one_table` all units stand side by side, however many.

    Raises UserError for a plan that is gone.
    """
    with store.read() as db:
        data = ledger_data(store, LedgerRequest(request.plan_id), today)
        known = units(db)
    return matrix_document(data, known, today, title=request.title, compiler=request.compiler, one_table=one_table)


def write_matrix(
    store: Store,
    request: MatrixRequest,
    out: Path,
    today: date,
    progress: Progress = silent,
    *,
    fonts: Collection[str] | None = None,
) -> Document:
    """Write the matrix to `out` (.docx or .xlsx) and return what it says; a file is complete or not there."""
    check_kind(out)
    progress(0.0, "正在读取任务")
    document = matrix_content(store, request, today, one_table=out.suffix.lower() == ".xlsx")
    progress(_READ_SHARE, "正在排版")
    write_document(document, out, lambda done, text: progress(_READ_SHARE + (1 - _READ_SHARE) * done, text), fonts)
    return document
