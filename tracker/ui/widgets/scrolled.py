"""Panes, strips and windows that need more room than there is (200 % on a small screen): they scroll instead of being cut off."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from tracker.ui.theme import look

_LEAST, _TITLE_BAR = 96, 30
_STACKED_FROM = 560
_ROWS_LEFT = 3


def scrolled(inside: QWidget) -> QScrollArea:
    """The pane in a scroll area; its `minimumSizeHint` says what it needs. The focus stays with the pane."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFocusProxy(inside)
    area.setWidget(inside)
    return area


def reveal(inside: QWidget, place: QRect) -> None:
    """Scroll the pane, where it is in a scroll area, until this part of it can be seen."""
    above = inside.parentWidget()
    area = above.parentWidget() if above else None
    if isinstance(area, QScrollArea) and area.widget() is inside:
        middle = place.center()
        area.ensureVisible(middle.x(), middle.y(), place.width() // 2 + 2, place.height() // 2 + 2)


def bring_into_view(inside: QWidget) -> None:
    """Scroll the nearest scroll area around a widget until all of it can be seen; its top where it is higher than the area."""
    above = inside.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    within = above.widget() if isinstance(above, QScrollArea) else None
    if not isinstance(above, QScrollArea) or within is None:
        return
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # None: to all around it
    top = inside.mapTo(within, inside.rect().topLeft()).y()
    height = min(inside.height(), above.viewport().height())
    above.ensureVisible(0, top + height // 2, 0, height // 2 + 1)


class StripArea(QScrollArea):
    """A strip under a list: as high as it needs where there is room, else it scrolls. It shows and hides with the strip."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._inside = inside
        hidden = inside.isHidden() and inside.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        self.setWidget(inside)  # which shows it and gives it a ground
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        inside.setHidden(hidden)
        if hidden:
            self.hide()
        inside.installEventFilter(self)

    def sizeHint(self) -> QSize:
        inside = self._inside
        height = inside.heightForWidth(self.width()) if inside.hasHeightForWidth() else inside.sizeHint().height()
        return QSize(inside.sizeHint().width(), max(height, inside.minimumHeight()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.sizeHint().height(), look().px(_LEAST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside:
            if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
                hidden = self._inside.isHidden()
                if hidden or self.parentWidget() is not None:  # shown before it stands anywhere it would be a window of its own
                    self.setHidden(hidden)
            elif event.type() == QEvent.Type.LayoutRequest:
                self.updateGeometry()
        return super().eventFilter(watched, event)


def form_room() -> tuple[StripArea, QVBoxLayout]:
    """Room for a form over a list or the pages of a document, and the layout into which the form goes."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return StripArea(inside), column


def gives_way(pane: QWidget, rows: int = _ROWS_LEFT) -> QWidget:
    """A list or pages beside a `form_room`: the form has the height it asks for first, and some rows of the list stay in sight."""
    pane.setSizePolicy(pane.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Ignored)
    pane.setMinimumHeight(look().head + look().row * rows)
    return pane


def way_of_panes(page: QWidget, narrow: int) -> Qt.Orientation:
    """How two panes stand: under each other where the page is narrower than this, unless it is so low that each would show a row or two."""
    stacked = page.width() < look().px(narrow) and page.height() >= look().px(_STACKED_FROM)
    return Qt.Orientation.Vertical if stacked else Qt.Orientation.Horizontal


def fit_window(window: QWidget, width: int, height: int) -> None:
    """Give a window of its own this size, or what the screen has; the title bar needs room too."""
    room = window.screen().availableGeometry()
    window.resize(min(look().px(width), room.width()), min(look().px(height), room.height() - _TITLE_BAR))
