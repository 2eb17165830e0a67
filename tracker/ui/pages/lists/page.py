"""The page: one of the three lists at the left, the chosen row at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget, QWidget

from tracker.domain.plan_lists import ListGroup, ListKind, ListRow
from tracker.domain.records import Changes, UnitRecord
from tracker.ui.context import Context, OpenListRow
from tracker.ui.page import Page
from tracker.ui.pages.lists.detail import RowPane
from tracker.ui.pages.lists.rows import ListModel, ListView, row_groups
from tracker.ui.remembering import keep_columns, keep_split
from tracker.ui.theme import COVER_WIDTH, TIGHT_WIDTH, look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.search_box import SearchBox
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases import plan_lists as usecases

_DETAIL, _DETAIL_MIN = 406, 340
_ALL = "全部类别"
_ABOUT = {
    ListKind.INDICATORS: "方案里的指标表（序号、指标、目标值、属性），导入后列在这里，可以改，可以导出指标监测表",
    ListKind.SERVICES: "基本公共服务清单（服务项目、对象、标准、支出责任、牵头单位），导入后列在这里，可以改，可以导出",
    ListKind.PROJECTS: "方案“专栏”框里的项目，导入后列在这里，可以改，可以导出项目清单",
}
_TABLES = frozenset({"indicator", "service", "service_unit", "project", "plan", "finding", "unit", "unit_alias"})


@dataclass(frozen=True, slots=True)
class _Read:
    """What one turn of reading brings."""

    kind: ListKind
    counts: dict[ListKind, int]
    groups: list[ListGroup]
    names: list[str]
    units: tuple[UnitRecord, ...]


class ListsPage(Page):
    """指标项目. The segment, the group and the words looked for hold for all plans."""

    keys_text = "F2 修改　回车 看原文　空格 标记　Ctrl+C 复制为表格　Ctrl+F 查找"
    help_topic = "lists"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._loaded = self._sized = self._cover = False
        self._wanted: int | None = None
        self.kind = ListKind.INDICATORS
        self.counts: dict[ListKind, int] = {}
        self._units: tuple[UnitRecord, ...] = ()
        self._build_filters()
        self.pane = RowPane(ctx)
        self.pane.setMinimumWidth(look().px(_DETAIL_MIN))
        self.stack = QStackedWidget()
        self.views: dict[ListKind, ListView] = {}
        self.empty: EmptyState | None = None
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.stack)
        self.split.addWidget(self.pane)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.body.addWidget(self.split, 1)
        self.outputs = [
            self.add_action("复制为表格", "copy", self.copy_table),
            self.add_action("导出 Word", "file-text", lambda: self.export(".docx")),
            self.add_action("导出 Excel", "file-spreadsheet", lambda: self.export(".xlsx")),
        ]

    def _build_filters(self) -> None:
        bar = self.add_filter_bar()
        self.segments = Segmented([(kind.value, kind.label) for kind in ListKind], "清单")
        self.segments.chosen.connect(lambda key: self.show_kind(ListKind(key)))
        self.search = SearchBox("查名称、内容、单位", 240)
        self.search.searched.connect(lambda _text: self.refresh())
        self.group = QComboBox()
        self.group.setAccessibleName("类别")
        self.group.setMaximumWidth(look().px(220))
        self.group.setMinimumWidth(look().px(96))
        self.group.activated.connect(lambda _place: self.refresh())
        bar.add(self.segments)
        bar.separator()
        bar.add(self.search, self.group)
        bar.stretch()

    @property
    def view(self) -> ListView:
        """The list in front, made at its first showing."""
        if self.kind not in self.views:
            kind, store = self.kind, self.ctx.store

            def fetch(ids: Sequence[int]) -> list[ListRow]:
                return usecases.list_rows(store, kind, ids)

            view = ListView(ListModel(kind, fetch, self))
            keep_columns(view, self.ctx.settings, f"lists/{kind.value}")
            view.current_changed.connect(self._current_changed)
            view.edit_wanted.connect(lambda _id, key: self._edit(key))
            view.opened.connect(self._opened)
            view.selection_changed.connect(self._tell)
            self.views[kind] = view
            self.stack.addWidget(view)
        return self.views[self.kind]

    # reading

    def open(self, request: object) -> None:
        """Show one row: its list, with nothing left out."""
        if isinstance(request, OpenListRow):
            self._loaded, self._wanted = True, request.row_id
            self.search.show_words("")
            self.show_kind(request.kind)

    def activate(self) -> None:
        if not self._loaded:
            self.refresh()
        self._focus()

    def show_plan(self) -> None:
        """Another plan: its own groups."""
        self.group.setCurrentIndex(0)
        self.refresh()

    def show_changes(self, changes: Changes) -> None:
        if not changes.tables or changes.tables & _TABLES:
            self.refresh()

    def show_kind(self, kind: ListKind) -> None:
        """Bring this list to the front."""
        self.kind = kind
        self.segments.choose(kind.value)
        self.group.setCurrentIndex(0)
        self.refresh()

    def refresh(self) -> None:
        first, self._loaded = not self._loaded, True
        store, plan_id, kind, text = self.ctx.store, self.plan_id, self.kind, self.search.text().strip()
        group = self.group.currentData()

        def read() -> _Read:
            from tracker.usecases.units import list_units

            counts = usecases.list_counts(store, plan_id)
            shown = next((one for one in ListKind if counts[one]), kind) if first else kind
            every = usecases.list_groups(store, shown, plan_id)
            found = usecases.list_groups(store, shown, plan_id, text, group) if text or group is not None else every
            return _Read(shown, counts, found, list(dict.fromkeys(one.title for one in every)), tuple(list_units(store)))

        self.ctx.runner.run_read(read, self._took, key=f"lists {id(self)}")

    def _took(self, read: _Read) -> None:
        if read.kind is not self.kind:
            self.kind = read.kind
            self.segments.choose(read.kind.value)
        self.counts, self._units = read.counts, read.units
        for kind in ListKind:
            self.segments.rename(kind.value, f"{kind.label} {read.counts[kind]}")
        self._show_names(read.names)
        view = self.view
        plans = {plan.id: plan.title for plan in self.ctx.plans} if self.plan_id is None and len(self.ctx.plans) > 1 else {}
        view.load(row_groups(read.groups, plans), grouped=len(read.names) > 1 or bool(plans) or any(read.names))
        if not self._cover:
            self.pane.setVisible(bool(read.counts[self.kind]))
        elif not read.groups:
            self._cover_list(False)
        if read.groups:
            self.stack.setCurrentWidget(view)
            there = self._wanted is not None and view.go_to(self._wanted)
            if not there and view.current_id() is None:
                view.go_to_first()
            self._wanted = None
        else:
            self._show_empty()
        self._current_changed(view.current_id())
        for action in self.outputs:
            action.setEnabled(bool(read.counts[self.kind]))
        self.actions_changed.emit()
        self._tell()

    def _show_names(self, names: list[str]) -> None:
        chosen = self.group.currentData()
        self.group.clear()
        self.group.addItem(_ALL, None)
        for name in names:
            self.group.addItem(" ".join(name.split()) or "未分类", name)
        self.group.setCurrentIndex(max(self.group.findData(chosen), 0))
        self.group.setVisible(len(names) > 1)
        popup = max((look().body_metrics.horizontalAdvance(self.group.itemText(n)) for n in range(self.group.count())), default=0)
        self.group.view().setMinimumWidth(min(popup + 32, look().px(420)))

    def _show_empty(self) -> None:
        """What stands in the place of an empty list: how to lift the search, or what will be here."""
        if self.empty is not None:
            self.stack.removeWidget(self.empty)
            self.empty.deleteLater()
        label = self.kind.label
        if self.counts.get(self.kind):
            words = self.search.text().strip()
            heading = f"没有找到“{words}”" if words else f"这一类没有{label}"
            self.empty = EmptyState(heading, f"{label}共有 {self.counts[self.kind]} 项", ("取消查找", self.lift))
        else:
            others = [one for one in ListKind if self.counts.get(one)]
            step: tuple[str, Callable[[], object]] = ("导入方案", self.ctx.open_files)
            links = [(f"看{one.label} {self.counts[one]} 项", lambda one=one: self.show_kind(one)) for one in others]
            whose = "方案里" if self.plan_id is None else "这份方案里"
            self.empty = EmptyState(f"{whose}没有{label}", _ABOUT[self.kind], step, links)
        self.stack.addWidget(self.empty)
        self.stack.setCurrentWidget(self.empty)

    def _tell(self) -> None:
        shown, chosen = self.view.rows.item_count, len(self.view.selected_ids())
        parts = [f"{self.counts.get(self.kind, 0)} 项"]
        if shown != self.counts.get(self.kind, 0):
            parts.append(f"显示 {shown} 项")
        self.set_status(*parts, *([f"已选 {chosen} 项"] if chosen > 1 else []))

    def lift(self) -> None:
        """Show everything again."""
        self.search.show_words("")
        self.group.setCurrentIndex(0)
        self.refresh()
        self._focus()

    # the current row

    def _current_changed(self, row_id: int | None) -> None:
        held = self.pane.held_by_form()
        if held is not None and self.pane.kind is self.kind and held != row_id and self.view.rows.row_of(held) >= 0:
            QTimer.singleShot(0, self, lambda: self.view.go_to(held))
            return
        if row_id is None:
            self.pane.show_detail(self.kind, None)
            return
        store, kind, units = self.ctx.store, self.kind, self._units

        def show(detail: usecases.ListDetail) -> None:
            if kind is self.kind and self.view.current_id() == detail.row.id:
                self.pane.show_detail(kind, detail, units)

        self.ctx.runner.run_read(
            lambda: usecases.list_detail(store, kind, row_id), show, key=f"list row {id(self)}", failed=lambda _gone: None
        )

    def _opened(self, _row_id: int) -> None:
        if self._cover and not self.pane.isVisible():
            self._cover_list(True)
        else:
            self.pane.show_place()

    def _edit(self, key: str) -> None:
        if self._cover:
            self._cover_list(True)
        self.pane.open_edit(key)

    # taking along

    def copy_table(self) -> None:
        """Put the selected rows on the clipboard, or all where only one is selected."""
        view = self.view
        if len(view.selected_ids()) < 2:
            view.selectAll()
        self.ctx.toast(f"已复制 {view.copy_rows()} 行，可以粘贴到 Excel 或 Word", undo=False)

    def export(self, suffix: str) -> None:
        """Write the list in front as a document."""
        from tracker.ui.exporting import export

        store, kind, plan_id, today = self.ctx.store, self.kind, self.plan_id, self.ctx.today()
        plan = next((one for one in self.ctx.plans if one.id == plan_id), None)
        export(
            self,
            self.ctx,
            kind.label,
            usecases.list_file_name(kind, plan, suffix),
            lambda path, progress, fonts: usecases.write_list(store, kind, plan_id, path, today, progress, fonts=fonts),
        )

    # what the window calls

    def find_here(self) -> bool:
        self.search.setFocus()
        self.search.selectAll()
        return True

    def escape(self) -> bool:
        if self.pane.desk.form is not None:
            self.pane.desk.close_form()
            self._focus()
        elif self._cover and self.pane.isVisible():
            self._cover_list(False)
        elif self.search.text() or self.group.currentIndex() > 0:
            self.lift()
        else:
            return False
        return True

    def panes(self) -> list[QWidget]:
        return [self.view, self.pane.edit]

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        return {kind.value: lambda kind=kind: self.show_kind(kind) for kind in (ListKind.SERVICES, ListKind.PROJECTS)}  # type: ignore[misc]

    def _focus(self) -> None:
        if self.stack.currentWidget() is self.empty and self.empty is not None:
            self.empty.focus_step()
        else:
            self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2}.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() and self.view.hasFocus():
            self.show_kind(list(ListKind)[step])
            self._focus()
        else:
            super().keyPressEvent(event)

    # room

    def _cover_list(self, covered: bool) -> None:
        """In a narrow window the row covers the list."""
        self.stack.setVisible(not covered)
        self.pane.setVisible(covered)
        (self.pane.edit if covered else self.view).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cover = self.window().width() < COVER_WIDTH
        if cover != self._cover:
            self._cover = cover
            self.stack.show()
            self.pane.setVisible(not cover)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._sized:
            self._sized = True
            detail = look().px(_DETAIL_MIN if self.window().width() < TIGHT_WIDTH else _DETAIL)
            if not keep_split(self.split, self.ctx.settings, "lists/split"):
                self.split.setSizes([max(self.width() - detail, 1), detail])
