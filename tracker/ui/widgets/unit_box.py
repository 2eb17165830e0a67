"""A field that finds a unit by any of its names: type a part of the full, short or former name and choose."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from tracker.domain.records import UnitRecord
from tracker.ui.icons import icon
from tracker.ui.theme import look
from tracker.ui.widgets.clearing import offer_clearing
from tracker.usecases.views.search import spelled_so


class UnitBox(QLineEdit):
    """`chosen` tells the id when a unit is taken from the list, or by Enter where only one fits; None when the field is emptied."""

    chosen = Signal(object)

    def __init__(self, placeholder: str = "单位全称、简称或曾用名", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        offer_clearing(self)
        self.unit_id: int | None = None
        self._units: tuple[UnitRecord, ...] = ()
        self._known: dict[int, tuple[str, ...]] | None = None
        self._found: list[UnitRecord] = []
        self._lines = QStringListModel(self)
        completer = QCompleter(self._lines, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(10)
        completer.popup().clicked.connect(lambda index: self._take(index.row()))
        completer.setWidget(self)
        self._completer = completer
        everything = self.addAction(icon("chevron-down", 14, look().tokens.text3), QLineEdit.ActionPosition.TrailingPosition)
        everything.setText("列出全部单位")
        everything.triggered.connect(lambda _checked=False: self.open_list(everything=True))
        self.textEdited.connect(self._typed)
        self.textChanged.connect(lambda text: self._emptied() if not text else None)

    def set_units(self, units: Sequence[UnitRecord], leave_out: frozenset[int] = frozenset()) -> None:
        """Offer these units in this order; merged ones and those of `leave_out` are not offered."""
        self._units = tuple(unit for unit in units if unit.merged_into_id is None and unit.id not in leave_out)
        self._known = None
        held = next((unit for unit in self._units if unit.id == self.unit_id), None)
        if held is None and self.unit_id is not None:
            self.unit_id = None
            self.setText("")

    @property
    def count(self) -> int:
        """How many units are on offer."""
        return len(self._units)

    @property
    def _names(self) -> dict[int, tuple[str, ...]]:
        """The names by which each unit is found, put together when somebody types: the units are offered anew with each reading."""
        if self._known is None:
            self._known = {
                unit.id: tuple(_folded(name) for name in (unit.full_name, unit.display, *(alias.name for alias in unit.aliases)))
                for unit in self._units
            }
        return self._known

    def choose(self, unit_id: int | None) -> None:
        """Hold this unit without telling anybody."""
        self.unit_id = unit_id
        held = next((unit for unit in self._units if unit.id == unit_id), None)
        self.blockSignals(True)
        self.setText(held.display if held else "")
        self.blockSignals(False)

    def matches(self, text: str) -> list[UnitRecord]:
        """The units one of whose names holds the text, or is spelled with these letters; those that begin with it first."""
        wanted = _folded(text)
        typed = text.strip()
        hits = [
            unit for unit in self._units if any(wanted in name for name in self._names[unit.id]) or spelled_so(typed, self._names[unit.id])
        ]
        return sorted(hits, key=lambda unit: not any(name.startswith(wanted) for name in self._names[unit.id]))

    def open_list(self, *, everything: bool = False) -> None:
        """Drop the list of matching (or all) units down."""
        self._found = list(self._units) if everything else self.matches(self.text())
        self._lines.setStringList([self._line(unit) for unit in self._found] or ["没有这个单位"])
        self.setFocus()
        self._completer.complete()

    def _line(self, unit: UnitRecord) -> str:
        wanted = _folded(self.text())
        names = [unit.display] + [unit.full_name] * (unit.full_name != unit.display)
        if wanted and not any(wanted in _folded(name) for name in names):
            names += [f"又名 {one.name}" for one in unit.aliases if wanted in _folded(one.name)][:1]
        return "　".join(names)

    def _typed(self, text: str) -> None:
        self.unit_id = None
        if text.strip():
            self.open_list()
        else:
            self._completer.popup().hide()

    def _emptied(self) -> None:
        self._completer.popup().hide()
        self.unit_id = None
        self.chosen.emit(None)

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._found):
            unit = self._found[row]
            self.choose(unit.id)
            self.chosen.emit(unit.id)
        elif self.unit_id is None:
            self.setText(self.text().replace("没有这个单位", ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, popup = Qt.Key, self._completer.popup()
        if event.key() == keys.Key_Down and not popup.isVisible():
            self.open_list(everything=not self.text())
        elif event.key() in (keys.Key_Return, keys.Key_Enter) and popup.isVisible() and popup.currentIndex().isValid():
            row = popup.currentIndex().row()
            popup.hide()
            self._take(row)
        elif event.key() in (keys.Key_Return, keys.Key_Enter) and self.unit_id is None and self.text().strip():
            found = self.matches(self.text())
            exact = [unit for unit in found if _folded(self.text()) in self._names[unit.id]]
            if len(exact or found) == 1:
                self._found = exact or found
                popup.hide()
                self._take(0)
            else:
                self.open_list()
        else:
            super().keyPressEvent(event)


def _folded(name: str) -> str:
    """A name as it is compared. What reads names takes long to load and is wanted only once somebody types."""
    from tracker.domain.unit_names import folded

    return folded(name)
