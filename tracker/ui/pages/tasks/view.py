"""The list of the task page: the columns a clerk has chosen, as many as it has room for, and a second line where a search needs one."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from tracker.domain.screens import SearchHit
from tracker.domain.widths import compared
from tracker.ui.pages.tasks.columns import COLUMNS, EXTRAS, KEYS, ColumnChoice, ColumnsMenu
from tracker.ui.pages.tasks.rows import TaskDelegate, TaskRowsModel, hit_label, underline
from tracker.ui.theme import look
from tracker.ui.widgets.rows_view import PADDING, RowsView
from tracker.ui.widgets.text import draw_text, elided

_SECOND_LINE = 20


class TaskView(RowsView):
    """`copied` tells how many rows went to the clipboard; `paste_wanted` asks to take a column from there."""

    copied = Signal(int)
    paste_wanted = Signal()

    def __init__(self, model: TaskRowsModel, settings: QSettings, parent: QWidget | None = None) -> None:
        self._tasks = model
        super().__init__(model, parent)
        self.setItemDelegate(TaskDelegate(self))
        self.setAccessibleName("任务清单")
        self.choice = ColumnChoice(settings)
        self.menu = ColumnsMenu(self.choice, self.shown_columns, self)
        self.menu.changed.connect(self.lay_columns)
        self._laying = False
        head = self.horizontalHeader()
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda at: self.menu.popup(head.mapToGlobal(at)))
        head.sectionResized.connect(self._widened)
        head.sectionMoved.connect(self._moved)
        self._tall: set[int] = set()
        model.rowsInserted.connect(lambda _parent, first, last: self._shift(first, last - first + 1))
        model.rowsRemoved.connect(lambda _parent, first, last: self._shift(first, first - last - 1))
        self.lay_columns()

    def copy_rows(self) -> int:
        count = super().copy_rows()
        if count:
            self.copied.emit(count)
        return count

    def go_near(self, row: int) -> None:
        """Select the ordinary row that stands at or next to this place."""
        last = self.rows.rowCount() - 1
        for near in (*range(min(row, last), last + 1), *range(min(row, last), -1, -1)):
            if self.rows.id_at(near) is not None:
                self._choose(near)
                return

    def ids_from_current(self, count: int) -> list[int]:
        """So many ids from the current row on downwards."""
        found: list[int] = []
        for row in range(max(self.currentIndex().row(), 0), self.rows.rowCount()):
            if len(found) == count:
                break
            if (one := self.rows.id_at(row)) is not None:
                found.append(one)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    # columns

    def shown_columns(self) -> list[str]:
        """The keys of the columns in sight, from left to right."""
        head = self.horizontalHeader()
        places = [head.logicalIndex(visual) for visual in range(head.count())]
        return [KEYS[place] for place in places if not self.isColumnHidden(place)]

    def lay_columns(self) -> None:
        """Order, widths and choice as they are kept, as many as there is room for."""
        self._laying = True
        head = self.horizontalHeader()
        for visual, key in enumerate(self.choice.order):
            head.moveSection(head.visualIndex(KEYS.index(key)), visual)
        keys = self.choice.fitting(self._room())
        self.show_columns(set(keys))
        for place, column in enumerate(COLUMNS):
            if column.key in keys and not column.stretch:
                self.setColumnWidth(place, look().px(self.choice.width(column.key)))
        self._laying = False
        self._tasks.want(keys & EXTRAS)

    def _widened(self, place: int, _old: int, new: int) -> None:
        if not self._laying and new > 0 and not COLUMNS[place].stretch:
            self.choice.widen(KEYS[place], round(new / look().scale))

    def _moved(self, _place: int, _old: int, _new: int) -> None:
        if not self._laying:
            head = self.horizontalHeader()
            self.choice.reorder([KEYS[head.logicalIndex(visual)] for visual in range(head.count())])

    def open_columns(self, below: QWidget) -> None:
        """Drop the menu of columns down under this button."""
        at = below.mapToGlobal(QPoint(below.width() - self.menu.sizeHint().width(), below.height() + 2))
        self.menu.popup(at)
        self.menu.setActiveAction(next(box for box in self.menu.boxes.values() if box.isEnabled()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and set(self.shown_columns()) != self.choice.fitting(self._room()):
            self.lay_columns()
        if event.size().height() < event.oldSize().height() and self.currentIndex().isValid():
            # A strip has opened under the list: the row in hand stays in sight.
            self.scrollTo(self.currentIndex())

    def _room(self) -> int:
        return round(self.width() / look().scale)

    # where a search found what no column shows

    def show_hits(self, hits: Mapping[int, SearchHit]) -> None:
        """A second line for each of these tasks; call it after `load`."""
        self._tasks.hits = hits
        self._make_room()

    def _make_room(self) -> None:
        """Heights as the hits want them; Qt keeps what a row was given, even over a reset."""
        wanted = {row for task_id in self._tasks.hits if (row := self.rows.row_of(task_id)) >= 0}
        for row in self._tall - wanted:
            self.setRowHeight(row, look().row)
        for row in wanted - self._tall:
            self.setRowHeight(row, look().row + look().px(_SECOND_LINE))
        self._tall = wanted

    def _shift(self, first: int, count: int) -> None:
        """So many rows were inserted here, or (below 0) removed: the heights have moved with their rows."""
        gone = range(first, first - count)
        self._tall = {row + count if row >= first else row for row in self._tall if row not in gone}
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._tasks.hits:
            return
        painter = QPainter(self.viewport())
        area = event.rect()
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        for row in range(max(first, 0), (self.rows.rowCount() - 1 if last < 0 else last) + 1):
            hit = self._tasks.hits.get(self.rows.id_at(row) or 0)
            if hit is not None and self.rowHeight(row) > look().row:
                self._paint_hit(painter, row, hit)
        painter.end()

    def _paint_hit(self, painter: QPainter, row: int, hit: SearchHit) -> None:
        current = look()
        rect = self.row_rect(row)
        left = self.columnViewportPosition(KEYS.index("title")) + PADDING
        second = QRect(left, rect.top() + current.row - 4, rect.right() - left - PADDING, current.px(_SECOND_LINE))
        words = f"{hit_label(hit)}："
        text = elided(words + hit.excerpt, second.width(), current.small)
        draw_text(painter, second, text, current.small, current.tokens.text2)
        start, end = len(words) + hit.start, len(words) + hit.end
        # First letters typed stand for characters; only what was typed as it stands is underlined.
        if end <= len(text) and any(compared(word) == compared(hit.excerpt[hit.start : hit.end]) for word in self._tasks.words):
            underline(painter, second, text, current.small, start, end)
