"""常用筛选: filters and groupings kept under a name, chosen from a menu, and the strip that asks for the name."""

from collections.abc import Sequence
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
    """The button with the menu. `chosen` tells the filter to show; `naming_wanted` asks for a name for the one in force."""

    chosen = Signal(object)
    naming_wanted = Signal()

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
            self.removal = self.menu.addMenu("删除常用筛选(&D)")
            for one in self.saved:
                self.removal.addAction(one.name.replace("&", "&&"), partial(self._forget, one.name))

    def _forget(self, name: str) -> None:
        from tracker.usecases.work.saved_filters import forget_filter

        store = self.ctx.store
        self.ctx.change(lambda: forget_filter(store, name), say=f"已删除常用筛选“{name}”")


class NameStrip(Strip):
    """Asks under which name a filter is kept. Enter keeps, Esc closes."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._wanted, self._group = TaskFilter(), Group.NONE
        column = self.column
        column.addWidget(label("把现在的筛选和分组存为常用", look().strip_title))
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
        self.complaint = Complaint()
        column.addWidget(self.complaint)
        self.name.textEdited.connect(lambda _text: self.complaint.say(""))

    def open_for(self, wanted: TaskFilter, group: Group, proposal: str) -> None:
        """Ask for a name for this filter."""
        self._wanted, self._group = wanted, group
        self.name.setText(proposal)
        self.name.selectAll()
        self.complaint.say("")
        self.show()
        self.name.setFocus()

    def confirm(self) -> None:
        from tracker.usecases.work.saved_filters import save_filter

        store, name, wanted, group, today = self.ctx.store, self.name.text(), self._wanted, self._group, self.ctx.today()

        def done(_changes: Changes) -> None:
            self.close_strip()

        said = f"已存为常用筛选“{' '.join(name.split())}”"
        self.ctx.change(
            lambda: save_filter(store, name, wanted, group, today), done, say=said, failed=lambda error: self.complaint.say(str(error))
        )
