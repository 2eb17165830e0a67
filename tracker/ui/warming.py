"""Loads the modules of all pages while nobody works, so that the first visit of a page does not wait for them."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from operator import attrgetter
from pkgutil import iter_modules

from PySide6.QtCore import QObject, QTimer, Signal

from tracker.ui.pages import PageSpec

_PAUSE_MS = 20
# What clerks open first; then what the other pages stand on, which in one piece would keep the window waiting.
_FIRST = ("tasks", "matrix", "calendar")
_BELOW = ("tracker.domain", "tracker.plans", "tracker.sheets")


def modules_of(specs: Sequence[PageSpec]) -> Iterator[str]:
    """The modules of these pages, each one alone: a page as a whole would take too long at once."""
    pages = {spec.key: spec.where.partition(":")[0].rpartition(".")[0] for spec in specs}
    first = [pages[key] for key in _FIRST if key in pages]
    for package in dict.fromkeys((*first, *_BELOW, *pages.values())):
        found = find_spec(package)
        places = found.submodule_search_locations if found else None
        # From the end on: what a package is put together by tends to stand at its beginning.
        yield from (f"{package}.{module.name}" for module in sorted(iter_modules(places or []), key=attrgetter("name"), reverse=True))


class Warming(QObject):
    """Imports one module at a time on the window's thread, with a pause after each in which keys and clicks are heard.

    On that thread alone: Qt's modules do not bear being loaded by another one at the same time. `done` comes behind the last.
    """

    done = Signal()

    def __init__(self, modules: Iterable[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left = iter(modules)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        self._timer.start()

    def _step(self) -> None:
        name = next((one for one in self._left if one not in sys.modules), None)
        if name is None:
            self.done.emit()
            return
        import_module(name)
        self._timer.start()
