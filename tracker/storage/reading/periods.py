"""For which periods progress was reported."""

from tracker.storage.reader import Reader
from tracker.storage.sqlite import period_order


def report_periods(db: Reader, plan_id: int) -> list[str]:
    """Every period ("2026-11") with a report on a task of the plan, the newest first."""
    rows = db.rows(
        f"""SELECT DISTINCT r.period, {period_order("r.period")} FROM progress_report r JOIN task t ON t.id = r.task_id
        WHERE t.plan_id = :plan_id ORDER BY 2 DESC""",
        plan_id=plan_id,
    )
    return [row[0] for row in rows]
