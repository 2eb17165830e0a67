"""The start: nothing heavy before the first paint, and a database that cannot be used is said in the window."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.sample_pages import SPECS
from tracker import app
from tracker.paths import ROOT, Paths
from tracker.storage.store import Store
from tracker.ui.reopening import Reopening
from tracker.ui.shell import MainWindow
from tracker.usecases.house.backup import back_up
from tracker.usecases.intake import plans

_FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from tests.ui.sample_pages import SPECS
from tracker import app
from tracker.paths import Paths
from tracker.ui import theme
from tracker.ui.shell import MainWindow
folder = Path(sys.argv[1])
places = Paths(folder, folder / "small.db")
made = app.make_application()
theme.apply_look(made)
window = MainWindow(SPECS)
window.show()
app.fill(window, places, QSettings(str(folder / "w.ini"), QSettings.Format.IniFormat))
while window.front is None:
    made.processEvents()
window.grab()
heavy = {"sqlmodel", "sqlalchemy", "alembic", "openpyxl", "docx", "lxml", "icalendar", "rapidfuzz"}
print(sorted({name.split(".")[0] for name in sys.modules} & heavy))
window.close()
"""


def test_the_first_page_is_painted_before_anything_heavy_is_loaded(store: Store, tmp_path: Path) -> None:
    store.close()
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", _FIRST_PAINT, str(tmp_path)], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_window_comes_up_with_its_first_page_and_then_makes_ready_for_writing(store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    store.close()
    window = MainWindow(SPECS)
    qtbot.addWidget(window)
    settled: list[bool] = []
    settings = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    app.fill(window, Paths(tmp_path, store.path), settings, lambda: settled.append(True))
    qtbot.waitUntil(window.isVisible)
    assert window.front is not None and window.ctx is not None and window.ctx.plans
    qtbot.waitUntil(lambda: bool(settled))
    qtbot.waitUntil(window.ctx.runner.idle)
    window.close()
    window.ctx.store.close()


def test_a_window_whose_plans_take_long_stands_before_them(
    store: Store, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    go = Event()
    monkeypatch.setattr("tracker.usecases.intake.plans.list_plans", lambda _store: go.wait() and [])
    window = MainWindow(SPECS)
    qtbot.addWidget(window)
    app.fill(window, Paths(tmp_path, store.path), QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    qtbot.waitUntil(window.isVisible)
    assert window.front is None
    go.set()
    qtbot.waitUntil(lambda: window.front is not None)
    window.close()
    assert window.ctx is not None
    window.ctx.store.close()


def test_a_database_that_cannot_be_used_is_said_in_the_window(tmp_path: Path, qtbot: QtBot) -> None:
    places = Paths(tmp_path, tmp_path / "broken.db")
    places.db.write_bytes(b"this is no database" * 100)
    window = MainWindow(SPECS)
    qtbot.addWidget(window)
    window.show()
    app.fill(window, places, QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    texts = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "数据库打不开" in texts
    assert any("broken.db" in text for text in texts)
    assert window.ctx is None


def test_a_database_that_cannot_be_used_can_be_restored_from_the_window(
    store: Store, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = Paths(tmp_path / "data", tmp_path / "data" / "broken.db")
    places.data_dir.mkdir()
    backup = back_up(store, places)
    places.db.write_bytes(b"this is no database" * 100)
    window = MainWindow(SPECS)
    qtbot.addWidget(window)
    reopening = Reopening(window)
    app.fill(window, places, QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(backup), ""))
    next(one for one in window.findChildren(QPushButton) if one.text().startswith("从备份恢复")).click()
    qtbot.waitUntil(lambda: reopening.between is not None)
    assert not window.isVisible() and reopening.between is not None
    assert "已恢复" in reopening.between()
    with Store.open(places.db) as restored:
        assert plans.list_plans(restored)


def test_the_overview_loads_neither_the_reader_of_plans_nor_the_printer() -> None:
    ask = "import sys, tracker.app, tracker.ui.pages.overview.page; print([n for n in sys.modules if n in %r])"
    unwanted = {"tracker.plans.grammar", "tracker.sheets.stage", "tracker.usecases.intake.kept_reviews", "PySide6.QtPrintSupport"}
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", ask % unwanted], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
