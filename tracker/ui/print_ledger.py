"""The ledger as PDF, without a window."""

from datetime import date
from pathlib import Path

from tracker.progress import Progress, part, silent
from tracker.reports.content import Document
from tracker.reports.layout import NATIONAL
from tracker.storage.store import Store
from tracker.ui.print_document import print_document
from tracker.usecases.ledger import LedgerRequest, ledger_content


def print_ledger(store: Store, request: LedgerRequest, out: Path, today: date, progress: Progress = silent) -> Document:
    """Write the ledger to `out` (.pdf) and return what it says; the file is complete or not there."""
    progress(0.0, "正在读取任务")
    document = ledger_content(store, request, today)
    print_document(document, out, NATIONAL, part(progress, 0.1, 1))
    return document
