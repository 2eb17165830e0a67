"""A part of the settings with a live page beside its fields, in a narrow window below them."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tracker.ui.context import Context
from tracker.ui.pages.settings.part import SettingsPart
from tracker.ui.paper.view import SheetView
from tracker.ui.theme import look
from tracker.ui.widgets.plain import label

_PAGE_WIDTH, _PAGE_HEIGHT, _WIDE = 420, 300, 940
_PAUSE_MS = 150


class PaperPart(SettingsPart):
    """Subclasses call `add_page` where the page stands in narrow windows, and lay it out in `draw`, which comes a moment after
    `page_stale`."""

    def __init__(self, ctx: Context, title: str, words: str) -> None:
        super().__init__(ctx, title, words)
        self.view = SheetView()
        self.view.setMinimumSize(look().px(240), look().px(_PAGE_HEIGHT))
        self.view.set_fit("page")
        self.check = label("", ink="2", wrap=True)
        self._below = QVBoxLayout()
        self._is_beside = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.draw)

    def add_page(self) -> None:
        """Put the page at the end of what was added so far."""
        self.column.addLayout(self._below)
        self._side = QWidget()
        self._side.setObjectName("settingsPart")
        self._side.setAutoFillBackground(True)
        self._side.setBackgroundRole(self.palette().ColorRole.Base)
        inside = QVBoxLayout(self._side)
        inside.setContentsMargins(0, 18, 18, 18)
        inside.addWidget(self.view, 1)
        inside.addWidget(self.check)
        self._below.addWidget(self._side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= look().px(_WIDE)
        if beside != self._is_beside:
            self._is_beside = beside
            if beside:
                self._below.removeWidget(self._side)
                self._side.setParent(self)
                self._side.show()
            else:
                self._below.addWidget(self._side)
            self.setViewportMargins(0, 0, look().px(_PAGE_WIDTH) if beside else 0, 0)
        if beside:
            bar = self.verticalScrollBar().sizeHint().width()
            self._side.setGeometry(self.width() - look().px(_PAGE_WIDTH) - bar, 0, look().px(_PAGE_WIDTH), self.height())

    def page_stale(self) -> None:
        """Ask for the page to be laid out anew."""
        self._pause.start()

    def draw(self) -> None:
        """Lay the page out anew."""
