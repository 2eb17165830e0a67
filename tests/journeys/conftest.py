"""The real window over an empty database, and the picture that a failed story leaves behind."""

from collections.abc import Callable, Generator, Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.stores import fresh_store
from tests.ui.conftest import TODAY, swept
from tracker.paths import Paths
from tracker.storage.store import Store
from tracker.ui.context import Context
from tracker.ui.runner import TaskRunner
from tracker.ui.shell import MainWindow
from tracker.ui.theme import apply_look

__all__ = ["swept"]
FAILED = Path(__file__).resolve().parent.parent / "failed"
Opening = Callable[..., MainWindow]


@pytest.fixture
def open_window(tmp_path: Path, swept: None, qtbot: QtBot, qapp: QApplication) -> Iterator[Opening]:
    """Start the program on the test's database; started again, it closes what was open. `threads`: work runs beside the window;
    `today`: the day that the computer's clock shows."""
    apply_look(qapp)
    opened: list[tuple[MainWindow, Store]] = []
    faults: list[BaseException] = []

    def close() -> None:
        while opened:
            window, store = opened.pop()
            window.close()
            store.close()

    def start(*, threads: bool = False, today: date = TODAY) -> MainWindow:
        close()
        store = fresh_store(tmp_path / "tracker.db", lambda: datetime.combine(today, time(10, 0)))
        made = MainWindow()
        qtbot.addWidget(made)
        opened.append((made, store))
        made.resize(1366, 768)
        made.show()
        runner = TaskRunner(made, inline=not threads)
        runner.crashed.connect(faults.append)
        made.begin(Context(store, runner, paths=Paths(tmp_path, store.path), today=lambda: today))
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    yield start
    close()
    assert not faults, "work beside the window has failed"


@pytest.fixture
def window(open_window: Opening) -> MainWindow:
    return open_window()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call" and report.failed:
        FAILED.mkdir(exist_ok=True)
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()]
        for place, one in enumerate(sorted(shown, key=lambda one: not isinstance(one, MainWindow))):
            one.grab().save(str(FAILED / f"{item.name}{f'-{place + 1}' if place else ''}.png"))
    return report
