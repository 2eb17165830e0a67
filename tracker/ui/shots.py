"""Pictures of every page, dialog and empty state, without a screen: what we look at, and what the README and the help show."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

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


class Screen(NamedTuple):
    """A screen of so many physical pixels under a system scale, and how the window looks there."""

    width: int
    height: int
    scale: float = 1.0
    contrast: bool = False
    large: bool = False

    @property
    def name(self) -> str:
        """How its pictures' names end: 1366x768, 1366x768-150, 1366x768-200-large."""
        parts = [f"{self.width}x{self.height}", f"{self.scale * 100:.0f}" if self.scale != 1 else ""]
        return "-".join(filter(None, [*parts, "contrast" * self.contrast, "large" * self.large]))

    @property
    def size(self) -> tuple[int, int]:
        """The room of the window in the logical pixels of this scale."""
        return int(self.width / self.scale), int(self.height / self.scale)


_LOOKS: tuple[dict[str, bool], ...] = ({}, {"contrast": True}, {"large": True})
_FINE = tuple(Screen(1920, 1080, 2.0, large=large) for large in (False, True))
SCREENS = (Screen(1920, 1080), *_FINE, *(Screen(1366, 768, scale, **look) for scale in (1.0, 1.5, 2.0) for look in _LOOKS))


def take_shots(
    app: QApplication,
    out: Path,
    full: Store,
    empty: Store,
    places: Paths,
    today: date,
    screens: Iterable[Screen],
    specs: tuple[PageSpec, ...] = PAGES,
) -> list[Path]:
    """Write the pictures into `out`; `full` holds the sample, `empty` no plan. Returns the files.

    `screens`: all of one scale, the one with which the application was made.
    """
    out.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for screen in screens:
        apply_look(app, contrast=screen.contrast, large=screen.large)
        window = _window(full, places, today, specs, screen.size)
        for name, widget in _scenes(window, specs):
            files.append(_save(app, widget, out / f"{name}-{screen.name}.png"))
        _close(app, window)
        window = _window(empty, places, today, specs, screen.size)
        window.toast.hide()
        files.append(_save(app, window, out / f"first-start-{screen.name}.png"))
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
            _show(window, spec.key)
            yield spec.key, window
        for name, step in page.scenes().items():
            _show(window, spec.key)
            shown = step()
            yield f"{spec.key}-{name}", shown or window
            if shown:
                shown.close()
    _show(window, specs[0].key)
    yield from _everywhere(window)


def _show(window: MainWindow, key: str) -> None:
    """Go to a page; what an earlier scene said is over."""
    window.toast.hide()
    window.go(key)


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
