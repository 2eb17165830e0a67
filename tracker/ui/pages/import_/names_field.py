"""A field for several unit names: the name under the caret is completed from all forms of the names that are known."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from tracker.domain.records import UnitRecord
from tracker.domain.unit_names import folded

_BETWEEN = "、，,；; 　/"
_MOST = 8


class KnownNames:
    """Every form by which a unit can be typed, and the name that is then written."""

    def __init__(self, units: Iterable[UnitRecord] = (), others: Iterable[str] = ()) -> None:
        self._forms: list[tuple[str, str, str]] = []
        taken: set[str] = set()
        for unit in units:
            for form in dict.fromkeys((unit.full_name, unit.display, *(alias.name for alias in unit.aliases))):
                line = unit.full_name if form == unit.full_name else f"{unit.full_name}　{form}"
                self._forms.append((folded(form), line, unit.full_name))
                taken.add(folded(form))
        self._forms += [(folded(name), name, name) for name in dict.fromkeys(others) if folded(name) not in taken]

    def like(self, typed: str) -> list[tuple[str, str]]:
        """What to offer for these letters, as (line, name): names that begin with them first, each unit once."""
        wanted = folded(typed)
        hits = [form for form in self._forms if wanted and wanted in form[0]]
        hits.sort(key=lambda form: (not form[0].startswith(wanted), len(form[0])))
        found: dict[str, str] = {}
        for _, line, name in hits:
            found.setdefault(name, line)
        return [(line, name) for name, line in found.items()][:_MOST]


class NamesField(QLineEdit):
    """Names apart by 、. A list drops down while one is typed; Enter or a click takes the name from it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = KnownNames()
        self._found: list[tuple[str, str]] = []
        self._lines = QStringListModel(self)
        self._completer = QCompleter(self._lines, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(_MOST)
        self._completer.setWidget(self)
        self._completer.popup().clicked.connect(self._clicked)
        self.textEdited.connect(self._typed)

    def set_known(self, known: KnownNames) -> None:
        """Offer these names."""
        self._known = known

    @property
    def offered(self) -> list[str]:
        """The lines of the list; empty while it is closed."""
        return self._lines.stringList() if self._completer.popup().isVisible() else []

    def _edges(self) -> tuple[int, int]:
        """The name under the caret."""
        text, caret = self.text(), self.cursorPosition()
        start = max((text.rfind(mark, 0, caret) for mark in _BETWEEN), default=-1) + 1
        ends = [place for mark in _BETWEEN if (place := text.find(mark, caret)) >= 0]
        return start, min(ends, default=len(text))

    def _typed(self, _text: str) -> None:
        start, end = self._edges()
        typed = self.text()[start:end].strip()
        self._found = self._known.like(typed) if typed else []
        if not self._found or [name for _, name in self._found] == [typed]:
            self._completer.popup().hide()
            return
        self._lines.setStringList([line for line, _ in self._found])
        self._completer.complete()
        self._completer.popup().setCurrentIndex(self._lines.index(0, 0))

    def _clicked(self, index: QModelIndex) -> None:
        self._take_line(str(index.data()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._completer.popup()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and popup.isVisible() and popup.currentIndex().isValid():
            line = str(popup.currentIndex().data())
            popup.hide()
            self._take_line(line)
        else:
            super().keyPressEvent(event)

    def _take_line(self, line: str) -> None:
        name = next((name for words, name in self._found if words == line), line)
        start, end = self._edges()
        text = self.text()
        self.setText(text[:start] + name + text[end:])
        self.setCursorPosition(start + len(name))


def names_in(text: str) -> tuple[str, ...]:
    """Units typed with any of the usual separators between them, each once."""
    for mark in _BETWEEN:
        text = text.replace(mark, "、")
    return tuple(dict.fromkeys(part.strip() for part in text.split("、") if part.strip()))
