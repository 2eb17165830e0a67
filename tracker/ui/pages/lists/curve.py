"""An indicator over time as a small curve: what was reached, the way from the base to the target, the target, and where it goes."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.domain.amounts import amount, said
from tracker.domain.figure_lines import IndicatorLine
from tracker.domain.figures import period_said
from tracker.domain.indicators import Point, in_hand, places, reported, way
from tracker.ui.shapes import mark_fill, mark_of
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import CENTER, LEFT, RIGHT, draw_text

_HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM, _DOT = 148, 48, 14, 22, 20, 3.0
_AIR = 0.12


class IndicatorCurve(QWidget):
    """The reached line is solid with dots, the way to the target dashed, the forecast dotted with a ring at its end, the target a thin
    line with its figure: all differ without colour too. Nothing is painted with fewer than two points in all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reached: tuple[Point, ...] = ()
        self.expected: tuple[Point, ...] = ()
        self.goal: Point | None = None
        self.ahead: Point | None = None
        self._words, self._fill = "", look().tokens.accent
        self._places = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_line(self, line: IndicatorLine, today: date) -> None:
        """The curve of this indicator."""
        facts, found = in_hand(line.facts, today), line.judgement
        self.reached, self.expected = reported(facts, today), way(facts)
        target = amount(facts.target)
        end = None if facts.target_year is None else date(facts.target_year, 12, 31)
        self.goal = Point(end, target) if end and target is not None else None
        last = self.reached[-1] if self.reached else None
        self.ahead = Point(end, found.forecast) if end and found.forecast is not None and last and last.day < end else None
        self._words = f"{f'{found.year}年' if found.year else ''}目标 {line.goal}{facts.measure}"
        self._fill = mark_fill(mark_of(found.light)) if found.light else look().tokens.accent
        self._places = places(facts)
        told = "；".join(f"{period_said(point.period)} {said(point.value, self._places)}" for point in self.reached)
        self.setAccessibleName(f"进度曲线：{told or '还没有完成值'}。{self._words}。{found.words}")
        self.setVisible(len(self.reached) > 0 and len({point.day for point in self._all()}) > 1)
        self.update()

    def _all(self) -> list[Point]:
        return [*self.reached, *self.expected, *(one for one in (self.goal, self.ahead) if one is not None)]

    def sizeHint(self) -> QSize:
        return QSize(look().px(300), look().px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        points = self._all()
        if len({point.day for point in points}) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px = look().px
        area = QRectF(px(_LEFT), px(_TOP), self.width() - px(_LEFT) - px(_RIGHT), self.height() - px(_TOP) - px(_BOTTOM))
        days = [point.day.toordinal() for point in points]
        values = [float(point.value) for point in points]
        low, high = min(values), max(values)
        air = (high - low) * _AIR or abs(high) * _AIR or 1.0
        low, high = (0.0 if low >= 0 > low - air else low - air), high + air
        first, last = min(days), max(days)

        def at(point: Point) -> QPointF:
            x = area.left() + area.width() * (point.day.toordinal() - first) / (last - first)
            return QPointF(x, area.bottom() - area.height() * (float(point.value) - low) / (high - low))

        self._ground(painter, area, low, high)
        self._goal_line(painter, area, at)
        tokens = look().tokens
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color(tokens.text2), 1.5, Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF([at(point) for point in self.expected]))
        line = [at(point) for point in self.reached]
        if self.ahead is not None and line:
            painter.setPen(QPen(color(self._fill), 1.5, Qt.PenStyle.DotLine))
            painter.drawLine(line[-1], at(self.ahead))
            painter.setPen(QPen(color(self._fill), 1.5))
            painter.drawEllipse(at(self.ahead), _DOT + 0.5, _DOT + 0.5)
        painter.setPen(QPen(color(self._fill), 2))
        painter.drawPolyline(QPolygonF(line))
        painter.setPen(QPen(color(tokens.base), 1))
        painter.setBrush(color(self._fill))
        for point in line:
            painter.drawEllipse(point, _DOT + 0.5, _DOT + 0.5)
        self._legend(painter, area)
        self._days(painter, area, date.fromordinal(first), date.fromordinal(last))
        painter.end()

    def _ground(self, painter: QPainter, area: QRectF, low: float, high: float) -> None:
        current, tokens = look(), look().tokens
        fine = min(max(self._places, 0 if high - low >= 4 else 1), 2)
        for share in (0.0, 0.5, 1.0):
            y = area.bottom() - area.height() * share
            painter.setPen(QPen(color(tokens.grid), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            words = f"{low + (high - low) * share:.{fine}f}"
            draw_text(
                painter,
                QRect(0, round(y) - current.px(9), current.px(_LEFT) - 6, current.px(18)),
                words,
                current.small,
                tokens.text3,
                RIGHT,
            )

    def _goal_line(self, painter: QPainter, area: QRectF, at: Callable[[Point], QPointF]) -> None:
        if self.goal is None:
            return
        current, tokens = look(), look().tokens
        y = at(self.goal).y()
        painter.setPen(QPen(color(tokens.accent), 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        top = round(y) - current.px(17) if y - current.px(17) > area.top() - 4 else round(y) + 1
        draw_text(
            painter,
            QRect(round(area.left()) + 4, top, round(area.width()), current.px(16)),
            self._words,
            current.small,
            tokens.accent,
            LEFT,
        )

    def _legend(self, painter: QPainter, area: QRectF) -> None:
        current = look()
        x, middle = round(area.left()), current.px(8)
        entries = [("完成值", QPen(color(self._fill), 2)), ("序时", QPen(color(current.tokens.text2), 1.5, Qt.PenStyle.DashLine))]
        if self.ahead is not None:
            entries.append((f"推算 {said(self.ahead.value, self._places)}", QPen(color(self._fill), 1.5, Qt.PenStyle.DotLine)))
        for words, pen in entries:
            painter.setPen(pen)
            painter.drawLine(QPointF(x, middle), QPointF(x + current.px(18), middle))
            width = current.small_metrics.horizontalAdvance(words) + current.px(14)
            draw_text(painter, QRect(x + current.px(24), 0, width, middle * 2), words, current.small, current.tokens.text2, LEFT)
            x += current.px(24) + width

    def _days(self, painter: QPainter, area: QRectF, first: date, last: date) -> None:
        """The ends of the time shown, and the middle where there is room."""
        current = look()
        width = current.px(64)
        middle = first + timedelta((last - first).days // 2)
        for day, x in ((first, area.left()), (middle, area.center().x()), (last, area.right())):
            left = min(max(round(x) - width // 2, 0), self.width() - width)
            at = QRect(left, round(area.bottom()) + 2, width, current.px(18))
            draw_text(painter, at, f"{day.year}.{day.month:02}", current.small, current.tokens.text2, CENTER)
