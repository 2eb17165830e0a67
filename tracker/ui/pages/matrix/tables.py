"""The tables at the sides of the matrix: tasks at the left, figures at the right. The units between them are in `unit_table`.

They paint their viewports themselves: an empty cell costs nothing, and scrolling asks only for the rows that come into sight.
"""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from tracker.ui.icons import INLINE, paint_icon
from tracker.ui.pages.matrix.model import FIRST_UNIT, Line, MatrixModel, due_text
from tracker.ui.pages.matrix.sizes import Cross, Sizes
from tracker.ui.shapes import MARK_SIZE, Mark, mark_of, paint_mark
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import CENTER, LEFT, RIGHT, draw_text
from tracker.usecases.views.matrix_frame import Group, Part

_NOTCH = 120
NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate


class MatrixTable(QTableView):
    """What the three have in common: rows, the cross, folding, opening. The wheel asks with Ctrl for a size (`zoomed`: 1 larger, -1
    smaller), with Shift to go sideways (`pushed`: by so many pixels)."""

    opened = Signal(int)
    zoomed = Signal(int)
    pushed = Signal(int)

    def __init__(self, model: MatrixModel, cross: Cross, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix, self.cross, self.sizes = model, cross, Sizes()
        self._turned = 0
        self.setModel(model)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        cross.moved.connect(self._cross_moved)

    def set_head(self, head: QHeaderView) -> None:
        self.setHorizontalHeader(head)
        head.setMinimumSectionSize(1)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)

    def fit(self, sizes: Sizes) -> None:
        """Take other sizes."""
        self.sizes = sizes
        self.verticalHeader().setDefaultSectionSize(sizes.row)
        self.horizontalHeader().setFixedHeight(sizes.head)
        self.viewport().update()

    def row_rect(self, row: int) -> QRect:
        return QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.sizes.row)

    def _cross_moved(self, old_row: int, _old_column: int, row: int, _column: int) -> None:
        for one in {old_row, row}:
            if one >= 0:
                self.viewport().update(self.row_rect(one))

    def place(self, row: int) -> tuple[int, int]:
        """The cell that becomes current when this row is clicked outside of the units."""
        current = self.currentIndex()
        return row, max(current.column(), FIRST_UNIT) if current.isValid() else FIRST_UNIT

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        row = self.rowAt(spot.y())
        if row < 0:
            return
        self.press(row, self.columnAt(spot.x()))
        if event.button() == Qt.MouseButton.LeftButton and self.matrix.group_at(row) is not None:
            self.matrix.toggle(row)

    def press(self, row: int, _column: int) -> None:
        self.selectionModel().setCurrentIndex(self.matrix.index(*self.place(row)), NO_UPDATE)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.rowAt(event.position().toPoint().y())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            if self.matrix.group_at(row) is None:
                self.opened.emit(row)
            else:
                self.matrix.toggle(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.light(event.position().toPoint())

    def wheelEvent(self, event: QWheelEvent) -> None:
        way = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turned += way
            if abs(self._turned) >= _NOTCH:
                self.zoomed.emit(1 if self._turned > 0 else -1)
                self._turned = 0
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pushed.emit(-way // 2)
        else:
            super().wheelEvent(event)
            return
        event.accept()

    def light(self, spot: QPoint) -> None:
        """Light the row and the unit at this place."""
        column = self.columnAt(spot.x())
        self.cross.move(self.rowAt(spot.y()), column if self.matrix.unit_at(column) else -1)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        current = self.currentIndex()
        self.cross.move(current.row(), current.column() if current.isValid() else -1)

    # painting

    def rows_in(self, area: QRect) -> Iterator[tuple[int, QRect]]:
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        last = self.matrix.rowCount() - 1 if last < 0 else last
        if first >= 0:
            for row in range(first, last + 1):
                yield row, self.row_rect(row)

    def ground(self, row: int) -> str:
        """The token of the row's ground."""
        tokens = look().tokens
        if self.matrix.group_at(row) is not None:
            return tokens.group
        return tokens.cross if row == self.cross.row else tokens.base

    def lacks_lead(self, row: int) -> bool:
        return self.matrix.task_at(row) in self.matrix.frame.without_lead


class TaskTable(MatrixTable):
    """编号, 任务, 时限, 灯; group rows go across."""

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = look().tokens, QPainter(self.viewport())
        painter.fillRect(event.rect(), color(tokens.base))
        for row, rect in self.rows_in(event.rect()):
            ground = tokens.red_tint if self.lacks_lead(row) and row != self.cross.row else self.ground(row)
            painter.fillRect(rect, color(ground))
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color(tokens.grid))
            group, section, line = self.matrix.group_at(row), self.matrix.section_at(row), self.matrix.line(row)
            inner = rect.adjusted(0, 0, -2, -1)
            if group is not None:
                self._paint_group(painter, inner, group)
            elif section is not None:
                self._paint_section(painter, inner, section, row == self.cross.row)
            elif line is not None:
                self._paint_task(painter, inner, line, row)
        painter.fillRect(self.viewport().width() - 2, 0, 2, self.viewport().height(), color(tokens.control))
        painter.end()

    def _paint_group(self, painter: QPainter, rect: QRect, group: Group) -> None:
        current, sizes = look(), self.sizes
        side = current.px(INLINE)
        arrow = "chevron-right" if self.matrix.is_folded(group) else "chevron-down"
        paint_icon(painter, QRectF(6, rect.center().y() - side / 2 + 1, side, side), arrow, current.tokens.text2)
        inner, part = rect.adjusted(6 + side + 4, 0, -6, 0), group.part
        self._title_and_count(painter, inner, part.title, sizes.bold, len(part.tasks), group.note)

    def _paint_section(self, painter: QPainter, rect: QRect, section: Part, lit: bool) -> None:
        font = self.sizes.bold if lit else self.sizes.body
        self._title_and_count(painter, rect.adjusted(self.sizes.px(24), 0, -6, 0), section.title, font, len(section.tasks))

    def _title_and_count(self, painter: QPainter, rect: QRect, title: str, font: QFont, tasks: int, note: str = "") -> None:
        current, sizes = look(), self.sizes
        metrics = QFontMetrics(font)
        count = f"{tasks} 项" + (f" · {note}" if note else "")
        told = look().small_metrics.horizontalAdvance(f" · {note}") if note else 0
        needed = metrics.horizontalAdvance(f"{tasks} 项") + 8 + min(told, rect.width() // 3)  # the plan's name has its share
        width = min(metrics.horizontalAdvance(title) + 2, rect.width() - needed)
        draw_text(painter, QRect(rect.left(), rect.top(), width, rect.height()), title, font, current.tokens.text)
        draw_text(painter, rect.adjusted(width + 6, 0, 0, 0), count, sizes.small if note else sizes.body, current.tokens.text2)

    def _paint_task(self, painter: QPainter, rect: QRect, line: Line, row: int) -> None:
        sizes, tokens, task = self.sizes, look().tokens, line.task
        x = sizes.number
        draw_text(painter, QRect(0, rect.top(), x - 6, rect.height()), str(task.number), sizes.body, tokens.text2, RIGHT)
        title = QRect(x + 6, rect.top(), sizes.title - 12, rect.height())
        lit = row == self.cross.row
        font = (sizes.small_bold if lit else sizes.small) if sizes.narrow else sizes.bold if lit else sizes.body
        if self.lacks_lead(row):
            title.setRight(title.right() - self._paint_lack(painter, title, task.title, font))
        if sizes.two_lines:
            _paint_two_lines(painter, title, task.title, font)
        else:
            draw_text(painter, title, task.title, font, tokens.text)
        x += sizes.title
        if sizes.due:
            draw_text(painter, QRect(x + 2, rect.top(), sizes.due - 4, rect.height()), due_text(task), sizes.small, tokens.text2, LEFT)
        x += sizes.due
        shape = look().px(MARK_SIZE)
        paint_mark(
            painter,
            QRectF(x + (sizes.light - shape) / 2 - 1, rect.top() + (rect.height() - shape) / 2, shape, shape),
            mark_of(task.light, task.state),
            by_hand=task.light_set is not None,
        )

    def _paint_lack(self, painter: QPainter, rect: QRect, title: str, font: QFont) -> int:
        """无牵头 in a frame, or its shape alone where the title needs the room; how wide it is."""
        tokens, height = look().tokens, look().tag
        width = look().small_metrics.horizontalAdvance("无牵头") + 10
        if self.sizes.narrow or QFontMetrics(font).horizontalAdvance(title) + width + 6 > rect.width():
            side = look().px(MARK_SIZE)
            paint_mark(painter, QRectF(rect.right() - side, rect.center().y() - side / 2 + 1, side, side), Mark.NO_LEAD)
            return side + 3
        box = QRect(rect.right() - width, rect.center().y() - height // 2, width, height)
        painter.fillRect(box, color(tokens.red_tint))
        painter.setPen(QPen(color(tokens.red_line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        draw_text(painter, box, "无牵头", look().small, tokens.red, CENTER)
        return width + 4


def _paint_two_lines(painter: QPainter, rect: QRect, text: str, font: QFont) -> None:
    """The text as far as two lines hold it."""
    metrics, end = QFontMetrics(font), 1
    while end < len(text) and metrics.horizontalAdvance(text[: end + 1]) < rect.width():
        end += 1
    lines = [text[:end], text[end:]] if end < len(text) else [text]
    line = metrics.height()
    top = rect.top() + (rect.height() - line * len(lines)) // 2
    for place, words in enumerate(lines):
        draw_text(painter, QRect(rect.left(), top + place * line, rect.width(), line), words, font, look().tokens.text)


class FigureTable(MatrixTable):
    """The two columns of figures of a row: how many lead, how many take part otherwise."""

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter, sizes = look().tokens, QPainter(self.viewport()), self.sizes
        painter.fillRect(event.rect(), color(tokens.base))
        for row, rect in self.rows_in(event.rect()):
            painter.fillRect(rect, color(self.ground(row)))
            count = self.matrix.count_at(row)
            heavy = self.matrix.group_at(row) is not None
            self._figure(painter, QRect(0, rect.top(), sizes.figure, sizes.row - 1), count.lead, self.lacks_lead(row), heavy)
            self._figure(painter, QRect(sizes.figure, rect.top(), sizes.figure, sizes.row - 1), count.part, False, heavy)
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color(tokens.grid))
        height = self.rowViewportPosition(self.matrix.rowCount() - 1) + sizes.row
        painter.fillRect(0, 0, 1, height, color(tokens.control))
        painter.fillRect(sizes.figure, 0, 1, height, color(tokens.grid))
        painter.fillRect(sizes.figure * 2 - 1, 0, 1, height, color(tokens.grid))
        painter.end()

    def _figure(self, painter: QPainter, rect: QRect, figure: int, missing: bool, group: bool) -> None:
        sizes, tokens = self.sizes, look().tokens
        font = sizes.bold if missing else sizes.body
        draw_text(painter, rect, str(figure), font, tokens.red if missing else tokens.text2 if group else tokens.text, CENTER)
