"""The window with 10,000 and 100,000 tasks (200 units): changing the page, filtering, searching, each to the painted view.

The floor of a page change is a bare table of as many visible rows, shown and painted; the floor of a filter and a search is their
SQL query alone. `…-100k` is held against the same with 10,000 tasks: growth is to stay below five times. Memory of the process stands
in megabytes where seconds stand otherwise, against that of a window with the sample alone.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.measure import Measurement, alternate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from tracker.ui.shell import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PAGES = ("overview", "tasks", "matrix", "calendar", "lists", "units", "history")
SMALL, LARGE = 10_000, 100_000
GROWTH = 5


def measurements(wanted: Callable[[str], bool]) -> Iterator[Measurement]:
    """Page changes, a filter, a search; with 10,000 tasks, then with 100,000."""
    names = [f"page-{page}" for page in PAGES] + ["filter-red", "search-word", "search-initials", "memory-mb"]
    if not any(wanted(f"{name}-{size}") for name in names for size in ("10k", "100k")):
        return
    with _window(46) as (app, sample):
        least = _megabytes()
        _go(app, sample, "overview")
    with _window(SMALL) as (app, window):
        yield from _of_pages(app, window, wanted)
        yield from _of_lists(app, window, wanted)
        if wanted("memory-mb-10k"):
            yield Measurement("memory-mb-10k", _megabytes(), least, None)
        if any(wanted(f"{name}-100k") for name in names):
            with _window(LARGE) as (_app, larger):
                yield from _growth(app, larger, window, wanted)


@contextmanager
def _window(tasks: int) -> "Iterator[tuple[QApplication, MainWindow]]":
    """A window over that many tasks, its work done at once."""
    from PySide6.QtWidgets import QApplication

    from tracker.paths import Paths
    from tracker.storage.store import Store
    from tracker.ui.context import Context
    from tracker.ui.runner import TaskRunner
    from tracker.ui.shell import MainWindow
    from tracker.ui.theme import apply_look
    from tracker.usecases.demo import fill_demo, sample_day

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_look(app)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.db", datetime.now) as store:
        fill_demo(store, None if tasks < SMALL else tasks, sample_day())
        window = MainWindow()
        window.resize(1366, 738)
        window.show()
        window.begin(Context(store, TaskRunner(inline=True), paths=Paths(Path(folder), store.path), today=sample_day))
        assert window.ctx
        window.ctx.choose_plan(None)
        for page in PAGES:
            _go(app, window, page)
        yield app, window
        window.close()


def _go(app: "QApplication", window: "MainWindow", page: str) -> None:
    """Bring a page to the front with all its figures read anew, until it is painted."""
    window.go(page)
    if window.front:
        window.front.refresh()
    window.grab()
    app.processEvents()


def _of_pages(app: "QApplication", window: "MainWindow", wanted: Callable[[str], bool]) -> Iterator[Measurement]:
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    bare = QTableView()
    model = QStandardItemModel(40, 7)
    for row in range(40):
        for column in range(7):
            model.setItem(row, column, QStandardItem("重点任务"))
    bare.setModel(model)
    bare.resize(1230, 670)

    def floor() -> None:
        bare.show()
        bare.grab()
        app.processEvents()
        bare.hide()

    for page in PAGES:
        if wanted(f"page-{page}-10k"):
            yield alternate(f"page-{page}-10k", lambda page=page: _go(app, window, page), floor, aim=None, rounds=3)  # type: ignore[misc]


def _of_lists(app: "QApplication", window: "MainWindow", wanted: Callable[[str], bool]) -> Iterator[Measurement]:
    for name, ours, floor in _lists(app, window):
        if wanted(f"{name}-10k"):
            yield alternate(f"{name}-10k", ours, floor, aim=2, rounds=3)


def _lists(app: "QApplication", window: "MainWindow") -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """What a filter and a search do in the window, and their query alone."""
    from tracker.domain.screens import Group, TaskFilter
    from tracker.domain.terms import Light
    from tracker.ui.pages.tasks.page import TasksPage
    from tracker.usecases.tasks import task_list

    assert window.ctx
    store, today = window.ctx.store, window.ctx.today()
    page = window.page("tasks")
    assert isinstance(page, TasksPage)

    def shown(wanted: TaskFilter) -> None:
        window.go("tasks")
        page.filters.apply(TaskFilter())
        page.filters.apply(wanted)
        window.grab()

    def asked(wanted: TaskFilter, today: date = today) -> None:
        task_list(store, TaskFilter(), Group.HEADING, today)
        task_list(store, wanted, Group.HEADING, today)

    filters = {
        "filter-red": TaskFilter(lights=frozenset({Light.RED})),
        "search-word": TaskFilter(text="建设"),
        "search-initials": TaskFilter(text="fgj"),
    }
    return [(name, lambda one=one: shown(one), lambda one=one: asked(one)) for name, one in filters.items()]  # type: ignore[misc]


def _growth(app: "QApplication", larger: "MainWindow", window: "MainWindow", wanted: Callable[[str], bool]) -> Iterator[Measurement]:
    for page in PAGES:
        if wanted(f"page-{page}-100k"):
            yield alternate(
                f"page-{page}-100k",
                lambda page=page: _go(app, larger, page),  # type: ignore[misc]
                lambda page=page: _go(app, window, page),  # type: ignore[misc]
                aim=GROWTH,
                rounds=3,
            )
    for (name, ours, _query), (_name, less, _other) in zip(_lists(app, larger), _lists(app, window), strict=True):
        if wanted(f"{name}-100k"):
            yield alternate(f"{name}-100k", ours, less, aim=GROWTH, rounds=3)


def _megabytes() -> float:
    """What the process holds now; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 1.0
    lines = (line for line in status.read_text("utf-8").splitlines() if line.startswith("VmRSS"))
    return int(next(lines, "VmRSS: 1024 kB").split()[1]) / 1024
