"""Report periods of a plan."""

from tracker.storage.reading import periods as reading
from tracker.storage.store import Store


def report_periods(store: Store, plan_id: int) -> list[str]:
    """For which periods ("2026-11") progress was reported, the newest first."""
    with store.read() as db:
        return reading.report_periods(db, plan_id)
