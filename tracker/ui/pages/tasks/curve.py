"""Reports over time as a small curve: what was reported by period, against the pace that the calendar asks for."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from tracker.domain.lights import pace
from tracker.domain.periods import end_of, start_of
from tracker.domain.records import ProgressRecord, TaskDetail
from tracker.reports.titles import period_short, period_words
from tracker.ui.pages.tasks.words import percent_words
from tracker.ui.shapes import mark_fill, mark_of
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import CENTER, LEFT, RIGHT, draw_text

_HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM, _DOT = 96, 34, 12, 20, 20, 3.0
_MOST = 12


def pace_then(detail: TaskDetail, one: ProgressRecord) -> float | None:
    """序时进度 on the day that a report speaks of."""
    return pace(detail.plan.period_start or detail.plan.issued, _last_day(detail), _day_of(one))


class Curve(QWidget):
    """Up to a year of reports. The reported line is solid with dots, the pace is dashed: they differ without colour too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: list[tuple[str, float, float | None]] = []
        self._fill = look().tokens.accent
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_reports(self, detail: TaskDetail) -> None:
        """The curve of this task; without two percentages there is none."""
        told = [one for one in reversed(detail.reports) if one.percent is not None][-_MOST:]
        self.points = [(one.period, one.percent or 0.0, pace_then(detail, one)) for one in told]
        self._fill = mark_fill(mark_of(detail.row.light, detail.row.state))
        said = (f"{period_words(one[0])} {percent_words(one[1])}，序时 {percent_words(one[2])}" for one in self.points)
        self.setAccessibleName(f"进度曲线：{'；'.join(said)}")
        self.setVisible(len(self.points) > 1)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(look().px(300), look().px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = look()
        tokens, px = current.tokens, current.px
        area = QRectF(px(_LEFT), px(_TOP), self.width() - px(_LEFT) - px(_RIGHT), self.height() - px(_TOP) - px(_BOTTOM))
        for share in (0, 50, 100):
            y = area.bottom() - area.height() * share / 100
            painter.setPen(QPen(color(tokens.grid), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            draw_text(painter, QRect(0, round(y) - px(9), px(_LEFT) - 6, px(18)), f"{share}", current.small, tokens.text3, RIGHT)
        self._legend(painter, area)
        places = self._places(area, [percent for _period, percent, _asked in self.points])
        asked = [point for point in self._places(area, [one for _period, _percent, one in self.points]) if point is not None]
        painter.setPen(QPen(color(tokens.text2), 1.5, Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF(asked))
        painter.setPen(QPen(color(self._fill), 2))
        line = [point for point in places if point is not None]
        painter.drawPolyline(QPolygonF(line))
        painter.setPen(QPen(color(tokens.base), 1))
        painter.setBrush(color(self._fill))
        for point in line:
            painter.drawEllipse(point, _DOT + 0.5, _DOT + 0.5)
        self._periods(painter, area, line)
        painter.end()

    def _places(self, area: QRectF, values: Sequence[float | None]) -> list[QPointF | None]:
        step = area.width() / max(len(values) - 1, 1)
        return [
            None if value is None else QPointF(area.left() + step * place, area.bottom() - area.height() * min(max(value, 0), 100) / 100)
            for place, value in enumerate(values)
        ]

    def _legend(self, painter: QPainter, area: QRectF) -> None:
        current = look()
        x, middle = round(area.left()), current.px(8)
        for words, pen in (
            ("报来的进度", QPen(color(self._fill), 2)),
            ("序时进度", QPen(color(current.tokens.text2), 1.5, Qt.PenStyle.DashLine)),
        ):
            painter.setPen(pen)
            painter.drawLine(QPointF(x, middle), QPointF(x + current.px(18), middle))
            width = current.px(80)
            draw_text(painter, QRect(x + current.px(24), 0, width, middle * 2), words, current.small, current.tokens.text2, LEFT)
            x += current.px(24) + width

    def _periods(self, painter: QPainter, area: QRectF, line: Sequence[QPointF]) -> None:
        """The first and the last period; those between where there is room."""
        current = look()
        width = current.px(40)
        room = max(int(area.width() // (width + 4)), 2)
        every = max(-(-len(line) // room), 1)
        for place, point in enumerate(line):
            if place % every and place != len(line) - 1:
                continue
            words = period_short(self.points[place][0])
            at = QRect(min(round(point.x()) - width // 2, self.width() - width), round(area.bottom()) + 2, width, current.px(18))
            draw_text(painter, at, words, current.small, current.tokens.text2, CENTER)


def _day_of(report: ProgressRecord) -> date:
    """The day on which a report stands: the end of its period, or the day it was given where that lies within it."""
    first, last = start_of(report.period), end_of(report.period)
    if first is None or last is None:
        return report.reported_on
    return report.reported_on if first <= report.reported_on <= last else last


def _last_day(detail: TaskDetail) -> date | None:
    """The last dated limit, else the end of the plan."""
    days = [one.due for one in detail.deadlines if one.due is not None]
    return max(days) if days else detail.plan.period_end
