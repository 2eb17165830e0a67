"""The pages of the window, one in front of the others."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget


class PageStack(QStackedWidget):
    """A stack that paints the page it brings to the front once.

    Qt's own switches the updates of the stack off and on again, which marks each widget of the page as to be painted anew beside the
    page itself: whatever has a ground of its own was painted twice. With the mark set beforehand it leaves the updates alone; all of
    the new page is painted because it is shown.
    """

    def setCurrentWidget(self, page: QWidget) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)
        try:
            super().setCurrentWidget(page)
        finally:
            self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
