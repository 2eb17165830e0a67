"""The light rule of `domain.lights` as SQL over `task t JOIN plan p`, for filters and counts of many thousand tasks.

The thresholds come from the same `LightRules`; `tests/storage/test_light_sql.py` compares the two over a grid of cases.
"""

from datetime import date, timedelta
from typing import Any

from tracker.domain.lights import ENDLESS, LightRules
from tracker.storage import sqlite
from tracker.storage.reading import words

START = "COALESCE(p.period_start, p.issued)"
_END = "COALESCE(t.pace_end, t.due)"
_GONE = sqlite.days_between(START, ":today")
_SPAN = sqlite.days_between(START, _END)
_PACE = f"CASE WHEN :today <= {START} THEN 0.0 WHEN :today >= {_END} THEN 100.0 ELSE 100.0 * {_GONE} / {_SPAN} END"
_SHORT = f"(CASE WHEN t.percent IS NOT NULL AND {_END} > {START} THEN {_PACE} - t.percent END)"

# Still to be done by a day, so that it can be late.
OPEN = f"(t.state NOT IN ('completed', 'ongoing') AND (t.due_kind IS NULL OR t.due_kind NOT IN {words(ENDLESS)}))"
OVERDUE = f"({OPEN} AND t.due < :today)"
LIGHT = f"""(CASE WHEN t.removed_on IS NOT NULL OR t.state = 'completed' THEN 'done'
    WHEN t.state = 'ongoing' OR t.due_kind IN {words(ENDLESS)} THEN 'ongoing'
    WHEN t.due < :today OR {_SHORT} > :red_points THEN 'red'
    WHEN t.due <= :amber_day OR ({_SHORT} >= :amber_points AND {_SHORT} > 0) THEN 'amber'
    ELSE 'green' END)"""

_EXPECTED = f"(CASE WHEN {OPEN} AND {_END} > {START} THEN {_PACE} END)"
_REPORTED = "(CASE WHEN t.state = 'not_started' THEN COALESCE(t.percent, 0.0) ELSE t.percent END)"
_BEHIND = f"({_EXPECTED} - {_REPORTED})"
# `domain.state_words.pace_of`: how the percentage stands to 序时进度; a task that nobody has begun stands at 0.
STANDING_PACE = f"""(CASE WHEN {_BEHIND} IS NULL THEN '' WHEN {_BEHIND} > 0 AND {_BEHIND} >= :amber_points THEN 'behind'
    WHEN {_BEHIND} < 0 AND -{_BEHIND} >= :amber_points THEN 'ahead' ELSE 'on' END)"""


def light_values(today: date, rules: LightRules) -> dict[str, Any]:
    """The parameters that `LIGHT` names."""
    return {
        "today": today,
        "amber_day": today + timedelta(rules.amber_days),
        "red_points": float(rules.red_points),
        "amber_points": float(rules.amber_points),
    }
