"""Sheets of paper on a grey desk: white pages at true proportion, painted as they come into sight and kept while they stay near."""

from bisect import bisect_right
from collections import OrderedDict

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from tracker.ui.paper.figures import Drawn, FigureWalk, told_figure
from tracker.ui.paper.paint import paint_sheet
from tracker.ui.paper.sheets import Sheets
from tracker.ui.theme import color, look

_GAP = 14
_SIDE = 8
_KEPT = 6
_PIXELS_PER_UNIT = 96 / 1440
_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0)


class SheetView(QAbstractScrollArea):
    """Keys: PgUp PgDn pages, Home End, Ctrl+plus and minus or Ctrl+wheel zoom; Tab goes from figure to figure, Enter opens one.

    `opened` is told the `Figure` that was clicked, or on which Enter was pressed.
    """

    moved = Signal()
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets: Sheets | None = None
        self._fit = "width"
        self._zoom = 1.0
        self._tops = [_GAP]
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self.figures = FigureWalk()
        self.figure: Drawn | None = None
        self._under: Drawn | None = None
        self.viewport().setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览")
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())

    # what is shown

    def show_sheets(self, sheets: Sheets | None) -> None:
        """Show another document; a place in the old one stays as near as it can."""
        self._sheets = sheets
        self._pictures.clear()
        self.figures, self._under = FigureWalk(sheets), None
        kept = self.figure
        self.figure = kept if kept and kept.page <= self.page_count and kept in self.figures.on_page(kept.page) else None
        self._lay_out()
        self.moved.emit()

    @property
    def page_count(self) -> int:
        return len(self._sheets.pages) if self._sheets else 0

    @property
    def page(self) -> int:
        """The page in front, counted from 1."""
        if not self._sheets:
            return 0
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        return min(max(bisect_right(self._tops, middle), 1), self.page_count)

    @property
    def paper(self) -> str:
        """The paper of the page in front, in words; "" where there is none."""
        return self._sheets.pages[self.page - 1].paper if self._sheets else ""

    def go_to_page(self, number: int) -> None:
        """Bring page `number`, counted from 1, to the top."""
        if self._sheets:
            self.verticalScrollBar().setValue(self._tops[min(max(number, 1), self.page_count) - 1] - _GAP)

    # size

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def fit(self) -> str:
        """ "width", "page" or "" where the size is chosen freely."""
        return self._fit

    def set_fit(self, fit: str) -> None:
        """Fit the width of a page, or a whole page, into the view."""
        self._fit = fit
        self._lay_out()
        self.moved.emit()

    def step_zoom(self, step: int) -> None:
        """The next larger or smaller size."""
        if step > 0:
            wanted = next((zoom for zoom in _STEPS if zoom > self._zoom + 0.01), _STEPS[-1])
        else:
            wanted = next((zoom for zoom in reversed(_STEPS) if zoom < self._zoom - 0.01), _STEPS[0])
        self._fit, page = "", self.page
        self._zoom = wanted
        self._lay_out()
        self.go_to_page(page)
        self.moved.emit()

    def _size(self, number: int) -> tuple[int, int]:
        """Width and height of page `number`, counted from 0, at the present size."""
        if not self._sheets:
            return 1, 1
        sheet, scale = self._sheets.pages[number], self._zoom * _PIXELS_PER_UNIT
        return round(sheet.width * scale), round(sheet.height * scale)

    def _lay_out(self) -> None:
        """Work out the size and where each page begins on the long strip of all pages."""
        self._tops = [_GAP]
        if not self._sheets:
            self.verticalScrollBar().setRange(0, 0)
            self.viewport().update()
            return
        before, room = self._zoom, self.viewport().size()
        widest = max(sheet.width for sheet in self._sheets.pages) * _PIXELS_PER_UNIT
        highest = max(sheet.height for sheet in self._sheets.pages) * _PIXELS_PER_UNIT
        wide = (room.width() - 2 * _SIDE) / widest
        if self._fit == "width":
            self._zoom = max(wide, 0.1)
        elif self._fit == "page":
            self._zoom = max(min(wide, (room.height() - 2 * _GAP) / highest), 0.1)
        if self._zoom != before:
            self._pictures.clear()
        for number in range(len(self._sheets.pages)):
            self._tops.append(self._tops[-1] + self._size(number)[1] + _GAP)
        bar = self.verticalScrollBar()
        bar.setPageStep(room.height())
        bar.setSingleStep(48)
        bar.setRange(0, max(self._tops[-1] - room.height(), 0))
        width = round(widest * self._zoom)
        self.horizontalScrollBar().setPageStep(room.width())
        self.horizontalScrollBar().setRange(0, max(width + 2 * _SIDE - room.width(), 0))
        self.viewport().update()

    def page_rect(self, number: int) -> QRect:
        """Where page `number`, counted from 0, stands in the viewport."""
        width, height = self._size(number)
        strip = self.viewport().width() + self.horizontalScrollBar().maximum()
        left = (strip - width) // 2 - self.horizontalScrollBar().value()
        return QRect(left, self._tops[number] - self.verticalScrollBar().value(), width, height)

    # figures

    def figure_rect(self, drawn: Drawn) -> QRect:
        """Where a figure stands in the viewport."""
        corner, scale, place = self.page_rect(drawn.page - 1).topLeft(), self._zoom * _PIXELS_PER_UNIT, drawn.place
        shown = QRectF(place.x() * scale, place.y() * scale, place.width() * scale, place.height() * scale)
        return shown.toAlignedRect().translated(corner)

    def _figure_at(self, point: QPointF) -> Drawn | None:
        number = bisect_right(self._tops, self.verticalScrollBar().value() + point.y())
        if not 1 <= number <= self.page_count:
            return None
        corner, scale = self.page_rect(number - 1).topLeft(), self._zoom * _PIXELS_PER_UNIT
        return self.figures.at(number, QPointF((point.x() - corner.x()) / scale, (point.y() - corner.y()) / scale))

    def _point_at(self, drawn: Drawn | None) -> None:
        if drawn is not self._under:
            self._under = drawn
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if drawn else Qt.CursorShape.ArrowCursor)
            self.viewport().update()

    def _choose(self, drawn: Drawn | None) -> None:
        """Let Enter open this figure; it comes into sight."""
        self.figure = drawn
        self.setAccessibleDescription(told_figure(drawn.figure) if drawn else "")
        if drawn is not None:
            shown, room = self.figure_rect(drawn).adjusted(-_SIDE, -_GAP, _SIDE, _GAP), self.viewport().rect()
            for bar, low, high in (
                (self.verticalScrollBar(), shown.top(), shown.bottom() - room.bottom()),
                (self.horizontalScrollBar(), shown.left(), shown.right() - room.right()),
            ):
                bar.setValue(bar.value() + (min(low, 0) or max(high, 0)))
        self.viewport().update()

    # events

    def focusNextPrevChild(self, next: bool) -> bool:
        found = self.figures.beside(self.figure, self.page, 1 if next else -1)
        self._choose(found)
        return found is not None or super().focusNextPrevChild(next)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_at(None)
        elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            drawn = self._figure_at(QPointF(event.pos()))
            words = told_figure(drawn.figure) if drawn else ""
            QToolTip.showText(event.globalPos(), words, self.viewport(), self.figure_rect(drawn) if drawn else QRect())
            return True
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._figure_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._figure_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drawn = self._figure_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and drawn is not None and drawn is self.figure:
            self.opened.emit(drawn.figure)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self.moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), color(look().tokens.nav))
        if self._sheets:
            first = bisect_right(self._tops, self.verticalScrollBar().value() + event.rect().top())
            for number in range(max(first - 1, 0), len(self._sheets.pages)):
                rect = self.page_rect(number)
                if rect.top() > event.rect().bottom():
                    break
                if rect.intersects(event.rect()):
                    painter.drawPixmap(rect.topLeft(), self._picture(self._sheets, number, rect))
                    painter.setPen(color(look().tokens.control))
                    painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        for drawn, ink in ((self._under, look().tokens.accent), (self.figure if self.hasFocus() else None, look().tokens.focus)):
            if drawn is not None:
                painter.setPen(QPen(color(ink), 2))
                painter.drawRoundedRect(self.figure_rect(drawn).adjusted(-2, -1, 2, 1), 3, 3)
        if self.hasFocus():
            painter.setPen(color(look().tokens.focus))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _picture(self, sheets: Sheets, number: int, rect: QRect) -> QPixmap:
        kept = self._pictures.get(number)
        if kept is not None:
            self._pictures.move_to_end(number)
            return kept
        ratio = self.devicePixelRatioF()
        made = QPixmap(rect.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(QColor(Qt.GlobalColor.white))
        painter = QPainter(made)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.setClipRect(QRectF(0, 0, rect.width(), rect.height()))
        scale = self._zoom * _PIXELS_PER_UNIT
        painter.scale(scale, scale)
        paint_sheet(painter, sheets, number)
        painter.end()
        self._pictures[number] = made
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.step_zoom(1)
        elif control and key == Qt.Key.Key_Minus:
            self.step_zoom(-1)
        elif key == Qt.Key.Key_PageDown:
            self.go_to_page(self.page + 1)
        elif key == Qt.Key.Key_PageUp:
            self.go_to_page(self.page - 1)
        elif key == Qt.Key.Key_Home:
            self.go_to_page(1)
        elif key == Qt.Key.Key_End:
            self.go_to_page(self.page_count)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.figure is not None:
            self.opened.emit(self.figure.figure)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)
