"""What shapes and badges of the calendar mean, in the filter bar and on paper."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from tracker.ui.pages.calendar.paint import BADGE, paint_badge
from tracker.ui.shapes import MARK_SIZE, Mark, mark_ink, paint_mark
from tracker.ui.theme import look
from tracker.ui.widgets.legend import Legend
from tracker.ui.widgets.text import draw_text

Entry = tuple[str, str, Callable[[QPainter, QRectF], None]]
_MARKS = ((Mark.RED, "红灯"), (Mark.AMBER, "黄灯"), (Mark.GREEN, "正常"), (Mark.DONE, ""), (Mark.ONGOING, "周期"))


def calendar_entries() -> list[Entry]:
    """Words, ink and shape of each entry."""

    def of_mark(mark: Mark, words: str) -> Entry:
        def paint(painter: QPainter, rect: QRectF) -> None:
            side = rect.height() * MARK_SIZE / BADGE
            paint_mark(painter, QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side), mark)

        return words or mark.label, mark_ink(mark), paint

    tokens = look().tokens
    return [
        *(of_mark(mark, words) for mark, words in _MARKS),
        ("放假", tokens.holiday, lambda painter, rect: paint_badge(painter, rect, working=False)),
        ("调休上班", tokens.text, lambda painter, rect: paint_badge(painter, rect, working=True)),
    ]


def calendar_legend() -> Legend:
    """The legend as a widget."""
    return Legend(calendar_entries(), BADGE)


def paint_entries(painter: QPainter, rect: QRect, entries: Sequence[Entry], font: QFont) -> None:
    """The legend in a row, from the left."""
    side, x = look().px(BADGE), rect.left()
    for words, ink, paint in entries:
        paint(painter, QRectF(x, rect.center().y() - side / 2, side, side))
        x += side + 4
        width = QFontMetrics(font).horizontalAdvance(words) + 2
        draw_text(painter, QRect(x, rect.top(), width, rect.height()), words, font, ink)
        x += width + 14
