"""Every item model of the program keeps Qt's rules for models while all pages are shown; none is forgotten."""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

import tracker.ui
from tests.stores import fresh_store
from tests.ui.conftest import TODAY
from tracker.domain.notices import NoticeKind
from tracker.files.grid import Grid
from tracker.paths import Paths
from tracker.reports.notice_proposals import ProposedNotice
from tracker.storage.reading.cascade import PlanTask
from tracker.ui.pages import PAGES
from tracker.ui.pages.ledger.ladder import LadderModel
from tracker.ui.pages.tasks.pairs_strip import PairsModel
from tracker.ui.pages.tasks.paste import PasteModel
from tracker.ui.shots import _close, _scenes, _window
from tracker.ui.source.grid_window import GridModel, GridPlace
from tracker.ui.widgets.rows_model import ChunkedRowsModel
from tracker.usecases.intake.plan_pairs import Pair
from tracker.usecases.sample import demo
from tracker.usecases.work.column_paste import PasteLine


def _models() -> set[type[QAbstractItemModel]]:
    """All item models that the code of the window defines, without the base that is never shown by itself."""
    for module in pkgutil.walk_packages(tracker.ui.__path__, "tracker.ui."):
        importlib.import_module(module.name)
    found: set[type[QAbstractItemModel]] = set()
    waiting: list[type[QAbstractItemModel]] = [QAbstractItemModel]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.startswith("tracker.ui."):
                found.add(kind)
    return found - {ChunkedRowsModel}


class Watch:
    """Puts Qt's tester on every model that is made, and hears what it complains of."""

    def __init__(self) -> None:
        self.met: set[type] = set()
        self.faults: list[str] = []
        self._testers: list[QAbstractItemModelTester] = []

    def hear(self, kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and "FAIL" in words:
            self.faults.append(words)

    def add(self, model: QAbstractItemModel) -> None:
        self.met.add(type(model))
        self._testers.append(QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning))

    def wrap(self, kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        made = kind.__init__

        def begin(model: Any, *args: Any, **words: Any) -> None:
            made(model, *args, **words)
            if type(model) is kind:
                self.add(model)

        monkeypatch.setattr(kind, "__init__", begin)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    made = Watch()
    for kind in _models():
        made.wrap(kind, monkeypatch)
    before = qInstallMessageHandler(made.hear)
    yield made
    qInstallMessageHandler(before)


def test_all_models_keep_the_rules_while_the_pages_are_walked(watch: Watch, tmp_path: Path, qapp: QApplication) -> None:
    with fresh_store(tmp_path / "walk.db", lambda: datetime(2026, 9, 16, 10, 0)) as store:
        demo.import_sample(store)
        window = _window(store, Paths(tmp_path, store.path), TODAY, PAGES, (1366, 768))
        for _name, _widget in _scenes(window, PAGES):
            qapp.processEvents()
        _close(qapp, window)
    paste = PasteModel()
    paste.show_lines((PasteLine(1, 1, "清理河道", "", "9月底前", "9月底前", ""),))
    paste.show_lines(())
    grid = GridModel(Grid("表一", 0, (("编号", "任务"), (1, "清理河道", 0.5), ())), GridPlace("表一", 1, None))
    assert grid.rowCount() == 3
    pairs = PairsModel()
    clean = Pair(PlanTask(1, 1, "清理河道"), PlanTask(7, 2, "清理全市河道"), 0.9, sure=True)
    pairs.show_pairs([clean, Pair(PlanTask(2, 2, "修补石墙"), None, 0.0, sure=False)])
    pairs.tick(pairs.sure)
    assert pairs.chosen == [clean]
    pairs.show_pairs([])
    ladder = LadderModel()
    late = ProposedNotice(NoticeKind.REMINDER, "已逾期 2 天", 1, "清理河道", "水利局", TODAY, None, "", task_id=1)
    ladder.set_groups(ladder.groups_of([late]))
    ladder.set_groups(ladder.groups_of([]))
    assert watch.faults == []
    assert _models() - watch.met == set(), "a model that nobody has tested"
