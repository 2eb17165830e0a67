"""Where everything of a month stands in a rectangle, for the screen and for paper alike."""

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF

from tracker.domain.screens import CalendarItem
from tracker.ui.pages.calendar.days import MonthData, holiday_note
from tracker.ui.shapes import MARK_SIZE
from tracker.ui.theme import look

WEEKEND = 0.74
_HEAD, _WEEK, _NUMBER, _PAD, _GAP = 26, 34, 26, 3, 2
_LEAST_DAY = 70
_NEVER_FIRST = "、，。；：！？）】》”’"


@dataclass(frozen=True)
class ItemBox:
    """One item in a cell: its frame and the one or two lines of its text; `note` hangs under it."""

    rect: QRectF
    item: CalendarItem
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Cell:
    """One day. `more`: how many items did not fit, said in `more_rect`."""

    day: date
    rect: QRectF
    items: tuple[ItemBox, ...]
    more: int = 0
    more_rect: QRectF = field(default_factory=QRectF)


@dataclass(frozen=True)
class MonthLayout:
    """The whole month."""

    rect: QRectF
    head: QRectF
    week_width: float
    columns: tuple[tuple[float, float], ...]
    cells: tuple[Cell, ...]

    def cell_at(self, spot: QPointF) -> Cell | None:
        return next((cell for cell in self.cells if cell.rect.contains(spot)), None)

    def item_at(self, spot: QPointF) -> ItemBox | None:
        cell = self.cell_at(spot)
        return next((box for box in cell.items if box.rect.contains(spot)), None) if cell else None

    @property
    def hidden(self) -> int:
        """How many items did not fit anywhere."""
        return sum(cell.more for cell in self.cells)

    @property
    def cut(self) -> int:
        """How many items could not be written out."""
        return sum(box.lines[-1].endswith("…") for cell in self.cells for box in cell.items)


def least_size(weeks: int) -> QSize:
    """The room in which each day can still say how many items it has."""
    px = look().px
    return QSize(px(_WEEK) + round(px(_LEAST_DAY) * (5 + 2 * WEEKEND)), px(_HEAD) + weeks * round(px(_NUMBER) + item_line() + 2))


def lay_out(data: MonthData, rect: QRectF, *, by_need: bool = False) -> MonthLayout:
    """Lay the month out. `by_need`: busy weeks get more height than quiet ones (paper); else all weeks are equal."""
    px = look().px
    head = QRectF(rect.left(), rect.top(), rect.width(), px(_HEAD))
    week = px(_WEEK)
    unit = (rect.width() - week) / (5 + 2 * WEEKEND)
    columns: list[tuple[float, float]] = []
    x = rect.left() + week
    for place in range(7):
        width = unit * (1 if place < 5 else WEEKEND)
        right = round(x + width) if place < 6 else round(rect.right())
        columns.append((float(round(x)), float(right - round(x))))
        x += width
    cells: list[Cell] = []
    top = head.bottom()
    for days, height in zip(data.month.weeks, _heights(data, rect.bottom() - head.bottom(), by_need=by_need), strict=True):
        for day, (left, width) in zip(days, columns, strict=True):
            cells.append(_cell(data, day, QRectF(left, round(top), width, round(top + height) - round(top))))
        top += height
    return MonthLayout(rect, head, week, tuple(columns), tuple(cells))


def _heights(data: MonthData, height: float, *, by_need: bool) -> list[float]:
    weeks = data.month.weeks
    needs = [max(1.0, *(1.6 * len(data.on(day)) + 1.2 for day in days)) if by_need else 1.0 for days in weeks]
    least = height / len(weeks) * 0.5
    spare = height - least * len(weeks)
    return [least + spare * need / sum(needs) for need in needs]


def text_of(item: CalendarItem) -> str:
    """What an item reads: number and title."""
    return f"{item.number} {item.title}"


def item_line() -> float:
    """The height of one line of an item."""
    return max(look().px(18), look().small_metrics.height())


def _cell(data: MonthData, day: date, rect: QRectF) -> Cell:
    items = data.on(day)
    if not items:
        return Cell(day, rect, ())
    line, px = item_line(), look().px
    top = rect.top() + px(_NUMBER)
    room = rect.bottom() - 2 - top
    box = line + 2
    fits = max(int((room + _GAP) // (box + _GAP)), 0)
    shown, more = items, 0
    if len(items) > fits:
        fits = max(int((room - line + _GAP) // (box + _GAP)), 0)
        shown, more = items[:fits], len(items) - fits
    spare = 0.0 if more else room - len(shown) * (box + _GAP) + _GAP
    width = rect.width() - 2 * _PAD - 1
    text_width = width - px(MARK_SIZE) - 16
    boxes = []
    for item in shown:
        lines = wrapped(text_of(item), text_width, 2 if spare >= line else 1)
        spare -= line * (len(lines) - 1)
        note = holiday_note(item, data.work)
        if note and spare < line:
            note = ""
        spare -= line if note else 0
        frame = QRectF(rect.left() + _PAD, top, width, line * len(lines) + 2)
        boxes.append(ItemBox(frame, item, lines, note))
        top = frame.bottom() + _GAP + (line if note else 0)
    return Cell(day, rect, tuple(boxes), more, QRectF(rect.left() + _PAD, top, width, line) if more else QRectF())


def wrapped(text: str, width: float, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines, the last one elided. Chinese breaks anywhere; runs of figures stay whole."""
    metrics = QFontMetricsF(look().small)
    if metrics.horizontalAdvance(text) <= width or lines == 1:
        return (_elided(text, width, metrics),)
    end = 1
    while end < len(text) and metrics.horizontalAdvance(text[: end + 1]) <= width:
        end += 1
    whole = end
    while whole > 4 and text[whole - 1].isascii() and text[whole - 1].isalnum() and text[whole].isascii() and text[whole].isalnum():
        whole -= 1
    end = whole if whole > 4 else end
    while end > 2 and text[end] in _NEVER_FIRST:
        end -= 1
    return text[:end].rstrip(), _elided(text[end:].lstrip(), width, metrics)


def _elided(text: str, width: float, metrics: QFontMetricsF) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
