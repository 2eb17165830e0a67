"""The figures of a bulletin's tables: each opens the list of its tasks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from tracker.domain.passages import Figure
from tracker.ui.paper.figures import figure_words
from tracker.ui.theme import color, look
from tracker.ui.widgets.plain import label

Rows = Sequence[tuple[str, tuple[Figure, ...]]]
_NAME, _FIGURE = 150, 74


class FiguresPane(QWidget):
    """`open_figure` is told the row and the figure that was clicked, or on which Enter was pressed."""

    def __init__(self, open_figure: Callable[[str, Figure], object]) -> None:
        super().__init__()
        self._open = open_figure
        self._rows: Rows = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addWidget(label("通报和附件里的数，点一个数（或按回车）就列出它数的任务", look().small, "2", wrap=True))
        self.table = QTableWidget()
        self.table.setAccessibleName("通报里的数")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(look().row)
        self.table.clicked.connect(self._clicked)
        self.table.activated.connect(self._clicked)
        column.addWidget(self.table, 1)

    def show_figures(self, rows: Rows) -> None:
        """Show these."""
        if list(rows) == list(self._rows):
            return
        self._rows = rows
        heads = [figure.label for figure in rows[0][1]] if rows else []
        self.table.setColumnCount(len(heads) + 1)
        self.table.setRowCount(len(rows))
        self.table.setHorizontalHeaderLabels(["", *heads])
        for place, (name, figures) in enumerate(rows):
            self.table.setItem(place, 0, QTableWidgetItem(name))
            for column, figure in enumerate(figures, 1):
                item = QTableWidgetItem(str(figure.amount) if figure.amount else "·")
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}{figure.label} {figure.amount} 项")
                if figure.amount:
                    item.setForeground(color(look().tokens.accent))
                    item.setToolTip(figure_words(figure))
                self.table.setItem(place, column, item)
        head = self.table.horizontalHeader()
        for column in range(len(heads) + 1):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive if column else QHeaderView.ResizeMode.Stretch)
            self.table.setColumnWidth(column, look().px(_FIGURE if column else _NAME))
        if rows:
            self.table.setCurrentCell(0, 1)

    def _clicked(self, index: QModelIndex) -> None:
        name, figures = self._rows[index.row()]
        if index.column() and figures[index.column() - 1].amount:
            self._open(name, figures[index.column() - 1])
