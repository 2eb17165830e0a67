"""The light rule of `domain.lights` as SQL over `task t JOIN plan p`, for filters and counts of many thousand tasks.

The limits come from the same `LightRules`; `tests/storage/test_light_sql.py` compares the two over a grid of cases.
"""

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from tracker.domain.lights import ENDLESS, Cause, LightRules
from tracker.domain.terms import Light
from tracker.storage import sqlite
from tracker.storage.reader import Reader
from tracker.storage.reading import numbers, words
from tracker.storage.reading.silence import NONE, Silence, silence

START = "COALESCE(p.period_start, p.issued)"
_END = "COALESCE(t.pace_end, t.due)"
_GONE = sqlite.days_between(START, ":today")
_SPAN = sqlite.days_between(START, _END)
_PACE = f"(CASE WHEN :today <= {START} THEN 0.0 WHEN :today >= {_END} THEN 100.0 ELSE 100.0 * {_GONE} / {_SPAN} END)"
_SHORT = f"(CASE WHEN t.percent IS NOT NULL AND {_END} > {START} THEN {_PACE} - t.percent END)"

# Still to be done by a day, so that it can be late.
OPEN = f"(t.state NOT IN ('completed', 'ongoing') AND (t.due_kind IS NULL OR t.due_kind NOT IN {words(ENDLESS)}))"
# Written so that nobody looks days up one by one: most tasks of past days are done, and to go through all is quicker.
OVERDUE = f"(CASE WHEN t.due < :today THEN {OPEN} ELSE FALSE END)"

_EXPECTED = f"(CASE WHEN {OPEN} AND {_END} > {START} THEN {_PACE} END)"
_BEHIND = f"({_EXPECTED} - t.percent)"
# `domain.state_words.pace_of`: how the percentage stands to 序时进度; '' without a percentage.
STANDING_PACE = f"""(CASE WHEN {_BEHIND} IS NULL THEN '' WHEN {_BEHIND} > 0 AND {_BEHIND} >= :amber_points THEN 'behind'
    WHEN {_BEHIND} < 0 AND -{_BEHIND} >= :amber_points THEN 'ahead' ELSE 'on' END)"""


def light_values(today: date, rules: LightRules) -> dict[str, Any]:
    """The parameters that `Lights.sql`, `OVERDUE` and `STANDING_PACE` name."""
    return {"today": today, "amber_points": float(rules.amber_points)}


class Lights:
    """The lights of one day under the rules of one office. Only the rules that are switched on stand in the text."""

    def __init__(self, db: Reader, today: date, rules: LightRules) -> None:
        self._db, self._today, self._rules = db, today, rules
        self.values = light_values(today, rules)

    @cached_property
    def silence(self) -> Silence:
        """Which periods should have been reported; read only where a rule asks for it."""
        return silence(self._db, self._today) if self._rules.counts_silence else NONE

    @cached_property
    def sql(self) -> str:
        """The light of a task, a word of `Light`."""
        endless = self._cases(self._endless) + "ELSE 'ongoing'"
        return f"""(CASE WHEN t.removed_on IS NOT NULL OR t.state = 'completed' THEN 'done' WHEN t.light_set <> '' THEN t.light_set
            WHEN t.state = 'ongoing' OR t.due_kind IN {words(ENDLESS)} THEN {f"CASE {endless} END" if "WHEN" in endless else "'ongoing'"}
            {self._cases(self._open)} ELSE 'green' END)"""

    def _cases(self, conditions: Any) -> str:
        found = [(shade, conditions(shade)) for shade in (Light.RED, Light.AMBER)]
        return " ".join(f"WHEN {' OR '.join(parts)} THEN '{shade.value}'" for shade, parts in found if parts) + " "

    def _endless(self, shade: Light) -> list[str]:
        """When a duty without an end shows this light."""
        return self._silent(self._rules.limit(shade, Cause.SILENT_ENDLESS))

    def _open(self, shade: Light) -> list[str]:
        """When a task that is to be done by a day shows this light: what is asked soonest stands first."""
        rules, found = self._rules, []
        overdue, left = rules.limit(shade, Cause.OVERDUE), rules.limit(shade, Cause.DAYS_LEFT)
        days = [] if overdue is None else [self._today - timedelta(overdue)]
        days += [] if left is None else [self._today + timedelta(left)]
        if days:
            found.append(f"t.due <= '{max(days).isoformat()}'")
        found += self._silent(rules.limit(shade, Cause.SILENT))
        points, share = rules.limit(shade, Cause.POINTS), rules.limit(shade, Cause.SHARE)
        if points is not None:
            found.append(f"{_SHORT} > {float(points)!r}" if shade is Light.RED or not points else f"{_SHORT} >= {float(points)!r}")
        if share is not None:
            found.append(f"({_SHORT} > 0 AND 100.0 * {_SHORT} >= {float(share)!r} * {_PACE})")
        return found

    def _silent(self, count: float | None) -> list[str]:
        if count is None:
            return []
        days = self.silence.days(int(count))
        return [f"(t.heard_to < '{day}' AND t.plan_id IN {numbers(plans)})" for day, plans in sorted(days.items())]
