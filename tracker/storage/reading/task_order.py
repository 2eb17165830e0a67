"""By what a task list can be sorted, as SQL over `task t JOIN plan p`: one value for each task, NULL where it has none."""

from datetime import date
from typing import Any

from tracker.domain.lights import LightRules
from tracker.storage.reader import Reader
from tracker.storage.reading.light_sql import Lights

# The official place of whoever answers for it: the first lead unit, else the first of those who share it.
_LEADS = """SELECT a.task_id, COALESCE(MIN(CASE WHEN a.role = 'lead' THEN u.position END), MIN(u.position))
    FROM assignment a JOIN unit u ON u.id = a.unit_id WHERE a.role IN ('lead', 'joint') GROUP BY a.task_id"""
_SUPPORTS = "SELECT a.task_id, COUNT(*) FROM assignment a WHERE a.role = 'support' GROUP BY a.task_id"
_SUPPORT_UNITS = """SELECT a.task_id, MIN(u.position) FROM assignment a JOIN unit u ON u.id = a.unit_id
    WHERE a.role = 'support' GROUP BY a.task_id"""
_LIGHT = """SELECT t.id, CASE {} WHEN 'red' THEN 0 WHEN 'amber' THEN 1 WHEN 'green' THEN 2 WHEN 'ongoing' THEN 3 ELSE 4 END
    FROM task t JOIN plan p ON p.id = t.plan_id"""
_KEYS = {
    "leads": _LEADS,
    "supports": _SUPPORTS,
    "wording": "SELECT t.id, t.due FROM task t WHERE t.due IS NOT NULL",
    "percent": "SELECT t.id, t.percent FROM task t WHERE t.percent IS NOT NULL",
    "support_names": _SUPPORT_UNITS,
    "leader": "SELECT c.task_id, c.leader FROM contact c WHERE c.valid_to IS NULL AND c.leader <> '' ORDER BY c.id",
    "updated": "SELECT r.task_id, MAX(r.reported_on) FROM progress_report r GROUP BY r.task_id",
}


def sort_values(db: Reader, key: str, today: date, rules: LightRules) -> dict[int, Any]:
    """The value of each task for this order; tasks without one are left out. `number` needs none: lists come in that order."""
    if key == "number":
        return {}
    if key == "light":
        lights = Lights(db, today, rules)
        return dict(db.rows(_LIGHT.format(lights.sql), **lights.values))
    return dict(db.rows(_KEYS[key]))
