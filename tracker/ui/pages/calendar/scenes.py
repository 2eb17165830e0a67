"""Pictures of this page for `ui/shots`: a full day, a due date that is moved, quarter, year and days, and all of it on paper."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from tracker.ui.pages.calendar.page import CalendarPage


def scenes(page: "CalendarPage") -> dict[str, Callable[[], QWidget | None]]:
    """Name → a step that shows the picture."""

    def in_mode(mode: str) -> None:
        page.move_strip.close_strip()
        page.mode.choose(mode)
        page.show_mode(mode)

    def day() -> None:
        data = page.data
        if data is not None:
            page.choose(max(data.month.days, key=lambda day: len(data.on(day))))

    return {
        "paper": page.open_paper,
        "day": day,
        "move": lambda: page.shift(7),
        "quarter": partial(in_mode, "quarter"),
        "paper-quarter": page.open_paper,
        "year": partial(in_mode, "year"),
        "paper-year": page.open_paper,
        "days": partial(in_mode, "days"),
    }
