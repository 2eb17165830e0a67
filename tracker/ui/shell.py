"""The window around the pages: navigation, bars, toast, search, keys that work everywhere."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from tracker.errors import UserError
from tracker.ui.context import Context, OpenFiles
from tracker.ui.file_choice import DropHint, ask_files, local_files
from tracker.ui.navigation import SLIM, WIDE, WIDTH, NavRow, SideBar
from tracker.ui.page import Page
from tracker.ui.page_bar import JobDisplay, PageBar, ProgressLine, StatusBar, undo_words
from tracker.ui.page_stack import PageStack
from tracker.ui.pages import PAGES, START, PageSpec
from tracker.ui.remembering import last_page, save_place
from tracker.ui.theme import SLIM_HEIGHT, SLIM_WIDTH, look

if TYPE_CHECKING:
    from tracker.domain.records import Changes, PlanRecord
    from tracker.ui.message import Message
    from tracker.ui.search_popup import SearchPopup
    from tracker.ui.widgets.toast import Toast

APP_TITLE = "任务台账"
_HELP = NavRow("help", "帮助", "circle-help", note="F1")
_WIDE_FROM = 1800


class MainWindow(QMainWindow):
    """Shows one page at a time. It is made before the database is open; `begin` fills it."""

    def __init__(self, specs: tuple[PageSpec, ...] = PAGES) -> None:
        super().__init__()
        self.setWindowTitle(APP_TITLE)
        self.setMinimumSize(640, 340)
        self.setAcceptDrops(True)
        self._specs = {spec.key: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._badges: dict[str, str] = {}
        self._front = next(iter(self._specs))
        self._toast: Toast | None = None
        self.search: SearchPopup | None = None
        self.ctx: Context | None = None
        self._build()
        self._show_navigation()
        self.bar.show_page(self._specs[self._front].title, None)

    def _build(self) -> None:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.side = SideBar([], _HELP)
        self.place = QWidget()
        right = QVBoxLayout(self.place)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        self.bar = PageBar()
        self.line = ProgressLine()
        self.line.hide()
        self.stack = PageStack()
        right.addWidget(self.bar)
        right.addWidget(self.line)
        right.addWidget(self.stack, 1)
        middle.addWidget(self.side)
        middle.addWidget(self.place, 1)
        self.status = StatusBar()
        column.addLayout(middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        self.jobs = JobDisplay(self.line, self.status)
        self.drop_hint = DropHint(self.place)
        self.side.picked.connect(self._picked)

    # filling

    def begin(self, ctx: Context) -> None:
        """Take the context and show the first page; call when the database is open."""
        self.ctx = ctx
        self._front = last_page(ctx.settings, [spec.key for spec in self._specs.values() if spec.in_nav], self._front)
        ctx.setParent(self)
        ctx.message.connect(self._say)
        ctx.going.connect(self.go)
        ctx.help_wanted.connect(self.show_help)
        ctx.changed.connect(self._changed)
        ctx.plan_changed.connect(lambda _plan: self._plan_changed())
        ctx.plans_changed.connect(self._show_chooser)
        ctx.runner.job_started.connect(self.jobs.begin)
        ctx.runner.job_ended.connect(self.jobs.end)
        self.bar.chooser.chosen.connect(ctx.choose_plan)
        self.bar.chooser.managing.connect(lambda: self.go("settings", "方案"))
        self.bar.undo.clicked.connect(lambda _checked=False: self._undo())
        self.bar.redo.clicked.connect(lambda _checked=False: self._redo())
        self._bind_keys(ctx)
        ctx.runner.rested.connect(lambda: QTimer.singleShot(0, self, self._name_undo), Qt.ConnectionType.SingleShotConnection)
        self._read_plans()

    def show_fault(self, error: UserError, ways: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Say why the database cannot be used; nothing else can be done in this window."""
        from tracker.ui.widgets.empty import EmptyState

        self.side.setEnabled(False)
        self.bar.title.setText("数据库打不开")
        self.stack.addWidget(EmptyState("数据库打不开", str(error), ("关闭", self.close), ways))

    def come_forward(self) -> None:
        """Raise the window: somebody started the program again."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def _read_plans(self, then: Callable[[], None] | None = None) -> None:
        ctx = self._context()

        def read() -> "tuple[PlanRecord, ...]":
            from tracker.usecases.intake.plans import list_plans

            return tuple(list_plans(ctx.store))

        def took(plans: "tuple[PlanRecord, ...]") -> None:
            ctx.set_plans(plans)
            if self.front is None or self.front is not self._pages.get(self._key_to_show()):
                self._show_front()
            elif then:
                then()

        ctx.runner.run_read(read, took, key="plans")

    def _context(self) -> Context:
        if self.ctx is None:
            raise RuntimeError("the window was used before begin()")
        return self.ctx

    @property
    def toast(self) -> "Toast":
        """The one toast of the window."""
        if self._toast is None:
            from tracker.ui.widgets.toast import Toast

            self._toast = Toast(self.place)
        return self._toast

    def _say(self, message: "Message") -> None:
        self.toast.show_message(message)

    # pages

    @property
    def front(self) -> Page | None:
        """The page in front."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def page(self, key: str) -> Page:
        """The page with this key, made at its first visit."""
        if key not in self._pages:
            page = (START if key == START.key else self._specs[key]).make(self._context())
            self._pages[key] = page
            self.stack.addWidget(page)
            page.actions_changed.connect(lambda: self._if_front(page, self.bar.show_actions))
            page.status_changed.connect(lambda: self._if_front(page, self._show_facts))
            page.badge_changed.connect(self._show_navigation)
        return self._pages[key]

    def go(self, key: str, request: object = None) -> None:
        """Bring the page to the front, with a request where given."""
        if isinstance(request, OpenFiles) and not request.paths:
            paths = ask_files(self)
            if not paths:
                return
            request = OpenFiles(paths)
        self._front = key
        self._show_front(request)

    def _picked(self, key: str) -> None:
        if key == _HELP.key:
            self.show_help()
        elif key != self._front:
            self._front = key
            if self.ctx:
                self._show_front()
            else:
                self.side.choose(key)

    def _key_to_show(self) -> str:
        """The page in front, or the first-start page where it needs a plan and there is none."""
        return self._front if self._context().plans or not self._specs[self._front].needs_plan else START.key

    def _show_front(self, request: object = None) -> None:
        key = self._key_to_show()
        page, rested = self.page(key), self._context().runner.idle()
        self.stack.setCurrentWidget(page)
        self._show_navigation()
        self.bar.show_page(self._specs[self._front].title, page)
        self._show_chooser()
        self._show_facts()
        if key in self._stale:
            self._stale.discard(key)
            page.refresh()
        page.activate()
        if request is not None:
            page.open(request)
            self._show_navigation()
        if rested:
            self.stack.hold(self._context().runner)

    def _if_front(self, page: Page, do: Callable[[], None]) -> None:
        if self.front is page:
            do()

    def _others_are_stale(self) -> None:
        self._stale = {key for key, page in self._pages.items() if page is not self.front}

    def _changed(self, changes: "Changes") -> None:
        self._others_are_stale()

        def show() -> None:
            if self.front:
                self.front.show_changes(changes)
            self._show_navigation()

        if "plan" in changes.tables or not changes.tables:
            self._read_plans(show)
        else:
            show()
        self._name_undo()

    def _plan_changed(self) -> None:
        self._others_are_stale()
        self._show_chooser()
        if self.front and self.front is self._pages.get(self._key_to_show()):
            self.front.show_plan()

    # what stands round the page

    def _show_navigation(self) -> None:
        rows, group = [], None
        for spec in self._specs.values():
            page = self._pages.get(spec.key)
            if spec.in_nav or spec.key == self._front or (page and page.is_open()):
                above = group is not None and spec.group != group
                badge = page.badge if page else self._badges.get(spec.key, "")
                rows.append(NavRow(spec.key, spec.title, spec.icon, above, spec.keys, badge))
                group = spec.group
        if rows != list(self.side.pages.model_rows.rows):
            self.side.set_rows(rows)
        self.side.choose(self._front)

    def show_badge(self, key: str, text: str) -> None:
        """The figure beside a page's name as long as the page is not made."""
        self._badges[key] = text
        self._show_navigation()

    def _show_chooser(self) -> None:
        page = self.front
        if self.ctx and page:
            shown = page.has_plans and page is not self._pages.get(START.key)
            chosen = page.plan_id if shown else None
            self.bar.chooser.show_plans(self.ctx.plans if shown else (), chosen, offer_all=not page.one_plan)

    def _show_facts(self) -> None:
        ctx, page = self._context(), self.front
        titles = {plan.id: plan.title for plan in ctx.plans}
        plan = page.plan_id if page else None
        if not ctx.plans:
            first = "没有方案"
        else:
            first = titles.get(plan, "全部方案") if plan is not None else "全部方案"
        parts = page.status_parts if page else ()
        self.status.show_facts((first, *parts) if page and page.has_plans else parts)
        self.status.show_keys(page.keys_text if page else "")

    def _name_undo(self) -> None:
        ctx = self._context()

        def read() -> tuple[str | None, str | None]:
            from tracker.usecases.house.history import redo_name, undo_name

            return undo_name(ctx.store), redo_name(ctx.store)

        def show(names: tuple[str | None, str | None]) -> None:
            undo_words(self.bar.undo, "撤销", names[0], "Ctrl+Z")
            undo_words(self.bar.redo, "重做", names[1], "Ctrl+Y")

        ctx.runner.run_read(read, show, key="undo names")

    def show_help(self, topic: str = "") -> None:
        """Open the help window at this topic, or at that of the page in front; above a preview it belongs to that, which holds all else."""
        from tracker.ui.help import HelpWindow

        over = QApplication.activeModalWidget() or self
        window = over.findChild(HelpWindow, options=Qt.FindChildOption.FindDirectChildrenOnly) or HelpWindow(over)
        window.show_topic(topic or (self.front.help_topic if self.front else ""))

    def open_search(self) -> None:
        """Open the search over all tasks."""
        from tracker.ui.search_popup import SearchPopup

        if self.search is None:
            self.search = SearchPopup(self._context(), self.place)
        self.search.open_at(self.bar.height())

    # keys

    def _bind_keys(self, ctx: Context) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+Z": self._undo,
            "Ctrl+Y": self._redo,
            "Ctrl+Shift+Z": self._redo,
            **ctx.opening_keys,
            "Ctrl+F": self._find,
            "Ctrl+Shift+F": self.open_search,
            "F1": self.show_help,
            "F5": lambda: self.front.refresh() if self.front else None,
            "F6": lambda: self._next_pane(1),
            "Shift+F6": lambda: self._next_pane(-1),
        }
        for spec in self._specs.values():
            if spec.keys:
                keys[spec.keys] = partial(self.go, spec.key)
        for sequence, do in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            if sequence == "F1":  # a preview has the help of the page that it came from
                shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
            shortcut.activated.connect(lambda do=do: do())
        self.bar.search.clicked.connect(lambda _checked=False: self.open_search())

    def _undo(self) -> None:
        if not (self.front and self.front.undo_here()):
            self._context().undo()

    def _redo(self) -> None:
        if not (self.front and self.front.redo_here()):
            self._context().redo()

    def _find(self) -> None:
        """The page's own search, or the one over everything where it has none or is already there."""
        before = QApplication.focusWidget()
        if not (self.front and self.front.find_here()) or (before and QApplication.focusWidget() is before):
            self.open_search()

    def _next_pane(self, step: int) -> None:
        panes = [self.side.pages, *(pane for pane in (self.front.panes() if self.front else []) if pane.isVisible())]
        focus = QApplication.focusWidget()
        here = next((n for n, pane in enumerate(panes) if focus and (pane is focus or pane.isAncestorOf(focus))), 0)
        panes[(here + step) % len(panes)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._toast and self._toast.isVisible():
            self._toast.hide()
        elif self.front:
            self.front.escape()

    # files dropped anywhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = local_files(event.mimeData())
        if self.ctx and paths:
            event.acceptProposedAction()
            self.drop_hint.show_count(len(paths))

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.drop_hint.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = local_files(event.mimeData())
        self.drop_hint.hide()
        if self.ctx and paths:
            event.acceptProposedAction()
            self.ctx.open_files(paths)

    # size and place

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = event.size()
        slim = size.width() < look().px(SLIM_WIDTH) or size.height() < SLIM_HEIGHT - 160
        self.side.fit(SLIM if slim else WIDE if size.width() >= _WIDE_FROM else WIDTH, slim=slim)
        self.bar.fit(size.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.ctx:
            save_place(self, self.ctx.settings, self._front)
            self.ctx.runner.close()
        super().closeEvent(event)
