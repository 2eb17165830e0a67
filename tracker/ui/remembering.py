"""What a user arranged comes back with the next start: the window's place and page, splitters, column widths."""

import json
from collections.abc import Collection

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView, QMainWindow, QSplitter

from tracker.ui.widgets.rows_view import RowsView


def restore_place(window: QMainWindow, settings: QSettings) -> None:
    """Stand where the window stood last time; filling the screen the first time on a small one."""
    geometry = settings.value("geometry")
    if isinstance(geometry, QByteArray) and window.restoreGeometry(geometry):
        return
    room = window.screen().availableGeometry()
    window.resize(min(1366, room.width()), min(768, room.height()))
    if room.width() <= 1400:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def save_place(window: QMainWindow, settings: QSettings, page: str) -> None:
    """Keep place, size and page of a window that is about to close."""
    settings.setValue("geometry", window.saveGeometry())
    settings.setValue("page", page)
    settings.sync()


def last_page(settings: QSettings, known: Collection[str], usual: str) -> str:
    """The page that stood in front last time, where there still is such a page."""
    page = str(settings.value("page", usual))
    return page if page in known else usual


def keep_split(split: QSplitter, settings: QSettings, name: str) -> bool:
    """Give a splitter the sizes a user gave it, now and next time; False where nobody did yet."""
    split.splitterMoved.connect(lambda _at, _index: settings.setValue(name, json.dumps(split.sizes())))
    sizes = _numbers(settings, name)
    if len(sizes) != split.count() or not all(sizes):
        return False
    split.setSizes(sizes)
    return True


def keep_columns(view: RowsView, settings: QSettings, name: str) -> None:
    """Give the columns of a list the widths and places a user gave them, now and next time."""
    head = view.horizontalHeader()
    state = settings.value(name)
    columns = f"{[column.key for column in view.rows.columns]} {view.fontMetrics().height()}"
    if isinstance(state, QByteArray) and settings.value(f"{name} of") == columns:
        hidden = [place for place in range(head.count()) if head.isSectionHidden(place)]
        head.restoreState(state)
        for place in range(head.count()):
            head.setSectionHidden(place, place in hidden)

    def save() -> None:
        settings.setValue(name, head.saveState())
        settings.setValue(f"{name} of", columns)

    def resized(place: int, _before: int, now: int) -> None:
        """Only what the mouse does is kept: columns that stretch or hide do so by themselves."""
        dragged = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if now and dragged and head.sectionResizeMode(place) is QHeaderView.ResizeMode.Interactive:
            save()

    head.sectionResized.connect(resized)
    head.sectionMoved.connect(lambda _place, _from, _to: save())


def _numbers(settings: QSettings, name: str) -> list[int]:
    try:
        found = json.loads(str(settings.value(name, "[]")))
    except ValueError:
        return []
    return [size for size in found if isinstance(size, int)] if isinstance(found, list) else []
