"""What a user arranged comes back: the page, the splitters, the widths of columns."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QSplitter
from pytestqt.qtbot import QtBot

from tests.ui.conftest import make_context
from tests.ui.sample_pages import SPECS
from tracker.storage.store import Store
from tracker.ui.pages.history.lists import OperationsModel
from tracker.ui.remembering import keep_columns, keep_split, restore_place
from tracker.ui.shell import MainWindow
from tracker.ui.widgets.rows_view import RowsView

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "arranged.ini"), QSettings.Format.IniFormat)


def start(store: Store, folder: Path, qtbot: QtBot) -> MainWindow:
    made = MainWindow(SPECS)
    qtbot.addWidget(made)
    ctx = make_context(store, folder)
    restore_place(made, ctx.settings)
    made.show()
    made.begin(ctx)
    return made


def test_the_window_comes_back_at_its_size_on_its_page(store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    first = start(store, tmp_path, qtbot)
    first.showNormal()
    first.setGeometry(20, 30, 760, 560)
    first.go("tasks")
    first.close()
    second = start(store, tmp_path, qtbot)
    assert (second.width(), second.height()) == (760, 560)
    assert second.bar.title.text() == "任务"
    second.close()


def test_a_page_that_is_open_only_while_it_works_does_not_come_back(store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    first = start(store, tmp_path, qtbot)
    assert first.ctx
    first.ctx.open_files((tmp_path / "方案.txt",))
    assert first.bar.title.text() == "方案导入"
    first.close()
    second = start(store, tmp_path, qtbot)
    assert second.bar.title.text() == "总览"
    second.close()


def split_of(settings: QSettings, qtbot: QtBot) -> tuple[QSplitter, bool]:
    made = QSplitter(Qt.Orientation.Horizontal)
    for words in ("清单", "详情"):
        made.addWidget(QLabel(words))
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show()
    return made, keep_split(made, settings, "units/split")


def test_a_splitter_stays_where_it_was_drawn_to(settings: QSettings, qtbot: QtBot) -> None:
    split, restored = split_of(settings, qtbot)
    assert not restored
    handle = split.handle(1)
    middle = handle.rect().center()
    before = split.sizes()[0]
    QTest.mousePress(handle, LEFT, pos=middle)
    QTest.mouseMove(handle, middle + QPoint(90, 0))
    QTest.mouseRelease(handle, LEFT, pos=middle + QPoint(90, 0))
    assert split.sizes()[0] > before
    again, restored = split_of(settings, qtbot)
    assert restored and again.sizes() == split.sizes()


def test_a_splitter_with_spoilt_sizes_is_left_alone(settings: QSettings, qtbot: QtBot) -> None:
    for spoilt in ("nothing", "[1]", "[0, 0]", '{"a": 1}'):
        settings.setValue("units/split", spoilt)
        assert not split_of(settings, qtbot)[1]


def list_of(settings: QSettings, qtbot: QtBot) -> RowsView:
    made = RowsView(OperationsModel())
    made.rows.setParent(made)
    qtbot.addWidget(made)
    made.resize(700, 300)
    keep_columns(made, settings, "history/operations")
    made.show()
    return made


def test_columns_keep_the_widths_drawn_with_the_mouse(settings: QSettings, qtbot: QtBot, qapp: QApplication) -> None:
    view = list_of(settings, qtbot)
    head = view.horizontalHeader()
    place = next(n for n in range(head.count()) if head.sectionResizeMode(n) is head.ResizeMode.Interactive)
    before, edge = head.sectionSize(place), head.sectionViewportPosition(place) + head.sectionSize(place) - 1
    spot = QPoint(edge, head.height() // 2)
    QTest.mouseMove(head.viewport(), spot)
    QTest.mousePress(head.viewport(), LEFT, pos=spot)
    QTest.mouseMove(head.viewport(), spot + QPoint(34, 0))
    QTest.mouseRelease(head.viewport(), LEFT, pos=spot + QPoint(34, 0))
    assert head.sectionSize(place) == before + 34
    assert list_of(settings, qtbot).horizontalHeader().sectionSize(place) == before + 34


def test_widths_that_the_program_sets_are_not_kept(settings: QSettings, qtbot: QtBot) -> None:
    view = list_of(settings, qtbot)
    before = view.columnWidth(0)
    view.setColumnWidth(0, before + 50)
    assert list_of(settings, qtbot).columnWidth(0) == before
