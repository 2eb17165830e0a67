"""The pages of the window, one in front of the others."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from tracker.ui.runner import TaskRunner

# A slow machine that is given less paints the page twice, which makes it slower still.
HOLD_MS = 250


class _Pane(QWidget):
    """Lies over the pages and paints nothing: what was painted there last stays on the screen, and nothing below is painted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        pass


class PageStack(QStackedWidget):
    """A stack that paints the page it brings to the front once, with what was read for it.

    Qt's own switches the updates of the stack off and on again, which marks each widget of the page as to be painted anew beside the
    page itself: whatever has a ground of its own was painted twice. With the mark set beforehand it leaves the updates alone; all of
    the new page is painted because it is shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pane = _Pane(self)
        self._late = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._late.timeout.connect(self._pane.hide)

    def setCurrentWidget(self, page: QWidget) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        try:
            super().setCurrentWidget(page)
        finally:
            self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)

    def hold(self, runner: "TaskRunner") -> None:
        """Leave the page before on the screen until the new one has read what it shows, but not longer than one notices.

        Without this a page that is out of date is painted with its old rows first, which takes as long as to read the new ones.
        """
        if runner.idle() or not self.isVisible():
            return
        self._pane.setGeometry(self.rect())
        self._pane.raise_()
        self._pane.show()
        self._late.start(HOLD_MS)
        runner.rested.connect(self._show, Qt.ConnectionType.SingleShotConnection)

    def _show(self) -> None:
        self._late.stop()
        self._pane.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show()
