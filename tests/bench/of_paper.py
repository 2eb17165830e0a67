"""Pages for preview and print: how the time of dividing a ledger into sheets grows with its rows."""

import os
from collections.abc import Callable, Iterator

from tests.bench.measure import Measurement, alternate
from tests.reports import samples

_TASKS = 9


def measurements(wanted: Callable[[str], bool]) -> Iterator[Measurement]:
    if not wanted("pages-ledger-8000-by-2000"):
        return
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    from tracker.reports.ledger import ledger_document
    from tracker.ui.paper.sheets import sheets_of

    application = QGuiApplication.instance() or QGuiApplication([])
    some, many = (ledger_document(samples.ledger(count // _TASKS), samples.TODAY) for count in (2000, 8000))
    yield alternate("pages-ledger-8000-by-2000", lambda: sheets_of(many), lambda: sheets_of(some), aim=5, rounds=3)
    del application
