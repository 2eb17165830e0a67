"""Find tasks, and the rows that plans list beside them, by any text."""

from collections.abc import Iterable, Sequence

from tracker.domain.initials import are_initials
from tracker.domain.screens import ListHit, SearchHit
from tracker.storage.reading import list_search, texts
from tracker.storage.reading import search as reading
from tracker.storage.reading.initials import letters
from tracker.storage.store import Store

__all__ = ["ListHit", "SearchHit", "get_ready", "hits_beside", "search", "search_everything", "spelled_so"]

_OF_LISTS = 30
_BESIDE = 200


def spelled_so(typed: str, names: Iterable[str]) -> bool:
    """Is one of the names spelled with these first letters (fgw: 发改委)? False where no letters were typed."""
    return are_initials(typed) and any(letters().find(typed, name) >= 0 for name in names)


def get_ready(store: Store, plan_id: int | None) -> None:
    """Read all that a search looks through, while somebody is about to type: the first word is then found as quickly as the next."""
    with store.read() as db:
        texts.get_ready(db, plan_id)


def search(store: Store, text: str, plan_id: int | None = None, limit: int = 50) -> list[SearchHit]:
    """Tasks in which all the words (apart by spaces) occur, with the place where the first one stands."""
    with store.read() as db:
        return reading.search(db, text, plan_id, limit)


def search_everything(store: Store, text: str, plan_id: int | None = None, limit: int = 50) -> list[SearchHit | ListHit]:
    """Tasks, indicators, services and projects; what has the word in its name stands before what has it elsewhere."""
    with store.read() as db:
        found: list[SearchHit | ListHit] = [*reading.search(db, text, plan_id, limit)]
        found += list_search.search_lists(db, text, plan_id, _OF_LISTS)
    return sorted(found, key=lambda hit: hit.where not in ("标题", "名称"))


def hits_beside(store: Store, ids: Sequence[int], text: str, *, leads_shown: bool = False) -> dict[int, SearchHit]:
    """Of tasks that a search has found, those not found by their titles: where the word stands. The first two hundred of them.

    `leads_shown`: the first lead unit of a task stands in sight too.
    """
    with store.read() as db:
        return reading.hits_beside(db, ids, text, _BESIDE, leads_shown=leads_shown)
