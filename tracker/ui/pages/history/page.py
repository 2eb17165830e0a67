"""The page: operations at the left, what the chosen one changed at the right."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.records import ChangeRecord, OperationRecord
from tracker.ui.context import Context
from tracker.ui.page import Page
from tracker.ui.pages.history.lists import STATES, ChangesModel, OperationDelegate, OperationsModel
from tracker.ui.remembering import keep_columns, keep_split
from tracker.ui.theme import look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.plain import button, label, rule, tag
from tracker.ui.widgets.rows_view import RowsView
from tracker.ui.widgets.scrolled import way_of_panes

_NARROW = 720

LIMIT = 1000


class HistoryPage(Page):
    """操作记录. Any operation can be undone here, not the last one alone; what was changed since is kept and said."""

    keys_text = "↑↓ 选择　F6 换栏　Ctrl+Z 撤销上一步　Ctrl+Y 重做"
    help_topic = "history"
    has_plans = False

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._loaded = False
        self._shown: OperationRecord | None = None
        self.operations = OperationsModel(self)
        self.list = RowsView(self.operations)
        self.list.setItemDelegate(OperationDelegate(self.list))
        self.list.setAccessibleName("操作记录")
        self.list.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.changes = ChangesModel(self)
        self.table = RowsView(self.changes)
        self.table.setAccessibleName("改动明细")
        self.list.current_changed.connect(self._show_operation)
        self.list.opened.connect(lambda _id: self.table.setFocus())
        self.table.current_changed.connect(self._show_field)
        split = self._split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self._detail())
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        keep_split(split, ctx.settings, "history/split")
        keep_columns(self.list, ctx.settings, "history/operations")
        keep_columns(self.table, ctx.settings, "history/changes")
        self._stack = QStackedWidget()
        self._stack.addWidget(split)
        self._stack.addWidget(EmptyState("还没有操作", "导入、修改、撤销都会记在这里，随时可以退回"))
        self.body.addWidget(self._stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._split.setOrientation(way_of_panes(self, _NARROW))

    def _detail(self) -> QWidget:
        detail = QFrame()
        detail.setMinimumWidth(340)
        detail.setAutoFillBackground(True)
        detail.setBackgroundRole(detail.palette().ColorRole.Base)
        column = QVBoxLayout(detail)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 12, 10)
        head.setSpacing(6)
        self.title = label("", look().title, wrap=True, select=True)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.when = label("", ink="2", wrap=True)
        self.state = tag("")
        self.undo_button = button("撤销此操作", self._undo, "undo-2")
        row.addWidget(self.when, 1)
        row.addWidget(self.state)
        row.addWidget(self.undo_button)
        head.addWidget(self.title)
        head.addLayout(row)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self.table, 1)
        self.field_strip = QFrame()
        self.field_strip.setObjectName("strip")
        lines = QVBoxLayout(self.field_strip)
        lines.setContentsMargins(16, 8, 12, 8)
        lines.setSpacing(4)
        self.before = label("", ink="2", wrap=True, select=True)
        self.after = label("", wrap=True, select=True)
        lines.addWidget(self.before)
        lines.addWidget(self.after)
        self.field_strip.setMaximumHeight(look().px(220))
        self.field_strip.hide()
        column.addWidget(self.field_strip)
        return detail

    def activate(self) -> None:
        if not self._loaded:
            self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        self._loaded = True
        store = self.ctx.store

        def read() -> list[OperationRecord]:
            from tracker.usecases.house.history import history

            return list(history(store, LIMIT))

        self.ctx.runner.run_read(read, self._show, key="history")

    def _show(self, operations: list[OperationRecord]) -> None:
        self.list.load(self.operations.groups_of(operations, self.ctx.today()))
        self._stack.setCurrentIndex(0 if operations else 1)
        undone = sum(operation.state != "done" for operation in operations)
        self.set_status(f"{len(operations)} 次操作", f"已撤销 {undone} 次")
        if self.list.current_id() is None:
            self.list.go_to_first()
        else:
            self._show_operation(self.list.current_id())

    def _show_operation(self, item: int | None) -> None:
        operation = None if item is None else self.operations.operation(item)
        if operation is None or operation == self._shown:
            return
        self._shown = operation
        self.title.setText(operation.name)
        self.when.setText(f"{_moment(operation.done_at)}　改动 {operation.changes} 处")
        self.state.setText(STATES[operation.state])
        self.state.setVisible(operation.state != "done")
        self.undo_button.setVisible(operation.state == "done")
        self.field_strip.hide()
        store = self.ctx.store

        def read() -> list[ChangeRecord]:
            from tracker.usecases.house.history import changes_of

            return list(changes_of(store, operation.id))

        def show(changes: list[ChangeRecord]) -> None:
            self.table.load(self.changes.groups_of(changes))
            if len(changes) < operation.changes:
                self.when.setText(f"{self.when.text()}，列出前 {len(changes)} 处")

        self.ctx.runner.run_read(read, show, key="history changes")

    def _show_field(self, item: int | None) -> None:
        field = None if item is None else self.changes.value(self.table.currentIndex().row())
        self.field_strip.setVisible(field is not None)
        if field is not None:
            self.before.setText(f"原来：{field.before or '（空）'}")
            self.after.setText(f"改为：{field.after or '（空）'}")

    def _undo(self) -> None:
        if self._shown:
            self.ctx.undo(self._shown.id)

    def panes(self) -> list[QWidget]:
        return [self.list, self.table]

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        def field() -> None:
            self.table.setFocus()
            self.table.go_to_first()

        return {"field": field}


def _moment(when: datetime) -> str:
    return f"{when.year}年{when.month}月{when.day}日 {when:%H:%M}"
