"""Pages' modules are loaded while nobody works."""

import sys

import pytest
from pytestqt.qtbot import QtBot

from tracker.ui.pages import PAGES
from tracker.ui.warming import Warming, modules_of


def test_all_pages_are_named_once_the_task_list_first() -> None:
    names = list(modules_of(PAGES))
    assert len(names) == len(set(names)) and names[0].startswith("tracker.ui.pages.tasks.")
    assert {spec.where.partition(":")[0] for spec in PAGES} <= set(names)


def test_what_is_not_loaded_yet_is_loaded_one_after_the_other(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("colorsys", "sched"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    warming = Warming(["sys", "colorsys", "sched"])
    with qtbot.waitSignal(warming.done):
        warming.start()
        assert "colorsys" not in sys.modules, "nothing is loaded before the window has had its turn"
    assert {"colorsys", "sched"} <= sys.modules.keys()
