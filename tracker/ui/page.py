"""What every page is: a widget under the page bar, with actions for the bar, keys for the status bar and a help text."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tracker.ui.context import Context
from tracker.ui.icons import GAP, icon
from tracker.ui.theme import look
from tracker.ui.widgets.plain import rule

if TYPE_CHECKING:
    from tracker.domain.records import Changes


_GAP, _SIDES = 8, 16 + 12


def _least(part: QWidget) -> int:
    return part.minimumWidth() or part.minimumSizeHint().width()


class FilterBar(QFrame):
    """The second row of a page. Add widgets with `add`, a gap with `stretch`, a thin line with `separator`.

    What does not fit beside the rest stands in a second row below.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterBar")
        self._parts: list[QWidget | None] = []
        self._wide: list[QWidget] = []
        self._broken_at = -1
        self._rows = [QHBoxLayout(), QHBoxLayout()]
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 12, 0)
        column.setSpacing(0)
        for row in self._rows:
            row.setSpacing(_GAP)
            column.addLayout(row)
        self.setFixedHeight(look().filter_bar)

    def add(self, *widgets: QWidget, wide: bool = False) -> None:
        """`wide`: these take the room that is left."""
        for widget in widgets:
            self._parts.append(widget)
            if wide:
                self._wide.append(widget)
            self._place(widget, self._rows[0])

    def stretch(self) -> None:
        self._parts.append(None)
        self._place(None, self._rows[0])

    def separator(self) -> None:
        line = rule(vertical=True)
        line.setFixedHeight(20)
        self.add(line)

    def _place(self, part: QWidget | None, row: QHBoxLayout) -> None:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part, 1 if part in self._wide else 0)

    def sizeHint(self) -> QSize:
        """What one row would take: a box of long choices asks for more than it is ever given."""
        widths = [min(part.sizeHint().width(), part.maximumWidth()) for part in self._shown()]
        return QSize(sum(widths) + _GAP * max(len(widths) - 1, 0) + _SIDES, look().filter_bar)

    def minimumSizeHint(self) -> QSize:
        """What the widest part takes: the rest can stand below."""
        return QSize(max(map(_least, self._shown()), default=0) + _SIDES, look().filter_bar)

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if part is not None and not part.isHidden()]

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._break()
        return super().event(event)

    def _break(self) -> None:
        """Begin the second row where the first one is full."""
        room, used, at = self.width() - _SIDES, 0, len(self._parts)
        for place, part in enumerate(self._parts):
            if part is None or part.isHidden():
                continue
            used += _least(part) + (_GAP if used else 0)
            if used > room:
                at = place
                break
        if at == self._broken_at or (self._broken_at < 0 and at == len(self._parts)):
            return
        self._broken_at = at
        for row in self._rows:
            while row.takeAt(0) is not None:
                pass
        for place, part in enumerate(self._parts):
            self._place(part, self._rows[place >= at])
        if at < len(self._parts):
            self._rows[1].addStretch(1)
        self.setFixedHeight(look().filter_bar if at == len(self._parts) else 2 * look().filter_bar - 6)


class Page(QWidget):
    """The base of all pages. A page builds itself in `__init__(ctx)`, fills in `activate`, and refreshes in `show_changes`.

    Class attributes: `keys_text` (status bar), `help_topic` (file in resources/help), `has_plans` (show the plan chooser),
    `one_plan` (the page needs exactly one plan: 全部方案 is not offered and `plan_id` falls back to the first one).
    """

    keys_text = ""
    help_topic = "start"
    has_plans = True
    one_plan = False

    actions_changed = Signal()
    status_changed = Signal()
    badge_changed = Signal()

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        ctx.reworded.connect(self.reword)
        self.page_actions: list[QAction] = []
        self.status_parts: tuple[str, ...] = ()
        self.badge = ""
        self.primary: QAction | None = None
        self.filter_bar: FilterBar | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)

    @property
    def plan_id(self) -> int | None:
        """The plan to show; None for all. Never None on a page that needs one plan while there is one."""
        chosen = self.ctx.plan_id
        if chosen is None and self.one_plan and self.ctx.plans:
            return self.ctx.plans[0].id
        return chosen

    # building

    def add_filter_bar(self) -> FilterBar:
        """The page's second row, put at its top; call it once, before adding to `body`."""
        self.filter_bar = FilterBar(self)
        self.body.addWidget(self.filter_bar)
        return self.filter_bar

    def add_action(
        self, text: str, icon_name: str, do: Callable[[], object], keys: str = "", *, primary: bool = False, tip: str = ""
    ) -> QAction:
        """Put a command at the right of the page bar. `primary` makes it the one filled button. `keys` work on this page only."""
        action = QAction(icon(icon_name, gap=GAP), text, self)
        action.setProperty("picture", icon_name)
        action.triggered.connect(lambda _checked=False: do())
        words = tip or text
        action.setToolTip(f"{words}（{keys.replace('Up', '↑').replace('Down', '↓')}）" if keys else words)
        if keys:
            action.setShortcut(QKeySequence(keys))
        self.addAction(action)
        self.page_actions.append(action)
        if primary:
            self.primary = action
        self.actions_changed.emit()
        return action

    def set_status(self, *parts: str) -> None:
        """The page's facts at the right of the status bar (46 项 · 已选 1 项)."""
        if parts != self.status_parts:
            self.status_parts = parts
            self.status_changed.emit()

    def set_badge(self, text: str) -> None:
        """The small figure beside the page's name in the navigation."""
        if text != self.badge:
            self.badge = text
            self.badge_changed.emit()

    # what the window calls

    def activate(self) -> None:
        """The page has come to the front: read what is out of date and put the focus where work begins."""

    def show_plan(self) -> None:
        """Another plan was chosen while this page is in front."""
        self.refresh()

    def show_changes(self, changes: "Changes") -> None:
        """Something was written. Called for the page in front at once, for others before they come to the front again."""
        self.refresh()

    def reword(self) -> None:
        """The office calls its states otherwise now; rows that name them are read anew beside this."""
        self.update()

    def refresh(self) -> None:
        """Read everything anew (F5)."""

    def open(self, request: object) -> None:
        """Come to the front with a request: a `TaskFilter`, `OpenTask`, `OpenFiles` or what the page itself documents."""

    def find_here(self) -> bool:
        """Put the focus into the page's own search box; False: it has none, the window's search opens."""
        return False

    def escape(self) -> bool:
        """Back out one step (clear a search, close a detail); False: nothing to back out of."""
        return False

    def undo_here(self) -> bool:
        """Take back a step of work that is not stored yet; False: there is none, so the last stored operation is meant."""
        return False

    def redo_here(self) -> bool:
        """Do again what `undo_here` took back; False: a stored operation is meant."""
        return False

    def panes(self) -> list[QWidget]:
        """The panes that F6 goes through, in order."""
        return []

    def scenes(self) -> dict[str, Callable[[], QWidget | None]]:
        """Further pictures of this page for `ui/shots`: name → a step that shows it and returns the dialog, None for the window.

        Steps run in order on the demo data, with work running at once; they must leave the data alone.
        """
        return {}

    def is_open(self) -> bool:
        """For pages shown in the navigation only while work is open on them."""
        return True
