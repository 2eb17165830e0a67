"""A returned file as it came, read only, with the cell in question lit."""

from datetime import date, datetime, time
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QFrame, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from tracker.files.grid import CellValue, Grid, TableFile, Visibility
from tracker.ui.context import Context
from tracker.ui.theme import color, look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.scrolled import fit_window

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MEASURED, _SPANS, _WIDEST = 60, 4000, 360


class GridPlace(NamedTuple):
    """A cell to be lit: sheet (index from 0, or its name), row from 1, column from 0 (None: the whole row)."""

    sheet: int | str = 0
    row: int = 0
    column: int | None = None


def cell_words(value: CellValue) -> str:
    """A cell as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


def column_letters(column: int) -> str:
    """A, B … Z, AA for a column from 0."""
    letters, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class GridModel(QAbstractTableModel):
    """The cells of one sheet."""

    def __init__(self, grid: Grid, lit: GridPlace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid, self.lit = grid, lit
        self._columns = max((len(row) for row in grid.rows), default=0)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._columns

    def text(self, row: int, column: int) -> str:
        """What the cell shows."""
        cells = self.grid.rows[row]
        value = cells[column] if column < len(cells) else None
        if (row, column) in self.grid.percents and isinstance(value, (int, float)):
            return f"{value * 100:g}%"
        return cell_words(value)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(row, column)
        if role == Qt.ItemDataRole.BackgroundRole and row + 1 == self.lit.row:
            here = self.lit.column is None or column == self.lit.column
            return color(look().tokens.amber_tint if here else look().tokens.hover)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return column_letters(section) if orientation is Qt.Orientation.Horizontal else str(section + 1)


class GridWindow(QWidget):
    """The sheets of one file; Esc closes."""

    def __init__(self, tables: TableFile, place: GridPlace, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{tables.name}（只供查看）")
        fit_window(self, 980, 600)
        self._tables, self._place = tables, place
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setObjectName("filterBar")
        head.setFixedHeight(look().filter_bar)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 12, 0)
        row.setSpacing(10)
        self.name, self.words = ElidedLabel(look().bold), ElidedLabel(None, "2")
        self.name.show_text(tables.name)
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("工作表")
        for grid in tables.grids:
            self.sheets.addItem((grid.name or f"第 {grid.index + 1} 张表") + ("（隐藏）" if grid.visibility != Visibility.VISIBLE else ""))
        row.addWidget(self.name, 2)
        row.addWidget(self.sheets)
        self.sheets.setHidden(len(tables.grids) < 2)  # of one sheet there is nothing to choose, and a kept text file has no name for it
        row.addWidget(self.words, 3)
        row.addWidget(label("收到的原件，只供查看　Esc 关闭", look().small, "3"))
        self.view = _GridView()
        column.addWidget(head)
        column.addWidget(self.view, 1)
        self.words.show_text(about)
        wanted = next((n for n, grid in enumerate(tables.grids) if place.sheet in (grid.index, grid.name)), 0)
        self._lit_sheet = wanted
        self.sheets.setCurrentIndex(wanted)
        self.sheets.currentIndexChanged.connect(self._show_sheet)
        self._show_sheet(wanted)
        self.view.setFocus()

    def _show_sheet(self, index: int) -> None:
        if not 0 <= index < len(self._tables.grids):
            return
        grid = self._tables.grids[index]
        lit = self._place if index == self._lit_sheet else GridPlace()
        model = GridModel(grid, lit, self.view)
        self.view.show_model(model)
        if lit.row and lit.row <= model.rowCount():
            self.view.light(model.index(lit.row - 1, lit.column or 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)


class _GridView(QTableView):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("原表")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(look().row)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_model(self, model: GridModel) -> None:
        """Show this sheet, each column as wide as its first rows need."""
        old = self.model()
        self.clearSpans()
        self.setModel(model)
        if old is not None:
            old.deleteLater()
        metrics = look().body_metrics
        for column in range(model.columnCount()):
            texts = (model.text(row, column) for row in range(min(model.rowCount(), _MEASURED)))
            widest = max((metrics.horizontalAdvance(text[:40]) for text in texts), default=0)
            self.setColumnWidth(column, min(max(widest + 20, 48), look().px(_WIDEST)))
        for merge in model.grid.merges[:_SPANS]:
            rows, columns = merge.last_row - merge.first_row + 1, merge.last_column - merge.first_column + 1
            if merge.first_row < model.rowCount() and merge.first_column < model.columnCount() and (rows > 1 or columns > 1):
                self.setSpan(merge.first_row, merge.first_column, rows, columns)

    def light(self, index: QModelIndex) -> None:
        """Go to the cell."""
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(str(self.currentIndex().data() or ""))
        else:
            super().keyPressEvent(event)


def open_grid(ctx: Context, parent: QWidget, kept_name: str, name: str, place: GridPlace, about: str = "") -> None:
    """Read the kept copy of a received file beside the window and show it at this place."""
    from tracker.usecases.feedback.received_grid import received_tables

    def show(tables: TableFile) -> None:
        window = GridWindow(tables, place, about, parent.window())
        window.show()
        window.raise_()
        window.activateWindow()

    ctx.runner.run_read(lambda: received_tables(ctx.paths, kept_name, name), show, key="received grid")
