"""What the marks in the source text mean, drawn over it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from tracker.ui.theme import color, look


class MarkLegend(QLabel):
    """What the four marks mean, each drawn as it looks in the text."""

    _KINDS = (("unit", "单位"), ("time", "时间"), ("figure", "数字"), ("doubt", "疑点"))

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("标记：单位、时间、数字、疑点")
        self._word = look().small_metrics.horizontalAdvance("单位") + 6
        self.setFixedSize((self._word + 8) * len(self._KINDS), look().small_metrics.height() + 5)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = look().tokens
        grounds = {"unit": tokens.mark_unit, "time": tokens.mark_time, "figure": tokens.mark_figure, "doubt": tokens.mark_doubt}
        lines = {
            "unit": tokens.mark_unit_line,
            "time": tokens.mark_time_line,
            "figure": tokens.mark_figure_line,
            "doubt": tokens.mark_doubt_line,
        }
        style = Qt.PenStyle
        styles = {"unit": style.SolidLine, "time": style.DotLine, "figure": style.DashLine, "doubt": style.DashDotLine}
        painter = QPainter(self)
        painter.setFont(look().small)
        for place, (kind, words) in enumerate(self._KINDS):
            rect = QRectF(place * (self._word + 8), 0, self._word, self.height() - 3)
            painter.fillRect(rect, color(grounds[kind]))
            painter.setPen(color(tokens.text))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
            pen = painter.pen()
            pen.setColor(color(lines[kind]))
            pen.setWidth(2)
            pen.setStyle(styles[kind])
            painter.setPen(pen)
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.end()
