"""The real window over an empty database, and the picture that a failed story leaves behind."""

from collections.abc import Generator, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import TODAY
from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.ui.context import Context
from tracker.ui.runner import TaskRunner
from tracker.ui.shell import MainWindow
from tracker.ui.theme import apply_look

FAILED = Path(__file__).resolve().parent.parent / "failed"


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    apply_look(qapp)
    store = Store.open(tmp_path / "tracker.db", lambda: datetime(2026, 9, 16, 10, 0))
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.begin(Context(store, TaskRunner(inline=True), paths=Paths(tmp_path, store.path), today=lambda: TODAY))
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    store.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    window = item.funcargs.get("window") if hasattr(item, "funcargs") else None
    if report.when == "call" and report.failed and isinstance(window, MainWindow):
        FAILED.mkdir(exist_ok=True)
        window.grab().save(str(FAILED / f"{item.name}.png"))
    return report
