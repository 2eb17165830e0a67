"""Painting a quarter or a year: small months, each day with its shapes. The same for the window, a printer and a PDF."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen

from tracker.domain.screens import CalendarItem
from tracker.ui.pages.calendar.days import SATURDAY, WEEKDAYS, Month, SpanData
from tracker.ui.pages.calendar.paint import ink_of, mark_for
from tracker.ui.shapes import MARK_SIZE, Mark, mark_ink, mark_tint, paint_mark
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import CENTER, LEFT, RIGHT, draw_text

_WEEKS, _QUARTER = 6, 3
_GAP, _HEAD, _NAMES = 12, 28, 20
_DAY_WIDTH, _DAY_HEIGHT = 26, 20


def least_size(months: int, width: float = 0) -> QSize:
    """The room in which every day of these months can still be read, in a pane of this width."""
    px, rows = look().px, months // _per_row(months, width)
    return QSize(_across(_QUARTER), _GAP + rows * (px(_HEAD) + px(_NAMES) + _WEEKS * px(_DAY_HEIGHT) + _GAP))


def _across(months: int) -> int:
    """The width of so many months beside each other."""
    return _GAP + months * (7 * look().px(_DAY_WIDTH) + _GAP)


def _per_row(months: int, width: float) -> int:
    return _QUARTER if months == _QUARTER or width < _across(_QUARTER + 1) else _QUARTER + 1


class MonthsLayout:
    """Where the months of a span and their days stand in a rectangle."""

    def __init__(self, data: SpanData, area: QRectF) -> None:
        self.area = area
        self.frames = [self._frame(place, len(data.months)) for place in range(len(data.months))]
        self.days: dict[date, QRectF] = {}
        for frame, month in zip(self.frames, data.months, strict=True):
            self._place_days(frame, month)

    def _frame(self, place: int, months: int) -> QRectF:
        per_row = _per_row(months, self.area.width())
        width = (self.area.width() - _GAP) / per_row
        height = (self.area.height() - _GAP) / (months // per_row)
        row, column = divmod(place, per_row)
        return QRectF(self.area.left() + _GAP + column * width, self.area.top() + _GAP + row * height, width - _GAP, height - _GAP)

    def _place_days(self, frame: QRectF, month: Month) -> None:
        top = frame.top() + look().px(_HEAD) + look().px(_NAMES)
        width, height = frame.width() / 7, (frame.bottom() - top) / _WEEKS
        for number, day in enumerate(month.days):
            if month.holds(day):
                week, column = divmod(number, 7)
                left, above = round(frame.left() + column * width), round(top + week * height)
                right, below = round(frame.left() + (column + 1) * width), round(top + (week + 1) * height)
                self.days[day] = QRectF(left, above, right - left, below - above)


def paint_months(painter: QPainter, data: SpanData, layout: MonthsLayout) -> None:
    """Paint all months."""
    for frame, month in zip(layout.frames, data.months, strict=True):
        _paint_frame(painter, frame, month, data)
    for day, rect in layout.days.items():
        _paint_day(painter, rect, day, data)
    painter.setPen(QPen(color(look().tokens.line), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for frame in layout.frames:
        painter.drawRect(frame.adjusted(-1, 0, 0, 0))


def _paint_frame(painter: QPainter, frame: QRectF, month: Month, data: SpanData) -> None:
    current, tokens = look(), look().tokens
    painter.fillRect(frame, color(tokens.base))
    head = QRectF(frame.left() + 8, frame.top(), frame.width() - 16, current.px(_HEAD)).toRect()
    draw_text(painter, head, f"{month.month}月", current.bold, tokens.text, LEFT)
    count = data.count(month)
    draw_text(painter, head, f"{count} 项" if count else "无到期", current.small, tokens.text2, RIGHT)
    width, top = frame.width() / 7, round(frame.top() + current.px(_HEAD))
    for column, name in enumerate(WEEKDAYS):
        box = QRect(round(frame.left() + column * width), top, round(width), current.px(_NAMES))
        draw_text(painter, box, name[-1], current.small, tokens.text3, CENTER)


def _paint_day(painter: QPainter, rect: QRectF, day: date, data: SpanData) -> None:
    current, tokens = look(), look().tokens
    holiday, swapped = bool(data.work.holiday_name(day)), data.work.is_swapped(day)
    if holiday:
        painter.fillRect(rect, color(tokens.holiday_tint))
    elif day.isoweekday() >= SATURDAY and not swapped:
        painter.fillRect(rect, color(tokens.weekend))
    line = max(min(rect.height(), current.px(20)), 1.0)
    # Heights are rounded: the days of one month must not look now one way, now the other.
    high, items = rect.height() + 1 >= 2 * line, data.on(day)
    line = min(line, rect.height() / 2) if high else line
    number = QRectF(rect.left() + 1, rect.top(), current.px(20 if high else 16), line)
    if items and not high and not items[0].recurring:
        painter.fillRect(rect.adjusted(0, 0, -1, -1), color(mark_tint(mark_for(items[0]))))
    if high:
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), color(tokens.grid))
        painter.fillRect(QRectF(rect.right() - 1, rect.top(), 1, rect.height()), color(tokens.grid))
    ink = tokens.holiday if holiday else tokens.text
    if day == data.today:
        painter.fillRect(number, color(tokens.accent))
        ink = tokens.on_accent
    draw_text(painter, number.toRect(), str(day.day), current.small_bold if swapped else current.small, ink, CENTER)
    if (holiday or swapped) and (high or not items) and rect.width() > current.px(36):
        box = QRectF(number.right() + 2, number.top(), current.px(16), line).toRect()
        draw_text(painter, box, "班" if swapped else "休", current.small, tokens.workday if swapped else tokens.holiday, CENTER)
    if high:
        _paint_marks(painter, rect, line, items)
    elif items:
        _paint_first(painter, rect, number, items)


def _paint_marks(painter: QPainter, rect: QRectF, line: float, items: Sequence[CalendarItem]) -> None:
    """One line per shape with its count, the most urgent first."""
    current, side = look(), look().px(MARK_SIZE - 1)
    for place, (mark, count) in enumerate(counts_of(items, int(rect.height() // line) - 1), 1):
        top = rect.top() + place * line
        paint_mark(painter, QRectF(rect.left() + 6, top + (line - side) / 2, side, side), mark)
        box = QRectF(rect.left() + side + 10, top, rect.width() - side - 11, line).toRect()
        draw_text(painter, box, count_words(count, box.width()), current.small, mark_ink(mark), LEFT)


def counts_of(items: Sequence[CalendarItem], lines: int) -> list[tuple[Mark, int]]:
    """Shapes and how often, the most urgent first; where there are more than lines, the last one counts the rest with it."""
    marks = list(Counter(mark_for(item) for item in items).items())
    shown = marks[:lines]
    if len(shown) < len(marks) and shown:
        mark, count = shown[-1]
        shown[-1] = mark, count + sum(more for _mark, more in marks[lines:])
    return shown


def count_words(count: int, room: int) -> str:
    """3 项, or the figure alone where there is no room: it is never the figure that goes."""
    words = f"{count} 项"
    return words if look().small_metrics.horizontalAdvance(words) <= room else str(count)


def _paint_first(painter: QPainter, rect: QRectF, number: QRectF, items: Sequence[CalendarItem]) -> None:
    """The most urgent shape beside the number, with the count of all where it fits."""
    current, side = look(), look().px(MARK_SIZE - 3)
    left = number.right()
    box = QRectF(left, number.top() + (number.height() - side) / 2, side, side)
    paint_mark(painter, box, mark_for(items[0]), by_hand=items[0].by_hand)
    words, room = str(len(items)), rect.right() - left - side - 1
    if current.small_metrics.horizontalAdvance(words) <= room:
        painter.setFont(current.small)
        painter.setPen(color(ink_of(items[0])))
        painter.drawText(QRectF(left + side + 1, number.top(), room, number.height()), LEFT, words)
