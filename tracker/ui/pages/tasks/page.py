"""The page: filters on top, the grouped list at the left, the chosen task at the right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from tracker.domain.records import Changes, TaskDetail, TaskRow, UnitRecord
from tracker.domain.screens import Group, TaskFilter
from tracker.errors import UserError
from tracker.ui.context import Context, OpenTask
from tracker.ui.page import Page
from tracker.ui.pages.tasks.arrangement import keep_arrangement, kept_arrangement
from tracker.ui.pages.tasks.detail import DetailPane
from tracker.ui.pages.tasks.filters import Filters
from tracker.ui.pages.tasks.loading import Loaded, load
from tracker.ui.pages.tasks.pairing import Pairing
from tracker.ui.pages.tasks.rows import TaskRowsModel, row_groups
from tracker.ui.pages.tasks.saved import SavedFilters
from tracker.ui.pages.tasks.scenes import scenes_of
from tracker.ui.pages.tasks.under_list import UnderList
from tracker.ui.pages.tasks.view import TaskView
from tracker.ui.search_popup import get_ready_to_search
from tracker.ui.theme import COVER_WIDTH, SLIM_WIDTH, TIGHT_WIDTH, look
from tracker.ui.widgets.empty import EmptyState
from tracker.ui.widgets.plain import empty as clear_layout
from tracker.ui.widgets.plain import tool
from tracker.ui.widgets.rows_model import RowGroup
from tracker.usecases.work import tasks
from tracker.usecases.work.saved_filters import SavedFilter

_DETAIL, _DETAIL_MIN, _DETAIL_WIDE, _WIDE_FROM = 406, 340, 520, 1800


class TasksPage(Page):
    """任务. `open` takes a `TaskFilter` (its plan is chosen for the whole window) or an `OpenTask`."""

    keys_text = "F2 修改　空格 标记　Ctrl+F 查找　Ctrl+I 收起右侧　Ctrl+C 复制　Ctrl+V 粘贴一列"
    help_topic = "tasks"

    def __init__(self, ctx: Context) -> None:
        super().__init__(ctx)
        self.group, self.sort = kept_arrangement(ctx.settings)
        self.units: tuple[UnitRecord, ...] = ()
        self._loaded = False
        self._reveal: int | None = None
        self._edit: tuple[int, str] | None = None
        self._near: int | None = None
        self._cover = False
        self._sized = False
        self._known: Loaded | None = None
        self.model = TaskRowsModel(self._fetch, lambda ids, keys: tasks.task_extras(ctx.store, ids, keys), self)
        self.model.set_sort(*self.sort)
        self.view = TaskView(self.model, ctx.settings)
        self.detail = DetailPane(ctx)
        self._build_filters()
        self._build_body()
        self._add_actions()
        self._connect()

    # building

    def _build_filters(self) -> None:
        bar = self.add_filter_bar()
        self.filters = Filters(self, self.ctx.today())
        self.grouping = QComboBox()
        self.grouping.setAccessibleName("分组")
        for group in Group:
            self.grouping.addItem(group.label, group.value)
        self.grouping.setCurrentIndex(self.grouping.findData(self.group.value))
        self.saved = SavedFilters(self.ctx, self)
        self.columns_button = tool("列", "columns-3", lambda: self.view.open_columns(self.columns_button))
        self.columns_button.setToolTip("显示哪些列（Ctrl+L）")
        self.detail_button = tool("右侧详情（Ctrl+I）", "panel-right", self.toggle_detail, words=False)
        self.detail_button.setCheckable(True)
        self.detail_button.setChecked(True)
        bar.add(self.filters.search)
        bar.separator()
        bar.add(self.filters.lights)
        bar.separator()
        bar.add(self.filters.button)
        bar.stretch()
        bar.add(self.grouping, self.saved, self.columns_button, self.detail_button)
        self.body.addWidget(self.filters.chips)

    def _build_body(self) -> None:
        self.list_side = QWidget()
        column = QVBoxLayout(self.list_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.empty = QWidget()
        self._empty_place = QVBoxLayout(self.empty)
        self._empty_place.setContentsMargins(0, 0, 0, 0)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        self.under = UnderList(self.ctx, self.view, column, self)
        self.batch, self.new_task = self.under.batch, self.under.new_task
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.detail.setMinimumWidth(look().px(_DETAIL_MIN))
        self.split.addWidget(self.list_side)
        self.split.addWidget(self.detail)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.body.addWidget(self.split, 1)

    def _add_actions(self) -> None:
        self.new_action = self.add_action("新建", "plus", self.start_task, "Ctrl+N", tip="新建任务")
        self.edit_action = self.add_action("修改", "square-pen", lambda: self.edit_current("title"), tip="修改标题和内容（F2）")
        self.batch_action = self.add_action("批量修改", "list-checks", self.under.edit_several, "Ctrl+B", tip="一起修改选中的各行")
        self.copy_action = self.add_action("复制为表格", "copy", self.view.copy_rows, tip="复制选中的行（Ctrl+C）")
        self.pairing = Pairing(self)
        self.add_action("输出台账", "file-output", lambda: self.ctx.navigate("ledger", "ledger"))
        for keys, do in (("Ctrl+I", self.toggle_detail), ("Ctrl+L", lambda: self.view.open_columns(self.columns_button))):
            QShortcut(QKeySequence(keys), self, do, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _connect(self) -> None:
        self.filters.changed.connect(self._load)
        self.filters.search.entered.connect(lambda: get_ready_to_search(self.ctx, self.plan_id))
        self.grouping.activated.connect(lambda place: self.group_by(Group(self.grouping.itemData(place))))
        self.view.current_changed.connect(self._current_changed)
        self.view.selection_changed.connect(self._say_status)
        self.view.sort_wanted.connect(self.sort_by)
        self.view.opened.connect(self._opened)
        self.view.edit_wanted.connect(lambda _id, key: self.edit_current(key))
        self.view.copied.connect(lambda count: self.ctx.toast(f"已复制 {count} 行，可以贴到 Excel 或 Word", undo=False))
        self.new_task.added.connect(self.reveal)
        self.saved.chosen.connect(self._show_saved)
        self.saved.naming_wanted.connect(lambda: self._name_filter(""))
        self.saved.renaming_wanted.connect(self._name_filter)
        self.detail.wanted.connect(self.show_task)
        self.detail.desk.form_closed.connect(self._back_to_list)
        self.split.splitterMoved.connect(lambda _at, _n: self.ctx.settings.setValue("tasks/detail", self.detail.width()))

    # reading

    def _fetch(self, ids: Sequence[int]) -> list[TaskRow]:
        return tasks.task_rows(self.ctx.store, ids, self.ctx.today())

    def activate(self) -> None:
        if not self._loaded:
            self.refresh()
        self.view.setFocus()

    def refresh(self) -> None:
        self._known = None
        self._load()

    def _load(self) -> None:
        """Read the list; the lights are counted again only where their counts can have changed."""
        self._loaded = True
        store, today, group, sort, known = self.ctx.store, self.ctx.today(), self.group, self.sort, self._known
        wanted = self.filters.filter._replace(plan_id=self.plan_id)
        leads = "leads" in self.view.shown_columns()

        def read() -> tuple[Loaded, list[RowGroup]]:
            loaded = load(store, wanted, group, sort, known, today, leads_shown=leads)
            return loaded, row_groups(loaded.found, group, several_plans=wanted.plan_id is None)

        self.ctx.runner.run_read(read, lambda result: self._show(*result), key=f"tasks {id(self)}")

    def show_changes(self, changes: Changes) -> None:
        self._near = self.view.currentIndex().row()
        self.refresh()

    def reword(self) -> None:
        self.filters.lights.reword()
        self.refresh()

    def show_plan(self) -> None:
        self.filters.filter = self.filters.filter._replace(heading_id=None)
        self.refresh()

    def _show(self, loaded: Loaded, groups: list[RowGroup]) -> None:
        self.units = self.batch.units = loaded.around.units
        self.batch.leaders = loaded.around.leaders
        self.model.words = tuple(self.filters.filter.text.split())
        near, self._near = self._near, None
        self.view.load(groups, grouped=self.group is not Group.NONE)
        self.view.show_hits(loaded.hits)
        self._known = loaded
        self.filters.show(loaded)
        self.saved.show_saved(loaded.around.saved, can_save=self.filters.active())
        if loaded.found.total == 0:
            self._show_empty()
        else:
            self.stack.setCurrentWidget(self.view)
            self._find_current(near)
        self._say_status()

    def _find_current(self, near: int | None) -> None:
        wanted, self._reveal = self._reveal, None
        if wanted is not None and not self.view.go_to(wanted) and self.filters.active():
            self._reveal = wanted
            self.filters.clear()
        elif self.view.current_id() is None:
            self.view.go_near(near if near is not None else 0)

    def _say_status(self) -> None:
        chosen = len(self.view.selected_ids())
        shown = self.stack.currentWidget() is self.view
        self.set_status(f"{self.model.item_count if shown else 0} 项", f"已选 {chosen if shown else 0} 项")
        self.under.show_count(chosen if shown else 0)

    def _show_empty(self) -> None:
        clear_layout(self._empty_place)
        nothing = self.filters.nothing_found()
        self._empty_place.addWidget(nothing or EmptyState("这个方案还没有任务", "可以自己加一项", ("新建任务", self.start_task)))
        self.stack.setCurrentWidget(self.empty)
        self.detail.show_nothing()

    # order

    def group_by(self, group: Group) -> None:
        """Group the list by this."""
        self.group = group
        self.grouping.setCurrentIndex(self.grouping.findData(group.value))
        keep_arrangement(self.ctx.settings, self.group, self.sort)
        self._load()

    def sort_by(self, key: str, descending: bool) -> None:
        """Order the rows within their groups."""
        self.sort = (key, descending)
        self.model.set_sort(key, descending)
        keep_arrangement(self.ctx.settings, self.group, self.sort)
        self._load()

    # the task in hand

    def _current_changed(self, task_id: int | None) -> None:
        if task_id is not None and self.detail_open() and self.detail.asks_for(task_id):
            self._read_detail(task_id)

    def show_task(self, task_id: int) -> None:
        """Select this task and show its detail."""
        if self.view.current_id() == task_id or not self.view.go_to(task_id):
            self._current_changed(task_id)

    def _read_detail(self, task_id: int) -> None:
        store, today = self.ctx.store, self.ctx.today()

        def show(detail: TaskDetail) -> None:
            if self.detail.asks_for(task_id):
                self.detail.show_detail(detail, self.units)
                edit, self._edit = self._edit, None
                if edit is not None and edit[0] == task_id:
                    self.detail.edit(edit[1])

        def failed(_error: UserError) -> None:
            self.detail.show_nothing()

        self.ctx.runner.run_read(lambda: tasks.task_detail(store, task_id, today), show, key=f"task {id(self)}", failed=failed)

    def _opened(self, _task_id: int) -> None:
        self.open_detail()
        self.detail.tabs.setFocus()

    def edit_current(self, key: str) -> None:
        """Open the form for what this column shows of the current task."""
        task_id = self.view.current_id()
        if task_id is None:
            return
        shown = self.detail.desk.detail
        if self.detail_open() and shown is not None and shown.row.id == task_id:
            self.detail.edit(key)
        else:
            self._edit = (task_id, key)
            if self.detail_open():
                self._read_detail(task_id)
            else:
                self.open_detail()

    def detail_open(self) -> bool:
        return not self.detail.isHidden()

    def open_detail(self) -> None:
        """Show the right pane; in a narrow window it covers the list."""
        self.detail.show()
        if self._cover:
            self.detail.tabs.setFocus()
        self.list_side.setVisible(not self._cover)
        self.detail_button.setChecked(True)
        if (current := self.view.current_id()) is not None:
            self._current_changed(current)

    def close_detail(self) -> None:
        self.list_side.show()
        self.detail.hide()
        self.detail_button.setChecked(False)
        self.view.setFocus()

    def toggle_detail(self) -> None:
        """Ctrl+I."""
        self.close_detail() if self.detail_open() else self.open_detail()

    def _back_to_list(self) -> None:
        if self.list_side.isVisible():
            self.view.setFocus()

    # changing

    def start_task(self) -> None:
        """Open the strip for a new task."""
        shown = self.detail.desk.detail
        plan_id = self.plan_id or (shown.plan.id if shown else self.ctx.plans[0].id if self.ctx.plans else None)
        if plan_id is None:
            return
        self.under.start_task(plan_id, shown.row.heading_id if shown else None)

    def _show_saved(self, saved: SavedFilter) -> None:
        self.group = saved.group
        self.grouping.setCurrentIndex(self.grouping.findData(saved.group.value))
        self.filters.apply(saved.filter)

    def _name_filter(self, renamed: str) -> None:
        self.under.make_room(self.under.naming)
        if renamed:
            self.under.naming.open_to_rename(renamed)
        else:
            self.under.naming.open_for(self.filters.filter, self.group, self.filters.name(), (one.name for one in self.saved.saved))

    # what the window calls

    def reveal(self, task_id: int) -> None:
        """Bring this task into sight; filters that hide it are taken away."""
        self._reveal = task_id
        self.refresh()

    def open(self, request: object) -> None:
        if isinstance(request, TaskFilter):
            if request.plan_id != self.ctx.plan_id and (request.plan_id is not None or len(self.ctx.plans) > 1):
                self.ctx.choose_plan(request.plan_id)
            self.filters.apply(request)
        elif isinstance(request, OpenTask):
            found = self._fetch([request.task_id])
            if found and self.plan_id not in (None, found[0].plan_id):
                self.ctx.choose_plan(found[0].plan_id)
            self.open_detail()
            self.reveal(request.task_id)

    def find_here(self) -> bool:
        self.filters.search.setFocus()
        self.filters.search.selectAll()
        return True

    def escape(self) -> bool:
        if self.filters.panel.isVisible():
            self.filters.panel.close_panel()
        elif self.under.escape():
            return True
        elif self.detail.desk.form is not None and not self.detail.desk.busy():
            self.detail.desk.close_form()
        elif self._cover and self.detail_open():
            self.close_detail()
        elif self.filters.filter.text:
            self.filters.apply(self.filters.filter._replace(text=""))
        else:
            return False
        return True

    def panes(self) -> list[QWidget]:
        strips = [next(iter(self.batch.states.values()))] if self.batch.isVisible() else []
        return [self.view, *strips, self.detail.tabs]

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        return scenes_of(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.view.hasFocus():
            self.under.remove_selected()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.window().width()
        self.filters.fit(width)
        for one in (self.saved.button, self.columns_button):
            style = Qt.ToolButtonStyle
            one.setToolButtonStyle(style.ToolButtonIconOnly if width < look().px(SLIM_WIDTH) else style.ToolButtonTextBesideIcon)
        cover = width < look().px(COVER_WIDTH)
        if cover != self._cover:
            self._cover = cover
            self.list_side.setVisible(True)
            self.detail.setVisible(not cover)
            self.detail_button.setChecked(not cover)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._sized:
            self._sized = True
            kept = int(str(self.ctx.settings.value("tasks/detail", 0)))
            width = self.window().width()
            drawn = _DETAIL_WIDE if width >= _WIDE_FROM else _DETAIL_MIN if width < look().px(TIGHT_WIDTH) else _DETAIL
            detail = kept if kept >= look().px(_DETAIL_MIN) else look().px(drawn)
            self.split.setSizes([max(self.width() - detail, 1), detail])
