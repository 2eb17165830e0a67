"""The rows of figures under the matrix: how many tasks each unit leads and in how many it takes part."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tracker.ui.pages.matrix.model import FIRST_UNIT, MatrixModel
from tracker.ui.pages.matrix.sizes import Cross, Sizes
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import CENTER, RIGHT, draw_text
from tracker.usecases.views.matrix_frame import NOTHING

NAMES = ("牵头合计", "参与合计")


class TotalRows(QWidget):
    """Two rows of figures; a click on one asks for the tasks behind it (`figure_clicked`: unit id, leading?)."""

    figure_clicked = Signal(int, bool)

    def __init__(self, model: MatrixModel, cross: Cross, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix, self._cross, self._sizes = model, cross, Sizes()
        self._left = self._width = self._offset = 0
        self.setMouseTracking(True)
        cross.moved.connect(lambda *_places: self.update())
        model.modelReset.connect(self._describe)
        model.dataChanged.connect(lambda *_cells: self._describe())

    def fit(self, sizes: Sizes, left: int, width: int) -> None:
        """Take other sizes; units begin at `left` and are seen through `width` pixels."""
        self._sizes, self._left, self._width = sizes, left, width
        self.setFixedHeight(self.line * 2 + 2)
        self.update()

    @property
    def line(self) -> int:
        """The height of one row of figures."""
        return max(look().px(26 * min(self._sizes.zoom, 1.1)), round(self._sizes.small.pixelSize() * 1.35) + 6)

    def scroll_to(self, offset: int) -> None:
        self._offset = offset
        self.update()

    def _describe(self) -> None:
        total = self._matrix.frame.total
        self.setAccessibleName(f"{NAMES[0]} {total.lead}，{NAMES[1]} {total.part}")
        self.update()

    def unit_spot(self, x: int, y: int) -> tuple[int, bool] | None:
        """The unit and the row (leading?) at a place."""
        inside = self._left <= x < self._left + self._width
        unit = self._matrix.unit_at(FIRST_UNIT + (x - self._left + self._offset) // max(self._sizes.cell, 1)) if inside else None
        return (unit.id, y < self.line + 2) if unit else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        found = self.unit_spot(spot.x(), spot.y())
        if found and event.button() == Qt.MouseButton.LeftButton:
            self.figure_clicked.emit(*found)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        found = self.unit_spot(spot.x(), spot.y())
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
        self._cross.move(-1, self._matrix.columns[found[0]] if found else -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens, frame = QPainter(self), look().tokens, self._matrix.frame
        painter.fillRect(self.rect(), color(tokens.bar))
        painter.setClipRect(self._left, 0, self._width, self.height())
        for place, unit in enumerate(frame.units):
            x = self._left + place * self._sizes.cell - self._offset
            if x + self._sizes.cell > self._left and x < self._left + self._width:
                self._paint_unit(painter, x, unit.id, place)
        painter.setClipping(False)
        self._paint_sides(painter)
        painter.fillRect(0, 0, self.width(), 2, color(tokens.control))
        painter.end()

    def _paint_unit(self, painter: QPainter, x: int, unit_id: int, place: int) -> None:
        tokens, sizes, frame = look().tokens, self._sizes, self._matrix.frame
        count, heavy = frame.totals.get(unit_id, NOTHING), unit_id in frame.heavy
        lit = self._cross.column == FIRST_UNIT + place
        if heavy or lit:
            painter.fillRect(x, 0, sizes.cell, self.height(), color(tokens.amber_tint if heavy else tokens.cross))
        units = frame.units
        last = place + 1 == len(units) or (not frame.wanted.by_load and units[place].kind is not units[place + 1].kind)
        edge = tokens.amber_line if heavy else tokens.control if last else tokens.grid
        painter.fillRect(x + sizes.cell - 1, 0, 1, self.height(), color(edge))
        for row, figure in enumerate((count.lead, count.part)):
            box = QRect(x, 2 + row * self.line, sizes.cell - 1, self.line - 1)
            ink = tokens.amber if heavy and row == 0 else tokens.text if figure else tokens.text3
            font = sizes.small_bold if heavy and row == 0 else sizes.small if figure > 999 else sizes.body
            draw_text(painter, box, str(figure), font, ink, CENTER)

    def _paint_sides(self, painter: QPainter) -> None:
        tokens, sizes, total = look().tokens, self._sizes, self._matrix.frame.total
        right = self._left + self._width
        for row, figure in enumerate((total.lead, total.part)):
            top = 2 + row * self.line
            draw_text(painter, QRect(0, top, self._left - 14, self.line - 1), NAMES[row], sizes.bold, tokens.text, RIGHT)
            draw_text(
                painter, QRect(right + row * sizes.figure, top, sizes.figure, self.line - 1), str(figure), sizes.bold, tokens.text, CENTER
            )
        painter.fillRect(0, 1 + self.line, right + sizes.figure * 2, 1, color(tokens.grid))
        painter.fillRect(self._left - 2, 0, 2, self.height(), color(tokens.control))
        painter.fillRect(right, 0, 1, self.height(), color(tokens.control))
