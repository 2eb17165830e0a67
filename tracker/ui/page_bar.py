"""The bars above and below the page: title, plan chooser, actions, undo and redo; keys, facts and progress."""

from itertools import chain, repeat

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from tracker.ui.icons import GAP, TOOL
from tracker.ui.page import Page
from tracker.ui.runner import Job
from tracker.ui.theme import TIGHT_WIDTH, color, look
from tracker.ui.widgets.plain import button, empty, label, link, rule, set_icon, tool
from tracker.ui.widgets.plan_chooser import PlanChooser

_SHOWN_WHEN_TIGHT, _LEAST_WIDTH = 3, 640
_LEAST_PLAN = 160
"""The plan is named with so many pixels before commands give up their words."""
_WORDS_AND_KEYS, _WORDS, _ICONS = range(3)
# Margins and gaps beside the commands, and beside the keys in the status bar.
_AROUND_ACTIONS = 16 + 8 + 8 + 3 * 4 + 2 * 6 + 1
_AROUND_KEYS = 14 + 8 + 4 + 2


class PageBar(QFrame):
    """Title and plan at the left, the page's commands right, undo and redo last.

    Where the words of the commands have no room: without the key, then the rest behind 更多, then icons.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pageBar")
        self.setFixedHeight(look().page_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(6)
        self.title = label("", look().title)
        self.chooser = PlanChooser()
        self._actions_row = QHBoxLayout()
        self._actions_row.setSpacing(6)
        self.search = tool("查找全部任务（Ctrl+F）", "search", words=False)
        self.undo = tool("撤销", "undo-2", words=False)
        self.redo = tool("重做", "redo-2", words=False)
        line = rule(vertical=True)
        line.setFixedHeight(20)
        row.addWidget(self.title)
        row.addSpacing(4)
        row.addWidget(self.chooser)
        row.addSpacing(8)
        row.addStretch(1)
        row.addLayout(self._actions_row)
        row.addSpacing(4)
        row.addWidget(line)
        row.addSpacing(4)
        row.addWidget(self.search)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        self._page: Page | None = None
        self._narrow, self._most = False, _SHOWN_WHEN_TIGHT
        self._manner = _WORDS_AND_KEYS
        self._buttons: dict[QAction, QWidget] = {}

    def show_page(self, title: str, page: Page | None) -> None:
        """Show the title and the commands of this page."""
        self.title.setText(title)
        self._page = page
        self.show_actions()

    def fit(self, window_width: int) -> None:
        """Drop words where the window is narrow."""
        narrow = window_width < TIGHT_WIDTH
        most = _SHOWN_WHEN_TIGHT if window_width >= look().px(_LEAST_WIDTH) else _SHOWN_WHEN_TIGHT - 1
        if (narrow, most) != (self._narrow, self._most):
            self._narrow, self._most = narrow, most
            self.show_actions()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._narrow and (self._manner != _WORDS_AND_KEYS or self._crowded()):
            self.show_actions()

    def show_actions(self) -> None:
        """Make the buttons for the page's commands anew; the focus stays on the command that has it."""
        focus = QApplication.focusWidget()
        held = next((action for action, made in self._buttons.items() if made is focus), None)
        actions = [] if self._page is None else [action for action in self._page.page_actions if action.isVisible()]
        ways = [(_WORDS_AND_KEYS, len(actions)), *((_WORDS, most) for most in range(len(actions), 1, -1)), (_ICONS, self._most)]
        for manner, most in ways[-1:] if self._narrow else ways:
            self._manner = manner
            self._make_actions(actions, most)
            if not self._crowded():
                break
        if held in self._buttons:
            self._buttons[held].show()
            self._buttons[held].setFocus()

    def _crowded(self) -> bool:
        """Do the commands leave too little room for the title and the plan?"""
        row = self.layout()
        if row is None or not self.isVisible():
            return False
        plan = 0 if self.chooser.isHidden() else min(self.chooser.sizeHint().width(), look().px(_LEAST_PLAN))
        inside = [self._actions_row.itemAt(place).widget() for place in range(self._actions_row.count())]
        widths = [one.sizeHint().width() for one in (self.title, self.search, self.undo, self.redo, *inside) if one is not None]
        return sum(widths) + plan + row.spacing() * len(widths) + _AROUND_ACTIONS > self.width()

    def _make_actions(self, actions: list[QAction], most: int) -> None:
        """The buttons of so many commands, in the manner in hand; the others stand behind 更多."""
        empty(self._actions_row)
        self._buttons = {}
        if self._page is None:
            return
        shown = actions
        if len(actions) > most:
            primary = [action for action in actions if action is self._page.primary]
            others = [action for action in actions if action is not self._page.primary]
            shown = [*others[: most - len(primary)], *primary]
            actions = shown + [action for action in actions if action not in shown]
        for action in shown:
            self._buttons[action] = self._primary(action) if action is self._page.primary else self._flat(action)
            self._actions_row.addWidget(self._buttons[action])
        if len(shown) < len(actions):
            self._actions_row.addWidget(self._more(actions[len(shown) :]))

    def _flat(self, action: QAction) -> QToolButton:
        made = QToolButton()
        made.setDefaultAction(action)
        made.setIconSize(QSize(look().px(TOOL) + GAP, look().px(TOOL)))
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setAccessibleName(action.text())
        if action.menu():
            made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        if self._manner == _ICONS:
            made.setProperty("kind", "icon")
        else:
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return made

    def _primary(self, action: QAction) -> QPushButton:
        keys = action.shortcut().toString() if self._manner == _WORDS_AND_KEYS else ""
        made = button(action.text(), action.trigger, primary=True, keys=keys)

        def follow() -> None:
            made.setText(action.text())
            made.setEnabled(action.isEnabled())
            made.setToolTip(action.toolTip())

        set_icon(made, str(action.property("picture")), look().tokens.on_accent)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        action.changed.connect(follow)
        made.destroyed.connect(lambda: action.changed.disconnect(follow))
        follow()
        return made

    def _more(self, actions: list[QAction]) -> QToolButton:
        made = tool("更多", "ellipsis")
        menu = QMenu(made)
        menu.addActions(actions)
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return made


class ProgressLine(QWidget):
    """The bar of 3 pixels under the page bar while long work runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(3)
        self.done = 0.0

    def set_done(self, done: float) -> None:
        self.done = done
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color(look().tokens.tint))
        painter.fillRect(QRectF(0, 0, self.width() * self.done, self.height()), color(look().tokens.accent))
        painter.end()


class StatusBar(QFrame):
    """Keys of this page at the left, facts at the right; while long work runs, its words and 取消."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setFixedHeight(look().status_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 4, 0)
        row.setSpacing(0)
        self.keys = label("", look().small, "2")
        self.keys.setMinimumWidth(1)
        self.cancel = link("取消", self.cancelled.emit)
        self.cancel.setFont(look().small)
        self.cancel.hide()
        row.addWidget(self.keys)
        row.addSpacing(8)
        row.addWidget(self.cancel)
        row.addStretch(1)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(0)
        self._told: list[tuple[QFrame, QLabel]] = []
        row.addLayout(self._facts)
        self._keys_text = ""
        self._job: Job | None = None

    def show_keys(self, text: str) -> None:
        self._keys_text = text
        self.keys.setToolTip(text)
        self._fit_keys()

    def _fit_keys(self) -> None:
        """As many keys as there is room for beside the facts; the tooltip has them all."""
        if self._job is not None:
            return
        self._facts.invalidate()  # a layout within a layout is not told that its labels say something else
        room = self.width() - self._facts.sizeHint().width() - _AROUND_KEYS
        pieces = self._keys_text.split("　")
        while pieces and look().small_metrics.horizontalAdvance("　".join(pieces)) > room:
            pieces.pop()
        self.keys.setText("　".join(pieces))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_keys()

    def show_facts(self, parts: tuple[str, ...]) -> None:
        """The facts at the right, a thin line before each. Called at every step in a list: what stands there is used again."""
        while len(self._told) < len(parts):
            line, fact = rule(vertical=True), self._fact("")
            line.setFixedHeight(look().px(16))
            for made in (line, fact):
                self._facts.addWidget(made)
            self._told.append((line, fact))
        for (line, fact), part in zip(self._told, chain(parts, repeat("")), strict=False):
            if fact.text() != part:
                fact.setText(part)
            for one in (line, fact):
                one.setVisible(bool(part))  # a layout does not count what is yet to be shown
        self._fit_keys()

    def _fact(self, text: str) -> QLabel:
        made = label(text, look().small, "2")
        made.setContentsMargins(10, 0, 10, 0)
        return made

    def show_job(self, job: Job | None, text: str = "") -> None:
        """Say how far long work is; None: it is over."""
        self._job = job
        self.cancel.setVisible(job is not None)
        if job:
            self.keys.setText(f"{job.title}：{text}" if text else job.title)
        else:
            self._fit_keys()


class JobDisplay(QObject):
    """Shows the long work in hand in the progress line and the status bar, and stops it when asked."""

    def __init__(self, line: ProgressLine, status: StatusBar) -> None:
        super().__init__(line)
        self._line, self._status = line, status
        self._job: Job | None = None
        status.cancelled.connect(self._cancel)

    def begin(self, job: Job) -> None:
        self._job = job
        self._line.set_done(0.0)
        self._line.show()
        self._status.show_job(job)
        job.moved.connect(self._moved)

    def end(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._line.hide()
            self._status.show_job(None)

    def _moved(self, done: float, text: str) -> None:
        if self._job:
            self._line.set_done(done)
            self._status.show_job(self._job, text)

    def _cancel(self) -> None:
        if self._job:
            self._job.cancel()


def undo_words(button: QToolButton, verb: str, name: str | None, keys: str) -> None:
    """Name what the button would take back; pale where there is nothing."""
    button.setEnabled(name is not None)
    words = f"{verb}：{name}（{keys}）" if name else f"{verb}（{keys}）"
    button.setToolTip(words)
    button.setAccessibleName(words)
