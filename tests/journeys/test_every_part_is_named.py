"""Through every page and what opens on it: each button without words says what it does, each field is called something, no two parts
answer to the same letter, everything is Chinese, and a wheel that rolls past changes nothing."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from tests.journeys.steps import open_sample, press
from tracker.ui.pages import PAGES
from tracker.ui.shell import MainWindow

# Keys as keyboards have them, programs and kinds of files as clerks call them.
KEYS = ("Ctrl", "Shift", "Alt", "Enter", "Esc", "Tab", "Del", "Ins", "Home", "End", "PgUp", "PgDn")
KNOWN = frozenset((*KEYS, "Excel", "Word", "PDF", "WPS", "backups"))
LATIN = re.compile(r"(?<![\w./\\])[A-Za-z]{3,}(?![\w./\\])")
FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)


def called(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found else ""


def in_sight(root: QWidget) -> Iterator[QWidget]:
    return (one for one in root.findChildren(QWidget) if one.isVisible())


def own_field(one: QWidget) -> bool:
    """Not the inner part of another field, nor a part of a table that is called by the table itself."""
    above = one.parentWidget()
    return not isinstance(above, (QComboBox, QAbstractSpinBox, QAbstractItemView, QAbstractScrollArea)) and bool(
        one.focusPolicy() & Qt.FocusPolicy.TabFocus
    )


def faults(root: QWidget) -> Iterator[str]:
    letters: Counter[str] = Counter()
    for one in in_sight(root):
        kind = type(one).__name__
        words = one.text() if isinstance(one, (QAbstractButton, QLabel)) else ""
        if isinstance(one, QAbstractButton) and not words.strip() and not (called(one) and one.toolTip()):
            yield f"a {kind} in {type(one.parentWidget()).__name__} does not say what it does"
        if isinstance(one, FIELDS) and own_field(one) and not called(one):
            yield f"a {kind} in {type(one.parentWidget()).__name__} is called nothing"
        letters.update(re.findall(r"&([^&\s])", words.upper()))
        for said in (words, one.toolTip(), one.accessibleName(), one.windowTitle()):
            foreign = [word for word in LATIN.findall(re.sub(r"<[^>]+>", "", said)) if word not in KNOWN]
            if foreign and not isinstance(one, QAbstractItemView):
                yield f"{foreign} in “{said[:60]}”"
    for letter, times in letters.items():
        if times > 1:
            yield f"{times} parts answer to Alt+{letter}"


def roll_over(one: QWidget) -> None:
    middle = QPointF(one.rect().center())
    away, nothing = QPoint(0, -120), Qt.MouseButton.NoButton
    event = QWheelEvent(
        middle, one.mapToGlobal(middle), QPoint(), away, nothing, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(one, event)


def scrolls(one: QWidget) -> bool:
    above = one.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    return above is not None


def moved_by_the_wheel(root: QWidget) -> Iterator[str]:
    for one in list(in_sight(root)):
        if isinstance(one, (QComboBox, QAbstractSpinBox)) and one.isEnabled() and not one.hasFocus() and scrolls(one):
            before = called(one), one.currentText() if isinstance(one, QComboBox) else one.text()
            roll_over(one)
            now = one.currentText() if isinstance(one, QComboBox) else one.text()
            if now != before[1]:
                yield f"the wheel has turned {before[0]} from {before[1]} to {now}"


@pytest.mark.parametrize(
    ("key", "size"),
    [*((spec.key, (1366, 768)) for spec in PAGES), ("tasks", (911, 512))],
    ids=lambda one: one if isinstance(one, str) else str(one[0]),
)
def test_every_part_says_what_it_is_and_keeps_still(window: MainWindow, key: str, size: tuple[int, int]) -> None:
    open_sample(window)
    window.resize(*size)
    window.go(key)
    found = list(faults(window))
    for name, scene in window.page(key).scenes().items():
        window.go(key)
        shown = scene()
        QApplication.processEvents()
        root = shown or window
        found += [f"{name}: {one}" for one in (*faults(root), *moved_by_the_wheel(root))]
        if shown is not None:
            shown.close()
        press(window, Qt.Key.Key_Escape)
    assert not found
