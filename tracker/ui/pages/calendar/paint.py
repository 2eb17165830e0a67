"""The painting of a month: one function for the window, the printer and the PDF."""

from datetime import date

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from tracker.domain.screens import CalendarItem
from tracker.domain.terms import Light
from tracker.ui.pages.calendar.days import SATURDAY, WEEKDAYS, MonthData
from tracker.ui.pages.calendar.layout import Cell, ItemBox, MonthLayout, item_line
from tracker.ui.shapes import MARK_SIZE, Mark, mark_fill, mark_ink, mark_of, mark_tint, paint_mark
from tracker.ui.theme import color, look
from tracker.ui.widgets.text import CENTER, LEFT, draw_text

BADGE = 17


def mark_for(item: CalendarItem) -> Mark:
    """The shape of an item: its light, but ↻ for a turn of a recurring duty that no rule and nobody lights."""
    return Mark.ONGOING if item.recurring and item.light is Light.GREEN and not item.by_hand else mark_of(item.light)


def paint_badge(painter: QPainter, rect: QRectF, *, working: bool) -> None:
    """休 in an outlined box, 班 in a filled one."""
    tokens = look().tokens
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color(tokens.workday if working else tokens.holiday), 1))
    painter.setBrush(color(tokens.workday) if working else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    painter.setFont(look().small)
    painter.setPen(color(tokens.on_workday if working else tokens.holiday))
    painter.drawText(rect, CENTER, "班" if working else "休")
    painter.restore()


def paint_month(
    painter: QPainter,
    data: MonthData,
    layout: MonthLayout,
    *,
    chosen: date | None = None,
    focused: bool = False,
    hovered: ItemBox | None = None,
    paper: bool = False,
    target: date | None = None,
) -> None:
    """Paint the whole month into its layout. `chosen` gets a ring, `target` (where something is to be moved) a ground.

    `paper`: the edges of items tell the light without colour.
    """
    tokens = look().tokens
    painter.fillRect(layout.rect, color(tokens.base))
    _paint_head(painter, layout)
    for cell in layout.cells:
        _paint_cell(painter, data, cell)
        if cell.day == target:
            painter.fillRect(cell.rect.adjusted(1, 1, 0, 0), color(tokens.selection))
            _paint_number(painter, data, cell)
    _paint_weeks(painter, data, layout)
    for cell in layout.cells:
        for box in cell.items:
            _paint_item(painter, box, lit=box is hovered, paper=paper)
        if cell.more:
            words = f"还有 {cell.more} 项" if cell.items else f"{cell.more} 项"
            words += "，见后页" if paper else ""
            draw_text(painter, _whole(cell.more_rect.adjusted(6, 0, 0, 0)), words, look().small, tokens.accent)
    for cell in layout.cells:
        if cell.day == chosen:
            width = tokens.focus_width
            painter.setPen(QPen(color(tokens.focus if focused else tokens.control), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.rect.adjusted(0, 0, -width / 2 - 0.5, -width / 2 - 0.5))


def _whole(rect: QRectF) -> QRect:
    return rect.toRect()


def _paint_head(painter: QPainter, layout: MonthLayout) -> None:
    tokens, font = look().tokens, look().small
    painter.fillRect(layout.head, color(tokens.bar))
    week = QRectF(layout.rect.left(), layout.head.top(), layout.week_width, layout.head.height())
    draw_text(painter, _whole(week), "周", font, tokens.text2, CENTER)
    for (left, width), name in zip(layout.columns, WEEKDAYS, strict=True):
        draw_text(painter, _whole(QRectF(left + 8, layout.head.top(), width - 8, layout.head.height())), name, font, tokens.text2)


def _paint_weeks(painter: QPainter, data: MonthData, layout: MonthLayout) -> None:
    """Week numbers and all lines."""
    tokens = look().tokens
    painter.setPen(QPen(color(tokens.line), 0))
    for place, cell in enumerate(layout.cells):
        if place % 7 == 0:
            number = QRectF(layout.rect.left(), cell.rect.top() + 4, layout.week_width, look().px(20))
            draw_text(painter, _whole(number), str(cell.day.isocalendar().week), look().small, tokens.text2, CENTER)
            painter.setPen(QPen(color(tokens.line), 0))
            painter.drawLine(QLineF(layout.rect.left(), cell.rect.top(), layout.rect.right(), cell.rect.top()))
    bottom = layout.cells[-1].rect.bottom()
    for left, _width in layout.columns:
        painter.drawLine(QLineF(left, layout.head.bottom(), left, bottom))


def _paint_cell(painter: QPainter, data: MonthData, cell: Cell) -> None:
    tokens = look().tokens
    day, rect = cell.day, cell.rect
    holiday, swapped = data.work.holiday_name(day), data.work.is_swapped(day)
    if holiday:
        painter.fillRect(rect, color(tokens.holiday_tint))
    elif day.isoweekday() >= SATURDAY and not swapped:
        painter.fillRect(rect, color(tokens.weekend))
    _paint_number(painter, data, cell)


def _paint_number(painter: QPainter, data: MonthData, cell: Cell) -> None:
    """The day's number, with the name of a holiday and its badge."""
    tokens, current = look().tokens, look()
    day, rect = cell.day, cell.rect
    holiday, swapped = data.work.holiday_name(day), data.work.is_swapped(day)
    inside = data.month.holds(day)
    first = day.day == 1 or (day == data.month.days[0] and not inside)
    words = f"{day.month}月{day.day}日" if first else str(day.day)
    font = current.reading
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(words)
    number = QRectF(rect.left() + 8, rect.top() + 4, width, current.px(20))
    if day == data.today:
        painter.setFont(current.strip_title)
        width = painter.fontMetrics().horizontalAdvance(words)
        number.setWidth(width)
        painter.fillRect(number.adjusted(-5, 0, 5, 0), color(tokens.accent))
        painter.setPen(color(tokens.on_accent))
    else:
        painter.setPen(color(tokens.text if inside else tokens.text3))
    painter.drawText(number, LEFT, words)
    right = rect.right() - 5
    if holiday or swapped:
        side = current.px(BADGE)
        right -= side
        paint_badge(painter, QRectF(right, rect.top() + 5, side, side), working=swapped)
    if holiday:
        name = QRectF(number.right() + 6, number.top(), right - number.right() - 8, number.height())
        if current.small_metrics.horizontalAdvance(holiday) <= name.width():
            draw_text(painter, _whole(name), holiday, current.small, tokens.holiday)


def _paint_item(painter: QPainter, box: ItemBox, *, lit: bool, paper: bool) -> None:
    tokens, current, rect, item = look().tokens, look(), box.rect, box.item
    mark = mark_for(item)
    edge, ink = color(mark_fill(mark)), tokens.slate if mark is Mark.DONE else tokens.text
    painter.fillRect(rect, color(tokens.base if item.recurring else mark_tint(mark)))
    if item.recurring or lit or tokens.outlined_bars:
        pen = QPen(color(tokens.accent if lit else mark_fill(mark)), 1)
        if item.recurring and not lit:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0, 0, -1, -1))
    if paper:
        _paint_paper_edge(painter, QRectF(rect.left(), rect.top(), 5, rect.height()), mark)
    else:
        painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), edge)
    line, shape = item_line(), current.px(MARK_SIZE)
    paint_mark(painter, QRectF(rect.left() + 7, rect.top() + 1 + (line - shape) / 2, shape, shape), mark, by_hand=item.by_hand)
    painter.setFont(current.small)
    painter.setPen(color(ink))
    left = rect.left() + 7 + shape + 4
    for place, words in enumerate(box.lines):
        painter.drawText(QRectF(left, rect.top() + 1 + place * line, rect.right() - left, line), LEFT, words)
    if box.note:
        note = QRectF(rect.left() + 7, rect.bottom(), rect.width() - 7, line)
        fits = current.small_metrics.horizontalAdvance(box.note) <= note.width()
        draw_text(painter, _whole(note), box.note if fits else box.note.split("，")[-1], current.small, tokens.holiday)


def _paint_paper_edge(painter: QPainter, rect: QRectF, mark: Mark) -> None:
    """Solid black for red, diagonal lines for amber, dots for green, light grey for done: a grey copy tells them apart."""
    if mark is Mark.RED:
        painter.fillRect(rect, Qt.GlobalColor.black)
        return
    if mark is Mark.DONE:
        painter.fillRect(rect, Qt.GlobalColor.lightGray)
        return
    painter.setPen(QPen(Qt.GlobalColor.black, 0.8))
    step, y = (2.5 if mark is Mark.GREEN else 4.0), rect.top() + 1.0
    while y < rect.bottom():
        if mark is Mark.GREEN:
            painter.fillRect(QRectF(rect.left() + 0.5, y, 1.4, 1.4), Qt.GlobalColor.black)
            painter.fillRect(QRectF(rect.left() + 3, y + 1, 1.4, 1.4), Qt.GlobalColor.black)
        elif mark is Mark.AMBER:
            painter.drawLine(QLineF(rect.left(), min(y + 4, rect.bottom()), rect.right(), y))
        y += step
    painter.drawRect(rect)


def ink_of(item: CalendarItem) -> str:
    """The token of words about an item."""
    return mark_ink(mark_for(item))
