"""Further sheets behind a printed calendar that list it day by day, in columns: what found no room in the cells, or all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from tracker.domain.screens import CalendarItem
from tracker.ui.pages.calendar.days import MonthData, SpanData, day_words
from tracker.ui.pages.calendar.layout import MonthLayout, item_line, text_of, wrapped
from tracker.ui.pages.calendar.paint import mark_for
from tracker.ui.shapes import MARK_SIZE, paint_mark
from tracker.ui.theme import look
from tracker.ui.widgets.text import LEFT, draw_text

REST_WIDTHS = {"A4": 1060.0, "A3": 1500.0}
_COLUMN, _BETWEEN, _LINES = 340.0, 20.0, 3


@dataclass(frozen=True)
class RestLine:
    """The head of a day (no `item`) or an item with the lines of its text."""

    rect: QRectF
    lines: tuple[str, ...]
    item: CalendarItem | None = None


Rest = Sequence[tuple[date, Sequence[CalendarItem]]]


@dataclass(frozen=True)
class Listing:
    """Everything due in what is printed, by day, with the units that lead it."""

    days: Rest
    leads: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(len(items) for _day, items in self.days)


def listing_of(data: MonthData | SpanData) -> Listing:
    """The list of a month, a quarter or a year; reads who leads."""
    months = (data.month,) if isinstance(data, MonthData) else data.months
    days = [(day, data.on(day)) for month in months for day in month.days if month.holds(day) and data.on(day)]
    return Listing(days, data.leads_of(sorted({item.task_id for _day, items in days for item in items})))


def rest_of(data: MonthData, layout: MonthLayout) -> Rest:
    """The items that the cells have no room for, by day."""
    return [(cell.day, data.on(cell.day)[len(cell.items) :]) for cell in layout.cells if cell.more]


def rest_pages(rest: Rest, area: QRectF, leads: Mapping[int, tuple[str, ...]] | None = None) -> list[list[RestLine]]:
    """The list on as many pages as it takes; `area` is what each page has room for. A day's head stands above each of its columns.

    `leads`: who leads each task, where everything is listed; without, the list is of what found no room.
    """
    told, named = ("，格内未列", {}) if leads is None else ("　", leads)
    line, columns = item_line(), max(int((area.width() + _BETWEEN) // (_COLUMN + _BETWEEN)), 1)
    width = (area.width() - (columns - 1) * _BETWEEN) / columns
    pages: list[list[RestLine]] = [[]]
    column, y = 0, area.top()

    def add(words: tuple[str, ...], height: float, item: CalendarItem | None = None) -> None:
        nonlocal y
        pages[-1].append(RestLine(QRectF(area.left() + column * (width + _BETWEEN), y, width, height), words, item))
        y += height

    for day, items in rest:
        head = f"{day_words(day)}{told} {len(items)} 项"
        for place, item in enumerate(items):
            by = "、".join(named.get(item.task_id, ()))
            words = wrapped_lines(f"{text_of(item)}（{by}）" if by else text_of(item), width - look().px(MARK_SIZE) - 10)
            height = line * len(words) + 4
            needed = height + (line + 8 if place == 0 else 0)
            moved = y + needed > area.bottom()
            if moved:
                column, y = column + 1, area.top()
                if column == columns:
                    pages.append([])
                    column = 0
            if place == 0 or moved:
                add((head if place == 0 else f"{day_words(day)}（续）",), line + 8)
            add(words, height, item)
    return pages


def wrapped_lines(text: str, width: float) -> tuple[str, ...]:
    """The whole text in a few lines; only what is longer still is elided."""
    found: tuple[str, ...] = ()
    rest = text
    while len(found) < _LINES - 2:
        first, *more = wrapped(rest, width, 2)
        if not more:
            return (*found, first)
        found, rest = (*found, first), rest[len(first) :].lstrip()
    return (*found, *wrapped(rest, width, 2))


def paint_rest(painter: QPainter, lines: Sequence[RestLine]) -> None:
    """Paint one page of the list."""
    tokens, current, line = look().tokens, look(), item_line()
    shape = current.px(MARK_SIZE)
    for one in lines:
        if one.item is None:
            draw_text(painter, one.rect.adjusted(0, 6, 0, 0).toRect(), one.lines[0], current.bold, tokens.text)
            continue
        mark = QRectF(one.rect.left(), one.rect.top() + 2 + (line - shape) / 2, shape, shape)
        paint_mark(painter, mark, mark_for(one.item), by_hand=one.item.by_hand)
        for place, words in enumerate(one.lines):
            left = one.rect.left() + shape + 6
            box = QRectF(left, one.rect.top() + 2 + place * line, one.rect.right() - left, line)
            draw_text(painter, box.toRect(), words, current.small, tokens.text, LEFT)
