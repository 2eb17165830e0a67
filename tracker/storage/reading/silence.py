"""Silence: the periods that were asked of a plan, whose reporting day is over, and for which nothing was heard of a task."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from tracker.domain.periods import ReportingRule, end_of, reporting_date
from tracker.storage.reader import Reader
from tracker.storage.reading.figure_marks import FIGURES_FILE, FIGURES_FORM
from tracker.storage.reading.reporting import reporting_rules

# One step along the index for each period, where a scan would go through a row for each unit.
_PERIODS = """WITH RECURSIVE asked(plan_id, period) AS (
    SELECT p.id, (SELECT MIN(x.period) FROM {0} x WHERE x.plan_id = p.id AND {1}) FROM plan p
    UNION ALL SELECT a.plan_id, (SELECT MIN(x.period) FROM {0} x WHERE x.plan_id = a.plan_id AND x.period > a.period AND {1})
    FROM asked a WHERE a.period IS NOT NULL)
    SELECT plan_id, period FROM asked WHERE period IS NOT NULL"""


class Silence:
    """For each plan the asked periods that should have been reported by today, with their last days, in order."""

    def __init__(self, due: Mapping[int, Sequence[tuple[str, str]]]) -> None:
        self._due = due

    def unheard(self, plan_id: int, heard_to: str | None) -> tuple[str, ...]:
        """The periods without a report of a task that was heard of to this day (ISO text); None: nothing is known of it."""
        due = self._due.get(plan_id)
        if due is None or heard_to is None:
            return ()
        return tuple(period for _end, period in due[bisect_right(due, (heard_to, "~")) :])

    def count(self, plan_id: int, heard_to: str | None) -> int:
        """How many they are."""
        due = self._due.get(plan_id)
        return 0 if due is None or heard_to is None else len(due) - bisect_right(due, (heard_to, "~"))

    def days(self, count: int) -> dict[str, list[int]]:
        """The days after which nothing must have been heard for so many periods of silence, each with the plans it holds for."""
        found: dict[str, list[int]] = defaultdict(list)
        for plan_id, due in self._due.items():
            if len(due) >= count:
                found[due[-count][0]].append(plan_id)
        return found


NONE = Silence({})


def silence(db: Reader, today: date) -> Silence:
    """What should have been reported by today, for all plans."""
    due: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rules = reporting_rules(db)
    ends: dict[tuple[str, ReportingRule], str] = {}  # plans mostly ask for the same periods by the same day
    asked = {
        *db.rows(_PERIODS.format("handout", f"x.template_version <> '{FIGURES_FORM}'")),
        *db.rows(_PERIODS.format("received_file", f"x.state <> '{FIGURES_FILE}'")),
    }
    for plan_id, period in asked:
        key = (period, rules[plan_id])
        if key not in ends:
            ends[key] = _end_if_over(*key, today)
        if ends[key]:
            due[plan_id].append((ends[key], period))
    return Silence({plan_id: sorted(periods) for plan_id, periods in due.items()})


def _end_if_over(period: str, rule: ReportingRule, today: date) -> str:
    """The last day of a period that should have been reported by today; "" while there is time."""
    last = end_of(period)
    return last.isoformat() if last is not None and (reporting_date(period, rule) or last) < today else ""
