"""The whole window without a mouse: every page is reached, Tab goes through all that can be done on it, and one sees where it is."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys.steps import keys, open_sample
from tracker.ui.pages import PAGES, PageSpec
from tracker.ui.shell import MainWindow

WORK = (
    "import/review",
    "import/review,edit",
    "revision/comparison",
    "sheets/make",
    "sheets/review",
    "settings/lights",
    "settings/holidays",
    "settings/backup",
    "settings/display",
    "calendar/move",
    "calendar/year",
    "calendar/days",
    "units/tasks",
    "units/merge",
)
ROUND_AT_MOST = 200
MARGIN = 4


def focus() -> QWidget:
    QApplication.processEvents()
    found = QApplication.focusWidget()
    assert found is not None, "the focus is lost"
    return found


def name(widget: QWidget) -> str:
    words = widget.accessibleName() or widget.property("text") or widget.objectName() or widget.toolTip()
    return f"{type(widget).__name__} “{words}”"


def picture(window: MainWindow, widget: QWidget) -> QImage:
    """The widget and a little round it."""
    rect = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    return window.grab(rect).toImage()


def reach(window: MainWindow, title: str) -> None:
    """Go to a page through the navigation, by keys."""
    side = window.side.pages
    for _turn in range(10):
        if side.hasFocus():
            break
        keys(window, "F6")
    keys(window, "Home")
    for _turn in range(len(PAGES)):
        if window.bar.title.text() == title:
            return
        side.setFocus(Qt.FocusReason.ShortcutFocusReason)
        keys(window, "Down")
    raise AssertionError(f"“{title}” is not reached")


def round_by_tab(window: MainWindow) -> tuple[list[QWidget], list[str]]:
    """Every widget that Tab comes to until it begins anew, and the names of those on which one cannot see it."""
    met: list[QWidget] = []
    unseen: list[str] = []
    while (here := focus()) not in met:
        assert len(met) < ROUND_AT_MOST, "Tab goes on without end"
        assert here.isVisible() and here.isEnabled() and here.visibleRegion().boundingRect().isValid(), f"{name(here)} is out of sight"
        met.append(here)
        lit = picture(window, here)
        keys(window, "Tab")
        assert focus() is not here, f"Tab stays in {name(here)}"
        if picture(window, here) == lit:
            unseen.append(name(here))
    return met, unseen


def controls(window: MainWindow) -> list[QWidget]:
    """What takes part in going round by Tab, on the page in front and in the bar over it."""
    page = window.front
    assert page is not None
    found = [one for root in (page, window.bar) for one in root.findChildren(QWidget)]
    tab = Qt.FocusPolicy.TabFocus.value
    return [one for one in found if one.isVisible() and one.isEnabled() and one.focusPolicy().value & tab and one.focusProxy() is None]


def check_round(window: MainWindow) -> None:
    QApplication.processEvents()
    met, unseen = round_by_tab(window)
    missed = [name(one) for one in controls(window) if one not in met]
    assert not missed and not unseen, f"not reached: {missed}; focus not to be seen: {unseen}"


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.key)
def test_every_page_is_worked_without_a_mouse(window: MainWindow, spec: PageSpec) -> None:
    open_sample(window)
    reach(window, spec.title)
    check_round(window)


@pytest.mark.parametrize("scene", WORK, ids=str)
def test_work_in_hand_is_done_without_a_mouse(window: MainWindow, scene: str) -> None:
    open_sample(window)
    key, _, step = scene.partition("/")
    window.go(key)
    assert window.front is not None
    for name in step.split(","):
        window.front.scenes()[name]()
    focus()
    check_round(window)


def test_the_first_start_is_worked_without_a_mouse(window: MainWindow) -> None:
    check_round(window)


def test_f6_goes_round_the_parts_of_every_page(window: MainWindow) -> None:
    open_sample(window)
    for spec in PAGES:
        reach(window, spec.title)
        met = list[QWidget]()
        while (here := focus()) not in met:
            met.append(here)
            keys(window, "F6")
        assert window.side.pages in met and len(met) > 1, spec.title
