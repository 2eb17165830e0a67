"""The navigation at the left: a list painted by a delegate, so that ↑↓ and screen readers work by themselves."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from tracker.ui.icons import NAV, paint_icon
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import CENTER, draw_text

WIDTH, WIDE, SLIM = 136, 160, 44
_BAR, _RULE_SPACE, _SLIM_RULE_SPACE = 3, 15, 3
_LEAST_ROW = 20
_EDGES = (8, 6)
Index = QModelIndex | QPersistentModelIndex


class NavRow(NamedTuple):
    """One row; `rule_above` sets it apart from the row above; `note` is a key's name at the right, `badge` a figure."""

    key: str
    title: str
    icon: str
    rule_above: bool = False
    note: str = ""
    badge: str = ""


class NavModel(QAbstractListModel):
    """The rows of the navigation."""

    def __init__(self, rows: Sequence[NavRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = tuple(rows)

    def set_rows(self, rows: Sequence[NavRow]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.title} {row.badge}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.title}（{row.note}）" if row.note else row.title
        return None


class _NavDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        view: Navigation = self.parent()  # type: ignore[assignment]
        row = view.model_rows.rows[index.row()]
        space = (_SLIM_RULE_SPACE if view.slim else _RULE_SPACE) if row.rule_above else 0
        return QSize(view.width(), view.row_height + space)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view: Navigation = self.parent()  # type: ignore[assignment]
        row = view.model_rows.rows[index.row()]
        rect: QRect = option.rect  # type: ignore[attr-defined]
        current = look()
        tokens = current.tokens
        if row.rule_above:
            middle = rect.top() + (rect.height() - view.row_height) // 2
            inset = 8 if view.slim else 12
            painter.fillRect(rect.left() + inset, middle, rect.width() - 2 * inset, 1, color(tokens.line))
            rect = rect.adjusted(0, rect.height() - view.row_height, 0, 0)
        chosen = index.row() == view.chosen_row
        ink = tokens.nav_selected_text if chosen else tokens.text
        if chosen:
            painter.fillRect(rect, color(tokens.nav_selected))
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), color(tokens.nav_bar))
        elif index.row() == view.hovered_row:
            painter.fillRect(rect, color(tokens.hover))
        side = current.px(NAV)
        x = rect.left() + ((rect.width() - side) // 2 if view.slim else 14)
        icon_ink = tokens.nav_selected_text if chosen else tokens.text2
        paint_icon(painter, QRectF(x, rect.center().y() - side / 2 + 0.5, side, side), row.icon, icon_ink)
        if view.slim:
            if row.badge:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color(tokens.red_fill))
                painter.drawEllipse(QRectF(rect.right() - 11, rect.top() + 4, 7, 7))
        else:
            words = rect.adjusted(14 + side + 9, 0, -8, 0)
            draw_text(painter, words, row.title, current.bold if chosen else current.body, ink)
            self._paint_right(painter, rect, row)
        if view.hasFocus() and index.row() == view.currentIndex().row():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(color(tokens.focus), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_right(self, painter: QPainter, rect: QRect, row: NavRow) -> None:
        current = look()
        text = row.badge or (row.note if len(row.note) <= 3 else "")
        if not text:
            return
        width = max(current.small_metrics.horizontalAdvance(text) + 10, 18)
        box = QRect(rect.right() - 8 - width, rect.center().y() - current.tag // 2 + 1, width, current.tag)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(current.tokens.line), 1))
        painter.setBrush(color(current.tokens.base) if row.badge else Qt.BrushStyle.NoBrush)
        radius = box.height() / 2 if row.badge else 3
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        draw_text(painter, box, text, current.small, current.tokens.text2, CENTER)


class Navigation(QListView):
    """Rows of pages; `picked` tells the key of the row that was clicked or reached by keys."""

    picked = Signal(str)

    def __init__(self, rows: Sequence[NavRow], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewport(QWidget(self))  # one that Python knows: to be told of Qt's own, it makes the types of all widgets there are
        self.setObjectName("navigation")
        self.setAccessibleName(name)
        self.model_rows = NavModel(rows, self)
        self.slim = False
        self.row_height = look().px(34)
        self.hovered_row = -1
        self.chosen_row = -1
        self.setModel(self.model_rows)
        self.setItemDelegate(_NavDelegate(self))
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, color(look().tokens.nav))
        self.setPalette(palette)
        self.setStyleSheet(f"QListView {{ background: {look().tokens.nav}; }}")
        self.clicked.connect(lambda index: self.picked.emit(self.model_rows.rows[index.row()].key))
        self.activated.connect(lambda index: self.picked.emit(self.model_rows.rows[index.row()].key))

    def choose(self, key: str) -> None:
        """Mark this row as the page in front; a key that has no row here marks none."""
        keys = [row.key for row in self.model_rows.rows]
        self.chosen_row = keys.index(key) if key in keys else -1
        if self.chosen_row >= 0:
            self.setCurrentIndex(self.model_rows.index(self.chosen_row))
        else:
            self.clearSelection()
        self.viewport().update()

    def set_slim(self, slim: bool, room: int = 0) -> None:
        """Icons alone, or icons with words. `room`: the height for all rows, to which slim ones shrink as far as they can be hit."""
        self.slim = slim
        self.row_height = look().px(28 if slim else 34)
        if slim and 0 < room < self.wanted_height():
            gaps = self.wanted_height() - len(self.model_rows.rows) * self.row_height
            self.row_height = max((room - gaps) // max(len(self.model_rows.rows), 1), _LEAST_ROW)
        bars = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if slim else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(bars)
        self.scheduleDelayedItemsLayout()

    def wanted_height(self) -> int:
        """The height that shows all rows."""
        rules = sum(row.rule_above for row in self.model_rows.rows)
        return len(self.model_rows.rows) * self.row_height + rules * (_SLIM_RULE_SPACE if self.slim else _RULE_SPACE)

    def keyPressEvent(self, event: Any) -> None:
        before = self.currentIndex().row()
        super().keyPressEvent(event)
        after = self.currentIndex().row()
        if after != before and after >= 0:
            self.picked.emit(self.model_rows.rows[after].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: Any) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()


class SideBar(QWidget):
    """The pages at the top, help at the bottom; slim where the window is small."""

    picked = Signal(str)

    def __init__(self, rows: Sequence[NavRow], last: NavRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = Navigation(rows, "页面", self)
        self.bottom = Navigation([last], "帮助", self)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, color(look().tokens.nav))
        self.setPalette(palette)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, _EDGES[0], 1, _EDGES[1])
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addWidget(self.bottom)
        self.pages.picked.connect(self.picked)
        self.bottom.picked.connect(self.picked)
        self.fit(WIDTH, slim=False)

    def fit(self, width: int, *, slim: bool) -> None:
        """Take this width, with or without words."""
        self.setFixedWidth(look().px(width) if not slim else SLIM)
        self._slim = slim
        self.bottom.set_slim(slim)
        self.bottom.setFixedHeight(self.bottom.wanted_height())
        self._fit_height()

    def _fit_height(self) -> None:
        above, below = _EDGES
        self.pages.set_slim(self._slim, self.height() - above - below - self.bottom.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def choose(self, key: str) -> None:
        self.pages.choose(key)

    def set_rows(self, rows: Sequence[NavRow]) -> None:
        """Show these pages."""
        self.pages.model_rows.set_rows(rows)
        self._fit_height()

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), color(look().tokens.line))
        painter.end()
