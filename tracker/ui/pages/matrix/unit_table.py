"""The middle of the matrix: one column per unit, role shapes where a unit has part in a task."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from tracker.domain.records import UnitRecord
from tracker.domain.terms import Role
from tracker.ui.pages.matrix.model import FIRST_UNIT, NUMBER, Index, Line, MatrixModel
from tracker.ui.pages.matrix.sizes import Cross, draw_role
from tracker.ui.pages.matrix.tables import NO_UPDATE, MatrixTable
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import CENTER, draw_text
from tracker.usecases.views.matrix_frame import Count, Group

ROLE_KEYS: dict[int, Role] = {Qt.Key.Key_1: Role.LEAD, Qt.Key.Key_2: Role.JOINT, Qt.Key.Key_3: Role.SUPPORT, Qt.Key.Key_4: Role.IMPLEMENT}


class UnitTable(MatrixTable):
    """Tasks × units. Keys: arrows, 1–4 give a role, Del takes it away, Enter opens, Space folds.

    With Shift, or with the mouse button held, the current cell moves away from where it stood: all cells between are `marked`;
    `unmarked` tells that it is the only one again.
    """

    role_wanted = Signal(object)
    menu_wanted = Signal(object)
    unmarked = Signal()
    _from = (-1, -1)  # Qt tells of a current cell while the table is still being made
    _extends = _drags = False

    def __init__(self, model: MatrixModel, cross: Cross, parent: QWidget | None = None) -> None:
        super().__init__(model, cross, parent)
        for moved in (model.rowsInserted, model.rowsRemoved):
            moved.connect(lambda *_rows: self.unmark())

    # marking

    def marked(self) -> tuple[list[int], list[UnitRecord]]:
        """The tasks and units whose cells a key changes: those between where marking began and the current cell."""
        rows, columns = self._span()
        tasks = [task_id for row in rows if (task_id := self.matrix.task_at(row)) is not None]
        return tasks, [unit for column in columns if (unit := self.matrix.unit_at(column)) is not None]

    def mark_to(self, row: int, column: int) -> None:
        """Mark the cells from where marking began to this one."""
        with self._extending(True):
            self.setCurrentIndex(self.matrix.index(row, column))

    def unmark(self) -> bool:
        """Let the current cell alone be marked; False where it was."""
        rows, columns = self._span()
        index = self.currentIndex()
        self._from = index.row(), index.column()
        self.viewport().update()
        several = len(rows) > 1 or len(columns) > 1
        if several:
            self.unmarked.emit()
        return several

    def _span(self) -> tuple[range, range]:
        index, (row, column) = self.currentIndex(), self._from
        if not index.isValid() or column < 0:
            return range(0), range(0)
        rows, columns = sorted((row, index.row())), sorted((column, index.column()))
        return range(rows[0], rows[1] + 1), range(columns[0], columns[1] + 1)

    @contextmanager
    def _extending(self, on: bool) -> Iterator[None]:
        """While this holds, the current cell moves away from the first marked one."""
        self._extends = on
        yield
        self._extends = False
        if on:
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        rows, columns = self._span()
        if event.button() == Qt.MouseButton.RightButton and self.rowAt(spot.y()) in rows and self.columnAt(spot.x()) in columns:
            return  # the menu is for all that is marked
        self._drags = event.button() == Qt.MouseButton.LeftButton and self.matrix.task_at(self.rowAt(spot.y())) is not None
        with self._extending(self._drags and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        row, column = self.rowAt(spot.y()), self.columnAt(spot.x())
        if self._drags and event.buttons() & Qt.MouseButton.LeftButton and row >= 0 and self.matrix.unit_at(column):
            self.mark_to(row, column)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drags = False
        super().mouseReleaseEvent(event)

    def columns_in(self, area: QRect) -> range:
        """The columns of units that touch `area`."""
        offset, cell = self.horizontalHeader().offset(), max(self.sizes.cell, 1)
        last = min((area.right() + offset) // cell, len(self.matrix.frame.units) - 1)
        return range(FIRST_UNIT + max((area.left() + offset) // cell, 0), FIRST_UNIT + last + 1)

    def x_of(self, column: int) -> int:
        return (column - FIRST_UNIT) * self.sizes.cell - self.horizontalHeader().offset()

    def place(self, row: int) -> tuple[int, int]:
        return row, self.currentIndex().column()

    def press(self, row: int, column: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        place = (row, column) if self.matrix.unit_at(column) else self.place(row)
        self.selectionModel().setCurrentIndex(self.matrix.index(*place), NO_UPDATE)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._extends:
            if self._from != (previous.row(), previous.column()):
                self.viewport().update()
            self._from = current.row(), current.column()
        self.cross.move(current.row(), current.column() if current.isValid() else -1)
        for index in (current, previous):
            self.viewport().update(self.cell_rect(index.row(), index.column()).adjusted(-2, -2, 2, 2))

    def cell_rect(self, row: int, column: int) -> QRect:
        return QRect(self.x_of(column), self.rowViewportPosition(row), self.sizes.cell, self.sizes.row)

    def _cross_moved(self, old_row: int, old_column: int, row: int, column: int) -> None:
        super()._cross_moved(old_row, old_column, row, column)
        for one in {old_column, column}:
            if one >= FIRST_UNIT and old_column != column:
                self.viewport().update(self.x_of(one) - 1, 0, self.sizes.cell + 2, self.viewport().height())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if self.matrix.task_at(index.row()) is None:
            return
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        below = self.viewport().mapToGlobal(self.cell_rect(index.row(), index.column()).bottomLeft())
        self.menu_wanted.emit(below if by_key else event.globalPos())

    def keyboardSearch(self, search: str) -> None:
        """Figures are roles, not a search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and self._act(event.key(), self.currentIndex()):
            event.accept()
        else:
            with self._extending(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)):
                super().keyPressEvent(event)

    def _act(self, key: int, index: QModelIndex) -> bool:
        keys, row = Qt.Key, index.row()
        group = self.matrix.group_at(row)
        if key in ROLE_KEYS:
            self.role_wanted.emit(ROLE_KEYS[key])
        elif key in (keys.Key_Delete, keys.Key_Backspace):
            self.role_wanted.emit(None)
        elif group is not None and key in self._fold_keys(group):
            self.matrix.toggle(row)
        elif key in (keys.Key_Return, keys.Key_Enter) and row >= 0:
            self.opened.emit(row)
        else:
            return False
        return True

    def _fold_keys(self, group: Group) -> tuple[Qt.Key, ...]:
        arrow = Qt.Key.Key_Right if self.matrix.is_folded(group) else Qt.Key.Key_Left
        return Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, arrow

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        area, painter = event.rect(), QPainter(self.viewport())
        rows, columns = list(self.rows_in(area)), self.columns_in(area)
        self._paint_grounds(painter, area, rows)
        self._paint_marked(painter, rows)
        self._paint_lines(painter, rows, columns)
        for row, rect in rows:
            line = self.matrix.line(row)
            if line is not None:
                self._paint_roles(painter, rect, line, columns)
            else:
                self._paint_counts(painter, row, rect, columns)
        self._paint_current(painter)
        painter.end()

    def _paint_grounds(self, painter: QPainter, area: QRect, rows: list[tuple[int, QRect]]) -> None:
        tokens, sizes = look().tokens, self.sizes
        painter.fillRect(area, color(tokens.base))
        if not rows:
            return
        top, height = rows[0][1].top(), rows[-1][1].bottom() - rows[0][1].top() + 1
        for unit_id in self.matrix.frame.heavy:
            painter.fillRect(self.x_of(self.matrix.columns[unit_id]), top, sizes.cell, height, color(tokens.amber_tint))
        if self.cross.column >= FIRST_UNIT:
            painter.fillRect(self.x_of(self.cross.column), top, sizes.cell, height, color(tokens.cross))
        width = len(self.matrix.frame.units) * sizes.cell - self.horizontalHeader().offset()
        for row, rect in rows:
            rect.setWidth(width)
            if row == self.cross.row or self.matrix.group_at(row) is not None:
                painter.fillRect(rect, color(self.ground(row)))
            elif self.lacks_lead(row):
                painter.setOpacity(0.55)
                painter.fillRect(rect, QBrush(color(tokens.red_line), Qt.BrushStyle.BDiagPattern))
                painter.setOpacity(1.0)

    def _paint_marked(self, painter: QPainter, rows: list[tuple[int, QRect]]) -> None:
        span, columns = self._span()
        if len(span) < 2 and len(columns) < 2:
            return
        for row, rect in rows:
            if row in span and self.matrix.group_at(row) is None:
                place = QRect(self.x_of(columns[0]), rect.top(), len(columns) * self.sizes.cell, rect.height())
                painter.fillRect(place, color(look().tokens.selection))

    def _paint_lines(self, painter: QPainter, rows: list[tuple[int, QRect]], columns: range) -> None:
        if not rows:
            return
        tokens, units = look().tokens, self.matrix.frame.units
        grid, edge, amber = color(tokens.grid), color(tokens.control), color(tokens.amber_line)
        top, height = rows[0][1].top(), rows[-1][1].bottom() - rows[0][1].top() + 1
        for _row, rect in rows:
            painter.fillRect(0, rect.bottom(), rect.width(), 1, grid)
        by_kind, heavy = not self.matrix.frame.wanted.by_load, self.matrix.frame.heavy
        for column in columns:
            place = column - FIRST_UNIT
            last = place + 1 == len(units) or (by_kind and units[place].kind is not units[place + 1].kind)
            x = self.x_of(column)
            ink = amber if units[place].id in heavy else edge if last else grid
            painter.fillRect(x + self.sizes.cell - 1, top, 1, height, ink)
            if units[place].id in heavy:
                painter.fillRect(x, top, 1, height, amber)

    def _paint_roles(self, painter: QPainter, rect: QRect, line: Line, columns: range) -> None:
        place_of, sizes = self.matrix.columns, self.sizes
        for unit_id, cell in line.cells.items():
            column = place_of.get(unit_id, NUMBER)
            if column in columns:
                box = QRect(self.x_of(column), rect.top(), sizes.cell - 1, sizes.row - 1)
                draw_role(painter, box, sizes.shape, cell.role, cell.inferred)

    def _paint_counts(self, painter: QPainter, row: int, rect: QRect, columns: range) -> None:
        tokens, sizes = look().tokens, self.sizes
        for unit_id, count in self.matrix.counts_at(row).items():
            column = self.matrix.columns.get(unit_id, NUMBER)
            if column not in columns:
                continue
            box = QRect(self.x_of(column), rect.top(), sizes.cell - 1, sizes.row - 1)
            if sizes.two_figures:
                self._paint_both(painter, box, count)
            elif count.lead:
                draw_text(painter, box, str(count.lead), sizes.small, tokens.text2, CENTER)

    def _paint_both(self, painter: QPainter, box: QRect, count: Count) -> None:
        tokens, sizes, half = look().tokens, self.sizes, box.height() // 2
        if count.lead:
            draw_text(painter, box.adjusted(0, 2, 0, -half), str(count.lead), sizes.bold, tokens.accent, CENTER)
        if count.part:
            draw_text(painter, box.adjusted(0, half, 0, -2), str(count.part), sizes.small, tokens.text2, CENTER)

    def _paint_current(self, painter: QPainter) -> None:
        index = self.currentIndex()
        if self.matrix.unit_at(index.column()) is None or not index.isValid():
            return
        tokens, rect = look().tokens, self.cell_rect(index.row(), index.column()).adjusted(0, 0, -1, -1)
        line = self.matrix.line(index.row())
        if line is not None:
            painter.fillRect(rect, color(tokens.base))
            cell = line.cells.get(self.matrix.frame.units[index.column() - FIRST_UNIT].id)
            if cell is not None:
                draw_role(painter, rect, self.sizes.shape, cell.role, cell.inferred)
        width = tokens.focus_width
        pen = QPen(color(tokens.focus if self.hasFocus() else tokens.control), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(rect))
