"""Which page is seen while the one that comes to the front still reads."""

from threading import Event

import pytest
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tracker.ui import page_stack
from tracker.ui.page_stack import PageStack
from tracker.ui.runner import TaskRunner


class Sheet(QWidget):
    """A page of one colour that keeps account of its paintings."""

    def __init__(self, ink: str) -> None:
        super().__init__()
        self.ink, self.painted = ink, list[str]()

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.painted.append(self.ink)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.ink))
        painter.end()

    def take(self, ink: str) -> None:
        self.ink = ink
        self.update()


@pytest.fixture
def runner(qtbot: QtBot) -> TaskRunner:
    made = TaskRunner()
    made.crashed.connect(lambda error: (_ for _ in ()).throw(error))
    return made


@pytest.fixture
def stack(qtbot: QtBot) -> PageStack:
    made = PageStack()
    qtbot.addWidget(made)
    for ink in ("red", "blue"):
        made.addWidget(Sheet(ink))
    made.resize(300, 200)
    made.show()
    qtbot.waitUntil(lambda: bool(sheet(made, 0).painted))
    return made


def sheet(stack: PageStack, place: int) -> Sheet:
    found = stack.widget(place)
    assert isinstance(found, Sheet)
    return found


def test_a_page_is_painted_once_with_what_it_read(
    qtbot: QtBot, stack: PageStack, runner: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_stack, "HOLD_MS", 60_000)
    go, blue = Event(), sheet(stack, 1)
    runner.run_read(lambda: (go.wait() and "green") or "", blue.take)
    stack.setCurrentWidget(blue)
    stack.hold(runner)
    stack.repaint()
    assert blue.painted == []
    go.set()
    qtbot.waitUntil(lambda: bool(blue.painted))
    assert set(blue.painted) == {"green"}
    runner.close()


def test_what_takes_long_to_read_does_not_hold_the_page_back(
    qtbot: QtBot, stack: PageStack, runner: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_stack, "HOLD_MS", 1)
    go, blue = Event(), sheet(stack, 1)
    runner.run_read(go.wait, lambda _done: blue.take("green"))
    stack.setCurrentWidget(blue)
    stack.hold(runner)
    qtbot.waitUntil(lambda: "blue" in blue.painted)
    go.set()
    qtbot.waitUntil(lambda: "green" in blue.painted)
    runner.close()


def test_a_page_that_reads_nothing_is_painted_at_once(qtbot: QtBot, stack: PageStack, runner: TaskRunner) -> None:
    blue = sheet(stack, 1)
    stack.setCurrentWidget(blue)
    stack.hold(runner)
    qtbot.waitUntil(lambda: bool(blue.painted))


def test_a_window_made_larger_meanwhile_is_painted(
    qtbot: QtBot, stack: PageStack, runner: TaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_stack, "HOLD_MS", 60_000)
    go, blue = Event(), sheet(stack, 1)
    runner.run_read(go.wait, lambda _done: None)
    stack.setCurrentWidget(blue)
    stack.hold(runner)
    stack.resize(500, 300)
    qtbot.waitUntil(lambda: bool(blue.painted))
    go.set()
    runner.close()
