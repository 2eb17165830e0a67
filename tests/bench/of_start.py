"""From the start of the process to the first paint that shows rows: the program on the sample against a bare window with a table.

`start` is what a clerk waits; `start-cpu` the processor time of the same runs, which other work on the machine disturbs less.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.measure import Measurement

ROOT = Path(__file__).resolve().parent.parent.parent

# Both scripts print the seconds from their first line to the first paint of a table's viewport with rows in it, and the processor's.
_WATCH = """
import time; begun = time.perf_counter()
import sys; sys.path.insert(0, sys.argv[1])

def watch(app):
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QAbstractItemView
    class Watch(QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint:
                view = watched.parent()
                named = isinstance(view, QAbstractItemView) and view.window().isVisible() and view.objectName() != "navigation"
                if named and view.model() is not None and view.model().rowCount() > 2:
                    print(time.perf_counter() - begun, time.process_time(), flush=True)
                    app.removeEventFilter(self)
                    app.exit(0)
            return False
    kept = Watch(app)
    app.installEventFilter(kept)
    return kept
"""
_BARE = (
    _WATCH
    + """
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([])
kept = watch(app)
window, table, model = QMainWindow(), QTableView(), QStandardItemModel(46, 8)
for row in range(46):
    for column in range(8):
        model.setItem(row, column, QStandardItem(f"任务 {row} {column}"))
table.setModel(model)
window.setCentralWidget(table)
window.resize(1366, 768)
window.show()
app.exec()
"""
)
_OURS = (
    _WATCH
    + """
import runpy
root, folder = sys.argv[1:3]
sys.argv = [root + "/main.py", "--data-dir", folder]

class Hook:  # watches as soon as the program has made its QApplication
    def find_spec(self, name, path=None, target=None):
        if name == "tracker.ui.shell":
            from PySide6.QtCore import QTimer
            from PySide6.QtWidgets import QApplication, QMainWindow
            shown = QMainWindow.show
            def show(window):
                window.kept = watch(QApplication.instance())
                shown(window)
            QMainWindow.show = show
        return None
sys.meta_path.insert(0, Hook())
runpy.run_path(sys.argv[0], run_name="__main__")
"""
)


def measurements(wanted: Callable[[str], bool]) -> Iterator[Measurement]:
    """Two measurements of the same runs."""
    if not wanted("start") and not wanted("start-cpu"):
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(ROOT / "main.py"), "demo", "--data-dir", folder]
        subprocess.run(command, check=True, capture_output=True)
        timed: dict[str, list[tuple[float, float]]] = {"bare": [], "ours": []}
        for turn in range(10):
            for key, script in (("bare", _BARE), ("ours", _OURS)):
                seconds = _seconds(script, folder)
                if turn:
                    timed[key].append(seconds)
    for place, name in enumerate(("start", "start-cpu")):
        if wanted(name):
            ours, bare = (statistics.median(one[place] for one in timed[key]) for key in ("ours", "bare"))
            yield Measurement(name, ours, bare, 1.5)


def _seconds(script: str, folder: str) -> tuple[float, float]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a clerk's machine keeps compiled modules
    command = [sys.executable, "-c", script, str(ROOT), folder]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    try:
        waited, worked = done.stdout.strip().splitlines()[-1].split()
        return float(waited), float(worked)
    except (ValueError, IndexError):
        raise RuntimeError(f"nothing was painted: {done.stderr[-500:]}") from None
