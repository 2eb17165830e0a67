"""The search over everything: type, see hits with the place where they matched, Enter opens the task or the row."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from tracker.domain.screens import ListHit, SearchHit
from tracker.ui.context import Context
from tracker.ui.theme import color, look
from tracker.ui.widgets.plain import label
from tracker.ui.widgets.search_box import SearchBox
from tracker.ui.widgets.text import draw_text

LIMIT = 50
_WIDTH, _ROWS = 560, 8
_HIT = Qt.ItemDataRole.UserRole


Hit = SearchHit | ListHit


def _name(hit: Hit) -> str:
    """What kind of thing it is, and its number."""
    return f"{hit.kind.label} {hit.number}".strip() if isinstance(hit, ListHit) else str(hit.number)


class _HitDelegate(QStyledItemDelegate):
    """Two lines: number and title, then where it matched with the match underlined."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, look().two_line_row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        hit: Hit = index.data(_HIT)
        current = look()
        tokens = current.tokens
        rect: QRect = option.rect  # type: ignore[attr-defined]
        view: QListWidget = self.parent()  # type: ignore[assignment]
        chosen = view.currentRow() == index.row()
        painter.fillRect(rect, color(tokens.selection if chosen else tokens.base))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color(tokens.grid))
        inner = rect.adjusted(12, 3, -12, -4)
        middle = inner.top() + current.body_metrics.height()
        first = QRect(inner.left(), inner.top(), inner.width(), middle - inner.top())
        second = QRect(inner.left(), middle, inner.width(), inner.bottom() - middle + 1)
        draw_text(painter, first, f"{_name(hit)}　{hit.title}", current.body, tokens.text)
        before = f"{hit.where}：{hit.excerpt[: hit.start]}"
        match = hit.excerpt[hit.start : hit.end]
        draw_text(painter, second, f"{hit.where}：{hit.excerpt}", current.small, tokens.text2)
        x = second.left() + current.small_metrics.horizontalAdvance(before)
        width = min(current.small_metrics.horizontalAdvance(match), second.right() - x)
        if match and width > 0:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawLine(x, second.bottom(), x + width, second.bottom())


def get_ready_to_search(ctx: Context, plan_id: int | None) -> None:
    """Somebody is about to type words that are looked for in a plan (None: in all)."""

    def read() -> None:
        from tracker.usecases.views.search import get_ready

        get_ready(ctx.store, plan_id)

    ctx.runner.run_read(read, lambda _none: None, key=f"search ready {plan_id}")


class SearchPopup(QFrame):
    """Drops down under the page bar. ↑↓ choose, Enter opens, Esc closes; it closes by itself when the focus goes elsewhere."""

    def __init__(self, ctx: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popup")
        self._ctx, self._page = ctx, parent
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.box = SearchBox("查任务、指标、服务和项目：名称、原文、单位、人员、进展", _WIDTH)
        self.hits = QListWidget()
        self.hits.setItemDelegate(_HitDelegate(self.hits))
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.said = label("", look().small, "2")
        column.addWidget(self.box)
        column.addWidget(self.hits)
        column.addWidget(self.said)
        self.box.searched.connect(self._search)
        self.box.entered.connect(lambda: get_ready_to_search(ctx, None))
        self.box.installEventFilter(self)
        self.hits.itemClicked.connect(self._open)
        self.hide()

    def open_at(self, top: int) -> None:
        """Open below `top` with the last words selected."""
        width = min(look().px(_WIDTH), self._page.width() - 32)
        self.setFixedWidth(width)
        self.move(self._page.width() - width - 16, top - 1)
        self._show_count(None)
        self._fit()
        self.show()
        self.raise_()
        self.box.setFocus()
        self.box.selectAll()

    def _search(self, text: str) -> None:
        if not text:
            self.hits.clear()
            self._show_count(None)
            return

        def read() -> list[Hit]:
            from tracker.usecases.views.search import search_everything

            return search_everything(self._ctx.store, text, None, LIMIT)

        self._ctx.runner.run_read(read, self._show, key="search everything")

    def _show(self, hits: list[Hit]) -> None:
        self.hits.clear()
        for hit in hits:
            item = QListWidgetItem(f"{_name(hit)} {hit.title}，{hit.where}：{hit.excerpt}")
            item.setData(_HIT, hit)
            self.hits.addItem(item)
        if hits:
            self.hits.setCurrentRow(0)
        self._show_count(len(hits), sum(isinstance(hit, SearchHit) for hit in hits) >= LIMIT)

    def _show_count(self, count: int | None, more: bool = False) -> None:
        if count is None:
            words = "↑↓ 选择　Enter 打开　Esc 关闭"
        elif count == 0:
            words = "没有找到。可以少写几个字，或换一个说法"
        elif more:
            words = f"任务只列出前 {LIMIT} 处，请多写几个字"
        else:
            words = f"找到 {count} 处　↑↓ 选择　Enter 打开"
        self.said.setText(words)
        self._fit()

    def _fit(self) -> None:
        rows = min(self.hits.count(), _ROWS)
        self.hits.setVisible(rows > 0)
        self.hits.setFixedHeight(rows * look().two_line_row)
        self.adjustSize()

    def _open(self, item: QListWidgetItem) -> None:
        hit: Hit = item.data(_HIT)
        self.hide()
        if self._ctx.plan_id not in (None, hit.plan_id):
            self._ctx.choose_plan(hit.plan_id)
        if isinstance(hit, ListHit):
            self._ctx.open_list_row(hit.kind, hit.row_id)
        else:
            self._ctx.open_task(hit.task_id)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        return False

    def _key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.hits.setCurrentRow(min(max(self.hits.currentRow() + step, 0), self.hits.count() - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.hits.currentItem():
            self._open(self.hits.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True
