"""The list of a ledger's columns: which are printed, in which order, and how wide each comes out."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from tracker.ui.icons import paint_icon
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import RIGHT, draw_text

_KEY, _WIDTH = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_ROW = 26


class ColumnList(QListWidget):
    """Space switches a column on and off; dragging, or Alt with ↑ and ↓, changes the order. `changed` follows each."""

    changed = Signal()

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads = dict(choices)
        self._quiet = False
        self.setItemDelegate(_ColumnDelegate(self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("列与宽度")
        self.itemChanged.connect(lambda _item: self._tell())
        self.model().rowsMoved.connect(lambda *_args: self._tell())
        self.model().rowsRemoved.connect(lambda *_args: self._tell())

    def _tell(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def show_columns(self, chosen: Sequence[str]) -> None:
        """Show these columns as chosen, in this order; the others below, not chosen."""
        self._quiet = True
        self.clear()
        for key in [*chosen, *(key for key in self._heads if key not in chosen)]:
            item = QListWidgetItem(self._heads[key])
            item.setData(_KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
            self.addItem(item)
        self._quiet = False

    def show_widths(self, widths: dict[str, float]) -> None:
        """Say how wide the columns came out, in millimetres."""
        self._quiet = True
        for row in range(self.count()):
            item = self.item(row)
            width = widths.get(str(item.data(_KEY)))
            item.setData(_WIDTH, "" if width is None else f"{width:.0f} mm")
        self._quiet = False

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys of the chosen columns in order."""
        items = [self.item(row) for row in range(self.count())]
        keys = [str(item.data(_KEY)) for item in items if item.checkState() == Qt.CheckState.Checked]
        return tuple(dict.fromkeys(key for key in keys if key in self._heads))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moved = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if moved and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            row = self.currentRow()
            if row >= 0 and 0 <= row + moved < self.count():
                self._quiet = True
                self.insertItem(row + moved, self.takeItem(row))
                self.setCurrentRow(row + moved)
                self._quiet = False
                self._tell()
        else:
            super().keyPressEvent(event)


class _ColumnDelegate(QStyledItemDelegate):
    """Grip, box, name, width."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> Any:
        hint = super().sizeHint(option, index)
        hint.setHeight(max(look().px(_ROW), look().body_metrics.height() + 6))
        return hint

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        current = look()
        tokens = current.tokens
        view: ColumnList = self.parent()  # type: ignore[assignment]
        rect: QRect = option.rect  # type: ignore[attr-defined]
        here = view.currentRow() == index.row() and view.hasFocus()
        painter.fillRect(rect, color(tokens.selection if here else tokens.base))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color(tokens.grid))
        on = index.data(Qt.ItemDataRole.CheckStateRole) in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        middle = rect.center().y()
        paint_icon(painter, _square(rect.left() + 5, middle, current.px(12)), "grip-vertical", tokens.text3)
        box = _square(rect.left() + 22, middle, current.px(14))
        painter.setPen(color(tokens.accent if on else tokens.control))
        painter.setBrush(color(tokens.accent if on else tokens.base))
        painter.drawRoundedRect(box, 2, 2)
        if on:
            paint_icon(painter, _square(box.x() + 1, middle, current.px(12)), "check", tokens.on_accent)
        words = rect.adjusted(22 + current.px(14) + 7, 0, -64, 0)
        draw_text(painter, words, str(index.data()), current.body, tokens.text if on else tokens.text2)
        draw_text(painter, rect.adjusted(0, 0, -8, 0), str(index.data(_WIDTH) or ""), current.body, tokens.text2, RIGHT)

    def editorEvent(self, event: Any, model: Any, option: QStyleOptionViewItem, index: Any) -> bool:
        if event.type() == event.Type.MouseButtonRelease and 18 <= event.position().x() < look().px(22 + 20):
            on = index.data(Qt.ItemDataRole.CheckStateRole) in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
            state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
            return bool(model.setData(index, state.value, Qt.ItemDataRole.CheckStateRole))
        if event.type() == event.Type.KeyPress:
            return super().editorEvent(event, model, option, index)
        return False


def _square(x: float, middle: float, side: float) -> QRectF:
    return QRectF(x, middle - side / 2 + 0.5, side, side)
