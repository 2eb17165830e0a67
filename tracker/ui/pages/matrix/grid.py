"""The matrix as one widget: three tables, the figures under them, scroll bars, all tied together."""

from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from tracker.domain.records import UnitRecord
from tracker.ui.pages.matrix.heads import FigureHead, TaskHead, UnitHead, letters_of
from tracker.ui.pages.matrix.model import FIRST_UNIT, Fetch, FetchCounts, MatrixModel
from tracker.ui.pages.matrix.sizes import Cross, Sizes
from tracker.ui.pages.matrix.tables import FigureTable, MatrixTable, TaskTable
from tracker.ui.pages.matrix.totals import TotalRows
from tracker.ui.pages.matrix.unit_table import UnitTable
from tracker.ui.theme import TIGHT_WIDTH, color, look
from tracker.usecases.views.matrix_frame import Frame

BAR = 12
_CELL, _WIDE_CELL, _WIDE_FROM = 27, 30, 1600
_TITLE, _TITLE_MOST, _NARROW_TITLE, _NARROW_SECTION = 206, 330, 154, 100
_LEAST_ROWS, _TWO_LINES_FROM = 4, 520
_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate


class MatrixGrid(QWidget):
    """Shows a frame. The current cell lives in `units`; `current_changed` tells that it moved or that its content is new."""

    current_changed = Signal()
    opened = Signal(int)
    zoomed = Signal(int)

    def __init__(self, fetch: Fetch, fetch_counts: FetchCounts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = MatrixModel(fetch, fetch_counts, self)
        self.cross = Cross(self)
        self.zoom = 1.0
        self.sizes = Sizes()
        self.tasks = TaskTable(self.model, self.cross, self)
        self.units = UnitTable(self.model, self.cross, self)
        self.figures = FigureTable(self.model, self.cross, self)
        self.task_head, self.unit_head, self.figure_head = (
            TaskHead(self.model, self.tasks),
            UnitHead(self.model, self.cross, self.units),
            FigureHead(self.model, self.figures),
        )
        self.totals = TotalRows(self.model, self.cross, self)
        self.across = QScrollBar(Qt.Orientation.Horizontal, self)
        self.down = QScrollBar(Qt.Orientation.Vertical, self)
        self._tie()
        self.units.setAccessibleName("责任矩阵")
        self.setFocusProxy(self.units)

    def _tie(self) -> None:
        for table, head in ((self.tasks, self.task_head), (self.units, self.unit_head), (self.figures, self.figure_head)):
            table.set_head(head)
            table.opened.connect(self.opened)
            table.zoomed.connect(self.zoomed)
            table.pushed.connect(lambda pixels: self.across.setValue(self.across.value() + pixels))
        for side in (self.tasks, self.figures):
            side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            side.setSelectionModel(self.units.selectionModel())
            side.setAutoScroll(False)
            side.verticalScrollBar().valueChanged.connect(self.down.setValue)
            self.down.valueChanged.connect(side.verticalScrollBar().setValue)
        _tie_bars(self.units.verticalScrollBar(), self.down)
        _tie_bars(self.units.horizontalScrollBar(), self.across)
        self.across.valueChanged.connect(self.totals.scroll_to)
        for bar in (self.down, self.across):
            bar.valueChanged.connect(lambda _value: self._light_under_mouse())
        self.units.unmarked.connect(self.current_changed)
        self.units.selectionModel().currentChanged.connect(lambda _new, _old: self.current_changed.emit())
        self.model.rowsInserted.connect(lambda *_rows: self._lay_out())
        self.model.rowsRemoved.connect(lambda *_rows: self._lay_out())

    def _light_under_mouse(self) -> None:
        """After scrolling, another cell lies under the mouse."""
        for table in self.tables:
            if table.viewport().underMouse():
                table.light(table.viewport().mapFromGlobal(QCursor.pos()))

    @property
    def tables(self) -> tuple[MatrixTable, ...]:
        return self.tasks, self.units, self.figures

    # loading and places

    def show_frame(self, frame: Frame, *, near: bool = False) -> None:
        """Show this; current cell and scroll place stay with their task and unit. `near`: where the task is gone, stay where it was."""
        task, unit = self.current()
        row = self.units.currentIndex().row() if near else -1
        down, across = self.down.value(), self.across.value()
        if self.model.set_frame(frame):
            self.find_place(task, unit, row)
            self._lay_out()
            self.down.setValue(down)
            self.across.setValue(across)
        else:
            self._lay_out()
        self.current_changed.emit()

    def find_place(self, task: int | None, unit: UnitRecord | None, row: int = -1) -> None:
        """Make this cell current: the task where it is still shown, else the row where it stood."""
        self._hide_columns()
        found = self.model.row_of(task) if task is not None else -1
        if found < 0:
            found = max(self.model.first_item(), min(row, self.model.rowCount() - 1))
        column = self.model.columns.get(unit.id, FIRST_UNIT) if unit else FIRST_UNIT
        index = self.model.index(found, column) if self.model.frame.units else QModelIndex()
        self.units.selectionModel().setCurrentIndex(index, _NO_UPDATE)

    def current(self) -> tuple[int | None, UnitRecord | None]:
        """The task and the unit of the current cell."""
        index = self.units.currentIndex()
        return self.model.task_at(index.row()), self.model.unit_at(index.column())

    def go_to(self, row: int) -> None:
        """Make the cell of this row in the current column current."""
        column = max(self.units.currentIndex().column(), FIRST_UNIT)
        self.units.setCurrentIndex(self.model.index(row, column))

    def go_to_unit(self, unit_id: int) -> None:
        """Bring the unit's column into sight and make it current."""
        row = max(self.units.currentIndex().row(), 0)
        if unit_id in self.model.columns and self.model.rowCount():
            self.units.setCurrentIndex(self.model.index(row, self.model.columns[unit_id]))

    def fold_all(self, fold: bool) -> None:
        task, unit = self.current()
        self.model.fold_all(fold)
        self.find_place(task, unit, 0)
        self._lay_out()

    # sizes

    def set_zoom(self, zoom: float) -> None:
        """Make cells and letters larger or smaller; the current cell stays in sight."""
        self.zoom = zoom
        self._lay_out()
        self.units.scrollTo(self.units.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Over heads and figures the wheel goes sideways, or asks for another size."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        self.across.setValue(self.across.value() - event.angleDelta().y() // 2 - event.angleDelta().x() // 2)
        event.accept()

    def _sizes_for(self, width: int) -> Sizes:
        """Columns as drawn; what is left over goes to the titles first, then to the columns."""
        count = max(len(self.model.frame.units), 1)
        narrow = self.window().width() < look().px(TIGHT_WIDTH)
        sections = self.model.shows_sections
        title = _TITLE if not narrow else _NARROW_SECTION if sections else _NARROW_TITLE
        base = _WIDE_CELL if width >= _WIDE_FROM else _CELL
        plain = Sizes(
            zoom=self.zoom,
            cell=look().px(base * self.zoom),
            title=look().px(title * self.zoom),
            narrow=narrow and not sections,
            two_lines=narrow and not sections and self.height() >= look().px(_TWO_LINES_FROM),
            two_figures=sections,
            letters=letters_of(self.model.frame.units),
        )
        spare = width - BAR - plain.left - 2 * plain.figure - count * plain.cell
        if spare <= 0 or narrow:
            return plain
        widened = min(plain.title + spare, look().px(_TITLE_MOST * self.zoom))
        spare -= widened - plain.title
        cell = min(plain.cell + spare // count, round(plain.cell * 1.35))
        return replace(plain, cell=cell, title=widened)

    def _lay_out(self) -> None:
        width, height = self.width(), self.height()
        sizes = self.sizes = self._sizes_for(width)
        for table in self.tables:
            table.fit(sizes)
        for head in (self.task_head, self.unit_head, self.figure_head):
            head.fit(sizes)
        self._set_widths(sizes)
        wanted = len(self.model.frame.units) * sizes.cell
        middle = max(min(wanted, width - BAR - sizes.left - 2 * sizes.figure), sizes.cell)
        self.totals.fit(sizes, sizes.left, middle)
        scrolls = wanted > middle
        bar = BAR if scrolls else 0
        # In a low window the tasks come before their sums, which the figures in the corner tell as well.
        self.totals.setVisible(height - self.totals.height() - bar >= sizes.head + _LEAST_ROWS * sizes.row)
        below = self.totals.height() if self.totals.isVisibleTo(self) else 0
        table_height = height - below - bar
        used = min(table_height, sizes.head + self.model.rowCount() * sizes.row)
        x = 0
        for table, wide in ((self.tasks, sizes.left), (self.units, middle), (self.figures, 2 * sizes.figure)):
            table.setGeometry(x, 0, wide, used)
            x += wide
        self.totals.setGeometry(0, used, x + BAR, self.totals.height())
        self.across.setVisible(scrolls)
        self.across.setGeometry(sizes.left, used + below, middle, BAR)
        self.down.setGeometry(x, sizes.head, BAR, max(used - sizes.head, 0))
        self.down.setVisible(used < sizes.head + self.model.rowCount() * sizes.row)
        for table in self.tables:
            table.updateGeometries()
        _follow(self.units.verticalScrollBar(), self.down)
        _follow(self.units.horizontalScrollBar(), self.across)
        self.update()

    def _hide_columns(self) -> None:
        first, last = self.model.first_figure, self.model.columnCount()
        for column in range(last):
            self.tasks.setColumnHidden(column, column >= FIRST_UNIT)
            self.units.setColumnHidden(column, column < FIRST_UNIT or column >= first)
            self.figures.setColumnHidden(column, column < first)

    def _set_widths(self, sizes: Sizes) -> None:
        for table, width in ((self.units, sizes.cell), (self.figures, sizes.figure)):
            if table.horizontalHeader().defaultSectionSize() != width:
                table.horizontalHeader().setDefaultSectionSize(width)
        for column, width in enumerate((sizes.number, sizes.title, max(sizes.due, 1), sizes.light)):
            self.tasks.setColumnWidth(column, width)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), color(look().tokens.base))
        painter.fillRect(0, 0, self.width(), self.sizes.head - 2, color(look().tokens.bar))
        painter.fillRect(0, self.sizes.head - 2, self.width(), 2, color(look().tokens.control))
        painter.end()


def _tie_bars(inner: QScrollBar, outer: QScrollBar) -> None:
    """Let a scroll bar outside of a table move it, and follow it."""
    inner.rangeChanged.connect(lambda _low, _high: _follow(inner, outer))
    inner.valueChanged.connect(outer.setValue)
    outer.valueChanged.connect(inner.setValue)


def _follow(inner: QScrollBar, outer: QScrollBar) -> None:
    outer.setPageStep(inner.pageStep())
    outer.setSingleStep(inner.singleStep())
    outer.setRange(inner.minimum(), inner.maximum())
    outer.setValue(inner.value())
