"""Through every page and what opens on it on small, enlarged and large-lettered screens: no part is crushed, laid over another or cut in
the middle of its words, nothing lies beyond an edge that does not scroll, and lists show some rows."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from tests.journeys.conftest import Opening
from tests.journeys.steps import open_sample, press
from tracker.ui.pages import PAGES
from tracker.ui.shell import MainWindow
from tracker.ui.theme import apply_look, look
from tracker.ui.widgets.elided import ElidedLabel
from tracker.ui.widgets.elided_link import ElidedLink
from tracker.ui.widgets.place_prompt import PlacePrompt
from tracker.ui.widgets.rows_view import RowsView
from tracker.ui.widgets.section import InlineForm

SCREENS = {
    "150 % of 1366×768": (911, 512, False),
    "150 % of 1366×768, large letters": (911, 512, True),
    "200 % of 1920×1080, large letters": (960, 540, True),
    "1366×768, large letters": (1366, 768, True),
}
FRAME = 3
"""So many pixels less than it asks for a frame may have before words suffer."""
ROWS, ROWS_OF_LARGE = 5, 4
OWN_PARTS = (QTabBar, QComboBox, QLineEdit, QHeaderView, QAbstractSpinBox)


def said(one: QWidget) -> str:
    words = one.text() if isinstance(one, (QAbstractButton, QLabel)) else one.accessibleName()
    return f"{type(one).__name__} “{words[:20]}” in {type(one.parentWidget()).__name__}"


def laid_out(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of those within it."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if inner is not None:
            yield from laid_out(inner)
        elif widget is not None and widget.isVisible():
            yield widget


def scrolls_sideways(area: QScrollArea) -> bool:
    return area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def crushed(one: QWidget) -> Iterator[str]:
    asked = min(one.minimumSizeHint().height(), one.maximumHeight())
    if isinstance(one, (QAbstractButton, QLabel, QLineEdit, QComboBox)) and one.height() < asked - FRAME:
        yield f"{said(one)} is {one.height()} high and needs {asked}"


def cut(one: QWidget) -> Iterator[str]:
    if isinstance(one, (QPushButton, QToolButton)) and not isinstance(one, ElidedLink):
        icon_only = isinstance(one, QToolButton) and one.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
        if not icon_only and one.width() < one.minimumSizeHint().width() - FRAME:
            yield f"{said(one)} is {one.width()} wide and needs {one.minimumSizeHint().width()}"
    elif isinstance(one, QLabel) and not isinstance(one, ElidedLabel) and one.textFormat() == Qt.TextFormat.PlainText:
        if one.wordWrap() and one.height() < one.heightForWidth(one.width()) - FRAME:
            yield f"{said(one)} has lines that cannot be seen"
        elif not one.wordWrap() and one.width() < one.fontMetrics().horizontalAdvance(one.text()) - 1:
            yield f"{said(one)} is cut"
    elif isinstance(one, QScrollArea) and one.widget() is not None and not scrolls_sideways(one):
        yield from [f"{said(one.widget())} goes on where nothing scrolls"] * (one.widget().width() > one.viewport().width())


def cut_heads(one: QTableView) -> Iterator[str]:
    head = one.horizontalHeader()
    if head.isVisible() and head.textElideMode() == Qt.TextElideMode.ElideNone and type(head) is QHeaderView:
        for place in range(head.count()):
            words = str(one.model().headerData(place, Qt.Orientation.Horizontal) or "")
            if not head.isSectionHidden(place) and head.fontMetrics().horizontalAdvance(words) > head.sectionSize(place) - 4:
                yield f"the head “{words}” is cut"


def overlaid(one: QWidget) -> Iterator[str]:
    layout = one.layout()
    if layout is None:
        return
    for first, second in combinations(laid_out(layout), 2):
        common = first.geometry().intersected(second.geometry())
        if first.parentWidget() is second.parentWidget() and min(common.width(), common.height()) > FRAME:
            yield f"{said(first)} and {said(second)} lie over each other"


def faults(root: QWidget) -> Iterator[str]:
    for one in root.findChildren(QWidget):
        if not one.isVisible() or one.window() is not root.window():
            continue
        yield from overlaid(one)
        if isinstance(one, QTableView):
            yield from cut_heads(one)
        if not isinstance(one.parentWidget(), OWN_PARTS):
            yield from crushed(one)
            yield from cut(one)


def asks(page: QWidget) -> bool:
    """Is a form open, or a strip with something to fill in or to go through?"""
    strips = [strip for strip in page.findChildren(QWidget, "strip") if strip.isVisible()]
    fields = [field for strip in strips for field in strip.findChildren(QWidget) if isinstance(field, (QLineEdit, QTableView))]
    return any(one.isVisible() for one in (*page.findChildren(InlineForm), *page.findChildren(PlacePrompt), *fields))


def too_few_rows(window: MainWindow) -> Iterator[str]:
    """The main list of a page shows some rows, unless something is being typed beside it."""
    page, least = window.front, ROWS if look().scale == 1 else ROWS_OF_LARGE
    if page is None or asks(page):
        return
    first = next((pane for pane in page.panes() if isinstance(pane, QAbstractItemView)), None)
    if isinstance(first, RowsView) and first.isVisible() and first.model().rowCount() >= least:
        seen = first.viewport().height() / look().row
        if seen < least:
            yield f"{said(first)} shows {seen:.1f} rows"


def settle(app: QApplication) -> None:
    """Let what was put away be gone and every layout come to rest."""
    for _turn in range(3):
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # boxes of choices ask for their width by a clock of their own


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_cut_off(open_window: Opening, qapp: QApplication, screen: str) -> None:
    width, height, large = SCREENS[screen]
    apply_look(qapp, large=large)
    window = open_window()
    window.resize(width, height)
    settle(qapp)
    found = [f"first start: {one}" for one in faults(window)]
    open_sample(window)
    for spec in PAGES:
        window.go(spec.key)
        for name, scene in {"": lambda: None, **window.page(spec.key).scenes()}.items():
            window.go(spec.key)
            shown = scene()
            settle(qapp)
            root = shown or window
            found += [f"{spec.key} {name}: {one}" for one in (*faults(root), *(() if shown else too_few_rows(window)))]
            if (window.width(), window.height()) != (width, height):
                found.append(f"{spec.key} {name} makes the window larger")
            if shown is not None:
                shown.close()
            press(window, Qt.Key.Key_Escape)
    assert not found, "\n".join(found)
