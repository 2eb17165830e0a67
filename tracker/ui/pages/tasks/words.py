"""How days, time limits and periods are said on the task page."""

from datetime import date

from tracker.domain.deadlines import Recurrence
from tracker.domain.records import DeadlineRecord
from tracker.domain.terms import DeadlineKind, Every

KIND_WORDS = {
    DeadlineKind.DATE: "固定日期",
    DeadlineKind.RECURRING: "周期",
    DeadlineKind.STANDING: "长期坚持",
    DeadlineKind.RELATIVE: "从某事起算",
}
_WEEKDAYS = "一二三四五六日"


def day_words(day: date) -> str:
    """2026年12月31日"""
    return f"{day.year}年{day.month}月{day.day}日"


def near_words(day: date, today: date) -> str:
    """How far a day is from today: 还有 106 天, 今天, 已过 3 天."""
    left = (day - today).days
    return f"还有 {left} 天" if left > 0 else "今天" if left == 0 else f"已过 {-left} 天"


def turn_words(turn: Recurrence) -> str:
    """每年6月30日, 每月15日, 每周五; without a fixed day its beat alone."""
    words = turn.every.label
    if turn.every is Every.WEEK and turn.day:
        return words + _WEEKDAYS[turn.day - 1]
    if turn.month:
        words += f"{turn.month}月"
    if turn.day and turn.every in (Every.YEAR, Every.MONTH):
        words += f"{turn.day}日"
    return words


def limit_words(limit: DeadlineRecord) -> str:
    """A time limit as it is understood, without its printed wording."""
    if limit.due is not None:
        return day_words(limit.due)
    if limit.recurrence is not None:
        return turn_words(limit.recurrence)
    return KIND_WORDS[limit.kind] if limit.kind is not DeadlineKind.DATE else "未定日期"


def percent_words(percent: float | None) -> str:
    return "—" if percent is None else f"{percent:.0f}%"
