"""Find tasks by any text."""

from tracker.domain.screens import SearchHit
from tracker.storage.reading import search as reading
from tracker.storage.store import Store

__all__ = ["SearchHit", "search"]


def search(store: Store, text: str, plan_id: int | None = None, limit: int = 50) -> list[SearchHit]:
    """Tasks in which all the words (apart by spaces) occur, with the place where the first one stands."""
    with store.read() as db:
        return reading.search(db, text, plan_id, limit)
