"""The warning light of a task and the reason in words (DOMAIN §7): one editable table of rules for all screens, documents and filters.

`storage.reading.light_sql` says the same in SQL, from the same `LightRules`; a test holds the two together. `light_words` tells at
length why a light shows what it shows.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.state_words import THREE, StateWords
from tracker.domain.terms import DeadlineKind, Light, State


class Cause(StrEnum):
    """What a rule looks at. Values are stored in the setting, so they never change. The order is the one in which they are told."""

    OVERDUE = "overdue"
    DAYS_LEFT = "days_left"
    POINTS = "points"
    SHARE = "share"
    SILENT = "silent"
    SILENT_ENDLESS = "silent_endless"


class LightRule(NamedTuple):
    """One row: this light where the cause has come to the limit.

    Limits: `overdue` days at least; `days_left` days at most; `points` under 序时进度, for yellow at least, for red more than; `share`
    of 序时进度 that is missing, in % at least; `silent` asked periods without a report at least.
    """

    light: Light
    cause: Cause
    limit: float
    on: bool = True


def _table(red: dict[Cause, float], amber: dict[Cause, float], off: dict[Light, dict[Cause, float]]) -> tuple[LightRule, ...]:
    """All rows, red before yellow; those that an office leaves out stand there with a limit to begin with, switched off."""
    rows = []
    for shade, said in ((Light.RED, red), (Light.AMBER, amber)):
        for cause in Cause:
            rows.append(LightRule(shade, cause, said[cause]) if cause in said else LightRule(shade, cause, off[shade][cause], on=False))
    return tuple(rows)


_OFF: dict[Light, dict[Cause, float]] = {
    Light.RED: {Cause.DAYS_LEFT: 0, Cause.POINTS: 30, Cause.SHARE: 50, Cause.SILENT_ENDLESS: 3},
    Light.AMBER: {Cause.OVERDUE: 1, Cause.DAYS_LEFT: 7, Cause.POINTS: 10, Cause.SHARE: 20, Cause.SILENT: 1, Cause.SILENT_ENDLESS: 2},
}
GENERAL = _table({Cause.OVERDUE: 1, Cause.POINTS: 30, Cause.SILENT: 2}, {Cause.DAYS_LEFT: 7, Cause.POINTS: 10}, _OFF)
THREE_DAYS = _table({Cause.OVERDUE: 1, Cause.POINTS: 30, Cause.SILENT: 2}, {Cause.DAYS_LEFT: 3, Cause.POINTS: 10}, _OFF)
BY_MONTHS = _table({Cause.OVERDUE: 30, Cause.SHARE: 50, Cause.SILENT: 2}, {Cause.OVERDUE: 1, Cause.SHARE: 20, Cause.SILENT: 1}, _OFF)
PRESETS = (("通用", GENERAL), ("临期三天", THREE_DAYS), ("按月计、欠半数", BY_MONTHS))


class LightRules(NamedTuple):
    """What an office may change: the rows, all causes for red and then all for yellow; its words of states."""

    rows: tuple[LightRule, ...] = GENERAL
    words: StateWords = THREE

    def row(self, shade: Light, cause: Cause) -> LightRule:
        return next(row for row in self.rows if row.light is shade and row.cause is cause)

    def limit(self, shade: Light, cause: Cause) -> float | None:
        """The limit in force, None where the row is switched off."""
        row = self.row(shade, cause)
        return row.limit if row.on else None

    def changed(self, shade: Light, cause: Cause, limit: float | None = None, *, on: bool = True) -> "LightRules":
        """The rules with this row at another limit (None: the one it has), switched on or off."""
        old = self.row(shade, cause)
        new = LightRule(shade, cause, old.limit if limit is None else limit, on)
        return self._replace(rows=tuple(new if row is old else row for row in self.rows))

    @property
    def amber_points(self) -> float:
        """From how many points on a task is called ahead or behind: the ones of the yellow light, in force or not."""
        return self.row(Light.AMBER, Cause.POINTS).limit

    @property
    def counts_silence(self) -> bool:
        """Is there a rule that looks at periods without a report?"""
        return any(row.on and row.cause in SILENCE for row in self.rows)


DEFAULT = LightRules()
# Duties without an end: nothing to be late with.
ENDLESS = (DeadlineKind.STANDING, DeadlineKind.RECURRING)
SILENCE = (Cause.SILENT, Cause.SILENT_ENDLESS)
BY_HAND = "人工定灯"
PLAIN = "正常"


class Figures(NamedTuple):
    """What the rules look at. `left`: days to the limit; `expected`: 序时进度; `silent`: asked periods without a report; `endless`:
    a duty without an end, to which only the rule of its own applies."""

    left: int | None
    expected: float | None
    percent: float | None
    silent: int
    endless: bool

    @property
    def short(self) -> float | None:
        """Points under pace, below 0 ahead of it. None where no percentage was ever reported: nothing is known to be behind."""
        return None if self.expected is None or self.percent is None else self.expected - self.percent


def pace(start: date | None, end: date | None, today: date) -> float | None:
    """序时进度: the share of the time gone by, 0–100; None where start or end is not known."""
    if start is None or end is None or end <= start:
        return None
    return min(100.0, max(0.0, 100.0 * (today - start).days / (end - start).days))


def figures(
    state: State,
    kind: DeadlineKind | None,
    due: date | None,
    start: date | None,
    percent: float | None,
    today: date,
    pace_end: date | None = None,
    silent: int = 0,
) -> Figures:
    """The figures of a task; see `light`."""
    if state is State.ONGOING or kind in ENDLESS:
        return Figures(None, None, percent, silent, endless=True)
    left = None if due is None else (due - today).days
    return Figures(left, pace(start, pace_end or due, today), percent, silent, endless=False)


def fires(rule: LightRule, seen: Figures) -> bool:
    """Does a row, switched on, light its light?"""
    cause, limit = rule.cause, rule.limit
    if not rule.on or seen.endless is not (cause is Cause.SILENT_ENDLESS):
        return False
    if cause in SILENCE:
        return seen.silent >= limit
    if cause is Cause.OVERDUE:
        return seen.left is not None and -seen.left >= limit
    if cause is Cause.DAYS_LEFT:
        return seen.left is not None and seen.left <= limit
    short = seen.short
    if short is None or short <= 0:
        return False
    if cause is Cause.POINTS:
        return short > limit if rule.light is Light.RED else short >= limit
    return 100.0 * short >= limit * (seen.expected or 0.0)


def light(
    state: State,
    kind: DeadlineKind | None,
    due: date | None,
    start: date | None,
    percent: float | None,
    today: date,
    rules: LightRules = DEFAULT,
    pace_end: date | None = None,
    silent: int = 0,
    by_hand: tuple[Light, str] | None = None,
) -> tuple[Light, str]:
    """The light and why, in a few words; the first row that fires says it.

    `due`: the next day due; `start`: first day of the pace; `pace_end`: its last day (default `due`); `silent`: for how many asked
    periods in a row no report came; `by_hand`: the light that a person set and why, which goes before all rules but completion.
    """
    if state is State.COMPLETED:
        return Light.DONE, rules.words.of(state)
    if by_hand is not None:
        return by_hand[0], f"{BY_HAND}：{by_hand[1]}"
    seen = figures(state, kind, due, start, percent, today, pace_end, silent)
    for rule in rules.rows:
        if fires(rule, seen):
            return rule.light, _said(rule.cause, seen)
    if state is State.ONGOING:
        return Light.ONGOING, rules.words.of(state)
    if kind in ENDLESS:
        return Light.ONGOING, "周期性工作" if kind is DeadlineKind.RECURRING else "长期坚持"
    if seen.left is not None and seen.left < 0:
        return Light.GREEN, _said(Cause.OVERDUE, seen)
    return Light.GREEN, "未定时限" if kind is None else "时限待定" if kind is DeadlineKind.RELATIVE and due is None else PLAIN


def _said(cause: Cause, seen: Figures) -> str:
    """What a list says beside the light."""
    if cause in SILENCE:
        return f"连续 {seen.silent} 期未报送"
    if cause in (Cause.OVERDUE, Cause.DAYS_LEFT):
        left = seen.left or 0
        return f"逾期 {-left} 天" if left < 0 else f"剩 {left} 天" if left else "今天到期"
    return f"欠进度 {seen.short or 0.0:.0f} 点"
