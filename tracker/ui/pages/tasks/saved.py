"""常用筛选: filters and groupings kept under a name, chosen from a menu, and the strip that asks for the name."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from tracker.domain.records import Changes
from tracker.domain.screens import Group, TaskFilter
from tracker.ui.context import Context
from tracker.ui.theme import look
from tracker.ui.widgets.plain import button, label, tool
from tracker.ui.widgets.section import Complaint
from tracker.ui.widgets.strip import Strip
from tracker.usecases.work.saved_filters import SavedFilter

_KEYS = "Ctrl+Shift+L"


class SavedFilters(QWidget):
    """The button with the menu. `chosen` tells the filter to show; `naming_wanted` asks for a name for the one in force,
    `renaming_wanted` for another name of a kept one."""

    chosen = Signal(object)
    naming_wanted = Signal()
    renaming_wanted = Signal(str)

    def __init__(self, ctx: Context, page: QWidget) -> None:
        super().__init__(page)
        self.ctx = ctx
        self.saved: Sequence[SavedFilter] = ()
        self.can_save = False
        self.button = tool("常用筛选", "save")
        self.button.setToolTip(f"常用筛选（{_KEYS}）")
        self.menu = QMenu(self.button)
        self.menu.aboutToShow.connect(self.fill)
        self.button.setMenu(self.menu)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        QShortcut(QKeySequence(_KEYS), page, self.button.showMenu, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)

    def show_saved(self, saved: Sequence[SavedFilter], *, can_save: bool) -> None:
        """These are kept; `can_save`: there is a filter in force."""
        self.saved, self.can_save = saved, can_save

    def fill(self) -> None:
        """The filters kept, then what can be done with them. The figures choose."""
        self.menu.clear()
        for place, one in enumerate(self.saved, 1):
            words = one.name.replace("&", "&&")
            figure = f"&{place}　" if place < 10 else "　　"
            self.menu.addAction(f"{figure}{words}", partial(self.chosen.emit, one))
        if not self.saved:
            nothing = self.menu.addAction("还没有存过常用筛选")
            nothing.setEnabled(False)
        self.menu.addSeparator()
        save = self.menu.addAction("把现在的筛选存为常用(&S)…", self.naming_wanted.emit)
        save.setEnabled(self.can_save)
        if not self.can_save:
            save.setText("先选好条件，再存为常用(&S)")
        if self.saved:
            self.renaming = self._submenu("改名(&R)", self.renaming_wanted.emit)
            self.removal = self._submenu("删除常用筛选(&D)", self._forget)

    def _submenu(self, title: str, do: Callable[[str], object]) -> QMenu:
        made = self.menu.addMenu(title)
        for one in self.saved:
            made.addAction(one.name.replace("&", "&&"), partial(do, one.name))
        return made

    def _forget(self, name: str) -> None:
        from tracker.usecases.work.saved_filters import forget_filter

        store = self.ctx.store
        self.ctx.change(lambda: forget_filter(store, name))


class NameStrip(Strip):
    """Asks under which name a filter is kept, or what a kept one is to be called. Enter keeps, Esc closes."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._wanted, self._group = TaskFilter(), Group.NONE
        self._renamed, self._taken = "", frozenset[str]()
        column = self.column
        self.words = label("", look().strip_title)
        column.addWidget(self.words)
        self.name = QLineEdit()
        self.name.setAccessibleName("名字")
        self.name.setPlaceholderText("名字，例如：我牵头的逾期任务")
        self.name.setMaximumWidth(look().px(320))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.name, 1)
        row.addWidget(button("保存", self.confirm, primary=True))
        row.addWidget(button("取消", self.close_strip))
        row.addStretch(1)
        column.addLayout(row)
        self.effect = label("", ink="2")
        column.addWidget(self.effect)
        self.complaint = Complaint()
        column.addWidget(self.complaint)
        self.name.textChanged.connect(self._edited)

    def open_for(self, wanted: TaskFilter, group: Group, proposal: str, taken: Iterable[str]) -> None:
        """Ask for a name for this filter; one of those that are `taken` replaces the other filter."""
        self._wanted, self._group, self._taken = wanted, group, frozenset(taken)
        self._ask("把现在的筛选和分组存为常用", "", proposal)

    def open_to_rename(self, name: str) -> None:
        """Ask what the filter of this name is to be called."""
        self._taken = frozenset()
        self._ask(f"给常用筛选“{name}”改名", name, name)

    def _ask(self, words: str, renamed: str, proposal: str) -> None:
        self._renamed = renamed
        self.words.setText(words)
        self.name.setText(proposal)
        self._edited(proposal)
        self.name.selectAll()
        self.show()
        self.name.setFocus()

    def _edited(self, text: str) -> None:
        name = " ".join(text.split())
        self.effect.setText(f"已有“{name}”，保存就用现在的筛选替换它")
        self.effect.setVisible(name in self._taken)
        self.complaint.say("")

    def confirm(self) -> None:
        from tracker.usecases.work.saved_filters import rename_filter, save_filter

        store, name, renamed = self.ctx.store, self.name.text(), self._renamed
        wanted, group, today = self._wanted, self._group, self.ctx.today()

        def change() -> Changes:
            return rename_filter(store, renamed, name) if renamed else save_filter(store, name, wanted, group, today)

        def done(_changes: Changes) -> None:
            self.close_strip()

        self.ctx.change(change, done, failed=lambda error: self.complaint.say(str(error)))
