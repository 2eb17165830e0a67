"""A small stored plan, a context whose work runs at once, and a window over both."""

import os
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.stores import fresh_store
from tests.ui.sample_pages import SPECS
from tracker.domain.terms import DeadlineKind, Role
from tracker.paths import Paths
from tracker.plans.draft import DraftDeadline, DraftHeading, DraftTask, DraftUnit, PlanDraft
from tracker.storage.store import Store
from tracker.ui.context import Context
from tracker.ui.pages.ledger.page import LedgerPage
from tracker.ui.runner import TaskRunner
from tracker.ui.shell import MainWindow
from tracker.ui.theme import apply_look
from tracker.usecases.intake import plans

TODAY = date(2026, 9, 16)


def small_draft(title: str = "青禾县河道清理方案") -> PlanDraft:
    """Two headings, four tasks, three units."""
    draft = PlanDraft(f"{title}.txt", f"{title}\n一、清淤\n二、护岸", title, period_start=date(2026, 1, 1), period_end=date(2026, 12, 31))
    draft.headings = [DraftHeading(-1, 1, "一、", "清淤"), DraftHeading(-1, 1, "二、", "护岸")]
    names = ("清理北河淤泥", "清理南河淤泥", "修补东岸石墙", "栽种西岸柳树")
    for place, name in enumerate(names):
        task = DraftTask(place // 2, f"{place + 1}.", name, f"{name}，分段施工。")
        task.units = [DraftUnit("县水利局", Role.LEAD), DraftUnit("县财政局", Role.SUPPORT)]
        task.deadlines = [DraftDeadline("9月底前", DeadlineKind.DATE, date(2026, 9, 30))]
        draft.tasks.append(task)
    return draft


@pytest.fixture(scope="session")
def _stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stored") / "small.db"
    store = fresh_store(path, lambda: datetime(2026, 9, 16, 9, 30))
    plans.import_plan(store, small_draft())
    store.close()
    return path


@pytest.fixture(autouse=True)
def look(swept: None, qapp: QApplication) -> None:
    apply_look(qapp)


@pytest.fixture(autouse=True)
def swept(qapp: QApplication) -> Iterator[None]:
    """Widgets of a test are gone after it: no event loop runs that would delete them, and each new style sheet goes to all there are."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(scope="session", autouse=True)
def clipboard(qapp: QApplication) -> Iterator[None]:
    """Without a screen Qt drops the clipboard after Python is gone, and falls over what Python had put there."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Store]:
    store = fresh_store(tmp_path / "empty.db", lambda: datetime(2026, 9, 16, 10, 0))
    yield store
    store.close()


@pytest.fixture
def store(tmp_path: Path, _stored: Path) -> Iterator[Store]:
    path = tmp_path / "small.db"
    shutil.copy(_stored, path)
    opened = Store.open(path, lambda: datetime(2026, 9, 16, 10, 0))
    yield opened
    opened.close()


def make_context(store: Store, folder: Path) -> Context:
    return Context(store, TaskRunner(inline=True), paths=Paths(folder, store.path), today=lambda: TODAY)


@pytest.fixture
def ctx(store: Store, tmp_path: Path, qapp: QApplication) -> Context:
    context = make_context(store, tmp_path)
    context.set_plans(tuple(plans.list_plans(store)))
    return context


@pytest.fixture
def window(store: Store, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    return _show(store, tmp_path, qtbot)


@pytest.fixture
def empty_window(empty_store: Store, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    return _show(empty_store, tmp_path, qtbot)


def _show(store: Store, folder: Path, qtbot: QtBot) -> MainWindow:
    made = MainWindow(SPECS)
    qtbot.addWidget(made)
    made.resize(1366, 738)
    made.show()
    made.begin(make_context(store, folder))
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def shown_documents(ctx: Context, qtbot: QtBot) -> LedgerPage:
    """The page of documents, in front and told of changes as in the window."""
    made = LedgerPage(ctx)
    qtbot.addWidget(made)
    made.resize(1230, 650)
    ctx.changed.connect(made.show_changes)
    made.show()
    made.activate()
    return made
