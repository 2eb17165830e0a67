"""What a clerk's hands do and eyes see, in the words of the stories: keys, clicks, dropped files, tasks as they are stored."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from tests.ui.input_method import type_words
from tracker.domain.records import TaskRow
from tracker.domain.screens import TaskFilter
from tracker.paths import RESOURCES
from tracker.ui.context import Context
from tracker.ui.shell import MainWindow
from tracker.usecases.work import tasks

SAMPLE = next((RESOURCES / "sample").glob("*.docx"))


def context(window: MainWindow) -> Context:
    assert window.ctx is not None
    return window.ctx


def press(window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """One key, to whatever has the focus."""
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, key, modifier)


def keys(window: MainWindow, *sequences: str) -> None:
    """Keys as the help writes them, one after the other, to whatever has the focus."""
    for sequence in sequences:
        QApplication.processEvents()  # a list that has dropped down gives the focus back
        QTest.keySequence(QApplication.focusWidget() or window, QKeySequence(sequence))


def write(words: str) -> None:
    """Words by the input method, into whatever has the focus."""
    field = QApplication.focusWidget()
    assert field is not None, "nothing has the focus"
    type_words(field, words)


def buttons(root: QWidget, words: str) -> list[QAbstractButton]:
    """The buttons in sight that read so, or are called so."""
    QApplication.processEvents()
    found = (one for one in root.findChildren(QAbstractButton) if one.isVisible())
    return [one for one in found if words in (one.text().strip(), one.accessibleName())]


def click(root: QWidget, words: str) -> None:
    """Click the first button that reads so."""
    found = buttons(root, words)
    assert found, f"there is no “{words}” to click"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def go_by_mouse(window: MainWindow, title: str) -> None:
    """Click a page in the navigation."""
    side = window.side.pages
    row = next(place for place, one in enumerate(side.model_rows.rows) if one.title == title)
    QTest.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, pos=side.visualRect(side.model_rows.index(row)).center())
    assert window.bar.title.text() == title


def words_on(root: QWidget) -> str:
    """All labels in sight; what was made just now comes into sight first."""
    QApplication.processEvents()
    return "\n".join(one.text() for one in root.findChildren(QLabel) if one.isVisible())


def drop(target: QWidget, *paths: Path) -> None:
    """Let files or folders fall onto a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(300, 300), *how))
    QApplication.sendEvent(target, QDropEvent(QPointF(300, 300), *how))


def open_sample(window: MainWindow) -> None:
    """打开示例 on the page of the first start."""
    click(window, "打开示例")
    assert len(titles(window)) == 46


def bring_in(window: MainWindow) -> None:
    """Drop the sample document, accept what was found, finish."""
    drop(window, SAMPLE)
    keys(window, "Ctrl+Shift+A")
    assert titles(window) == [], "nothing is stored before the review is finished"
    keys(window, "Ctrl+Return")


def ids(window: MainWindow, wanted: TaskFilter | None = None) -> list[int]:
    """The stored tasks that fit; those of the chosen plan where no other is wanted."""
    ctx = context(window)
    asked = wanted or TaskFilter()
    asked = asked if asked.plan_id else asked._replace(plan_id=ctx.plan_id)
    found = tasks.task_list(ctx.store, asked, tasks.Group.NONE, ctx.today())
    return [task_id for group in found.groups for task_id in group.ids]


def titles(window: MainWindow, wanted: TaskFilter | None = None) -> list[str]:
    return [row.title for row in rows(window, ids(window, wanted))]


def rows(window: MainWindow, numbers: Iterable[int]) -> list[TaskRow]:
    ctx = context(window)
    return tasks.task_rows(ctx.store, list(numbers), ctx.today())
