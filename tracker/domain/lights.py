"""The warning light of a task and the reason in words (DOMAIN §7): one editable rule for all screens, documents and filters.

`storage.reading.light_sql` says the same in SQL, from the same `LightRules`; a test holds the two together.
"""

from datetime import date
from typing import NamedTuple

from tracker.domain.state_words import THREE, StateWords
from tracker.domain.terms import DeadlineKind, Light, State


class LightRules(NamedTuple):
    """What an office may change: days left until yellow, points under pace until yellow and beyond which red; its words of states."""

    amber_days: int = 7
    amber_points: float = 10
    red_points: float = 30
    words: StateWords = THREE


DEFAULT = LightRules()
# Duties without an end: nothing to be late with.
ENDLESS = (DeadlineKind.STANDING, DeadlineKind.RECURRING)


def pace(start: date | None, end: date | None, today: date) -> float | None:
    """序时进度: the share of the time gone by, 0–100; None where start or end is not known."""
    if start is None or end is None or end <= start:
        return None
    return min(100.0, max(0.0, 100.0 * (today - start).days / (end - start).days))


def light(
    state: State,
    kind: DeadlineKind | None,
    due: date | None,
    start: date | None,
    percent: float | None,
    today: date,
    rules: LightRules = DEFAULT,
    pace_end: date | None = None,
) -> tuple[Light, str]:
    """The light and why. `due`: the next day due; `start`: first day of the pace; `pace_end`: its last day (default `due`).

    Where no percentage was ever reported, the pace is not judged: nothing is known to be behind.
    """
    if state is State.COMPLETED:
        return Light.DONE, rules.words.of(state)
    if state is State.ONGOING:
        return Light.ONGOING, rules.words.of(state)
    if kind in ENDLESS:
        return Light.ONGOING, "周期性工作" if kind is DeadlineKind.RECURRING else "长期坚持"
    left = None if due is None else (due - today).days
    if left is not None and left < 0:
        return Light.RED, f"逾期 {-left} 天"
    short = _points_short(start, pace_end or due, percent, today)
    if short > rules.red_points:
        return Light.RED, f"欠进度 {short:.0f} 点"
    if left is not None and left <= rules.amber_days:
        return Light.AMBER, f"剩 {left} 天" if left else "今天到期"
    if short >= rules.amber_points and short > 0:
        return Light.AMBER, f"欠进度 {short:.0f} 点"
    return Light.GREEN, "未定时限" if kind is None else "时限待定" if kind is DeadlineKind.RELATIVE and due is None else "正常"


def _points_short(start: date | None, end: date | None, percent: float | None, today: date) -> float:
    expected = pace(start, end, today)
    return 0.0 if expected is None or percent is None else expected - percent
