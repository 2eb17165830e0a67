"""The list of units: kinds as groups, loads as figures that open their lists."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from tracker.domain.records import UnitLoad
from tracker.domain.screens import TaskFilter
from tracker.domain.terms import Role, UnitKind
from tracker.ui.theme import color, look
from tracker.ui.widgets.rows_model import ChunkedRowsModel, Column, RowGroup
from tracker.ui.widgets.rows_view import RowDelegate, RowsView
from tracker.ui.widgets.text import LEFT, RIGHT, draw_text
from tracker.usecases.views.search import spelled_so

COLUMNS = (
    Column("display", "简称", 128),
    Column("full_name", "全称", 200, stretch=True),
    Column("kind", "类别", 92),
    Column("lead", "牵头", 56, right=True),
    Column("joint", "分工", 56, right=True),
    Column("support", "配合", 56, right=True),
    Column("implement", "落实", 56, right=True),
    Column("overdue", "逾期", 56, right=True),
)
# Which columns stand where the list is narrow: below the width (at 100 %), these only.
NARROW = (
    (480, frozenset({"full_name", "lead", "support", "overdue"})),
    (600, frozenset({"display", "full_name", "lead", "support", "overdue"})),
    (720, frozenset({"display", "full_name", "lead", "joint", "support", "implement", "overdue"})),
)
FIGURES = ("lead", "joint", "support", "implement", "overdue")
MERGED = "merged"
_RESPONSIBLE = frozenset({Role.LEAD, Role.JOINT})


def figure_filter(load: UnitLoad, key: str, plan_id: int | None) -> TaskFilter:
    """The list that a click on a figure opens."""
    if key == "overdue":
        return TaskFilter(plan_id=plan_id, unit_id=load.unit.id, roles=_RESPONSIBLE, overdue=True)
    return TaskFilter(plan_id=plan_id, unit_id=load.unit.id, roles=frozenset({Role(key)}))


def columns_for(width: int) -> frozenset[str]:
    """The columns that a list of this width (in pixels at 100 %) shows."""
    return next((keys for limit, keys in NARROW if width < limit), frozenset(column.key for column in COLUMNS))


class UnitsModel(ChunkedRowsModel[UnitLoad]):
    """Units with their loads; all are held, there are hundreds at most."""

    def __init__(self, parent: QObject | None = None) -> None:
        self.loads: dict[int, UnitLoad] = {}
        super().__init__(COLUMNS, self._known, identity=lambda load: load.unit.id, parent=parent)

    def _known(self, ids: Sequence[int]) -> Iterable[UnitLoad]:
        return [self.loads[one] for one in ids]

    def groups_of(self, loads: Sequence[UnitLoad], words: str) -> list[RowGroup]:
        """Take these units; those whose names hold the words, in the official order within their kinds, merged ones last."""
        self.loads = {load.unit.id: load for load in loads}
        shown = [load for load in loads if _holds(load, words)]
        groups = []
        for kind in UnitKind:
            ids = [load.unit.id for load in shown if load.unit.kind is kind and load.unit.merged_into_id is None]
            if ids:
                groups.append(RowGroup(kind.value, kind.label, ids, f"{len(ids)} 个"))
        gone = [load.unit.id for load in shown if load.unit.merged_into_id is not None]
        if gone:
            groups.append(RowGroup(MERGED, "已并入其他单位", gone, f"{len(gone)} 个"))
        return groups

    def text(self, value: UnitLoad, key: str) -> str:
        if key in FIGURES:
            return str(getattr(value, key) or "")
        if key == "kind":
            return "单位组" if value.unit.is_group else value.unit.kind.label
        return str(getattr(value.unit, key))


def _holds(load: UnitLoad, words: str) -> bool:
    unit = load.unit
    names = (unit.full_name, unit.display, *(alias.name for alias in unit.aliases))
    return all(any(word in name for name in names) or spelled_so(word, names) for word in words.split())


class UnitsView(RowsView):
    """A list that shows as many columns as it has room for, and whose rows are dragged into another order within their kind.

    `dropped` tells a unit and before which unit of its kind it was put, None for the end.
    """

    dropped = Signal(int, object)

    def __init__(self, model: UnitsModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._pressed: tuple[int, QPoint] | None = None
        self._dragged = False
        self.line_at = -1
        self.setItemDelegate(UnitDelegate(self))
        self.setAccessibleName("单位清单")
        self.setSelectionMode(RowsView.SelectionMode.SingleSelection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_columns(set(columns_for(round(self.width() / look().scale))))

    # dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        spot = event.position().toPoint()
        unit_id = self.rows.id_at(self.rowAt(spot.y()))
        movable = unit_id is not None and self.rows.groups[self.rows.group_index(self.rowAt(spot.y()))].key != MERGED
        self._pressed = (unit_id, spot) if unit_id is not None and movable and event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        unit_id, start = self._pressed
        spot = event.position().toPoint()
        if self._dragged or abs(spot.y() - start.y()) >= QApplication.startDragDistance():
            self._dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._scroll_near(spot.y())
            self._show_line(self._gap_near(unit_id, spot.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, dragged, gap = self._pressed, self._dragged, self.line_at
        self._pressed, self._dragged = None, False
        self._show_line(-1)
        self.unsetCursor()
        if not dragged or pressed is None:
            super().mouseReleaseEvent(event)
        elif gap >= 0 and self.rows.row_of(pressed[0]) not in (gap, gap - 1):
            same = gap < self.rows.rowCount() and self.rows.group_index(gap) == self.rows.group_index(self.rows.row_of(pressed[0]))
            self.dropped.emit(pressed[0], self.rows.id_at(gap) if same else None)

    def _gap_near(self, unit_id: int, y: int) -> int:
        """The row above which the unit would stand, kept within its own kind."""
        own = self.rows.heading_row(self.rows.row_of(unit_id))
        count = len(self.rows.groups[self.rows.group_index(own)].ids)
        row = self.rowAt(y)
        if row < 0:
            row = self.rows.rowCount() if y > 0 else 0
        elif y - self.rowViewportPosition(row) > self.rowHeight(row) / 2:
            row += 1
        return min(max(row, own + 1), own + 1 + count)

    def _scroll_near(self, y: int) -> None:
        """Go on scrolling while the unit is held at the upper or lower edge."""
        edge, bar = look().row, self.verticalScrollBar()
        step = -edge if y < edge // 2 else edge if y > self.viewport().height() - edge // 2 else 0
        bar.setValue(bar.value() + step)

    def _show_line(self, row: int) -> None:
        if row != self.line_at:
            self.line_at = row
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.line_at >= 0:
            painter = QPainter(self.viewport())
            above = self.line_at - 1
            y = self.rowViewportPosition(above) + self.rowHeight(above)
            painter.fillRect(0, y - 2, self.viewport().width(), 3, color(look().tokens.focus))
            painter.end()


class UnitDelegate(RowDelegate):
    """Figures look like the links they are; late ones are red."""

    def paint_cell(self, painter: QPainter, rect: QRect, value: Any, key: str, selected: bool) -> None:
        load: UnitLoad = value
        current, tokens = look(), look().tokens
        if key in FIGURES:
            figure = getattr(load, key)
            ink = tokens.text3 if not figure else tokens.red if key == "overdue" else tokens.accent
            font = current.bold if figure and key == "overdue" else current.body
            draw_text(painter, rect, str(figure) if figure else "·", font, tokens.text2 if selected and not figure else ink, RIGHT)
            return
        model: UnitsModel = self.parent().rows  # type: ignore[attr-defined]
        pale = key != "display" or load.unit.merged_into_id is not None
        draw_text(painter, rect, model.text(load, key), current.body, tokens.text2 if pale else tokens.text, LEFT)


def span_words(first: date | None, last: date | None) -> str:
    """2019-03-01 起, 至 2024-02-29, or both."""
    if first and last:
        return f"{first} 至 {last}"
    return f"{first} 起" if first else f"至 {last}" if last else ""
