"""All controls that filter the list, kept in step with one `TaskFilter`: search, lights, panel, chips."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from tracker.domain.records import UnitRecord
from tracker.domain.screens import TaskFilter
from tracker.ui.pages.tasks.filter_panel import FilterPanel
from tracker.ui.pages.tasks.filter_row import ChipRow, LightToggles, light_words
from tracker.ui.pages.tasks.filter_words import chips
from tracker.ui.pages.tasks.loading import Loaded
from tracker.ui.theme import look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.plain import tool
from tracker.ui.widgets.search_box import SearchBox

_LINKS, _NAME = 4, 20
_LEAST_WIDTH, _WORDS_FROM, _LEAST_SEARCH = 800, 1040, 104


class Filters(QObject):
    """`filter` is what is asked for, without its plan; `changed` comes when it has become another one."""

    changed = Signal()

    def __init__(self, page: QWidget, today: date) -> None:
        super().__init__(page)
        self.filter = TaskFilter()
        self._today = today
        self._page = page
        self._units: Mapping[int, UnitRecord] = {}
        self._leaders: Sequence[str] = ()
        self._heading = ""
        self.search = SearchBox("查任务、单位、人员、原文")
        self.search.setMinimumWidth(look().px(_LEAST_SEARCH))
        self.lights = LightToggles()
        self.button = tool("筛选", "list-filter", self._toggle)
        self.button.setCheckable(True)
        self.chips = ChipRow(self.clear)
        self.panel = FilterPanel(today, page)
        self.search.searched.connect(lambda text: self.apply(self.filter._replace(text=text)))
        self.lights.changed.connect(lambda lights: self.apply(self.filter._replace(lights=lights)))
        self.panel.changed.connect(self.apply)
        self.panel.closed.connect(lambda: self.button.setChecked(False))

    def apply(self, wanted: TaskFilter) -> None:
        """Ask for this; its plan is not looked at here."""
        self.filter = wanted._replace(plan_id=None)
        self.changed.emit()

    def clear(self) -> None:
        """Take every filter away, the searched words too."""
        self.apply(TaskFilter())

    def active(self) -> bool:
        return self.filter != TaskFilter()

    def name(self) -> str:
        """A name for what is asked for, as its chips read."""
        words = [words for words, _left in self._chips()] + [light_words(light) for light in sorted(self.filter.lights)]
        return " ".join([*words, *self.filter.text.split()])[:_NAME]

    def show(self, loaded: Loaded) -> None:
        """Let every control show the filter."""
        self._units = {unit.id: unit for unit in loaded.around.units}
        self._leaders = loaded.around.leaders
        self._heading = loaded.heading
        if self.search.text().strip() != self.filter.text and not self.search.is_typing():
            self.search.show_words(self.filter.text)
        self.lights.show_counts(loaded.lights.counts)
        self.lights.choose(self.filter.lights)
        self.panel.show_filter(self.filter, loaded.around.units, loaded.around.leaders)
        self.chips.show_chips([(words, partial(self.apply, left)) for words, left in self._chips()])

    def _chips(self) -> list[tuple[str, TaskFilter]]:
        return chips(self.filter, self._units, self._heading, self._today)

    def nothing_found(self) -> EmptyState | None:
        """What stands in the place of an empty list: which filters could be lifted; None where there is no filter."""
        ways: list[tuple[str, Callable[[], None]]] = [(f"去掉“{words}”", partial(self.apply, left)) for words, left in self._chips()]
        if self.filter.text:
            ways.append((f"去掉查找“{self.filter.text}”", lambda: self.apply(self.filter._replace(text=""))))
        if self.filter.lights:
            ways.append(("看所有的灯", lambda: self.apply(self.filter._replace(lights=frozenset()))))
        if not ways:
            return None
        return EmptyState("没有符合条件的任务", "换个条件，或去掉下面的一个", ("去掉全部筛选", self.clear), ways[:_LINKS])

    def _toggle(self) -> None:
        if self.panel.isVisible():
            self.panel.close_panel()
        else:
            self.panel.show_filter(self.filter, tuple(self._units.values()), self._leaders)
            self.panel.open_under(self.button)
            self.button.setChecked(True)

    def fit(self, width: int) -> None:
        """The window has this width: in a narrow one lights are shape and number only; the open panel stays under its button."""
        tight = width < look().px(_WORDS_FROM)
        self.lights.fit(tight=tight)
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly if width < look().px(_LEAST_WIDTH) else beside)
        if self.panel.isVisible():
            at = self.button.mapTo(self._page, QPoint(0, 0))
            self.panel.move(max(min(at.x(), self._page.width() - self.panel.width() - 8), 8), self.panel.y())
