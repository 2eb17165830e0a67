"""Passages of documents that a person edited, and which tasks are still there to be counted."""

from collections.abc import Sequence
from datetime import date

from tracker.domain.passages import Kept
from tracker.storage.reader import Reader
from tracker.storage.reading import chunks, numbers


def kept(db: Reader, plan_id: int, kind: str, period: str) -> dict[str, Kept]:
    """By place: what was made of a document's passages."""
    rows = db.rows(
        "SELECT place, text, drafted, edited_on FROM document_text WHERE plan_id = :plan_id AND kind = :kind AND period = :period",
        plan_id=plan_id,
        kind=kind,
        period=period,
    )
    return {place: Kept(text, drafted, date.fromisoformat(edited_on)) for place, text, drafted, edited_on in rows}


def still_there(db: Reader, task_ids: Sequence[int]) -> frozenset[int]:
    """Those of these tasks that were not deleted."""
    found: set[int] = set()
    for part in chunks(list(task_ids)):
        found.update(task_id for (task_id,) in db.rows(f"SELECT id FROM task WHERE id IN {numbers(part)}"))
    return frozenset(found)
