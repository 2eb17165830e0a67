"""Pictures of every page, dialog and empty state, without a screen: what we look at, and what the README shows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from tracker.domain.records import Changes
from tracker.errors import UserError
from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.ui.context import Context
from tracker.ui.crash_dialog import CrashDialog
from tracker.ui.help import HelpWindow
from tracker.ui.pages import PAGES, PageSpec
from tracker.ui.runner import TaskRunner
from tracker.ui.shell import MainWindow
from tracker.ui.theme import apply_look

SIZES = {"1366x768": (1366, 768), "1920x1080": (1920, 1080)}
NARROW = {"911x512": (911, 512)}


def take_shots(
    app: QApplication,
    out: Path,
    full: Store,
    empty: Store,
    places: Paths,
    today: date,
    specs: tuple[PageSpec, ...] = PAGES,
) -> list[Path]:
    """Write the pictures into `out`; `full` holds the sample, `empty` no plan. Returns the files."""
    out.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for suffix, sizes, contrast in (("", SIZES | NARROW, False), ("-contrast", {"1366x768": (1366, 768)}, True)):
        apply_look(app, contrast=contrast)
        for size_name, size in sizes.items():
            window = _window(full, places, today, specs, size)
            for name, widget in _scenes(window, specs):
                files.append(_save(app, widget, out / f"{name}-{size_name}{suffix}.png"))
            _close(app, window)
            window = _window(empty, places, today, specs, size)
            window.toast.hide()
            files.append(_save(app, window, out / f"first-start-{size_name}{suffix}.png"))
            _close(app, window)
    apply_look(app)
    return files


def _window(store: Store, places: Paths, today: date, specs: tuple[PageSpec, ...], size: tuple[int, int]) -> MainWindow:
    window = MainWindow(specs)
    window.resize(*size)
    window.show()
    settings = QSettings(str(places.data_dir / f"{store.path.stem}.ini"), QSettings.Format.IniFormat)
    settings.clear()
    window.begin(Context(store, TaskRunner(inline=True), paths=places, today=lambda: today, settings=settings))
    window.activateWindow()
    return window


def _scenes(window: MainWindow, specs: tuple[PageSpec, ...]) -> Iterator[tuple[str, QWidget]]:
    for spec in specs:
        page = window.page(spec.key)
        if spec.in_nav:
            window.go(spec.key)
            yield spec.key, window
        for name, step in page.scenes().items():
            window.go(spec.key)
            shown = step()
            yield f"{spec.key}-{name}", shown or window
            if shown:
                shown.close()
    window.go(specs[0].key)
    yield from _everywhere(window)


def _everywhere(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    ctx = window.ctx
    assert ctx
    ctx.took(Changes(1, "修改“完成14个行政村生活污水治理”的牵头单位"))
    yield "toast", window
    ctx.tell(UserError("台账没有写成", "文件“台账.docx”正被 Word 打开", "请关闭后再试"))
    yield "error", window
    window.toast.hide()
    window.open_search()
    search = window.search
    assert search
    search.box.setText("污水")
    search.box.returnPressed.emit()
    yield "search", window
    search.hide()
    help_window = HelpWindow()
    help_window.show_topic("start")
    yield "help", help_window
    help_window.close()
    crash = CrashDialog("任务台账 错误报告\n时间：2026-09-16 09:30:00\n正在做：保存", "logs/crashes/20260916-093000.txt")
    crash.show()
    yield "crash", crash
    crash.close()


def _save(app: QApplication, widget: QWidget, path: Path) -> Path:
    _settle(app)
    widget.grab().save(str(path))
    return path


def _settle(app: QApplication) -> None:
    for _turn in range(3):
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _close(app: QApplication, window: MainWindow) -> None:
    window.close()
    window.deleteLater()
    _settle(app)
