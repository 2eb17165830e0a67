"""Walking over days by keys and wheel, the same in every view of the calendar."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent

from tracker.ui.pages.calendar.days import month_of

STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_NOTCH = 120


class DayWalker:
    """Arrows go from day to day, PgUp/PgDn and the wheel turn `months`, Home/End go to the month's ends, T to today, Enter opens."""

    def __init__(
        self,
        months: int,
        choose: Callable[[date], object],
        open_day: Callable[[date], object],
        move: Callable[[int], object] | None = None,
    ) -> None:
        """`move`: Ctrl with an arrow moves what is due on the day by so many days."""
        self._months, self._choose, self._open, self._move = months, choose, open_day, move
        self._turned = 0

    def press(self, event: QKeyEvent, day: date, today: date) -> bool:
        """Do what the key means on this day; False where it means nothing here."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._move is not None and key in STEPS and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._move(STEPS[key])
            return True
        if not plain:
            return False
        if key in STEPS:
            self._choose(_shifted(day, STEPS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._choose(turned(day, self._months if key == Qt.Key.Key_PageDown else -self._months))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            month = month_of(day)
            self._choose(month.first if key == Qt.Key.Key_Home else month.last)
        elif key == Qt.Key.Key_T:
            self._choose(today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(day)
        else:
            return False
        return True

    def wheel(self, event: QWheelEvent, day: date) -> None:
        """Turn once per notch."""
        self._turned += event.angleDelta().y()
        if abs(self._turned) >= _NOTCH:
            self._choose(turned(day, -self._months if self._turned > 0 else self._months))
            self._turned = 0
        event.accept()


def turned(day: date, months: int) -> date:
    """The same day some months later, or the last one where that month is shorter."""
    there = month_of(day).moved(months)
    return there.first.replace(day=min(day.day, there.last.day))


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days)
    except OverflowError:
        return day
