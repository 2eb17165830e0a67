"""Filters in words: the windows of time a clerk thinks in, and what each part of a filter is called on its chip."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from tracker.domain.records import UnitRecord
from tracker.domain.screens import TaskFilter
from tracker.ui.widgets.role_forms import ROW_WORDS
from tracker.ui.wording import state_label

Days = tuple[date | None, date | None]


class Window(StrEnum):
    """When something is due."""

    ANY = "any"
    OVERDUE = "overdue"
    WEEK = "week"
    DAYS_30 = "days_30"
    MONTH = "month"
    QUARTER = "quarter"
    OWN = "own"

    @property
    def label(self) -> str:
        return _WINDOWS[self]


_WINDOWS = {
    Window.ANY: "不限",
    Window.OVERDUE: "已逾期",
    Window.WEEK: "7 天内",
    Window.DAYS_30: "30 天内",
    Window.MONTH: "本月",
    Window.QUARTER: "本季",
    Window.OWN: "自定",
}


def days_of(window: Window, today: date) -> Days:
    """First and last day of a window; today's own month and quarter count from their first day."""
    if window is Window.WEEK:
        return today, today + timedelta(7)
    if window is Window.DAYS_30:
        return today, today + timedelta(30)
    if window is Window.MONTH:
        return today.replace(day=1), today.replace(day=monthrange(today.year, today.month)[1])
    if window is Window.QUARTER:
        first = (today.month - 1) // 3 * 3 + 1
        return date(today.year, first, 1), date(today.year, first + 2, monthrange(today.year, first + 2)[1])
    return None, None


def window_of(wanted: TaskFilter, today: date) -> Window:
    """The window that a filter asks for."""
    if wanted.overdue:
        return Window.OVERDUE
    days = (wanted.due_from, wanted.due_to)
    if days == (None, None):
        return Window.ANY
    known = (Window.WEEK, Window.DAYS_30, Window.MONTH, Window.QUARTER)
    return next((window for window in known if days_of(window, today) == days), Window.OWN)


def with_window(wanted: TaskFilter, window: Window, today: date) -> TaskFilter:
    """The filter with this window instead of its own."""
    first, last = days_of(window, today)
    return wanted._replace(overdue=window is Window.OVERDUE, due_from=first, due_to=last)


def _day(day: date, today: date) -> str:
    year = f"{day.year}年" if day.year != today.year else ""
    return f"{year}{day.month}月{day.day}日"


def _window_words(wanted: TaskFilter, today: date) -> str:
    window = window_of(wanted, today)
    if window is not Window.OWN:
        return f"{window.label}到期" if window in (Window.WEEK, Window.DAYS_30, Window.MONTH, Window.QUARTER) else window.label
    first, last = wanted.due_from, wanted.due_to
    if first and last:
        return f"{_day(first, today)}到期" if first == last else f"{_day(first, today)}至{_day(last, today)}到期"
    return f"{_day(first, today)}起到期" if first else f"{_day(last or today, today)}前到期"


def chips(wanted: TaskFilter, units: Mapping[int, UnitRecord], heading: str, today: date) -> list[tuple[str, TaskFilter]]:
    """Each active part in words, with the filter that is left when it is taken away; lights and plan have their own places."""
    found: list[tuple[str, TaskFilter]] = []

    def add(active: object, words: Callable[[], str], **without: object) -> None:
        if active:
            found.append((words(), wanted._replace(**without)))  # type: ignore[arg-type]

    unit = units.get(wanted.unit_id) if wanted.unit_id is not None else None
    add(wanted.unit_id is not None, lambda: unit.display if unit else "单位", unit_id=None)
    roles = [ROW_WORDS[role] for role in ROW_WORDS if role in wanted.roles]
    add(roles, lambda: "、".join(roles), roles=frozenset())
    add(wanted.leader, lambda: f"分管 {wanted.leader}", leader="")
    states = sorted(wanted.states)
    add(states, lambda: "、".join(state_label(state) for state in states), states=frozenset())
    window = window_of(wanted, today)
    add(window is not Window.ANY, lambda: _window_words(wanted, today), overdue=False, due_from=None, due_to=None)
    add(wanted.no_lead, lambda: "无牵头", no_lead=False)
    add(wanted.doubtful, lambda: "有疑点", doubtful=False)
    add(wanted.light_set, lambda: "人工定灯", light_set=False)
    add(wanted.extension_asked, lambda: "有待批延期", extension_asked=False)
    add(wanted.unproved, lambda: "完成待核验", unproved=False)
    add(wanted.removed, lambda: "已取消", removed=False)
    add(wanted.unreported, lambda: "本期未报", unreported="")
    add(wanted.only, lambda: wanted.only_words or "所列任务", only=(), only_words="")
    add(wanted.heading_id is not None, lambda: heading or "一个章节", heading_id=None)
    return found
