"""The window with 10,000 and 100,000 tasks (200 units), as a clerk sees it: from the click to the painted page with its rows.

The real window with its real worker threads: a click into the navigation, words and Enter in the search box, a filter taken; the time ends
when every answer has come and everything has been painted. Pages of all plans together, the most there is to read.

`shown-…` ends when the rows found stand painted in the list, while the detail beside it is still to be filled.
`page-…` comes to the front after a task was changed elsewhere, so that all of it is read anew; `again-…` with nothing changed;
`first-…` for the first time in this window, its module still to be loaded. The floor of a page is a bare table of as many visible rows,
shown and painted; the floor of a filter is the bare query, of a search the bare scan of all texts. `…-100k` is held against the same
with 10,000 tasks: growth is to stay below five times; `query-…-100k` against the bare query with as many. Memory stands in megabytes
where seconds stand otherwise, against that of a window with the sample alone.

Filling the database with 100,000 tasks takes a minute: it is done only where a name with `100k` is asked for.
"""

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.measure import Measurement, alternate, compared, seconds

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QTableView

    from tracker.domain.screens import TaskFilter
    from tracker.ui.pages.tasks.page import TasksPage
    from tracker.ui.shell import MainWindow

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PAGES = ("overview", "tasks", "matrix", "calendar", "lists", "units", "history")
SMALL, LARGE = 10_000, 100_000
GROWTH = 5
ROUNDS = 7
_SCREENS = 20
_CHANGED = 4711
# A tenth of all tasks, some by first letters, next to none.
_WORDS = {"search-word": "农村公路", "search-initials": "fgj", "search-rare": "马蹄镇养老服务中心77"}
_UNIT = 5
_FILTERS = {"filter-red": "{red}", "filter-unit": f"t.id IN (SELECT a.task_id FROM assignment a WHERE a.unit_id = {_UNIT})"}
_HOLDING = " OR ".join(
    f"t.id IN (SELECT x.{task_id} FROM {table} x WHERE {' OR '.join(f'x.{column} LIKE :word' for column in columns)})"
    for table, task_id, columns in (
        ("task", "id", ("title", "content", "note", "label")),
        ("contact", "task_id", ("leader", "office", "person", "phone")),
        ("progress_report", "task_id", ("progress", "problems", "next_steps")),
    )
)

Act = Callable[[], object]


def measurements(wanted: Callable[[str], bool]) -> Iterator[Measurement]:
    """Page changes, filters, searches and scrolling with 10,000 tasks, then, where asked for by name, with 100,000."""
    names = [
        *(f"{way}-{page}" for page in PAGES for way in ("page", "again", "first")),
        *(f"{way}{act}" for act in ("filter-red", "filter-unit", *_WORDS) for way in ("", "shown-")),
        *("scroll-tasks", "memory-mb"),
    ]
    small = [name for name in names if wanted(f"{name}-10k")]
    names += [f"query-shown-{act}" for act in (*_FILTERS, *_WORDS)]
    large = [name for name in names if wanted(f"{name}-100k")] if not wanted("") else []
    if not small and not large:
        return
    with _desk(None) as bare:
        least = _megabytes()
        bare.click("tasks")
    with _desk(SMALL) as desk:
        yield from (one for one in desk.first_visits() if one.name.removesuffix("-10k") in small)
        for name in small:
            if name in desk.acts():
                yield desk.measured(name)
        if "memory-mb" in small:
            yield Measurement("memory-mb-10k", _megabytes(), least, None)
        if large:
            with _desk(LARGE) as larger:
                visits = {one.name: one for one in (*desk.visits, *larger.first_visits())}
                for name in large:
                    if name.startswith("first-"):
                        ours, floor = visits[f"{name}-100k"], visits[f"{name}-10k"]
                        yield Measurement(ours.name, ours.ours, floor.ours, GROWTH, ours.ours_cpu, floor.ours_cpu)
                    elif name.startswith("query-"):
                        yield replace(larger.measured(name.removeprefix("query-")), name=f"{name}-100k")
                    elif name in desk.acts():
                        yield alternate(
                            f"{name}-100k",
                            larger.acts()[name],
                            desk.acts()[name],
                            aim=GROWTH,
                            rounds=ROUNDS,
                            before=larger.ready(name),
                            before_floor=desk.ready(name),
                        )
            if "memory-mb" in large:
                yield Measurement("memory-mb-100k", _megabytes(), least, None)


class _Desk:
    """A window over some tasks, with the hands that work it."""

    def __init__(self, app: "QApplication", window: "MainWindow", tasks: int) -> None:
        self.app, self.window, self.tasks = app, window, tasks
        self.visits: list[Measurement] = []
        self._bare = _bare_table()
        self._turn = False

    @property
    def size(self) -> str:
        return f"{self.tasks // 1000}k"

    def wait(self) -> None:
        """Until every answer has come and everything is painted."""
        from PySide6.QtCore import QEventLoop

        ctx = self.window.ctx
        assert ctx
        while True:
            self.app.processEvents()
            if ctx.runner.idle():
                self.app.processEvents()
                self.app.processEvents()
                if ctx.runner.idle():
                    return
            else:
                self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)  # the worker's answer is one

    def click(self, page: str) -> None:
        """A click on the page's name in the navigation."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        pages = self.window.side.pages
        row = [one.key for one in pages.model_rows.rows].index(page)
        place = pages.visualRect(pages.model_rows.index(row)).center()
        QTest.mouseClick(pages.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self.wait()

    def something_changed(self) -> None:
        """A task is marked completed, or not any more: all pages are out of date."""
        from tracker.domain.terms import State
        from tracker.usecases.work.tasks import set_state

        ctx = self.window.ctx
        assert ctx
        store, today = ctx.store, ctx.today()
        self._turn = not self._turn
        state = State.COMPLETED if self._turn else State.IN_PROGRESS
        ctx.change(lambda: set_state(store, [_CHANGED], state, today), say="")
        self.wait()

    @property
    def list_page(self) -> "TasksPage":
        from tracker.ui.pages.tasks.page import TasksPage

        page = self.window.page("tasks")
        assert isinstance(page, TasksPage)
        return page

    def first_visits(self) -> Iterator[Measurement]:
        """Each page shown for the first time."""
        for page in PAGES:
            taken = seconds(lambda page=page: self.click(page))  # type: ignore[misc]
            self.visits.append(compared(f"first-{page}-{self.size}", [taken], [seconds(self._show_bare)], None))
            yield self.visits[-1]
        gc.collect()

    def _show_bare(self) -> None:
        self._bare.show()
        self.app.processEvents()
        self._bare.hide()

    # what is measured, by name, and what stands ready before each time

    def acts(self) -> dict[str, Act]:
        from tracker.domain.screens import TaskFilter
        from tracker.domain.terms import Light

        found: dict[str, Act] = {}
        for page in PAGES:
            found[f"page-{page}"] = found[f"again-{page}"] = lambda page=page: self.click(page)  # type: ignore[misc]
        filters = {"filter-red": TaskFilter(lights=frozenset({Light.RED})), "filter-unit": TaskFilter(unit_id=_UNIT)}
        for name, one in filters.items():
            found[name] = lambda one=one: self.narrow(one)  # type: ignore[misc]
            found[f"shown-{name}"] = lambda one=one: self.until_shown(lambda: self.list_page.filters.apply(one))  # type: ignore[misc]
        for name, text in _WORDS.items():
            found[name] = lambda text=text: self.search(text)  # type: ignore[misc]
            found[f"shown-{name}"] = lambda text=text: self.until_shown(lambda: self.type(text))  # type: ignore[misc]
        found["scroll-tasks"] = self.scroll
        return found

    def ready(self, name: str) -> Act:
        """What goes before each time and is not measured."""
        kind, _, page = name.partition("-")

        def elsewhere() -> None:
            self.click("history" if page != "history" else "lists")
            if kind == "page":
                self.something_changed()

        def whole_list() -> None:
            from tracker.domain.screens import TaskFilter

            self.click("tasks")
            self.narrow(TaskFilter())

        return elsewhere if kind in ("page", "again") else whole_list

    def until_shown(self, do: Act) -> None:
        """Until the list is painted with its new rows."""
        from PySide6.QtCore import QEventLoop

        from tests.bench.painted import Painted

        view = self.list_page.view
        seen = Painted(view.viewport())
        view.rows.modelReset.connect(seen.reset)
        do()
        while not seen.painted:
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        view.rows.modelReset.disconnect(seen.reset)
        view.viewport().removeEventFilter(seen)

    def narrow(self, wanted: "TaskFilter") -> None:
        """Take this filter, as every light, chip and form of the page does."""
        self.list_page.filters.apply(wanted)
        self.wait()

    def search(self, text: str) -> None:
        """Words in the search box and Enter; without Enter the box waits a moment for further keys, which is no part of this."""
        self.type(text)
        self.wait()

    def type(self, text: str) -> None:
        """The words and Enter."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        self.list_page.filters.search.setText(text)
        QTest.keyClick(self.list_page.filters.search, Qt.Key.Key_Return)

    def scroll(self) -> None:
        """Twenty screens on, to rows never seen since the list was read."""
        bar = self.list_page.view.verticalScrollBar()
        for _screen in range(_SCREENS):
            bar.setValue(bar.value() + bar.pageStep())
            self.app.processEvents()

    def measured(self, name: str) -> Measurement:
        """One act against its floor: the bare query, or a bare table shown and painted."""
        asked = name.removeprefix("shown-")
        is_asked = asked in _WORDS or asked in _FILTERS
        floor: Act = (lambda: self._bare_query(asked)) if is_asked else self._show_bare
        if name == "scroll-tasks":
            floor = self._scroll_bare
        aim = 2 if is_asked and self.tasks == LARGE else None  # guide SPEED names it for 100,000 rows
        return alternate(f"{name}-{self.size}", self.acts()[name], floor, aim=aim, rounds=ROUNDS, before=self.ready(name))

    def _bare_query(self, asked: str) -> None:
        """What any program would have to ask the database that remembers nothing."""
        from tracker.storage.reading.light_sql import Lights
        from tracker.usecases.house.settings import rules_in

        ctx = self.window.ctx
        assert ctx
        with ctx.store.read() as db:
            lights = Lights(db, ctx.today(), rules_in(db))
            where = _FILTERS.get(asked, _HOLDING).format(red=f"{lights.sql} = 'red'")
            values = {**lights.values, "word": f"%{_WORDS.get(asked, '')}%"}
            db.rows(f"SELECT t.id FROM task t JOIN plan p ON p.id = t.plan_id WHERE {where} ORDER BY t.plan_id, t.number", **values)

    def _scroll_bare(self) -> None:
        self._bare.show()
        bar = self._bare.verticalScrollBar()
        bar.setValue(0)
        for _screen in range(_SCREENS):
            bar.setValue(bar.value() + bar.pageStep())
            self.app.processEvents()
        self._bare.hide()


@contextmanager
def _desk(tasks: int | None) -> Iterator[_Desk]:
    """A window over that many tasks (None: the sample), with real threads, all plans chosen."""
    from PySide6.QtWidgets import QApplication

    from tracker.app import collect_again
    from tracker.paths import Paths
    from tracker.storage.store import Store
    from tracker.ui.context import Context
    from tracker.ui.runner import TaskRunner
    from tracker.ui.shell import MainWindow
    from tracker.ui.theme import apply_look
    from tracker.usecases.sample.demo import fill_demo, sample_day

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    apply_look(app)
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.db", datetime.now) as store:
        fill_demo(store, tasks, sample_day())
        window = MainWindow()
        window.resize(1366, 738)
        day = sample_day()
        window.begin(Context(store, TaskRunner(window), paths=Paths(Path(folder), store.path), today=lambda: day))
        desk = _Desk(app, window, tasks or 0)
        desk.wait()
        window.show()
        assert window.ctx
        window.ctx.choose_plan(None)
        desk.wait()
        collect_again()  # as in a window that has stood open for two seconds
        yield desk
        window.close()


def _bare_table() -> "QTableView":
    """What a table costs that reads nothing and paints nothing of its own."""
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QTableView

    bare = QTableView()
    model = QStandardItemModel(2000, 7, bare)
    for row in range(2000):
        for column in range(7):
            model.setItem(row, column, QStandardItem("重点任务"))
    bare.setModel(model)
    bare.resize(1230, 670)
    return bare


def _megabytes() -> float:
    """What the process holds now; 1 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 1.0
    lines = (line for line in status.read_text("utf-8").splitlines() if line.startswith("VmRSS"))
    return int(next(lines, "VmRSS: 1024 kB").split()[1]) / 1024
