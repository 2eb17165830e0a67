"""Scrolling the matrix of 10,000 tasks by 200 units, page by page to rows never seen before, against a bare table of the same size."""

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from tests.bench.measure import Measurement, alternate

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

NAME = "matrix scroll, 20 pages"
TASKS, UNITS, PAGES = 10_000, 200, 20


def measurements(wanted: Callable[[str], bool]) -> Iterator[Measurement]:
    """One measurement: twenty pages of the matrix, cells read from the database, and of a C++ model with text in each cell."""
    if not wanted(NAME):
        return
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QTableView

    from tracker.paths import Paths
    from tracker.storage.store import Store
    from tracker.ui.context import Context
    from tracker.ui.pages.matrix.page import MatrixPage
    from tracker.ui.runner import TaskRunner
    from tracker.ui.theme import apply_look
    from tracker.usecases.sample.demo import fill_demo, sample_day

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_look(app)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.db", datetime.now) as store:
        fill_demo(store, TASKS, sample_day())
        page = MatrixPage(Context(store, TaskRunner(inline=True), paths=Paths(Path(folder), store.path), today=sample_day))
        page.resize(1230, 630)
        page.show()
        page.activate()
        bare = QTableView()
        model = QStandardItemModel(1000, UNITS)
        for row in range(1000):
            for column in range(0, UNITS, 8):
                model.setItem(row, column, QStandardItem("●"))
        bare.setModel(model)
        bare.horizontalHeader().setDefaultSectionSize(27)
        bare.verticalHeader().setDefaultSectionSize(26)
        bare.resize(1230, 630)
        bare.show()
        app.processEvents()
        ours, floor = page.grid.down, bare.verticalScrollBar()
        yield alternate(NAME, lambda: _scroll(app, ours), lambda: _scroll(app, floor), aim=None)
        page.close()
        bare.close()


def _scroll(app: object, bar: object) -> None:
    from PySide6.QtWidgets import QApplication, QScrollBar

    assert isinstance(app, QApplication)
    assert isinstance(bar, QScrollBar)
    if bar.value() + PAGES * bar.pageStep() > bar.maximum():
        bar.setValue(0)
    for _page in range(PAGES):
        bar.setValue(bar.value() + bar.pageStep())
        app.processEvents()
