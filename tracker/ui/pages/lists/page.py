"""The page: one of the three lists at the left, the chosen row at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget, QWidget

from tracker.domain.figure_lines import Line
from tracker.domain.plan_lists import ListGroup, ListKind
from tracker.domain.records import Changes, UnitRecord
from tracker.ui.context import Context, OpenListRow
from tracker.ui.page import Page
from tracker.ui.pages.lists.desk import ListDesk
from tracker.ui.pages.lists.detail import RowPane
from tracker.ui.pages.lists.rows import ListModel, ListView, row_groups
from tracker.ui.pages.lists.sending import SheetDesk
from tracker.ui.remembering import keep_columns, keep_split
from tracker.ui.theme import COVER_WIDTH, TIGHT_WIDTH, look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.search_box import SearchBox
from tracker.ui.widgets.segmented import Segmented
from tracker.usecases.cycle import list_lines
from tracker.usecases.intake import plan_lists as usecases

_DETAIL, _DETAIL_MIN = 406, 340
_ALL = "全部类别"
# Columns of figures: F2 on them opens the form of figures.
_FOLLOWED = frozenset({"actual", "period", "standing", "planned", "invested", "percent"})
_ANY = "全部情况"
_ORDER = "\n"
_TABLES = frozenset(
    {
        *("indicator", "service", "service_unit", "project", "plan", "finding", "unit", "unit_alias", "received_file"),
        *("indicator_unit", "indicator_value", "service_check", "project_unit", "project_year", "project_value", "list_version", "problem"),
    }
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What one turn of reading brings."""

    kind: ListKind
    counts: dict[ListKind, int]
    groups: list[ListGroup]
    names: list[str]
    standings: dict[str, int]
    units: tuple[UnitRecord, ...]


class ListsPage(Page):
    """指标项目. The segment, the group and the words looked for hold for all plans."""

    keys_text = "F2 修改　F4 填数　Ins 新增　Del 删除　回车 看原文　Ctrl+C 复制为表格"
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
        self.doings, self.sheets = ListDesk(self), SheetDesk(self)
        self.body.addWidget(self.sheets.hands)
        self.body.addWidget(self.split, 1)
        self.add_action("新增", "plus", self.doings.new_row, tip="新增一项（Ins）")
        self.sending = self.add_action("填报表", "inbox", lambda: None, tip="发填报表、收填报表")
        self.sending.setMenu(self.sheets.menu())
        self.rolling = self.add_action("滚动清单", "history", lambda: None, tip="定为新版本、版本对照")
        self.rolling.setMenu(self.doings.list_menu())
        papers = self.add_action("文书", "printer", lambda: None, tip="本表的各种文书")
        papers.setMenu(self.doings.papers_menu())
        self.outputs = [
            papers,
            self.add_action("复制为表格", "copy", self.copy_table),
            self.add_action("导出 Word", "file-text", lambda: self.doings.export(".docx")),
            self.add_action("导出 Excel", "file-spreadsheet", lambda: self.doings.export(".xlsx")),
        ]

    def _build_filters(self) -> None:
        bar = self.add_filter_bar()
        self.segments = Segmented([(kind.value, kind.label) for kind in ListKind], "清单")
        self.segments.chosen.connect(lambda key: self.show_kind(ListKind(key)))
        self.search = SearchBox("查名称、内容、单位", 200)
        self.search.searched.connect(lambda _text: self.refresh())
        self.group = QComboBox()
        self.group.setAccessibleName("类别")
        self.group.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.group.setMaximumWidth(look().px(220))
        self.group.setMinimumWidth(look().px(96))
        self.group.activated.connect(lambda _place: self.refresh())
        bar.add(self.segments)
        bar.separator()
        self.standing = QComboBox()
        self.standing.setAccessibleName("情况")
        self.standing.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.standing.setMinimumWidth(look().px(96))
        self.standing.activated.connect(lambda _place: self.refresh())
        bar.add(self.search, self.group, self.standing)
        bar.stretch()

    @property
    def view(self) -> ListView:
        """The list in front, made at its first showing."""
        if self.kind not in self.views:
            kind, store = self.kind, self.ctx.store

            def fetch(ids: Sequence[int]) -> list[Line]:
                return list_lines.list_lines(store, kind, ids, self.ctx.today())

            view = ListView(ListModel(kind, fetch, self.ctx.today, self))
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
        elif isinstance(request, ListKind):
            self._loaded = True
            self.show_kind(request)

    def activate(self) -> None:
        if not self._loaded:
            self.refresh()
        self._focus()

    def show_plan(self) -> None:
        """Another plan: its own groups."""
        self.group.setCurrentIndex(0)
        self.refresh()
        self.sheets.look()

    def show_changes(self, changes: Changes) -> None:
        if not changes.tables or changes.tables & _TABLES:
            self.refresh()

    def show_kind(self, kind: ListKind) -> None:
        """Bring this list to the front."""
        self.kind = kind
        self.segments.choose(kind.value)
        self.group.setCurrentIndex(0)
        self.standing.setCurrentIndex(0)
        self.refresh()

    def refresh(self) -> None:
        first, self._loaded = not self._loaded, True
        store, plan_id, kind, text, today = self.ctx.store, self.plan_id, self.kind, self.search.text().strip(), self.ctx.today()
        chosen, standing = self.group.currentData(), str(self.standing.currentData() or "")
        by = chosen.removeprefix(_ORDER) if chosen and chosen.startswith(_ORDER) else ""
        group = None if by else chosen

        def read() -> _Read:
            from tracker.usecases.house.units import list_units

            counts = usecases.list_counts(store, plan_id)
            shown = next((one for one in ListKind if counts[one]), kind) if first else kind
            every = usecases.list_groups(store, shown, plan_id)
            narrowed = text or group is not None or standing or by
            found = every
            if narrowed:
                found = list_lines.line_groups(store, shown, plan_id, today, text, group, standing, by=by)
            names = list(dict.fromkeys(one.title for one in every))
            standings = list_lines.standing_counts(store, shown, plan_id, today)
            return _Read(shown, counts, found, names, standings, tuple(list_units(store)))

        self.ctx.runner.run_read(read, self._took, key=f"lists {id(self)}")
        if first:
            self.sheets.look()

    def _took(self, read: _Read) -> None:
        if read.kind is not self.kind:
            self.kind = read.kind
            self.segments.choose(read.kind.value)
        self.counts, self._units = read.counts, read.units
        for kind in ListKind:
            self.segments.rename(kind.value, f"{kind.label} {read.counts[kind]}")
        self._show_names(read.names)
        self._show_standings(read.standings)
        self.rolling.setVisible(self.kind is ListKind.PROJECTS)
        view = self.view
        plans = {plan.id: plan.title for plan in self.ctx.plans} if self.plan_id is None and len(self.ctx.plans) > 1 else {}
        view.load(row_groups(read.groups, plans), grouped=len(read.names) > 1 or bool(plans) or any(one.title for one in read.groups))
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
        if self.kind is ListKind.PROJECTS and names:
            for key, words in list_lines.ORDERS.items():
                self.group.addItem(words, _ORDER + key)
        self.group.setCurrentIndex(max(self.group.findData(chosen), 0))
        self.group.setVisible(self.group.count() > 2)
        popup = max((look().body_metrics.horizontalAdvance(self.group.itemText(n)) for n in range(self.group.count())), default=0)
        self.group.view().setMinimumWidth(min(popup + 32, look().px(420)))

    def _show_standings(self, counts: dict[str, int]) -> None:
        """By what the list can be narrowed, with how many stand so."""
        chosen = self.standing.currentData()
        self.standing.clear()
        self.standing.addItem(_ANY, "")
        for key, words in list_lines.STANDINGS[self.kind].items():
            if key in counts or key == chosen:
                self.standing.addItem(f"{words} {counts.get(key, 0)}", key)
        self.standing.setCurrentIndex(max(self.standing.findData(chosen), 0))
        self.standing.setVisible(self.standing.count() > 1)

    def _show_empty(self) -> None:
        """What stands in the place of an empty list: how to lift the search, or what will be here."""
        if self.empty is not None:
            self.stack.removeWidget(self.empty)
            self.empty.deleteLater()
        self.empty = self.doings.empty_state(self.counts)
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
        self.standing.setCurrentIndex(0)
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
        store, kind, units, today = self.ctx.store, self.kind, self._units, self.ctx.today()

        def show(detail: list_lines.LineDetail) -> None:
            if kind is self.kind and self.view.current_id() == detail.line.row.id:
                self.pane.show_detail(kind, detail, units)

        self.ctx.runner.run_read(
            lambda: list_lines.line_detail(store, kind, row_id, today), show, key=f"list row {id(self)}", failed=lambda _gone: None
        )

    def _opened(self, _row_id: int) -> None:
        if self._cover and not self.pane.isVisible():
            self._cover_list(True)
        else:
            self.pane.show_place()

    def _edit(self, key: str) -> None:
        self.show_pane()
        if key in _FOLLOWED:
            self.pane.figures.open_first()
        else:
            self.pane.open_edit(key)

    def show_pane(self) -> None:
        """Bring the pane to the front where it covers the list, or where there is no list yet."""
        if self._cover:
            self._cover_list(True)
        else:
            self.pane.show()

    # taking along

    def copy_table(self) -> None:
        """Put the selected rows on the clipboard, or all where only one is selected."""
        view = self.view
        if len(view.selected_ids()) < 2:
            view.selectAll()
        self.ctx.toast(f"已复制 {view.copy_rows()} 行，可以粘贴到 Excel 或 Word", undo=False)

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
        elif self.search.text() or self.group.currentIndex() > 0 or self.standing.currentIndex() > 0:
            self.lift()
        else:
            return False
        return True

    def panes(self) -> list[QWidget]:
        return [self.view, self.pane.edit]

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        return self.doings.scenes()

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
        elif not event.modifiers() and self.view.hasFocus() and event.key() == Qt.Key.Key_F4:
            self.show_pane()
            self.pane.figures.open_first()
        elif not event.modifiers() and event.key() == Qt.Key.Key_Insert:
            self.doings.new_row()
        elif not event.modifiers() and self.view.hasFocus() and event.key() == Qt.Key.Key_Delete:
            self.doings.remove()
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
        cover = self.window().width() < look().px(COVER_WIDTH)
        if cover != self._cover:
            self._cover = cover
            self.stack.show()
            self.pane.setVisible(not cover)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._sized:
            self._sized = True
            detail = look().px(_DETAIL_MIN if self.window().width() < look().px(TIGHT_WIDTH) else _DETAIL)
            if not keep_split(self.split, self.ctx.settings, "lists/split"):
                self.split.setSizes([max(self.width() - detail, 1), detail])
