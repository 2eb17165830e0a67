"""The list of all list pages: flat rows with group headings across the whole width, one ring round the whole current row.

Cells are painted by a `RowDelegate`; headings and the ring by the view, over the cells. Nothing is asked of the model per row but
for the rows in sight.
"""

from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from tracker.ui.icons import INLINE, paint_icon
from tracker.ui.shapes import MARK_SIZE, mark_ink, paint_mark
from tracker.ui.theme import color, look
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Index, RowGroup
from tracker.ui.widgets.text import LEFT, RIGHT, draw_text

PADDING = 8


class RowDelegate(QStyledItemDelegate):
    """Paints one cell from the row's value. Subclasses paint special cells in `paint_cell` and leave the rest to it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view: RowsView = option.widget  # type: ignore[attr-defined]
        model = view.rows
        row = index.row()
        value = model.value(row)
        if value is None:
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        tokens = look().tokens
        selected = view.is_painted_selected(row)
        ground = tokens.selection if selected else tokens.hover if row == view.hovered_row else tokens.base
        painter.fillRect(rect, color(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color(tokens.grid))
        key = model.columns[index.column()].key
        self.paint_cell(painter, rect.adjusted(PADDING, 0, -PADDING, -1), value, key, selected)

    def paint_cell(self, painter: QPainter, rect: QRect, value: Any, key: str, selected: bool) -> None:
        """Paint the content of one cell into `rect` (padding taken off)."""
        view: RowsView = self.parent()  # type: ignore[assignment]
        column = view.column(key)
        draw_text(painter, rect, view.rows.text(value, key), look().body, look().tokens.text, RIGHT if column.right else LEFT)


class RowsView(QTableView):
    """A table of rows with headings.

    Keys: ↑↓ Home End PgUp PgDn, ←→ fold, Space marks, Shift/Ctrl select, Enter opens, F2 edits, Ctrl+C copies as table.
    """

    opened = Signal(int)
    edit_wanted = Signal(int, str)
    current_changed = Signal(object)
    selection_changed = Signal()
    sort_wanted = Signal(str, bool)

    def __init__(self, model: ChunkedRowsModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewport(QWidget(self))  # as in the navigation
        self.rows = model
        self.hovered_row = -1
        self._loading = False
        self._painted: list[tuple[int, int]] = []
        self._keys = {column.key: place for place, column in enumerate(model.columns)}
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.set_row_height(look().row)
        self._prepare_head()
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._double_clicked)

    def _prepare_head(self) -> None:
        head = self.horizontalHeader()
        head.setFixedHeight(look().head)
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setMinimumSectionSize(28)
        head.setSectionsMovable(True)
        head.setSectionsClickable(any(column.sortable for column in self.rows.columns))
        for place, column in enumerate(self.rows.columns):
            self.setColumnWidth(place, look().px(column.width))
            if column.stretch:
                head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        head.sectionClicked.connect(self._head_clicked)

    # columns and heights

    def column(self, key: str) -> Any:
        return self.rows.columns[self._keys[key]]

    def show_columns(self, keys: set[str]) -> None:
        """Show these columns only."""
        for key, place in self._keys.items():
            self.setColumnHidden(place, key not in keys)

    def set_row_height(self, height: int) -> None:
        """The height of all rows."""
        self.verticalHeader().setDefaultSectionSize(height)

    # loading and places

    def load(self, groups: list[RowGroup], *, grouped: bool = True) -> None:
        """Show these rows; current row, selection and scroll place stay with their ids."""
        current, chosen, top = self.current_id(), self.selected_ids(), self.verticalScrollBar().value()
        self._loading = True
        self.rows.set_groups(groups, grouped=grouped)
        self._select([row for one in chosen if (row := self.rows.row_of(one)) >= 0])
        self.verticalScrollBar().setValue(top)
        if current is not None and (row := self.rows.row_of(current)) >= 0:
            self._set_current(row)
        self._loading = False
        self.selection_changed.emit()

    def current_id(self) -> int | None:
        """The id of the current row; None on a heading or nowhere."""
        return self.rows.id_at(self.currentIndex().row())

    def selected_ids(self) -> list[int]:
        """The ids of all selected rows, from top to bottom."""
        rows: set[int] = set()
        selection = self.selectionModel().selection()
        for place in range(selection.count()):
            span = selection.at(place)
            rows.update(range(span.top(), span.bottom() + 1))
        return [one for row in sorted(rows) if (one := self.rows.id_at(row)) is not None]

    def go_to(self, item: int) -> bool:
        """Select this id alone and bring it into sight; False where it is not in the list."""
        row = self.rows.reveal(item)
        if row < 0:
            return False
        self._choose(row)
        return True

    def go_to_first(self) -> None:
        """Select the first ordinary row."""
        for row in range(min(2, self.rows.rowCount())):
            if self.rows.id_at(row) is not None:
                self._choose(row)
                return

    def _select(self, rows: list[int]) -> None:
        last = len(self.rows.columns) - 1
        selection = QItemSelection()
        start = previous = -2
        for row in [*sorted(rows), -2]:
            if row != previous + 1:
                if start >= 0:
                    selection.select(self.rows.index(start, 0), self.rows.index(previous, last))
                start = row
            previous = row
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _choose(self, row: int) -> None:
        """Make this row the current one and the only selected one, in sight, whatever keys are held down."""
        flag = QItemSelectionModel.SelectionFlag
        index = self.rows.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.scrollTo(index)

    def _set_current(self, row: int) -> None:
        self.selectionModel().setCurrentIndex(self.rows.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate)

    # copying

    def copy_rows(self) -> int:
        """Put the selected rows with their heads on the clipboard, for Excel and Word; how many."""
        from tracker.ui.widgets.table_copy import table_data  # the start does without

        head = self.horizontalHeader()
        places = [head.logicalIndex(visual) for visual in range(head.count())]
        columns = [self.rows.columns[place] for place in places if not self.isColumnHidden(place)]
        chosen = [row for row in (self.rows.row_of(one) for one in self.selected_ids()) if row >= 0]
        lines = []
        for row in chosen:
            value = self.rows.value(row)
            lines.append([self.rows.copied_text(value, column.key) for column in columns])
        data = table_data([column.title for column in columns], lines, [column.right for column in columns])
        QGuiApplication.clipboard().setMimeData(data)
        return len(chosen)

    # events

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.current_changed.emit(self.rows.id_at(current.row()))

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._loading:
            self.selection_changed.emit()

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands of the page, not a search row by row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
            event.accept()
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and self._act(event.key(), self.currentIndex().row()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _act(self, key: int, row: int) -> bool:
        """Do what the key means in this row; False where it means nothing of ours."""
        keys = Qt.Key
        heading, item = self.rows.heading_at(row), self.rows.id_at(row)
        if key in (keys.Key_Home, keys.Key_End) and self.rows.rowCount():
            self._choose(0 if key == keys.Key_Home else self.rows.rowCount() - 1)
        elif heading is not None and key in (keys.Key_Left, keys.Key_Right):
            self.rows.set_folded(self.rows.group_index(row), key == keys.Key_Left)
        elif heading is not None and key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self.toggle_group(row)
        elif key == keys.Key_Left and item is not None:
            self._choose(self.rows.heading_row(row))
        elif key == keys.Key_Right:
            return True
        elif key in (keys.Key_Return, keys.Key_Enter) and item is not None:
            self.opened.emit(item)
        elif key == keys.Key_F2 and item is not None:
            self.edit_wanted.emit(item, self.rows.columns[self.currentIndex().column()].key)
        elif key == keys.Key_Space and item is not None:
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self.currentIndex(), flag.Toggle | flag.Rows)
        else:
            return False
        return True

    def toggle_group(self, row: int) -> None:
        """Fold or unfold the group whose heading stands in this row."""
        index = self.rows.group_index(row)
        self.rows.set_folded(index, not self.rows.is_folded(index))

    def _clicked(self, index: QModelIndex) -> None:
        if self.rows.heading_at(index.row()) is not None:
            self.toggle_group(index.row())

    def _double_clicked(self, index: QModelIndex) -> None:
        item = self.rows.id_at(index.row())
        if item is not None:
            self.opened.emit(item)

    def _head_clicked(self, section: int) -> None:
        column = self.rows.columns[section]
        if column.sortable:
            key, descending = self.rows.sort_order
            self.sort_wanted.emit(column.key, key == column.key and not descending)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            old, self.hovered_row = self.hovered_row, row
            for one in (old, row):
                if one >= 0:
                    self.viewport().update(self.row_rect(one))

    # painting

    def row_rect(self, row: int) -> QRect:
        """Where the whole row stands in the viewport."""
        return QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def is_painted_selected(self, row: int) -> bool:
        """Is the row selected in the painting now under way? Qt's own answer takes long for each cell."""
        return any(first <= row <= last for first, last in self._painted)

    def paintEvent(self, event: QPaintEvent) -> None:
        selection = self.selectionModel().selection()
        self._painted = [(selection.at(place).top(), selection.at(place).bottom()) for place in range(selection.count())]
        super().paintEvent(event)
        if not self.rows.rowCount():
            return
        painter = QPainter(self.viewport())
        area = event.rect()
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        last = self.rows.rowCount() - 1 if last < 0 else last
        for row in range(max(first, 0), last + 1):
            heading = self.rows.heading_at(row)
            if heading is not None:
                self._paint_heading(painter, self.row_rect(row), heading, self.rows.is_folded(self.rows.group_index(row)))
        current = self.currentIndex()
        if current.isValid() and self.hasFocus():
            width = look().tokens.focus_width
            painter.setPen(QPen(color(look().tokens.focus), width))
            painter.drawRect(QRectF(self.row_rect(current.row())).adjusted(width / 2, width / 2, -width / 2, -width / 2 - 1))
        painter.end()

    def _paint_heading(self, painter: QPainter, rect: QRect, group: RowGroup, folded: bool) -> None:
        current = look()
        tokens = current.tokens
        painter.fillRect(rect, color(tokens.group))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color(tokens.grid))
        middle, x = rect.center().y(), rect.left() + PADDING
        side = current.px(INLINE)
        box = QRectF(x, middle - side / 2 + 1, side, side)
        paint_icon(painter, box, "chevron-right" if folded else "chevron-down", tokens.text2)
        x += side + 6
        if group.mark is not None:
            shape = current.px(MARK_SIZE)
            paint_mark(painter, QRectF(x, middle - shape / 2 + 1, shape, shape), group.mark)
            x += shape + 6
        right = self._paint_marks(painter, rect, group)
        count_width = current.body_metrics.horizontalAdvance(group.count)
        title_width = min(current.bold_metrics.horizontalAdvance(group.title) + 2, right - x - count_width - 12)
        draw_text(painter, QRect(x, rect.top(), title_width, rect.height() - 1), group.title, current.bold, tokens.text)
        x += title_width + 6
        draw_text(painter, QRect(x, rect.top(), count_width + 4, rect.height() - 1), group.count, current.body, tokens.text2)

    def _paint_marks(self, painter: QPainter, rect: QRect, group: RowGroup) -> int:
        """The figures at the right of a heading; where they begin."""
        current = look()
        shape, x = current.px(MARK_SIZE), rect.right() - 20
        for mark, count in reversed(group.marks):
            words = str(count)
            width = current.body_metrics.horizontalAdvance(words)
            x -= width
            draw_text(painter, QRect(x, rect.top(), width + 2, rect.height() - 1), words, current.body, mark_ink(mark))
            x -= shape + 5
            paint_mark(painter, QRectF(x, rect.center().y() - shape / 2 + 0.5, shape, shape), mark)
            x -= 12
        return x
