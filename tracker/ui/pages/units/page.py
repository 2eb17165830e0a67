"""The page: units by kind at the left, the chosen one at the right."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from tracker.domain.records import UnitLoad
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import UnitKind
from tracker.ui.context import Context
from tracker.ui.page import Page
from tracker.ui.pages.units.detail import UnitPane
from tracker.ui.pages.units.rows import COLUMNS, FIGURES, MERGED, UnitsModel, UnitsView, figure_filter
from tracker.ui.pages.units.tasks_sheet import UnitTasksSheet
from tracker.ui.remembering import keep_columns, keep_split
from tracker.ui.theme import COVER_WIDTH, TIGHT_WIDTH, look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.search_box import SearchBox
from tracker.usecases.house import units as usecases
from tracker.usecases.house.office import office

_DETAIL, _DETAIL_MIN = 406, 340


class UnitsPage(Page):
    """单位. Loads are those of the chosen plan, or of all plans."""

    keys_text = "回车 打开任务　Ctrl+L 任务清单　F2 修改　拖动或 Alt+↑↓ 调顺序　Ctrl+F 查找"
    help_topic = "units"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self._loaded = False
        self._sized = False
        self._cover = False
        self._all: list[UnitLoad] = []
        self._own_level = ""
        self._wanted: int | None = None
        self.search = SearchBox("查全称、简称、曾用名")
        bar = self.add_filter_bar()
        bar.add(self.search)
        bar.stretch()
        self.model = UnitsModel(self)
        self.view = UnitsView(self.model)
        self.pane = UnitPane(ctx)
        self.pane.setMinimumWidth(look().px(_DETAIL_MIN))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.nothing = EmptyState("没有这样的单位", "全称、简称、曾用名里都没有这几个字", ("去掉查找", self.search.clear))
        self.stack.addWidget(self.nothing)
        self.none_yet = EmptyState("还没有单位", "导入方案时会自动认出责任单位，也可以自己添加", ("新增单位", self.start_unit))
        self.stack.addWidget(self.none_yet)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.stack)
        self.split.addWidget(self.pane)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.sheet = UnitTasksSheet(ctx)
        self.whole = QStackedWidget()
        self.whole.addWidget(self.split)
        self.whole.addWidget(self.sheet)
        self.body.addWidget(self.whole, 1)
        self.listing = self.add_action("任务清单", "list-checks", self.show_sheet, "Ctrl+L", tip="所选单位的全部任务，一张表")
        self.add_action("新增单位", "plus", self.start_unit, "Ctrl+N")
        self.up = self.add_action("上移", "arrow-up", lambda: self.move_unit(-1), "Alt+Up")
        self.down = self.add_action("下移", "arrow-down", lambda: self.move_unit(1), "Alt+Down")
        keep_columns(self.view, ctx.settings, "units/columns")
        self.search.searched.connect(lambda _text: self._show_rows())
        self.view.current_changed.connect(self._current_changed)
        self.pane.form_closed.connect(self.view.setFocus)
        self.view.opened.connect(lambda unit_id: ctx.open_tasks(TaskFilter(plan_id=self.plan_id, unit_id=unit_id)))
        self.view.edit_wanted.connect(lambda _id, _key: self._edit())
        self.view.clicked.connect(self._clicked)
        self.view.dropped.connect(self.place_unit)
        self.sheet.left.connect(self.leave_sheet)
        self.pane.sheet_wanted.connect(lambda _id: self.show_sheet())

    def activate(self) -> None:
        if not self._loaded:
            self.refresh()
        (self.sheet.view if self.in_sheet else self.view).setFocus()

    def refresh(self) -> None:
        self._loaded = True
        store, plan_id, today = self.ctx.store, self.plan_id, self.ctx.today()
        self.ctx.runner.run_read(
            lambda: (usecases.unit_loads(store, plan_id, today), office(store).units_level), self._show, key=f"units {id(self)}"
        )
        if self.in_sheet and self.sheet.unit_id is not None:
            self.sheet.show_unit(self.sheet.unit_id, plan_id)

    def _show(self, read: tuple[list[UnitLoad], str]) -> None:
        self._all, self._own_level = read
        self._show_rows()

    def _show_rows(self) -> None:
        groups = self.model.groups_of(self._all, self.search.text())
        self.view.load(groups)
        shown = self.view if groups else self.nothing if self._all else self.none_yet
        self.stack.setCurrentWidget(shown)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.view.go_to(wanted)
        if self.view.current_id() is None:
            self.view.go_to_first()
        self._current_changed(self.view.current_id())
        alive = sum(load.unit.merged_into_id is None for load in self._all)
        self.set_status(f"{alive} 个单位", f"显示 {self.model.item_count} 个")

    def _current_changed(self, unit_id: int | None) -> None:
        held = self.pane.held_by_form()
        if held is not None and held != unit_id and held in self.model.loads:
            QTimer.singleShot(0, self, lambda: self.view.go_to(held))
            return
        load = self.model.loads.get(unit_id) if unit_id is not None else None
        self.pane.show_unit(load, self.model.loads, self.plan_id)
        place = self._place(unit_id)
        self.listing.setEnabled(load is not None and not self.in_sheet)
        movable = place is not None and not self.in_sheet
        self.up.setEnabled(movable and place is not None and place[1] > 0)
        self.down.setEnabled(movable and place is not None and place[1] < len(place[0]) - 1)

    def _clicked(self, index: QModelIndex) -> None:
        key = COLUMNS[index.column()].key
        unit_id = self.model.id_at(index.row())
        load = self.model.loads.get(unit_id) if unit_id is not None else None
        if load is not None and key in FIGURES and getattr(load, key):
            self.ctx.open_tasks(figure_filter(load, key, self.plan_id))

    # order

    def _place(self, unit_id: int | None) -> tuple[list[int], int] | None:
        """The units of its kind in their order, and where this one stands among them."""
        for group in self.model.groups:
            if unit_id is not None and unit_id in group.ids and group.key != MERGED:
                return list(group.ids), list(group.ids).index(unit_id)
        return None

    def move_unit(self, step: int) -> None:
        """Change places with the neighbour of the same kind."""
        unit_id = self.view.current_id()
        place = self._place(unit_id)
        if unit_id is None or place is None or not 0 <= place[1] + step < len(place[0]):
            return
        other, store = place[0][place[1] + step], self.ctx.store
        pair = [unit_id, other] if step < 0 else [other, unit_id]
        self.ctx.change(lambda: usecases.reorder_units(store, pair))

    def place_unit(self, unit_id: int, before: int | None) -> None:
        """Put a unit in front of another of its kind, or at the end: one operation however far it goes."""
        place = self._place(unit_id)
        if place is None:
            return
        order = [one for one in place[0] if one != unit_id]
        order.insert(order.index(before) if before in order else len(order), unit_id)
        store = self.ctx.store
        if order != place[0]:
            self.ctx.change(lambda: usecases.reorder_units(store, order))

    # all tasks of a unit

    @property
    def in_sheet(self) -> bool:
        """Whether the tasks of one unit stand in the place of the units."""
        return self.whole.currentWidget() is self.sheet

    def show_sheet(self) -> None:
        """Ctrl+L: the tasks of the chosen unit on one sheet."""
        unit_id = self.view.current_id()
        if unit_id is not None:
            self._turn_to(self.sheet)
            self.sheet.show_unit(unit_id, self.plan_id)
            self.sheet.view.setFocus()

    def leave_sheet(self) -> None:
        """Esc: back to the units."""
        self._turn_to(self.split)
        self.view.setFocus()

    def _turn_to(self, part: QWidget) -> None:
        self.whole.setCurrentWidget(part)
        if self.filter_bar is not None:
            self.filter_bar.setVisible(part is self.split)
        self._current_changed(self.view.current_id())

    # changing

    def start_unit(self) -> None:
        """Open the form for a new unit, of the kind of the current one."""
        unit_id = self.view.current_id()
        load = self.model.loads.get(unit_id) if unit_id is not None else None
        self._turn_to(self.split)
        self.pane.show()
        self.pane.open_new(load.unit.kind if load else UnitKind.GOVERNMENT, self._own_level, self.reveal)

    def reveal(self, unit_id: int) -> None:
        """Bring this unit into sight."""
        self._wanted = unit_id
        self.search.show_words("")
        self.refresh()

    def _edit(self) -> None:
        self.pane.show()
        self.pane.open_edit()

    # what the window calls

    def find_here(self) -> bool:
        if self.in_sheet:
            return False
        self.search.setFocus()
        self.search.selectAll()
        return True

    def escape(self) -> bool:
        if self.in_sheet:
            self.leave_sheet()
        elif self.pane.form is not None:
            self.pane.close_form()
        elif self.search.text():
            self.search.clear()
        else:
            return False
        return True

    def panes(self) -> list[QWidget]:
        return [self.sheet.view] if self.in_sheet else [self.view, self.pane.edit]

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        def sheet() -> None:
            busiest = max(self._all, key=lambda load: load.lead + load.support, default=None)
            if busiest is not None:
                self.view.go_to(busiest.unit.id)
            self.show_sheet()

        def paper() -> QWidget | None:
            return self.sheet.open_paper()

        def contact() -> None:
            self.leave_sheet()
            self.pane.show()
            self.pane.open_contact(None)

        def merge() -> None:
            self.pane.open_merge()

        return {"tasks": sheet, "paper": paper, "contact": contact, "merge": merge}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.view.hasFocus():
            self.pane.remove()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cover = self.window().width() < COVER_WIDTH
        if cover != self._cover:
            self._cover = cover
            self.pane.setVisible(not cover)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._sized:
            self._sized = True
            detail = look().px(_DETAIL_MIN if self.window().width() < look().px(TIGHT_WIDTH) else _DETAIL)
            if not keep_split(self.split, self.ctx.settings, "units/split"):
                self.split.setSizes([max(self.width() - detail, 1), detail])
