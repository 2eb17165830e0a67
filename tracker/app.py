"""The composition root of the window: wires places, store, runner and the window together; the command line asks for pictures here."""

import gc
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QSettings, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from tracker.errors import UserError
from tracker.log import LOGGER
from tracker.paths import Paths
from tracker.progress import Progress, silent
from tracker.ui import icons, theme
from tracker.ui.context import Context
from tracker.ui.crash import CrashReporter
from tracker.ui.remembering import restore_place
from tracker.ui.reopening import Between, Reopening
from tracker.ui.runner import TaskRunner
from tracker.ui.shell import APP_TITLE, MainWindow
from tracker.ui.single_start import SingleStart

if TYPE_CHECKING:
    from tracker.reports.content import Document
    from tracker.reports.layout import Layout
    from tracker.storage.store import Store
    from tracker.ui.shots import Screen

_SHOW_AT_LATEST_MS = 700
_WARM_AFTER_MS = 400
_COLLECT_AFTER_MS = 2000
_COLLECT = (10_000, 20, 20)  # things made before the collector looks at the new ones, then at the older, then at all


def run(places: Paths) -> int:
    """Open the window and stay until it is closed; returns the exit code. A second start raises the first window instead."""
    app = make_application()
    single = SingleStart(places.db, app)
    if not single.is_first() and single.raise_first():
        return 0
    settings = QSettings(str(places.data_dir / "window.ini"), QSettings.Format.IniFormat)
    wants_contrast = theme.system_wants_contrast()
    begin: Callable[[MainWindow], None] | None = None
    while True:
        theme.apply_look(app, contrast=wants_contrast or settings.value("contrast") == "true", large=settings.value("large") == "true")
        window = MainWindow()
        window.setWindowIcon(icons.icon("list-checks", 32, theme.look().tokens.accent))
        CrashReporter(places, window).install()
        reopening = Reopening(window)
        restore_place(window, settings)
        fill(window, places, settings, partial(single.listen, window.come_forward), begin)
        between = _stay(app, window, reopening)
        if between is None:
            break
        begin = _back_in_settings(between)
    single.release()
    return 0


def _stay(app: QApplication, window: MainWindow, reopening: Reopening) -> Between | None:
    """Until the window is closed; what is to be done before it is built anew, None where it is not."""
    QTimer.singleShot(_COLLECT_AFTER_MS, window, collect_again)
    app.exec()
    if window.ctx:
        window.ctx.store.close()
    window.deleteLater()
    return reopening.between


def _back_in_settings(between: Between) -> Callable[[MainWindow], None]:
    """Do the work now, while the database is closed; the new window begins where the old one was left, and says what came of it."""
    words, fault = "", None
    try:
        words = between()
    except UserError as error:
        fault = error

    def begin(window: MainWindow) -> None:
        window.go("settings")
        if window.ctx and fault:
            window.ctx.tell(fault)
        elif window.ctx and words:
            window.ctx.toast(words, undo=False)

    return begin


def make_application() -> QApplication:
    """The one QApplication, with Qt's own texts in Chinese."""
    theme.prepare_scale()
    app = QApplication.instance() or QApplication([*sys.argv[:1], *theme.STYLE])
    assert isinstance(app, QApplication)
    app.setApplicationName("renwu-taizhang")
    app.setApplicationDisplayName(APP_TITLE)
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
    return app


def fill(
    window: MainWindow,
    places: Paths,
    settings: QSettings,
    settled: Callable[[], None] = lambda: None,
    begin: Callable[[MainWindow], None] | None = None,
) -> None:
    """Open the database, show the window when its first page has its rows, then load what writing needs and call `settled`.

    A window that stands before its rows are read is laid out and painted twice; it is shown all the same when they take long.
    `begin` is called with the window before it is shown.
    """
    from tracker.storage.store import Store

    try:
        store = Store.open(places.db)
    except UserError as error:
        LOGGER.warning("%s", error)
        reopening = window.findChild(Reopening)
        window.show_fault(error, [("从备份恢复……", partial(reopening.restore_some, places))] if reopening else [])
        window.show()
        return
    runner = TaskRunner(window)
    reporter = window.findChild(CrashReporter)
    if reporter:
        runner.crashed.connect(reporter.show)
    late = QTimer(window, singleShot=True, interval=_SHOW_AT_LATEST_MS)
    late.timeout.connect(window.show)
    late.start()

    def filled() -> None:
        late.stop()
        if begin:
            begin(window)
        window.show()
        QTimer.singleShot(_WARM_AFTER_MS, window, settle)

    def name_window() -> None:
        runner.run_read(lambda: _office_name(store), lambda name: window.setWindowTitle(f"{APP_TITLE}　{name}" if name else APP_TITLE))

    def settle() -> None:
        name_window()
        runner.run_write(store.warm, lambda _done: _warm_pages(window))
        runner.run_write(lambda: _back_up(store, places))
        runner.run_read(lambda: _rows_waiting(places), lambda count: window.show_badge("import", str(count or "")))
        runner.run_read(lambda: _revision_rows_waiting(store, places), lambda count: window.show_badge("revision", str(count or "")))
        runner.run_read(lambda: _sheet_rows_waiting(store, places), lambda count: window.show_badge("sheets", str(count or "")))
        runner.run_read(lambda: _figure_rows_waiting(store, places), lambda count: window.show_badge("lists", str(count or "")))
        settled()

    runner.rested.connect(filled, Qt.ConnectionType.SingleShotConnection)
    ctx = Context(store, runner, paths=places, settings=settings)
    ctx.changed.connect(lambda changes: name_window() if not changes.tables or "setting" in changes.tables else None)
    if reopening := window.findChild(Reopening):
        ctx.reopening.connect(reopening.wanted)
    window.begin(ctx)


def _warm_pages(window: MainWindow) -> None:
    """Load what the other pages need, bit by bit; after what writing needs, which another thread loads."""
    from tracker.ui.pages import PAGES
    from tracker.ui.warming import Warming, modules_of

    warming = Warming(modules_of(PAGES), window)
    warming.done.connect(gc.freeze)
    warming.start()


def _office_name(store: "Store") -> str:
    from tracker.usecases.house.office import office

    return office(store).name


def _back_up(store: "Store", places: Paths) -> None:
    """The backup of the day; told in the window where it fails."""
    from tracker.usecases.house.backup import back_up_daily

    back_up_daily(store, places)


def _rows_waiting(places: Paths) -> int:
    """How many rows are to be looked at in reviews that were put aside."""
    if not any(places.reviews.glob("*.json")):
        return 0
    from tracker.usecases.intake.kept_reviews import rows_waiting

    return rows_waiting(places.reviews)


def _revision_rows_waiting(store: "Store", places: Paths) -> int:
    """How many rows are to be decided in comparisons with a revised plan that were put aside."""
    if not any(places.revisions.glob("*.json")):
        return 0
    from tracker.usecases.intake.kept_revisions import revision_rows_waiting

    return revision_rows_waiting(store, places.revisions)


def _sheet_rows_waiting(store: "Store", places: Paths) -> int:
    """How many rows of returned sheets are to be decided in reviews that were put aside."""
    if not any(places.sheet_reviews.glob("*.json")):
        return 0
    from tracker.usecases.feedback.kept_sheets import sheets_in_hand

    return sum(one.waiting for one in sheets_in_hand(store, places))


def _figure_rows_waiting(store: "Store", places: Paths) -> int:
    """How many rows of returned sheets of indicators and projects are to be decided in reviews that were put aside."""
    if not any(places.figure_reviews.glob("*.json")):
        return 0
    from tracker.usecases.feedback.kept_figures import figures_in_hand

    return sum(one.waiting for one in figures_in_hand(store, places))


def collect_again() -> None:
    """Look for garbage again, but not among what the start has made: that stays.

    Seldom: the rows and groups of a hundred thousand tasks are no garbage, and to go through them all stops the window for a fifth of a
    second.
    """
    gc.freeze()
    gc.set_threshold(*_COLLECT)
    gc.enable()


def shots(out: Path, places: Paths) -> list[Path]:
    """A picture of every screen, made from the sample on its own day; returns the files.

    Qt takes its scale once, when the application is made: each scale has a process of its own.
    """
    import multiprocessing

    from tracker.ui.shots import SCREENS

    out.mkdir(parents=True, exist_ok=True)
    before = {path: path.stat().st_mtime_ns for path in out.glob("*.png")}
    fresh = multiprocessing.get_context("spawn")
    for scale in sorted({screen.scale for screen in SCREENS}):
        worker = fresh.Process(target=shots_at, args=(scale, out, places))
        worker.start()
        worker.join()
        if worker.exitcode:
            raise UserError(f"{scale:.0%} 缩放的图没有拍成", "程序出了错，见上面的说明", "请把说明发给开发者")
    return sorted(path for path in out.glob("*.png") if before.get(path) != path.stat().st_mtime_ns)


def _screen_file(folder: Path) -> Path:
    """A made-up screen of the usual size, so that windows of their own are as large as they would be at a desk."""
    import json

    screen = {"name": "screen", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path = folder / "screen.json"
    path.write_text(json.dumps({"screens": [screen]}), "utf-8")
    return path


def shots_at(scale: float, out: Path, places: Paths, screens: "Sequence[Screen] | None" = None) -> list[Path]:
    """The pictures of one scale; the process must not have made an application yet. `screens`: others than the usual ones."""
    import os
    import tempfile

    os.environ["QT_SCALE_FACTOR"] = str(scale)
    from tracker.storage.store import Store
    from tracker.ui.document_shots import document_shots
    from tracker.ui.shots import SCREENS, take_shots
    from tracker.usecases.sample.demo import import_sample, sample_day

    with tempfile.TemporaryDirectory() as folder:
        if os.environ.get("QT_QPA_PLATFORM", "").startswith("offscreen"):
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_screen_file(Path(folder))}"
        app = make_application()
        here = places._replace(data_dir=Path(folder))
        full, empty = Store.open(Path(folder, "sample.db")), Store.open(Path(folder, "empty.db"))
        try:
            import_sample(full, received=here.received)
            screens = screens or [screen for screen in SCREENS if screen.scale == scale]
            papers = [*document_shots(full, out, sample_day())] if scale == 1 else []
            return papers + take_shots(app, out, full, empty, here, sample_day(), screens)
        finally:
            full.close()
            empty.close()


def draw_pdf(document: "Document", out: Path, layout: "Layout", progress: Progress = silent) -> None:
    """Any document as PDF, without a window."""
    from tracker.ui.print_document import print_document

    print_document(document, out, layout, progress)
