"""The second row of the revision page: what is compared with what, and which kind of rows is shown."""

from collections import Counter

from PySide6.QtCore import QObject, Signal

from tracker.ui.page import FilterBar
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import picture
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.intake.plan_revision import Kind

_ALL = "all"


class KindBar(QObject):
    """Fills the bar; `chosen` comes when another kind is to be shown."""

    chosen = Signal()

    def __init__(self, bar: FilterBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self.name = ElidedLabel()
        self.kinds = Segmented([(_ALL, "全部"), *((kind.value, kind.label) for kind in Kind)], "看哪一类")
        self.kinds.chosen.connect(lambda _key: self.chosen.emit())
        bar.add(picture("file-text"))
        bar.add(self.name, wide=True)
        bar.add(self.kinds)

    def setVisible(self, visible: bool) -> None:
        self._bar.setVisible(visible)

    @property
    def kind(self) -> Kind | None:
        """The kind to be shown; None for all."""
        return None if self.kinds.current == _ALL else Kind(self.kinds.current)

    def begin(self, words: str) -> None:
        """Another comparison: all its rows."""
        self.name.show_text(words)
        self.kinds.choose(_ALL)

    def show_counts(self, counts: Counter[Kind]) -> None:
        """How many rows there are of each kind."""
        self.kinds.rename(_ALL, f"全部 {counts.total()}")
        for kind in Kind:
            self.kinds.rename(kind.value, f"{kind.label} {counts[kind]}")
