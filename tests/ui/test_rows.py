"""The list view: many rows cost nothing until somebody looks at them; groups fold; keys and places work."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from tracker.ui.shapes import Mark
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowsView

COLUMNS = (Column("id", "编号", 50, right=True, sortable=True), Column("title", "任务", stretch=True))
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Line:
    id: int
    title: str


class Source:
    """Counts what is fetched."""

    def __init__(self) -> None:
        self.fetched = 0
        self.word = "任务"

    def fetch(self, ids: Sequence[int]) -> list[Line]:
        self.fetched += len(ids)
        return [Line(one, f"{self.word}{one}") for one in ids]


def groups(count: int, of: int) -> list[RowGroup]:
    """`of` groups with `count` rows each; ids count through."""
    return [
        RowGroup(f"g{n}", f"第{n + 1}章", range(n * count + 1, (n + 1) * count + 1), f"{count} 项", lambda: ((Mark.RED, 2),))
        for n in range(of)
    ]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def model(source: Source) -> ChunkedRowsModel[Line]:
    made = ChunkedRowsModel[Line](COLUMNS, source.fetch)
    made.set_groups(groups(3, 2))
    return made


@pytest.fixture
def view(model: ChunkedRowsModel[Line], qtbot: QtBot) -> RowsView:
    made = RowsView(model)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    made.setFocus()
    made.activateWindow()
    qtbot.waitUntil(made.hasFocus)
    return made


def shown(model: ChunkedRowsModel[Line]) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_model_keeps_qts_rules(model: ChunkedRowsModel[Line]) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_groups(groups(5, 3))
    model.set_folded(1, True)
    model.set_folded(1, False)
    model.set_folded(0, True)
    model.set_groups(groups(2, 4), grouped=False)
    model.set_groups([RowGroup("leer", "空", ())])
    model.set_folded(0, True)
    model.forget()
    model.set_groups([])
    assert tester.model() is model


def test_headings_stand_above_their_rows(model: ChunkedRowsModel[Line]) -> None:
    assert shown(model) == ["第1章 3 项", "1", "2", "3", "第2章 3 项", "4", "5", "6"]
    assert model.row_of(5) == 6
    assert model.id_at(4) is None


def test_a_hundred_thousand_rows_fetch_what_is_in_sight(source: Source, qtbot: QtBot) -> None:
    model = ChunkedRowsModel[Line](COLUMNS, source.fetch)
    view = RowsView(model)
    qtbot.addWidget(view)
    view.load(groups(25_000, 4))
    view.resize(500, 600)
    view.show()
    qtbot.waitExposed(view)
    view.grab()
    assert 0 < source.fetched <= 256
    view.scrollToBottom()
    view.grab()
    assert source.fetched <= 512


def test_changed_values_are_fetched_again(model: ChunkedRowsModel[Line], source: Source) -> None:
    assert model.index(1, 1).data() == "任务1"
    source.word = "事项"
    model.forget()
    assert model.index(1, 1).data() == "事项1"


def test_left_folds_and_right_unfolds(view: RowsView) -> None:
    view.go_to(2)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.currentIndex().row() == 0
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert shown(view.rows) == ["第1章 3 项", "第2章 3 项", "4", "5", "6"]
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.rows.rowCount() == 8


def test_a_click_on_a_heading_folds_it(view: RowsView) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.row_rect(0).center())
    assert view.rows.rowCount() == 5


def test_enter_and_double_click_open(view: RowsView, qtbot: QtBot) -> None:
    opened: list[int] = []
    view.opened.connect(opened.append)
    view.go_to(4)
    QTest.keyClick(view, Qt.Key.Key_Return)
    place = view.row_rect(view.rows.row_of(6)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [4, 6]


def test_home_and_end_go_to_the_ends(view: RowsView) -> None:
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.current_id() == 6
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.currentIndex().row() == 0


def test_shift_selects_over_a_heading_without_taking_it(view: RowsView) -> None:
    view.go_to(3)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    assert view.selected_ids() == [3, 4]


def test_space_marks_one_more_row(view: RowsView) -> None:
    view.go_to(1)
    view.selectionModel().setCurrentIndex(view.rows.index(3, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.selected_ids() == [1, 3]


def test_loading_again_keeps_the_place(view: RowsView) -> None:
    view.go_to(5)
    view.load([RowGroup("neu", "新章", (5, 2, 1))])
    assert view.current_id() == 5
    assert view.selected_ids() == [5]


def test_a_folded_task_is_unfolded_to_be_shown(view: RowsView) -> None:
    view.rows.set_folded(1, True)
    assert view.go_to(6)
    assert view.current_id() == 6
    assert not view.go_to(99)


def test_selected_rows_are_copied_as_a_table(view: RowsView) -> None:
    view.go_to(1)
    QTest.keyClick(view, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "编号\t任务\n1\t任务1\n2\t任务2"
    assert data.html().count("<tr>") == 3


def test_the_head_of_a_sortable_column_asks_for_the_order(view: RowsView) -> None:
    asked: list[tuple[str, bool]] = []

    def sort(key: str, descending: bool) -> None:
        asked.append((key, descending))
        view.rows.set_sort(key, descending)

    view.sort_wanted.connect(sort)
    for _turn in range(2):
        QTest.mouseClick(view.horizontalHeader().viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    QTest.mouseClick(view.horizontalHeader().viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 10))
    assert asked == [("id", False), ("id", True)]
    assert view.rows.headerData(0, Qt.Orientation.Horizontal) == "编号↓"
